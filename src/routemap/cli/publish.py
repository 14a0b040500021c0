"""``routemap publish``: a journey as a folder for any web server, or as one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from routemap.cli.progress import Progress
from routemap.cli.terminal import remark
from routemap.web_address import address_parts

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

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
        help="language of the single file: en, ko or ru (default: the journey's own)",
    )
    parser.add_argument(
        "--force", action="store_true", help="overwrite files not written by routemap"
    )


def run(chosen: argparse.Namespace) -> None:
    """Write the folder or the file.

    Raises
    ------
    ValueError
        If options do not fit, or a file that routemap has not written is in the way.
    OSError
        If a file cannot be written.
    """
    if chosen.output is None:
        raise ValueError("no folder to write to; name one with -o site")
    from routemap.model.itinerary import build_itinerary
    from routemap.tables import read_journey

    _refuse_misfits(chosen)
    itinerary = build_itinerary(read_journey(chosen.journey))
    if chosen.single_file:
        from routemap.exports.single_file import write_single_file

        size, refusals = write_single_file(
            itinerary, chosen.output, chosen.lang, force=chosen.force
        )
        _tell_refusals(refusals)
        remark(f"{chosen.output}: {size / 1000:,.0f} kB")
        return
    from routemap.exports.folder import SiteFolder
    from routemap.exports.static_site import StaticSite

    if chosen.output.exists() and not chosen.output.is_dir():
        raise ValueError(f"{chosen.output} is a file; name a folder, or use --single-file")
    site = StaticSite(itinerary, chosen.base_url)
    folder = SiteFolder(chosen.output)
    if not chosen.force:
        folder.refuse_foreign(site.page_names())
    progress = Progress("pictures", site.picture_count())
    for name, body in site.drawn_pictures():
        folder.write(name, body)
        progress.step()
    progress.end()
    _tell_refusals(site.refusals)
    for name, body in site.kept_files():
        folder.write(name, body)
    for name, body in site.pages():
        folder.write(name, body)
    gone = folder.finish()
    remark(f"{chosen.output / 'index.html'}{_gone(gone)}")


def _tell_refusals(refusals: Iterable[str]) -> None:
    """Print why pictures for readers without scripts and for shared links are missing."""
    for why in refusals:
        remark(f"routemap: some still pictures are missing: {why}")


def _refuse_misfits(chosen: argparse.Namespace) -> None:
    address = address_parts(chosen.base_url)
    if chosen.base_url and not (address.scheme in {"http", "https"} and address.netloc):
        raise ValueError(f"{chosen.base_url} is not a web address; begin --base-url with https://")
    if chosen.base_url and chosen.single_file:
        raise ValueError("--base-url is for a folder; leave it out with --single-file")
    if chosen.lang and not chosen.single_file:
        raise ValueError("--lang is for a --single-file; a folder has all languages")


def _gone(number: int) -> str:
    return f" ({number} old file{'s' if number > 1 else ''} deleted)" if number else ""
