"""Journeys nobody thought of, for Hypothesis; and short ways to write one down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hypothesis import strategies as st

from routemap.model.edtf_dates import parse_date
from routemap.model.journey import (
    Basis,
    Event,
    Journey,
    Leg,
    Phrase,
    Stop,
    Traveller,
    UndatedPosition,
    Wording,
)

# Few days, so that dates meet; a stop may be dated, left, both or neither.
_DATES = (
    *("", "", "2023", "2023-09", "2023-09~", "2023-10", "2023-09-01", "2023-09-02?"),
    *("2023-09-12", "2023-09-13", "2023-09-12/2023-09-13", "../2023-09-13", "../2023-09"),
    *("2023-09-13/..", "2023-22", "-0333-03", "2023-09-13T13:00:00"),
)
_dates = st.sampled_from(_DATES)
_positions = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def english(text: str) -> Wording:
    return Wording(Phrase(text, "en"))


def stop(
    arrival: str = "", departure: str = "", at: tuple[float, float] = (0.0, 0.0), name: str = "A"
) -> Stop:
    """A stop; its id is set by `journey_of`."""
    return Stop(
        id=name,
        name=english(name),
        latitude=at[0],
        longitude=at[1],
        arrival=parse_date(arrival) if arrival else None,
        departure=parse_date(departure) if departure else None,
    )


def event(date: str = "", *, at: str = "", undated: str = "after", words: str = "") -> Event:
    return Event(
        id=date or undated,
        headline=english("Something"),
        date=parse_date(date) if date else None,
        date_text=english(words),
        undated=UndatedPosition(undated),
        stop=at,
    )


def journey_of(
    *stops: Stop, events: tuple[Event, ...] = (), basis: Basis = Basis.INFERRED
) -> Journey:
    legs = tuple(Leg(start.id, end.id, basis=basis) for start, end in pairwise(stops))
    return Journey(english("A journey"), stops, legs, events)


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    """Any stops in any order of dates, well ordered or not, with and without events."""
    stops = [
        stop(draw(_dates), draw(_dates), draw(_positions), name=f"stop-{number}")
        for number in range(draw(st.integers(1, 6)))
    ]
    if draw(st.booleans()):  # most tables are in order; the undated ones stay where they are
        dated = sorted(
            (s for s in stops if s.arrival or s.departure),
            key=lambda s: (s.arrival or s.departure).sort_day,  # type: ignore[union-attr]
        )
        stops = [dated.pop(0) if s.arrival or s.departure else s for s in stops]
    ids = st.sampled_from(["", *(each.id for each in stops)])
    events = tuple(
        event(draw(_dates), at=draw(ids), undated=draw(st.sampled_from(("before", "after"))))
        for _ in range(draw(st.integers(0, 4)))
    )
    return journey_of(*stops, events=events)


def shared_by(journey: Journey, who: Sequence[str]) -> Journey:
    """The journey with each stop given to a traveller; it has no legs between two of them."""
    ids = sorted(set(who))
    stops = [
        replace(each, traveller=traveller)
        for wanted in ids
        for each, traveller in zip(journey.stops, who, strict=True)
        if traveller == wanted
    ]
    legs = {(leg.start, leg.end): leg for leg in journey.legs}
    return replace(
        journey,
        stops=tuple(stops),
        legs=tuple(
            legs.get((start.id, end.id), Leg(start.id, end.id, end.mode))
            for start, end in pairwise(stops)
            if start.traveller == end.traveller
        ),
        travellers=tuple(Traveller(each, english(each.title())) for each in ids),
        events=tuple(replace(each, who=tuple(ids[:2])) for each in journey.events),
    )


@st.composite
def shared_journeys(draw: st.DrawFn, journey: Journey | None = None) -> Journey:
    """A journey of up to three travellers; without one given, any."""
    journey = journey or draw(journeys())
    stops = len(journey.stops)
    who = st.lists(st.sampled_from(["amundsen", "byrd", "scott"]), min_size=stops, max_size=stops)
    return shared_by(journey, draw(who))
