"""Drafts of the Open page: kept in the visitor's own browser, said, and deletable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from dashboard_page import new_page
from routemap.app import drafts
from script_page import Opener, notes, ran
from test_accessibility import SCREENS
from test_open_page import MENDED, brought, ours, pasted, used

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page


def test_what_is_too_large_for_a_draft_is_said(
    open_opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "_MOST_BYTES", 10)
    app = ran(pasted(open_opening(), MENDED).button(key="open_use").click())
    assert any("too large for a draft" in note for note in notes(app))
    app = ran(app.checkbox(key="open_draft_kept").uncheck())
    assert not any("too large for a draft" in note for note in notes(app))


# The browser -------------------------------------------------------------------------------------

browser_test = pytest.mark.browser
WORDS = "Go on with “trip”"


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    path = tmp_path / "trip.csv"
    path.write_text(MENDED, encoding="utf-8")
    return path


def kept(page: Page, address: str, file: Path) -> None:
    """Open the table and wait until it is kept."""
    used(brought(page, address, file))
    expect(page.get_by_text("Draft kept at")).to_be_visible(timeout=20_000)


def retitled(page: Page, address: str, file: Path) -> None:
    """Open the table and change its title."""
    kept(page, address, file)
    page.wait_for_timeout(1_000)  # the time is told in seconds
    before = page.locator(".st-key-open_drafts_keeper").inner_text()
    title = page.get_by_label("Title", exact=True)
    title.fill("Three towns")
    title.press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()
    expect(page.locator(".st-key-open_drafts_keeper")).not_to_have_text(before)


def resume(page: Page) -> Locator:
    return page.get_by_role("button", name=WORDS)


def reloaded(page: Page, address: str) -> None:
    page.goto(f"{address}/open")
    expect(page.locator("input[type=file]")).to_have_count(1, timeout=20_000)


@browser_test
def test_a_draft_survives_a_reload_and_nobody_else_has_it(
    browser: Browser, page: Page, dashboard_url: str, trip: Path
) -> None:
    retitled(page, dashboard_url, trip)
    reloaded(page, dashboard_url)
    resume(page).click()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Three towns")
    expect(page.locator(".story")).to_contain_text("Berlin")
    for other in new_page(browser):
        reloaded(other, dashboard_url)
        expect(resume(other)).to_have_count(0)


@browser_test
def test_a_draft_is_deleted(page: Page, dashboard_url: str, trip: Path) -> None:
    retitled(page, dashboard_url, trip)
    reloaded(page, dashboard_url)
    page.get_by_role("button", name="Delete the draft of “trip”").click()
    expect(resume(page)).to_have_count(0)
    reloaded(page, dashboard_url)
    expect(page.get_by_role("button", name="Open the pasted table")).to_be_visible()
    expect(resume(page)).to_have_count(0)


@browser_test
def test_who_wants_no_draft_leaves_none(page: Page, dashboard_url: str, trip: Path) -> None:
    retitled(page, dashboard_url, trip)
    page.get_by_text("Keep a draft in this browser").click()
    expect(page.get_by_label("Keep a draft in this browser")).not_to_be_checked()
    expect(page.get_by_text("Draft kept at")).to_have_count(0)
    page.wait_for_function(
        """async () => {
          const open = indexedDB.open("routemap");
          await new Promise((done) => { open.onsuccess = done; });
          const all = open.result.transaction("drafts").objectStore("drafts").getAll();
          await new Promise((done) => { all.onsuccess = done; });
          open.result.close();
          return all.result.length === 0;
        }"""
    )
    reloaded(page, dashboard_url)
    expect(page.get_by_role("button", name="Open the pasted table")).to_be_visible()
    expect(resume(page)).to_have_count(0)


@browser_test
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_in_drafts(
    browser: Browser, screen: str, dashboard_url: str, trip: Path
) -> None:
    for page in new_page(browser, **SCREENS[screen]):
        kept(page, dashboard_url, trip)
        reloaded(page, dashboard_url)
        expect(resume(page)).to_be_visible()
        assert ours(page) == []
