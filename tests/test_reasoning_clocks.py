"""Dates as minutes in UTC: by the clock of a time zone, or by any on Earth."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routemap.model.edtf_dates import Day, parse_date
from routemap.reasoning.clocks import day_of, edtf_of, local_minutes, span_of, zone_named

DAY = 24 * 60


def clock(text: str) -> int:
    """The minutes of a clock that shows "2023-09-12 14:00"."""
    when = datetime.fromisoformat(text)
    return Day(when.year, when.month, when.day).number * DAY + when.hour * 60 + when.minute


@pytest.mark.parametrize(
    ("edtf", "zone", "first", "last"),
    [
        ("2023-09-12", "Asia/Vladivostok", "2023-09-11 14:00", "2023-09-12 13:59"),
        ("2023-09-12", "", "2023-09-11 10:00", "2023-09-13 11:59"),
        ("2023-09", "Asia/Vladivostok", "2023-08-31 14:00", "2023-09-30 13:59"),
        ("../2023-09-12", "Asia/Vladivostok", None, "2023-09-12 13:59"),
        ("2023-09-12/..", "Asia/Vladivostok", "2023-09-11 14:00", None),
        # A day of 25 hours, one of 23, and one whose midnight the clock passes twice.
        ("2023-10-29", "Europe/Berlin", "2023-10-28 22:00", "2023-10-29 22:59"),
        ("2023-03-26", "Europe/Berlin", "2023-03-25 23:00", "2023-03-26 21:59"),
        ("2023-11-05", "America/Havana", "2023-11-05 04:00", "2023-11-06 04:59"),
        # Before zones, by the sun: Vladivostok was 8:47:31 ahead.
        ("1850-01-01", "Asia/Vladivostok", "1849-12-31 15:12", "1850-01-01 15:12"),
        ("2023-09-12T20:30:00", "Asia/Vladivostok", "2023-09-12 10:30", "2023-09-12 10:30"),
        ("2023-09-12T20:30:59", "", "2023-09-12 06:30", "2023-09-13 08:30"),
        ("2023-09-12T20:30:59+03:30", "Asia/Tokyo", "2023-09-12 17:00", "2023-09-12 17:00"),
        ("2023-09-12T24:00:00Z", "Asia/Tokyo", "2023-09-13 00:00", "2023-09-13 00:00"),
        ("2023-09-12~", "Asia/Tokyo", None, None),
        ("2023-22", "Asia/Tokyo", None, None),
    ],
)
def test_a_date_spans_what_it_can_by_its_clock(
    edtf: str, zone: str, first: str | None, last: str | None
) -> None:
    expected = tuple(text and clock(text) for text in (first, last))
    assert span_of(parse_date(edtf), zone_named(zone)) == expected


@pytest.mark.parametrize("edtf", ["-0333-05-01", "Y-17000", "9999-12-31", "0001-01-01"])
def test_years_that_datetime_lacks_are_those_of_no_zone(edtf: str) -> None:
    when = parse_date(edtf)
    assert span_of(when, zone_named("Asia/Tokyo")) == span_of(when, None)


@given(
    st.datetimes().filter(lambda when: 1 < when.year < 9999),
    st.sampled_from(["", "Europe/Berlin"]),
)
def test_what_a_clock_shows_is_what_the_zone_says(when: datetime, name: str) -> None:
    zone = ZoneInfo(name or "UTC")
    minutes = clock(f"{when:%Y-%m-%d %H:%M}".zfill(16))
    shown = local_minutes(minutes, zone)
    assert shown is not None
    there = when.replace(second=0, microsecond=0, tzinfo=ZoneInfo("UTC")).astimezone(zone)
    assert abs(shown - clock(f"{there:%Y-%m-%d %H:%M}".zfill(16))) <= 1  # seconds by the sun


@given(st.integers(-8_000_000, 5_000_000))
def test_days_of_all_years_are_counted_back_and_forth(number: int) -> None:
    day = day_of(number * DAY + 17)
    assert day.number == number
    if number % 7 == 0 and 1 < day.year < 9999:
        assert date(*day) - date(2000, 1, 1) == timedelta(number - Day(2000, 1, 1).number)


@pytest.mark.parametrize(
    ("minutes", "edtf"),
    [
        (clock("2023-09-12 21:15"), "2023-09-12T21:15:00"),
        (Day(-333, 5, 1).number * DAY + 5, "-0333-05-01T00:05:00"),
        (Day(0, 1, 1).number * DAY, "0000-01-01T00:00:00"),
        (Day(-17000, 5, 1).number * DAY + 5, "Y-17000"),
        (Day(12023, 5, 1).number * DAY + 5, "Y12023"),
    ],
)
def test_what_a_clock_shows_can_be_written_and_read(minutes: int, edtf: str) -> None:
    assert edtf_of(minutes) == edtf
    assert parse_date(edtf).edtf == edtf
