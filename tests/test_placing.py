"""Stops are placed and moved on the map of the Open page, by pointer and by keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from dashboard_page import new_page
from routemap.app.placing import with_placed
from routemap.tables import check_files
from test_accessibility import SCREENS
from test_open_page import brought, ours, used

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

STOPS = """name,latitude,longitude,arrival,references
Berlin,52.52,13.405,2024-05-01,atlas
Prague,50.08,14.43,2024-05-02,
Somewhere,,,2024-05-03,
"""
FILES = {
    "locations.csv": STOPS.encode(),
    "sources.csv": b"reference,citation,url\natlas,An atlas,\n",
}


# The files ---------------------------------------------------------------------------------------


def test_a_position_placed_by_hand_says_so() -> None:
    files = with_placed(FILES, 2, (48.2, 16.4), "en")
    assert files["locations.csv"].decode().splitlines()[3] == (
        "Somewhere,48.2,16.4,2024-05-03,placed-by-hand"
    )
    sources = files["sources.csv"].decode()
    assert "placed-by-hand,Placed by hand on the map" in sources
    again = with_placed(files, 0, (52.5, 13.4), "en")
    assert "Berlin,52.5,13.4,2024-05-01,atlas;placed-by-hand" in again["locations.csv"].decode()
    assert again["sources.csv"] == files["sources.csv"]
    assert check_files(again, "trip").problems == ()


def test_the_source_is_named_though_events_cite_others_and_no_table_lists_them() -> None:
    events = b"headline,date,references\nWe left,2024-05-01,diary\n"
    files = with_placed({"locations.csv": STOPS.encode(), "events.csv": events}, 2, (48, 16), "en")
    listed = [line.split(",")[0] for line in files["sources.csv"].decode().splitlines()]
    assert listed == ["reference", "atlas", "diary", "placed-by-hand"]
    assert check_files(files, "trip").problems == ()


def test_no_source_is_lost_to_a_table_that_calls_its_columns_otherwise() -> None:
    sources = b"key,title\n4,A book\n"
    files = with_placed(
        {"locations.csv": STOPS.encode(), "sources.csv": sources}, 2, (48, 16), "en"
    )
    assert files["sources.csv"].decode().splitlines() == [
        "key,title,reference,citation", "4,A book,,", ",,placed-by-hand,Placed by hand on the map",
    ]  # fmt: skip


# The browser -------------------------------------------------------------------------------------

browser_test = pytest.mark.browser


@pytest.fixture
def unplaced(tmp_path: Path) -> Path:
    path = tmp_path / "trip.csv"
    path.write_text(STOPS, encoding="utf-8")
    return path


def shown(page: Page, address: str, file: Path) -> Locator:
    """Open the table; return the map once it is there."""
    used(brought(page, address, file))
    placing = page.locator(".placing .route-map")
    expect(placing.locator(".leaflet-marker-pane")).to_have_count(1, timeout=20_000)
    return placing


def told(page: Page) -> Locator:
    return page.locator(".placing-told")


def unmended(page: Page) -> Locator:
    return page.locator(".problem-groups", has_text="latitude")


@browser_test
def test_a_stop_is_placed_by_a_click_and_the_click_is_undone(
    page: Page, dashboard_url: str, unplaced: Path
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    placing = shown(page, dashboard_url, unplaced)
    expect(page.locator(".placing select")).to_have_value("2")  # the first without a place
    expect(unmended(page)).to_be_visible()
    placing.click(position={"x": 60, "y": 200})
    expect(unmended(page)).to_have_count(0)
    expect(told(page)).to_contain_text("Somewhere is placed at latitude")
    expect(page.locator(".placing .place-handle")).to_have_text("3")
    expect(page.locator(".story")).to_contain_text("Somewhere")
    page.get_by_role("button", name="Undo").click()
    expect(unmended(page)).to_be_visible()
    expect(page.locator(".placing .place-handle")).to_have_count(0)
    assert all(url.startswith((dashboard_url, "data:", "blob:")) for url in asked)


@browser_test
def test_a_stop_is_dragged(page: Page, dashboard_url: str, unplaced: Path) -> None:
    shown(page, dashboard_url, unplaced)
    page.locator(".placing select").select_option("0")
    handle = page.locator(".placing .place-handle")
    expect(handle).to_have_text("1")
    box = handle.bounding_box()
    assert box
    page.mouse.move(box["x"] + 12, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 72, box["y"] + 42, steps=6)
    page.mouse.up()
    expect(told(page)).to_contain_text("Berlin is placed at latitude")
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()


@browser_test
def test_a_stop_is_placed_with_keys_alone(page: Page, dashboard_url: str, unplaced: Path) -> None:
    shown(page, dashboard_url, unplaced)
    page.get_by_label("Stop to place or move").focus()
    page.keyboard.press("Tab")
    for key in ("ArrowUp", "ArrowUp", "Shift+ArrowLeft"):
        page.keyboard.press(key)
    expect(told(page)).to_contain_text("Somewhere: latitude")
    page.keyboard.press("Escape")
    expect(told(page)).to_have_text("It stays where it was.")
    expect(unmended(page)).to_be_visible()
    page.keyboard.press("ArrowDown")
    place = page.locator(".placing-told").inner_text()
    page.keyboard.press("Enter")
    expect(unmended(page)).to_have_count(0)
    (latitude,) = re.findall(r"latitude ([\d.]+)", place)
    expect(told(page)).to_contain_text(f"is placed at latitude {latitude}")


@browser_test
def test_a_stop_is_chosen_on_the_map_and_in_the_story(
    page: Page, dashboard_url: str, unplaced: Path
) -> None:
    placing = shown(page, dashboard_url, unplaced)
    page.get_by_role("application").click(position={"x": 60, "y": 200})
    expect(unmended(page)).to_have_count(0)
    placing.locator(".place").first.click()
    expect(page.locator(".placing select")).to_have_value("0")
    expect(page.locator(".story")).to_contain_text("Berlin")


@browser_test
def test_names_stay_words(page: Page, dashboard_url: str, tmp_path: Path) -> None:
    name = "<img src=x onerror=window.broken=1>"
    hostile = tmp_path / "trip.csv"
    hostile.write_text(STOPS.replace("Berlin", name).replace("Prague", f"{name} 2"))
    placing = shown(page, dashboard_url, hostile)
    placing.locator(".place").first.hover()
    expect(placing.locator(".leaflet-tooltip")).to_contain_text(name)
    page.locator(".placing select").select_option("0")
    placing.focus()
    page.keyboard.press("ArrowUp")
    expect(told(page)).to_contain_text(name)
    assert page.evaluate("window.broken") is None


@browser_test
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_in_the_map(
    browser: Browser, screen: str, dashboard_url: str, unplaced: Path
) -> None:
    for page in new_page(browser, **SCREENS[screen]):
        placing = shown(page, dashboard_url, unplaced)
        placing.focus()
        page.keyboard.press("ArrowUp")
        assert ours(page) == []
