"""Days counted in one row, also before year 1, where `datetime` ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routemap.model.edtf import Day

_MONTHS_BEFORE_MARCH = 2


def day_number(day: Day) -> int:
    """Return the number of a day of the proleptic Gregorian calendar; the next day has one more.

    Years begin in March, so that the leap day is their last. After E. G. Richards, "Calendars",
    in the Explanatory Supplement to the Astronomical Almanac (2013), with floor division in
    place of an offset.
    """
    year = day.year - (day.month <= _MONTHS_BEFORE_MARCH)
    month_from_march = (day.month - 3) % 12
    days_of_months = (153 * month_from_march + 2) // 5
    return 365 * year + year // 4 - year // 100 + year // 400 + days_of_months + day.day
