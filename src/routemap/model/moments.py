"""The moments of a journey in their order, and which of them each stop and event has.

A date is one moment, and where a traveller reaches several stops on it, each has a moment of its
own; so has a stop without a date. The first stops of all travellers on a date share one, then the
second ones.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum
from itertools import zip_longest
from typing import NamedTuple
from zoneinfo import ZoneInfo

from routemap.model.edtf_dates import Day, EdtfDate, parse_date
from routemap.model.journey import Event, Journey, Step, UndatedPosition, Wording
from routemap.model.tracks import Track, tracks_of

_DAY_S = 86_400
_SEVERAL = 2


class MomentKind(StrEnum):
    """What a position of the slider stands for.

    A date, a stop without one, or what lies before or after the whole journey.
    """

    BEFORE = "before"
    DATED = "dated"
    UNDATED_STOP = "undated stop"
    AFTER = "after"


class Visit(NamedTuple):
    """A stop whose moment it is: its number, from 0, of how many of its traveller, and its name."""

    number: int
    of: int
    name: Wording


@dataclass(frozen=True, slots=True)
class Moment:
    """One position of the date slider.

    Only a dated one has a `date`; `words` are the source's own, where it is finer than EDTF.
    `visits` are given where the date alone does not tell the moment from others: a traveller
    reaches several stops on it, or the stop has none. `is_hour` says that the moment is an hour
    within which several times are given.
    """

    id: str
    kind: MomentKind
    date: EdtfDate | None = None
    words: Wording | None = None
    visits: tuple[Visit, ...] = ()
    is_hour: bool = False

    @property
    def is_exact_day(self) -> bool:
        """Tell whether it is a single day, neither approximate nor uncertain."""
        return self.date is not None and self.date.is_exact_day


class OrderedMoments(NamedTuple):
    """The moments in order.

    The others are places among them: of each stop's own moment, of the moment that each event
    joins, and of the moment that a date by itself means, by `Clock.moment_id`.
    """

    moments: tuple[Moment, ...]
    of_stops: tuple[int, ...]
    of_events: tuple[int, ...]
    of_dates: Mapping[str, int]


class Clock(NamedTuple):
    """The time zone of the narrative, and how finely moments follow times of day."""

    zone: tzinfo | None
    step: Step

    @classmethod
    def of(cls, journey: Journey) -> Clock:
        """Return the clock of a journey."""
        return cls(ZoneInfo(journey.time_zone) if journey.time_zone else None, journey.step)

    def moment_id(self, date: EdtfDate) -> str:
        """Return the id of the moment a date joins, where no stop has that for itself."""
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


class _Mention(NamedTuple):
    """One date somewhere in the tables.

    `stop` is the number of the stop that is reached on it and that it belongs to.
    """

    date: EdtfDate
    words: Wording
    has_place: bool
    stop: int | None = None
    not_before: Day | None = None


class _Slot(NamedTuple):
    """A moment in the making.

    `date_id` is the date it has, "" for none; `stops` the numbers of the stops whose own it is,
    one of a traveller; `is_first` says that what has the date and no moment of its own joins it.
    """

    id: str
    date_id: str
    stops: tuple[int, ...] = ()
    mentions: Sequence[_Mention] = ()
    is_first: bool = False


def ordered_moments(journey: Journey, clock: Clock) -> OrderedMoments:
    """Put the moments of a journey in order.

    Dates stand in their own order, and a traveller's stops in that of travel. A stop without a
    date, or whose date contradicts the order of travel, stands before the next one that keeps it.
    """
    mentions = _Mentions(journey, clock)
    slots = tuple(_in_travel_order(*_slots(mentions), mentions))
    moments = [_moment(slot, mentions) for slot in slots]
    undated = {position for event in journey.events if (position := mentions.side_of(event))}
    begin = int(UndatedPosition.BEFORE in undated)
    if begin:
        moments.insert(0, Moment("before", MomentKind.BEFORE))
    if UndatedPosition.AFTER in undated:
        moments.append(Moment("after", MomentKind.AFTER))
    of_stops = {stop: place for place, slot in enumerate(slots, begin) for stop in slot.stops}
    of_dates = {slot.date_id: place for place, slot in enumerate(slots, begin) if slot.is_first}

    def place_of(event: Event) -> int:
        stop = mentions.own_stop(event)
        if stop is not None:
            return of_stops[stop]
        if event.date:
            return of_dates[clock.moment_id(event.date)]
        return 0 if event.undated == UndatedPosition.BEFORE else len(moments) - 1

    return OrderedMoments(
        tuple(moments),
        tuple(of_stops[number] for number in range(len(journey.stops))),
        tuple(map(place_of, journey.events)),
        of_dates,
    )


class _Mentions:
    """All dates of a journey, by the moment they join, in the order of these."""

    def __init__(self, journey: Journey, clock: Clock) -> None:
        self.stops = journey.stops
        self.tracks = tracks_of(journey)
        self.track_of = [track for track in self.tracks for _ in track.stops]
        self.date_ids = tuple(
            clock.moment_id(stop.reached) if stop.reached else "" for stop in self.stops
        )
        self._clock = clock
        self._numbers = {stop.id: number for number, stop in enumerate(self.stops)}
        found: dict[str, list[_Mention]] = defaultdict(list)
        for mention in (*self._of_stops(), *self._of_events(journey.events)):
            found[clock.moment_id(mention.date)].append(mention)
        self.by_date = dict(sorted(found.items(), key=lambda each: _order(*each)))

    def own_stop(self, event: Event) -> int | None:
        """Return the stop whose moment an event joins, None if it joins that of a date or side."""
        number = self._numbers.get(event.stop)
        if number is None:
            return None
        if event.date:
            return number if self._clock.moment_id(event.date) == self.date_ids[number] else None
        joins = not self.date_ids[number] and event.undated == UndatedPosition.AFTER
        return number if joins else None

    def side_of(self, event: Event) -> UndatedPosition | None:
        """Return the side of all dates on which an event stands, None if it has a moment there."""
        return None if event.date or self.own_stop(event) is not None else event.undated

    def visit(self, number: int) -> Visit:
        """Return a stop as one of its traveller's."""
        track = self.track_of[number]
        place = number - track.stops.start
        return Visit(place, len(track.stops), self.stops[number].name)

    def _of_stops(self) -> Iterator[_Mention]:
        for track in self.tracks:
            yield from self._of_track(track)

    def _of_track(self, track: Track) -> Iterator[_Mention]:
        reached: Day | None = None
        for number in track.stops:
            stop = self.stops[number]
            dates = ((stop.arrival, stop.arrival_text), (stop.departure, stop.departure_text))
            for date, words in dates:
                if date:
                    is_own = self._clock.moment_id(date) == self.date_ids[number]
                    yield _Mention(
                        date,
                        words,
                        has_place=True,
                        stop=number if is_own else None,
                        not_before=reached,
                    )
            days = [date.sort_day for date, _ in dates if date]
            reached = max([*days, reached] if reached else days, default=None)

    def _of_events(self, events: Iterable[Event]) -> Iterator[_Mention]:
        for event in events:
            if event.date:
                own = self.own_stop(event)
                yield _Mention(event.date, event.date_text, bool(event.stop), own)


def _slots(found: _Mentions) -> tuple[list[_Slot], dict[int, _Slot]]:
    """Return the moments in the order of dates; apart from them those of stops out of it."""
    visits: dict[str, list[int]] = defaultdict(list)
    for number, date_id in enumerate(found.date_ids):
        visits[date_id].append(number)
    keep = _in_order(found)
    placed: list[_Slot] = []
    apart = {
        number: _Slot(f"@{found.stops[number].id}", "", (number,)) for number in visits.pop("", ())
    }
    for date_id, mentions in found.by_date.items():
        stops = visits[date_id]
        of_stops: dict[int | None, list[_Mention]] = defaultdict(list)
        for each in mentions:
            of_stops[each.stop].append(each)
        others = of_stops[None]
        shared = _shared([number for number in stops if number in keep], found)
        misplaced = [(number,) for number in stops if number not in keep]
        if len(shared) + len(misplaced) < _SEVERAL and (shared or not (misplaced and others)):
            [group] = shared or misplaced or [()]
            slots = [_Slot(date_id, date_id, group, mentions, is_first=True)]
        else:
            first = next(iter(shared), None)
            if first is None and others:
                placed.append(_Slot(date_id, date_id, (), others, is_first=True))
            elif first is None:
                first = misplaced[0]
            slots = [
                _Slot(
                    f"{date_id}@{found.stops[group[0]].id}",
                    date_id,
                    group,
                    [each for stop in group for each in of_stops[stop]]
                    + (others if group == first else []),
                    is_first=group == first,
                )
                for group in sorted((*shared, *misplaced))
            ]
        for slot in slots:
            if not slot.stops or slot.stops[0] in keep:
                placed.append(slot)
            else:
                apart[slot.stops[0]] = slot
    return placed, apart


def _shared(stops: Iterable[int], found: _Mentions) -> list[tuple[int, ...]]:
    """Return the stops of one date in groups: the first of each traveller, then the second ones."""
    of_travellers: dict[int, list[int]] = defaultdict(list)
    for number in stops:
        of_travellers[found.track_of[number].number].append(number)
    return [
        tuple(number for number in together if number is not None)
        for together in zip_longest(*of_travellers.values())
    ]


def _in_order(found: _Mentions) -> frozenset[int]:
    """Return as many stops of each traveller as possible whose dates rise along the way."""
    ranks = {date_id: rank for rank, date_id in enumerate(found.by_date)}
    return frozenset(
        number
        for track in found.tracks
        for number in _rising(
            [(each, ranks[found.date_ids[each]]) for each in track.stops if found.date_ids[each]]
        )
    )


def _rising(dated: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield the numbers of the longest row of ranks that do not fall; the first such row."""
    falls: list[int] = []  # negative, of the greatest rank at which a run of each length begins
    longest: dict[int, int] = {}  # how long a run begins with each stop
    for number, rank in reversed(dated):
        shorter = bisect_right(falls, -rank)
        falls[shorter : shorter + 1] = [-rank]
        longest[number] = shorter + 1
    missing, least = len(falls), 0
    for number, rank in dated:
        if longest[number] == missing and rank >= least:
            yield number
            missing, least = missing - 1, rank


def _in_travel_order(
    placed: Iterable[_Slot], apart: Mapping[int, _Slot], found: _Mentions
) -> Iterator[_Slot]:
    """Put the stops that stand apart before the next stop of their traveller."""
    waiting: dict[int, deque[int]] = defaultdict(deque)
    for number in sorted(apart):
        waiting[found.track_of[number].number].append(number)
    for slot in placed:
        for stop in slot.stops:
            before = waiting[found.track_of[stop].number]
            while before and before[0] < stop:
                yield apart[before.popleft()]
        yield slot
    yield from (apart[number] for before in waiting.values() for number in before)


def _order(
    moment_id: str, mentions: Sequence[_Mention]
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


def _moment(slot: _Slot, found: _Mentions) -> Moment:
    visits: tuple[Visit, ...] = ()
    if slot.id != slot.date_id:
        visits = tuple(map(found.visit, slot.stops))
    if not slot.date_id:
        stop = found.stops[slot.stops[0]]
        words = stop.arrival_text or stop.departure_text or None
        return Moment(slot.id, MomentKind.UNDATED_STOP, words=words, visits=visits)
    return _dated_moment(slot, visits)


def _dated_moment(slot: _Slot, visits: tuple[Visit, ...]) -> Moment:
    """Name a moment as what the map shows at it is dated.

    A date at a place goes before one at none, an exact day before "by then": where somebody was
    seen on the 15th, the moment is the 15th, but if he is only known to have left by the 10th,
    it is "by 10 September" even if something else happened elsewhere on that very day. A time of
    day names only the moment of a stop where nothing else is told: a day has other hours, and what
    is dated by the hour says so itself.
    """
    best = min(slot.mentions, key=lambda m: (not m.has_place, not m.date.is_exact_day))
    date, words, is_hour = best.date, best.words or None, False
    has_one_time = len({mention.date.edtf for mention in slot.mentions}) == 1
    if "T" in slot.date_id:
        if not has_one_time:
            date, words, is_hour = parse_date(f"{slot.date_id}:00:00"), None, True
    elif date.time and not (visits and has_one_time):
        date, words = parse_date(slot.date_id), None
    return Moment(slot.id, MomentKind.DATED, date, words, visits, is_hour)
