"""Names of the basemap as people write them: which a maker asks for, which there are."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from routemap.basemap.tile_store import names_file
from routemap.basemap.tiles import lakes_in, towns_in
from routemap.geo.extent import Extent
from routemap.i18n.catalog import LANGUAGES

_LEAST_BESIDE, _POLE = 2.0, 90.0
_LONGEST = 200  # in letters; the longest name of a place has 168


@lru_cache(maxsize=4096)  # all countries and seas in all languages, for each picture
def place_key(name: str) -> str:
    """Return a name without case, accents, blanks and punctuation, by which spellings compare.

    Hangul stays whole: what looks like accents there are letters.
    """
    # Case folding can yield decomposable characters again, as Unicode's caseless matching says
    # (3.13, D146). Ordering thousands of accents on one letter takes the square of their number.
    folded = unicodedata.normalize("NFKD", name[:_LONGEST]).casefold()
    parts = unicodedata.normalize("NFKD", folded)
    letters = "".join(each for each in parts if unicodedata.category(each)[0] in "LN")
    return unicodedata.normalize("NFC", letters)


def near_route(extent: Extent) -> Extent:
    """Return what a picture of a route may show: its extent, and as much again on each side."""
    south, west, north, east = extent
    beside = max(north - south, east - west, _LEAST_BESIDE)
    return Extent(
        max(south - beside, -_POLE), west - beside, min(north + beside, _POLE), east + beside
    )


@cache
def names_in(language: str) -> dict[str, list[list[Any]]]:
    """Return the lists of "countries" and "seas" in a language, as their file has them."""
    return dict(json.loads(names_file(language)))


@cache
def areas_in_all_languages(kind: str) -> tuple[tuple[str, ...], ...]:
    """Return the names of each of the "countries" or "seas", in the order of their list."""
    lists = (names_in(language)[kind] for language in LANGUAGES)
    named = zip(*lists, strict=True)
    return tuple(tuple(name for name, *_ in each) for each in named)


@lru_cache(maxsize=4)
def keys_near(extent: Extent) -> frozenset[str]:
    """Return the keys of all names of countries and seas, and of towns and lakes near a route."""
    near = near_route(extent)
    places = (*towns_in(near), *lakes_in(near))
    names = {name for place in places for name in place.names if name}
    for kind in ("countries", "seas"):
        names |= {name for each in areas_in_all_languages(kind) for name in each}
    return frozenset(map(place_key, names))


@dataclass(frozen=True)
class NameChoice:
    """Names that a maker wants on the map, and names that must not stand there."""

    show: frozenset[str] = frozenset()
    hide: frozenset[str] = frozenset()

    @classmethod
    def of_names(cls, show: Iterable[str], hide: Iterable[str]) -> NameChoice:
        """Return the choice of names as they are written."""
        return cls(frozenset(map(place_key, show)), frozenset(map(place_key, hide)))

    def of(self, names: Iterable[str]) -> bool | None:
        """Tell whether what is called by these names is wanted, or not; None if nobody said so."""
        if not (self.show or self.hide):
            return None
        keys = set(map(place_key, names))
        if not keys.isdisjoint(self.show):
            return True
        return None if keys.isdisjoint(self.hide) else False
