"""Bounding boxes in degrees, which may cross ±180°."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import floor
from typing import NamedTuple

from routemap.geo import Point

KM_PER_DEGREE = 111.2
"""Of latitude, on average."""
_TURN = 360.0


class Extent(NamedTuple):
    """A box in degrees. `east` runs on past 180 where the box crosses the date line."""

    south: float
    west: float
    north: float
    east: float

    @property
    def outline(self) -> tuple[Point, ...]:
        """Return its four corners, the last point the first again."""
        south, west, north, east = self
        return ((south, west), (south, east), (north, east), (north, west), (south, west))

    @property
    def middle(self) -> Point:
        """Return the (latitude, longitude) halfway between its sides."""
        return (self.south + self.north) / 2, (self.west + self.east) / 2

    @property
    def swapped(self) -> Extent:
        """Return the box that was meant if latitudes and longitudes were taken for each other.

        It need not lie on the Earth.
        """
        return Extent(self.west, self.south, self.east, self.north)

    def holds(self, point: Point) -> bool:
        """Tell whether a point lies inside or on the edge."""
        return self.south <= point[0] <= self.north and self.west <= point[1] <= self.east

    def covers(self, other: Extent) -> bool:
        """Tell whether the other lies inside."""
        return (
            self.south <= other.south
            and self.west <= other.west
            and self.north >= other.north
            and self.east >= other.east
        )

    def meets(self, other: Extent) -> bool:
        """Tell whether the two overlap or touch."""
        return (
            self.south <= other.north
            and other.south <= self.north
            and self.west <= other.east
            and other.west <= self.east
        )


def extent_of(points: Iterable[Point]) -> Extent:
    """Return the bounding box of (latitude, longitude) points, across ±180° if that is smaller.

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
    # The box leaves out the widest gap between neighbouring longitudes; the last crosses ±180°.
    gaps = [east - west for west, east in pairwise(longitudes)]
    gaps.append(longitudes[0] + _TURN - longitudes[-1])
    widest = gaps.index(max(gaps))
    east, west = longitudes[widest], longitudes[(widest + 1) % len(longitudes)]
    if east < west:
        east += _TURN
    return Extent(min(latitudes), west, max(latitudes), east)


def wrapped(longitude: float) -> float:
    """Return a longitude in degrees from -180 (included) to 180."""
    if -_TURN / 2 <= longitude < _TURN / 2:  # or rounding might change it
        return longitude
    return (longitude + _TURN / 2) % _TURN - _TURN / 2


def unrolled(longitude: float, extent: Extent) -> float:
    """Return a longitude in degrees, counted on from the west of `extent`."""
    return extent.west + (longitude - extent.west) % _TURN


def unrolled_line(line: tuple[Point, ...], extent: Extent) -> tuple[tuple[Point, ...], ...]:
    """Return a line with longitudes counted on from the west of `extent`; twice if it crosses that.

    The longitudes of `line` must run on past ±180° instead of jumping.
    """
    turns = dict.fromkeys(floor((line[end][1] - extent.west) / _TURN) for end in (0, -1))
    return tuple(
        tuple((lat, lon - turn * _TURN) for lat, lon in line) if turn else line for turn in turns
    )
