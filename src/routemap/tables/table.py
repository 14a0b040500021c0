"""A table: rows whose cells are found by the name of their column."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routemap.tables import language_tag
from routemap.tables.excerpt import plain, shown
from routemap.tables.strange_characters import report_strange_characters, shortened
from routemap.tables.suggestion import did_you_mean, listed

if TYPE_CHECKING:
    from routemap.tables.csv_text import Sheet
    from routemap.tables.problems import Ledger
    from routemap.tables.schema import Layout


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: ``name``, or its translation ``name@ko``."""

    name: str
    language: str = ""

    @property
    def heading(self) -> str:
        """Return the heading in its usual form."""
        return f"{self.name}@{self.language}" if self.language else self.name


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number` is that of a spreadsheet.

    `is_ragged` if its cells are not to be read: they may be out of place, or one is too long.
    """

    number: int
    cells: dict[str, str]
    is_ragged: bool = False

    def cell(self, heading: str) -> str:
        """Return what the cell holds, "" if it is blank or the table has no such column."""
        return self.cells.get(heading, "")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, and its columns. `is_whole` is False if rows are missing at its end."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    is_whole: bool

    def translations(self, name: str) -> tuple[str, ...]:
        """Return the languages into which a column is translated."""
        return tuple(
            column.language for column in self.columns if column.name == name and column.language
        )


def make_table(sheet: Sheet, layout: Layout, ledger: Ledger) -> Table | None:
    """Return the table, or None after taking down what its header lacks."""
    columns = [
        _column(heading, position, sheet, layout, ledger)
        for position, heading in enumerate(sheet.header)
    ]
    known = [column for column in columns if column]
    headings = {column.heading for column in known}
    missing = [name for name in layout.required if name not in headings]
    for name in missing:
        _report_missing(name, sheet, layout, ledger)
    doubled = [heading for heading, count in Counter(_headings(known)).items() if count > 1]
    for heading in doubled:
        ledger.error(
            1, plain(heading), f"the column {shown(heading)} is there twice", "take one away"
        )
    for column in known:
        if column.language and column.name not in headings:
            what = f"{shown(column.heading)} translates a column that is not there"
            ledger.error(1, column.heading, what, f"add the column “{column.name}”")
    if missing or doubled:
        return None
    reader = _RowReader(sheet.header, columns, layout, ledger)
    rows = tuple(reader.row(number, cells) for number, cells in sheet.rows)
    return Table(tuple(known), rows, sheet.is_whole)


def _headings(columns: list[Column]) -> list[str]:
    return [column.heading for column in columns]


def _column(
    heading: str, position: int, sheet: Sheet, layout: Layout, ledger: Ledger
) -> Column | None:
    if not heading:
        if any(cells[position] for _, cells in sheet.rows if position < len(cells)):
            what = f"column {_letters(position)} has cells and no name"
            ledger.error(1, _letters(position), what, "name it, or clear it")
        return None
    name, at, tag = heading.partition("@")
    if name not in layout.columns:
        what = f"{shown(heading)} is not a column of this table, so it is not read"
        mend = did_you_mean(name, layout.columns, f"the columns are {listed(layout.columns)}")
        ledger.warn(1, plain(heading), what, mend)
        return None
    if not at:
        return Column(name)
    if name not in layout.text:
        what = f"{shown(heading)}: “{name}” cannot be translated"
        ledger.error(1, plain(heading), what, f"those that can are {listed(sorted(layout.text))}")
        return None
    language = language_tag.canonical_tag(tag)
    if not language:
        what = f"{shown(heading)}: {shown(tag)} is not a language tag"
        ledger.error(1, plain(heading), what, language_tag.HOW_TO_WRITE)
        return None
    if not language_tag.names_a_known_language(language):
        what = f"{shown(heading)}: “{language}” is no language that Unicode lists"
        ledger.warn(1, plain(heading), what, language_tag.HOW_TO_WRITE)
    return Column(name, language)


def _report_missing(name: str, sheet: Sheet, layout: Layout, ledger: Ledger) -> None:
    unknown = [heading for heading in sheet.header if heading not in layout.columns]
    mend = did_you_mean(name, unknown, "add it")
    if mend != "add it":
        mend = mend.replace("did you mean", "is it").removesuffix("?") + f"? Then name it “{name}”"
    ledger.error(1, name, f"the column “{name}” is missing", mend)


@dataclass(frozen=True, slots=True)
class _RowReader:
    """Reads one row after the other; what is wrong in it goes into the ledger."""

    header: tuple[str, ...]
    columns: list[Column | None]
    layout: Layout
    ledger: Ledger

    def row(self, number: int, cells: tuple[str, ...]) -> Row:
        extra = [cell for cell in cells[len(self.columns) :] if cell]
        too_few = len(cells) < len(self.columns)
        what = f"the row has {len(cells)} cells, the header {len(self.columns)}"
        if too_few:
            heading = plain(self.header[len(cells)]) or _letters(len(cells))
            self.ledger.error(number, heading, what, "add the missing cells, even if empty")
        if extra:
            mend = "take cells away, or put a cell that holds a separator in quotation marks"
            self.ledger.error(number, _letters(len(self.columns)), what, mend)
        by_heading = {
            column.heading: self._cell(cell, column, number)
            for column, cell in zip(self.columns, cells, strict=False)
            if column
        }
        too_long = [
            column
            for column, cell in zip(self.columns, cells, strict=False)
            if column and len(cell) > self.layout.longest(column.name)
        ]
        return Row(number, by_heading, is_ragged=too_few or bool(extra or too_long))

    def _cell(self, cell: str, column: Column, number: int) -> str:
        longest = self.layout.longest(column.name)
        report_strange_characters(cell, number, column.heading, self.ledger)
        return shortened(cell, longest, number, column.heading, self.ledger)


def _letters(position: int) -> str:
    """Return how a spreadsheet names the column at a position from 0: A, B, …, Z, AA."""
    letters = ""
    rest = position + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
