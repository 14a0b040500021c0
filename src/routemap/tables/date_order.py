"""The order of dates along the way: what comes later on the road comes later in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routemap.model.edtf import EdtfDate
    from routemap.tables.problems import Ledger
    from routemap.tables.stops import StopRow


@dataclass(frozen=True, slots=True)
class _DatedCell:
    row: int
    column: str
    date: EdtfDate


def is_provably_before(one: EdtfDate, other: EdtfDate) -> bool:
    """Tell whether every day (and time, if both are given) of `one` is before all of `other`."""
    if one.latest is None or other.earliest is None:
        return False
    if one.latest != other.earliest:
        return one.latest < other.earliest
    if not (one.is_exact_day and other.is_exact_day):
        return False
    (time, zone), (other_time, other_zone) = _clock(one), _clock(other)
    return bool(time and other_time) and zone == other_zone and time < other_time


def check_date_order(stops: Sequence[StopRow], ledger: Ledger) -> None:
    """Take down every stop that is dated before one that stands above it.

    A vague date proves nothing, so it gives a warning only.
    """
    latest_start: _DatedCell | None = None
    for stop in stops:
        own: list[_DatedCell] = []
        for cell in _dated_cells(stop):
            if latest_start and is_provably_before(cell.date, latest_start.date):
                _report(cell, latest_start, ledger)
            else:
                own.append(cell)
        for cell in own:
            if cell.date.earliest is None:
                continue
            if latest_start is None or _starts_later(cell.date, latest_start.date):
                latest_start = cell


def _starts_later(one: EdtfDate, other: EdtfDate) -> bool:
    if one.earliest is None or other.earliest is None:
        return one.earliest is not None
    return (one.earliest, _clock(one)) > (other.earliest, _clock(other))


def _dated_cells(stop: StopRow) -> Iterator[_DatedCell]:
    if stop.stop and stop.stop.arrival:
        yield _DatedCell(stop.row, "arrival", stop.stop.arrival)
    if stop.stop and stop.stop.departure:
        yield _DatedCell(stop.row, "departure", stop.stop.departure)


def _report(cell: _DatedCell, before: _DatedCell, ledger: Ledger) -> None:
    what = (
        f"the {cell.column} {cell.date.edtf} is before the {before.column} "
        f"{before.date.edtf} in row {before.row}"
    )
    is_vague = cell.date.is_vague or before.date.is_vague
    report = ledger.warn if is_vague else ledger.error
    report(cell.row, cell.column, what, "put the rows in the order of travel, or check the dates")


def _clock(date: EdtfDate) -> tuple[str, str]:
    """Return time of day and zone as written."""
    clock = date.time.rstrip("?~%")
    return clock[:8], clock[8:]
