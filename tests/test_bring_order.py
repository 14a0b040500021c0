"""Stops are put in order by what their dates prove, and no more."""

from __future__ import annotations

import csv
import io
import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routemap.cli.main import main
from routemap.formats.order import sorted_by_date
from routemap.model.date_order import places_in_order
from routemap.model.edtf_dates import EdtfDate, is_provably_before, parse_date
from routemap.tables import check_files

HEAD = "name,latitude,longitude,arrival"
DATES = [
    *("1893", "1893-04", "1893-05", "1893-04-05", "1893-05-17", "1892-12", "189X", "1893-22"),
    *("../1893-04", "1893-05/..", "1893-04-05T10:00:00", "1893-04-05T09:00:00", "1893~"),
]


def journey(*dates: str) -> dict[str, bytes]:
    lines = [f"{place},1,{place},{date}" for place, date in enumerate(dates)]
    return {"locations.csv": "\n".join((HEAD, *lines, "")).encode()}


def sorted_dates(*dates: str) -> list[str]:
    files = sorted_by_date(journey(*dates))
    rows = csv.DictReader(io.StringIO(files["locations.csv"].decode()))
    return [row["arrival"] for row in rows]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (
            "1893-04-05 1893-04 1893-04-21 1893 1893-05 -0043-03-15",
            "-0043-03-15 1893-04-05 1893-04 1893-04-21 1893 1893-05",
        ),
        ("1893-05 1893 1893-06 1893-04", "1893-04 1893-05 1893 1893-06"),
        ("1893-06 1893-04 1893 1893-05 1893-07", "1893-04 1893 1893-05 1893-06 1893-07"),
        ("1788-09-03 1788-23 ../1788-12-24 1787", "1787 1788-09-03 1788-23 ../1788-12-24"),
        ("1893-05 1893-04?", "1893-05 1893-04?"),
        ("1893-05-01T10:00:00 1893-05-01 1893-05-01T09:00:00",
         "1893-05-01 1893-05-01T09:00:00 1893-05-01T10:00:00"),
        ("2024-05-02T01:00:00+12 2024-05-01T10:00:00-10",
         "2024-05-02T01:00:00+12 2024-05-01T10:00:00-10"),
        ("2024-05-02T01:00:00+12 2024-05-01T10:00:00-10 2024-05-01",
         "2024-05-02T01:00:00+12 2024-05-01T10:00:00-10 2024-05-01"),
    ],
)  # fmt: skip
def test_only_stops_that_are_provably_out_of_order_move(dates: str, expected: str) -> None:
    assert sorted_dates(*dates.split()) == expected.split()


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(DATES), max_size=7))
def test_the_order_is_proved_by_no_date_wrong_and_moves_as_few_as_can_be(dates: list[str]) -> None:
    parsed = [parse_date(date) for date in dates]
    order = places_in_order(parsed)
    assert sorted(order) == list(range(len(dates)))
    assert in_order([parsed[place] for place in order])
    if in_order(parsed):
        assert order == sorted(order)
    most = max(
        len(stay)
        for count in range(len(dates) + 1)
        for stay in itertools.combinations(parsed, count)
        if in_order(stay)
    )
    assert longest_rising(order) >= most


def in_order(dates: list[EdtfDate] | tuple[EdtfDate, ...]) -> bool:
    return not any(is_provably_before(two, one) for one, two in itertools.combinations(dates, 2))


def longest_rising(order: list[int]) -> int:
    lengths: list[int] = []
    for place, each in enumerate(order):
        before = (lengths[other] for other in range(place) if order[other] < each)
        lengths.append(1 + max(before, default=0))
    return max(lengths, default=0)


def test_import_advises_to_sort_only_where_check_finds_disorder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for dates, is_disorder in (
        (("1893-04-05", "1893", "1893-05"), False),
        (("1893-04-05", "1892", "1893"), True),
    ):
        table = tmp_path / "t.csv"
        table.write_bytes(journey(*dates)["locations.csv"])
        main(["import", str(table), "-o", str(tmp_path / f"x{is_disorder}")])
        assert ("--sort-by-date" in capsys.readouterr().err) == is_disorder
        assert bool(check_files(journey(*dates), "x").problems) == is_disorder
