"""Lines of legs stay on their geometry, and legs along the same ground lie beside each other."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import dist
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any_journey import journey_of, stop
from routemap.geo.shared_segments import Segment, shared_segments
from routemap.look import MARKS
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.journey import Basis, LegGeometry
from routemap.page.content import map_content
from routemap.pictures.compose import compose
from routemap.pictures.lines import LaidSegment, drawn_line
from routemap.pictures.options import PictureOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

Place = tuple[float, float]
MOST_PX = 1.5
A, B, C, D = (50.0, 10.0), (50.0, 11.0), (51.0, 12.0), (52.0, 13.0)
places = st.tuples(st.floats(-2000, 2000), st.floats(-2000, 2000))


def from_line(place: Place, line: Sequence[Place]) -> float:
    """Return how far a place lies from the nearest point of a line."""

    def from_piece(start: Place, end: Place) -> float:
        dx, dy = end[0] - start[0], end[1] - start[1]
        share = ((place[0] - start[0]) * dx + (place[1] - start[1]) * dy) / (dx**2 + dy**2 or 1)
        share = min(max(share, 0), 1)
        return dist(place, (start[0] + share * dx, start[1] + share * dy))

    return min(from_piece(start, end) for start, end in pairwise(line))


def along(line: Sequence[Place]) -> list[Place]:
    """Return the points of a line and some between."""
    between = [
        (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
        for start, end in pairwise(line)
        for share in (0.0, 0.2, 0.4, 0.6, 0.8)
    ]
    return [*between, line[-1]]


def apart(line: Sequence[Place], other: Sequence[Place]) -> float:
    """Return how far two lines lie apart where they do most (Hausdorff)."""
    return max(
        *(from_line(place, other) for place in along(line)),
        *(from_line(place, line) for place in along(other)),
    )


def with_line(*points: Place) -> Itinerary:
    """Return a journey of one leg with this line."""
    journey = journey_of(stop("2023", at=points[0], name="a"), stop("2024", at=points[-1]))
    geometry = LegGeometry((points,), 1000.0, "source", "licence")
    return build_itinerary(replace(journey, legs=(replace(journey.legs[0], geometry=geometry),)))


# On their geometry -------------------------------------------------------------------------------


@given(st.lists(places, min_size=2, max_size=12))
def test_a_line_is_drawn_where_it_runs_and_ends_where_it_ends(line: list[Place]) -> None:
    drawn = drawn_line([LaidSegment(line)], MARKS, 1.0)
    assert (drawn[0], drawn[-1]) == (line[0], line[-1])
    assert apart(drawn, line) <= MOST_PX + 1e-6


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-3, 3)), min_size=2, max_size=60))
def test_a_line_of_many_small_steps_is_drawn_where_it_runs(steps: list[Place]) -> None:
    line = [(0.0, 0.0)]
    for right, down in steps:
        line.append((line[-1][0] + right, line[-1][1] + down))
    assert apart(drawn_line([LaidSegment(line)], MARKS, 1.0), line) <= MOST_PX + 1e-6


@pytest.mark.parametrize("unit", [0.5, 1.0, 4.0])
def test_the_bound_grows_with_the_pixels_of_a_sheet(unit: float) -> None:
    line = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0)]
    assert 0 < apart(drawn_line([LaidSegment(line)], MARKS, unit), line) <= MOST_PX * unit


@pytest.mark.parametrize(
    "points",
    [
        ((50.0, 130.0), (51.0, 130.0), (51.0, 132.0)),
        ((50.0, 130.0), (51.0, 130.0), (51.0, 132.0), (51.0, 130.0), (50.0, 130.0)),
    ],
)
def test_a_picture_of_a_leg_passes_its_corners(points: tuple[Place, ...]) -> None:
    drawing = compose(with_line(*points).overview(), PictureOptions())
    (leg,) = drawing.legs
    given_line = drawing.view.places(points)
    assert leg.lines[0][0] == pytest.approx(given_line[0])
    assert leg.lines[0][-1] == pytest.approx(given_line[-1])
    assert apart(leg.lines[0], given_line) <= MOST_PX * drawing.options.unit + 1e-6


# Along the same ground ---------------------------------------------------------------------------


def lanes(*legs: list[Place]) -> list[list[tuple[int, bool]]]:
    """Return lane and direction of each segment of each leg, which has one line."""
    return [
        [(segment.lane, segment.is_forward) for segment in line]
        for (line,) in shared_segments([[leg] for leg in legs])
    ]


def test_a_leg_that_runs_alone_is_one_segment() -> None:
    ((line,),) = shared_segments([[[A, B, C, B, A]]])
    assert line == (Segment((A, B, C, B, A)),)


def test_there_and_back_have_the_first_lane_of_their_sides() -> None:
    assert lanes([A, B, C], [C, B, A]) == [[(1, True)], [(1, False)]]


def test_a_leg_is_cut_where_its_lane_changes() -> None:
    """On the ground from A to B the second leg is the first in its direction, beyond it is not."""
    assert lanes([B, C, B, A], [A, B, C], [C, B]) == [
        [(1, True), (1, False), (1, True)],
        [(1, False), (2, True)],
        [(2, False)],
    ]


def test_points_less_than_a_hundred_metres_apart_cut_no_segment() -> None:
    beside = (B[0] + 0.0001, B[1])
    assert lanes([A, B, beside, C], [A, B, beside, C]) == [[(1, True)], [(2, True)]]


def test_a_stub_has_its_lane_like_a_line() -> None:
    journey = journey_of(
        *(stop(f"{2020 + n}", at=at, name=f"s{n}") for n, at in enumerate((A, C, A)))
    )
    there = LegGeometry(((A, B),), 100.0, "source", "licence", (B, C), 50.0)
    back = LegGeometry(((B, A),), 100.0, "source", "licence", (C, B), 50.0)
    legs = tuple(
        replace(leg, geometry=geometry)
        for leg, geometry in zip(journey.legs, (there, back), strict=True)
    )
    drawing = compose(build_itinerary(replace(journey, legs=legs)).overview(), PictureOptions())
    unit = drawing.options.unit
    (one,), (other,) = (leg.stubs for leg in drawing.legs)
    assert apart(one, other[::-1]) == pytest.approx(2 * MARKS.lane * unit, rel=0.05)


walks = st.lists(
    st.lists(st.sampled_from([(lat, lon) for lat in range(3) for lon in range(3)]), min_size=2),
    min_size=2,
    max_size=5,
)


@given(walks)
def test_legs_that_run_the_same_way_lie_in_lanes_of_their_own(legs: list[list[Place]]) -> None:
    there: dict[tuple[Place, Place], dict[int, int]] = {}
    for leg, (line,) in enumerate(shared_segments([[each] for each in legs])):
        assert [line[0].points[0], *(p for each in line for p in each.points[1:])] == legs[leg]
        for segment in line:
            for ends in pairwise(segment.points):
                if ends[0] != ends[1]:
                    lane = there.setdefault(ends, {}).setdefault(leg, segment.lane)
                    assert lane == segment.lane
    for (start, end), lane_of in there.items():
        if len({*lane_of, *there.get((end, start), ())}) == 1:
            assert set(lane_of.values()) == {0}
        else:
            assert list(lane_of.values()) == [min(n, 3) for n in range(1, len(lane_of) + 1)]


@given(walks)
def test_the_browser_is_told_the_segments_of_paper(legs: list[list[Place]]) -> None:
    journey = journey_of(
        *(stop(f"{2000 + n}", at=(n % 3, n % 2), name=f"s{n}") for n in range(len(legs) + 1))
    )
    geometries = [LegGeometry((tuple(leg),), 1.0, "source", "licence") for leg in legs]
    drawn = replace(
        journey,
        legs=tuple(
            replace(leg, geometry=geometry)
            for leg, geometry in zip(journey.legs, geometries, strict=True)
        ),
    )
    itinerary = build_itinerary(drawn)
    for leg, sent in enumerate(map_content(itinerary, "en")["legs"]):
        told = [
            (sent["lines"][line][first : last + 1], abs(lane), lane > 0)
            for line, first, last, lane in sent.get("shared", ())
        ]
        assert told == [
            ([list(point) for point in segment.points], segment.lane, segment.is_forward)
            for line in itinerary.leg_segments[leg]
            for segment in line
            if segment.lane
        ]


# Of long journeys --------------------------------------------------------------------------------


def test_legs_that_look_alike_and_follow_each_other_are_joined() -> None:
    itinerary = build_itinerary(
        journey_of(*(stop(name=f"s{n}", at=(40.0 + n % 7, n / 10)) for n in range(500)))
    )
    assert itinerary.joined_legs == (range(200), range(200, 400), range(400, 499))
    assert map_content(itinerary, "en")["joined"] == [[0, 200], [200, 400], [400, 499]]


def test_legs_along_the_same_ground_are_not_joined() -> None:
    itinerary = build_itinerary(
        journey_of(*(stop(name=f"s{n}", at=at) for n, at in enumerate((A, B, C, B, D))))
    )
    assert itinerary.joined_legs == (range(1), range(1, 2), range(2, 3), range(3, 4))


def test_a_gap_or_another_look_ends_a_group() -> None:
    journey = journey_of(*(stop(name=f"s{n}", at=(40.0 + n % 7, n / 10)) for n in range(70)))
    start, end = journey.stops[10].position, journey.stops[11].position
    short = LegGeometry(((start, (end[0] - 0.1, end[1])),), 100.0, "source", "licence")
    legs = list(journey.legs)
    legs[10] = replace(legs[10], basis=Basis.REPORTED, geometry=short)
    legs[11] = replace(legs[11], basis=Basis.REPORTED)
    legs[12] = replace(legs[12], basis=Basis.REPORTED)
    itinerary = build_itinerary(replace(journey, legs=tuple(legs)))
    assert itinerary.joined_legs == (range(10), range(10, 11), range(11, 13), range(13, 69))
    assert map_content(itinerary, "en")["joined"] == [[0, 10], [11, 13], [13, 69]]
