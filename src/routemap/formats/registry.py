"""A file of any kind in; out come the files of a journey, or a table whose columns need names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from routemap.errors import ForeignFileError
from routemap.formats.delimited import read_delimited
from routemap.formats.geojson_reader import read_features
from routemap.formats.gpx_reader import read_gpx
from routemap.formats.imported import ForeignTable
from routemap.formats.kml_reader import read_kml
from routemap.formats.limits import refuse_large
from routemap.formats.xlsx import read_workbook
from routemap.formats.zip_archive import read_archive, read_kmz
from routemap.tables.folder import read_file
from routemap.tables.problems import ProblemLog, plain

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file brings: the files of a journey, or a table; and what was left behind."""

    files: dict[str, bytes] | None = None
    table: ForeignTable | None = None
    left: tuple[str, ...] = ()


def bring(name: str, content: bytes) -> Brought:
    """Read a file; its name's ending says of which kind.

    Raises
    ------
    ForeignFileError
        If it cannot be read; the message says why and what to do.
    """
    title = plain(name)
    refuse_large(content, title)
    ending = PurePath(name).suffix.lstrip(".").lower()
    if ending not in _READERS:
        raise ForeignFileError(
            f"{title} is of no kind that can be read; there are {', '.join(ENDINGS)}"
        )
    return _READERS[ending](content, title)


def bring_from(path: Path) -> Brought:
    """Read a file on disk as `bring` does; what is too large is not even taken into memory.

    Raises
    ------
    ForeignFileError
        If it cannot be read; the message says why and what to do.
    """
    problems = ProblemLog(path.name)
    content = read_file(path, problems)
    if content is None:
        (problem,) = problems.in_row_order
        raise ForeignFileError(f"{problem.file}: {problem.what}; {problem.hint}")
    return bring(path.name, content)


def _delimited(content: bytes, name: str) -> Brought:
    return Brought(table=read_delimited(content, name))


def _workbook(content: bytes, name: str) -> Brought:
    table, others = read_workbook(content, name)
    return Brought(table=table, left=tuple(f"sheet “{other}”" for other in others))


def _features(content: bytes, name: str) -> Brought:
    found, left = read_features(content, name)
    if isinstance(found, ForeignTable):
        return Brought(table=found, left=left)
    return Brought(found.files(), left=left)


def _kml(content: bytes, name: str) -> Brought:
    rows, left = read_kml(content, name)
    return Brought(rows.files(), left=left)


def _kmz(content: bytes, name: str) -> Brought:
    return _kml(read_kmz(content, name), name)


def _gpx(content: bytes, name: str) -> Brought:
    rows, left = read_gpx(content, name)
    return Brought(rows.files(), left=left)


def _archive(content: bytes, name: str) -> Brought:
    return Brought(read_archive(content, name))


_READERS = {
    "csv": _delimited,
    "tsv": _delimited,
    "txt": _delimited,
    "xlsx": _workbook,
    "geojson": _features,
    "json": _features,
    "kml": _kml,
    "kmz": _kmz,
    "gpx": _gpx,
    "zip": _archive,
}
ENDINGS = tuple(_READERS)
"""Of files that can be brought in; `.lpf.json` among them."""
