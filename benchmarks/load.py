"""Time the way from starting the process to the first map, and weigh what the browser is sent.

Our dashboard and a plain streamlit-folium app take turns. Each time the process is new and the
browser has nothing in its cache.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from measuring.apps import OURS, REBUILD, App
from measuring.figures import at_most, figures, heading, surroundings
from measuring.program import arguments
from measuring.traffic import Answer, Traffic, listen

from browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_APPS = (OURS, REBUILD)
_SCREEN = {"width": 1280, "height": 800}
# What comes after the first map: fonts, what is loaded late.
_LATE_MS = 1500
_PAGE_MODULE = "routemap.app.journey_page"
_PACKAGES_NAMED = 6
_FRAME_FOLDER = "/component/"
_OWN_FOLDERS = ("/assets/", "/ground/", _FRAME_FOLDER)
_OWN_SHARE_KB = 250
_KB = 1000
_IMPORT = re.compile(r"import time:\s+(?P<own_us>\d+) \|\s+\d+ \| +(?P<name>\S+)")


@dataclass(frozen=True)
class Start:
    """Milliseconds of one cold start.

    Attributes
    ----------
    health_ms
        From the start of the process until it answers that it is well.
    route_ms
        From asking for the page until the route is on the map.
    map_ms
        From asking for the page until nothing of the map is missing.
    """

    health_ms: float
    route_ms: float
    map_ms: float

    @property
    def total_ms(self) -> float:
        """Return milliseconds from the start of the process to the whole map."""
        return self.health_ms + self.map_ms


def main() -> None:
    """Measure and report."""
    times = arguments(__doc__, times=(7, 2)).times
    print(surroundings())
    starts: dict[str, list[Start]] = defaultdict(list)
    traffic: dict[str, Traffic] = {}
    with chromium() as browser:
        for _ in range(times):
            for app in _APPS:
                start, traffic[app.name] = _start(browser, app)
                starts[app.name].append(start)
    imports = [_import_times(_PAGE_MODULE) for _ in range(times)]
    _report_starts(starts)
    _report_imports(imports)
    for name, found in traffic.items():
        _report_traffic(name, found)
    _report_bound(traffic[OURS.name])


def _start(browser: Browser, app: App) -> tuple[Start, Traffic]:
    # The browser runs already: only the server and the browser's cache are cold.
    with browser.new_context(viewport=_SCREEN) as context:
        page = context.new_page()
        traffic = listen(page)
        started = time.monotonic()
        with app.start() as server:
            well = time.monotonic()
            page.goto(server.address, wait_until="commit")
            frame = page.frame_locator(app.map_frame)
            frame.locator(app.route).first.wait_for(state="attached")
            drawn = time.monotonic()
            frame.locator(app.complete).first.wait_for(state="attached")
            whole = time.monotonic()
            page.wait_for_timeout(_LATE_MS)
    stages = ((started, well), (well, drawn), (well, whole))
    return Start(*(1000 * (end - begin) for begin, end in stages)), traffic


def _report_starts(starts: dict[str, list[Start]]) -> None:
    for name, found in starts.items():
        print(heading(f"{name}, cold"))
        for what, values in (
            ("process started to well", [start.health_ms for start in found]),
            ("page asked for to route on the map", [start.route_ms for start in found]),
            ("page asked for to whole map", [start.map_ms for start in found]),
            ("process started to whole map", [start.total_ms for start in found]),
        ):
            print(figures(values).row(what, "ms"))
    ours, peer = (figures([start.total_ms for start in starts[app.name]]).median for app in _APPS)
    print(f"\n  {'routemap takes, of what the plain app takes':<44}{ours / peer:9.2f}")


def _import_times(module: str) -> Counter[str]:
    """Return milliseconds by top-level package for importing a module in a new process."""
    command = [sys.executable, "-X", "importtime", "-c", f"import {module}"]
    log = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stderr
    times: Counter[str] = Counter()
    for line in _IMPORT.finditer(log):
        times[line["name"].partition(".")[0]] += int(line["own_us"]) / 1000
    return times


def _report_imports(imports: list[Counter[str]]) -> None:
    print(heading(f"importing {_PAGE_MODULE}"))
    print(figures([found.total() for found in imports]).row("all packages", "ms"))
    for package, _ in imports[-1].most_common(_PACKAGES_NAMED):
        print(figures([found[package] for found in imports]).row(f"  {package}", "ms"))


def _report_traffic(name: str, traffic: Traffic) -> None:
    print(f"\n{name + ', first visit':<46}{'requests':>9}{'wire kB':>9}{'unpacked':>9}")
    own = traffic.part(*_OWN_FOLDERS)
    parts = [
        ("own addresses (/assets/)", traffic.part("/assets/")),
        ("ground (/ground/)", traffic.part("/ground/")),
        ("components (/component/)", traffic.part(_FRAME_FOLDER)),
        ("Streamlit's front end", [a for a in traffic.answers.values() if a not in own]),
        ("all", list(traffic.answers.values())),
    ]
    for what, answers in parts:
        print(f"  {what:<44}{_weight(answers)}")
    print(f"  {'through the websocket':<44}{traffic.socket_bytes / _KB:27.1f}")
    print(f"  hosts: {', '.join(traffic.hosts)}")


def _weight(answers: list[Answer]) -> str:
    wire = sum(answer.wire_bytes for answer in answers) / _KB
    body = sum(answer.body_bytes for answer in answers) / _KB
    return f"{len(answers):9}{wire:9.1f}{body:9.1f}"


def _report_bound(traffic: Traffic) -> None:
    own_kb = sum(answer.wire_bytes for answer in traffic.part(*_OWN_FOLDERS)) / _KB
    wanted = f"our own share, at most {_OWN_SHARE_KB} kB on the wire"
    print("\nwanted")
    print(at_most(wanted, own_kb, _OWN_SHARE_KB, "kB"))


if __name__ == "__main__":
    main()
