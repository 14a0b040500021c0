"""The shipped files of the basemap: tiles of land, water, lines and towns, and lists of names."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from routemap.geo import Point
from routemap.geo.scale import Scale
from routemap.i18n.catalog import supported_language

FOLDER = Path(__file__).resolve().parent / "data"
SEA, LAND = "~", "#"
_ROWS_KEPT = 8


@dataclass(frozen=True)
class Grid:
    """The tiles of one scale.

    Attributes
    ----------
    scale
        The scale for which they were drawn.
    width, height
        The size of a tile in degrees.
    units
        Steps in a degree: positions in a tile are whole numbers of them from its south-west corner.
    tiles
        One string per row from the south, one letter per tile from the west: "~" is all sea, "#"
        all land, anything else has a line in a file.
    """

    scale: Scale
    width: int
    height: int
    units: int
    tiles: tuple[str, ...]

    def kind(self, south: int, west: int) -> str:
        """Return the letter of a tile by its south-west corner, "~" where there is none."""
        row, column = (south + 90) // self.height, (west + 180) // self.width
        if (south + 90) % self.height or (west + 180) % self.width:
            return SEA
        inside = 0 <= row < len(self.tiles) and 0 <= column < len(self.tiles[row])
        return self.tiles[row][column] if inside else SEA

    def is_seam(self, start: Point, end: Point) -> bool:
        """Tell whether a side runs along the edges of tiles."""
        (south, west), (north, east) = start, end
        return (south == north and (south + 90) % self.height == 0) or (
            west == east and (west + 180) % self.width == 0
        )


@cache
def manifest() -> dict[str, Any]:
    """Return the manifest of the files: grids, edition, checksums, licences."""
    content: dict[str, Any] = json.loads((FOLDER / "MANIFEST.json").read_text(encoding="utf-8"))
    return content


def edition() -> str:
    """Return a name for the content of the files, which changes with any byte."""
    return str(manifest()["edition"])


@cache
def grid(scale: Scale) -> Grid:
    """Return the tiles of a scale."""
    entry = manifest()["grids"][scale]
    return Grid(scale, entry["width"], entry["height"], entry["units"], tuple(entry["tiles"]))


def tile_line(scale: Scale, south: int, west: int) -> bytes:
    """Return a tile as its file has it, a line of JSON.

    Raises
    ------
    KeyError
        If there is no such tile, or it is all sea or all land.
    """
    if grid(scale).kind(south, west) in {SEA, LAND}:
        raise KeyError(f"no tile {south}_{west} at 1:{scale}")
    return _row(scale, south)[west]


def names_file(language: str) -> bytes:
    """Return the names of countries and seas in a language, by default in English, as JSON."""
    return (FOLDER / "names" / f"{supported_language(language)}.json").read_bytes()


@cache
def country_lines() -> tuple[bytes, ...]:
    """Return the rows of cells that tell which country lies where: see `country_cells`."""
    return tuple((FOLDER / "countries.jsonl").read_bytes().splitlines())


@lru_cache(maxsize=_ROWS_KEPT)
def _row(scale: Scale, south: int) -> dict[int, bytes]:
    lines = (FOLDER / scale / f"{south}.jsonl").read_bytes().splitlines(keepends=True)
    return {_west(line): line for line in lines}


def _west(line: bytes) -> int:
    # Each line begins {"tile":"40_130",
    return int(line.split(b'"', 4)[3].split(b"_")[1])
