"""Tables as text: commas, semicolons or tabs, from a file or pasted."""

from __future__ import annotations

import csv
from itertools import islice

from routemap.errors import ForeignFileError
from routemap.formats.imported import ForeignTable, padded, refuse
from routemap.tables.csv_text import records, why_not_read, why_too_much
from routemap.tables.encoding import decode
from routemap.tables.problems import Ledger

_SEPARATORS = "\t;,"
_LOOKED_AT = 20


def read_delimited(content: bytes, name: str) -> ForeignTable:
    """Return the table of a file.

    Raises
    ------
    ForeignFileError
        If it is no text we can read, or too long.
    """
    ledger = Ledger(name)
    text = decode(content, ledger, lambda read: read.count("\n") + 1)
    if text is None:
        (problem,) = ledger.in_row_order
        raise ForeignFileError(str(problem))
    return read_pasted(text, name)


def read_pasted(text: str, name: str) -> ForeignTable:
    """Return the table in a text; raises as `read_delimited`."""
    rows: list[tuple[str, ...]] = []
    number = cells = 0
    try:
        for number, record in enumerate(records(text, _separator(text), strict=True), start=1):
            row = tuple(cell.strip() for cell in record)
            if number == 1 and not any(row):
                raise ForeignFileError(
                    f"{name} has no names of columns in its first row; write them there"
                )
            cells += len(row)
            rows += [row] if any(row) else []
            wrong = why_too_much(len(rows) - 1, number, len(row), cells)
            refuse(wrong, f"{name}, row {number:,}")
    except csv.Error as problem:
        refuse(why_not_read(problem), f"{name}, row {number + 1:,}")
    if not rows:
        raise ForeignFileError(f"{name} has no names of columns in its first row; write them there")
    return padded(rows[0], rows[1:], name)


def _separator(text: str) -> str:
    """Return what divides most rows into the same number of cells, more than one."""

    def weight(separator: str) -> tuple[int, int]:
        try:
            widths = [
                len(each)
                for each in islice(records(text, separator, strict=True), _LOOKED_AT)
                if each
            ]
        except csv.Error:
            return (0, 0)
        first = widths[0] if widths else 0
        return (sum(width == first for width in widths) if first > 1 else 0, first)

    return max(_SEPARATORS, key=weight)
