"""What became of every item of an imported file: nothing vanishes without a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from routemap.model.account import AccountEntry, Fate
from routemap.tables.cells import cells_of
from routemap.tables.schema import ACCOUNT
from routemap.tables.writer import table_text

COLUMN = "column"
"""What an account calls a column of a table, whose meaning is told by itself."""


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

    def answer(self, item: str, answer: str, count: int = 1) -> None:
        """Note how a question about items was answered: "date", "day first"."""
        self._add(item, Fate.ANSWERED, answer, count)

    def add_all(self, other: Account, details: Mapping[str, str] = MappingProxyType({})) -> None:
        """Count all that another account has; `details` says what has become of it since."""
        for entry in other:
            detail = details.get(entry.detail, entry.detail)
            self._add(entry.item, entry.fate, detail, entry.count)

    def __iter__(self) -> Iterator[AccountEntry]:
        """Yield the entries in the order in which they came first."""
        for (item, fate, detail), count in self._counts.items():
            yield AccountEntry(item, count, fate, detail)

    @property
    def left(self) -> tuple[AccountEntry, ...]:
        """Return what was lost."""
        return tuple(entry for entry in self if entry.fate == Fate.LEFT)

    @property
    def unshown(self) -> tuple[AccountEntry, ...]:
        """Return what is kept and nobody sees, but columns: each is told with its meaning."""
        kept = (entry for entry in self if entry.fate == Fate.KEPT)
        return tuple(entry for entry in kept if entry.item != COLUMN)

    def total(self, item: str) -> int:
        """Return how many items of a kind there are, whatever became of them."""
        entries = (entry for entry in self if entry.fate != Fate.ANSWERED)
        return sum(entry.count for entry in entries if entry.item == item)

    def _add(self, item: str, fate: Fate, detail: str, count: int) -> None:
        if count:
            key = (item, fate, detail)
            self._counts[key] = self._counts.get(key, 0) + count


def reported(files: Mapping[str, bytes], account: Account) -> dict[str, bytes]:
    """Return the files of a journey with the account as import.csv.

    A report of an earlier import, which came with the files, is continued if we wrote it.
    """
    rows = [cells_of(entry, ACCOUNT) for entry in account]
    report = table_text(rows, ACCOUNT).encode()
    before = files.get(ACCOUNT.file, b"")
    header, _, lines = report.partition(b"\n")
    if before.startswith(header + b"\n"):
        report = before + lines
    elif before:
        report = before
    return dict(files) | ({ACCOUNT.file: report} if report else {})
