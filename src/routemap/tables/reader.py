"""Read all tables of a journey, each checked against the others."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from routemap.errors import JourneyError, Level, Problem
from routemap.model.journey import Journey, Phrase, Reference, Wording
from routemap.model.timeline import build_timeline
from routemap.tables import rules
from routemap.tables.cells import Context, read_entries
from routemap.tables.cross_references import Citations, StopIndex, known_events, known_moments
from routemap.tables.date_order import check_date_order
from routemap.tables.files import FilesInMemory, FilesOnDisk
from routemap.tables.folder import why_unreadable
from routemap.tables.leg_geometry import read_leg_geometry
from routemap.tables.legs import make_legs, read_legs
from routemap.tables.metadata import read_metadata
from routemap.tables.plausibility import check_distances, check_swapped
from routemap.tables.problems import plain
from routemap.tables.schema import (
    ANNOTATIONS,
    DEFAULT_LANGUAGE,
    EVENTS,
    JOURNEY,
    LEG_GEOMETRY,
    LEGS,
    LESSON,
    MEDIA,
    SOURCES,
    STOPS,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routemap.model.journey import Event, Leg, LegGeometry, LessonItem, MediaItem, Stop
    from routemap.tables.cells import Entry
    from routemap.tables.columns import Schema
    from routemap.tables.cross_references import Ends
    from routemap.tables.files import Files
    from routemap.tables.table import Table

T = TypeVar("T")
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
    """Read the files of a journey from memory, by their names, as `check_journey` does.

    `title` is that of a journey which does not name its own.
    """
    return _report(FilesInMemory(contents), title)


def _report(files: Files, title: str) -> Report:
    tables = _Tables(files)
    metadata = tables.metadata()
    sources = tables.sources()
    stops = tables.stops()
    events = tables.events()
    listed_legs, geometries = tables.legs(), tables.leg_geometry()
    media, annotations = tables.media(), tables.records(ANNOTATIONS)
    journey = None
    if stops is not None and not _has_errors(files.problems):
        fallback = {"title": Wording(Phrase(title, tables.language))}
        journey = Journey(
            **fallback | {field: value for field, value in metadata.items() if value},
            stops=tuple(entry.record for entry in stops if entry.record),
            legs=make_legs(stops, listed_legs, geometries),
            events=events,
            references=tables.made_up_sources if sources is None else sources,
            media=media,
            annotations=annotations,
            stops_file=files.log(STOPS.file).file,
        )
    # A lesson names moments, which only a whole journey has.
    lesson = tables.lesson(journey)
    problems = files.problems
    if journey is None or _has_errors(problems):
        return Report(None, problems)
    return Report(replace(journey, lesson=lesson) if lesson else journey, problems)


class _Tables:
    """Reads one table after the other, each with what those before it have said.

    Parameters
    ----------
    files
        The files of the journey, which keep the problems found.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self._context = Context(DEFAULT_LANGUAGE, Citations(None))

    @property
    def language(self) -> str:
        """Return the language of the journey."""
        return self._context.language

    @property
    def made_up_sources(self) -> tuple[Reference, ...]:
        """Return a source for each reference cited, where there is no table of them."""
        return self._context.citations.made_up

    def metadata(self) -> dict[str, Any]:
        """Return what holds for the whole journey, by the fields of `Journey`."""
        text = self._files.text(JOURNEY.file)
        problems = self._files.log(JOURNEY.file)
        return {} if text is None else read_metadata(text, self._context, problems)

    def sources(self) -> tuple[Reference, ...] | None:
        """Return all sources, None if not all are known."""
        table, entries = self._entries(SOURCES)
        rules.check_sources(entries, self._files.log(SOURCES.file))
        if table is None or not table.is_whole:
            return None
        sources = tuple(entry.record or Reference(entry.id, "") for entry in entries)
        self._context.citations = Citations(sources)
        return sources

    def stops(self) -> tuple[Entry[Stop], ...] | None:
        """Return all stops, None if not all are known."""
        problems = self._files.log(STOPS.file)
        if not self._files.has(STOPS.file):
            hint = "add it: one row for each stop"
            problems.error(0, "", "the table of stops is missing", hint)
        table, stops = self._entries(STOPS)
        if table and table.is_whole and not stops:
            problems.error(2, "", "the table has no stops", "write one row for each stop")
        for check in (check_date_order, check_distances, check_swapped):
            check(stops, problems)
        if table is None or not table.is_whole:
            return None
        self._context.stops = StopIndex(stops)
        return stops

    def events(self) -> tuple[Event, ...]:
        """Return the events."""
        table, events = self._entries(EVENTS)
        if table:
            rules.check_events(table.rows, self._files.log(EVENTS.file))
        if table is None or table.is_whole:
            self._context.events = known_events(entry.id for entry in events)
        return _records(events)

    def legs(self) -> dict[Ends, Leg]:
        """Return the legs that are listed."""
        table = self._table(LEGS)
        return read_legs(table, self._context, self._files.log(LEGS.file)) if table else {}

    def leg_geometry(self) -> dict[Ends, LegGeometry]:
        """Return the legs whose geometry is known."""
        text = self._files.text(LEG_GEOMETRY.file)
        problems = self._files.log(LEG_GEOMETRY.file)
        return {} if text is None else read_leg_geometry(text, self._context.stops, problems)

    def media(self) -> tuple[MediaItem, ...]:
        """Return the media."""
        media = self.records(MEDIA)
        rules.check_media(media, self._files.log(MEDIA.file))
        return media

    def lesson(self, journey: Journey | None) -> tuple[LessonItem, ...]:
        """Return the rows of the lesson, checked against the moments of the journey."""
        if journey and self._files.has(LESSON.file):
            moments = build_timeline(journey).moments
            self._context.moments = known_moments(moment.id for moment in moments)
        lesson = self.records(LESSON)
        rules.check_lesson(lesson, self._files.log(LESSON.file))
        return lesson

    def records(self, schema: Schema[T]) -> tuple[T, ...]:
        """Return the rows of a table that are not ragged."""
        return _records(self._entries(schema)[1])

    def _entries(self, schema: Schema[T]) -> tuple[Table[T] | None, tuple[Entry[T], ...]]:
        table = self._table(schema)
        problems = self._files.log(schema.file)
        return table, read_entries(table, self._context, problems) if table else ()

    def _table(self, schema: Schema[T]) -> Table[T] | None:
        table = self._files.table(schema)
        cited = (row for row in table.rows if row.cell("references")) if table else iter(())
        first = next(cited, None)
        if first and not self._files.has(SOURCES.file):
            what = f"references are cited, but there is no {SOURCES.file}"
            hint = f"add {SOURCES.file} with the columns {', '.join(SOURCES.by_name)}"
            self._files.log(schema.file).warning(first.number, "references", what, hint)
        return table


def _records(entries: Sequence[Entry[T]]) -> tuple[T, ...]:
    return tuple(entry.record for entry in entries if entry.record is not None)


def _has_errors(problems: tuple[Problem, ...]) -> bool:
    return any(problem.level is Level.ERROR for problem in problems)


def _title_of(path: Path) -> str:
    whole = Path(os.path.realpath(path))
    return plain(whole.name if whole.is_dir() else whole.stem) or _UNTITLED
