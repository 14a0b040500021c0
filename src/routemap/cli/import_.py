"""``routemap import``: a file of another format becomes a journey's folder."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, date, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from routemap.atomic_file import write_whole
from routemap.cli.terminal import answer, remark
from routemap.errors import DateError, ParameterError
from routemap.formats.conventions import Question
from routemap.formats.imported import Imported, ImportedTable
from routemap.model.edtf_dates import EdtfDate, parse_date

if TYPE_CHECKING:
    from routemap.formats.recording import Wanted

_TIME = re.compile(r"([0-9]{1,4}) ?(min|h|d)")
_UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_HOW_DATES_ARE = re.compile(r"(dmy|mdy|ymd)(\d{2})?|serial|words", re.ASCII)
PURPOSE = "make a journey's folder from a table, a map, a story or a recording of others"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="csv, tsv, xlsx, ods, xls, md, wiki, html, geojson, json, umap, kml, kmz, gpx or zip",
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
        choices=("day", "track", "waypoints"),
        help="of a GPX file: the ends of each day or track, or the waypoints and route points "
        "(default: these, or days where there are none)",
    )
    parser.add_argument(
        "--dates",
        action="append",
        default=[],
        type=_dates,
        metavar="HOW",
        help="how dates are written: dmy, mdy or ymd, with the century behind it where years have "
        "two digits (dmy19); serial, the days of Excel; words, to write “c. 1955” as proposed "
        "(can be repeated)",
    )
    parser.add_argument(
        "--decimal",
        choices=("comma", "point"),
        help="what the comma in 45,764 is: that of decimals, or of thousands",
    )
    parser.add_argument(
        "--sort-by-date", action="store_true", help="put the rows into the order of their dates"
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
    from routemap.formats.gpx_reader import StopsOf
    from routemap.formats.imported import TableChoice
    from routemap.formats.order import sorted_by_date
    from routemap.formats.registry import import_path
    from routemap.model.journey import Fate
    from routemap.tables import check_files
    from routemap.tables.problems import grouped

    brought = import_path(
        chosen.file,
        TableChoice(chosen.sheet, chosen.heading_row),
        wanted=_wanted(chosen),
        stops=StopsOf(chosen.stops) if chosen.stops else None,
    )
    if brought.table:
        written = _files_of_table(brought, brought.table, chosen)
    else:
        _refuse_options_of_tables(chosen)
        written = dict(brought.files)
    if chosen.sort_by_date:
        written = sorted_by_date(written)
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


def _refuse_options_of_tables(chosen: argparse.Namespace) -> None:
    given = {
        "column": chosen.column,
        "dates": chosen.dates,
        "decimal": chosen.decimal,
    }
    for option, value in given.items():
        if value:
            message = f"{chosen.file.name} needs no --{option}; leave it out"
            raise ParameterError(option, message)


def _files_of_table(
    brought: Imported, table: ImportedTable, chosen: argparse.Namespace
) -> dict[str, bytes]:
    """Return the files of a table and those beside it; its columns are added to the account."""
    from routemap.formats.column_names import column_account, named_tables
    from routemap.formats.conventions import questions
    from routemap.formats.imported import beside

    columns = _columns(table, chosen.column)
    asked = questions(table, columns)
    answers = {}
    unanswered = []
    for question in asked:
        ids = {each.id for each in question.answers}
        given = next((one for one in (*chosen.dates, chosen.decimal) if one in ids), None)
        if given:
            answers[question.key] = given
        else:
            unanswered.append(question)
    _tell_questions(unanswered, table)
    brought.account.add_all(column_account(table, columns, answers))
    return beside(brought.files, named_tables(table, columns, chosen.file.name, answers))


def _tell_questions(unanswered: Iterable[Question], table: ImportedTable) -> None:
    """Say once for a column what its cells may mean, and what to add."""
    from routemap.formats.conventions import WORDS, Kinds
    from routemap.tables.problems import plain, shown

    for place, of_column in groupby(unanswered, lambda question: question.place):
        heading, asked = shown(table.header[place]), list(of_column)
        in_words = [each for each in asked if each.answers[0].id == WORDS]
        for question in (each for each in asked if each not in in_words):
            option = "decimal" if question.kind == Kinds.DECIMAL else "dates"
            cells = _cells(question.count)
            remark(f"{heading} has {cells} that can be read only if you say how; add one of these:")
            for each in question.answers:
                examples = ", ".join(f"{plain(cell)} = {ours}" for cell, ours in each.examples)
                proof = " (only this reads them all)" if each.is_proved else ""
                remark(f"  --{option} {each.id}: {examples}{proof}")
        if in_words:
            cells = _cells(sum(question.count for question in in_words))
            remark(
                f"{heading} has {cells} with dates in words; to write them so, add --dates words:"
            )
        for question in in_words:
            examples = ", ".join(
                f"{plain(cell)} = {ours}" for cell, ours in question.answers[0].examples
            )
            remark(f"  {_cells(question.count)}: {examples}")


def _cells(count: int) -> str:
    return f"{count:,} cell" if count == 1 else f"{count:,} cells"


def _dates(text: str) -> str:
    if _HOW_DATES_ARE.fullmatch(text):
        return text
    message = f"{text!r} is none of dmy, mdy, ymd (or dmy19 for years such as 45), serial and words"
    raise argparse.ArgumentTypeError(message)


def _columns(table: ImportedTable, asked: Iterable[str]) -> dict[int, str]:
    """Return our column for each heading, and print them; those named by hand come first."""
    from routemap.formats.column_meanings import COLUMNS, SEVERAL
    from routemap.formats.column_names import recognised
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
        if place not in named and (column in SEVERAL or column not in named.values())
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
