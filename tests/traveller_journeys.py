"""Small journeys of several travellers, made for tests."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, count, pairwise
from typing import TYPE_CHECKING

from any_journey import english, stop
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.journey import Journey, Leg, Traveller

if TYPE_CHECKING:
    from collections.abc import Sequence

Visit = tuple[str, tuple[float, float], str]
"""A stop: its name, where it lies, and its date of arrival."""
NAMES = ("Ann", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal")


def shared_journey(*ways: Sequence[Visit]) -> Journey:
    """A journey of Ann, Ben, …, each with the stops of a way."""
    travellers, stops, legs = [], [], []
    names = chain(NAMES, (f"T{number}" for number in count(len(NAMES) + 1)))
    for name, way in zip(names, ways, strict=False):
        travellers.append(Traveller(name.lower(), english(name)))
        own = [
            replace(stop(date, at=at, name=place), id=f"{name}-{n}", traveller=name.lower())
            for n, (place, at, date) in enumerate(way, start=1)
        ]
        stops += own
        legs += [Leg(start.id, end.id) for start, end in pairwise(own)]
    return Journey(english("A race"), tuple(stops), tuple(legs), travellers=tuple(travellers))


def shared(*ways: Sequence[Visit]) -> Itinerary:
    """The same with what follows from it."""
    return build_itinerary(shared_journey(*ways))
