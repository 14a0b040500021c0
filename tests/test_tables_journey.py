"""What good tables give: the journey, complete even from a lone table of stops."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routemap.model.edtf_dates import Day
from routemap.model.journey import (
    Basis,
    Certainty,
    Leg,
    Phrase,
    Reference,
    UndatedPosition,
    Wording,
)
from routemap.tables import check_journey, read_journey
from routemap.tables.ids import slug
from routemap.tables.reader import check_files
from routemap.tables.writer import journey_files
from written_tables import HEADER, lines_of, report_of

JOURNEYS = Path(__file__).parent / "journeys"


@pytest.mark.parametrize(
    "name",
    [
        *("whole", "one-stop", "there-and-back", "antiquity", "odd-names", "undated-notes"),
        *("two-who-meet", "forty-ships"),
    ],
)
def test_a_good_journey_has_no_problems(name: str) -> None:
    assert check_journey(JOURNEYS / name).problems == ()


def test_a_lone_table_of_stops_is_a_complete_journey() -> None:
    journey = read_journey(JOURNEYS / "there-and-back" / "locations.csv")
    assert journey.title == Wording(Phrase("locations", "en"))
    assert journey.language == "en"
    assert journey.events == ()
    assert [leg.basis for leg in journey.legs] == [Basis.INFERRED] * 3


def test_a_folder_without_a_title_is_called_by_its_name() -> None:
    assert read_journey(JOURNEYS / "one-stop").title.original.text == "one-stop"


def test_one_stop_is_a_journey_without_legs() -> None:
    journey = read_journey(JOURNEYS / "one-stop")
    assert [stop.id for stop in journey.stops] == ["khasan"]
    assert journey.legs == ()


def test_missing_ids_are_made_from_names_and_a_second_visit_gets_its_own() -> None:
    journey = read_journey(JOURNEYS / "there-and-back")
    assert [stop.id for stop in journey.stops] == [
        "vladivostok", "khasan", "vladivostok-2", "stop-4",
    ]  # fmt: skip


def test_a_made_id_gives_way_to_a_given_one(tmp_path: Path) -> None:
    table = f"{HEADER},id\nA,1,1,,\nB,1,1,,a\nA,1,1,,\nA,1,1,,a-2\n"
    report = report_of(tmp_path, {"locations.csv": table})
    assert report.journey is not None
    assert [stop.id for stop in report.journey.stops] == ["a-3", "a", "a-4", "a-2"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Komsomolsk-on-Amur", "komsomolsk-on-amur"),
        ("  Köln (Hbf) ", "koln-hbf"),
        ("Straße", "strasse"),
        ("L’Aquila", "laquila"),
        ("ﬁn", "fin"),
        ("Łódź", "odz"),
        ("평양", ""),
        ("Хасан 2", ""),
        ("!!!", ""),
        ("x" * 200, "x" * 60),
    ],
)
def test_an_id_keeps_what_is_latin_of_a_name(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_every_column_of_the_stops_is_read() -> None:
    first, second, third = read_journey(JOURNEYS / "whole").stops
    assert first.name.original == Phrase("Khasan", "en")
    assert first.name.in_language("ko") == Phrase("하산", "ko")
    assert first.name_local == Phrase("Хасан", "ru")
    assert first.accuracy_km == 2.0
    assert first.departure_text.original.text == "by 10 September"
    assert first.departure is not None
    assert first.departure.earliest is None
    assert second.country == "RUS"
    assert second.accuracy_km is None
    assert second.certainty is Certainty.LESS_CERTAIN
    assert second.references == ("1", "2")
    assert second.note.original.text == "Two nights"
    assert third.references == ("2", "map")
    assert third.name.in_language("ko") == Phrase("Khabarovsk", "en")
    assert third.arrival is not None
    assert third.arrival.time == "09:30:00+10:00"
    assert third.mode == "air"


def test_every_column_of_the_events_is_read() -> None:
    background, dinner, rest = read_journey(JOURNEYS / "whole").events
    assert background.date is None
    assert background.undated is UndatedPosition.BEFORE
    assert background.headline.in_language("ko").text == "표가 부족하다"
    assert dinner.stop == "ussuriysk"
    assert dinner.date_text.in_language("ko").text == "저녁에"
    assert dinner.quote.original.text == "“Welcome!”"
    assert rest.id == "rest"
    assert rest.basis is Basis.INFERRED


def test_a_leg_has_the_mode_of_the_stop_it_leads_to_and_the_rest_from_its_row() -> None:
    first, second = read_journey(JOURNEYS / "whole").legs
    assert (first.start, first.end, first.mode) == ("khasan", "ussuriysk", "rail")
    assert (first.basis, first.mode_basis) == (Basis.INFERRED, Basis.REPORTED)
    assert first.references == ("1", "map")
    assert first.note.in_language("ru").text == "По единственной линии"
    # Of a leg that is not listed, the table of stops reports the means.
    unlisted = Leg("ussuriysk", "khabarovsk", mode="air", mode_basis=Basis.REPORTED)
    assert second == unlisted


def test_the_mode_of_a_leg_is_as_reported_as_the_leg_if_not_said(tmp_path: Path) -> None:
    report = report_of(tmp_path, {"legs.csv": "from,to,basis\nkhasan,vostochny,reported\n"})
    assert report.journey is not None
    assert report.journey.legs[0].mode_basis is Basis.REPORTED


def test_what_is_said_of_the_whole_journey_is_read() -> None:
    journey = read_journey(JOURNEYS / "whole")
    assert journey.title.in_language("ko").text == "바다를 따라 기차로"
    assert journey.subtitle.original.text == "A journey with every file"
    assert journey.time_zone == "Asia/Vladivostok"
    assert journey.report_note.in_language("ru").text == "Для проверки."
    assert journey.reference("2") == Reference(
        "2", "The second newspaper", "https://example.org/second"
    )


def test_the_language_of_the_journey_is_that_of_its_words(tmp_path: Path) -> None:
    report = report_of(tmp_path, {"journey.toml": 'language = "KO-kr"\ntitle = "기차"\n'})
    assert report.problems == ()
    assert report.journey is not None
    assert report.journey.language == "ko-KR"
    assert report.journey.title.original == Phrase("기차", "ko-KR")
    assert report.journey.stops[0].name.original.language == "ko-KR"


@pytest.mark.parametrize("cell", ["13;14", '"13,14"', "13 14", '"13, 14"', "13 ; 14;", "13;14;13"])
def test_references_are_separated_by_semicolons_commas_or_blanks(tmp_path: Path, cell: str) -> None:
    files = {
        "locations.csv": f"{HEADER},references\nA,1,1,,{cell}\n",
        "sources.csv": "reference,citation\n13,A\n14,B\n",
    }
    report = report_of(tmp_path, files)
    assert report.journey is not None
    assert report.journey.stops[0].references == ("13", "14")


def test_words_with_markup_or_from_right_to_left_are_words() -> None:
    markup, right_to_left, long, quotes = read_journey(JOURNEYS / "odd-names").stops
    assert markup.name.original.text == "<script>alert(1)</script> & <b>bold</b>"
    assert right_to_left.name.original.text == "القدس"
    assert right_to_left.id == "rtl"
    assert len(long.name.original.text) == 200
    assert quotes.name.original.text == 'Say "Ah"'
    assert quotes.note.original.text == "Two\nlines"


def test_years_before_1_are_read_in_order() -> None:
    stops = read_journey(JOURNEYS / "antiquity").stops
    assert [stop.arrival.sort_day.year for stop in stops if stop.arrival] == [-333, -332, -330]
    assert stops[0].name.in_language("grc").text == "Πέλλα"


def test_doubled_translations_are_told_whatever_their_case(tmp_path: Path) -> None:
    table = f"{HEADER},name@ko-kr,name@KO-KR\nA,1,1,,x,y\n"
    (line,) = lines_of(tmp_path, {"locations.csv": table})
    assert line.startswith("error locations.csv:1:name@ko-KR: the column “name@ko-KR” is there")


@given(st.dates())
def test_days_are_counted_as_the_calendar_counts_them(day: date) -> None:
    first = Day(1, 1, 1).number
    assert Day(day.year, day.month, day.day).number - first == day.toordinal() - 1


@given(st.dates(date(1, 1, 1), date(4000, 12, 31)), st.integers(1, 20))
def test_days_before_year_1_follow_the_same_calendar_of_400_years(day: date, cycles: int) -> None:
    early = Day(day.year - 400 * cycles, day.month, day.day).number
    assert Day(day.year, day.month, day.day).number - early == 146_097 * cycles
    assert timedelta(days=146_097) == date(2001, 1, 1) - date(1601, 1, 1)


def test_a_stop_may_have_a_time_zone_of_its_own(tmp_path: Path) -> None:
    header = "id,name,latitude,longitude,arrival,time_zone\n"
    rows = "a,A,1,2,2020-05-01,Asia/Tokyo\nb,B,1,3,2020-05-02,\nc,C,1,4,2020-05-03,Asia/Tokio\n"
    report = report_of(tmp_path, {"locations.csv": header + rows})
    assert [str(each).partition("; did")[0] for each in report.problems] == [
        "locations.csv:4:time_zone: “Asia/Tokio” is not a time zone"
    ]
    (tmp_path / "locations.csv").write_text(header + rows[: rows.index("c,C")], encoding="utf-8")
    journey = read_journey(tmp_path)
    assert [stop.time_zone for stop in journey.stops] == ["Asia/Tokyo", ""]
    again = check_files(journey_files(journey), "").journey
    assert again is not None
    assert again.stops == journey.stops
