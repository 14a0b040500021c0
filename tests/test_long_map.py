"""The map of a long journey in a real browser: discs apart, dots between them, legs joined."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser import dashboard
from dashboard_page import opened
from routemap.look import DARK, LIGHT
from site_page import wait_for_rest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from dashboard_page import DashboardPage

pytestmark = pytest.mark.browser

STOPS = 100
# Colours of what is painted there; canvas and page answer alike, whatever lies on top.
PAINTED = """([latitude, longitude]) => {
  const at = window.map.latLngToContainerPoint([latitude, longitude]);
  const frame = window.map.getContainer().getBoundingClientRect();
  return [frame.left + at.x, frame.top + at.y];
}"""
COLOURS = """(canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const found = new Set();
  for (let n = 0; n < data.length; n += 4) {
    if (data[n + 3] === 255) found.add((data[n] << 16) | (data[n + 1] << 8) | data[n + 2]);
  }
  return [...found].map((colour) => `#${colour.toString(16).padStart(6, "0")}`);
}"""


def place(number: int) -> tuple[float, float]:
    return (10 + 4 * (number % 2), 20 + number)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("long") / "walk.csv"
    rows = [f"Place {n + 1},{place(n)[0]},{place(n)[1]},{1900 + n}" for n in range(STOPS)]
    path.write_text("\n".join(["name,latitude,longitude,arrival", *rows]), encoding="utf-8")
    with dashboard(path) as url:
        yield url


@pytest.fixture
def shown(page: Page, address: str) -> DashboardPage:
    return opened(page, address)


def on_page(shown: DashboardPage, at: tuple[float, float]) -> tuple[float, float]:
    """Where a place lies on the page, in pixels."""
    frame = shown.page.locator(".st-key-map iframe").last
    box = frame.bounding_box()
    assert box
    x, y = shown.map.locator("body").evaluate(f"(_, at) => ({PAINTED})(at)", list(at))
    return box["x"] + x, box["y"] + y


def discs(shown: DashboardPage) -> set[int]:
    labels = [icon.get_attribute("aria-label") for icon in shown.map.locator(".stop").all()]
    return {int(re.match(r"\d+", label or "")[0]) for label in labels}  # type: ignore[index]


def a_dot(shown: DashboardPage) -> int:
    """Return the number of a stop that is a dot, neither first nor last nor beside a disc."""
    standing = discs(shown)
    return next(n for n in range(40, STOPS) if not standing & set(range(n - 6, n + 7)))


def test_a_few_discs_stand_and_the_first_and_last_are_among_them(shown: DashboardPage) -> None:
    standing = discs(shown)
    assert {1, STOPS} <= standing
    assert 3 < len(standing) < STOPS / 3
    shown.map.locator(".leaflet-control-zoom-in").click()
    shown.map.locator(".leaflet-control-zoom-in").click()
    wait_for_rest(shown.frame)
    assert len(discs(shown)) > len(standing)


def test_a_dot_tells_its_stop_and_a_click_opens_it(shown: DashboardPage) -> None:
    number = a_dot(shown)
    x, y = on_page(shown, place(number - 1))
    shown.page.mouse.move(x - 200, y - 150)
    shown.page.mouse.move(x, y, steps=3)
    tips = shown.map.locator(".leaflet-tooltip")
    expect(tips.filter(has_text=re.compile(rf"^{number} Place {number}$"))).to_be_visible()
    shown.page.mouse.click(x, y)
    shown.expect_moment(str(1900 + number - 1))
    expect(shown.map.locator(".stop.current")).to_have_attribute(
        "aria-label", re.compile(rf"^{number} Place {number}\b")
    )
    # What was the current stop before is a dot again or a disc, but current no more.
    expect(shown.map.locator(".stop.current")).to_have_count(1)


def test_a_click_between_two_dots_opens_their_leg(shown: DashboardPage) -> None:
    number = a_dot(shown)
    (south, west), (north, east) = place(number - 1), place(number)
    x, y = on_page(shown, ((south + north) / 2, (west + east) / 2))
    shown.page.mouse.move(x - 200, y - 150)
    shown.page.mouse.move(x, y, steps=3)
    tip = shown.map.locator(".leaflet-tooltip", has_text=f"{number}–{number + 1} Place")
    expect(tip).to_be_visible()
    shown.page.mouse.click(x, y)
    shown.expect_moment(str(1900 + number))


def test_legs_that_look_alike_are_one_line_for_each_state(shown: DashboardPage) -> None:
    lines = shown.map.locator(".leaflet-pane path.leg-line")
    shown.page.keyboard.press("Home")
    shown.page.keyboard.press("ArrowRight")
    shown.expect_moment("1901")
    assert lines.count() < 5
    ahead = shown.map.locator(".leaflet-pane path.leg-line.ahead").get_attribute("d") or ""
    shown.page.keyboard.press("ArrowRight")
    shown.expect_moment("1902")
    now = shown.map.locator(".leaflet-pane path.leg-line.ahead").get_attribute("d") or ""
    assert now != ahead
    assert now.split("L")[-1] == ahead.split("L")[-1]
    travelled = shown.map.locator(".leaflet-pane path.leg-line.visited")
    expect(travelled).to_have_attribute("d", re.compile(r"^M[^M]+$"))


def test_dots_follow_the_look_of_the_page(shown: DashboardPage) -> None:
    canvas = shown.map.locator(".leaflet-dots-pane canvas")

    def colours() -> list[str]:
        found: list[str] = canvas.evaluate(COLOURS)
        return found

    assert LIGHT.text.lower() in colours()
    shown.map.locator("html").evaluate("root => { root.style.colorScheme = 'dark'; }")
    wait_for_rest(shown.frame)
    assert DARK.text.lower() in colours()


def test_where_next_gives_nothing_away_and_shows_its_answer(page: Page, address: str) -> None:
    page.goto(f"{address}/present?date=1950")
    expect(page.locator(".route-map")).not_to_have_attribute("aria-busy", "true")
    assert dark_dots(page)
    page.keyboard.press("w")
    expect(page.locator(".route-map.hides-ahead")).to_have_count(1)
    page.locator(".route-map").hover()
    expect(page.locator(".leaflet-tooltip")).to_have_count(0)
    page.keyboard.press("Enter")
    answer = page.locator(".stop.asked-for")
    expect(answer).to_be_visible()
    expect(answer).to_have_attribute("aria-label", re.compile("^52 Place 52"))
    page.locator(".leaflet-control-zoom-out").click()
    wait_for_rest(page)
    expect(answer).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".stop.asked-for")).to_have_count(0)


def dark_dots(page: Page) -> bool:
    """Tell whether dots of stops that were visited are there."""
    found: list[str] = page.locator(".leaflet-dots-pane canvas").evaluate(COLOURS)
    return LIGHT.text.lower() in found
