"""The presenter's window: it steers the presentation, and shows what the class does not see."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from playwright._impl._errors import TargetClosedError
from playwright.sync_api import expect

from routemap.shipped import shipped_journey
from routemap.tables import read_journey
from site_page import SitePage, publish
from test_accessibility import findings

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The shipped journey, published and opened from a disk."""
    folder: Path = tmp_path_factory.mktemp("site") / "site"
    publish(read_journey(shipped_journey()), folder)
    return f"{folder.as_uri()}/"


def opened(page: Page, disk: str, date: str) -> tuple[SitePage, Page]:
    page.set_viewport_size({"width": 1920, "height": 1080})
    shown = SitePage(page, disk).open(f"present.html?date={date}")
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    return shown, popup.value


def test_it_shows_notes_this_moment_and_the_next(page: Page, disk: str) -> None:
    shown, window = opened(page, disk, "2023-09-12")
    expect(window).to_have_title("Presenter: Kim Jong Un’s train to Russia")
    expect(window.locator("[data-notes]")).to_contain_text("the one place")
    expect(window.locator("[data-now] h2")).to_have_text("12 September 2023")
    expect(window.locator("[data-next] h2")).to_have_text("13 September 2023")
    expect(window.locator("[data-clock]")).to_have_text(re.compile(r"\d+:\d\d"))
    assert window.locator("main a, main [id]:not(h1)").count() == 0
    assert findings(window) == []
    assert shown.errors == []


def test_its_keys_and_buttons_step_the_presentation(page: Page, disk: str) -> None:
    _, window = opened(page, disk, "2023-09-10")
    window.get_by_role("button", name="Next").click()
    expect(window.locator("[data-now] h2")).to_have_text("12 September 2023")
    expect(page.locator(".moment:not([hidden]) h2.story-date")).to_have_text("12 September 2023")
    window.keyboard.press("ArrowLeft")
    expect(window.locator("[data-now] h2")).to_have_text("by 10 September 2023")
    page.keyboard.press("End")
    expect(window.locator("[data-after]")).to_be_hidden()


def test_notes_stand_there_while_it_is_open(page: Page, disk: str) -> None:
    _, window = opened(page, disk, "2023-09-12")
    notes = page.locator("aside.notes")
    page.keyboard.press("n")
    expect(window.locator("[data-notes]")).to_be_hidden()
    expect(notes).to_be_hidden()
    # The key is pressed, and what it was pressed in is gone.
    with window.expect_event("close"), suppress(TargetClosedError):
        window.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(notes).to_be_visible()


def test_closed_and_opened_at_once_it_is_filled_again(page: Page, disk: str) -> None:
    page.add_init_script("const { open } = window; window.open = (...of) => (opened = open(...of))")
    shown, window = opened(page, disk, "2023-09-12")
    window.keyboard.press("f")  # fills no screen from here, and is no error
    with page.expect_popup() as popup:
        page.evaluate(
            "opened.close(); document.dispatchEvent(new KeyboardEvent('keydown', { key: 's' }))"
        )
    expect(popup.value.locator("[data-now] h2")).to_have_text("12 September 2023")
    assert shown.errors == []


def test_the_stopwatch_stops_and_starts_anew(page: Page, disk: str) -> None:
    page.clock.install()
    _, window = opened(page, disk, "2023-09-12")
    watch, button = window.locator("[data-stopwatch]"), window.locator("[data-does=stopwatch]")
    page.clock.run_for(65_000)
    expect(watch).to_have_text("1:05")
    button.click()
    expect(button).to_have_text("Start")
    page.clock.run_for(10_000)
    expect(watch).to_have_text("1:05")
    window.get_by_role("button", name="Back to zero").click()
    expect(watch).to_have_text("0:00")


def test_a_browser_that_opens_no_window_is_told_of(page: Page, disk: str) -> None:
    page.add_init_script("window.open = () => null")
    SitePage(page, disk).open("present.html?date=2023-09-12")
    page.get_by_role("button", name="Presenter").click()
    expect(page.get_by_role("alert")).to_contain_text("allow pop-ups")
