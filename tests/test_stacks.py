"""Stops at one place or near it: each disc is read, or lies in a stack that says how many."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import dist
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any_journey import journey_of, stop
from browser import CHECKOUT
from geometry_cases import MEETINGS
from routemap.look import MARKS
from routemap.model.itinerary import build_itinerary
from routemap.model.timeline import State
from routemap.pictures.compose import compose
from routemap.pictures.fixed_view import FixedView
from routemap.pictures.omissions import omissions
from routemap.pictures.options import PictureOptions
from routemap.pictures.sizes import PRESETS
from routemap.pictures.svg import svg
from routemap.stacks import Spacing, cards, disc_groups, top_cards
from routemap.tables.reader import read_journey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routemap.model.itinerary import Itinerary
    from routemap.pictures.drawing import Drawing

SPACING = Spacing.of(MARKS, 1)
REACH = MARKS.disc + MARKS.disc_edge
MANY = CHECKOUT / "tests" / "journeys" / "many-at-one-place"
# Stops of a town, of a country: many nearer than a disc, some at one place.
PLACES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 20)).map(lambda at: (at[0] * 9.0, at[1] * 9.0)),
    min_size=1,
    max_size=40,
)


def seen_spots(places: Sequence[tuple[float, float]]) -> dict[int, list[tuple[float, float]]]:
    """Where discs are seen, by the first stop of their group."""
    groups = disc_groups(dict(enumerate(places)), [], SPACING)
    found = {number: [place] for number, place in enumerate(places)}
    for group in groups:
        for number in group.stops:
            del found[number]
        x, y = group.middle
        lying = cards(min(len(group.stops), 4), [0], SPACING.step)
        found[group.stops[0]] = [*(group.spots or ((x + card.right, y) for card in lying))]
    return found


@given(PLACES)
def test_no_disc_hides_the_number_of_one_of_another_group(
    places: list[tuple[float, float]],
) -> None:
    for one, other in combinations(seen_spots(places).values(), 2):
        assert all(dist(a, b) >= SPACING.near for a in one for b in other)


@given(PLACES)
def test_discs_off_their_place_touch_at_most_and_stand_near_it(
    places: list[tuple[float, float]],
) -> None:
    for group in disc_groups(dict(enumerate(places)), [], SPACING):
        own = [places[number] for number in group.stops]
        for one, other in combinations(group.spots or (), 2):
            assert dist(one, other) > SPACING.apart - 1e-6
        for spot, place in zip(group.spots or (), own, strict=False):
            # A pair covers its places; a ring stands round them all.
            assert dist(spot, place) <= (REACH if len(own) == 2 else 150) + 1e-6


@given(PLACES)
def test_every_stop_is_in_one_group_at_most_and_groups_are_of_two_or_more(
    places: list[tuple[float, float]],
) -> None:
    inside = [
        number
        for group in disc_groups(dict(enumerate(places)), [], SPACING)
        for number in group.stops
    ]
    assert len(inside) == len(set(inside))


def test_stops_that_stand_apart_are_left_alone() -> None:
    assert not disc_groups({0: (0.0, 0.0), 1: (SPACING.near, 0.0)}, [], SPACING)


def test_a_ring_covers_no_leg_and_a_stack_is_left_where_it_would() -> None:
    places, legs = MEETINGS["three beside legs"]
    (group,) = disc_groups(dict(enumerate(places)), legs, SPACING)
    assert group.spots
    for spot in group.spots:
        assert min(dist(spot, point) for point in along(legs)) > REACH - 0.1
    places, legs = MEETINGS["three on crossing legs"]
    (group,) = disc_groups(dict(enumerate(places)), legs, SPACING)
    assert group.spots is None


def along(lines: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    return [
        (x + (to_x - x) * n / 500, y + (to_y - y) * n / 500)
        for (x, y), (to_x, to_y) in lines
        for n in range(501)
    ]


def test_discs_stand_where_there_is_room_only() -> None:
    (group,) = disc_groups({0: (5.0, 5.0), 1: (5.0, 5.0)}, [], SPACING, lambda _: False)
    assert group.spots is None
    (group,) = disc_groups(
        {0: (5.0, 5.0), 1: (5.0, 5.0)}, [], SPACING, lambda at: abs(at[0] - 5) < 1
    )
    assert group.spots
    assert [round(x) for x, _ in group.spots] == [5, 5]


@given(st.integers(1, 30), st.data())
def test_the_top_card_is_seen_whole_with_the_one_before_at_its_left(
    count: int, data: st.DataObject
) -> None:
    top = data.draw(st.integers(0, count - 1))
    lying = cards(count, [top], 10)
    assert [card.depth for card in lying].count(0) == 1
    assert lying[top].depth == 0
    rights = [card.right for card in lying]
    assert rights == sorted(rights)
    assert len(set(rights)) == min(count, 4)
    assert max(map(abs, rights)) <= 15
    assert all(a < lying[top].right for a in rights[:top])
    assert all(a > lying[top].right for a in rights[top + 1 :])


@given(st.integers(2, 30), st.data())
def test_several_current_stops_of_a_stack_stand_side_by_side_on_top_of_all(
    count: int, data: st.DataObject
) -> None:
    number = data.draw(st.integers(2, min(count, 6)))
    tops = sorted(data.draw(st.permutations(range(count)))[:number])
    lying = cards(count, tops, 9, 32)
    rights = [lying[top].right for top in tops]
    assert all(after - before == pytest.approx(32) for before, after in pairwise(rights))
    for each, card in enumerate(lying):
        assert (card.depth == 0) == (each in tops)
        if each not in tops:
            assert card.right < rights[0] if each < tops[0] else card.right > rights[-1]
    assert len({card.right for card in lying}) == number - 1 + min(count - number + 1, 4)


@pytest.mark.parametrize(
    ("states", "tops"),
    [
        *[("vvcaa", [2]), ("vvaa", [1]), ("aaa", [0]), ("vvv", [2]), ("caa", [0]), ("avv", [2])],
        *[("vava", [2]), ("vcac", [1, 3]), ("cccccc", [0, 1, 2, 3, 4, 5]), ("vccccccc", [1])],
    ],
)
def test_current_stops_lie_on_top_else_the_last_visited_else_the_first(
    states: str, tops: list[int]
) -> None:
    letters = {state.value[0]: state for state in State}
    assert top_cards([letters[letter] for letter in states]) == tops


# On the sheet -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def boatman() -> Itinerary:
    return build_itinerary(read_journey(MANY))


@pytest.fixture(scope="module")
def overview(boatman: Itinerary) -> Drawing:
    return compose(boatman.overview(), PictureOptions())


def test_every_disc_of_a_picture_is_seen_or_counted(boatman: Itinerary, overview: Drawing) -> None:
    tall = PictureOptions(PRESETS["story"])
    for drawing in (overview, compose(boatman.scene(9), tall)):
        unit = drawing.options.unit
        alone = [each for each in drawing.stops if not each.is_beneath]
        for one, other in combinations(alone, 2):
            assert dist(one.at, other.at) >= MARKS.disc_near * unit
        tops = [each for each in drawing.stops if each.stack and each.stack.depth == 0]
        assert [text.text for text in drawing.counts] == [f"×{len(each.group)}" for each in tops]
        for each in drawing.stops:
            assert each.place == pytest.approx(place_of(drawing, boatman, each.figure))


def place_of(drawing: Drawing, itinerary: Itinerary, figure: str) -> tuple[float, float]:
    (place,) = drawing.view.places([itinerary.stop_positions[int(figure) - 1]])
    return place


def test_a_disc_off_its_place_has_a_leader_to_it(overview: Drawing) -> None:
    drawing = overview
    unit = drawing.options.unit
    away = [each for each in drawing.stops if dist(each.at, each.place) > REACH * 1.01 * unit]
    assert away
    drawn = svg(drawing)
    for each in away:
        (x, y), (to_x, to_y) = each.place, each.at
        assert f"M{x:.2f}".rstrip("0").rstrip(".") in drawn
        assert not each.is_dot
        assert dist((x, y), (to_x, to_y)) < 80 * unit


def test_a_stack_is_named_with_its_numbers_and_the_rest_is_reported(
    boatman: Itinerary, overview: Drawing
) -> None:
    drawing = overview
    (harbour,) = {each.group for each in drawing.stops if len(each.group) > 6}
    assert len(harbour) == 14
    told = [text for text in drawing.stop_labels if text.numbered == harbour]
    words = " ".join(text.text for text in told)
    assert words.startswith("Basel")
    assert ", ".join(str(n + 1) for n in harbour) in words
    assert set(told[0].stops) == set(harbour)
    by_kind = {
        each.kind: {stop for stop, _ in each.left}
        for each in omissions(boatman.overview(), drawing)
    }
    unnamed = by_kind.get("names", set())
    assert not any(stop.startswith("basel") for stop in unnamed)
    assert by_kind.get("numbers", set()) <= unnamed


def test_on_slides_and_in_films_only_the_top_of_a_stack_changes(boatman: Itinerary) -> None:
    view = FixedView(boatman, PictureOptions())
    seen: dict[int, set[tuple[float, float]]] = {}
    for moment in range(0, len(boatman.timeline.moments), 4):
        drawing = view.drawing(boatman.scene(moment))
        for number, each in enumerate(drawing.stops):
            if len(each.group) < 5:
                seen.setdefault(number, set()).add(each.at)
            if each.state == State.CURRENT:
                assert not each.is_beneath
    assert seen
    assert all(len(spots) == 1 for spots in seen.values())


def test_a_round_trip_ends_beside_its_beginning_however_long_it_is() -> None:
    stops = [stop(str(1000 + n), at=(40 + n % 3 / 2, n / 10), name=f"s{n}") for n in range(70)]
    end = stop("1999", at=stops[0].position, name="s0 again")
    drawing = compose(build_itinerary(journey_of(*stops, end)).overview(), PictureOptions())
    first, last = drawing.stops[0], drawing.stops[-1]
    assert first.group == last.group == (0, 70)
    assert first.place == last.place
    assert dist(first.at, last.at) == pytest.approx(2 * REACH * drawing.options.unit)
    assert not any(each.group for each in drawing.stops[1:-1])
