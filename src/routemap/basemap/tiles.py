"""Tiles of the ground, from their files' whole numbers to latitudes and longitudes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, Any, TypeVar

from routemap.basemap.tile_store import LAND, SEA, grid, tile_line
from routemap.geo.clipping import box_of, with_steps
from routemap.geo.extent import Extent
from routemap.geo.scale import Scale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from routemap.geo.clipping import Polygon, Ring
    from routemap.model.journey import Point

_STEP_DEGREES = {Scale.COARSE: 1.0, Scale.MIDDLE: 0.5, Scale.FINE: 0.25}
_TILES_KEPT = 96
Line = tuple["Point", ...]
_Shape = TypeVar("_Shape", "Polygon", "Line")
Boxed = tuple[tuple[Extent, _Shape], ...]
"""Shapes, each with the box round it: most are wholly inside or outside what is asked for."""


@dataclass(frozen=True, slots=True)
class NamedPoint:
    """A town or lake: where, from which zoom of a web map, and its name.

    `names` is one Latin form, or an English, a Korean and a Russian one.
    """

    point: Point
    min_zoom: float
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile of the ground. `coast` and `shores` are the outlines without the tile's own edge."""

    extent: Extent
    land: Boxed[Polygon] = ()
    lakes: Boxed[Polygon] = ()
    coast: Boxed[Line] = ()
    shores: Boxed[Line] = ()
    rivers: tuple[tuple[float, Boxed[Line]], ...] = ()
    borders: Boxed[Line] = ()
    disputed_borders: Boxed[Line] = ()
    towns: tuple[NamedPoint, ...] = ()
    lake_names: tuple[NamedPoint, ...] = ()


def tiles_in(scale: Scale, extent: Extent) -> Iterator[Tile]:
    """Yield the tiles that an extent touches, moved by whole turns to where it lies."""
    tiles = grid(scale)
    # A tile that only touches the extent has nothing in it.
    rows = range(
        max(floor((extent.south + 90) / tiles.height), 0),
        min(ceil((extent.north + 90) / tiles.height), 180 // tiles.height),
    )
    columns = range(
        floor((extent.west + 180) / tiles.width), ceil((extent.east + 180) / tiles.width)
    )
    for row in rows:
        for column in columns:
            turn, there = divmod(column, 360 // tiles.width)
            south, west = row * tiles.height - 90, there * tiles.width - 180
            if tiles.kind(south, west) != SEA:
                yield tile_at(scale, south, west, turn * 360)


@lru_cache(maxsize=_TILES_KEPT)
def tile_at(scale: Scale, south: int, west: int, turn: int = 0) -> Tile:
    """Return a tile by its corner in the south-west, its longitudes moved by `turn` degrees.

    Raises
    ------
    KeyError
        If there is nothing but sea.
    """
    tiles = grid(scale)
    extent = Extent(south, west + turn, south + tiles.height, west + turn + tiles.width)
    step = _STEP_DEGREES[scale]
    if tiles.kind(south, west) == LAND:
        return Tile(extent, land=((extent, (with_steps(_outline(extent), step),)),))
    content = json.loads(tile_line(scale, south, west))

    def place(x: float, y: float) -> Point:
        return (south + y / tiles.units, west + turn + x / tiles.units)

    land = _polygons(content.get("land", ()), place)
    lakes = _polygons(content.get("lakes", ()), place)
    return Tile(
        extent,
        land=_stepped(land, step),
        lakes=_stepped(lakes, step),
        coast=_boxed_lines(_inner_lines(land, extent)),
        shores=_boxed_lines(_inner_lines(lakes, extent)),
        rivers=tuple(
            (zoom, _boxed_lines(_points(line, place) for line in lines))
            for zoom, *lines in content.get("rivers", ())
        ),
        borders=_boxed_lines(_points(line, place) for line in content.get("borders", ())),
        disputed_borders=_boxed_lines(
            _points(line, place) for line in content.get("disputed_borders", ())
        ),
        towns=tuple(_named(entry, place) for entry in content.get("towns", ())),
        lake_names=tuple(_named(entry, place) for entry in content.get("lake_names", ())),
    )


def _outline(extent: Extent) -> Ring:
    south, west, north, east = extent
    return ((south, west), (south, east), (north, east), (north, west), (south, west))


def _points(steps: list[int], place: Callable[[float, float], Point]) -> Line:
    points = []
    x = y = 0
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x += dx
        y += dy
        points.append(place(x, y))
    return tuple(points)


def _polygons(
    content: list[list[list[int]]], place: Callable[[float, float], Point]
) -> tuple[Polygon, ...]:
    polygons = (tuple(_points(ring, place) for ring in rings) for rings in content)
    return tuple(tuple((*ring, ring[0]) for ring in rings) for rings in polygons)


def _stepped(polygons: tuple[Polygon, ...], step: float) -> Boxed[Polygon]:
    return tuple(
        (box_of(polygon[0]), tuple(with_steps(ring, step) for ring in polygon))
        for polygon in polygons
    )


def _boxed_lines(lines: Iterable[Line]) -> Boxed[Line]:
    return tuple((box_of(line), line) for line in lines)


def _inner_lines(polygons: tuple[Polygon, ...], extent: Extent) -> Iterator[Line]:
    """Yield outlines without the tile's own edge: there the sheet ends, not the land."""
    south, west, north, east = extent
    for polygon in polygons:
        for ring in polygon:
            line: list[Point] = []
            for start, end in pairwise(ring):
                along = (start[0] == end[0] and start[0] in {south, north}) or (
                    start[1] == end[1] and start[1] in {west, east}
                )
                if not along:
                    line = line or [start]
                    line.append(end)
                elif line:
                    yield tuple(line)
                    line = []
            if line:
                yield tuple(line)


def _named(entry: list[Any], place: Callable[[float, float], Point]) -> NamedPoint:
    x, y, zoom, *names = entry
    return NamedPoint(place(x, y), zoom, tuple(names))
