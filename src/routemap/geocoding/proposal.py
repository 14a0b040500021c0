"""A place that a name may mean, for the user to accept or not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from routemap.geo import Point
from routemap.model.journey import Reference

LEAST_LETTERS = 4
"""Of a key that is looked up as the beginning of names: with fewer, half the world begins."""


class Match(StrEnum):
    """How a name matches a place: its usual name, another of its names, or how one begins.

    `PART` says that only the name before a comma is the place's, and nobody knows whether it lies
    in what is named after it; `FOUND` that an online search found it, and no more.
    """

    NAME = "name"
    OTHER_NAME = "other-name"
    BEGINNING = "beginning"
    PART = "part"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place with its source.

    `country` is an ISO 3166-1 code, "" if not known; `kind` what the place is in the source's own
    word, "" if it does not say; `population` None if not known.
    """

    name: str
    position: Point
    match: Match
    source: Reference
    country: str = ""
    kind: str = ""
    population: int | None = None
