"""On paper, arrows point the way that was travelled, and opposite legs part to the left."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from math import dist
from xml.etree import ElementTree as ET

import pytest

from any_journey import journey_of, stop
from routemap.look import LOOKS, MARKS
from routemap.model.itinerary import build_itinerary
from routemap.pictures.arrows import widened
from routemap.pictures.options import PictureOptions
from routemap.pictures.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"
ACCENT = LOOKS["colour"].accent
Place = tuple[float, float]
MUNICH = (48.1, 11.6)
AROUND = {"east": (48.1, 16.0), "west": (48.1, 7.0), "north": (52.0, 11.6), "south": (45.0, 11.6)}
AHEAD = {"east": (1, 0), "west": (-1, 0), "north": (0, -1), "south": (0, 1)}
"""Right and down on the sheet."""


def legs_of(*places: Place) -> ET.Element:
    """Return the layer of legs of a journey that has been travelled, as SVG."""
    stops = [
        stop(f"2023-09-{n + 1:02}", at=at, name=f"{at[0]}-{at[1]}") for n, at in enumerate(places)
    ]
    picture = Picture(build_itinerary(journey_of(*stops)).overview(), PictureOptions())
    root = ET.fromstring(picture.render("svg"))  # noqa: S314  ours
    layer = root.find(f".//{SVG}g[@id='legs']")
    assert layer is not None
    return layer


def places_in(data: str) -> list[Place]:
    """Read the places of a path of relative steps, as SVG 2 (W3C, 2018), section 9.3 defines it."""
    start, _, steps = data.removesuffix("Z").removeprefix("M").partition("l")
    x, y, *moves = (float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", f"{start} {steps}"))
    pairs = zip(moves[::2], moves[1::2], strict=True)
    return list(accumulate(pairs, lambda at, by: (at[0] + by[0], at[1] + by[1]), initial=(x, y)))


def arrows_in(layer: ET.Element) -> list[tuple[Place, Place]]:
    """Return the tip of each arrow, and the middle of its base: the shortest of three sides."""
    found = []
    for path in layer.iter(f"{SVG}path"):
        corners = places_in(path.get("d", ""))
        if path.get("fill") == ACCENT:
            ends = ((corners[n - 2], corners[n - 1], corners[n]) for n in range(3))
            left, right, tip = min(ends, key=lambda end: dist(end[0], end[1]))
            found.append((tip, ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)))
    return found


def lines_in(layer: ET.Element) -> list[list[Place]]:
    """Return the lines of legs from their first dash to their last, not what is beneath them."""
    width = f"{MARKS.leg_travelled * PictureOptions().unit:.2f}"
    return [
        [place for part in path.get("d", "").split("M")[1:] for place in places_in(part)]
        for path in layer.iter(f"{SVG}path")
        if path.get("stroke") == ACCENT and path.get("stroke-width") == width
    ]


def half_way(line: list[Place]) -> Place:
    """Return the place in the middle of a line."""
    along = [0.0, *accumulate(dist(start, end) for start, end in pairwise(line))]
    half = along[-1] / 2
    number = next(n for n, end in enumerate(along) if end >= half)
    share = (half - along[number - 1]) / (along[number] - along[number - 1])
    (x, y), (to_x, to_y) = line[number - 1 : number + 1]
    return x + share * (to_x - x), y + share * (to_y - y)


@pytest.mark.parametrize("way", AROUND)
def test_an_arrow_points_the_way_that_was_travelled(way: str) -> None:
    layer = legs_of(MUNICH, AROUND[way])
    arrows = arrows_in(layer)
    assert arrows
    (line,) = lines_in(layer)
    right, down = AHEAD[way]
    assert (line[-1][0] - line[0][0]) * right + (line[-1][1] - line[0][1]) * down > 0
    # The outer half of its edge is the ground's: so far it is widened.
    unit, half = PictureOptions().unit, MARKS.arrow_width / 2
    plain = ((MARKS.arrow, 0.0), (0.0, half), (0.0, -half))
    (tip_at, _), (base_at, _), _ = widened(plain, MARKS.arrow_edge / 4)
    length = (tip_at - base_at) * unit
    for tip, base in arrows:
        forward = (tip[0] - base[0]) * right + (tip[1] - base[1]) * down
        assert forward == pytest.approx(length, rel=0.05)


def test_there_and_back_run_side_by_side_each_on_the_left_of_its_way() -> None:
    (alone,) = lines_in(legs_of(MUNICH, AROUND["east"]))
    there, back = lines_in(legs_of(MUNICH, AROUND["east"], MUNICH))
    assert there[0][0] < there[-1][0]
    assert back[0][0] > back[-1][0]
    lane = MARKS.lane * PictureOptions().unit
    # The sheet's y grows downwards: the way east runs north of the way west.
    assert half_way(there)[1] == pytest.approx(half_way(alone)[1] - lane, abs=0.1)
    assert half_way(back)[1] == pytest.approx(half_way(alone)[1] + lane, abs=0.1)
