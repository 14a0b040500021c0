"""What tables say of travellers: whose each stop is, and who travels at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from routemap.formats.order import sorted_by_date
from routemap.model.journey import TravellerKind
from routemap.tables import check_files
from routemap.tables.writer import journey_files
from written_tables import lines_of, report_of, stop_lines

if TYPE_CHECKING:
    from pathlib import Path

    from routemap.model.journey import Journey

HEADER = "name,latitude,longitude,arrival,traveller"
A1, A2 = "Madheim,-79,-160,1911-10-21,amundsen", "Pole,-90,0,1911-12-14,amundsen"
S1, S2 = "Cape Evans,-77.6,166.4,1911-11-01,scott", "Pole,-90,0,1912-01-17,scott"
TRAVELLERS = (
    "id,name,name@ko,kind,note\namundsen,Roald Amundsen,아문센,,\nscott,Scott,,group,Five men\n"
)
NO_BORDERS = '[map]\nborders = "none"\n'


def tables(*rows: str, **others: str) -> dict[str, str | bytes]:
    stops = "\n".join((HEADER, *rows)) + "\n"
    return {"locations.csv": stops, "journey.toml": NO_BORDERS} | {
        f"{name}.csv": text for name, text in others.items()
    }


def read(folder: Path, *rows: str, **others: str) -> Journey:
    report = report_of(folder, tables(*rows, **others))
    assert report.journey, report.problems
    return report.journey


def test_rows_of_travellers_may_be_interleaved_and_legs_join_those_of_one(tmp_path: Path) -> None:
    journey = read(tmp_path, A1, S1, A2, S2)
    assert [(stop.traveller, stop.id) for stop in journey.stops] == [
        *(("amundsen", "madheim"), ("amundsen", "pole")),
        *(("scott", "cape-evans"), ("scott", "pole-2")),
    ]
    assert [(leg.start, leg.end) for leg in journey.legs] == [
        *(("madheim", "pole"), ("cape-evans", "pole-2")),
    ]


def test_the_rows_say_who_travels_where_no_table_does(tmp_path: Path) -> None:
    journey = read(tmp_path, "A,1,1,,RRS Discovery", "B,1,2,,Terra Nova", "C,1,3,,RRS Discovery")
    assert [(each.id, each.name.original.text) for each in journey.travellers] == [
        *(("rrs-discovery", "RRS Discovery"), ("terra-nova", "Terra Nova")),
    ]
    assert [stop.traveller for stop in journey.stops] == [
        *("rrs-discovery", "rrs-discovery", "terra-nova"),
    ]


def test_a_name_without_latin_letters_is_an_id_without_blanks(tmp_path: Path) -> None:
    journey = read(tmp_path, "A,1,1,,흰 배", "B,1,2,,배")
    assert [each.id for each in journey.travellers] == ["흰-배", "배"]


def test_a_table_says_in_which_order_and_what_they_are(tmp_path: Path) -> None:
    journey = read(tmp_path, S1, A1, travellers=TRAVELLERS)
    first, second = journey.travellers
    assert (first.id, first.kind) == ("amundsen", TravellerKind.PERSON)
    assert first.name.in_language("ko").text == "아문센"
    assert (second.kind, second.note.original.text) == (TravellerKind.GROUP, "Five men")
    assert [stop.traveller for stop in journey.stops] == ["amundsen", "scott"]


def test_a_journey_without_the_column_has_no_travellers(tmp_path: Path) -> None:
    report = report_of(tmp_path, {})
    assert report.journey is not None
    assert report.journey.travellers == ()
    assert {stop.traveller for stop in report.journey.stops} == {""}


def test_a_blank_cell_means_the_first_and_is_told_once(tmp_path: Path) -> None:
    rows = ("A,1,1,,", "B,1,2,,scott", "C,1,3,,")
    assert lines_of(tmp_path, tables(*rows)) == [
        (
            "warning locations.csv:2:traveller: no traveller is named here, so it is “scott”, "
            "the first; name one in each row"
        )
    ]
    assert {stop.traveller for stop in read(tmp_path, *rows).stops} == {"scott"}


def test_a_blank_cell_means_the_first_of_the_table_which_is_no_mistake(tmp_path: Path) -> None:
    rows = ("A,1,1,,", "B,1,2,,scott")
    assert lines_of(tmp_path, tables(*rows, travellers=TRAVELLERS)) == []
    assert [stop.traveller for stop in read(tmp_path, *rows).stops] == ["amundsen", "scott"]


def test_an_unknown_id_is_refused_with_the_ids_there_are(tmp_path: Path) -> None:
    assert lines_of(tmp_path, tables(A1, S1, "A,1,1,,filchner", travellers=TRAVELLERS)) == [
        (
            "error locations.csv:4:traveller: “filchner” is not the id of a traveller in "
            "travellers.csv; the travellers are amundsen, scott"
        )
    ]
    assert lines_of(tmp_path, tables(A1, S1, "A,1,1,,scot", travellers=TRAVELLERS)) == [
        (
            "error locations.csv:4:traveller: “scot” is not the id of a traveller in "
            "travellers.csv; did you mean “scott”?"
        )
    ]


@pytest.mark.parametrize("spelling", ["Scott", "SCOTT", "scott."])
def test_one_id_in_two_spellings_is_taken_for_one_and_told(tmp_path: Path, spelling: str) -> None:
    table = tables(A1, S1, f"Pole,-90,0,1912-01-17,{spelling}")
    told = [
        (
            f"warning locations.csv:4:traveller: “{spelling}” is written “scott” elsewhere, and "
            "taken for the same; write “scott”"
        )
    ]
    assert lines_of(tmp_path, table) == told
    assert lines_of(tmp_path, table | {"travellers.csv": TRAVELLERS}) == told
    report = check_files({name: str(text).encode() for name, text in table.items()}, "x")
    assert report.journey is not None
    assert [stop.traveller for stop in report.journey.stops] == ["amundsen", "scott", "scott"]


def test_a_name_stands_for_its_id_unless_two_have_it(tmp_path: Path) -> None:
    one = "id,name\namundsen,The Boss\nscott,Scott\n"
    rows = (A1, "Pole,-90,0,1911-12-14,The Boss", S1)
    assert [stop.traveller for stop in read(tmp_path, *rows, travellers=one).stops] == [
        *("amundsen", "amundsen", "scott"),
    ]
    twins = "id,name\namundsen,The Boss\nscott,The Boss\n"
    assert lines_of(tmp_path, tables(*rows, travellers=twins)) == [
        (
            "error locations.csv:3:traveller: “The Boss” is not the id of a traveller in "
            "travellers.csv; the travellers are amundsen, scott"
        )
    ]


def test_two_in_one_cell_are_refused(tmp_path: Path) -> None:
    both = "A,1,1,,amundsen;scott"
    assert stop_lines(tmp_path, "B,2,2,,scott", both, header=HEADER) == [
        (
            "error locations.csv:3:traveller: “amundsen;scott” names several travellers; "
            "write a row for each of them"
        )
    ]


def test_a_name_with_a_semicolon_may_be_of_one(tmp_path: Path) -> None:
    rows = ("A,1,1,,Fram; her crew", "B,2,2,,Terra Nova")
    assert stop_lines(tmp_path, *rows, header=HEADER) == [
        (
            "warning locations.csv:2:traveller: “Fram; her crew” is taken for the name of one "
            "traveller; write a row for each if it names several"
        )
    ]
    assert [each.name.original.text for each in read(tmp_path, *rows).travellers] == [
        *("Fram; her crew", "Terra Nova"),
    ]


def test_a_traveller_without_stops_is_told(tmp_path: Path) -> None:
    assert lines_of(tmp_path, tables(A1, A2, travellers=TRAVELLERS)) == [
        (
            "warning travellers.csv:3:id: “scott” has no stop, so nothing of it is on the map; "
            "name it in the column “traveller” of locations.csv, or delete the row"
        )
    ]


def test_an_id_is_not_given_twice(tmp_path: Path) -> None:
    twice = "id,name\nscott,Robert Scott\nscott,Scott\n"
    assert lines_of(tmp_path, tables(S1, travellers=twice)) == [
        (
            "error travellers.csv:3:id: the id “scott” is already that of row 2; "
            "give each row an id of its own"
        )
    ]


def test_a_traveller_whose_row_is_wrong_is_not_unknown_as_well(tmp_path: Path) -> None:
    wrong = "id,name,kind\namundsen,Amundsen,sledge\nscott,Scott,\n"
    assert lines_of(tmp_path, tables(A1, S1, travellers=wrong)) == [
        (
            "error travellers.csv:2:kind: “sledge” is not allowed in “kind”; write person, "
            "group, unit, ship, aircraft or vehicle"
        )
    ]


def test_nobody_is_unknown_where_the_table_cannot_be_read(tmp_path: Path) -> None:
    assert lines_of(tmp_path, tables(A1, S1, travellers="id\nscott\n")) == [
        "error travellers.csv:1:name: the column “name” is missing; add it"
    ]


def test_an_event_names_those_whom_it_is_of(tmp_path: Path) -> None:
    events = "headline,date,who,references\nRace,1911-12-14,amundsen;scott;amundsen,\n"
    assert read(tmp_path, A1, S1, events=events).events[0].who == ("amundsen", "scott")
    wrong = "headline,date,who,references\nRace,1911-12-14,scott;filchner,\n"
    assert [line for line in lines_of(tmp_path, tables(A1, S1, events=wrong)) if "who" in line] == [
        (
            "error events.csv:2:who: “filchner” is no traveller of locations.csv; "
            "the travellers are amundsen, scott"
        )
    ]


def test_dates_leaps_and_exchanges_are_judged_within_each_traveller(tmp_path: Path) -> None:
    alone = ("A,52,13,2023-05-02,x", "B,52.1,13,2023-05-03,x")
    far = ("Y,-33,151,2023-05-01,y", "Z,-33,151.1,2023-05-02,y")
    interleaved = [row for pair in zip(alone, far, strict=True) for row in pair]
    assert lines_of(tmp_path, tables(*interleaved)) == []
    as_one = [row.rpartition(",")[0] + ",x" for row in interleaved]
    assert len(lines_of(tmp_path, tables(*as_one))) > 1
    late = tables(*alone, *far, "C,52.2,13,2023-05-01,x")
    assert [line.split(": ")[0] for line in lines_of(tmp_path, late)] == [
        "warning locations.csv:6:arrival"
    ]


def test_legs_join_stops_of_one_traveller_that_follow_each_other(tmp_path: Path) -> None:
    rows = (A1, S1, A2, S2)
    good = "from,to,basis\nmadheim,pole,reported\ncape-evans,pole-2,inferred\n"
    assert [leg.basis.value for leg in read(tmp_path, *rows, legs=good).legs] == [
        *("reported", "inferred"),
    ]
    across = "from,to,basis\nmadheim,cape-evans,reported\npole,pole-2,reported\n"
    assert lines_of(tmp_path, tables(*rows, legs=across)) == [
        "error legs.csv:2:to: “cape-evans” is not the stop after “madheim”; that is “pole”",
        (
            "error legs.csv:3:to: “pole-2” is not the stop after “pole”; "
            "no stop follows it, so remove the leg"
        ),
    ]


def test_a_leg_to_a_row_that_is_wrong_is_not_called_wrong_as_well(tmp_path: Path) -> None:
    rows = (S1, "A,1,1,,amundsen", "B,x,1,,amundsen", "C,1,3,,amundsen")
    legs = "from,to,basis\na,b,reported\nb,c,reported\n"
    assert [line.split(": ")[0] for line in lines_of(tmp_path, tables(*rows, legs=legs))] == [
        "error locations.csv:4:latitude"
    ]


@pytest.mark.parametrize("listed", [{}, {"travellers": TRAVELLERS}])
def test_what_is_written_is_read_back_whole(tmp_path: Path, listed: dict[str, str]) -> None:
    events = "headline,date,who\nRace,1911-12-14,amundsen;scott\n"
    legs = "from,to,basis\ncape-evans,pole,reported\n"
    journey = read(tmp_path, S1, A1, S2, A2, events=events, legs=legs, **listed)
    files = journey_files(journey)
    assert b"amundsen" in files["travellers.csv"]
    report = check_files(files, "x")
    assert report.journey == journey


def test_the_rows_of_each_are_put_in_the_order_of_dates_by_themselves() -> None:
    rows = (S1, S2, A1, A2)
    in_order = {"locations.csv": "\n".join((HEADER, *rows, "")).encode()}
    assert sorted_by_date(in_order) == in_order
    late = {"locations.csv": f"{HEADER}\n{S2}\n{A1}\n{S1}\n{A2}\n".encode()}
    assert sorted_by_date(late)["locations.csv"].decode().splitlines()[1:] == [S1, A1, S2, A2]
