"""Azimuthal maps: a disc round a centre, and what lies beyond its rim pushed onto it.

The ground is filled without regard to how its polygons lie on the globe: every point beyond the
rim is pushed onto it, along the straight line to the centre, and what a ring then winds round is
land. A polygon that holds the antipode of the centre lies round the disc from outside: for each
such polygon the rim is filled too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import (
    acos,
    atan2,
    ceil,
    copysign,
    cos,
    degrees,
    floor,
    hypot,
    radians,
    remainder,
    sin,
    sqrt,
)

from routemap.geo import Point
from routemap.geo.clipping import Polygon, holds
from routemap.geo.extent import Extent, extent_of
from routemap.geo.projection import HALF_TURN, POLE, Family, Place, Projection, is_within

MOST_STRETCHED = 3.0
"""How many times longer a small circle is one way than the other at the rim of the disc."""

# On an equal-area azimuthal map shapes are stretched by 1 / cos² (c / 2) at the distance c: J. P.
# Snyder, "Map Projections: A Working Manual" (1987), p. 187.
RIM_DEGREES = 2 * degrees(acos(1 / sqrt(MOST_STRETCHED)))
"""How far from its centre the disc ends: at 109.5°."""

# Of the sphere with the surface of the Earth.
_RADIUS_KM = 6371.007
RIM_KM = 2 * _RADIUS_KM * sin(radians(RIM_DEGREES / 2))
"""How far from its centre the disc ends on the map."""

# Degrees that keep an antipode off what has round degrees. PROJ tells points so near apart.
_ASIDE = 0.00271
_ARC_STEP = 2.0
_TURN = 360.0
# A place this share beyond the rim is still on the disc: floats.
_HAIR = 1e-9
# A pole so near the frame, in parts of it, is shown: places along the frame's edge may leap past.
_NEAR_FRAME = 0.1


@dataclass(frozen=True)
class Azimuthal(Projection):
    """Lambert's azimuthal equal-area map, which ends where shapes are stretched three times.

    `latitude` is that of its centre, in degrees.
    """

    latitude: float = 0.0

    @property
    def may_end_within(self) -> bool:
        """Tell that the disc may end within a frame."""
        return True

    @cached_property
    def outline(self) -> tuple[Place, ...]:
        """Return the rim of the disc, clockwise."""
        return _RIM

    def marks(self, points: Sequence[Point]) -> list[Place | None]:
        """Return where points lie, None for each beyond the rim."""
        return [place if _is_on_disc(place) else None for place in self.project(points)]

    def shows(self, places: Sequence[Place]) -> list[bool]:
        """Tell of each place whether it lies on the disc."""
        return [_is_on_disc(place) for place in places]

    def in_pieces(self, line: tuple[Point, ...]) -> list[tuple[Point, ...]]:
        """Return the pieces of a line on the disc; those that leave it end on its rim."""
        places = self.project(line)
        if not _reach_beyond(places):
            return [line]
        return [
            tuple(self._point_at(line, places, number, share) for number, share in part)
            for part in _on_disc(places)
        ]

    def _point_at(
        self, line: Sequence[Point], places: Sequence[Place], number: int, share: float
    ) -> Point:
        """Return the point of a line at a share of the way from one of its points to the next."""
        if not share:
            return line[number]
        place = _between(places[number], places[number + 1], share)
        ((latitude, longitude),) = self._inverse([place])
        near = line[number][1]
        return latitude, near + remainder(longitude - near, _TURN)

    def parts(self, lines: Iterable[Sequence[Point]]) -> list[Sequence[Place]]:
        """Return the parts of lines that lie on the disc; those that leave it end on its rim."""
        return [part for places in self.lines(lines) for part in _parts(places)]

    def rings(self, polygons: Iterable[Polygon]) -> list[Sequence[Place]]:
        """Return the rings that fill polygons, with what lies beyond the rim pushed onto it."""
        polygons = list(polygons)
        rings = [
            list(_pushed(ring)) if _reach_beyond(ring) else ring
            for ring in self.lines(chain.from_iterable(polygons))
        ]
        antipode = (-self.latitude, self.centre + HALF_TURN)
        return [*rings, *(_RIM for polygon in polygons if _surrounds(polygon, antipode))]

    def extent_of(self, places: Sequence[Place]) -> Extent:
        """Return the degrees that lie on the disc within places along the edge of a rectangle."""
        box = extent_of(self._inverse([_pulled_in(place) for place in places]))
        north, south = (
            _is_on_disc(pole) and is_within(pole, places, _NEAR_FRAME)
            for pole in self.project([(POLE, 0.0), (-POLE, 0.0)])
        )
        if not (north or south):
            return box
        return Extent(
            -POLE if south else box.south, -HALF_TURN, POLE if north else box.north, HALF_TURN
        )


def azimuthal(latitude: float, centre: float) -> Azimuthal:
    """Return the azimuthal equal-area projection centred on a pole, or 300 m beside a point.

    Opposite to round degrees lie the edges of tiles, and corners of polygons: there no one can
    tell on which side they pass the antipode.
    """
    if abs(latitude) < POLE:
        latitude, centre = latitude - copysign(_ASIDE, latitude), centre + _ASIDE
    definition = f"+proj=laea +lat_0={latitude} +lon_0={centre} +ellps=WGS84"
    return Azimuthal(
        Family.AZIMUTHAL, "Lambert azimuthal equal-area", definition, centre, latitude=latitude
    )


def _is_on_disc(place: Place) -> bool:
    return hypot(*place) <= RIM_KM * (1 + _HAIR)


def _reach_beyond(places: Sequence[Place]) -> bool:
    """Tell whether any place of a line may lie beyond the rim."""
    rights, ups = zip(*places, strict=True)
    across = max(max(rights), -min(rights))  # noqa: PLW3301  splat lists would be slower
    up = max(max(ups), -min(ups))  # noqa: PLW3301
    return hypot(across, up) > RIM_KM and not all(map(_is_on_disc, places))


def _parts(places: Sequence[Place]) -> Iterator[Sequence[Place]]:
    """Yield the parts of a line on the map that lie on the disc."""
    if not _reach_beyond(places):
        yield places
        return
    for part in _on_disc(places):
        yield [
            _between(places[number], places[number + 1], share) if share else places[number]
            for number, share in part
        ]


def _on_disc(places: Sequence[Place]) -> Iterator[list[tuple[int, float]]]:
    """Yield the parts of a line on the disc.

    A part is a list of numbers of places, each with the share of the way to the next: 0 but where
    the line crosses the rim. Of neighbours that both lie beyond the rim nothing is on the disc.
    """
    part: list[tuple[int, float]] = []
    shown = [_is_on_disc(place) for place in places]
    for number, is_shown in enumerate(shown):
        if is_shown and not part and number:
            part.append((number - 1, _share_at_rim(places[number - 1], places[number])))
        if is_shown:
            part.append((number, 0.0))
        elif part:
            part.append((number - 1, _share_at_rim(places[number - 1], places[number])))
            yield part
            part = []
    if part:
        yield part


def _share_at_rim(start: Place, end: Place) -> float:
    """Return at which share of the way between two places, one of them on the disc, the rim is."""
    along = (end[0] - start[0], end[1] - start[1])
    squared = along[0] ** 2 + along[1] ** 2
    towards = start[0] * along[0] + start[1] * along[1]
    beyond = start[0] ** 2 + start[1] ** 2 - RIM_KM**2
    root = sqrt(max(towards**2 - squared * beyond, 0.0))
    # From without it is the first of the two crossings, from within the second.
    return min(max((-towards + (root if beyond <= 0 else -root)) / squared, 0.0), 1.0)


def _between(start: Place, end: Place, share: float) -> Place:
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _pushed(ring: Sequence[Place]) -> Iterator[Place]:
    """Yield a closed ring with all that lies beyond the rim on the rim."""
    start, is_in = ring[0], _is_on_disc(ring[0])
    yield start if is_in else _on_rim(_bearing(start))
    for end in ring[1:]:
        was_in, is_in = is_in, _is_on_disc(end)
        if was_in and is_in:
            yield end
        elif was_in or is_in:
            crossing = _between(start, end, _share_at_rim(start, end))
            if was_in:
                yield crossing
                yield from _arc(_bearing(crossing), _bearing(end))
            else:
                yield from _arc(_bearing(start), _bearing(crossing))
                yield end
        else:
            yield from _arc(_bearing(start), _bearing(end))
        start = end


def _arc(start: float, end: float) -> Iterator[Place]:
    """Yield places along the rim from one bearing to another, the short way, the first left out.

    They are those of the outline, so that land on the rim ends where the map does.
    """
    turn = remainder(end - start, _TURN)
    if turn > 0:
        marks = range(floor(start / _ARC_STEP) + 1, ceil((start + turn) / _ARC_STEP))
    else:
        marks = range(ceil(start / _ARC_STEP) - 1, floor((start + turn) / _ARC_STEP), -1)
    for mark in marks:
        yield _on_rim(mark * _ARC_STEP)
    yield _on_rim(end)


def _bearing(place: Place) -> float:
    """Return the direction from the centre to a place, in degrees clockwise from up."""
    return degrees(atan2(place[0], place[1]))


def _on_rim(bearing: float) -> Place:
    return RIM_KM * sin(radians(bearing)), RIM_KM * cos(radians(bearing))


def _pulled_in(place: Place) -> Place:
    return place if _is_on_disc(place) else _on_rim(_bearing(place))


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


_RIM = tuple(_on_rim(number * _ARC_STEP) for number in range(int(_TURN / _ARC_STEP) + 1))
