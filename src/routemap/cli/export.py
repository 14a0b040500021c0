"""``routemap export``: pictures of a journey, its data, a handout, slides or a film."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routemap.atomic_file import write_whole
from routemap.cli.terminal import answer, remark
from routemap.errors import ParameterError

if TYPE_CHECKING:
    from routemap.pictures.omissions import Omission

PURPOSE = "write pictures, data, a handout, slides or a film of a journey"

_OPTIONS = {
    "date": ("ID", "moment to show (default: the whole journey)"),
    "preset": ("NAME", "a named size, or 1200x800, or 100x110mm"),
    "scale": ("N", "multiply the pixels, by up to 8 (default: 1)"),
    "lang": (
        "CODE",
        "en, ko, ru, de, fr, es, or one the journey has (default: its own)",
    ),
    "look": ("NAME", "colour, grey, contrast or dark"),
    "stop": ("ID", "show the area around a stop"),
    "km": ("N", "width of that area in km (default: two fifths of the route, at most 400)"),
    "extent": ("W,S,E,N", "show the area between these degrees"),
    "who": ("IDS", "only these travellers, by their ids with commas between (default: all)"),
    "show": ("NAMES", "name these towns, lakes, countries and seas, between commas"),
    "hide": ("NAMES", "do not name these"),
    "moments": (
        "IDS",
        "only these dates in a handout, slides or a film (default: all, or 30 of a long journey)",
    ),
    "answers": ("PLACE", "for a handout: last, none, or own: nothing else (default: last)"),
    "base_url": (
        "ADDRESS",
        "for a handout or slides: of the published page, as a QR code and in words",
    ),
    "title": ("WORDS", "in the picture's title instead of the journey's (at most 200 letters)"),
    "subtitle": ("WORDS", "below the title, instead of the moment (200)"),
    "source": ("WORDS", "what the picture is told from, without the word “Source” (200)"),
    "credit": ("WORDS", "who made the picture; the credits of its ground stay (250)"),
    "paper": ("NAME", "for a handout: a4 or letter (default: a4)"),
    "shape": ("NAME", "for a film: wide or tall (default: wide, 1280x720)"),
}
_NO_STOPS = "routemap: no stop lies in this part of the map"
_CREDIT = "write beside it: {}"
_OTHERS = (
    *("without", "live_text", "allow_missing_letters", "bare", "transparent", "plain_legs"),
    *("formula_safe", "follows"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments beside the journey."""
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="what to write; its ending chooses the format",
    )
    parser.add_argument(
        "--format",
        metavar="NAME",
        help="png, jpg, svg, pdf, geojson, kml, gpx, csv, lpf.json, handout, slides or film, "
        "whatever the ending of FILE",
    )
    parser.add_argument(
        "--all-dates", action="store_true", help="one picture of each moment, into the folder FILE"
    )
    parser.add_argument(
        "--responsive",
        action="store_true",
        help="a picture in three widths and the HTML to paste into a page, into the folder FILE",
    )
    parser.add_argument("--list-presets", action="store_true", help="print the named sizes")
    for name, (metavar, words) in _OPTIONS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", metavar=metavar, help=words)
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="PART",
        help="leave out title, subtitle, key, scale, locator, north, source, logo, or of the ground"
        " borders, countries, towns or rivers (can be repeated)",
    )
    parser.add_argument(
        "--bare",
        nargs="?",
        const="ground",
        metavar="PART",
        help="draw the ground alone, or the route, just where the whole picture has it",
    )
    parser.add_argument(
        "--transparent", action="store_true", help="with --bare, leave out the page behind it"
    )
    parser.add_argument(
        "--plain-legs",
        action="store_true",
        help="in data, write legs as straight lines, which need no licence of map data",
    )
    parser.add_argument(
        "--formula-safe",
        action="store_true",
        help="in csv, put an apostrophe before cells that a spreadsheet would read as formulas",
    )
    parser.add_argument(
        "--follows",
        action="store_true",
        help="in geojson, csv, lpf.json and handout, write what `routemap follows` infers, too, "
        "and mark it as inferred",
    )
    parser.add_argument("--live-text", action="store_true", help="in svg, keep text as text")
    parser.add_argument(
        "--allow-missing-letters",
        action="store_true",
        help="draw a box for each letter that no typeface has",
    )
    parser.add_argument("--force", action="store_true", help="overwrite existing files")


def run(chosen: argparse.Namespace) -> None:
    """Write the file or files.

    Raises
    ------
    ParameterError
        If an option is missing or has a value that there is not; the message says what there is.
    ValueError
        If a file is there, or its folder is not.
    OSError
        If a file cannot be written.
    DrawingError
        If something cannot be drawn.
    """
    from routemap.pictures.sizes import PRESETS, size_in_words

    if chosen.list_presets:
        for preset in PRESETS.values():
            answer(f"{preset.name:12} {size_in_words(preset)}")
        return
    if chosen.output is None:
        raise ParameterError("output", "no file to write to; name one with -o map.png")
    from routemap.api import read
    from routemap.cli.progress import ProgressLine
    from routemap.exports.saving import DATA_ENDINGS, format_of

    output = chosen.output
    is_folder = chosen.all_dates or chosen.responsive
    form = format_of(output, chosen.format or ("png" if is_folder else None))
    options = {name: getattr(chosen, name) for name in (*_OPTIONS, *_OTHERS)}
    if chosen.responsive:
        _write_responsive(chosen, form, options)
        return
    if chosen.all_dates:
        _write_all(chosen, form, options)
        return
    refuse_present(output, force=chosen.force)
    progress = ProgressLine("frames")
    try:
        saved = read(chosen.journey).save(output, form, progress.reach, **options)
    finally:
        progress.end()
    tell_size(saved)
    tell_left_out(saved.left_out)
    if saved.credit:
        remark(_CREDIT.format(saved.credit))
    if not saved.shows_stops:
        remark(_NO_STOPS)
    if form not in DATA_ENDINGS:
        tell_missing(saved.lacks)
    elif saved.lacks:
        remark(f"{form} has no place for: {', '.join(saved.lacks)}")


def _write_all(chosen: argparse.Namespace, form: str, options: dict[str, Any]) -> None:
    from routemap.api import read
    from routemap.pictures.omissions import merged
    from routemap.pictures.picture import FORMATS

    if form not in FORMATS:
        message = f"{form} holds all dates in one file; leave out --all-dates"
        raise ParameterError("all-dates", message)
    folder: Path = chosen.output
    left_out, shows_stops, credit = [], True, ""
    for moment, picture in read(chosen.journey).pictures(form, **options):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{moment.replace('/', '_')}.{form}"
        refuse_present(path, force=chosen.force)
        tell_size(picture.save(path))
        left_out.append(picture.left_out)
        shows_stops = picture.shows_stops
        credit = picture.credit if chosen.bare else ""
    if credit:
        remark(_CREDIT.format(credit))
    tell_left_out(merged(left_out))
    if not shows_stops:  # all dates have one view
        remark(_NO_STOPS)


def _write_responsive(chosen: argparse.Namespace, form: str, options: dict[str, Any]) -> None:
    from routemap.api import read

    if chosen.all_dates:
        raise ParameterError("responsive", "one picture is drawn; leave out --all-dates")
    folder: Path = chosen.output
    files = read(chosen.journey).responsive(form, **options)
    folder.mkdir(parents=True, exist_ok=True)
    for name in files:
        refuse_present(folder / name, force=chosen.force)
    for name, content in files.items():
        write_whole(folder / name, content)
        tell_size(folder / name)


def refuse_present(path: Path, *, force: bool) -> None:
    """Refuse to overwrite a file, unless it is forced, or to write into a missing folder.

    Raises
    ------
    ValueError
        The message says how to write all the same.
    """
    if path.exists() and not force:
        raise ValueError(f"{path} already exists; overwrite it with --force")
    if not path.parent.is_dir():
        raise ValueError(f"there is no folder {path.parent}; make it first, or choose another")


def tell_size(path: os.PathLike[str]) -> None:
    """Print what has been written."""
    written = Path(path)
    remark(f"{written}: {written.stat().st_size / 1000:,.0f} kB")


def tell_left_out(found: Iterable[Omission]) -> None:
    """Print who was not asked for, and what pictures have no room for, each kind once."""
    for each in found:
        remark(f"left out: {each}")


def tell_missing(reasons: tuple[str, ...]) -> None:
    """Print why a page lacks pictures for readers without scripts and for shared links."""
    for why in reasons:
        remark(f"routemap: some still pictures are missing: {why}")
