"""What a file of a stranger may cost: bytes as sent and unpacked, rows, columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routemap.errors import ForeignFileError
from routemap.tables.limits import (
    LARGEST_BYTES,
    LARGEST_MB,
    LONGEST_NAME,
    MOST_CELLS,
    MOST_POSITIONS,
    why_too_much,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zipfile import ZipFile

MOST_UNPACKED_BYTES = 5 * LARGEST_BYTES
MOST_ENTRIES = 1000
_ENTRY = b"PK\x01\x02"
MOST_ELEMENTS, MOST_ATTRIBUTES, DEEPEST_ELEMENT = 600_000, 1_000_000, 100
"""Of an XML document that is kept whole while it is read."""
LONGEST_TAG_BYTES = 4_000_000
MOST_ELEMENTS_OF_A_SHEET = 3 * MOST_CELLS
"""Each of its cells has two, a row has one, and what nobody fills has some."""


def refuse_large(content: bytes, name: str) -> None:
    """Refuse a file that is too large to be read.

    Raises
    ------
    ForeignFileError
        If it is.
    """
    if len(content) > LARGEST_BYTES:
        size = len(content) / 1_000_000
        raise ForeignFileError(
            f"{name} has {size:.1f} MB, the limit is {LARGEST_MB} MB; shorten it, or split it"
        )


def refuse_many_entries(content: bytes, name: str) -> None:
    """Refuse an archive whose directory is too long to be read.

    Raises
    ------
    ForeignFileError
        If it is.
    """
    if content.count(_ENTRY) > MOST_ENTRIES:
        raise ForeignFileError(f"{name} holds more than {MOST_ENTRIES:,} files; take some away")


def refuse_bomb(archive: ZipFile, name: str) -> None:
    """Refuse an archive that unpacks to more than anybody's tables, or hides its contents.

    Raises
    ------
    ForeignFileError
        If it does.
    """
    entries = archive.infolist()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ForeignFileError(f"{name} is locked with a password; save it without one")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED_BYTES:
        raise ForeignFileError(
            f"{name} unpacks to {unpacked / 1_000_000:,.0f} MB, "
            f"the limit is {MOST_UNPACKED_BYTES // 1_000_000} MB"
        )


def refuse_long(rows: int, columns: int, name: str) -> None:
    """Refuse a table that has more rows, columns or cells than are read.

    Raises
    ------
    ForeignFileError
        If it has.
    """
    wrong = why_too_much(rows, columns, rows * columns)
    if wrong:
        what, hint = wrong
        raise ForeignFileError(f"{name}: {what}; {hint}")


def refuse_many_positions(positions: int, name: str) -> None:
    """Refuse ways that have more positions than are read.

    Raises
    ------
    ForeignFileError
        If they have.
    """
    if positions > MOST_POSITIONS:
        raise ForeignFileError(
            f"the ways in {name} have more than {MOST_POSITIONS:,} positions; "
            "leave out those that a map does not show"
        )


def refuse_long_heading(headings: Iterable[str], name: str) -> None:
    """Refuse a table in which a column's name is no name.

    Raises
    ------
    ForeignFileError
        If one is longer than any.
    """
    for place, heading in enumerate(headings, start=1):
        if len(heading) > LONGEST_NAME:
            raise ForeignFileError(
                f"the name of column {place} in {name} has {len(heading):,} letters, the limit is "
                f"{LONGEST_NAME:,}; shorten it"
            )
