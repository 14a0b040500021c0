"""What a journey's tables state of time, and the network of times that it makes.

Only what is reported and certain binds: a row that is less certain, an event that is itself
inferred, a date with “~” or “?” state nothing here, and no speed is counted over a leg to or from a
stop that is less certain. That stops were visited in the order of the table is taken for granted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import tzinfo
from enum import StrEnum
from functools import cached_property
from math import floor
from typing import NamedTuple, TypeAlias

from routemap.geo.geodesic import sphere_distance_km
from routemap.model.distances import Distance, Measure
from routemap.model.edtf_dates import EdtfDate
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Basis, Certainty, Event, Stop
from routemap.model.meetings import TOGETHER_KM
from routemap.model.speeds import Speed
from routemap.model.tracks import Track
from routemap.reasoning.clocks import NO_SPAN, Span, span_of, zone_named
from routemap.reasoning.network import Conflict, Limit, Link, Network, Solution, solve

_HOUR_MINUTES = 60
# Of latitude: more than those who are together are apart.
_TOGETHER_DEGREES = 0.001


class Occasion(StrEnum):
    """What happens to a stop."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"


ARRIVAL, DEPARTURE = Occasion


class StopDate(NamedTuple):
    """The date at which the row of a stop says that it was reached or left."""

    stop: int
    occasion: Occasion


class EventThere(NamedTuple):
    """An event at a stop: that it was then, and that those whom it is of were there."""

    event: int


Premise: TypeAlias = StopDate | EventThere | Speed


@dataclass(frozen=True)
class Statements:
    """What an itinerary states of time, and which speeds are assumed.

    The times of its network are arrival and departure of each stop, then each event that binds.
    """

    itinerary: Itinerary
    speeds: tuple[Speed, ...]

    def network(self) -> Network[Premise]:
        """Return the times of stops and events, and all that bounds them."""
        of_stops = self._network_of_stops()
        visits = dict(self._visits_of_events(of_stops))
        times = list(enumerate(map(EventThere, visits), start=of_stops.size))
        not_before, not_after = self._limits(times)
        there: list[Link[Premise]] = []
        for time, premise in times:
            for first, last in visits[premise.event]:
                there.append(Link(time_of(first, ARRIVAL), time, 0, premise))
                there.append(Link(time, time_of(last, DEPARTURE), 0, premise))
        return Network(
            of_stops.size + len(times),
            (*of_stops.not_before, *not_before),
            (*of_stops.not_after, *not_after),
            (*of_stops.links, *there, *self._travel()),
        )

    def date_of(self, premise: StopDate | EventThere) -> EdtfDate | None:
        """Return the date that a premise states."""
        if isinstance(premise, EventThere):
            return self.itinerary.journey.events[premise.event].date
        stop = self.itinerary.journey.stops[premise.stop]
        return stop.arrival if premise.occasion == ARRIVAL else stop.departure

    def stop_of(self, premise: StopDate | EventThere) -> int:
        """Return the number of the stop that a premise is about."""
        if isinstance(premise, StopDate):
            return premise.stop
        stop = self.itinerary.stop_number(self.itinerary.journey.events[premise.event].stop)
        if stop is None:
            raise ValueError(f"the event {premise.event} is at no stop")
        return stop

    def zone_of(self, stop: int) -> tzinfo | None:
        """Return the time zone in which the dates of a stop are counted, None if none is known."""
        journey = self.itinerary.journey
        return zone_named(journey.stops[stop].time_zone or journey.time_zone)

    def span(self, premise: StopDate | EventThere) -> Span:
        """Return the minutes between which a premise has something happen; none if it is vague."""
        if isinstance(premise, StopDate) and not _is_certain(
            self.itinerary.journey.stops[premise.stop]
        ):
            return NO_SPAN
        return span_of(self.date_of(premise), self.zone_of(self.stop_of(premise)))

    @cached_property
    def ways(self) -> tuple[Distance, ...]:
        """Return how far each leg is at least, with what is known of the way.

        A stub off the line is not counted, since nobody says by what means it was travelled; nor
        of a straight line what the places at its ends may lie off.
        """
        return tuple(map(self._way, self._legs))

    def _way(self, leg: int) -> Distance:
        way = self.itinerary.leg_distances[leg]
        if way.measure != Measure.STRAIGHT:
            return replace(way, off_line_km=0.0) if way.off_line_km else way
        start, end = (self.itinerary.journey.stops[stop] for stop in self._leg_ends[leg])
        vague_km = (start.accuracy_km or 0.0) + (end.accuracy_km or 0.0)
        return replace(way, km=max(0.0, way.km - vague_km)) if vague_km else way

    def speed_on(self, leg: int) -> Speed | None:
        """Return the highest speed that is assumed on a leg, None if none is."""
        return self._speed_of.get(self.itinerary.journey.legs[leg].mode.casefold())

    @cached_property
    def _speed_of(self) -> dict[str, Speed]:
        """Return the speeds by what their modes are compared by; of two for one the first."""
        return {speed.mode.casefold(): speed for speed in reversed(self.speeds) if speed.mode}

    def _network_of_stops(self) -> Network[Premise]:
        rows = self.itinerary.journey.stops
        stops = range(len(rows))
        # Only of what is dated: a premise each for all would take longer than all the rest.
        not_before, not_after = self._limits(
            (time_of(stop, occasion), StopDate(stop, occasion))
            for stop, row in enumerate(rows)
            for occasion, date in ((ARRIVAL, row.arrival), (DEPARTURE, row.departure))
            if date
        )
        order: list[Link[Premise]] = [
            *(Link(time_of(stop, ARRIVAL), time_of(stop, DEPARTURE)) for stop in stops),
            *(Link(*self.times_of_leg(leg)) for leg in self._legs),
        ]
        return Network(2 * len(stops), not_before, not_after, tuple(order))

    def _limits(
        self, times: Iterable[tuple[int, StopDate | EventThere]]
    ) -> tuple[tuple[Limit[Premise], ...], tuple[Limit[Premise], ...]]:
        not_before, not_after = list[Limit[Premise]](), list[Limit[Premise]]()
        for time, premise in times:
            first, last = self.span(premise)
            if first is not None:
                not_before.append(Limit(time, first, premise))
            if last is not None:
                not_after.append(Limit(time, last, premise))
        return tuple(not_before), tuple(not_after)

    def counts(self, leg: int) -> bool:
        """Tell whether a speed is counted over a leg: only between stops that are certain."""
        stops = self.itinerary.journey.stops
        start, end = self._leg_ends[leg]
        return _is_certain(stops[start]) and _is_certain(stops[end])

    def times_of_leg(self, leg: int) -> tuple[int, int]:
        """Return the times in the network at which a leg was begun and ended."""
        start, end = self._leg_ends[leg]
        return time_of(start, DEPARTURE), time_of(end, ARRIVAL)

    @cached_property
    def _leg_ends(self) -> tuple[tuple[int, int], ...]:
        return tuple(map(self.itinerary.leg_ends, self._legs))

    def _travel(self) -> Iterator[Link[Premise]]:
        for leg in self._legs:
            speed = self.speed_on(leg)
            if speed and self.counts(leg):
                minutes = floor(_HOUR_MINUTES * self.ways[leg].km / speed.km_per_hour)
                yield Link(*self.times_of_leg(leg), minutes, speed)

    @property
    def _legs(self) -> range:
        return range(len(self.itinerary.journey.legs))

    def _visits_of_events(
        self, of_stops: Network[Premise]
    ) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """Yield events that bind, and of all whom they bind the first and last stop they may be at.

        Whom an event is of, if its row does not say, is those of its place; but a story may tell of
        a place before or after the visit, so then only an event that can have been during it binds.
        """
        open_to: Solution[Premise] | Conflict[Premise] | None = None
        for number, event in enumerate(self.itinerary.journey.events):
            here = self.itinerary.stop_number(event.stop) if event.stop else None
            if here is None or event.basis != Basis.REPORTED or not _is_certain(event):
                continue
            first, last = self.span(EventThere(number))
            visits = list(self._visits(event, here)) if event.who else [(here, here)]
            if not event.who:
                open_to = open_to or solve(of_stops)
                if not _can_be(first, last, here, open_to):
                    continue
            if visits and (len(visits) > 1 or (first, last) != NO_SPAN):
                yield number, visits

    def _visits(self, event: Event, here: int) -> Iterator[tuple[int, int]]:
        """Yield the first and last stop at a place of all travellers whom an event is of.

        One who has no stop there is not bound: nobody says when that can have been.
        """
        own = self.itinerary.track_of(here)
        for track in self.itinerary.tracks:
            if self.itinerary.journey.stops[track.stops.start].traveller not in event.who:
                continue
            visits = [here] if track == own else self._stops_at(here, track)
            if visits:
                yield visits[0], visits[-1]

    def _stops_at(self, here: int, track: Track) -> list[int]:
        stops, place = self.itinerary.journey.stops, self.itinerary.journey.stops[here].position
        south, north = (place[0] + side * _TOGETHER_DEGREES for side in (-1, 1))
        return [
            stop
            for stop in track.stops
            if south < stops[stop].latitude < north
            and sphere_distance_km(stops[stop].position, place) < TOGETHER_KM
        ]


def time_of(stop: int, occasion: Occasion) -> int:
    """Return the number of a time in the network."""
    return 2 * stop + (occasion == DEPARTURE)


def occasion_of(time: int) -> tuple[int, Occasion]:
    """Return the stop and the occasion of a time in the network that is that of a stop."""
    return time // 2, DEPARTURE if time % 2 else ARRIVAL


def _is_certain(row: Stop | Event) -> bool:
    return row.certainty == Certainty.CERTAIN


def _can_be(
    first: int | None,
    last: int | None,
    stop: int,
    found: Solution[Premise] | Conflict[Premise],
) -> bool:
    """Tell whether something may have been during the visit, as far as the dates of stops go."""
    if isinstance(found, Conflict):
        return False
    arrival = found.earliest.minutes[time_of(stop, ARRIVAL)]
    departure = found.latest.minutes[time_of(stop, DEPARTURE)]
    is_not_over = last is None or arrival is None or last >= arrival
    return is_not_over and (first is None or departure is None or first <= departure)
