"""What can be chosen of handout and film."""

from __future__ import annotations

from enum import StrEnum


class Paper(StrEnum):
    """A size of sheet."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def points(self) -> tuple[float, float]:
        """Return width and height in points (ISO 216, ANSI Y14.1)."""
        return (595.28, 841.89) if self is Paper.A4 else (612.0, 792.0)


class Shape(StrEnum):
    """A film's shape: for a wall, or for a phone."""

    WIDE = "wide"
    TALL = "tall"
