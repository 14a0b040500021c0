"""Lines cut where discs and arrowheads stand, so that every dash is seen whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from math import dist, hypot, sqrt

from routemap.look import MARKS
from routemap.model.timeline import State
from routemap.pictures.arrows import middle_of
from routemap.pictures.drawing import DrawnLeg, DrawnStop
from routemap.pictures.label_placement import Mark
from routemap.pictures.lines import Stroke, place_along
from routemap.pictures.route import disc_of

# In pixels of `look.py`: left free before and behind an arrowhead.
_BESIDE_ARROW = 3.0
_DASHES = {
    "inferred": (MARKS.inferred_way_dash, MARKS.ahead_dash),
    "unknown": (MARKS.unknown_way_dash, MARKS.unknown_ahead_dash),
}


def dash_of(basis: str, state: State) -> str:
    """Return the dash array of a line in pixels of `look.py`, "" if it is solid."""
    way, ahead = _DASHES.get(basis, ("", ""))
    return ahead if state == State.AHEAD else way


def with_whole_dashes(
    legs: Iterable[DrawnLeg], stops: Sequence[DrawnStop], unit: float, *, is_long: bool
) -> tuple[DrawnLeg, ...]:
    """Return legs with what is seen of their dashed lines between discs and arrowheads.

    What is shorter than a dash is not drawn: nobody could tell what it is. Of a long journey all is
    drawn, for its legs are joined to lines that run on beneath thousands of marks.
    """
    if is_long:
        return tuple(replace(leg, seen_lines=leg.lines, seen_stubs=leg.stubs) for leg in legs)
    discs = [disc_of(stop, unit) for stop in stops]
    return tuple(_with_whole_dashes(leg, discs, unit) for leg in legs)


def _with_whole_dashes(leg: DrawnLeg, discs: Sequence[Mark], unit: float) -> DrawnLeg:
    far = (MARKS.arrow / 2 + _BESIDE_ARROW) * unit
    heads = [Mark(middle_of(arrow), far) for arrow in leg.arrows if leg.state != State.AHEAD]

    def seen(strokes: Iterable[Stroke], basis: str) -> Iterator[Stroke]:
        dashes = dash_of(basis, leg.state)
        if not dashes:
            yield from strokes
            return
        dash, gap = (float(each) * unit for each in dashes.split())
        for stroke in strokes:
            yield from whole_dashes(stroke, dash, gap, [*discs, *heads])

    return replace(
        leg,
        seen_lines=tuple(seen(leg.lines, leg.basis)),
        seen_stubs=tuple(seen(leg.stubs, "unknown")),
    )


def whole_dashes(line: Stroke, dash: float, gap: float, marks: Iterable[Mark]) -> Iterator[Stroke]:
    """Yield the parts of a line beside marks, each as long as some whole dashes and their gaps."""
    ends = [0.0, *accumulate(dist(start, end) for start, end in pairwise(line))]
    begin = 0.0
    for hidden_from, hidden_to in sorted([*_hidden(line, ends, marks), (ends[-1], ends[-1])]):
        room = hidden_from - begin
        number = int((room + gap) / (dash + gap))
        if number > 0:
            first = begin + (room - number * (dash + gap) + gap) / 2
            yield _part(line, ends, first, first + number * (dash + gap) - gap)
        begin = max(begin, hidden_to)


def _hidden(
    line: Stroke, ends: Sequence[float], marks: Iterable[Mark]
) -> Iterator[tuple[float, float]]:
    """Yield between which lengths along the line a mark lies on it."""
    xs, ys = zip(*line, strict=True)
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    near = [
        (at, radius)
        for at, radius in marks
        if left - radius < at[0] < right + radius and top - radius < at[1] < bottom + radius
    ]
    for ((x, y), (to_x, to_y)), reached in zip(pairwise(line), ends, strict=False):
        across, down = to_x - x, to_y - y
        size = hypot(across, down)
        if not size:
            continue
        for at, radius in near:
            foot = ((at[0] - x) * across + (at[1] - y) * down) / size
            away = abs((at[0] - x) * down - (at[1] - y) * across) / size
            if away < radius:
                half = sqrt(radius * radius - away * away)
                if foot + half > 0 and foot - half < size:
                    yield reached + max(foot - half, 0.0), reached + min(foot + half, size)


def _part(line: Stroke, ends: Sequence[float], begin: float, end: float) -> Stroke:
    between = (at for at, reached in zip(line, ends, strict=True) if begin < reached < end)
    return (place_along(line, ends, begin), *between, place_along(line, ends, end))
