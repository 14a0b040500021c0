"""Time a picture: 1200 × 800 pixels of the whole route as PNG, another moment each time.

Ours and its peers take turns; each draws the same stops and legs in the same states.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from itertools import chain, cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from measuring.drawing import (
    CARTOPY,
    FOLIUM,
    FOLIUM_KEPT,
    OURS,
    STATICMAPS,
    Drawer,
    Drawn,
    write_route,
)
from measuring.figures import Figures, at_least, at_most, figures, heading, surroundings
from measuring.moments import shipped_route
from measuring.program import arguments

from routemap.pictures.options import PictureOptions
from routemap.pictures.picture import Picture
from routemap.pictures.sizes import preset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routemap.model.itinerary import Itinerary

_DRAWERS = (OURS, STATICMAPS, CARTOPY, FOLIUM, FOLIUM_KEPT)
# What is done once only is not what a further picture costs.
_UNCOUNTED = 1
_NAME_WIDTH = 44

_WARM_RATIO, _COLD_RATIO, _TIMES_FASTER = 1.5, 0.5, 10
_PEAK_MB, _SVG_KB = 120, 150


def main() -> None:
    """Measure and report."""
    chosen = arguments(__doc__, rounds=(7, 2), pictures=(8, 3))
    print(surroundings("typst", "pyproj", "pillow"))
    itinerary = shipped_route()
    drawers = [drawer for drawer in _DRAWERS if not drawer.obstacle]
    for drawer in set(_DRAWERS) - set(drawers):
        print(f"{drawer.name}: left out: {drawer.obstacle}")
    with tempfile.TemporaryDirectory() as folder:
        written = write_route(itinerary, Path(folder))
        cold = _cold(drawers, itinerary, written, chosen.rounds)
        warm = _warm(drawers, itinerary, written, chosen.pictures)
    _report(cold, warm, _svg_kb(itinerary))


def _cold(
    drawers: Sequence[Drawer], itinerary: Itinerary, written: Path, rounds: int
) -> dict[Drawer, list[Drawn]]:
    """Draw one picture in a new process each time; what lies in the disk's cache lies there."""
    found = defaultdict(list)
    moments = cycle(range(len(itinerary.timeline.moments)))
    for moment in islice(moments, rounds + _UNCOUNTED):
        for drawer in drawers:
            found[drawer].append(drawer.draw(written, written.parent, [moment]))
    return {drawer: drawn[_UNCOUNTED:] for drawer, drawn in found.items()}


def _warm(
    drawers: Sequence[Drawer], itinerary: Itinerary, written: Path, pictures: int
) -> dict[Drawer, Drawn]:
    """Draw one picture after another in one process."""
    moments = list(islice(cycle(range(len(itinerary.timeline.moments))), pictures + _UNCOUNTED))
    return {drawer: drawer.draw(written, written.parent, moments) for drawer in drawers}


def _svg_kb(itinerary: Itinerary) -> float:
    """Return the size of the largest SVG, its letters as outlines."""
    options = PictureOptions(preset("1200x800"))
    scenes = chain(
        map(itinerary.scene, range(len(itinerary.timeline.moments))), [itinerary.overview()]
    )
    return max(len(Picture(scene, options).render("svg")) for scene in scenes) / 1000


def _report(cold: dict[Drawer, list[Drawn]], warm: dict[Drawer, Drawn], svg_kb: float) -> None:
    for drawer, drawn in warm.items():
        print(f"{drawer.name}: {', '.join(drawn.versions)}")
    processes = {d: figures([each.process_ms for each in drawn]) for d, drawn in cold.items()}
    pictures = {d: figures(drawn.picture_ms[_UNCOUNTED:]) for d, drawn in warm.items()}
    peaks = {d: figures([each.peak_mb for each in drawn]) for d, drawn in cold.items()}
    _report_times("cold: a process, one picture", processes, "ms")
    _report_times("warm: a further picture", pictures, "ms")
    _report_times("memory of the process, at most", peaks, "MB")
    print(f"\n  {'largest SVG, letters as outlines':<{_NAME_WIDTH}}{svg_kb:9.1f}{'':9} kB")
    print("\nwanted")
    for verdict in _verdicts(processes, pictures):
        print(verdict)
    peak = peaks[OURS].worst
    wanted = f"memory of the process, at most {_PEAK_MB}"
    print(at_most(wanted, peak, _PEAK_MB, "MB"))
    print(at_most(f"SVG, at most {_SVG_KB} kB", svg_kb, _SVG_KB, "kB"))


def _report_times(title: str, found: dict[Drawer, Figures], unit: str) -> None:
    print(f"{heading(title)}{'':10}× ours")
    for drawer, row in found.items():
        ratio = row.median / found[OURS].median
        print(f"{row.row(drawer.name, unit)}{ratio:9.2f}")


def _verdicts(processes: dict[Drawer, Figures], pictures: dict[Drawer, Figures]) -> list[str]:
    """Say of each bound beside a peer that is there whether it holds."""
    verdicts = []
    if STATICMAPS in pictures:
        ratio = pictures[OURS].median / pictures[STATICMAPS].median
        wanted = f"warm, at most {_WARM_RATIO} × py-staticmaps"
        verdicts.append(at_most(wanted, ratio, _WARM_RATIO, "×"))
    if CARTOPY in processes:
        ratio = processes[OURS].median / processes[CARTOPY].median
        wanted = f"cold, at most {_COLD_RATIO} × cartopy"
        verdicts.append(at_most(wanted, ratio, _COLD_RATIO, "×"))
    if FOLIUM in processes:
        for what, found, peer in (
            ("cold", processes, FOLIUM),
            ("warm, the browser kept", pictures, FOLIUM_KEPT),
        ):
            faster = found[peer].median / found[OURS].median
            wanted = f"{what}: {_TIMES_FASTER} times faster than folium"
            verdicts.append(at_least(wanted, faster, _TIMES_FASTER, "times"))
    return verdicts


if __name__ == "__main__":
    main()
