"""Measure the ground: time and memory of `basemap`, first load, frames while panning and zooming.

Frames are compared with those of the same page with ready raster tiles, in turns.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from typing import TYPE_CHECKING

from measuring.apps import OURS
from measuring.figures import bound, figures, heading, surroundings
from measuring.smoothness import frame_times, percentile_95
from measuring.traffic import listen

from browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_EXTENTS = {
    "whole route, 1:50m": ("34, 115, 58, 148", "50m"),
    "200 km at Khasan, 1:10m": ("41.5, 129.4, 43.3, 131.9", "10m"),
    "the world, 1:110m": ("-90, -180, 90, 180", "110m"),
}
# A process of its own: nothing imported, nothing read. Its last line is what it found.
_PROGRAM = r"""
import re, time
from pathlib import Path
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
# What `resource` calls the most is that of the process it was forked from, if that had more.
status = Path("/proc/self/status")
most = re.search(r"VmHWM:\s+(\d+)", status.read_text())[1] if status.exists() else "nan"
print([(cold - start) * 1000, (warm - cold) * 1000, float(most) / 1024])
"""
_TIMES, _ROUNDS = 7, 3
_WARM_MS, _COLD_MS, _MEMORY_MB = 5, 150, 80
_FIRST_LOAD_KB = 70
_FRAME_RATIO = 1.2
_SCREEN = {"width": 1280, "height": 800}
_LATE_MS = 1500
# The route, a close-up with a ragged coast, a coast of islands, inland.
_VIEWS = [(45.0, 131.0, 4.75), (42.4, 130.6, 8.25), (34.4, 127.3, 7.5), (50.5, 137.0, 8.0)]


def main() -> None:
    """Measure and report."""
    quick = _read_arguments()
    print(surroundings())
    verdicts = _basemaps(2 if quick else _TIMES)
    with OURS.start() as server, chromium() as browser:
        loaded = _first_load(browser, server.address)
        ours, flat = frame_times(browser, server.address, _VIEWS, 1 if quick else _ROUNDS)
    print(heading("frames while panning and zooming"))
    for name, times in (("routemap, with detail", ours), ("the same page, flat tiles", flat)):
        print(figures(times).row(name, "ms"))
        print(f"  {'  95th percentile':<44}{percentile_95(times):9.1f}")
    ratio = percentile_95(ours) / percentile_95(flat)
    print("\nwanted")
    for verdict in verdicts:
        print(verdict)
    wanted = f"ground of the first view, at most {_FIRST_LOAD_KB} kB"
    print(bound(wanted, loaded, "kB", holds=loaded <= _FIRST_LOAD_KB))
    wanted = f"frames, 95th percentile, at most {_FRAME_RATIO} ×"
    print(bound(wanted, ratio, "× flat tiles", holds=ratio <= _FRAME_RATIO))


def _read_arguments() -> bool:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs")
    return bool(parser.parse_args().quick)


def _basemaps(times: int) -> list[str]:
    verdicts = []
    for name, (extent, scale) in _EXTENTS.items():
        runs = [_run(_PROGRAM.format(extent=extent, scale=scale)) for _ in range(times)]
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
            wanted = f"{name}: {what}, at most {limit}"
            verdicts.append(bound(wanted, found, unit, holds=found <= limit))
    return verdicts


def _run(program: str) -> list[float]:
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [float(value) for value in json.loads(done.stdout.splitlines()[-1])]


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


if __name__ == "__main__":
    main()
