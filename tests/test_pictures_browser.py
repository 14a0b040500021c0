"""The Pictures page in a real browser: from the map, preview, copy, download, Back, phone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from dashboard_page import WAIT_MS, new_page, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser


def pictures(page: Page, address: str, query: str = "") -> Locator:
    """Open the page; give its preview once it is there."""
    page.set_default_timeout(WAIT_MS)
    page.goto(f"{address}/pictures{query}")
    return loaded(page)


def loaded(page: Page) -> Locator:
    preview = page.locator(".preview img")
    expect(preview).to_be_visible()
    page.wait_for_function("document.querySelector('.preview img').naturalWidth > 0")
    return preview


def asked(preview: Locator) -> dict[str, list[str]]:
    return parse_qs(urlsplit(preview.get_attribute("src") or "").query)


def test_the_map_leads_there_with_its_date_and_what_it_shows(
    page: Page, dashboard_url: str
) -> None:
    board = opened(page, dashboard_url, "?date=2023-09-13&stop=vostochny")
    board.drag_map(60, 20)
    view = board.view()
    page.get_by_role("link", name="Pictures").click()
    query = asked(loaded(page))
    assert query["date"] == ["2023-09-13"]
    assert "stop" not in query
    west, south, east, north = map(float, query["extent"][0].split(","))
    assert south < view["lat"] < north
    assert west < view["lng"] < east
    page.get_by_role("link", name="Map", exact=True).click()
    board.ready()
    board.expect_moment("13 September 2023")


def test_a_map_that_was_not_moved_gives_the_whole_route(page: Page, dashboard_url: str) -> None:
    opened(page, dashboard_url)
    page.get_by_role("link", name="Pictures").click()
    assert "extent" not in asked(loaded(page))


def test_a_choice_shows_another_picture_and_back_the_one_before(
    page: Page, dashboard_url: str
) -> None:
    preview = pictures(page, dashboard_url)
    page.get_by_text("Dark", exact=True).click()
    expect(preview).to_have_attribute("src", "map.svg?look=dark&lang=en")
    loaded(page)
    page.go_back()
    expect(preview).to_have_attribute("src", "map.svg?lang=en")


@pytest.fixture
def clipboard_page(browser: Browser) -> Iterator[Page]:
    yield from new_page(browser, permissions=["clipboard-read", "clipboard-write"])


def test_words_are_copied(clipboard_page: Page, dashboard_url: str) -> None:
    pictures(clipboard_page, dashboard_url, "?date=2023-09-13")
    entry = clipboard_page.locator(".picture-texts dl > div").filter(has_text="Alt text")
    entry.get_by_role("button", name="Copy").click()
    expect(entry.get_by_role("status")).to_have_text("Copied")
    copied = clipboard_page.evaluate("navigator.clipboard.readText()")
    assert copied == entry.locator("dd").text_content()
    assert copied == clipboard_page.locator(".preview img").get_attribute("alt")


def test_a_file_is_downloaded_under_its_name(
    page: Page, dashboard_url: str, tmp_path: Path
) -> None:
    pictures(page, dashboard_url, "?date=2023-09-13&preset=card")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="PNG").click()
    assert waiting.value.suggested_filename == "2023-09-13-card-en.png"
    waiting.value.save_as(tmp_path / "map.png")
    with Image.open(tmp_path / "map.png") as picture:
        assert picture.size == (1200, 630)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    yield from new_page(browser, viewport={"width": 390, "height": 844}, has_touch=True)


def test_on_a_phone_the_picture_comes_first_and_nothing_is_cut_off(
    phone: Page, dashboard_url: str
) -> None:
    requests: list[str] = []
    phone.on("request", lambda request: requests.append(request.url))
    preview = pictures(phone, dashboard_url)
    box = preview.bounding_box()
    assert box
    assert box["y"] < 200
    wide = phone.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    assert {urlsplit(url).netloc for url in requests if not url.startswith(("data:", "blob:"))} == {
        urlsplit(dashboard_url).netloc
    }
