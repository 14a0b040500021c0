"""Which stops and legs belong to which traveller, and where a traveller is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import count, groupby
from typing import TYPE_CHECKING

from routemap.model.journey import Phrase, Traveller, Wording

if TYPE_CHECKING:
    from routemap.model.journey import Journey

_LAST_LOOK = 5


@dataclass(frozen=True, slots=True)
class Track:
    """The stops and legs of one traveller, by their numbers in the journey.

    `number` counts the travellers from 0, those left out too; `traveller` is None where the tables
    name none.
    """

    number: int
    traveller: Traveller | None
    stops: range
    legs: range

    @property
    def letter(self) -> str:
        """Return the letter of the traveller: A for the first, after Z AA."""
        letters, rest = "", self.number + 1
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return letters

    @property
    def look(self) -> int:
        """Return the number of its look, from 0: one of six, of which more share the last."""
        return min(self.number, _LAST_LOOK)

    @property
    def name(self) -> Wording:
        """Return what the traveller is called; the letter where the tables do not say."""
        return self.traveller.name if self.traveller else Wording(Phrase(self.letter, ""))

    @property
    def ends(self) -> tuple[int, int]:
        """Return the first stop and the last."""
        return self.stops[0], self.stops[-1]

    def leg_to(self, stop: int) -> int | None:
        """Return the leg that leads to a stop, None for the first."""
        return None if stop == self.stops.start else self.legs.start + stop - self.stops.start - 1

    def leg_from(self, stop: int) -> int | None:
        """Return the leg that leads on from a stop, None for the last."""
        return None if stop == self.stops.stop - 1 else self.legs.start + stop - self.stops.start

    def leg_ends(self, leg: int) -> tuple[int, int]:
        """Return the stops that a leg joins."""
        start = leg - self.legs.start + self.stops.start
        return start, start + 1


class Progress(StrEnum):
    """How far a traveller has come."""

    NOT_BEGUN = "not begun"
    AT_STOP = "at stop"
    UNDER_WAY = "under way"
    ARRIVED = "arrived"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a traveller is at a moment.

    `reached` is the last stop that it has reached, the first if it has not begun; `stop` the one
    where it is, `leg` the one that it travels; None if it is at or on none.
    """

    track: Track
    progress: Progress
    reached: int
    stop: int | None = None
    leg: int | None = None


def tracks_of(journey: Journey) -> tuple[Track, ...]:
    """Return the tracks of all travellers who have a stop, in the order of the stops."""
    known = {each.id: each for each in journey.travellers}
    only = journey.travellers[0] if len(journey.travellers) == 1 else None
    tracks: list[Track] = []
    absent = {each.number for each in journey.absent}
    free = (number for number in count() if number not in absent)
    stop = leg = 0
    for traveller, group in groupby(journey.stops, key=lambda each: each.traveller):
        number = sum(1 for _ in group)
        stops, legs = range(stop, stop + number), range(leg, leg + number - 1)
        tracks.append(Track(next(free), known.get(traveller, only), stops, legs))
        stop, leg = stops.stop, legs.stop
    return tuple(tracks)
