"""Forty doors of a street on the map of a page: apart, counted, and each still to be reached."""

from __future__ import annotations

import re
from itertools import combinations
from math import dist
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser import CHECKOUT
from routemap.tables.reader import read_journey
from site_page import SitePage, published
from test_accessibility import findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

DOORS = 40
THINNED, NO_ROOM = re.compile(r"\bthinned\b"), re.compile(r"\bno-room\b")
DISCS = """() => [...document.querySelectorAll(".stop:not(.thinned)")].map((stop) => {
  const { x, y, width, height } = stop.querySelector(".stop-disc").getBoundingClientRect();
  return [x + width / 2, y + height / 2, width / 2];
})"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    journey = read_journey(CHECKOUT / "tests" / "journeys" / "city-walk")
    with published(tmp_path_factory.mktemp("doors"), {"walk": journey}) as url:
        yield f"{url}walk/"


@pytest.fixture
def site(page: Page, address: str) -> SitePage:
    page.set_viewport_size({"width": 390, "height": 844})
    return SitePage(page, address).open("index.html")


def expect_apart(site: SitePage, dots: int) -> None:
    """Expect no disc on another, and the rest counted in the key."""
    discs = site.at_rest().page.evaluate(DISCS)
    assert len(discs) == DOORS - dots
    for (x, y, radius), (to_x, to_y, to_radius) in combinations(discs, 2):
        assert dist((x, y), (to_x, to_y)) >= radius + to_radius
    expect(site.page.locator(".stop-count:not(:empty)")).to_have_count(0)
    told = site.page.locator(".key-dots")
    if dots:
        expect(told).to_have_text(f"Stops without a number: {dots}")
    else:
        expect(told).to_be_hidden()


def zoom_in(site: SitePage) -> None:
    site.page.locator(".leaflet-control-zoom-in").click()
    site.at_rest()


def dots(site: SitePage) -> int:
    return site.page.locator(".stop.thinned").count()


def test_at_each_zoom_discs_stand_apart_and_the_others_are_counted(site: SitePage) -> None:
    found = [dots(site)]
    expect_apart(site, found[0])
    for _ in range(3):
        zoom_in(site)
        found.append(dots(site))
        expect_apart(site, found[-1])
    assert 10 < found[0] < DOORS
    assert found == sorted(found, reverse=True)
    assert found[-1] == 0
    assert not site.errors


def test_the_current_door_always_stands_and_has_its_name(site: SitePage) -> None:
    for number in range(1, DOORS + 1):
        current = site.page.locator(".stop[aria-current=step]")
        expect(current).to_have_attribute("data-stop", f"door-{number}")
        expect_apart(site, dots(site))
        expect(current).not_to_have_class(THINNED)
        expect(current.locator(".stop-label")).not_to_have_class(NO_ROOM)
        for end in (1, DOORS):
            expect(site.stop(f"door-{end}")).not_to_have_class(THINNED)
        site.press("ArrowRight")


def test_a_door_without_a_number_is_reached_by_keyboard_and_by_mouse(site: SitePage) -> None:
    thinned = site.page.locator(".stop.thinned")
    first, second = (thinned.nth(n).get_attribute("data-stop") or "" for n in (0, 9))
    expect(site.stop(first)).to_have_css("opacity", "0")
    site.page.keyboard.press("Tab")  # so that the browser shows the focus
    site.stop(first).focus()
    expect(site.stop(first)).to_have_css("opacity", "1")
    expect(site.page.locator(".leaflet-tooltip")).to_be_visible()
    number = (site.stop(first).get_attribute("aria-label") or "").split()[0]
    assert site.page.get_by_role("button", name=f"{number} ").count() >= 1
    site.press("Enter")
    expect(site.stop(first)).to_have_attribute("aria-current", "step")
    box = site.stop(second).bounding_box()
    assert box
    site.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(site.stop(second)).to_have_attribute("aria-current", "step")


def test_nothing_is_found_on_a_map_with_a_crowd(site: SitePage) -> None:
    assert dots(site)
    assert findings(site.page) == []
