"""What must hold between the cells of a row, or between rows, beyond what a cell alone can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routemap.model.journey import LessonKind, MediaKind
from routemap.tables.problems import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routemap.model.journey import LessonItem, MediaItem, Reference
    from routemap.tables.cells import Entry
    from routemap.tables.problems import ProblemLog
    from routemap.tables.table import Row


def check_events(rows: Iterable[Row], problems: ProblemLog) -> None:
    """Report events that are both dated and undated; warn of those that are neither."""
    for row in rows:
        if row.is_ragged:
            continue
        if row.cell("date") and row.cell("undated"):
            what = "the event has a date, yet says where it stands undated"
            problems.error(row.number, "undated", what, "clear one")
        if not row.cell("date") and not row.cell("undated"):
            what = "the event has no date, so it is shown after the dated ones"
            problems.warning(row.number, "undated", what, "write a date, or before or after here")


def check_sources(entries: Iterable[Entry[Reference]], problems: ProblemLog) -> None:
    """Report sources that are there twice."""
    first_rows: dict[str, int] = {}
    for entry in entries:
        if entry.id and entry.id in first_rows:
            what = f"the reference {shown(entry.id)} is already that of row {first_rows[entry.id]}"
            problems.error(entry.row, "reference", what, "keep one row for each")
        first_rows.setdefault(entry.id, entry.row)


def check_lesson(items: Iterable[LessonItem], problems: ProblemLog) -> None:
    """Warn of notes with an answer."""
    for item in items:
        if item.answer and item.kind == LessonKind.NOTE:
            what = "a note has no answer, so it is not shown"
            problems.warning(item.row, "answer", what, "make it a question")


def check_media(items: Iterable[MediaItem], problems: ProblemLog) -> None:
    """Report media that are nowhere, and images without words for those who cannot see them."""
    for item in items:
        if not item.file and not item.url:
            what = "neither “file” nor “url” says where it is"
            problems.error(item.row, "file", what, "fill in one of them")
        if item.kind == MediaKind.IMAGE and not item.alt:
            what = "the image has no “alt”, so those who cannot see it learn nothing"
            problems.error(item.row, "alt", what, "say in a sentence what it shows")
