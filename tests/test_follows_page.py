"""The page “What follows”: in a published folder, on the dashboard, with and without scripts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from any_journey import english, journey_of, stop
from browser import CHECKOUT
from dashboard_page import new_page
from dashboard_page import opened as opened_dashboard
from routemap.cli.main import main
from routemap.exports.static_site import StaticSite
from routemap.model.itinerary import build_itinerary
from routemap.model.speeds import Speed
from routemap.page.follows import SHOWN_AT_ONCE, follows_html
from routemap.page.sections import itinerary_html
from routemap.tables import read_journey
from shown_words import Shown
from site_page import SitePage, published
from test_accessibility import findings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from routemap.model.journey import Journey

JOURNEYS = CHECKOUT / "tests" / "journeys"
SHIPPED = read_journey(CHECKOUT / "data")
EXAMPLES = {"south-pole": read_journey(CHECKOUT / "examples" / "south-pole")}


def long_journey(stops: int) -> Journey:
    """A journey of which every other stop is dated."""
    dates = (f"2023-09-{1 + number * 27 // stops:02}" for number in range(stops))
    rows = (
        stop("" if number % 2 else date, at=(0.01 * number, 0.0), name=f"S{number}")
        for number, date in enumerate(dates)
    )
    return journey_of(*rows)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of published pages of several journeys, each in a folder of its name."""
    markup = english("<b>St.</b> {when} & Co.")
    journeys = {
        "shipped": SHIPPED,
        **EXAMPLES,
        "right-to-left": read_journey(JOURNEYS / "right-to-left"),
        "nothing": journey_of(stop(), stop(at=(1.0, 1.0), name="B")),
        "backwards": journey_of(
            stop("2023-09-20"), replace(stop("2023-09-12", at=(1.0, 1.0), name="B"), name=markup)
        ),
        "long": long_journey(2 * SHOWN_AT_ONCE + 21),
    }
    with published(tmp_path_factory.mktemp("follows"), journeys) as address:
        yield address


@pytest.fixture
def follows(page: Page, sites: str) -> SitePage:
    return SitePage(page, sites)


def opened(site: SitePage, address: str) -> SitePage:
    site.page.goto(site.site + address)
    expect(site.page.locator("[data-follows-bounds]")).to_be_attached()
    return site


def speed(site: SitePage) -> Locator:
    return site.page.get_by_role("slider").first


def sentences(site: SitePage) -> list[str]:
    """Every bound with its grounds, as it stands there, without badges."""
    expect(site.page.locator("[data-follows-bounds]")).to_have_attribute("aria-busy", "false")
    items = site.page.locator(".follows-stop li").evaluate_all(
        """(items) => items.map((item) => {
          const copy = item.cloneNode(true);
          for (const badge of copy.querySelectorAll(".badge")) badge.remove();
          return [...copy.querySelectorAll("p")].map((each) => each.textContent.trim()).join(" ");
        })"""
    )
    return list(items)


# Published ----------------------------------------------------------------------------------------


@pytest.mark.browser
def test_the_slider_tells_what_the_command_tells_at_that_speed(
    follows: SitePage, capsys: pytest.CaptureFixture[str]
) -> None:
    site = opened(follows, "shipped/follows.html")
    for given in ("60", "35", "250"):
        speed(site).fill(given)
        expect(speed(site)).to_have_attribute("aria-valuetext", f"{given} km/h at most")
        expect(site.page.locator(".follows-speed-told")).to_have_text(f"{given} km/h at most")
        main(["follows", "--speed", f"rail={given}", "--lang", "en", str(CHECKOUT / "data")])
        _, *lines = capsys.readouterr().out.splitlines()
        expect(site.page.locator(".follows-assumed").first).to_contain_text(f"{given} km/h")
        assert sentences(site) == lines
    assert not site.errors


@pytest.mark.browser
@pytest.mark.parametrize(
    "address",
    [
        *("shipped/follows.html", "shipped/follows.ko.html", "shipped/follows.ru.html"),
        *("south-pole/follows.html", "right-to-left/follows.html", "nothing/follows.html"),
    ],
)
def test_the_script_changes_nothing_until_a_speed_is_chosen(
    browser: Browser, sites: str, address: str
) -> None:
    told = []
    for scripted in (False, True):
        for page in new_page(browser, java_script_enabled=scripted):
            page.goto(sites + address)
            pieces = page.locator("main :is(h2, h3, p, dd)").all_text_contents()
            told.append([" ".join(piece.split()) for piece in pieces if piece.strip()])
    assert [piece for piece in told[1] if piece not in told[0]] == []
    assert [piece for piece in told[0] if piece not in told[1]] == []


@pytest.mark.browser
def test_the_keyboard_chooses_a_speed_and_end_assumes_nothing(follows: SitePage) -> None:
    site = opened(follows, "shipped/follows.html")
    expect(speed(site)).to_have_accessible_name("rail")
    expect(site.button("As in the tables")).to_be_disabled()
    speed(site).fill("60")
    speed(site).focus()
    site.press("ArrowLeft")
    expect(speed(site)).to_have_attribute("aria-valuetext", "59 km/h at most")
    status = site.page.get_by_role("status")
    expect(status).to_have_text("Inferred bounds: 5; of these with an assumption: 4.")
    site.press("End")
    expect(speed(site)).to_have_attribute("aria-valuetext", "nothing assumed")
    expect(status).to_have_text("Inferred bounds: 5; of these with an assumption: 0.")
    site.press("Home")
    site.button("As in the tables").click()
    expect(speed(site)).to_have_attribute("aria-valuetext", "nothing assumed")
    expect(speed(site)).to_be_focused()


@pytest.mark.browser
def test_below_34_km_h_the_dates_contradict_the_way_and_nothing_is_inferred(
    follows: SitePage,
) -> None:
    site = opened(follows, "shipped/follows.html")
    speed(site).fill("35")
    expect(site.page.locator(".follows-stop")).not_to_have_count(0)
    speed(site).fill("34")
    note = site.page.locator(".follows .note")
    expect(note).to_contain_text("These cannot all be true: arrival at 2 Khasan")
    expect(note).to_contain_text("no faster than 34 km/h")
    expect(site.page.locator(".follows-stop")).to_have_count(0)
    expect(site.page.get_by_role("status")).to_contain_text("nothing can be inferred")


@pytest.mark.browser
def test_marks_lead_to_the_sources_below(follows: SitePage) -> None:
    site = opened(follows, "shipped/follows.html")
    site.page.locator(".follows-because").get_by_role("link", name="[13]").first.click()
    expect(site.page.locator("#source-13")).to_be_in_viewport()


@pytest.mark.browser
def test_names_are_text_whatever_is_in_them(follows: SitePage) -> None:
    site = opened(follows, "backwards/follows.html")
    expect(site.page.locator(".note")).to_contain_text("2 <b>St.</b> {when} & Co.")
    assert site.page.locator(".note b").count() == 0


@pytest.mark.browser
def test_a_long_list_is_shown_in_parts(follows: SitePage) -> None:
    site = opened(follows, "long/follows.html")
    stops = site.page.locator(".follows-stop")
    expect(stops).to_have_count(SHOWN_AT_ONCE)
    more = site.page.get_by_role("button", name="Show more stops")
    left = int(more.inner_text().rpartition(" ")[2])
    while more.is_visible():
        more.click()
    expect(stops).to_have_count(SHOWN_AT_ONCE + left)


@pytest.mark.browser
def test_it_fits_a_phone_and_axe_finds_nothing(browser: Browser, sites: str) -> None:
    for screen in ({"width": 1280, "height": 800}, {"width": 320, "height": 640}):
        for scheme in ("light", "dark"):
            for page in new_page(browser, viewport=screen, color_scheme=scheme):
                for name in ("shipped/follows.ru.html", "right-to-left/follows.html"):
                    site = opened(SitePage(page, sites), name)
                    if page.get_by_role("slider").count():
                        speed(site).fill("60")
                    wide = "document.documentElement.scrollWidth - innerWidth"
                    assert page.evaluate(wide) <= 0
                    assert findings(page) == []


@pytest.mark.browser
def test_the_page_of_the_journey_leads_there_and_back_and_loads_nothing_of_it(
    follows: SitePage,
) -> None:
    site = follows.open("shipped/index.ru.html")
    assert not any("follows" in address for address in site.requests)
    site.page.get_by_role("link", name="Что следует").click()
    expect(site.page).to_have_url(f"{site.site}shipped/follows.ru.html")
    site.page.get_by_role("link", name="Карта").click()
    expect(site.page).to_have_url(f"{site.site}shipped/index.ru.html")


def test_reported_and_inferred_stand_apart() -> None:
    html = Shown(str(follows_html(build_itinerary(SHIPPED), "en")))
    assert (
        "2 Khasan Reported Arrival: 12 September 2023. Departure: after the meetings, on a day not "
        "given. [11] [12] Inferred 2 Khasan was left no earlier than 12 September 2023."
    ) in html.text
    assert "With an assumption" not in html.text


def test_a_folder_that_is_not_ours_keeps_its_file(tmp_path: Path) -> None:
    names = StaticSite(build_itinerary(SHIPPED)).page_names()
    assert {"follows.html", "follows.ko.html", "follows.ru.html"} <= set(names)
    (tmp_path / "follows.html").write_text("mine", encoding="utf-8")
    assert main(["publish", str(CHECKOUT / "data"), "-o", str(tmp_path)]) != 0
    assert (tmp_path / "follows.html").read_text(encoding="utf-8") == "mine"


# On the dashboard ---------------------------------------------------------------------------------


@pytest.mark.browser
def test_the_dashboard_has_the_page_with_working_sliders(page: Page, dashboard_url: str) -> None:
    opened_dashboard(page, dashboard_url, "?lang=ru")
    page.get_by_role("link", name="Что следует").click()
    slider = page.get_by_role("slider", name="поезд")
    expect(slider).to_be_visible(timeout=20_000)
    slider.fill("60")
    expect(page.locator(".follows-assumed").first).to_contain_text("60 км/ч")
    assert findings(page) == []
    page.get_by_role("link", name="Карта").click()
    expect(page.locator(".st-key-map iframe")).to_be_visible(timeout=20_000)


# In the itinerary ---------------------------------------------------------------------------------


@pytest.mark.browser
def test_the_itinerary_shows_what_follows_only_when_asked(follows: SitePage) -> None:
    site = follows.open("shipped/index.html?date=2023-09-12")
    band = site.page.locator("#stop-vostochny .band").first
    expect(band).to_be_hidden()
    site.page.get_by_label("Show what follows from the dates").check()
    expect(band).to_have_text("Inferred between 13 September 2023 and 15 September 2023")
    expect(site.page).to_have_url(re.compile(r"date=2023-09-12&follows=1$"))
    site.press("ArrowRight")
    expect(site.page).to_have_url(re.compile(r"follows=1"))
    site.page.reload()
    site.ready()
    expect(band).to_be_visible()
    site.page.get_by_role("link", name="Why?").click()
    expect(site.page).to_have_url(f"{site.site}shipped/follows.html")
    assert not site.errors


def test_what_is_assumed_is_told_in_the_itinerary() -> None:
    fast = replace(SHIPPED, speeds=(Speed("rail", 60.0),))
    html = Shown(str(itinerary_html(build_itinerary(fast), "en"))).text
    assert (
        "Inferred With an assumption no earlier than about 02:45 on 13 September 2023 (local time)"
    ) in html


def test_an_itinerary_from_which_nothing_follows_has_no_switch() -> None:
    nothing = journey_of(stop(), stop(at=(1.0, 1.0), name="B"))
    assert "data-bands" not in str(itinerary_html(build_itinerary(nothing), "en"))


@pytest.mark.browser
def test_the_dashboard_keeps_the_switch_in_its_address(page: Page, dashboard_url: str) -> None:
    board = opened_dashboard(page, dashboard_url, "?date=2023-09-12&follows=1")
    switch = page.get_by_label("Show what follows from the dates")
    expect(switch).to_be_checked()
    expect(page.locator("#stop-vostochny .band").first).to_be_visible()
    board.slider.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"date=2023-09-13.*follows=1"))
    expect(switch).to_be_checked()
    switch.uncheck()
    expect(page).not_to_have_url(re.compile(r"follows=1"))
    expect(page.locator("#stop-vostochny .band").first).to_be_hidden()
