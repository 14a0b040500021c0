"""Pictures of several travellers: each has a colour and a shape, and those who meet one mark."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, pairwise
from math import dist, pi
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageChops

from outside_readers import read_by
from routemap.exports.film_frames import Film
from routemap.exports.film_timing import Shape
from routemap.exports.handout import handout_pdf
from routemap.exports.handout_content import handout_content
from routemap.exports.selection import Selection
from routemap.exports.transition import transition_between
from routemap.i18n.catalog import LANGUAGES, translate
from routemap.look import LOOKS, MARKS, SHAPES
from routemap.model.edtf_dates import parse_date
from routemap.model.itinerary import build_itinerary
from routemap.model.meetings import meetings
from routemap.model.timeline import State
from routemap.pictures import font_metrics
from routemap.pictures.alt_text import alt_text, caption, description
from routemap.pictures.compose import compose
from routemap.pictures.fixed_view import FixedView
from routemap.pictures.omissions import omissions
from routemap.pictures.options import PictureOptions
from routemap.pictures.picture_words import subtitle
from routemap.pictures.route import stop_mark
from routemap.pictures.sizes import preset
from routemap.pictures.svg import svg
from routemap.pictures.svg_marks import MarkWriter
from routemap.shapes import corners, half_width, inner_radius, outline, reach, ring_within
from traveller_journeys import NAMES, shared, shared_journey
from work import calls

if TYPE_CHECKING:
    from pathlib import Path

    from routemap.pictures.drawing import Drawing
    from traveller_journeys import Visit

PALETTE = LOOKS["colour"]
OSLO, ROME, KIEV, PARIS = (59.9, 10.7), (41.9, 12.5), (50.4, 30.5), (48.9, 2.4)
NORTH: list[Visit] = [("Oslo", OSLO, "2023-05-01"), ("Kiev", KIEV, "2023-05-03")]
SOUTH: list[Visit] = [("Rome", ROME, "2023-05-01"), ("Paris", PARIS, "2023-05-03")]


def layer(text: str, name: str) -> str:
    found = re.search(rf'<g id="{name}".*?(?=<g id="[a-z-]+" inkscape|</svg>)', text, re.DOTALL)
    assert found
    return found[0]


def area(places: list[tuple[float, float]]) -> float:
    closed = [*places, places[0]]
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(closed))) / 2


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_covers_as_much_as_a_disc(shape: str) -> None:
    places = list(outline(shape, (3.0, 4.0), 10.0))
    if places:
        assert area(places) == pytest.approx(pi * 100)
        far = max(dist(place, (3.0, 4.0)) for place in places)
        assert reach(shape) == pytest.approx(far / 10)
        assert half_width(shape) == pytest.approx((max(x for x, _ in places) - 3) / 10)
        assert inner_radius(shape) - 1e-9 <= half_width(shape) <= reach(shape)
    else:
        assert reach(shape) == half_width(shape) == inner_radius(shape) == 1.0


@pytest.mark.parametrize("figure", ["B3", "C14", "D238"])
@pytest.mark.parametrize("look", range(len(SHAPES)))
def test_a_figure_fits_into_its_mark(figure: str, look: int) -> None:
    itinerary = shared(*[NORTH] * len(SHAPES))
    drawing = compose(itinerary.overview(), PictureOptions())
    stop = next(each for each in drawing.stops if each.look == look)
    written = replace(stop, figure=figure, at=(0.0, 0.0))
    text = MarkWriter(PALETTE, 1.0).figure(written, "en")
    half = font_metrics.width(figure, text.size, bold=True) / 2
    top, bottom = text.at[1] - 0.71 * text.size, text.at[1]
    for place in ((half, top), (half, bottom), (-half, top), (-half, bottom)):
        assert is_within(place, SHAPES[look]), (figure, SHAPES[look], place)


def is_within(place: tuple[float, float], shape: str) -> bool:
    places = list(outline(shape, (0.0, 0.0), MARKS.disc))
    if not places:
        return dist(place, (0, 0)) <= MARKS.disc * (ring_within(shape) or 1.0)
    (x, y) = place
    return all(
        (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0
        for (ax, ay), (bx, by) in pairwise([*places, places[0]])
    )


def test_each_traveller_has_its_colour_on_marks_legs_and_arrows() -> None:
    itinerary = shared(NORTH, SOUTH)
    text = svg(compose(itinerary.overview(), PictureOptions()))
    for name in ("legs", "stops"):
        drawn = layer(text, name)
        assert PALETTE.travellers[0] in drawn
        assert PALETTE.travellers[1] in drawn
        assert PALETTE.travellers[2] not in drawn
    first = svg(compose(itinerary.scene(0), PictureOptions()))
    assert f'stroke="{PALETTE.travellers[1]}"' in layer(first, "stops")  # outlined: still ahead


def test_figures_are_letter_and_number() -> None:
    drawing = compose(shared(NORTH, SOUTH).overview(), PictureOptions())
    assert [stop.figure for stop in drawing.stops] == ["A1", "A2", "B1", "B2"]


@pytest.mark.parametrize("number", range(2))
def test_a_stop_where_somebody_is_has_its_name_in_that_colour(number: int) -> None:
    itinerary = shared(NORTH, SOUTH)
    scene = itinerary.scene(number)
    for drawing in (
        compose(scene, PictureOptions()),
        FixedView(itinerary, PictureOptions()).drawing(scene),
    ):
        names = {text.text: text.colour for text in drawing.stop_labels if text.is_bold}
        at = [itinerary.journey.stops[each].name.original.text for each in scene.current_stops]
        assert [names[name] for name in at] == [*PALETTE.travellers[:2]]


def test_a_mark_keeps_others_off_as_far_as_its_corners_reach() -> None:
    drawing = compose(shared(*[NORTH] * 5).overview(), PictureOptions())
    unit = drawing.options.unit
    for stop in drawing.stops:
        shape, mark = SHAPES[stop.look or 0], stop_mark(replace(stop, is_joined=False), unit)
        assert stop_mark(replace(stop, is_joined=True), unit).radius > mark.radius
        far = max((dist(at, (0, 0)) for at in corners(shape)), default=1.0)
        assert mark.radius == pytest.approx((MARKS.disc * far + MARKS.disc_edge) * unit)


def test_ways_of_two_travellers_along_one_line_lie_beside_each_other() -> None:
    itinerary = shared(NORTH, NORTH, NORTH[::-1])
    lanes = [line[0].lane for (line,) in itinerary.leg_segments]
    assert lanes == [1, 2, 1]  # the third comes the other way, on its own left
    drawing = compose(itinerary.overview(), PictureOptions())
    middles = [leg.lines[0][len(leg.lines[0]) // 2] for leg in drawing.legs]
    lane = MARKS.lane * drawing.options.unit
    assert all(dist(one, other) > 1.5 * lane for one, other in combinations(middles, 2))


# The key ------------------------------------------------------------------------------------------


def key(drawing: Drawing) -> list[str]:
    assert drawing.legend
    return [entry.mark for entry in drawing.legend.entries]


def test_the_key_names_travellers_first() -> None:
    drawing = compose(shared(NORTH, SOUTH).overview(), PictureOptions())
    assert key(drawing)[:3] == ["traveller-0", "traveller-1", "leg-unknown-visited"]
    written = [text.text for text in drawing.furniture]
    assert {"Ann", "Ben"} <= set(written)
    furniture = layer(svg(drawing), "furniture")
    # What is of nobody has nobody's colour: only the two marks with their letters have one.
    assert furniture.count(PALETTE.travellers[0]) == 1
    assert furniture.count(PALETTE.travellers[1]) == 1


def test_the_key_of_one_traveller_names_nobody() -> None:
    drawing = compose(shared(NORTH).overview(), PictureOptions())
    assert not [mark for mark in key(drawing) if mark.startswith("traveller")]
    assert PALETTE.accent in layer(svg(drawing), "furniture")


def test_travellers_for_whom_the_key_has_no_room_are_told() -> None:
    itinerary = shared(*([[("Oslo", OSLO, "2023-05-01")]] * len(NAMES)))
    drawing = compose(itinerary.overview(), PictureOptions(preset=preset("500x320")))
    told = {
        each.kind: [name for _, name in each.left]
        for each in omissions(itinerary.overview(), drawing)
    }
    explained = len([mark for mark in key(drawing) if mark.startswith("traveller")])
    assert 0 < explained < len(NAMES)
    assert told["key"][: len(NAMES) - explained] == [*NAMES[explained:]]


# Meetings ----------------------------------------------------------------------------------------

MEETING: tuple[list[Visit], ...] = (
    [("Oslo", OSLO, "2023-05-01"), ("Rome", ROME, "2023-05-03"), ("Kiev", KIEV, "2023-05-05")],
    [("Paris", PARIS, "2023-05-01"), ("Rome", (41.9003, 12.5), "2023-05-03")],
)
LATER: tuple[list[Visit], ...] = (
    [("Oslo", OSLO, "2023-05-01"), ("Rome", ROME, "2023-05-03"), ("Kiev", KIEV, "2023-05-05")],
    [("Paris", PARIS, "2023-05-01"), ("Rome", ROME, "2023-05-09")],
)


@pytest.mark.parametrize("moment", [0, 1, 2, None])
def test_those_who_meet_have_one_joined_mark_at_all_moments(moment: int | None) -> None:
    itinerary = shared(*MEETING)
    scene = itinerary.overview() if moment is None else itinerary.scene(moment)
    drawing = compose(scene, PictureOptions())
    joined = [stop for stop in drawing.stops if stop.is_joined]
    assert [stop.figure for stop in joined] == ["A2", "B2"]
    (one, other), unit = joined, drawing.options.unit
    assert one.at[1] == other.at[1]
    widths = half_width("disc") + half_width("square")
    apart = (MARKS.disc_current * widths + 2 * MARKS.disc_edge) * unit
    assert other.at[0] - one.at[0] == pytest.approx(apart)
    # No dot and no leader says where the place is: the mark lies on it.
    assert "stroke-linecap" not in layer(svg(drawing), "stops")


def test_those_who_come_at_different_times_stand_side_by_side_unjoined() -> None:
    drawing = compose(shared(*LATER).overview(), PictureOptions())
    one, other = (stop for stop in drawing.stops if stop.figure in {"A2", "B2"})
    assert not one.is_joined
    assert not other.is_joined
    widths = half_width("disc") + half_width("square")
    # Neither covers the other while one of them is current, and larger.
    least = max(
        MARKS.disc_current * half_width(large) + MARKS.disc * half_width(small)
        for large, small in (("disc", "square"), ("square", "disc"))
    )
    unit = drawing.options.unit
    assert dist(one.at, other.at) > least * unit
    most = MARKS.disc_current * widths + 2 * MARKS.disc_edge
    assert dist(one.at, other.at) < most * unit


@pytest.mark.parametrize("number", range(2, len(SHAPES) + 1))
def test_any_number_of_shapes_meets_edge_to_edge(number: int) -> None:
    itinerary = shared(*([[("Rome", ROME, "2023-05-01")]] * number))
    assert meetings(itinerary, range(number)) == (tuple(range(number)),)
    stops = compose(itinerary.scene(0), PictureOptions()).stops
    assert all(stop.is_joined for stop in stops)
    assert [stop.at[0] for stop in stops] == sorted(stop.at[0] for stop in stops)


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9)), min_size=1, max_size=5),
        min_size=1,
        max_size=4,
    )
)
def test_whoever_is_together_in_a_scene_has_met(
    ways: list[list[tuple[int, int]]],
) -> None:
    itinerary = shared(
        *(
            [(f"P{at}", (-90.0 + at * 0.0005, 90.0 * at), f"2023-05-0{day}") for at, day in way]
            for way in (sorted(way, key=lambda visit: visit[1]) for way in ways)
        )
    )
    found = meetings(itinerary, range(len(itinerary.journey.stops)))
    group_of = {stop: group for group in found for stop in group}
    seen = set()
    for number in range(len(itinerary.timeline.moments)):
        for group in itinerary.scene(number).together:
            stops = [each.stop for each in group if each.stop is not None]
            seen.update(stops)
            assert len({group_of[stop] for stop in stops}) == 1
    assert seen == set(group_of)


# Words -------------------------------------------------------------------------------------------


def test_the_alt_text_names_all_travellers_and_their_ways() -> None:
    itinerary = shared(NORTH, SOUTH)
    assert alt_text(itinerary.overview(), PictureOptions()) == (
        "Map of A race, 4 stops: Ann, 2 stops from Oslo to Kiev; Ben, 2 stops from Rome to Paris."
    )
    told = description(itinerary.overview(), PictureOptions())
    assert told.index("Ann. A1 Oslo") < told.index("Ben. B1 Rome")


def test_alt_text_subtitle_and_caption_of_a_moment_say_who_is_where() -> None:
    itinerary = shared(*MEETING)
    where = "3 May 2023: Ann and Ben together – Rome"
    assert subtitle(itinerary.scene(1), PictureOptions()) == where
    assert alt_text(itinerary.scene(1), PictureOptions()).endswith(f" {where}.")
    told = caption(itinerary.scene(1), PictureOptions())
    assert told.startswith("A race: 3 May 2023. Ann (A), Ben (B).")
    early: list[Visit] = [("Rome", ROME, "2023-05-01"), ("Paris", PARIS, "2023-05-09")]
    late: list[Visit] = [("Kiev", KIEV, "2023-05-04"), ("Oslo", OSLO, "2023-05-10")]
    journey = shared_journey(early, late)
    left = replace(journey.stops[0], departure=parse_date("2023-05-02"))
    journey = replace(journey, stops=(left, *journey.stops[1:]))
    scene = build_itinerary(journey).scene(2)
    told = subtitle(scene, PictureOptions())
    assert told == "4 May 2023: Ben – Kiev; Ann on the way from Rome to Paris"


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_very_many_travellers_end_within_their_letters(language: str) -> None:
    way: list[Visit] = [("A place with a long name", ROME, "2023-05-01")]
    far: list[Visit] = [("Another place with a long name", OSLO, "2023-05-01")]
    itinerary = shared(*([way, far] * 4))
    for scene in (itinerary.scene(0), itinerary.overview()):
        assert len(alt_text(scene, PictureOptions(language=language))) <= 250
        assert "Ann" in alt_text(scene, PictureOptions(language=language))
    more = translate(language, "left_out_more", number=2).split("2", maxsplit=1)[0]
    one = [("Rome", ROME, "2023-05-01")]
    places = [[(f"A place with a name {n}", (n * 5.0, 0.0), "2023-05-01")] for n in range(7)]
    told = subtitle(shared(one, *places).scene(0), PictureOptions(language=language))
    assert len(told) < 200
    assert more in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_traveller_is_told_of_as_before(language: str) -> None:
    scene = shared(NORTH).scene(0)
    options = PictureOptions(language=language)
    assert "Ann" not in alt_text(scene, options) + subtitle(scene, options)
    assert "Ann" not in caption(scene, options) + description(scene, options)


# The handout -------------------------------------------------------------------------------------


def test_the_stops_of_each_traveller_stand_under_the_name_in_a_handout() -> None:
    content = handout_content(Selection(shared(NORTH, SOUTH)), "en")
    found = [
        (stop["number"], stop["traveller"] and stop["traveller"].text) for stop in content["stops"]
    ]
    assert found == [("A1", "Ann"), ("A2", None), ("B1", "Ben"), ("B2", None)]
    rows = [[place["number"] for place in row["places"]] for row in content["timeline"]]
    assert rows == [["A1", "B1"], ["A2", "B2"]]
    alone = handout_content(Selection(shared(NORTH)), "en")
    assert [stop["traveller"] for stop in alone["stops"]] == [None, None]


@pytest.mark.parametrize("ways", [(NORTH,), (NORTH, SOUTH)])
def test_a_handout_shows_each_stop_from_near(tmp_path: Path, ways: tuple[list[Visit], ...]) -> None:
    path = tmp_path / "handout.pdf"
    path.write_bytes(handout_pdf(Selection(shared(*ways)), "en"))
    told = read_by("pdftotext", path, "-")
    # The whole route, its outline, and each stop.
    assert told.count("Natural Earth") == 2 + sum(map(len, ways))
    assert ("Ben" in told) == (len(ways) > 1)


# The film ----------------------------------------------------------------------------------------


def test_who_stays_is_still_there_while_another_travels() -> None:
    stays: list[Visit] = [("Rome", ROME, "2023-05-01"), ("Paris", PARIS, "2023-05-09")]
    between = transition_between(shared(NORTH, stays).scene(0), 1)
    assert between
    assert [between.stop_state(stop) for stop in (0, 2)] == [State.VISITED, State.CURRENT]


def test_legs_of_several_travellers_grow_at_the_same_time() -> None:
    itinerary = shared(NORTH, SOUTH)
    film = Film(Selection(itinerary), "en", Shape.WIDE, "colour")
    shot = next(shot for shot in film.shots if shot.grown)
    assert shot.grown
    assert shot.grown.legs_of_each == ((0,), (1,))
    frames = [frame.image for frame in film.frames() if frame.image.size == film.size]
    before = film.drawn(shot, shot.scene)
    # In its middle, half of each way has been uncovered.
    start = film.shots.index(shot)
    past = sum(1 if not each.grown else each.frame_count for each in film.shots[:start])
    middle = frames[past + shot.frame_count // 2]
    changed = ImageChops.difference(before, middle).convert("L").point(lambda v: 255 * (v > 40))
    for leg in (0, 1):
        (line,) = film.map.leg_lines(leg)
        x, y = line[len(line) // 4]
        near = changed.crop((int(x) - 14, int(y) - 14, int(x) + 14, int(y) + 14))
        assert near.getbbox(), leg


@pytest.mark.parametrize("size", ["card", "web", "newspaper-1"])
def test_a_key_of_many_travellers_is_no_higher_than_the_map(size: str) -> None:
    ways = [[("Kiel", (54.3, 10.1), "1911-07-01"), (f"P{n}", (54 + n, 9.0), "")] for n in range(30)]
    drawing = compose(shared(*ways).overview(), PictureOptions(preset=preset(size)))
    assert drawing.legend
    assert drawing.view.per_km > 0
    if drawing.legend.box.top < drawing.frame.bottom:
        assert drawing.frame.holds(drawing.legend.box)


def test_a_picture_of_ten_travellers_costs_what_one_of_one_traveller_does() -> None:
    road = [(f"P{n}", (20 + n % 7, n / 4), f"{1000 + n // 10}") for n in range(400)]

    def cost(*ways: list[Visit]) -> int:
        itinerary = shared(*ways)
        return calls(lambda: compose(itinerary.overview(), PictureOptions()))

    assert cost(*(road[n * 40 : n * 40 + 40] for n in range(10))) < 1.5 * cost(road)
