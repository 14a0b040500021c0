"""What a file holds and a journey has no place for is counted and told."""

from __future__ import annotations

import csv
import json
import re

import pytest

from routemap.formats.registry import DATA_FORMATS, import_file
from routemap.model.itinerary import build_itinerary
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

_LINE = {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}
_POINT = {"type": "Point", "coordinates": [1, 2]}
_FEATURES = [
    7,
    {"type": "Feature", "properties": {}, "geometry": None},
    {"type": "Feature", "properties": {}, "geometry": _LINE},
    {"type": "Feature", "properties": {"name": "A"}, "geometry": _POINT},
]
_KML = """<kml><Placemark><Point><coordinates>1,2</coordinates></Point></Placemark>
<Placemark><Point/></Placemark><Placemark><name>x</name></Placemark>
<Placemark><Track/></Placemark></kml>"""
_GPX = '<gpx><wpt lat="1" lon="2"/><rte><rtept lat="1" lon="2"/></rte><trk/><trk/></gpx>'


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        (
            "a.geojson",
            json.dumps({"type": "FeatureCollection", "features": _FEATURES}),
            ["1 feature (it has neither a position nor a name)", "1 entry (not a feature)"],
        ),
        (
            "a.kml",
            _KML,
            [
                "1 placemark (its coordinates cannot be read, or are not on Earth)",
                "1 placemark (it has no two points to draw a way of)",
            ],
        ),
        (
            "a.gpx",
            _GPX,
            [
                "2 tracks (it has no two points to draw a way of)",
            ],
        ),
    ],
)
def test_what_is_left_behind_is_counted_and_told(name: str, text: str, left: list[str]) -> None:
    assert [each.text for each in import_file(name, text.encode()).account.left] == left


def test_what_another_program_changed_in_our_kml_is_taken_or_told() -> None:
    kml = DATA_FORMATS["kml"].write(build_itinerary(read_journey(shipped_journey()))).decode()
    place = re.search(r"<coordinates>(130\.6[\d.]+,42\.4[\d.]+)</coordinates>", kml)
    assert place
    new = "<Placemark><name>New</name></Placemark></Document>"
    changed = kml.replace(place[1], "130.5,42.5", 1).replace("</Document>", new)
    brought = import_file("t.kml", changed.encode())
    assert [entry.text for entry in brought.account.left] == [
        "1 placemark (without a “kind”, as our own have)"
    ]
    assert brought.files
    stops = csv.DictReader(brought.files["locations.csv"].decode().splitlines())
    moved = {stop["id"]: (stop["latitude"], stop["longitude"]) for stop in stops}
    assert moved["khasan"] == ("42.5", "130.5")
