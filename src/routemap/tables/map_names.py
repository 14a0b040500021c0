"""Names that the map must show or hide: whether there are such near the route."""

from __future__ import annotations

from collections.abc import Mapping

from routemap.basemap.known_names import keys_near, place_key
from routemap.errors import Level
from routemap.geo.extent import extent_of
from routemap.model.journey import Journey
from routemap.tables.problems import ProblemLog, shown
from routemap.tables.rules import check_borders

_HINT = "the map names towns, lakes, countries and seas; check the spelling"


def check_map(journey: Journey, lines: Mapping[str, int], problems: ProblemLog) -> None:
    """Tell of what is wrong or forgotten in the section [map], by the lines of its entries.

    A name that must be shown and that the map has not is an error; to hide it is none.
    """
    check_borders(journey, problems)
    settings = journey.map
    if not (settings.show or settings.hide) or not journey.stops:
        return
    known = keys_near(extent_of(stop.position for stop in journey.stops))
    for entry, names, level in (
        ("show", settings.show, Level.ERROR),
        ("hide", settings.hide, Level.WARNING),
    ):
        for name in names:
            if place_key(name) not in known:
                what = f"no town or lake near the route, country or sea is called {shown(name)}"
                problems.add(level, lines.get(entry, 0), f"map.{entry}", what, _HINT)
