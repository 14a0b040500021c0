"""Pictures of long journeys: every stop has its mark, and what is joined or thinned stays true."""

from __future__ import annotations

import io
from itertools import pairwise
from math import dist

import pytest
from PIL import Image

from any_journey import journey_of, stop
from routemap.look import LOOKS, MARKS
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.timeline import State
from routemap.pictures import font_metrics
from routemap.pictures.compose import compose
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.picture import Picture
from routemap.pictures.sizes import PRESETS
from routemap.pictures.svg_marks import figure_size


def long_route(number: int = 200) -> Itinerary:
    """Return a zigzag to the east, half of it dated."""
    return build_itinerary(
        journey_of(
            *(
                stop(f"{1800 + n}" if n < 100 else "", name=f"s{n}", at=(40 + n % 3 / 2, n / 10))
                for n in range(number)
            )
        )
    )


def test_every_stop_has_a_disc_or_a_dot_and_the_current_one_a_disc() -> None:
    itinerary = long_route()
    scene = itinerary.scene(50)
    drawing = compose(scene, PictureOptions())
    assert len(drawing.stops) == 200
    dots = [found for found in drawing.stops if found.is_dot]
    assert 100 < len(dots) < 199
    assert not any(found.state == State.CURRENT for found in dots)
    written = Picture(scene, PictureOptions()).render("svg").decode()
    ahead = sum(found.state == State.AHEAD for found in dots)
    assert written.count("h.01") == 3 * ahead + 2 * (len(dots) - ahead)  # edge, dot, and inside


def test_a_short_journey_keeps_all_its_discs_and_legs() -> None:
    drawing = compose(long_route(60).overview(), PictureOptions())
    assert not any(found.is_dot for found in drawing.stops)
    assert len(drawing.legs) == 59


def test_joined_legs_pass_every_stop_and_keep_their_states_apart() -> None:
    itinerary = long_route()
    scene = itinerary.scene(50)
    drawing = compose(scene, PictureOptions())
    assert len(drawing.legs) < 10
    unit = drawing.options.unit
    for number, mark in enumerate(drawing.stops[:-1]):
        lines = [
            line
            for leg in drawing.legs
            if leg.state == scene.leg_state(number)
            for line in leg.lines
        ]
        at = drawing.view.places([itinerary.stop_positions[number]])[0]
        near = min(_from_line(at, line) for line in lines)
        assert near <= MARKS.simplify * unit + 0.01, mark.figure


def test_where_many_legs_run_past_each_other_no_arrow_is_drawn() -> None:
    def to_and_fro(apart: float) -> int:
        ends = ((n * apart, 40.0 * (n % 2)) for n in range(80))
        itinerary = build_itinerary(journey_of(*(stop(name="s", at=at) for at in ends)))
        return sum(len(leg.arrows) for leg in compose(itinerary.overview(), PictureOptions()).legs)

    assert to_and_fro(0.01) < to_and_fro(0.4) / 5


def test_joined_legs_are_one_path() -> None:
    itinerary = build_itinerary(
        journey_of(*(stop(name=f"s{n}", at=(n % 7, 50.0 * n)) for n in range(80)))
    )
    picture = Picture(itinerary.overview(), PictureOptions())
    (leg,) = picture.drawing.legs
    assert len(leg.lines) > 1
    legs = picture.render("svg").decode().partition('id="legs"')[2].partition('id="stops"')[0]
    assert legs.count("stroke-dasharray") == 1


def _from_line(place: tuple[float, float], line: tuple[tuple[float, float], ...]) -> float:
    def from_piece(start: tuple[float, float], end: tuple[float, float]) -> float:
        dx, dy = end[0] - start[0], end[1] - start[1]
        share = ((place[0] - start[0]) * dx + (place[1] - start[1]) * dy) / (dx**2 + dy**2 or 1)
        share = min(max(share, 0), 1)
        return dist(place, (start[0] + share * dx, start[1] + share * dy))

    return min(from_piece(start, end) for start, end in pairwise(line))


@pytest.mark.parametrize("figure", ["1", "99", "100", "10000"])
def test_a_number_of_any_length_fits_its_disc(figure: str) -> None:
    size = figure_size(figure, MARKS.figure)
    assert font_metrics.width(figure, size, bold=True) < 2 * MARKS.disc


def test_a_dot_is_painted() -> None:
    options = PictureOptions(PRESETS["web"], without=frozenset(Part))
    picture = Picture(long_route().overview(), options)
    pixels = Image.open(io.BytesIO(picture.render("png"))).convert("RGB")
    dot = next(found for found in picture.drawing.stops[50:] if found.is_dot)
    red, green, blue = pixels.getpixel((round(dot.at[0]), round(dot.at[1])))
    assert f"#{red:02X}{green:02X}{blue:02X}" == LOOKS["colour"].text


def test_a_map_of_the_world_has_no_empty_edge_where_there_is_ground_to_show() -> None:
    itinerary = build_itinerary(
        journey_of(*(stop(name=f"s{n}", at=(20.0, 20.0 + 26 * n)) for n in range(8)))
    )
    drawing = compose(itinerary.overview(), PictureOptions())
    left, top, right, bottom = drawing.frame
    assert drawing.view.projection.is_of_world
    for x in (left + 1, (left + right) / 2, right - 1):
        for y in (top + 1, bottom - 1):
            assert drawing.view.point((x, y))
    assert drawing.view.extent.west > drawing.view.projection.centre - 180
