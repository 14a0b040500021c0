"""Positions in tables: plain numbers, on the Earth, and probably not swapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from routemap.tables import read_journey
from written_tables import HEADER, report_of, stop_lines

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("written", "degrees"),
    [
        ("64°8′48.8″N", 64.14689),  # no more decimals than tenths of seconds have
        ("64 08 48.8 N", 64.14689),
        ("N64.1467", 64.1467),
        ("33.8688 S", -33.8688),
        ("S33.8688", -33.8688),
        ("33° 52' 8'' Süd", -33.8689),
        ("北緯35度41分", 35.68),
        ("북위 37도 34분", 37.57),
        ("55°45′ с. ш.", 55.75),
        ("٣٣٫٥", 33.5),
        ("−33.5", -33.5),
        ("0°0′0″S", 0),
    ],
)
def test_degrees_minutes_seconds_and_letters_are_read(
    tmp_path: Path, written: str, degrees: float
) -> None:
    (tmp_path / "locations.csv").write_text(
        f"name,latitude,longitude,arrival\nA,{written},170.5 W,\n", encoding="utf-8"
    )
    (stop,) = read_journey(tmp_path).stops
    assert stop.position == (degrees, -170.5)


@pytest.mark.parametrize(
    ("latitude", "what", "hint"),
    [
        (
            "",
            "“latitude” is blank",
            "write decimal degrees, such as 42.428, or let `routemap geocode` propose places",
        ),
        ("nan", "“nan” is not a plain number", "write the number itself"),
        ("-inf", "“-inf” is not a plain number", "write the number itself"),
        ("1_0", "“1_0” is not a plain number", "write it with digits and at most one decimal"),
        ("1e1", "“1e1” is not a plain number", "write all its digits, no exponent"),
        ("91", "91 is not between -90 and 90", "check the number"),
        ("-90.01", "-90.01 is not between -90 and 90", "check the number"),
        ('"42,428"', "“42,428” is not a plain number", "use a decimal point: 42.428"),
        ('"−42,428"', "“−42,428” is not a plain number", "use a decimal point: -42.428"),
        ("N 42 25 41 5", "“N 42 25 41 5” is not a plain number", "write decimal degrees"),
        (
            "42.4 E",
            "“42.4 E” is a longitude, in the column “latitude”",
            "put it",
        ),
        ("-42.4 S", "“-42.4 S” has both a minus sign and the letter S", "write only one of them"),
        ("N 42 S", "“N 42 S” names two quarters of the Earth", "write one letter"),
        ("42°60′N", "“42°60′N” has 60 minutes", "check it: there are 60"),
        ("42.5°8′N", "“42.5°8′N” has decimals before its last part", "write whole degrees"),
        ("64°8′N 21°56′W", "“64°8′N 21°56′W” is both latitude and", "write “64°8'N” here, and"),
        ("42 O", "the letter O in “42 O” is east in German, west in French", "write E or W"),
        ("42 deg", "“42 deg” is not a plain number", "write the number alone"),
        ("north", "“north” is not a plain number", "write a number such as 42.428"),
        ("9" * 50, "is not a plain number", "write it with fewer characters"),
        ("9" * 40, "is not between -90 and 90", "check the number"),
    ],
)
def test_an_impossible_latitude_is_refused_with_the_way_to_write_it(
    tmp_path: Path, latitude: str, what: str, hint: str
) -> None:
    (line,) = stop_lines(tmp_path, f"Khasan,{latitude},170.645,")
    assert line.startswith("error locations.csv:2:latitude: ")
    assert what in line
    assert f"; {hint}" in line


@pytest.mark.parametrize("longitude", ["180.1", "-181", "nan", "", "1_0"])
def test_an_impossible_longitude_is_refused(tmp_path: Path, longitude: str) -> None:
    (line,) = stop_lines(tmp_path, f"Khasan,42,{longitude},")
    assert line.startswith("error locations.csv:2:longitude: ")


@pytest.mark.parametrize("number", ["+42.5", "-0", "90", "42.", ".5", "007"])
def test_a_plain_number_is_read(tmp_path: Path, number: str) -> None:
    assert stop_lines(tmp_path, f"Khasan,{number},10,") == []


def test_an_accuracy_below_nought_is_refused(tmp_path: Path) -> None:
    assert stop_lines(tmp_path, "A,1,1,,-2", header=HEADER + ",accuracy_km") == [
        "error locations.csv:2:accuracy_km: -2 is not between 0 and 20,038; check the number"
    ]
    assert stop_lines(tmp_path, "A,1,1,,five", header=HEADER + ",accuracy_km") == [
        "error locations.csv:2:accuracy_km: “five” is not a plain number; write a number such as 5"
    ]


def test_a_latitude_that_would_be_a_longitude_is_reported_as_swapped(tmp_path: Path) -> None:
    assert stop_lines(tmp_path, "Vostochny,128.334,51.884,") == [
        (
            "error locations.csv:2:latitude: 128.334 is out of range for a latitude, but would "
            "be a longitude; latitude and longitude are probably swapped: swap them"
        )
    ]


def test_a_stop_that_swapping_brings_to_its_neighbours_is_reported_and_never_mended(
    tmp_path: Path,
) -> None:
    report = report_of(
        tmp_path,
        {"locations.csv": f"{HEADER}\nParis,48.86,2.35,\nReims,4.03,49.26,\nMetz,49.12,6.18,\n"},
    )
    (problem,) = report.problems
    assert str(problem).startswith(
        "locations.csv:3:latitude: with latitude and longitude swapped, this stop would be within"
    )
    assert "its neighbours (rows 2 and 4) instead of" in str(problem)
    assert str(problem).endswith("; swap them if they are the wrong way round")
    assert report.journey is not None
    assert report.journey.stops[1].position == (4.03, 49.26)


def test_of_two_stops_the_second_is_named_as_probably_swapped(tmp_path: Path) -> None:
    (line,) = stop_lines(tmp_path, "Paris,48.86,2.35,", "Metz,6.18,49.12,")
    assert line.startswith("warning locations.csv:3:latitude: with latitude and longitude swapped")


def test_a_position_of_noughts_is_doubted(tmp_path: Path) -> None:
    (line,) = stop_lines(tmp_path, "Khasan,0,0,")
    assert line.startswith("warning locations.csv:2:latitude: latitude and longitude are both 0")
