"""What is written beside a disc, or beside all those at one place: names, numbers and dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from routemap.i18n.dates import Length, stop_date
from routemap.model.itinerary import Scene
from routemap.model.timeline import State
from routemap.pictures.drawing import DrawnStop
from routemap.pictures.legibility import legible_name

_MOST_DATES, _MOST_NAMES = 4, 3


@dataclass(frozen=True, slots=True)
class StopWords:
    """The words of one label: the stops it names (from 0), a name, and in smaller type the rest.

    `numbers` are those that cannot be read on the cards of a stack, "" if they can.
    """

    stops: tuple[int, ...]
    name: str
    numbers: str
    dates: str


@dataclass(frozen=True)
class StopWriter:
    """Writes the labels of a picture's stops in a language, dates without a year they share."""

    scene: Scene
    stops: Sequence[DrawnStop]
    language: str
    year: str

    def words(self, number: int) -> StopWords:
        """Return the label that names a stop: its own, or that of all in its group.

        A stack has one label, with the numbers of its stops, which cannot be read on its cards; so
        have discs side by side that bear one name.
        """
        stop = self.stops[number]
        names = [self._name(each) for each in stop.group]
        is_one_name = len(set(names)) == 1
        if not stop.stack and not is_one_name:
            return StopWords((number,), self._name(number), "", self._dates((number,)))
        numbers = ", ".join(str(each + 1) for each in stop.group) if stop.stack else ""
        dates = self._dates(stop.group) if is_one_name and len(names) <= _MOST_DATES else ""
        name = names[0] if is_one_name else self._several(stop.group)
        return StopWords(stop.group, name, numbers, dates)

    def _several(self, group: Sequence[int]) -> str:
        """Return the current stop's name, else the first names of a stack; and how many more."""
        current = [each for each in group if self.stops[each].state == State.CURRENT]
        names = list(dict.fromkeys(self._name(each) for each in group))
        shown = [self._name(current[0])] if current else names[:_MOST_NAMES]
        more = len(names) - len(shown)
        return f"{', '.join(shown)} +{more}" if more else ", ".join(shown)

    def _name(self, number: int) -> str:
        return legible_name(self.scene.journey.stops[number].name, self.language)

    def _dates(self, numbers: Sequence[int]) -> str:
        stops = (self.scene.journey.stops[number] for number in numbers)
        dates = (
            stop_date(stop, self.language, Length.SHORT, without_year=self.year).text
            for stop in stops
        )
        return ", ".join(dict.fromkeys(filter(None, dates)))
