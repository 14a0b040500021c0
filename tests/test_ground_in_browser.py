"""The ground in a real browser: drawn where it is, fetched when it is needed, out of the way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from dashboard_page import DashboardPage, new_page, opened
from routemap.look import DARK, LIGHT
from site_page import wait_for_rest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

PEOPLES_LAND = (47.0, 128.0)  # no river, no town, no line near
SEA_OF_JAPAN = (41.0, 136.0)
KHASAN = (42.43, 130.64)
COLOUR = """([latitude, longitude]) => {
  const canvas = document.querySelector(".ground-canvas");
  const frame = canvas.getBoundingClientRect();
  const outer = map.getContainer().getBoundingClientRect();
  const at = map.latLngToContainerPoint([latitude, longitude]);
  const ratio = canvas.width / frame.width;
  const x = Math.round((at.x + outer.left - frame.left) * ratio);
  const y = Math.round((at.y + outer.top - frame.top) * ratio);
  const [r, g, b] = canvas.getContext("2d").getImageData(x, y, 1, 1).data;
  return "#" + [r, g, b].map((c) => c.toString(16).padStart(2, "0")).join("");
}"""


class Ground:
    """What the map's canvases show."""

    def __init__(self, dashboard: DashboardPage) -> None:
        self.dashboard = dashboard
        self.wait()

    def wait(self) -> None:
        """Wait until all tiles of the view are drawn, and the names with them."""
        canvas = self.dashboard.map.locator(".ground-canvas[data-complete]")
        expect(canvas).to_be_attached()
        wait_for_rest(self.dashboard.frame)

    def show(self, place: tuple[float, float], zoom: float) -> None:
        self.dashboard.frame.evaluate(
            "([at, zoom]) => map.setView(at, zoom, { animate: false })", [list(place), zoom]
        )
        self.wait()

    def colour(self, place: tuple[float, float]) -> str:
        """The colour of the ground at a place, as "#rrggbb"."""
        return str(self.dashboard.frame.evaluate(COLOUR, list(place))).upper()

    def expect_colour(self, place: tuple[float, float], colour: str) -> None:
        """Wait until the ground has this colour at a place."""
        script = f"([place, colour]) => ({COLOUR})(place).toUpperCase() === colour"
        self.dashboard.frame.wait_for_function(script, arg=[list(place), colour])

    def names(self) -> list[dict[str, Any]]:
        """Names written on the map: their kind, lines and box."""
        return list(self.dashboard.frame.evaluate("map.groundNames.placed"))

    def texts(self, kind: str) -> set[str]:
        return {" ".join(name["lines"]) for name in self.names() if name["kind"] == kind}


@pytest.fixture
def ground(page: Page, dashboard_url: str) -> Ground:
    return Ground(opened(page, dashboard_url))


def test_land_is_where_the_land_is_and_sea_where_the_sea_is(ground: Ground) -> None:
    for zoom in (2, 4, 5, 7):
        ground.show(SEA_OF_JAPAN, zoom)
        assert ground.colour(SEA_OF_JAPAN) == LIGHT.water
        ground.show(PEOPLES_LAND, zoom)
        assert ground.colour(PEOPLES_LAND) == LIGHT.land


def test_in_the_dark_the_ground_is_dark_and_changes_with_the_look(
    browser: Browser, dashboard_url: str
) -> None:
    for page in new_page(browser, color_scheme="dark"):
        ground = Ground(opened(page, dashboard_url))
        ground.show(SEA_OF_JAPAN, 5)
        assert ground.colour(SEA_OF_JAPAN) == DARK.water
        assert ground.colour(PEOPLES_LAND) == DARK.land
        ground.dashboard.frame.evaluate("document.documentElement.style.colorScheme = 'light'")
        ground.wait()
        assert ground.colour(SEA_OF_JAPAN) == LIGHT.water


def test_where_colours_are_forced_lines_are_the_readers(
    browser: Browser, dashboard_url: str
) -> None:
    for page in new_page(browser, forced_colors="active"):
        ground = Ground(opened(page, dashboard_url))
        ground.show(SEA_OF_JAPAN, 5)
        script = "(name) => getComputedStyle(document.querySelector(`.ground-paint-${name}`)).color"
        land, water, beyond, border = (
            ground.dashboard.frame.evaluate(script, name)
            for name in ("land", "water", "page", "border")
        )
        assert land == water == beyond != border


def test_detail_is_fetched_when_the_view_needs_it_and_once(ground: Ground) -> None:
    def asked(scale: str) -> list[str]:
        return [url for url in ground.dashboard.requests if f"/{scale}/" in url]

    assert len(asked("110m")) == 1
    assert asked("50m")
    assert asked("10m") == []
    ground.show(KHASAN, 8)
    fine = asked("10m")
    assert 1 <= len(fine) <= 9
    assert all(re.search(r"/ground/[0-9a-f]{12}/10m/-?\d+_-?\d+\.json$", url) for url in fine)
    ground.show((50.55, 137.01), 8)
    ground.show(KHASAN, 8)
    assert sorted(set(asked("10m"))) == sorted(asked("10m"))
    assert ground.dashboard.errors == []


def test_a_street_can_be_looked_at_and_so_can_the_world(ground: Ground) -> None:
    ground.show(KHASAN, 11)
    assert ground.dashboard.frame.evaluate("map.getZoom()") == 11
    ground.show((20.0, 175.0), 2)
    assert ground.colour((68.0, 175.0)) == LIGHT.land  # Chukotka, this side of the date line
    assert ground.colour((67.0, 182.0)) == LIGHT.land  # and beyond
    assert ground.colour((0.0, 180.0)) == LIGHT.water


def test_until_tiles_come_the_coarser_ground_stands_in(page: Page, dashboard_url: str) -> None:
    held: list[Route] = []
    page.route(re.compile("/ground/.*/50m/"), lambda route: held.append(route))  # noqa: PLW0108  Playwright marks what it is given
    with page.expect_request(re.compile("/ground/.*/50m/")):
        dashboard = opened(page, dashboard_url)
    ground = Ground.__new__(Ground)
    ground.dashboard = dashboard
    expect(dashboard.map.locator(".ground-canvas")).to_be_attached()
    ground.expect_colour(PEOPLES_LAND, LIGHT.land)
    ground.expect_colour(SEA_OF_JAPAN, LIGHT.water)
    assert held
    assert dashboard.map.locator(".ground-canvas[data-complete]").count() == 0
    for each in held:
        each.continue_()
    page.unroute_all()
    ground.wait()
    assert ground.colour(PEOPLES_LAND) == LIGHT.land


def test_a_tile_that_fails_breaks_nothing(page: Page, dashboard_url: str) -> None:
    page.route(re.compile("/ground/.*/(10m|names)/"), lambda route: route.abort())
    dashboard = opened(page, dashboard_url)
    ground = Ground(dashboard)
    with page.expect_event("requestfailed"):
        dashboard.frame.evaluate("() => { map.setView([42.43, 130.64], 8, { animate: false }); }")
    assert ground.colour((43.3, 129.5)) == LIGHT.land
    dashboard.press("ArrowRight")
    expect(dashboard.map_date).to_have_text("about a month earlier", ignore_case=True)
    assert not [error for error in dashboard.errors if "ERR_FAILED" not in error]


def test_names_stand_clear_of_the_journey_the_furniture_and_each_other(ground: Ground) -> None:
    script = """() => {
      const frame = map.getContainer().getBoundingClientRect();
      const shown = (part) => getComputedStyle(part).visibility !== "hidden" && part.offsetWidth;
      const parts = [...document.querySelectorAll(
        ".stop-disc, .stop-label, .map-buttons, .map-key, .map-credit, .map-date, .leaflet-bar")];
      return parts.filter(shown).map((part) => {
        const { left, top, right, bottom } = part.getBoundingClientRect();
        return [left - frame.left, top - frame.top, right - frame.left, bottom - frame.top];
      });
    }"""
    for place, zoom in (((46.0, 131.0), 5), (KHASAN, 8), ((39.03, 125.75), 8), ((30.0, 100.0), 3)):
        ground.show(place, zoom)
        names = [tuple(n["box"][side] for side in SIDES) for n in ground.names()]
        assert len(names) > 5
        taken = [tuple(box) for box in ground.dashboard.frame.evaluate(script)]
        for n, name in enumerate(names):
            assert not [other for other in names[:n] if overlap(name, other)]
            assert not [other for other in taken if overlap(name, other)]


SIDES = ("left", "top", "right", "bottom")
Box = tuple[float, ...]


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize(
    ("language", "country", "sea", "town"),
    [
        ("en", "China", "Sea of Japan (East Sea)", "Khabarovsk"),
        ("ko", "중국", "동해 (일본해)", "하바롭스크"),
        ("ru", "Китай", "Японское море (Восточное море)", "Хабаровск"),
    ],
)
def test_names_are_in_the_language_of_the_page(  # noqa: PLR0913, PLR0917  one case, six facts
    page: Page, dashboard_url: str, language: str, country: str, sea: str, town: str
) -> None:
    ground = Ground(opened(page, dashboard_url, f"?lang={language}"))
    expect(ground.dashboard.map.locator("html")).to_have_attribute("lang", language)
    assert country in ground.texts("country")
    assert sea.replace(" (", "(") in {text.replace(" (", "(") for text in ground.texts("sea")}
    assert town in ground.texts("town")


def test_names_are_no_target_and_not_read_out(ground: Ground) -> None:
    for canvas in (".ground-canvas", ".ground-names"):
        part = ground.dashboard.map.locator(canvas)
        expect(part).to_have_attribute("aria-hidden", "true")
        expect(part).to_have_css("pointer-events", "none")


def test_the_ground_gives_way_to_an_online_map(ground: Ground) -> None:
    ground.dashboard.frame.evaluate(
        "() => document.querySelector('.route-map').classList.add('has-online-map')"
    )
    expect(ground.dashboard.map.locator(".ground-canvas")).to_have_css("visibility", "hidden")
    expect(ground.dashboard.map.locator(".ground-names")).to_have_css("visibility", "hidden")


def test_the_first_view_costs_little(page: Page, dashboard_url: str) -> None:
    sizes: list[int] = []
    page.on(
        "response",
        lambda answer: (
            "/ground/" in answer.url and sizes.append(int(answer.headers.get("content-length", 0)))
        ),
    )
    Ground(opened(page, dashboard_url))
    assert len(sizes) >= 3
    assert all(sizes)
    assert sum(sizes) <= 70_000
