"""Workbooks of any format: which sheets become which tables, and what is told of all else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

from routemap.errors import ForeignFileError
from routemap.formats.account import Account
from routemap.formats.heading_row import NumberedRow, import_rows
from routemap.formats.imported import Imported, TableChoice, refuse
from routemap.formats.own_sheets import ids_of_stops, journey_file, own_table, schema_named
from routemap.tables.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from routemap.tables.problems import listed, shown
from routemap.tables.schema import JOURNEY, STOPS, Schema

SHEET, MERGED = "sheet", "merged cell"
"""What an account calls them."""
_MOST_NAMED, _MOST_SHEETS = 5, 256


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
        How many of the rows are not shown, and which columns.
    beside
        How many there are of what does not lie in cells, by its name in an account.
    """

    rows: list[NumberedRow] = field(default_factory=list)
    merged: list[MergedCells] = field(default_factory=list)
    formulas: int = 0
    unsaved: int = 0
    unsaved_at: list[str] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: set[int] = field(default_factory=set)
    beside: dict[str, int] = field(default_factory=dict)

    def add_merged(self, cells: MergedCells, name: str) -> None:
        """Keep merged cells; raise ForeignFileError if a sheet of this name has too many."""
        self.merged.append(cells)
        if len(self.merged) > MOST_ROWS:
            refuse((f"it has more than {MOST_ROWS:,} merged cells", "take them apart"), name)

    def hide_columns(self, first: int, last: int) -> None:
        """Keep that columns are hidden; those beyond all that are read do not matter."""
        if len(self.hidden_columns) < MOST_COLUMNS:
            self.hidden_columns.update(range(max(first, 1), min(last, MOST_COLUMNS) + 1))

    def add_beside(self, item: str, count: int = 1) -> None:
        """Count what does not lie in cells."""
        self.beside[item] = self.beside.get(item, 0) + count

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


def refuse_many_sheets(number: int, name: str) -> None:
    """Refuse a workbook of this name with more sheets than are read; raises ForeignFileError."""
    if number > _MOST_SHEETS:
        refuse((f"it has more than {_MOST_SHEETS} sheets", "remove some"), name)


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

    That is the chosen sheet. If none is chosen and one is named as the table of stops
    (“locations”), all sheets that are named as tables of a journey are taken for these. Else it is
    the first sheet that has rows; one that is hidden only if there is no other.

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
    ours: dict[Schema[object], int] = {}
    for place, each in enumerate(book.sheets):
        schema = schema_named(each.name)
        if schema:
            ours.setdefault(schema, place)
    if STOPS in ours and _is_table(reading.content(ours[STOPS])):
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
        self._advice: list[str] = []

    def content(self, place: int) -> SheetContent:
        if place not in self._read:
            self._read[place] = self._book.read(place)
        return self._read[place]

    def only(self, place: int, heading_row: int, why_not_others: str) -> Imported:
        """Return the table in one sheet."""
        self._take_sheet(place, "table of stops")
        self._leave_others({place}, why_not_others)
        found = import_rows(self._rows(place), self._title(place), heading_row, self._account)
        return replace(found, advice=tuple(self._advice))

    def ours(self, places: Mapping[Schema[object], int], heading_row: int) -> Imported:
        """Return the tables in the sheets that are named as ours."""
        for schema, place in places.items():
            self._take_sheet(place, schema.file)
        self._leave_others(set(places.values()), "not named as a table of a journey")
        stops = places[STOPS]
        found = import_rows(self._rows(stops), self._title(stops), heading_row, self._account)
        ids = ids_of_stops(found.table) if found.table else {}
        files = dict(found.files)
        for schema, place in places.items():
            rows = self._rows(place) if schema is not STOPS else []
            if rows and schema is JOURNEY:
                files[schema.file] = journey_file(rows, self._account)
            elif rows:
                title = self._title(place)
                files[schema.file] = own_table(rows, title, schema, ids, self._account)
        return Imported(files, found.table, self._account, tuple(self._advice))

    def _rows(self, place: int) -> list[NumberedRow]:
        """Return the rows of a sheet that is taken, and account for what else it holds."""
        content = self.content(place)
        rows, spread = _with_merged(content, self._title(place))
        merged = len(content.merged)
        self._account.take(MERGED, f"the value counts in each row: {listed(spread)}", len(spread))
        self._account.take(MERGED, "one cell", merged - len(spread))
        if spread:
            self._advice.append(
                f"merged cells {listed(spread)}: the value counts in each of their rows"
            )
        filled = {at for _, cells in rows for at, cell in enumerate(cells, start=1) if cell}
        hidden_columns = len(filled & content.hidden_columns)
        self._account.take("hidden row", "like the others", content.hidden_rows)
        self._account.take("hidden column", "like the others", hidden_columns)
        if content.hidden_rows or hidden_columns:
            self._advice.append(
                f"hidden rows ({content.hidden_rows:,}) and columns ({hidden_columns:,}) are read "
                "like the others"
            )
        _account_of(content, self._account)
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


def _with_merged(content: SheetContent, name: str) -> tuple[list[NumberedRow], list[str]]:
    """Return the rows, a value merged over several of them written in each, and where these are.

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
            cells[merged.first_column - 1] = cells[merged.first_column - 1] or value
        if value and below:
            spread.append(merged.address)
    return [(number, tuple(rows[number])) for number, _ in content.rows], spread


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column - 1] if column <= len(cells) else ""


def _account_of(content: SheetContent, account: Account) -> None:
    """Count the formulas of a sheet, and what does not lie in its cells."""
    account.take("formula", "its saved value", content.formulas - content.unsaved)
    if content.unsaved:
        more = " …" if content.unsaved > _MOST_NAMED else ""
        where = ", ".join(content.unsaved_at[:_MOST_NAMED])
        why = "no value was saved; open the workbook in a spreadsheet program and save it"
        account.leave("formula", f"{where}{more}: {why}", content.unsaved)
    for item, count in content.beside.items():
        account.leave(item, "it lies beside the cells", count)


def column_letters(column: int) -> str:
    """Return how a spreadsheet names a column, counted from 1: A, B, …, Z, AA."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
