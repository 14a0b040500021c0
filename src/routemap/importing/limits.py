"""What a file of a stranger may cost: bytes as sent and unpacked, rows, columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routemap.errors import ForeignFileError
from routemap.tables.folder import LARGEST_MB
from routemap.tables.sheet import MOST_ROWS

if TYPE_CHECKING:
    from zipfile import ZipFile

LARGEST_BYTES = LARGEST_MB * 1_000_000
MOST_UNPACKED_BYTES = 5 * LARGEST_BYTES
MOST_COLUMNS, MOST_ENTRIES = 200, 1000


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


def refuse_bomb(archive: ZipFile, name: str) -> None:
    """Refuse an archive that unpacks to more than anybody's tables, or hides its contents.

    Raises
    ------
    ForeignFileError
        If it does.
    """
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise ForeignFileError(f"{name} holds {len(entries)} files, the limit is {MOST_ENTRIES}")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ForeignFileError(f"{name} is locked with a password; save it without one")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED_BYTES:
        raise ForeignFileError(
            f"{name} unpacks to {unpacked / 1_000_000:,.0f} MB, "
            f"the limit is {MOST_UNPACKED_BYTES // 1_000_000} MB"
        )


def refuse_long(rows: int, columns: int, name: str) -> None:
    """Refuse a table that has more rows or columns than are read.

    Raises
    ------
    ForeignFileError
        If it has.
    """
    if rows > MOST_ROWS:
        raise ForeignFileError(
            f"{name} has more than {MOST_ROWS:,} rows; shorten it, or split the journey"
        )
    if columns > MOST_COLUMNS:
        raise ForeignFileError(
            f"{name} has {columns:,} columns, the limit is {MOST_COLUMNS}; take some away"
        )
