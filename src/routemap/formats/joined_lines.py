"""Which lines of a map join two of its stops that follow each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
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
    stops: Sequence[Point | None], lines: Sequence[Line]
) -> dict[int, tuple[int, Line]]:
    """Return the line of each leg that has one, from its start to its end.

    Parameters
    ----------
    stops
        The positions of all stops in the order of travel, None if not known.
    lines
        The first that fits a leg is taken, turned round where it was drawn the other way.

    Returns
    -------
    dict
        By the number of a leg: that of the line, and the line.
    """
    starts = _legs_by_start(stops)
    found: dict[int, tuple[int, Line]] = {}
    compared = 0
    for number, line in enumerate(lines):
        for way in (line, [part[::-1] for part in reversed(line)]):
            first, last = way[0][0], way[-1][-1]
            near = [leg for cell in _cells_around(first) for leg in starts.get(cell, ())]
            compared += len(near)
            if compared > _MOST_COMPARED:
                return found
            fitting = (leg for leg in sorted(near) if leg not in found)
            leg = next((leg for leg in fitting if _joins(first, last, leg, stops)), None)
            if leg is not None:
                found[leg] = (number, way)
                break
    return found


def _joins(first: Point, last: Point, leg: int, stops: Sequence[Point | None]) -> bool:
    start, end = stops[leg : leg + 2]
    if start is None or end is None:
        return False
    part_km = PART_OF_WAY * sphere_distance_km(start, end)
    reach_km = min(max(NEAREST_KM, part_km), FARTHEST_KM)
    ends = ((first, start), (last, end))
    return all(sphere_distance_km(point, stop) <= reach_km for point, stop in ends)


def _legs_by_start(stops: Sequence[Point | None]) -> dict[tuple[int, ...], list[int]]:
    legs = defaultdict(list)
    for leg, (start, end) in enumerate(pairwise(stops)):
        if start and end:
            legs[_cell(start)].append(leg)
    return legs


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
