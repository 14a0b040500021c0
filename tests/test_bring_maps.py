"""Maps and hikes of other programs become a told journey, and all that is in them is kept."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from browser import CHECKOUT
from routemap.cli.main import main
from routemap.errors import ForeignFileError, ParameterError
from routemap.formats.gpx_reader import StopsOf
from routemap.formats.registry import import_file
from routemap.geo.geodesic import distance_km
from routemap.model.journey import Basis
from routemap.tables import check_files
from test_importing import tables

if TYPE_CHECKING:
    from pathlib import Path

    from routemap.formats.imported import Imported
    from routemap.model.journey import Journey

BRING = CHECKOUT / "tests" / "bring"


def brought(name: str, stops: StopsOf | None = None) -> Imported:
    return import_file(name, (BRING / name).read_bytes(), stops=stops)


def files_of(name: str) -> dict[str, bytes]:
    return tables(name, (BRING / name).read_bytes())


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode())))


def placed(files: dict[str, bytes]) -> Journey:
    """The journey of files, without the stops that have no position yet."""
    stops = [row for row in rows(files, "locations.csv") if row["latitude"]]
    output = io.StringIO()
    writer = csv.DictWriter(output, stops[0])
    writer.writeheader()
    writer.writerows(stops)
    report = check_files({**files, "locations.csv": output.getvalue().encode()}, "Mine")
    assert report.journey, report.problems
    return report.journey


def ground_names(files: dict[str, bytes]) -> list[str]:
    features = json.loads(files["basemap.geojson"])["features"]
    return [feature["properties"].get("name", "") for feature in features]


def left(found: Imported) -> list[str]:
    return [entry.text for entry in found.account.left]


# KML ---------------------------------------------------------------------------------------------


def test_a_map_of_google_my_maps_is_told_with_its_dates_data_and_pictures() -> None:
    files = files_of("mymaps.kml")
    quay, weir, house, unnamed, broken = rows(files, "locations.csv")
    assert (quay["arrival"], quay["boat"], quay["folder"]) == ("2023-07-01", "Heron", "Stops")
    assert (weir["arrival"], weir["departure"], weir["depth"]) == (
        "2023-07-02",
        "2023-07-03",
        "2 m",
    )
    assert (house["name"], house["latitude"]) == ("Boat house", "")
    assert house["address"] == "5 High Street, Millbridge"
    assert (unnamed["name"], broken["latitude"]) == ("41, -8", "")
    journey = placed(files)
    assert (journey.title.original.text, journey.subtitle.original.text) == (
        "Down the river", "Three days by boat",
    )  # fmt: skip
    assert [event.headline.original.text for event in journey.events] == [
        "We left early.", "A short stay",
    ]  # fmt: skip
    assert [item.url.rpartition("/")[2] for item in journey.media] == [
        "quay.jpg", "one.png", "two.png",
    ]  # fmt: skip


def test_its_lines_are_legs_turned_round_where_needed_or_ground() -> None:
    files = files_of("mymaps.kml")
    leg = placed(files).legs[0]
    assert leg.geometry
    assert leg.geometry.lines[0][0] == (41.158, -8.6291)
    assert leg.geometry.length_km == pytest.approx(39.9, abs=0.1)
    assert (leg.geometry.source, leg.geometry.licence) == ("mymaps.kml", "")
    assert leg.note.original.text == "First stretch"
    assert ground_names(files) == ["Side arm", "Reserve"]


def test_what_a_map_of_google_loses_and_lacks_is_told() -> None:
    found = brought("mymaps.kml")
    assert found.advice == ("2 stops have no coordinates; `routemap geocode` proposes some",)
    assert left(found) == [
        "1 link (it leads to another file: import that one, too)",
        "1 overlay (a picture laid on the ground)",
        "1 shape (its coordinates cannot be read, or are not on Earth)",
        "1 placemark (it has neither a position nor a name)",
    ]


def test_a_recorded_track_of_google_earth_is_a_leg_with_times() -> None:
    journey = placed(files_of("recorded.kml"))
    assert [stop.name.original.text for stop in journey.stops] == [
        "Start of Morning run", "End of Morning run",
    ]  # fmt: skip
    assert [stop.reached.edtf for stop in journey.stops if stop.reached] == [
        "2024-03-02T07:00:00Z", "2024-03-02T07:30:00Z",
    ]  # fmt: skip
    assert journey.legs[0].geometry


# GeoJSON, uMap, WKT, Linked Places ---------------------------------------------------------------


def test_geojson_keeps_what_is_nested_and_every_shape() -> None:
    assert left(brought("places-and-lines.geojson"))[-2:] == [
        "1 entry (not a feature)", "1 member (of the collection as a whole)",
    ]  # fmt: skip
    files = files_of("places-and-lines.geojson")
    assert placed(files).subtitle.original.text == "Two sledges"
    stops = rows(files, "locations.csv")
    assert [stop["name"] for stop in stops] == [
        "Camp one", "Camp two", "Depots", "Depots", "Lost camp",
    ]  # fmt: skip
    assert stops[0]["crew.lead"] == "A. Ash"
    assert stops[0]["tags"] == '["ice", {"a": 1}]'
    assert (stops[0]["id*"], stops[0]["id"]) == ("7", "camp-one")  # theirs stands twice
    assert stops[4]["latitude"] == ""
    (leg, *_) = placed(files).legs
    assert leg.geometry
    assert "With dogs" in [event.headline.original.text for event in placed(files).events]
    assert ground_names(files) == ["Camp two", "Shelf"]


def test_a_map_of_umap_is_told_in_plain_words() -> None:
    journey = placed(files_of("walk.umap"))
    (event,) = journey.events
    assert event.headline.original.text == "Built twice."
    assert event.text.original.text == "More (https://example.org/north)"
    assert [item.url for item in journey.media] == ["https://example.org/gate.jpg"]
    assert journey.legs[0].geometry
    assert "1 layer (its features lie at another address: import them, too)" in left(
        brought("walk.umap")
    )


def test_a_table_with_wkt_is_a_map() -> None:
    files = files_of("mymaps.csv")
    names = [row["name"] for row in rows(files, "locations.csv")]
    assert names == ["Quai", "Pont", "Two isles", "Two isles", "Both", "Nowhere", "Broken"]
    assert rows(files, "locations.csv")[1]["altitude"] == "170"
    assert rows(files, "legs.csv") == [{"from": "quai", "to": "pont", "note": "The way down"}]
    assert ground_names(files) == ["Both", "A field"]


def test_a_title_above_a_table_with_wkt_is_that_of_the_journey() -> None:
    files = tables("t.csv", b"A trip,\nWKT,name\nPOINT (12.5 41.9),Rome\nPOINT (9 45),Milan\n")
    assert files["journey.toml"] == b'title = "A trip"\n'


def test_linked_places_bring_their_names_citations_and_links() -> None:
    files = files_of("gazetteer.lpf.json")
    ferry, ghost = rows(files, "locations.csv")
    assert (ferry["name"], ferry["name@fr"]) == ("Old Ferry", "Ancien Bac")
    assert ferry["other_name"] == "Vieux Bac; The Crossing"
    assert (ferry["arrival"], ferry["departure"]) == ("1801", "1803/1805")
    assert (ferry["uri"], ferry["links"]) == ("https://example.org/p/1", "wd:Q1")
    assert ghost["latitude"] == ""
    (source,) = rows(files, "sources.csv")
    assert source["citation"] == "A list of ferries (1810)"
    assert source["url"] == "https://example.org/ferries"
    (event,) = rows(files, "events.csv")
    assert event["text"] == "Twice, some say."
    assert ferry["references"] == event["references"] == source["reference"]
    assert ground_names(files) == ["Marsh"]


# GPX ---------------------------------------------------------------------------------------------


def test_a_hike_is_a_leg_a_day_between_dated_stops() -> None:
    journey = placed(files_of("three-days.gpx"))
    assert [stop.name.original.text for stop in journey.stops] == [
        "Start of 2021-02-01", "Hut", "End of 2021-02-02", "Start of 2021-02-03",
        "End of 2021-02-03",
    ]  # fmt: skip
    hut = journey.stops[1]
    assert hut.arrival
    assert hut.departure
    assert (hut.arrival.edtf, hut.departure.edtf) == (
        "2021-02-01T14:00:00+11:00", "2021-02-02T07:30:00+11:00",
    )  # fmt: skip
    assert [bool(leg.geometry) for leg in journey.legs] == [True, True, False, True]
    assert [leg.basis for leg in journey.legs] == [
        Basis.REPORTED, Basis.REPORTED, Basis.INFERRED, Basis.REPORTED,
    ]  # fmt: skip
    assert journey.reference("gpx").citation == "GPX: Over the ridge, three-days.gpx"
    assert [event.headline.original.text for event in journey.events] == ["Full", "Wet"]
    assert "https://example.org/day" in files_of("three-days.gpx")["legs.geojson"].decode()


def test_what_it_loses_and_how_its_times_are_written_is_told() -> None:
    found = brought("three-days.gpx")
    (advice,) = found.advice
    assert "those of UTC" in advice
    assert "UTC+11" in advice
    assert left(found) == [
        "1 metadata entry (it is of the file as a whole)",
        "3 measurements (at a track point: only its place and time are read)",
        "1 track point (its coordinates cannot be read, or are not on Earth)",
        "1 track (it has no points)",
        "1 time of a waypoint (its stop has that of the way)",
    ]


def test_times_stay_as_they_are_where_their_days_are_those_of_the_place() -> None:
    gpx = (
        b'<gpx><trk><trkseg><trkpt lat="46" lon="8"><time>2022-07-03T07:12:05Z</time></trkpt>'
        b'<trkpt lat="46.1" lon="8"><time>2022-07-03T15:00:00Z</time></trkpt></trkseg></trk></gpx>'
    )
    journey = placed(tables("t.gpx", gpx))
    assert [stop.reached.edtf for stop in journey.stops if stop.reached] == [
        "2022-07-03T07:12:05Z", "2022-07-03T15:00:00Z",
    ]  # fmt: skip
    assert import_file("t.gpx", gpx).advice == ("the times are those of UTC, as the file has them",)


@pytest.mark.parametrize("time", ["", "noon", "9999-12-31T23:00:00Z", "2022-07-03T25:00:00Z"])
def test_an_odd_time_is_no_day(time: str) -> None:
    points = f'<trkpt lat="46" lon="178"><time>{time}</time></trkpt><trkpt lat="46.1" lon="178"/>'
    found = import_file("t.gpx", f"<gpx><trk><trkseg>{points}</trkseg></trk></gpx>".encode())
    assert found.table
    assert len(found.table.rows) == 2


@pytest.mark.parametrize(
    ("stops", "names"),
    [
        (StopsOf.TRACK, ["Start of Over the ridge", "End of Over the ridge"]),
        (StopsOf.WAYPOINTS, ["Hut"]),
    ],
)
def test_stops_are_what_is_asked_for(stops: StopsOf, names: list[str]) -> None:
    table = brought("three-days.gpx", stops).table
    assert table
    assert [row[table.header.index("name")] for row in table.rows] == names


def test_a_line_is_simpler_than_its_track_but_as_long() -> None:
    points = [(46 + number / 10_000, 8 + (number % 2) / 100_000) for number in range(1000)]
    listed = "".join(f'<trkpt lat="{lat:.6f}" lon="{lon:.6f}"/>' for lat, lon in points)
    gpx = f"<gpx><trk><trkseg>{listed}</trkseg></trk></gpx>".encode()
    (leg,) = placed(tables("t.gpx", gpx)).legs
    assert leg.geometry
    assert len(leg.geometry.lines[0]) < 20
    walked = sum(distance_km(*each) for each in pairwise(points))
    assert leg.geometry.length_km == pytest.approx(walked, abs=0.001)


def test_routes_say_the_order_and_draw_the_way() -> None:
    files = files_of("routes.gpx")
    assert [row["name"] for row in rows(files, "locations.csv")] == ["A", "B", "Aside"]
    assert rows(files, "events.csv")[0]["headline"] == "The start"
    (leg, _) = placed(files).legs
    assert leg.geometry
    assert leg.geometry.lines[0] == ((1, 2), (2.2, 2.2), (3, 4))  # the recorded way, turned round
    assert ground_names(files) == ["Main", "Spur"]


def test_a_track_that_joins_no_stops_says_how_it_would() -> None:
    found = brought("three-days.gpx", StopsOf.WAYPOINTS)
    assert found.advice[-1].startswith(
        "a track joins no two stops; let the stops be the ends of its days ("
    )


def test_ways_that_join_no_stops_in_the_order_of_dates_are_kept_as_ground(tmp_path: Path) -> None:
    names, dates, places = "ABC", (1902, 1903, 1901), ("12,41", "9,45", "2,48")
    stops = "".join(
        f"<Placemark><name>{name}</name><TimeStamp><when>{date}</when></TimeStamp>"
        f"<Point><coordinates>{place}</coordinates></Point></Placemark>"
        for name, date, place in zip(names, dates, places, strict=True)
    )
    ways = "".join(
        f"<Placemark><name>{name}</name><LineString><coordinates>{start} {end}</coordinates>"
        "</LineString></Placemark>"
        for name, (start, end) in zip(("AB", "BC"), pairwise(places), strict=True)
    )
    path = tmp_path / "t.kml"
    path.write_text(f"<kml><Document>{stops}{ways}</Document></kml>")
    folder = tmp_path / "x"
    assert main(["import", str(path), "-o", str(folder), "--sort-by-date"]) == 0
    files = {each.name: each.read_bytes() for each in folder.iterdir()}
    assert [row["name"] for row in rows(files, "locations.csv")] == ["C", "A", "B"]
    assert rows(files, "legs.csv") == [{"from": "a", "to": "b", "note": "AB"}]
    (way,) = json.loads(files["basemap.geojson"])["features"]
    assert way["properties"]["note"] == "BC"
    (kept,) = [row for row in rows(files, "import.csv") if row["item"] == "leg"]
    assert (kept["count"], kept["fate"]) == ("1", "taken")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "t.kml",
            (
                "<kml><Document><Folder><name>A</name><description>Long ago</description>"
                "<Placemark><name>B</name><Point><coordinates>1,2</coordinates></Point></Placemark></Folder>"
                "</Document></kml>"
            ),
        ),
        (
            "t.gpx",
            '<gpx><rte><desc>A</desc><rtept lat="1" lon="2"><name>B</name></rtept></rte></gpx>',
        ),
        (
            "t.umap",
            (
                '{"type":"umap","layers":[{"_umap_options":{"name":"A","description":"Long ago"},'
                '"features":[{"properties":{"name":"B"},"geometry":{"type":"Point",'
                '"coordinates":[1,2]}}]}]}'
            ),
        ),
    ],
)
def test_what_is_said_of_a_group_of_places_is_counted(name: str, content: str) -> None:
    left = import_file(name, content.encode()).account.left
    assert [(entry.item, entry.count) for entry in left] == [("description", 1)]


def test_what_no_track_or_route_is_used_for_is_not_called_taken() -> None:
    point = '<{0} lat="4{1}" lon="12"><name>{1}</name></{0}>'
    waypoints = "".join(point.format("wpt", number) for number in (1, 2))
    lone = '<trk><trkseg><trkpt lat="41" lon="12"/></trkseg></trk>'
    found = import_file("t.gpx", f"<gpx>{waypoints}{lone}</gpx>".encode()).account
    assert [entry.fate for entry in found if entry.item == "track point"] == ["left"]
    route = "".join(point.format("rtept", number) for number in (1, 2))
    track = '<trk><trkseg><trkpt lat="41" lon="12"/><trkpt lat="42" lon="12"/></trkseg></trk>'
    content = f"<gpx><rte>{route}</rte>{track}</gpx>".encode()
    found = import_file("t.gpx", content, stops=StopsOf.TRACK).account
    assert [entry.fate for entry in found if entry.item == "route"] == ["left"]


def test_lines_without_places_are_ways_between_their_ends() -> None:
    line = {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}
    feature = {"type": "Feature", "properties": {"name": "Ferry"}, "geometry": line}
    journey = placed(tables("t.geojson", json.dumps(feature).encode()))
    assert [stop.name.original.text for stop in journey.stops] == ["Start of Ferry", "End of Ferry"]
    assert journey.legs[0].geometry


def test_a_file_of_areas_alone_is_refused() -> None:
    ring = [[1, 2], [3, 4], [5, 2], [1, 2]]
    feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}}
    with pytest.raises(ForeignFileError, match="holds no places"):
        import_file("t.geojson", json.dumps(feature).encode())


# The command -------------------------------------------------------------------------------------


def test_the_command_takes_what_becomes_a_stop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hike = str(BRING / "three-days.gpx")
    assert main(["import", hike, "-o", str(tmp_path / "a"), "--stops", "track"]) == 0
    assert "Start of Over the ridge" in (tmp_path / "a" / "locations.csv").read_text()
    assert "not imported: 1 track (it has no points)" in capsys.readouterr().err
    plain = str(BRING / "mymaps.kml")
    assert main(["import", plain, "-o", str(tmp_path / "c"), "--stops", "day"]) == 2
    assert "mymaps.kml is no GPX file" in capsys.readouterr().err


def test_a_file_without_tracks_has_no_days() -> None:
    gpx = b'<gpx><wpt lat="1" lon="2"><name>A</name></wpt></gpx>'
    with pytest.raises(ParameterError, match="has no tracks; choose “waypoints”"):
        import_file("t.gpx", gpx, stops=StopsOf.DAY)
