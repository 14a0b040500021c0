"""The legs: one between each two consecutive stops, with what legs.csv and legs.geojson add."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from routemap.model.journey import Leg
from routemap.tables.cells import read_entries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routemap.model.journey import LegGeometry, Stop
    from routemap.tables.cells import Context, Entry
    from routemap.tables.cross_references import Ends
    from routemap.tables.problems import ProblemLog
    from routemap.tables.table import Table


def read_legs(table: Table[Leg], context: Context, problems: ProblemLog) -> dict[Ends, Leg]:
    """Return the legs of the table, without mode and geometry, by the ids of their stops."""
    legs: dict[Ends, Leg] = {}
    for row, entry in zip(table.rows, read_entries(table, context, problems), strict=True):
        leg = entry.record
        if leg is None:
            continue
        if not row.cell("mode_basis"):
            leg = replace(leg, mode_basis=leg.basis)
        ends = (leg.start, leg.end)
        if all(ends) and ends in legs:
            what = f"this leg is already that of row {legs[ends].row}"
            problems.error(row.number, "from", what, "keep one row for each leg")
        elif all(ends) and context.stops:
            wrong = context.stops.why_not_a_leg(ends)
            if wrong:
                problems.error(row.number, *wrong)
        legs.setdefault(ends, leg)
    return legs


def make_legs(
    stops: Sequence[Entry[Stop]],
    listed_legs: Mapping[Ends, Leg],
    geometries: Mapping[Ends, LegGeometry],
) -> tuple[Leg, ...]:
    """Return one leg between each two consecutive stops, whether it is listed or not."""
    return tuple(
        replace(
            listed_legs.get((start.id, end.id), Leg(start.id, end.id)),
            mode=end.record.mode if end.record else "",
            geometry=geometries.get((start.id, end.id)),
        )
        for start, end in pairwise(stops)
    )
