"""The order of dates along the way: what comes later on the road comes later in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routemap.errors import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routemap.model.edtf import EdtfDate
    from routemap.model.journey import Stop
    from routemap.tables.cells import Entry
    from routemap.tables.problems import ProblemLog


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


def check_date_order(stops: Sequence[Entry[Stop]], problems: ProblemLog) -> None:
    """Report every date that is before one of the same row, or of a row above it.

    A vague date proves nothing, so it gives a warning only.
    """
    latest_start: _DatedCell | None = None
    for stop in stops:
        own: list[_DatedCell] = []
        cells = _dated_cells(stop)
        if len(cells) > 1 and is_provably_before(cells[1].date, cells[0].date):
            arrival, departure = (cell.date for cell in cells)
            what = f"the departure {departure.edtf} is before the arrival {arrival.edtf}"
            _report(what, cells, "check both dates", problems)
        for cell in cells:
            if latest_start and is_provably_before(cell.date, latest_start.date):
                what = (
                    f"the {cell.column} {cell.date.edtf} is before the {latest_start.column} "
                    f"{latest_start.date.edtf} in row {latest_start.row}"
                )
                hint = "put the rows in the order of travel, or check the dates"
                _report(what, [latest_start, cell], hint, problems)
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


def _dated_cells(stop: Entry[Stop]) -> list[_DatedCell]:
    if stop.record is None:
        return []
    dates = {"arrival": stop.record.arrival, "departure": stop.record.departure}
    return [_DatedCell(stop.row, column, date) for column, date in dates.items() if date]


def _report(what: str, cells: Sequence[_DatedCell], hint: str, problems: ProblemLog) -> None:
    """Report that the last of two cells is before the first."""
    level = Level.WARNING if any(cell.date.is_vague for cell in cells) else Level.ERROR
    problems.add(level, cells[-1].row, cells[-1].column, what, hint)


def _clock(date: EdtfDate) -> tuple[str, str]:
    """Return time of day and zone as written."""
    clock = date.time.rstrip("?~%")
    return clock[:8], clock[8:]
