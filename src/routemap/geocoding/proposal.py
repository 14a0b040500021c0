"""A place that may be the one that is meant, for somebody to accept or not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routemap.model.journey import Point, Reference


class Match(StrEnum):
    """How the name that was looked up is one of the place: its usual, another, or how one starts.

    `FOUND` says no more than that somebody else's search found it.
    """

    NAME = "name"
    OTHER_NAME = "other-name"
    BEGINNING = "beginning"
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
