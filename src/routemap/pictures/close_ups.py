"""What a picture of a part of the map shows, and how much a close-up of a stop."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from routemap.geo.extent import Extent, unrolled
from routemap.geo.geodesic import distance_km
from routemap.model.itinerary import Itinerary
from routemap.pictures.options import CloseUp

LEAST_KM = 0.5
"""In km across: a picture of less would show nothing."""
_MOST_KM = 400.0
# A close-up shows this part of the route; one of more than the other part shows hardly less than
# the picture of the whole.
_SHARE, _MOST_SHARE = 2 / 5, 1 / 2


def route_km(itinerary: Itinerary) -> float:
    """Return the longer side of the box round the whole route, in km; 0 of a single place."""
    extent = itinerary.overview().extent
    latitude, longitude = extent.middle
    up = distance_km((extent.south, longitude), (extent.north, longitude))
    # By way of the middle, for a long way round is no geodesic.
    halves = pairwise((extent.west, longitude, extent.east))
    across = sum(distance_km((latitude, west), (latitude, east)) for west, east in halves)
    return max(up, across)


def close_up_km(itinerary: Itinerary) -> float:
    """Return how many km a close-up shows from side to side if nobody says how many.

    It is two fifths of the route, to two digits, from half a kilometre to 400 km; around a single
    place 400 km.
    """
    whole = route_km(itinerary)
    if not whole:
        return _MOST_KM
    return min(max(float(f"{whole * _SHARE:.2g}"), LEAST_KM), _MOST_KM)


def close_up(itinerary: Itinerary, stop: int) -> CloseUp | None:
    """Return the close-up of a stop (by its number from 0), None if it shows hardly less than all.

    So it is of a single place, and of a route within a kilometre.
    """
    km = close_up_km(itinerary)
    return CloseUp(stop, km) if km <= route_km(itinerary) * _MOST_SHARE else None


def stops_in(area: Extent | CloseUp | None, itinerary: Itinerary) -> Sequence[int]:
    """Return the stops, by their numbers from 0, that lie in a part of the map; all if it is None.

    The frame of a picture may show more than what is asked for, but never less.
    """
    places = itinerary.stop_positions
    if area is None:
        return range(len(places))
    if isinstance(area, CloseUp):
        middle, reach = places[area.stop], area.km / 2
        # A degree of latitude is nowhere shorter than 110 km; most stops need no geodesic.
        near = (n for n, place in enumerate(places) if abs(place[0] - middle[0]) * 110 <= reach)
        return [n for n in near if distance_km(middle, places[n]) <= reach]
    return [n for n, (lat, lon) in enumerate(places) if area.holds((lat, unrolled(lon, area)))]
