"""Tiles of the basemap, from the whole numbers of their files to latitudes and longitudes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, pairwise, product
from math import ceil, floor
from typing import TypeVar

from routemap.basemap.tile_store import LAND, SEA, grid, tile_line
from routemap.geo import Point
from routemap.geo.clipping import Polygon, box_of, with_steps
from routemap.geo.extent import Extent
from routemap.geo.scale import Scale
from routemap.i18n.catalog import LANGUAGES

_STEP_DEGREES = {Scale.COARSE: 1.0, Scale.MIDDLE: 0.5, Scale.FINE: 0.25}
_TILES_KEPT = 96
_TOWNS_KEPT = 8
# Of a town of half a million people; one of thirty million, or ten thousand, is 0.2 off its step.
_MIDDLE_ZOOM, _ZOOMS_PER_SIZE = 4.4, 10.0
Line = tuple["Point", ...]
TileShape = TypeVar("TileShape", "Polygon", "Line")
Boxed = tuple[tuple[Extent, TileShape], ...]
"""Shapes, each with its bounding box: most are wholly inside or outside the extent asked for."""


@dataclass(frozen=True, slots=True)
class NamedPoint:
    """A town or lake: its place, the zoom of a web map from which it is named, and its names.

    `names` are in our languages in their order, English first: what is None or left out is as in
    English, what is empty has no name in letters that readers of the language know.
    """

    point: Point
    min_zoom: float
    names: tuple[str | None, ...]

    @property
    def size_zoom(self) -> float:
        """Return the zoom from which a town of its size is named where it has no larger neighbour.

        Towns wait in half steps until their neighbours leave room; what `min_zoom` is more or less
        than a half step tells their size (`tools/geography/towns.py`).
        """
        of_size = self.min_zoom - round(self.min_zoom * 2) / 2
        return _MIDDLE_ZOOM + of_size * _ZOOMS_PER_SIZE

    @property
    def english(self) -> str:
        """Return its English name."""
        return self.names[0] or ""

    def name_in(self, language: str) -> str:
        """Return its name in one of our languages, "" if it has none."""
        number = LANGUAGES.index(language)
        name = self.names[number] if number < len(self.names) else None
        return self.english if name is None else name


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile. `coast` are the outlines of land without the tile's own edge.

    `between` has the numbers of the countries to the left and right of each border, then of each
    disputed border; they count the countries of the lists of names, and -1 is none.
    """

    extent: Extent
    land: Boxed[Polygon] = ()
    lakes: Boxed[Polygon] = ()
    coast: Boxed[Line] = ()
    rivers: tuple[tuple[float, Boxed[Line]], ...] = ()
    borders: Boxed[Line] = ()
    disputed_borders: Boxed[Line] = ()
    between: tuple[tuple[int, int], ...] = ()
    towns: tuple[NamedPoint, ...] = ()


def corners_in(scale: Scale, extent: Extent) -> Iterator[tuple[int, int, int]]:
    """Yield south, west and turn (degrees) of each tile that an extent overlaps.

    `turn` is what is added to the longitudes, so that they lie where the extent does.
    """
    tiles = grid(scale)
    # A tile that only touches the extent has nothing in it.
    rows = range(
        max(floor((extent.south + 90) / tiles.height), 0),
        min(ceil((extent.north + 90) / tiles.height), 180 // tiles.height),
    )
    columns = range(
        floor((extent.west + 180) / tiles.width), ceil((extent.east + 180) / tiles.width)
    )
    for row, column in product(rows, columns):
        turn, there = divmod(column, 360 // tiles.width)
        yield row * tiles.height - 90, there * tiles.width - 180, turn * 360


def tiles_in(scale: Scale, extent: Extent) -> Iterator[Tile]:
    """Yield the tiles that an extent overlaps, moved by whole turns to where it lies."""
    for south, west, turn in corners_in(scale, extent):
        if grid(scale).kind(south, west) != SEA:
            yield tile_at(scale, south, west, turn)


@lru_cache(maxsize=_TOWNS_KEPT)
def towns_in(extent: Extent) -> tuple[NamedPoint, ...]:
    """Return all towns in an extent, of which the tiles of larger scales have only the largest."""
    return tuple(_named_in(extent, b'"towns":'))


@lru_cache(maxsize=_TOWNS_KEPT)
def lakes_in(extent: Extent) -> tuple[NamedPoint, ...]:
    """Return all lakes that have names and their middle in an extent."""
    return tuple(_named_in(extent, b'"lake_names":'))


def _named_in(extent: Extent, key: bytes) -> Iterator[NamedPoint]:
    """Yield what the finest tiles have by a key of names, which come last: no more is read."""
    tiles, decoder = grid(Scale.FINE), json.JSONDecoder()
    for south, west, turn in corners_in(Scale.FINE, extent):
        if tiles.kind(south, west) in {SEA, LAND}:
            continue
        _, found, named = tile_line(Scale.FINE, south, west).partition(key)
        entries, _ = decoder.raw_decode(named.decode()) if found else ([], 0)
        for x, y, zoom, *names in entries:
            point = (south + y / tiles.units, west + turn + x / tiles.units)
            if extent.holds(point):
                yield NamedPoint(point, zoom, tuple(names))


@lru_cache(maxsize=_TILES_KEPT)
def tile_at(scale: Scale, south: int, west: int, turn: int = 0) -> Tile:
    """Return a tile by its south-west corner, its longitudes moved by `turn` degrees.

    Raises
    ------
    KeyError
        If there is no such tile, or it is all sea.
    """
    tiles = grid(scale)
    extent = Extent(south, west + turn, south + tiles.height, west + turn + tiles.width)
    step = _STEP_DEGREES[scale]
    if tiles.kind(south, west) == LAND:
        outline = with_steps(extent.outline[::-1], step)  # clockwise, as all outer rings
        return Tile(extent, land=((extent, (outline,)),))
    content = json.loads(tile_line(scale, south, west))

    def points(steps: Sequence[float]) -> Line:
        places = zip(accumulate(steps[1::2]), accumulate(steps[::2]), strict=True)
        return tuple((south + y / tiles.units, west + turn + x / tiles.units) for y, x in places)

    def polygons(name: str) -> tuple[Polygon, ...]:
        rings = (map(points, polygon) for polygon in content.get(name, ()))
        return tuple(tuple((*ring, ring[0]) for ring in polygon) for polygon in rings)

    def lines(name: str) -> Boxed[Line]:
        return _boxed_lines(map(points, content.get(name, ())))

    def named(name: str) -> tuple[NamedPoint, ...]:
        entries = content.get(name, ())
        return tuple(NamedPoint(points([x, y])[0], zoom, tuple(n)) for x, y, zoom, *n in entries)

    land, lakes = polygons("land"), polygons("lakes")
    return Tile(
        extent,
        land=_stepped(land, step),
        lakes=_stepped(lakes, step),
        coast=_boxed_lines(open_outlines(land, scale)),
        rivers=tuple(
            (zoom, _boxed_lines(map(points, lines))) for zoom, *lines in content.get("rivers", ())
        ),
        borders=lines("borders"),
        disputed_borders=lines("disputed_borders"),
        between=tuple(
            (left, right)
            for kind in ("borders_between", "disputed_borders_between")
            for left, right in content.get(kind, ())
        ),
        towns=named("towns"),
    )


def _stepped(polygons: tuple[Polygon, ...], step: float) -> Boxed[Polygon]:
    return tuple(
        (box_of(polygon[0]), tuple(with_steps(ring, step) for ring in polygon))
        for polygon in polygons
    )


def _boxed_lines(lines: Iterable[Line]) -> Boxed[Line]:
    return tuple((box_of(line), line) for line in lines)


def open_outlines(polygons: Iterable[Polygon], scale: Scale) -> Iterator[Line]:
    """Yield outlines without the seams of tiles: there the tile ends, not the land or lake."""
    tiles = grid(scale)
    for ring in chain.from_iterable(polygons):
        line: list[Point] = []
        for start, end in pairwise(ring):
            if not tiles.is_seam(start, end):
                line = line or [start]
                line.append(end)
            elif line:
                yield tuple(line)
                line = []
        if line:
            yield tuple(line)
