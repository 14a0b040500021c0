"""Arrowheads on the screen: which way a track goes, and never on the track beside it."""

from __future__ import annotations

from itertools import pairwise
from math import dist
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from routemap.look import MARKS
from routemap.pictures.lines import nearest_place
from routemap.tables import read_journey
from site_page import SitePage, published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

JOURNEYS = {name: read_journey(Path(__file__).parent / "journeys" / name) for name in (
    "there-and-back", "two-who-meet", "many-at-one-place",
)}  # fmt: skip
# The parts of a leg follow each other in the page: its line is the one before its arrows.
_DRAWN = """() => {
  const placeOf = (at) => at.split(/[ ,]/).map(Number);
  const placesOf = (path) => (path.getAttribute("d").match(/M[^M]*/g) ?? [])
    .map((part) => (part.match(/-?[\\d.]+[ ,]-?[\\d.]+/g) ?? []).map(placeOf));
  const legs = [];
  const drawn = ".leaflet-legs-pane :is(.leg-line:not(.leg-stub), .leg-arrow)";
  for (const path of document.querySelectorAll(drawn)) {
    if (path.matches(".leg-line")) legs.push({ lines: placesOf(path) });
    else Object.assign(legs.at(-1), { arrows: placesOf(path) });
  }
  return legs;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with published(tmp_path_factory.mktemp("arrows"), JOURNEYS) as address:
        yield address


@pytest.mark.parametrize("name", list(JOURNEYS))
def test_an_arrow_on_the_screen_is_long_and_touches_no_other_track(
    page: Page, site: str, name: str
) -> None:
    shown = SitePage(page, site).open(f"{name}/index.html")
    shown.press("End")
    shown.at_rest()
    legs = page.evaluate(_DRAWN)
    least = (MARKS.leg_travelled + MARKS.arrow_edge) / 2 - 0.15  # tenths of a pixel are drawn
    assert any(len(corners) > 1 for leg in legs for corners in leg["arrows"])
    for leg in legs:
        others = [
            piece
            for other in legs
            if other["lines"] != leg["lines"]
            for line in other["lines"]
            for piece in pairwise(map(tuple, line))
        ]
        for corners in leg["arrows"]:
            if len(corners) == 1:  # the path of a leg without arrows
                continue
            tip, left, right = map(tuple, corners[:3])
            tail = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)
            assert 1.55 < dist(tip, tail) / dist(left, right) < 1.65
            for corner in (tip, left, right):
                assert all(dist(corner, nearest_place(corner, *piece)) > least for piece in others)
