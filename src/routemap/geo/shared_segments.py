"""Which legs run along the same ground: they are drawn beside each other, in lanes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, pairwise
from math import cos, radians
from typing import NamedTuple

from routemap.geo import Point
from routemap.geo.extent import extent_of, wrapped

Lines = Sequence[Sequence[Point]]
# In each direction; further legs share the last lane.
_LANES_AT_MOST = 3
# Of degrees: points less than about 100 m apart count as one; of a journey within some 40 km, in
# whose streets these would be others, less than about a metre.
_DECIMALS, _LOCAL_DECIMALS, _LOCAL_DEGREES = 3, 5, 0.36


@dataclass(frozen=True, slots=True)
class Segment:
    """Part of a line along which the same legs run.

    `lane` counts from the middle to the left of the direction of travel; it is 0 where a leg runs
    alone. `is_forward` says whether the leg runs in the direction of the first leg there: all legs
    simplify a shared segment in that direction, so that they stay parallel.
    """

    points: tuple[Point, ...]
    lane: int = 0
    is_forward: bool = True


def shared_segments(
    legs: Sequence[Lines], *, are_geodesics: bool = False
) -> tuple[tuple[tuple[Segment, ...], ...], ...]:
    """Return for each leg and each of its lines the segments it consists of.

    Parameters
    ----------
    legs
        For each leg its lines of (latitude, longitude) in degrees, in the order of travel.
    are_geodesics
        Whether all lines are geodesics: those share their ground only from end to end.
    """
    points = [point for lines in legs for line in lines for point in line]
    decimals = _LOCAL_DECIMALS if _is_local(points) else _DECIMALS
    are_alone = _without_company(legs, decimals) if are_geodesics else [False] * len(legs)
    edges = [
        [] if is_alone else [_edges(line, decimals) for line in lines]
        for lines, is_alone in zip(legs, are_alone, strict=True)
    ]
    shared = _shared_edges(edges)
    return tuple(
        tuple((Segment(tuple(line)),) for line in lines)
        if are_alone[leg]
        else tuple(
            tuple(_segments(line, [_run(leg, edge, shared) for edge in of_line]))
            for line, of_line in zip(lines, of_leg, strict=True)
        )
        for leg, (lines, of_leg) in enumerate(zip(legs, edges, strict=True))
    )


def _without_company(legs: Sequence[Lines], decimals: int) -> list[bool]:
    """Tell of each leg whether no other has the same two ends."""
    ends = [
        frozenset(
            (round(lat, decimals), round(wrapped(lon), decimals))
            for lat, lon in (line[0], line[-1])
        )
        for line in (lines[0] if lines else [(0.0, 0.0)] for lines in legs)
    ]
    times = Counter(ends)
    return [times[each] == 1 for each in ends]


_Ends = tuple[tuple[float, float], tuple[float, float]]


class _Edge(NamedTuple):
    """The ground between two neighbouring points of a line, and the direction of travel there."""

    ends: _Ends
    is_forward: bool


class _SharedEdge(NamedTuple):
    """An edge that several legs share.

    `company` is the same number for all edges that the same legs share in the same way; `lanes`
    holds the lane of each leg and direction, `is_forward` the direction of the first leg.
    """

    company: int
    lanes: dict[tuple[int, bool], int]
    is_forward: bool


class _Run(NamedTuple):
    """How a leg runs along an edge; along a segment this stays the same."""

    company: int | None = None
    lane: int = 0
    is_forward: bool = True


_ALONE = _Run()


def _is_local(points: Sequence[Point]) -> bool:
    """Tell whether no point is more than some 40 km from another."""
    # Most often latitudes tell: to look for the widest gap between longitudes takes longer.
    if not points or max(points)[0] - min(points)[0] > _LOCAL_DEGREES:
        return False
    box = extent_of(points)
    across = (box.east - box.west) * cos(radians(box.middle[0]))
    return max(across, box.north - box.south) <= _LOCAL_DEGREES


def _edges(line: Sequence[Point], decimals: int) -> list[_Edge]:
    rounded = [(round(lat, decimals), round(wrapped(lon), decimals)) for lat, lon in line]
    return [
        _Edge((min(start, end), max(start, end)), start <= end) for start, end in pairwise(rounded)
    ]


def _shared_edges(legs: Sequence[Sequence[Sequence[_Edge]]]) -> dict[_Ends, _SharedEdge]:
    passes: dict[_Ends, dict[tuple[int, bool], None]] = defaultdict(dict)
    for leg, lines in enumerate(legs):
        for ends, is_forward in chain.from_iterable(lines):
            passes[ends][leg, is_forward] = None
    shared: dict[_Ends, _SharedEdge] = {}
    companies: dict[tuple[tuple[int, bool], ...], int] = {}
    for ends, there in passes.items():
        if ends[0] == ends[1] or len({leg for leg, _ in there}) == 1:
            continue
        first = next(iter(there))[1]
        company = tuple((leg, is_forward == first) for leg, is_forward in there)
        numbers = {True: count(1), False: count(1)}
        lanes = {each: min(next(numbers[each[1]]), _LANES_AT_MOST) for each in there}
        shared[ends] = _SharedEdge(companies.setdefault(company, len(companies)), lanes, first)
    return shared


def _run(leg: int, edge: _Edge, shared: dict[_Ends, _SharedEdge]) -> _Run | None:
    """Return how a leg runs along an edge, None along an edge that is no longer than a point."""
    if edge.ends[0] == edge.ends[1]:
        return None
    found = shared.get(edge.ends)
    if not found:
        return _ALONE
    lane = found.lanes[leg, edge.is_forward]
    return _Run(found.company, lane, edge.is_forward == found.is_forward)


def _segments(line: Sequence[Point], runs: Sequence[_Run | None]) -> Iterator[Segment]:
    start, current = 0, next(filter(None, runs), _ALONE)
    for number, run in enumerate(runs):
        if run and run != current:
            yield Segment(tuple(line[start : number + 1]), current.lane, current.is_forward)
            start, current = number, run
    yield Segment(tuple(line[start:]), current.lane, current.is_forward)
