"""The map's script in a real browser: its work grows as the points of a leg and the legs do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from routemap.geo.shared_segments import shared_segments
from routemap.look import MARKS
from routemap.page import assets
from scripts import import_modules

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# A line up and down, further each time.
ZIGZAG = """(many) => Array.from({ length: many }, (_, n) =>
  L.point((n / many) * 1200, (n / many) * 300 * (n % 2 ? 1 : -1)))"""
# How often a function is called while another runs.
COUNTED = """(object, name, task) => {
  const kept = object[name];
  let calls = 0;
  object[name] = function (...given) { calls += 1; return kept.apply(this, given); };
  try { task(); } finally { object[name] = kept; }
  return calls;
}"""


@pytest.fixture
def blank(page: Page) -> Page:
    import_modules(page, "arrows", "parallel_offset")
    page.add_script_tag(content=assets.assets()[assets.asset_name("leaflet.js")].body.decode())
    page.evaluate(f"window.zigzag = {ZIGZAG}; window.counted = {COUNTED}; 0")
    return page


def test_a_zigzag_is_simplified_with_work_near_the_number_of_its_points(blank: Page) -> None:
    few, many = (
        blank.evaluate(
            "(n) => counted(L.LineUtil, 'pointToSegmentDistance',"
            " () => routemap.simplified(zigzag(n), 1.6))",
            points,
        )
        for points in (10_000, 20_000)
    )
    assert few < many < 2.5 * few


def test_arrows_of_a_line_that_is_far_longer_than_the_screen_are_bounded(blank: Page) -> None:
    look = {name: getattr(MARKS, name) for name in ("arrow", "arrow_every", "arrow_shift")}
    look["arrow_from_end"] = MARKS.arrow_from_end
    few, many = (
        blank.evaluate(
            "([look, n]) => counted(L.Point.prototype, 'subtract',"
            " () => { window.made = routemap.arrowsAlong(zigzag(n), look).length; })",
            [look, points],
        )
        for points in (10_000, 20_000)
    )
    assert many < 2.5 * few
    assert blank.evaluate("window.made") <= 4000


def test_lanes_are_those_of_paper_and_cost_what_the_legs_are(blank: Page) -> None:
    there = [[50.0, 10 + n / 10] for n in range(10)]

    def legs(number: int) -> list[list[list[list[float]]]]:
        return [[there if n % 2 else there[::-1]] for n in range(number)]

    few, many = (
        blank.evaluate(
            "(legs) => counted(Map.prototype, 'get', () => routemap.sharedSegments(legs))"
            " + counted(Array.prototype, 'push', () => routemap.sharedSegments(legs))",
            legs(number),
        )
        for number in (200, 400)
    )
    assert many < 2.2 * few
    shown = blank.evaluate(
        "(legs) => routemap.sharedSegments(legs).map(([line]) => line.map(({ lane }) => lane))",
        legs(8),
    )
    as_points = [[[tuple(point) for point in line] for line in leg] for leg in legs(8)]
    assert shown == [[each.lane for each in line] for (line,) in shared_segments(as_points)]
