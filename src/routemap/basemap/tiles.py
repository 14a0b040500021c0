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

_STEP_DEGREES = {Scale.COARSE: 1.0, Scale.MIDDLE: 0.5, Scale.FINE: 0.25}
_TILES_KEPT = 96
Line = tuple["Point", ...]
TileShape = TypeVar("TileShape", "Polygon", "Line")
Boxed = tuple[tuple[Extent, TileShape], ...]
"""Shapes, each with its bounding box: most are wholly inside or outside the extent asked for."""


@dataclass(frozen=True, slots=True)
class NamedPoint:
    """A town: its place, the zoom of a web map from which it is named, and its names.

    `names` has one Latin form, or one for each of our languages in their order.
    """

    point: Point
    min_zoom: float
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile. `coast` are the outlines of land without the tile's own edge."""

    extent: Extent
    land: Boxed[Polygon] = ()
    lakes: Boxed[Polygon] = ()
    coast: Boxed[Line] = ()
    rivers: tuple[tuple[float, Boxed[Line]], ...] = ()
    borders: Boxed[Line] = ()
    disputed_borders: Boxed[Line] = ()
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
