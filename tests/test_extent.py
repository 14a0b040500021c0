"""The smallest box round points, across ±180° where that is smaller."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routemap.geo.extent import extent_of
from routemap.geo.scale import web_mercator, web_position

if TYPE_CHECKING:
    from routemap.geo import Point

points = st.tuples(st.floats(-90, 90), st.floats(-180, 180, exclude_max=True))


@given(st.lists(points, min_size=1))
def test_every_point_lies_in_the_box(positions: list[Point]) -> None:
    south, west, north, east = extent_of(positions)
    assert west <= east
    for latitude, longitude in positions:
        assert south <= latitude <= north
        assert any(west <= longitude + turn <= east + 1e-9 for turn in (0, 360))


@given(st.lists(points, min_size=1))
def test_no_box_that_stays_on_one_side_of_the_date_line_is_smaller(positions: list[Point]) -> None:
    box = extent_of(positions)
    longitudes = [longitude for _, longitude in positions]
    assert box.east - box.west <= max(longitudes) - min(longitudes) + 1e-9


@given(st.lists(points, min_size=1), st.randoms(use_true_random=False))
def test_the_order_of_points_does_not_matter(positions: list[Point], random: object) -> None:
    mixed = list(positions)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert extent_of(mixed) == extent_of(positions)


def test_a_point_has_a_box_without_size() -> None:
    assert extent_of([(42.0, 130.0)]) == (42, 130, 42, 130)


def test_a_box_over_the_date_line_runs_on_past_180() -> None:
    assert extent_of([(10.0, 170.0), (20.0, -170.0)]) == (10, 170, 20, 190)
    assert extent_of([(0.0, 179.0), (0.0, -179.0), (0.0, -178.0)]) == (0, 179, 0, 182)


def test_a_box_over_greenwich_does_not() -> None:
    assert extent_of([(0.0, -10.0), (0.0, 20.0)]) == (0, -10, 0, 20)


def test_no_point_has_no_box() -> None:
    with pytest.raises(ValueError, match="point"):
        extent_of([])


@given(
    st.floats(min_value=-85, max_value=85),
    st.floats(min_value=-180, max_value=540),
)
def test_a_place_on_a_web_map_is_found_again(latitude: float, longitude: float) -> None:
    found = web_position(web_mercator((latitude, longitude)))
    assert found == pytest.approx((latitude, longitude), abs=1e-9)
