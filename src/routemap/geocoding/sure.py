"""The places of which there is no doubt where they lie, so that nobody has to be asked."""

from __future__ import annotations

from collections.abc import Mapping

from routemap.geo.geodesic import distance_km
from routemap.geocoding.candidates import proposals
from routemap.geocoding.places_table import MissingPlace, places_of
from routemap.geocoding.proposal import Match, Proposal
from routemap.tables.values import country_code

REACH_KM = 500.0
"""How far a place may lie from its neighbours to be sure without a country."""
_OWN_NAMES = (Match.NAME, Match.OTHER_NAME)


def sure_proposal(missing: MissingPlace) -> Proposal | None:
    """Return the one place that may be meant, None if there is any doubt.

    Only places called exactly so count. Where the table names a country, the place is the only one
    of its name there; else the only one on Earth, and within 500 km of each neighbour.
    """
    called = [place for place in proposals(missing) if place.match in _OWN_NAMES]
    country = country_code(missing.country)
    if missing.country:
        called = [place for place in called if country and place.country == country]
        return called[0] if len(called) == 1 else None
    near = missing.neighbours
    if len(called) != 1 or not near:
        return None
    (place,) = called
    is_near = all(distance_km(place.position, each.position) <= REACH_KM for each in near)
    return place if is_near else None


def sure_proposals(files: Mapping[str, bytes]) -> dict[int, Proposal]:
    """Return the sure ones of all places without coordinates, by row (from 0) of the table.

    One that is sure is a neighbour of the next.

    Raises
    ------
    ForeignFileError, ValueError
        If there is no table of places that can be read.
    """
    sure: dict[int, Proposal] = {}
    for missing in places_of(files).missing_in_turn(sure):
        found = sure_proposal(missing)
        if found:
            sure[missing.row] = found
    return sure
