"""The projection for paper follows from the extent, and keeps sizes and shapes within bounds."""

from __future__ import annotations

from itertools import chain, pairwise, product
from math import hypot, isfinite

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyproj import Geod

from routemap.geo.azimuthal import RIM_DEGREES, Azimuthal, azimuthal, stretched
from routemap.geo.clipping import with_steps
from routemap.geo.extent import Extent, extent_of, wrapped
from routemap.geo.geodesic import distance_km, geodesic_path, sphere_distance_km
from routemap.geo.projection import Family, Projection
from routemap.geo.projection_choice import projections_for
from routemap.geo.smallest_cap import smallest_cap
from routemap.model.itinerary import build_itinerary
from routemap.pictures.fit import MapFit, Room, whole_route
from routemap.pictures.options import PictureOptions
from routemap.pictures.view import Box
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

ELLIPSOID = Geod(ellps="WGS84")
JOURNEY = Extent(39.0, 125.7, 51.9, 137.0)


@st.composite
def extents(draw: st.DrawFn, largest: float = 360) -> Extent:
    """Any box in degrees, or one as wide and high as `largest` at most."""
    south = draw(st.floats(-90, 90))
    north = draw(st.floats(south, min(south + largest, 90)))
    west = draw(st.floats(-180, 180))
    return Extent(south, west, north, west + draw(st.floats(0, largest)))


def grid(extent: Extent) -> list[tuple[float, float]]:
    """25 points from edge to edge; the poles themselves have neither parallel nor scale."""
    shares = (0.001, 0.25, 0.5, 0.75, 0.999)
    return [
        (
            min(max(extent.south + up * (extent.north - extent.south), -89.9), 89.9),
            extent.west + right * (extent.east - extent.west),
        )
        for up, right in product(shares, shares)
    ]


def edges(extent: Extent) -> list[tuple[float, float]]:
    return [*with_steps(extent.outline, 5.0)]


def chosen(extent: Extent) -> Projection:
    """Return what is tried first for an area."""
    return projections_for(extent, edges(extent))[0]


def route(*stops: tuple[float, float]) -> tuple[Projection, ...]:
    """Return what may suit a route of geodesics."""
    lines = [geodesic_path(*pair) for pair in pairwise(stops)]
    box = extent_of((*stops, *((lat, wrapped(lon)) for lat, lon in chain.from_iterable(lines))))
    return projections_for(box, stops, lines)


@pytest.mark.parametrize(
    ("extent", "family", "name"),
    [
        (JOURNEY, Family.CONIC, "Lambert conformal conic"),
        (Extent(-40, -20, 60, 150), Family.CYLINDRICAL, "Equal Earth"),
        (Extent(-8, 95, 6, 141), Family.CYLINDRICAL, "Mercator"),
        (Extent(-55, -76, -17, -66), Family.AZIMUTHAL, "Lambert azimuthal equal-area"),  # Chile
        (Extent(66, -180, 90, 180), Family.AZIMUTHAL, "Lambert azimuthal equal-area"),
        (Extent(-90, 166, -77, 168), Family.AZIMUTHAL, "Lambert azimuthal equal-area"),
        (Extent(-45, 165, -15, 190), Family.CONIC, "Lambert conformal conic"),  # over ±180°
        (Extent(48.85, 2.35, 48.86, 2.37), Family.CONIC, "Lambert conformal conic"),  # a street
    ],
)
def test_the_family_follows_from_size_shape_and_latitude(
    extent: Extent, family: Family, name: str
) -> None:
    projection = chosen(extent)
    assert (projection.family, projection.name) == (family, name)


def test_a_journey_round_a_pole_has_the_pole_in_the_middle() -> None:
    north, *_ = route((70, 0), (75, 120), (70, 240), (70, 0))
    south, *_ = route((-35, 20), (-35, 140), (-50, -70), (-35, 20))
    assert north.project([(90, 0)]) == south.project([(-90, 0)]) == ((0, 0),)


@pytest.mark.parametrize(
    ("pole", "stops"),
    [
        (-90, ((59.9, 10.7), (-20.5, -29.3), (-34.2, 18.4), (-77.6, 166.4), (-90, 0), (-43, 147))),
        (90, ((-42.9, 147.3), (9.0, -79.5), (64.5, -165.4), (90, 0), (78.9, 11.9), (-33.9, 18.4))),
    ],
)
def test_from_the_other_half_of_the_earth_to_a_pole_the_map_shows_the_pole_as_it_is(
    pole: float, stops: tuple[tuple[float, float], ...]
) -> None:
    up, aside = route(*stops)
    assert up.is_turned(aside)
    assert not up.is_turned(azimuthal(pole, 0))
    for projection in (up, aside):
        assert projection.project([(pole, 77)]) == ((0, 0),)
        assert all(projection.shows(projection.project(stops)))
    # The farthest stop is at the top of the one and at the left of the other; in the north below.
    (right, high), (left, _) = up.project(stops[:1])[0], aside.project(stops[:1])[0]
    assert abs(right) < 1 < abs(high)
    assert (high > 0) == (pole < 0)
    assert left == pytest.approx(-abs(high))


@pytest.mark.parametrize(
    "stops",
    [
        # Equal Earth stretches Spitsbergen less than a map round the pole would Cape Horn.
        ((78.2, 15.6), (0, -30), (-56, -67), (-37.8, 145.0), (20, -155)),
        # Round either pole the other would be the rim.
        ((90, 0), (-90, 0), (30, 100), (0, -80)),
        ((-90, 0), (78.2, 15.6), (40, -160)),
    ],
)
def test_a_map_round_a_pole_shows_no_more_than_can_be_known(
    stops: tuple[tuple[float, float], ...],
) -> None:
    first, *_ = route(*stops)
    assert first.is_of_world


def test_a_journey_of_half_the_globe_has_its_middle_in_the_middle() -> None:
    first, then = route((-37.8, 145.0), (41.9, -87.6))
    assert (first.family, then.name) == (Family.AZIMUTHAL, "Equal Earth")
    ends = first.project([(-37.8, 145.0), (41.9, -87.6)])
    assert hypot(*ends[0]) == pytest.approx(hypot(*ends[1]), rel=0.01)
    assert hypot(ends[0][0] + ends[1][0], ends[0][1] + ends[1][1]) < 100


def test_a_map_of_the_world_is_cut_where_the_fewest_legs_run() -> None:
    # Nothing runs over the Pacific, and then only one leg over the Atlantic.
    for stops, cuts in (
        (((60, -120), (-50, -70), (50, 0), (-40, 20), (60, 100), (-45, 150)), 0),
        (((10, -30), (60, 60), (-60, 90), (10, 160), (-60, -170), (0, -90), (10, -30)), 1),
    ):
        (world,) = route(*stops)
        assert world.is_of_world
        lines = [geodesic_path(*pair) for pair in pairwise(stops)]
        pieces = [len(world.in_pieces(line)) for line in lines]
        assert sum(pieces) - len(lines) == cuts


def test_one_stop_lies_in_the_middle() -> None:
    for at in ((39.03, 125.75), (0.0, 0.0), (-89.0, 12.0), (90.0, 0.0), (64.7, -177.5)):
        (right, up), *_ = projections_for(Extent(*at, *at), [at])[0].project([at])
        assert right == pytest.approx(0, abs=0.5)
        if at != (0.0, 0.0):
            assert isfinite(up)


@given(extents())
def test_every_point_of_an_extent_has_a_place_of_its_own(extent: Extent) -> None:
    points = grid(extent)
    for projection in projections_for(extent, edges(extent)):
        places = projection.project(points)
        assert len(places) == len(points)
        for place in places:
            assert all(map(isfinite, place))


@given(extents(largest=60))
def test_no_part_of_a_map_of_a_region_is_much_too_large_or_too_small(extent: Extent) -> None:
    projection = chosen(extent)
    assume(projection.family != Family.AZIMUTHAL and not projection.is_of_world)
    for point in grid(extent):
        along, across = projection.scale(point)
        assert 3 / 4 < along < 4 / 3
        assert along == pytest.approx(across, rel=1e-3)


@given(extents())
def test_areas_of_other_maps_are_true(extent: Extent) -> None:
    *_, projection = projections_for(extent, edges(extent))
    for point in grid(extent):
        assert projection.areal_scale(point) == pytest.approx(1, abs=1e-3)


@given(extents())
def test_an_azimuthal_map_ends_where_shapes_are_stretched_most(extent: Extent) -> None:
    for projection in projections_for(extent, edges(extent)):
        assume(isinstance(projection, Azimuthal))
        assert projection.reach == RIM_DEGREES or abs(projection.latitude) == 90
        found = projection.located(projection.outline)
        for point in (*found, *grid(extent)):
            assert point
            assert projection.stretch(point) < stretched(projection.reach) * 1.01


def test_on_the_shipped_extent_a_kilometre_is_a_kilometre() -> None:
    projection = chosen(JOURNEY)
    for point in grid(JOURNEY):
        assert projection.scale(point) == pytest.approx((1, 1), abs=0.004)


def test_north_is_up_in_the_middle() -> None:
    (x0, y0), (x1, y1) = chosen(JOURNEY).project([(45.0, 131.35), (46.0, 131.35)])
    assert x1 == pytest.approx(x0, abs=1e-6)
    assert y1 > y0


@given(
    st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=12),
    st.floats(0.1, 90),
)
def test_the_smallest_cap_holds_all_points(points: list[tuple[float, float]], reach: float) -> None:
    near = [(lat * reach / 180, lon * reach / 360) for lat, lon in points]
    cap = smallest_cap(near)
    assert cap
    away = [sphere_distance_km(cap.centre, point) / 111.195 for point in near]
    assert max(away) <= cap.radius + 0.8
    # One that is smaller by far holds not both of the points that lie furthest apart.
    widest = max(sphere_distance_km(a, b) for a, b in product(near, near)) / 111.195
    assert widest / 2 - 0.8 <= cap.radius <= widest / 3**0.5 + 0.8


def test_points_all_round_the_earth_have_no_cap() -> None:
    assert smallest_cap([(0, 0), (10, 120), (-10, 240), (80, 0), (-80, 0)]) is None


# Lengths -----------------------------------------------------------------------------------------

points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(points, points)
def test_lengths_agree_with_those_of_proj(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    _, _, metres = ELLIPSOID.inv(start[1], start[0], end[1], end[0])
    assert distance_km(start, end) == pytest.approx(metres / 1000, rel=1e-3, abs=1e-6)


@given(points, points)
def test_a_path_is_as_long_as_the_distance(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    latitudes, longitudes = zip(*geodesic_path(start, end), strict=True)
    length = ELLIPSOID.line_length(longitudes, latitudes)
    assert length / 1000 == pytest.approx(distance_km(start, end), rel=1e-3, abs=1e-6)


@pytest.mark.parametrize("west", [-180.0, -170.0, -30.0, 20.0, 100.0])
def test_the_whole_world_is_shown_wherever_it_is_cut(west: float) -> None:
    scene = build_itinerary(read_journey(shipped_journey())).overview()
    frame = Box(0, 0, 1152, 527)
    options = PictureOptions(area=Extent(-60.0, west, 75.0, west + 360))
    view, _ = MapFit(scene, options, frame, whole_route(scene)).fit(None, Room())
    points = [(0, west + 1), (0, west + 180), (0, west + 359)]
    (left, _), (middle, _), (right, _) = view.places(points)
    assert left < middle < right
    assert right - left > 0.8 * frame.width
    assert abs(middle - frame.width / 2) < 1
    assert view.extent.west == pytest.approx(west, abs=0.01)
    assert view.extent.east == pytest.approx(west + 360, abs=0.01)
