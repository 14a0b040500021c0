"""`routemap follows`, and what `check` says of rows that cannot all be true."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from any_journey import journeys
from browser import CHECKOUT
from routemap.cli import main as cli
from routemap.i18n.catalog import LANGUAGES
from routemap.i18n.what_follows import bound_text, contradiction_text
from routemap.model.edtf_dates import parse_date
from routemap.model.itinerary import build_itinerary
from routemap.model.journey import Journey
from routemap.model.speeds import Speed
from routemap.reasoning.bounds import what_follows
from routemap.reasoning.telling import as_edtf, told
from routemap.tables.contradictions import contradictions
from test_speeds import STOPS

SOUTH_POLE = CHECKOUT / "examples" / "south-pole"


def answer_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert cli.main(["follows", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def test_each_bound_is_a_sentence_with_its_premises(capsys: pytest.CaptureFixture[str]) -> None:
    lines = answer_of(capsys)
    assert lines == [
        "Inferred: what must be true if the tables are right, although no source states it.",
        (
            "2 Khasan was left no earlier than 12 September 2023. "
            "This follows from: arrival at 2 Khasan, 12 September 2023 [11] [12]."
        ),
        (
            "2 Khasan was left no later than 13 September 2023 (by the clock of 3 Vostochny "
            "Cosmodrome). This follows from: arrival at 3 Vostochny Cosmodrome, 13 September 2023 "
            "[13] [14]."
        ),
        (
            "3 Vostochny Cosmodrome was left no earlier than 13 September 2023. "
            "This follows from: arrival at 3 Vostochny Cosmodrome, 13 September 2023 [13] [14]."
        ),
        (
            "3 Vostochny Cosmodrome was left no later than 15 September 2023. "
            "This follows from: arrival at 4 Komsomolsk-on-Amur, by 15 September 2023 [15] [16]."
        ),
        (
            "4 Komsomolsk-on-Amur was reached no earlier than 13 September 2023. "
            "This follows from: arrival at 3 Vostochny Cosmodrome, 13 September 2023 [13] [14]."
        ),
    ]


def test_what_is_assumed_is_said_with_each_bound_and_no_minutes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = answer_of(capsys, "--speed", "rail=60")
    assert (
        "2 Khasan was left no later than about 21:15 on 12 September 2023 (local time). "
        "This follows from: arrival at 3 Vostochny Cosmodrome, 13 September 2023 [13] [14]. "
        "Assumed: no faster than 60 km/h on average; about 1,670 km by rail, shortest way, "
        "inferred. The means of travel is inferred, too."
    ) in lines
    assert any("no earlier than about 02:45 on 13 September 2023 (local" in each for each in lines)


def test_contradictions_are_told_alone(capsys: pytest.CaptureFixture[str]) -> None:
    lines = answer_of(capsys, "--speed", "Rail=34")
    assert len(lines) == 2
    assert lines[0].startswith(
        "These cannot all be true: arrival at 2 Khasan, 12 September 2023 [11] [12]; "
        "arrival at 3 Vostochny Cosmodrome, 13 September 2023 [13] [14]. "
        "Assumed: no faster than 34 km/h on average;"
    )
    assert lines[1].startswith("From what contradicts itself nothing can be inferred.")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("speed", ["60", "34"])
def test_every_language_has_whole_sentences(
    capsys: pytest.CaptureFixture[str], language: str, speed: str
) -> None:
    lines = answer_of(capsys, "--speed", f"rail={speed}", "--lang", language)
    english = answer_of(capsys, "--speed", f"rail={speed}", "--lang", "en")
    assert len(lines) == len(english) > 1
    assert all(line.endswith(".") and ".." not in line for line in lines)
    assert "[13] [14]" in "".join(lines)


def test_speeds_of_the_journey_are_assumed_unless_the_command_gives_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "locations.csv").write_text(STOPS, encoding="utf-8")
    (tmp_path / "journey.toml").write_text("[speed]\nrail = 60\n", encoding="utf-8")
    assert "60 km/h" in "".join(answer_of(capsys, str(tmp_path)))
    faster = "".join(answer_of(capsys, str(tmp_path), "--speed", "rail=90.5"))
    assert "90.5 km/h" in faster
    assert "60 km/h" not in faster


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("rail", "--speed rail: write a mode and km/h, such as rail=60"),
        ("rail=fast", "--speed rail=fast: write a mode and km/h, such as rail=60"),
        ("rail=-5", "--speed rail=-5: write a mode and km/h, such as rail=60"),
        ("=60", "--speed =60: write a mode and km/h, such as rail=60"),
        ("rial=60", "--speed rial=60: no leg is travelled so; did you mean “rail”?"),
        ("ship=60", "--speed ship=60: no leg is travelled so; the modes are rail"),
    ],
)
def test_a_speed_that_is_none_is_refused(
    capsys: pytest.CaptureFixture[str], given: str, said: str
) -> None:
    assert cli.main(["follows", "--speed", given]) == 2
    assert capsys.readouterr().err.strip() == f"routemap: {said}"


def test_where_nothing_follows_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "locations.csv").write_text(STOPS.splitlines()[0] + "\n,One,50,10,,\n")
    assert answer_of(capsys, str(tmp_path)) == [
        "From these tables nothing follows that they do not state themselves."
    ]


def test_each_party_to_the_south_pole_is_bounded_by_its_own_days(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = "\n".join(answer_of(capsys, str(SOUTH_POLE)))
    assert "B12 Oates’s last camp was reached no earlier than 9 March 1912." in found
    assert "B12 Oates’s last camp was left no later than 19 March 1912." in found
    assert "A10 Butcher’s Shop was reached no earlier than 17 November 1911." in found


# `check` ------------------------------------------------------------------------------------------


def warnings_of(folder: Path, capsys: pytest.CaptureFixture[str], **files: str) -> list[str]:
    for name, text in files.items():
        ending = "toml" if name == "journey" else "csv"
        (folder / f"{name}.{ending}").write_text(text, encoding="utf-8")
    cli.main(["check", str(folder)])
    return [line for line in capsys.readouterr().out.splitlines() if "cannot all" in line]


def test_check_names_the_rows_and_the_speed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert warnings_of(tmp_path, capsys, locations=STOPS, journey="[speed]\nrail = 1\n") == [
        (
            "locations.csv:2:arrival: the arrival 2020-05-01 in row 2, the arrival 2020-05-02 in "
            "row 3 and 111 km by rail at 1 km/h at most cannot all be true; mark a date that its "
            "source may have wrong: 2020-05-01? or assume a higher speed (warning)"
        )
    ]


def test_check_names_who_cannot_have_been_at_a_meeting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stops = (
        "id,name,latitude,longitude,arrival,departure,traveller\n"
        "a1,Pole,-90,0,1911-12-14,1911-12-17,ann\n"
        "a2,Home,-78,0,1912-01-25,,ann\n"
        "b1,Base,-77,0,1911-11-01,,ben\n"
        "b2,Pole,-90,0,1912-01-17,1912-01-18,ben\n"
    )
    events = "headline,date,location,who,references\nThey meet,1912-01-18,b2,{},x\n"
    sources = "reference,citation\nx,A book\n"
    found = warnings_of(
        tmp_path, capsys, locations=stops, events=events.format("ann;ben"), sources=sources
    )
    assert found == [
        (
            "events.csv:2:date: the event “They meet” on 1912-01-18 in row 2 and the departure "
            "1911-12-17 in row 2 of locations.csv cannot all be true; mark a date that its source "
            "may have wrong: 1912-01-18? or take out of “who” those who were not there (warning)"
        )
    ]
    assert not warnings_of(tmp_path, capsys, events=events.format("ben"))


def test_dates_that_run_backwards_are_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slip = STOPS.replace("2020-05-02", "2020-06-02") + "four,Four,53,10,2020-05-04,rail\n"
    assert not warnings_of(tmp_path, capsys, locations=slip)
    cli.main(["check", str(tmp_path)])
    assert "is after the arrival" in capsys.readouterr().out


@settings(max_examples=150, deadline=None)
@given(journeys(), st.sampled_from(["", "Asia/Tokyo"]), st.sampled_from([None, 0.1, 60.0]))
def test_of_any_journey_something_can_be_told(
    journey: Journey, zone: str, km_per_hour: float | None
) -> None:
    legs = tuple(replace(leg, mode="Rail") for leg in journey.legs)
    speeds = (Speed("rail", km_per_hour),) if km_per_hour else ()
    itinerary = build_itinerary(replace(journey, legs=legs, time_zone=zone, speeds=speeds))
    findings = what_follows(itinerary, speeds)
    assert not (findings.bounds and findings.contradictions)
    for each in told(findings):
        assert parse_date(as_edtf(each, findings.statements)).sort_day
        assert each.grounds.dates
        assert bound_text(itinerary, each, "ru").endswith(".")
    for grounds in findings.contradictions:
        assert contradiction_text(itinerary, grounds, "ko").endswith(".")
    contradictions(itinerary)
