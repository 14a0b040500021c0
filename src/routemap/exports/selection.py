"""Which moments and stops of a long journey handout, slides and film tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from routemap.i18n.catalog import translate
from routemap.i18n.dates import moment_label
from routemap.i18n.numbers import count_text
from routemap.model.itinerary import Itinerary, Scene
from routemap.model.journey import Reference
from routemap.pictures.omissions import Omission

MOST_MOMENTS = 30
"""Of a journey with more, so many are told; a class has no time for a thousand."""
MOST_STOPS = 30


@dataclass(frozen=True)
class Selection:
    """The moments of a journey that are told: those that are asked for, else all of a short one.

    Of a long one the first and the last are told and, spread evenly between them, those with
    events; if these leave room, those at which a stop is reached, and then the others.
    """

    itinerary: Itinerary
    asked: tuple[int, ...] = ()

    @cached_property
    def moments(self) -> tuple[int, ...]:
        """Return the numbers of the moments, in order."""
        if self.asked:
            return tuple(sorted(set(self.asked)))
        timeline = self.itinerary.timeline
        count = len(timeline.moments)
        reached = {span.begin for span in timeline.stop_spans}
        chosen = {0, count - 1}
        for rank in (
            [number for number in range(count) if timeline.events[number]],
            [number for number in range(count) if number in reached],
            range(count),
        ):
            waiting = [number for number in rank if number not in chosen]
            chosen.update(_spread(waiting, MOST_MOMENTS - len(chosen)))
        return tuple(sorted(chosen))

    @cached_property
    def scenes(self) -> tuple[Scene, ...]:
        """Return the scenes of these moments."""
        return tuple(map(self.itinerary.scene, self.moments))

    @cached_property
    def stops(self) -> tuple[int, ...]:
        """Return the stops of a handout, in order: all of a few, else those of these moments.

        If these are too many as well, the first, the last and others spread evenly between them.
        """
        stops = self.itinerary.journey.stops
        if len(stops) <= MOST_STOPS:
            return tuple(range(len(stops)))
        told = {event.stop for scene in self.scenes for event in scene.events}
        here = {stop for scene in self.scenes for stop in scene.current_stops}
        here |= {number for number, stop in enumerate(stops) if stop.id in told}
        first, *between, last = sorted(here | {0, len(stops) - 1})
        return (first, *_spread(between, MOST_STOPS - 2), last)

    @property
    def references(self) -> tuple[Reference, ...]:
        """Return the sources as their table has them, of a long journey those of what is told."""
        journey = self.itinerary.journey
        if self.is_whole:
            return journey.references
        legs = (self.itinerary.leg_to(number) for number in self.stops)
        told = {
            *(mark for scene in self.scenes for event in scene.events for mark in event.references),
            *(mark for number in self.stops for mark in journey.stops[number].references),
            *(mark for leg in legs if leg is not None for mark in journey.legs[leg].references),
        }
        return tuple(each for each in journey.references if each.id in told)

    @property
    def is_whole(self) -> bool:
        """Tell whether all moments are told."""
        return len(self.moments) == len(self.itinerary.timeline.moments)

    def rule(self, language: str) -> str:
        """Return the sentence that says what is told of a long journey, "" if that is all."""
        if self.is_whole:
            return ""
        told, of = (
            count_text(len(moments), language)
            for moments in (self.moments, self.itinerary.timeline.moments)
        )
        key = "told_moments_asked" if self.asked else "told_moments"
        return translate(language, key, number=told, of=of)

    def stops_rule(self, language: str) -> str:
        """Return the sentence that says how many stops have room in a handout, "" if all."""
        count = len(self.itinerary.journey.stops)
        if len(self.stops) == count:
            return ""
        told, of = (count_text(number, language) for number in (len(self.stops), count))
        return translate(language, "told_stops", number=told, of=of)

    def stops_omission(self, language: str) -> tuple[Omission, ...]:
        """Return the stops that a handout does not tell of as what is left out, () if none is."""
        stops, told = self.itinerary.journey.stops, set(self.stops)
        left = tuple(
            (each.id, each.name.in_language(language).text)
            for number, each in enumerate(stops)
            if number not in told
        )
        return (Omission("stops", left, len(stops)),) if left else ()

    def omission(self, language: str) -> tuple[Omission, ...]:
        """Return the moments that are not told as what is left out, () if none is."""
        moments, told = self.itinerary.timeline.moments, set(self.moments)
        left = tuple(
            (each.id, moment_label(each, language).text)
            for number, each in enumerate(moments)
            if number not in told
        )
        return (Omission("moments", left, len(moments)),) if left else ()


def _spread(numbers: Sequence[int], most: int) -> list[int]:
    """Return at most so many of some numbers, at equal steps from each other and from the ends."""
    count = len(numbers)
    if count <= most:
        return list(numbers)
    return [numbers[(2 * place + 1) * count // (2 * most)] for place in range(most)]
