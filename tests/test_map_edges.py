"""A leg that leaves the map at one edge comes back at the other, and none runs across it."""

from __future__ import annotations

from itertools import chain, pairwise
from math import dist, hypot

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from any_journey import journey_of, stop
from routemap.geo.azimuthal import azimuthal, rim_km
from routemap.geo.extent import Extent
from routemap.geo.geodesic import geodesic_path, line_length_km, sphere_distance_km
from routemap.geo.meridian_cut import equal_earth
from routemap.geo.shared_segments import Segment
from routemap.look import MARKS
from routemap.model.itinerary import build_itinerary
from routemap.pictures.lines import leg_stroke
from routemap.pictures.options import PictureOptions
from routemap.pictures.picture import Picture
from routemap.pictures.sizes import PRESETS, preset
from routemap.pictures.view import Box, Shown, View, fitted

# Of Equal Earth, in km: Šavrič, Patterson and Jenny (2019), table 1.
WORLD_WIDTH_KM = 34_489.0
NEAR_PX = 5.0
LONDON, TOKYO, SAN_FRANCISCO = (51.5, -0.1), (35.7, 139.7), (37.8, -122.4)
degrees = st.floats(-180, 180).map(lambda number: round(number, 3))
points = st.tuples(degrees.map(lambda degree: degree * 84 / 180), degrees)


@given(points, points, degrees, st.sampled_from([-1080.0, -360.0, 0.0, 360.0, 720.0]))
@settings(deadline=None)
def test_pieces_of_a_leg_on_a_map_of_the_world_end_on_its_outline(
    start: tuple[float, float], end: tuple[float, float], centre: float, turn: float
) -> None:
    assume(start != end)
    line = tuple((lat, lon + turn) for lat, lon in geodesic_path(start, end))
    world = equal_earth(centre)
    pieces = world.in_pieces(line)
    assert pieces
    places = [world.project(piece) for piece in pieces]
    for before, after in pairwise(pieces):
        assert abs(before[-1][1] - after[0][1]) > 90
        if abs(before[-1][0]) == 90:  # over a pole
            assert after[0][0] == before[-1][0]
            continue
        # Away at one edge, back at the other, at the same latitude.
        assert before[-1][0] == pytest.approx(after[0][0], abs=1e-9)
        assert {round(before[-1][1] - centre, 4), round(after[0][1] - centre, 4)} == {-180, 180}
    near_pole = max(abs(lat) for lat, _ in line) > 85
    for piece in places:
        longest = max((dist(*step) for step in pairwise(piece)), default=0.0)
        assert longest < WORLD_WIDTH_KM / (4 if near_pole else 20)
    together = sum(line_length_km(piece) for piece in pieces)
    assert together == pytest.approx(line_length_km(line), abs=0.01, rel=0.02)


@given(points, points, points)
@settings(deadline=None)
def test_pieces_of_a_leg_on_a_disc_end_on_its_rim(
    start: tuple[float, float], end: tuple[float, float], centre: tuple[float, float]
) -> None:
    line, disc = geodesic_path(start, end), azimuthal(*centre)
    pieces = disc.in_pieces(line)
    for piece in pieces:
        for place, point in ((disc.project(piece)[end], piece[end]) for end in (0, -1)):
            if point not in {line[0], line[-1]}:
                assert hypot(*place) == pytest.approx(rim_km(), abs=0.01)
    # Nothing of what lies on the disc is lost.
    kept = {point for piece in pieces for point in piece}
    shown = zip(line, disc.project(line), strict=True)
    assert {point for point, place in shown if hypot(*place) < rim_km()} <= kept
    assert all(
        hypot(*place) <= rim_km() + 0.01 for piece in pieces for place in disc.project(piece)
    )


def picture_of(*places: tuple[float, float]) -> Picture:
    stops = (stop(at=at, name=f"Stop {n}") for n, at in enumerate(places))
    return Picture(build_itinerary(journey_of(*stops)).overview(), PictureOptions())


HARD = {
    "round the world and back": (LONDON, TOKYO, SAN_FRANCISCO, LONDON),
    "twice round the world": 2 * ((10, 0), (20, 90), (-20, 180), (-10, -90)),
    "along the date line": ((60, 180), (0, 180), (-50, -180), (-40, 179.9)),
    "a stop on both sides of it": ((0, 179.99), (0, -179.99), (10, 100), (-30, -60)),
    "over the pole": ((80, 0), (80, 180)),
    "over the pole, and round the world": ((10, 20), (-10, -160), (-10, -70), (-30, 100), (10, 20)),
    "to both poles": ((90, 0), (-90, 0), (0, 120), (0, -120)),
    "antipodes": ((10, 20), (-10, -160)),
    "half the equator": ((0, 0), (0, 180)),
    "a wide route": ((38.9, -77.0), (59.3, 18.1)),
    "over the Pacific": ((-37.8, 145.0), (41.9, -87.6)),
    "round Antarctica": ((-54.8, -68.3), (-77.8, 166.7), (-69.0, 39.6), (-54.8, -68.3)),
    "far south, all round": ((-33.9, 18.4), (-36.8, 174.8), (-53.1, -70.9), (-33.9, 18.4)),
}


@pytest.mark.parametrize("name", HARD)
def test_hard_journeys_are_drawn_wide_and_tall(name: str) -> None:
    _draw_hard_journey(name, "newspaper-2", "card", "story")


@pytest.mark.slow
@pytest.mark.parametrize("name", HARD)
def test_hard_journeys_are_drawn_in_every_size(name: str) -> None:
    _draw_hard_journey(name, *PRESETS)


def _draw_hard_journey(name: str, *sizes: str) -> None:
    itinerary = build_itinerary(journey_of(*(stop(at=at) for at in HARD[name])))
    for size in sizes:
        drawing = Picture(itinerary.overview(), PictureOptions(preset(size))).drawing
        view = drawing.view
        left, top, right, bottom = drawing.frame
        for (x, y), (latitude, _) in zip(
            view.marks(itinerary.stop_positions), itinerary.stop_positions, strict=True
        ):
            assert left < x < right, size
            assert top < y < bottom, size
            there = view.point((x, y))
            assert there, size
            assert there[0] == pytest.approx(latitude, abs=0.1), size
        for line in chain.from_iterable(leg.lines for leg in drawing.legs):
            for start, end in pairwise(line):
                assert is_on_the_way(view, start, end), (size, start, end)


def is_on_the_way(view: View, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Tell whether a step on the sheet is one on Earth, not one over the map to its other edge."""
    if dist(start, end) < NEAR_PX:
        return True
    # Its ends may lie on the outline, to the last bit beyond it.
    inside = [
        (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
        for share in (0.02, 0.5, 0.98)
    ]
    first, middle, last = (view.point(place) for place in inside)
    assert first
    assert middle
    assert last
    if view.projection.is_of_world and abs(middle[0]) > 80:  # there a point is a line
        return True
    km = dist(inside[0], inside[-1]) / view.per_km
    return km < 4 * sphere_distance_km(first, last)


def test_a_leg_has_arrows_before_it_leaves_the_map_and_after_it_comes_back() -> None:
    picture = picture_of((10, 0), (20, 90), (-20, 180), (-10, -90), (10, 0), (20, 90))
    legs = [leg for leg in picture.drawing.legs if len(leg.lines) > 1]
    assert legs
    for leg in legs:
        for line in leg.lines:
            near = [
                arrow for arrow in leg.arrows if min(dist(arrow[0], place) for place in line) < 20
            ]
            assert near


def test_a_stop_where_the_map_is_cut_is_drawn_once() -> None:
    drawing = picture_of((10, 0), (20, 90), (0, 180), (0, -180), (-10, -90), (10, 0)).drawing
    figures = [each.figure for each in drawing.stops]
    assert len(figures) == len(set(figures)) == 6


def test_a_circle_that_leaves_the_map_comes_back_at_the_other_edge() -> None:
    view = View(equal_earth(10), Box(0, 0, 800, 400), 800 / 36_000, (400, 200))
    (near,) = view.marks([(40, 188)])
    assert [*view.circles(near, 2)] == [near]
    here, there = view.circles(near, 30)
    assert here == near
    edges = view.marks([(40, -169.9999), (40, 189.9999)])
    assert edges[0][0] - there[0] == pytest.approx(edges[1][0] - here[0], abs=0.01)


def test_what_lies_beyond_the_rim_has_no_mark_in_the_frame() -> None:
    """A close-up shows its place and not the other side of the Earth, which has a place beside."""
    disc = azimuthal(50, 10)
    assert disc.marks([(50, 10), (-50, -170), (-45, 170)])[1:] == [None, None]


def test_the_frame_holds_a_leg_to_where_it_leaves_the_map() -> None:
    # Along 77° S, at whose ends points of the leg stand 60 km from the edge of the map.
    line = tuple((-77.0, 170.0 + 4.9 * step) for step in range(5))
    world, frame = equal_earth(0.0), Box(0, 0, 600, 400)
    stops = ((60.0, -20.0), (-40.0, 30.0))
    shown = Shown(Extent(-77, -180, 60, 180), stops, (line, stops))
    left, right, *_ = shown.bounds(world)
    edges = [place[0] for place in world.project([(-77.0, -180 + 1e-6), (-77.0, 180 - 1e-6)])]
    assert (left, right) == pytest.approx(edges)
    view = fitted(shown, frame, frame.grown(-30), 1.0)
    assert view.projection.is_of_world
    for part in view.parts([line]):
        assert all(frame.grown(1e-6).holds(Box(*at, *at)) for at in part)


@pytest.mark.parametrize("lane", [-1, 0, 1, 2])
def test_a_lane_beside_a_leg_near_the_edge_stays_on_the_map(lane: int) -> None:
    for view in (
        View(equal_earth(0.0), Box(0, 0, 300, 200), 300 / WORLD_WIDTH_KM, (150, 100)),
        View(azimuthal(90.0, 0.0), Box(0, 0, 200, 200), 100 / rim_km(), (100, 100)),
    ):
        line = tuple((-18.0, float(lon)) for lon in range(-60, 61, 5))
        if view.projection.is_of_world:
            line = tuple((-84.0, lon) for _, lon in line)
        for towards in (line, line[::-1]):
            stroke = leg_stroke((Segment(towards, lane),), view, MARKS, 1.0)
            assert None not in view.points(stroke)
            ((x, y),) = view.places(towards[:1])
            assert dist(stroke[0], (x, y)) < 4 * MARKS.lane
