"""``routemap export``: a still picture of the journey, or one of each moment."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from routemap.commands.whole_file import write_whole
from routemap.words import LANGUAGES

if TYPE_CHECKING:
    from routemap.geography.extent import Extent
    from routemap.paper.request import CloseUp, Request
    from routemap.scene import Route, Scene

PURPOSE = "draw a still picture of a journey"
_LARGEST_SCALE = 8.0
_POLE = 90.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes beside the journey."""
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="what to write; its ending is the format"
    )
    parser.add_argument(
        "--format", metavar="NAME", help="png, jpg, svg or pdf, whatever the ending"
    )
    parser.add_argument("--date", metavar="ID", help="the moment to show (default: all of it)")
    parser.add_argument(
        "--all-dates", action="store_true", help="one picture of each moment, into the folder FILE"
    )
    parser.add_argument("--preset", metavar="NAME", help="a size by name, 1200x800 or 100x110mm")
    parser.add_argument("--list-presets", action="store_true", help="print the sizes by name")
    parser.add_argument(
        "--scale", type=_scale, default=1.0, metavar="N", help="times as many pixels (default: 1)"
    )
    parser.add_argument("--lang", choices=LANGUAGES, help="default: the journey's own language")
    parser.add_argument("--look", metavar="NAME", help="colour, grey, contrast or dark")
    area = parser.add_mutually_exclusive_group()
    area.add_argument("--stop", metavar="ID", help="show the surroundings of a stop")
    area.add_argument(
        "--extent", type=_extent, metavar="W,S,E,N", help="show what lies between these degrees"
    )
    parser.add_argument(
        "--km", type=float, default=200.0, metavar="N", help="km across with --stop (default: 200)"
    )
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="PART",
        help="leave out title, subtitle, key, scale, locator, north or source (may be repeated)",
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
    """
    from routemap.paper.presets import PRESETS, size_in_words

    if chosen.list_presets:
        for preset in PRESETS.values():
            print(f"{preset.name:12} {size_in_words(preset)}")
        return
    if chosen.output is None:
        raise ValueError("there is nowhere to write to; say where with -o map.png")
    from routemap.scene import build_route
    from routemap.tables import read_journey

    form = _format(chosen.format, chosen.output, all_dates=chosen.all_dates)
    route = build_route(read_journey(chosen.journey))
    request = _request(chosen, route)
    for path, scene in _pictures(chosen, route, form):
        _write(scene, request, form, path, chosen)


def _pictures(chosen: argparse.Namespace, route: Route, form: str) -> list[tuple[Path, Scene]]:
    """Return the pictures to draw, and where each goes."""
    if not chosen.all_dates:
        return [(chosen.output, _scene(route, chosen.date))]
    chosen.output.mkdir(parents=True, exist_ok=True)
    return [
        (chosen.output / f"{moment.id.replace('/', '_')}.{form}", route.scene(number))
        for number, moment in enumerate(route.timeline.moments)
    ]


def _write(
    scene: Scene, request: Request, form: str, path: Path, chosen: argparse.Namespace
) -> None:
    from routemap.paper.picture import Picture

    if path.exists() and not chosen.force:
        raise ValueError(f"{path} is there already; overwrite it with --force")
    picture = Picture(scene, request)
    content = picture.written(form, scale=chosen.scale, live_text=chosen.live_text)
    write_whole(path, content)
    print(f"{path}: {len(content) / 1000:,.0f} kB", file=sys.stderr)


def _format(name: str | None, output: Path, *, all_dates: bool) -> str:
    from routemap.paper.picture import FORMATS

    ending = (name or ("png" if all_dates else output.suffix.lstrip("."))).lower()
    ending = {"jpeg": "jpg"}.get(ending, ending)
    if ending not in FORMATS:
        what = f"there is no format “{ending}”" if ending else f"{output} has no ending"
        raise ValueError(f"{what}; use {', '.join(FORMATS)}")
    return ending


def _scene(route: Route, date: str | None) -> Scene:
    if date is None:
        return route.overview()
    number = route.timeline.index(date)
    if number is None:
        known = ", ".join(moment.id for moment in route.timeline.moments)
        raise ValueError(f"the journey has no date “{date}”; it has {known}")
    return route.scene(number)


def _request(chosen: argparse.Namespace, route: Route) -> Request:
    from routemap.look import LOOKS
    from routemap.paper.presets import DEFAULT_PRESET, preset
    from routemap.paper.request import DEFAULT_LOOK, Part, Request

    look = chosen.look or DEFAULT_LOOK
    if look not in LOOKS:
        raise ValueError(f"there is no look “{look}”; use {', '.join(LOOKS)}")
    unknown = set(chosen.without) - set(Part)
    if unknown:
        raise ValueError(
            f"there is no part “{min(unknown)}” to leave out; there are {', '.join(Part)}"
        )
    language = chosen.lang or route.journey.language
    return Request(
        preset=preset(chosen.preset) if chosen.preset else DEFAULT_PRESET,
        language=language if language in LANGUAGES else LANGUAGES[0],
        look=look,
        area=chosen.extent or _close_up(chosen, route),
        without=frozenset(Part(part) for part in chosen.without),
    )


def _close_up(chosen: argparse.Namespace, route: Route) -> CloseUp | None:
    from routemap.paper.request import CloseUp

    if not chosen.stop:
        return None
    number = route.stop_number(chosen.stop)
    if number is None:
        known = ", ".join(stop.id for stop in route.journey.stops)
        raise ValueError(f"the journey has no stop “{chosen.stop}”; it has {known}")
    return CloseUp(number, chosen.km)


def _extent(text: str) -> Extent:
    from routemap.geography.extent import Extent

    try:
        west, south, east, north = (float(number) for number in text.split(","))
    except ValueError:
        message = f"{text!r} is no extent; give west,south,east,north in degrees: 125,38,138,52"
        raise argparse.ArgumentTypeError(message) from None
    if not (-_POLE <= south < north <= _POLE and west != east):
        message = f"{text!r} is no extent; south must lie below north, both from -90 to 90"
        raise argparse.ArgumentTypeError(message)
    return Extent(south, west, north, east if east > west else east + 360)


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not 0 < scale <= _LARGEST_SCALE:
        message = f"{text!r} is no scale; give a number up to {_LARGEST_SCALE:g}"
        raise argparse.ArgumentTypeError(message)
    return scale
