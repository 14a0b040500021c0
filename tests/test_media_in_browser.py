"""Pictures of the story in a real browser: they come late, move nothing, and are enlarged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser import dashboard
from dashboard_page import DashboardPage, new_page
from media_files import MP3, folder, picture, report
from site_page import SitePage, published
from test_accessibility import findings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

ROWS = (
    "ship,landing,,ship.jpg,,image,A ship at sea,The ship comes in,Me,CC0-1.0\n"
    "tall,landing,,tall.png,,image,A tower\n"
    "song,landing,,song.mp3,,audio,,A song\n"
    "here,,b,late.png,,image,decorative"
)
FILES = {
    "ship.jpg": picture(1_600, 1_200),
    "tall.png": picture(400, 1_600, "PNG"),
    "song.mp3": MP3,
    "late.png": picture(300, 200, "PNG"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    journey = report(ROWS, FILES).journey
    assert journey
    with published(tmp_path_factory.mktemp("site"), {"trip": journey}) as address:
        yield f"{address}trip/"


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    trip: Path = tmp_path_factory.mktemp("trip")
    for name, content in folder(ROWS, FILES).items():
        (trip / name).parent.mkdir(exist_ok=True)
        (trip / name).write_bytes(content)
    with dashboard(trip) as address:
        yield address


# Beside each other, for the browser scrolls by parts of a pixel.
LAID_OUT = """story => [...story.querySelectorAll("figcaption, img, p")].map(
  each => [each.offsetTop, each.offsetWidth, each.offsetHeight])"""


class HeldBack:
    """Lets no picture come until it is told to."""

    def __init__(self, page: Page) -> None:
        self._waiting: list[Route] | None = []
        page.route("**/picture-*", self._hold)

    def _hold(self, route: Route) -> None:
        if self._waiting is None:
            route.continue_()
        else:
            self._waiting.append(route)

    def let_go(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        for route in waiting:
            route.continue_()


@pytest.mark.parametrize("path", ["index.html", "present.html?date=2023-09-12", "embed.html"])
def test_nothing_moves_when_a_picture_comes(page: Page, site: str, path: str) -> None:
    pictures = HeldBack(page)
    shown = SitePage(page, site).open(path)
    captions = shown.moment.locator("figcaption")
    captions.last.scroll_into_view_if_needed()
    images = shown.moment.locator("img")
    before = shown.moment.evaluate(LAID_OUT)
    page.wait_for_function(
        "() => [...document.querySelectorAll('.moment:not([hidden]) img')].every(x => !x.complete)"
    )
    pictures.let_go()
    for image in images.all():
        expect(image).to_have_js_property("complete", value=True)
        assert image.evaluate("image => image.naturalWidth") > 0
    assert shown.moment.evaluate(LAID_OUT) == before
    assert shown.errors == []


def test_pictures_of_other_moments_are_not_fetched(page: Page, site: str) -> None:
    shown = SitePage(page, site).open()
    page.wait_for_load_state("networkidle")
    assert any("/picture-480." in url for url in shown.requests)
    assert not any("/picture-300." in url or "/audio." in url for url in shown.requests)


def enlarged(page: Page, picture_name: str) -> None:
    """Open a picture by the key and close it by Esc: the focus is where it was."""
    link = page.get_by_role("link", name=picture_name)
    expect(link).to_be_visible()
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("The ship comes in Me, CC0-1.0")
    expect(dialog.get_by_role("img", name="A ship at sea")).to_be_visible()
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    expect(dialog.get_by_role("img")).to_have_attribute("src", re.compile("picture-1600"))
    page.keyboard.press("ArrowRight")  # is not for the journey behind it
    assert findings(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()


def test_a_picture_is_enlarged_by_key_and_the_focus_returns(page: Page, site: str) -> None:
    shown = SitePage(page, site).open()
    date = shown.story_date.inner_text()
    enlarged(page, "A ship at sea Enlarge")
    shown.expect_moment(date)
    page.get_by_role("link", name="A tower Enlarge").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("img", name="A tower")).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    assert shown.errors == []


def test_the_presentation_stays_when_a_picture_is_closed(page: Page, site: str) -> None:
    shown = SitePage(page, site).open("present.html?date=2023-09-12")
    enlarged(page, "A ship at sea Enlarge")
    assert "present.html" in page.url
    assert shown.errors == []


def test_the_dashboard_enlarges_it_too(page: Page, board: str) -> None:
    shown = DashboardPage(page, board).open("?date=2023-09-12")
    enlarged(page, "A ship at sea Enlarge")
    assert shown.errors == []


@pytest.mark.parametrize(
    "screen",
    [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}],
    ids=["laptop", "dark", "phone"],
)
def test_axe_finds_nothing_on_a_card_with_media(
    browser: Browser, site: str, screen: dict[str, object]
) -> None:
    for page in new_page(browser, **screen):
        SitePage(page, site).open()
        assert findings(page) == []
        width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0
