"""Guess what was meant, to say it and never to act on it."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

from routemap.tables.excerpt import plain, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

_LIKENESS = 0.5  # low enough for "lat" → "latitude"
_MOST_LISTED = 12
_MOST_COMPARED = 300  # comparing is slow, and a table may have 50,000 rows
_LONGEST_COMPARED = 60


def nearest(word: str, choices: Iterable[str], likeness: float = _LIKENESS) -> str:
    """Return the choice most like `word`, or "" if none is."""
    if len(word) > _LONGEST_COMPARED:
        return ""
    by_plain = {choice.casefold(): choice for choice in islice(choices, _MOST_COMPARED)}
    found = get_close_matches(word.casefold(), list(by_plain), n=1, cutoff=likeness)
    return by_plain[found[0]] if found else ""


def did_you_mean(word: str, choices: Iterable[str], otherwise: str) -> str:
    """Return a question naming the choice most like `word`, or `otherwise` if none is."""
    choice = nearest(word, choices)
    return f"did you mean {shown(choice)}?" if choice else otherwise


def listed(words: Iterable[str]) -> str:
    """Return the words as a short list: "a, b, c"."""
    every = list(words)
    more = f" and {len(every) - _MOST_LISTED} more" if len(every) > _MOST_LISTED else ""
    return ", ".join(plain(word) for word in every[:_MOST_LISTED]) + more
