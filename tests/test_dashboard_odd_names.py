"""Names of any kind are shown as text on page and map, and nothing breaks."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser import CHECKOUT
from browser import dashboard as serve
from dashboard_page import DashboardPage, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

JOURNEYS = CHECKOUT / "tests/journeys"
ODD_NAMES = JOURNEYS / "dashboard-odd-names"
# Elements that only a table could have brought in.
BROUGHT_IN = "b, img[src='x'], img[src*=outside], [onerror], a[href^=javascript]"


@pytest.fixture(scope="module")
def odd_names_url() -> Iterator[str]:
    with serve(ODD_NAMES) as address:
        yield address


@pytest.fixture
def dashboard(page: Page, odd_names_url: str) -> DashboardPage:
    return opened(page, odd_names_url)


def rows() -> dict[str, dict[str, str]]:
    with (ODD_NAMES / "locations.csv").open(encoding="utf-8", newline="") as table:
        return {row["id"]: row for row in csv.DictReader(table)}


def test_every_name_is_text_on_the_map(dashboard: DashboardPage) -> None:
    for number, (stop_id, row) in enumerate(rows().items(), start=1):
        stop = dashboard.stop(stop_id)
        expect(stop.locator(".stop-name")).to_have_text(row["name"])
        label = stop.get_attribute("aria-label") or ""
        assert " ".join(label.split()).startswith(f"{number} {row['name']}")


def test_markup_becomes_no_element_and_runs_nowhere(dashboard: DashboardPage) -> None:
    dashboard.press("ArrowRight", "ArrowLeft")
    dashboard.itinerary_link("markup").click()
    expect(dashboard.stop_card).to_contain_text(rows()["markup"]["name"])
    dashboard.stop("rtl").hover()
    expect(dashboard.map.get_by_role("tooltip", name=rows()["rtl"]["name"])).to_be_visible()
    expect(dashboard.page.locator(BROUGHT_IN)).to_have_count(0)
    expect(dashboard.map.locator(BROUGHT_IN)).to_have_count(0)
    for document in (dashboard.page, dashboard.frame):
        assert document.evaluate("window.markup === undefined")
    assert not [url for url in dashboard.requests if "outside.invalid" in url]
    assert dashboard.errors == []


def test_a_name_with_markup_is_pointed_at_and_clicked_like_any_other(
    dashboard: DashboardPage,
) -> None:
    dashboard.press("End")
    expect(dashboard.stop("quotes")).to_have_attribute("aria-current", "step")
    dashboard.stop("markup").hover()
    expect(dashboard.map.locator(".leaflet-tooltip")).to_contain_text(rows()["markup"]["name"])
    dashboard.stop("markup").click()
    expect(dashboard.stop_card).to_contain_text(rows()["markup"]["note"])
    expect(dashboard.stop("markup")).to_have_attribute("aria-current", "step")


def test_a_name_from_right_to_left_is_written_so(dashboard: DashboardPage) -> None:
    name = dashboard.stop("rtl").locator(".stop-name")
    assert name.evaluate("name => getComputedStyle(name).direction") == "rtl"
    link = dashboard.itinerary_link("rtl").locator("span")
    assert link.evaluate("name => getComputedStyle(name).direction") == "rtl"


def test_a_name_of_200_letters_leaves_page_and_story_in_their_places(
    dashboard: DashboardPage,
) -> None:
    dashboard.itinerary_link("long").click()
    expect(dashboard.stop_card).to_contain_text("Llanfairpwllgwyngyll" * 10)
    width = dashboard.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 1280
    story = dashboard.page.locator(".st-key-story")
    assert story.evaluate("story => story.scrollWidth <= story.clientWidth")
    label = dashboard.stop("long").locator(".stop-label").bounding_box()
    assert label
    assert label["width"] <= 220


@pytest.mark.parametrize("journey", ["one-stop", "undated", "broken"])
def test_a_sparse_or_broken_journey_is_shown_without_an_error(page: Page, journey: str) -> None:
    with serve(JOURNEYS / f"dashboard-{journey}") as address:
        dashboard = DashboardPage(page, address)
        if journey == "broken":
            page.goto(address)
            expect(page.get_by_role("heading", level=1)).to_have_text(
                "This journey cannot be shown yet"
            )
            expect(page.get_by_role("row")).to_have_count(1 + 4)
            expect(page.locator("iframe")).to_have_count(0)
            expect(page.get_by_role("button")).to_have_count(0)
        else:
            dashboard.open()
            assert all(dashboard.stops_in_sight())
        assert dashboard.errors == []


def test_words_that_mean_something_to_programs_stay_the_same_words(
    page: Page, tmp_path: Path
) -> None:
    """To Jinja, to streamlit-folium's editing, to Markdown, to JavaScript's `replace`."""
    words = "{{ 7*7 }}{# {% alert(coords); $& :cat: &lt; a*b* `c` \\ </script>"
    with (tmp_path / "locations.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["name", "latitude", "longitude", "arrival", "arrival_text"])
        table.writerow([words, 1, 2, 2020, words])
        table.writerow(["B", 3, 4, 2021, f"1. {words}"])
    with serve(tmp_path) as address:
        dashboard = opened(page, address)
        expect(dashboard.slider).to_have_attribute("aria-valuetext", words)
        expect(dashboard.map_date).to_have_text(words)
        names = dashboard.map.locator(".stop-name")
        expect(names.filter(has_text=words)).to_have_count(1)
        dashboard.press("ArrowRight")
        expect(dashboard.slider).to_have_attribute("aria-valuetext", f"1. {words}")
        expect(dashboard.map_date).to_have_text(f"1. {words}")
        assert dashboard.errors == []
