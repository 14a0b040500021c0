"""What may be meant by the name of a place, without asking anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routemap.geo.geodesic import distance_km
from routemap.geocoding.gazetteer import places_in_gazetteer
from routemap.geocoding.known_places import known_places
from routemap.geocoding.proposal import Match, Proposal
from routemap.tables.values import country_code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routemap.geocoding.places_wanted import Wanted

_MOST = 8
_SAME_PLACE_KM = 20.0


def proposals(wanted: Wanted) -> tuple[Proposal, ...]:
    """Return places that may be meant, the likeliest first: never one alone because it is likely.

    The shipped stops go first, then those in the country that the table names, then those usually
    called so before those also called so.
    """
    known = known_places(wanted.name)
    others = [
        place
        for place in places_in_gazetteer(wanted.name, _MOST)
        if not any(_is_same(place, shipped) for shipped in known)
    ]
    return tuple(in_likely_order([*known, *others], wanted))


def in_likely_order(places: Iterable[Proposal], wanted: Wanted) -> list[Proposal]:
    """Put the places in the country that the table names in front; else leave them as they are."""
    country = country_code(wanted.country)
    return sorted(places, key=lambda place: bool(country) and place.country != country)


def namesakes(place: Proposal, places: Iterable[Proposal]) -> int:
    """Return how many other places are usually called as this one is."""
    return sum(
        each is not place and each.match == Match.NAME and place.match == Match.NAME
        for each in places
    )


def _is_same(place: Proposal, other: Proposal) -> bool:
    return (
        place.country == other.country
        and distance_km(place.position, other.position) < _SAME_PLACE_KM
    )
