"""``routemap publish``: a journey as a folder for any web server, or as one file."""

from __future__ import annotations

import argparse
from pathlib import Path

from routemap.cli.export import refuse_present, tell_left_out, tell_missing, tell_size
from routemap.cli.progress import ProgressLine
from routemap.cli.terminal import remark
from routemap.errors import ParameterError
from routemap.model.journey import Journey

PURPOSE = "write a journey as a web page for any web server"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments beside the journey."""
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FOLDER",
        help="the folder to write; with --single-file, the file",
    )
    parser.add_argument(
        "--base-url",
        default="",
        metavar="URL",
        help="where the folder will be, such as https://example.org/trip/; for shared links",
    )
    parser.add_argument(
        "--single-file", action="store_true", help="write one HTML file, to mail, in one language"
    )
    parser.add_argument(
        "--lang",
        metavar="CODE",
        help="language of the single file: en, ko, ru, de, fr or es (default: the journey's own)",
    )
    parser.add_argument(
        "--force", action="store_true", help="overwrite files not written by routemap"
    )


def run(chosen: argparse.Namespace) -> None:
    """Write the folder or the file.

    Raises
    ------
    ParameterError
        If an option is missing or does not fit.
    ValueError
        If a file that routemap has not written is in the way.
    OSError
        If a file cannot be written.
    """
    if chosen.output is None:
        raise ParameterError("output", "no folder to write to; name one with -o site")
    if chosen.base_url and chosen.single_file:
        message = "--base-url is for a folder; leave it out with --single-file"
        raise ParameterError("base-url", message)
    if chosen.lang and not chosen.single_file:
        message = "--lang is for a --single-file; a folder has all that the journey offers"
        raise ParameterError("lang", message)
    from routemap.api import read
    from routemap.exports.saving import HTML

    output = chosen.output
    if chosen.single_file:
        refuse_present(output, force=chosen.force)
        journey = read(chosen.journey)
        _tell_media(journey.journey)
        saved = journey.save(output, HTML, lang=chosen.lang)
        tell_missing(saved.lacks)
        tell_size(saved)
        tell_left_out(saved.left_out)
        return
    progress = ProgressLine("pictures")
    journey = read(chosen.journey)
    try:
        saved = journey.publish(
            output, chosen.base_url, force=chosen.force, progress=progress.reach
        )
    finally:
        progress.end()
    tell_missing(saved.lacks)
    old = f" ({saved.deleted} old file{'s' if saved.deleted > 1 else ''} deleted)"
    tell_left_out(saved.left_out)
    remark(f"{saved.path}{old if saved.deleted else ''}")


def _tell_media(journey: Journey) -> None:
    """Print how much media a page in one file will hold, and what not, before it is made."""
    from routemap.page.story_media import inside

    pictures, size, others = inside(journey)
    if pictures:
        remark(f"media: {_counted(pictures, 'picture')} will be in the file, {size / 1000:,.0f} kB")
    if others:
        left = _counted(others, "recording or document", "recordings and documents")
        remark(f"media: {left} will not be in the file; publish a folder to have them")


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"
