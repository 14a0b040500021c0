"""The ground on the sheet: the basemap's polygons and lines as path data."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from routemap.basemap.basemap import basemap
from routemap.geo.scale import scale_for
from routemap.pictures.clip import cut_line, cut_ring
from routemap.pictures.drawing import BasemapPaths
from routemap.pictures.label_placement import CollisionIndex
from routemap.pictures.lines import thinned
from routemap.pictures.svg_markup import path_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from routemap.basemap.basemap import Basemap
    from routemap.geo.extent import Extent
    from routemap.geo.scale import Scale
    from routemap.model.journey import Point
    from routemap.pictures.view import Place, View

# In pixels of `look`: nearer points make a file larger and no picture finer.
_NEAREST = 0.5
_BEYOND_FRAME = 4.0
# A lake smaller than this, in square pixels, is a speck.
_SMALLEST_LAKE = 60.0


def basemap_for(view: View, unit: float) -> Basemap:
    """Return the basemap of a view, drawn as finely as its size needs."""
    return basemap(view.extent, scale_for(view.extent, view.frame.width / unit))


def basemap_paths(ground: Basemap, view: View, unit: float) -> BasemapPaths:
    """Return the ground as it lies on the sheet."""
    # Not kept by the ground itself: that would be compared point by point.
    return _paths(ground.extent, ground.scale, view, unit)


@lru_cache(maxsize=8)
def _paths(extent: Extent, scale: Scale, view: View, unit: float) -> BasemapPaths:
    ground = basemap(extent, scale)
    least, least_lake = _NEAREST * unit, _SMALLEST_LAKE * unit**2
    # What is beyond the frame would only make a file larger; strokes along the cut must not show.
    kept = view.frame.grown(_BEYOND_FRAME * unit)

    def closed(rings: Iterable[Sequence[Point]]) -> str:
        cut = (cut_ring(ring, kept) for ring in view.lines(rings))
        return "".join(path_data(thinned(ring, least), is_closed=True) for ring in cut if ring)

    def open_(lines: Iterable[Sequence[Point]]) -> str:
        parts = (part for line in view.lines(lines) for part in cut_line(line, kept))
        return "".join(path_data(thinned(part, least)) for part in parts)

    lakes = (lake for lake in ground.lakes if _area(view.places(lake[0])) > least_lake)
    return BasemapPaths(
        water=closed([ground.water]),
        land=closed(ring for polygon in ground.land for ring in polygon),
        lakes=closed(ring for lake in lakes for ring in lake),
        coast=open_(ground.coast),
        rivers=open_(line for _, line in ground.rivers),
        borders=open_(ground.borders),
        disputed_borders=open_(ground.disputed_borders),
    )


def coasts_and_borders(ground: Basemap, view: View, unit: float) -> CollisionIndex:
    """Return coasts and borders, on which a name is harder to read."""
    return _rough(ground.extent, ground.scale, view, unit)


@lru_cache(maxsize=8)
def _rough(extent: Extent, scale: Scale, view: View, unit: float) -> CollisionIndex:
    ground = basemap(extent, scale)
    rough = CollisionIndex(view.frame, unit)
    for line in view.lines((*ground.coast, *ground.borders, *ground.disputed_borders)):
        rough.add_line(line)
    return rough


def _area(ring: Sequence[Place]) -> float:
    """Return the area of a ring (the shoelace formula)."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs)) / 2
