"""Measure how much of the sheet a route takes: random journeys in five sizes of picture."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import chain, pairwise
from math import cos, radians
from statistics import median

from measuring.figures import at_least, surroundings
from measuring.program import arguments

from routemap.errors import ParameterError
from routemap.model.edtf_dates import parse_date
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.journey import Journey, Leg, Phrase, Stop, Wording
from routemap.pictures.compose import compose
from routemap.pictures.drawing import Drawing
from routemap.pictures.options import PictureOptions
from routemap.pictures.sizes import preset

_SIZES = ("web", "square", "newspaper-2", "a4", "story")
# Of journeys: how many degrees of latitude and of longitude (on the equator) they may span.
_KINDS = {
    "street": (0.01, 0.015),
    "city": (0.1, 0.15),
    "country": (4, 6),
    "wide": (3, 40),
    "tall": (40, 6),
    "continent": (25, 40),
    "ocean": (60, 120),
    "world": (110, 360),
}
_MOST_LATITUDE, _MOST_STOPS = 75.0, 16
_NAMES = ("Rome", "Hanover", "Alexandria", "San Francisco", "Ulan-Ude", "Khasan", "Newport News")
_MEDIAN, _WORST = 65.0, 35.0


def main() -> None:
    """Measure and report."""
    chosen = arguments(__doc__, journeys=(100, 8))
    print(surroundings("pyproj"))
    chance = random.Random(20)  # noqa: S311  journeys, no secrets
    found: dict[str, list[float]] = defaultdict(list)
    by_kind: dict[str, list[float]] = defaultdict(list)
    ground: dict[str, list[float]] = defaultdict(list)
    names: dict[str, list[int]] = defaultdict(list)
    refused = 0
    for number in range(chosen.journeys):
        kind = tuple(_KINDS)[number % len(_KINDS)]
        itinerary = _journey(chance, *_KINDS[kind])
        for size in _SIZES:
            try:
                drawing = compose(itinerary.overview(), PictureOptions(preset(size)))
            except (ValueError, ParameterError):
                refused += 1
                continue
            share = 100 * _share(drawing)
            found[size].append(share)
            by_kind[kind].append(share)
            ground[kind].append(100 * _ground(drawing))
            names[kind].append(len(drawing.stops) - _named(drawing))
    everything = list(chain.from_iterable(found.values()))
    print(f"\n{'share of the sheet between titles and credits':<46}{'median':>9}{'least':>9}")
    for name, shares in (*found.items(), *by_kind.items(), ("all", everything)):
        print(f"  {name:<44}{median(shares):9.1f}{min(shares):9.1f} %   of {len(shares)}")
    print(f"  {'not drawn':<44}{refused:9}\n")
    heading = f"{'share of the whole sheet that is map':<46}{'median':>9}{'least':>9}"
    print(f"{heading}{'names left out':>19}")
    for name, shares in ground.items():
        print(f"  {name:<44}{median(shares):9.1f}{min(shares):9.1f} %{sum(names[name]):13}")
    print()
    print(at_least(f"median share ≥ {_MEDIAN:g} %", median(everything), _MEDIAN, "%"))
    print(at_least(f"least share ≥ {_WORST:g} %", min(everything), _WORST, "%"))


def _share(drawing: Drawing) -> float:
    """Return how much of the width, or of the height if that is more, the route's box takes.

    Of what titles and credits leave: a key below the map takes its part of that, and so does page
    left blank.
    """
    key, (left, top, right, bottom) = drawing.legend, drawing.frame
    if key and key.box.top >= bottom:
        bottom = key.box.bottom
    if key and key.box.bottom <= top:
        top = key.box.top
    bottom += _blank(drawing)
    lines = chain.from_iterable((*leg.lines, *leg.stubs) for leg in drawing.legs)
    places = [*(stop.at for stop in drawing.stops), *chain.from_iterable(lines)]
    across, down = zip(*places, strict=True)
    return max(
        (max(across) - min(across)) / (right - left), (max(down) - min(down)) / (bottom - top)
    )


def _blank(drawing: Drawing) -> float:
    """Return how much of the sheet's height titles, map, key and credits leave blank."""
    sheet = drawing.options.preset
    below = sheet.height - sheet.margin - max(text.box.bottom for text in drawing.furniture)
    return max(below, 0.0) * (1 if sheet.is_print else 2)


def _named(drawing: Drawing) -> int:
    """Return how many stops have a name."""
    return len({number for text in drawing.stop_labels for number in text.stops})


def _ground(drawing: Drawing) -> float:
    """Return how much of the whole sheet is ground or sea."""
    sheet, frame = drawing.options.preset, drawing.frame
    covered = frame.width * frame.height / (sheet.width * sheet.height)
    return covered * drawing.view.share_on_map


def _journey(chance: random.Random, high: float, wide: float) -> Itinerary:
    """Return a journey of two or more stops anywhere within a box of so many degrees."""
    latitude = chance.uniform(-_MOST_LATITUDE, _MOST_LATITUDE)
    west = chance.uniform(-180, 180)
    stops = [
        Stop(
            id=f"s{number}",
            name=Wording(Phrase(chance.choice(_NAMES), "en")),
            latitude=max(-89.0, min(89.0, latitude + chance.uniform(-high / 2, high / 2))),
            longitude=(west + chance.uniform(0, _degrees(wide, latitude)) + 180) % 360 - 180,
            arrival=parse_date(f"1901-01-{number + 1:02}"),
        )
        for number in range(chance.randint(2, _MOST_STOPS))
    ]
    return build_itinerary(
        Journey(
            title=Wording(Phrase("A journey made up", "en")),
            stops=tuple(stops),
            legs=tuple(Leg(start.id, end.id) for start, end in pairwise(stops)),
        )
    )


def _degrees(on_equator: float, latitude: float) -> float:
    return min(360.0, on_equator / cos(radians(latitude)))


if __name__ == "__main__":
    main()
