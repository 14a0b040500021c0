"""GeoNames' places of 5,000 people or more, looked up by name without a network."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from routemap.basemap.known_names import place_key
from routemap.geocoding.proposal import LEAST_LETTERS, Match, Proposal
from routemap.model.journey import Reference


def places_in_gazetteer(name: str, most: int) -> list[Proposal]:
    """Return places of this name, usual names before other names, the largest first.

    If there are none, places whose name begins so.
    """
    key = place_key(name)
    if not key:
        return []
    found = list(_places(f"|{key}|", key))
    if not found and len(key) >= LEAST_LETTERS:
        found = list(_places(f"|{key}", key))
    return sorted(found, key=lambda place: place.match == Match.OTHER_NAME)[:most]


def _places(wanted: str, key: str) -> Iterator[Proposal]:
    """Yield the places with this text among the keys of their line, in the file's order."""
    text = _text()
    at = text.find(wanted)
    while at >= 0:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        keys, *facts = text[start:end].split("\t")
        if at < start + len(keys):
            yield _proposal(keys.strip("|").split("|"), facts, key)
        at = text.find(wanted, end)


def _proposal(keys: list[str], facts: list[str], key: str) -> Proposal:
    name, country, latitude, longitude, population, number = facts
    others = dict.fromkeys(keys[1:], Match.OTHER_NAME)
    match = Match.NAME if key == keys[0] else others.get(key, Match.BEGINNING)
    return Proposal(
        name,
        (float(latitude), float(longitude)),
        match,
        Reference(
            f"geonames-{number}",
            f"Position of {name}: GeoNames, id {number}, CC BY 4.0",
            f"https://www.geonames.org/{number}",
        ),
        country,
        population=int(population) or None,
    )


@cache
def _text() -> str:
    packed = files("routemap.geocoding").joinpath("gazetteer.txt.gz").read_bytes()
    return gzip.decompress(packed).decode()
