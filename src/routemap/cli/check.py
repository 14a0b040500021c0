"""``routemap check``: every problem of a journey's tables, for people or for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from routemap.cli.terminal import answer, remark

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from routemap.errors import Problem

PURPOSE = "print the problems of a journey's tables, one a line"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes beside the journey."""
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="json: a list of objects with file, row, column, what, mend, level (default: text)",
    )


def run(chosen: argparse.Namespace) -> bool:
    """Print every problem, errors first; return whether there are no errors.

    Raises
    ------
    OSError
        If the journey cannot be read any more.
    """
    from routemap.errors import Level
    from routemap.pictures.legibility import illegible
    from routemap.tables import check_journey

    try:
        report = check_journey(chosen.journey)
    except OSError as error:  # taken away, or locked, since we looked
        raise OSError(f"{chosen.journey} cannot be read ({error.strerror or error})") from error
    problems = (*report.problems, *(illegible(report.journey) if report.journey else ()))
    errors = [problem for problem in problems if problem.level == Level.ERROR]
    warnings = [problem for problem in problems if problem.level == Level.WARNING]
    if chosen.format == "json":
        told = json.dumps(_objects([*errors, *warnings]), indent=1)  # all in ASCII: no orders
        for line in told.split("\n"):
            answer(line)
    else:
        for problem in errors:
            answer(problem)
        for problem in warnings:
            answer(f"{problem} (warning)")
    summary = f"{_count(len(errors), 'error')}, {_count(len(warnings), 'warning')}"
    remark(f"{chosen.journey}: {summary}")
    return not errors


def _objects(problems: Sequence[Problem]) -> list[dict[str, object]]:
    return [
        {
            "file": each.file,
            "row": each.row,
            "column": each.column,
            "what": each.what,
            "mend": each.hint,
            "level": each.level.value,
        }
        for each in problems
    ]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
