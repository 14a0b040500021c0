"""``routemap export`` of what a teacher takes along: handout, slides, film."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routemap.atomic_file import whole_file
from routemap.cli.terminal import remark

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

TEACHING_ENDINGS = {"pptx": "slides", "webp": "film", "mp4": "film"}
"""What files with these endings hold, known without what makes them."""
TEACHING_FORMATS = ("handout", "slides", "film")


def write(chosen: argparse.Namespace, kind: str, asked: Mapping[str, str]) -> None:
    """Write a handout, slides or a film; `asked` are the options with a value.

    Raises
    ------
    ValueError
        If something is asked for that there is not; the message says what there is.
    OSError
        If the file cannot be written.
    DrawingError
        If something cannot be drawn.
    """
    from routemap.exports.params import FILM, HANDOUT, SLIDES, read_teaching
    from routemap.model.itinerary import build_itinerary
    from routemap.tables import read_journey

    form = {HANDOUT: "pdf", SLIDES: "pptx"}.get(kind) or _film_format(chosen)
    query = read_teaching(
        kind, asked, build_itinerary(read_journey(chosen.journey)), is_served=False
    )
    if kind == FILM:
        from routemap.cli.progress import Progress
        from routemap.exports.film_files import write_film

        film = query.film()
        progress = Progress("frames", film.frame_count)
        with whole_file(chosen.output) as unfinished:
            write_film(film, unfinished, form, progress.reach)
    else:
        made = query.handout() if kind == HANDOUT else query.slides()
        with whole_file(chosen.output) as unfinished:
            unfinished.write_bytes(made)
    size = chosen.output.stat().st_size
    remark(f"{chosen.output}: {size / 1000:,.0f} kB")


def _film_format(chosen: argparse.Namespace) -> str:
    ending = chosen.output.suffix.lstrip(".").lower()
    if TEACHING_ENDINGS.get(ending) != "film":
        raise ValueError(f"{chosen.output} names no film; end it with .webp or .mp4")
    return str(ending)
