"""Draw the route with folium and Selenium at their best: no delay, nothing from another host.

The first argument, `kept` or `started`, says whether one browser takes all pictures.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import folium
from drawn_route import COLOURS, HEIGHT_PX, LAND, WIDTH_PX, draw_all, read_land, read_route
from folium.utilities import temp_html_filepath
from selenium import webdriver
from xstatic.pkg.leaflet import BASE_DIR

IS_KEPT = sys.argv.pop(1) == "kept"
SIZE = (WIDTH_PX, HEIGHT_PX)
ROUTE, LANDS = read_route(), read_land()


def start() -> webdriver.Chrome:
    """Start a Chromium without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = os.environ["CHROMIUM"]
    for flag in ("--headless=new", "--no-sandbox", "--disable-background-networking"):
        options.add_argument(flag)
    return webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))


def route_map(moment: int) -> folium.Map:
    """Return the map: land, lines, markers and names."""
    states = ROUTE["states"][moment]
    # Without these a picture taken at once shows the map on its way to the bounds.
    still = {"zoom_animation": False, "fade_animation": False, "marker_zoom_animation": False}
    made = folium.Map(tiles=None, width=WIDTH_PX, height=HEIGHT_PX, zoom_snap=0, **still)
    made.default_js = [("leaflet", (Path(BASE_DIR) / "leaflet.js").as_uri())]
    made.default_css = [("leaflet_css", (Path(BASE_DIR) / "leaflet.css").as_uri())]
    made.fit_bounds([(ROUTE["south"], ROUTE["west"]), (ROUTE["north"], ROUTE["east"])])
    for polygon in LANDS:
        folium.Polygon(polygon, color="#8795A1", weight=1, fill_color=LAND, fill_opacity=1).add_to(
            made
        )
    for leg, state in zip(ROUTE["legs"], states["legs"], strict=True):
        for line in leg:
            folium.PolyLine(line, color=COLOURS[state], weight=4).add_to(made)
    for (name, latitude, longitude), state in zip(ROUTE["stops"], states["stops"], strict=True):
        disc = folium.CircleMarker((latitude, longitude), 12, color=COLOURS[state], fill=True)
        disc.add_child(folium.Tooltip(name, permanent=True)).add_to(made)
    return made


def draw_started(moment: int, path: Path) -> None:
    """Draw a moment as folium does it, which quits the browser."""
    path.write_bytes(route_map(moment)._to_png(0, start(), SIZE))  # noqa: SLF001  it has no other name


def start_in_size() -> webdriver.Chrome:
    """Start a browser whose page, without what is round it, has the size of the picture."""
    browser = start()
    browser.set_window_size(*SIZE)
    inner = browser.execute_script("return [innerWidth, innerHeight]")
    browser.set_window_size(*(2 * wanted - got for wanted, got in zip(SIZE, inner, strict=True)))
    return browser


def draw_kept(moment: int, path: Path) -> None:
    """Draw a moment in the browser that runs already, by the same steps."""
    with temp_html_filepath(route_map(moment).get_root().render()) as page:
        BROWSER.get(f"file:///{page}")
        path.write_bytes(BROWSER.find_element("class name", "folium-map").screenshot_as_png)


if IS_KEPT:
    BROWSER = start_in_size()
    try:
        draw_all(draw_kept, "folium", "selenium")
    finally:
        BROWSER.quit()
else:
    draw_all(draw_started, "folium", "selenium")
