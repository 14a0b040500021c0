"""The layout of a table: the columns it may have."""

from __future__ import annotations

from dataclasses import dataclass

from routemap.tables.limits import LONGEST_NAME, LONGEST_TEXT


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns that one kind of table may have.

    `text` columns hold words that may be translated: ``name@ko`` beside ``name``. Those in `long`
    may have many sentences, the others are names and the like.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...]
    text: frozenset[str] = frozenset()
    long: frozenset[str] = frozenset()

    @property
    def columns(self) -> tuple[str, ...]:
        """Return every column, in the order in which they are best written."""
        return (*self.required, *self.optional)

    def longest(self, name: str) -> int:
        """Return how many letters a cell of a column may have."""
        return LONGEST_TEXT if name in self.long else LONGEST_NAME
