"""Cylinders, cones and maps of the world: cut along the meridian opposite their central one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise
from math import copysign, floor, isfinite

from routemap.geo import Point
from routemap.geo.antimeridian import split_at_date_line
from routemap.geo.clipping import Polygon, box_of, clip_polygon, with_steps
from routemap.geo.extent import Extent, wrapped
from routemap.geo.projection import (
    HALF_TURN,
    POLE,
    Family,
    Place,
    Projection,
    are_near,
    is_within,
)

# Degrees kept from the meridian of the cut, where east and west are one.
_HAIR = 1e-6
# What is cut to the map ends this near its edge, in degrees.
_BESIDE = 2e-7
_EDGE_STEP = 2.0
_TURN = 360.0
# Degrees of latitude that a cylinder reaches, and a cone beyond the equator.
_CYLINDER_ENDS, _CONE_ENDS = 85.0, 60.0
# A line leaps over a pole if, so near to it, it turns by more than this from point to point.
_NEAR_POLE, _LEAP = 89.0, 90.0
# Standard parallels stand a sixth of the height inside the extent, so that scale errs alike at its
# edges and in its middle: J. P. Snyder, "Map Projections: A Working Manual" (1987), p. 99.
_INSET = 1 / 6


@dataclass(frozen=True)
class MeridianCut(Projection):
    """A map of all longitudes, and of latitudes from `south` to `north`."""

    south: float = -POLE
    north: float = POLE

    @property
    def domain(self) -> Extent:
        """Return the degrees that the map shows, a hair within its eastern and western edge."""
        half = HALF_TURN - _HAIR
        return Extent(self.south, self.centre - half, self.north, self.centre + half)

    @property
    def may_end_within(self) -> bool:
        """Tell whether this is a map of the world; cylinders and cones are to fill the frame."""
        return self.is_of_world

    @cached_property
    def outline(self) -> tuple[Place, ...]:
        """Return the edge of the map, clockwise."""
        return self.project(with_steps(self.domain.outline, _EDGE_STEP)[::-1])

    def project(self, points: Sequence[Point]) -> tuple[Place, ...]:
        """Return (right, up) in km; what lies beyond the map's last parallels lies upon them."""
        if points and not (self.south <= min(points)[0] and max(points)[0] <= self.north):
            points = [(min(max(lat, self.south), self.north), lon) for lat, lon in points]
        return super().project(points)

    def repeats(self, place: Place, reach_km: float) -> Iterator[Place]:
        """Yield where a circle comes back that reaches over an edge of a map of the world."""
        point = self.locate(place) if self.is_of_world else None
        if point is None:
            return
        ((edge, _),) = self.project([(point[0], self.domain.east)])
        for side in (-1, 1):
            if place[0] * side + reach_km > edge:
                yield place[0] - 2 * side * edge, place[1]

    def marks(self, points: Sequence[Point]) -> list[Place | None]:
        """Return where points lie, None for each beyond the map's last parallels."""
        return [
            place if self.south <= latitude <= self.north else None
            for place, (latitude, _) in zip(self.project(points), points, strict=True)
        ]

    def shows(self, places: Sequence[Place]) -> list[bool]:
        """Tell of each place whether it lies on the map."""
        found = [
            point if all(map(isfinite, point)) else (0.0, self.centre)
            for point in self._inverse(places)
        ]
        # Off the map PROJ finds nothing, or a point that lies elsewhere: a turn away.
        return [are_near(*each) for each in zip(places, super().project(found), strict=True)]

    def in_pieces(self, line: tuple[Point, ...]) -> list[tuple[Point, ...]]:
        """Return the pieces of a line none of which leaves the map at one of its edges.

        A line that does so comes back at the other edge, at the same latitude; over a pole it comes
        back along another meridian.
        """
        half = HALF_TURN - _HAIR
        latitudes, longitudes = zip(*line, strict=True)
        is_far = max(latitudes) > _NEAR_POLE or min(latitudes) < -_NEAR_POLE
        is_polar = self.is_of_world and is_far
        if (
            not is_polar
            and max(longitudes) - self.centre <= half
            and self.centre - min(longitudes) <= half
        ):
            return [line]
        return [
            tuple(
                (lat, self.centre + (lon if -half < lon < half else copysign(half, lon)))
                for lat, lon in piece
            )
            for part in (_parted_at_poles(line) if is_polar else [line])
            for piece in split_at_date_line(tuple((lat, lon - self.centre) for lat, lon in part))
            if any(point != piece[0] for point in piece)
        ]

    def parts(self, lines: Iterable[Sequence[Point]]) -> list[Sequence[Place]]:
        """Return where the pieces of lines lie."""
        kept = [line for line in lines if line]
        return [*self.lines(piece for line in kept for piece in self.in_pieces(tuple(line)))]

    def rings(self, polygons: Iterable[Polygon]) -> list[Sequence[Place]]:
        """Return the rings that fill polygons, cut where the map is."""
        pieces = (piece for polygon in polygons for piece in self._pieces(polygon))
        return [*self.lines(chain.from_iterable(pieces))]

    def _pieces(self, polygon: Polygon) -> Iterator[Polygon]:
        south, west, north, east = self.domain
        near = Extent(south - _BESIDE, west - _BESIDE, north + _BESIDE, east + _BESIDE)
        box = box_of(polygon[0])
        if near.covers(box):
            yield polygon
            return
        for turn in range(floor((box.west - west) / _TURN), floor((box.east - west) / _TURN) + 1):
            moved = tuple(tuple((lat, lon - turn * _TURN) for lat, lon in ring) for ring in polygon)
            for piece in clip_polygon(moved, self.domain):
                yield tuple(with_steps(ring, _EDGE_STEP) for ring in piece)

    def extent_of(self, places: Sequence[Place]) -> Extent:
        """Return the degrees on the map within places along the edge of a rectangle."""
        found = self.located(places)
        shown = [point for point in found if point]
        if len(shown) < len(found):
            return self.domain
        latitudes, longitudes = zip(*shown, strict=True)
        turned = [wrapped(longitude - self.centre) for longitude in longitudes]
        return Extent(
            min(latitudes),
            self.centre + min(turned),
            max(latitudes),
            self.centre + max(turned),
        )

    def has_gap(self, places: Sequence[Place]) -> bool:
        """Tell whether there is a gap within places along the edge of a rectangle.

        A cone has one from its pole outwards.
        """
        return self.family == Family.CONIC and any(
            is_within(pole, places) for pole in super().project([(POLE, 0.0), (-POLE, 0.0)])
        )


def _parted_at_poles(line: tuple[Point, ...]) -> Iterator[tuple[Point, ...]]:
    """Yield the parts of a line between the poles over which it leaps, the poles included.

    A line that begins or ends at a pole goes to where that is marked, along the edge of the map.
    """
    part = [line[0]]
    last = len(line) - 1
    for number, (start, end) in enumerate(pairwise(line), 1):
        latitude = max(start[0], end[0], key=abs)
        is_end = abs(latitude) == POLE and number in {1, last}
        if not is_end and abs(end[1] - start[1]) > _LEAP and abs(latitude) > _NEAR_POLE:
            pole = copysign(POLE, latitude)
            yield (*part, (pole, start[1]))
            part = [(pole, end[1])]
        part.append(end)
    yield tuple(part)


def equal_earth(centre: float) -> MeridianCut:
    """Return the map of the world of true areas with a central meridian.

    B. Šavrič, T. Patterson and B. Jenny, "The Equal Earth map projection", International Journal of
    Geographical Information Science 33 (2019) 454-465.
    """
    definition = f"+proj=eqearth +lon_0={centre} +ellps=WGS84"
    return MeridianCut(Family.CYLINDRICAL, "Equal Earth", definition, centre, is_of_world=True)


def mercator(extent: Extent, centre: float) -> MeridianCut:
    """Return Mercator's map, true at half the latitude to which an extent reaches."""
    true_at = max(abs(extent.south), abs(extent.north)) / 2
    definition = f"+proj=merc +lat_ts={true_at} +lon_0={centre} +ellps=WGS84"
    made = MeridianCut(Family.CYLINDRICAL, "Mercator", definition, centre)
    return replace(made, south=-_CYLINDER_ENDS, north=_CYLINDER_ENDS)


def conic(extent: Extent, middle: float, centre: float) -> MeridianCut:
    """Return Lambert's conformal cone for an extent, up to the pole at its top."""
    inset = (extent.north - extent.south) * _INSET
    south, north = extent.south + inset, extent.north - inset
    definition = (
        f"+proj=lcc +lat_1={south} +lat_2={north} +lat_0={middle} +lon_0={centre} +ellps=WGS84"
    )
    made = MeridianCut(Family.CONIC, "Lambert conformal conic", definition, centre)
    return replace(made, south=-_CONE_ENDS) if middle > 0 else replace(made, north=_CONE_ENDS)
