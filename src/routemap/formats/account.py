"""What became of every item of an imported file: nothing vanishes without a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    """What became of an item."""

    TAKEN = "taken"
    KEPT = "kept"
    """As a column that nothing shows."""
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """Items that went the same way.

    `item` is what the format calls one ("placemark", "column"); `detail` says as what they were
    taken or kept, or why they were left.
    """

    item: str
    count: int
    fate: Fate
    detail: str

    @property
    def text(self) -> str:
        """Return it in words, as "2 placemarks (a polygon has no place on a route)"."""
        return f"{counted(self.count, self.item)} ({self.detail})"


@dataclass(slots=True)
class Account:
    """The account of a file. For each item that a format has, the counts add up to all of them."""

    _counts: dict[tuple[str, Fate, str], int] = field(default_factory=dict)

    def take(self, item: str, taken_as: str, count: int = 1) -> None:
        """Count items that the journey shows, and say as what: "stop", "title"."""
        self._add(item, Fate.TAKEN, taken_as, count)

    def keep(self, item: str, kept_as: str, count: int = 1) -> None:
        """Count items that stay in a column nobody sees, and say in which."""
        self._add(item, Fate.KEPT, kept_as, count)

    def leave(self, item: str, why: str, count: int = 1) -> None:
        """Count items that are nowhere in the journey, and say why."""
        self._add(item, Fate.LEFT, why, count)

    def add_all(self, other: Account) -> None:
        """Count all that another account has."""
        for entry in other:
            self._add(entry.item, entry.fate, entry.detail, entry.count)

    def __iter__(self) -> Iterator[AccountEntry]:
        """Yield the entries in the order in which they came first."""
        for (item, fate, detail), count in self._counts.items():
            yield AccountEntry(item, count, fate, detail)

    @property
    def left(self) -> tuple[AccountEntry, ...]:
        """Return what was lost."""
        return tuple(entry for entry in self if entry.fate == Fate.LEFT)

    def total(self, item: str) -> int:
        """Return how many items of a kind there are, whatever became of them."""
        return sum(entry.count for entry in self if entry.item == item)

    def _add(self, item: str, fate: Fate, detail: str, count: int) -> None:
        if count:
            key = (item, fate, detail)
            self._counts[key] = self._counts.get(key, 0) + count


def counted(number: int, item: str) -> str:
    """Return a number of items, as "1 line" or "2 entries"."""
    plural = f"{item[:-1]}ies" if item.endswith("y") else f"{item}s"
    return f"{number:,} {item if number == 1 else plural}"
