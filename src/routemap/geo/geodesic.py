"""Distances and geodesics on the WGS 84 ellipsoid."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import asin, ceil, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from routemap.geo import Point

if TYPE_CHECKING:
    from pyproj import Geod

STEP_KM = 50.0
"""How far apart at most the points of a geodesic are, unless there would be too many."""
_METRES = 1000.0
# (2 a + b) / 3 of the WGS 84 ellipsoid.
_MEAN_RADIUS_KM = 6371.009
_HALF_ROUND, _ROUND = 180.0, 360.0


def distance_km(start: Point, end: Point) -> float:
    """Return the length in km of the geodesic between two (latitude, longitude) points.

    By PROJ, after C. F. F. Karney, "Algorithms for geodesics", J. Geod. 87 (2013) 43-55.
    """
    _, _, metres = _ellipsoid().inv(start[1], start[0], end[1], end[0])
    return float(metres) / _METRES


def line_length_km(line: Sequence[Point]) -> float:
    """Return the length in km of a line of (latitude, longitude) points, each part a geodesic."""
    latitudes, longitudes = zip(*line, strict=True)
    return float(_ellipsoid().line_length(longitudes, latitudes)) / _METRES


def sphere_distance_km(start: Point, end: Point) -> float:
    """Return the great-circle distance in km: at most 0.6 % off, and much faster.

    On a sphere of the Earth's mean radius, by the haversine formula.
    """
    south, west, north, east = map(radians, (*start, *end))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _MEAN_RADIUS_KM * asin(min(1.0, sqrt(half)))


def geodesic_path(
    start: Point, end: Point, step_km: float = STEP_KM, length_km: float | None = None
) -> tuple[Point, ...]:
    """Return points at most `step_km` apart along the geodesic, both ends included.

    Longitudes run on past ±180° instead of jumping, so that the path can be drawn in one stroke.
    `length_km` is its length, if that is known.
    """
    length_km = distance_km(start, end) if length_km is None else length_km
    pieces = max(1, ceil(length_km / step_km))
    between = (
        _ellipsoid().npts(start[1], start[0], end[1], end[0], pieces - 1) if pieces > 1 else ()
    )
    path = [start]
    for longitude, latitude in (*between, (end[1], end[0])):
        last = path[-1][1]
        ahead = (longitude - last + _HALF_ROUND) % _ROUND - _HALF_ROUND
        path.append((latitude, last + ahead))
    return tuple(path)


def points_round(middle: Point, radius_km: float, number: int) -> tuple[Point, ...]:
    """Return points evenly on the circle with this radius round another, the first due north."""
    longitudes, latitudes, _ = _ellipsoid().fwd(
        [middle[1]] * number,
        [middle[0]] * number,
        [_ROUND * each / number for each in range(number)],
        [radius_km * _METRES] * number,
    )
    return tuple(zip(latitudes, longitudes, strict=True))


@cache
def _ellipsoid() -> Geod:
    # Importing it takes a sixth of a second, which checking a table need not wait for.
    from pyproj import Geod  # noqa: PLC0415

    return Geod(ellps="WGS84")
