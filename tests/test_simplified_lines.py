"""A line of fewer points looks the same, and lines find the stops that they join."""

from __future__ import annotations

from itertools import accumulate, product
from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString
from shapely import Point as Place

from routemap.formats.joined_lines import joined_lines
from routemap.geo.simplify import simplified
from work import steps as work_steps

TOLERANCE_M = 10.0
METRES_A_DEGREE = 111_320.0
# Whole ten-millionths of a degree, a centimetre: no device tells more.
degrees = st.integers(-4000, 4000).map(lambda number: number / 1e7)
steps = st.tuples(degrees, degrees) | st.just((0.0, 0.0))
walks = st.builds(
    lambda start, taken: list(
        accumulate(taken, lambda at, step: (at[0] + step[0], at[1] + step[1]), initial=start)
    ),
    st.tuples(st.floats(-80, 80), st.floats(-179, 179)),
    st.lists(steps, min_size=1, max_size=60),
)


@given(walks)
def test_no_point_lies_further_from_the_line_than_the_tolerance(
    walk: list[tuple[float, float]],
) -> None:
    line = simplified(walk, TOLERANCE_M)
    assert (line[0], line[-1]) == (walk[0], walk[-1])
    assert set(line) <= set(walk)
    latitudes = [latitude for latitude, _ in walk]
    across = METRES_A_DEGREE * cos(radians((min(latitudes) + max(latitudes)) / 2))

    def on_plane(point: tuple[float, float]) -> tuple[float, float]:
        return (point[1] * across, point[0] * METRES_A_DEGREE)

    drawn = LineString([on_plane(point) for point in line])
    assert all(drawn.distance(Place(on_plane(point))) <= TOLERANCE_M + 1e-3 for point in walk)


def test_a_straight_walk_is_two_points_and_a_corner_stays() -> None:
    straight = [(0.0, number / 10_000) for number in range(100)]
    assert simplified(straight, TOLERANCE_M) == [straight[0], straight[-1]]
    corner = [*straight, *((number / 10_000, straight[-1][1]) for number in range(100))]
    assert straight[-1] in simplified(corner, TOLERANCE_M)


def test_a_line_that_no_cut_shortens_takes_no_square_of_its_points() -> None:
    # The farthest point is always the next one: the worst there is.
    def work(points: int) -> int:
        line = [((-1) ** number * 10 * 0.99**number, 0.001 * number) for number in range(points)]
        return work_steps(lambda: simplified(line, TOLERANCE_M))

    assert work(2000) < 3 * work(1000)


# Lines between stops -----------------------------------------------------------------------------

A, B, C = (0.0, 0.0), (0.0, 4.0), (3.0, 4.0)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ([A, (1.0, 2.0), B], {0: 0}),
        ([B, A], {0: 0}),
        ([B, C], {1: 0}),
        ([A, C], {}),  # they do not follow each other
        ([(0.0, 0.1), B], {0: 0}),
        ([(0.0, 0.24), B], {}),  # 26 km from the stop
        ([(0.0, -0.1), (0.1, 4.0)], {0: 0}),
    ],
)
def test_a_line_joins_two_stops_that_follow_each_other(
    line: list[tuple[float, float]], found: dict[int, int]
) -> None:
    joined = joined_lines([A, B, C], [[line]], {0: 1, 1: 2})
    assert {leg: number for leg, (number, _) in joined.items()} == found


def test_a_short_way_is_joined_only_by_what_is_near() -> None:
    near, far = (0.0, 0.0008), (0.0, 0.005)  # 89 and 557 m from the stop
    stops = [A, (0.0, 0.02)]
    assert joined_lines(stops, [[[far, stops[1]]]], {0: 1}) == {}
    assert list(joined_lines(stops, [[[far, stops[1]]], [[near, stops[1]]]], {0: 1})) == [0]


def test_each_leg_has_one_line_the_first() -> None:
    ways = [[[A, B]], [[A, (1.0, 1.0), B]]]
    joined = joined_lines([A, B, A], ways, {0: 1, 1: 2})
    assert joined == {0: (0, [[A, B]]), 1: (1, [[B, (1.0, 1.0), A]])}


def test_stops_are_found_at_all_longitudes_and_none_at_an_unknown_place() -> None:
    for latitude, longitude in product((-89.0, 0.0, 60.0), (-180.0, 179.99)):
        stops = [(latitude, longitude), (latitude / 2, longitude / 2)]
        assert list(joined_lines(stops, [[stops]], {0: 1})) == [0]
    assert joined_lines([None, A, None], [[[A, B]]], {0: 1, 1: 2}) == {}
    across, line = [(0.0, 180.0), (3.0, 179.0)], [[(0.0, -180.0), (3.0, 179.0)]]
    assert list(joined_lines(across, [line], {0: 1})) == [0]
