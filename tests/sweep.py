"""Draw random journeys in every size and two looks, and tell each that is false in any way.

A failure is one line; `--only KIND:NUMBER:PRESET` draws that one again, and with `--save FOLDER`
keeps its picture.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from routemap.pictures.options import PictureOptions
from routemap.pictures.picture import Picture
from routemap.pictures.sizes import PRESETS, preset
from sweep_checks import faults_of
from sweep_colours import wrong_colours
from sweep_journeys import KINDS, random_scene

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20


class Case(NamedTuple):
    """A journey by its kind and number, and the size of its picture."""

    kind: str
    number: int
    preset: str

    def __str__(self) -> str:
        """Return what `--only` takes."""
        return f"{self.kind}:{self.number}:{self.preset}"


def cases(journeys: int) -> Iterator[Case]:
    """Yield so many journeys of all kinds in turn, each in all sizes."""
    for at in range(journeys):
        number, kind = divmod(at, len(KINDS))
        yield from (Case([*KINDS][kind], number, size) for size in PRESETS)


def picture_of(seed: int, case: Case) -> Picture:
    """Return the picture of a case."""
    scene = random_scene(seed, case.kind, case.number)
    return Picture(scene, PictureOptions(preset(case.preset)))


def faults(seed: int, case: Case) -> list[str]:
    """Return what is wrong with a picture, its kind of fault before a colon."""
    picture = picture_of(seed, case)
    try:
        found = [*faults_of(picture.scene, picture.drawing)]
        return [*found, *wrong_colours(picture, f"{seed}:{case}")]
    except Exception as error:  # noqa: BLE001  whatever it is, it is told and the sweep goes on
        return [f"error: {type(error).__name__}: {error}"]


def main() -> int:
    """Sweep and report; return what the shell is told."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--journeys", type=int, default=500, help="how many")
    parser.add_argument("--seed", type=int, default=SEED, help="other numbers are other journeys")
    parser.add_argument("--jobs", type=int, default=1, help="processes at a time")
    parser.add_argument("--minutes", type=float, default=90, help="when to end unfinished")
    parser.add_argument("--only", metavar="KIND:NUMBER:PRESET", help="one picture")
    parser.add_argument("--save", type=Path, metavar="FOLDER", help="where to keep that picture")
    chosen = parser.parse_args()
    if chosen.only:
        kind, number, size = chosen.only.split(":")
        case = Case(kind, int(number), size)
        if chosen.save:
            path = chosen.save / f"{kind}-{number}-{size}.png"
            path.write_bytes(picture_of(chosen.seed, case).render("png"))
        return _report([(case, faults(chosen.seed, case))], 1, chosen.seed)
    asked = [*cases(chosen.journeys)]
    return _report(_swept(chosen, asked), len(asked), chosen.seed)


def _swept(chosen: argparse.Namespace, asked: list[Case]) -> Iterator[tuple[Case, list[str]]]:
    """Yield cases with their faults until the time is over."""
    end = time.monotonic() + 60 * chosen.minutes
    # The sizes of a journey are drawn one after another: what is computed once is kept.
    size = len(PRESETS)
    with ProcessPoolExecutor(chosen.jobs) as pool:
        found = pool.map(partial(faults, chosen.seed), asked, chunksize=size)
        for case, result in zip(asked, found, strict=True):
            yield case, result
            if time.monotonic() > end:
                pool.shutdown(wait=False, cancel_futures=True)
                return


def _report(
    swept: Iterator[tuple[Case, list[str]]] | list[tuple[Case, list[str]]], asked: int, seed: int
) -> int:
    """Tell faults as they are found, and in the end how many pictures have each kind of them."""
    tried, wrong = Counter[str](), Counter[tuple[str, str]]()
    for case, found in swept:
        tried[case.kind] += 1
        for fault in found:
            sys.stdout.write(f"seed {seed} {case} {fault}\n")
        wrong.update({(case.kind, fault.partition(":")[0]) for fault in found})
        sys.stdout.flush()
    sys.stdout.write(f"{sum(tried.values())} of {asked} pictures tried\n")
    for (kind, fault), number in sorted(wrong.items()):
        sys.stdout.write(f"{kind}: {fault} in {number} of {tried[kind]}\n")
    return int(bool(wrong) or sum(tried.values()) < asked)


if __name__ == "__main__":
    sys.exit(main())
