"""A basemap of the author's own in a real browser: shapes, names, and an old map in its place."""

from __future__ import annotations

import io
from math import dist
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageColor

from old_map import DOT, old_map
from routemap.exports.single_file import write_single_file
from routemap.geo.extent import Extent
from routemap.look import DARK, LIGHT
from routemap.model.itinerary import build_itinerary
from routemap.model.own_basemap import ImageProjection
from site_page import SitePage, journey_of, published, wait_for_rest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STREET = Path(__file__).parent / "journeys" / "street-with-ground"
# In a frame the map hangs on the window by the name folium gives it.
MAP = "Object.values(window).find((each) => each && each.groundNames && each.getZoom)"
READY = ".ground-canvas[data-own][data-complete]"
EXTENT = Extent(-20.0, -30.0, 75.0, 60.0)
DOTS = ((70.0, 50.0), (-15.0, -25.0), (62.0, -20.0), (-10.0, 50.0), (25.0, 52.0))
STOPS = "name,latitude,longitude,arrival\nA,60,20,2023-09-01\nB,5,10,2023-09-02\n"
NEAR_PX = 2.0


def old_files(projection: ImageProjection) -> dict[str, bytes]:
    south, west, north, east = EXTENT
    about = (
        f'[basemap]\nimage = "m.png"\nextent = [{west}, {south}, {east}, {north}]\n'
        f'projection = "{projection.value}"\n'
    )
    content = old_map(EXTENT, projection, width=1600, dots=DOTS)
    return {"locations.csv": STOPS.encode(), "journey.toml": about.encode(), "m.png": content}


def street_files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in STREET.iterdir()}


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with published(
        tmp_path_factory.mktemp("ground"), {"street": journey_of(street_files())}
    ) as url:
        yield f"{url}street/"


def seen(page: Page, points: tuple[tuple[float, float], ...]) -> tuple[Image.Image, list[Any]]:
    """Return what is on the screen, and where points lie on it, in pixels."""
    page.wait_for_selector(READY, state="attached")
    page.wait_for_function(f"{MAP}.groundNames.placed.length > 0")
    where = f"""(points) => {{
      const map = {MAP};
      const {{ left, top }} = map.getContainer().getBoundingClientRect();
      const places = points.map((at) => map.latLngToContainerPoint(at));
      return places.map(({{ x, y }}) => [x + left, y + top]);
    }}"""
    found = page.evaluate(where, [list(point) for point in points])
    with Image.open(io.BytesIO(page.screenshot())) as image:
        return image.convert("RGB"), found


def show(page: Page, at: tuple[float, float], zoom: float) -> None:
    moved = f"([at, zoom]) => {MAP}.setView(at, zoom, {{ animate: false }})"
    page.evaluate(moved, [list(at), zoom])
    wait_for_rest(page)


def assert_dots(page: Page) -> None:
    image, places = seen(page, DOTS)
    for x, y in places:
        blue = [
            (right, down)
            for right in range(round(x) - 10, round(x) + 11)
            for down in range(round(y) - 10, round(y) + 11)
            if dist(image.getpixel((right, down)), DOT) < 120  # type: ignore[arg-type]
        ]
        assert blue, (x, y)
        middle = [sum(side) / len(blue) + 0.5 for side in zip(*blue, strict=True)]
        assert dist(middle, (x, y)) < NEAR_PX


@pytest.mark.parametrize("projection", ImageProjection)
def test_each_point_of_an_old_map_lies_where_the_screen_has_it(
    page: Page, tmp_path: Path, projection: ImageProjection
) -> None:
    with published(tmp_path, {"map": journey_of(old_files(projection))}) as address:
        site = SitePage(page, f"{address}map/").open()
        show(page, (40, 14), 2.5)
        assert_dots(page)
        assert any("own-map." in each for each in site.requests)
        assert not site.errors


def test_beside_a_world_shown_once_is_neither_ground_nor_name(page: Page, tmp_path: Path) -> None:
    files = old_files(ImageProjection.PLATE_CARREE)
    page.set_viewport_size({"width": 1280, "height": 800})
    with published(tmp_path, {"map": journey_of(files)}) as address:
        site = SitePage(page, f"{address}map/").open("present.html")
        page.evaluate(f"{MAP}.options.minZoom = 0")
        show(page, (20, 100), 1)
        image, [(x, y), (west, _), (east, _)] = seen(page, ((25, 380), (0, -165), (0, 195)))
        assert image.getpixel((round(x), round(y))) == ImageColor.getrgb(LIGHT.page)
        frame = page.locator(".route-map").bounding_box()
        assert frame
        boxes = page.evaluate(f"{MAP}.groundNames.placed.map(({{ box }}) => box)")
        sides = [frame["x"] + side for box in boxes for side in (box["left"], box["right"])]
        assert west < min(sides) < max(sides) < east
        assert not site.errors


def test_one_file_holds_an_old_map(page: Page, tmp_path: Path) -> None:
    journey = journey_of(old_files(ImageProjection.PLATE_CARREE))
    write_single_file(build_itinerary(journey), tmp_path / "trip.html", None)
    site = SitePage(page, f"file://{tmp_path}/").open("trip.html")
    show(page, (40, 14), 2.5)
    assert_dots(page)
    assert [each for each in site.requests if not each.startswith(("data:", "file:"))] == []
    assert not site.errors


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_shapes_have_their_colours_and_names(browser: Browser, street: str, scheme: Any) -> None:  # noqa: ANN401
    palette = DARK if scheme == "dark" else LIGHT
    with browser.new_page(color_scheme=scheme, viewport={"width": 1280, "height": 800}) as page:
        site = SitePage(page, street).open()
        show(page, (55.4905, 9.121), 15.5)
        points = {"water": (55.4866, 9.1225), "green": (55.4916, 9.1226), "land": (55.4884, 9.1162)}
        image, places = seen(page, tuple(points.values()))
        for name, (x, y) in zip(points, places, strict=True):
            colour = ImageColor.getrgb(getattr(palette, name))
            assert image.getpixel((round(x), round(y))) == colour, name
        names = page.evaluate(f"{MAP}.groundNames.placed.map(({{ lines }}) => lines.join(' '))")
        assert {"Holm Basin", "King’s Garden", "Long Street", "Fountain"} <= set(names)
        assert len(set(names)) == len(names)
        credit = page.locator(".map-credit .of-ground").inner_text()
        assert "Streets: surveyed by class 7b (CC BY 4.0)" in credit
        show(page, (55.4905, 9.121), 10)
        assert not site.errors


def test_markup_in_names_is_never_markup(page: Page, tmp_path: Path) -> None:
    files = street_files()
    hostile = "<img src=x onerror=window.hit=1>"
    files["basemap.geojson"] = files["basemap.geojson"].replace(b"Holm Basin", hostile.encode())
    with published(tmp_path, {"map": journey_of(files)}) as address:
        site = SitePage(page, f"{address}map/").open()
        show(page, (55.4905, 9.121), 16)
        seen(page, ((55.49, 9.12),))
        assert page.evaluate("window.hit") is None
        assert not site.errors
