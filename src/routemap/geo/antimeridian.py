"""Cut lines at the antimeridian, as GeoJSON and maps of the world want them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import ceil, floor

from routemap.geo import Point

_TURN, _HALF_TURN = 360.0, 180.0


def split_at_date_line(line: tuple[Point, ...]) -> list[list[Point]]:
    """Return the parts of a line, none of which crosses ±180° (RFC 7946, 3.1.9).

    `line` holds (latitude, longitude) in degrees; its longitudes run on past ±180°. Where it
    crosses, both parts get the point there; longitudes of the result lie from -180 to 180.
    """
    parts: list[list[Point]] = [[line[0]]]
    for start, end in pairwise(line):
        for edge in _edges_between(start[1], end[1]):
            share = (edge - start[1]) / (end[1] - start[1])
            crossing = (start[0] + share * (end[0] - start[0]), edge)
            parts[-1].append(crossing)
            parts.append([crossing])
        parts[-1].append(end)
    return [_within_one_turn(part) for part in parts]


def _within_one_turn(part: list[Point]) -> list[Point]:
    """Return a part no longer than one turn with longitudes from -180 to 180."""
    longitudes = [longitude for _, longitude in part]
    middle = (min(longitudes) + max(longitudes)) / 2
    by = floor((middle + _HALF_TURN) / _TURN) * _TURN
    return [(latitude, longitude - by) for latitude, longitude in part]


def _edges_between(start: float, end: float) -> Iterator[float]:
    """Yield the longitudes 180° + n · 360° strictly between two others, in order of travel."""
    low, high = sorted((start, end))
    first = floor((low + _HALF_TURN) / _TURN) + 1
    last = ceil((high + _HALF_TURN) / _TURN) - 1
    edges = [number * _TURN - _HALF_TURN for number in range(first, last + 1)]
    yield from edges if start <= end else reversed(edges)
