"""Put the layers of one scale into its tiles."""

import csv
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import shapely

from geography.countries import LANGUAGES
from geography.grid import Cutter, Grid, Tile
from geography.natural_earth import Feature, NaturalEarth
from geography.rivers import River
from geography.sides import Sides
from geography.towns import Town

CURATED_LAKES = Path(__file__).with_name("lakes_curated.csv")
LATEST_LAKE_NAME = {"110m": 0, "50m": 6.5, "10m": 9}
SIMPLIFY_RIVERS = {"110m": 0.1, "50m": 0, "10m": 0}
"""Degrees a river may be off: the source knows one scale only."""
SEA, LAND, FILE = "~", "#", "o"


class Layers:
    """Everything of one scale, ready to be cut.

    Parameters
    ----------
    grid
        The tiles.
    source
        Natural Earth at the scale.
    rivers, towns
        What is to be shown at the scale.
    sides
        Finds the countries on both sides of a border.
    """

    def __init__(
        self,
        grid: Grid,
        source: NaturalEarth,
        rivers: Iterable[River],
        towns: Iterable[Town],
        sides: Sides,
    ) -> None:
        self._grid = grid
        self._sides = sides
        self._towns = list(towns)
        lakes = source.lakes()
        self._lake_names = [
            _lake_name(lake)
            for lake in lakes
            if lake.attributes.get("NAME_EN")
            and lake.attributes["MIN_LABEL"] <= LATEST_LAKE_NAME[grid.scale]
        ]
        self._areas = {
            "land": Cutter(source.land(), grid.units),
            "lakes": Cutter([lake.shape for lake in lakes], grid.units),
        }
        zooms: dict[float, list[Any]] = {}
        for river in rivers:
            line = shapely.simplify(river.line, SIMPLIFY_RIVERS[grid.scale])
            zooms.setdefault(river.min_zoom, []).append(line)
        self._rivers = {zoom: Cutter(zooms[zoom], grid.units) for zoom in sorted(zooms)}
        self._borders = {
            name: {
                pair: Cutter(lines, grid.units)
                for pair, lines in sides.by_pair(source.boundaries(disputed=is_disputed)).items()
            }
            for name, is_disputed in (("borders", False), ("disputed_borders", True))
        }

    def rows(self) -> tuple[dict[str, bytes], list[str]]:
        """Return a file for each row of tiles, and the map of what each tile is.

        The map has a string for each row from the south, with a letter for each tile from the
        west: sea, land and nothing else, or a line of the row's file.
        """
        files: dict[str, bytes] = {}
        overview: list[str] = []
        rows: dict[int, list[Tile]] = {}
        for tile in self._grid.tiles():
            rows.setdefault(tile.south, []).append(tile)
        for south, tiles in rows.items():
            contents = [self._content(tile) for tile in tiles]
            overview.append("".join(self._kind(content) for content in contents))
            lines = [_line(content) for content in contents if self._kind(content) == FILE]
            if lines:
                files[f"{self._grid.scale}/{south}.jsonl"] = b"".join(lines)
        return files, overview

    def _content(self, tile: Tile) -> dict[str, Any]:
        layers: dict[str, Any] = {
            name: tile.polygons(cutter.in_tile(tile)) for name, cutter in self._areas.items()
        }
        rivers = [
            [zoom, *lines]
            for zoom, cutter in self._rivers.items()
            if (lines := tile.lines(cutter.in_tile(tile)))
        ]
        layers["rivers"] = rivers
        for name, cutters in self._borders.items():
            between = sorted(
                (line, self._sides.of(tile, line, pair))
                for pair, cutter in cutters.items()
                for line in tile.lines(cutter.in_tile(tile))
            )
            layers[name] = [line for line, _ in between]
            layers[f"{name}_between"] = [countries for _, countries in between]
        layers["lake_names"] = [
            [*tile.place(x, y), zoom, *names]
            for x, y, zoom, names in self._lake_names
            if _holds(tile, x, y)
        ]
        layers["towns"] = [
            [*tile.place(town.longitude, town.latitude), town.min_zoom, *town.names]
            for town in self._towns
            if _holds(tile, town.longitude, town.latitude)
        ]
        found = {name: content for name, content in layers.items() if content}
        return {"tile": tile.name, **found} if found else {}

    def _kind(self, content: dict[str, Any]) -> str:
        if not content:
            return SEA
        whole = {
            "width": self._grid.width * self._grid.units,
            "height": self._grid.height * self._grid.units,
        }
        if content.keys() == {"tile", "land"} and _is_whole(content["land"], **whole):
            return LAND
        return FILE


def _is_whole(land: list[list[list[int]]], width: int, height: int) -> bool:
    if len(land) != 1 or len(land[0]) != 1:
        return False
    numbers = land[0][0]
    corners = {(0, 0), (width, 0), (width, height), (0, height)}
    x, y = numbers[:2]
    points = {(x, y)}
    for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
        x, y = x + dx, y + dy
        points.add((x, y))
    return points == corners


def _holds(tile: Tile, longitude: float, latitude: float) -> bool:
    grid = tile.grid
    return (
        tile.west <= longitude < tile.west + grid.width
        and tile.south <= latitude < tile.south + grid.height
    )


def _lake_name(lake: Feature) -> tuple[float, float, float, list[str]]:
    place = shapely.maximum_inscribed_circle(lake.shape, tolerance=0.02).coords[0]
    attributes = lake.attributes
    english = attributes["NAME_EN"]
    curated = _curated_lakes().get(english, {})
    names = [
        curated.get(language) or attributes[f"NAME_{language.upper()}"] or english
        for language in LANGUAGES
    ]
    if len(set(names)) == 1:
        names = [english]
    return place[0], place[1], float(attributes["MIN_LABEL"]), names


@cache
def _curated_lakes() -> dict[str, dict[str, str]]:
    rows = csv.DictReader(CURATED_LAKES.read_text(encoding="utf-8").splitlines())
    return {row["en"]: row for row in rows}


def _line(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, separators=(",", ":"), ensure_ascii=False) + "\n").encode()
