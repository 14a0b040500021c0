"""A scale bar is true where it says, and stands only on maps that it can be true of."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from math import dist

import pytest
from pyproj import Geod

from any_journey import journey_of, stop
from routemap.geo.azimuthal import MOST_STRETCHED, azimuthal, rim_km
from routemap.geo.extent import Extent
from routemap.i18n.catalog import LANGUAGES
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures.checklist import NORTH_TURNS, SCALE_CHANGES, SWITCHED_OFF, checklist
from routemap.pictures.furniture import is_north_up, north_arrow
from routemap.pictures.options import CloseUp, Part, PictureOptions
from routemap.pictures.picture import Picture
from routemap.pictures.scale_bar import has_scale_bar, scale_bar, scale_change
from routemap.pictures.sizes import preset
from routemap.pictures.view import Box, Shown, View, fitted
from sweep import SEED, Case, picture_of
from sweep_checks import Sheet, scale_differs

SIZES = ("web", "square", "newspaper-2", "a4", "story")
LABEL = re.compile(r"([\d,]+) (k?m)(?: at (?:(\d+)° ([NS])|the equator))?")
GEOD = Geod(ellps="WGS84")


def extents(count: int) -> list[Extent]:
    """Return extents from 500 m to half the Earth, anywhere."""
    chance = random.Random(5)  # noqa: S311  extents, no secrets
    found = []
    for _ in range(count):
        high = 10 ** chance.uniform(-2.3, 1.9)
        middle = chance.uniform(-80 + high / 3, 80 - high / 3)
        west, wide = chance.uniform(-180, 180), min(high * chance.uniform(0.5, 4), 300)
        south, north = max(middle - high / 2, -89), min(middle + high / 2, 89)
        found.append(Extent(south, west, north, west + wide))
    return found


def view_of(extent: Extent, size: str) -> View:
    sheet = preset(size)
    frame = Box(sheet.margin, sheet.height * 0.1, sheet.width - sheet.margin, sheet.height * 0.9)
    corners = tuple((lat, lon) for lat in extent[::2] for lon in extent[1::2])
    return fitted(Shown(extent, corners), frame, frame, least_km=0.5)


def middle_of(frame: Box) -> tuple[float, float]:
    return (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2


@pytest.mark.parametrize("size", SIZES)
def test_the_bar_is_as_long_as_the_ground_in_the_middle_of_the_map(size: str) -> None:
    options, bars = PictureOptions(preset(size)), 0
    for extent in extents(120):
        view = view_of(extent, size)
        found = scale_bar(view, 400 * options.unit, options)
        if found is None:
            continue
        bars += 1
        length, label = found
        number, unit, latitude, half = LABEL.fullmatch(label).groups()  # type: ignore[union-attr]
        metres = float(number.replace(",", "")) * (1000 if unit == "km" else 1)
        x, y = middle_of(view.frame)
        here, aside = view.point((x, y)), view.point((x + 1e-3 * length, y))
        assert here
        assert aside
        azimuth, _, _ = GEOD.inv(here[1], here[0], aside[1], aside[0])
        ends = [GEOD.fwd(here[1], here[0], azimuth + turn, metres / 2)[:2] for turn in (0, 180)]
        east, west = view.places([(lat, lon) for lon, lat in ends])
        assert dist(east, west) == pytest.approx(length, rel=0.03), (extent, label)
        if latitude:
            assert round(here[0]) == (int(latitude) if half == "N" else -int(latitude))
    assert bars > 60


def test_a_bar_that_is_not_true_all_over_the_map_says_where_it_is() -> None:
    picture = Picture(route_of((10, 20), (60, 90)).overview(), PictureOptions())
    view = picture.drawing.view
    here = view.point(middle_of(view.frame))
    assert here
    (told,) = (text.text for text in picture.drawing.furniture if " km at " in text.text)
    assert told.endswith(f" km at {here[0]:.0f}° N")


def test_a_bar_of_a_country_is_true_all_over_it_and_names_no_latitude() -> None:
    assert label_of(Extent(47, 6, 55, 15), "en") == "200 km"


def test_streets_are_measured_in_metres_in_every_language() -> None:
    street = Extent(55.67, 12.56, 55.68, 12.58)
    assert {language: label_of(street, language) for language in LANGUAGES} == {
        "en": "200 m", "ko": "200m", "ru": "200 м", "de": "200 m", "fr": "200 m", "es": "200 m",
    }  # fmt: skip


def test_numbers_are_grouped_as_the_language_groups_them() -> None:
    wide = Extent(-30, -20, 30, 40)
    assert label_of(wide, "en") == "1,000 km at the equator"
    assert label_of(wide, "de") == "1.000 km am Äquator"
    assert label_of(wide, "ru") == "1 000 км на экваторе"


def label_of(extent: Extent, language: str) -> str:
    found = scale_bar(view_of(extent, "web"), 1_000, PictureOptions(language=language))
    assert found
    return found[1].replace("\u00a0", " ")


@pytest.mark.parametrize("unit", [0.5, 1, 3])
def test_the_bar_is_long_enough_to_measure_with_where_there_is_no_room(unit: float) -> None:
    options = PictureOptions(preset(f"{1200 * unit:.0f}x{675 * unit:.0f}"))
    view = Picture(route_of((38.9, -77.0), (59.3, 18.1)).overview(), options).drawing.view
    found = scale_bar(view, 0, options)
    assert found
    assert 6 < found[0] / options.unit < 30


# Where there is none ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "has_bar"),
    [
        (Case("continent", 0, "story"), True),  # a cylinder
        (Case("continent", 10, "a4"), True),  # a cone
        (Case("cities", 11, "a3"), True),  # a disc, of which a corner of the frame nears the rim
        (Case("ocean", 8, "story"), True),  # the rim cuts a corner of the frame
        (Case("anywhere", 8, "card"), True),  # Equal Earth, a little less than threefold
        (Case("anywhere", 5, "card"), False),  # a little more: only along slanting lines
        (Case("cities", 6, "card"), False),
    ],
    ids=str,
)
def test_there_is_a_bar_where_the_scale_changes_threefold_at_most(
    case: Case, *, has_bar: bool
) -> None:
    drawing = picture_of(SEED, case).drawing
    told, measured = scale_change(drawing.view), scale_differs(Sheet(drawing))
    assert measured == pytest.approx(told, rel=0.03)
    assert told > measured * 0.999
    assert drawing.legend
    assert bool(drawing.legend.scale_bar) == has_bar == (told <= 3.03)


@pytest.mark.parametrize("latitude", [0, 35, 90])
def test_a_disc_shown_to_its_rim_has_a_bar_wherever_its_middle_is(latitude: float) -> None:
    frame = Box(0, 0, 500, 400)
    view = View(azimuthal(latitude, 10), frame, 200 / rim_km(), (250, 200))
    assert scale_change(view) == pytest.approx(MOST_STRETCHED, rel=0.01)
    assert has_scale_bar(view)


@pytest.mark.parametrize("size", SIZES)
def test_a_map_of_the_world_has_neither_bar_nor_arrow_and_the_list_says_why(size: str) -> None:
    places = ((25.2, 55.3), (14.7, -17.4), (-36.8, 174.8), (40.7, -74), (35.4, 139.6))
    picture = Picture(route_of(*places).overview(), PictureOptions(preset(size)))
    drawing = picture.drawing
    assert not has_scale_bar(drawing.view)
    assert drawing.north is None
    assert drawing.legend
    assert drawing.legend.scale_bar is None
    # No room is kept for a bar that is not there.
    lowest = max(entry.box.bottom for entry in drawing.legend.entries)
    assert drawing.legend.box.bottom - lowest < 15 * drawing.options.unit
    found = {check.key: check.missing for check in checklist(picture)}
    assert found["scale"] == SCALE_CHANGES
    assert not found["orientation"]  # its parallels are level: north is at the top


def test_round_a_pole_north_is_everywhere_and_the_list_says_so() -> None:
    picture = Picture(route_of((78, 10), (75, 130), (80, -110)).overview(), PictureOptions())
    assert picture.drawing.north is None
    found = {check.key: check.missing for check in checklist(picture)}
    assert found["orientation"] == NORTH_TURNS
    without = PictureOptions(without=frozenset({Part.NORTH}))
    found = {check.key: check.missing for check in checklist(replace(picture, options=without))}
    assert found["orientation"] == SWITCHED_OFF


def test_an_arrow_stands_only_where_it_is_true_of_the_whole_map() -> None:
    for extent in extents(120):
        view = view_of(extent, "web")
        arrow = north_arrow(view, (100, 100), 1)
        left, top, right, bottom = view.frame
        azimuths = []
        for x in (left, (left + right) / 2, right):
            for y in (top, (top + bottom) / 2, bottom):
                below, above = view.point((x, y + 0.1)), view.point((x, y - 0.1))
                if below and above:
                    azimuth, _, _ = GEOD.inv(below[1], below[0], above[1], above[0])
                    azimuths.append(azimuth)
        is_one = len(azimuths) == 9 and max(map(abs, azimuths)) < 9.9
        if arrow is not None:
            assert max(azimuths) - min(azimuths) < 21
        if is_one and not view.projection.is_of_world:
            assert is_north_up(view)
            assert arrow is not None


def test_the_plan_of_a_street_has_an_arrow_unless_it_is_left_out() -> None:
    itinerary = route_of((55.676, 12.566), (55.673, 12.565))
    assert Picture(itinerary.overview(), PictureOptions()).drawing.north
    without = PictureOptions(without=frozenset({Part.NORTH}))
    assert not Picture(itinerary.overview(), without).drawing.north
    country = PictureOptions(area=CloseUp(0, 300))
    assert not Picture(itinerary.overview(), country).drawing.north


def route_of(*places: tuple[float, float]) -> Itinerary:
    stops = (stop(at=at, name=f"Stop {number}") for number, at in enumerate(places))
    return build_itinerary(journey_of(*stops))
