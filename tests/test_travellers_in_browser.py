"""Two travellers on the map of a page: told apart, shown or dimmed, followed, and asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from routemap.cli.main import main
from site_page import SitePage, handed_out
from test_accessibility import findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

STOPS = """name,latitude,longitude,arrival,traveller
Oslo,59.9,10.7,1910-06-01,ann
Berlin,52.5,13.4,1910-06-03,ann
Vienna,48.2,16.4,1910-06-05,ann
Paris,48.9,2.4,1910-06-01,ben
Munich,48.1,11.6,1910-06-03,ben
Vienna,48.2,16.4,1910-06-06,ben
"""
TRAVELLERS = "id,name\nann,Ann Ash\nben,Ben Birch\n"
COLOUR = """(stop) => getComputedStyle(stop.querySelector(".shape-edge")).fill"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    journey, folder = tmp_path_factory.mktemp("race"), tmp_path_factory.mktemp("site") / "site"
    (journey / "locations.csv").write_text(STOPS, encoding="utf-8")
    (journey / "travellers.csv").write_text(TRAVELLERS, encoding="utf-8")
    assert main(["publish", str(journey), "-o", str(folder)]) == 0
    with handed_out(folder) as url:
        yield url


@pytest.fixture
def site(page: Page, address: str) -> SitePage:
    return SitePage(page, address).open("index.html?date=1910-06-03")


def chip(site: SitePage, name: str) -> Locator:
    return site.page.get_by_role("group", name="Travellers").get_by_role("button", name=name)


def reached(site: SitePage) -> list[str]:
    """The stops that the keyboard comes to."""
    found = site.page.locator(".stop[tabindex='0']").all()
    return sorted(stop.get_attribute("data-stop") or "" for stop in found)


def test_each_stop_has_the_mark_shape_and_colour_of_its_traveller(site: SitePage) -> None:
    ann, ben = site.stop("berlin"), site.stop("munich")
    expect(ann.locator(".stop-disc")).to_have_text("A2")
    expect(ben.locator(".stop-disc")).to_have_text("B2")
    assert "A2 Berlin, Ann Ash" in (ann.get_attribute("aria-label") or "")
    assert "B2 Munich, Ben Birch" in (ben.get_attribute("aria-label") or "")
    assert ann.evaluate(COLOUR) != ben.evaluate(COLOUR)
    shapes = {stop.locator(".shape-edge").get_attribute("d") for stop in (ann, ben)}
    assert len(shapes) == 2
    name = ben.locator(".stop-name")
    assert name.evaluate("(it) => getComputedStyle(it).color") == ben.evaluate(COLOUR)
    for stop in (ann, ben):
        expect(stop).to_have_attribute("aria-current", "step")


def test_the_key_names_travellers_first(site: SitePage) -> None:
    entries = site.page.locator(".map-key li").all_inner_texts()
    assert [entry.split("\n")[-1] for entry in entries[:2]] == ["Ann Ash", "Ben Birch"]
    assert not site.errors


def test_a_chip_dims_its_route_and_the_address_keeps_it(site: SitePage) -> None:
    everyone = reached(site)
    assert {"berlin", "munich"} <= set(everyone)
    chip(site, "Ann Ash").press("Enter")
    expect(chip(site, "Ann Ash")).to_have_attribute("aria-pressed", "false")
    assert reached(site) == sorted(["paris", "munich", "vienna-2"])
    expect(site.stop("berlin").locator(".stop-label")).to_be_hidden()
    expect(site.page.locator(".leg-line.by-0.dimmed")).to_have_count(2)
    expect(site.page.locator(".leg-line.by-1.dimmed")).to_have_count(0)
    assert site.page.url.endswith("?date=1910-06-03&who=ben")
    site.button("Next").click()
    assert "&who=ben" in site.page.url
    site.page.reload()
    site.ready()
    expect(chip(site, "Ann Ash")).to_have_attribute("aria-pressed", "false")
    chip(site, "Ann Ash").press(" ")
    assert site.page.url.endswith("&who=ben,ann")  # still the one who is followed
    expect(site.page.locator(".dimmed")).to_have_count(0)
    site.page.get_by_role("combobox", name="Follow").select_option("Ann Ash")
    assert "who" not in site.page.url


def test_whom_nobody_knows_and_all_dimmed_show_all(site: SitePage) -> None:
    site.open("index.html?who=zoe")
    expect(site.page.locator(".dimmed")).to_have_count(0)
    for name in ("Ann Ash", "Ben Birch"):
        chip(site, name).click()
    expect(site.page.locator(".dimmed")).to_have_count(0)
    for name in ("Ann Ash", "Ben Birch"):
        expect(chip(site, name)).to_have_attribute("aria-pressed", "true")


def test_the_view_follows_whom_the_address_names_first(site: SitePage) -> None:
    zoom = site.page.locator(".leaflet-control-zoom-in")
    for who, stop in (("ben,ann", "munich"), ("ann,ben", "berlin")):
        site.open(f"index.html?date=1910-06-01&who={who}")
        for _ in range(3):
            zoom.click()
            expect(site.page.locator(".leaflet-zoom-anim")).to_have_count(0)
        site.button("Next").click()
        while "current" not in (site.stop(stop).get_attribute("class") or ""):
            site.button("Next").click()
        expect(site.stop(stop)).to_be_in_viewport()


def test_a_click_on_a_leg_leads_to_its_own_traveller_s_stop(site: SitePage) -> None:
    site.page.locator(".leg-casing.by-1.visited").dispatch_event("click")
    expect(site.stop_card).to_contain_text("B2 Munich")
    assert "stop=munich" in site.page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(site: SitePage, scheme: str) -> None:
    site.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    chip(site, "Ann Ash").click()
    assert findings(site.page) == []


def test_where_next_asks_for_the_one_who_is_followed(page: Page, address: str) -> None:
    site = SitePage(page, address).open("present.html?date=1910-06-03&who=ben,ann")
    page.keyboard.press("w")
    expect(page.locator(".asking")).to_contain_text("Munich")
    for stop in ("vienna", "vienna-2"):  # Ann, who is not asked for, goes there too
        expect(site.stop(stop)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("[data-result]")).to_contain_text("Vienna")
    assert not site.errors
