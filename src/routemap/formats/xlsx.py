"""Spreadsheet workbooks (XLSX, ISO/IEC 29500-1).

A workbook of 40 kB may unpack to endless cells, so its sheets are parsed as a stream. openpyxl,
which would hold all rows and styles in memory, only tells which number formats are dates.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from xml.etree.ElementTree import Element, TreeBuilder
from zipfile import ZipFile

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from routemap.errors import ForeignFileError
from routemap.formats.imported import refuse
from routemap.formats.workbook import (
    MergedCells,
    SheetContent,
    SheetName,
    refuse_many_sheets,
)
from routemap.formats.xml import XmlHandler, number_in, read_events
from routemap.tables.archive import open_archive, unpacked
from routemap.tables.limits import LONGEST_CELL, MOST_CELLS, why_too_much
from routemap.tables.problems import plain
from routemap.tables.values import number_text

# Characters that XML cannot hold are escaped as _x0007_, and a “_” before such as _x005F_:
# ECMA-376-1, 22.9.2.19.
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WORKBOOK = "xl/workbook.xml"
_MIDNIGHT = time()
_MIDNIGHT_WRITTEN = "T00:00:00"
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{0,7})", re.ASCII)
_TRUE = frozenset({"1", "true"})
_LONGEST_FORMAT = 120  # of a date, in letters; spreadsheets allow 255
_MOST_DIGITS = 9
_MOST_ELEMENTS = 200_000  # in parts other than sheets; spreadsheets allow 65,490 cell styles
_BESIDE = {
    "comments": {"comment": "comment"},
    "drawing": {"picture": "pic", "chart": "graphicFrame"},
}
"""What lies beside the cells of a sheet: by the kind of a part, the elements of each item."""
# Each cell of a sheet has two, a row has one, and sheets have some more.
_MOST_SHEET_ELEMENTS = 3 * MOST_CELLS


class XlsxWorkbook:
    """A workbook, whose sheets are read one by one.

    Raises
    ------
    ForeignFileError
        If it is not a workbook, or too large unpacked; so do its methods.
    """

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        self._package = _Package(open_archive(content, name, "workbook"), name)
        workbook = self._package.tree(_WORKBOOK)
        parts = self._package.parts_of(_WORKBOOK)
        strings = _Strings(name)
        for kind, part in parts.values():
            if kind == "sharedStrings":
                self._package.read(part, strings, _MOST_SHEET_ELEMENTS)
        self._strings = strings.texts
        styles = [self._package.tree(part) for kind, part in parts.values() if kind == "styles"]
        self._numbers = _NumberStyles.of(workbook, styles)
        listed = list(workbook.iter("sheet"))
        refuse_many_sheets(len(listed), name)
        relations = (_relation(each) for each in listed)
        self._parts = [parts.get(relation, ("", ""))[1] for relation in relations]
        if len(set(self._parts)) < len(self._parts):
            why = "two sheets of it are one part"
            raise ForeignFileError(f"{name} is not a readable workbook ({why}); save it again")
        self.sheets = tuple(
            SheetName(each.get("name", ""), each.get("state", "visible") != "visible")
            for each in listed
        )

    def read(self, place: int) -> SheetContent:
        """Return what the sheet at a place from 0 holds."""
        part = self._parts[place]
        if not part:
            return SheetContent()
        title = f"{self._name}, sheet “{plain(self.sheets[place].name)}”"
        sheet = _SheetRows(self._strings, self._numbers, title)
        self._package.read(part, sheet, _MOST_SHEET_ELEMENTS)
        for kind, beside in self._package.parts_of(part).values():
            counter = _Counter()
            if kind in _BESIDE:
                self._package.read(beside, counter, _MOST_SHEET_ELEMENTS)
            for item, tag in _BESIDE.get(kind, {}).items():
                sheet.content.add_beside(item, counter.elements[tag])
        return sheet.content


def _relation(element: Element) -> str:
    return next((element.attrib[key] for key in element.attrib if key.endswith("}id")), "")


class _Package:
    """The parts of a workbook, which refer to each other by name."""

    def __init__(self, archive: ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._parts = frozenset(archive.namelist())

    def read(self, part: str, handler: XmlHandler, most_elements: int) -> None:
        if part not in self._parts:
            raise ForeignFileError(
                f"{self._name} is not a readable workbook (it has no {plain(part)}); "
                "save it again as XLSX"
            )
        chunks = unpacked(self._archive, part, self._name)
        title = f"{plain(part)} in {self._name}"
        read_events(chunks, title, handler, most_elements)

    def tree(self, part: str) -> Element:
        """Return the root element of a small part."""
        tree = TreeBuilder()
        self.read(part, tree, _MOST_ELEMENTS)
        return tree.close()

    def parts_of(self, part: str) -> dict[str, tuple[str, str]]:
        """Return kind and path of each part that a part refers to, by its id there."""
        folder, _, name = part.rpartition("/")
        relations = f"{folder}/_rels/{name}.rels"
        if part != _WORKBOOK and relations not in self._parts:
            return {}
        parts = {}
        for each in self.tree(relations).iter("Relationship"):
            path = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
            kind = each.get("Type", "").rpartition("/")[2]
            parts[each.get("Id", "")] = (kind, path.lstrip("/"))
        return parts


@dataclass(frozen=True)
class _NumberStyles:
    """The cell styles that show a number as a date, those of a duration, and the epoch of dates."""

    dates: frozenset[int]
    durations: frozenset[int]
    epoch: datetime

    @classmethod
    def of(cls, workbook: Element, styles: Iterable[Element]) -> _NumberStyles:
        dates, durations = set(), set()
        for root in styles:
            formats = {
                each.get("numFmtId"): each.get("formatCode", "")
                for each in root.iterfind("numFmts/numFmt")
            }
            for number, style in enumerate(root.iterfind("cellXfs/xf")):
                key = style.get("numFmtId", "0")
                code = formats.get(key) or BUILTIN_FORMATS.get(_whole_number(key)) or ""
                is_date, is_duration = _kind_of_format(code[:_LONGEST_FORMAT])
                dates |= {number} if is_date else set()
                durations |= {number} if is_duration else set()
        epochs = {each.get("date1904") for each in workbook.iter("workbookPr")}
        epoch = CALENDAR_MAC_1904 if epochs & {"1", "true"} else CALENDAR_WINDOWS_1900
        return cls(frozenset(dates), frozenset(durations), epoch)


@lru_cache(maxsize=1024)
def _kind_of_format(code: str) -> tuple[bool, bool]:
    """Tell whether a number format is a date, and whether it is a duration."""
    return is_date_format(code), is_timedelta_format(code)


class _Texts:
    """Joins the runs of a text, and leaves out phonetic ones (`rPh`)."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parts: list[str] = []
        self._letters = 0
        self._tag = "t"
        """The element that holds text."""
        self._is_read = self._is_phonetic = False

    def start(self, tag: str, attrs: dict[str, str], /) -> None:  # noqa: ARG002  a handler
        self._is_read |= tag == self._tag
        self._is_phonetic |= tag == "rPh"

    def end(self, tag: str, /) -> None:
        self._is_read &= tag != self._tag
        self._is_phonetic &= tag != "rPh"

    def _begin(self) -> None:
        self._parts, self._letters = [], 0

    def _whole(self) -> str:
        return _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), "".join(self._parts)).strip()

    def data(self, data: str, /) -> None:
        if not self._is_read or self._is_phonetic:
            return
        self._parts.append(data)
        self._letters += len(data)
        if self._letters > LONGEST_CELL:
            what = f"a cell is longer than {LONGEST_CELL:,} characters"
            refuse((what, "shorten it"), self._name)


class _Counter:
    """Counts the elements of a part by their tags."""

    def __init__(self) -> None:
        self.elements: Counter[str] = Counter()

    def start(self, tag: str, attrs: dict[str, str], /) -> None:  # noqa: ARG002  a handler
        self.elements[tag] += 1

    def end(self, tag: str, /) -> None:
        """Count no element twice."""

    def data(self, data: str, /) -> None:
        """Pass by what is written."""


class _Strings(_Texts):
    """The texts that cells share."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.texts: list[str] = []

    def start(self, tag: str, attrs: dict[str, str], /) -> None:
        super().start(tag, attrs)
        if tag == "si":
            self._begin()

    def end(self, tag: str, /) -> None:
        super().end(tag)
        if tag == "si":
            self.texts.append(self._whole())


class _SheetRows(_Texts):
    """What a sheet holds; of formulas the saved values."""

    def __init__(self, strings: list[str], numbers: _NumberStyles, name: str) -> None:
        super().__init__(name)
        self.content = SheetContent()
        self._strings = strings
        self._numbers = numbers
        self._row: list[str] = []
        self._number = self._column = self._cells = self._written_rows = 0
        self._kind, self._style = "", ""
        self._is_formula = self._is_hidden = False

    def start(self, tag: str, attrs: dict[str, str], /) -> None:
        super().start(tag, attrs)
        if tag == "c":
            self._begin()
            self._is_formula = False
            self._column = self._place(attrs.get("r", ""))
            self._kind, self._style = attrs.get("t", "n"), attrs.get("s", "0")
            self._tag = "t" if self._kind == "inlineStr" else "v"
        elif tag == "row":
            self._written_rows += 1
            self._number = _whole_number(attrs.get("r", "")) or self._number + 1
            self._row, self._column = [], 0
            self._is_hidden = attrs.get("hidden") in _TRUE
        elif tag == "f":
            self._is_formula = True
        elif tag == "col" and attrs.get("hidden") in _TRUE:
            columns = _whole_number(attrs.get("min", "")), _whole_number(attrs.get("max", ""))
            self.content.hide_columns(columns[0] or 0, columns[1] or 0)
        elif tag == "mergeCell":
            self._take_merged(attrs.get("ref", ""))

    def end(self, tag: str, /) -> None:
        super().end(tag)
        if tag == "c":
            self._take_cell()
        elif tag == "row" and self._row:
            self.content.rows.append((self._number, tuple(self._row)))
            self.content.hidden_rows += self._is_hidden
            self._cells += len(self._row)
            rows = len(self.content.rows) - 1
            blank_rows = self._written_rows - rows
            self._refuse(why_too_much(rows, 0, self._cells, blank_rows))

    def _place(self, reference: str) -> int:
        """Return the column of a cell, from 1."""
        return self._cell_place(reference)[1] if reference else self._column + 1

    def _cell_place(self, reference: str) -> tuple[int, int]:
        """Return row and column of an address, from 1."""
        found = _ADDRESS.fullmatch(reference)
        if not found:
            self._refuse((f"a cell has the address “{plain(reference)}”", "save the file again"))
            return 0, 0
        column = 0
        for letter in found[1]:
            column = 26 * column + ord(letter) - ord("A") + 1
        return int(found[2] or 0), column

    def _take_merged(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        area = MergedCells(*self._cell_place(first), *self._cell_place(last or first))
        self.content.add_merged(area, self._name)

    def _take_cell(self) -> None:
        text = self._text(self._whole()) if self._parts else ""
        if self._is_formula:
            is_saved = bool(text) or self._kind == "str"  # one that is blank
            self.content.add_formula(self._number, self._column, is_saved=is_saved)
        if text:
            self._refuse(why_too_much(columns=self._column))
            self._row += [""] * (self._column - len(self._row))
            self._row[self._column - 1] = text

    def _text(self, written: str) -> str:
        if self._kind == "s":
            place = _whole_number(written)
            if place is None or place >= len(self._strings):
                self._refuse(
                    ("a cell refers to a text that is not there", "save the workbook again")
                )
            return self._strings[place or 0]
        if self._kind == "b":
            return {"1": "true", "0": "false"}.get(written, written)
        if self._kind == "d":
            return written.removesuffix(_MIDNIGHT_WRITTEN)
        return self._number_text(written) if self._kind == "n" else written

    def _number_text(self, written: str) -> str:
        """Return a number, or the date or the duration that it stands for."""
        number = number_in(written)
        style = _whole_number(self._style)
        if number is None:
            return written
        if style not in self._numbers.dates:
            return written if written.isdecimal() else number_text(number)
        try:
            is_duration = style in self._numbers.durations
            return _moment_text(from_excel(number, self._numbers.epoch, timedelta=is_duration))
        except (OverflowError, ValueError):  # outside of the calendar
            return number_text(number)

    def _refuse(self, wrong: tuple[str, str] | None) -> None:
        refuse(wrong, f"{self._name}, row {self._number:,}")


def _whole_number(text: str) -> int | None:
    """Return the number that a few digits are, None for anything else."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


def _moment_text(moment: datetime | time | timedelta) -> str:
    if isinstance(moment, datetime) and moment.time() == _MIDNIGHT:
        return moment.date().isoformat()
    return str(moment) if isinstance(moment, timedelta) else moment.isoformat()
