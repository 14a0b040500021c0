"""Sources cited in words become rows of sources.csv, one for each that is worded differently."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from routemap.tables.cells import Cells
from routemap.tables.cross_references import split_references
from routemap.tables.ids import free_id, slug

_MARKS = re.compile(r"\d{1,6}(?:[\s;,]{1,3}\d{1,6}){0,200}", re.ASCII)
_WITHOUT_BRACKETS = str.maketrans("[]", "  ")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_LONGEST_ID = 20
"""Readers see it as the mark of a citation."""
_AFTER_AN_ADDRESS = ".,;:)]"


@dataclass(slots=True)
class CitedSources:
    """The sources that a table cites; their ids are made from their words."""

    _ids: dict[str, str] = field(default_factory=dict)
    _rows: dict[str, Cells] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _visits: dict[str, int] = field(default_factory=dict)

    def cite(self, words: str) -> tuple[str, ...]:
        """Return the references that stand for a citation; several only for marks: ``13;14``."""
        if not words:
            return ()
        marks = " ".join(words.translate(_WITHOUT_BRACKETS).split())
        if _MARKS.fullmatch(marks):
            return self.add_marks(marks)
        known = " ".join(words.split()).casefold()
        if known not in self._ids:
            made = source_id(words) or f"source-{len(self._rows) + 1}"
            made = self._ids[known] = free_id(made, self._taken, self._visits)
            self._taken.add(made)
            self._rows[made] = {"reference": made, "citation": words, "url": _address_in(words)}
        return (self._ids[known],)

    def add_marks(self, cell: str) -> tuple[str, ...]:
        """Return the references of a cell that has ids: each becomes a source of that name."""
        marks = tuple(split_references(cell))
        for mark in marks:
            self._taken.add(mark)
            self._rows.setdefault(mark, {"reference": mark, "citation": f"[{mark}]"})
        return marks

    @property
    def rows(self) -> list[Cells]:
        """Return the rows of sources.csv."""
        return list(self._rows.values())


def source_id(words: str) -> str:
    """Return a short id made of the first words of a citation, "" if they give none."""
    made = slug(words)
    if len(made) <= _LONGEST_ID:
        return made
    return made[: _LONGEST_ID + 1].rpartition("-")[0] or made[:_LONGEST_ID]


def _address_in(words: str) -> str:
    """Return the web address in a citation, "" if there is not exactly one."""
    found = _ADDRESS.findall(words)
    return found[0].rstrip(_AFTER_AN_ADDRESS) if len(found) == 1 else ""
