"""What ships beneath the map is what the build made; checked without network or build tools."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import routemap
from routemap.basemap.tile_store import (
    FOLDER,
    edition,
    grid,
    manifest,
    names_file,
    tile_line,
)
from routemap.basemap.tiles import tile_at
from routemap.geo.extent import Extent
from routemap.geo.scale import LEAST_ZOOM, Scale
from routemap.i18n.catalog import LANGUAGES
from routemap.page.basemap_bundles import first_view

FONT_FOLDER = Path(routemap.__file__).parent / "page" / "fonts"
MOST_BYTES = 12_000_000
FIRST_VIEW = (34, 115, 58, 148)
MOST_KB_AT_FIRST = 70
AREAS, LINES, NAMES = ("land", "lakes"), ("borders", "disputed_borders"), ("towns", "lake_names")

every_scale = pytest.mark.parametrize("scale", Scale)


def shipped() -> set[str]:
    return {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}


def tiles(scale: Scale) -> list[dict[str, Any]]:
    rows = sorted((FOLDER / scale).glob("*.jsonl"))
    return [json.loads(line) for row in rows for line in row.read_bytes().splitlines()]


def test_every_shipped_file_is_the_one_in_the_manifest() -> None:
    listed = manifest()["files"]
    assert shipped() == {*listed, "MANIFEST.json"}
    for name, entry in listed.items():
        content = (FOLDER / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], name
        assert len(content) == entry["bytes"], name
        assert entry["packages"]


def test_the_edition_is_another_if_any_byte_is() -> None:
    names = sorted(shipped() - {"MANIFEST.json"})
    content = b"".join((FOLDER / name).read_bytes() for name in names)
    assert hashlib.sha256(content).hexdigest().startswith(edition())


def test_a_file_with_names_of_towns_says_that_they_are_geonames() -> None:
    for name, entry in manifest()["files"].items():
        has_towns = b'"towns"' in (FOLDER / name).read_bytes()
        assert not has_towns or "GeoNames, CC BY 4.0" in entry["licence"]
        assert "Natural Earth, public domain" in entry["licence"]


def test_all_of_it_is_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) <= MOST_BYTES


def test_the_first_view_is_light_enough_to_send() -> None:
    south, west, north, east = FIRST_VIEW
    sent = [tile_line(Scale.COARSE, -90, -180), names_file("ko")]
    around = grid(Scale.MIDDLE)
    sent += [
        tile_line(Scale.MIDDLE, row, column)
        for row in range(south // 10 * 10, north + 1, 10)
        for column in range(west // 10 * 10, east + 1, 10)
        if around.kind(row, column) == "o"
    ]
    assert sum(len(gzip.compress(body)) for body in sent) / 1000 <= MOST_KB_AT_FIRST


@pytest.mark.parametrize("extent", [Extent(0, 36, 40, 38), Extent(36, 0, 38, 40)])
def test_the_first_view_of_a_long_route_has_no_fine_ground(extent: Extent) -> None:
    sent = first_view(extent, "en").body.decode()
    assert '"50m/' in sent
    assert '"10m/' not in sent


def test_scales_go_from_coarse_to_fine() -> None:
    assert list(LEAST_ZOOM) == list(Scale) == ["110m", "50m", "10m"]
    assert list(LEAST_ZOOM.values()) == sorted(LEAST_ZOOM.values())


@every_scale
def test_the_overview_tells_of_every_tile_and_of_no_other(scale: Scale) -> None:
    found = grid(scale)
    assert len(found.tiles) == 180 // found.height
    assert {len(row) for row in found.tiles} == {360 // found.width}
    listed = {
        f"{row * found.height - 90}_{column * found.width - 180}"
        for row, letters in enumerate(found.tiles)
        for column, letter in enumerate(letters)
        if letter == "o"
    }
    assert {tile["tile"] for tile in tiles(scale)} == listed


@every_scale
def test_every_ring_is_whole_and_stays_in_its_tile(scale: Scale) -> None:
    found = grid(scale)
    size = (found.width * found.units, found.height * found.units)
    for tile in tiles(scale):
        for rings in (*tile.get("land", ()), *tile.get("lakes", ())):
            for steps in rings:
                points = positions(steps)
                assert len(set(points)) == len(points) >= 3
                assert all(0 <= x <= size[0] and 0 <= y <= size[1] for x, y in points)
        for line in (line for name in LINES for line in tile.get(name, ())):
            points = positions(line)
            assert len(points) > 1
            assert all(start != end for start, end in pairwise(points))


def positions(steps: list[int]) -> list[tuple[int, int]]:
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


@pytest.mark.parametrize("scale", [Scale.MIDDLE, Scale.FINE])
def test_a_name_is_in_letters_that_its_readers_know(scale: Scale) -> None:
    for tile in tiles(scale):
        for _, _, zoom, *names in (each for name in NAMES for each in tile.get(name, ())):
            assert zoom <= 12
            assert len(names) <= len(LANGUAGES)
            assert names[0]
        for _, _, _, _, *names in tile.get("towns", ()):
            korean, russian, *latin = (*names, None, None)
            assert not korean or re.fullmatch(r"[가-힣 ]+", korean), korean
            assert not russian or re.fullmatch(r"[А-Яа-яЁё ’-]+", russian), russian
            assert "" not in latin


@pytest.mark.parametrize("language", LANGUAGES)
def test_countries_and_seas_have_names_in_each_language(language: str) -> None:
    content = json.loads(names_file(language))
    assert content["language"] == language
    assert len(content["countries"]) > 230
    assert len(content["seas"]) > 70
    for name, zoom, *numbers in (*content["countries"], *content["seas"]):
        assert name
        assert 0 <= zoom < 12
        assert len(numbers) % 3 in {0, 2}


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Sea of Japan (East Sea)"),
        ("ko", "동해(일본해)"),
        ("ru", "Японское море (Восточное море)"),
    ],
)
def test_a_disputed_sea_has_both_names(language: str, name: str) -> None:
    assert name in {sea for sea, *_ in json.loads(names_file(language))["seas"]}


def test_well_known_towns_have_a_name_in_each_language_others_those_that_are_known() -> None:
    named = {
        town.names[0]: town.names
        for corner in ((40, 130), (45, 135), (35, 125), (45, 5))
        for town in tile_at(Scale.FINE, *corner).towns
    }
    assert named["Vladivostok"] == (
        *("Vladivostok", "블라디보스토크", "Владивосток"),
        *("Wladiwostok", "Vladivostok", "Vladivostok"),
    )
    assert named["Khabarovsk"] == (
        *("Khabarovsk", "하바롭스크", "Хабаровск"),
        *("Chabarowsk", "Khabarovsk", "Jabárovsk"),
    )
    assert named["Pyongyang"] == (
        *("Pyongyang", "평양", "Пхеньян"),
        *("Pjöngjang", "Pyongyang", "Pionyang"),
    )
    assert named["Milan"][3:] == ("Mailand", "Milan", "Milán")
    assert named["Bergamo"] == ("Bergamo", "", "Бергамо")


def test_what_is_only_sea_has_no_tile() -> None:
    with pytest.raises(KeyError, match="no tile 0_-150"):
        tile_line(Scale.FINE, 0, -150)


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
        "basic-latin",
        "accents-latin",
        "basic-cyrillic",
    ]
    assert all(face["unicode_range"].startswith("U+") for face in listed["faces"])
