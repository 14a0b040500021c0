"""A route fills its picture, whatever the shapes of both: neither blank nor tiny."""

from __future__ import annotations

import random
from itertools import chain, product
from math import dist
from statistics import median

import pytest

from any_journey import journey_of, stop
from routemap.geo.azimuthal import Azimuthal, azimuthal, rim_km
from routemap.geo.extent import Extent
from routemap.look import MARKS
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures.drawing import Drawing
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.picture import Picture
from routemap.pictures.sizes import preset
from routemap.pictures.view import Box, Shown, fitted

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


# Round the world ---------------------------------------------------------------------------------

# As Nellie Bly went in 1889, and six cities that no hemisphere holds.
ROUND_THE_NORTH = (
    *((40.7, -74.0), (50.9, -1.4), (31.3, 32.3), (6.9, 79.9), (1.3, 103.8), (22.3, 114.2)),
    *((35.4, 139.6), (37.8, -122.4)),
)
SIX_CITIES = (
    *((25.2, 55.3), (14.7, -17.5), (-36.8, 174.8), (40.7, -74.0), (35.4, 139.6), (-1.3, 36.8)),
)
TALL = ("square", "newspaper-2", "a4", "story")


@pytest.mark.parametrize("size", TALL)
@pytest.mark.parametrize("side", [1, -1])
def test_a_route_round_one_half_of_the_world_fills_tall_pictures(size: str, side: int) -> None:
    places = [(latitude * side, longitude) for latitude, longitude in ROUND_THE_NORTH]
    drawing = drawn(route_of(*places), size)
    assert isinstance(drawing.view.projection, Azimuthal)
    assert drawing.view.projection.latitude == 90 * side
    assert drawing.view.share_on_map > 0.8
    assert share(drawing) > 0.6
    assert {number for text in drawing.stop_labels for number in text.stops} == set(range(8))
    for latitude, longitude in places:
        assert drawing.view.projection.stretch((latitude, longitude)) < 3


def test_a_route_round_the_world_is_a_map_of_the_world_in_a_wide_picture() -> None:
    assert drawn(route_of(*ROUND_THE_NORTH), "web").view.projection.is_of_world


@pytest.mark.parametrize("south", [-9.0, -11.0])
def test_a_route_may_reach_a_little_beyond_the_equator(south: float) -> None:
    view = drawn(route_of(*ROUND_THE_NORTH, (south, 0.0)), "story").view
    assert view.projection.is_of_world == (south < -10)


@pytest.mark.parametrize("size", TALL)
def test_no_blank_frame_stands_round_a_map_of_the_world(size: str) -> None:
    """The frame hugs map and names, the key stands below it, and the rest of the page is free."""
    drawing = drawn(route_of(*SIX_CITIES), size)
    view, frame, unit = drawing.view, drawing.frame, drawing.options.unit
    assert view.projection.is_of_world
    assert view.frame == frame
    assert not drawing.is_boxed
    heights = [y for _, y in view.outline]
    for text in drawing.stop_labels:
        assert frame.top < text.at[1] < frame.bottom
        heights += text.box.top, text.box.bottom
    for each in drawing.stops:
        heights += each.at[1] - MARKS.disc_halo * unit, each.at[1] + MARKS.disc_halo * unit
    assert min(heights) - frame.top == pytest.approx(8 * unit, abs=6 * unit)
    assert frame.bottom - max(heights) == pytest.approx(8 * unit, abs=6 * unit)
    assert drawing.legend
    assert drawing.legend.box.top == frame.bottom
    sheet = drawing.options.preset
    boxes = [text.box for text in drawing.furniture]
    above = min(box.top for box in boxes)
    below = sheet.height - max(box.bottom for box in boxes)
    if sheet.is_print:
        assert above < 0.1 * sheet.height < below
    else:
        assert above == pytest.approx(below, abs=0.05 * sheet.height)
        assert above > 0.05 * sheet.height


def test_a_disc_whose_rim_just_misses_a_corner_is_moved_to_fill_the_frame() -> None:
    """Only where what is shown stays in its place."""
    frame, centre = Box(0, 0, 100, 100), azimuthal(0.0, 0.0)
    edge = 30.0
    stops = ((edge, 0.0), (-edge, -20.0), (0.0, edge), (edge, edge))
    shown = Shown(Extent(-edge, -edge, edge, edge), stops)
    shown.__dict__["projections"] = (centre,)
    rooms = [Box(0, 0, room, room) for room in range(40, 101, 2)]
    views = [fitted(shown, frame, room, 1.0) for room in rooms]
    filled = []
    for view, room in zip(views, rooms, strict=True):
        places = view.places(stops)
        across, down = zip(*places, strict=True)
        assert room.grown(1e-6).holds(Box(min(across), min(down), max(across), max(down)))
        # The nearest that the centre of the disc may come to the middle of the frame.
        x, y = view.origin
        x += min(max(50 - x, room.left - min(across)), room.right - max(across))
        y += min(max(50 - y, room.top - min(down)), room.bottom - max(down))
        farthest = max(dist((x, y), corner) for corner in product((0, 100), (0, 100)))
        assert view.is_filled == (farthest / view.per_km <= rim_km())
        filled.append(view.is_filled)
    assert {*filled} == {True, False}


@pytest.mark.parametrize("pole", [90, -90])
@pytest.mark.parametrize("turn", range(0, 360, 30))
def test_a_route_to_a_pole_runs_along_the_longer_side_of_its_sheet(pole: int, turn: int) -> None:
    side = pole / 90
    ends = ((78.6, turn), (85.0, turn), (pole * side, 0.0), (77.6, turn + 30))
    scene = route_of(*((side * latitude, longitude) for latitude, longitude in ends)).overview()
    for size in ("web", "a4"):
        drawing = Picture(scene, PictureOptions(preset=preset(size))).drawing
        xs, ys = zip(*(stop.place for stop in drawing.stops), strict=True)
        is_wide = drawing.frame.width > drawing.frame.height
        assert (max(xs) - min(xs) > max(ys) - min(ys)) == is_wide
