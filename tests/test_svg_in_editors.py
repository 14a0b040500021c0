"""The SVG in programs in which picture desks change it: Inkscape, and those of SVG 1.1 alone."""

from __future__ import annotations

from math import dist
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageChops, ImageFilter

from outside_readers import read_by
from routemap.model.itinerary import build_itinerary
from routemap.pictures.arrows import widened
from routemap.pictures.params import read_query
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

if TYPE_CHECKING:
    from routemap.pictures.picture import Picture

JOURNEYS = Path(__file__).parent / "journeys"
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
# Of SVG 2 or CSS, which Illustrator passes over.
NEW_ATTRIBUTES = {"paint-order", "style", "class", "vector-effect", "mix-blend-mode", "filter"}
NEW_ELEMENTS = {"style", "symbol", "foreignObject", "mesh", "hatch", "textPath"}
FOLDERS = [shipped_journey(), *(JOURNEYS / name for name in ("many-scripts", "two-who-meet"))]


def picture(folder: Path, **values: str) -> Picture:
    return read_query({"preset": "web", **values}, build_itinerary(read_journey(folder)))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_inkscape_shows_the_very_picture(folder: Path, tmp_path: Path) -> None:
    of = picture(folder)
    for form in ("svg", "png"):
        (tmp_path / f"ours.{form}").write_bytes(of.render(form))
    read_by("inkscape", tmp_path / "ours.svg", "-o", tmp_path / "theirs.png")
    with Image.open(tmp_path / "ours.png") as ours, Image.open(tmp_path / "theirs.png") as theirs:
        pair = [each.convert("RGB").filter(ImageFilter.BoxBlur(2)) for each in (ours, theirs)]
    assert pair[0].size == pair[1].size
    worst = max(most for _, most in ImageChops.difference(*pair).getextrema())
    assert worst < 40


@pytest.mark.parametrize("text", ["shapes", "live"])
def test_inkscape_knows_legs_stops_and_layers_by_name(text: str, tmp_path: Path) -> None:
    of = picture(shipped_journey(), **({"text": text} if text == "live" else {}))
    (tmp_path / "map.svg").write_bytes(of.render("svg"))
    told = read_by("inkscape", "--query-all", tmp_path / "map.svg")
    boxes = {
        name: tuple(map(float, numbers))
        for name, *numbers in (line.split(",") for line in told.splitlines())
    }
    journey, preset = of.scene.journey, of.options.preset
    named = [f"stop-{number + 1}" for number in range(len(journey.stops))]
    named += [f"leg-{number + 1}" for number in range(len(journey.legs))]
    assert {*named, "land", "borders", "legs", "stops", "labels", "furniture"} <= {*boxes}
    for name in named:
        left, top, width, height = boxes[name]
        assert width > 0
        assert 0 <= left <= left + width <= preset.width
        assert 0 <= top <= top + height <= preset.height


@pytest.mark.parametrize("folder", [*FOLDERS, JOURNEYS / "media-and-annotations"])
def test_the_usual_svg_needs_nothing_newer_than_svg_1_1(folder: Path) -> None:
    root = ET.fromstring(picture(folder).render("svg"))  # noqa: S314  written by us
    for each in root.iter():
        if not each.tag.startswith(SVG):
            continue
        assert each.tag.removeprefix(SVG) not in NEW_ELEMENTS
        assert not NEW_ATTRIBUTES & {*each.attrib}, each.attrib
        assert ("href" in each.attrib) <= (f"{XLINK}href" in each.attrib)
        colours = (each.get("fill", "none"), each.get("stroke", "none"))
        assert all(colour == "none" or colour.startswith("#") for colour in colours)


def test_the_sides_of_an_arrow_move_outwards_alike() -> None:
    arrow = ((0.0, -8.0), (-5.0, 8.0), (5.0, 8.0))
    tip, left, right = widened(arrow, 1.0)
    assert (tip[0], left[1], right[1]) == pytest.approx((0.0, 9.0, 9.0))
    # From a corner of the old arrow to the new side is as far as the side has moved.
    across = abs((right[0] - tip[0]) * (-8.0 - tip[1]) - (0.0 - tip[0]) * (right[1] - tip[1]))
    assert across / dist(tip, right) == pytest.approx(1.0)
    assert widened(((1.0, 1.0),) * 3, 1.0) == ((1.0, 1.0),) * 3
