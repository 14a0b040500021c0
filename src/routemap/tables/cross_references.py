"""Ids that one table names of another: stops, events, moments, sources, and the ends of legs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from routemap.errors import Quoting
from routemap.model.journey import Reference, Stop
from routemap.tables.plausibility import placed
from routemap.tables.problems import Choices, Hint, shown
from routemap.tables.schema import SOURCES, STOPS
from routemap.tables.table import Entry

Ends = tuple[str, str]
"""A leg by the ids of its two stops."""

_TRAVELLER = "traveller"
_SEPARATORS = re.compile(r"[\s;,]+")
_BRACKETS = re.compile(r"[\[\](){}]")


class KnownIds:
    """All ids of one kind.

    Parameters
    ----------
    ids
        The ids, in the order in which they are listed.
    what, otherwise
        What is wrong with an id that is not among them, and how to fix it where none is like it:
        “{}” stands for the id, and for the list of all.
    """

    def __init__(self, ids: Iterable[str], what: str, otherwise: str) -> None:
        self._ids = dict.fromkeys(ids)
        self._choices = Choices(self._ids)
        self._what = what
        self._otherwise = otherwise

    def why_not(self, one: str) -> tuple[str, Hint] | None:
        """Return what is wrong with an id and how to fix it, or None if it is known."""
        if one in self._ids:
            return None
        return Quoting(self._what, shown(one)), partial(self._what_was_meant, one)

    def _what_was_meant(self, one: str) -> str:
        known = self._choices.listed or "none"
        return self._choices.did_you_mean(one, self._otherwise.format(known))


class StopIndex(KnownIds):
    """All stops in the order of travel, by their ids; `placed` are those of a known position."""

    def __init__(self, entries: Sequence[Entry[Stop]]) -> None:
        ids = [entry.id for entry in entries]
        super().__init__(ids, f"{{}} is not the id of a stop in {STOPS.file}", "the stops are {}")
        self._following = {
            start.id: end.id for rows in by_traveller(entries) for start, end in pairwise(rows)
        }
        self.placed = {entry.id: stop for entry in entries if (stop := placed(entry))}

    def why_not_a_leg(self, ends: Ends) -> tuple[str, str, Hint] | None:
        """Return the column, what is wrong with the ends of a leg and how to fix it, or None."""
        start, end = ends
        for column, stop_id in (("from", start), ("to", end)):
            wrong = self.why_not(stop_id)
            if wrong:
                return (column, *wrong)
        following = self._following.get(start)
        if following == end:
            return None
        pattern, ends_shown = "{} is not the stop after {}", (shown(end), shown(start))
        if self._following.get(end) == start:
            what = Quoting(f"{pattern} but the one before it", *ends_shown)
            return ("to", what, "write them in the order of travel")
        what = Quoting(pattern, *ends_shown)
        if following:
            return ("to", what, Quoting("that is {}", shown(following)))
        return ("to", what, "no stop follows it, so remove the leg")


def by_traveller(stops: Sequence[Entry[Stop]]) -> Iterator[list[Entry[Stop]]]:
    """Yield the rows of each traveller in the order of travel.

    A row that gave no record is of the traveller whom the same cell names in another row.
    """
    named = {entry.row.cell(_TRAVELLER): entry.record.traveller for entry in stops if entry.record}
    groups: dict[str, list[Entry[Stop]]] = {}
    for entry in stops:
        cell = entry.row.cell(_TRAVELLER)
        groups.setdefault(named.get(cell, cell), []).append(entry)
    yield from groups.values()


def why_not_a_source(text: str) -> tuple[str, str] | None:
    """Return what is wrong with the id of a source and how to fix it, or None if nothing is."""
    if _BRACKETS.search(text):
        bare = _BRACKETS.sub("", text).strip() or "4"
        return Quoting("{} has brackets", shown(text)), Quoting("write {}", bare)
    if _SEPARATORS.search(text):
        what = Quoting("{} is more than one word", shown(text))
        return what, "write one mark or one word, such as 4"
    return None


class Citations:
    """The sources of a journey, and which of them its tables cite.

    Parameters
    ----------
    known
        The sources; None if their table is absent or could not be read, so that nothing can be
        said about a reference.
    """

    def __init__(self, known: Sequence[Reference] | None) -> None:
        what = f"{{}} is not a reference in {SOURCES.file}"
        otherwise = f"add it to {SOURCES.file}, which has {{}}"
        ids = sorted(each.id for each in known or ())
        self._known = None if known is None else KnownIds(ids, what, otherwise)
        self._cited: dict[str, None] = {}

    @property
    def made_up(self) -> tuple[Reference, ...]:
        """Return a source for each reference cited: what to show where there is no table."""
        return tuple(Reference(cited, f"[{cited}]") for cited in self._cited)

    def read(self, text: str, refuse: Callable[[str, Hint], None]) -> tuple[str, ...]:
        """Return the references of a cell: ``13;14``, ``13, 14`` or ``13 14``.

        `refuse` takes what is wrong with the cell, and how to fix it.
        """
        if _BRACKETS.search(text):
            bare = ";".join(split_references(_BRACKETS.sub(" ", text)))
            refuse(Quoting("{} has brackets", shown(text)), Quoting("write {}", bare or "13;14"))
            return ()
        references = tuple(dict.fromkeys(split_references(text)))
        for reference in references:
            wrong = self._known.why_not(reference) if self._known else None
            if wrong:
                refuse(*wrong)
        self._cited.update(dict.fromkeys(references))
        return references


def split_references(text: str) -> list[str]:
    """Return the references that a cell names."""
    return [each for each in _SEPARATORS.split(text) if each]
