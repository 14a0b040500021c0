"""Measure long journeys: reading, first map, a step and a picture at 10 to 10,000 stops.

Each size is measured in a process of its own, and beside the same with 10 stops.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from tempfile import TemporaryDirectory

from measuring.figures import bound, figures, heading, surroundings
from measuring.long_journey import write_journey

_SIZES, _QUICK_SIZES = (10, 100, 1_000, 10_000), (10, 100)
_DATES = 2_000
_TIMES = 3
# A process of its own: nothing imported, nothing read. Its last line is what it found.
_PROGRAM = r"""
import json, re, sys, time
from pathlib import Path
from statistics import median
clock = time.perf_counter
begun = clock()
from routemap.scene import build_route
from routemap.tables import check_journey
journey = check_journey(Path(sys.argv[1])).journey
read = clock()
from routemap.web.route_map import RouteMap
from routemap.web.sections import ticks_html
from routemap.web.story import announcement_html, story_html
route = build_route(journey)
RouteMap(route.scene(0), "en").get_root().render()
shown = clock()
moments = range(0, len(route.timeline.moments), max(1, len(route.timeline.moments) // 50))
steps = []
for moment in moments:
    start = clock()
    scene = route.scene(moment)
    story_html(scene, "en", None), announcement_html(scene, "en"), ticks_html(scene, "en")
    steps.append(clock() - start)
from routemap.paper.query import read_query
read_query({"preset": "card"}, route).written("png")  # imports and fonts
start = clock()
read_query({"date": route.timeline.moments[-1].id}, route).written("png")
drawn = clock() - start
status = Path("/proc/self/status")
most = re.search(r"VmHWM:\s+(\d+)", status.read_text())[1] if status.exists() else "nan"
print(json.dumps([read - begun, shown - begun, median(steps), drawn, float(most) / 1024e3]))
"""
_MEASURED = (
    ("read, imports included", "ms", 1_500),
    ("first map, from nothing", "ms", 3_000),
    ("step: story, spoken words, ticks", "ms", 33),
    ("picture", "ms", 1_000),
    ("memory of the process", "MB", 500),
)


def main() -> None:
    """Measure and report."""
    quick = _read_arguments()
    sizes, times = (_QUICK_SIZES, 1) if quick else (_SIZES, _TIMES)
    print(surroundings())
    found: dict[int, list[float]] = {}
    with TemporaryDirectory() as folder:
        tables = {size: write_journey(folder, size, _DATES) for size in sizes}
        for size, table in tables.items():
            runs = [_run(str(table)) for _ in range(times)]
            print(heading(f"{size:,} stops"))
            columns = [
                figures([value * 1000 for value in column]) for column in zip(*runs, strict=True)
            ]
            found[size] = [column.median for column in columns]
            for (name, unit, _), column in zip(_MEASURED, columns, strict=True):
                print(column.row(name, unit))
    least, most = min(sizes), max(sizes)
    print(f"\nwanted at {most:,} stops")
    for (name, unit, limit), value in zip(_MEASURED, found[most], strict=True):
        print(bound(f"{name}, at most {limit:,}", value, unit, holds=value <= limit))
    ratio = found[most][2] / found[least][2]
    print(bound("a step beside that of 10 stops", ratio, "×", holds=ratio <= 1.5))  # noqa: PLR2004


def _run(table: str) -> list[float]:
    command = [sys.executable, "-c", _PROGRAM, table]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [float(value) for value in json.loads(done.stdout.splitlines()[-1])]


def _read_arguments() -> bool:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two sizes, once each")
    return bool(parser.parse_args().quick)


if __name__ == "__main__":
    main()
