"""Map projections for paper: where each point lies, and where the map ends."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, chain
from math import copysign, inf, isfinite
from typing import Any

from pyproj import Proj

from routemap.geo import Point
from routemap.geo.clipping import Polygon
from routemap.geo.extent import Extent

Place = tuple[float, float]
"""A position on the map: right and up, in km."""

POLE, HALF_TURN = 90.0, 180.0
_METRES = 1000.0
_TURN = 360.0
# PROJ takes angles up to 10 radians.
_REACH = 1.5 * _TURN
# A place found again this near, in km, is the same.
_NEAR_KM = 1.0
# Degrees from a point that has no place on a map to one that has.
_BESIDE = 0.01


class Family(StrEnum):
    """The surface onto which the globe is projected."""

    CONIC = "conic"
    AZIMUTHAL = "azimuthal"
    CYLINDRICAL = "cylindrical"


@dataclass(frozen=True)
class Projection(ABC):
    """A map projection of the WGS 84 ellipsoid, and the part of the Earth that it shows.

    `name` is in English, for the notes of a picture; `definition` is a PROJ string; `centre` is
    the central meridian, in degrees.
    """

    family: Family
    name: str
    definition: str
    centre: float
    is_of_world: bool = False

    @cached_property
    def _proj(self) -> Proj:
        return Proj(self.definition)

    # Where the map ends --------------------------------------------------------------------------

    @property
    @abstractmethod
    def may_end_within(self) -> bool:
        """Tell whether the map may end within a frame, as a disc or a map of the world does."""

    @property
    @abstractmethod
    def outline(self) -> tuple[Place, ...]:
        """Return the edge of the map, clockwise; the last place is the first again."""

    @abstractmethod
    def in_pieces(self, line: tuple[Point, ...]) -> list[tuple[Point, ...]]:
        """Return the pieces of a (latitude, longitude) line that lie on the map.

        A piece that leaves the map ends on its outline. Longitudes may run on past ±180°, several
        times round the Earth.
        """

    @abstractmethod
    def parts(self, lines: Iterable[Sequence[Point]]) -> list[Sequence[Place]]:
        """Return where the parts of (latitude, longitude) lines that lie on the map do."""

    @abstractmethod
    def rings(self, polygons: Iterable[Polygon]) -> list[Sequence[Place]]:
        """Return the rings to fill, together, for polygons to be filled.

        By the rule "nonzero" if of all polygons the outer rings run clockwise and those of holes
        the other way, as those of the basemap do. Of others each ring is given as a polygon of its
        own, and filled by the rule "evenodd".
        """

    @abstractmethod
    def marks(self, points: Sequence[Point]) -> list[Place | None]:
        """Return where points lie, None for each that is off the map."""

    @abstractmethod
    def shows(self, places: Sequence[Place]) -> list[bool]:
        """Tell of each place whether it lies on the map."""

    @abstractmethod
    def extent_of(self, places: Sequence[Place]) -> Extent:
        """Return the degrees that lie on the map within places along the edge of a rectangle.

        If the rectangle shows a pole, these are all longitudes.
        """

    def is_turned(self, other: Projection) -> bool:  # noqa: ARG002
        """Tell whether another is the same map turned: none is, but round a pole."""
        return False

    def repeats(self, place: Place, reach_km: float) -> Iterator[Place]:  # noqa: ARG002
        """Yield where else a circle round a place is drawn: nowhere, but on a map of the world."""
        return iter(())

    # Where a point lies --------------------------------------------------------------------------

    def project(self, points: Sequence[Point]) -> tuple[Place, ...]:
        """Return (right, up) in km on the map for (latitude, longitude) points in degrees.

        A point off the map has a place too, beyond its outline or upon it.
        """
        if not points:
            return ()
        places = self._projected(points)
        if isfinite(sum(chain.from_iterable(places))):  # PROJ gives infinity for what has no place
            return places
        # The opposite pole, or the antipode, has no place, but a point beside it does.
        beside = self._projected([(lat + copysign(_BESIDE, -lat), lon) for lat, lon in points])
        return tuple(
            place if all(map(isfinite, place)) else near
            for place, near in zip(places, beside, strict=True)
        )

    def lines(self, lines: Iterable[Sequence[Point]]) -> list[tuple[Place, ...]]:
        """Return where lines lie, uncut; PROJ is faster with many points at once."""
        kept = [line for line in lines if line]
        places = self.project([point for line in kept for point in line])
        ends = list(accumulate(len(line) for line in kept))
        return [places[start:end] for start, end in zip((0, *ends), ends, strict=False)]

    def _projected(self, points: Sequence[Point]) -> tuple[Place, ...]:
        latitudes, longitudes = zip(*points, strict=True)
        right, up = self._proj(within_reach(longitudes), latitudes, errcheck=False)
        return tuple((x / _METRES, y / _METRES) for x, y in zip(right, up, strict=True))

    def locate(self, place: Place) -> Point | None:
        """Return the (latitude, longitude) of (right, up) in km, None off the map."""
        (point,) = self.located([place])
        return point

    def located(self, places: Sequence[Place]) -> list[Point | None]:
        """Return the (latitude, longitude) of places in km, None for each off the map."""
        found = self._inverse(places)
        return [
            point if is_shown else None
            for point, is_shown in zip(found, self.shows(places), strict=True)
        ]

    def _inverse(self, places: Sequence[Place]) -> list[Point]:
        """Return what PROJ finds at places, on the map or not: perhaps no number."""
        rights, ups = zip(*((x * _METRES, y * _METRES) for x, y in places), strict=True)
        longitudes, latitudes = self._proj(rights, ups, inverse=True, errcheck=False)
        return list(zip(latitudes, longitudes, strict=True))

    # How true it is ------------------------------------------------------------------------------

    def scale(self, point: Point) -> tuple[float, float]:
        """Return the scale factors along the parallel and along the meridian."""
        factors = self._proj.get_factors(point[1], point[0])
        return factors.parallel_scale, factors.meridional_scale

    def scales(self, latitudes: Sequence[float]) -> tuple[float, ...]:
        """Return the scale factors along parallels, where they meet the central meridian."""
        longitudes = [self.centre] * len(latitudes)
        factors: Any = self._proj.get_factors(longitudes, latitudes)
        return tuple(factors.parallel_scale)

    def scale_bounds(self, points: Sequence[Point]) -> tuple[float, float]:
        """Return the least and the greatest scale factor of all points and directions.

        Points that have none, as a pole that is a line on the map, are left out; 0 and infinity if
        all are.
        """
        if not points:
            return 0.0, inf
        latitudes, longitudes = zip(*points, strict=True)
        factors: Any = self._proj.get_factors(longitudes, latitudes)
        axes = zip(factors.tissot_semiminor, factors.tissot_semimajor, strict=True)
        found = [each for each in axes if isfinite(sum(each)) and min(each) > 0]
        return min((one for one, _ in found), default=0.0), max(
            (other for _, other in found), default=inf
        )

    def areal_scale(self, point: Point) -> float:
        """Return the scale factor of areas."""
        return float(self._proj.get_factors(point[1], point[0]).areal_scale)

    def stretch(self, point: Point) -> float:
        """Return how many times longer a small circle becomes one way than the other."""
        factors = self._proj.get_factors(point[1], point[0])
        return float(factors.tissot_semimajor / factors.tissot_semiminor)


def within_reach(longitudes: Sequence[float]) -> Sequence[float]:
    """Return longitudes within a turn and a half: PROJ gives no place to those further away."""
    if max(map(abs, longitudes)) <= _REACH:
        return longitudes
    return [longitude % _TURN for longitude in longitudes]


def are_near(one: Place, other: Place) -> bool:
    """Tell whether two places are the same to within a kilometre; False if one is no number."""
    return abs(one[0] - other[0]) < _NEAR_KM and abs(one[1] - other[1]) < _NEAR_KM


def is_within(place: Place, places: Sequence[Place], beyond: float = 0.0) -> bool:
    """Tell whether a place lies in the box round others, grown by a share of its size."""
    xs, ys = zip(*places, strict=True)
    across, up = (max(xs) - min(xs)) * beyond, (max(ys) - min(ys)) * beyond
    x, y = place
    is_across: bool = min(xs) - across <= x <= max(xs) + across
    return is_across and min(ys) - up <= y <= max(ys) + up
