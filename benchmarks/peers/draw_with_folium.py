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
ROUTE, LANDS = read_route(), read_land()


def start() -> webdriver.Chrome:
    """Start a Chromium without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = os.environ["CHROMIUM"]
    size = f"--window-size={WIDTH_PX},{HEIGHT_PX}"
    for flag in ("--headless=new", "--no-sandbox", "--disable-background-networking", size):
        options.add_argument(flag)
    return webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))


def route_map(moment: int) -> folium.Map:
    """Return the map: land, lines, markers and names."""
    states = ROUTE["states"][moment]
    bounds = [(ROUTE["south"], ROUTE["west"]), (ROUTE["north"], ROUTE["east"])]
    made = folium.Map(tiles=None, width=WIDTH_PX, height=HEIGHT_PX, zoom_control=False)
    made.default_js = [("leaflet", (Path(BASE_DIR) / "leaflet.js").as_uri())]
    made.default_css = [("leaflet", (Path(BASE_DIR) / "leaflet.css").as_uri())]
    made.fit_bounds(bounds)
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
    path.write_bytes(route_map(moment)._to_png(0, start()))  # noqa: SLF001  it has no other name


def draw_kept(moment: int, path: Path) -> None:
    """Draw a moment in the browser that runs already, by the same steps."""
    with temp_html_filepath(route_map(moment).get_root().render()) as page:
        BROWSER.get(f"file:///{page}")
        path.write_bytes(BROWSER.find_element("class name", "folium-map").screenshot_as_png)


if IS_KEPT:
    BROWSER = start()
    try:
        draw_all(draw_kept, "folium", "selenium")
    finally:
        BROWSER.quit()
else:
    draw_all(draw_started, "folium", "selenium")
