"""Arrowheads along a line, where it is straightest and nothing is near; none near its ends.

The map in the browser places them by the same rules (`page/js/arrows.js`).
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import accumulate, chain, pairwise
from math import ceil, dist, inf
from typing import NamedTuple

from routemap.look import MarkSizes
from routemap.pictures.clip import part_within, place_between
from routemap.pictures.lines import Stroke, length, nearest_place, place_along
from routemap.pictures.view import Box, Place

# More arrows than this on one line, and nobody could tell it from them.
_MOST_ARROWS = 400
# Where it is looked at how straight the line is, in lengths of an arrow.
_ALONG = (-0.75, -0.375, 0, 0.375, 0.75)
# Between which shares of an arrow's length its line is compared with it, and the tangent of the
# largest angle between the two: 4.5 degrees.
_BENEATH = (0.125, 0.875)
_ASIDE = 0.0787
_HAIR = 1e-9
# Longer lines of all legs together are not cached.
_MOST_CACHED_POINTS = 1000
_TRIES = tuple(side * n / 8 for n in range(9) for side in (1, -1)[: n + 1])


def arrows_along(
    line: Stroke,
    marks: MarkSizes,
    unit: float,
    seen: Box,
    is_clear: Callable[[Stroke], bool] = lambda _: True,
) -> tuple[Stroke, ...]:
    """Return triangles that show the direction of a line, their tips first.

    Those that do not point as the line beneath them runs are left out, and those that `is_clear`
    has no place for; so are those that lie outside `seen` and, where a line covers it again and
    again, most of those within.
    """
    ends = [0.0, *accumulate(dist(start, end) for start, end in pairwise(line))]
    size, from_end = marks.arrow * unit, marks.arrow_from_end * unit
    room = ends[-1] - 2 * from_end - size
    if room < 0:
        return ()
    count = max(1, int(room / (marks.arrow_every * unit) + 0.5))
    shift = min(marks.arrow_shift * unit, room / count / 2)
    even = _Spacing(from_end + size / 2 + 0.5 * room / count, room / count, count)
    numbers = _numbers_seen(line, ends, seen.grown(shift), even)
    arrows = []
    for number in numbers[:: -(-len(numbers) // _MOST_ARROWS) or 1]:
        wanted = even.first + number * even.apart
        places = [wanted + share * shift for share in _TRIES]
        for along in _straightest_first(line, ends, places, size):
            arrow = _arrow(line, ends, along, size, marks.arrow_width * unit)
            first = max(bisect(ends, along - size) - 1, 0)
            beneath = line[first : bisect(ends, along + size) + 1]
            if _points_along(beneath, arrow) and is_clear(arrow):
                arrows.append(arrow)
                break
    return tuple(arrows)


class _Spacing(NamedTuple):
    """Marks along a line: how far on the first, how far apart, and how many."""

    first: float
    apart: float
    number: int


def _numbers_seen(line: Stroke, ends: list[float], seen: Box, even: _Spacing) -> list[int]:
    """Return the numbers (from 0) of the marks that lie in a box."""
    found: list[int] = []
    for (start, end), begun in zip(pairwise(line), ends, strict=False):
        part = part_within(seen, start, end)
        if part is None:
            continue
        size = dist(start, end)
        low, high = (ceil((begun + share * size - even.first) / even.apart) for share in part)
        low = max(low, found[-1] + 1 if found else 0)
        found += range(low, min(high, even.number, low + _MOST_ARROWS))
    return found


def _straightest_first(
    line: Stroke, ends: Sequence[float], places: Sequence[float], arrow: float
) -> Iterator[float]:
    """Yield how far along the line the places are, where it bends least first."""
    first, *others = places
    bend = _bend(line, ends, first, arrow)
    if not bend:  # most often so, and it is clear: there is none straighter
        yield first
    bends = [bend, *(_bend(line, ends, each, arrow) for each in others)]
    yield from (places[n] for n in sorted(range(len(places)), key=bends.__getitem__))


def _bend(line: Stroke, ends: Sequence[float], along: float, arrow: float) -> float:
    """Tell how far the line leaves the straight beneath an arrow, and a little before and behind.

    Rounded: of two places as straight the first is taken.
    """
    places = [place_along(line, ends, along + step * arrow) for step in _ALONG]
    way = sum(dist(start, end) for start, end in pairwise(places))
    return max(round(1 - dist(places[0], places[-1]) / (way or 1.0), 6), 0.0)


def _arrow(line: Stroke, ends: Sequence[float], along: float, size: float, width: float) -> Stroke:
    """Return the triangle along the chord of the line beneath it."""
    tail, tip = (place_along(line, ends, along + step * size) for step in (-0.5, 0.5))
    straight = dist(tail, tip) or 1.0
    forward_x, forward_y = (tip[0] - tail[0]) / straight, (tip[1] - tail[1]) / straight
    middle_x, middle_y = (tail[0] + tip[0]) / 2, (tail[1] + tip[1]) / 2
    back_x, back_y = middle_x - forward_x * size / 2, middle_y - forward_y * size / 2
    aside_x, aside_y = -forward_y * width / 2, forward_x * width / 2
    return (
        (middle_x + forward_x * size / 2, middle_y + forward_y * size / 2),
        (back_x + aside_x, back_y + aside_y),
        (back_x - aside_x, back_y - aside_y),
    )


def middle_of(arrow: Stroke) -> Place:
    """Return the place halfway between the tip of an arrow and its tail."""
    tip, left, right = arrow
    return place_between(tip, place_between(left, right, 0.5), 0.5)


def widened(arrow: Stroke, by: float) -> Stroke:
    """Return an arrow whose sides are moved outwards: its corners move away from its incentre."""
    tip, left, right = arrow
    sides = dist(left, right), dist(tip, right), dist(tip, left)
    whole = sum(sides)
    x, y = (
        sum(side * corner[axis] for side, corner in zip(sides, arrow, strict=True)) / (whole or 1.0)
        for axis in (0, 1)
    )
    doubled = abs(
        (left[0] - tip[0]) * (right[1] - tip[1]) - (right[0] - tip[0]) * (left[1] - tip[1])
    )
    within = doubled / (whole or 1.0)  # the radius of the circle that its sides touch
    share = 1 + by / within if within else 1.0
    return tuple((x + (to_x - x) * share, y + (to_y - y) * share) for to_x, to_y in arrow)


def arrows_on_tracks(
    legs: Sequence[Sequence[Stroke]],
    are_beside: Sequence[bool],
    marks: MarkSizes,
    unit: float,
    seen: Box,
) -> tuple[tuple[Stroke, ...], ...]:
    """Return the arrows on the lines of each leg, none of which touches another's.

    `are_beside` tells of each leg whether others run beside it. They are the same at all moments.
    """
    points = sum(len(line) for lines in legs for line in lines)
    find = _on_tracks if points > _MOST_CACHED_POINTS else _cached_on_tracks
    return find(
        tuple(tuple(map(tuple, lines)) for lines in legs), tuple(are_beside), marks, unit, seen
    )


def _on_tracks(
    legs: tuple[tuple[Stroke, ...], ...],
    are_beside: tuple[bool, ...],
    marks: MarkSizes,
    unit: float,
    seen: Box,
) -> tuple[tuple[Stroke, ...], ...]:
    tracks = Tracks(legs, marks, unit)
    arrows: list[tuple[Stroke, ...]] = [()] * len(legs)
    # Short ones first, for they have the fewest places for an arrow.
    for leg, lines in sorted(enumerate(legs), key=lambda each: sum(map(length, each[1]))):
        often = _often(lines, marks, unit) if are_beside[leg] else marks
        along = (arrows_along(line, often, unit, seen, partial(tracks.take, leg)) for line in lines)
        arrows[leg] = tuple(chain.from_iterable(along))
    return tuple(arrows)


# A picture is laid out in many rooms, and each moment's again in the same.
_cached_on_tracks = lru_cache(maxsize=128)(_on_tracks)


def _often(lines: Iterable[Stroke], marks: MarkSizes, unit: float) -> MarkSizes:
    """Return sizes with which a short leg, too, has two arrows: one where others run beside it."""
    room = min(map(length, lines), default=0.0) / unit - 2 * marks.arrow_from_end - marks.arrow
    every = max(room / 2, 1.2 * marks.arrow)
    return replace(marks, arrow_every=min(marks.arrow_every, every))


class Tracks:
    """The lines of all legs, and the arrows that stand on them: none may touch another's."""

    def __init__(self, of_legs: Sequence[Iterable[Stroke]], marks: MarkSizes, unit: float) -> None:
        self._lines = [
            _Track(leg, _box_of(line), [(_box_of(piece), piece) for piece in pairwise(line)])
            for leg, lines in enumerate(of_legs)
            for line in lines
        ]
        self._arrows: list[tuple[int, Place]] = []
        self._from_line = (marks.leg_travelled / 2 + marks.arrow_edge / 2) * unit
        self._from_arrow = (marks.arrow_width + marks.arrow_edge) * unit
        self._same = unit

    def take(self, leg: int, arrow: Stroke) -> bool:
        """Let an arrow of a leg stand if it is clear of all other legs."""
        middle = middle_of(arrow)
        if any(of != leg and dist(at, middle) < self._from_arrow for of, at in self._arrows):
            return False
        near = _box_of(arrow).grown(self._from_line)
        # Further from its middle than this, and no line is near to any of its corners.
        reach = (max(dist(middle, corner) for corner in arrow) + self._from_line) * (1 + _HAIR)
        for track in self._lines:
            if track.leg == leg or not track.box.touches(near):
                continue
            pieces = [piece for box, piece in track.pieces if box.touches(near)]
            if _away(middle, pieces) < reach and self._touches(pieces, arrow):
                return False
        self._arrows.append((leg, middle))
        return True

    def _touches(self, pieces: Sequence[tuple[Place, Place]], arrow: Stroke) -> bool:
        tip, left, right = arrow
        tail = place_between(left, right, 0.5)
        ends = _away(tip, pieces), _away(tail, pieces)
        if max(ends) < self._same:  # it runs on the same line
            return False
        return min(*ends, _away(left, pieces), _away(right, pieces)) < self._from_line


class _Track(NamedTuple):
    """A line of a leg, and its pieces from point to point, each with the box round it."""

    leg: int
    box: Box
    pieces: list[tuple[Box, tuple[Place, Place]]]


def _away(place: Place, pieces: Sequence[tuple[Place, Place]]) -> float:
    return min([dist(place, nearest_place(place, *piece)) for piece in pieces], default=inf)


def _points_along(line: Stroke, arrow: Stroke) -> bool:
    """Tell whether an arrow points as the line beneath it runs, to a few degrees."""
    tip, left, right = arrow
    tail = place_between(left, right, 0.5)
    (x, y), (to_x, to_y) = (
        min((nearest_place(place, *piece) for piece in pairwise(line)), key=partial(dist, place))
        for place in (place_between(tail, tip, share) for share in _BENEATH)
    )
    ahead_x, ahead_y = tip[0] - tail[0], tip[1] - tail[1]
    aside = abs(ahead_x * (to_y - y) - ahead_y * (to_x - x))
    return aside <= _ASIDE * (ahead_x * (to_x - x) + ahead_y * (to_y - y))


def _box_of(places: Iterable[Place]) -> Box:
    xs, ys = zip(*places, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))
