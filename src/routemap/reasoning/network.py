"""A network of times that bound each other, solved exactly: a simple temporal network.

Each time has limits of its own, and comes at least so many minutes after others. So its earliest
is the longest way to it from any limit, and its latest the longest way from it to one; a network
contradicts itself if and only if such ways close a circle that asks for time to run backwards
(R. Dechter, I. Meiri and J. Pearl, "Temporal constraint networks", Artif. Intell. 49 (1991) 61-95).
The times of an itinerary are nearly a chain: in its order one pass each way is enough, and only
among times that wait for each other in a ring, as meetings may, are passes repeated.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter
from typing import Generic, NamedTuple, TypeVar

P = TypeVar("P", bound=Hashable)
"""A premise: what a limit or a link rests on."""


class Limit(NamedTuple, Generic[P]):
    """The first or last minute that a time can be, as a premise has it."""

    time: int
    minutes: int
    premise: P


class Link(NamedTuple, Generic[P]):
    """One time is at least so many minutes (0 or more) after another.

    `premise` is None where that lies in the order of the times itself.
    """

    earlier: int
    later: int
    minutes: int = 0
    premise: P | None = None


@dataclass(frozen=True, slots=True)
class Network(Generic[P]):
    """Times, counted from 0, and all that bounds them."""

    size: int
    not_before: tuple[Limit[P], ...]
    not_after: tuple[Limit[P], ...]
    links: tuple[Link[P], ...]

    @property
    def premises(self) -> set[P]:
        """Return all premises."""
        limits = {each.premise for each in (*self.not_before, *self.not_after)}
        return limits | {each.premise for each in self.links if each.premise is not None}

    def resting_on(self, premises: Collection[P]) -> Network[P]:
        """Return the network with these premises alone, and with the order of the times."""
        return Network(
            self.size,
            tuple(each for each in self.not_before if each.premise in premises),
            tuple(each for each in self.not_after if each.premise in premises),
            tuple(each for each in self.links if each.premise is None or each.premise in premises),
        )


@dataclass(frozen=True, slots=True)
class Reach(Generic[P]):
    """One bound of each time, and what it comes from: a limit of its own, or else a link.

    `minutes` is None where nothing bounds a time.
    """

    minutes: tuple[int | None, ...]
    limits: tuple[Limit[P] | None, ...]
    links: tuple[Link[P] | None, ...]


@dataclass(frozen=True, slots=True)
class Solution(Generic[P]):
    """The earliest and the latest that each time can be."""

    earliest: Reach[P]
    latest: Reach[P]


@dataclass(frozen=True, slots=True)
class Conflict(Generic[P]):
    """Limits and links that cannot all hold: a way from one limit to another, or a ring of links.

    `links` stand in the order of time.
    """

    limits: tuple[Limit[P], ...]
    links: tuple[Link[P], ...]

    @property
    def premises(self) -> tuple[P, ...]:
        """Return what they rest on, each once."""
        of_limits = [each.premise for each in self.limits]
        of_links = [each.premise for each in self.links if each.premise is not None]
        return tuple(dict.fromkeys((*of_limits[:1], *of_links, *of_limits[1:])))


class _Steps(Generic[P]):
    """The links that lead on from each time, or those that lead to it.

    They stand in one list: one for each time would keep the garbage collector busy.
    """

    def __init__(self, size: int, links: Iterable[Link[P]], end: Callable[[Link[P]], int]) -> None:
        self._links = sorted(links, key=end)
        numbers = Counter(map(end, self._links))
        self.numbers = [numbers[time] for time in range(size)]
        self._starts = [0, *accumulate(self.numbers)]

    def __len__(self) -> int:
        """Return how many times there are."""
        return len(self.numbers)

    def __getitem__(self, time: int) -> list[Link[P]]:
        """Return the links at a time."""
        return self._links[self._starts[time] : self._starts[time + 1]]


def solve(network: Network[P]) -> Solution[P] | Conflict[P]:
    """Return the exact bounds of all times, or what they contradict each other by."""
    onward = _Steps(network.size, network.links, attrgetter("earlier"))
    backward = _Steps(network.size, network.links, attrgetter("later"))
    order, rings = _in_order(onward, backward)
    ring = _impossible_ring(rings, onward)
    if ring:
        return Conflict((), ring)
    has_rings = bool(rings)
    earliest = _reach(order, onward, network.not_before, has_rings=has_rings)
    for limit in network.not_after:
        bound = earliest.minutes[limit.time]
        if bound is not None and bound > limit.minutes:
            first, links = _way(earliest, limit.time)
            return Conflict((first, limit), links)
    order.reverse()
    latest = _reach(order, backward, network.not_after, has_rings=has_rings, is_back=True)
    return Solution(earliest, latest)


def contradiction(network: Network[P]) -> Conflict[P] | None:
    """Return a conflict that ends if any one of its premises is given up, None if there is none."""
    found = solve(network)
    if not isinstance(found, Conflict):
        return None
    for premise in found.premises:
        if premise in found.premises:
            others = set(found.premises) - {premise}
            smaller = solve(network.resting_on(others))
            found = smaller if isinstance(smaller, Conflict) else found
    return found


def _in_order(onward: _Steps[P], backward: _Steps[P]) -> tuple[list[int], list[int]]:
    """Return the times, each behind all that it must follow, and those of them in or after rings.

    The latter stand last, in the order of their numbers.
    """
    awaited = list(backward.numbers)
    order = [time for time, number in enumerate(awaited) if not number]
    for time in order:  # which grows
        for link in onward[time]:
            awaited[link.later] -= 1
            if not awaited[link.later]:
                order.append(link.later)
    rings = [time for time, number in enumerate(awaited) if number]
    return order + rings, rings


def _reach(
    order: Sequence[int],
    steps: _Steps[P],
    limits: Iterable[Limit[P]],
    *,
    has_rings: bool,
    is_back: bool = False,
) -> Reach[P]:
    """Return the longest ways from limits, in the order of time or back against it."""
    sign = -1 if is_back else 1
    reached = [-math.inf] * len(steps)
    own: list[Limit[P] | None] = [None] * len(steps)
    by: list[Link[P] | None] = [None] * len(steps)
    for limit in limits:
        if sign * limit.minutes > reached[limit.time]:
            reached[limit.time] = sign * limit.minutes
            own[limit.time] = limit
    while _pass(order, steps, reached, by, is_back=is_back) and has_rings:
        pass
    minutes = (None if each == -math.inf else sign * int(each) for each in reached)
    limits_that_hold = (None if link else limit for limit, link in zip(own, by, strict=True))
    return Reach(tuple(minutes), tuple(limits_that_hold), tuple(by))


def _pass(
    order: Iterable[int],
    steps: _Steps[P],
    reached: list[float],
    by: list[Link[P] | None],
    *,
    is_back: bool = False,
) -> bool:
    """Carry each bound on along its links, in an order; return whether any changed."""
    has_changed = False
    for time in order:
        here = reached[time]
        for link in steps[time]:
            to = link.earlier if is_back else link.later
            there = here + link.minutes
            if there > reached[to]:
                reached[to] = there
                by[to] = link
                has_changed = True
    return has_changed


def _impossible_ring(rings: Sequence[int], onward: _Steps[P]) -> tuple[Link[P], ...]:
    """Return links that lead from a time back to itself, later than it is; () if none do."""
    reached = [0.0] * len(onward)
    by: list[Link[P] | None] = [None] * len(onward)
    for _ in rings:
        if not _pass(rings, onward, reached, by):
            return ()
    return _ring(by, rings) if rings and _pass(rings, onward, reached, by) else ()


def _ring(by: Sequence[Link[P] | None], rings: Sequence[int]) -> tuple[Link[P], ...]:
    """Return a ring that links close, each the last by which the bound of a time rose."""
    for start in rings:
        time, way = start, dict[int, Link[P]]()
        while (link := by[time]) and time not in way:
            way[time] = link
            time = link.earlier
        if link:
            times = list(way)
            return tuple(way[each] for each in reversed(times[times.index(time) :]))
    return ()


def _way(reach: Reach[P], time: int) -> tuple[Limit[P], tuple[Link[P], ...]]:
    """Return the limit that the earliest of a time comes from, and the links from there."""
    links = list(_links_back(reach, time))[::-1]
    limit = reach.limits[links[0].earlier if links else time]
    if limit is None:
        raise ValueError(f"nothing bounds the time {time}")
    return limit, tuple(links)


def _links_back(reach: Reach[P], time: int) -> Iterator[Link[P]]:
    while link := reach.links[time]:
        yield link
        time = link.earlier
