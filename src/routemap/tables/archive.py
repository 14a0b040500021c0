"""ZIP archives: read within bounds, and the tables of a journey in one."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from routemap.errors import ForeignFileError
from routemap.tables.folder import FILE_ORDER, LOCATIONS
from routemap.tables.ground_image import named_image
from routemap.tables.house_style import named_logo
from routemap.tables.limits import LARGEST_BYTES, LARGEST_MB
from routemap.tables.media_files import named_files
from routemap.tables.problems import plain
from routemap.tables.schema import JOURNEY, MEDIA

MOST_UNPACKED_BYTES = 5 * LARGEST_BYTES
_MOST_ENTRIES = 1000
_ENTRY = b"PK\x01\x02"
_PART_BYTES = 1_000_000
_UNREADABLE = (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError,
               NotImplementedError, struct.error, zlib.error, lzma.LZMAError)  # fmt: skip


def tables_in(archive: zipfile.ZipFile, name: str) -> dict[PurePosixPath, bytes]:
    """Return the files of the one journey in an archive, by their paths in it.

    The pictures that journey.toml names, and the files of media.csv, are among them. Links are
    files like others.

    Raises
    ------
    ForeignFileError
        If it holds no journey or more than one, or a file is too large unpacked.
    """
    names = [each.filename for each in archive.infolist() if not each.is_dir()]
    entries = [(PurePosixPath(each), each) for each in names]  # a path may be written as "./x"
    homes = [path.parent for path, _ in entries if path.name == LOCATIONS]
    if not homes:
        raise ForeignFileError(f"{name} holds no {LOCATIONS}; pack a journey's folder")
    if len(homes) > 1:
        raise ForeignFileError(f"{name} holds more than one journey; pack one folder")
    inside = [(path, entry) for path, entry in entries if path.parent == homes[0]]
    found = {
        path: entry_bytes(archive, entry, name) for path, entry in inside if path.name in FILE_ORDER
    }
    about = found.get(homes[0] / JOURNEY.file, b"")
    pictures = {named_image(about), named_logo(about)}
    named = {homes[0] / each for each in named_files(found.get(homes[0] / MEDIA.file, b""))}
    return found | {
        path: entry_bytes(archive, entry, name)
        for path, entry in entries
        if path in named or (path.parent == homes[0] and path.name in pictures)
    }


def names_within(tables: Mapping[PurePosixPath, bytes]) -> dict[str, bytes]:
    """Return the files of `tables_in` by their paths within the journey's folder."""
    home = next(path for path in tables if path.name == LOCATIONS).parent
    return {str(path.relative_to(home)): content for path, content in tables.items()}


def open_archive(content: bytes, name: str, kind: str = "archive") -> zipfile.ZipFile:
    """Return an archive to read from, `kind` as its owner calls it.

    Raises
    ------
    ForeignFileError
        If it is not an archive, locked, or too large unpacked.
    """
    if content.count(_ENTRY) > _MOST_ENTRIES:  # before its directory is read
        raise ForeignFileError(f"{name} holds more than {_MOST_ENTRIES:,} files; remove some")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _UNREADABLE as problem:
        raise ForeignFileError(f"{name} is not a readable {kind} ({problem})") from problem
    entries = archive.infolist()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ForeignFileError(f"{name} is locked with a password; save it without one")
    unpacked_bytes = sum(entry.file_size for entry in entries)
    if unpacked_bytes > MOST_UNPACKED_BYTES:
        raise ForeignFileError(
            f"{name} unpacks to {unpacked_bytes / 1_000_000:,.0f} MB, "
            f"the limit is {MOST_UNPACKED_BYTES // 1_000_000} MB"
        )
    return archive


def unpacked(archive: zipfile.ZipFile, entry: str, name: str) -> Iterator[bytes]:
    """Yield the content of an entry in parts; raises as above.

    An archive's directory may lie about sizes; no more is unpacked than it states.
    """
    try:
        with archive.open(entry) as file:
            while part := file.read(_PART_BYTES):
                yield part
    except _UNREADABLE as problem:
        raise ForeignFileError(
            f"{plain(entry)} in {name} cannot be unpacked ({problem})"
        ) from problem


def entry_bytes(archive: zipfile.ZipFile, entry: str, name: str) -> bytes:
    """Return the content of an entry that is no larger than a file may be; raises as above."""
    if archive.getinfo(entry).file_size > LARGEST_BYTES:
        raise ForeignFileError(
            f"{plain(entry)} in {name} unpacks to more than {LARGEST_MB} MB; "
            "shorten it, or split the journey"
        )
    return b"".join(unpacked(archive, entry, name))
