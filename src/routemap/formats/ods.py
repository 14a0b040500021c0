"""Spreadsheet workbooks of LibreOffice and others (ODS, ISO/IEC 26300): read as a stream.

A cell or a row of a few letters may say that it repeats a million times, so repetitions are
bounded while they are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from routemap.formats.imported import refuse
from routemap.formats.workbook import (
    MergedCells,
    SheetContent,
    SheetName,
    refuse_many_sheets,
)
from routemap.formats.xml import number_in, read_events
from routemap.tables.archive import open_archive, unpacked
from routemap.tables.limits import LONGEST_CELL, MOST_CELLS, why_too_much
from routemap.tables.problems import shown
from routemap.tables.values import number_text

_CONTENT = "content.xml"
_MOST_ELEMENTS = 6 * MOST_CELLS
"""Of a workbook: a cell has two, a few have more."""
_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _STYLE, _TABLE, _TEXT = (
    f"{_NAMESPACE}{name}:1.0}}" for name in ("office", "style", "table", "text")
)
_CELLS = ("table-cell", "covered-table-cell")
_ELSEWHERE = ("tracked-changes", "dde-links")
"""What holds cells that are no longer in a sheet, or those of another workbook."""
_BESIDE = {"annotation": "comment", "frame": "picture", "custom-shape": "picture"}
_NOT_SHOWN = ("collapse", "filter")
_DURATION = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d{1,12})?S", re.ASCII)
_DAY_HOURS = 24
_MIDNIGHT_WRITTEN = "T00:00:00"
_MOST_DIGITS = 9


class OdsWorkbook:
    """A workbook, all of whose sheets have been read.

    Raises
    ------
    ForeignFileError
        If it is not a workbook, too large unpacked, or has more cells than are read of a table.
    """

    def __init__(self, content: bytes, name: str) -> None:
        archive = open_archive(content, name, "workbook")
        if _CONTENT not in archive.namelist():
            refuse((f"it has no {_CONTENT}", "save it again as ODS"), name)
        reading = _Sheets(name)
        read_events(unpacked(archive, _CONTENT, name), name, reading, _MOST_ELEMENTS)
        self._contents = reading.contents
        self.sheets = tuple(reading.names)

    def read(self, place: int) -> SheetContent:
        """Return what the sheet at a place from 0 holds."""
        return self._contents[place]


class _Sheets:
    """Reads all sheets of a document."""

    def __init__(self, name: str) -> None:
        self.names: list[SheetName] = []
        self.contents: list[SheetContent] = []
        self._name = name
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._outside: list[str] = []
        """Elements, each in the one before, whose content is not that of a cell."""
        self._content = SheetContent()
        self._row: list[str] = []
        self._number = self._row_repeats = self._column = self._cells = self._rows = 0
        self._table_column = 0
        self._is_row_hidden = self._is_text = False
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._letters = self._paragraphs = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> None:
        if tag in _BESIDE and not self._outside:
            self._content.add_beside(_BESIDE[tag])
        if self._outside or tag in _BESIDE or tag in _ELSEWHERE:
            self._outside.append(tag)
        elif tag in _CELLS:
            self._cell, self._text, self._letters, self._paragraphs = attrs, [], 0, 0
        elif self._cell is not None:
            self._start_in_cell(tag, attrs)
        elif tag == "style":
            self._style = attrs.get(f"{_STYLE}name", "")
        elif tag == "table-properties" and attrs.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(self._style)
        else:
            self._start_in_sheet(tag, attrs)

    def end(self, tag: str, /) -> None:
        if self._outside:
            self._outside.pop()
        elif tag == "p":
            self._is_text = False
        elif tag in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif tag == "table-row":
            self._end_row()

    def data(self, data: str, /) -> None:
        if self._is_text and not self._outside:
            self._text.append(data)
            self._letters += len(data)
            if self._letters > LONGEST_CELL:
                self._refuse((f"a cell is longer than {LONGEST_CELL:,} characters", "shorten it"))

    def _start_in_sheet(self, tag: str, attrs: Mapping[str, str]) -> None:
        is_hidden = attrs.get(f"{_TABLE}visibility") in _NOT_SHOWN
        if tag == "table":
            self._begin_sheet(attrs)
        elif tag == "table-column":
            first = self._table_column + 1
            self._table_column += _count(attrs, "columns-repeated")
            if is_hidden:
                self._content.hide_columns(first, self._table_column)
        elif tag == "table-row":
            self._row, self._column = [], 0
            self._row_repeats = _count(attrs, "rows-repeated")
            self._is_row_hidden = is_hidden

    def _begin_sheet(self, attrs: Mapping[str, str]) -> None:
        refuse_many_sheets(len(self.names) + 1, self._name)
        self._content = SheetContent()
        self.contents.append(self._content)
        is_hidden = attrs.get(f"{_TABLE}style-name") in self._hidden_styles
        self.names.append(SheetName(attrs.get(f"{_TABLE}name", ""), is_hidden))
        self._number = self._table_column = self._rows = 0

    def _start_in_cell(self, tag: str, attrs: Mapping[str, str]) -> None:
        """Take what stands for letters: paragraphs, blanks, tabs and line breaks."""
        if tag == "p":
            self._is_text = True
            self._paragraphs += 1
            if self._paragraphs > 1:
                self.data("\n")
        elif tag == "s":
            blanks = _whole_number(attrs.get(f"{_TEXT}c", "1"))
            self.data(" " * min(blanks, LONGEST_CELL + 1))
        elif tag in {"tab", "line-break"}:
            self.data("\t" if tag == "tab" else "\n")

    def _end_cell(self, attrs: Mapping[str, str]) -> None:
        repeats = _count(attrs, "columns-repeated")
        text = _cell_text(attrs, "".join(self._text).strip())
        row, column = self._number + 1, self._column + 1
        if attrs.get(f"{_TABLE}formula"):
            is_saved = bool(text) or f"{_OFFICE}value-type" in attrs
            self._content.add_formula(row, column, is_saved=is_saved)
        rows, columns = _count(attrs, "rows-spanned"), _count(attrs, "columns-spanned")
        if rows > 1 or columns > 1:
            merged = MergedCells(row, column, row + rows - 1, column + columns - 1)
            self._content.add_merged(merged, self._sheet())
        if text:
            self._refuse(why_too_much(columns=self._column + repeats))
            self._row += [""] * (self._column - len(self._row)) + [text] * repeats
        self._column += repeats

    def _end_row(self) -> None:
        if self._row:
            self._rows += self._row_repeats
            self._cells += len(self._row) * self._row_repeats
            self._refuse(why_too_much(self._rows - 1, 0, self._cells))
            cells = tuple(self._row)
            for number in range(self._number + 1, self._number + self._row_repeats + 1):
                self._content.rows.append((number, cells))
            self._content.hidden_rows += self._row_repeats * self._is_row_hidden
        self._number += self._row_repeats

    def _sheet(self) -> str:
        return f"{self._name}, sheet {shown(self.names[-1].name if self.names else '')}"

    def _refuse(self, wrong: tuple[str, str] | None) -> None:
        refuse(wrong, f"{self._sheet()}, row {self._number + 1:,}")


def _count(attrs: Mapping[str, str], what: str) -> int:
    """Return how often something is repeated, or how far it spans; 1 if nothing is said."""
    return max(1, _whole_number(attrs.get(f"{_TABLE}number-{what}", "1")))


def _whole_number(text: str) -> int:
    """Return the number that a few digits are, 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else 0


def _cell_text(attrs: Mapping[str, str], written: str) -> str:
    """Return what a cell holds: of numbers, days and times not how they look, but what they are."""
    kind = attrs.get(f"{_OFFICE}value-type", "")
    if kind == "date":
        return attrs.get(f"{_OFFICE}date-value", written).removesuffix(_MIDNIGHT_WRITTEN)
    if kind == "time":
        return _time_text(attrs.get(f"{_OFFICE}time-value", "")) or written
    if kind == "boolean":
        return attrs.get(f"{_OFFICE}boolean-value", written)
    if kind in {"float", "percentage", "currency"}:
        value = attrs.get(f"{_OFFICE}value", "")
        number = number_in(value)
        return written if number is None else value if value.isdecimal() else number_text(number)
    return written or attrs.get(f"{_OFFICE}string-value", "")


def _time_text(duration: str) -> str:
    """Return a time of day, or a longer duration; "" if it is neither."""
    found = _DURATION.fullmatch(duration)
    if not found:
        return ""
    hours, minutes, seconds = map(int, found.groups())
    if hours < _DAY_HOURS:
        return f"{hours:02}:{minutes:02}:{seconds:02}"
    return str(timedelta(hours=hours, minutes=minutes, seconds=seconds))
