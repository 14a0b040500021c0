"""What the screen shows of the ground: no more than is known, nothing on an author's own map."""

from __future__ import annotations

import re
from math import cos, radians
from typing import TYPE_CHECKING

import pytest
from pyproj import Geod

from old_map import old_map
from routemap.geo.extent import Extent
from routemap.look import LIGHT, mixed
from routemap.model.own_basemap import ImageProjection
from site_page import SitePage, journey_of, published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

ROUNDING = 4  # of a band's 14 strokes, each rounded to whole colours
GEOD = Geod(ellps="WGS84")
MAP = "Object.values(window).find((each) => each && each.groundNames && each.getZoom)"
LISBON = (
    "name,latitude,longitude,arrival\nRossio,38.7139,-9.1394,2024-05-04\n"
    "Cais,38.7068,-9.1365,2024-05-05\n"
)
TAGUS = (
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"KIND"},'
    '"geometry":{"type":"Polygon","coordinates":[[[-9.15,38.69],[-9.12,38.69],[-9.12,38.7065],'
    "[-9.15,38.7065],[-9.15,38.69]]]}}]}"
)
CREDIT = b'[basemap]\ncredit = "Streets: class 7b"\n'
EUROPE = (
    "name,latitude,longitude,arrival\nVienna,48.2,16.37,2024-05-04\nPrague,50.09,14.42,2024-05-05\n"
    "Trieste,45.65,13.77,2024-05-06\nBudapest,47.5,19.04,2024-05-07\nZagreb,45.8,15.97,2024-05-08\n"
)
POLAR = (
    "name,latitude,longitude,arrival\nCardiff,51.5,-3.2,1910-06-15\n"
    "Lyttelton,-43.6,172.7,1910-10-28\nSouth Pole,-90,0,1912-01-17\n"
)
OLD = Extent(30.0, 5.0, 55.0, 60.0)  # an old map of the east, from Italy on
EAST = (
    "name,latitude,longitude,arrival\nVenice,45.44,12.33,1271-05\nAcre,32.93,35.08,1271-11\n"
    "Paris,48.86,2.35,1273-01\n"
)


def own_map() -> dict[str, bytes]:
    about = (
        f'[basemap]\nimage = "m.png"\nextent = [{OLD.west}, {OLD.south}, {OLD.east}, {OLD.north}]\n'
    )
    image = old_map(OLD, ImageProjection.PLATE_CARREE, width=600, dots=())
    return {"locations.csv": EAST.encode(), "journey.toml": about.encode(), "m.png": image}


def lisbon(kind: str) -> dict[str, bytes]:
    ground = TAGUS.replace("KIND", kind).encode()
    return {"locations.csv": LISBON.encode(), "basemap.geojson": ground, "journey.toml": CREDIT}


JOURNEYS = {
    "bare": {"locations.csv": LISBON.encode()},
    "water": lisbon("water"),
    "green": lisbon("green"),
    "europe": {"locations.csv": EUROPE.encode()},
    "polar": {"locations.csv": POLAR.encode()},
    "old": own_map(),
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    journeys = {name: journey_of(files) for name, files in JOURNEYS.items()}
    with published(tmp_path_factory.mktemp("grounds"), journeys) as address:
        yield address


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=str)
def page(browser: Browser, sites: str, request: pytest.FixtureRequest) -> Iterator[SitePage]:
    width, height = request.param
    opened = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
    )
    yield SitePage(opened, sites)
    opened.close()


def opened(page: SitePage, name: str) -> SitePage:
    page.open(f"{name}/index.html")
    assert not page.errors
    return page


def look_at(page: SitePage, latitude: float, longitude: float, zoom: float) -> None:
    view = f"[{latitude}, {longitude}], {zoom}, {{ animate: false }}"
    page.page.evaluate(f"() => {{ {MAP}.setView({view}); }}")
    page.at_rest()


def names(page: SitePage) -> list[dict[str, str]]:
    script = f"{MAP}.groundNames.placed.map(({{ kind, lines, box }}) => ({{ kind, lines, box }}))"
    return page.page.evaluate(script)


def colours(page: SitePage) -> set[str]:
    """Return the colours of the ground's canvas in the view, as #RRGGBB."""
    script = f"""() => {{
      const ground = {MAP}.ground;
      const {{ width, height }} = ground._container;
      const {{ data }} = ground._context.getImageData(0, 0, width, height);
      const found = new Set();
      for (let n = 0; n < data.length; n += 4)
        found.add((data[n] << 16) | (data[n + 1] << 8) | data[n + 2]);
      return [...found];
    }}"""
    return {f"#{number:06X}" for number in page.page.evaluate(script)}


def credit(page: SitePage) -> str:
    return page.page.locator(".map-credit .of-ground").inner_text()


def channels(colour: str) -> list[int]:
    return [int(colour[n : n + 2], 16) for n in (1, 3, 5)]


def test_a_soft_coast_is_nowhere_darker_than_water_or_lighter_than_land(page: SitePage) -> None:
    opened(page, "bare")
    look_at(page, 38.7068, -9.1365, 13)
    ends = [channels(LIGHT.land), channels(LIGHT.water)]
    seen = colours(page)
    assert mixed(LIGHT.land, LIGHT.water) in seen
    for colour in seen:
        for value, *of_ends in zip(channels(colour), *ends, strict=True):
            assert min(of_ends) - ROUNDING <= value <= max(of_ends) + ROUNDING
    assert "1:10 million" in credit(page)


def test_who_draws_water_or_areas_draws_the_ground(page: SitePage) -> None:
    opened(page, "water")
    ours = f"{MAP}.ground.named.length"
    assert page.page.evaluate(ours) == 0
    assert mixed(LIGHT.land, LIGHT.water) not in colours(page)
    assert credit(page).strip() == "Streets: class 7b"
    assert not [name for name in names(page) if name["kind"] in ("country", "sea", "town")]
    look_at(page, 38.7, -9.14, 10)
    assert "Natural Earth" in credit(page)
    assert names(page)
    opened(page, "green")
    assert "1:10 million" in credit(page)


def centre(page: SitePage) -> list[float]:
    return page.page.evaluate(f"(({{ lat, lng }}) => [lat, lng])({MAP}.getCenter())")


def test_stepping_leaves_the_whole_route_where_it_is(page: SitePage) -> None:
    opened(page, "europe")
    before = centre(page)
    for _ in range(4):
        page.page.get_by_role("button", name="Next").first.click()
        page.at_rest()
        assert centre(page) == before


def test_a_map_moved_by_hand_brings_the_current_stop_clear_of_furniture(page: SitePage) -> None:
    opened(page, "europe")
    zoom = page.page.evaluate(f"{MAP}.getZoom()")
    look_at(page, 46.0, 17.5, zoom + 1)
    for _ in range(4):
        page.page.get_by_role("button", name="Next").first.click()
        page.at_rest()
        assert page.page.evaluate(
            """() => {
              const map = document.querySelector(".leaflet-container").getBoundingClientRect();
              const disc = document.querySelector(".stop.current .stop-disc, .current .stop-disc");
              const { left, right, top, bottom } = disc.getBoundingClientRect();
              const isOn = left >= map.left && right <= map.right
                && top >= map.top && bottom <= map.bottom;
              const parts = [...document.querySelectorAll(
                ".map-date, .map-buttons, .map-key, .map-credit, .leaflet-bar")];
              return isOn && parts.map((part) => part.getBoundingClientRect()).every((box) =>
                box.right <= left || box.left >= right || box.bottom <= top || box.top >= bottom);
            }"""
        )


def test_no_name_stands_beyond_the_edge_of_the_map(page: SitePage) -> None:
    opened(page, "polar")
    script = f"""(() => {{
      const {{ placed, corner, worldPx }} = {MAP}.groundNames;
      return placed.map(({{ box }}) => [box.top + corner.y, worldPx - box.bottom - corner.y]);
    }})()"""
    found = []
    for zoom in (1, 2, 3):
        look_at(page, -62.0, 100.0, zoom)
        found += page.page.evaluate(script)
    assert found
    assert all(min(ends) >= 0 for ends in found)


@pytest.mark.parametrize(
    ("latitude", "zoom", "said"),
    [(0.0, 5, " at the equator"), (48.0, 6, " at 48° N"), (-30.0, 4, " at 30° S")],
)
def test_the_scale_bar_is_as_long_as_it_says(
    page: SitePage, latitude: float, zoom: float, said: str
) -> None:
    opened(page, "europe")
    look_at(page, latitude, 20.0, zoom)
    text = page.page.locator(".scale-label").inner_text()
    found = re.fullmatch(r"([\d,]+) (k?m)(.*)", text)
    assert found
    number, unit, rest = found.groups()
    south, north = (
        abs(page.page.evaluate(f"{MAP}.getBounds().get{side}()")) for side in ("South", "North")
    )
    changes = max(cos(radians(south)), cos(radians(north)), latitude == 0.0) / min(
        cos(radians(south)), cos(radians(north))
    )
    assert rest == (said if changes > 1.1 else "")
    metres = int(number.replace(",", "")) * (1000 if unit == "km" else 1)
    bar = page.page.locator(".leaflet-control-scale-line").bounding_box()
    label = page.page.locator(".scale-label").bounding_box()
    assert bar
    assert label
    ends = page.page.evaluate(
        f"""((map, width) => {{
          const {{ x, y }} = map.getSize().divideBy(2);
          return [-1, 1].map((side) => map.containerPointToLatLng([x + (side * width) / 2, y]))
            .map(({{ lat, lng }}) => [lat, lng]);
        }})({MAP}, {bar["width"]})"""
    )
    (south, west), (north, east) = ends
    assert GEOD.inv(west, south, east, north)[2] == pytest.approx(metres, rel=0.03)
    assert label["x"] >= bar["x"] + bar["width"]


def test_where_the_scale_changes_threefold_there_is_no_bar(page: SitePage) -> None:
    opened(page, "polar")
    assert not page.page.locator(".scale-label").is_visible()
    look_at(page, -43.6, 172.7, 8)
    assert page.page.locator(".scale-label").is_visible()


def test_nothing_of_ours_is_named_on_an_authors_own_map(page: SitePage) -> None:
    opened(page, "old")
    script = f"""(() => {{
      const {{ placed, covered }} = {MAP}.groundNames;
      return [placed.length, placed.filter(({{ box }}) => covered.some((cover) =>
        cover.left < box.right && box.left < cover.right &&
        cover.top < box.bottom && box.top < cover.bottom)).length];
    }})()"""
    look_at(page, 45.0, 5.0, 5)
    count, on_it = page.page.evaluate(script)
    assert count
    assert not on_it
    look_at(page, 42.0, 40.0, 6)
    assert page.page.evaluate(script) == [0, 0]


def test_key_and_credit_tell_of_borders_and_towns_only_where_such_are(page: SitePage) -> None:
    opened(page, "europe")
    border = page.page.locator("[data-shown-for=border]")
    assert border.is_visible()
    assert "Boundaries" in credit(page)
    assert "GeoNames" in credit(page)
    look_at(page, 45.0, -35.0, 6)  # the Atlantic
    assert not border.is_visible()
    assert credit(page).strip() == "Land and water: Natural Earth"
    look_at(page, 48.0, 17.0, 6)
    assert border.is_visible()
    assert "GeoNames" in credit(page)
