"""Measure the ground: time and memory of `basemap`, first load, frames while panning and zooming.

Frames are compared with those of the same page with ready raster tiles, in turns.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from measuring.apps import OURS
from measuring.figures import at_most, figures, heading, percentile_95, surroundings
from measuring.program import arguments, run_python
from measuring.traffic import listen
from measuring.viewer import Viewer

from browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame

_EXTENTS = {
    "whole route, 1:50m": ("34, 115, 58, 148", "50m"),
    "200 km at Khasan, 1:10m": ("41.5, 129.4, 43.3, 131.9", "10m"),
    "the world, 1:110m": ("-90, -180, 90, 180", "110m"),
}
# A process of its own: nothing imported, nothing read.
_PROGRAM = r"""
import time
start = time.perf_counter()
from routemap.basemap.basemap import basemap
from routemap.geo.extent import Extent
from routemap.geo.scale import Scale
extent, scale = Extent({extent}), Scale({scale!r})
basemap(extent, scale)
cold = time.perf_counter()
basemap.cache_clear()
basemap(extent, scale)
warm = time.perf_counter()
found = [(cold - start) * 1000, (warm - cold) * 1000]
"""
_WARM_MS, _COLD_MS, _MEMORY_MB = 5, 150, 80
_FIRST_LOAD_KB = 70
_FRAME_RATIO = 1.2
_SCREEN = {"width": 1280, "height": 800}
_LATE_MS = 1500
_FRAMES = Path(__file__).with_name("measuring").joinpath("frames.js").read_text(encoding="utf-8")
_SETTLE_MS = 600
_DRAG_STEPS, _DRAG_PX = 24, 320
_WHEEL_STEPS, _WHEEL_PX, _WHEEL_PAUSE_MS = 4, 180, 260
# The route, a close-up with a ragged coast, a coast of islands, inland.
_VIEWS = [(45.0, 131.0, 4.75), (42.4, 130.6, 8.25), (34.4, 127.3, 7.5), (50.5, 137.0, 8.0)]


def main() -> None:
    """Measure and report."""
    chosen = arguments(__doc__, times=(7, 2), rounds=(3, 1))
    print(surroundings())
    verdicts = _basemaps(chosen.times)
    with OURS.start() as server, chromium() as browser:
        loaded = _first_load(browser, server.address)
        ours, flat = _frame_times(browser, server.address, chosen.rounds)
    print(heading("frames while panning and zooming"))
    for name, times in (("routemap, with detail", ours), ("the same page, flat tiles", flat)):
        print(figures(times).row(name, "ms"))
        print(f"  {'  95th percentile':<44}{percentile_95(times):9.1f}")
    ratio = percentile_95(ours) / percentile_95(flat)
    print("\nwanted")
    for verdict in verdicts:
        print(verdict)
    wanted = f"ground of the first view, at most {_FIRST_LOAD_KB} kB"
    print(at_most(wanted, loaded, _FIRST_LOAD_KB, "kB"))
    wanted = f"frames, 95th percentile, at most {_FRAME_RATIO} ×"
    print(at_most(wanted, ratio, _FRAME_RATIO, "× flat tiles"))


def _basemaps(times: int) -> list[str]:
    verdicts = []
    for name, (extent, scale) in _EXTENTS.items():
        runs = [run_python(_PROGRAM.format(extent=extent, scale=scale)) for _ in range(times)]
        cold, warm, most = (figures(list(values)) for values in zip(*runs, strict=True))
        print(heading(f"basemap of {name}"))
        print(cold.row("cold: imports and first call", "ms"))
        print(warm.row("warm", "ms"))
        print(most.row("memory of the process", "MB"))
        for what, found, limit, unit in (
            ("cold", cold.median, _COLD_MS, "ms"),
            ("warm", warm.median, _WARM_MS, "ms"),
            ("memory", most.median, _MEMORY_MB, "MB"),
        ):
            verdicts.append(at_most(f"{name}: {what}, at most {limit}", found, limit, unit))
    return verdicts


def _first_load(browser: Browser, address: str) -> float:
    with browser.new_context(viewport=_SCREEN) as context:
        page = context.new_page()
        traffic = listen(page)
        page.goto(address)
        frame = page.frame_locator(OURS.map_frame)
        frame.locator(OURS.complete).first.wait_for(state="attached")
        page.wait_for_timeout(_LATE_MS)
    answers = traffic.part("/ground/")
    wire = sum(answer.wire_bytes for answer in answers) / 1000
    print(f"\nground of the first view: {len(answers)} requests, {wire:.1f} kB on the wire")
    return wire


def _frame_times(browser: Browser, address: str, rounds: int) -> tuple[list[float], list[float]]:
    """Return the ms of each frame while panning and zooming: of our ground, and of flat tiles.

    Both take turns on the same page, at each view.
    """
    viewer = Viewer(browser, OURS, address)
    (frame,) = [each for each in viewer.page.frames if "streamlit_folium" in each.url]
    frame.evaluate(_FRAMES)
    found: dict[bool, list[float]] = {False: [], True: []}
    for number in range(rounds + 1):
        for view in _VIEWS:
            for flat in (False, True):
                frame.evaluate("(flat) => flatTiles(flat)", flat)
                times = _move(viewer, frame, view)
                if number:  # the first round fetches what is to be there
                    found[flat] += times
    return found[False], found[True]


def _move(viewer: Viewer, frame: Frame, view: tuple[float, float, float]) -> list[float]:
    *centre, zoom = view
    page = viewer.page
    frame.evaluate("([at, zoom]) => map.setView(at, zoom, { animate: false })", [centre, zoom])
    page.wait_for_timeout(_SETTLE_MS)
    box = page.locator(OURS.map_frame).bounding_box()
    if box is None:
        raise RuntimeError("the map is not on the page")
    x, y = box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.3
    frame.evaluate("framesBegin()")
    for right, down in ((-_DRAG_PX, 60), (_DRAG_PX, 90)):
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + right, y + down, steps=_DRAG_STEPS)
        page.mouse.up()
        page.wait_for_timeout(_WHEEL_PAUSE_MS)
    for turn in (-_WHEEL_PX, _WHEEL_PX):
        for _ in range(_WHEEL_STEPS):
            page.mouse.wheel(0, turn)
            page.wait_for_timeout(_WHEEL_PAUSE_MS)
    return [float(each) for each in frame.evaluate("framesEnd()")]


if __name__ == "__main__":
    main()
