"""Stops at one place on the map of a page: a stack that opens by mouse and by keyboard."""

from __future__ import annotations

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

# Where each disc is seen, and the size of what can be pressed.
DISCS = """() => [...document.querySelectorAll(".stop")].map((stop) => {
  const { x, y, width, height } = stop.querySelector(".stop-disc").getBoundingClientRect();
  const target = stop.getBoundingClientRect();
  return { id: stop.dataset.stop, at: [x + width / 2, y + height / 2], radius: width / 2,
    target: Math.min(target.width, target.height) };
})"""
ON_TOP = """(stop) => {
  const { x, y, width, height } = stop.querySelector(".stop-disc").getBoundingClientRect();
  return document.elementFromPoint(x + width / 2, y + height / 2).closest(".stop") === stop;
}"""
HARBOUR = [f"basel-{number}" for number in range(1, 13)]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    journey = read_journey(CHECKOUT / "tests" / "journeys" / "many-at-one-place")
    with published(tmp_path_factory.mktemp("harbour"), {"boatman": journey}) as url:
        yield f"{url}boatman/"


@pytest.fixture
def site(page: Page, address: str) -> SitePage:
    page.set_viewport_size({"width": 1280, "height": 1000})
    return SitePage(page, address).open("index.html?date=1908-04-23")


def discs(site: SitePage) -> dict[str, tuple[float, float]]:
    return {each["id"]: tuple(each["at"]) for each in site.at_rest().page.evaluate(DISCS)}


def test_a_stack_says_how_many_and_shows_the_current_stop_on_top(site: SitePage) -> None:
    current = site.page.locator(".stop[aria-current=step]")
    assert current.get_attribute("data-stop") == "basel-5"
    assert current.evaluate(ON_TOP)
    expect(current.locator(".stop-count")).to_have_text("×14")
    expect(current.locator(".stop-label")).to_contain_text("1, 3, 5, 6, 7, 9, 11")
    spots = discs(site)
    assert max(dist(spots[one], spots[other]) for one, other in combinations(HARBOUR, 2)) < 30


def test_the_next_step_brings_the_next_card_to_the_top_and_moves_no_other_stop(
    site: SitePage,
) -> None:
    before = discs(site)
    site.press("ArrowRight", "ArrowRight")
    expect(site.stop("basel-6")).to_have_attribute("aria-current", "step")
    after = discs(site)
    assert site.stop("basel-6").evaluate(ON_TOP)
    elsewhere = [each for each in before if not each.startswith(("basel", "weil", "huningue"))]
    assert elsewhere
    for each in elsewhere:
        assert dist(before[each], after[each]) < 0.1


def test_a_click_opens_a_stack_and_another_chooses_a_stop_of_it(site: SitePage) -> None:
    top = site.stop("basel-5")
    expect(top).to_have_attribute("aria-expanded", "false")
    top.click()
    expect(top).to_have_attribute("aria-expanded", "true")
    site.expect_moment("23 April 1908")
    spots = {each: at for each, at in discs(site).items() if each in HARBOUR}
    assert min(dist(*two) for two in combinations(spots.values(), 2)) >= 31.9
    assert all(site.stop(each).evaluate(ON_TOP) for each in HARBOUR)
    targets = {each["id"]: each["target"] for each in site.page.evaluate(DISCS)}
    assert min(targets[each] for each in HARBOUR) >= 24
    expect(site.page.locator("path.tether-place")).not_to_have_count(0)
    site.stop("basel-9").click()
    expect(site.stop("basel-9")).to_have_attribute("aria-current", "step")
    expect(site.stop("basel-9")).to_have_attribute("aria-expanded", "false")
    assert site.at_rest().stop("basel-9").evaluate(ON_TOP)


def test_a_stack_opens_by_keyboard_and_closes_by_escape(site: SitePage) -> None:
    site.page.keyboard.press("Tab")  # so that the browser shows the focus
    site.stop("cologne-1").focus()
    site.press("Tab")
    expect(site.stop("basel-5")).to_be_focused()
    expect(site.stop("basel-5")).to_have_attribute("aria-expanded", "true")
    site.press("ArrowLeft")
    expect(site.stop("basel-4")).to_be_focused()
    assert site.at_rest().stop("basel-4").evaluate(ON_TOP)
    site.press("Enter")
    expect(site.stop("basel-4")).to_have_attribute("aria-current", "step")
    expect(site.stop("basel-4")).to_have_attribute("aria-expanded", "true")
    site.press("ArrowRight", "ArrowDown", "Escape")
    expect(site.stop("basel-4")).to_have_attribute("aria-expanded", "false")
    expect(site.stop("basel-4")).to_be_focused()
    site.press("Enter")
    expect(site.stop("basel-4")).to_have_attribute("aria-expanded", "true")
    site.stop("cologne-3").focus()
    expect(site.stop("basel-4")).to_have_attribute("aria-expanded", "false")


def test_a_step_to_another_place_closes_a_stack_and_keeps_the_focus_in_sight(
    page: Page, address: str
) -> None:
    site = SitePage(page, address).open("present.html?date=1908-04-23")
    site.press("Tab")  # so that the browser shows the focus
    site.stop("basel-5").focus()
    site.press("ArrowLeft", "PageDown")
    expect(site.stop("strasbourg-2")).to_have_attribute("aria-current", "step")
    expect(site.page.locator(".stop.unfolded")).to_have_count(0)
    expect(site.stop("basel-5")).to_be_focused()
    # Its card is no longer the top one at the next stop there.
    site.press("PageDown")
    expect(site.stop("basel-6")).to_have_attribute("aria-current", "step")
    expect(site.stop("basel-6")).to_be_focused()
    expect(site.stop("basel-6")).to_have_attribute("aria-expanded", "false")
    assert page.evaluate("document.activeElement.ariaHidden") is None
    assert not site.errors


def test_each_disc_says_which_stop_it_is_and_how_many_there_are(site: SitePage) -> None:
    site.stop("basel-5").click()
    said = site.page.get_by_role("button", name="5 Basel, 28 Mar, visited, one of 14 stops at")
    expect(said).to_have_attribute("data-stop", "basel-3")
    for each in HARBOUR:
        assert "one of 14" in (site.stop(each).get_attribute("aria-label") or "")


def test_on_a_phone_an_open_stack_stands_clear_of_the_buttons(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    site = SitePage(page, address).open("index.html?date=1908-03-02")
    site.stop("basel-1").click()
    expect(site.stop("basel-1")).to_have_attribute("aria-expanded", "true")
    site.at_rest()
    assert all(site.stop(each).evaluate(ON_TOP) for each in HARBOUR)
    assert findings(page) == []
    assert not site.errors


def test_what_an_open_stack_would_stand_on_is_gone_until_it_closes(
    page: Page, address: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    site = SitePage(page, address).open("index.html?date=1908-03-02")
    strasbourg = [site.stop(f"strasbourg-{number}") for number in (1, 2, 3)]
    site.stop("basel-1").click()
    for stop in strasbourg:
        expect(stop).to_have_css("opacity", "0")
    for stop in ("cologne-1", "mannheim-1"):
        expect(site.stop(stop)).to_have_css("opacity", "1")
    seen = {each["id"]: each for each in site.at_rest().page.evaluate(DISCS)}
    fan = [each for each in seen if site.stop(each).get_attribute("aria-expanded") == "true"]
    assert len(fan) == len(HARBOUR) + 2
    for other in seen.keys() - set(fan):
        if site.stop(other).evaluate("(stop) => getComputedStyle(stop).opacity") == "0":
            continue
        for each in fan:
            touching = seen[each]["radius"] + seen[other]["radius"]
            assert dist(seen[each]["at"], seen[other]["at"]) > touching
    # The keyboard comes to it all the same.
    site.press("Tab")
    site.stop("basel-1").focus()
    site.press("Tab")
    expect(strasbourg[0]).to_be_focused()
    for stop in strasbourg:
        expect(stop).to_have_css("opacity", "1")
    assert strasbourg[0].get_attribute("aria-expanded") == "true"
    expect(site.stop("basel-1")).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("is_open", [False, True])
def test_nothing_is_found_on_a_map_with_stacks(site: SitePage, *, is_open: bool) -> None:
    if is_open:
        site.stop("basel-5").click()
        site.at_rest()
    assert findings(site.page) == []
    assert not site.errors
