"""The page at other sizes and for unsteady hands: nothing is lost, nothing too small to tap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from browser import CHECKOUT
from browser import dashboard as serve
from dashboard_page import DashboardPage, new_page, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TARGET_PX = 24  # WCAG 2.2, 2.5.8
# A laptop, a phone, and the two sizes of WCAG 2.2: 320 px (1.4.10), and 200 % of a small laptop.
SIZES: dict[str, dict[str, Any]] = {
    "laptop": {"viewport": {"width": 1280, "height": 800}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "enlarged": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
}
# Whatever a reader can press, but what Streamlit hides in it.
PRESSED = "a[href], button, [role=button], summary"


@pytest.fixture(scope="module", params=SIZES)
def dashboard(
    request: pytest.FixtureRequest, browser: Browser, dashboard_url: str
) -> Iterator[DashboardPage]:
    for page in new_page(browser, **SIZES[request.param]):
        yield opened(page, dashboard_url, "?date=2023-09-13&stop=vostochny")


def test_nothing_is_hidden_or_runs_out_of_the_page(dashboard: DashboardPage) -> None:
    expect(dashboard.page.get_by_role("heading", level=1).first).to_be_visible()
    expect(dashboard.page.locator(".head p")).to_be_visible()
    for name in ("Previous", "Play", "Next"):
        expect(dashboard.button(name)).to_be_visible()
    for does in ("whole-route", "follow", "online", "full-screen"):
        expect(dashboard.map_button(does)).to_be_visible()
    for part in (".map-date", ".map-key", ".map-credit", ".scale-label"):
        expect(dashboard.map.locator(part)).to_be_visible()
    for name in ("Itinerary", "Sources", "Pictures", "Share"):
        expect(dashboard.page.get_by_role("link", name=name, exact=True)).to_be_visible()
    for document in (dashboard.page, dashboard.frame):
        assert document.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )


def test_what_can_be_pressed_is_large_enough(dashboard: DashboardPage) -> None:
    script = """([selector, least]) => [...document.querySelectorAll(selector)]
      .filter((target) => target.checkVisibility({ visibilityProperty: true }))
      .map((target) => [target.outerHTML.slice(0, 120), target.getBoundingClientRect()])
      .filter(([, { width, height }]) => width > 1 && (width < least || height < least))
      .map(([words, { width, height }]) => `${width} × ${height}: ${words}`)"""
    for document in (dashboard.page, dashboard.frame):
        assert document.evaluate(script, [PRESSED, TARGET_PX]) == []


def test_buttons_on_the_map_cover_neither_each_other_nor_the_date(
    dashboard: DashboardPage,
) -> None:
    overlaps = dashboard.frame.evaluate("""() => {
      const boxes = [...document.querySelectorAll(".map-date, .map-buttons button, .leaflet-bar a")]
        .map((box) => ({ words: box.textContent, at: box.getBoundingClientRect() }));
      const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
        && a.top < b.bottom - 1 && b.top < a.bottom - 1;
      return boxes.flatMap((a, n) => boxes.slice(n + 1)
        .filter((b) => meet(a.at, b.at)).map((b) => [a.words, b.words]));
    }""")
    assert overlaps == []


@pytest.fixture(scope="module")
def odd_names_url() -> Iterator[str]:
    with serve(CHECKOUT / "tests/journeys/dashboard-odd-names") as address:
        yield address


def test_a_click_on_the_map_does_not_scroll_the_page(page: Page, odd_names_url: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    dashboard = opened(page, odd_names_url)
    stop = dashboard.stop("quotes")
    stop.scroll_into_view_if_needed()
    before = stop.bounding_box()
    stop.hover()
    page.mouse.down()
    assert stop.bounding_box() == before
    page.mouse.up()
    expect(dashboard.stop_card).to_contain_text('Say "Ah" & it\'s <done>')


def test_the_map_beside_the_key_can_be_taken_hold_of(page: Page, odd_names_url: str) -> None:
    # A long line of credits makes the corner with the key as wide as the map.
    dashboard = opened(page, odd_names_url)
    at_left_of_key = dashboard.frame.evaluate("""() => {
      const key = document.querySelector(".map-key").getBoundingClientRect();
      return document.elementFromPoint(key.left - 20, key.top + 20).closest(".map-furniture");
    }""")
    assert at_left_of_key is None


def test_a_stop_that_the_keyboard_comes_to_is_brought_into_sight(
    page: Page, dashboard_url: str
) -> None:
    dashboard = opened(page, dashboard_url)
    dashboard.drag_map(400, 500)
    assert not all(dashboard.stops_in_sight())
    dashboard.map_button("full-screen").focus()
    for number in range(4):
        dashboard.map.locator(".stop").nth(number).focus()
        dashboard.page.keyboard.press("Shift")  # the keyboard is in use
        dashboard.view()
        dashboard.page.keyboard.press("Tab")
        dashboard.page.keyboard.press("Shift+Tab")
        dashboard.view()
        assert dashboard.stops_in_sight()[number]


def test_words_of_any_length_stay_within_their_names(page: Page, odd_names_url: str) -> None:
    dashboard = opened(page, odd_names_url)
    wider = dashboard.frame.evaluate("""() => [...document.querySelectorAll(".stop-label")]
      .filter((label) => label.scrollWidth > label.clientWidth + 1)
      .map((label) => label.textContent)""")
    assert wider == []


def test_latin_and_cyrillic_words_are_set_in_our_own_typeface(
    page: Page, dashboard_url: str
) -> None:
    opened(page, dashboard_url, "?date=2023-09-13")
    inspector = page.context.new_cdp_session(page)
    inspector.send("DOM.enable")
    inspector.send("CSS.enable")
    root = inspector.send("DOM.getDocument")["root"]["nodeId"]
    for selector in (".story-place a", ".story-local span"):
        page.evaluate("document.fonts.ready")
        node = inspector.send("DOM.querySelector", {"nodeId": root, "selector": selector})
        fonts = inspector.send("CSS.getPlatformFontsForNode", {"nodeId": node["nodeId"]})["fonts"]
        assert {font["familyName"] for font in fonts if font["isCustomFont"]} == {"Inter"}
        assert all(font["isCustomFont"] for font in fonts)
