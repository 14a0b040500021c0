"""Azimuthal maps: a disc round a centre, and what lies beyond its rim pushed onto it.

The ground is filled without regard to how its polygons lie on the globe: every point beyond the
rim is pushed onto it, along the straight line to the centre, and what a ring then winds round is
land. A polygon that holds the antipode of the centre lies round the disc from outside: for each
such polygon the rim is filled too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import acos, copysign, cos, degrees, radians, remainder, sin, sqrt

from routemap.geo import Point
from routemap.geo.clipping import Polygon, holds
from routemap.geo.extent import Extent, extent_of
from routemap.geo.projection import HALF_TURN, POLE, Family, Place, Projection, is_within
from routemap.geo.rim import Rim, between

MOST_STRETCHED = 3.0
"""How many times longer a small circle is one way than the other at the rim of most discs."""

# Of the sphere with the surface of the Earth.
_RADIUS_KM = 6371.007
# Degrees that keep an antipode off what has round degrees. PROJ tells points so near apart.
_ASIDE = 0.00271
_TURN = 360.0
# A pole so near the frame, in parts of it, is shown: places along the frame's edge may leap past.
_NEAR_FRAME = 0.1


def stretched(away: float) -> float:
    """Return how many times longer a small circle is one way, so many degrees from the centre.

    On an equal-area azimuthal map it is 1 / cos² (c / 2) at the distance c: J. P. Snyder, "Map
    Projections: A Working Manual" (1987), p. 187.
    """
    return float(1 / cos(radians(away) / 2) ** 2)


RIM_DEGREES = 2 * degrees(acos(1 / sqrt(MOST_STRETCHED)))
"""How far from its centre most discs end: at 109.5°."""


def rim_km(away: float = RIM_DEGREES) -> float:
    """Return how far from its centre a disc ends on the map that shows so many degrees."""
    return 2 * _RADIUS_KM * sin(radians(away / 2))


@dataclass(frozen=True)
class Azimuthal(Projection):
    """Lambert's azimuthal equal-area map, which ends where shapes are stretched three times.

    `latitude` is that of its centre, in degrees. One round a pole may end further out: it shows
    `reach` degrees round it.
    """

    latitude: float = 0.0
    reach: float = RIM_DEGREES

    @property
    def may_end_within(self) -> bool:
        """Tell that the disc may end within a frame."""
        return True

    @cached_property
    def _rim(self) -> Rim:
        return Rim(rim_km(self.reach))

    @property
    def outline(self) -> tuple[Place, ...]:
        """Return the rim of the disc, clockwise."""
        return self._rim.outline

    def is_turned(self, other: Projection) -> bool:
        """Tell whether another is the same map round a pole, turned."""
        return (
            isinstance(other, Azimuthal)
            and abs(self.latitude) == POLE
            and (self.latitude, self.reach) == (other.latitude, other.reach)
        )

    def marks(self, points: Sequence[Point]) -> list[Place | None]:
        """Return where points lie, None for each beyond the rim."""
        return [place if self._rim.holds(place) else None for place in self.project(points)]

    def shows(self, places: Sequence[Place]) -> list[bool]:
        """Tell of each place whether it lies on the disc."""
        return [self._rim.holds(place) for place in places]

    def in_pieces(self, line: tuple[Point, ...]) -> list[tuple[Point, ...]]:
        """Return the pieces of a line on the disc; those that leave it end on its rim."""
        places = self.project(line)
        if not self._rim.is_crossed(places):
            return [line]
        return [
            tuple(self._point_at(line, places, number, share) for number, share in part)
            for part in self._rim.shares_within(places)
        ]

    def _point_at(
        self, line: Sequence[Point], places: Sequence[Place], number: int, share: float
    ) -> Point:
        """Return the point of a line at a share of the way from one of its points to the next."""
        if not share:
            return line[number]
        place = between(places[number], places[number + 1], share)
        ((latitude, longitude),) = self._inverse([place])
        near = line[number][1]
        return latitude, near + remainder(longitude - near, _TURN)

    def parts(self, lines: Iterable[Sequence[Point]]) -> list[Sequence[Place]]:
        """Return the parts of lines that lie on the disc; those that leave it end on its rim."""
        return [part for places in self.lines(lines) for part in self._rim.parts(places)]

    def rings(self, polygons: Iterable[Polygon]) -> list[Sequence[Place]]:
        """Return the rings that fill polygons, with what lies beyond the rim pushed onto it."""
        polygons = list(polygons)
        rings = [
            list(self._rim.pushed(ring)) if self._rim.is_crossed(ring) else ring
            for ring in self.lines(chain.from_iterable(polygons))
        ]
        antipode = (-self.latitude, self.centre + HALF_TURN)
        return [*rings, *(self.outline for polygon in polygons if _surrounds(polygon, antipode))]

    def extent_of(self, places: Sequence[Place]) -> Extent:
        """Return the degrees that lie on the disc within places along the edge of a rectangle."""
        box = extent_of(self._inverse([self._rim.pulled_in(place) for place in places]))
        north, south = (
            self._rim.holds(pole) and is_within(pole, places, _NEAR_FRAME)
            for pole in self.project([(POLE, 0.0), (-POLE, 0.0)])
        )
        if not (north or south):
            return box
        return Extent(
            -POLE if south else box.south, -HALF_TURN, POLE if north else box.north, HALF_TURN
        )


def azimuthal(latitude: float, centre: float, reach: float = RIM_DEGREES) -> Azimuthal:
    """Return the azimuthal equal-area projection centred on a pole, or 300 m beside a point.

    Opposite to round degrees lie the edges of tiles, and corners of polygons: there no one can
    tell on which side they pass the antipode. `reach` is how many degrees round it the map shows.
    """
    if abs(latitude) < POLE:
        latitude, centre = latitude - copysign(_ASIDE, latitude), centre + _ASIDE
    definition = f"+proj=laea +lat_0={latitude} +lon_0={centre} +ellps=WGS84"
    return Azimuthal(
        Family.AZIMUTHAL,
        "Lambert azimuthal equal-area",
        definition,
        centre,
        latitude=latitude,
        reach=reach,
    )


def _surrounds(polygon: Polygon, point: Point) -> bool:
    """Tell whether a polygon holds a point other than a pole, where all polygons end."""
    latitude, longitude = point
    outer, *holes = polygon
    south, north = min(outer)[0], max(outer)[0]
    if abs(latitude) >= POLE or not south < latitude < north:
        return False
    west, east = min(lon for _, lon in outer), max(lon for _, lon in outer)
    first = west + (longitude - west) % _TURN
    there = (latitude, first)
    # No polygon is wider than the Earth, so that it holds a point once at most.
    return first <= east and holds(outer, there) and not any(holds(hole, there) for hole in holes)
