"""Which lines of a map join two of its stops that follow each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import product
from math import cos, floor, radians, sin

from routemap.geo import Point
from routemap.geo.geodesic import sphere_distance_km

NEAREST_KM, FARTHEST_KM, PART_OF_WAY = 0.1, 25.0, 0.05
"""An end of a line is at a stop within a twentieth of the way between the two stops, but within
100 m always, and within 25 km at most."""
_EARTH_KM = 6371.0
# Of lines with stops, which a hostile file may have too many of; the lines behind join nothing.
_MOST_COMPARED = 300_000

Line = Sequence[Sequence[Point]]
"""Parts that follow each other, each of them points."""


def joined_lines(
    stops: Sequence[Point | None], lines: Sequence[Line], following: Mapping[int, int]
) -> dict[int, tuple[int, Line]]:
    """Return the line of each leg that has one, from its start to its end.

    Parameters
    ----------
    stops
        The positions of all stops, None if not known.
    lines
        The first that fits a leg is taken, turned round where it was drawn the other way.
    following
        The place among all stops of the next of the same traveller, by that of each.

    Returns
    -------
    dict
        By the place of the stop where a leg starts: the number of the line, and the line.
    """
    free = _FreeLegs(stops, following)
    found: dict[int, tuple[int, Line]] = {}
    for number, line in enumerate(lines):
        for way in (line, [part[::-1] for part in reversed(line)]):
            leg = free.take(way[0][0], way[-1][-1])
            if leg is not None:
                found[leg] = (number, way)
                break
    return found


class _FreeLegs:
    """The legs that have no line yet, by the cube in which they start."""

    def __init__(self, stops: Sequence[Point | None], following: Mapping[int, int]) -> None:
        self._ends: dict[int, tuple[Point, Point]] = {}
        self._starting_in: dict[tuple[int, ...], dict[int, None]] = defaultdict(dict)
        self._comparisons_left = _MOST_COMPARED
        for leg, next_stop in sorted(following.items()):
            start, end = stops[leg], stops[next_stop]
            if start and end:
                self._ends[leg] = (start, end)
                self._starting_in[_cell(start)][leg] = None

    def take(self, first: Point, last: Point) -> int | None:
        """Return the first leg that a line between two points joins, which then has its line."""
        cells = [cell for cell in _cells_around(first) if cell in self._starting_in]
        for leg in merge(*(self._starting_in[cell] for cell in cells)):
            self._comparisons_left -= 1
            if self._comparisons_left < 0:
                return None
            start, end = self._ends[leg]
            if _are_near(((first, start), (last, end)), sphere_distance_km(start, end)):
                del self._starting_in[_cell(start)][leg]
                return leg
        return None


def _are_near(pairs: Iterable[tuple[Point, Point]], way_km: float) -> bool:
    reach_km = min(max(NEAREST_KM, PART_OF_WAY * way_km), FARTHEST_KM)
    return all(sphere_distance_km(point, stop) <= reach_km for point, stop in pairs)


def _cell(point: Point) -> tuple[int, ...]:
    """Return the cube of 25 km that a point of the sphere lies in: the same at all longitudes."""
    latitude, longitude = map(radians, point)
    ring = cos(latitude)
    place = (ring * cos(longitude), ring * sin(longitude), sin(latitude))
    return tuple(floor(each * _EARTH_KM / FARTHEST_KM) for each in place)


def _cells_around(point: Point) -> Iterator[tuple[int, ...]]:
    x, y, z = _cell(point)
    for right, up, ahead in product((-1, 0, 1), repeat=3):
        yield (x + right, y + up, z + ahead)
