"""The travellers: those of travellers.csv, or those whom the table of stops names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from routemap.errors import Quoting
from routemap.model.journey import Phrase, Stop, Traveller, Wording
from routemap.tables.cross_references import KnownIds
from routemap.tables.ids import slug
from routemap.tables.problems import Hint, ProblemLog, shown
from routemap.tables.schema import STOPS, TRAVELLERS
from routemap.tables.table import Entries

Tell = Callable[[str, Hint], None]
"""Takes what is wrong with a cell, and how to fix it."""

_BETWEEN = ";"
# What stands between ids in tables and in addresses.
_SEPARATORS = re.compile(r"[\s,;]+")


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
        self._is_listed = bool(listed.rows)
        self._spellings: dict[str, str] = {}
        """How each is written, by id."""
        if self._is_listed:
            self._spellings = {entry.id: entry.id for entry in listed.rows}
            what = f"{{}} is not the id of a traveller in {TRAVELLERS.file}"
        else:
            for words in filter(None, named):
                self._spellings.setdefault(id_of_words(words), words)
            what = f"{{}} is no traveller of {STOPS.file}"
        self._known = KnownIds(self._spellings.values(), what, "the travellers are {}")
        self._ids = {spelled: each for each, spelled in self._spellings.items()}
        names = ((id_of_words(each.name.original.text), each.id) for each in listed.records)
        self._alike = unambiguous(names) | unambiguous(
            (id_of_words(each), each) for each in self._spellings
        )
        self.all = (
            listed.records
            if self._is_listed
            else tuple(
                Traveller(traveller_id, Wording(Phrase(words, language)))
                for traveller_id, words in self._spellings.items()
            )
        )
        self._is_blank_told = False

    def read(self, words: str, warn: Tell, refuse: Tell) -> str:
        """Return the id of the traveller that a cell names; that of the first if it is blank."""
        if not words:
            return self._first(warn)
        if _BETWEEN in words and not self._is_listed:
            parts = {id_of_words(part) for part in words.split(_BETWEEN)} - {id_of_words(words)}
            if parts & self._spellings.keys():
                what = Quoting("{} names several travellers", shown(words))
                refuse(what, "write a row for each of them")
                return words
            what = Quoting("{} is taken for the name of one traveller", shown(words))
            warn(what, "write a row for each if it names several")
        if words in self._ids:
            return self._ids[words]
        meant = self._alike.get(id_of_words(words))
        if meant is None:
            wrong = self._known.why_not(words)
            if wrong:
                refuse(*wrong)
            return words
        spelled = shown(self._spellings[meant])
        what = Quoting("{} is written {} elsewhere, and taken for the same", shown(words), spelled)
        warn(what, Quoting("write {}", spelled))
        return meant

    def _first(self, warn: Tell) -> str:
        """Return the first traveller; tell once if none but other rows say who that is."""
        first = next(iter(self._spellings), "")
        if first and not self._is_listed and not self._is_blank_told:
            self._is_blank_told = True
            spelled = shown(self._spellings[first])
            what = Quoting("no traveller is named here, so it is {}, the first", spelled)
            warn(what, "name one in each row")
        return first


def id_of_words(words: str) -> str:
    """Return the id of a traveller whom a table only names."""
    return slug(words) or _SEPARATORS.sub("-", words)


def unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what stands for one id only."""
    found: dict[str, set[str]] = {}
    for words, each in pairs:
        found.setdefault(words, set()).add(each)
    return {words: ids.pop() for words, ids in found.items() if len(ids) == 1}


def following_rows(cells: Sequence[str]) -> dict[int, int]:
    """Return the places of rows and the traveller's next, from what cells say as `rows_of_each`."""
    return {start: end for rows in rows_of_each(cells) for start, end in pairwise(rows)}


def rows_of_each(cells: Sequence[str]) -> tuple[list[int], ...]:
    """Return the places of rows, from 0, traveller by traveller, from what their cells say.

    Blank cells are of the first who is named.
    """
    ids = [id_of_words(words) if words else "" for words in cells]
    first = next(filter(None, ids), "")
    groups: dict[str, list[int]] = {}
    for place, each in enumerate(ids):
        groups.setdefault(each or first, []).append(place)
    return tuple(groups.values())


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
        if entry.id not in seen:
            what = Quoting("{} has no stop, so nothing of it is on the map", shown(entry.id))
            hint = f"name it in the column “traveller” of {STOPS.file}, or delete the row"
            problems.warning(entry.row.number, "id", what, hint)
