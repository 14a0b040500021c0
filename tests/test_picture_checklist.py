"""The list of what a printed map should have is read off what was really drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from commands import run
from routemap.geo.extent import Extent
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures.checklist import NO_ROOM, NOT_IN_TABLES, SWITCHED_OFF, checklist
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.picture import Picture
from routemap.pictures.sizes import PRESETS, preset
from routemap.shipped import shipped_journey
from routemap.tables import read_journey
from written_tables import report_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def itinerary() -> Itinerary:
    return build_itinerary(read_journey(shipped_journey()))


def missing(itinerary: Itinerary, options: PictureOptions) -> dict[str, str]:
    checks = checklist(Picture(itinerary.overview(), options))
    assert [check.key for check in checks] == [
        "border", "orientation", "key", "title", "scale", "source", "author", "date",
    ]  # fmt: skip
    return {check.key: check.missing for check in checks if check.missing}


@pytest.mark.parametrize(
    "name", [name for name in PRESETS if name not in {"newspaper-1", "mobile"}]
)
def test_nothing_is_missing_from_the_presets(itinerary: Itinerary, name: str) -> None:
    assert missing(itinerary, PictureOptions(PRESETS[name])) == {}


@pytest.mark.parametrize(
    ("part", "key"),
    [
        (Part.TITLE, "title"),
        (Part.SUBTITLE, "date"),
        (Part.LEGEND, "key"),
        (Part.SCALE, "scale"),
        (Part.SOURCE, "source"),
    ],
)
def test_what_is_switched_off_is_missing(itinerary: Itinerary, part: Part, key: str) -> None:
    assert missing(itinerary, PictureOptions(without=frozenset({part}))) == {key: SWITCHED_OFF}


def test_an_arrow_that_north_at_the_top_makes_needless_is_not_missing(itinerary: Itinerary) -> None:
    assert missing(itinerary, PictureOptions(without=frozenset({Part.NORTH}))) == {}


def test_a_part_of_the_map_without_a_stop_is_told(itinerary: Itinerary, tmp_path: Path) -> None:
    south = Extent(-40, -10, -30, 5)
    *_, last = checklist(Picture(itinerary.overview(), PictureOptions(area=south)))
    assert (last.key, last.missing) == ("stops", "check_no_stops")
    out = tmp_path / "map.svg"
    told = run("export", shipped_journey(), "-o", out, "--extent=-10,-40,5,-30")
    assert "no stop lies in this part of the map" in told.stderr
    told = run("export", shipped_journey(), "-o", out, "--force", "--stop", "khasan", "--km", "9")
    assert "no stop lies" not in told.stderr


def test_a_narrow_column_has_no_room_for_the_whole_key(itinerary: Itinerary) -> None:
    assert missing(itinerary, PictureOptions(PRESETS["newspaper-1"]))["key"] == NO_ROOM


def test_a_small_picture_has_no_room_for_its_author(itinerary: Itinerary) -> None:
    assert missing(itinerary, PictureOptions(preset("42x75mm")))["author"] == NO_ROOM


def test_what_the_tables_do_not_say_is_told(tmp_path: Path) -> None:
    journey = report_of(tmp_path, {}).journey
    assert journey
    found = missing(build_itinerary(journey), PictureOptions())
    assert found == {"source": NOT_IN_TABLES, "author": NOT_IN_TABLES}  # the year is written
    undated = "name,latitude,longitude,arrival\nA,10,20,\nB,11,21,\n"
    journey = report_of(tmp_path, {"locations.csv": undated}).journey
    assert journey
    assert missing(build_itinerary(journey), PictureOptions())["date"] == NOT_IN_TABLES
