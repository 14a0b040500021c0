"""What ships beneath the map is what the build made; checked without network or build tools."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import routemap
from routemap.geography.ground import GROUNDS, Ground

PACKAGE = Path(routemap.__file__).parent
GROUND_FOLDER = PACKAGE / "geography" / "ground"
FONT_FOLDER = PACKAGE / "web" / "assets" / "fonts"
LAYERS = ["land", "lake", "coast", "border", "disputed-border"]
AREAS = {"land", "lake"}
MOST_KB_GZIPPED = {"far-east-50m": 45, "world-110m": 50}

Position = tuple[float, float]

every_ground = pytest.mark.parametrize("ground", GROUNDS, ids=lambda ground: ground.name)


def read(ground: Ground) -> dict[str, Any]:
    collection: dict[str, Any] = json.loads(ground.path.read_text(encoding="utf-8"))
    return collection


def lines(ground: Ground, layer: str) -> list[list[Position]]:
    (feature,) = [
        feature for feature in read(ground)["features"] if feature["properties"]["layer"] == layer
    ]
    parts = feature["geometry"]["coordinates"]
    if layer in AREAS:
        parts = [ring for polygon in parts for ring in polygon]
    return [[(longitude, latitude) for longitude, latitude in part] for part in parts]


def within(line: list[Position], south: float, west: float, north: float, east: float) -> bool:
    return all(
        south <= latitude <= north and west <= longitude <= east for longitude, latitude in line
    )


def touching(line: list[Position], south: float, west: float, north: float, east: float) -> bool:
    return any(
        south <= latitude <= north and west <= longitude <= east for longitude, latitude in line
    )


def edges_along_a_side(ground: Ground, layer: str) -> Iterator[tuple[Position, Position]]:
    south, west, north, east = ground.extent
    for line in lines(ground, layer):
        for start, end in pairwise(line):
            if start[0] == end[0] and start[0] in {west, east}:
                yield start, end
            if start[1] == end[1] and start[1] in {south, north}:
                yield start, end


def ground(name: str) -> Ground:
    return next(ground for ground in GROUNDS if ground.name == name)


def test_every_shipped_ground_file_is_the_one_in_the_manifest() -> None:
    manifest = json.loads((GROUND_FOLDER / "MANIFEST.json").read_text(encoding="utf-8"))["files"]
    assert {path.name for path in GROUND_FOLDER.iterdir()} == {*manifest, "MANIFEST.json"}
    for name, entry in manifest.items():
        content = (GROUND_FOLDER / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], name
        assert len(content) == entry["bytes"], name
        assert entry["licence"] == "Natural Earth, public domain"
        assert entry["package"]["version"]


def test_every_shipped_font_file_is_the_one_in_its_list_with_its_licence() -> None:
    listed = json.loads((FONT_FOLDER / "fonts.json").read_text(encoding="utf-8"))
    checksums = {face["file"]: face["sha256"] for face in listed["faces"]}
    checksums[listed["licence"]["file"]] = listed["licence"]["sha256"]
    assert {path.name for path in FONT_FOLDER.iterdir()} == {*checksums, "fonts.json"}
    for name, checksum in checksums.items():
        assert hashlib.sha256((FONT_FOLDER / name).read_bytes()).hexdigest() == checksum, name
    assert [face["subset"] for face in listed["faces"]] == [
        "latin",
        "latin-ext",
        "cyrillic",
        "cyrillic-ext",
    ]
    assert all(face["unicode_range"].startswith("U+") for face in listed["faces"])


def test_grounds_go_from_coarse_to_fine() -> None:
    assert [(ground.name, ground.scale) for ground in GROUNDS] == [
        ("world-110m", "1:110m"),
        ("far-east-50m", "1:50m"),
    ]


def test_the_world_covers_everywhere_and_the_far_east_covers_the_journey() -> None:
    world, far_east = GROUNDS
    journey = [(125.754, 39.034), (128.334, 51.884), (137.01, 50.55)]
    assert world.extent == (-90, -180, 90, 180)
    assert within(journey, *far_east.extent)


@every_ground
def test_a_ground_has_every_layer_once(ground: Ground) -> None:
    features = read(ground)["features"]
    assert [feature["properties"] for feature in features] == [{"layer": layer} for layer in LAYERS]
    for feature in features:
        is_area = feature["properties"]["layer"] in AREAS
        assert feature["geometry"]["type"] == ("MultiPolygon" if is_area else "MultiLineString")
        assert feature["geometry"]["coordinates"]


@every_ground
def test_a_ground_names_its_scale_source_licence_and_box(ground: Ground) -> None:
    collection = read(ground)
    south, west, north, east = ground.extent
    assert collection["bbox"] == [west, south, east, north]
    assert collection["scale"] == ground.scale
    assert ground.scale in collection["source"]
    assert collection["licence"] == "Natural Earth, public domain"


@every_ground
@pytest.mark.parametrize("layer", LAYERS)
def test_every_position_lies_in_the_box_and_none_is_repeated(ground: Ground, layer: str) -> None:
    for line in lines(ground, layer):
        assert within(line, *ground.extent)
        assert all(start != end for start, end in pairwise(line))


@every_ground
def test_every_ring_closes(ground: Ground) -> None:
    for layer in AREAS:
        for ring in lines(ground, layer):
            assert ring[0] == ring[-1]
            assert len(set(ring)) > 2


@every_ground
def test_no_edge_of_the_box_or_of_the_antimeridian_is_coast(ground: Ground) -> None:
    assert list(edges_along_a_side(ground, "land")), (
        "land is cut by the box, so the test has something to find"
    )
    assert list(edges_along_a_side(ground, "coast")) == []


@every_ground
def test_every_edge_of_land_is_coast_unless_it_lies_along_the_box(ground: Ground) -> None:
    cut = {frozenset(edge) for edge in edges_along_a_side(ground, "land")}
    land = {frozenset(edge) for ring in lines(ground, "land") for edge in pairwise(ring)}
    coast = {frozenset(edge) for line in lines(ground, "coast") for edge in pairwise(line)}
    assert coast == land - cut


@every_ground
def test_korea_has_one_line_across_it_and_it_is_dashed(ground: Ground) -> None:
    korea = (37.6, 126.0, 38.8, 128.5)
    assert [line for line in lines(ground, "border") if touching(line, *korea)] == []
    (demarcation,) = [line for line in lines(ground, "disputed-border") if touching(line, *korea)]
    assert within(demarcation, *korea)
    assert touching(demarcation, 37.9, 126.5, 38.4, 127.5)


def test_the_line_off_the_southern_kurils_is_dashed() -> None:
    kurils = (43.0, 145.0, 45.0, 146.5)
    assert [
        line for line in lines(ground("far-east-50m"), "border") if touching(line, *kurils)
    ] == []
    (line,) = [
        line for line in lines(ground("far-east-50m"), "disputed-border") if touching(line, *kurils)
    ]
    assert within(line, *kurils)


def test_lake_khanka_is_a_lake_and_baikal_too() -> None:
    lakes = lines(ground("far-east-50m"), "lake")
    assert any(touching(lake, 44.5, 132.0, 45.4, 132.9) for lake in lakes)
    assert any(touching(lake, 52.0, 105.0, 55.0, 109.0) for lake in lakes)


@every_ground
def test_a_ground_is_light_enough_to_send(ground: Ground) -> None:
    size_kb = len(gzip.compress(ground.path.read_bytes(), mtime=0)) / 1000
    assert size_kb <= MOST_KB_GZIPPED[ground.name]
