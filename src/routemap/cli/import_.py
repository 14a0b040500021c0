"""``routemap import``: a file of another format becomes a journey's folder."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from routemap.atomic_file import write_whole
from routemap.cli.terminal import answer, remark
from routemap.errors import DateError, ParameterError
from routemap.formats.imported import ImportedTable
from routemap.model.edtf_dates import EdtfDate, parse_date

if TYPE_CHECKING:
    from routemap.formats.recording import Wanted

_TIME = re.compile(r"([0-9]{1,4}) ?(min|h|d)")
_UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
PURPOSE = "make a journey's folder from a table, a workbook, GeoJSON, KML, GPX or a ZIP"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="csv, tsv, xlsx, ods, xls, md, wiki, html, geojson, lpf.json, kml, kmz, gpx or zip",
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FOLDER", help="the folder to write"
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="HEADING=NAME",
        help="read a column as one of ours, or as none: “Ort=name” (can be repeated)",
    )
    parser.add_argument("--sheet", default="", metavar="NAME", help="read this sheet of a workbook")
    parser.add_argument(
        "--heading-row",
        type=int,
        default=0,
        metavar="ROW",
        help="the row that names the columns, counted from 1, if it is not found",
    )
    parser.add_argument(
        "--stops",
        choices=("day", "track", "waypoints"),
        help="of a GPX file: the ends of each day or track, or the waypoints and route points "
        "(default: these, or days where there are none)",
    )
    parser.add_argument(
        "--from",
        type=_date,
        metavar="DATE",
        help="of a Google Timeline: from this day, month or year on",
    )
    parser.add_argument("--to", type=_date, metavar="DATE", help="and up to this one")
    parser.add_argument(
        "--at-least",
        type=_length_of_time,
        metavar="TIME",
        help="of a Google Timeline: the shortest stay that is a stop, as 90min, 8h or 1d "
        "(default: 2h)",
    )
    parser.add_argument("--force", action="store_true", help="overwrite existing files")


def run(chosen: argparse.Namespace) -> bool:
    """Write the folder and print its problems; return whether none of them is an error.

    Raises
    ------
    ParameterError
        If `--column` names what there is not, or only a part of a file without parts is wanted.
    ValueError
        If the file cannot be read, or its columns are not clear.
    OSError
        If a file cannot be read or written.
    """
    from routemap.errors import Level
    from routemap.formats.account import reported
    from routemap.formats.column_names import named_tables
    from routemap.formats.gpx_reader import StopsOf
    from routemap.formats.imported import TableChoice
    from routemap.formats.registry import import_path
    from routemap.model.journey import Fate
    from routemap.tables import check_files
    from routemap.tables.problems import grouped

    choice = TableChoice(chosen.sheet, chosen.heading_row)
    stops = StopsOf(chosen.stops) if chosen.stops else None
    brought = import_path(chosen.file, choice, stops, _wanted(chosen))
    written = dict(brought.files)
    if brought.table:
        written |= named_tables(
            brought.table, _columns(brought.table, chosen.column), chosen.file.name
        )
    elif chosen.column:
        message = f"{chosen.file.name} needs no --column; leave it out"
        raise ParameterError("column", message)
    _write(reported(written, brought.account), chosen.output, force=chosen.force)
    for entry in brought.account:
        is_left = entry.fate == Fate.LEFT
        remark(f"{'not imported' if is_left else 'imported'}: {entry.text}")
    for sentence in brought.advice:
        remark(sentence)
    problems = check_files(written, chosen.output.name).problems
    for group in grouped(problems):
        answer(group)
    return all(problem.level != Level.ERROR for problem in problems)


def _wanted(chosen: argparse.Namespace) -> Wanted | None:
    """Return which part of a recording is wanted, None if all that is long enough."""
    from routemap.formats.recording import Wanted

    first, last, at_least = getattr(chosen, "from"), chosen.to, chosen.at_least
    if first is None and last is None and at_least is None:
        return None
    if first and last and first.earliest > last.latest:
        raise ParameterError("from", f"--from {first.edtf} is after --to {last.edtf}; swap them")
    bounds = (date(*first.earliest) if first else None, date(*last.latest) if last else None)
    return Wanted(*bounds, *([] if at_least is None else [at_least]))


def _date(text: str) -> EdtfDate:
    """Return a day, month or year of the calendar that clocks go by."""
    try:
        found = parse_date(text)
    except DateError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    for day in (found.earliest, found.latest):
        if day is None or not MINYEAR <= day.year <= MAXYEAR:
            raise argparse.ArgumentTypeError(f"“{text}” is no day, month or year of our era")
    return found


def _length_of_time(text: str) -> timedelta:
    found = _TIME.fullmatch(text)
    if not found:
        raise argparse.ArgumentTypeError(f"“{text}” is no length of time; write 90min, 2h or 1d")
    return int(found[1]) * _UNITS[found[2]]


def _columns(table: ImportedTable, asked: Iterable[str]) -> dict[int, str]:
    """Return our column for each heading, and print them; those named by hand come first."""
    from routemap.formats.column_names import COLUMNS, recognised
    from routemap.tables.problems import shown

    named: dict[int, str] = {}
    for one in asked:
        heading, equals, column = one.rpartition("=")
        if not equals or column not in {*COLUMNS, ""}:
            raise ParameterError(
                "column",
                f"“{one}” names none of our columns; write HEADING=NAME, where NAME is one of "
                f"{', '.join(map(_quoted, COLUMNS))}, or empty to leave it as it is",
            )
        if heading not in table.header:
            message = f"the table has no column “{heading}”; it has {_listed(table.header)}"
            raise ParameterError("column", message)
        named[table.header.index(heading)] = column
    found = {
        place: column
        for place, column in recognised(table.header).items()
        if place not in named and column not in named.values()
    }
    columns = {**found, **{place: column for place, column in named.items() if column}}
    for place, column in sorted(columns.items()):
        remark(f"{shown(table.header[place])} is read as {_quoted(column)}")
    rest = [each for place, each in enumerate(table.header) if each and place not in columns]
    if rest:
        remark(f"kept as they are, and not shown: {_listed(rest)}")
    return columns


def _write(files: dict[str, bytes], folder: Path, *, force: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder} is a file; name a folder")
    there = [name for name in files if (folder / name).exists()]
    if there and not force:
        raise ValueError(f"{folder / there[0]} already exists; overwrite it with --force")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        write_whole(folder / name, content)
    remark(f"{folder}: {', '.join(files)}")


def _quoted(column: str) -> str:
    """Return the name of a column of ours, in quotation marks if it holds a comma."""
    return f"“{column}”" if "," in column else column


def _listed(headings: Iterable[str]) -> str:
    from routemap.tables.problems import shown

    return ", ".join(shown(each) for each in headings if each)
