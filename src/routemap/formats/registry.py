"""Every file format that a journey is written to or read from, in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath
from typing import NamedTuple

from routemap.errors import ForeignFileError
from routemap.formats.delimited import read_delimited
from routemap.formats.geojson import geojson, read_geojson
from routemap.formats.gpx import gpx, read_gpx
from routemap.formats.imported import Imported
from routemap.formats.kml import kml, read_kml
from routemap.formats.lpf import lpf
from routemap.formats.zip_archive import read_archive, read_kmz
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.tables.folder import read_file
from routemap.tables.ids import slug
from routemap.tables.limits import LARGEST_BYTES, LARGEST_MB
from routemap.tables.problems import ProblemLog, plain
from routemap.tables.writer import stops_table

FileReader = Callable[[bytes, str], Imported]


class DataFormat(NamedTuple):
    """A format: its media type, its writer and reader, and what of a journey it cannot hold.

    A reader takes a file's content and its name for messages, and raises ForeignFileError.
    """

    media_type: str
    write: Callable[[Itinerary], bytes]
    read: FileReader
    lost: tuple[str, ...]


def import_file(name: str, content: bytes) -> Imported:
    """Read a file; the ending of its name says which format it has.

    Raises
    ------
    ForeignFileError
        If it cannot be read; the message says why and what to do.
    """
    title = plain(name)
    if len(content) > LARGEST_BYTES:
        size = len(content) / 1_000_000
        raise ForeignFileError(
            f"{title} has {size:.1f} MB, the limit is {LARGEST_MB} MB; shorten it, or split it"
        )
    ending = PurePath(name).suffix.lstrip(".").lower()
    if ending not in _READERS:
        raise ForeignFileError(
            f"{title} has an ending that cannot be read; the endings are {', '.join(ENDINGS)}"
        )
    return _READERS[ending](content, title)


def import_path(path: Path) -> Imported:
    """Read a file on disk as `import_file` does; one that is too large is not loaded at all.

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
    return import_file(path.name, content)


def _csv(itinerary: Itinerary, *, is_formula_safe: bool = False) -> bytes:
    return stops_table(itinerary.journey, is_formula_safe=is_formula_safe).encode()


def _table(content: bytes, name: str) -> Imported:
    return Imported(table=read_delimited(content, name))


def _workbook(content: bytes, name: str) -> Imported:
    from routemap.formats.xlsx import read_workbook  # noqa: PLC0415  openpyxl takes 0.3 s

    return read_workbook(content, name)


_IN_TABLES_ONLY = ("lesson", "media", "annotations")
_MORE_IN_TABLES_ONLY = (*_IN_TABLES_ONLY, "ground")
DATA_FORMATS = {
    "geojson": DataFormat("application/geo+json", geojson, read_geojson, _IN_TABLES_ONLY),
    "kml": DataFormat("application/vnd.google-earth.kml+xml", kml, read_kml, _MORE_IN_TABLES_ONLY),
    "gpx": DataFormat(
        "application/gpx+xml",
        gpx,
        read_gpx,
        (
            *("dates without a time", "certainty", "events", "translations", "sources"),
            *_MORE_IN_TABLES_ONLY,
        ),
    ),
    "csv": DataFormat(
        "text/csv; charset=utf-8",
        _csv,
        _table,
        ("events", "ways", "sources", *_MORE_IN_TABLES_ONLY),
    ),
    "lpf.json": DataFormat(
        "application/geo+json", lpf, read_geojson, ("events", "ways", *_MORE_IN_TABLES_ONLY)
    ),
}
"""Formats that are written, by the ending of their files."""
_READERS: dict[str, FileReader] = {
    "csv": _table,
    "tsv": _table,
    "txt": _table,
    "xlsx": _workbook,
    **{ending.rpartition(".")[2]: form.read for ending, form in DATA_FORMATS.items()},
    "kmz": lambda content, name: read_kml(read_kmz(content, name), name),
    "zip": read_archive,
}
ENDINGS = tuple(_READERS)
"""Of files that can be imported; `.lpf.json` is one of `.json`."""
FORMULA_SAFE = "csv"
"""The one format that has a formula-safe variant."""


formula_safe_csv = partial(_csv, is_formula_safe=True)
"""The same with an apostrophe before all that spreadsheets would calculate."""


def plain_itinerary(itinerary: Itinerary) -> Itinerary:
    """Return the same journey without its drawn ways: each leg is the shortest line.

    What is written then holds nothing of another's database, and needs no licence of theirs.
    """
    legs = tuple(replace(leg, geometry=None) for leg in itinerary.journey.legs)
    return build_itinerary(replace(itinerary.journey, legs=legs))


def file_stem(itinerary: Itinerary) -> str:
    """Return a file name without its ending, made from the title: "kim-jong-uns-train-to-russia".

    "journey" where the title is not mostly Latin: not every system can write all other letters.
    """
    return slug(itinerary.journey.title.original.text) or "journey"
