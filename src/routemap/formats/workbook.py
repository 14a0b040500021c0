"""Workbooks of any format: which sheets become which tables, and what is told of all else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import NamedTuple, Protocol

from routemap.errors import ForeignFileError
from routemap.formats.account import Account
from routemap.formats.heading_row import ROW, NumberedRow, import_rows, table_below_headings
from routemap.formats.imported import Imported, TableChoice, refuse
from routemap.tables.csv_text import csv_text
from routemap.tables.limits import MOST_CELLS
from routemap.tables.problems import listed, shown
from routemap.tables.schema import JOURNEY, LEG_GEOMETRY, SCHEMAS, STOPS, Schema
from routemap.tables.writer import metadata_text

SHEET, MERGED = "sheet", "merged cell"
"""What an account calls them."""
_OURS = {PurePath(schema.file).stem: schema for schema in SCHEMAS if schema is not LEG_GEOMETRY}
_LOCATIONS = PurePath(STOPS.file).stem
_MOST_NAMED = 5


class SheetName(NamedTuple):
    """The name of a sheet, and whether it is hidden."""

    name: str
    is_hidden: bool


class SheetListing(NamedTuple):
    """A sheet to choose from: its name, its rows that are not blank, and whether it is hidden."""

    name: str
    rows: int
    is_hidden: bool


class MergedCells(NamedTuple):
    """Cells that are shown as one; rows and columns are counted from 1, the last included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def address(self) -> str:
        """Return it as a spreadsheet does: "D5:D6"."""
        return (
            f"{column_letters(self.first_column)}{self.first_row}:"
            f"{column_letters(self.last_column)}{self.last_row}"
        )


@dataclass(slots=True)
class SheetContent:
    """What a sheet holds; rows and columns are counted from 1.

    Parameters
    ----------
    rows
        Those that are not blank.
    merged
        All merged cells.
    formulas, unsaved, unsaved_at
        How many formulas there are, how many of them without a saved value, and where the first of
        these are.
    hidden_rows, hidden_columns
        What is not shown, as ranges; the last is included.
    beside
        How many there are of what does not lie in cells, by its name in an account.
    """

    rows: list[NumberedRow] = field(default_factory=list)
    merged: list[MergedCells] = field(default_factory=list)
    formulas: int = 0
    unsaved: int = 0
    unsaved_at: list[str] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    beside: dict[str, int] = field(default_factory=dict)

    def add_formula(self, row: int, column: int, *, is_saved: bool) -> None:
        """Count a formula."""
        self.formulas += 1
        if not is_saved:
            self.unsaved += 1
            if len(self.unsaved_at) <= _MOST_NAMED:
                self.unsaved_at.append(f"{column_letters(column)}{row}")


class Workbook(Protocol):
    """A workbook of some format."""

    @property
    def sheets(self) -> Sequence[SheetName]:
        """Return the sheets in their order."""

    def read(self, place: int) -> SheetContent:
        """Return what the sheet at a place from 0 holds; raise ForeignFileError if it is broken."""


def list_sheets(book: Workbook) -> tuple[SheetListing, ...]:
    """Return the sheets of a workbook.

    Raises
    ------
    ForeignFileError
        If one of them cannot be read.
    """
    return tuple(
        SheetListing(each.name, len(book.read(place).rows), each.is_hidden)
        for place, each in enumerate(book.sheets)
    )


def import_workbook(book: Workbook, name: str, choice: TableChoice) -> Imported:
    """Return the table of stops in a workbook.

    That is the chosen sheet. If none is chosen and one is named “locations”, all sheets that are
    named as tables of a journey are taken for these. Else it is the first sheet that has rows;
    one that is hidden only if there is no other.

    Parameters
    ----------
    book, name
        The workbook, and its name in messages.
    choice
        The sheet and the row of the headings, as far as a user said so.

    Raises
    ------
    ForeignFileError
        If there is no such sheet or row, or it has more than is read.
    """
    reading = _Reading(book, name)
    if choice.sheet:
        place = _chosen_place(book.sheets, choice.sheet, name)
        return reading.only(place, choice.heading_row, "another was chosen")
    ours = {
        each.name.strip().casefold(): place
        for place, each in reversed(list(enumerate(book.sheets)))
        if each.name.strip().casefold() in _OURS
    }
    if _LOCATIONS in ours and _is_table(reading.content(ours[_LOCATIONS])):
        return reading.ours(ours, choice.heading_row)
    for place in sorted(range(len(book.sheets)), key=lambda each: book.sheets[each].is_hidden):
        if _is_table(reading.content(place)):
            return reading.only(place, choice.heading_row, "not the first with rows")
    raise ForeignFileError(
        f"{name} has no sheet with names of columns and a row below; write them there"
    )


def _chosen_place(sheets: Sequence[SheetName], chosen: str, name: str) -> int:
    names = [each.name for each in sheets]
    for same in (str, _plainly):
        for place, each in enumerate(names):
            if same(each) == same(chosen):
                return place
    raise ForeignFileError(f"{name} has no sheet {shown(chosen)}; its sheets are {_named(names)}")


def _plainly(name: str) -> str:
    return name.strip().casefold()


def _is_table(content: SheetContent) -> bool:
    return len(content.rows) > 1


class _Reading:
    """The reading of a workbook, with the account of it."""

    def __init__(self, book: Workbook, name: str) -> None:
        self._book = book
        self._name = name
        self._read: dict[int, SheetContent] = {}
        self._account = Account()

    def content(self, place: int) -> SheetContent:
        if place not in self._read:
            self._read[place] = self._book.read(place)
        return self._read[place]

    def only(self, place: int, heading_row: int, why_not_others: str) -> Imported:
        """Return the table in one sheet."""
        self._take_sheet(place, "table of stops")
        self._leave_others({place}, why_not_others)
        return import_rows(self._rows(place), self._title(place), heading_row, self._account)

    def ours(self, places: Mapping[str, int], heading_row: int) -> Imported:
        """Return the tables in the sheets that are named as ours."""
        files = {}
        for name, place in places.items():
            schema = _OURS[name]
            self._take_sheet(place, schema.file)
            if schema is JOURNEY:
                files[schema.file] = metadata_text(self._entries(place)).encode()
            elif schema is not STOPS and self.content(place).rows:
                files[schema.file] = self._table(place, schema)
        self._leave_others(set(places.values()), "not named as a table of a journey")
        stops = places[_LOCATIONS]
        found = import_rows(self._rows(stops), self._title(stops), heading_row, self._account)
        return Imported({**found.files, **files}, found.table, self._account)

    def _table(self, place: int, schema: Schema[object]) -> bytes:
        """Return a table of ours as its file."""
        rows = self._rows(place)
        table = table_below_headings(rows, self._title(place), rows[0][0])
        known = {name.casefold(): name for name in schema.by_name}
        header = [known.get(heading.casefold(), heading) for heading in table.header]
        self._account.take(ROW, "names of columns")
        self._account.take(ROW, f"row of {schema.file}", len(table.rows))
        return csv_text((header, *table.rows)).encode()

    def _entries(self, place: int) -> dict[str, str]:
        """Return the entries of journey.toml: a name and its words in each row, or in columns."""
        rows = [cells for _, cells in self._rows(place)]
        entries = {}
        if len(rows) == 2 and sum(map(JOURNEY.has, rows[0])) > 1:  # noqa: PLR2004  headings, cells
            entries = dict(zip(*rows, strict=False))
            self._account.take(ROW, f"entries of {JOURNEY.file}", len(rows))
            rows = []
        for cells in rows:
            key, words = (*cells, "")[:2]
            if JOURNEY.has(key) and words:
                entries[key] = words
                self._account.take(ROW, f"entry of {JOURNEY.file}")
            else:
                self._account.leave(ROW, f"not an entry of {JOURNEY.file}")
        return entries

    def _rows(self, place: int) -> list[NumberedRow]:
        """Return the rows of a sheet that is taken, and account for what else it holds."""
        content = self.content(place)
        rows = _with_merged(content, self._account, self._title(place))
        _account_of(content, rows, self._account)
        return rows

    def _title(self, place: int) -> str:
        return f"{self._name}, sheet {shown(self._book.sheets[place].name)}"

    def _take_sheet(self, place: int, taken_as: str) -> None:
        hidden = ", though it is hidden" if self._book.sheets[place].is_hidden else ""
        self._account.take(SHEET, f"{taken_as}{hidden}")

    def _leave_others(self, places: set[int], why: str) -> None:
        others = [each.name for at, each in enumerate(self._book.sheets) if at not in places]
        if others:
            self._account.leave(SHEET, f"{why}: {_named(others)}", len(others))


def _named(names: Iterable[str]) -> str:
    return listed(f"“{name}”" for name in names)


def _with_merged(content: SheetContent, account: Account, name: str) -> list[NumberedRow]:
    """Return the rows, a value merged over several of them written in each.

    A row that holds nothing else stays blank. Of cells merged over columns the first has the value.
    """
    numbers = sorted(number for number, _ in content.rows)
    rows = {number: list(cells) for number, cells in content.rows}
    spread: list[str] = []
    looked_at = 0
    for merged in content.merged:
        below = numbers[bisect_right(numbers, merged.first_row) :]
        below = below[: bisect_right(below, merged.last_row)]
        looked_at += len(below)
        if looked_at > MOST_CELLS:
            refuse(("its merged cells overlap", "take them apart"), name)
        value = _cell(rows.get(merged.first_row, ()), merged.first_column)
        for number in below if value else ():
            cells = rows[number]
            cells += [""] * (merged.first_column - len(cells))
            cells[merged.first_column - 1] = value
        if value and below:
            spread.append(merged.address)
    if spread:
        account.take(MERGED, f"the value counts in each row: {listed(spread)}", len(spread))
    account.take(MERGED, "one cell", len(content.merged) - len(spread))
    return [(number, tuple(rows[number])) for number, _ in content.rows]


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column - 1] if column <= len(cells) else ""


def _account_of(content: SheetContent, rows: Sequence[NumberedRow], account: Account) -> None:
    """Count what a sheet has beside plain rows."""
    account.take("formula", "its saved value", content.formulas - content.unsaved)
    if content.unsaved:
        more = " …" if content.unsaved > _MOST_NAMED else ""
        where = ", ".join(content.unsaved_at[:_MOST_NAMED])
        why = "no value was saved; open the workbook in a spreadsheet program and save it"
        account.leave("formula", f"{where}{more}: {why}", content.unsaved)
    is_hidden = _inside(content.hidden_rows)
    account.take("hidden row", "like the others", sum(is_hidden(number) for number, _ in rows))
    filled = {column for _, cells in rows for column, cell in enumerate(cells, start=1) if cell}
    is_hidden = _inside(content.hidden_columns)
    account.take("hidden column", "like the others", sum(map(is_hidden, filled)))
    for item, count in content.beside.items():
        account.leave(item, "it lies beside the cells", count)


def _inside(ranges: Iterable[tuple[int, int]]) -> Callable[[int], bool]:
    """Return a function that tells whether a number is in one of the ranges."""
    ordered = sorted(ranges)
    firsts = [first for first, _ in ordered]

    def is_inside(number: int) -> bool:
        place = bisect_right(firsts, number)
        return place > 0 and ordered[place - 1][1] >= number

    return is_inside


def column_letters(column: int) -> str:
    """Return how a spreadsheet names a column, counted from 1: A, B, …, Z, AA."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
