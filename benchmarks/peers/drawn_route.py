"""What every program that draws pictures for `picture.py` is given, and what it answers.

    PROGRAM ROUTE.json FOLDER MOMENT...

It draws a PNG of each moment into the folder and prints, as JSON, how long each took in its own
clock (ms), the most memory it had (MB; Linux only), and its versions.
"""

from __future__ import annotations

import json
import re
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH_PX, HEIGHT_PX = 1200, 800
COLOURS = {"ahead": "#5A616B", "current": "#B3261E", "visited": "#1F2430"}
WATER, LAND = "#DCE6EC", "#F6F4EF"


def read_route() -> dict[str, Any]:
    """Return the route to draw.

    `west`, `south`, `east` and `north` in degrees, `stops` (name, latitude, longitude) and `legs`
    (lines of latitude and longitude), and for each moment its `dates` and the `states` of both.
    """
    itinerary: dict[str, Any] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    return itinerary


def read_land() -> list[list[list[tuple[float, float]]]]:
    """Return the land beneath as polygons of rings of (latitude, longitude)."""
    beside = Path(sys.argv[1]).with_name("land.json")
    land: list[list[list[tuple[float, float]]]] = json.loads(beside.read_text(encoding="utf-8"))
    return land


def draw_all(draw: Callable[[int, Path], None], *packages: str) -> None:
    """Draw each moment asked for and tell what it took."""
    folder, moments = Path(sys.argv[2]), [int(moment) for moment in sys.argv[3:]]
    times = []
    for number, moment in enumerate(moments):
        start = time.perf_counter()
        draw(moment, folder / f"{number}.png")
        times.append((time.perf_counter() - start) * 1000)
    peak = peak_mb()  # before the versions are looked up
    versions = [f"{package} {version(package)}" for package in packages]
    print(json.dumps({"ms": times, "peak_mb": peak, "versions": versions}))


def peak_mb() -> float:
    """Return the most memory that this process had.

    What `resource` calls the most is that of the process it was forked from, if that had more.
    """
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return float(found[1]) / 1024 if found else float("nan")
