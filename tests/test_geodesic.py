"""Shortest ways on the ellipsoid: both ends, steps of 50 km at most, no jump at the date line."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routemap.geo.geodesic import distance_km, geodesic_path, sphere_distance_km

if TYPE_CHECKING:
    from routemap.geo import Point

points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(points, points)
def test_a_path_starts_and_ends_at_its_ends(start: Point, end: Point) -> None:
    path = geodesic_path(start, end)
    assert path[0] == start
    assert path[-1][0] == end[0]
    if max(abs(start[0]), abs(end[0])) < 89:  # a pole has every longitude
        turns = (path[-1][1] - end[1]) / 360
        assert turns == pytest.approx(round(turns), abs=1e-6)


@given(points, points)
def test_no_step_is_longer_than_fifty_kilometres(start: Point, end: Point) -> None:
    for here, there in pairwise(geodesic_path(start, end)):
        assert distance_km(here, there) <= 50.001


@given(points, points)
def test_the_steps_add_up_to_the_distance(start: Point, end: Point) -> None:
    path = geodesic_path(start, end)
    steps = sum(distance_km(here, there) for here, there in pairwise(path))
    assert steps == pytest.approx(distance_km(start, end), abs=0.01)


@given(points, points)
def test_longitudes_run_on_and_never_jump_by_a_turn(start: Point, end: Point) -> None:
    path = geodesic_path(start, end)
    assert abs(path[-1][1] - path[0][1]) <= 180 + 1e-6
    for (north, here), (south, there) in pairwise(path):
        if max(abs(north), abs(south)) < 89:
            assert abs(there - here) < 90


def test_a_path_over_the_date_line_goes_the_short_way() -> None:
    path = geodesic_path((50.0, 170.0), (50.0, -170.0))
    assert path[-1] == pytest.approx((50, 190))
    assert all(170 <= longitude <= 190 + 1e-9 for _, longitude in path)


def test_a_path_to_where_one_stands_is_its_two_ends() -> None:
    assert geodesic_path((42.0, 130.0), (42.0, 130.0)) == ((42, 130), (42, 130))


def test_a_degree_of_latitude_at_the_equator_is_110_574_metres() -> None:
    assert distance_km((-0.5, 0.0), (0.5, 0.0)) == pytest.approx(110.574, abs=0.001)


@given(points, points)
def test_the_sphere_is_at_most_six_thousandths_off(start: Point, end: Point) -> None:
    assert sphere_distance_km(start, end) == pytest.approx(distance_km(start, end), rel=0.006)


def test_a_distance_is_known_from_other_sources() -> None:
    # A degree of the equator (a π / 180), and a quarter of a meridian.
    assert distance_km((0, 179.5), (0, -179.5)) == pytest.approx(111.319491, abs=1e-6)
    assert distance_km((0, 20), (90, 0)) == pytest.approx(10001.965729, abs=1e-6)
