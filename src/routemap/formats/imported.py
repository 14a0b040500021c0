"""What an imported file holds, before its columns have a meaning."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from routemap.errors import ForeignFileError
from routemap.formats.account import Account
from routemap.tables.cells import Cells
from routemap.tables.csv_text import csv_text
from routemap.tables.ids import free_id
from routemap.tables.limits import LONGEST_NAME, MOST_POSITIONS, why_too_much
from routemap.tables.schema import (
    ANNOTATIONS,
    EVENTS,
    JOURNEY,
    LEG_GEOMETRY,
    LEGS,
    MEDIA,
    SOURCES,
    STOPS,
    TRAVELLERS,
    Schema,
)
from routemap.tables.writer import leg_geometry_text, metadata_text, table_text

TABLES: tuple[Schema[Any], ...] = (*(STOPS, TRAVELLERS, EVENTS, LEGS, SOURCES, MEDIA, ANNOTATIONS),)
"""The tables whose rows a file may hold."""
_TABLES: dict[str, Schema[object]] = {each.row: each for each in TABLES}


@dataclass(frozen=True, slots=True)
class ImportedTable:
    """A table: its headings, and rows with a cell for each of them.

    `heading_row` and `row_numbers` say where they stand in the file, counted from 1 as a
    spreadsheet counts; without numbers the rows follow the headings.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heading_row: int = 1
    row_numbers: tuple[int, ...] = ()

    def number_of(self, row: int) -> int:
        """Return which row of the file a row (from 0) of the table is."""
        return self.row_numbers[row] if self.row_numbers else self.heading_row + 1 + row


@dataclass(frozen=True, slots=True)
class TableChoice:
    """Where in a file the table is, as far as a user said so.

    `sheet` is the name of a workbook's sheet, "" to find one; `heading_row` is the row of the
    headings, counted from 1, 0 to find it.
    """

    sheet: str = ""
    heading_row: int = 0


UNSAID = TableChoice()
"""Nobody said where the table is, so it is found."""


@dataclass(slots=True)
class JourneyRows:
    """The rows of a journey's tables, each as cells by our headings."""

    about: Cells = field(default_factory=dict)
    rows: dict[str, list[Cells]] = field(default_factory=lambda: {row: [] for row in _TABLES})
    leg_geometry: list[Mapping[str, Any]] = field(default_factory=list)

    def add(self, kind: str, cells: Cells) -> None:
        """Add a row of a table ("stop"), with those cells that have a column; else do nothing."""
        if kind in _TABLES:
            known = {name: cell for name, cell in cells.items() if _TABLES[kind].has(name)}
            self.rows[kind].append(known)

    def files(self) -> dict[str, bytes]:
        """Return them as the files of a journey's folder."""
        written = {
            JOURNEY.file: metadata_text(self.about),
            **{_TABLES[row].file: table_text(self.rows[row], _TABLES[row]) for row in _TABLES},
            LEG_GEOMETRY.file: leg_geometry_text(self.leg_geometry),
        }
        return {name: text.encode() for name, text in written.items() if text}


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file holds, and what became of each item in it.

    `table` is the table of stops where its columns have still to be assigned; `files` are the
    files of a journey beside it, or all of them where there is no such table. `advice` is what
    whoever brought the file should know of it, in sentences; `groups` those in which a file
    without such a table groups its places, perhaps by who travels.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    table: ImportedTable | None = None
    account: Account = field(default_factory=Account)
    advice: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


def beside(files: Mapping[str, bytes], named: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files that came with a table and those that it makes, as one journey.

    Of a table that both have, the rows are put together; what the file itself says of the whole
    journey holds, and what it says of a source that the table only marks.
    """
    both = dict(named) | dict(files)
    theirs, ours = (
        {each.file: _rows(found.get(each.file, b"")) for each in (EVENTS, SOURCES, MEDIA)}
        for found in (files, named)
    )
    ours[SOURCES.file] = _not_known(ours[SOURCES.file], theirs[SOURCES.file])
    _rename_events(ours, {row.get("id", "") for row in theirs[EVENTS.file]})
    for name in named.keys() & theirs.keys():
        rows = [*theirs[name], *ours[name]]
        header = dict.fromkeys(heading for row in rows for heading in row)
        cells = ([row.get(heading, "") for heading in header] for row in rows)
        both[name] = csv_text((header, *cells)).encode()
    return both


def _rows(table: bytes) -> list[Cells]:
    return list(csv.DictReader(StringIO(table.decode())))


def _not_known(sources: Sequence[Cells], known: Iterable[Cells]) -> list[Cells]:
    """Return the sources without mere marks of those that are known."""
    marks = {(row.get("reference", ""), f"[{row.get('reference', '')}]") for row in known}
    cited = ((row.get("reference", ""), row.get("citation", "")) for row in sources)
    return [row for row, mark in zip(sources, cited, strict=True) if mark not in marks]


def _rename_events(tables: Mapping[str, Sequence[Cells]], taken: set[str]) -> None:
    """Give those events ids of their own whose ids are taken, and so their media."""
    used, visits = {*taken, *(row["id"] for row in tables[EVENTS.file])}, dict[str, int]()
    renamed: dict[str, str] = {}
    for row in tables[EVENTS.file]:
        if row["id"] in taken:
            renamed[row["id"]] = row["id"] = free_id(row["id"], used, visits)
            used.add(row["id"])
    for row in tables[MEDIA.file]:
        event = row.get("event", "")
        row["event"] = renamed.get(event, event)


def padded(header: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> ImportedTable:
    """Return a table whose rows all have as many cells as the longest, headings too.

    Raises
    ------
    ForeignFileError
        If that would be more than is read of the file of this name, or a heading is too long.
    """
    width = max((len(header), *(len(row) for row in rows)), default=0)
    refuse_long(len(rows), width, name)
    refuse_long_heading(header, name)
    names = (*header, *("" for _ in range(width - len(header))))
    filled = tuple((*row, *("" for _ in range(width - len(row)))) for row in rows)
    return ImportedTable(names, filled)


def refuse(wrong: tuple[str, str] | None, where: str) -> None:
    """Refuse a file for a problem, given with how to fix it; do nothing if it is None.

    Raises
    ------
    ForeignFileError
        If there is a problem.
    """
    if wrong:
        problem, how_to_fix = wrong
        raise ForeignFileError(f"{where}: {problem}; {how_to_fix}")


def refuse_long(rows: int, columns: int, name: str) -> None:
    """Refuse a table with more rows, columns or cells than are read; raises as `refuse`."""
    refuse(why_too_much(rows, columns, rows * columns), name)


def refuse_many_positions(positions: int, name: str) -> None:
    """Refuse legs drawn with more positions than are read; raises as `refuse`."""
    if positions > MOST_POSITIONS:
        what = f"the ways have more than {MOST_POSITIONS:,} positions"
        refuse((what, "leave out those that a map does not show"), name)


def refuse_long_heading(headings: Iterable[str], name: str) -> None:
    """Refuse a table with a column name that is too long; raises as `refuse`."""
    for place, heading in enumerate(headings, start=1):
        if len(heading) > LONGEST_NAME:
            what = (
                f"the name of column {place} has {len(heading):,} letters, "
                f"the limit is {LONGEST_NAME:,}"
            )
            refuse((what, "shorten it"), name)
