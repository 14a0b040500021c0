"""Time a picture: 1200 × 800 pixels of the whole route as PNG, another moment each time.

Ours and its peers take turns; each draws the same stops and legs in the same states.
"""

from __future__ import annotations

import argparse
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
from measuring.figures import Figures, bound, figures, heading, surroundings

from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures.options import PictureOptions
from routemap.pictures.picture import Picture
from routemap.pictures.sizes import preset
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

if TYPE_CHECKING:
    from collections.abc import Sequence

_DRAWERS = (OURS, STATICMAPS, CARTOPY, FOLIUM, FOLIUM_KEPT)
_ROUNDS, _QUICK_ROUNDS = 7, 2
_WARM_PICTURES, _QUICK_WARM_PICTURES = 8, 3
# What is done once only is not what a further picture costs.
_UNCOUNTED = 1
_NAME_WIDTH = 44

_WARM_RATIO, _COLD_RATIO, _TIMES_FASTER = 1.5, 0.5, 10
_PEAK_MB, _SVG_KB = 120, 150


def main() -> None:
    """Measure and report."""
    quick = _read_arguments()
    print(surroundings("typst", "pyproj", "pillow"))
    itinerary = build_itinerary(read_journey(shipped_journey()))
    drawers = [drawer for drawer in _DRAWERS if not drawer.obstacle]
    for drawer in set(_DRAWERS) - set(drawers):
        print(f"{drawer.name}: left out: {drawer.obstacle}")
    with tempfile.TemporaryDirectory() as folder:
        written = write_route(itinerary, Path(folder))
        rounds = _QUICK_ROUNDS if quick else _ROUNDS
        cold = _cold(drawers, itinerary, written, rounds)
        warm = _warm(drawers, itinerary, written, _QUICK_WARM_PICTURES if quick else _WARM_PICTURES)
    _report(cold, warm, _svg_kb(itinerary))


def _read_arguments() -> bool:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs")
    return bool(parser.parse_args().quick)


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
    print(bound(wanted, peak, "MB", holds=peak <= _PEAK_MB))
    print(bound(f"SVG, at most {_SVG_KB} kB", svg_kb, "kB", holds=svg_kb <= _SVG_KB))


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
        verdicts.append(bound(wanted, ratio, "×", holds=ratio <= _WARM_RATIO))
    if CARTOPY in processes:
        ratio = processes[OURS].median / processes[CARTOPY].median
        wanted = f"cold, at most {_COLD_RATIO} × cartopy"
        verdicts.append(bound(wanted, ratio, "×", holds=ratio <= _COLD_RATIO))
    if FOLIUM in processes:
        for what, found, peer in (
            ("cold", processes, FOLIUM),
            ("warm, the browser kept", pictures, FOLIUM_KEPT),
        ):
            faster = found[peer].median / found[OURS].median
            wanted = f"{what}: {_TIMES_FASTER} times faster than folium"
            verdicts.append(bound(wanted, faster, "times", holds=faster >= _TIMES_FASTER))
    return verdicts


if __name__ == "__main__":
    main()
