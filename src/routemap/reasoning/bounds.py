"""What must be true of a journey although nobody states it, each with all that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from routemap.model.distances import Distance, added
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Basis
from routemap.model.speeds import Speed
from routemap.reasoning.network import (
    Conflict,
    Link,
    Network,
    Reach,
    Solution,
    contradiction,
    solve,
)
from routemap.reasoning.premises import (
    DEPARTURE,
    EventThere,
    Occasion,
    Premise,
    Statements,
    StopDate,
    occasion_of,
    time_of,
)

_MOST_CONTRADICTIONS = 10
"""Each costs as much as all bounds; who has mended ten asks again."""


class Side(StrEnum):
    """Which end of the time in which something must have happened."""

    EARLIEST = "earliest"
    LATEST = "latest"


EARLIEST, LATEST = Side


@dataclass(frozen=True, slots=True)
class Travel:
    """A way that was covered no faster than a speed; whether its mode is only inferred."""

    speed: Speed
    way: Distance
    is_mode_inferred: bool

    def __add__(self, other: Travel) -> Travel:
        """Return two ways of one speed as one."""
        is_inferred = self.is_mode_inferred or other.is_mode_inferred
        return Travel(self.speed, added(self.way, other.way), is_inferred)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a bound or a contradiction rests on: dates of stops, events, and what is assumed.

    The date that a bound comes from stands first.
    """

    dates: tuple[StopDate | EventThere, ...] = ()
    travel: tuple[Travel, ...] = ()


class Bound(NamedTuple):
    """The earliest or latest at which a stop must have been reached or left.

    `minutes` is exact, in UTC, from day 0 of `Day.number`.
    """

    stop: int
    occasion: Occasion
    side: Side
    minutes: int


@dataclass(frozen=True)
class Findings:
    """What follows from the statements of a journey, or why nothing does.

    From dates that contradict each other anything would follow, so then there are no bounds.
    """

    statements: Statements
    bounds: tuple[Bound, ...] = ()
    contradictions: tuple[Grounds, ...] = ()
    _solution: Solution[Premise] | None = None

    def grounds(self, bound: Bound) -> Grounds:
        """Return what a bound rests on."""
        reasons = self._earliest if bound.side == EARLIEST else self._latest
        return reasons.of(time_of(bound.stop, bound.occasion))

    @cached_property
    def _earliest(self) -> _Reasons:
        return self._reasons(EARLIEST)

    @cached_property
    def _latest(self) -> _Reasons:
        return self._reasons(LATEST)

    def _reasons(self, side: Side) -> _Reasons:
        if self._solution is None:
            raise ValueError("from a contradiction nothing follows")
        return _Reasons(_reach(self._solution, side), side, self.statements)


def what_follows(itinerary: Itinerary, speeds: tuple[Speed, ...] = ()) -> Findings:
    """Work out what must be true, with the highest speeds that are assumed.

    Bounds that rest on nothing but the date of their own occasion are left out: they are reported.
    """
    statements = Statements(itinerary, speeds)
    network = statements.network()
    found = solve(network)
    if isinstance(found, Conflict):
        return Findings(statements, (), tuple(_contradictions(network, statements)))
    return Findings(statements, tuple(_bounds(found, itinerary)), (), found)


def _bounds(found: Solution[Premise], itinerary: Itinerary) -> Iterator[Bound]:
    """Yield the bounds that come from elsewhere, in the order of travel.

    Whether anybody arrived at the first stop, or left the last, the tables do not say.
    """
    reaches = ((side, _reach(found, side)) for side in Side)
    sides = [(side, reach.minutes, reach.links) for side, reach in reaches]
    for track in itinerary.tracks:
        times = range(
            time_of(track.stops.start, DEPARTURE), time_of(track.stops.stop - 1, DEPARTURE)
        )
        for time in times:
            stop, occasion = occasion_of(time)
            for side, minutes, links in sides:
                at = minutes[time]
                if at is not None and links[time]:
                    yield Bound(stop, occasion, side, at)


def _reach(found: Solution[Premise], side: Side) -> Reach[Premise]:
    return found.earliest if side == EARLIEST else found.latest


def _contradictions(network: Network[Premise], statements: Statements) -> Iterator[Grounds]:
    """Yield contradictions at different stops, each without a premise too many."""
    for _ in range(_MOST_CONTRADICTIONS):
        found = contradiction(network)
        if found is None:
            return
        yield _grounds_of(found, statements)
        dated = (each for each in found.premises if not isinstance(each, Speed))
        stops = {statements.stop_of(each) for each in dated}
        network = network.resting_on(
            {
                each
                for each in network.premises
                if isinstance(each, Speed) or statements.stop_of(each) not in stops
            }
        )


# Grounds ------------------------------------------------------------------------------------------


class _Reasons:
    """What each bound comes from: worked out once, along the links by which bounds were carried."""

    def __init__(self, reach: Reach[Premise], side: Side, statements: Statements) -> None:
        self._reach = reach
        self._is_earliest = side == EARLIEST
        self._statements = statements
        self._known: dict[int, Grounds] = {}

    def of(self, time: int) -> Grounds:
        """Return all that the bound of a time rests on."""
        way: list[tuple[int, Link[Premise]]] = []
        while time not in self._known and (link := self._reach.links[time]):
            way.append((time, link))
            time = link.earlier if self._is_earliest else link.later
        limit = self._reach.limits[time]
        origin = limit.premise if limit else None
        grounds = self._known.get(time) or _with_premise(Grounds(), origin)
        for passed, link in reversed(way):
            grounds = self._known[passed] = _with_link(grounds, link, self._statements)
        return grounds


def _grounds_of(found: Conflict[Premise], statements: Statements) -> Grounds:
    grounds = Grounds()
    for limit in found.limits[:1]:
        grounds = _with_premise(grounds, limit.premise)
    for link in found.links:
        grounds = _with_link(grounds, link, statements)
    for limit in found.limits[1:]:
        grounds = _with_premise(grounds, limit.premise)
    return grounds


def _with_link(grounds: Grounds, link: Link[Premise], statements: Statements) -> Grounds:
    if not isinstance(link.premise, Speed):
        return _with_premise(grounds, link.premise)
    itinerary = statements.itinerary
    leg = itinerary.leg_from(occasion_of(link.earlier)[0])
    if leg is None:
        raise ValueError("only a leg takes time to travel")
    is_inferred = itinerary.journey.legs[leg].mode_basis == Basis.INFERRED
    this = Travel(link.premise, statements.ways[leg], is_inferred)
    if link.premise not in [each.speed for each in grounds.travel]:
        return Grounds(grounds.dates, (*grounds.travel, this))
    added_up = (each + this if each.speed == this.speed else each for each in grounds.travel)
    return Grounds(grounds.dates, tuple(added_up))


def _with_premise(grounds: Grounds, premise: Premise | None) -> Grounds:
    if premise is None or isinstance(premise, Speed) or premise in grounds.dates:
        return grounds
    return Grounds((*grounds.dates, premise), grounds.travel)
