"""Pictures as close as one street: nothing is widened in silence, and no line pretends to more."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import combinations, pairwise
from math import dist
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pyproj import Geod

from any_journey import journey_of, stop
from routemap.declutter import thinned_crowds
from routemap.errors import ParameterError
from routemap.geo.extent import Extent
from routemap.i18n.catalog import LANGUAGES, translate
from routemap.look import MARKS
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures.drawing import Drawing
from routemap.pictures.options import CloseUp, PictureOptions
from routemap.pictures.params import read_query
from routemap.pictures.picture import Picture
from routemap.pictures.sizes import PRESETS, preset
from routemap.pictures.svg import svg
from routemap.pictures.view import View
from routemap.tables import read_journey

JOURNEYS = Path(__file__).parent / "journeys"
GEOD = Geod(ellps="WGS84")
COPENHAGEN = (55.676, 12.5655)


@pytest.fixture(scope="module", params=["city-walk", "hike"])
def itinerary(request: pytest.FixtureRequest) -> Itinerary:
    return build_itinerary(read_journey(JOURNEYS / request.param))


def route_of(*places: tuple[float, float]) -> Itinerary:
    return build_itinerary(
        journey_of(*(stop(at=at, name=f"Stop {number}") for number, at in enumerate(places)))
    )


def drawn(itinerary: Itinerary, size: str = "web", **chosen: object) -> Drawing:
    options = PictureOptions(preset(size), **chosen)  # type: ignore[arg-type]
    return Picture(itinerary.overview(), options).drawing


def sides_km(view: View) -> tuple[float, float]:
    """Return how many km the frame shows across and from top to bottom, through its middle."""
    left, top, right, bottom = view.frame
    x, y = (left + right) / 2, (top + bottom) / 2
    found = []
    for ends in (((left, y), (right, y)), ((x, top), (x, bottom))):
        (start, end) = map(view.point, ends)
        assert start
        assert end
        found.append(GEOD.inv(start[1], start[0], end[1], end[0])[2] / 1000)
    return found[0], found[1]


# Extents ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", PRESETS)
def test_a_walk_fills_its_picture_whatever_its_length(itinerary: Itinerary, size: str) -> None:
    drawing = drawn(itinerary, size)
    across, down = zip(*(each.at for each in drawing.stops), strict=True)
    frame = drawing.frame
    share = max((max(across) - min(across)) / frame.width, (max(down) - min(down)) / frame.height)
    assert share > 0.5
    assert all(frame.left < x < frame.right for x in across)
    assert all(frame.top < y < frame.bottom for y in down)


@pytest.mark.parametrize("km", [0.5, 3.0, 30.0, 90.0])
@pytest.mark.parametrize("size", ["web", "story", "square"])
def test_so_many_km_are_so_many_across(km: float, size: str) -> None:
    view = drawn(route_of(COPENHAGEN, (48, 2)), size, area=CloseUp(0, km)).view
    assert sides_km(view)[0] == pytest.approx(km, rel=0.005)


@pytest.mark.parametrize("km", [0.5, 20.0, 500.0, 3000.0])
@pytest.mark.parametrize("at", [(90, 0), (-90, 30), (-89.99, 100), (88, 10), (60, 180), (0, -180)])
def test_a_stop_stands_in_the_middle_of_its_km_at_a_pole_too(
    at: tuple[float, float], km: float
) -> None:
    for size in ("web", "story"):
        drawing = drawn(route_of(at, (48, 2)), size, area=CloseUp(0, km))
        assert sides_km(drawing.view)[0] == pytest.approx(km, rel=0.01)
        left, top, right, bottom = drawing.frame
        middle = ((left + right) / 2, (top + bottom) / 2)
        assert dist(drawing.stops[0].place, middle) < 0.01 * (right - left)


def test_a_small_extent_is_shown_as_it_is() -> None:
    south, west, north, east = 55.676, 12.565, 55.6763, 12.5735
    view = drawn(route_of(COPENHAGEN), area=Extent(south, west, north, east)).view
    _, _, metres = GEOD.inv(west, south, east, south)
    assert sides_km(view)[0] == pytest.approx(metres / 1000, rel=0.01)


@pytest.mark.parametrize(
    "query", [{"stop": "Stop 0", "km": "0.4"}, {"extent": "12,55,12.005,55.002"}]
)
def test_less_than_half_a_kilometre_is_refused_not_widened(query: dict[str, str]) -> None:
    with pytest.raises(ParameterError, match=r"0\.5"):
        read_query(query, route_of(COPENHAGEN))


def test_one_place_is_shown_with_the_country_round_it() -> None:
    assert min(sides_km(drawn(route_of(COPENHAGEN)).view)) > 40
    assert min(sides_km(drawn(route_of(COPENHAGEN, COPENHAGEN)).view)) > 40


def test_stops_known_to_a_kilometre_do_not_look_exact() -> None:
    south, west = COPENHAGEN
    exact = drawn(route_of(COPENHAGEN, (south + 0.001, west)))
    assert 0.5 < max(sides_km(exact.view)) < 0.7
    stops = (
        replace(stop(at=(latitude, west), name=f"Stop {latitude}"), accuracy_km=1.0)
        for latitude in (south, south + 0.001)
    )
    rough = drawn(build_itinerary(journey_of(*stops)))
    assert min(sides_km(rough.view)) > 2
    for each in rough.stops:
        assert each.accuracy * 2 > rough.frame.height / 3
        assert rough.frame.top < each.at[1] - each.accuracy
        assert each.at[1] + each.accuracy < rough.frame.bottom


def test_only_legs_along_the_same_street_are_drawn_beside_each_other() -> None:
    """Of streets 50 m apart no other is mistaken for the same; there and back is side by side."""
    south, west = COPENHAGEN
    corners = [(south, west), (south, west + 0.0016), (south + 0.00045, west + 0.0016)]
    block = route_of(*corners, (south + 0.00045, west))
    assert all(segment.lane == 0 for leg in block.leg_segments for line in leg for segment in line)
    back = route_of(*corners[:2], corners[0])
    assert {segment.lane for leg in back.leg_segments for line in leg for segment in line} == {1}


# The ground ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_outline", [False, True])
def test_a_picture_closer_than_its_ground_says_so(language: str, is_outline: bool) -> None:  # noqa: FBT001
    """At Copenhagen no border is in view, so that only the coast is spoken of."""
    note = translate(language, "coarse_coast")

    def told(km: float) -> str:
        area = CloseUp(0, km)
        chosen = {"area": area, "language": language, "is_outline": is_outline}
        drawing = drawn(route_of(COPENHAGEN, (48, 2)), "story", **chosen)
        return " ".join(text.text for text in drawing.furniture)

    assert note in told(39)
    assert note not in told(41)


def test_close_up_coasts_and_borders_are_bands_two_kilometres_wide() -> None:
    geneva = route_of((46.2, 6.14), (48, 2))
    near, far = (drawn(geneva, "square", area=CloseUp(0, km)) for km in (30, 60))
    assert near.basemap.band == pytest.approx(2 * near.view.per_km)
    assert far.basemap.band == 0
    assert far.basemap.rivers
    assert not near.basemap.rivers
    for layer in ("borders", "lakes"):
        (content,) = re.findall(rf'<g id="{layer}".*?</g>', svg(near), re.DOTALL)
        widths = [float(width) for width in re.findall(r'stroke-width="([\d.]+)"', content)]
        assert max(widths) == pytest.approx(near.basemap.band, rel=0.01)


def test_from_land_to_water_a_close_up_fades() -> None:
    picture = Picture(
        route_of((55.676, 12.60), (48, 2)).overview(),
        PictureOptions(area=CloseUp(0, 8), is_outline=True),
    )
    image = Image.open(io.BytesIO(picture.render("png"))).convert("RGB")
    frame, view = picture.drawing.frame, picture.drawing.view
    y = round((frame.top + frame.bottom) / 2)
    row = range(int(frame.left) + 3, int(frame.right) - 3)
    greens = [image.getpixel((x, y))[1] for x in row]  # type: ignore[index]
    assert max(greens) - min(greens) > 10  # land and water
    assert max(abs(a - b) for a, b in pairwise(greens)) <= 4
    assert view.per_km > 20


def test_a_coast_beyond_the_frame_reaches_into_it() -> None:
    """Less than a kilometre from the coast of 1:10 million nobody can say where land ends."""
    near = drawn(route_of(COPENHAGEN, (48, 2)), area=CloseUp(0, 0.5))
    assert near.basemap.coast


# Discs --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", PRESETS)
def test_discs_of_a_crowd_stay_apart_and_the_rest_are_dots_explained(size: str) -> None:
    walk = build_itinerary(read_journey(JOURNEYS / "city-walk"))
    for scene in (walk.overview(), walk.scene(20)):
        drawing = Picture(scene, PictureOptions(preset(size))).drawing
        discs = [each for each in drawing.stops if not each.is_dot]
        touching = 2 * (MARKS.disc + MARKS.disc_edge) * drawing.options.unit
        assert all(dist(a.at, b.at) >= touching - 1e-6 for a, b in combinations(discs, 2))
        assert drawing.stops[0] in discs
        assert drawing.stops[-1] in discs
        assert scene.current_stop is None or drawing.stops[scene.current_stop] in discs
        has_key = drawing.legend and size != "newspaper-1" and not drawing.crowded_out
        if len(discs) < len(drawing.stops) and has_key:
            assert "dot" in {entry.mark for entry in drawing.legend.entries}


_spots = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(
    lambda at: (at[0] * 4.0, at[1] * 4.0)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_spots, min_size=2, max_size=40), st.sets(st.integers(0, 39), max_size=3))
def test_only_crowds_are_thinned_and_no_disc_of_one_touches_another(
    places: list[tuple[float, float]], wanted: set[int]
) -> None:
    near, current = 7.0, [at for at in sorted(wanted) if at < len(places)]
    stands = thinned_crowds(places, current, [0, len(places) - 1], near, 9.0)
    assert stands[0]
    assert stands[-1]
    assert all(stands[at] for at in current)
    always = {places[0], places[-1], *(places[at] for at in current)}
    for number, place in enumerate(places):
        others = [other for other in set(places) - {place} if dist(place, other) < near]
        if not others:
            assert stands[number]
        # What is at one place stands together.
        assert all(stands[n] == stands[number] for n, other in enumerate(places) if other == place)
    seen = {place for place, is_seen in zip(places, stands, strict=True) if is_seen}
    crowded = {place for place, is_seen in zip(places, stands, strict=True) if not is_seen}
    # An end that the current one touches stands beside it, and both have room for that.
    ends = {places[0], places[-1]}
    beside: set[tuple[float, float]] = set()
    if len(current) == 1 and places[current[0]] not in thinned_at_rest(places, near, 9.0):
        touched = {end for end in ends if dist(end, places[current[0]]) < near}
        beside = {places[current[0]], *touched} if touched else set()
    for place in seen - ends:
        assert all(dist(place, at) >= 1.5 * near for at in beside if place not in beside)
    for place in crowded:
        reach = 1.5 * near if beside or len(current) > 1 else 9.0
        assert any(dist(place, other) < reach for other in seen)
    if crowded and len(set(places)) > 6:
        for a, b in combinations(seen - always, 2):
            assert dist(a, b) >= near or _cluster(a, set(places), near) <= 6


def test_of_a_crowd_a_few_ends_stand_and_of_many_those_that_have_room() -> None:
    places = [(5.0 * n, 0.0) for n in range(40)]
    few = [0, 1, 20, 39]
    stands = thinned_crowds(places, (), few, 7.0, 9.0)
    assert all(stands[number] for number in few)
    assert not stands[19]
    many = [n for n in range(40) if n not in {0, 3}]
    stands = thinned_crowds(places, (), many, 7.0, 9.0)
    assert stands[1]
    assert not stands[0]
    assert not stands[2]
    assert sum(stands) == 19


def thinned_at_rest(
    places: list[tuple[float, float]], near: float, apart: float
) -> set[tuple[float, float]]:
    """Return where discs stand while no stop is the current one."""
    stands = thinned_crowds(places, (), [0, len(places) - 1], near, apart)
    return {place for place, is_seen in zip(places, stands, strict=True) if is_seen}


def _cluster(start: tuple[float, float], places: set[tuple[float, float]], near: float) -> int:
    found, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        more = {other for other in places - found if dist(here, other) < near}
        found |= more
        waiting += more
    return len(found)
