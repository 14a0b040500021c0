"""Text to rows, numbered as a spreadsheet shows them (a quoted cell may span lines)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from routemap.tables.excerpt import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routemap.tables.layout import Layout
    from routemap.tables.ledger import Ledger

MOST_ROWS = 50_000

_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
_OTHER_SEPARATORS = "|:"


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
    number = 0
    try:
        for number, record in enumerate(_records(text, separator, strict=True), start=1):
            cells = tuple(cell.strip() for cell in record)
            if number == 1:
                header = cells
            elif any(cells):
                if len(rows) == MOST_ROWS:
                    _refuse_length(number, ledger)
                    return Sheet(header, tuple(rows), is_whole=False)
                rows.append((number, cells))
    except csv.Error as problem:
        _refuse_quoting(number + 1, problem, ledger)
        return Sheet(header, tuple(rows), is_whole=False) if header else None
    return Sheet(header, tuple(rows))


def row_at_end(text: str, layout: Layout) -> int:
    """Return the row in which a beginning of a table's text ends."""
    separator = _most_likely_separator(text, layout)
    try:
        # A last character keeps the reader from dropping a row that has only just begun.
        return sum(1 for _ in _records(text + "x", separator, strict=False))
    except csv.Error:
        return text.count("\n") + 1


def _records(text: str, separator: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=separator, strict=strict)


def _first_record(text: str, separator: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(_records(text, separator, strict=False), [])]
    except csv.Error:
        return []


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
    header = _first_record(text, ",")
    if not any(header):
        ledger.error(
            1,
            "",
            "the first row is blank",
            f"put the column names in row 1: {layout.columns[0]}, …",
        )
        return None
    splitting = [
        separator
        for separator, known in _known_columns(text, layout).items()
        if known and len(_first_record(text, separator)) > 1
    ]
    if len(splitting) == 1:
        splitting += _separators_within(_first_record(text, splitting[0]), layout)
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


def _refuse_length(row: int, ledger: Ledger) -> None:
    what = f"the table is longer than {MOST_ROWS:,} rows"
    ledger.error(row, "", what, "shorten it, or split the journey")


def _refuse_quoting(row: int, problem: csv.Error, ledger: Ledger) -> None:
    if "field limit" in str(problem):
        what = f"a cell is longer than {csv.field_size_limit():,} characters"
        mend = "shorten it; or close a quotation mark that was left open in this row"
    else:
        what = "a quotation mark is left open, or stands inside a quoted cell"
        mend = "close the cell with one quotation mark, and write those inside it twice"
    ledger.error(row, "", what, mend)
