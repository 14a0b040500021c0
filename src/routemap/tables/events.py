"""The table of events, events.csv."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routemap.model.journey import Basis, Certainty, Event, UndatedPosition
from routemap.tables.cells import Record
from routemap.tables.ids import ids_of_rows
from routemap.tables.schema import Layout

if TYPE_CHECKING:
    from routemap.tables.citations import Citations
    from routemap.tables.problems import Ledger
    from routemap.tables.stop_index import StopIndex
    from routemap.tables.table import Table

LAYOUT = Layout(
    required=("headline",),
    optional=(
        "id",
        "date",
        "date_text",
        "undated",
        "location",
        "text",
        "speaker",
        "quote",
        "basis",
        "certainty",
        "references",
    ),
    text=frozenset({"headline", "text", "speaker", "quote", "date_text"}),
    long=frozenset({"text", "quote", "references"}),
)


def read_events(
    table: Table,
    stop_index: StopIndex | None,
    language: str,
    citations: Citations,
    ledger: Ledger,
) -> tuple[Event, ...]:
    """Return the events of the table.

    Parameters
    ----------
    table, language, citations, ledger
        What is read, the language of its words, the sources, and what takes the problems.
    route
        The stops, None if not all are known.
    """
    ids = ids_of_rows(
        ((row.number, row.cell("id"), row.cell("headline")) for row in table.rows), "event", ledger
    )
    return tuple(
        _event(Record(row, table, language, ledger), event_id, stop_index, citations)
        for row, event_id in zip(table.rows, ids, strict=True)
        if not row.is_ragged
    )


def _event(
    record: Record, event_id: str, stop_index: StopIndex | None, citations: Citations
) -> Event:
    record.required_word("headline", "say in a few words what happened")
    stop = record.word("location")
    wrong = stop_index.why_not_a_stop(stop) if stop_index and stop else None
    if wrong:
        record.error("location", *wrong)
    return Event(
        id=event_id,
        headline=record.wording("headline"),
        date=record.date("date"),
        date_text=record.wording("date_text"),
        undated=_undated(record),
        stop=stop,
        text=record.wording("text"),
        speaker=record.wording("speaker"),
        quote=record.wording("quote"),
        basis=record.choice("basis", Basis.REPORTED),
        certainty=record.choice("certainty", Certainty.CERTAIN),
        references=record.references("references", citations),
        row=record.number,
    )


def _undated(record: Record) -> UndatedPosition:
    has_date, has_position = bool(record.word("date")), bool(record.word("undated"))
    if has_date and has_position:
        record.error(
            "undated", "the event has a date, yet says where it stands undated", "clear one"
        )
    if not has_date and not has_position:
        what = "the event has no date, so it is shown after the dated ones"
        record.warn("undated", what, "write a date, or before or after here")
    return record.choice("undated", UndatedPosition.AFTER)
