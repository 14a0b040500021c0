"""Compound files (MS-CFB), in which old workbooks lie: one stream is taken out, or put in."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise

from routemap.errors import ForeignFileError

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_BYTES, _ENTRY_BYTES, _MINI_SECTOR_BYTES, _CUTOFF_BYTES = 512, 128, 64, 4096
_LISTED_IN_HEADER = 109
"""Sectors of the allocation table that the header lists; others are listed in a chain."""
_MOST_SECTORS = 0xFFFFFFFA
_NONE, _END, _IS_TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STREAM, _ROOT = 2, 5
_SHIFTS = (9, 12)


def stream_in(content: bytes, names: Sequence[str], name: str) -> bytes:
    """Return the stream of a compound file that has the first of some names.

    Raises
    ------
    ForeignFileError
        If it is not a compound file, is broken, or has no such stream; `name` is that of the file.
    """
    try:
        found = _Streams(content).first(names)
    except struct.error as problem:
        raise _unreadable(name, "it is cut off") from problem
    except ValueError as problem:
        raise _unreadable(name, problem) from problem
    if found is None:
        raise ForeignFileError(f"{name} holds no workbook; save it again as XLSX")
    return found


def _unreadable(name: str, why: object) -> ForeignFileError:
    return ForeignFileError(f"{name} is not a readable workbook ({why}); save it again as XLSX")


class _Streams:
    """The streams of a compound file; raises ValueError or struct.error if it is broken."""

    def __init__(self, content: bytes) -> None:
        if not content.startswith(SIGNATURE):
            raise ValueError("it does not begin as one")
        shift, _, directory = struct.unpack_from("<30xHH14xI", content[:_HEADER_BYTES])
        if shift not in _SHIFTS:
            raise ValueError("its sectors have an odd size")
        self._content = content
        self._sector_bytes = 1 << shift
        self._next = self._table(self._table_sectors())
        self._entries = self._chain(directory)
        (mini_table,) = struct.unpack_from("<I", content, 60)
        self._next_mini = self._table(self._sectors(mini_table, self._next))

    def first(self, names: Sequence[str]) -> bytes | None:
        """Return the stream with the first of these names that there is, None if there is none."""
        found: dict[str, tuple[int, int]] = {}
        mini = b""
        for at in range(0, len(self._entries) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            letters, kind = struct.unpack_from("<64xHB", self._entries, at)
            start, size = struct.unpack_from("<116xIQ", self._entries[at : at + _ENTRY_BYTES])
            title = self._entries[at : at + max(0, letters - 2)].decode("utf-16-le", "replace")
            if kind == _ROOT:
                mini = self._chain(start)
            elif kind == _STREAM:
                found.setdefault(title, (start, size & 0xFFFFFFFF))
        for name in names:
            if name in found:
                start, size = found[name]
                return (self._mini(start, mini) if size < _CUTOFF_BYTES else self._chain(start))[
                    :size
                ]
        return None

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._sector_bytes
        if begin >= len(self._content):
            raise ValueError("a part of it is missing")
        return self._content[begin : begin + self._sector_bytes]

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._sectors(start, self._next)))

    def _mini(self, start: int, mini: bytes) -> bytes:
        return b"".join(
            mini[number * _MINI_SECTOR_BYTES : (number + 1) * _MINI_SECTOR_BYTES]
            for number in self._sectors(start, self._next_mini)
        )

    @staticmethod
    def _sectors(start: int, following: Sequence[int]) -> Iterator[int]:
        """Yield the sectors of a chain."""
        number = start
        for _ in range(len(following) + 1):
            if number >= _MOST_SECTORS:
                return
            yield number
            if number >= len(following):
                raise ValueError("a part of it is missing")
            number = following[number]
        raise ValueError("its parts run in a circle")

    def _table(self, sectors: Iterator[int]) -> Sequence[int]:
        """Return which sector follows each."""
        written = b"".join(map(self._sector, sectors))
        return struct.unpack(f"<{len(written) // 4}I", written[: len(written) // 4 * 4])

    def _table_sectors(self) -> Iterator[int]:
        """Yield the sectors of the allocation table, as the header and further lists name them."""
        yield from self._listed(struct.unpack_from(f"<{_LISTED_IN_HEADER}I", self._content, 76))
        (more,) = struct.unpack_from("<I", self._content, 68)
        for _ in range(len(self._content) // self._sector_bytes):
            if more >= _MOST_SECTORS:
                return
            sector = self._sector(more)
            *numbers, more = struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])
            yield from self._listed(numbers)
        if more < _MOST_SECTORS:
            raise ValueError("its parts run in a circle")

    @staticmethod
    def _listed(numbers: Sequence[int]) -> Iterator[int]:
        return (number for number in numbers if number < _MOST_SECTORS)


def compound_file(stream: bytes, name: str) -> bytes:
    """Return a compound file that holds this stream, under this name, and nothing else.

    Its sectors are of 4,096 bytes: first the allocation table, then the directory, then one for
    small streams, which calamine asks for, then the stream.
    """
    size = 4096
    padded = stream.ljust(_CUTOFF_BYTES, b"\0")
    sectors = -(-len(padded) // size)
    tables = 1
    while tables * (size // 4) < tables + 2 + sectors:
        tables += 1
    first = tables + 2
    chain = [_IS_TABLE] * tables + [_END, _END]
    chain += [following for _, following in pairwise(range(first, first + sectors))] + [_END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * size, b"\xff")
    listed = [*range(tables), *[_NONE] * (_LISTED_IN_HEADER - tables)]
    header = SIGNATURE + struct.pack(
        f"<16x5H6x9I{_LISTED_IN_HEADER}I",
        *(0x3E, 4, 0xFFFE, 12, 6),
        *(1, tables, tables, 0, _CUTOFF_BYTES, _END, 0, _END, 0),
        *listed,
    )
    directory = _entry("Root Entry", _ROOT, tables + 1, size, child=1)
    directory += _entry(name, _STREAM, first, len(padded))
    return b"".join(
        (header.ljust(size, b"\0"), table, directory.ljust(size, b"\0"), bytes(size),
         padded.ljust(sectors * size, b"\0"))
    )  # fmt: skip


def _entry(name: str, kind: int, start: int, size: int, child: int = _NONE) -> bytes:
    letters = name.encode("utf-16-le")
    written = struct.pack(
        "<64sH2B3I36xIQ", letters, len(letters) + 2, kind, 1, _NONE, _NONE, child, start, size
    )
    return written.ljust(_ENTRY_BYTES, b"\0")
