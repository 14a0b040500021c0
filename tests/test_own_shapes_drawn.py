"""An author's own basemap on paper: areas that overlap, names among others, a picture at ±180°."""

from __future__ import annotations

import io
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageColor

from routemap.geo.extent import Extent
from routemap.look import LOOKS
from routemap.model.journey import Phrase, Wording
from routemap.model.own_basemap import Form, GroundImage, GroundKind, GroundShape, OwnBasemap
from routemap.pictures import font_metrics
from routemap.pictures.params import read_query
from routemap.pictures.view import Box
from test_own_basemap_drawn import drawn, itinerary_of

if TYPE_CHECKING:
    from routemap.geo import Point
    from routemap.pictures.drawing import Text


def label(name: str, at: Point) -> GroundShape:
    return GroundShape(GroundKind.LABEL, Form.POINT, ((at,),), Wording(Phrase(name, "en")))


def park(*rings: tuple[Point, ...]) -> GroundShape:
    return GroundShape(GroundKind.GREEN, Form.AREA, rings, Wording(Phrase("", "en")))


def square(south: float, west: float, size: float) -> tuple[Point, ...]:
    return Extent(south, west, south + size, west + size).outline


def test_where_areas_overlap_both_are_filled_and_a_hole_stays_one() -> None:
    parks = (park(square(48, 9, 3)), park(square(49, 10, 3), square(50.5, 11.5, 1)))
    itinerary = itinerary_of(((47.0, 8.0), (47.0, 14.0), (53.0, 14.0)), OwnBasemap(parks))
    picture, image = drawn(itinerary, without="key,locator,north,towns,countries,borders,rivers")
    green = ImageColor.getrgb(LOOKS["colour"].green)
    for point, is_green in (((49.6, 10.5), True), ((48.3, 11.4), True), ((51.2, 12.2), False)):
        ((x, y),) = picture.drawing.view.places([point])
        assert (image.getpixel((round(x), round(y))) == green) == is_green, point


def box_of(text: Text) -> Box:
    """Return what a text covers, a little less than the letters may."""
    wide = font_metrics.width(text.text, text.size, bold=text.is_bold) * 0.98
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor]
    x, y = text.at
    left = x - wide * share
    return Box(left, y - text.size * 0.7, left + wide, y + text.size * 0.1)


def test_names_touch_none_of_the_other_ground() -> None:
    places = [(46 + row * 0.9, 8 + column * 1.1) for row in range(8) for column in range(12)]
    own = OwnBasemap(tuple(label(f"R {n}", place) for n, place in enumerate(places)))
    stops = ((48.0, 8.0), (50.0, 14.0), (47.0, 20.0))
    texts = read_query({"preset": "web"}, itinerary_of(stops, own)).drawing.names.texts
    boxes = [(each.text, box_of(each)) for each in texts]
    assert 30 < sum(name.startswith("R ") for name, _ in boxes) < len(boxes)
    for (name, box), (other, its_box) in combinations(boxes, 2):
        assert not box.touches(its_box), (name, other)


def test_a_name_stays_when_the_picture_is_laid_out_again() -> None:
    # Far out at sea there are no towns to credit, which is known once it is laid out.
    own = OwnBasemap((label("Reef", (-42, -117)),))
    at_sea = itinerary_of(((-40.0, -120.0), (-42.0, -112.0)), own)
    for without in ("", "key", "key,towns"):
        drawing = read_query({"preset": "web", "without": without}, at_sea).drawing
        assert "Reef" in {text.text for text in drawing.names.texts}, without


@pytest.mark.parametrize("west", [-180.0, 0.0])
def test_a_map_of_the_world_is_as_sharp_on_either_side_of_the_date_line(west: float) -> None:
    image = Image.new("RGB", (720, 360))
    tiles = [(x // 20 + y // 20) % 2 for y in range(360) for x in range(720)]
    image.putdata([(255 * tile,) * 3 for tile in tiles])
    content = io.BytesIO()
    image.save(content, "PNG")
    extent = Extent(-90, west, 90, west + 360)
    own = OwnBasemap(image=GroundImage("m.png", content.getvalue(), extent))
    itinerary = itinerary_of(((0.0, 170.0), (5.0, -170.0)), own)
    for middle in (0, 90, 180):
        sides = f"{middle - 60},-50,{(middle + 240) % 360 - 180},50"
        placed = read_query({"preset": "web", "extent": sides}, itinerary).drawing.own_ground.image
        assert placed
        with Image.open(io.BytesIO(placed.content)) as drawn_map:
            shades = drawn_map.convert("L").histogram()
        assert sum(shades[:40]) > 0.3 * sum(shades), sides
        assert sum(shades[-40:]) > 0.3 * sum(shades), sides
