"""Dates as EDTF (ISO 8601-2): read them, order them, and name the moment each belongs to."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from routemap.errors import DateError, Quoting

_OPEN_ENDS = ("", "..")
_QUALIFIERS = "?~%"
_HOW_TO_WRITE = "write it as 2023-09-13, 2023-09, 2023, or ../2023-09-13 for “by then”"
_DAY_AND_MONTH = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{2,4})(\??)")
_YEAR_FIRST = re.compile(r"(?<!\d)(-?\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_LEVEL_2 = re.compile(
    r"[\[{][-\dXYE?~%/., ]*[\]}]|(?=.*[X?~%])[-\dX?~%/.]+"
    r"|-?\d{4}-(2[5-9]|3\d|4[01])",  # seasons of one half of the Earth, quarters and the like
    re.ASCII,
)
_ONE_DATE = (
    r"(\.\.|(-?\d{2}(\dX|XX)|-?\d{4}(-XX(-XX)?|-(0\d|1[0-2]|2[1-4])(-XX|-\d{2}"
    r"(T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}(:?\d{2})?)?)?)?)?|Y-?\d{5,9}|Y-?\d{1,3}E\d)[?~%]?)?"
)
_SHAPE = re.compile(f"(?=.){_ONE_DATE}(/{_ONE_DATE})?", re.ASCII)
_PLAIN_DATE = re.compile(r"(?!-0000)(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?", re.ASCII)
_MONTHS, _MONTHS_BEFORE_MARCH = 12, 2
_LAST_HOUR = 23
_DAY_SECONDS = 86_400
_TIME = re.compile(
    r"(\d{2}):(\d{2}):(\d{2})((?P<utc>Z)|(?P<sign>[+-])(?P<hours>\d{2})(:(?P<minutes>\d{2}))?)?"
)
_LOCAL_TIME = re.compile(r"\d{2}:\d{2}:\d{2}")
_ONE_SEASON = re.compile(r"(?!-0000)(-?\d{4})-(2[1-4])", re.ASCII)
_MONTHS_OF_SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 12)}
_UNKNOWN_DAY = re.compile(r"(-?\d{4}(?:-\d{2}(?=-XX[?~%]?\Z))?)(?:-XX){1,2}[?~%]?", re.ASCII)
_UNKNOWN_YEAR = re.compile(r"(-?)(\d{2}[\dX]X)[?~%]?", re.ASCII)
_LONG_YEAR = re.compile(r"Y(-?[1-9]\d{4,8})", re.ASCII)
_EXPONENT = re.compile(r"Y-?\d{1,3}E\d", re.ASCII)
_TIME_OF_DAY = re.compile(
    r"(([01]\d|2[0-3]):[0-5]\d:[0-5]\d|24:00:00)"
    r"(Z|[+-]((0[1-9]|1[0-3])(:[0-5]\d)?|14:00|00:(0[1-9]|[1-5]\d)))?",
    re.ASCII,
)
_SEASON = re.compile(r"(?<!\d)\d{4}-2[1-4](?!\d)")
_TIME_WITHOUT_SECONDS = re.compile(
    r"(?P<minute>.+T\d{2}:\d{2})(?P<zone>Z|[+-]\d{2})?(?:(?<=[+-]\d\d):?(?P<minutes>\d{2}))?"
)


class Day(NamedTuple):
    """A day of the proleptic Gregorian calendar; year 0 is 1 BC, as ISO 8601 counts.

    `datetime.date` stops at year 1, and antiquity has journeys too.
    """

    year: int
    month: int
    day: int

    @property
    def number(self) -> int:
        """Return the number of the day in one count of days: that of the next is one more.

        Years begin in March, so that the leap day is their last. After E. G. Richards, "Calendars",
        in the Explanatory Supplement to the Astronomical Almanac (2013), with floor division in
        place of an offset.
        """
        year = self.year - (self.month <= _MONTHS_BEFORE_MARCH)
        days_of_months = (153 * ((self.month - 3) % _MONTHS) + 2) // 5
        return 365 * year + year // 4 - year // 100 + year // 400 + days_of_months + self.day


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date as precise as its source gave it.

    `earliest` and `latest` are the first and last day it can mean, taken strictly (without
    widening for "approximately"); None where an interval is open.
    """

    edtf: str
    earliest: Day | None
    latest: Day | None

    @property
    def sort_day(self) -> Day:
        """Return the day it sorts by: the earliest, or the last if the start is open."""
        day = self.earliest or self.latest
        if day is None:  # parse_date refuses these
            raise ValueError(f"{self.edtf} is open on both sides")
        return day

    @property
    def is_approximate(self) -> bool:
        """Tell whether the date is approximate."""
        return "~" in self.edtf or "%" in self.edtf

    @property
    def is_uncertain(self) -> bool:
        """Tell whether the date is uncertain."""
        return "?" in self.edtf or "%" in self.edtf

    @property
    def is_exact_day(self) -> bool:
        """Tell whether it is a single day, neither approximate nor uncertain."""
        is_day = self.earliest is not None and self.earliest == self.latest
        return is_day and not set(_QUALIFIERS) & set(self.edtf)

    @property
    def is_vague(self) -> bool:
        """Tell whether its first and last day prove nothing: approximate, uncertain, or a season.

        EDTF does not say on which days a season starts and ends, nor on which half of the Earth.
        """
        return self.is_approximate or self.is_uncertain or bool(_SEASON.search(self.edtf))

    @property
    def time(self) -> str:
        """Return the time of day as written ("13:00:00"), or "" if none is given."""
        return self.edtf.partition("T")[2]

    @property
    def has_local_time(self) -> bool:
        """Tell whether a time of day is given, but not by which clock (no offset, no "Z")."""
        return bool(_LOCAL_TIME.fullmatch(self.time.rstrip(_QUALIFIERS)))

    def seconds_into_day(self, zone: tzinfo | None) -> int | None:
        """Return the time of day in seconds by the clock of UTC, None if no time is given.

        `zone` is that of a time without an offset; None takes such a time for UTC.
        """
        found = _TIME.fullmatch(self.time)
        if not found or self.earliest is None:
            return None
        hour, minute, second = (int(number) for number in found.group(1, 2, 3))
        seconds = 3600 * hour + 60 * minute + second
        if found["sign"]:
            ahead = 3600 * int(found["hours"]) + 60 * int(found["minutes"] or 0)
            return seconds - (ahead if found["sign"] == "+" else -ahead)
        if found["utc"] or zone is None or not MINYEAR <= self.earliest.year <= MAXYEAR:
            return seconds
        offset = datetime(*self.earliest, min(hour, _LAST_HOUR), minute, tzinfo=zone).utcoffset()
        return seconds - int(offset.total_seconds() if offset else 0)

    def hour_id(self, zone: tzinfo | None) -> str:
        """Return the id of the hour it joins, "2023-09-13T13"; `moment_id` without a time.

        A time with an offset is converted to `zone`, if that is given; others stay as written.
        """
        found = _TIME.fullmatch(self.time)
        if not found or self.earliest is None:
            return self.moment_id
        day, hour = self.earliest, min(int(found[1]), _LAST_HOUR)
        if zone and (found["utc"] or found["sign"]) and MINYEAR < day.year < MAXYEAR:
            seconds = self.seconds_into_day(None) or 0
            start = datetime(*day, tzinfo=UTC)
            there = (start + timedelta(seconds=seconds)).astimezone(zone)
            day, hour = Day(there.year, there.month, there.day), there.hour
        written = self.moment_id if day == self.earliest else f"{day[0]:04}-{day[1]:02}-{day[2]:02}"
        return f"{written}T{hour:02}"

    @property
    def moment_id(self) -> str:
        """Return the id of the moment it joins: the date without qualifiers and time of day.

        An interval joins the moment of its start, or of its end if the start is open.
        """
        start, _, end = self.edtf.partition("/")
        part = end if start in _OPEN_ENDS else start
        return part.partition("T")[0].translate(str.maketrans("", "", _QUALIFIERS))


@lru_cache(maxsize=4096)
def parse_date(text: str) -> EdtfDate:
    """Read one EDTF date of level 0 or 1 (seasons, qualifiers and open intervals included).

    Raises
    ------
    DateError
        If it is not such a date, could be read in two ways, or runs backwards.
    """
    earliest, latest = _ends(text)
    if earliest is None and latest is None:
        raise DateError(
            Quoting("“{}” is open on both sides", text),
            "leave the cell empty if the date is not known",
        )
    if earliest and latest and earliest > latest:
        what = Quoting("“{}” ends before it starts", text)
        raise DateError(what, "write the earlier date first")
    return EdtfDate(text, earliest, latest)


def _ends(text: str) -> tuple[Day | None, Day | None]:
    """Return the first and last day that a date can mean, None where it is open.

    The library edtf, against which the tests hold this, takes ten milliseconds for a date, eight
    minutes for a table of them, and hangs on others. Nearly all dates are plain.
    """
    parts = text.split("/")
    is_interval = len(parts) > 1
    days = [_days_of_plain_date(part) for part in parts]
    if None in days or len(parts) > 2:  # noqa: PLR2004  start and end
        if not _SHAPE.fullmatch(text) or (is_interval and re.search("[XT]", text)):
            raise _refusal(text)
        days = [
            None if is_interval and part in _OPEN_ENDS else _days_of_any_date(part, text)
            for part in parts
        ]
    first, last = days[0], days[-1]
    return first and first[0], last and last[1]


def _days_of_plain_date(text: str) -> tuple[Day, Day] | None:
    """Return the first and last day of a year, month or day, None for all else."""
    found = _PLAIN_DATE.fullmatch(text)
    if not found:
        return None
    year = int(found[1])
    if not found[2]:
        return Day(year, 1, 1), Day(year, 12, 31)
    month = int(found[2])
    if not 1 <= month <= _MONTHS:
        return None
    same_months = 2000 if calendar.isleap(year) else 2001  # calendar stops at year 1
    _, last = calendar.monthrange(same_months, month)
    if not found[3]:
        return Day(year, month, 1), Day(year, month, last)
    day = Day(year, month, int(found[3]))
    return (day, day) if 1 <= day.day <= last else None


def _days_of_any_date(part: str, text: str) -> tuple[Day, Day]:
    """Return the first and last day of one date of a text, which a refusal names."""
    days = (
        _days_of_plain_date(part)
        or _days_of_season(part)
        or _days_of_unknown_digits(part)
        or _days_of_long_year(part)
        or _day_of_time(part)
    )
    if days:
        return days
    if _EXPONENT.fullmatch(part):
        raise _refusal_of_level_2(text)
    raise _refusal(text)


def _days_of_season(text: str) -> tuple[Day, Day] | None:
    """Return the first and last day of a season, as on the northern half of the Earth.

    Winter is taken as December: a later year would sort its moment away from the others.
    """
    found = _ONE_SEASON.fullmatch(text)
    if not found:
        return None
    first, last = (
        _days_of_plain_date(f"{found[1]}-{month:02}") for month in _MONTHS_OF_SEASONS[found[2]]
    )
    return first and last and (first[0], last[1])


def _days_of_unknown_digits(text: str) -> tuple[Day, Day] | None:
    """Return the first and last day of 193X, 19XX, 2023-XX, 2023-XX-XX or 2023-09-XX."""
    known = _UNKNOWN_DAY.fullmatch(text)
    if known:
        return _days_of_plain_date(known[1])
    found = _UNKNOWN_YEAR.fullmatch(text)
    if not found:
        return None
    lowest, highest = (int(found[2].replace("X", digit)) for digit in "09")
    if found[1]:
        lowest, highest = -highest, -lowest
    return Day(lowest, 1, 1), Day(highest, 12, 31)


def _days_of_long_year(text: str) -> tuple[Day, Day] | None:
    """Return the first and last day of a year of five digits or more: Y-17000."""
    found = _LONG_YEAR.fullmatch(text)
    return (Day(int(found[1]), 1, 1), Day(int(found[1]), 12, 31)) if found else None


def _day_of_time(text: str) -> tuple[Day, Day] | None:
    """Return the day, as first and last, of a time of day."""
    day, _, time = text.partition("T")
    return _days_of_plain_date(day) if _TIME_OF_DAY.fullmatch(time) else None


def _refusal_of_level_2(text: str) -> DateError:
    return DateError(
        Quoting("“{}” is EDTF of level 2, which has no one place on a date slider", text),
        "write a date, or an interval such as 2023-09-12/2023-09-13",
    )


def _refusal_of_year_last(text: str, found: re.Match[str]) -> DateError:
    """Name the days that are meant, if the year is whole and there are such days."""
    first, second, year, mark = found.groups()
    pairs = dict.fromkeys(((int(second), int(first)), (int(first), int(second))))
    meant = [
        f"{year}-{month:02}-{day:02}{mark}"
        for month, day in pairs
        if len(year) == len("2023") and int(year) and not _why_not_a_day(year, str(month), str(day))
    ]
    if len(meant) == 1:
        what = Quoting("“{}” does not begin with its year", text)
        return DateError(what, Quoting("write {}", meant[0]))
    return DateError(
        Quoting("“{}” can be read as day and month or month and day", text),
        Quoting("write the year first: {}", " or ".join(meant) or "2023-09-12"),
    )


def _why_not_a_day(year: str, month: str, day: str) -> str:
    """Return why there is no such day, "" if there is."""
    if int(month) not in range(1, _MONTHS + 1):
        return f"there is no month {month}"
    days = calendar.monthrange(2000 if calendar.isleap(int(year)) else 2001, int(month))[1]
    return "" if 1 <= int(day) <= days else f"{year}-{month:>02} has {days} days"


def _refusal(text: str) -> DateError:
    for date in _YEAR_FIRST.findall(text):
        why = _why_not_a_day(*date)
        if why:
            what = Quoting("“{}” is not a date: {}", text, why)
            return DateError(what, "correct the month or the day")
    year_last = _DAY_AND_MONTH.fullmatch(text)
    if year_last:
        return _refusal_of_year_last(text, year_last)
    if _LEVEL_2.fullmatch(text):
        return _refusal_of_level_2(text)
    year_first = _YEAR_FIRST.fullmatch(text)
    if year_first:
        year, month, day = year_first.groups()
        written = f"{year}-{month:>02}-{day:>02}"
        return DateError(Quoting("“{}” is not an ISO date", text), Quoting("write {}", written))
    without_seconds = _TIME_WITHOUT_SECONDS.fullmatch(text)
    if without_seconds:
        what = Quoting("“{}” has a time without seconds", text)
        return DateError(what, Quoting("write it as {}", _with_seconds(without_seconds)))
    return DateError(Quoting("“{}” is not an EDTF date", text), _HOW_TO_WRITE)


def _with_seconds(found: re.Match[str]) -> str:
    """Return a date with the seconds that its time lacks, an example if that is still no date."""
    zone = ":".join(filter(None, found.group("zone", "minutes")))
    written = f"{found['minute']}:00{zone}"
    try:
        return parse_date(written).edtf
    except DateError:
        return "2023-09-13T13:00:00"


def is_provably_before(one: EdtfDate, other: EdtfDate) -> bool:
    """Tell whether every day (and time, if both are given) of `one` is before all of `other`.

    Two times with their zones are instants: who flies eastwards over the date line lands before
    the day of the start.
    """
    instant, other_instant = _instant(one), _instant(other)
    if instant is not None and other_instant is not None:
        return instant < other_instant
    if one.latest is None or other.earliest is None:
        return False
    if one.latest != other.earliest:
        return one.latest < other.earliest
    if not (one.is_exact_day and other.is_exact_day):
        return False
    (time, zone), (other_time, other_zone) = _clock(one), _clock(other)
    return bool(time and other_time) and zone == other_zone and time < other_time


def starts_later(one: EdtfDate, other: EdtfDate) -> bool:
    """Tell whether the earliest moment of `one` is after that of `other`."""
    instant, other_instant = _instant(one), _instant(other)
    if instant is not None and other_instant is not None:
        return instant > other_instant
    if one.earliest is None or other.earliest is None:
        return one.earliest is not None
    return (one.earliest, _clock(one)) > (other.earliest, _clock(other))


def _instant(date: EdtfDate) -> int | None:
    """Return an exact time of day with its zone as seconds, counted in UTC; None for all else."""
    if not date.time or date.has_local_time or not date.is_exact_day or date.earliest is None:
        return None
    seconds = date.seconds_into_day(None)
    return None if seconds is None else _DAY_SECONDS * date.earliest.number + seconds


def _clock(date: EdtfDate) -> tuple[str, str]:
    """Return time of day and zone as written."""
    clock = date.time.rstrip("?~%")
    return clock[:8], clock[8:]
