"""How smoothly a map pans and zooms: the length of each of its frames."""

from __future__ import annotations

from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

from measuring.apps import OURS
from measuring.viewer import Viewer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame

_SCRIPT = Path(__file__).with_name("frames.js").read_text(encoding="utf-8")
_SETTLE_MS = 600
_DRAG_STEPS, _DRAG_PX = 24, 320
_WHEEL_STEPS, _WHEEL_PX, _WHEEL_PAUSE_MS = 4, 180, 260


def frame_times(
    browser: Browser, address: str, views: list[tuple[float, float, float]], rounds: int
) -> tuple[list[float], list[float]]:
    """Return the ms of each frame while panning and zooming: of our ground, and of flat tiles.

    Both take turns on the same page, at each view (latitude, longitude, zoom).
    """
    viewer = Viewer(browser, OURS, address)
    (frame,) = [each for each in viewer.page.frames if "streamlit_folium" in each.url]
    frame.evaluate(_SCRIPT)
    found: dict[bool, list[float]] = {False: [], True: []}
    for number in range(rounds + 1):
        for view in views:
            for flat in (False, True):
                frame.evaluate("(flat) => flatTiles(flat)", flat)
                times = _move(viewer, frame, view)
                if number:  # the first round fetches what is to be there
                    found[flat] += times
    return found[False], found[True]


def percentile_95(values: list[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return quantiles(values, n=20)[-1]


def _move(viewer: Viewer, frame: Frame, view: tuple[float, float, float]) -> list[float]:
    latitude, longitude, zoom = view
    page = viewer.page
    frame.evaluate(
        "([at, zoom]) => map.setView(at, zoom, { animate: false })", [[latitude, longitude], zoom]
    )
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
