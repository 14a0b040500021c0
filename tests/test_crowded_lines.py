"""Of lines that look alike and lie on each other, as many are drawn as can be seen."""

from __future__ import annotations

from itertools import pairwise
from math import dist
from random import Random

import pytest

from routemap.pictures.clip import part_within
from routemap.pictures.crowded_lines import CrowdedLines
from routemap.pictures.lines import Stroke, length
from routemap.pictures.view import Box, Place

FRAME = Box(0.0, 0.0, 400.0, 300.0)
ACROSS = ((10.0, 100.0), (390.0, 100.0))


def drawn(lines: list[tuple[Place, ...]], unit: float = 1.0) -> list[list[list[Place]]]:
    crowd = CrowdedLines(FRAME, unit)
    return [[list(part) for part in crowd.seen(line)] for line in lines]


def random_lines(number: int, points: int = 4) -> list[tuple[Place, ...]]:
    rng = Random(20)  # noqa: S311  lines, no secret
    return [
        tuple((rng.uniform(-50, 450), rng.uniform(-50, 350)) for _ in range(points))
        for _ in range(number)
    ]


def test_a_few_lines_are_drawn_whole() -> None:
    lines = [*random_lines(20), *[ACROSS] * 3]
    assert drawn(lines) == [[list(line)] for line in lines]


def test_of_lines_that_lie_on_each_other_the_first_are_drawn() -> None:
    found = drawn([ACROSS] * 100)
    number = sum(map(bool, found))
    assert 10 < number < 50
    assert found == [[list(ACROSS)]] * number + [[]] * (100 - number)


def test_a_line_is_left_out_only_where_others_are_drawn() -> None:
    first = ((100.0, 100.0), (200.0, 100.0))
    *_, last = drawn([*[first] * 50, ACROSS])
    before, after = last
    assert before[0] == ACROSS[0]
    assert after[-1] == ACROSS[1]
    # A cell more or less.
    assert before[-1] == pytest.approx((100, 100), abs=8)
    assert after[0] == pytest.approx((200, 100), abs=8)


@pytest.mark.parametrize(("gap", "parts"), [(16.0, 2), (64.0, 3)])
def test_a_bit_of_a_line_between_others_that_hide_it_is_left_out(gap: float, parts: int) -> None:
    before, after = ((100.0, 100.0), (200.0, 100.0)), ((200.0 + gap, 100.0), (300.0, 100.0))
    *_, last = drawn([*[before] * 50, *[after] * 50, ACROSS])
    assert len(last) == parts


def test_what_is_left_out_takes_no_room_from_others() -> None:
    before, after = ((100.0, 100.0), (200.0, 100.0)), ((216.0, 100.0), (300.0, 100.0))
    between = ((202.0, 100.0), (214.0, 100.0))
    hiding = [*[before] * 50, *[after] * 50]
    alone = drawn([*hiding, *[between] * 50])
    beside = drawn([*hiding, *[ACROSS] * 50, *[between] * 50])
    assert beside[-50:] == alone[-50:]


def arrow_at(x: float, y: float) -> Stroke:
    return ((x + 6, y), (x - 6, y + 4), (x - 6, y - 4))


def test_there_is_room_for_an_arrow_where_lines_are_few() -> None:
    crowd = CrowdedLines(FRAME, 1.0)
    for line in [ACROSS] * 50:
        list(crowd.seen(line))
    assert not crowd.has_room_for(arrow_at(200.0, 100.0))
    assert crowd.has_room_for(arrow_at(200.0, 150.0))
    assert crowd.has_room_for(arrow_at(-4.0, 100.0))


def test_what_lies_beyond_the_frame_is_drawn_however_many_lie_there() -> None:
    beyond = ((-90.0, -50.0), (390.0, -50.0))
    through = ((-100.0, 100.0), (500.0, 100.0))
    assert all(drawn([beyond] * 100))
    *_, last = drawn([through] * 100)
    assert [part[0] for part in last] == [through[0], pytest.approx((400, 100))]
    assert [part[-1] for part in last] == [pytest.approx((0, 100)), through[1]]


def test_however_many_lines_there_are_what_is_drawn_is_bounded() -> None:
    lines = random_lines(3000)
    drawn_px = [
        sum(
            sum(map(_length_within, pairwise(part)))
            for parts in drawn(lines[:number])
            for part in parts
        )
        for number in (1000, 2000, 3000)
    ]
    assert drawn_px[2] < drawn_px[0] * 1.15
    assert drawn_px[0] <= drawn_px[1] <= drawn_px[2]


def _length_within(segment: tuple[Place, Place]) -> float:
    enters, leaves = part_within(FRAME, *segment) or (0.0, 0.0)
    return dist(*segment) * (leaves - enters)


def test_what_is_drawn_of_a_line_lies_upon_it() -> None:
    for line, parts in zip(random_lines(600, 2), drawn(random_lines(600, 2)), strict=True):
        assert sum(map(length, parts)) <= dist(*line) * (1 + 1e-9)
        for place in (place for part in parts for place in part):
            assert dist(line[0], place) + dist(place, line[1]) == pytest.approx(dist(*line))


def test_on_a_larger_sheet_as_many_lines_find_room_as_on_a_smaller() -> None:
    """Cells grow with the sheet's unit: a small picture and a large one leave out the same."""
    lines = random_lines(2000)
    doubled = [tuple((2 * x, 2 * y) for x, y in line) for line in lines]
    crowd = CrowdedLines(Box(*(2 * side for side in FRAME)), 2.0)
    numbers = [len([*crowd.seen(line)]) for line in doubled]
    assert numbers == [len(parts) for parts in drawn(lines)]
