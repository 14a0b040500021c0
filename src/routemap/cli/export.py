"""``routemap export``: pictures of the journey, its data, or what a teacher takes along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from routemap.cli.terminal import answer, remark

if TYPE_CHECKING:
    import argparse
    import os

PURPOSE = "write pictures, data, a handout, slides or a film of a journey"

_OPTIONS = (
    "date", "preset", "scale", "lang", "look", "stop", "km", "extent", "without", "live_text",
    "paper", "shape",
)  # fmt: skip
_OF_DATA = ("plain_legs", "formula_safe")  # which other formats leave alone


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes beside the journey."""
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="what to write; its ending is the format"
    )
    parser.add_argument(
        "--format",
        metavar="NAME",
        help="png, jpg, svg, pdf, geojson, kml, gpx, csv, lpf.json, handout, slides or film, "
        "whatever the ending",
    )
    parser.add_argument("--date", metavar="ID", help="the moment to show (default: all of it)")
    parser.add_argument(
        "--all-dates", action="store_true", help="one picture of each moment, into the folder FILE"
    )
    parser.add_argument("--preset", metavar="NAME", help="a size by name, 1200x800 or 100x110mm")
    parser.add_argument("--list-presets", action="store_true", help="print the sizes by name")
    parser.add_argument("--scale", metavar="N", help="times as many pixels, up to 8 (default: 1)")
    parser.add_argument(
        "--lang", metavar="CODE", help="en, ko or ru (default: the journey's own language)"
    )
    parser.add_argument("--look", metavar="NAME", help="colour, grey, contrast or dark")
    parser.add_argument("--stop", metavar="ID", help="show the surroundings of a stop")
    parser.add_argument("--km", metavar="N", help="km across with --stop (default: 200)")
    parser.add_argument("--extent", metavar="W,S,E,N", help="show what lies between these degrees")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="PART",
        help="leave out title, subtitle, key, scale, locator, north or source (may be repeated)",
    )
    parser.add_argument(
        "--plain-legs",
        action="store_true",
        help="in data, leave out the drawn ways: straight legs, and no licence of others",
    )
    parser.add_argument(
        "--formula-safe",
        action="store_true",
        help="in csv, an apostrophe before cells that a spreadsheet would take for formulas",
    )
    parser.add_argument("--paper", metavar="NAME", help="of a handout: a4 or letter (default: a4)")
    parser.add_argument(
        "--shape", metavar="NAME", help="of a film: wide or tall (default: wide, 1280x720)"
    )
    parser.add_argument("--live-text", action="store_true", help="in SVG, keep text as text")
    parser.add_argument("--force", action="store_true", help="overwrite what is there")


def run(chosen: argparse.Namespace) -> None:
    """Draw what was asked for.

    Raises
    ------
    ValueError
        If something is asked for that there is not; the message says what there is.
    OSError
        If a file cannot be written.
    DrawingError
        If no picture can be made of the drawing.
    """
    from routemap.pictures.sizes import PRESETS, size_in_words

    if chosen.list_presets:
        for preset in PRESETS.values():
            answer(f"{preset.name:12} {size_in_words(preset)}")
        return
    if chosen.output is None:
        raise ValueError("there is nowhere to write to; say where with -o map.png")
    from routemap.api import read
    from routemap.cli.progress import Progress
    from routemap.exports.saving import DATA_ENDINGS, format_of

    output = chosen.output
    form = format_of(output, chosen.format or ("png" if chosen.all_dates else None))
    options = {name: getattr(chosen, name) for name in _OPTIONS}
    if chosen.all_dates:
        _write_all(chosen, form, options)
        return
    refuse_present(output, force=chosen.force)
    if form in DATA_ENDINGS:
        options |= {name: getattr(chosen, name) for name in _OF_DATA}
    saved = read(chosen.journey).save(output, form, Progress("frames").reach, **options)
    tell_size(saved)
    if form in DATA_ENDINGS:
        remark(f"{form} has no place for: {', '.join(saved.lacks)}")
    else:
        tell_missing(saved.lacks)


def _write_all(chosen: argparse.Namespace, form: str, options: dict[str, Any]) -> None:
    from routemap.api import read
    from routemap.pictures.picture import FORMATS

    if form not in FORMATS:
        raise ValueError(f"{form} holds all dates in one file; leave out --all-dates")
    folder: Path = chosen.output
    for moment, picture in read(chosen.journey).pictures(form, **options):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{moment.replace('/', '_')}.{form}"
        refuse_present(path, force=chosen.force)
        tell_size(picture.save(path))


def refuse_present(path: Path, *, force: bool) -> None:
    """Refuse to write a file that is there, unless it is forced, or into a folder that is not.

    Raises
    ------
    ValueError
        If it is; the message says how to write all the same.
    """
    if path.exists() and not force:
        raise ValueError(f"{path} is there already; overwrite it with --force")
    if not path.parent.is_dir():
        raise ValueError(f"there is no folder {path.parent}; make it first, or choose another")


def tell_size(path: os.PathLike[str]) -> None:
    """Say what has been written."""
    written = Path(path)
    remark(f"{written}: {written.stat().st_size / 1000:,.0f} kB")


def tell_missing(reasons: tuple[str, ...]) -> None:
    """Say why a page lacks pictures for readers without scripts and for shared links."""
    for why in reasons:
        remark(f"routemap: some still pictures are missing: {why}")
