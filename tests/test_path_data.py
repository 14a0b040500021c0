"""Path data says where a line runs, in few letters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routemap.pictures.svg_markup import path_data

NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
places = st.tuples(st.floats(-9999, 9999), st.floats(-9999, 9999))


def places_of(data: str) -> list[tuple[float, float]]:
    """Read path data back, as SVG does: steps behind one `l`."""
    numbers = [float(number) for number in NUMBER.findall(data)]
    steps = list(zip(numbers[::2], numbers[1::2], strict=True))
    found = [steps[0]]
    for right, down in steps[1:]:
        found.append((found[-1][0] + right, found[-1][1] + down))
    return found


@given(st.lists(places, min_size=1, max_size=40), st.integers(1, 3))
def test_a_line_runs_where_it_did(line: list[tuple[float, float]], decimals: int) -> None:
    data = path_data(line, decimals=decimals)
    assert re.fullmatch(r"M[-\d. ]+(l[-\d. ]+)?", data)
    parts = 10**decimals
    # Halves may go either way: 0.15 has no exact half, its tenfold has.
    rounded = [(round(x * parts) / parts, round(y * parts) / parts) for x, y in line]
    assert all(
        place == pytest.approx(there, abs=0.5 / parts + 1e-9)
        for place, there in zip(rounded, line, strict=True)
    )
    expected = [place for n, place in enumerate(rounded) if n == 0 or place != rounded[n - 1]]
    assert places_of(data) == [pytest.approx(place, abs=1e-6) for place in expected]


def test_numbers_are_as_short_as_can_be() -> None:
    line = [(0.0, 0.0), (0.5, -0.5), (10.5, -0.5), (10.5, 99.5)]
    assert path_data(line, is_closed=True) == "M0 0l.5-.5 10 0 0 100Z"


def test_no_line_is_no_path() -> None:
    assert path_data([]) == ""
