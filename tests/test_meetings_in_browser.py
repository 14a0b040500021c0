"""Marks of several travellers at one place on the map of a page, and of those near a pole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from any_journey import english
from browser import CHECKOUT
from routemap.look import LIGHT
from routemap.tables.reader import read_journey
from site_page import SitePage, published
from traveller_journeys import shared_journey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# Where each disc is seen and how wide; where its place is; whether it is joined.
MARKS = """() => Object.fromEntries([...document.querySelectorAll(".stop")].map((stop) => {
  const { x, y, width, height } = stop.querySelector(".stop-disc").getBoundingClientRect();
  const icon = getComputedStyle(stop);
  const [right, down] = [icon.marginLeft, icon.marginTop].map(parseFloat);
  const middle = [x + width / 2, y + height / 2];
  const [placeX, placeY] = [middle[0] - right - parseFloat(icon.width) / 2,
    middle[1] - down - parseFloat(icon.height) / 2];
  return [stop.dataset.stop, { at: middle, place: [placeX, placeY], width,
    isJoined: stop.classList.contains("joined"), isSeen: icon.opacity !== "0",
    isBeyond: !!stop.querySelector(".beyond-north, .beyond-south") }];
}))"""
# The colours of which much is painted on the canvas of dots.
PAINTED = """() => {
  const canvas = document.querySelector(".leaflet-dots-pane canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const found = {};
  for (let n = 0; n < data.length; n += 4) {
    const colour = [...data.slice(n, n + 3)].map((each) => each.toString(16).padStart(2, "0"));
    if (data[n + 3] === 255) found[colour.join("")] = (found[colour.join("")] ?? 0) + 1;
  }
  return Object.keys(found).filter((colour) => found[colour] > 20);
}"""
COLOUR = "(part) => getComputedStyle(part).color"
JOURNEYS = CHECKOUT / "tests" / "journeys"
MET = ("ludwigslust-clara", "ludwigslust-johann")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pole = read_journey(CHECKOUT / "examples" / "south-pole")
    north = tuple(replace(stop, latitude=-stop.latitude) for stop in pole.stops)
    years = [f"{1800 + n}" for n in range(70)]
    crowd = shared_journey(
        *([("Town", (at, 10 + n / 50), year) for n, year in enumerate(years)] for at in (10, 11))
    )
    journeys = {
        "met": read_journey(JOURNEYS / "two-who-meet"),
        "ships": read_journey(JOURNEYS / "forty-ships"),
        "south": pole,
        "north": replace(pole, stops=north, title=english("To the north")),
        "crowd": crowd,
    }
    with published(tmp_path_factory.mktemp("met"), journeys) as url:
        yield url


def marks(site: SitePage) -> dict[str, dict[str, Any]]:
    return dict(site.at_rest().page.evaluate(MARKS))


def test_those_who_meet_have_one_joined_mark(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 1000})
    site = SitePage(page, f"{address}met/").open("index.html?date=1926-05-03")
    joints = page.locator(".joint")
    expect(joints).to_have_count(2)  # in Ludwigslust and in Dresden
    found = marks(site)
    assert sorted(name for name, mark in found.items() if mark["isJoined"]) == [
        *("dresden-clara", "dresden-johann"),
        *MET,
    ]
    one, other = (found[name] for name in MET)
    assert one["at"][1] == pytest.approx(other["at"][1], abs=0.6)
    assert other["at"][0] - one["at"][0] >= 26  # current or not, neither lies on the other
    line = """(n) => Number(document.querySelectorAll(".joint")[n].querySelector(".joint-line")
        .getAttribute("stroke-width"))"""
    widths = [page.evaluate(line, n) for n in (0, 1)]
    site.press("ArrowRight")
    expect(site.stop(MET[0])).to_have_attribute("aria-current", "step")
    assert marks(site)[MET[0]]["at"] == pytest.approx(one["at"], abs=0.6)  # no mark jumps
    assert page.evaluate(line, 0) > widths[0] + 0.1  # in radii
    assert page.evaluate(line, 1) == widths[1]
    # Berlin is passed through on different days: side by side, and not joined.
    berlin = [found[f"berlin-{name}"] for name in ("clara", "johann")]
    assert berlin[0]["at"][1] == pytest.approx(berlin[1]["at"][1], abs=0.6)
    expect(page.locator("path.tether-place")).to_have_count(0)
    assert not site.errors


def test_who_is_dimmed_is_joined_with_nobody(page: Page, address: str) -> None:
    site = SitePage(page, f"{address}met/").open("index.html?date=1926-05-05")
    chips = page.get_by_role("group", name="Travellers")
    chips.get_by_role("button", name="Clara Brandt").click()
    expect(page.locator(".joint")).to_have_count(0)
    expect(page.locator(".stop.joined")).to_have_count(0)
    chips.get_by_role("button", name="Clara Brandt").click()
    expect(page.locator(".joint")).to_have_count(2)
    assert not site.errors


def test_the_name_of_a_place_where_several_are_has_nobodys_colour(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 1000})
    site = SitePage(page, f"{address}met/").open("index.html?date=1926-05-05")
    names = page.locator(".stop.current .stop-name")
    expect(names).to_have_count(1)
    text = page.locator(".map-date").evaluate(COLOUR)
    assert names.evaluate(COLOUR) == text
    site.open("index.html?date=1926-05-03")
    assert page.locator(".stop.current .stop-name").first.evaluate(COLOUR) != text


def test_dots_have_the_colours_of_their_travellers(page: Page, address: str) -> None:
    site = SitePage(page, f"{address}crowd/").open("index.html")
    site.press("End")
    site.at_rest()
    painted = page.evaluate(PAINTED)
    for colour in LIGHT.travellers[:2]:
        assert colour.removeprefix("#").lower() in painted
    assert LIGHT.text.removeprefix("#").lower() not in painted


@pytest.mark.parametrize("size", [(1280, 860), (1280, 1000), (390, 844)])
@pytest.mark.parametrize("pole", ["south", "north"])
def test_no_mark_near_a_pole_is_moved_beyond_the_edge_of_the_map(
    page: Page, address: str, pole: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    site = SitePage(page, f"{address}{pole}/").open("index.html?date=1911-12-14")
    found = marks(site)
    beyond = [mark for mark in found.values() if mark["isBeyond"]]
    assert len(beyond) > 5
    edge = beyond[0]["place"][1]
    assert all(mark["place"][1] == pytest.approx(edge, abs=1.5) for mark in beyond)
    seen = [mark for mark in found.values() if mark["isSeen"]]
    inwards = 1 if pole == "south" else -1
    assert all((edge - mark["at"][1]) * inwards >= -1.5 for mark in seen)
    frame = page.locator(".folium-map").bounding_box()
    assert frame
    for mark in seen:
        half = mark["width"] / 2
        assert frame["y"] <= mark["at"][1] - half
        assert mark["at"][1] + half <= frame["y"] + frame["height"]
    assert not site.errors


def test_forty_who_lie_in_eight_harbours_have_eight_names(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    site = SitePage(page, f"{address}ships/").open("index.html")
    site.at_rest()
    seen = ":not(.no-room)"
    names = [
        name
        for name in page.locator(f".stop.current .stop-label{seen} .stop-name").all_inner_texts()
        if name
    ]
    assert len(names) == len(set(names)) == 8
    assert page.locator(".stop.joined").count() >= 20
    assert not site.errors


def test_of_a_stack_all_current_stops_are_seen_side_by_side(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    site = SitePage(page, f"{address}met/").open("index.html?date=1926-05-12")
    smaller = page.get_by_role("button", name="Zoom out")
    while smaller.get_attribute("aria-disabled") != "true":
        smaller.click()
        site.at_rest()
    expect(page.locator(".stop.beneath")).to_have_count(7)
    found = marks(site)
    one, other = (found[f"dresden-{name}"] for name in ("clara", "johann"))
    assert one["at"][1] == pytest.approx(other["at"][1], abs=0.6)
    assert other["at"][0] - one["at"][0] >= (one["width"] + other["width"]) / 2
    expect(page.locator(".stop-count:not(:empty)")).to_have_text(["×9"])
    expect(page.locator(".stop:not(.beneath)")).to_have_count(2)
    site.slider.press("End")  # nobody is anywhere: one lies on top again
    expect(page.locator(".stop.beneath")).to_have_count(8)


def test_a_key_that_grows_never_lies_on_a_stop(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    site = SitePage(page, f"{address}south/").open()
    covered = """() => {
      const key = document.querySelector(".map-key").getBoundingClientRect();
      return [...document.querySelectorAll(".stop .stop-disc")]
        .filter((disc) => getComputedStyle(disc.closest(".stop")).opacity !== "0")
        .map((disc) => [disc.textContent, disc.getBoundingClientRect()])
        .filter(([, { left, right, top, bottom }]) => left < key.right && right > key.left + 1
          && top < key.bottom && bottom > key.top + 1)
        .map(([figures]) => figures);
    }"""
    for _ in range(len(read_journey(CHECKOUT / "examples" / "south-pole").stops)):
        assert site.at_rest().page.evaluate(covered) == []
        site.press("ArrowRight")


def test_asked_where_one_goes_next_nothing_that_lies_ahead_of_anybody_is_seen(
    page: Page, address: str
) -> None:
    site = SitePage(page, f"{address}met/").open("present.html?date=1926-05-06")
    site.press("w")
    expect(page.locator(".asking")).to_be_visible()
    site.at_rest()
    seen = "all => all.filter((part) => getComputedStyle(part).visibility === 'visible')"
    stops = page.locator(".stop").evaluate_all(f"{seen[:-1]}).map((stop) => stop.dataset.stop)")
    assert sorted(stops) == [
        *("berlin-clara", "hamburg", "ludwigslust-clara", "ludwigslust-johann", "schwerin"),
    ]
    legs = page.locator(".leaflet-legs-pane :is(.leg.ahead, .leg.current)")
    assert legs.evaluate_all(f"{seen[:-1]}).length") == 0
