"""The programs that draw pictures, and the route that each is given."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from math import cos, radians
from typing import TYPE_CHECKING

from browser import installed_chromium
from measuring import CHECKOUT
from routemap.basemap.basemap import basemap
from routemap.geo.extent import Extent
from routemap.geo.scale import Scale

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from routemap.model.itinerary import Itinerary

_PEERS = CHECKOUT / "benchmarks" / "peers"
_PIP = "pip install -r benchmarks/peers/requirements.txt"
# Degrees above and below the route; ours shows about as much.
_MARGIN = 4.0
# As coarse as a web map of the whole route would be: 1:50 million.
_SCALE = Scale.MIDDLE


@dataclass(frozen=True)
class Drawn:
    """What drawing in one process took.

    Attributes
    ----------
    process_ms
        From starting the program until it had ended.
    picture_ms
        Each picture, in the program's own clock.
    peak_mb
        The most memory that the program had; a browser's is not in it.
    versions
        What drew.
    """

    process_ms: float
    picture_ms: list[float]
    peak_mb: float
    versions: list[str]


@dataclass(frozen=True)
class Drawer:
    """A program that draws pictures.

    Attributes
    ----------
    name
        What the report calls it.
    program
        Its file and first arguments, relative to `benchmarks`.
    module
        What must be installed for it.
    needs_browser
        Whether it needs Chromium and its driver too.
    """

    name: str
    program: tuple[str, ...]
    module: str
    needs_browser: bool = False

    @property
    def obstacle(self) -> str:
        """Return why it cannot draw and what to do, "" if it can."""
        if find_spec(self.module) is None:
            return f"{self.module} is not installed: {_PIP}"
        if self.needs_browser and not (installed_chromium() and shutil.which("chromedriver")):
            return "Chromium or its driver is not there: apt-get install chromium chromium-driver"
        return ""

    def draw(self, itinerary: Path, folder: Path, moments: Iterable[int]) -> Drawn:
        """Draw a picture of each moment in a new process.

        Raises
        ------
        subprocess.CalledProcessError
            If the program fails; what it said is printed.
        """
        file, *arguments = self.program
        command = [sys.executable, str(CHECKOUT / "benchmarks" / file), *arguments]
        command += [str(itinerary), str(folder), *map(str, moments)]
        environment = os.environ | {
            "PYTHONPATH": str(_PEERS),
            "CHROMIUM": installed_chromium() or "",
            "SE_OFFLINE": "true",  # Selenium looks for no other driver
        }
        start = time.perf_counter()
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
        took = (time.perf_counter() - start) * 1000
        if done.returncode:
            print(done.stderr, file=sys.stderr)
            done.check_returncode()
        told = json.loads(done.stdout.splitlines()[-1])
        return Drawn(took, told["ms"], told["peak_mb"], told["versions"])


OURS = Drawer("routemap", ("measuring/draw_with_routemap.py",), "routemap")
STATICMAPS = Drawer(
    "py-staticmaps (no ground, no names)", ("peers/draw_with_staticmaps.py",), "staticmaps"
)
CARTOPY = Drawer("cartopy", ("peers/draw_with_cartopy.py",), "cartopy")
FOLIUM = Drawer(
    "folium + Selenium", ("peers/draw_with_folium.py", "started"), "selenium", needs_browser=True
)
FOLIUM_KEPT = Drawer(
    "folium + Selenium, browser kept",
    ("peers/draw_with_folium.py", "kept"),
    "selenium",
    needs_browser=True,
)


def _shown(itinerary: Itinerary) -> Extent:
    """Return what a picture of the whole route shows, three wide by two high."""
    south, west, north, east = itinerary.extent
    middle, centre = (south + north) / 2, (west + east) / 2
    up = (north - south) / 2 + _MARGIN
    right = up * 1.5 / cos(radians(middle))
    return Extent(middle - up, centre - right, middle + up, centre + right)


def write_route(itinerary: Itinerary, folder: Path) -> Path:
    """Write what the programs draw from: the route, and the land beside it."""
    extent = _shown(itinerary)
    moments = range(len(itinerary.timeline.moments))
    scenes = [itinerary.scene(moment) for moment in moments]
    stops, legs = itinerary.journey.stops, itinerary.journey.legs
    content = {
        **extent._asdict(),
        "stops": [(stop.name.in_language("en").text, *stop.position) for stop in stops],
        "legs": [
            [*lines, *stubs]
            for lines, stubs in zip(itinerary.leg_lines, itinerary.leg_stubs, strict=True)
        ],
        "dates": [moment.id for moment in itinerary.timeline.moments],
        "states": [
            {
                "stops": [scene.stop_state(number) for number in range(len(stops))],
                "legs": [scene.leg_state(number) for number in range(len(legs))],
            }
            for scene in scenes
        ],
    }  # fmt: skip
    (folder / "land.json").write_text(json.dumps(basemap(extent, _SCALE).land), encoding="utf-8")
    written = folder / "route.json"
    written.write_text(json.dumps(content), encoding="utf-8")
    return written
