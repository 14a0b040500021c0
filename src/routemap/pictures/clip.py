"""Lines and filled rings on the sheet, cut to a box a little larger than the frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from routemap.pictures.view import Box, Place

_X, _Y = 0, 1


def cut_ring(ring: Sequence[Place], box: Box) -> Sequence[Place]:
    """Return a ring to be filled, without what lies beyond the box; empty if nothing is left.

    Pieces stay joined by lines along the sides of the box: within it the same is filled as before,
    even where the ring touches or crosses itself, as the outline of a polar map does.

    I. E. Sutherland and G. W. Hodgman, "Reentrant polygon clipping", Communications of the ACM 17
    (1974) 32-42.
    """
    left, top, right, bottom = box
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    for axis, limit, sign, is_crossed in (
        (_X, left, 1, min(xs) < left),
        (_X, right, -1, max(xs) > right),
        (_Y, top, 1, min(ys) < top),
        (_Y, bottom, -1, max(ys) > bottom),
    ):
        if is_crossed and ring:
            ring = _one_side(ring, axis, limit, sign)
    return ring


def cut_line(line: Sequence[Place], box: Box) -> Iterator[Sequence[Place]]:
    """Yield the parts of a line that lie in the box; each reaches to the point beyond its side."""
    left, top, right, bottom = box
    part: list[Place] = []
    for start, end in pairwise(line):
        # Two points beyond the same side have nothing between them that is seen.
        is_away = (
            (start[_X] < left and end[_X] < left)
            or (start[_X] > right and end[_X] > right)
            or (start[_Y] < top and end[_Y] < top)
            or (start[_Y] > bottom and end[_Y] > bottom)
        )
        if not is_away:
            part = part or [start]
            part.append(end)
        elif part:
            yield part
            part = []
    if part:
        yield part


def is_inside(box: Box, place: Place) -> bool:
    """Tell whether a place lies in a box or on its edge."""
    return box.left <= place[_X] <= box.right and box.top <= place[_Y] <= box.bottom


def part_within(box: Box, start: Place, end: Place) -> tuple[float, float] | None:
    """Return from which to which share of a segment it runs through a box, None if it does not.

    Y.-D. Liang and B. A. Barsky, "A new concept and method for line clipping", ACM Transactions on
    Graphics 3 (1984) 1-22.
    """
    enters, leaves = 0.0, 1.0
    dx, dy = end[0] - start[0], end[1] - start[1]
    for slope, room in (
        (-dx, start[0] - box.left),
        (dx, box.right - start[0]),
        (-dy, start[1] - box.top),
        (dy, box.bottom - start[1]),
    ):
        if slope == 0:
            if room < 0:
                return None
        elif slope < 0:
            enters = max(enters, room / slope)
        else:
            leaves = min(leaves, room / slope)
        if enters > leaves:
            return None
    return enters, leaves


def place_between(start: Place, end: Place, share: float) -> Place:
    """Return the place at a share of the way from one to another."""
    return (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))


def cut_ends(part: Sequence[Place], frame: Box) -> list[Place]:
    """Let a part of a line that reaches to the points beyond a frame end at the frame's side."""
    first, last = part_within(frame, part[0], part[1]), part_within(frame, part[-2], part[-1])
    start = place_between(part[0], part[1], first[0]) if first else part[0]
    end = place_between(part[-2], part[-1], last[1]) if last else part[-1]
    return [start, *part[1:-1], end]


def _one_side(ring: Sequence[Place], axis: int, limit: float, sign: int) -> list[Place]:
    kept: list[Place] = []
    before = ring[-1]
    was_in = (before[axis] - limit) * sign >= 0
    for place in ring:
        is_in = (place[axis] - limit) * sign >= 0
        if is_in != was_in:
            share = (limit - before[axis]) / (place[axis] - before[axis])
            other = before[1 - axis] + share * (place[1 - axis] - before[1 - axis])
            kept.append((limit, other) if axis == _X else (other, limit))
        if is_in:
            kept.append(place)
        before, was_in = place, is_in
    return kept


def cross(a: Place, b: Place, c: Place, d: Place) -> bool:
    """Tell whether two segments cross: each has the ends of the other on both sides."""

    def side(p: Place, q: Place, r: Place) -> int:
        turn = (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
        return (turn > 0) - (turn < 0)

    return side(a, b, c) != side(a, b, d) and side(c, d, a) != side(c, d, b)
