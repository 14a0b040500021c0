"""Whether the dates of stops follow each other, and which single one is a slip if they do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from routemap.errors import Level, Quoting
from routemap.model.edtf_dates import EdtfDate, is_provably_before, starts_later
from routemap.model.journey import Stop
from routemap.tables.problems import ProblemLog
from routemap.tables.table import Entry

_LEAST_FOR_A_SLIP = 3
"""So many dates show an order that one of them can be out of."""


@dataclass(frozen=True, slots=True)
class _DatedCell:
    row: int
    column: str
    date: EdtfDate


class _Misplaced(NamedTuple):
    """A date, and one of a row above that is later."""

    later: _DatedCell
    cell: _DatedCell

    @property
    def what(self) -> Quoting:
        """Say what is wrong, at the row below."""
        return Quoting(
            "the {} {} is before the {} {} in row {}",
            *(self.cell.column, self.cell.date.edtf),
            *(self.later.column, self.later.date.edtf, self.later.row),
        )


def check_date_order(stops: Sequence[Entry[Stop]], problems: ProblemLog) -> None:
    """Report every date that is before one of the same row, or of a row above it.

    A vague date proves nothing, so it gives a warning only. So does one date that is out of an
    order which all others keep: its source may have it so.
    """
    dated = [cells for stop in stops if (cells := _dated_cells(stop))]
    for cells in dated:
        if len(cells) > 1 and is_provably_before(cells[1].date, cells[0].date):
            arrival, departure = cells
            _report_departure(arrival, departure, problems)
    misplaced = list(_misplaced(dated))
    slip = _slip(dated, [each for each in misplaced if _level(each) is Level.ERROR])
    for each in misplaced:
        hint = "put the rows in the order of travel, or check the dates"
        if not (slip and slip.row in {each.later.row, each.cell.row}):
            problems.add(_level(each), each.cell.row, each.cell.column, each.what, hint)
    if slip:
        first = next(each for each in misplaced if slip.row in {each.later.row, each.cell.row})
        what = first.what if slip is first.cell else _too_late(first)
        hint = Quoting(
            "put the row where it belongs, or mark a date that its source may have wrong: {}?",
            slip.date.edtf,
        )
        problems.warning(slip.row, slip.column, what, hint)


def _report_departure(arrival: _DatedCell, departure: _DatedCell, problems: ProblemLog) -> None:
    """Report a departure before the arrival, unless one is marked: its author knows."""
    if arrival.date.is_uncertain or departure.date.is_uncertain:
        return
    what = Quoting(
        "the departure {} is before the arrival {}", departure.date.edtf, arrival.date.edtf
    )
    level = _level((arrival, departure))
    marked = Quoting(
        "check both dates, or mark one that its source may have wrong: {}?", departure.date.edtf
    )
    hint = marked if level is Level.ERROR else "check both dates"
    problems.add(level, departure.row, departure.column, what, hint)


def _too_late(misplaced: _Misplaced) -> Quoting:
    return Quoting(
        "the {} {} is after the {} {} in row {}",
        *(misplaced.later.column, misplaced.later.date.edtf),
        *(misplaced.cell.column, misplaced.cell.date.edtf, misplaced.cell.row),
    )


def _misplaced(dated: Sequence[Sequence[_DatedCell]]) -> Iterator[_Misplaced]:
    """Yield every date that is before the latest of the rows above it.

    A date that is marked as uncertain is passed by: its author knows.
    """
    latest: _DatedCell | None = None
    for cells in dated:
        own: list[_DatedCell] = []
        for cell in cells:
            if latest and is_provably_before(cell.date, latest.date):
                if not cell.date.is_uncertain:
                    yield _Misplaced(latest, cell)
            else:
                own.append(cell)
        for cell in own:
            if cell.date.earliest is None or cell.date.is_uncertain:
                continue
            if latest is None or starts_later(cell.date, latest.date):
                latest = cell


def _slip(
    dated: Sequence[Sequence[_DatedCell]], misplaced: Sequence[_Misplaced]
) -> _DatedCell | None:
    """Return the one date without which all others are in order, None if there is no such one."""
    if not misplaced or len(dated) < _LEAST_FOR_A_SLIP:
        return None
    for cell in (misplaced[0].cell, misplaced[0].later):
        others = [cells for cells in dated if cells[0].row != cell.row]
        if not any(_level(each) is Level.ERROR for each in _misplaced(others)):
            return cell
    return None


def _level(cells: Sequence[_DatedCell]) -> Level:
    return Level.WARNING if any(cell.date.is_vague for cell in cells) else Level.ERROR


def _dated_cells(stop: Entry[Stop]) -> list[_DatedCell]:
    if stop.record is None:
        return []
    dates = {"arrival": stop.record.arrival, "departure": stop.record.departure}
    return [_DatedCell(stop.row.number, column, date) for column, date in dates.items() if date]
