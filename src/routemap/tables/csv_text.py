"""Text to rows, numbered as a spreadsheet shows them (a quoted cell may span lines)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from routemap.tables.excerpt import shown
from routemap.tables.limits import (
    LONGEST_ROW,
    MOST_BLANK_ROWS,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routemap.tables.problems import Ledger
    from routemap.tables.schema import Layout

_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
_OTHER_SEPARATORS = "|:"
_ROW_LIMIT = "row larger than row limit"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a table. `is_whole` is False if reading had to stop before the end."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    is_whole: bool = True


def read_sheet(text: str, layout: Layout, ledger: Ledger) -> Sheet | None:
    """Return the header and the rows that are not blank, or None if there is no header to read."""
    separator = _find_separator(text, layout, ledger)
    if separator is None:
        return None
    header: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[str, ...]]] = []
    number = cells_so_far = 0
    try:
        for number, record in enumerate(records(text, separator, strict=True), start=1):
            cells = tuple(cell.strip() for cell in record)
            cells_so_far += len(cells)
            is_kept = number > 1 and any(cells)
            wrong = why_too_much(len(rows) + is_kept, number, len(cells), cells_so_far)
            if wrong:
                ledger.error(number, "", *wrong)
                return Sheet(header, tuple(rows), is_whole=False) if header else None
            if number == 1:
                header = cells
            elif is_kept:
                rows.append((number, cells))
    except csv.Error as problem:
        ledger.error(number + 1, "", *why_not_read(problem))
        return Sheet(header, tuple(rows), is_whole=False) if header else None
    return Sheet(header, tuple(rows))


def why_too_much(rows: int, number: int, columns: int, cells: int) -> tuple[str, str] | None:
    """Return why no more of a table is read and how to mend it, or None if more is.

    Parameters
    ----------
    rows
        How many are kept with it, without the header and what is blank.
    number, columns
        The row that has just been read, from 1, and how many cells it has.
    cells
        How many there are so far, in all rows.
    """
    if columns > MOST_COLUMNS:
        what = f"the row has {columns:,} columns, the limit is {MOST_COLUMNS}"
        return what, "take some away"
    if cells > MOST_CELLS:
        what = f"the table has more than {MOST_CELLS:,} cells"
        return what, "take columns away, or split the journey"
    if rows > MOST_ROWS:
        return f"the table is longer than {MOST_ROWS:,} rows", "shorten it, or split the journey"
    if number - rows > MOST_BLANK_ROWS:
        return f"the table has more than {MOST_BLANK_ROWS:,} blank rows", "take them away"
    return None


def row_at_end(text: str, layout: Layout) -> int:
    """Return the row in which a beginning of a table's text ends."""
    if '"' not in text:
        return text.count("\n") + text.count("\r") - text.count("\r\n") + 1
    try:
        separator = _most_likely_separator(text, layout)
        # A last character keeps the reader from dropping a row that has only just begun.
        return sum(1 for _ in records(text + "x", separator, strict=False))
    except csv.Error:
        return text.count("\n") + 1


class _Lines:
    """The lines of a text, until those of one row are more than anybody writes."""

    def __init__(self, text: str) -> None:
        self._lines = StringIO(text, newline="")
        self.in_this_row = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.in_this_row += len(line)
        if self.in_this_row > LONGEST_ROW:
            raise csv.Error(_ROW_LIMIT)
        return line


def records(text: str, separator: str, *, strict: bool) -> Iterator[list[str]]:
    """Yield the rows of a text, cell by cell as they stand.

    Raises
    ------
    csv.Error
        If a row cannot be read; `why_not_read` says why.
    """
    lines = _Lines(text)
    for record in csv.reader(lines, delimiter=separator, strict=strict):
        lines.in_this_row = 0
        yield record


def why_not_read(problem: csv.Error) -> tuple[str, str]:
    """Return why a row cannot be read, and how to mend it."""
    if str(problem) == _ROW_LIMIT:
        what = f"the row is longer than {LONGEST_ROW:,} characters"
        return what, "shorten it; or close a quotation mark that was left open in this row"
    if "field limit" in str(problem):
        what = f"a cell is longer than {csv.field_size_limit():,} characters"
        return what, "shorten it; or close a quotation mark that was left open in this row"
    what = "a quotation mark is left open, or stands inside a quoted cell"
    return what, "close the cell with one quotation mark, and write those inside it twice"


def _first_record(text: str, separator: str) -> list[str]:
    return [cell.strip() for cell in next(records(text, separator, strict=False), [])]


def _known_columns(text: str, layout: Layout) -> dict[str, int]:
    """Return how many known columns the header has, by separator."""
    return {
        separator: sum(
            heading.partition("@")[0] in layout.columns
            for heading in _first_record(text, separator)
        )
        for separator in _SEPARATORS
    }


def _most_likely_separator(text: str, layout: Layout) -> str:
    known = _known_columns(text, layout)
    return max(known, key=lambda separator: known[separator])


def _find_separator(text: str, layout: Layout, ledger: Ledger) -> str | None:
    try:
        header = _first_record(text, ",")
        splitting = _splitting(text, layout)
    except csv.Error as problem:
        ledger.error(1, "", *why_not_read(problem))
        return None
    if not any(header):
        ledger.error(
            1,
            "",
            "the first row is blank",
            f"put the column names in row 1: {layout.columns[0]}, …",
        )
        return None
    if len(splitting) > 1:
        names = " and by ".join(_SEPARATORS[separator] for separator in splitting)
        what = f"the column names are separated by {names}"
        ledger.error(1, "", what, "use one separator in the whole table")
        return None
    if splitting:
        return splitting[0]
    heading = header[0]
    if len(header) == 1 and any(mark in heading for mark in _OTHER_SEPARATORS):
        what = f"the header {shown(heading)} is not separated by comma, semicolon or tab"
        ledger.error(1, "", what, "save the table with one of these")
        return None
    return _most_likely_separator(text, layout)


def _splitting(text: str, layout: Layout) -> list[str]:
    """Return the separators that divide the header into columns some of which are known."""
    found = [
        separator
        for separator, known in _known_columns(text, layout).items()
        if known and len(_first_record(text, separator)) > 1
    ]
    if len(found) == 1:
        found += _separators_within(_first_record(text, found[0]), layout)
    return found


def _separators_within(header: list[str], layout: Layout) -> list[str]:
    """Return the separators that divide a heading into nothing but known columns."""
    unknown = [heading for heading in header if heading not in layout.columns]
    return [
        separator
        for separator in _SEPARATORS
        if any(
            separator in heading
            and all(name.strip() in layout.columns for name in heading.split(separator))
            for heading in unknown
        )
    ]
