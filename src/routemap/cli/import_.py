"""``routemap import``: a file of another format becomes a journey's folder."""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from routemap.atomic_file import write_whole
from routemap.cli.import_columns import (
    add_column_arguments,
    files_of_table,
    refuse_column_arguments,
)
from routemap.cli.terminal import answer, remark
from routemap.errors import DateError, ParameterError
from routemap.model.edtf_dates import EdtfDate, parse_date

if TYPE_CHECKING:
    from routemap.formats.account import Account
    from routemap.formats.imported import Imported
    from routemap.formats.recording import Wanted

_TIME = re.compile(r"([0-9]{1,4}) ?(min|h|d)")
_UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
PURPOSE = "make a journey's folder from a table, a workbook, a map, a track or a story"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="csv, tsv, xlsx, ods, xls, md, wiki, html, geojson, json, umap, kml, kmz, gpx or zip; "
        "of several, each is of a traveller of its own",
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FOLDER", help="the folder to write"
    )
    add_column_arguments(parser)
    parser.add_argument("--sheet", default="", metavar="NAME", help="read this sheet of a workbook")
    parser.add_argument(
        "--heading-row",
        type=int,
        default=0,
        metavar="ROW",
        help="the row that names the columns, counted from 1, if it is not found",
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
    parser.add_argument(
        "--stops",
        choices=("day", "track", "traveller", "waypoints"),
        help="of a GPX file: the ends of each day or track, or the waypoints and route points "
        "(default: these, or days where there are none); traveller: each name of a track, or of "
        "a timeline each group, is one who travels",
    )
    parser.add_argument(
        "--sort-by-date", action="store_true", help="put the stops into the order of their dates"
    )
    parser.add_argument("--force", action="store_true", help="overwrite existing files")


def run(chosen: argparse.Namespace) -> bool:
    """Write the folder and print its problems; return whether none of them is an error.

    Raises
    ------
    ParameterError
        If an option names what there is not, or a part of a file that has no parts.
    ValueError
        If the file cannot be read, or its columns are not clear.
    OSError
        If a file cannot be read or written.
    """
    from routemap.errors import Level
    from routemap.formats.account import reported
    from routemap.formats.order import sorted_by_date, with_legs_that_join
    from routemap.tables import check_files
    from routemap.tables.problems import grouped

    brought = _brought(chosen)
    written = dict(brought.files)
    in_order = sorted_by_date(written)
    if in_order != written and not chosen.sort_by_date:
        remark("the stops are not in the order of their dates; sort them with --sort-by-date")
    if chosen.sort_by_date:
        written = with_legs_that_join(in_order, brought.account, "by date")
    _write(reported(written, brought.account), chosen.output, force=chosen.force)
    _tell_account(brought.account)
    for sentence in brought.advice:
        remark(sentence)
    _tell_language(written)
    problems = check_files(written, chosen.output.name).problems
    for group in grouped(problems):
        answer(group)
    return all(problem.level != Level.ERROR for problem in problems)


def _brought(chosen: argparse.Namespace) -> Imported:
    """Return the files of the journey, of one file or of several together."""
    from routemap.formats.several_files import BroughtFile, one_journey

    if len(chosen.files) == 1:
        return _read(chosen.files[0], chosen)
    found = []
    for path in chosen.files:
        remark(f"{path}:")
        found.append(BroughtFile(path.name, _read(path, chosen)))
    return one_journey(found)


def _read(path: Path, chosen: argparse.Namespace) -> Imported:
    """Return the files of a journey that a file holds; its columns have got a meaning."""
    from routemap.formats.gpx_reader import StopsOf
    from routemap.formats.imported import TableChoice
    from routemap.formats.registry import import_path

    brought = import_path(
        path,
        TableChoice(chosen.sheet, chosen.heading_row),
        wanted=_wanted(chosen),
        stops=StopsOf(chosen.stops) if chosen.stops else None,
    )
    if not brought.table:
        refuse_column_arguments(path.name, chosen)
        return brought
    return replace(brought, files=files_of_table(brought, brought.table, path.name, chosen))


def _tell_account(account: Account) -> None:
    """Say what became of all items but columns, whose meanings have been told."""
    from routemap.formats.account import COLUMN
    from routemap.model.account import Fate

    seen = (entry for entry in account if entry.fate in {Fate.TAKEN, Fate.ANSWERED})
    taken = [entry.text for entry in seen if entry.item != COLUMN]
    if taken:
        remark(f"imported: {', '.join(taken)}")
    for entry in account.unshown:
        remark(f"kept, and not shown yet: {entry.text}")
    for entry in account.left:
        remark(f"not imported: {entry.text}")


def _tell_language(files: Mapping[str, bytes]) -> None:
    """Say what a journey's words are taken for that names no language."""
    from routemap.tables.schema import JOURNEY

    try:
        about = tomllib.loads(files.get(JOURNEY.file, b"").decode("utf-8-sig"))
    except ValueError:  # as its problems say
        return
    if "language" not in about:
        remark(
            "no language is named, so all words are taken for English; if they are not, write "
            f'another into {JOURNEY.file}: language = "de"'
        )


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


def _write(files: dict[str, bytes], folder: Path, *, force: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder} is a file; name a folder")
    there = [name for name in files if (folder / name).exists()]
    if there and not force:
        raise ValueError(f"{folder / there[0]} already exists; overwrite it with --force")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(folder / name, content)
    remark(f"{folder}: {', '.join(files)}")
