"""The travellers: those of travellers.csv, or those whom the table of stops names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from routemap.errors import Quoting
from routemap.model.journey import Phrase, Stop, Traveller, Wording
from routemap.tables.cross_references import KnownIds
from routemap.tables.ids import slug
from routemap.tables.problems import Hint, ProblemLog, shown
from routemap.tables.schema import STOPS, TRAVELLERS
from routemap.tables.table import Entries

Tell = Callable[[str, Hint], None]
"""Takes what is wrong with a cell, and how to fix it."""


class TravellerIndex:
    """All travellers of a journey, in the order in which they are shown.

    Parameters
    ----------
    listed
        Those of their own table.
    named
        The cells of the table of stops that name one, row by row; without a table of travellers
        they are all there is, and what they say is both id and name.
    language
        In which these names are.
    """

    def __init__(self, listed: Entries[Traveller], named: Iterable[str], language: str) -> None:
        self._listed = tuple(entry.record for entry in listed.rows if entry.record)
        self._spellings: dict[str, str] = {}
        if self._listed:
            self._spellings = {each.id: each.id for each in self._listed}
        else:
            for words in filter(None, named):
                self._spellings.setdefault(_id_of(words), words)
        self._names = {each.name.original.text: each.id for each in self._listed}
        what = f"{{}} is not the id of a traveller in {TRAVELLERS.file}"
        if not self._listed:
            what = f"{{}} is no traveller of {STOPS.file}"
        self._known = KnownIds(self._spellings, what, "the travellers are {}")
        self._language = language
        self._is_blank_told = False

    @property
    def all(self) -> tuple[Traveller, ...]:
        """Return the travellers; without a table they are called as the stops name them."""
        return self._listed or tuple(
            Traveller(traveller_id, Wording(Phrase(words, self._language)))
            for traveller_id, words in self._spellings.items()
        )

    def read(self, words: str, warn: Tell, refuse: Tell) -> str:
        """Return the id of the traveller that a cell names; that of the first if it is blank."""
        if not words:
            return self._first(warn)
        meant = _id_of(words)
        if words in self._names and words not in self._spellings:
            meant = self._names[words]
        spelled = self._spellings.get(words if words in self._spellings else meant)
        if spelled is None:
            refuse(*(self._known.why_not(words) or ("", "")))
            return words
        if words not in (spelled, self._spellings.get(words)):
            what = Quoting(
                "{} is written {} elsewhere, and taken for the same", *map(shown, (words, spelled))
            )
            warn(what, Quoting("write {}", shown(spelled)))
        return words if words in self._spellings else meant

    def _first(self, warn: Tell) -> str:
        """Return the first traveller; tell once if none but other rows say who that is."""
        first = next(iter(self._spellings), "")
        if first and not self._listed and not self._is_blank_told:
            self._is_blank_told = True
            what = Quoting(
                "no traveller is named here, so it is {}, the first", shown(self._spellings[first])
            )
            warn(what, "name one in each row")
        return first


def _id_of(words: str) -> str:
    return slug(words) or words


def grouped(stops: Iterable[Stop], travellers: Sequence[Traveller]) -> tuple[Stop, ...]:
    """Return stops traveller by traveller; those of each in their order."""
    places = {each.id: place for place, each in enumerate(travellers)}
    return tuple(sorted(stops, key=lambda stop: places.get(stop.traveller, 0)))


def check_travellers(
    listed: Entries[Traveller], stops: Iterable[Stop], problems: ProblemLog
) -> None:
    """Warn of every traveller without a stop."""
    seen = {stop.traveller for stop in stops}
    for entry in listed.rows:
        if entry.id not in seen and any(seen):
            what = Quoting("{} has no stop, so nothing of it is on the map", shown(entry.id))
            hint = f"name it in the column “traveller” of {STOPS.file}, or delete the row"
            problems.warning(entry.row.number, "id", what, hint)
