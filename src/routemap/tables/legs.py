"""The legs: one between two stops of a traveller, with what legs.csv and legs.geojson add."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from routemap.model.journey import Basis, Leg, LegGeometry, Stop
from routemap.tables.cross_references import Ends, StopIndex
from routemap.tables.problems import ProblemLog
from routemap.tables.table import Entry


def legs_by_ends(
    entries: Iterable[Entry[Leg]], stops: StopIndex | None, problems: ProblemLog
) -> dict[Ends, Leg]:
    """Return the legs that are listed, without mode and geometry, by the ids of their stops."""
    legs: dict[Ends, Leg] = {}
    for row, leg in ((entry.row, entry.record) for entry in entries):
        if leg is None:
            continue
        ends = (leg.start, leg.end)
        if all(ends) and ends in legs:
            what = f"this leg is already that of row {legs[ends].row}"
            problems.error(row.number, "from", what, "keep one row for each leg")
        elif all(ends) and stops:
            wrong = stops.why_not_a_leg(ends)
            if wrong:
                problems.error(row.number, *wrong)
        mode_basis = leg.mode_basis if row.cell("mode_basis") else leg.basis
        legs.setdefault(ends, replace(leg, mode_basis=mode_basis))
    return legs


def unlisted_leg(start: str, end: str, mode: str) -> Leg:
    """Return a leg of which only the table of stops tells."""
    return Leg(start, end, mode, mode_basis=Basis.REPORTED if mode else Basis.INFERRED)


def make_legs(
    stops: Sequence[Stop],
    listed_legs: Mapping[Ends, Leg],
    geometries: Mapping[Ends, LegGeometry],
) -> tuple[Leg, ...]:
    """Return a leg between each two consecutive stops of a traveller, listed or not.

    How a leg was travelled that is not listed is what the table of stops reports.
    """
    return tuple(
        replace(
            listed_legs.get((start.id, end.id), unlisted_leg(start.id, end.id, end.mode)),
            mode=end.mode,
            geometry=geometries.get((start.id, end.id)),
        )
        for start, end in pairwise(stops)
        if start.traveller == end.traveller
    )
