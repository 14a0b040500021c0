"""axe-core finds nothing on any page and in the map's frame: on a laptop, a phone, in the dark.

Nor does it in what Streamlit adds, as of 1.67; what it may find there one day is to be listed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dashboard_page import new_page, opened
from site_page import SitePage
from test_pictures_browser import pictures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Frame, Page

pytestmark = pytest.mark.browser

SCREENS: dict[str, dict[str, Any]] = {
    "laptop": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
}
# Rules of WCAG 2.2 A and AA, and what axe's authors call best practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(params=SCREENS)
def screen(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    yield from new_page(browser, **SCREENS[request.param])


def findings(document: Page | Frame) -> list[str]:
    """Rule and element of everything found in one document; a frame within is asked by itself."""
    options = {"runOnly": {"type": "tag", "values": TAGS}, "iframes": False}
    results = Axe().run(document, options=options)  # type: ignore[arg-type]  a frame will do
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


def test_what_is_wrong_is_found(page: Page) -> None:
    page.set_content('<main><h1>Map</h1><img src="data:,"><p style="color:#bbb">Pale</p></main>')
    found = " ".join(findings(page))
    assert "image-alt" in found
    assert "color-contrast" in found


@pytest.mark.parametrize("query", ["?date=2023-09-13&stop=vostochny", "?date=before&lang=ko"])
def test_nothing_is_found_on_the_journey_page_and_its_map(
    screen: Page, dashboard_url: str, query: str
) -> None:
    board = opened(screen, dashboard_url, query)
    assert findings(screen) == []
    assert findings(board.frame) == []


def test_nothing_is_found_in_the_settings(screen: Page, dashboard_url: str) -> None:
    opened(screen, dashboard_url)
    screen.get_by_role("button", name="Settings").click()
    expect(screen.get_by_text("Playback speed")).to_be_visible()
    assert findings(screen) == []


@pytest.mark.parametrize("query", ["?date=2023-09-13&stop=khasan", "?preset=90x70mm&lang=ru"])
def test_nothing_is_found_on_the_pictures_page(
    screen: Page, dashboard_url: str, query: str
) -> None:
    pictures(screen, dashboard_url, query)
    assert findings(screen) == []


@pytest.mark.parametrize(
    "address",
    [
        "index.html?date=2023-09-13&stop=vostochny",
        "index.ko.html",
        "embed.html?date=2023-09-12",
        "present.html",
        "present.html?date=2023-09-13",
    ],
)
def test_nothing_is_found_on_the_published_pages(screen: Page, site_url: str, address: str) -> None:
    site = SitePage(screen, site_url).open(address)
    assert findings(site.page) == []


def test_nothing_is_found_on_notes_keys_and_the_last_slide(page: Page, site_url: str) -> None:
    site = SitePage(page, site_url).open("present.html?date=2023-09-12")
    for keys in (["n"], ["?"], ["Escape", "End"]):
        site.press(*keys)
        assert findings(site.at_rest().page) == []


def test_nothing_is_found_without_scripts(browser: Browser, site_url: str) -> None:
    for page in new_page(browser):
        # The checker is a script itself, so the page's own are taken away instead.
        page.route("**/*.js", lambda itinerary: itinerary.abort())
        page.goto(f"{site_url}index.html")
        assert findings(page) == []
