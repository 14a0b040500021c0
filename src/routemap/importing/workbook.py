"""Workbooks of spreadsheets (XLSX), read by openpyxl: the first sheet that has rows."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from routemap.errors import ForeignFileError
from routemap.importing.foreign import ForeignTable, padded
from routemap.importing.limits import refuse_bomb, refuse_long
from routemap.tables.sheet import MOST_ROWS
from routemap.tables.written import number_text

if TYPE_CHECKING:
    from collections.abc import Iterable

_MIDNIGHT = time()


def read_workbook(content: bytes, name: str) -> tuple[ForeignTable, tuple[str, ...]]:
    """Return the first sheet that has rows, and the names of the others, which are not read.

    Raises
    ------
    ForeignFileError
        If it is no workbook, too large unpacked, or without rows.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_bomb(archive, name)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as problem:
        if isinstance(problem, ForeignFileError):
            raise
        raise ForeignFileError(f"{name} is no workbook that can be read ({problem})") from problem
    found: ForeignTable | None = None
    others = []
    for sheet in book.worksheets:
        rows = _rows(sheet.iter_rows(values_only=True), name)
        if found is None and len(rows) > 1:
            found = padded(rows[0], rows[1:])
        else:
            others.append(str(sheet.title))
    if found is None:
        raise ForeignFileError(
            f"{name} has no sheet with names of columns in its first row and a row below"
        )
    return found, tuple(others)


def _rows(cells: Iterable[tuple[object, ...]], name: str) -> list[tuple[str, ...]]:
    """Return the rows that are not blank as text; formulas as the values they had when saved."""
    rows = []
    try:
        for row in islice(cells, MOST_ROWS + 2):
            texts = tuple(_text(cell) for cell in row)
            while texts and not texts[-1]:
                texts = texts[:-1]
            if texts:
                rows.append(texts)
    except (ValueError, KeyError, TypeError, IndexError) as problem:
        raise ForeignFileError(f"{name} is a damaged workbook ({problem})") from problem
    refuse_long(len(rows) - 1, max(map(len, rows), default=0), name)
    return rows


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == _MIDNIGHT else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int | float):
        return number_text(cell)
    return str(cell).strip()
