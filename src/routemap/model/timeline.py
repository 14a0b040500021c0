"""The moments of a journey, and the place of each stop, leg and event in their order.

State is never stored for a moment: a stop or leg has the two moments at which it becomes current
and visited, and its state follows by comparison, in Python as in the browser.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from routemap.model.edtf_dates import Day, EdtfDate, parse_date
from routemap.model.journey import Event, Journey, Step, Stop, UndatedPosition, Wording

_DAY_S = 86_400


class State(StrEnum):
    """How far the journey has come with a stop or leg."""

    AHEAD = "ahead"
    CURRENT = "current"
    VISITED = "visited"


class MomentKind(StrEnum):
    """What a position of the slider stands for: a date, or what lies before or after all dates."""

    BEFORE = "before"
    DATED = "dated"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Moment:
    """One position of the date slider.

    `date` is None for the undated ones; `words` are the source's own, where it is finer than
    EDTF. `has_stops` says that an undated moment holds stops, not only events; `is_hour` that the
    moment is an hour within which several times are given.
    """

    id: str
    kind: MomentKind
    date: EdtfDate | None = None
    words: Wording | None = None
    has_stops: bool = False
    is_hour: bool = False

    @property
    def is_exact_day(self) -> bool:
        """Tell whether it is a single day, neither approximate nor uncertain."""
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
        places = (place for place, each in enumerate(self.moments) if each.id == moment_id)
        return next(places, None)

    def at_or_after(self, day: Day) -> int:
        """Return the first moment dated on a day or later, else the last that is dated, else 0."""
        dated = [(place, each.date) for place, each in enumerate(self.moments) if each.date]
        later = (place for place, date in dated if date.sort_day >= day)
        return next(later, dated[-1][0] if dated else 0)


class _Mention(NamedTuple):
    """One date somewhere in the tables."""

    date: EdtfDate
    words: Wording
    has_place: bool
    not_before: Day | None = None


def build_timeline(journey: Journey) -> Timeline:
    """Put the dates of a journey's stops and events in order."""
    clock = _Clock(ZoneInfo(journey.time_zone) if journey.time_zone else None, journey.step)
    dated = _dated_moments(journey, clock)
    undated = {event.undated for event in journey.events if event.date is None}
    # Stops behind the last dated one are reached at no known time: their moment is the last.
    trailing = not journey.stops[-1].arrival and not journey.stops[-1].departure
    moments = list(dated)
    if UndatedPosition.BEFORE in undated:
        moments.insert(0, Moment("before", MomentKind.BEFORE))
    if UndatedPosition.AFTER in undated or trailing:
        moments.append(Moment("after", MomentKind.AFTER, has_stops=trailing))
    places = {moment.id: place for place, moment in enumerate(moments)}

    def place(date: EdtfDate) -> int:
        return places[clock.moment_id(date)]

    stop_spans = _stop_spans(journey.stops, place, places.get("after", len(moments)))
    leg_spans = tuple(Span(start.end, end.begin) for start, end in pairwise(stop_spans))
    events: dict[int, list[Event]] = defaultdict(list)
    for event in journey.events:
        moment_id = clock.moment_id(event.date) if event.date else event.undated.value
        events[places[moment_id]].append(event)
    return Timeline(
        tuple(moments),
        stop_spans,
        leg_spans,
        tuple(clock.in_order(events[place]) for place in range(len(moments))),
    )


class _Clock(NamedTuple):
    """The time zone of the narrative, and how finely moments follow times of day."""

    zone: tzinfo | None
    step: Step

    def moment_id(self, date: EdtfDate) -> str:
        """Return the id of the moment a date joins."""
        return date.hour_id(self.zone) if self.step == Step.HOUR else date.moment_id

    def in_order(self, events: Iterable[Event]) -> tuple[Event, ...]:
        """Sort the events of one moment by the time of day; those without one come first."""

        def seconds(event: Event) -> tuple[bool, int]:
            into_day = event.date.seconds_into_day(self.zone) if event.date else None
            if into_day is None or event.date is None:
                return (False, 0)
            # An hour in the zone may belong to two days as they are written.
            return (True, event.date.sort_day.number * _DAY_S + into_day)

        return tuple(sorted(events, key=seconds))


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


def _dated_moments(journey: Journey, clock: _Clock) -> list[Moment]:
    mentions: dict[str, list[_Mention]] = defaultdict(list)
    for mention in _mentions(journey):
        mentions[clock.moment_id(mention.date)].append(mention)
    ordered = sorted(mentions.items(), key=lambda item: _order(*item))
    return [_dated_moment(moment_id, of_moment) for moment_id, of_moment in ordered]


def _order(
    moment_id: str, mentions: list[_Mention]
) -> tuple[Day, bool, bool, tuple[int, ...], str]:
    """Sort by the earliest strict day; a month stands before its first day, a day before its hours.

    A vague date of a stop stands behind the stops before it as far as it reaches: who was in Prague
    on 2 May came to Vienna "in May" after that.
    """
    day, _, hour = moment_id.partition("T")
    if hour:
        told = parse_date(day).sort_day
        return (told, False, True, tuple(-part for part in told), hour)
    first = min(mention.date.sort_day for mention in mentions)
    longest = max(mention.date.latest or mention.date.sort_day for mention in mentions)
    after = [m.not_before for m in mentions if m.not_before and first < m.not_before <= longest]
    is_moved = bool(after)
    exact = all(m.date.is_exact_day for m in mentions)
    return (max([first, *after]), is_moved, exact, tuple(-part for part in longest), "")


def _dated_moment(moment_id: str, mentions: list[_Mention]) -> Moment:
    """Name a moment as what the map shows at it is dated.

    A date at a place goes before one at none, an exact day before "by then": where somebody was
    seen on the 15th, the moment is the 15th, but if he is only known to have left by the 10th,
    it is "by 10 September" even if something else happened elsewhere on that very day. A time of
    day names no moment: the day has other hours, and what is dated by the hour says so itself.
    """
    best = min(mentions, key=lambda m: (not m.has_place, not m.date.is_exact_day))
    if "T" in moment_id:
        times = {mention.date.edtf for mention in mentions}
        if len(times) == 1:
            return Moment(moment_id, MomentKind.DATED, best.date, best.words or None)
        return Moment(moment_id, MomentKind.DATED, parse_date(f"{moment_id}:00:00"), is_hour=True)
    if best.date.time:
        return Moment(moment_id, MomentKind.DATED, parse_date(moment_id))
    return Moment(moment_id, MomentKind.DATED, best.date, best.words or None)


def _stop_spans(
    stops: tuple[Stop, ...], place: Callable[[EdtfDate], int], over: int
) -> tuple[Span, ...]:
    """Return the spans of stops, given the moment of each date and that at which all is over."""
    begins = [*_stop_begins(stops, place, over), over]
    spans = []
    for stop, (begin, reached_next) in zip(stops, pairwise(begins), strict=True):
        end = reached_next
        if stop.departure:
            end = min(reached_next, place(stop.departure))
        if stop.arrival:  # seen there: current at least for that moment, unless it moved on in it
            end = max(end, min(begin + 1, reached_next))
        elif not stop.departure:  # passed at an unknown time
            end = begin
        spans.append(Span(begin, max(begin, end)))
    return tuple(spans)


def _stop_begins(stops: tuple[Stop, ...], place: Callable[[EdtfDate], int], over: int) -> list[int]:
    """Return the moment at which each stop has been reached; an undated one when the next has."""
    begins = []
    next_begin = over
    for stop in reversed(stops):
        date = stop.arrival or stop.departure
        # Vague dates may overlap ("September", then "12 September"): travel order wins.
        begin = min(place(date), next_begin) if date else next_begin
        begins.append(begin)
        next_begin = begin
    return begins[::-1]
