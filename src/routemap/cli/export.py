"""``routemap export``: pictures of the journey, its data, or what a teacher takes along."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from routemap.atomic_file import write_whole
from routemap.cli import teach
from routemap.cli.terminal import answer, remark

if TYPE_CHECKING:
    import argparse

    from routemap.model.itinerary import Itinerary
    from routemap.pictures.picture import Picture

PURPOSE = "write pictures, data, a handout, slides or a film of a journey"

DATA_ENDINGS = ("geojson", "kml", "gpx", "csv", "lpf.json")
"""Formats of data, known without what writes them: a picture does not wait for that."""


_TEACHING = ("paper", "shape")
"""Options of handout and film alone."""


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
    from routemap.model.itinerary import build_itinerary
    from routemap.pictures.params import read_query
    from routemap.tables import read_journey

    form = _format(chosen.format, chosen.output, all_dates=chosen.all_dates)
    if form in DATA_ENDINGS:
        _write_data(chosen, form)
        return
    if form in teach.TEACHING_FORMATS:
        _write_teaching(chosen, form)
        return
    _refuse_teaching(chosen, form)
    itinerary = build_itinerary(read_journey(chosen.journey))
    picture = read_query(_asked(chosen), itinerary)
    if chosen.all_dates:
        _write_all(picture, itinerary, form, chosen.output, force=chosen.force)
    else:
        _write(picture, form, chosen.output, force=chosen.force)


def _write_data(chosen: argparse.Namespace, form: str) -> None:
    from routemap.formats.registry import (
        DATA_FORMATS,
        FORMULA_SAFE,
        formula_safe_csv,
        plain_itinerary,
    )
    from routemap.model.itinerary import build_itinerary
    from routemap.tables import read_journey

    asked = [name for name, value in _asked(chosen).items() if value]
    if asked or chosen.all_dates:
        name = asked[0] if asked else "all-dates"
        raise ValueError(f"{form} holds the whole journey as data; leave out --{name}")
    if chosen.formula_safe and form != FORMULA_SAFE:
        raise ValueError(f"only csv can be formula-safe; leave out --formula-safe for {form}")
    _refuse(chosen.output, force=chosen.force)
    itinerary = build_itinerary(read_journey(chosen.journey))
    written = DATA_FORMATS[form]
    write = formula_safe_csv if chosen.formula_safe else written.write
    _write_told(
        chosen.output, write(plain_itinerary(itinerary) if chosen.plain_legs else itinerary)
    )
    remark(f"{form} has no place for: {', '.join(written.lost)}")


def _write_teaching(chosen: argparse.Namespace, kind: str) -> None:
    if chosen.all_dates:
        raise ValueError(f"a {kind} has all dates; leave out --all-dates")
    asked = {name: value for name, value in _asked(chosen).items() if value}
    asked |= {name: getattr(chosen, name) for name in _TEACHING if getattr(chosen, name)}
    _refuse(chosen.output, force=chosen.force)
    teach.write(chosen, kind, asked)


def _refuse_teaching(chosen: argparse.Namespace, form: str) -> None:
    for name in _TEACHING:
        if getattr(chosen, name):
            raise ValueError(f"a {form} has no --{name}; leave it out, or choose --format handout")


def _asked(chosen: argparse.Namespace) -> dict[str, str]:
    """Return the options as the query of an address has them."""
    from routemap.pictures.params import LIVE_TEXT, NAMES, TEXT, WITHOUT

    asked = {name: getattr(chosen, name, None) or "" for name in NAMES}
    asked[WITHOUT] = ",".join(chosen.without)
    asked[TEXT] = LIVE_TEXT if chosen.live_text else ""
    return asked


def _write_all(
    picture: Picture, itinerary: Itinerary, form: str, folder: Path, *, force: bool
) -> None:
    from routemap.pictures.picture import MOST_WHOLE_PIXELS

    picture.refuse_whole(form, MOST_WHOLE_PIXELS)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(len(itinerary.timeline.moments)):
        one = replace(picture, scene=itinerary.scene(number))
        name = f"{one.scene.moment.id.replace('/', '_')}.{form}"
        _write(one, form, folder / name, force=force)


def _write(picture: Picture, form: str, path: Path, *, force: bool) -> None:
    _refuse(path, force=force)
    _write_told(path, picture.render(form))


def _refuse(path: Path, *, force: bool) -> None:
    if path.exists() and not force:
        raise ValueError(f"{path} is there already; overwrite it with --force")
    if not path.parent.is_dir():
        raise ValueError(f"there is no folder {path.parent}; make it first, or choose another")


def _write_told(path: Path, content: bytes) -> None:
    write_whole(path, content)
    remark(f"{path}: {len(content) / 1000:,.0f} kB")


def _ending(output: Path) -> str:
    """Return the ending of a file's name, the longest there is a format for."""
    two = ".".join(output.name.lower().split(".")[-2:])
    return two if two in DATA_ENDINGS else output.suffix.lstrip(".")


def _format(name: str | None, output: Path, *, all_dates: bool) -> str:
    from routemap.pictures.params import read_format

    ending = name or ("png" if all_dates else _ending(output))
    if not ending:
        raise ValueError(f"{output} has no ending to tell the format; name it with --format png")
    ending = ending.lower()
    if name is None and ending in teach.TEACHING_ENDINGS:
        return teach.TEACHING_ENDINGS[ending]
    known = (*DATA_ENDINGS, *teach.TEACHING_FORMATS)
    return ending if ending in known else read_format(ending)
