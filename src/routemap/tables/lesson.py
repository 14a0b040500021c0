"""The table of a lesson, lesson.csv: notes for who teaches, questions and tasks for a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routemap.journey import LessonItem, LessonKind
from routemap.tables.excerpt import shown
from routemap.tables.layout import Layout
from routemap.tables.record import Record
from routemap.tables.suggestion import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routemap.tables.ledger import Ledger
    from routemap.tables.table import Table

LAYOUT = Layout(
    required=("kind", "text"),
    optional=("moment", "answer"),
    text=frozenset({"text", "answer"}),
)


def read_lesson(
    table: Table, moments: Sequence[str] | None, language: str, ledger: Ledger
) -> tuple[LessonItem, ...]:
    """Return the rows of the table, in its order.

    Parameters
    ----------
    table, language, ledger
        What is read, the language of its words, and what takes the problems.
    moments
        The ids of the journey's moments, None if not all are known.
    """
    return tuple(
        _item(Record(row, table, language, ledger), moments)
        for row in table.rows
        if not row.is_ragged
    )


def _item(record: Record, moments: Sequence[str] | None) -> LessonItem:
    moment = record.word("moment")
    if moment and moments is not None and moment not in moments:
        what = f"the journey has no moment {shown(moment)}"
        known = f"write one of {listed(moments)}, or leave it blank for the whole journey"
        record.error("moment", what, did_you_mean(moment, moments, known))
    record.required_word("kind", f"write {' or '.join(LessonKind)}")
    record.required_word("text", "write the note, the question or the task")
    item = LessonItem(
        moment,
        record.choice("kind", LessonKind.NOTE),
        record.wording("text"),
        record.wording("answer"),
        record.number,
    )
    if item.answer and item.kind == LessonKind.NOTE:
        record.warn("answer", "a note has no answer, so it is not shown", "make it a question")
    return item
