"""The shapes of the marks of several travellers: all cover as much as a disc of the same radius."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import cos, hypot, pi, sin, sqrt, tan

from routemap.look import SHAPES

Place = tuple[float, float]

_ROUND, _RING = ("disc", "ring"), "ring"
# Corners, and the direction of the first, in degrees from the right clockwise.
_POLYGONS = {"square": (4, 45.0), "diamond": (4, 0.0), "triangle": (3, -90.0), "hexagon": (6, 0.0)}
_RING_WITHIN = 0.8
# Where a figure stands in a triangle, which is widest below: in radii below the middle.
_TRIANGLE_DROP = 0.17
_FIGURE_SHARES = {"triangle": 0.9, "ring": 0.84}


def shape_of(look: int | None) -> str:
    """Return the shape of marks by the number of a traveller's look; a disc for the only one."""
    return SHAPES[look or 0]


def corners(shape: str) -> tuple[Place, ...]:
    """Return the corners of a shape round its middle, in radii of the disc; () if it is round.

    A polygon of n corners at the distance R has the area n/2 · R² · sin(2π/n).
    """
    if shape in _ROUND:
        return ()
    count, first = _POLYGONS[shape]
    far = sqrt(2 * pi / (count * sin(2 * pi / count)))
    angles = (first / 180 * pi + 2 * pi * number / count for number in range(count))
    return tuple((far * cos(angle), far * sin(angle)) for angle in angles)


@cache
def reach(shape: str) -> float:
    """Return how far a shape reaches from its middle, in radii of the disc."""
    return max((hypot(*corner) for corner in corners(shape)), default=1.0)


def half_width(shape: str) -> float:
    """Return how far a shape reaches to the left and to the right."""
    return max((x for x, _ in corners(shape)), default=1.0)


def inner_radius(shape: str) -> float:
    """Return the radius of the largest disc within a shape, in radii of the disc."""
    found = corners(shape)
    return sqrt(pi / (len(found) * tan(pi / len(found)))) if found else 1.0


def ring_within(shape: str) -> float:
    """Return the radius of the line within a ring, in radii of the disc; 0 of other shapes."""
    return _RING_WITHIN if shape == _RING else 0.0


def figure_place(shape: str) -> tuple[float, float]:
    """Return how far below the middle a figure stands, in radii, and its share of its size."""
    drop = _TRIANGLE_DROP if shape == "triangle" else 0.0
    return drop, _FIGURE_SHARES.get(shape, 1.0)


def outline(shape: str, at: Place, radius: float) -> Sequence[Place]:
    """Return the corners of a shape at a place that covers as much as a disc of this radius."""
    return [(at[0] + x * radius, at[1] + y * radius) for x, y in corners(shape)]
