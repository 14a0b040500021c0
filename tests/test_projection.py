"""The projection for paper follows from the extent, and keeps sizes and shapes within bounds."""

from __future__ import annotations

from itertools import product
from math import isfinite

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyproj import Geod

from routemap.geo.extent import Extent
from routemap.geo.geodesic import distance_km, geodesic_path
from routemap.geo.projection import Family, projection_for
from routemap.model.itinerary import build_itinerary
from routemap.pictures.fit import MapFit
from routemap.pictures.options import PictureOptions
from routemap.pictures.view import Box
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

ELLIPSOID = Geod(ellps="WGS84")
JOURNEY = Extent(39.0, 125.7, 51.9, 137.0)


@st.composite
def extents(draw: st.DrawFn) -> Extent:
    south = draw(st.floats(-90, 90))
    north = draw(st.floats(south, 90))
    west = draw(st.floats(-180, 180))
    return Extent(south, west, north, west + draw(st.floats(0, 360)))


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
    projection = projection_for(extent)
    assert (projection.family, projection.name) == (family, name)


def test_a_journey_round_a_pole_has_the_pole_in_the_middle() -> None:
    north = projection_for(Extent(70, 0, 89, 300))
    south = projection_for(Extent(-89, 0, -70, 300))
    assert north.project([(90, 0)]) == south.project([(-90, 0)]) == ((0, 0),)


def test_one_stop_lies_in_the_middle() -> None:
    for at in ((39.03, 125.75), (0.0, 0.0), (-89.0, 12.0), (90.0, 0.0), (64.7, -177.5)):
        (right, up), *_ = projection_for(Extent(*at, *at)).project([at])
        assert right == pytest.approx(0, abs=1e-6)
        if at != (0.0, 0.0):
            assert isfinite(up)


@given(extents())
def test_every_point_of_an_extent_has_a_place_of_its_own(extent: Extent) -> None:
    points = grid(extent)
    places = projection_for(extent).project(points)
    assert len(places) == len(points)
    for place in places:
        assert all(map(isfinite, place))


@given(extents())
def test_no_part_of_a_map_of_a_region_is_much_too_large_or_too_small(extent: Extent) -> None:
    projection = projection_for(extent)
    assume(projection.name != "Equal Earth")
    for point in grid(extent):
        along, across = projection.scale(point)
        assert 3 / 4 < along < 4 / 3
        assert 3 / 4 < across < 4 / 3


@given(extents())
def test_areas_of_a_world_map_are_true(extent: Extent) -> None:
    projection = projection_for(extent)
    assume(projection.name == "Equal Earth")
    for point in grid(extent):
        assert projection.areal_scale(point) == pytest.approx(1, abs=1e-3)


def test_on_the_shipped_extent_a_kilometre_is_a_kilometre() -> None:
    projection = projection_for(JOURNEY)
    for point in grid(JOURNEY):
        assert projection.scale(point) == pytest.approx((1, 1), abs=0.004)


def test_north_is_up_in_the_middle() -> None:
    (x0, y0), (x1, y1) = projection_for(JOURNEY).project([(45.0, 131.35), (46.0, 131.35)])
    assert x1 == pytest.approx(x0, abs=1e-6)
    assert y1 > y0


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
    view, _ = MapFit(scene, options, frame).fit(None, 1.0, 0)
    points = [(0, west + 1), (0, west + 180), (0, west + 359)]
    (left, _), (middle, _), (right, _) = view.places(points)
    assert left < middle < right
    assert right - left > 0.8 * frame.width
    assert abs(middle - frame.width / 2) < 1
    assert view.extent.west == pytest.approx(west, abs=0.01)
    assert view.extent.east == pytest.approx(west + 360, abs=0.01)
