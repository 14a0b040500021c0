"""``routemap check``: all problems of a journey's tables, for people or for programs."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from routemap.cli.terminal import answer, remark

# The keys are public: they stay when an attribute is renamed.
_KEYS = {"hint": "mend"}
PURPOSE = "print the problems of a journey's tables, those alike in one line"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments beside the journey."""
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="json: a list of objects with file, row, column, what, mend, level (default: text)",
    )


def run(chosen: argparse.Namespace) -> bool:
    """Print every problem, errors first, those alike as one; return whether there are no errors.

    Raises
    ------
    OSError
        If the journey cannot be read.
    """
    from routemap.errors import Level
    from routemap.i18n.languages import language_problems
    from routemap.model.itinerary import build_itinerary
    from routemap.pictures.legibility import illegible
    from routemap.tables import check_journey
    from routemap.tables.contradictions import contradictions
    from routemap.tables.problems import grouped

    report = check_journey(chosen.journey)
    problems = report.problems
    if report.journey:
        problems += contradictions(build_itinerary(report.journey))
        problems += language_problems(report.journey) + illegible(report.journey)
    errors = [problem for problem in problems if problem.level == Level.ERROR]
    warnings = [problem for problem in problems if problem.level == Level.WARNING]
    if chosen.format == "json":
        objects = [
            {
                _KEYS.get(name, name): value
                for name, value in asdict(problem).items()
                if name != "kind"
            }
            for problem in (*errors, *warnings)
        ]

        for line in json.dumps(objects, indent=1).split("\n"):  # ASCII: nothing to obey
            answer(line)
    else:
        for group in grouped((*errors, *warnings)):
            answer(group)
    summary = f"{_count(len(errors), 'error')}, {_count(len(warnings), 'warning')}"
    remark(f"{chosen.journey}: {summary}")
    return not errors


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
