"""What became of the items of a file that a journey was imported from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

_NOUN = re.compile(r"(.+?)( (?:of|in|around|at) .*)")
"""The noun of what an account calls an item, and what stands behind it."""


class Fate(StrEnum):
    """What became of an item of a file that was imported."""

    TAKEN = "taken"
    KEPT = "kept"
    """As a column that nothing shows."""
    LEFT = "left"
    ANSWERED = "answered"
    """A question about a whole column, by whoever imported it."""


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """Items of an imported file that went the same way: a row of import.csv.

    `item` is what the format calls one ("placemark", "column"); `detail` says as what they were
    taken or kept, why they were left, or what the answer was.
    """

    item: str
    count: int
    fate: Fate
    detail: str
    row: int = field(default=0, compare=False)

    @property
    def counted(self) -> str:
        """Return how many there are, as "1 line" or "2 entries"."""
        return f"{self.count:,} {self.item if self.count == 1 else _plural(self.item)}"

    @property
    def text(self) -> str:
        """Return it in words, as "2 placemarks (a polygon has no place on a route)"."""
        return f"{self.counted} ({self.detail})"


def _plural(item: str) -> str:
    """Return the plural of what an account calls an item, as "dates in words"."""
    phrase = _NOUN.fullmatch(item)
    noun, rest = phrase.groups() if phrase else (item, "")
    if noun.endswith("medium"):
        return f"{noun[:-2]}a{rest}"
    ends_in_ies = noun.endswith("y") and not noun.endswith(("ay", "ey", "oy"))
    return f"{noun[:-1]}ies{rest}" if ends_in_ies else f"{noun}s{rest}"
