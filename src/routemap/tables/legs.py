"""The table of legs, legs.csv, and the legs that follow from the order of the stops."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from routemap.model.journey import Basis, Leg
from routemap.tables.cells import Record
from routemap.tables.schema import Layout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routemap.model.journey import LegGeometry
    from routemap.tables.citations import Citations
    from routemap.tables.problems import Ledger
    from routemap.tables.stop_index import Ends, StopIndex
    from routemap.tables.stops import StopRow
    from routemap.tables.table import Table

LAYOUT = Layout(
    required=("from", "to"),
    optional=("basis", "mode_basis", "references", "note"),
    text=frozenset({"note"}),
    long=frozenset({"note", "references"}),
)


def read_legs(
    table: Table,
    stop_index: StopIndex | None,
    language: str,
    citations: Citations,
    ledger: Ledger,
) -> dict[Ends, Leg]:
    """Return the legs of the table, without mode and way.

    `stop_index` is None if not all stops are known.
    """
    legs: dict[Ends, Leg] = {}
    first_rows: dict[Ends, int] = {}
    for row in table.rows:
        if row.is_ragged:
            continue
        record = Record(row, table, language, ledger)
        leg = _leg(record, citations)
        ends = (leg.start, leg.end)
        if all(ends) and ends in first_rows:
            what = f"this leg is already that of row {first_rows[ends]}"
            record.error("from", what, "keep one row for each leg")
        elif all(ends) and stop_index:
            wrong = stop_index.why_not_a_leg(ends)
            if wrong:
                record.error(*wrong)
        first_rows.setdefault(ends, row.number)
        legs.setdefault(ends, leg)
    return legs


def make_legs(
    stops: Sequence[StopRow], listed_legs: Mapping[Ends, Leg], ways: Mapping[Ends, LegGeometry]
) -> tuple[Leg, ...]:
    """Return one leg between each two consecutive stops, whether it is listed or not."""
    return tuple(
        replace(
            listed_legs.get((start.id, end.id), Leg(start.id, end.id)),
            mode=end.stop.mode if end.stop else "",
            geometry=ways.get((start.id, end.id)),
        )
        for start, end in pairwise(stops)
    )


def _leg(record: Record, citations: Citations) -> Leg:
    basis = record.choice("basis", Basis.INFERRED)
    return Leg(
        start=record.required_word("from", "write the id of the stop it leaves"),
        end=record.required_word("to", "write the id of the stop it reaches"),
        basis=basis,
        mode_basis=record.choice("mode_basis", basis),
        references=record.references("references", citations),
        note=record.wording("note"),
    )
