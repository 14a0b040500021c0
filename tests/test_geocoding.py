"""Coordinates for places without any: proposals, never answers; online only when agreed to."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominatim_stub import Stub, nominatim, place
from routemap.basemap.known_names import place_key
from routemap.cli.main import main
from routemap.errors import ForeignFileError, SearchError
from routemap.formats.delimited import read_delimited
from routemap.geocoding import nominatim as search_module
from routemap.geocoding.candidates import place_words, proposals, reasons
from routemap.geocoding.gazetteer import places_in_gazetteer
from routemap.geocoding.nominatim import SERVER_VARIABLE, AnswersOnDisk, FoundPlaces, search
from routemap.geocoding.places_table import PlacesTable, places_of, table_bytes, with_accepted
from routemap.geocoding.proposal import Match
from routemap.tables import check_files, read_journey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from routemap.geocoding.places_table import MissingPlace
    from routemap.geocoding.proposal import Proposal

TRIP = """name,arrival,latitude,longitude,note
Pyongyang,2023-09-10,39.03385,125.75432,
Khasan,2023-09-12,,,"first, in Russia"
Kazan,2023-09-20,55.79,49.12,
"""


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Stub]:
    with nominatim() as served:
        monkeypatch.setenv(SERVER_VARIABLE, served.address)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        monkeypatch.setattr(search_module._one_a_second, "min_delay_seconds", 0)  # noqa: SLF001
        yield served


def missing_of(text: str) -> tuple[MissingPlace, ...]:
    return PlacesTable(read_delimited(text.encode(), "table")).missing()


def missing(name: str, country: str = "") -> MissingPlace:
    (found,) = missing_of(f"name,country,latitude,longitude\n{name},{country},,\n")
    return found


def named(places: tuple[Proposal, ...] | list[Proposal]) -> list[str]:
    return [place_words(each, "en") for each in places]


# Without a network -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Khasan", "khasan", "Хасан", "하산"])
def test_a_shipped_stop_goes_before_its_namesakes_which_are_shown_as_such(name: str) -> None:
    meant = missing(name)
    found = proposals(meant)
    assert named(found)[0] == "Khasan, Russia"
    hassan = next(each for each in found if each.country == "IN")
    assert hassan.match == Match.OTHER_NAME
    assert any("namesake" in reason for reason in reasons(hassan, meant, found, "en"))


def test_a_place_is_found_by_accents_other_scripts_and_spellings() -> None:
    for name in ("Komsomolsk-on-Amur", "komsomolsk na amure", "Комсомольск-на-Амуре"):
        assert named(proposals(missing(name)))[0] == "Komsomolsk-on-Amur, Russia", name
    assert named(places_in_gazetteer("São Paulo", 1)) == ["São Paulo, Brazil"]
    assert places_in_gazetteer("sao paulo", 1) == places_in_gazetteer("SÃO PAULO", 1)


def test_the_shipped_stop_stands_for_what_a_gazetteer_has_twice() -> None:
    assert named(proposals(missing("Pyongyang"))).count("Pyongyang, North Korea") == 1


@pytest.mark.parametrize("country", ["FR", "FRA", "France", "프랑스"])
def test_the_country_of_the_table_goes_first(country: str) -> None:
    assert proposals(missing("Paris", country))[0].country == "FR"
    assert proposals(missing("Paris", "US"))[0].country == "US"


def test_several_places_of_one_name_tell_of_each_other() -> None:
    meant = missing("Springfield")
    found = proposals(meant)
    assert len(found) > 3
    assert any("other places of this name" in why for why in reasons(found[0], meant, found, "en"))


def test_a_place_that_nobody_knows_gets_no_proposal() -> None:
    assert proposals(missing("Xyzzyq")) == ()
    assert proposals(missing("—")) == ()


def test_a_name_that_only_begins_so_is_said_to() -> None:
    meant = missing("Vostochny")
    (found,) = proposals(meant)[:1]
    assert place_words(found, "en") == "Vostochny Cosmodrome, Russia"
    assert found.match == Match.BEGINNING
    assert "only begins with “Vostochny”" in reasons(found, meant, (found,), "en")


def test_distances_to_both_neighbours_are_told() -> None:
    (meant,) = missing_of(TRIP)
    found = proposals(meant)
    told = " ".join(reasons(found[0], meant, found, "en"))
    assert "558 km from Pyongyang" in told
    assert "from Kazan" in told


@given(st.text(max_size=30))
def test_any_name_is_answered(name: str) -> None:
    assert isinstance(places_in_gazetteer(name, 3), list)
    assert place_key(place_key(name)) == place_key(name)


# The table ---------------------------------------------------------------------------------------


def test_nothing_but_the_blank_coordinates_changes() -> None:
    places = PlacesTable(read_delimited(TRIP.encode(), "table"))
    (meant,) = places.missing()
    filled = places.with_positions({meant.row: proposals(meant)[0]})
    before = list(csv.reader(io.StringIO(TRIP)))
    after = list(csv.reader(io.StringIO(table_bytes(filled).decode())))
    assert after[0] == [*before[0], "references"]
    assert after[1] == [*before[1], ""]
    assert after[2] == [
        "Khasan", "2023-09-12", "42.416", "130.643", "first, in Russia", "railway-node-khasan",
    ]  # fmt: skip


def test_a_table_in_utf_16_is_filled_in_and_one_that_is_no_text_refused() -> None:
    files = {"locations.csv": TRIP.encode("utf-16")}
    (meant,) = places_of(files).missing()
    changed = with_accepted(files, {meant.row: proposals(meant)[0]})
    assert changed == with_accepted({"locations.csv": TRIP.encode()}, {1: proposals(meant)[0]})
    with pytest.raises(ForeignFileError, match="save it as UTF-8"):
        places_of({"locations.csv": "name\nMünchen\n".encode("latin-1")})


def test_coordinates_that_are_there_or_half_there_are_left_to_people() -> None:
    text = "name,latitude,longitude\nA,1,2\nB,1,\nC,x,y\nD,,\n,,\n"
    assert [each.name for each in missing_of(text)] == ["D"]


def test_a_column_for_both_is_filled_as_such() -> None:
    places = PlacesTable(read_delimited(b'Ort;Koordinaten\nKhasan;\nPrag;"50.1, 14.4"\n', "table"))
    (meant,) = places.missing()
    assert meant.after
    assert meant.after.position == (50.1, 14.4)
    filled = places.with_positions({0: proposals(meant)[0]})
    assert filled.rows[0][:2] == ("Khasan", "42.416, 130.643")


def test_what_is_accepted_makes_a_journey_whose_position_leads_to_its_source() -> None:
    files = {"locations.csv": TRIP.encode()}
    (meant,) = places_of(files).missing()
    changed = with_accepted(files, {meant.row: proposals(meant)[0]})
    report = check_files(changed, "trip")
    assert report.problems == ()
    assert report.journey
    assert report.journey.reference("railway-node-khasan").citation.startswith("Position of Khasan")


def test_sources_that_are_there_and_marks_that_have_none_are_kept() -> None:
    table = "name,arrival,latitude,longitude,references\nKhasan,2023-09-12,,,4;5\n"
    files = {"locations.csv": table.encode()}
    meant = missing("Khasan")
    first = proposals(meant)[0]
    made = with_accepted(files, {0: first})
    assert [line.split(",")[0] for line in made["sources.csv"].decode().splitlines()] == [
        "reference", "4", "5", "railway-node-khasan",
    ]  # fmt: skip
    own = {**files, "sources.csv": b"reference,citation\n4,A book\n5,Another\n"}
    kept = with_accepted(own, {0: first})["sources.csv"].decode()
    assert kept.startswith("reference,citation\n4,A book\n5,Another\nrailway-node-khasan,")
    assert check_files({**own, **with_accepted(own, {0: first})}, "trip").problems == ()


# Nominatim ---------------------------------------------------------------------------------------


def test_nominatim_is_asked_as_its_policy_wants(stub: Stub) -> None:
    stub.places["Ледяная"] = [place("Ледяная", 51.8, 128.3)]
    (found,) = search("Ледяная", {})
    assert place_words(found, "en") == "Ледяная, Russia"
    assert found.position == (51.8, 128.3)
    assert found.source.url == "https://www.openstreetmap.org/node/4711"
    assert "ODbL" in found.source.citation
    assert stub.queries[0]["format"] == "json"
    assert stub.agents[0].startswith("routemap/")


def test_two_requests_are_a_second_apart(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_module._one_a_second, "min_delay_seconds", 1.0)  # noqa: SLF001
    for name in ("A", "B"):
        search(name, {})
    assert stub.times[1] - stub.times[0] >= 0.95


def test_what_was_answered_is_not_asked_again(stub: Stub, tmp_path: Path) -> None:
    stub.places["A"] = [place("A", 1, 2)]
    path = tmp_path / "deep" / "kept.json"
    assert search("A", AnswersOnDisk(path)) == search("A", AnswersOnDisk(path))
    assert stub.asked == ["A"]
    assert json.loads(path.read_text(encoding="utf-8"))


def test_a_broken_cache_is_no_obstacle(stub: Stub, tmp_path: Path) -> None:
    for broken in ("", "[]", "{", '{"x": 1}'):
        path = tmp_path / "kept.json"
        path.write_text(broken, encoding="utf-8")
        assert search("A", AnswersOnDisk(path)) == []
    assert len(stub.asked) == 4


@pytest.mark.filterwarnings("ignore:Latitude normalization")
@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (429, None, "asked too often; try again in 60 s"),
        (503, None, "did not answer"),
        (403, None, "did not answer"),
        (200, b"<html>busy</html>", "did not answer"),
        (200, b"", "did not answer"),
        (200, b"\xff\xfe\x00", "did not answer"),
        (200, b'{"error": "no"}', "did not answer"),
        (200, b"[1, 2]", "with a list of places"),
        (
            200,
            b'[{"lat": "x", "lon": "2", "display_name": "A"}]',
            "with a list of places",
        ),
        (
            200,
            b'[{"lat": "999", "lon": "2", "display_name": "A"}]',
            "with a list of places",
        ),
        (200, b'[{"display_name": "A"}]', "with a list of places"),
        (
            200,
            b'[{"lat": "nan", "lon": "2", "display_name": "A"}]',
            "with a list of places",
        ),
    ],
)
def test_what_is_no_answer_is_told_in_one_line(
    stub: Stub, status: int, body: bytes | None, words: str
) -> None:
    stub.status, stub.body = status, body
    kept: dict[str, FoundPlaces] = {}
    with pytest.raises(SearchError, match=words) as problem:
        search("A", kept)
    assert "\n" not in str(problem.value)
    stub.status, stub.body = 200, None
    assert search("A", kept) == []


def test_a_slow_server_is_not_waited_for_and_a_missing_one_is_named(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub.is_slow = True
    with pytest.raises(SearchError, match="in time"):
        search("A", {}, timeout_s=0.3)
    monkeypatch.setenv(SERVER_VARIABLE, "http://127.0.0.1:1")
    with pytest.raises(SearchError, match=r"127\.0\.0\.1:1 did not answer"):
        search("A", {})


# The command -------------------------------------------------------------------------------------


class Terminal:
    """Answers typed one after the other; then the end of input."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
        self.questions: list[str] = []
        left = iter(answers)

        def answered(question: str = "") -> str:
            self.questions.append(question)
            try:
                return next(left)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", answered)


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    path = tmp_path / "trip.csv"
    path.write_text(TRIP, encoding="utf-8")
    return path


def test_the_command_asks_and_writes_a_new_table(
    trip: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Terminal(monkeypatch, "1")
    assert main(["geocode", str(trip)]) == 0
    assert trip.read_text(encoding="utf-8") == TRIP
    written = trip.with_name("trip-geocoded.csv")
    assert read_journey(written).stops[1].position == (42.416, 130.643)
    told = capsys.readouterr().out
    assert "row 3: Khasan" in told
    numbers = re.findall(r"^  (\d+)  ", told, re.MULTILINE)
    assert numbers == [f"{number}" for number in range(1, len(numbers) + 1)]
    assert "railway-node-khasan,Position of Khasan" in told.replace('"', "")


def test_the_number_typed_takes_the_proposal_that_is_shown_with_it(
    trip: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Terminal(monkeypatch, "2")
    assert main(["geocode", str(trip)]) == 0
    (shown,) = re.findall(r"^  2  (.+)$", capsys.readouterr().out, re.MULTILINE)
    (meant,) = missing_of(TRIP)
    (chosen,) = (each for each in proposals(meant) if place_words(each, "en") == shown)
    assert read_journey(trip.with_name("trip-geocoded.csv")).stops[1].position == chosen.position


def test_what_types_without_end_is_left(trip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trip.write_text(TRIP.replace("Khasan", "Qxqxqx"), encoding="utf-8")
    terminal = Terminal(monkeypatch, *["1"] * 50)
    assert main(["geocode", str(trip)]) == 1
    assert len(terminal.questions) == 3


def test_nothing_is_overwritten(trip: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["geocode", str(trip), "-o", str(trip)]) == 1
    assert "already exists" in capsys.readouterr().err


def test_what_was_accepted_is_kept_when_somebody_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "trip.csv"
    path.write_text("name,arrival\nKhasan,\nPyongyang,\nParis,\n", encoding="utf-8")
    Terminal(monkeypatch, "1", "7", "q")
    assert main(["geocode", str(path)]) == 1
    told = capsys.readouterr()
    assert "coordinates of 1 of 3" in told.out
    assert "558 km from Khasan" in told.out
    assert "not one of the answers" in told.err
    assert "42.416,130.643" in path.with_name("trip-geocoded.csv").read_text(encoding="utf-8")


def test_a_name_is_sent_only_after_a_yes(
    stub: Stub, trip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Terminal(monkeypatch, "o", "n", "")
    assert main(["geocode", str(trip)]) == 1
    assert stub.asked == []
    stub.places["Khasan"] = [place("Khasan", 42.43, 130.64)]
    shown = Terminal(monkeypatch, "o", "y", "4")
    assert main(["geocode", str(trip)]) == 0
    assert stub.asked == ["Khasan"]
    assert any(stub.address in question for question in shown.questions)
    written = trip.with_name("trip-geocoded.csv").read_text(encoding="utf-8")
    assert "42.43,130.64" in written
    assert "osm-node-4711" in written


def test_an_outage_keeps_what_was_found(
    stub: Stub,
    trip: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stub.status = 503
    Terminal(monkeypatch, "o", "y", "1")
    assert main(["geocode", str(trip)]) == 0
    assert "did not answer" in capsys.readouterr().err


def test_a_file_without_places_or_gaps_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    assert main(["geocode", str(path)]) == 1
    assert "no column of place names was recognised" in capsys.readouterr().err
    path.write_text("name,latitude,longitude\nA,1,2\n", encoding="utf-8")
    assert main(["geocode", str(path)]) == 0
    assert "all places in x.csv have coordinates" in capsys.readouterr().err
    assert main(["geocode", str(tmp_path / "missing.csv")]) == 1
    assert main(["geocode", str(tmp_path)]) == 1
