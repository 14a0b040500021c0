"""The drawn ways of legs: read from GeoJSON, turned to latitude first, held against the stops."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from routemap.model.itinerary import build_itinerary
from routemap.model.journey import Journey, LegGeometry
from routemap.tables import check_files, read_journey
from routemap.tables.problems import grouped
from routemap.tables.writer import journey_files
from written_tables import HEADER, lines_of, report_of

JOURNEYS = Path(__file__).parent / "journeys"
LINE: list[list[float]] = [[130.645, 42.428], [130.0, 45.0, 12.5], [128.334, 51.884]]
MEND_POSITION = "write [longitude, latitude] in decimal degrees"


def feature(
    geometry: object = None, kind: str = "LineString", **properties: object
) -> dict[str, Any]:
    """A good feature, but for what is given."""
    good = {
        "from": "khasan",
        "to": "vostochny",
        "length_km": 1_900,
        "source": "A map",
        "licence": "CC0-1.0",
    }
    return {
        "type": "Feature",
        "properties": good | properties,
        "geometry": {"type": kind, "coordinates": LINE if geometry is None else geometry},
    }


def ways(*features: object) -> dict[str, str | bytes]:
    """The file of ways with these features."""
    return {"legs.geojson": json.dumps({"type": "FeatureCollection", "features": features})}


def test_a_way_is_read_with_latitude_first(tmp_path: Path) -> None:
    report = report_of(tmp_path, ways(feature()))
    assert report.problems == ()
    assert report.journey is not None
    assert report.journey.legs[0].geometry == LegGeometry(
        lines=(((42.428, 130.645), (45.0, 130.0), (51.884, 128.334)),),
        length_km=1900.0,
        source="A map",
        licence="CC0-1.0",
    )


def test_a_way_over_the_date_line_runs_on_and_is_written_within_180_degrees() -> None:
    stops = b"id,name,latitude,longitude,arrival\na,A,0,179,2001\nb,B,0,-179,2002\n"
    way = feature([[179, 0], [-179.5, 0], [-179, 0]], length_km=222)
    way["properties"] |= {"from": "a", "to": "b"}
    files = {"locations.csv": stops, "legs.geojson": str(ways(way)["legs.geojson"]).encode()}
    itinerary = build_itinerary(journey_in(files))
    assert itinerary.leg_paths == ((((0, 179), (0, 180.5), (0, 181)),),)
    assert itinerary.leg_lines == itinerary.leg_paths
    written = journey_files(itinerary.journey)
    (line,) = json.loads(written["legs.geojson"])["features"]
    assert line["geometry"]["coordinates"] == [[179, 0], [-179.5, 0], [-179, 0]]
    assert journey_in(written) == itinerary.journey


def journey_in(files: dict[str, bytes]) -> Journey:
    report = check_files(files, "Trip")
    assert report.problems == ()
    assert report.journey
    return report.journey


def test_the_last_part_of_a_way_with_a_stub_is_the_stub() -> None:
    way = read_journey(JOURNEYS / "whole").legs[0].geometry
    assert way is not None
    assert [len(line) for line in way.lines] == [3]
    assert way.stub == ((43.79, 131.95), (43.8, 131.95))
    assert way.stub_km == 1.5


def test_a_stub_may_lead_from_the_start_of_a_leg_to_the_line(tmp_path: Path) -> None:
    off_line = [LINE[0], [130.9, 42.5]]
    line = [[130.9, 42.5], *LINE[1:]]
    report = report_of(tmp_path, ways(feature([line, off_line], "MultiLineString", stub_km=22)))
    assert report.problems == ()
    assert report.journey is not None
    way = report.journey.legs[0].geometry
    assert way is not None
    assert way.starts_with_stub
    assert way.ends == ((42.428, 130.645), (51.884, 128.334))


def test_a_stub_at_the_end_is_told_from_one_at_the_start() -> None:
    way = read_journey(JOURNEYS / "whole").legs[0].geometry
    assert way is not None
    assert not way.starts_with_stub
    assert way.ends[1] == (43.8, 131.95)


def test_a_way_says_whether_it_is_the_shortest(tmp_path: Path) -> None:
    for properties, expected in (({"shortest": True}, True), ({}, False)):
        report = report_of(tmp_path, ways(feature(**properties)))
        assert report.problems == ()
        assert report.journey is not None
        way = report.journey.legs[0].geometry
        assert way is not None
        assert way.is_shortest == expected


def test_a_way_in_parts_without_a_stub_has_none(tmp_path: Path) -> None:
    report = report_of(tmp_path, ways(feature([LINE[:2], LINE[1:]], "MultiLineString")))
    assert report.journey is not None
    way = report.journey.legs[0].geometry
    assert way is not None
    assert (len(way.lines), way.stub) == (2, ())


@pytest.mark.parametrize(
    ("broken", "column", "what", "hint"),
    [
        (feature(length_km=None), "length_km", "“length_km” is missing", "add the length"),
        (feature(length_km=0), "length_km", "“length_km” is missing", "add the length"),
        (feature(length_km="1900"), "length_km", "is not a length", "write a number"),
        (feature(length_km=True), "length_km", "is not a length", "write a number"),
        (feature(length_km=[1]), "length_km", "is not a length", "write a number"),
        (feature(length_km=float("nan")), "length_km", "is not a length", "write a number"),
        (feature(length_km=10**400), "length_km", "is not a length", "write a number"),
        (feature(stub_km=-1), "stub_km", "is not a length", "write a number"),
        (feature(shortest="yes"), "shortest", "neither true nor false", "write true without"),
        (feature(stub_km=2), "stub_km", "no part for the stub", "make it a MultiLineString"),
        (feature(**{"from": ""}), "from", "“from” is missing", "add the id of the stop"),
        (feature(to=7), "to", "“to” is not text", "put it in quotation marks"),
        (feature(to="vostochni"), "to", "is not the id of a stop", "did you mean “vostochny”?"),
        (feature(to="khasan"), "to", "is not the stop after “khasan”", "that is “vostochny”"),
        (feature(source="half \ud800"), "source", "half a character", "type it again"),
        (feature(kind="Point"), "geometry", "the geometry is not a line", "make it a LineString"),
        (feature([]), "coordinates", "fewer than two positions", "add the others"),
        (feature([LINE[0]]), "coordinates", "fewer than two positions", "add the others"),
        (feature({}, "MultiLineString"), "coordinates", "no coordinates", "add at least two"),
        (feature([LINE, []], "MultiLineString"), "coordinates", "fewer than two", "add"),
        (feature([LINE[0], [1]]), "coordinates", "position 2 is not a list", MEND_POSITION),
        (feature([LINE[0], [1, None]]), "coordinates", "position 2 is not", MEND_POSITION),
        (feature([LINE[0], [1, float("inf")]]), "coordinates", "position 2", MEND_POSITION),
        (feature([LINE[0], [190, 50]]), "coordinates", "the longitude 190", MEND_POSITION),
        (feature([LINE[0], [20, 99]]), "coordinates", "probably latitude and", MEND_POSITION),
        (feature([LINE[0], [99, 99]]), "coordinates", "has the latitude 99;", MEND_POSITION),
    ],
)
def test_a_broken_feature_is_named_with_the_way_to_mend_it(
    tmp_path: Path, broken: object, column: str, what: str, hint: str
) -> None:
    files = ways(feature(**{"from": "vostochny", "to": "vostochny"}), broken)
    lines = [line for line in lines_of(tmp_path, files) if ":1:" not in line]
    (line,) = [line for line in lines if "“to” is missing" not in line]
    if "half a character" not in what:
        assert line.startswith(f"error legs.geojson:2:{column}: feature 2: ")
    assert what in line
    assert hint in line.partition("; ")[2]


@pytest.mark.parametrize("broken", [None, 7, "x", [], {}, {"properties": 1, "geometry": []}])
def test_a_feature_that_is_none_is_told_all_it_lacks(tmp_path: Path, broken: object) -> None:
    columns = [line.split(":")[2] for line in lines_of(tmp_path, ways(broken))]
    assert columns == ["from", "to", "length_km", "source", "licence", "geometry"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{", "error legs.geojson:0:: this is not JSON (Expecting property name"),
        ("{\n  [", "in line 2, column 3)"),
        ("[" * 100_000, "error legs.geojson:0:: this JSON is too deep"),
        ("1" * 5_000, "error legs.geojson:0:: this JSON is too deep or has a number too long"),
        ("[]", "error legs.geojson:0:type: this is not a FeatureCollection; save it as"),
        ('{"type": "FeatureCollection"}', "error legs.geojson:0:features: the collection has no"),
    ],
)
def test_a_file_that_is_no_geojson_is_refused(tmp_path: Path, text: str, what: str) -> None:
    (line,) = lines_of(tmp_path, {"legs.geojson": text})
    assert what in line
    assert line.endswith("; save it as a GeoJSON FeatureCollection")


def test_two_features_of_one_leg_are_an_error(tmp_path: Path) -> None:
    assert lines_of(tmp_path, ways(feature(), feature())) == [
        (
            "error legs.geojson:2:from: feature 2: the way of this leg is already feature 1; "
            "keep one feature for each leg"
        )
    ]


def test_a_way_without_source_or_licence_is_a_warning(tmp_path: Path) -> None:
    lines = lines_of(tmp_path, ways(feature(source="", licence=None)))
    assert [line.partition(": feature")[0] for line in lines] == [
        "warning legs.geojson:1:source",
        "warning legs.geojson:1:licence",
    ]


def test_a_way_that_ends_far_from_its_stop_is_a_warning(tmp_path: Path) -> None:
    (line,) = lines_of(tmp_path, ways(feature([LINE[0], [128.0, 51.0]])))
    assert line == (
        "warning legs.geojson:1:coordinates: feature 1: the way ends 101 km from “vostochny”; "
        "check the way, or the position of the stop"
    )


def test_a_way_may_end_within_the_accuracy_of_its_stop(tmp_path: Path) -> None:
    stops = (
        "id,name,latitude,longitude,arrival,accuracy_km\n"
        "khasan,Khasan,42.428,130.645,,\nvostochny,Vostochny,51.884,128.334,,110\n"
    )
    files = ways(feature([LINE[0], [128.0, 51.0]])) | {"locations.csv": stops}
    assert lines_of(tmp_path, files) == []


def test_a_way_that_runs_backwards_is_a_warning(tmp_path: Path) -> None:
    (line,) = lines_of(tmp_path, ways(feature(LINE[::-1])))
    assert line == (
        "warning legs.geojson:1:coordinates: feature 1: the way runs from “vostochny” to "
        "“khasan”; reverse its coordinates"
    )


def test_a_fault_of_many_features_is_told_once(tmp_path: Path) -> None:
    stops = HEADER + "".join(f"\n{name},{n},{n},202{n}" for n, name in enumerate("ABC"))
    features = [
        {
            "type": "Feature",
            "properties": {"from": start, "to": end, "length_km": 157.0, "source": "{x}"},
            "geometry": {"type": "LineString", "coordinates": [[n, n], [n + 1, n + 1]]},
        }
        for n, (start, end) in enumerate([("a", "b"), ("b", "c")])
    ]
    collection = json.dumps({"type": "FeatureCollection", "features": features})
    report = report_of(tmp_path, {"locations.csv": stops + "\n", "legs.geojson": collection})
    (group,) = (each for each in grouped(report.problems) if each.first.file == "legs.geojson")
    assert (group.count, group.rows) == (2, (1, 2))
