"""The layout of a table: the columns it may have."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns that one kind of table may have.

    `text` columns hold words that may be translated: ``name@ko`` beside ``name``.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...]
    text: frozenset[str] = frozenset()

    @property
    def columns(self) -> tuple[str, ...]:
        """Return every column, in the order in which they are best written."""
        return (*self.required, *self.optional)
