"""Read all tables of a journey, each held against the others."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from routemap.errors import JourneyError, Level, Problem
from routemap.model.journey import Journey, Phrase, Wording
from routemap.model.timeline import build_timeline
from routemap.tables import events, legs, lesson, sources, stops
from routemap.tables.citations import Citations
from routemap.tables.date_order import check_date_order
from routemap.tables.excerpt import plain
from routemap.tables.files import FilesInMemory, FilesOnDisk
from routemap.tables.folder import (
    ABOUT,
    EVENTS,
    LEGS,
    LESSON,
    LOCATIONS,
    SOURCES,
    WAYS,
    why_unreadable,
)
from routemap.tables.leg_geometry import read_ways
from routemap.tables.metadata import About, read_about
from routemap.tables.plausibility import check_leaps, check_swapped
from routemap.tables.stop_index import StopIndex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routemap.model.journey import Event, Leg, LegGeometry, LessonItem, Reference
    from routemap.tables.files import Files
    from routemap.tables.stop_index import Ends
    from routemap.tables.stops import StopRow
    from routemap.tables.table import Table

_UNTITLED = "Journey"


@dataclass(frozen=True, slots=True)
class Report:
    """What reading gave: the journey, None if any problem is an error; and all problems.

    Problems stand in the order of files, then of rows.
    """

    journey: Journey | None
    problems: tuple[Problem, ...]


def read_journey(path: Path) -> Journey:
    """Return the journey of a folder, or of a lone table of stops.

    Raises
    ------
    JourneyError
        With every problem, if any of them is an error.
    FileNotFoundError
        If there is no such folder or file.
    """
    report = check_journey(path)
    if report.journey is None:
        raise JourneyError(report.problems)
    return report.journey


def check_journey(path: Path) -> Report:
    """Read a folder, or a lone table of stops, and return the journey with every problem.

    Raises
    ------
    FileNotFoundError
        If there is no such folder or file.
    """
    path = Path(path)
    if not (os.path.isdir(path) or os.path.isfile(path)):  # noqa: PTH112, PTH113
        # Unlike those of Path, these two say no to a name that the system refuses to look up.
        raise FileNotFoundError(f"there is no folder or file {plain(str(path))}")
    obstacle = why_unreadable(path) if path.is_dir() else ""
    if obstacle:
        what = f"the folder cannot be read ({obstacle})"
        return Report(None, (Problem(plain(path.name), 0, "", what, "check who may open it"),))
    return _report(FilesOnDisk(path), _title_of(path))


def check_files(contents: Mapping[str, bytes], title: str) -> Report:
    """Read the files of a journey that lie in memory, by their names, as `check_journey` does.

    `title` is that of a journey which does not name its own.
    """
    return _report(FilesInMemory(contents), title)


def _report(files: Files, title: str) -> Report:
    about = _about(files)
    known_sources = _sources(files)
    citations = Citations(known_sources)
    stop_rows = _stops(files, about.language, citations)
    stop_index = StopIndex(stop_rows) if stop_rows is not None else None
    found_events = _events(files, stop_index, about.language, citations)
    listed_legs = _listed_legs(files, stop_index, about.language, citations)
    ways = _ways(files, stop_index)
    journey = None
    if stop_rows is not None and not _has_errors(files.problems):
        journey = Journey(
            title=about.title or Wording(Phrase(title, about.language)),
            stops=tuple(row.stop for row in stop_rows if row.stop),
            legs=legs.make_legs(stop_rows, listed_legs, ways),
            events=found_events,
            references=citations.made_up if known_sources is None else known_sources,
            subtitle=about.subtitle,
            language=about.language,
            time_zone=about.time_zone,
            step=about.step,
            credit=about.credit,
            licence=about.licence,
            report_title=about.report_title,
            report_note=about.report_note,
            name_policy=about.name_policy,
            boundary_policy=about.boundary_policy,
            stops_file=files.ledger(LOCATIONS).file,
        )
    # A lesson names moments, which only a whole journey has.
    taught = _lesson(files, journey, about.language)
    problems = files.problems
    if journey is None or _has_errors(problems):
        return Report(None, problems)
    return Report(replace(journey, lesson=taught) if taught else journey, problems)


def _has_errors(problems: tuple[Problem, ...]) -> bool:
    return any(problem.level is Level.ERROR for problem in problems)


def _about(files: Files) -> About:
    text = files.text(ABOUT)
    return About() if text is None else read_about(text, files.ledger(ABOUT))


def _sources(files: Files) -> tuple[Reference, ...] | None:
    table = files.table(SOURCES, sources.LAYOUT)
    if table is None:
        return None
    known = sources.read_sources(table, files.ledger(SOURCES))
    return known if table.is_whole else None


def _stops(files: Files, language: str, citations: Citations) -> tuple[StopRow, ...] | None:
    """Return all stops, None if not all are known."""
    ledger = files.ledger(LOCATIONS)
    if not files.has(LOCATIONS):
        ledger.error(0, "", "the table of stops is missing", "add it: one row for each stop")
        return None
    table = files.table(LOCATIONS, stops.LAYOUT)
    if table is None:
        return None
    rows = stops.read_stops(table, language, citations, ledger)
    check_date_order(rows, ledger)
    check_leaps(rows, ledger)
    check_swapped(rows, ledger)
    _warn_if_without_sources(table, LOCATIONS, files)
    return rows if table.is_whole else None


def _events(
    files: Files, stop_index: StopIndex | None, language: str, citations: Citations
) -> tuple[Event, ...]:
    table = files.table(EVENTS, events.LAYOUT)
    if table is None:
        return ()
    _warn_if_without_sources(table, EVENTS, files)
    return events.read_events(table, stop_index, language, citations, files.ledger(EVENTS))


def _listed_legs(
    files: Files, stop_index: StopIndex | None, language: str, citations: Citations
) -> dict[Ends, Leg]:
    table = files.table(LEGS, legs.LAYOUT)
    if table is None:
        return {}
    _warn_if_without_sources(table, LEGS, files)
    return legs.read_legs(table, stop_index, language, citations, files.ledger(LEGS))


def _ways(files: Files, stop_index: StopIndex | None) -> dict[Ends, LegGeometry]:
    text = files.text(WAYS)
    return {} if text is None else read_ways(text, stop_index, files.ledger(WAYS))


def _lesson(files: Files, journey: Journey | None, language: str) -> tuple[LessonItem, ...]:
    table = files.table(LESSON, lesson.LAYOUT)
    if table is None:
        return ()
    moments = [moment.id for moment in build_timeline(journey).moments] if journey else None
    return lesson.read_lesson(table, moments, language, files.ledger(LESSON))


def _warn_if_without_sources(table: Table, name: str, files: Files) -> None:
    if files.has(SOURCES):
        return
    first = next((row for row in table.rows if row.cell("references")), None)
    if first:
        what = f"references are cited, but there is no {SOURCES}"
        mend = f"add {SOURCES} with the columns {', '.join(sources.LAYOUT.columns)}"
        files.ledger(name).warn(first.number, "references", what, mend)


def _title_of(path: Path) -> str:
    whole = Path(os.path.realpath(path))
    return plain(whole.name if whole.is_dir() else whole.stem) or _UNTITLED
