"""``routemap export``: pictures of a journey, its data, a handout, slides or a film."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from routemap.atomic_file import whole_file, write_whole
from routemap.cli.progress import Progress
from routemap.cli.terminal import answer, remark

if TYPE_CHECKING:
    import argparse

    from routemap.model.itinerary import Itinerary
    from routemap.pictures.picture import Picture

PURPOSE = "write pictures, data, a handout, slides or a film of a journey"

# Known here, so that a picture need not wait for what writes the others.
_DATA_FORMATS = ("geojson", "kml", "gpx", "csv", "lpf.json")
_TEACHING_FORMATS = ("handout", "slides", "film")
_TEACHING_ENDINGS = {"pptx": "slides", "webp": "film", "mp4": "film"}
# Options of handout and film alone.
_TEACHING_OPTIONS = ("paper", "shape")


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
    parser.add_argument("--date", metavar="ID", help="moment to show (default: the whole journey)")
    parser.add_argument(
        "--all-dates", action="store_true", help="one picture of each moment, into the folder FILE"
    )
    parser.add_argument("--preset", metavar="NAME", help="a named size, or 1200x800, or 100x110mm")
    parser.add_argument("--list-presets", action="store_true", help="print the named sizes")
    parser.add_argument("--scale", metavar="N", help="multiply the pixels, by up to 8 (default: 1)")
    parser.add_argument(
        "--lang", metavar="CODE", help="en, ko or ru (default: the journey's own language)"
    )
    parser.add_argument("--look", metavar="NAME", help="colour, grey, contrast or dark")
    parser.add_argument("--stop", metavar="ID", help="show the area around a stop")
    parser.add_argument("--km", metavar="N", help="width of that area in km (default: 200)")
    parser.add_argument("--extent", metavar="W,S,E,N", help="show the area between these degrees")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="PART",
        help="leave out title, subtitle, key, scale, locator, north or source (can be repeated)",
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
    parser.add_argument("--paper", metavar="NAME", help="for a handout: a4 or letter (default: a4)")
    parser.add_argument(
        "--shape", metavar="NAME", help="for a film: wide or tall (default: wide, 1280x720)"
    )
    parser.add_argument("--live-text", action="store_true", help="in svg, keep text as text")
    parser.add_argument("--force", action="store_true", help="overwrite existing files")


def run(chosen: argparse.Namespace) -> None:
    """Write the file or files.

    Raises
    ------
    ValueError
        If an option has a value that there is not; the message says what there is.
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
        raise ValueError("no file to write to; name one with -o map.png")
    from routemap.model.itinerary import build_itinerary
    from routemap.pictures.params import read_query
    from routemap.tables import read_journey

    form = _format(chosen.format, chosen.output, all_dates=chosen.all_dates)
    if form in _DATA_FORMATS:
        _write_data(chosen, form)
        return
    if form in _TEACHING_FORMATS:
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
    if chosen.plain_legs:
        itinerary = plain_itinerary(itinerary)
    data = DATA_FORMATS[form]
    _write_file(chosen.output, (formula_safe_csv if chosen.formula_safe else data.write)(itinerary))
    remark(f"{form} has no place for: {', '.join(data.lost)}")


def _write_teaching(chosen: argparse.Namespace, kind: str) -> None:
    from routemap.exports.film_files import write_film
    from routemap.exports.params import FILM, HANDOUT, read_teaching
    from routemap.model.itinerary import build_itinerary
    from routemap.tables import read_journey

    if chosen.all_dates:
        raise ValueError(f"a {kind} has all dates; leave out --all-dates")
    asked = {name: value for name, value in _asked(chosen).items() if value}
    asked |= {name: value for name in _TEACHING_OPTIONS if (value := getattr(chosen, name))}
    ending = chosen.output.suffix.lstrip(".").lower()
    if kind == FILM and _TEACHING_ENDINGS.get(ending) != FILM:
        raise ValueError(f"{chosen.output} is no name for a film; end it with .webp or .mp4")
    _refuse(chosen.output, force=chosen.force)
    itinerary = build_itinerary(read_journey(chosen.journey))
    query = read_teaching(kind, asked, itinerary, is_served=False)
    if kind != FILM:
        _write_file(chosen.output, query.handout() if kind == HANDOUT else query.slides())
        return
    film = query.film()
    progress = Progress("frames", film.frame_count)
    with whole_file(chosen.output) as unfinished:
        write_film(film, unfinished, ending, progress.reach)
    _tell_size(chosen.output)


def _refuse_teaching(chosen: argparse.Namespace, form: str) -> None:
    for name in _TEACHING_OPTIONS:
        if getattr(chosen, name):
            raise ValueError(f"a {form} has no --{name}; leave it out, or choose --format handout")


def _asked(chosen: argparse.Namespace) -> dict[str, str]:
    """Return the options as parameters of an address."""
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
    _write_file(path, picture.render(form))


def _refuse(path: Path, *, force: bool) -> None:
    if path.exists() and not force:
        raise ValueError(f"{path} already exists; overwrite it with --force")
    if not path.parent.is_dir():
        raise ValueError(f"there is no folder {path.parent}; make it first, or choose another")


def _write_file(path: Path, content: bytes) -> None:
    write_whole(path, content)
    _tell_size(path)


def _tell_size(path: Path) -> None:
    remark(f"{path}: {path.stat().st_size / 1000:,.0f} kB")


def _ending(output: Path) -> str:
    """Return the longest ending of a file's name for which there is a format."""
    two = ".".join(output.name.lower().split(".")[-2:])
    return two if two in _DATA_FORMATS else output.suffix.lstrip(".")


def _format(name: str | None, output: Path, *, all_dates: bool) -> str:
    from routemap.pictures.params import read_format

    ending = name or ("png" if all_dates else _ending(output))
    if not ending:
        raise ValueError(f"{output} has no ending to choose the format; add --format png")
    ending = ending.lower()
    if name is None and ending in _TEACHING_ENDINGS:
        return _TEACHING_ENDINGS[ending]
    known = (*_DATA_FORMATS, *_TEACHING_FORMATS)
    return ending if ending in known else read_format(ending)
