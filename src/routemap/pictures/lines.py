"""Lines on the sheet: simplified, smoothed and offset.

The map in the browser draws by the same functions (`page/js/drawn_line.js`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from math import dist, sqrt
from typing import NamedTuple

from routemap.geo.shared_segments import Segment
from routemap.look import MarkSizes
from routemap.pictures.clip import place_between
from routemap.pictures.view import Place, View

# How much of a segment is cut off at a corner, if so much may be.
_CORNER_SHARE = 0.25
_LONGEST_MITRE = 2.0
# A line turns back on itself where the left sides of its two parts cancel out like this.
_TURNS_BACK = 0.1
# How often each half of a line that had to be halved is cut where it bends most.
_CUTS_OF_HALF = 4
# A line of so many points has none to leave out.
_SHORTEST = 2
# A longer line is not cached.
_MOST_CACHED_POINTS = 2000
Stroke = tuple["Place", ...]


class LaidSegment(NamedTuple):
    """A segment of a leg as it lies on the sheet; see `geo.shared_segments.Segment`."""

    line: Sequence[Place]
    lane: int = 0
    is_forward: bool = True


def leg_stroke(segments: tuple[Segment, ...], view: View, marks: MarkSizes, unit: float) -> Stroke:
    """Return one line of a leg as it is drawn, beside the other legs along the same ground.

    `unit` is the size of one pixel of `marks` on the sheet.
    """
    if sum(len(segment.points) for segment in segments) > _MOST_CACHED_POINTS:
        return _leg_stroke(segments, view, marks, unit)
    return _cached_leg_stroke(segments, view, marks, unit)


def _leg_stroke(segments: tuple[Segment, ...], view: View, marks: MarkSizes, unit: float) -> Stroke:
    laid = (LaidSegment(view.places(each.points), each.lane, each.is_forward) for each in segments)
    stroke = drawn_line(laid, marks, unit)
    return _kept_on_map(stroke, view) if any(each.lane for each in segments) else stroke


def _kept_on_map(stroke: Stroke, view: View) -> Stroke:
    """Move what lies beyond the edge of the map onto it, as a lane beside a leg near it may."""
    if not view.projection.may_end_within:
        return stroke
    return tuple(
        place if point else _nearest_on(view.outline, place)
        for place, point in zip(stroke, view.points(stroke), strict=True)
    )


def _nearest_on(line: Sequence[Place], place: Place) -> Place:
    feet = (nearest_place(place, start, end) for start, end in pairwise(line))
    return min(feet, key=lambda foot: dist(foot, place))


# All moments of a journey have the same lines.
_cached_leg_stroke = lru_cache(maxsize=128)(_leg_stroke)


def drawn_line(segments: Iterable[LaidSegment], marks: MarkSizes, unit: float) -> Stroke:
    """Return a line as it is drawn, its segments simplified, smoothed and offset.

    Legs that share a segment simplify it in the same direction, so that they stay parallel, and
    move to the left of their own, so that legs in opposite directions part by themselves.
    """
    drawn: list[Place] = []
    for line, lane, is_forward in segments:
        towards = 1 if is_forward else -1
        simple = simplified(line[::towards], marks.simplify * unit)
        stroke = smoothed(simple, marks.smooth * unit)[::towards]
        if lane and length(stroke) >= marks.shortest_shared * unit:
            stroke = offset_left(stroke, marks.lane * unit * (2 * lane - 1))
        drawn += stroke
    return tuple(drawn)


def length(line: Sequence[Place]) -> float:
    """Return the length of a line in the unit of the sheet."""
    return sum(dist(start, end) for start, end in pairwise(line))


def simplified(line: Sequence[Place], tolerance: float) -> list[Place]:
    """Leave out points of a line; what is left lies within `tolerance` of it.

    D. H. Douglas and T. K. Peucker, "Algorithms for the reduction of the number of points required
    to represent a digitized line", Cartographica 10 (1973) 112-122. A line that they would cut into
    more and more unequal parts, as a zigzag, is halved instead, so that the work stays near the
    number of points: D. R. Musser, "Introspective sorting and selection algorithms", Software:
    Practice and Experience 27 (1997) 983-993.
    """
    if len(line) <= _SHORTEST:
        return [*line]
    # Points that lie on each other go first: a tenth of the tolerance is theirs.
    line = thinned(line, tolerance * 0.1)
    most = (tolerance * 0.9) ** 2
    kept = {0, len(line) - 1}
    waiting = [(0, len(line) - 1, 2 * len(line).bit_length())]
    while waiting:
        first, last, cuts = waiting.pop()
        away, at = most, 0
        for number in range(first + 1, last):
            here = _squared_distance(line[number], line[first], line[last])
            if here > away:
                away, at = here, number
        if not at:
            continue
        if not cuts:
            at, cuts = (first + last) // 2, _CUTS_OF_HALF
        kept.add(at)
        waiting += [(first, at, cuts - 1), (at, last, cuts - 1)]
    return [line[n] for n in sorted(kept)]


def thinned(line: Sequence[Place], least: float) -> list[Place]:
    """Leave out points nearer than `least` to the one before; both ends stay."""
    kept = [line[0]]
    for place in line[1:-1]:
        if dist(place, kept[-1]) >= least:
            kept.append(place)
    return [*kept, *line[1:][-1:]]


def _squared_distance(point: Place, start: Place, end: Place) -> float:
    x, y = nearest_place(point, start, end)
    return (point[0] - x) ** 2 + (point[1] - y) ** 2


def nearest_place(point: Place, start: Place, end: Place) -> Place:
    """Return the place of a segment that is nearest to a point."""
    (x, y), (along_x, along_y) = start, (end[0] - start[0], end[1] - start[1])
    squared = along_x * along_x + along_y * along_y
    if not squared:
        return start
    share = ((point[0] - x) * along_x + (point[1] - y) * along_y) / squared
    share = min(max(share, 0.0), 1.0)
    return x + share * along_x, y + share * along_y


def smoothed(line: Sequence[Place], most: float) -> list[Place]:
    """Cut each corner once, by `most` at most, for dashes fray at sharp ones.

    After G. M. Chaikin, "An algorithm for high-speed curve generation", Computer Graphics and
    Image Processing 3 (1974) 346-349, whose cut has no bound.
    """
    cut = [line[0]]
    for before, corner, after in zip(line, line[1:], line[2:], strict=False):
        ends = [place_between(corner, other, _CORNER_SHARE) for other in (before, after)]
        away = sqrt(_squared_distance(corner, *ends))
        cut += ends if away <= most else [place_between(corner, end, most / away) for end in ends]
    return [*cut, *line[1:][-1:]]


def offset_left(line: Sequence[Place], by: float) -> list[Place]:
    """Return a line moved to the left of its own direction, with bounded mitres."""
    lefts = []
    for (x, y), (next_x, next_y) in pairwise(line):
        size = dist((x, y), (next_x, next_y)) or 1.0
        lefts.append(((next_y - y) / size, -(next_x - x) / size))  # y grows downwards
    moved = []
    for number, (x, y) in enumerate(line):
        before, after = lefts[max(number - 1, 0)], lefts[min(number, len(lefts) - 1)]
        middle = (before[0] + after[0], before[1] + after[1])
        size = dist(middle, (0, 0))
        if size < _TURNS_BACK:
            moved.append((x + after[0] * by, y + after[1] * by))
            continue
        mitre = by * min(2 / size, _LONGEST_MITRE) / size
        moved.append((x + middle[0] * mitre, y + middle[1] * mitre))
    return moved


def place_along(line: Sequence[Place], ends: Sequence[float], along: float) -> Place:
    """Return the place so far along a line, given how far along its points lie."""
    number = min(max(bisect_left(ends, along), 1), len(line) - 1)
    piece = ends[number] - ends[number - 1] or 1.0
    return place_between(line[number - 1], line[number], (along - ends[number - 1]) / piece)
