"""Cures of problems that a button can do: which there is for a problem, and the files after it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from routemap.errors import Problem
from routemap.formats.delimited import read_delimited
from routemap.formats.imported import ImportedTable
from routemap.formats.order import rows_by_date
from routemap.geocoding.places_table import table_bytes
from routemap.tables.date_words import FINER, proposed_date
from routemap.tables.problems import ProblemGroup, plain
from routemap.tables.schema import ACCOUNT, SCHEMAS, STOPS
from routemap.tables.table import unknown_columns

Files = Mapping[str, bytes]
# How the problem of a date in words begins, which is written as its hint says.
_PROPOSED_DATE = "“{}” is not an EDTF date; write {}"


@dataclass(frozen=True, slots=True)
class Cure:
    """What a button does about a problem and all that are alike.

    `words` is the key of its label, `values` what the label names. `mend` returns the table
    without the problems; it raises ForeignFileError if the table cannot be read.
    """

    words: str
    values: Mapping[str, object]
    file: str
    mend: Callable[[ImportedTable], ImportedTable]

    def mended(self, files: Files) -> dict[str, bytes]:
        """Return the files with the problems mended."""
        table = read_delimited(files[self.file], self.file)
        return {**files, self.file: table_bytes(self.mend(table))}


def cures_of(group: ProblemGroup, problems: Iterable[Problem]) -> tuple[Cure, ...]:
    """Return the cures of problems that are alike, none if only their owner knows one.

    Parameters
    ----------
    group
        The problems that are alike.
    problems
        All problems of the journey, in which those of the group are found again.
    """
    first = group.first
    if not first.file.endswith(".csv"):
        return ()
    alike = (first.file, first.column, first.kind)
    rows = {one.row for one in problems if (one.file, one.column, one.kind) == alike}
    number, column = {"number": len(rows)}, {"column": first.column}
    is_unknown = first.row == 1 and "is not a known column" in first.what
    are_unknown = first.row == 1 and "are not known columns" in first.what
    is_slip = "mark a date" in first.hint
    is_in_disorder = first.file == STOPS.file and (is_slip or "order of travel" in first.hint)
    is_report = first.file == ACCOUNT.file and "delete the row" in first.hint
    proposed = partial(_with_proposed, column=first.column, rows=rows)
    marked = partial(_with_marked, column=first.column, rows=rows)
    swapped, without = partial(_swapped, rows=rows), partial(_without, column=first.column)
    without_unknown = partial(_without_unknown, file=first.file)
    cures = (
        (first.kind.startswith(_PROPOSED_DATE), Cure("cure_dates", number, first.file, proposed)),
        ("swap them" in first.hint, Cure("cure_swap", number, first.file, swapped)),
        (is_slip, Cure("cure_mark", number, first.file, marked)),
        (is_in_disorder, Cure("cure_sort", {}, first.file, rows_by_date)),
        (is_unknown, Cure("cure_drop", column, first.file, without)),
        (are_unknown, Cure("cure_drop_all", {}, first.file, without_unknown)),
        (is_report, Cure("cure_seen", {}, first.file, partial(_without_rows, rows=rows))),
    )
    return tuple(cure for fits, cure in cures if fits)


def _swapped(table: ImportedTable, rows: Collection[int]) -> ImportedTable:
    """Return the table with latitude and longitude exchanged in these rows of the file."""
    first, second = table.header.index("latitude"), table.header.index("longitude")
    changed = []
    for place, cells in enumerate(table.rows):
        row = [*cells]
        if table.number_of(place) in rows:
            row[first], row[second] = row[second], row[first]
        changed.append(tuple(row))
    return replace(table, rows=tuple(changed))


def _with_proposed(table: ImportedTable, column: str, rows: Collection[int]) -> ImportedTable:
    """Return the table with the dates of a column written as proposed in these rows of the file.

    Words that say more than their date stay beside it, as the words to show.
    """
    header, beside = [*table.header], f"{column}_text"
    if beside not in header:
        header.append(beside)
    date_place, words_place = header.index(column), header.index(beside)
    changed = []
    for place, cells in enumerate(table.rows):
        row = [*cells, *[""] * (len(header) - len(cells))]
        words = row[date_place].strip()
        found = proposed_date(words) if table.number_of(place) in rows else None
        if found and found.edtf:
            row[date_place] = found.edtf
            if found.manner in FINER and not row[words_place]:
                row[words_place] = words
        changed.append(tuple(row))
    is_used = beside in table.header or any(row[-1] for row in changed)
    width = len(header) if is_used else len(table.header)
    return replace(table, header=tuple(header[:width]), rows=tuple(row[:width] for row in changed))


def _with_marked(table: ImportedTable, column: str, rows: Collection[int]) -> ImportedTable:
    """Return the table with the dates of a column marked as uncertain in these rows of the file."""
    at = table.header.index(column)
    changed = []
    for place, cells in enumerate(table.rows):
        date = cells[at].strip()
        if table.number_of(place) in rows and date[-1:] not in ("?", "%"):
            date = f"{date[:-1]}%" if date.endswith("~") else f"{date}?"
        changed.append((*cells[:at], date, *cells[at + 1 :]))
    return replace(table, rows=tuple(changed))


def _without_rows(table: ImportedTable, rows: Collection[int]) -> ImportedTable:
    """Return the table without these rows of the file."""
    kept = [row for place, row in enumerate(table.rows) if table.number_of(place) not in rows]
    return replace(table, rows=tuple(kept), row_numbers=())


def _without(table: ImportedTable, column: str) -> ImportedTable:
    return _with_columns(table, lambda heading: plain(heading) != column)


def _without_unknown(table: ImportedTable, file: str) -> ImportedTable:
    """Return the table without the columns that a file of this name has none of."""
    schema = next(each for each in SCHEMAS if each.file == file)
    unknown = unknown_columns(table.header, schema)
    return _with_columns(table, lambda heading: heading not in unknown)


def _with_columns(table: ImportedTable, is_kept: Callable[[str], bool]) -> ImportedTable:
    kept = [place for place, heading in enumerate(table.header) if is_kept(heading)]
    return replace(
        table,
        header=tuple(table.header[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in table.rows),
    )
