"""The first view of a map in a real browser: the whole route, large, named, and near at hand."""

from __future__ import annotations

import io
from itertools import pairwise
from math import dist
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageColor

from dashboard_page import new_page
from known_ground import Ground, ground_at
from routemap.geo.extent import wrapped
from routemap.geo.geodesic import distance_km
from routemap.geo.scale import Scale
from routemap.look import BAND_BORDER, LIGHT, mixed
from routemap.tables.reader import read_journey
from site_page import SitePage, published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

TESTS = Path(__file__).parent
SIZES = ((1280, 800), (1024, 768), (390, 844))
JOURNEYS = (
    "journeys/round-and-back",  # round the world
    "journeys/round-the-world",
    "../examples/beagle-pacific",  # over the date line
    "journeys/dashboard-dateline",
    "journeys/antipodes",
    "journeys/pole",
    "journeys/street",
    "journeys/there-and-back",
    "../data",
)
FOLDERS = {Path(journey).name: TESTS / journey for journey in JOURNEYS}
LEAST_SHARE = 0.8
CLOSEST = 18
BORDER_BAND = mixed(LIGHT.land, LIGHT.border, BAND_BORDER)  # borders run on land

# The map: the one thing of the page with a zoom.
MAP = "Object.values(window).find((each) => each instanceof L.Map)"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a folder with a published page of each journey, without pictures."""
    journeys = {name: read_journey(source) for name, source in FOLDERS.items()}
    with published(tmp_path_factory.mktemp("sites"), journeys) as address:
        yield address


@pytest.fixture
def wide(browser: Browser, sites: str) -> Iterator[SitePage]:
    for page in new_page(browser, viewport={"width": 1280, "height": 800}):
        yield SitePage(page, sites)


def opened(page: SitePage, journey: str) -> SitePage:
    return page.open(f"{journey}/index.html")


def test_the_world_fills_the_map_though_looser_views_were_tried_for_names(
    browser: Browser, sites: str
) -> None:
    for size in SIZES:
        for page in new_page(browser, viewport=dict(zip(("width", "height"), size, strict=True))):
            opened(SitePage(page, sites), "round-and-back")
            world, scale = page.evaluate(f"""() => {{
              const map = {MAP};
              return [map.world.width, map.options.crs.scale(map.getZoom())];
            }}""")
            assert world == pytest.approx(scale)
            box = page.locator(".route-map").bounding_box()
            assert box
            with Image.open(io.BytesIO(page.screenshot())) as image:
                at = round(box["x"] + box["width"]) - 3, round(box["y"]) + 120
                edge = image.convert("RGB").getpixel(at)
            assert edge in (ImageColor.getrgb(LIGHT.water), ImageColor.getrgb(LIGHT.land))


Box = tuple[float, float, float, float]


def boxes(site: SitePage, selector: str) -> list[Box]:
    """Boxes of what is seen on the map: left, top, right, bottom from the map's corner, in px."""
    script = """(selector) => {
      const frame = document.querySelector(".route-map").getBoundingClientRect();
      return [...document.querySelectorAll(selector)]
        .filter((part) => getComputedStyle(part).visibility !== "hidden")
        .map((part) => part.getBoundingClientRect())
        .filter(({ width }) => width)
        .map(({ left, top, right, bottom }) =>
          [left - frame.left, top - frame.top, right - frame.left, bottom - frame.top]);
    }"""
    return [(box[0], box[1], box[2], box[3]) for box in site.page.evaluate(script, selector)]


def round_all(of: list[Box]) -> Box:
    return (
        min(box[0] for box in of),
        min(box[1] for box in of),
        max(box[2] for box in of),
        max(box[3] for box in of),
    )


def share_of_room(route: Box, furniture: list[Box], width: float, height: float) -> float:
    """What a route takes of the way from furniture or edge to the next, across or down."""
    left, top, right, bottom = route
    level = [box for box in furniture if box[1] < bottom and box[3] > top]
    upright = [box for box in furniture if box[0] < right and box[2] > left]
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    across = min([width, *(box[0] for box in level if box[0] > middle_x)]) - max(
        [0.0, *(box[2] for box in level if box[2] < middle_x)]
    )
    down = min([height, *(box[1] for box in upright if box[1] > middle_y)]) - max(
        [0.0, *(box[3] for box in upright if box[3] < middle_y)]
    )
    return max((right - left) / across, (bottom - top) / down)


@pytest.mark.parametrize("journey", FOLDERS)
def test_the_first_view_is_the_whole_route_as_large_as_it_fits(
    browser: Browser, sites: str, journey: str
) -> None:
    for width, height in SIZES:
        for page in new_page(browser, viewport={"width": width, "height": height}):
            site = opened(SitePage(page, sites), journey)
            page.wait_for_load_state("networkidle")
            # All of the ground came with the page.
            assert len([url for url in site.requests if "/ground-" in url]) == 1
            ((_, _, map_width, map_height),) = boxes(site, ".route-map")
            furniture = [
                box
                for box in boxes(
                    site, ".map-date, .map-buttons, .map-key, .map-credit, .leaflet-bar"
                )
                if box[1] < map_height
            ]
            discs = boxes(site, ".stop .stop-disc")
            assert len(discs) == page.locator(".stop").count() >= 2
            for left, top, right, bottom in discs:
                assert left >= 0
                assert top >= 0
                assert right <= map_width
                assert bottom <= map_height
                assert not [
                    box
                    for box in furniture
                    if box[0] < right and left < box[2] and box[1] < bottom and top < box[3]
                ]
            named = boxes(site, ".stop-label")
            legs = [
                (max(box[0], 0), max(box[1], 0), min(box[2], map_width), min(box[3], map_height))
                for box in boxes(site, "path.leg-line")
            ]
            share = share_of_room(
                round_all([*discs, *named, *legs]), furniture, map_width, map_height
            )
            # Closer up than zoom 18 no map goes.
            is_closest = page.evaluate(f"{MAP}.getZoom()") == CLOSEST
            assert share >= LEAST_SHARE or is_closest, (journey, width, share)
            seen = set(
                page.locator(".stop-label:not(.no-room)").evaluate_all(
                    "labels => labels.map((label) => Number(label.closest('.stop')"
                    ".querySelector('.stop-disc').textContent))"
                )
            )
            # In a stack of discs the name of the top one may speak for all of its place. On a phone
            # a name that would stand as near to another disc as to its own is left out.
            stops = read_journey(FOLDERS[journey]).stops
            shown = page.locator(".stop-label:not(.no-room) .stop-name").all_text_contents()
            assert {stops[end].name.original.text for end in (0, -1)} <= set(shown)
            assert len(seen) >= len(discs) / 3
            assert not site.errors


def lines_of_legs(site: SitePage) -> list[list[tuple[float, float]]]:
    script = f"""() => Object.values({MAP}._layers)
      .filter(({{ options }}) => options.className?.includes("leg-line"))
      .flatMap((line) => line.getLatLngs())
      .map((line) => line.map(({{ lat, lng }}) => [lat, lng]))"""
    return [[(at[0], at[1]) for at in line] for line in site.page.evaluate(script)]


def test_legs_round_the_world_leave_at_one_edge_and_come_back_at_the_other(wide: SitePage) -> None:
    opened(wide, "round-and-back")
    places = [(51.5, -0.1), (35.7, 139.7), (37.8, -122.4), (51.5, -0.1)]
    legs = list(pairwise(places))
    for line in lines_of_legs(wide):
        for point in line:
            there = (point[0], wrapped(point[1]))
            off = min(
                distance_km(start, there) + distance_km(there, end) - distance_km(start, end)
                for start, end in legs
            )
            assert off < 150  # a leg is simplified by a pixel, which is 50 km
        assert all(abs(a[1] - b[1]) < 60 for a, b in pairwise(line))
    # At both edges of the map a line goes on.
    west, east = wide.page.evaluate(f"[{MAP}.getBounds().getWest(), {MAP}.getBounds().getEast()]")
    assert abs(east - west - 360) < 1
    for edge in (west, east):
        assert any(
            min(lon for _, lon in line) < edge - 1 and max(lon for _, lon in line) > edge + 1
            for line in lines_of_legs(wide)
        )


def test_wherever_the_map_is_moved_to_all_stops_of_the_world_are_there(wide: SitePage) -> None:
    opened(wide, "round-the-world")
    for longitude in (90, 180, 300, -250):
        wide.page.evaluate(
            f"(longitude) => {{ const map = {MAP};"
            "map.setView([20, longitude], map.getMinZoom(), { animate: false }); }",
            longitude,
        )
        wide.at_rest()
        discs = boxes(wide, ".stop .stop-disc")
        assert len(discs) == 11
        assert all(-30 <= (left + right) / 2 <= 838 for left, _, right, _ in discs)
        centre = wide.page.evaluate(f"{MAP}.getCenter().lng")
        assert abs(wrapped(centre - longitude)) < 1
    for number in range(1, 12):  # and each is reached by the keyboard
        stop = wide.page.locator(".stop").nth(number - 1)
        stop.focus()
        assert stop.get_attribute("aria-label")
    assert not wide.errors


def test_a_stop_at_the_pole_stands_at_the_edge_and_says_so(wide: SitePage) -> None:
    opened(wide, "pole")
    stop = wide.stop("pole")
    assert "90° S, beyond the map’s edge" in (stop.get_attribute("aria-label") or "")
    assert "90° S, beyond the map’s edge" in stop.locator(".stop-label").inner_text()
    assert stop.locator(".beyond-south").count() == 1
    edge = wide.page.evaluate(f"{MAP}.latLngToContainerPoint([-85.0511287798, 0]).y")
    stop.focus()
    ((_, top, _, bottom),) = boxes(wide, ".stop[data-stop=pole] .stop-disc")
    assert top < edge < bottom


def colour_at(site: SitePage, latitude: float, longitude: float, zoom: float) -> str:
    """The colour of the ground in the middle of the map, as "#RRGGBB"."""
    site.page.evaluate(
        f"([at, zoom]) => {{ {MAP}.setView(at, zoom, {{ animate: false }}); }}",
        [[latitude, longitude], zoom],
    )
    site.ready()
    script = """() => {
      const canvas = document.querySelector(".ground-canvas");
      const frame = canvas.getBoundingClientRect();
      const outer = document.querySelector(".route-map").getBoundingClientRect();
      const ratio = canvas.width / frame.width;
      const x = Math.round(((outer.left + outer.right) / 2 - frame.left) * ratio);
      const y = Math.round(((outer.top + outer.bottom) / 2 - frame.top) * ratio);
      const [r, g, b] = canvas.getContext("2d").getImageData(x, y, 1, 1).data;
      return "#" + [r, g, b].map((c) => c.toString(16).padStart(2, "0")).join("");
    }"""
    return str(site.page.evaluate(script)).upper()


def surely_known(count: int) -> list[tuple[float, float, str]]:
    """Places near a coast, and the colour of the ground there and two kilometres round about."""
    chance = np.random.default_rng(20)
    found = []
    while len(found) < count:
        latitude, longitude = chance.uniform(42.5, 43.4), chance.uniform(130.8, 132.3)
        around = np.linspace(0, 2 * np.pi, 8)
        near = ground_at(
            Scale.FINE,
            np.array([latitude, *(latitude + 0.02 * np.sin(around))]),
            np.array([longitude, *(longitude + 0.027 * np.cos(around))]),
        )
        if len(set(near.tolist())) == 1:
            colour = LIGHT.land if near[0] == Ground.LAND else LIGHT.water
            found.append((latitude, longitude, colour))
    return found


def test_close_up_land_is_land_and_the_credits_say_how_coarse_it_is(wide: SitePage) -> None:
    opened(wide, "there-and-back")
    note = wide.page.locator("[data-shown-for^=coarse-]:visible")
    assert not note.is_visible()
    known = surely_known(24)
    assert {colour for _, _, colour in known} == {LIGHT.land, LIGHT.water}
    for latitude, longitude, colour in known:
        for zoom in (13.5, CLOSEST):
            seen = colour_at(wide, latitude, longitude, zoom)
            found = nearest_of(seen, LIGHT.land, LIGHT.water, BORDER_BAND)
            assert (LIGHT.land if found == BORDER_BAND else found) == colour
    assert note.is_visible()
    assert "1:10 million" in note.inner_text()
    assert not wide.errors


def nearest_of(seen: str, *colours: str) -> str:
    """Which colour it is, though the band of a border may tint it."""

    def channels(colour: str) -> list[int]:
        return [int(colour[n : n + 2], 16) for n in (1, 3, 5)]

    return min(colours, key=lambda each: dist(channels(each), channels(seen)))


def shades(site: SitePage) -> int:
    """Number of the colours of the ground."""
    script = """() => {
      const canvas = document.querySelector(".ground-canvas");
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const seen = new Map();
      for (let n = 0; n < data.length; n += 4) {
        const colour = data.slice(n, n + 3).join();
        seen.set(colour, (seen.get(colour) ?? 0) + 1);
      }
      return [...seen.values()].filter((count) => count > 2000).length;
    }"""
    return int(site.page.evaluate(script))


def test_a_coast_close_up_is_a_soft_band_and_no_line(wide: SitePage) -> None:
    opened(wide, "there-and-back")
    harbour = (43.1, 131.87)
    colour_at(wide, *harbour, 9)
    assert shades(wide) <= 3  # land, water and a hair of coast
    colour_at(wide, *harbour, 13)
    assert shades(wide) >= 8  # fading out to both sides


def test_a_single_place_is_shown_with_its_town_and_a_street_as_a_street(wide: SitePage) -> None:
    opened(wide, "street")
    assert wide.page.evaluate(f"{MAP}.getZoom()") > 17.5
    assert wide.page.evaluate(f"{MAP}.getMaxZoom()") == CLOSEST


@pytest.mark.parametrize("date", ["2023-09-13", "2023-09-15"])
def test_a_phone_names_all_four_stops_of_the_shipped_journey(
    browser: Browser, sites: str, date: str
) -> None:
    for page in new_page(browser, viewport={"width": 390, "height": 844}):
        SitePage(page, sites).open(f"data/index.html?date={date}")
        assert page.locator(".stop-label:not(.no-room)").count() == 4
