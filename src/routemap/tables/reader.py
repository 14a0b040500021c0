"""Read all tables of a journey, each checked against the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from routemap.errors import ForeignFileError, JourneyError, Level, Problem
from routemap.geo import Point
from routemap.model.journey import Journey, Phrase, Reference, Wording
from routemap.model.own_basemap import OwnBasemap
from routemap.model.timeline import build_timeline
from routemap.tables import schema
from routemap.tables.annotation_checks import check_annotations
from routemap.tables.archive import names_within, open_archive, tables_in
from routemap.tables.cells import Context, read_entries
from routemap.tables.cross_references import (
    Citations,
    KnownIds,
    StopIndex,
)
from routemap.tables.folder import Files, FilesInMemory, FilesOnDisk, read_file, why_unreadable
from routemap.tables.ground import GROUND_FILE, read_ground
from routemap.tables.ground_image import read_basemap_section
from routemap.tables.house_style import check_house_style, read_house_style
from routemap.tables.leg_geometry import read_leg_geometry
from routemap.tables.legs import legs_by_ends, make_legs
from routemap.tables.map_names import check_map
from routemap.tables.media_files import with_files
from routemap.tables.metadata import BASEMAP_SECTION, read_metadata, section_of
from routemap.tables.own_basemap_checks import check_own_basemap
from routemap.tables.plausibility import placed
from routemap.tables.problems import ProblemLog, plain
from routemap.tables.rules import RULES, check_told
from routemap.tables.schema import DEFAULT_LANGUAGE, Schema
from routemap.tables.speeds import read_speeds
from routemap.tables.table import Entries, Table
from routemap.tables.travellers import TravellerIndex, check_travellers, grouped

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")
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
    """Read a folder, a ZIP of one, or a lone table of stops; return the journey with every problem.

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
    is_archive = path.suffix.lower() == ".zip" and not path.is_dir()
    files = _unpacked(path) if is_archive else FilesOnDisk(path)
    return _report(files, _title_of(path)) if isinstance(files, Files) else Report(None, files)


def _unpacked(path: Path) -> Files | tuple[Problem, ...]:
    """Return the files of a packed folder, or why they cannot be read."""
    name = plain(path.name)
    problems = ProblemLog(name)
    content = read_file(path, problems)
    if content is None:
        return problems.in_row_order
    try:
        with open_archive(content, name) as archive:
            tables = tables_in(archive, name)
    except ForeignFileError as problem:
        what, _, hint = str(problem).partition("; ")
        problems.error(0, "", what.removeprefix(f"{name} "), hint or "pack the folder again")
        return problems.in_row_order
    return FilesInMemory(names_within(tables))


def check_files(contents: Mapping[str, bytes], title: str) -> Report:
    """Read the files of a journey from memory, by their names, as `check_journey` does.

    `title` is that of a journey which does not name its own.
    """
    return _report(FilesInMemory(contents), title)


def _report(files: Files, title: str) -> Report:
    context = Context(DEFAULT_LANGUAGE, Citations(None))
    about = files.text(schema.JOURNEY.file) or ""
    metadata = read_metadata(about, context, files.log(schema.JOURNEY.file))
    sources = _entries(schema.SOURCES, files, context)
    if sources.is_whole:
        known = [entry.record or Reference(entry.id, "") for entry in sources.rows]
        context.citations = Citations(known)
    if not files.has(schema.STOPS.file):
        what = "the table of stops is missing"
        files.log(schema.STOPS.file).error(0, "", what, "add it: one row for each stop")
    listed = _entries(schema.TRAVELLERS, files, context)
    table_of_stops = files.table(schema.STOPS)
    named = (row.cell("traveller") for row in table_of_stops.rows) if table_of_stops else ()
    if listed.is_whole or not files.has(schema.TRAVELLERS.file):
        context.travellers = TravellerIndex(listed, named, context.language)
    stops = _rows(table_of_stops, files, context)
    if stops.is_whole:
        context.stops = StopIndex(stops.rows)
    events = _entries(schema.EVENTS, files, context)
    if events.is_whole or not files.has(schema.EVENTS.file):
        what = f"{{}} is not the id of an event in {schema.EVENTS.file}"
        context.events = KnownIds((each.id for each in events.rows), what, "the events are {}")
    listed_legs = legs_by_ends(
        _entries(schema.LEGS, files, context).rows, context.stops, files.log(schema.LEGS.file)
    )
    geometries = _found(read_leg_geometry, schema.LEG_GEOMETRY.file, files, context.stops)
    media = _entries(schema.MEDIA, files, context)
    annotations = _entries(schema.ANNOTATIONS, files, context)
    account = _entries(schema.ACCOUNT, files, context)
    metadata["style"] = read_house_style(about, metadata["style"], files)
    positions = [each.record.position for each in stops.rows if placed(each) and each.record]
    ground, basemap = _own_ground(about, files, context.language, positions)
    journey = None
    if not _has_errors(files.problems):
        check_travellers(listed, stops.records, files.log(schema.TRAVELLERS.file))
        travellers = context.travellers.all if context.travellers else ()
        route = grouped(stops.records, travellers)
        legs = make_legs(route, listed_legs, geometries)
        journey = Journey(
            **{"title": Wording(Phrase(title, context.language))}
            | {field: value for field, value in metadata.items() if value},
            stops=route,
            legs=legs,
            speeds=read_speeds(about, legs, files.log(schema.JOURNEY.file)),
            travellers=travellers,
            events=events.records,
            references=sources.records or context.citations.made_up,
            media=with_files(media.records, files, files.log(schema.MEDIA.file)),
            annotations=annotations.records,
            account=account.records,
            ground=ground,
            own_basemap=basemap,
            stops_file=files.log(schema.STOPS.file).file,
        )
        check_told(events.rows, journey, files.log(schema.EVENTS.file))
        about_log = files.log(schema.JOURNEY.file)
        check_annotations(journey, files.log(schema.ANNOTATIONS.file))
        check_map(journey, section_of(about, "map")[1], about_log)
        check_house_style(about, journey, about_log)
        check_own_basemap(journey, section_of(about, BASEMAP_SECTION)[1], about_log)
        if files.has(schema.LESSON.file):
            ids = build_timeline(journey).names
            otherwise = "write one of {}, or leave it blank for the whole journey"
            context.moments = KnownIds(ids, "the journey has no moment {}", otherwise)
    # A lesson names moments, which only a whole journey has.
    lesson = _entries(schema.LESSON, files, context).records
    problems = files.problems
    if journey is None or _has_errors(problems):
        return Report(None, problems)
    return Report(replace(journey, lesson=lesson) if lesson else journey, problems)


def _own_ground(
    about: str, files: Files, language: str, route: Sequence[Point]
) -> tuple[str, OwnBasemap]:
    """Return basemap.geojson as it is written, and all that an author draws beneath the route."""
    ground = files.text(GROUND_FILE) or ""
    basemap = read_basemap_section(about, files)
    if ground:
        shapes = read_ground(ground, language, route, files.log(GROUND_FILE))
        basemap = replace(basemap, shapes=shapes)
    return ground, basemap


def _found(
    read: Callable[..., dict[K, V]], file: str, files: Files, given: Context | StopIndex | None
) -> dict[K, V]:
    """Return what a file holds that is no table, nothing if it is absent."""
    text = files.text(file)
    return {} if text is None else read(text, given, files.log(file))


def _entries(table_schema: Schema[T], files: Files, context: Context) -> Entries[T]:
    """Return the rows of a table, checked by all that can be said before the next table is read."""
    return _rows(files.table(table_schema), files, context)


def _rows(table: Table[T] | None, files: Files, context: Context) -> Entries[T]:
    if table is None:
        return Entries()
    table_schema = table.schema
    problems = files.log(table_schema.file)
    entries = read_entries(table, context, problems)
    if table_schema.file in RULES:
        RULES[table_schema.file](entries, problems)
    first = next((entry.row for entry in entries.rows if entry.row.cell("references")), None)
    if first and not files.has(schema.SOURCES.file):
        what = f"references are cited, but there is no {schema.SOURCES.file}"
        columns = ", ".join(schema.SOURCES.by_name)
        hint = f"add {schema.SOURCES.file} with the columns {columns}"
        problems.warning(first.number, "references", what, hint)
    return entries


def _has_errors(problems: tuple[Problem, ...]) -> bool:
    return any(problem.level is Level.ERROR for problem in problems)


def _title_of(path: Path) -> str:
    whole = Path(os.path.realpath(path))
    return plain(whole.name if whole.is_dir() else whole.stem) or _UNTITLED
