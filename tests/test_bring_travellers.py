"""Who travels is read from a column, and offered where a file only groups what it holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from routemap.cli.main import main
from routemap.errors import ParameterError
from routemap.formats.account import Account
from routemap.formats.column_names import recognised
from routemap.formats.gpx_reader import StopsOf
from routemap.formats.own_sheets import own_table
from routemap.formats.registry import import_file
from routemap.tables import read_journey
from routemap.tables.schema import EVENTS

if TYPE_CHECKING:
    from pathlib import Path

    from routemap.model.journey import Journey


def brought(folder: Path, name: str, content: bytes, *options: str) -> Journey:
    file = folder / name
    file.write_bytes(content)
    assert main(["import", str(file), "-o", str(folder / "trip"), *options]) == 0
    return read_journey(folder / "trip")


def whose(journey: Journey) -> list[tuple[str, str]]:
    return [(each.traveller, each.name.original.text) for each in journey.stops]


# Columns -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading", ["Person", "Ship", "Unit", "traveler", "Schiff", "Vessel", "Путешественник", "인물"]
)
def test_a_column_of_persons_ships_or_units_says_who_travels(heading: str) -> None:
    assert recognised(["name", heading]) == {0: "name", 1: "traveller"}


@pytest.mark.parametrize(("heading", "ours"), [("Who", "speaker"), ("who", "who")])
def test_in_a_sheet_of_events_who_is_who_speaks_unless_it_is_our_column(
    heading: str, ours: str
) -> None:
    rows = [(1, ["Headline", heading]), (2, ["Farewell", "anna"])]
    made = own_table(rows, "Events", EVENTS, {}, Account())
    assert made.decode().splitlines()[0] == f"headline,{ours}"


def test_the_account_says_what_the_column_was_taken_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = b"Place,Lat,Lon,Ship\nKiel,54.3,10.1,Anna\nKorsor,55.3,11.1,Bertha\n"
    journey = brought(tmp_path, "t.csv", table)
    assert [each.id for each in journey.travellers] == ["anna", "bertha"]
    assert "“Ship” is read as traveller" in capsys.readouterr().err
    report = (tmp_path / "trip" / "import.csv").read_text(encoding="utf-8")
    assert "column,1,taken,“Ship” as traveller" in report


# Folders of KML ----------------------------------------------------------------------------------


def placemark(name: str, place: str) -> str:
    tag = "LineString" if " " in place else "Point"
    shape = f"<{tag}><coordinates>{place}</coordinates></{tag}>"
    return f"<Placemark><name>{name}</name>{shape}</Placemark>"


def kml(*folders: tuple[str, str]) -> bytes:
    inner = "".join(f"<Folder><name>{name}</name>{marks}</Folder>" for name, marks in folders)
    return f"<kml><Document>{inner}</Document></kml>".encode()


ANNA = placemark("Kiel", "10.1,54.3") + placemark("Korsor", "11.1,55.3")
BERTHA = placemark("Aarhus", "10.2,56.1") + placemark("Malmo", "13,55.6")
WAYS = placemark("a", "10.1,54.3 10.8,54.6 11.1,55.3") + placemark("b", "11.1,55.3 10.2,56.1")
MAP = kml(("Anna", ANNA), ("Bertha", BERTHA), ("Ways", WAYS))


def test_folders_are_offered_and_not_taken_for_travellers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    journey = brought(tmp_path, "map.kml", MAP)
    assert journey.travellers == ()
    assert (
        "“folder” has 2 names (Anna, Bertha); if they are those who travel, read it so "
        "(`routemap import --column folder=traveller`"
    ) in capsys.readouterr().err


def test_who_says_so_lets_each_folder_travel_by_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    journey = brought(tmp_path, "map.kml", MAP, "--column", "folder=traveller")
    assert whose(journey) == [
        *(("anna", "Kiel"), ("anna", "Korsor"), ("bertha", "Aarhus"), ("bertha", "Malmo")),
    ]
    # The line from the last stop of the one to the first of the other is no leg of anyone.
    assert [bool(leg.geometry) for leg in journey.legs] == [True, False]
    said = capsys.readouterr().err
    assert "by traveller, its stops do not follow each other" in said
    assert "if they are those who travel" in said


def test_folders_of_one_place_each_are_no_offer() -> None:
    one, other = placemark("Kiel", "10.1,54.3"), placemark("Korsor", "11.1,55.3")
    assert import_file("map.kml", kml(("A", one), ("B", other))).advice == ()


# Tracks of GPX -----------------------------------------------------------------------------------


def track(name: str, *points: tuple[float, float, str]) -> str:
    inner = "".join(
        f'<trkpt lat="{lat}" lon="{lon}"><time>{time}</time></trkpt>' for lat, lon, time in points
    )
    return f"<trk><name>{name}</name><trkseg>{inner}</trkseg></trk>"


def gpx(*tracks: str) -> bytes:
    return f"<gpx>{''.join(tracks)}</gpx>".encode()


TOGETHER = gpx(
    track("Anna", (47.0, 8.0, "2024-06-01T08:00:00Z"), (47.1, 8.2, "2024-06-01T15:00:00Z")),
    track("Bertha", (47.1, 8.2, "2024-06-01T09:00:00Z"), (47.3, 8.4, "2024-06-01T16:00:00Z")),
    track("Anna", (47.1, 8.2, "2024-06-02T08:00:00Z"), (47.2, 8.3, "2024-06-02T15:00:00Z")),
)


def test_tracks_of_one_time_are_offered_as_those_of_several(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert brought(tmp_path, "walk.gpx", TOGETHER).travellers == ()
    assert "`routemap import --stops traveller`" in capsys.readouterr().err


def test_tracks_one_after_the_other_are_no_offer() -> None:
    days = gpx(
        track("Day 1", (47.0, 8.0, "2024-06-01T08:00:00Z"), (47.1, 8.2, "2024-06-01T15:00:00Z")),
        track("Day 2", (47.1, 8.2, "2024-06-02T08:00:00Z"), (47.3, 8.4, "2024-06-02T16:00:00Z")),
    )
    assert not any("traveller" in each for each in import_file("walk.gpx", days).advice)


def test_each_name_of_a_track_travels_by_itself(tmp_path: Path) -> None:
    journey = brought(tmp_path, "walk.gpx", TOGETHER, "--stops", "traveller")
    assert [each.name.original.text for each in journey.travellers] == ["Anna", "Bertha"]
    assert [each.traveller for each in journey.stops] == ["anna"] * 3 + ["bertha"] * 2
    assert [bool(leg.geometry) for leg in journey.legs] == [True, True, True]


# Groups of a timeline ----------------------------------------------------------------------------


def slide(day: int, group: str, name: str, longitude: float) -> dict[str, object]:
    return {
        "start_date": {"year": 1911, "month": 11, "day": day},
        "text": {"headline": f"At {name}"},
        "location": {"name": name, "lat": -78.0, "lon": longitude},
        "group": group,
    }


TIMELINE = json.dumps(
    {
        "events": [
            slide(1, "Amundsen", "Whales", -164), slide(2, "Scott", "Cape", 166),
            slide(3, "Amundsen", "Depot", -163), slide(4, "Scott", "Camp", 168),
        ]
    }
).encode()  # fmt: skip


def test_groups_of_a_timeline_are_offered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert brought(tmp_path, "t.json", TIMELINE).travellers == ()
    said = capsys.readouterr().err
    assert "the places are in groups (Amundsen, Scott); if they are those who travel" in said
    assert "not imported: 4 groups (events have no groups here)" in said


def test_each_group_of_a_timeline_travels_by_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    journey = brought(tmp_path, "t.json", TIMELINE, "--stops", "traveller")
    assert whose(journey) == [
        *(("amundsen", "Whales"), ("amundsen", "Depot"), ("scott", "Cape"), ("scott", "Camp")),
    ]
    assert [each.who for each in journey.events] == [
        *(("amundsen",), ("scott",), ("amundsen",), ("scott",)),
    ]
    assert "4 groups (the traveller of its event)" in capsys.readouterr().err


def test_what_has_no_groups_is_refused_as_that_of_several() -> None:
    with pytest.raises(ParameterError, match="is no timeline with groups"):
        import_file("t.json", b'{"features": []}', stops=StopsOf.TRAVELLER)
    with pytest.raises(ParameterError, match="is no GPX file"):
        import_file("t.csv", b"name\nKiel\n", stops=StopsOf.TRAVELLER)
