"""The moments of a journey, and the place of each stop, leg and event in their order.

State is never stored per moment: a stop or leg knows the moments at which it becomes current
and visited, and everything else follows by comparing two numbers. Python and the script in the
browser compare the same two.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from routemap.dates import parse_date
from routemap.journey import Event, Journey, Stop, UndatedPosition, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo

    from routemap.dates import Day, EdtfDate


class State(StrEnum):
    """How far the journey has come with a stop or leg."""

    AHEAD = "ahead"
    CURRENT = "current"
    VISITED = "visited"


class MomentKind(StrEnum):
    """What a position of the slider stands for."""

    BEFORE = "before"
    DATED = "dated"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Moment:
    """One position of the date slider.

    `date` is None for the undated ones; `words` are the source's own, where it is finer than
    EDTF. `has_stops` tells an undated moment that holds stops from one that only holds events.
    """

    id: str
    kind: MomentKind
    date: EdtfDate | None = None
    words: Wording | None = None
    has_stops: bool = False

    @property
    def is_exact_day(self) -> bool:
        """Tell whether it is one day without doubt."""
        return self.date is not None and self.date.is_exact_day


class Span(NamedTuple):
    """The moments (counted from 0) at which something becomes current and then visited."""

    begin: int
    end: int

    def state(self, moment: int) -> State:
        """Return the state at this moment."""
        if moment < self.begin:
            return State.AHEAD
        return State.CURRENT if moment < self.end else State.VISITED


@dataclass(frozen=True, slots=True)
class Timeline:
    """The order of moments: spans of stops and legs in travel order, events of each moment."""

    moments: tuple[Moment, ...]
    stop_spans: tuple[Span, ...]
    leg_spans: tuple[Span, ...]
    events: tuple[tuple[Event, ...], ...]

    def index(self, moment_id: str) -> int | None:
        """Return the place of the moment with this id, None if there is none."""
        for place, moment in enumerate(self.moments):
            if moment.id == moment_id:
                return place
        return None


class _Mention(NamedTuple):
    """One date somewhere in the tables."""

    date: EdtfDate
    words: Wording
    has_place: bool
    not_before: Day | None = None


def build_timeline(journey: Journey) -> Timeline:
    """Put the dates of a journey's stops and events in order."""
    dated = _dated_moments(journey)
    before = [e for e in journey.events if e.date is None and e.undated == UndatedPosition.BEFORE]
    after = [e for e in journey.events if e.date is None and e.undated == UndatedPosition.AFTER]
    # Stops behind the last dated one are reached at no known time: their moment is the last.
    trailing = not journey.stops[-1].arrival and not journey.stops[-1].departure
    moments = list(dated)
    if before:
        moments.insert(0, Moment("before", MomentKind.BEFORE))
    if after or trailing:
        moments.append(Moment("after", MomentKind.AFTER, has_stops=trailing))
    places = {moment.id: place for place, moment in enumerate(moments)}
    stop_spans = _stop_spans(journey.stops, places, len(moments))
    leg_spans = tuple(Span(start.end, end.begin) for start, end in pairwise(stop_spans))
    zone = ZoneInfo(journey.time_zone) if journey.time_zone else None
    events: dict[int, list[Event]] = defaultdict(list)
    for event in journey.events:
        moment_id = event.date.moment_id if event.date else event.undated.value
        events[places[moment_id]].append(event)
    return Timeline(
        tuple(moments),
        stop_spans,
        leg_spans,
        tuple(_by_the_clock(events[place], zone) for place in range(len(moments))),
    )


def _by_the_clock(events: Iterable[Event], zone: tzinfo | None) -> tuple[Event, ...]:
    """Sort the events of one moment by the time of day; those without one stay in front."""

    def clock(event: Event) -> tuple[bool, int]:
        seconds = event.date.seconds_into_day(zone) if event.date else None
        return (seconds is not None, seconds or 0)

    return tuple(sorted(events, key=clock))


def _mentions(journey: Journey) -> Iterator[_Mention]:
    reached: Day | None = None
    for stop in journey.stops:
        dates = ((stop.arrival, stop.arrival_text), (stop.departure, stop.departure_text))
        for date, words in dates:
            if date:
                yield _Mention(date, words, has_place=True, not_before=reached)
        days = [date.sort_day for date, _ in dates if date]
        reached = max([*days, reached] if reached else days, default=None)
    for event in journey.events:
        if event.date:
            yield _Mention(event.date, event.date_text, has_place=bool(event.stop))


def _dated_moments(journey: Journey) -> list[Moment]:
    mentions: dict[str, list[_Mention]] = defaultdict(list)
    for mention in _mentions(journey):
        mentions[mention.date.moment_id].append(mention)
    ordered = sorted(mentions.items(), key=lambda item: _order(item[1]))
    return [_dated_moment(moment_id, of_moment) for moment_id, of_moment in ordered]


def _order(mentions: list[_Mention]) -> tuple[Day, bool, bool, tuple[int, ...]]:
    """Sort by the earliest strict day; a month stands before the first day in it.

    A vague date of a stop stands behind the stops before it as far as it reaches: who was in Prague
    on 2 May came to Vienna "in May" after that.
    """
    first = min(mention.date.sort_day for mention in mentions)
    longest = max(mention.date.latest or mention.date.sort_day for mention in mentions)
    after = [m.not_before for m in mentions if m.not_before and first < m.not_before <= longest]
    is_moved = bool(after)
    exact = all(m.date.is_exact_day for m in mentions)
    return (max([first, *after]), is_moved, exact, tuple(-part for part in longest))


def _dated_moment(moment_id: str, mentions: list[_Mention]) -> Moment:
    """Name a moment as what the map shows at it is dated.

    A date at a place goes before one at none, an exact day before "by then": where somebody was
    seen on the 15th, the moment is the 15th, but if he is only known to have left by the 10th,
    it is "by 10 September" even if something else happened elsewhere on that very day. A time of
    day names no moment: the day has other hours, and what is dated by the hour says so itself.
    """
    best = min(mentions, key=lambda m: (not m.has_place, not m.date.is_exact_day))
    if best.date.time:
        return Moment(moment_id, MomentKind.DATED, parse_date(moment_id))
    return Moment(moment_id, MomentKind.DATED, best.date, best.words or None)


def _stop_spans(
    stops: tuple[Stop, ...], places: dict[str, int], moment_count: int
) -> tuple[Span, ...]:
    begins = _stop_begins(stops, places)
    # At "after" nothing is current any more: the journey is over.
    over = places.get("after", moment_count)
    spans = []
    for number, (stop, begin) in enumerate(zip(stops, begins, strict=True)):
        reached_next = begins[number + 1] if number + 1 < len(stops) else over
        end = reached_next
        if stop.departure:
            end = min(reached_next, places[stop.departure.moment_id])
        if stop.arrival:  # seen there: current at least for that moment, unless it moved on in it
            end = max(end, min(begin + 1, reached_next))
        elif not stop.departure:  # passed at an unknown time
            end = begin
        spans.append(Span(begin, max(begin, end)))
    return tuple(spans)


def _stop_begins(stops: tuple[Stop, ...], places: dict[str, int]) -> list[int]:
    """Return the moment at which each stop has been reached; an undated one when the next has."""
    begins = []
    next_begin = places.get("after", len(places))
    for stop in reversed(stops):
        date = stop.arrival or stop.departure
        # Vague dates may overlap ("September", then "12 September"): travel order wins.
        begin = min(places[date.moment_id], next_begin) if date else next_begin
        begins.append(begin)
        next_begin = begin
    return begins[::-1]
