"""What lies at a place on Earth, told from the shipped tiles alone: by none of what draws them.

Positions are (latitude, longitude) in degrees. The tiles are read here once more, and a place is
found in their polygons by Shapely, in degrees: no projection, no cutting, no path data.
"""

from __future__ import annotations

import json
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from routemap.basemap.tile_store import LAND, SEA, grid, tile_line
from routemap.geo.scale import Scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Degrees = NDArray[np.float64]


class Ground(IntEnum):
    """What lies at a place."""

    SEA = 0
    LAND = 1
    LAKE = 2


def ground_at(scale: Scale, latitudes: Degrees, longitudes: Degrees) -> NDArray[np.int8]:
    """Return the `Ground` at each place; longitudes may run past ±180°."""
    tiles = grid(scale)
    longitudes = (longitudes + 180) % 360 - 180
    south = np.clip((latitudes + 90) // tiles.height * tiles.height - 90, -90, 90 - tiles.height)
    west = np.clip((longitudes + 180) // tiles.width * tiles.width - 180, -180, 180 - tiles.width)
    found = np.zeros(len(latitudes), np.int8)
    for row, column in sorted(set(zip(south.tolist(), west.tolist(), strict=True))):
        here = np.flatnonzero((south == row) & (west == column))
        kind = tiles.kind(int(row), int(column))
        if kind in {SEA, LAND}:
            found[here] = Ground.LAND if kind == LAND else Ground.SEA
            continue
        points = shapely.points(longitudes[here], latitudes[here])
        for ground, areas in _areas(scale, int(row), int(column)).items():
            found[here[areas.query(points, predicate="intersects")[0]]] = ground
    return found


@cache
def _areas(scale: Scale, south: int, west: int) -> dict[Ground, shapely.STRtree]:
    """Return the land and the lakes of a tile; lakes lie on the land."""
    content: dict[str, Any] = json.loads(tile_line(scale, south, west))
    units = grid(scale).units

    def ring(steps: list[int]) -> Degrees:
        return np.cumsum(np.array(steps).reshape(-1, 2), axis=0) / units + (west, south)

    def areas(name: str) -> shapely.STRtree:
        polygons = [[*map(ring, polygon)] for polygon in content.get(name, ())]
        return shapely.STRtree([shapely.Polygon(outer, holes) for outer, *holes in polygons])

    return {Ground.LAND: areas("land"), Ground.LAKE: areas("lakes")}
