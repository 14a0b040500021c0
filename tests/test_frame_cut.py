"""What is cut to the frame shows within it what it showed before."""

from __future__ import annotations

from itertools import pairwise
from math import atan2
from typing import TYPE_CHECKING

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from routemap.pictures.clip import cut_line, cut_ring
from routemap.pictures.view import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FRAME = Box(0, 0, 100, 80)
# GEOS, which judges, errs with numbers whose square is nothing to a float, such as 5e-324.
numbers = st.floats(-300, 400).map(lambda number: round(number, 6))
places = st.tuples(numbers, numbers)


def star(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points in the order in which their middle sees them: such a ring hardly crosses itself."""
    x, y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return sorted(points, key=lambda point: atan2(point[1] - y, point[0] - x))


@given(st.lists(places, min_size=3, max_size=12, unique=True).map(star))
def test_a_ring_fills_the_same_part_of_the_frame(ring: list[tuple[float, float]]) -> None:
    whole = shapely.Polygon(ring)
    assume(whole.is_valid)
    cut = cut_ring([*ring, ring[0]], FRAME)
    assert all(-1e-6 <= x <= 100 + 1e-6 and -1e-6 <= y <= 80 + 1e-6 for x, y in cut)
    # Lines along the sides may join pieces; they fill nothing.
    filled = shapely.Polygon(cut).area if len(cut) > 2 else 0.0
    assert filled == pytest.approx(whole.intersection(shapely.box(*FRAME)).area, abs=1e-3)


@given(st.lists(places, min_size=2, max_size=12))
def test_a_line_keeps_all_of_it_that_is_in_the_frame(line: list[tuple[float, float]]) -> None:
    frame = shapely.box(*FRAME)

    def seen(pieces: Iterable[Sequence[tuple[float, float]]]) -> float:
        pairs = (pair for piece in pieces for pair in pairwise(piece))
        return sum(shapely.LineString(pair).intersection(frame).length for pair in pairs)

    assert seen(cut_line(line, FRAME)) == pytest.approx(seen([line]), abs=1e-3)


def test_what_lies_beyond_the_frame_is_left_out() -> None:
    assert not cut_ring([(200, 0), (300, 0), (300, 50), (200, 0)], FRAME)
    assert not list(cut_line([(-5, 5), (-5, 60), (-50, 70)], FRAME))
    assert list(cut_line([(-9, 9), (5, 9), (5, 99), (5, 200), (300, 300)], FRAME)) == [
        [(-9, 9), (5, 9), (5, 99)]
    ]
