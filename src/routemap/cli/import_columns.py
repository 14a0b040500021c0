"""The columns of a table that ``routemap import`` brings in: what they are, and what to ask."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from itertools import groupby

from routemap.cli.terminal import remark
from routemap.errors import ParameterError
from routemap.formats.conventions import Answer, Question
from routemap.formats.imported import Imported, ImportedTable

_HOW_DATES_ARE = re.compile(r"(dmy|mdy|ymd)(\d{2})?|serial|words", re.ASCII)


def add_column_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that only a table has a use for."""
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="HEADING=NAME",
        help="read a column as one of ours, or as none: “Ort=name” (can be repeated)",
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


def refuse_column_arguments(name: str, chosen: argparse.Namespace) -> None:
    """Raise ParameterError for an argument that only a table has a use for; `name` is a file's."""
    given = {
        "column": chosen.column,
        "dates": chosen.dates,
        "decimal": chosen.decimal,
    }
    for option, value in given.items():
        if value:
            message = f"{name} needs no --{option}; leave it out"
            raise ParameterError(option, message)


def files_of_table(
    brought: Imported, table: ImportedTable, name: str, chosen: argparse.Namespace
) -> dict[str, bytes]:
    """Return the files of a table and those beside it; its columns are added to the account.

    `name` is that of its file.
    """
    from routemap.formats.column_names import column_account, named_tables
    from routemap.formats.conventions import WORDS, Kinds, questions
    from routemap.formats.imported import beside
    from routemap.formats.order import with_legs_that_join
    from routemap.formats.story import NO_PLACES
    from routemap.tables.schema import EVENTS, STOPS

    columns = _columns(table, chosen.column)
    asked = questions(table, columns)
    answers = {}
    unanswered = []
    for question in asked:
        ids = {each.id for each in question.answers}
        given = next((one for one in (*chosen.dates, chosen.decimal) if one in ids), None)
        if question.kind == Kinds.YEAR_FIRST and WORDS in chosen.dates:
            given = "ymd"
        if given:
            answers[question.key] = given
        else:
            unanswered.append(question)
    _tell_questions(unanswered, table)
    brought.account.add_all(column_account(table, columns, answers))
    named = named_tables(table, columns, name, answers)
    if named[STOPS.file].count(b"\n") == 1 and EVENTS.file in named:
        remark(NO_PLACES)
    both = beside(brought.files, named)
    if "traveller" in columns.values():
        return with_legs_that_join(both, brought.account, "by traveller")
    return both


def _tell_questions(unanswered: Iterable[Question], table: ImportedTable) -> None:
    """Say once for a column what its cells may mean, and what to add."""
    from routemap.formats.conventions import WORDS, Kinds
    from routemap.tables.problems import shown

    for place, of_column in groupby(unanswered, lambda question: question.place):
        heading, asked = shown(table.header[place]), list(of_column)
        in_words = [each for each in asked if each.answers[0].id == WORDS]
        for question in (each for each in asked if each not in in_words):
            option = "decimal" if question.kind == Kinds.DECIMAL else "dates"
            cells = _cells(question.count)
            remark(f"{heading} has {cells} that can be read only if you say how; add one of these:")
            for each in question.answers:
                examples = _examples(each)
                proof = " (only this reads them all)" if each.is_proved else ""
                remark(f"  --{option} {each.id}: {examples}{proof}")
        if in_words:
            cells = _cells(sum(question.count for question in in_words))
            remark(
                f"{heading} has {cells} with dates in words; to write them so, add --dates words:"
            )
        for question in in_words:
            remark(f"  {_cells(question.count)}: {_examples(question.answers[0])}")


def _examples(answer: Answer) -> str:
    from routemap.tables.problems import plain

    return ", ".join(f"{plain(cell)} = {ours or 'no date'}" for cell, ours in answer.examples)


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


def _quoted(column: str) -> str:
    """Return the name of a column of ours, in quotation marks if it holds a comma."""
    return f"“{column}”" if "," in column else column


def _listed(headings: Iterable[str]) -> str:
    from routemap.tables.problems import shown

    return ", ".join(shown(each) for each in headings if each)
