"""Dates that other programs write as numbers of a year, month, day and time of day."""

from __future__ import annotations

import re
from collections.abc import Mapping

from routemap.errors import DateError
from routemap.model.edtf_dates import parse_date

_UNITS = ("year", "month", "day", "hour", "minute", "second")
_LARGEST_PLAIN_YEAR = 9999
_CLOCK = re.compile(
    r"(?:(?P<korean>오전|오후)[ ]?)?(\d{1,2})(?:[:.h](\d{2}))?(?::(\d{2}))?(?:\.0{1,9})?"
    r"(?:\s?(?:(?P<half>[ap])\.?\s?m\.?|uhr|h))?",
    re.ASCII,
)
_HALVES = {"a": 0, "오전": 0, "p": 12, "오후": 12}
_HALF_A_DAY, _HOURS, _MINUTES = 12, 24, 60


def edtf_of_parts(parts: Mapping[str, int], *, counts_bc: bool = True) -> str:
    """Return a date as EDTF, exactly as precise as it is given; "" if there is no such date.

    Parameters
    ----------
    parts
        Numbers by the names year, month, day, hour, minute and second; what is not known is
        missing.
    counts_bc
        Whether the year -44 is 44 BC, as people count. EDTF has a year 0 and writes it -0043.
    """
    if "year" not in parts or (counts_bc and not parts["year"]):
        return ""
    year = parts["year"] + (1 if counts_bc and parts["year"] < 0 else 0)
    text = _year_text(year)
    for name in ("month", "day"):
        if name not in parts:
            return _checked(text)
        text += f"-{parts[name]:02}"
    if "hour" in parts:
        hour, minute, second = (parts.get(name, 0) for name in ("hour", "minute", "second"))
        text += f"T{hour:02}:{minute:02}:{second:02}"
    return _checked(text)


def time_of_day(text: str) -> dict[str, int]:
    """Return hour, minute and second of a time by a clock of 24 hours or of 12, none if it is none.

    ``19:30``, ``7:30 PM`` and ``7 pm`` are times.
    """
    found = _CLOCK.fullmatch(" ".join(text.casefold().split()))
    if not found:
        return {}
    hour, minute, second = (int(each or 0) for each in found.group(2, 3, 4))
    half = found["half"] or found["korean"]
    if half:
        if not 1 <= hour <= _HALF_A_DAY:
            return {}
        hour = hour % _HALF_A_DAY + _HALVES[half]
    is_time = minute < _MINUTES and second < _MINUTES and hour < _HOURS
    is_midnight = (hour, minute, second) == (_HOURS, 0, 0)
    time = {"hour": hour, "minute": minute, "second": second}
    return time if is_time or is_midnight else {}


def says_all(parts: Mapping[str, int]) -> bool:
    """Tell whether such a date has all parts: a day without a month is in none."""
    is_given = [unit in parts for unit in _UNITS]
    return is_given == sorted(is_given, reverse=True)


def interval(start: str, end: str) -> str:
    """Return the interval of two dates as EDTF, "" if it is none that EDTF can say.

    EDTF has no times of day in an interval: one of dates with times is one of their days.
    """
    first, last = (each.partition("T")[0] for each in (start, end))
    return _checked(f"{first}/{last}") if first and last and first != last else ""


def _year_text(year: int) -> str:
    if abs(year) > _LARGEST_PLAIN_YEAR:
        return f"Y{year}"
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def _checked(text: str) -> str:
    try:
        return parse_date(text).edtf
    except DateError:
        return ""
