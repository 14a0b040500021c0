"""A route fills its picture, whatever the shapes of both: neither blank nor tiny."""

from __future__ import annotations

import random
from itertools import chain
from statistics import median

import pytest

from any_journey import journey_of, stop
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures.drawing import Drawing
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.picture import Picture
from routemap.pictures.sizes import preset

SIZES = ("web", "square", "newspaper-2", "a4", "story")
# In degrees: how high and how wide.
SHAPES = {
    "a street": (0.002, 0.01),
    "a country": (4, 6),
    "wide": (3, 40),
    "tall": (40, 4),
    "an ocean": (50, 110),
}
WASHINGTON_STOCKHOLM = ((38.9, -77.0), (59.3, 18.1))


def route_of(*places: tuple[float, float], names: str = "Stop") -> Itinerary:
    stops = (stop(at=at, name=f"{names} {number}") for number, at in enumerate(places))
    return build_itinerary(journey_of(*stops))


def journey_within(high: float, wide: float) -> Itinerary:
    chance = random.Random(3)  # noqa: S311  a journey, no secret
    return route_of(
        *((20 + chance.uniform(0, high), 10 + chance.uniform(0, wide)) for _ in range(6))
    )


def drawn(itinerary: Itinerary, size: str, *without: Part) -> Drawing:
    options = PictureOptions(preset(size), without=frozenset(without))
    return Picture(itinerary.overview(), options).drawing


def share(drawing: Drawing) -> float:
    lines = chain.from_iterable((*leg.lines, *leg.stubs) for leg in drawing.legs)
    places = [*(each.at for each in drawing.stops), *chain.from_iterable(lines)]
    across, down = zip(*places, strict=True)
    wide = (max(across) - min(across)) / drawing.frame.width
    return max(wide, (max(down) - min(down)) / drawing.frame.height)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_box_of_a_route_takes_most_of_the_map_in_every_shape_of_picture(shape: str) -> None:
    itinerary = journey_within(*SHAPES[shape])
    shares = [share(drawn(itinerary, size)) for size in SIZES]
    assert min(shares) > 0.5
    assert median(shares) > 0.7


@pytest.mark.parametrize("size", SIZES)
def test_a_wide_route_in_a_tall_picture_is_neither_blank_nor_tiny(size: str) -> None:
    drawing = drawn(route_of(*WASHINGTON_STOCKHOLM), size)
    assert share(drawing) > 0.7
    assert drawing.basemap.land
    assert {number for text in drawing.stop_labels for number in text.stops} >= {0, 1}


def test_names_take_the_room_they_need_and_no_more() -> None:
    """Short names leave the route more room than long ones; both are drawn."""
    places = ((50.0, 5.0), (51.0, 15.0), (50.0, 25.0))
    short, long = (
        drawn(route_of(*places, names=name), "square") for name in ("A", "Obergurgl-Nord")
    )
    assert share(short) > share(long) > 0.6
    for drawing in (short, long):
        assert {number for text in drawing.stop_labels for number in text.stops} == {0, 1, 2}


def test_the_key_stands_below_the_map_where_a_corner_would_cost_more() -> None:
    """A route through all four corners leaves none free."""
    corners = ((50.0, 5.0), (50.0, 21.0), (45.0, 21.0), (45.0, 5.0))
    crowded = drawn(route_of(*corners), "web")
    assert crowded.legend
    assert crowded.legend.box.top >= crowded.frame.bottom
    free = drawn(route_of((50.0, 5.0), (45.0, 21.0)), "web")
    assert free.legend
    assert free.legend.box.bottom <= free.frame.bottom


@pytest.mark.parametrize("size", SIZES)
def test_key_and_locator_cover_nothing_of_the_route(size: str) -> None:
    for shape in SHAPES.values():
        drawing = drawn(journey_within(*shape), size)
        globe = drawing.locator
        places = [each.at for each in drawing.stops]
        for x, y in places:
            if drawing.legend:
                left, top, right, bottom = drawing.legend.box
                assert not (left < x < right and top < y < bottom)
            if globe:
                across, down = x - globe.middle[0], y - globe.middle[1]
                assert across**2 + down**2 > globe.radius**2
