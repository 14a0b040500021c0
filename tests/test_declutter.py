"""Which stops of a long journey stand, on paper and on the screen: enough, and none too many."""

from __future__ import annotations

from itertools import pairwise
from math import dist
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from any_journey import journey_of, stop
from routemap.declutter import NEVER, ends, least_zooms, may_meet, standing
from routemap.geo.scale import web_mercator, web_zoom
from routemap.look import MARKS
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.timeline import State
from routemap.page.content import map_content
from routemap.pictures.compose import compose
from routemap.pictures.options import PictureOptions
from traveller_journeys import shared
from work import calls

if TYPE_CHECKING:
    from random import Random

APART = MARKS.disc_apart


def through(*spots: tuple[float, float]) -> Itinerary:
    return build_itinerary(
        journey_of(*(stop(f"{1000 + n}", at=at, name=f"s{n}") for n, at in enumerate(spots)))
    )


def zigzag(number: int) -> Itinerary:
    return through(*((40 + n % 3 / 2, n / 10) for n in range(number)))


@given(st.randoms(use_true_random=True), st.integers(0, 3), st.integers(0, 60))
def test_discs_stand_apart_and_every_dot_lies_near_one(
    anywhere: Random, decimals: int, quarters: int
) -> None:
    itinerary = through(
        *(
            (round(anywhere.uniform(-70, 70), decimals), round(anywhere.uniform(0, 170), decimals))
            for _ in range(70)
        )
    )
    zoom = quarters / 4
    places = [
        tuple(2**zoom * length for length in web_mercator(position))
        for position in itinerary.stop_positions
    ]
    zooms = least_zooms(itinerary)
    assert zooms[0] == zooms[-1] == 0
    stand = [places[n] for n, least in enumerate(zooms) if least <= zoom]
    inner = [places[n] for n, least in enumerate(zooms[:-1]) if least <= zoom]
    for number, place in enumerate(inner):
        assert all(dist(place, other) >= APART - 1e-6 for other in inner[:number])
    for place, least in zip(places, zooms, strict=True):
        if least > zoom:
            assert min(dist(place, other) for other in stand) < APART


@given(st.randoms(use_true_random=True))
def test_each_stop_stands_as_soon_as_those_before_it_leave_room(anywhere: Random) -> None:
    """As if all were asked at each zoom, which costs more."""
    itinerary = through(*((anywhere.uniform(-70, 70), anywhere.uniform(0, 170)) for _ in range(65)))
    places = [web_mercator(position) for position in itinerary.stop_positions]
    found = {0: 0.0, 64: 0.0}
    for quarters in range(80):
        apart = APART / 2 ** (quarters / 4)
        for number, place in enumerate(places):
            if number not in found and all(dist(place, places[n]) >= apart for n in found):
                found[number] = quarters / 4
    assert least_zooms(itinerary) == tuple(found[number] for number in range(65))


def ways(travellers: int, stops: int) -> Itinerary:
    """Of travellers who set out on one day for the same places, each a little beside the other."""
    return shared(
        *(
            [(f"{who}-{n}", (40 + who / 50, 10 + n), f"{1000 + n}") for n in range(stops)]
            for who in range(travellers)
        )
    )


def test_where_each_of_several_travellers_begins_and_ends_stands_at_every_zoom() -> None:
    itinerary = ways(4, 20)
    sought = (0, 19, 20, 39, 40, 59, 60, 79)
    assert ends(itinerary) == sought
    assert map_content(itinerary, "en")["ends"] == sought
    zooms = least_zooms(itinerary)
    assert {zooms[number] for number in sought} == {0}
    assert min(least for number, least in enumerate(zooms) if number not in sought) > 0
    scene = itinerary.scene(5)
    assert may_meet(scene) == sorted({*sought, *scene.current_stops})
    drawing = compose(itinerary.overview(), PictureOptions())
    assert not any(drawing.stops[number].is_dot for number in sought)
    assert sum(not each.is_dot for each in drawing.stops) < 40


def test_one_traveller_sends_no_ends() -> None:
    assert "ends" not in map_content(zigzag(70), "en")


def test_of_more_travellers_than_anyone_follows_no_end_is_preferred() -> None:
    itinerary = ways(51, 2)
    assert ends(itinerary) == ()
    assert "ends" not in map_content(itinerary, "en")
    assert least_zooms(itinerary)[0] == 0 < least_zooms(itinerary)[2]
    assert may_meet(itinerary.scene(0)) == list(itinerary.scene(0).current_stops)
    assert may_meet(itinerary.scene(0)) != may_meet(itinerary.overview()) == []


def test_who_meet_on_a_long_way_stand_beside_each_other() -> None:
    """Neither first nor last, but current at one place: no mark lies on the other."""
    road = [(f"{n}", (40.0, 10.0 + n), f"{1000 + n}") for n in range(40)]
    scene = shared(road, road).scene(20)
    drawing = compose(scene, PictureOptions())
    one, other = (drawing.stops[number] for number in scene.current_stops)
    assert one.is_joined
    assert dist(one.at, other.at) >= 2 * MARKS.disc_current * drawing.options.unit


def test_a_stop_at_the_place_of_another_never_stands() -> None:
    zooms = least_zooms(through(*[(10.0 + n % 5, 20.0) for n in range(70)]))
    assert [least < NEVER for least in zooms] == [*(n < 4 for n in range(69)), True]


def test_stops_hardly_apart_are_at_one_place() -> None:
    zooms = least_zooms(through(*[(10.0, 20.0 + n * 1e-300) for n in range(70)]))
    assert zooms == (0.0, *[NEVER] * 68, 0.0)


def test_all_stops_of_a_short_journey_stand() -> None:
    assert set(least_zooms(zigzag(60))) == {0}
    assert {each.get("zoom", 0) for each in map_content(zigzag(60), "en")["stops"]} == {0}


def test_thinning_costs_what_there_are_stops() -> None:
    def cost(number: int) -> int:
        itinerary = zigzag(number)
        return calls(lambda: least_zooms(itinerary))

    assert cost(4000) < 2.5 * cost(2000)


def test_the_current_stop_stands_and_what_is_too_near_gives_way() -> None:
    places = [(0.0, 0.0), (50.0, 0.0), (100.0, 0.0), (200.0, 0.0), (250.0, 0.0)]
    stand = [True, False, True, False, True]
    assert standing(places, stand, [], [0, 4], 60) == stand
    assert standing(places, stand, [1], [0, 4], 60) == [False, True, False, False, True]
    assert standing(places, stand, [3], [0, 4], 60) == [True, False, True, True, False]


def test_where_several_travel_all_current_stops_stand_near_each_other_or_not() -> None:
    places = [(0.0, 0.0), (50.0, 0.0), (100.0, 0.0), (200.0, 0.0), (250.0, 0.0)]
    stand = [True, False, True, False, True]
    ends = [0, 1, 2, 4]
    assert standing(places, stand, [1, 3], ends, 60) == [True, True, True, True, False]
    assert standing(places, stand, [3], ends, 60) == [True, False, True, True, False]
    assert standing(places, stand, [0, 3], [0, 4], 60) == [True, False, True, True, False]


def test_where_the_journey_ends_as_it_began_both_ends_stand() -> None:
    places = [(0.0, 0.0), (50.0, 0.0), (10.0, 0.0)]
    for current in (0, 2):
        assert standing(places, [True, False, True], [current], [0, 2], 60) == [True, False, True]


def test_paper_and_screen_show_the_same_discs() -> None:
    """On a map that is as large as a web map of some zoom, where the web map is true."""
    itinerary = zigzag(200)
    sent = [each.get("zoom", 0) for each in map_content(itinerary, "en")["stops"]]
    assert sent == list(least_zooms(itinerary))
    for moment in (0, 30, 150, 200):
        scene = itinerary.scene(moment)
        drawing = compose(scene, PictureOptions())
        px_per_km = drawing.view.per_km / drawing.options.unit
        zooms = [web_zoom(px_per_km, place.latitude) for place in itinerary.journey.stops]
        places = drawing.view.places(itinerary.stop_positions)
        on_screen = standing(
            places,
            [least <= zoom for least, zoom in zip(sent, zooms, strict=True)],
            scene.current_stops,
            ends(itinerary),
            APART * drawing.options.unit,
        )
        on_paper = [not found.is_dot for found in drawing.stops]
        assert on_paper == on_screen
        assert 3 < sum(on_paper) < 100
        shown = [found for found in drawing.stops if found.state == State.CURRENT]
        assert not any(found.is_dot for found in shown)
        discs = [found.at for found in drawing.stops if not found.is_dot]
        assert min(dist(*two) for two in pairwise(discs)) > 0.9 * APART * drawing.options.unit
