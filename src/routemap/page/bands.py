"""When a stop can have been reached and left, for the itinerary: inferred, and shown when asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from routemap.bounded_cache import SourceCache
from routemap.i18n.what_follows import Parts, band_parts
from routemap.model.itinerary import Itinerary
from routemap.reasoning.bounds import what_follows
from routemap.reasoning.telling import Told, told


class Band(NamedTuple):
    """The time in which something must have happened, in words; whether a speed is assumed."""

    words: Parts
    is_assumed: bool


Bands: TypeAlias = Mapping[tuple[int, str], Band]
"""Bands by stop and occasion ("arrival")."""
# An itinerary in parts asks for each of them.
_BANDS: SourceCache[Bands] = SourceCache()


def bands(itinerary: Itinerary, language: str) -> Bands:
    """Return the bands that follow at the speeds of the tables; none if they contradict them."""
    return _BANDS.get(itinerary, language, lambda: _bands(itinerary, language))


def _bands(itinerary: Itinerary, language: str) -> Bands:
    found = defaultdict[tuple[int, str], list[Told]](list)
    for each in told(what_follows(itinerary, itinerary.journey.speeds)):
        found[each.bound.stop, each.bound.occasion.value].append(each)
    return {
        key: Band(
            band_parts(itinerary, {each.bound.side: each for each in ends}, language),
            any(each.grounds.travel for each in ends),
        )
        for key, ends in found.items()
    }
