"""Which stops of a long journey stand, on paper and on the screen: enough, and none too many."""

from __future__ import annotations

from itertools import pairwise
from math import dist
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from any_journey import journey_of, stop
from routemap.declutter import NEVER, least_zooms, standing
from routemap.geo.scale import web_mercator, web_zoom
from routemap.look import MARKS
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.timeline import State
from routemap.page.content import map_content
from routemap.pictures.compose import compose
from routemap.pictures.options import PictureOptions
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
    assert standing(places, stand, [], 60) == stand
    assert standing(places, stand, [1], 60) == [False, True, False, False, True]
    assert standing(places, stand, [3], 60) == [True, False, True, True, False]


def test_where_several_travel_all_current_stops_stand_near_each_other_or_not() -> None:
    places = [(0.0, 0.0), (50.0, 0.0), (100.0, 0.0), (200.0, 0.0), (250.0, 0.0)]
    stand = [True, False, True, False, True]
    assert standing(places, stand, [1, 3], 60) == [False, True, False, True, False]
    assert standing(places, stand, [1, 2], 60) == [False, True, True, False, True]
    assert standing(places, stand, [0, 3], 60) == [True, False, True, True, True]


def test_where_the_journey_ends_as_it_began_both_ends_stand() -> None:
    places = [(0.0, 0.0), (50.0, 0.0), (10.0, 0.0)]
    for current in (0, 2):
        assert standing(places, [True, False, True], [current], 60) == [True, False, True]


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
            APART * drawing.options.unit,
        )
        on_paper = [not found.is_dot for found in drawing.stops]
        assert on_paper == on_screen
        assert 3 < sum(on_paper) < 100
        shown = [found for found in drawing.stops if found.state == State.CURRENT]
        assert not any(found.is_dot for found in shown)
        discs = [found.at for found in drawing.stops if not found.is_dot]
        assert min(dist(*two) for two in pairwise(discs)) > 0.9 * APART * drawing.options.unit
