"""The map's script in a real browser: its work grows as the points of a leg and the legs do."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest

from routemap.look import MARKS
from scripts import import_modules

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# A line up and down, further each time.
ZIGZAG = """(many) => Array.from({ length: many }, (_, n) =>
  [(n / many) * 1200, (n / many) * 300 * (n % 2 ? 1 : -1)])"""
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
    import_modules(page, "arrows", "drawn_line")
    page.evaluate(f"window.zigzag = {ZIGZAG}; window.counted = {COUNTED}; 0")
    return page


def test_a_zigzag_is_simplified_with_work_near_the_number_of_its_points(blank: Page) -> None:
    few, many = (
        blank.evaluate(
            "(n) => counted(Math, 'max', () => routemap.simplified(zigzag(n), 1.1))",
            points,
        )
        for points in (10_000, 20_000)
    )
    assert few < many < 2.5 * few


def test_arrows_of_a_line_that_is_far_longer_than_the_screen_are_bounded(blank: Page) -> None:
    look = {name: size for name, size in asdict(MARKS).items() if name.startswith("arrow")}
    few, many = (
        blank.evaluate(
            "([look, n]) => counted(Math, 'hypot',"
            " () => { window.made = routemap.arrowsAlong(zigzag(n), look).length; })",
            [look, points],
        )
        for points in (10_000, 20_000)
    )
    assert many < 2.5 * few
    assert blank.evaluate("window.made") <= 4000
