"""`[speed]` in journey.toml: the highest speed of each means of travel, in km/h."""

from __future__ import annotations

from pathlib import Path

import pytest

from routemap.formats.geojson import geojson, read_geojson
from routemap.model.itinerary import build_itinerary
from routemap.model.journey import Journey
from routemap.model.speeds import Speed
from routemap.tables import check_journey, read_journey
from routemap.tables.reader import check_files
from routemap.tables.writer import journey_files

STOPS = (
    "id,name,latitude,longitude,arrival,mode\n"
    "one,One,50,10,2020-05-01,\n"
    "two,Two,51,10,2020-05-02,rail\n"
    "three,Three,52,10,2020-05-03,dog sledge\n"
)


def _journey(folder: Path, speeds: str) -> Journey:
    _write(folder, speeds)
    return read_journey(folder)


def _write(folder: Path, speeds: str) -> None:
    (folder / "locations.csv").write_text(STOPS, encoding="utf-8")
    (folder / "journey.toml").write_text(f'title = "T"\n[speed]\n{speeds}\n', encoding="utf-8")


def test_any_mode_of_travel_may_have_a_speed(tmp_path: Path) -> None:
    journey = _journey(tmp_path, 'Rail = 60\n"dog sledge" = 7.5')
    assert journey.speeds == (Speed("Rail", 60.0), Speed("dog sledge", 7.5))
    assert journey.speeds[0].mode.casefold() == "rail"


@pytest.mark.parametrize(
    ("speeds", "said"),
    [
        (
            'rail = "60"',
            (
                "3:speed.rail: the speed of “rail” is not a number of km/h; write "
                "the highest average in km/h, a number without quotation marks: rail = 60"
            ),
        ),
        (
            '"dog sledge" = true',
            (
                "3:speed.dog sledge: the speed of “dog sledge” is not a number of km/h; "
                "write the highest average in km/h, a number without quotation marks: "
                '"dog sledge" = 60'
            ),
        ),
        (
            "rail = 0",
            (
                "3:speed.rail: the speed of “rail” is not between 0.1 and 40,000 km/h; "
                "write the highest average in km/h, a number without quotation marks: rail = 60"
            ),
        ),
        (
            "rail = nan",
            (
                "3:speed.rail: the speed of “rail” is not between 0.1 and 40,000 km/h; "
                "write the highest average in km/h, a number without quotation marks: rail = 60"
            ),
        ),
        (
            "rail = 60\nRAIL = 70",
            ("4:speed.RAIL: “RAIL” has a speed already; keep one entry for each mode of travel"),
        ),
        (
            "rial = 60",
            (
                "3:speed.rial: no leg is travelled by “rial”, so its speed is not used; "
                "did you mean “rail”?"
            ),
        ),
        (
            "ship = 30",
            (
                "3:speed.ship: no leg is travelled by “ship”, so its speed is not used; "
                "the modes are rail and dog sledge"
            ),
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, speeds: str, said: str) -> None:
    _write(tmp_path, speeds)
    assert [str(each) for each in check_journey(tmp_path).problems] == [f"journey.toml:{said}"]


def test_speed_that_is_no_section_is_said(tmp_path: Path) -> None:
    _write(tmp_path, "")
    (tmp_path / "journey.toml").write_text("speed = 60\n", encoding="utf-8")
    assert [str(each) for each in check_journey(tmp_path).problems] == [
        "journey.toml:1:speed: “speed” is not a section; write [speed] on a line of its own"
    ]


def test_speeds_are_written_as_they_were_read(tmp_path: Path) -> None:
    journey = _journey(tmp_path, 'rail = 60\n"dog sledge" = 7.5')
    files = journey_files(journey)
    assert b'[speed]\nrail = 60\n"dog sledge" = 7.5\n' in files["journey.toml"]
    assert check_files(files, "").journey == journey


def test_speeds_come_back_from_geojson(tmp_path: Path) -> None:
    journey = _journey(tmp_path, 'rail = 60\n"dog sledge" = 7.5')
    brought = read_geojson(geojson(build_itinerary(journey)), "map.geojson")
    again = check_files(dict(brought.files), "").journey
    assert again is not None
    assert again.speeds == journey.speeds
