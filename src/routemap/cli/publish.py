"""``routemap publish``: a journey as a folder for any web server, or as one file to mail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from routemap.cli.export import refuse_present, tell_missing, tell_size
from routemap.cli.progress import Progress
from routemap.cli.terminal import remark

if TYPE_CHECKING:
    import argparse

PURPOSE = "write a journey as a web page that needs no server of ours"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes beside the journey."""
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
        help="where the folder will stand, as https://example.org/trip/, for shared links",
    )
    parser.add_argument(
        "--single-file", action="store_true", help="one HTML file to mail, in one language"
    )
    parser.add_argument(
        "--lang",
        metavar="CODE",
        help="language of the single file: en, ko or ru (default: the journey's own)",
    )
    parser.add_argument("--force", action="store_true", help="overwrite what routemap has not made")


def run(chosen: argparse.Namespace) -> None:
    """Write what was asked for.

    Raises
    ------
    ValueError
        If something is asked for that there is not, or a foreign file is in the way.
    OSError
        If a file cannot be written.
    """
    if chosen.output is None:
        raise ValueError("there is nowhere to write to; name a folder with -o site")
    _refuse_misfits(chosen)
    from routemap.api import read
    from routemap.exports.saving import HTML

    output = chosen.output
    if chosen.single_file:
        refuse_present(output, force=chosen.force)
        saved = read(chosen.journey).save(output, HTML, lang=chosen.lang)
        tell_missing(saved.lacks)
        tell_size(saved)
        return
    progress = Progress("pictures")
    journey = read(chosen.journey)
    saved = journey.publish(output, chosen.base_url, force=chosen.force, progress=progress.reach)
    progress.end()
    tell_missing(saved.lacks)
    remark(f"{saved.path}{_gone(saved.deleted)}")


def _refuse_misfits(chosen: argparse.Namespace) -> None:
    if chosen.base_url and chosen.single_file:
        raise ValueError("--base-url is for a folder; a --single-file has no address")
    if chosen.lang and not chosen.single_file:
        raise ValueError("--lang chooses the language of a --single-file; a folder has them all")


def _gone(number: int) -> str:
    return f" ({number} old file{'s' if number > 1 else ''} deleted)" if number else ""
