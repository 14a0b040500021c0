"""Cut lines at the antimeridian, as GeoJSON and maps of the world want them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise
from math import ceil, floor, inf

from routemap.geo import Point

_TURN, _HALF_TURN = 360.0, 180.0


def split_at_date_line(line: tuple[Point, ...]) -> list[list[Point]]:
    """Return the parts of a line, none of which crosses ±180° (RFC 7946, 3.1.9).

    `line` holds (latitude, longitude) in degrees; its longitudes run on past ±180°. Where it
    crosses, both parts get the point there; longitudes of the result lie from -180 to 180.
    """
    parts: list[list[Point]] = []
    turn, west, east = 0, inf, -inf
    for start, end in pairwise(line):
        # Most often: no edge is near. Of ten thousand legs this is much of the work.
        if west <= start[1] <= east and west <= end[1] <= east:
            parts[-1].append((end[0], end[1] - turn * _TURN))
            continue
        for one, other in _steps(start, end):
            if not (west <= one[1] <= east and west <= other[1] <= east):
                turn = _turn_of((one[1] + other[1]) / 2)
                west, east = turn * _TURN - _HALF_TURN, turn * _TURN + _HALF_TURN
                parts.append([_back(one, turn)])
            parts[-1].append(_back(other, turn))
    return parts or [[_back(point, _turn_of(point[1])) for point in line]]


def _turn_of(longitude: float) -> int:
    """Return how many turns a longitude lies east of those from -180 to 180."""
    return floor((longitude + _HALF_TURN) / _TURN)


def _back(point: Point, turn: int) -> Point:
    return point[0], point[1] - turn * _TURN


def _steps(start: Point, end: Point) -> Iterator[tuple[Point, Point]]:
    """Yield the way between two points in steps, each on one side of every edge."""
    crossings = (
        (start[0] + (edge - start[1]) / (end[1] - start[1]) * (end[0] - start[0]), edge)
        for edge in _edges_between(start[1], end[1])
    )
    return pairwise(chain((start,), crossings, (end,)))


def _edges_between(start: float, end: float) -> Iterator[float]:
    """Yield the longitudes 180° + n · 360° strictly between two others, in order of travel."""
    low, high = sorted((start, end))
    first = floor((low + _HALF_TURN) / _TURN) + 1
    last = ceil((high + _HALF_TURN) / _TURN) - 1
    edges = [number * _TURN - _HALF_TURN for number in range(first, last + 1)]
    yield from edges if start <= end else reversed(edges)
