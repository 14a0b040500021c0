"""What must hold between the cells of a row, or between rows, beyond what a cell alone can say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from routemap.errors import Quoting
from routemap.model.account import AccountEntry, Fate
from routemap.model.edtf_dates import Day, EdtfDate
from routemap.model.journey import (
    Event,
    Journey,
    LessonItem,
    LessonKind,
    MediaItem,
    MediaKind,
    Reference,
    Stop,
)
from routemap.tables.cross_references import by_traveller
from routemap.tables.date_order import check_date_order
from routemap.tables.plausibility import check_distances, check_swapped
from routemap.tables.problems import ProblemLog, plain, shown
from routemap.tables.schema import ACCOUNT, EVENTS, LESSON, MEDIA, SOURCES, STOPS
from routemap.tables.table import Entries, Entry, Row

_FIRST_YEAR_OF_BORDERS = 1800
"""Hardly a border of today is older."""


def _check_stops(stops: Entries[Stop], problems: ProblemLog) -> None:
    if stops.is_whole and not stops.rows:
        problems.error(2, "", "the table has no stops", "write one row for each stop")
    for rows in by_traveller(stops.rows):
        check_date_order(rows, problems)
        check_distances(rows, problems)
        check_swapped(rows, problems)


def _check_events(events: Entries[object], problems: ProblemLog) -> None:
    for row in (entry.row for entry in events.rows if entry.record):
        if row.cell("date") and row.cell("undated"):
            what = "the event has a date, yet says where it stands undated"
            problems.error(row.number, "undated", what, "clear one")
        if not (row.cell("date") or row.cell("undated") or row.cell("location")):
            _warn_of_undated(row, problems)


def _warn_of_undated(row: Row, problems: ProblemLog) -> None:
    what = "the event has no date, so it is shown after the dated ones"
    problems.warning(row.number, "undated", what, "write a date, or before or after here")


def check_told(events: Sequence[Entry[Event]], journey: Journey, problems: ProblemLog) -> None:
    """Warn of what the story of a whole journey tells at no date, or without a source.

    An event without a date stands at its stop if that has none either.
    """
    dated = {stop.id for stop in journey.stops if stop.reached}
    for event in events:
        row = event.row
        if not (row.cell("date") or row.cell("undated")) and row.cell("location") in dated:
            _warn_of_undated(row, problems)
    unsourced = [each.row for each in events if each.record and not each.record.is_sourced]
    if unsourced:
        what = (
            "1 event has no source, so it is shown as “Not sourced”"
            if len(unsourced) == 1
            else f"{len(unsourced):,} events have no source, so they are shown as “Not sourced”"
        )
        problems.warning(unsourced[0].number, "references", what, "name the source of each")


def check_borders(journey: Journey, problems: ProblemLog) -> None:
    """Warn once of borders of today beneath a journey of long ago, unless its author wants them."""
    days = [day for stop in journey.stops if stop.reached for day in _days(stop.reached)]
    if journey.map.borders is None and days and max(days).year < _FIRST_YEAR_OF_BORDERS:
        what = f"all stops are dated before {_FIRST_YEAR_OF_BORDERS}, the borders drawn are today’s"
        hint = 'write borders = "none" below [map], or "today" to keep them'
        if journey.map.towns is None:
            hint += "; towns = false leaves out the towns of today too"
        problems.warning(0, "map.borders", what, hint)


def _days(when: EdtfDate) -> Iterator[Day]:
    yield from filter(None, (when.earliest, when.latest))


def _check_sources(sources: Entries[Reference], problems: ProblemLog) -> None:
    first_rows: dict[str, int] = {}
    for entry in sources.rows:
        if entry.id and entry.id in first_rows:
            row = first_rows[entry.id]
            what = Quoting("the reference {} is already that of row {}", shown(entry.id), row)
            problems.error(entry.row.number, "reference", what, "keep one row for each")
        first_rows.setdefault(entry.id, entry.row.number)


def _check_lesson(lesson: Entries[LessonItem], problems: ProblemLog) -> None:
    for item in lesson.records:
        if item.answer and item.kind == LessonKind.NOTE:
            what = "a note has no answer, so it is not shown"
            problems.warning(item.row, "answer", what, "make it a question")


def _check_media(media: Entries[MediaItem], problems: ProblemLog) -> None:
    for item in media.records:
        if not item.file and not item.url:
            what = "neither “file” nor “url” says where it is"
            problems.error(item.row, "file", what, "fill in one of them")
        if item.kind == MediaKind.IMAGE and not item.alt:
            what = "the image has no “alt”, so it says nothing to those who cannot see it"
            hint = "say in a sentence what it shows, or write “decorative”"
            problems.warning(item.row, "alt", what, hint)


def _check_account(account: Entries[AccountEntry], problems: ProblemLog) -> None:
    for entry in account.records:
        if entry.fate == Fate.LEFT:
            was = "was" if entry.count == 1 else "were"
            what = f"{plain(entry.counted)} {was} left: {entry.detail}"
            problems.warning(entry.row, "fate", what, "delete the row once you have seen to it")


RULES: dict[str, Callable[[Entries[Any], ProblemLog], None]] = {
    STOPS.file: _check_stops,
    EVENTS.file: _check_events,
    SOURCES.file: _check_sources,
    LESSON.file: _check_lesson,
    MEDIA.file: _check_media,
    ACCOUNT.file: _check_account,
}
"""The rules of a table, by its file."""
