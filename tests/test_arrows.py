"""Arrowheads and dashes: which way a track goes is seen at a glance, and nothing is shredded."""

from __future__ import annotations

from itertools import accumulate, combinations, pairwise
from math import atan2, cos, degrees, dist, pi, radians, sin
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routemap.look import MARKS
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.timeline import State
from routemap.pictures.arrows import Tracks, arrows_along, middle_of
from routemap.pictures.dashes import dash_of, whole_dashes
from routemap.pictures.drawing import Drawing
from routemap.pictures.label_placement import Mark
from routemap.pictures.lines import Stroke, length, nearest_place, place_along
from routemap.pictures.options import PictureOptions
from routemap.pictures.picture import Picture
from routemap.pictures.route import disc_of
from routemap.pictures.sizes import PRESETS
from routemap.pictures.view import Box, Place
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

SHEET = Box(-1e4, -1e4, 1e4, 1e4)
JOURNEYS = Path(__file__).parent / "journeys"
sizes = pytest.mark.parametrize("size", ["a4", "card", "newspaper-1"])


@pytest.fixture(scope="module")
def itinerary() -> Itinerary:
    return build_itinerary(read_journey(shipped_journey()))


def drawn(itinerary: Itinerary, size: str) -> Drawing:
    return Picture(itinerary.overview(), PictureOptions(PRESETS[size])).drawing


def direction(start: Place, end: Place) -> float:
    return degrees(atan2(end[1] - start[1], end[0] - start[0]))


def turned(one: float, other: float) -> float:
    return abs((one - other + 180) % 360 - 180)


def away(place: Place, lines: tuple[Stroke, ...]) -> float:
    pieces = (piece for line in lines for piece in pairwise(line))
    return min(dist(place, nearest_place(place, *piece)) for piece in pieces)


# Arrows -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("angle", range(0, 360, 7))
def test_an_arrow_is_longer_than_wide_and_points_along_its_line(angle: int) -> None:
    far = (300 * cos(radians(angle)), 300 * sin(radians(angle)))
    arrows = arrows_along(((0.0, 0.0), far), MARKS, 1.0, SHEET)
    assert arrows
    for tip, left, right in arrows:
        tail = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)
        assert turned(direction(tail, tip), angle) < 0.01
        assert dist(tail, tip) / dist(left, right) == pytest.approx(1.6, abs=0.05)


@given(st.floats(80, 400), st.floats(0, 2 * pi))
def test_on_a_bend_it_points_as_the_line_beneath_it_does(radius: float, begin: float) -> None:
    bend = tuple(
        (radius * cos(begin + n / 40), radius * sin(begin + n / 40)) for n in range(round(80 * pi))
    )
    for arrow in arrows_along(bend, MARKS, 1.0, SHEET):
        middle = middle_of(arrow)
        along = degrees(atan2(middle[1], middle[0])) + 90
        tail = ((arrow[1][0] + arrow[2][0]) / 2, (arrow[1][1] + arrow[2][1]) / 2)
        assert turned(direction(tail, arrow[0]), along) < 5


@sizes
def test_arrows_of_the_shipped_journey_point_along_their_lines(
    itinerary: Itinerary, size: str
) -> None:
    drawing = drawn(itinerary, size)
    for leg in drawing.legs:
        for arrow in leg.arrows:
            middle = middle_of(arrow)
            (line,) = leg.lines
            ends = [0.0, *accumulate(dist(*piece) for piece in pairwise(line))]
            at = min(
                (n / 10 for n in range(int(ends[-1] * 10))),
                key=lambda along: dist(middle, place_along(line, ends, along)),
            )
            beside = MARKS.arrow * 0.375 * drawing.options.unit
            start, end = (place_along(line, ends, at + by) for by in (-beside, beside))
            tail = ((arrow[1][0] + arrow[2][0]) / 2, (arrow[1][1] + arrow[2][1]) / 2)
            assert turned(direction(tail, arrow[0]), direction(start, end)) < 5


@sizes
def test_tracks_side_by_side_have_arrows_both_ways_that_touch_nothing(
    itinerary: Itinerary, size: str
) -> None:
    drawing = drawn(itinerary, size)
    unit = drawing.options.unit
    for one in drawing.legs:
        others = tuple(line for leg in drawing.legs if leg is not one for line in leg.lines)
        for arrow in one.arrows:
            for corner in arrow:
                assert away(corner, others) > (MARKS.leg_travelled + MARKS.arrow_edge) / 2 * unit
    heads = [middle_of(arrow) for leg in drawing.legs for arrow in leg.arrows]
    for head, other in combinations(heads, 2):
        assert dist(head, other) > MARKS.arrow_width * unit
    there, back = drawing.legs[-2:]
    for leg, beside in ((there, back), (back, there)):
        near = 2.4 * MARKS.lane * unit
        assert any(away(middle_of(arrow), beside.lines) < near for arrow in leg.arrows)


def test_an_arrow_stands_on_a_way_that_is_travelled_twice() -> None:
    line = ((0.0, 0.0), (300.0, 0.0))
    tracks = Tracks([[line], [line], [((0.0, 4.0), (300.0, 4.0))]], MARKS, 1.0)
    arrow = ((157.0, 0.0), (143.0, 4.5), (143.0, -4.5))
    assert not tracks.take(0, arrow), "it would touch the third"
    assert Tracks([[line], [line]], MARKS, 1.0).take(0, arrow)


def test_an_arrow_stands_wherever_no_corner_of_it_is_near_another_line() -> None:
    (arrow,) = arrows_along(((0.0, 0.0), (80.0, 30.0)), MARKS, 1.0, SHEET)
    tip, left, right = arrow
    corners = (tip, left, right, ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2))
    x, y = middle_of(arrow)
    nearest = MARKS.leg_travelled / 2 + MARKS.arrow_edge / 2
    found = set()
    for angle in map(radians, range(0, 180, 15)):
        for off in range(-30, 31):  # by half a pixel
            aside = (x - sin(angle) * off / 2, y + cos(angle) * off / 2)
            other = tuple(
                (aside[0] + cos(angle) * along, aside[1] + sin(angle) * along)
                for along in (-90.0, 70.0)
            )
            is_clear = min(away(corner, (other,)) for corner in corners) >= nearest
            is_same = max(away(corner, (other,)) for corner in (tip, corners[3])) < 1
            assert Tracks([[], [other]], MARKS, 1.0).take(0, arrow) == (is_clear or is_same)
            found.add(is_clear)
    assert len(found) == 2


# Dashes -------------------------------------------------------------------------------------------

points = st.tuples(st.floats(-500, 500), st.floats(-500, 500))


@given(
    st.lists(points, min_size=2, max_size=12),
    st.lists(st.builds(Mark, points, st.floats(1, 60)), max_size=6),
)
def test_what_is_seen_of_a_line_is_whole_dashes_beside_all_marks(
    line: list[Place], marks: list[Mark]
) -> None:
    for part in whole_dashes(tuple(line), 9, 5, marks):
        assert (length(part) + 5) % 14 == pytest.approx(0, abs=1e-6) or (
            (length(part) + 5) % 14 == pytest.approx(14, abs=1e-6)
        )
        assert all(away(at, (part,)) > radius - 1e-3 for at, radius in marks)


def test_nothing_is_lost_but_what_marks_hide_and_less_than_a_dash() -> None:
    line = ((0.0, 0.0), (200.0, 0.0))
    (first, last) = whole_dashes(line, 9, 5, [Mark((100, 0), 10), Mark((0, 0), 13)])
    assert first[0][0] == pytest.approx(13, abs=7)
    assert first[-1][0] == pytest.approx(90, abs=7)
    assert last[0][0] == pytest.approx(110, abs=7)
    assert last[-1][0] == pytest.approx(200, abs=7)
    assert not [*whole_dashes(((0, 0), (20, 0)), 9, 5, [Mark((0, 0), 13)])]


@sizes
def test_dashes_of_the_shipped_journey_end_whole_at_discs_and_arrows(
    itinerary: Itinerary, size: str
) -> None:
    drawing = drawn(itinerary, size)
    unit = drawing.options.unit
    discs = [disc_of(stop, unit) for stop in drawing.stops]
    for leg in drawing.legs:
        for basis, strokes in ((leg.basis, leg.seen_lines), ("unknown", leg.seen_stubs)):
            dash, _ = (float(each) * unit for each in dash_of(basis, State.VISITED).split())
            for stroke in strokes:
                assert length(stroke) >= dash - 1e-6
                assert all(away(at, (stroke,)) >= radius - 1e-3 for at, radius in discs)
                assert all(
                    away(middle_of(arrow), (stroke,)) > MARKS.arrow / 2 * unit
                    for arrow in leg.arrows
                )
