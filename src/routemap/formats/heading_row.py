"""Which row of a table holds the names of its columns; above it may stand a title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from routemap.errors import ForeignFileError
from routemap.formats.account import Account
from routemap.formats.column_names import recognised
from routemap.formats.imported import Imported, ImportedTable, padded
from routemap.tables.limits import LONGEST_NAME
from routemap.tables.schema import JOURNEY
from routemap.tables.writer import metadata_text

NumberedRow = tuple[int, tuple[str, ...]]
"""A row that is not blank, after its number in the file, from 1."""
ROW = "row"
"""What an account calls one of them."""
MOST_LOOKED_AT = 20
"""Rows in which the names of columns are looked for."""


def heading_place(rows: Sequence[Sequence[str]]) -> int:
    """Return the place, from 0, of that of some rows which holds the names of the columns.

    Of the first 20 rows it is the one in which most columns are recognised, two at least, the names
    of places preferably among them; of equals the first. Failing that it is the first row. A first
    row of a single cell that is not recognised is taken for a title: then it is the first row of
    several cells.
    """
    looked_at = rows[:MOST_LOOKED_AT]
    known = [_recognised(cells) for cells in looked_at]
    best = max(known, key=_weight, default=set())
    if len(best) > 1:
        return known.index(best)
    if known and not known[0]:
        for place, cells in enumerate(looked_at):
            if _filled(cells) > 1:
                return place
    return 0


def has_places(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the names of places and another column are recognised in one of 20 rows."""
    return any(_weight(_recognised(cells))[0] for cells in rows[:MOST_LOOKED_AT])


def _weight(columns: set[str]) -> tuple[bool, int]:
    return "name" in columns and len(columns) > 1, len(columns)


def table_below_headings(
    rows: Sequence[NumberedRow], name: str, heading_row: int = 0
) -> ImportedTable:
    """Return the table below its headings.

    Parameters
    ----------
    rows, name
        The rows of the file that are not blank, and its name in messages.
    heading_row
        The number of the row of the headings, 0 to find it.

    Raises
    ------
    ForeignFileError
        If there are no headings in that row, or the table is larger than is read.
    """
    if not rows:
        raise ForeignFileError(f"{name} has no rows; write the names of columns, and rows below")
    numbers, cells = zip(*rows, strict=True)
    if heading_row and heading_row not in numbers:
        raise ForeignFileError(
            f"{name} has no names of columns in row {heading_row:,}; "
            f"the first row that is not blank is row {numbers[0]:,}"
        )
    place = numbers.index(heading_row) if heading_row else heading_place(cells)
    table = padded(cells[place], cells[place + 1 :], name)
    return replace(table, heading_row=numbers[place], row_numbers=numbers[place + 1 :])


def import_rows(
    rows: Sequence[NumberedRow], name: str, heading_row: int, account: Account
) -> Imported:
    """Return the table below its headings; a title above them becomes that of the journey.

    Parameters and errors are those of `table_below_headings`; `account` takes what became of
    each row.
    """
    table = table_below_headings(rows, name, heading_row)
    above = [cells for number, cells in rows if number < table.heading_row]
    title = _title(above)
    account.take(ROW, "names of columns")
    account.take(ROW, "row of the table", len(table.rows))
    account.take(ROW, "title of the journey", int(bool(title)))
    account.leave(ROW, "above the names of columns", len(above) - bool(title))
    files = {JOURNEY.file: metadata_text({"title": title}).encode()} if title else {}
    return Imported(files, table, account)


def _title(above: Sequence[Sequence[str]]) -> str:
    """Return the title among the rows above the headings: the first, if it is a single cell."""
    if not above or _filled(above[0]) != 1:
        return ""
    (title,) = filter(None, above[0])
    return title if len(title) <= LONGEST_NAME and title.isprintable() else ""


def _filled(cells: Sequence[str]) -> int:
    return sum(map(bool, cells))


def _recognised(cells: Sequence[str]) -> set[str]:
    """Return the columns recognised in a row; long cells, which are no headings, are passed by."""
    short = [cell if len(cell) <= LONGEST_NAME else "" for cell in cells]
    return set(recognised(short).values())
