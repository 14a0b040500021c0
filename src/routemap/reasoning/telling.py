"""Bounds as they may be told: what no row says, and no finer than it is known."""

from __future__ import annotations

from typing import NamedTuple

from routemap.model.edtf_dates import EdtfDate, parse_date, starts_later
from routemap.reasoning.bounds import EARLIEST, LATEST, Bound, Findings, Grounds, Side
from routemap.reasoning.clocks import Span, day_of, edtf_of, local_minutes, written_span
from routemap.reasoning.premises import ARRIVAL, DEPARTURE, Occasion, Statements, StopDate

QUARTER_MINUTES = 15
"""No finer is a time told that was worked out: a way that is inferred deserves no minutes."""


class Told(NamedTuple):
    """A bound, and when it is told to be.

    `date` is as precise as the date that the bound comes from, or a time to the quarter of an hour.
    `clock` is the stop by whose clock it is told, None for that of the bound's own stop.
    """

    bound: Bound
    date: EdtfDate
    clock: int | None
    grounds: Grounds


def told(findings: Findings) -> tuple[Told, ...]:
    """Return the bounds that say more than the row of their stop, in the order of travel."""
    every = (_told(bound, findings) for bound in findings.bounds)
    return tuple(each for each in every if not _is_stated(each, findings.statements))


def without_echoes(bounds: tuple[Told, ...]) -> tuple[Told, ...]:
    """Leave out what another bound says, too: whoever left no later had come no later."""
    said = {(each.bound, each.date.edtf) for each in bounds}
    return tuple(each for each in bounds if (_twin(each.bound), each.date.edtf) not in said)


def as_edtf(each: Told, statements: Statements) -> str:
    """Return when a bound is told to be as EDTF that needs no more words.

    A time has the offset of the clock that it is told by, if that is known; so has a day that is
    counted by the clock of another stop, as its first or last minute.
    """
    date, clock = each.date, each.clock
    if not date.time and (clock is None or not date.is_exact_day):
        return date.edtf
    time = "00:00" if each.bound.side == EARLIEST else "23:59"
    written = date.edtf if date.time else f"{date.edtf}T{time}:00"
    zone = statements.zone_of(each.bound.stop if clock is None else clock)
    local = local_minutes(each.bound.minutes, zone) if zone else None
    return written if local is None else f"{written}{_offset(local - each.bound.minutes)}"


def _offset(minutes: int) -> str:
    """Return how far a clock is ahead of UTC as dates have it: "+10:00", "Z"."""
    hour, minute = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hour:02}:{minute:02}" if minutes else "Z"


def _twin(bound: Bound) -> Bound | None:
    """Return the bound that would say as much: of the arrival if earliest, else the departure."""
    occasion: Occasion = ARRIVAL if bound.side == EARLIEST else DEPARTURE
    return None if bound.occasion == occasion else bound._replace(occasion=occasion)


def _told(bound: Bound, findings: Findings) -> Told:
    """Tell a bound as the day of a date if only that bounds it, else as a time.

    By the clock of its own stop if it is known how far that is from the one that the date was
    counted by; else by the latter, on which it is known how much time has passed.
    """
    statements, grounds, side = findings.statements, findings.grounds(bound), bound.side
    premise = grounds.dates[0]
    date, source = statements.date_of(premise), statements.stop_of(premise)
    if date is None:
        raise ValueError("only a date bounds a time")
    zone, source_zone = statements.zone_of(bound.stop), statements.zone_of(source)
    if not grounds.travel and not date.time:
        day = end_of(date, side)
        shown = local_minutes(bound.minutes, zone) if zone and source_zone else None
        is_same = shown is None or not day.is_exact_day or day_of(shown) == day.earliest
        return Told(bound, day, None if is_same else source, grounds)
    is_instant = source_zone or (date.time and not date.has_local_time)
    clock = zone if zone and is_instant else source_zone
    local = local_minutes(bound.minutes, clock) if clock else None
    if local is None:
        passed = bound.minutes - _minute(statements.span(premise), side)
        clock, local = None, _minute(written_span(date), side) + passed
    is_own = bound.stop == source or (clock is not None and clock == zone)
    quarter = parse_date(edtf_of(_quarter(local, side)))
    return Told(bound, quarter, None if is_own else source, grounds)


def _quarter(minutes: int, side: Side) -> int:
    """Return the quarter of an hour before an earliest time, after a latest: both still hold."""
    late = minutes if side == EARLIEST else minutes + QUARTER_MINUTES - 1
    return late // QUARTER_MINUTES * QUARTER_MINUTES


def end_of(date: EdtfDate, side: Side) -> EdtfDate:
    """Return the start of an interval, or its end, as precise as it is; other dates as they are."""
    start, slash, end = date.edtf.partition("/")
    return parse_date(end if slash and side == LATEST else start)


def _is_stated(each: Told, statements: Statements) -> bool:
    """Tell whether the row of the stop says as much, as finely as the bound may be told."""
    own = StopDate(each.bound.stop, each.bound.occasion)
    date, span = statements.date_of(own), statements.span(own)
    side = each.bound.side
    if date is None or (span.first if side == EARLIEST else span.last) is None:
        return False
    if each.date.time:
        return abs(each.bound.minutes - _minute(span, side)) < QUARTER_MINUTES
    if side == EARLIEST:
        return not starts_later(each.date, date)
    return not (each.date.latest and date.latest) or each.date.latest >= date.latest


def _minute(span: Span, side: Side) -> int:
    minute = span.first if side == EARLIEST else span.last
    if minute is None:
        raise ValueError("an open end bounds nothing")
    return minute
