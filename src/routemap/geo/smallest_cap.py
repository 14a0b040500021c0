"""The smallest part of the globe within one circle that holds some points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from math import acos, asin, atan2, cos, degrees, radians, sin, sqrt
from typing import NamedTuple

from routemap.geo import Point

_HALF_TURN = 180.0
# Degrees: of points nearer to each other one is enough.
_COARSE = 0.5
# As cosines: how far beyond its edge a point is still in a cap; shorter vectors have no direction.
_HAIR, _NO_LENGTH = 1e-9, 1e-6
_MOST_ROUNDS = 50
_Vector = tuple[float, float, float]


class Cap(NamedTuple):
    """All points within `radius` degrees of a (latitude, longitude) centre."""

    centre: Point
    radius: float


def smallest_cap(points: Iterable[Point]) -> Cap | None:
    """Return the smallest cap that holds points to half a degree, None if no hemisphere does.

    The cap of a few points is that of two or three of them; the farthest point from it joins them
    until none lies outside: B. Gärtner, "Fast and robust smallest enclosing balls", Algorithms –
    ESA '99, 325-338, uses the same pivot rule for balls.
    """
    cells = {
        (round(latitude / _COARSE), round(longitude / _COARSE)): (latitude, longitude)
        for latitude, longitude in points
    }
    vectors = [_vector(point) for point in cells.values()]
    support = vectors[:1]
    axis, reach = vectors[0], 1.0
    for _ in range(_MOST_ROUNDS):
        farthest = min(vectors, key=lambda vector: _dot(vector, axis))
        if _dot(farthest, axis) >= reach - _HAIR:
            return Cap(_point(axis), degrees(acos(min(max(reach, 0.0), 1.0))))
        found = _of_few([*support, farthest])
        if found is None:
            return None
        axis, reach, support = found
    return None


def _of_few(vectors: Sequence[_Vector]) -> tuple[_Vector, float, list[_Vector]] | None:
    """Return axis, cosine of the radius and points on the edge of the smallest cap of some points.

    None if there is none within a hemisphere.
    """
    best: tuple[_Vector, float, list[_Vector]] | None = None
    for axis, edge in _caps(vectors):
        reach = _dot(axis, edge[0])
        holds_all = all(_dot(axis, vector) >= reach - _HAIR for vector in vectors)
        if holds_all and reach >= -_HAIR and (best is None or reach > best[1]):
            best = (axis, reach, edge)
    return best


def _caps(vectors: Sequence[_Vector]) -> Iterator[tuple[_Vector, list[_Vector]]]:
    """Yield the axis of each cap that two or three points determine, and these points."""
    for a, b in combinations(vectors, 2):
        axis = _unit((a[0] + b[0], a[1] + b[1], a[2] + b[2]))
        if axis:
            yield axis, [a, b]
    for a, b, c in combinations(vectors, 3):
        axis = _unit(_cross(_minus(b, a), _minus(c, a)))
        if axis:
            facing = axis if _dot(axis, a) >= 0 else (-axis[0], -axis[1], -axis[2])
            yield facing, [a, b, c]


def _vector(point: Point) -> _Vector:
    latitude, longitude = radians(point[0]), radians(point[1])
    across = cos(latitude)
    return across * cos(longitude), across * sin(longitude), sin(latitude)


def _point(vector: _Vector) -> Point:
    x, y, z = vector
    return degrees(asin(min(max(z, -1.0), 1.0))), degrees(atan2(y, x))


def _dot(a: _Vector, b: _Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _minus(a: _Vector, b: _Vector) -> _Vector:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def _cross(a: _Vector, b: _Vector) -> _Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def _unit(vector: _Vector) -> _Vector | None:
    length = sqrt(_dot(vector, vector))
    if length < _NO_LENGTH:
        return None
    return vector[0] / length, vector[1] / length, vector[2] / length
