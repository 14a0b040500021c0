"""Which names of the ground the screen shows sooner or never, by the rule of pictures."""

from __future__ import annotations

from math import inf, log2

from routemap.basemap.known_names import NameChoice, areas_in_all_languages, near_route
from routemap.basemap.nearness import Nearness, zoom_on_route
from routemap.basemap.tiles import NamedPoint, lakes_in, towns_in
from routemap.geo.extent import Extent
from routemap.geo.scale import CLOSEST_ZOOM, web_mercator
from routemap.i18n.catalog import LANGUAGES
from routemap.model.itinerary import Itinerary
from routemap.pictures.lines import simplified

# A map of the whole route on a laptop, in px, and by how much closer readers go before towns on
# the route are named as soon as others.
_MAP_PX, _CLOSER = 560.0, 2.0
# Of towns on the route: more would weigh more than they tell.
_MOST_TOWNS = 24
_NEVER, _AT_ONCE = 99.0, 0.0


def name_ranks(itinerary: Itinerary, language: str) -> dict[str, float]:
    """Return the zooms from which some places are named instead of their own.

    Those are towns on the route, and what the author wants on the map, or not.
    """
    extent = itinerary.extent
    left, top = web_mercator((extent.north, extent.west))
    right, bottom = web_mercator((extent.south, extent.east))
    side = max(right - left, bottom - top, _MAP_PX / 2**CLOSEST_ZOOM)
    zoom = log2(_MAP_PX / side)
    px = side / _MAP_PX
    lines = [
        simplified([web_mercator(point) for point in line], px)
        for lines in itinerary.leg_lines
        for line in filter(None, lines)
    ]
    lines += [[web_mercator(point)] for point in itinerary.stop_positions]
    near = Nearness(lines, px)

    def rank(town: NamedPoint) -> float:
        if zoom_on_route(town, 1) > zoom + _CLOSER:
            return inf
        return zoom_on_route(town, near.of(web_mercator(town.point)))

    ranked = [(rank(town), town) for town in towns_in(extent)]
    sooner = sorted(
        (round(each, 1), town.name_in(language))
        for each, town in ranked
        if each < town.min_zoom and each <= zoom + _CLOSER and town.name_in(language)
    )
    ranks = {name: each for each, name in reversed(sooner[:_MOST_TOWNS])}
    return ranks | _asked(itinerary, language, extent)


def _asked(itinerary: Itinerary, language: str, extent: Extent) -> dict[str, float]:
    """Return what the author wants to be named, and not to be, by its name in a language."""
    settings = itinerary.journey.map
    choice = NameChoice.of_names(settings.show, settings.hide)
    if not (choice.show or choice.hide):
        return {}
    near = near_route(extent)
    places = (*towns_in(near), *lakes_in(near))
    number = LANGUAGES.index(language)
    areas = (*areas_in_all_languages("countries"), *areas_in_all_languages("seas"))
    wanted = {
        name: choice.of(filter(None, names))
        for name, names in (
            *((place.name_in(language), place.names) for place in places),
            *((names[number], names) for names in areas),
        )
    }
    zooms = {True: _AT_ONCE, False: _NEVER}
    return {name: zooms[each] for name, each in wanted.items() if name and each is not None}
