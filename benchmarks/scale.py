"""Measure long journeys: reading, first map, a step and a picture at 10 to 10,000 stops.

A second picture is of as many stops that lie anywhere on Earth: all of its legs are long. The same
again is measured of ten travellers who have as many stops between them.

Each size is measured in a process of its own, then as the dashboard in a browser, and beside the
same with 10 stops.
"""

from __future__ import annotations

import time
from itertools import islice
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from measuring.apps import OURS
from measuring.figures import at_most, figures, heading, surroundings
from measuring.long_journey import write_journey, write_shared, write_world_wide
from measuring.moments import there_and_back, words_of
from measuring.program import arguments, run_python
from measuring.viewer import Viewer

from browser import chromium, dashboard
from routemap.model.itinerary import build_itinerary
from routemap.tables import read_journey

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

_SIZES, _QUICK_SIZES = (10, 100, 1_000, 10_000), (10, 100)
_DATES = 2_000
_RATIO = 1.5
# A process of its own: nothing imported, nothing read.
_PROGRAM = r"""
import sys, time
from pathlib import Path
from statistics import median
clock = time.perf_counter
begun = clock()
from routemap.model.itinerary import build_itinerary
from routemap.tables import check_journey
journey = check_journey(Path(sys.argv[1])).journey
read = clock()
from routemap.page.route_map import RouteMap
from routemap.page.sections import ticks_html
from routemap.page.story import announcement_html, story_html
itinerary = build_itinerary(journey)
RouteMap(itinerary.scene(0), "en").get_root().render()
shown = clock()
all_moments = itinerary.timeline.moments
steps = []
for moment in range(0, len(all_moments), max(1, len(all_moments) // 50)):
    start = clock()
    scene = itinerary.scene(moment)
    story_html(scene, "en", None), announcement_html(scene, "en"), ticks_html(scene, "en")
    steps.append(clock() - start)
from routemap.pictures.params import read_query
read_query({"preset": "card"}, itinerary).render("png")  # imports and fonts
start = clock()
read_query({"date": all_moments[-1].id}, itinerary).render("png")
drawn = clock() - start
found = [1000 * each for each in (read - begun, shown - begun, median(steps), drawn)]
"""
# Of a journey that has been read, imports apart; also what of the journey is worked out for it.
_WORLD_WIDE_PROGRAM = r"""
import sys, time
from pathlib import Path
from routemap.model.itinerary import build_itinerary
from routemap.pictures.params import read_query
from routemap.shipped import shipped_journey
from routemap.tables import read_journey
read_query({"preset": "card"}, build_itinerary(read_journey(shipped_journey()))).render("png")
itinerary = build_itinerary(read_journey(Path(sys.argv[1])))
start = time.process_time()
read_query({"preset": "web"}, itinerary).render("png")
found = [1000 * (time.process_time() - start)]
"""
_IN_PROCESS = (
    ("read, imports included", "ms", 1_500),
    ("first map, from nothing", "ms", 3_000),
    ("step in Python: story, spoken words, ticks", "ms", 33),
    ("picture", "ms", 1_000),
    ("memory of the process", "MB", 500),
)
_IN_BROWSER = (
    ("browser: address to whole map, first reader", "ms", None),
    ("browser: address to whole map, second reader", "ms", 3_000),
    ("browser: key press to map", "ms", 33),
)
_WORLD_WIDE = (("picture of stops all over the Earth, processor", "ms", 2_000),)
_TRAVELLERS = 10
_SHARED = tuple((f"ten travellers: {name}", unit, limit) for name, unit, limit in _IN_PROCESS)
_MEASURED = (*_IN_PROCESS, *_SHARED, *_WORLD_WIDE, *_IN_BROWSER)
_STEPS = ("step in Python: story, spoken words, ticks", "browser: key press to map")


def main() -> None:
    """Measure and report."""
    chosen = arguments(__doc__, times=(3, 1), keys=(20, 4))
    sizes = _QUICK_SIZES if chosen.quick else _SIZES
    print(surroundings())
    found: dict[int, dict[str, float]] = {}
    with TemporaryDirectory() as folder, chromium() as browser:
        for size in sizes:
            table = write_journey(folder, size, _DATES)
            runs = [run_python(_PROGRAM, str(table)) for _ in range(chosen.times)]
            shared = str(write_shared(folder, size, _DATES, _TRAVELLERS))
            runs_shared = [run_python(_PROGRAM, shared) for _ in range(chosen.times)]
            world_wide = str(write_world_wide(folder, size, _DATES))
            drawn = [run_python(_WORLD_WIDE_PROGRAM, world_wide)[0] for _ in range(chosen.times)]
            in_process = map(list, zip(*runs, strict=True))
            of_several = map(list, zip(*runs_shared, strict=True))
            columns = [*in_process, *of_several, drawn, *_browse(browser, table, chosen.keys)]
            print(heading(f"{size:,} stops"))
            medians = {}
            for (name, unit, _), column in zip(_MEASURED, columns, strict=True):
                print(figures(column).row(name, unit))
                medians[name] = figures(column).median
            found[size] = medians
    least, most = min(sizes), max(sizes)
    print(f"\nwanted at {most:,} stops")
    for name, unit, limit in _MEASURED:
        value = found[most][name]
        if limit:
            print(at_most(f"{name}, at most {limit:,}", value, limit, unit))
    for name in _STEPS:
        ratio = found[most][name] / found[least][name]
        print(at_most(f"{name}, beside that of 10 stops", ratio, _RATIO, "×"))


def _browse(browser: Browser, table: Path, keys: int) -> list[list[float]]:
    """Return milliseconds until two readers in turn see the whole map, and of steps by key."""
    words = words_of(build_itinerary(read_journey(table)))
    with dashboard(table) as address:
        opened = []
        for _ in range(2):
            start = time.perf_counter()
            viewer = Viewer(browser, OURS, address)
            opened.append((time.perf_counter() - start) * 1000 - viewer.rested_ms)
        steps = [
            viewer.press(key, words[moment]).map_ms
            for key, moment in islice(there_and_back(len(words) - 1), keys + 1)
        ]
    return [[opened[0]], [opened[1]], steps[1:]]  # the first step warms up


if __name__ == "__main__":
    main()
