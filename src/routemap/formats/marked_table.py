"""Tables in a text with markup: their cells, links, spans, and which of several is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from routemap.errors import ForeignFileError
from routemap.formats.account import Account
from routemap.formats.heading_row import ROW, NumberedRow, has_places, heading_place, import_rows
from routemap.formats.imported import Imported, TableChoice, refuse
from routemap.formats.workbook import MERGED
from routemap.tables.limits import LONGEST_CELL, why_too_much
from routemap.tables.schema import JOURNEY
from routemap.tables.writer import metadata_text
from routemap.web_address import is_web_address

TABLE, LINK, PICTURE, FOOTNOTE, LINE = "table", "link", "picture", "footnote", "line"
"""What an account calls them."""
FOOTNOTE_WHY = "it stands outside of the table"
LINK_SUFFIX = " (link)"
"""After the heading of a column, that of the addresses in its cells."""
_MOST_TABLES = 1_000
_MOST_SPANNED = 65_534
"""Rows: as HTML has it."""


@dataclass(slots=True)
class MarkedCell:
    """The text of a cell, the addresses that it links to, and what it spans."""

    text: str
    links: Sequence[str] = ()
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class MarkedTable:
    """A table, filled cell by cell; of a cell over several rows each gets the text.

    Parameters
    ----------
    name
        That of the file, in messages.
    """

    name: str
    rows: list[NumberedRow] = field(default_factory=list)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    account: Account = field(default_factory=Account)
    _row: list[str] = field(default_factory=list)
    _row_spans: list[int] = field(default_factory=list)
    """How many columns each cell of the row has, without those of the rows above."""
    _across: dict[int, int] = field(default_factory=dict)
    """Of the rows of a single cell: how many columns it spans."""
    _number: int = 0
    _cells: int = 0
    _spans: dict[int, tuple[int, str]] = field(default_factory=dict)
    """For each column that a cell above spans: how many rows are left, and its text."""
    _next_spans: dict[int, tuple[int, str]] = field(default_factory=dict)

    def begin_row(self) -> None:
        """End the row before, if it has cells, and begin another."""
        self.end_row()
        self._number += 1
        self._spans, self._next_spans = self._next_spans, {}

    def add(self, cell: MarkedCell) -> None:
        """Add a cell to the row."""
        if not self._number:
            self.begin_row()
        self._fill_spanned()
        column = len(self._row)
        self.refuse_long(cell.text)
        text = " ".join(cell.text.split())
        self._refuse(why_too_much(columns=column + cell.columns))
        self._row += [text] + [""] * (cell.columns - 1)
        self._row_spans.append(cell.columns)
        if cell.rows > 1:
            left = min(cell.rows, _MOST_SPANNED) - 1
            self._next_spans |= {
                column + more: (left, text if more == 0 else "") for more in range(cell.columns)
            }
        if cell.rows > 1 or cell.columns > 1:
            how = "the value counts in each row" if cell.rows > 1 else "one cell"
            self.account.take(MERGED, how)
        self._take_links(cell.links, column)

    def refuse_long(self, written: str) -> None:
        """Refuse a cell that is longer than is read, before its markup is looked at."""
        if len(written) > LONGEST_CELL:
            self._refuse((f"a cell is longer than {LONGEST_CELL:,} characters", "shorten it"))

    def end_row(self) -> None:
        """Keep the row, unless it has nothing of its own."""
        if any(self._row):
            if len(self._row_spans) == 1 and len(self._row) == self._row_spans[0] > 1:
                self._across[self._number] = self._row_spans[0]
            for column in sorted(self._spans):
                self._row += [""] * (column - len(self._row))
                self._fill_spanned()
            self.rows.append((self._number, tuple(self._row)))
            self._cells += len(self._row)
            self._refuse(why_too_much(len(self.rows) - 1, len(self._row), self._cells))
        self._row, self._row_spans = [], []

    def _fill_spanned(self) -> None:
        """Go on to the next column that no cell of a row above spans."""
        while len(self._row) in self._spans:
            column = len(self._row)
            left, text = self._spans.pop(column)
            if left > 1:
                self._next_spans[column] = (left - 1, text)
            self._row.append(text)

    def _take_links(self, links: Sequence[str], column: int) -> None:
        """Keep the first address of a cell that leads anywhere from here."""
        outside = [address for address in links if is_web_address(address)]
        if outside:
            self.links[self._number, column] = outside[0]
            self.account.leave(LINK, "only the first of a cell is kept", len(outside) - 1)
        self.account.leave(LINK, "within its own site", len(links) - len(outside))

    def _refuse(self, wrong: tuple[str, str] | None) -> None:
        refuse(wrong, f"{self.name}, row {self._number:,} of a table")

    def leave_across(self, heading_row: int) -> None:
        """Leave the rows below the headings that are one cell across the whole table: no stops.

        `heading_row` is the number of the row of the headings, 0 to find it.
        """
        place = heading_place([cells for _, cells in self.rows])
        below, width = next(
            ((number, len(cells)) for number, cells in self.rows if number == heading_row),
            (self.rows[place][0], len(self.rows[place][1])),
        )
        left = {each for each, span in self._across.items() if each > below and span >= width}
        self.rows = [row for row in self.rows if row[0] not in left]
        self.account.leave(ROW, "one cell across the whole table: it is no stop", len(left))
        of_left = [where for where in self.links if where[0] in left]
        for where in of_left:
            del self.links[where]
        self.account.leave(LINK, "in a row that is left", len(of_left))

    def with_links(self) -> list[NumberedRow]:
        """Return the rows, with columns for addresses after the others."""
        self.account.keep(LINK, "in a column of its own", len(self.links))
        columns = sorted({column for _, column in self.links})
        if not columns or not self.rows:
            return self.rows
        headings = self.rows[heading_place([cells for _, cells in self.rows])][0]
        width = max(len(cells) for _, cells in self.rows)
        found = []
        for number, cells in self.rows:
            filled = [*cells, *[""] * (width - len(cells))]
            more = (
                f"{filled[column]}{LINK_SUFFIX}"
                if number == headings
                else self.links.get((number, column), "")
                for column in columns
            )
            found.append((number, (*filled, *more)))
        return found


@dataclass(slots=True)
class MarkedText:
    """The tables in a text, its title, and what became of all else in it."""

    tables: list[MarkedTable] = field(default_factory=list)
    title: str = ""
    account: Account = field(default_factory=Account)

    def begin_table(self, name: str) -> MarkedTable:
        """Begin a table of a file of this name; raise ForeignFileError if there are too many."""
        if len(self.tables) >= _MOST_TABLES:
            refuse((f"it has more than {_MOST_TABLES:,} tables", "remove some"), name)
        self.tables.append(MarkedTable(name))
        return self.tables[-1]


def import_marked(text: MarkedText, name: str, choice: TableChoice) -> Imported:
    """Return the first table with places, or else the first with rows below its headings.

    Raises
    ------
    ForeignFileError
        If there is none, it is larger than is read, or a sheet is chosen.
    """
    if choice.sheet:
        raise ForeignFileError(f"{name} has no sheets; choose none")
    for table in text.tables:
        table.end_row()
    filled = [table for table in text.tables if len(table.rows) > 1]
    if not filled:
        raise ForeignFileError(
            f"{name} holds no table with names of columns and a row below; write them there"
        )
    taken = next((each for each in filled if has_places([row for _, row in each.rows])), filled[0])
    account = Account()
    account.take(TABLE, "table of stops")
    account.leave(TABLE, "not the first with places", len(text.tables) - 1)
    account.add_all(text.account)
    taken.leave_across(choice.heading_row)
    rows = taken.with_links()
    account.add_all(taken.account)
    found = import_rows(rows, name, choice.heading_row, account)
    if text.title and JOURNEY.file not in found.files:
        account.take(LINE, "title of the journey")
        title = {JOURNEY.file: metadata_text({"title": text.title}).encode()}
        return replace(found, files={**found.files, **title})
    account.leave(LINE, "outside of the table", int(bool(text.title)))
    return found
