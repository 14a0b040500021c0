"""The ground of any extent on Earth, cut to it: what every screen and paper draws first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from routemap.basemap.tiles import Boxed, Line, NamedPoint, Tile, tiles_in
from routemap.geo.clipping import Polygon, Ring, clip_line, clip_polygon, with_steps
from routemap.geo.extent import Extent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from routemap.geo.scale import Scale

_Piece = TypeVar("_Piece")
_TURN = 360.0
_POLE = 90.0
# About a kilometre: a single place has an extent too.
_LEAST_DEGREES = 0.01
_FRAME_STEP = 0.25


@dataclass(frozen=True, slots=True)
class Basemap:
    """Land, water and lines within an extent, as (latitude, longitude) in degrees.

    Longitudes run on past ±180° where the extent does. Polygons are closed and cross nothing; a
    wide land comes in the pieces of its tiles, side by side: fill them together, in one path, and
    stroke `coast` and `shores` instead of their outlines.

    Attributes
    ----------
    extent
        What is covered: what was asked for, within the Earth and at least a kilometre wide.
    scale
        What it was drawn for.
    water
        The outline of the extent, to be painted first: what is not land is water.
    land, lakes
        Polygons; lakes lie on the land.
    coast, shores
        Outlines of land and of lakes, without the cuts.
    rivers
        From which zoom of a web map each is worth drawing, and its line.
    borders, disputed_borders
        International boundaries; all other lines that Natural Earth holds for boundaries.
    towns, lake_names
        Names with a place, the most important town first in each tile.
    """

    extent: Extent
    scale: Scale
    water: Ring
    land: tuple[Polygon, ...]
    lakes: tuple[Polygon, ...]
    coast: tuple[Line, ...]
    shores: tuple[Line, ...]
    rivers: tuple[tuple[float, Line], ...]
    borders: tuple[Line, ...]
    disputed_borders: tuple[Line, ...]
    towns: tuple[NamedPoint, ...]
    lake_names: tuple[NamedPoint, ...]


@lru_cache(maxsize=8)  # the moments of a journey are drawn on the same ground, one after another
def basemap(extent: Extent, scale: Scale) -> Basemap:
    """Return the ground of an extent at one of the three scales.

    Parameters
    ----------
    extent
        Any box in degrees; `east` may run past 180, and a point is a box too.
    scale
        See `routemap.geo.scale.scale_for`.
    """
    within = _on_earth(extent)
    tiles = tuple(tiles_in(scale, within))
    rivers = [
        (zoom, part)
        for tile in tiles
        for zoom, lines in tile.rivers
        for part in _lines(lines, tile, within)
    ]
    return Basemap(
        extent=within,
        scale=scale,
        water=with_steps(_outline(within), _FRAME_STEP),
        land=_all(tiles, lambda tile: _polygons(tile.land, tile, within)),
        lakes=_all(tiles, lambda tile: _polygons(tile.lakes, tile, within)),
        coast=_all(tiles, lambda tile: _lines(tile.coast, tile, within)),
        shores=_all(tiles, lambda tile: _lines(tile.shores, tile, within)),
        rivers=tuple(rivers),
        borders=_all(tiles, lambda tile: _lines(tile.borders, tile, within)),
        disputed_borders=_all(tiles, lambda tile: _lines(tile.disputed_borders, tile, within)),
        towns=_all(tiles, lambda tile: _inside(tile.towns, within)),
        lake_names=_all(tiles, lambda tile: _inside(tile.lake_names, within)),
    )


def _all(tiles: tuple[Tile, ...], pieces: Callable[[Tile], Iterable[_Piece]]) -> tuple[_Piece, ...]:
    return tuple(chain.from_iterable(pieces(tile) for tile in tiles))


def _on_earth(extent: Extent) -> Extent:
    """Return an extent between the poles, at most once round the Earth, and never a mere point."""
    south, north = _apart(max(extent.south, -_POLE), min(extent.north, _POLE))
    if south < -_POLE:
        south, north = -_POLE, north - south - _POLE
    elif north > _POLE:
        south, north = south - north + _POLE, _POLE
    west, east = _apart(extent.west, extent.east)
    return Extent(south, west, north, min(east, west + _TURN))


def _apart(low: float, high: float) -> tuple[float, float]:
    missing = _LEAST_DEGREES - (high - low)
    return (low - missing / 2, high + missing / 2) if missing > 0 else (low, high)


def _outline(extent: Extent) -> Ring:
    south, west, north, east = extent
    return ((south, west), (south, east), (north, east), (north, west), (south, west))


def _covers(outer: Extent, inner: Extent) -> bool:
    return (
        outer.south <= inner.south
        and outer.west <= inner.west
        and outer.north >= inner.north
        and outer.east >= inner.east
    )


def _meet(one: Extent, other: Extent) -> bool:
    return (
        one.south <= other.north
        and other.south <= one.north
        and one.west <= other.east
        and other.west <= one.east
    )


def _polygons(polygons: Boxed[Polygon], tile: Tile, extent: Extent) -> Iterator[Polygon]:
    whole = _covers(extent, tile.extent)
    for box, polygon in polygons:
        if whole or _covers(extent, box):
            yield polygon
        elif _meet(extent, box):
            for part in clip_polygon(polygon, extent):
                yield tuple(with_steps(ring, _FRAME_STEP) for ring in part)


def _lines(lines: Boxed[Line], tile: Tile, extent: Extent) -> Iterator[Line]:
    whole = _covers(extent, tile.extent)
    for box, line in lines:
        if whole or _covers(extent, box):
            yield line
        elif _meet(extent, box):
            yield from clip_line(line, extent)


def _inside(named: tuple[NamedPoint, ...], extent: Extent) -> Iterator[NamedPoint]:
    south, west, north, east = extent
    for each in named:
        latitude, longitude = each.point
        if south <= latitude <= north and west <= longitude <= east:
            yield each
