"""Draw the route with cartopy: land, lines, markers and names, placed wherever they fall."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl

mpl.use("Agg")
import cartopy.crs as ccrs
import matplotlib.pyplot as plt
from drawn_route import COLOURS, HEIGHT_PX, LAND, WATER, WIDTH_PX, draw_all, read_land, read_route
from shapely import Polygon

if TYPE_CHECKING:
    from pathlib import Path

ROUTE = read_route()
# One object for all pictures: cartopy keeps what it has projected of it.
DEGREES = ccrs.PlateCarree()
PAPER = ccrs.LambertConformal(
    (ROUTE["west"] + ROUTE["east"]) / 2,
    (ROUTE["south"] + ROUTE["north"]) / 2,
    standard_parallels=(ROUTE["south"], ROUTE["north"]),
)
MIDDLE = (ROUTE["west"] + ROUTE["east"]) / 2
LEAST_UP, MOST_UP = (
    PAPER.transform_point(MIDDLE, ROUTE[s], DEGREES)[1] for s in ("south", "north")
)
RIGHT = (MOST_UP - LEAST_UP) / 2 * WIDTH_PX / HEIGHT_PX
BOX = (-RIGHT, RIGHT, LEAST_UP, MOST_UP)
LANDS = [
    Polygon(shell, holes)
    for shell, *holes in (
        [[(lon, lat) for lat, lon in ring] for ring in polygon] for polygon in read_land()
    )
]
DPI = 100


def draw(moment: int, path: Path) -> None:
    """Draw a moment with Agg."""
    states = ROUTE["states"][moment]
    figure = plt.figure(figsize=(WIDTH_PX / DPI, HEIGHT_PX / DPI), dpi=DPI)
    axes = figure.add_axes((0, 0, 1, 1), projection=PAPER)
    axes.set_facecolor(WATER)
    axes.set_extent(BOX, PAPER)
    axes.add_geometries(LANDS, DEGREES, facecolor=LAND, edgecolor="#8795A1", linewidth=0.8)
    for leg, state in zip(ROUTE["legs"], states["legs"], strict=True):
        for line in leg:
            latitudes, longitudes = zip(*line, strict=True)
            axes.plot(longitudes, latitudes, color=COLOURS[state], linewidth=3, transform=DEGREES)
    for (name, latitude, longitude), state in zip(ROUTE["stops"], states["stops"], strict=True):
        axes.plot(longitude, latitude, "o", color=COLOURS[state], markersize=12, transform=DEGREES)
        axes.text(longitude + 0.4, latitude, name, fontsize=12, transform=DEGREES)
    figure.savefig(path)
    plt.close(figure)


draw_all(draw, "cartopy", "matplotlib")
