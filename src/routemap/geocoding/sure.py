"""The places of which there is no doubt where they lie, so that nobody has to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from routemap.geo import Point
from routemap.geo.geodesic import distance_km
from routemap.geocoding.candidates import proposals
from routemap.geocoding.places_table import MissingPlace, PlacesTable, places_of
from routemap.geocoding.proposal import Match, Proposal
from routemap.tables.values import country_code

REACH_KM = 500.0
"""How far a place may lie from its neighbours to be sure without a country."""
_OWN_NAMES = (Match.NAME, Match.OTHER_NAME)


def sure_proposal(missing: MissingPlace) -> Proposal | None:
    """Return the one place that may be meant, None if there is any doubt.

    Only places called exactly so count. Where the row names a country, or the name itself does
    ("Brno, Czechia"), the place is the only one of its name there; else the only one on Earth, and
    within 500 km of each neighbour.
    """
    place = _only_one(missing)
    if place is None or missing.country or place.country == missing.country_in_name:
        return place
    near = missing.neighbours
    is_near = all(_is_in_reach(place.position, each.position) for each in near)
    return place if near and is_near else None


def sure_proposals(files: Mapping[str, bytes]) -> dict[int, Proposal]:
    """Return the sure ones of all places without coordinates, by row (from 0) of the table.

    One that is sure is a neighbour of the next. Where no place of the table has coordinates and
    none is sure by itself, all of them are if they bear each other out: each is the only one of
    its name on Earth, and within 500 km of the one before.

    Raises
    ------
    ForeignFileError, ValueError
        If there is no table of places that can be read.
    """
    places = places_of(files)
    sure: dict[int, Proposal] = {}
    for missing in places.missing_in_turn(sure):
        found = sure_proposal(missing)
        if found:
            sure[missing.row] = found
    return sure or _chain(places)


def _chain(places: PlacesTable) -> dict[int, Proposal]:
    """Return the only place of each name, none unless all follow each other within reach."""
    chain: dict[int, Proposal] = {}
    missing = places.missing()
    # All rows that name a place: one with coordinates, or with wrong ones, makes it no such table.
    if len(missing) != len(places.all()) or len(missing) == 1:
        return {}
    for each in missing:
        found = _only_one(each)
        if found is None:
            return {}
        chain[each.row] = found
    steps = pairwise(place.position for place in chain.values())
    return chain if all(_is_in_reach(*step) for step in steps) else {}


def _only_one(missing: MissingPlace) -> Proposal | None:
    """Return the only place called so, in the country that the table names or on Earth."""
    called = [place for place in proposals(missing) if place.match in _OWN_NAMES]
    if missing.country:
        country = country_code(missing.country)
        called = [place for place in called if country and place.country == country]
    return called[0] if len(called) == 1 else None


def _is_in_reach(one: Point, other: Point) -> bool:
    return distance_km(one, other) <= REACH_KM
