"""Tables as text: commas, semicolons or tabs, from a file or pasted."""

from __future__ import annotations

import csv
import io
from itertools import islice

from routemap.errors import ForeignFileError
from routemap.importing.foreign import ForeignTable, padded
from routemap.importing.limits import refuse_long
from routemap.tables.encoding import decode
from routemap.tables.ledger import Ledger
from routemap.tables.sheet import MOST_ROWS

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
    separator = _separator(text)
    try:
        records = list(islice(_records(text, separator), MOST_ROWS + 2))
    except csv.Error as problem:
        raise ForeignFileError(
            f"{name} has a quotation mark that is left open, or a cell without end ({problem})"
        ) from problem
    rows = [tuple(cell.strip() for cell in record) for record in records]
    if not rows or not any(rows[0]):
        raise ForeignFileError(f"{name} has no names of columns in its first row; write them there")
    refuse_long(len(rows) - 1, max(map(len, rows)), name)
    return padded(rows[0], [row for row in rows[1:] if any(row)])


def _separator(text: str) -> str:
    """Return what divides most rows into the same number of cells, more than one."""

    def weight(separator: str) -> tuple[int, int]:
        try:
            widths = [len(each) for each in islice(_records(text, separator), _LOOKED_AT) if each]
        except csv.Error:
            return (0, 0)
        first = widths[0] if widths else 0
        return (sum(width == first for width in widths) if first > 1 else 0, first)

    return max(_SEPARATORS, key=weight)


def _records(text: str, separator: str) -> csv.Reader:  # type: ignore[name-defined]
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
