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
    """The words of one label.

    Attributes
    ----------
    marks
        Numbers (from 0) of the stops beside whose discs it stands.
    stops
        Those of them whose names it writes.
    name, dates
        Of these stops; "" and () if there are none, or too many.
    numbers
        Those of a stack, which cannot be read on its cards; "" of other discs.
    """

    marks: tuple[int, ...]
    stops: tuple[int, ...]
    name: str
    numbers: str
    dates: tuple[str, ...]


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
            return StopWords((number,), (number,), self._name(number), "", self._dates((number,)))
        marks = map(self.scene.itinerary.mark, stop.group)
        numbers = ", ".join(marks) if stop.stack else ""
        dates = self._dates(stop.group) if is_one_name and len(names) <= _MOST_DATES else ()
        shown = self._names_shown(stop.group)
        more = len(set(names)) - len(shown)
        name = f"{', '.join(shown)} +{more}" if more else ", ".join(shown)
        named = tuple(n for n, each in zip(stop.group, names, strict=True) if each in shown)
        return StopWords(stop.group, named, name, numbers, dates)

    def _names_shown(self, group: Sequence[int]) -> list[str]:
        """Return the name of the current stop of a group, else the first names."""
        current = [n for n in group if self.stops[n].state == State.CURRENT]
        return list(dict.fromkeys(self._name(n) for n in current or group))[:_MOST_NAMES]

    def _name(self, number: int) -> str:
        return legible_name(self.scene.journey.stops[number].name, self.language)

    def _dates(self, numbers: Sequence[int]) -> tuple[str, ...]:
        stops = (self.scene.journey.stops[number] for number in numbers)
        dates = (
            stop_date(stop, self.language, Length.SHORT, without_year=self.year).text
            for stop in stops
        )
        return tuple(dict.fromkeys(filter(None, dates)))
