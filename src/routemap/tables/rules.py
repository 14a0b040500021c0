"""What must hold between the cells of a row, or between rows, beyond what a cell alone can say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from routemap.errors import Quoting
from routemap.model.journey import (
    AccountEntry,
    Fate,
    LessonItem,
    LessonKind,
    MediaItem,
    MediaKind,
    Reference,
    Stop,
)
from routemap.tables.date_order import check_date_order
from routemap.tables.plausibility import check_distances, check_swapped
from routemap.tables.problems import ProblemLog, plain, shown
from routemap.tables.schema import ACCOUNT, EVENTS, LESSON, MEDIA, SOURCES, STOPS
from routemap.tables.table import Entries


def _check_stops(stops: Entries[Stop], problems: ProblemLog) -> None:
    if stops.is_whole and not stops.rows:
        problems.error(2, "", "the table has no stops", "write one row for each stop")
    check_date_order(stops.rows, problems)
    check_distances(stops.rows, problems)
    check_swapped(stops.rows, problems)


def _check_events(events: Entries[object], problems: ProblemLog) -> None:
    for row in (entry.row for entry in events.rows if entry.record):
        if row.cell("date") and row.cell("undated"):
            what = "the event has a date, yet says where it stands undated"
            problems.error(row.number, "undated", what, "clear one")
        if not row.cell("date") and not row.cell("undated"):
            what = "the event has no date, so it is shown after the dated ones"
            problems.warning(row.number, "undated", what, "write a date, or before or after here")


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
            problems.error(item.row, "alt", what, "say in a sentence what it shows")


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
