"""Every file format that a journey is written to or read from, in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath
from typing import NamedTuple

from routemap.errors import ForeignFileError, ParameterError
from routemap.formats.delimited import decoded, import_separated
from routemap.formats.geojson import geojson, read_geojson
from routemap.formats.google_timeline import holds_months, read_months
from routemap.formats.gpx import gpx
from routemap.formats.gpx_reader import StopsOf, read_gpx
from routemap.formats.groups import advice_on_groups
from routemap.formats.imported import UNSAID, Imported, TableChoice
from routemap.formats.json_kinds import largest_json_bytes, read_json_file
from routemap.formats.kml import kml, read_kml
from routemap.formats.lpf import lpf
from routemap.formats.ods import OdsWorkbook
from routemap.formats.pasted import import_markup, import_pasted
from routemap.formats.recording import Wanted, refuse_part
from routemap.formats.wkt import with_shapes
from routemap.formats.workbook import SheetListing, Workbook, import_workbook, list_sheets
from routemap.formats.zip_archive import read_archive, read_kmz
from routemap.i18n.what_follows import NOTHING_INFERRED, Inferred
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.tables.folder import read_file
from routemap.tables.ids import slug, who_in_name
from routemap.tables.limits import LARGEST_BYTES, LARGEST_RECORDING_BYTES
from routemap.tables.problems import ProblemLog, plain
from routemap.tables.writer import stops_table

_JSON, _GPX, _ZIP = "json", "gpx", "zip"
FileReader = Callable[[bytes, str], Imported]
WorkbookOpener = Callable[[bytes, str], Workbook]
TableReader = Callable[[bytes, str, TableChoice], Imported]


class DataFormat(NamedTuple):
    """A format: its media type, its writer and reader, and what of a journey it cannot hold.

    A reader takes a file's content and its name for messages, and raises ForeignFileError.
    """

    media_type: str
    write: Callable[[Itinerary], bytes]
    read: FileReader
    lost: tuple[str, ...]


def import_file(
    name: str,
    content: bytes,
    choice: TableChoice = UNSAID,
    *,
    wanted: Wanted | None = None,
    stops: StopsOf | None = None,
) -> Imported:
    """Read a file; the ending of its name says which format it has.

    `choice` says where the table is, in a file that is a table or a workbook; `wanted` which part
    is, of where a phone was; `stops` what becomes a stop, in a file of tracks.

    Raises
    ------
    ForeignFileError
        If it cannot be read; the message says why and what to do.
    ParameterError
        If only a part of a file is wanted that has no parts, or stops that it has no choice of.
    """
    title = plain(name)
    _refuse_large(content, title)
    _refuse_unfit(_ending(name), title, choice, stops)
    found = _read(name, content, choice, wanted=wanted, stops=stops)
    advice = tuple(advice_on_groups(found.table)) if found.table else ()
    return replace(found, advice=(*found.advice, *advice))


def _read(
    name: str,
    content: bytes,
    choice: TableChoice,
    *,
    wanted: Wanted | None,
    stops: StopsOf | None,
) -> Imported:
    title, ending = plain(name), _ending(name)
    if ending == _JSON:
        return read_json_file(content, title, wanted, of_groups=stops is not None)
    if ending == _ZIP and holds_months(content, title):
        return read_months(content, title, wanted or Wanted())
    refuse_part(wanted, title)
    if ending == _GPX:
        return read_gpx(content, title, stops)
    if ending in _TABLE_READERS:
        return _TABLE_READERS[ending](content, title, choice)
    return _READERS[ending](content, title)


def sheets_of(name: str, content: bytes) -> tuple[SheetListing, ...]:
    """Return the sheets of a workbook, none of a file of another format.

    Raises
    ------
    ForeignFileError
        If it cannot be read; the message says why and what to do.
    """
    title = plain(name)
    _refuse_large(content, title)
    open_it = _WORKBOOKS.get(_ending(name))
    return list_sheets(open_it(content, title)) if open_it else ()


def has_choice_of_table(name: str) -> bool:
    """Tell whether `import_file` can be told where in a file of this name the table is."""
    return _ending(name) in _TABLE_READERS


def import_path(
    path: Path,
    choice: TableChoice = UNSAID,
    *,
    wanted: Wanted | None = None,
    stops: StopsOf | None = None,
) -> Imported:
    """Read a file on disk as `import_file` does; one that is too large is not loaded at all.

    Raises
    ------
    ForeignFileError
        If it cannot be read; the message says why and what to do.
    ParameterError
        As from `import_file`.
    """
    problems = ProblemLog(path.name)
    largest_bytes = LARGEST_RECORDING_BYTES if _ending(path.name) == _JSON else LARGEST_BYTES
    content = read_file(path, problems, largest_bytes)
    if content is None:
        (problem,) = problems.in_row_order
        raise ForeignFileError(f"{problem.file}: {problem.what}; {problem.hint}")
    return import_file(path.name, content, choice, wanted=wanted, stops=stops)


def _refuse_large(content: bytes, title: str) -> None:
    largest_bytes = largest_json_bytes(content) if _ending(title) == _JSON else LARGEST_BYTES
    if len(content) > largest_bytes:
        size, limit = (each / 1_000_000 for each in (len(content), largest_bytes))
        raise ForeignFileError(
            f"{title} has {size:.1f} MB, the limit is {limit:.0f} MB; shorten it, or split it"
        )


def _refuse_unfit(ending: str, title: str, choice: TableChoice, stops: StopsOf | None) -> None:
    """Refuse a file that cannot be read, or that has nothing to choose from as was chosen."""
    if ending not in ENDINGS:
        raise ForeignFileError(
            f"{title} has an ending that cannot be read; the endings are {', '.join(ENDINGS)}"
        )
    if choice != UNSAID and ending not in _TABLE_READERS:
        raise ForeignFileError(f"{title} has no sheets and no row of headings; choose none")
    may_group = stops == StopsOf.TRAVELLER and ending == _JSON
    if stops and ending != _GPX and not may_group:
        raise ParameterError("stops", f"{title} is no GPX file; leave “stops” out")


def _ending(name: str) -> str:
    return PurePath(name).suffix.lstrip(".").lower()


def _csv(
    itinerary: Itinerary,
    inferred: Inferred = NOTHING_INFERRED,
    *,
    is_formula_safe: bool = False,
) -> bytes:
    table = stops_table(itinerary.journey, inferred, is_formula_safe=is_formula_safe)
    return table.encode()


def _table(content: bytes, name: str, choice: TableChoice = UNSAID) -> Imported:
    return with_shapes(import_separated(decoded(content, name), name, choice), name)


def _text(content: bytes, name: str, choice: TableChoice) -> Imported:
    return import_pasted(decoded(content, name), name, choice)


def _markup(content: bytes, name: str, choice: TableChoice) -> Imported:
    return import_markup(decoded(content, name), name, choice)


def _xlsx(content: bytes, name: str) -> Workbook:
    from routemap.formats.xlsx import XlsxWorkbook  # noqa: PLC0415  openpyxl takes 0.3 s

    return XlsxWorkbook(content, name)


def _xls(content: bytes, name: str) -> Workbook:
    from routemap.formats.xls import XlsWorkbook  # noqa: PLC0415  only this format needs calamine

    return XlsWorkbook(content, name)


def _workbook(open_it: WorkbookOpener) -> TableReader:
    return lambda content, name, choice: import_workbook(open_it(content, name), name, choice)


_MORE_IN_TABLES_ONLY = ("lesson", "media", "annotations", "ground")
DATA_FORMATS = {
    "geojson": DataFormat("application/geo+json", geojson, read_geojson, ("lesson",)),
    "kml": DataFormat(
        "application/vnd.google-earth.kml+xml", kml, read_kml, ("lesson", "annotations", "ground")
    ),
    _GPX: DataFormat(
        "application/gpx+xml",
        gpx,
        read_gpx,
        (
            *("dates without a time", "certainty", "events", "translations", "sources"),
            "travellers",
            *_MORE_IN_TABLES_ONLY,
        ),
    ),
    "csv": DataFormat(
        "text/csv; charset=utf-8",
        _csv,
        _table,
        ("events", "ways", "sources", "travellers", *_MORE_IN_TABLES_ONLY),
    ),
    "lpf.json": DataFormat(
        "application/geo+json",
        lpf,
        read_geojson,
        ("events", "ways", "travellers", *_MORE_IN_TABLES_ONLY),
    ),
}
"""Formats that are written, by the ending of their files."""
_WORKBOOKS: dict[str, WorkbookOpener] = {"xlsx": _xlsx, "ods": OdsWorkbook, "xls": _xls}
_TABLE_READERS: dict[str, TableReader] = {
    "csv": _table,
    "tsv": _table,
    "txt": _text,
    **dict.fromkeys(("md", "wiki", "html", "htm"), _markup),
    **{ending: _workbook(open_it) for ending, open_it in _WORKBOOKS.items()},
}
_READERS: dict[str, FileReader] = {
    **{ending.rpartition(".")[2]: form.read for ending, form in DATA_FORMATS.items()},
    **dict.fromkeys((_JSON, "umap"), read_json_file),
    "kmz": read_kmz,
    _ZIP: read_archive,
}
ENDINGS = tuple(dict.fromkeys((*_TABLE_READERS, *_READERS)))
"""Of files that can be imported; `.lpf.json` is one of `.json`."""
FORMULA_SAFE = "csv"
"""The one format that has a formula-safe variant."""


formula_safe_csv = partial(_csv, is_formula_safe=True)
"""The same with an apostrophe before all that spreadsheets would calculate."""


INFERRING: Mapping[str, Callable[[Itinerary, Inferred], bytes]] = {
    "geojson": geojson,
    "csv": _csv,
    "lpf.json": lpf,
}
"""The formats that hold what follows for stops, too, beside what is reported of them."""


def plain_itinerary(itinerary: Itinerary) -> Itinerary:
    """Return the same journey without its drawn ways: each leg is the shortest line.

    What is written then holds nothing of another's database, and needs no licence of theirs.
    """
    legs = tuple(replace(leg, geometry=None) for leg in itinerary.journey.legs)
    return build_itinerary(replace(itinerary.journey, legs=legs))


def file_stem(itinerary: Itinerary) -> str:
    """Return a file name without its ending, made from the title: "kim-jong-uns-train-to-russia".

    "journey" where the title is not mostly Latin: not every system can write all other letters.
    Behind it stands who travels if others are left out.
    """
    title = slug(itinerary.journey.title.original.text) or "journey"
    return "-".join((title, *who_in_name(itinerary)))
