"""The table of a lesson, lesson.csv: notes for who teaches, questions and tasks for a class."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from routemap.model.journey import LessonItem, LessonKind
from routemap.tables.cells import Record
from routemap.tables.excerpt import shown
from routemap.tables.schema import Layout
from routemap.tables.suggestion import Choices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routemap.tables.problems import Ledger
    from routemap.tables.table import Table

LAYOUT = Layout(
    required=("kind", "text"),
    optional=("moment", "answer"),
    text=frozenset({"text", "answer"}),
    long=frozenset({"text", "answer"}),
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
    known = None if moments is None else _Moments(moments)
    return tuple(
        _item(Record(row, table, language, ledger), known)
        for row in table.rows
        if not row.is_ragged
    )


class _Moments:
    """The moments of a journey, by their ids."""

    def __init__(self, moments: Sequence[str]) -> None:
        self._moments = dict.fromkeys(moments)
        self._choices = Choices(self._moments)

    def __contains__(self, moment: str) -> bool:
        return moment in self._moments

    def what_was_meant(self, moment: str) -> str:
        known = f"write one of {self._choices.listed}, or leave it blank for the whole journey"
        return self._choices.did_you_mean(moment, known)


def _item(record: Record, moments: _Moments | None) -> LessonItem:
    moment = record.word("moment")
    if moment and moments is not None and moment not in moments:
        what = f"the journey has no moment {shown(moment)}"
        record.error("moment", what, partial(moments.what_was_meant, moment))
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
