"""The moments of a journey, and the spans of its stops and legs in their order.

State is never stored for a moment: a stop or leg has the two moments at which it becomes current
and visited, and its state follows by comparison, in Python as in the browser.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from routemap.model.edtf_dates import Day, EdtfDate
from routemap.model.journey import Event, Journey, Stop
from routemap.model.moments import Clock, Moment, MomentKind, OrderedMoments, ordered_moments
from routemap.model.tracks import tracks_of


class State(StrEnum):
    """How far the journey has come with a stop or leg."""

    AHEAD = "ahead"
    CURRENT = "current"
    VISITED = "visited"


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

    def first(self, asked: str) -> int | None:
        """Return the place of a moment by its id, or of the first of a date; None without any.

        A date that is no id is one whose stops or hours have moments of their own. A screen
        begins with the first of them, a still picture shows the last: see `last`.
        """
        return next(iter(self.all_of(asked)), None)

    def last(self, asked: str) -> int | None:
        """Return the place of a moment by its id, or of the last of a date; None without any."""
        return max(self.all_of(asked), default=None)

    @property
    def first_date(self) -> str:
        """Return the first date by itself, as one may ask for it, "" if there is none."""
        return next((each.id.partition("@")[0] for each in self.moments if each.date), "")

    @property
    def names(self) -> tuple[str, ...]:
        """Return what a moment may be called by: all ids, each date before those of its stops."""
        dates = ((each.id.partition("@")[0], each.id) for each in self.moments)
        return tuple(dict.fromkeys(name for both in dates for name in both if name))

    def all_of(self, asked: str) -> list[int]:
        """Return the places of the moments that have a name: one of an id, all of a date."""
        exact = [place for place, each in enumerate(self.moments) if each.id == asked]
        within = (f"{asked}@", f"{asked}T")
        return exact or [
            place for place, each in enumerate(self.moments) if asked and each.id.startswith(within)
        ]

    def at_or_after(self, day: Day) -> int:
        """Return the first moment dated on a day or later, else the last that is dated, else 0."""
        dated = [(place, each.date) for place, each in enumerate(self.moments) if each.date]
        later = (place for place, date in dated if date.sort_day >= day)
        return next(later, dated[-1][0] if dated else 0)


def build_timeline(journey: Journey) -> Timeline:
    """Put the dates of a journey's stops and events in order."""
    clock = Clock.of(journey)
    ordered = ordered_moments(journey, clock)
    moments = ordered.moments
    is_followed = moments[-1].kind == MomentKind.AFTER

    def place(date: EdtfDate) -> int:
        return ordered.of_dates[clock.moment_id(date)]

    over = len(moments) - is_followed
    stop_spans: list[Span] = []
    leg_spans: list[Span] = []
    for track in tracks_of(journey):
        spans = tuple(_stop_spans(journey.stops, track.stops, ordered, place, over))
        stop_spans += spans
        leg_spans += (Span(start.end, end.begin) for start, end in pairwise(spans))
    events: dict[int, list[Event]] = defaultdict(list)
    for event, of_event in zip(journey.events, ordered.of_events, strict=True):
        events[of_event].append(event)
    return Timeline(
        moments,
        tuple(stop_spans),
        tuple(leg_spans),
        tuple(clock.in_order(events[number]) for number in range(len(moments))),
    )


def _stop_spans(
    stops: Sequence[Stop],
    numbers: range,
    ordered: OrderedMoments,
    place: Callable[[EdtfDate], int],
    over: int,
) -> Iterator[Span]:
    """Yield the spans of a traveller's stops, given the moment of each date and of the end."""
    begins = (*ordered.of_stops[numbers.start : numbers.stop], over)
    for number, (begin, reached_next) in zip(numbers, pairwise(begins), strict=True):
        stop, end = stops[number], reached_next
        if stop.departure:
            end = min(reached_next, max(begin, place(stop.departure)))
        # Seen there, or the one stop that the moment is about: current at least for that moment.
        if stop.arrival or ordered.moments[begin].visits:
            end = max(end, min(begin + 1, reached_next))
        yield Span(begin, end)
