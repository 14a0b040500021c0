"""Distances and shortest ways on the WGS 84 ellipsoid."""

from __future__ import annotations

from math import asin, ceil, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from geographiclib.geodesic import Geodesic

if TYPE_CHECKING:
    from routemap.journey import Point

_STEP_KM = 50.0
_METRES = 1000.0
# (2 a + b) / 3 of the WGS 84 ellipsoid.
_MEAN_RADIUS_KM = 6371.009


def distance_km(start: Point, end: Point) -> float:
    """Return the length in km of the shortest way between two (latitude, longitude) points.

    By geopy, after C. F. F. Karney, "Algorithms for geodesics", J. Geod. 87 (2013) 43-55.
    """
    # It brings a web client, which takes a tenth of a second: not where every leg's way is drawn.
    from geopy.distance import geodesic  # noqa: PLC0415

    return float(geodesic(start, end).km)


def sphere_distance_km(start: Point, end: Point) -> float:
    """Return the length in km of the great circle, at most 0.6 % off and far sooner known.

    On a sphere of the Earth's mean radius, by the haversine formula.
    """
    south, west, north, east = map(radians, (*start, *end))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _MEAN_RADIUS_KM * asin(min(1.0, sqrt(half)))


def geodesic_path(start: Point, end: Point) -> tuple[Point, ...]:
    """Return points at most 50 km apart along the shortest way, both ends included.

    Longitudes run on past ±180° instead of jumping, so that the way can be drawn in one stroke.
    """
    line = Geodesic.WGS84.InverseLine(*start, *end)
    pieces = max(1, ceil(line.s13 / _METRES / _STEP_KM))
    outmask = Geodesic.LATITUDE | Geodesic.LONGITUDE | Geodesic.LONG_UNROLL
    between = (line.Position(line.s13 * piece / pieces, outmask) for piece in range(1, pieces))
    last_longitude = line.Position(line.s13, outmask)["lon2"]
    return (
        start,
        *((position["lat2"], position["lon2"]) for position in between),
        (end[0], last_longitude),
    )
