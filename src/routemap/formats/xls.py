"""Spreadsheet workbooks of old (XLS: MS-XLS, BIFF 5 and 8), which python-calamine reads.

calamine keeps every sheet as a full rectangle and reserves what a file says it needs, so that a
file of 10 kB takes gigabytes or ends the process. Therefore the records are walked first, bounded;
calamine is handed only the workbook's own stream, in a container of ours.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from routemap.errors import ForeignFileError
from routemap.formats.compound_file import compound_file, stream_in
from routemap.formats.imported import refuse
from routemap.formats.workbook import (
    MergedCells,
    SheetContent,
    SheetName,
    refuse_many_sheets,
)
from routemap.tables.limits import LONGEST_CELL, MOST_CELLS, why_too_much
from routemap.tables.problems import shown
from routemap.tables.values import number_text

_STREAMS = ("Workbook", "Book")
_MOST_RECORDS = 4_000_000
_MOST_AREA = 3 * MOST_CELLS
"""Cells of the rectangles around what is in each sheet, together; each takes 32 bytes."""
_END, _LOCKED, _SHEET, _STRINGS, _EXTENT = 0x0A, 0x2F, 0x85, 0xFC, 0x200
_ROW, _COLUMNS, _FORMULA, _NUMBERS, _COMMENT, _OBJECT = 0x208, 0x7D, 0x06, 0xBD, 0x1C, 0x5D
_CELLS = (_FORMULA, _NUMBERS, 0xFD, 0x203, 0x204, 0x205, 0x27E, 0xD6)
_OBJECTS = {5: "chart", 8: "picture"}
_IS_ROW_HIDDEN, _IS_COLUMN_HIDDEN, _IS_UNCALCULATED = 0x20, 0x01, 0x02
_OLD_EXTENT_BYTES = 10
_SMALLEST_EXTENT, _OLD_SMALLEST_EXTENT = (struct.pack(f, 0, 1, 0, 1) for f in ("<2I2H", "<4H"))
"""A row and a column, in BIFF 8 and in BIFF 5."""
_SHORTEST_STRING = 3
"""In bytes, as it is written."""
_MIDNIGHT = time()


@dataclass(slots=True)
class _Sheet:
    """What the records of a sheet tell that calamine does not; rows and columns from 0."""

    content: SheetContent = field(default_factory=SheetContent)
    hidden_rows: set[int] = field(default_factory=set)
    unsaved: set[tuple[int, int]] = field(default_factory=set)
    rows: tuple[int, int] | None = None
    columns: tuple[int, int] = (0, 0)

    @property
    def area(self) -> int:
        """Return how many cells the rectangle around all that hold something has."""
        if self.rows is None:
            return 0
        return (self.rows[1] - self.rows[0] + 1) * (self.columns[1] - self.columns[0] + 1)

    def reach(self, row: int, first: int, last: int) -> None:
        """Widen the rectangle."""
        if self.rows is None:
            self.rows, self.columns = (row, row), (first, last)
        self.rows = min(self.rows[0], row), max(self.rows[1], row)
        self.columns = min(self.columns[0], first), max(self.columns[1], last)


class XlsWorkbook:
    """A workbook, all of whose sheets have been read.

    Raises
    ------
    ForeignFileError
        If it is not a workbook, is locked, or has more cells than are read.
    """

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        stream = bytearray(stream_in(content, _STREAMS, name))
        try:
            self._walked = _Walk(stream, name).sheets
        except struct.error as problem:
            raise _unreadable(name, "a record of it is cut off") from problem
        self._book = _opened(compound_file(bytes(stream), _STREAMS[0]), name)
        self.sheets = tuple(
            SheetName(each.name, str(each.visible) != "SheetVisibleEnum.Visible")
            for each in self._book.sheets_metadata
        )
        if len(self.sheets) != len(self._walked):
            raise _unreadable(name, "its list of sheets is broken")

    def read(self, place: int) -> SheetContent:
        """Return what the sheet at a place from 0 holds."""
        walked = self._walked[place]
        content = walked.content
        title = f"{self._name}, sheet {shown(self.sheets[place].name)}"
        sheet = self._book.get_sheet_by_index(place)
        content.rows, content.merged, content.hidden_rows = [], [], 0
        first_row, first_column = sheet.start or (0, 0)
        cells_so_far = 0
        for number, values in enumerate(sheet.to_python(), start=first_row):
            cells = [
                "" if (number, column) in walked.unsaved else _text(value)
                for column, value in enumerate(values, start=first_column)
            ]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                row = (*[""] * first_column, *cells)
                cells_so_far += len(row)
                content.rows.append((number + 1, row))
                content.hidden_rows += number in walked.hidden_rows
                wrong = why_too_much(len(content.rows) - 1, len(row), cells_so_far)
                refuse(wrong or _why_too_long(row), f"{title}, row {number + 1:,}")
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
            content.add_merged(MergedCells(top + 1, left + 1, bottom + 1, right + 1), title)
        return content


def _unreadable(name: str, why: object) -> ForeignFileError:
    return ForeignFileError(f"{name} is not a readable workbook ({why}); save it again as XLSX")


def _opened(content: bytes, name: str) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except CalamineError as problem:
        raise _unreadable(name, "its records are broken") from problem
    except BaseException as problem:
        # calamine panics where a record is shorter than it should be.
        if type(problem).__name__ != "PanicException":
            raise
        raise _unreadable(name, "a record of it is broken") from problem


class _Walk:
    """Walks the records as calamine will; what would make it reserve memory is taken out."""

    def __init__(self, stream: bytearray, name: str) -> None:
        self._stream = stream
        self._name = name
        self._walked = 0
        self.sheets: list[_Sheet] = []
        begins: list[int] = []
        for kind, at, size in self._records(0):
            if kind == _LOCKED:
                raise ForeignFileError(f"{name} is locked with a password; save it without one")
            if kind == _SHEET:
                begins += struct.unpack_from("<I", stream, at)
            elif kind == _STRINGS:
                (strings,) = struct.unpack_from("<4xI", stream, at)
                if size < 8 or strings > len(stream) // _SHORTEST_STRING:  # noqa: PLR2004
                    raise _unreadable(name, "its texts are not as many as it says")
        refuse_many_sheets(len(begins), name)
        for begin in begins:
            self.sheets.append(self._sheet(begin))
            if sum(sheet.area for sheet in self.sheets) > _MOST_AREA:
                what = "its cells lie too far apart, or are too many"
                refuse((what, "remove what is far from the table, or save it as XLSX"), name)

    def _records(self, begin: int) -> Iterator[tuple[int, int, int]]:
        """Yield kind, place and size of each record of a sheet, or of what comes before them."""
        at = begin
        while at + 4 <= len(self._stream):
            kind, size = struct.unpack_from("<2H", self._stream, at)
            at += 4
            self._walked += 1
            if self._walked > _MOST_RECORDS:
                what = f"it has more than {_MOST_RECORDS:,} records"
                refuse((what, "remove cells that are not needed"), self._name)
            if kind == _EXTENT:
                is_old = size == _OLD_EXTENT_BYTES
                extent = (_OLD_SMALLEST_EXTENT if is_old else _SMALLEST_EXTENT)[:size]
                self._stream[at : at + len(extent)] = extent
            yield kind, at, size
            if kind == _END:
                return
            at += size

    def _sheet(self, begin: int) -> _Sheet:
        sheet = _Sheet()
        for kind, at, size in self._records(begin):
            if kind in _CELLS:
                row, first = struct.unpack_from("<2H", self._stream, at)
                last = struct.unpack_from("<H", self._stream, at + size - 2)[0]
                sheet.reach(row, first, max(first, last) if kind == _NUMBERS else first)
                if kind == _FORMULA:
                    self._formula(sheet, at)
            elif kind == _ROW:
                row, options = struct.unpack_from("<H10xH", self._stream, at)
                if options & _IS_ROW_HIDDEN:
                    sheet.hidden_rows.add(row)
            elif kind == _COLUMNS:
                first, last, options = struct.unpack_from("<2H4xH", self._stream, at)
                if options & _IS_COLUMN_HIDDEN:
                    sheet.content.hide_columns(first + 1, last + 1)
            else:
                self._beside(sheet.content, kind, at)
        return sheet

    def _beside(self, content: SheetContent, kind: int, at: int) -> None:
        """Count what does not lie in cells."""
        if kind == _COMMENT:
            content.add_beside("comment")
        elif kind == _OBJECT:
            (what,) = struct.unpack_from("<4xH", self._stream, at)
            if what in _OBJECTS:
                content.add_beside(_OBJECTS[what])

    def _formula(self, sheet: _Sheet, at: int) -> None:
        """Count a formula; some programs write 0 for what they have not calculated, and say so."""
        row, column, value, options = struct.unpack_from("<2H2xQH", self._stream, at)
        is_saved = bool(value) or not options & _IS_UNCALCULATED
        sheet.content.add_formula(row + 1, column + 1, is_saved=is_saved)
        if not is_saved:
            sheet.unsaved.add((row, column))


def _why_too_long(row: tuple[str, ...]) -> tuple[str, str] | None:
    if max(map(len, row)) <= LONGEST_CELL:
        return None
    return f"a cell is longer than {LONGEST_CELL:,} characters", "shorten it"


def _text(value: float | str | bool | time | date | timedelta) -> str:  # noqa: FBT001  a cell's
    """Return what a cell holds, days and times as the other workbooks give them."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, datetime) and value.time() == _MIDNIGHT:
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip()
