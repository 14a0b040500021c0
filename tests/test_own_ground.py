"""An author's own ground, basemap.geojson, is checked, and kept on every way of a journey."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import routemap
from routemap.formats.registry import DATA_FORMATS, import_file
from routemap.model.itinerary import build_itinerary
from routemap.tables import check_files, limits, read_journey
from routemap.tables.writer import journey_files
from written_tables import STOPS, lines_of, packed

if TYPE_CHECKING:
    from pathlib import Path

GROUND = "basemap.geojson"
RING = [[0, 0], [1, 0], [1, 1], [0, 0]]
PROPERTIES = {"kind": "water", "name": "Lake", "deep": {"m": 3}}
SHAPES: tuple[dict[str, Any], ...] = (
    {"type": "Point", "coordinates": [1, 2, 300]},
    {"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]},
    {"type": "LineString", "coordinates": [[1, 2], [3, 4]]},
    {"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]]]},
    {"type": "Polygon", "coordinates": [RING]},
    {"type": "MultiPolygon", "coordinates": [[RING]]},
    {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1, 2]}]},
)


def collection(*shapes: Any) -> str:  # noqa: ANN401  anything that JSON can hold
    features = [
        {"type": "Feature", "properties": PROPERTIES, "geometry": shape} for shape in shapes
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_every_shape_is_read_and_written_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "locations.csv").write_text(STOPS)
    (tmp_path / GROUND).write_text(collection(*SHAPES))
    journey = read_journey(tmp_path)
    assert journey.ground == collection(*SHAPES)
    assert journey_files(journey)[GROUND].decode() == collection(*SHAPES)


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        (None, "geometry: feature 2: there is no shape to draw; make it a Point"),
        ({"type": "Circle"}, "geometry: feature 2: there is no shape to draw"),
        ({"type": "Polygon"}, "coordinates: feature 2: there are no coordinates"),
        (
            {"type": "Polygon", "coordinates": [RING[:3]]},
            "coordinates: feature 2: a Polygon has a part of fewer than 4 positions",
        ),
        (
            {"type": "Polygon", "coordinates": [[*RING[:3], [5, 5]]]},
            "coordinates: feature 2: the outline of an area is not closed; repeat its first",
        ),
        (
            {"type": "LineString", "coordinates": [[1, 2], [3, 91]]},
            "coordinates: feature 2: position 2 has the latitude 91",
        ),
        ({"type": "Point", "coordinates": "x"}, "coordinates: feature 2: position 1 is not a list"),
    ],
)
def test_a_broken_shape_is_named_by_its_feature(tmp_path: Path, shape: object, told: str) -> None:
    text = collection(SHAPES[0], shape)
    (line,) = lines_of(tmp_path, {"locations.csv": STOPS, GROUND: text})
    assert line.startswith(f"error basemap.geojson:2:{told}")


def test_collections_nested_without_end_are_refused(tmp_path: Path) -> None:
    shape: object = SHAPES[0]
    for _ in range(30):
        shape = {"type": "GeometryCollection", "geometries": [shape]}
    (line,) = lines_of(tmp_path, {"locations.csv": STOPS, GROUND: collection(shape)})
    assert "nested more than 20 deep; take them apart" in line


def test_too_many_positions_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("routemap.tables.ground.MOST_POSITIONS", 4)
    assert limits.MOST_POSITIONS == 500_000
    (line,) = lines_of(tmp_path, {"locations.csv": STOPS, GROUND: collection(*SHAPES[:5])})
    assert "feature 3: the shapes have more than 4 positions together" in line


def test_it_is_kept_by_every_way_that_copies_a_journey(tmp_path: Path) -> None:
    text = collection(*SHAPES)
    files = {"locations.csv": STOPS.encode(), GROUND: text.encode()}
    assert import_file("t.zip", packed(files)).files[GROUND] == files[GROUND]
    folder = tmp_path / "trip"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    journey = routemap.read(folder).journey
    written = DATA_FORMATS["geojson"].write(build_itinerary(journey))
    again = import_file("t.geojson", written).files
    assert json.loads(again[GROUND]) == json.loads(text)
    assert check_files(again, "x").journey
