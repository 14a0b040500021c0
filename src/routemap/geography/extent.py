"""The part of the world that holds a set of points."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routemap.journey import Point

_TURN = 360.0


class Extent(NamedTuple):
    """A box in degrees. `east` runs on past 180 where the box crosses the date line."""

    south: float
    west: float
    north: float
    east: float


def extent_of(points: Iterable[Point]) -> Extent:
    """Return the smallest box round (latitude, longitude) points, across ±180° if that is smaller.

    Raises
    ------
    ValueError
        If there is no point.
    """
    positions = list(points)
    if not positions:
        raise ValueError("an extent needs at least one point")
    latitudes = [latitude for latitude, _ in positions]
    longitudes = sorted({longitude for _, longitude in positions})
    # The box leaves out the widest gap between neighbouring longitudes, the one over ±180° last.
    gaps = [(east - west, east, west) for west, east in pairwise(longitudes)]
    gaps.append((longitudes[0] + _TURN - longitudes[-1], longitudes[0], longitudes[-1]))
    _, west, east = max(gaps, key=lambda gap: gap[0])
    if east < west:
        east += _TURN
    return Extent(min(latitudes), west, max(latitudes), east)
