"""Tables as text whose columns are separated by commas, semicolons or tabs."""

from __future__ import annotations

import csv
from itertools import islice

from routemap.errors import ForeignFileError
from routemap.formats.account import Account
from routemap.formats.column_names import recognised
from routemap.formats.heading_row import (
    NumberedRow,
    heading_place,
    import_rows,
    table_below_headings,
)
from routemap.formats.imported import Imported, ImportedTable, TableChoice, refuse
from routemap.tables.csv_text import SEPARATORS, decode, read_rows, records
from routemap.tables.problems import ProblemLog

_SAMPLE_ROWS = 20


def read_delimited(content: bytes, name: str) -> ImportedTable:
    """Return a table as a journey's folder has it, its headings in row 1.

    Raises
    ------
    ForeignFileError
        If it is no text that can be read, or too long.
    """
    rows = _rows(decoded(content, name), name, 1)
    return table_below_headings(rows, name, 1)


def decoded(content: bytes, name: str) -> str:
    """Return the text of a file; raises as `read_delimited`."""
    problems = ProblemLog(name)
    text = decode(content, problems, lambda read: read.count("\n") + 1)
    if text is None:
        (problem,) = problems.in_row_order
        raise ForeignFileError(str(problem))
    return text


def import_separated(text: str, name: str, choice: TableChoice) -> Imported:
    """Return the table in a text, below its headings.

    Raises
    ------
    ForeignFileError
        If it is too long, has no such row of headings, or a sheet is chosen.
    """
    if choice.sheet:
        raise ForeignFileError(f"{name} has no sheets; choose none")
    rows = _rows(text, name, choice.heading_row)
    return import_rows(rows, name, choice.heading_row, Account())


def _rows(text: str, name: str, heading_row: int) -> tuple[NumberedRow, ...]:
    """Return the rows that are not blank."""
    problems = ProblemLog(name)
    found = read_rows(text, _likely_separator(text, heading_row), problems)
    for problem in problems.in_row_order:
        refuse((problem.what, problem.hint), f"{name}, row {problem.row:,}")
    first = ((1, found.header),) if any(found.header) else ()
    return (*first, *found.rows)


def _likely_separator(text: str, heading_row: int) -> str:
    """Return what separates the columns: what makes headings that are recognised.

    Of several, what makes most rows as long as that of the headings.
    """

    def weight(separator: str) -> tuple[int, int, int]:
        rows = _sample(text, separator)
        place = heading_row - 1 if heading_row else heading_place(rows)
        below = rows[place:]
        header = below[0] if below else ()
        equal = sum(len(row) == len(header) for row in below) if len(header) > 1 else 0
        return len(recognised(header)), equal, len(header)

    # Of two that divide equally well, commas are likely those of decimals.
    return max(reversed(SEPARATORS), key=weight)


def _sample(text: str, separator: str) -> list[tuple[str, ...]]:
    try:
        found = list(islice(records(text, separator, strict=False), _SAMPLE_ROWS))
    except csv.Error:
        return []
    return [tuple(map(str.strip, row)) for row in found]
