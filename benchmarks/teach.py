"""Time what a teacher takes along, each by command in a new process: handout, slides, film."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from measuring.figures import at_most, figures, heading, surroundings
from measuring.moments import shipped_route
from measuring.program import arguments

from routemap.exports.film_frames import Film
from routemap.exports.film_timing import Shape
from routemap.exports.selection import Selection

_MS, _KB_PER_MB = 1000, 1024
_HANDOUT_MS, _SLIDES_MS, _FILM_MS, _FILM_S, _PEAK_MB = 1500, 2000, 15_000, 20, 400
_PICTURE, _HANDOUT, _SLIDES, _WEBP, _MP4 = (
    "picture (PNG), to compare with",
    "handout (PDF)",
    "slides (PPTX)",
    "film (WebP)",
    "film (MP4)",
)
_COMMANDS = {
    _PICTURE: ("-o", "map.png"),
    _HANDOUT: ("-o", "handout.pdf", "--format", "handout"),
    _SLIDES: ("-o", "slides.pptx"),
    _WEBP: ("-o", "film.webp"),
    _MP4: ("-o", "film.mp4"),
}


class Run(NamedTuple):
    """One run of a command: milliseconds, the most memory in MB, size of the file in kB."""

    ms: float
    mb: float
    kb: float


def main() -> None:
    """Measure and report."""
    rounds = arguments(__doc__, rounds=(5, 1)).rounds
    print(surroundings("typst", "pillow", "python-pptx"))
    runs: dict[str, list[Run]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds + 1):
            for name, options in _COMMANDS.items():
                runs[name].append(_run(folder, options))
    _report({name: found[1:] for name, found in runs.items()})


def _run(folder: str, options: tuple[str, ...]) -> Run:
    """Run the command, and ask the system for the most memory that it had, its children's too."""
    command = [sys.executable, "-m", "routemap", "export", *options, "--force"]
    begin = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    ms = _MS * (time.perf_counter() - begin)
    if status:
        raise SystemExit(f"routemap {' '.join(options)} failed")
    return Run(ms, usage.ru_maxrss / _KB_PER_MB, (Path(folder) / options[1]).stat().st_size / _MS)


def _report(runs: dict[str, list[Run]]) -> None:
    times = {name: figures([run.ms for run in found]) for name, found in runs.items()}
    print(heading("new process until the file is there"))
    for name, one in times.items():
        print(one.row(name, "ms"))
    print(f"\n{'':<46}{'pictures':>9}{'peak MB':>9}{'kB':>9}")
    for name, found in runs.items():
        ratio = times[name].median / times[_PICTURE].median
        print(f"  {name:<44}{ratio:9.1f}{_peak(found):9.0f}{found[0].kb:9.0f}")
    seconds = Film(Selection(shipped_route()), "en", Shape.WIDE, "colour").seconds
    print("\n  pictures: times as long as the picture")
    print(f"  the film lasts {seconds:.1f} s, at 1280 × 720\n")
    twenty = _FILM_S / seconds
    _bound("handout", times[_HANDOUT].median, _HANDOUT_MS, "ms")
    _bound("slides", times[_SLIDES].median, _SLIDES_MS, "ms")
    for name in (_WEBP, _MP4):
        _bound(f"{_FILM_S} s of {name}", twenty * times[name].median, _FILM_MS, "ms")
    _bound("peak", max(map(_peak, runs.values())), _PEAK_MB, "MB")


def _peak(runs: list[Run]) -> float:
    return max(run.mb for run in runs)


def _bound(what: str, found: float, most: float, unit: str) -> None:
    print(at_most(f"{what} ≤ {most:g} {unit}", found, most, unit))


if __name__ == "__main__":
    main()
