"""Land, water, borders and towns of any extent on Earth, cut to it: what every map draws first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from routemap.basemap.tiles import Boxed, Line, NamedPoint, TileShape, tiles_in, towns_in
from routemap.geo.clipping import Polygon, Ring, clip_line, clip_polygon, with_steps
from routemap.geo.extent import Extent
from routemap.geo.scale import Scale

_TURN = 360.0
_POLE = 90.0
# About a kilometre: a single place has an extent too.
_LEAST_DEGREES = 0.01
_FRAME_STEP = 0.25


class Border(NamedTuple):
    """A piece of a border, and the numbers of the countries to its left and right, -1 for none."""

    line: Line
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Basemap:
    """Land, water and lines within an extent, as (latitude, longitude) in degrees.

    Longitudes run on past ±180° where the extent does. Polygons are closed and cross nothing. Land
    and lakes are cut at the seams of tiles: fill all pieces together, in one path, and stroke
    `coast` and the `open_outlines` of lakes instead of the pieces.

    Attributes
    ----------
    extent
        The extent asked for, within the Earth and at least a kilometre wide.
    scale
        The scale it was drawn for.
    water
        The outline of the extent, to be painted first: what is not land is water.
    land, lakes
        Polygons; lakes lie on the land.
    coast
        Outlines of land, without the seams.
    rivers
        From which zoom of a web map each is worth drawing, and its line.
    borders, disputed_borders
        International boundaries; all other lines that Natural Earth has as boundaries.
    sides
        All of these lines, with the countries beside them.
    towns
        Names with a place, none on a map of the world.
    """

    extent: Extent
    scale: Scale
    water: Ring
    land: tuple[Polygon, ...]
    lakes: tuple[Polygon, ...]
    coast: tuple[Line, ...]
    rivers: tuple[tuple[float, Line], ...]
    borders: tuple[Line, ...]
    disputed_borders: tuple[Line, ...]
    sides: tuple[Border, ...]
    towns: tuple[NamedPoint, ...]


@lru_cache(maxsize=8)  # the moments of a journey are drawn on the same basemap, one after another
def basemap(extent: Extent, scale: Scale) -> Basemap:
    """Return the basemap of an extent at one of the three scales.

    Parameters
    ----------
    extent
        Any box in degrees; `east` may run past 180, and a point is a box too.
    scale
        See `routemap.geo.scale.scale_on_paper`.
    """
    within = _on_earth(extent)
    tiles = tuple(tiles_in(scale, within))

    def cut(name: str, clip: Callable[[Any, Extent], Iterable[Any]]) -> tuple[Any, ...]:
        return tuple(
            piece
            for tile in tiles
            for piece in _cut(getattr(tile, name), within, tile.extent, clip)
        )

    return Basemap(
        extent=within,
        scale=scale,
        water=with_steps(within.outline, _FRAME_STEP),
        land=cut("land", _clipped),
        lakes=cut("lakes", _clipped),
        coast=cut("coast", clip_line),
        rivers=tuple(
            (zoom, piece)
            for tile in tiles
            for zoom, lines in tile.rivers
            for piece in _cut(lines, within, tile.extent, clip_line)
        ),
        borders=cut("borders", clip_line),
        disputed_borders=cut("disputed_borders", clip_line),
        sides=tuple(
            Border(piece, *countries)
            for tile in tiles
            for line, countries in zip(
                (*tile.borders, *tile.disputed_borders), tile.between, strict=True
            )
            for piece in _cut((line,), within, tile.extent, clip_line)
        ),
        towns=() if scale is Scale.COARSE else towns_in(within),
    )


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
    missing = max(_LEAST_DEGREES - (high - low), 0.0)
    return low - missing / 2, high + missing / 2


def _cut(
    shapes: Boxed[TileShape],
    extent: Extent,
    tile: Extent,
    clip: Callable[[TileShape, Extent], Iterable[TileShape]],
) -> Iterator[TileShape]:
    is_whole = extent.covers(tile)
    for box, shape in shapes:
        if is_whole or extent.covers(box):
            yield shape
        elif extent.meets(box):
            yield from clip(shape, extent)


def _clipped(polygon: Polygon, extent: Extent) -> Iterator[Polygon]:
    for part in clip_polygon(polygon, extent):
        yield tuple(with_steps(ring, _FRAME_STEP) for ring in part)
