"""Dates as the minutes that they span, counted in UTC from day 0 of `Day.number`.

Each time is the minute in which it falls, so a day lasts from 00:00 to 23:59 of its time zone.
Where nobody says which that is, it may be any on Earth: then it begins as early as on Kiritimati
(UTC+14) and ends as late as on Baker Island (UTC−12).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from routemap.model.edtf_dates import Day, EdtfDate

DAY_MINUTES = 24 * 60
_MINUTE = 60
_LAST_YEAR_OF_FOUR_DIGITS = 9999
_FARTHEST_AHEAD, _FARTHEST_BEHIND = 14 * 3600, -12 * 3600
# The Gregorian calendar repeats itself.
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097
_FIRST_ORDINAL, _LAST_ORDINAL = date.min.toordinal(), date.max.toordinal()
_BEFORE_FIRST_ORDINAL = Day(1, 1, 1).number - _FIRST_ORDINAL
CLOCK_MINUTES = range(
    DAY_MINUTES * (_FIRST_ORDINAL + 1 + _BEFORE_FIRST_ORDINAL),
    DAY_MINUTES * (_LAST_ORDINAL + _BEFORE_FIRST_ORDINAL),
)
"""The minutes of UTC at which clocks of time zones are known: the years of `datetime`."""


class Span(NamedTuple):
    """The first and the last minute that a date can mean, None where it is open."""

    first: int | None
    last: int | None


NO_SPAN = Span(None, None)


@cache
def zone_named(name: str) -> ZoneInfo | None:
    """Return the time zone of this name, None for ""."""
    return ZoneInfo(name) if name else None


@lru_cache(maxsize=4096)
def span_of(when: EdtfDate | None, zone: tzinfo | None) -> Span:
    """Return what a date spans; nothing is certain of one that is missing or vague."""
    if when is None or when.is_vague:
        return NO_SPAN
    if when.time and not when.has_local_time and when.earliest:
        seconds = when.seconds_into_day(None) or 0
        minute = when.earliest.number * DAY_MINUTES + seconds // _MINUTE
        return Span(minute, minute)
    first, last = written_span(when)
    return Span(
        None if first is None else _first_in_utc(first, zone),
        None if last is None else _last_in_utc(last, zone),
    )


def written_span(when: EdtfDate) -> Span:
    """Return what a date spans by the clock that it was written by, whichever that is."""
    if when.time and when.earliest:
        hour, minute, _ = (int(each) for each in when.time[:8].split(":"))
        written = when.earliest.number * DAY_MINUTES + hour * _MINUTE + minute
        return Span(written, written)
    return Span(
        when.earliest and when.earliest.number * DAY_MINUTES,
        when.latest and (when.latest.number + 1) * DAY_MINUTES - 1,
    )


def edtf_of(minutes: int) -> str:
    """Return what a clock shows as EDTF; only the year where EDTF has no more."""
    day = day_of(minutes)
    if abs(day.year) > _LAST_YEAR_OF_FOUR_DIGITS:
        return f"Y{day.year}"
    year = f"{'-' if day.year < 0 else ''}{abs(day.year):04}"
    hour, minute = divmod(minutes % DAY_MINUTES, _MINUTE)
    return f"{year}-{day.month:02}-{day.day:02}T{hour:02}:{minute:02}:00"


def local_minutes(minutes: int, zone: tzinfo) -> int | None:
    """Return what clocks of a zone show at a minute of UTC, None beyond the years of `datetime`."""
    moment = _datetime(minutes)
    if moment is None:
        return None
    there = moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
    return minutes + (there - moment) // timedelta(minutes=1)


def day_of(minutes: int) -> Day:
    """Return the day that a clock shows, given its minutes."""
    number = minutes // DAY_MINUTES - _BEFORE_FIRST_ORDINAL
    cycles = (number - 1) // _CYCLE_DAYS
    found = date.fromordinal(number - cycles * _CYCLE_DAYS)
    return Day(found.year + cycles * _CYCLE_YEARS, found.month, found.day)


def _first_in_utc(local: int, zone: tzinfo | None) -> int:
    seconds = _offsets(local, zone) or (_FARTHEST_AHEAD,)
    return (local * _MINUTE - max(seconds)) // _MINUTE


def _last_in_utc(local: int, zone: tzinfo | None) -> int:
    seconds = _offsets(local, zone) or (_FARTHEST_BEHIND,)
    return (local * _MINUTE + _MINUTE - 1 - min(seconds)) // _MINUTE


def _offsets(local: int, zone: tzinfo | None) -> tuple[int, ...]:
    """Return by how many seconds clocks that show this are ahead: two if they are put back.

    There are none where no zone is known, or none so long ago.
    """
    moment = _datetime(local)
    if zone is None or moment is None:
        return ()
    offsets = (moment.replace(fold=fold, tzinfo=zone).utcoffset() for fold in (0, 1))
    return tuple(int(each.total_seconds()) for each in offsets if each is not None)


def _datetime(minutes: int) -> datetime | None:
    if minutes not in CLOCK_MINUTES:
        return None
    days, rest = divmod(minutes, DAY_MINUTES)
    return datetime.fromordinal(days - _BEFORE_FIRST_ORDINAL) + timedelta(minutes=rest)
