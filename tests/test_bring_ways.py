"""What is said of a way or a day is told where it ends; a day is left at its first point."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bring_files import rows, told
from routemap.formats.column_names import named_tables, recognised
from routemap.formats.gpx_reader import StopsOf
from routemap.formats.imported import Imported, beside
from routemap.formats.registry import import_file
from routemap.formats.telling import sentences

POINT = '<trkpt lat="{}" lon="11.0"><time>2023-09-{}Z</time></trkpt>'


def track(name: str, *points: tuple[float, str]) -> str:
    line = "".join(POINT.format(*each) for each in points)
    words = f"<name>{name}</name><desc>Rain on {name}.</desc><type>hiking</type>"
    return f"<trk>{words}<trkseg>{line}</trkseg></trk>"


def waypoint(latitude: float, longitude: float, name: str, more: str = "") -> str:
    return f'<wpt lat="{latitude}" lon="{longitude}">{more}<name>{name}</name></wpt>'


HIKE = (
    "<gpx>"
    + waypoint(47.1, 11.0, "Hut", "<desc>Full.</desc>")
    + waypoint(47.15, 11.3, "Summit", "<time>2023-09-16T10:40:00Z</time><desc>Five ibex.</desc>")
    + waypoint(47.0501, 11.0, "Spring", "<cmt>Cold water</cmt>")
    + waypoint(40.0, 11.0, "Afar", "<desc>Not on the way</desc>")
    + waypoint(47.0, 11.0, "Car park", "<time>2023-09-15T05:00:00Z</time>")
    + track("Day 1", (47.0, "15T06:00:00"), (47.05, "15T09:00:00"), (47.1, "15T13:00:00"))
    + track("Day 2", (47.1003, "16T06:00:00"), (47.2, "16T14:00:00"))
    + "</gpx>"
)


def files_of(brought: Imported) -> dict[str, bytes]:
    assert brought.table
    named = named_tables(brought.table, recognised(brought.table.header))
    return beside(brought.files, named)


def line(start: float, end: float, **said: str) -> dict[str, Any]:
    coordinates = [[start, 0.0], [(start + end) / 2, 0.1], [end, 0.0]]
    geometry = {"type": "LineString", "coordinates": coordinates}
    return {"type": "Feature", "properties": said, "geometry": geometry}


def place(longitude: float, **said: str) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [longitude, 0.0]}
    return {"type": "Feature", "properties": said, "geometry": geometry}


def test_a_day_leaves_its_first_point_and_reaches_its_last() -> None:
    found = import_file("x.gpx", HIKE.encode(), stops=StopsOf.DAY)
    stops = rows(files_of(found), "locations.csv")
    assert [(each["name"], each.get("arrival"), each.get("departure")) for each in stops] == [
        ("Car park", None, "2023-09-15T06:00:00Z"),
        ("Hut", "2023-09-15T13:00:00Z", "2023-09-16T06:00:00Z"),
        ("End of Day 2", "2023-09-16T14:00:00Z", None),
    ]
    assert "left: 1 time of a waypoint (its stop has that of the way)" in told(found)


def test_what_is_said_of_a_day_is_an_event_where_it_ends_and_not_in_the_note_of_the_leg() -> None:
    found = import_file("x.gpx", HIKE.encode(), stops=StopsOf.DAY)
    files = files_of(found)
    events = [
        (each["headline"], each.get("text"), each["date"], each["location"])
        for each in rows(files, "events.csv")
    ]
    assert events == [
        ("Summit", "Five ibex.", "2023-09-16", "end-of-day-2"),
        ("Spring", "Cold water", "2023-09-15", "hut"),
        ("Full.", "Rain on Day 1.", "2023-09-15T13:00:00Z", "hut"),
        ("Rain on Day 2.", None, "2023-09-16T14:00:00Z", "end-of-day-2"),
    ]
    assert [each["note"] for each in rows(files, "legs.csv")] == ["Day 1", "Day 2"]
    legs = json.loads(files["legs.geojson"])["features"]
    assert [each["properties"]["type"] for each in legs] == ["hiking", "hiking"]
    on_way = "an event at the end of its way; its place is beneath the route, in basemap.geojson"
    assert {
        f"taken: 2 waypoints ({on_way})",
        "taken: 1 waypoint (beneath the route, in basemap.geojson)",
        "kept: 2 properties (of a line, in legs.geojson)",
    } <= told(found)
    assert found.account.total("waypoint") == 5


@pytest.mark.parametrize("time", ["", "0001-01-01T00:00:00+14:00", "2020-01-01T00:00:00Z", "dusk"])
def test_a_point_of_no_day_is_told_on_that_of_a_way_nearby(time: str) -> None:
    said = f"<time>{time}</time><desc>Cold water</desc>"
    points = waypoint(60.004, 170.002, "Spring", said) + waypoint(60.1, 170.0, "Far", said)
    ends = track("Day", (60.0, "15T06:00:00"), (60.003, "15T09:00:00"), (60.2, "15T13:00:00"))
    gpx = f"<gpx>{points}{ends}</gpx>".replace('lon="11.0"', 'lon="170.0"')
    found = import_file("x.gpx", gpx.encode(), stops=StopsOf.DAY)
    event, _ = rows(files_of(found), "events.csv")
    assert (event["headline"], event["date"]) == ("Spring", "2023-09-15")
    assert found.account.total("waypoint") == 2


def test_a_track_of_several_days_is_told_once_on_its_last() -> None:
    gpx = f"<gpx>{track('Trek', *((47 + day / 9, f'{day}T12:00:00') for day in range(10, 13)))}"
    gpx = gpx.replace("</trkseg>", POINT.format(49, "12T18:00:00") + "</trkseg>") + "</gpx>"
    found = import_file("x.gpx", gpx.encode(), stops=StopsOf.DAY)
    (event,) = rows(files_of(found), "events.csv")
    assert (event["headline"], event["date"]) == ("Rain on Trek.", "2023-09-12T18:00:00Z")


def test_the_description_of_a_drawn_line_is_told_at_the_stop_where_it_ends() -> None:
    said = {"name": "South", "description": "Sand.", "note": "", "surface": "sand", "source": "X"}
    features = [place(0, name="A"), place(1, name="B", description="Busy."), line(1, 0, **said)]
    document = {"type": "FeatureCollection", "features": features}
    files = files_of(import_file("x.geojson", json.dumps(document).encode()))
    (event,) = rows(files, "events.csv")
    assert (event["headline"], event["text"], event["location"]) == ("Busy.", "Sand.", "b")
    (leg,) = rows(files, "legs.csv")
    assert leg["note"] == "South"
    (way,) = json.loads(files["legs.geojson"])["features"]
    assert (way["properties"]["surface"], way["properties"]["source*"]) == ("sand", "X")


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        (("One.", "Two"), "One. Two"),
        (("One", "Two!", "Three."), "One. Two! Three."),
        (("", " One ", ""), "One"),
        (("One", "One"), "One. One"),
        ((), ""),
    ],
)
def test_sentences_have_one_full_stop_between_them(parts: tuple[str, ...], joined: str) -> None:
    assert sentences(parts) == joined
