"""ZIP archives: a journey's folder, or a KMZ."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from routemap.errors import ForeignFileError
from routemap.importing.limits import refuse_bomb
from routemap.tables.folder import FILE_ORDER, LOCATIONS


def read_archive(content: bytes, name: str) -> dict[str, bytes]:
    """Return the files of the journey's folder in an archive, by their names.

    Names lead nowhere: of each only the last part counts, and links are files like others.

    Raises
    ------
    ForeignFileError
        If it is no archive, too large unpacked, or holds no journey or more than one.
    """
    with _opened(content, name) as archive:
        tables = [each for each in archive.namelist() if PurePosixPath(each).name == LOCATIONS]
        if not tables:
            raise ForeignFileError(f"{name} holds no {LOCATIONS}; pack a journey's folder")
        if len(tables) > 1:
            raise ForeignFileError(f"{name} holds more than one journey; pack one folder")
        home = PurePosixPath(tables[0]).parent
        return {
            PurePosixPath(each).name: _read(archive, each, name)
            for each in archive.namelist()
            if PurePosixPath(each).parent == home and PurePosixPath(each).name in FILE_ORDER
        }


def read_kmz(content: bytes, name: str) -> bytes:
    """Return the KML of a KMZ: the first in it, as its specification says; raises as above."""
    with _opened(content, name) as archive:
        for each in archive.namelist():
            if each.lower().endswith(".kml"):
                return _read(archive, each, name)
    raise ForeignFileError(f"{name} holds no KML")


def _opened(content: bytes, name: str) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
        raise ForeignFileError(f"{name} is no archive that can be read ({problem})") from problem
    refuse_bomb(archive, name)
    return archive


def _read(archive: zipfile.ZipFile, entry: str, name: str) -> bytes:
    try:
        with archive.open(entry) as file:
            # The directory of an archive may lie about sizes.
            size = archive.getinfo(entry).file_size
            content = file.read(size + 1)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError,
            zlib.error) as problem:  # fmt: skip
        raise ForeignFileError(f"{entry} in {name} cannot be unpacked ({problem})") from problem
    if len(content) > size:
        raise ForeignFileError(f"{entry} in {name} is larger than it says")
    return content
