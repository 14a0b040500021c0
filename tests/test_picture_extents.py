"""Every journey on Earth has a picture: round the world, wide on a tall sheet, over poles."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from math import dist, hypot

import pytest
from PIL import Image, ImageColor

from any_journey import journey_of, stop
from routemap.exports.film_timing import film_script
from routemap.exports.selection import Selection
from routemap.formats.registry import DATA_FORMATS
from routemap.geo.extent import Extent
from routemap.look import LOOKS
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures.options import CloseUp, PictureOptions
from routemap.pictures.picture import Picture
from routemap.pictures.sizes import PRESETS, preset
from routemap.pictures.svg import svg

WORLD = ((25.2, 55.3), (14.7, -17.4), (-36.8, 174.8), (40.7, -74), (35.4, 139.6), (-1.3, 36.8))
WASHINGTON_STOCKHOLM = ((38.9, -77.0), (59.3, 18.1))
MELBOURNE_CHICAGO = ((-37.8, 145.0), (41.9, -87.6))
STRANGE = {
    "the poles": ((90, 0), (-90, 0)),
    "the other side of the Earth": ((10, 20), (-10, -160)),
    "the date line": ((0, 180), (0, -180), (5, 179.9999)),
    "a metre apart": ((48, 11), (48.00001, 11), (48, 11.00001)),
    "one place": ((48, 11), (48, 11), (48, 11)),
    "the south pole from afar": ((-90, -180), (0, 180), (35.7, 139.7), (10, 10), (0, -90)),
    "over the north pole": ((80, 0), (80, 180), (89.999, 12)),
    "null island": ((0, 0),),
}


def route_of(*places: tuple[float, float]) -> Itinerary:
    stops = (stop(at=at, name=f"Stop {number}") for number, at in enumerate(places))
    return build_itinerary(journey_of(*stops))


@pytest.mark.parametrize("size", PRESETS)
@pytest.mark.parametrize("places", [WORLD, WASHINGTON_STOCKHOLM, MELBOURNE_CHICAGO])
def test_wide_journeys_are_drawn_in_every_size(
    places: tuple[tuple[float, float], ...], size: str
) -> None:
    drawing = Picture(route_of(*places).overview(), PictureOptions(preset(size))).drawing
    left, top, right, bottom = drawing.frame
    for each in drawing.stops:
        assert left < each.at[0] < right
        assert top < each.at[1] < bottom


def test_no_line_runs_across_a_map_of_the_world_to_its_other_edge() -> None:
    drawing = Picture(route_of(*WORLD).overview(), PictureOptions()).drawing
    assert drawing.view.projection.name == "Equal Earth"
    steps = [
        dist(start, end)
        for leg in drawing.legs
        for line in leg.lines
        for start, end in pairwise(line)
    ]
    assert max(steps) < drawing.frame.width / 4
    # From New York over Alaska to Japan: away at one edge, back at the other.
    assert sorted(len(leg.lines) for leg in drawing.legs) == [1, 1, 1, 1, 2]


@pytest.mark.parametrize("size", ["web", "square", "story"])
def test_land_is_land_and_the_sea_is_the_sea(size: str) -> None:
    picture = Picture(route_of(*MELBOURNE_CHICAGO).overview(), PictureOptions(preset(size)))
    image = Image.open(io.BytesIO(picture.render("png"))).convert("RGB")
    palette = LOOKS["colour"]

    def colour(*point: float) -> str:
        ((x, y),) = picture.drawing.view.marks([(point[0], point[1])])
        left, top, right, bottom = picture.drawing.frame
        if not (left + 1 < x < right - 1 and top + 1 < y < bottom - 1):
            return ""
        red, green, blue = image.getpixel((round(x), round(y)))  # type: ignore[misc]
        return f"#{red:02X}{green:02X}{blue:02X}"

    assert {colour(-28, 135), colour(35, -100 + 360)} <= {palette.land, ""}
    assert {colour(20, -140 + 360), colour(10, -160)} == {palette.water}


def test_lakes_have_no_line_across_them_where_tiles_meet() -> None:
    """Lake Superior lies in two tiles, which meet at 90° west; Lake Erie too, at 80°."""
    options = PictureOptions(preset("1600x1000"), area=Extent(38, -95, 50, -74))
    picture = Picture(route_of((39, 125)).overview(), options)
    image = Image.open(io.BytesIO(picture.render("png"))).convert("RGB")
    seams = [(47.1 + n / 50, -90.0) for n in range(10)] + [
        (42.6 + n / 100, -80.0) for n in range(10)
    ]
    for x, y in picture.drawing.view.places(seams):
        around = image.crop((round(x) - 3, round(y) - 3, round(x) + 4, round(y) + 4))
        assert around.getcolors() == [(49, ImageColor.getrgb(LOOKS["colour"].water))]


@pytest.mark.parametrize("places", STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize(
    "area", [None, CloseUp(0, 1), CloseUp(0, 20_000), Extent(-90, -180, 90, 180)]
)
def test_strange_places_are_drawn(
    places: tuple[tuple[float, float], ...], area: Extent | CloseUp | None
) -> None:
    itinerary = route_of(*places)
    for size in ("web", "story"):
        drawing = Picture(itinerary.overview(), PictureOptions(preset(size), area=area)).drawing
        assert all(map(_is_number, drawing.stops[0].at))
    for made in DATA_FORMATS.values():
        assert made.write(itinerary)
    assert film_script(Selection(itinerary), "en")


def _is_number(length: float) -> bool:
    return hypot(length) < 1e12  # neither infinite nor no number


def test_each_explanation_in_the_legend_stands_beside_its_mark() -> None:
    for size in PRESETS:
        drawing = Picture(route_of(*WORLD).overview(), PictureOptions(preset(size))).drawing
        assert drawing.legend
        for entry in drawing.legend.entries:
            beside = [
                text
                for text in drawing.furniture
                if abs(text.at[0] - entry.box.right) < drawing.options.unit * 20
                and entry.box.top < text.at[1] < entry.box.bottom
            ]
            assert len(beside) == 1, (size, entry.mark)


def test_a_leg_of_half_the_equator_crosses_a_picture_of_a_few_kilometres() -> None:
    options = PictureOptions(area=Extent(-0.02, 44, 0.02, 44.05))
    picture = Picture(route_of((0, 0), (0, 170)).overview(), options)
    left, _, right, _ = picture.drawing.frame
    level = re.findall(r"M(-?[\d.]+) [\d.]+l([\d.]+) 0\"", svg(picture.drawing))
    assert any(float(x) < left and float(x) + float(length) > right for x, length in level)
