"""ZIP archives: a journey's folder, or a KMZ."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from routemap.errors import ForeignFileError
from routemap.formats.account import Account
from routemap.formats.imported import Imported
from routemap.formats.kml import read_kml
from routemap.tables.folder import FILE_ORDER, LOCATIONS
from routemap.tables.limits import LARGEST_BYTES, LARGEST_MB
from routemap.tables.problems import plain
from routemap.tables.values import MEDIA_FOLDER

MOST_UNPACKED_BYTES = 5 * LARGEST_BYTES
_MOST_ENTRIES = 1000
_ENTRY = b"PK\x01\x02"
_PART_BYTES = 1_000_000
_UNREADABLE = (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError,
               NotImplementedError, struct.error, zlib.error, lzma.LZMAError)  # fmt: skip


def read_archive(content: bytes, name: str) -> Imported:
    """Return the tables of the journey's folder in an archive; its media are left behind.

    Paths are ignored: only the last part of each name counts, and links are files like others.

    Raises
    ------
    ForeignFileError
        If it is not an archive, too large unpacked, or holds no journey or more than one.
    """
    with open_archive(content, name) as archive:
        tables = [each for each in archive.namelist() if PurePosixPath(each).name == LOCATIONS]
        if not tables:
            raise ForeignFileError(f"{name} holds no {LOCATIONS}; pack a journey's folder")
        if len(tables) > 1:
            raise ForeignFileError(f"{name} holds more than one journey; pack one folder")
        home = PurePosixPath(tables[0]).parent
        entries = [each.filename for each in archive.infolist() if not each.is_dir()]
        paths = {entry: PurePosixPath(entry) for entry in entries}
        ours = {
            path.name: entry
            for entry, path in paths.items()
            if path.parent == home and path.name in FILE_ORDER
        }
        files = {table: entry_bytes(archive, entry, name) for table, entry in ours.items()}
        media = sum(home / MEDIA_FOLDER in path.parents for path in paths.values())
        account = Account()
        account.take("file", "a table of the journey", len(ours))
        account.leave("file", f"unpack {MEDIA_FOLDER}/ beside the tables", media)
        others = len(entries) - len(ours) - media
        account.leave("file", "no table of a journey has this name and place", others)
        return Imported(files, account=account)


def read_kmz(content: bytes, name: str) -> Imported:
    """Return the map of a KMZ: the first KML in it, as its specification says; raises as above."""
    with open_archive(content, name) as archive:
        entries = [each.filename for each in archive.infolist() if not each.is_dir()]
        maps = [each for each in entries if each.lower().endswith(".kml")]
        if not maps:
            raise ForeignFileError(f"{name} holds no KML")
        brought = read_kml(entry_bytes(archive, maps[0], name), name)
        account = brought.account
        account.take("file", "the map", 1)
        account.leave("file", "a further map: import it by itself", len(maps) - 1)
        others = len(entries) - len(maps)
        account.leave("file", "a picture or model beside the map", others)
    return brought


def open_archive(content: bytes, name: str, kind: str = "archive") -> zipfile.ZipFile:
    """Return an archive to read from, `kind` as its owner calls it; raises as above."""
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
