"""The stops of the shipped journey: some are in no gazetteer, and all have been checked."""

from __future__ import annotations

from functools import cache

from routemap.basemap.known_names import place_key
from routemap.geocoding.proposal import LEAST_LETTERS, Match, Proposal
from routemap.model.journey import Journey, Stop
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

KIND = "shipped"
"""The kind of these places, in addition to those that other sources name."""


def known_places(name: str) -> list[Proposal]:
    """Return the shipped stops whose name in any language is this one, or begins so."""
    journey = _journey()
    key = place_key(name)
    found = []
    for stop in journey.stops:
        keys = _keys(stop)
        if key in keys:
            found.append(_proposal(stop, journey, Match.NAME))
        elif len(key) >= LEAST_LETTERS and any(each.startswith(key) for each in keys):
            found.append(_proposal(stop, journey, Match.BEGINNING))
    return found


def _keys(stop: Stop) -> set[str]:
    names = (stop.name.original, *stop.name.translations, stop.name_local)
    return {place_key(name.text) for name in names if name}


def _proposal(stop: Stop, journey: Journey, match: Match) -> Proposal:
    sources = [journey.reference(each) for each in stop.references]
    source = next(each for each in sources if not each.is_citation_mark)
    name = stop.name.original.text
    return Proposal(name, stop.position, match, source, stop.country, KIND)


@cache
def _journey() -> Journey:
    return read_journey(shipped_journey())
