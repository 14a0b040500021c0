"""Dates in tables: EDTF, in the order of travel, and far enough apart for the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from written_tables import HEADER, stop_lines

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "date",
    [
        "2023-09-12", "2023-09", "2023-08~", "2023-09-12/2023-09-13", "../2023-09-10", "-0334",
        "-0043-03-15", "0000", "2023-21", "2023-09-12T13:00:00", "Y-20000", "",
    ],
)  # fmt: skip
def test_dates_as_precise_as_their_source_are_read(tmp_path: Path, date: str) -> None:
    assert stop_lines(tmp_path, f"Khasan,42.428,130.645,{date}") == []


@pytest.mark.parametrize(
    ("date", "hint"),
    [
        ("12/09/2023", "write the year first: 2023-09-12"),
        ("9.12.23", "write the year first: 2023-09-12"),
        ("2023/9/12", "write 2023-09-12"),
        ("12 September 2023", "write 2023-09-12"),
        ("2023-02-30", "correct the month or the day"),
        ("2023-13-01", "correct the month or the day"),
        ("2023-09-31~", "correct the month or the day"),
        ("2023-9-4", "write 2023-09-04"),
        ("1900-02-29", "correct the month or the day"),
        ("2023-09-12/2023-09-31", "correct the month or the day"),
        ("2023-09-13/2023-09-12", "write the earlier date first"),
        ("2023-09-1X", "write a date, or an interval"),
        ("Y17E999999999", "write it as 2023-09-13"),
        ("9" * 1000, "write it as 2023-09-13"),
    ],
)
def test_a_date_that_is_not_edtf_is_refused_and_never_guessed(
    tmp_path: Path, date: str, hint: str
) -> None:
    (line,) = stop_lines(tmp_path, f"Khasan,42.428,130.645,{date}")
    assert line.startswith("error locations.csv:2:arrival: ")
    assert f"; {hint}" in line
    assert len(line) < 250


@pytest.mark.parametrize(
    ("arrival", "departure"),
    [
        ("2023-09-13", "2023-09-12"),
        ("2023-10", "2023-09-12/2023-09-30"),
        ("-0333", "-0334"),
        ("2023-09-13T10:00:00", "2023-09-13T09:59:59"),
    ],
)
def test_an_arrival_after_the_departure_is_an_error(
    tmp_path: Path, arrival: str, departure: str
) -> None:
    assert stop_lines(
        tmp_path, f"Khasan,42.428,130.645,{arrival},{departure}", header=HEADER + ",departure"
    ) == [
        (
            f"error locations.csv:2:departure: the departure {departure} is before the arrival "
            f"{arrival}; check both dates, or mark one that its source may have wrong: {departure}?"
        )
    ]


@pytest.mark.parametrize(
    ("arrival", "departure"),
    [
        ("2023-09", "2023-09-12"),
        ("2023-09-13", "../2023-09-20"),
        ("2023-09-13", "2023-09-13"),
        ("2023-09-13T10:00:00+10:00", "2023-09-13T09:00:00Z"),
        ("2023-09-13", "2023-09-12?"),  # marked as what its source may have wrong
    ],
)
def test_dates_that_may_be_in_order_are_let_be(
    tmp_path: Path, arrival: str, departure: str
) -> None:
    row = f"Khasan,42.428,130.645,{arrival},{departure}"
    assert stop_lines(tmp_path, row, header=HEADER + ",departure") == []


@pytest.mark.parametrize(
    ("arrival", "departure"),
    [("2024-01-20", "2023-24"), ("2023-22", "2023-02-10"), ("2023-09-13", "2023-09-10~")],
)
def test_a_vague_departure_before_the_arrival_is_only_a_warning(
    tmp_path: Path, arrival: str, departure: str
) -> None:
    row = f"Khasan,42.428,130.645,{arrival},{departure}"
    (line,) = stop_lines(tmp_path, row, header=HEADER + ",departure")
    assert line.startswith(f"warning locations.csv:2:departure: the departure {departure} is")


def test_one_date_out_of_order_is_a_slip_that_can_be_marked(tmp_path: Path) -> None:
    assert stop_lines(
        tmp_path,
        "A,50,10,2023-09-12",
        "B,50,11,",
        "C,50,12,2023-09-11",
        "D,50,13,2023-09-13",
    ) == [
        (
            "warning locations.csv:4:arrival: the arrival 2023-09-11 is before the arrival "
            "2023-09-12 in row 2; put the row where it belongs, or mark a date that its source may "
            "have wrong: 2023-09-11?"
        )
    ]
    assert not stop_lines(
        tmp_path, "A,50,10,2023-09-12", "C,50,12,2023-09-11?", "D,50,13,2023-09-13"
    )


def test_a_date_too_late_is_named_itself_and_not_all_that_follow(tmp_path: Path) -> None:
    rows = [f"P{day},50,10,2023-09-{day}" for day in range(10, 20)]
    rows[3] = "P13,50,10,2032-09-13"
    (line,) = stop_lines(tmp_path, *rows)
    assert line.startswith(
        "warning locations.csv:5:arrival: the arrival 2032-09-13 is after the arrival 2023-09-14 "
    )
    assert line.endswith(": 2032-09-13?")


@pytest.mark.parametrize(
    "days", [("12", "11"), ("14", "15", "11", "12"), ("11", "15", "12", "14", "13")]
)
def test_stops_dated_before_those_above_them_are_errors(
    tmp_path: Path, days: tuple[str, ...]
) -> None:
    found = stop_lines(tmp_path, *(f"A,50,10,2023-09-{day}" for day in days))
    assert found
    for line in found:
        assert line.startswith("error locations.csv:")
        assert line.endswith("; put the rows in the order of travel, or check the dates")


def test_one_date_too_late_does_not_accuse_what_follows_it_by_then(tmp_path: Path) -> None:
    rows = ("A,50,10,2023-09-12", "B,50,11,../2023-09-20", "C,50,12,2023-09-12")
    assert stop_lines(tmp_path, *rows) == []


def test_an_approximate_date_out_of_order_is_only_a_warning(tmp_path: Path) -> None:
    (line,) = stop_lines(tmp_path, "A,50,10,2023-09-12", "B,50,11,2023-09-11~")
    assert line.startswith("warning locations.csv:3:arrival: the arrival 2023-09-11~ is before")


def test_a_season_out_of_order_is_only_a_warning_for_nobody_says_when_it_begins(
    tmp_path: Path,
) -> None:
    (line,) = stop_lines(tmp_path, "A,50,10,2023-12-24", "B,50,11,2023-22")
    assert line.startswith("warning locations.csv:3:arrival: the arrival 2023-22 is before")


def test_a_season_makes_no_leap(tmp_path: Path) -> None:
    rows = ("A,0.5,0,2023-05-31,", "B,0.5,80,2023-21,foot")
    assert stop_lines(tmp_path, *rows, header=HEADER + ",mode") == []


@pytest.mark.parametrize(
    ("mode", "longitude", "limit"),
    [("foot", 5, "300"), ("road", 70, "4,000"), ("ship", 60, "3,000"), ("Rail", 120, "8,000")],
)
def test_a_leap_that_its_mode_does_not_explain_is_a_warning(
    tmp_path: Path, mode: str, longitude: int, limit: str
) -> None:
    header = HEADER + ",mode"
    rows = ("A,0.5,0,2023-09-12,", f"B,0.5,{longitude},2023-09-13,{mode}")
    (line,) = stop_lines(tmp_path, *rows, header=header)
    assert line.startswith("warning locations.csv:3:mode: ")
    assert f"km by {mode} in at most 2 days (expected: up to {limit} km) after row 2; " in line
    assert line.endswith("check mode, dates and coordinates of both rows")


def test_a_leap_by_no_mode_is_measured_against_any(tmp_path: Path) -> None:
    (line,) = stop_lines(tmp_path, "A,43.1,131.9,-0001-12-31", "B,-43.1,-60,-0001-12-31")
    assert line.startswith("warning locations.csv:3:mode: 19,054 km")
    assert "km by a mode that is not given in at most 1 day" in line


def test_the_days_of_a_leap_are_counted_over_year_1(tmp_path: Path) -> None:
    header = HEADER + ",mode"
    rows = ("A,50,10,-0001-12-31,", "B,50,15,0000-01-01,foot", "C,50,20,0002-01-01,foot")
    (line,) = stop_lines(tmp_path, *rows, header=header)
    assert "in at most 2 days" in line


@pytest.mark.parametrize(
    "dates", [("", "2023-09-13"), ("2023-09-13", ""), ("../2023-09-13", "2023-09-13")]
)
def test_a_leap_without_dates_on_both_sides_cannot_be_told(
    tmp_path: Path, dates: tuple[str, str]
) -> None:
    rows = (f"A,0.5,0,{dates[0]},", f"B,0.5,80,{dates[1]},foot")
    assert stop_lines(tmp_path, *rows, header=HEADER + ",mode") == []
