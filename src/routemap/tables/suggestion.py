"""Guess what was meant, to say it and never to act on it."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from routemap.tables.excerpt import plain, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_LIKENESS = 0.5  # low enough for "lat" → "latitude"
_MOST_LISTED = 12
# Comparing is slow: it may take as many steps as two words have pairs of letters, and more.
_MOST_COMPARED = 300
_LONGEST_COMPARED = 60
_MOST_PAIRS = 1_000_000


class Choices:
    """Words of which one was meant; who is wrong again and again is not told which any more.

    Parameters
    ----------
    words
        All of them, in the order in which they are listed and compared.
    """

    def __init__(self, words: Collection[str]) -> None:
        self._words = words
        self._meant: dict[str, str] = {}
        self._pairs_left = _MOST_PAIRS

    @cached_property
    def listed(self) -> str:
        """Return the words as a short list: "a, b, c"."""
        return listed(self._words)

    @cached_property
    def _by_plain(self) -> dict[str, str]:
        first = islice(self._words, _MOST_COMPARED)
        return {word.casefold(): word for word in first if len(word) <= _LONGEST_COMPARED}

    @cached_property
    def _letters(self) -> int:
        return sum(map(len, self._by_plain))

    def nearest(self, word: str, likeness: float = _LIKENESS) -> str:
        """Return the choice most like `word`, or "" if none is or it would take too long."""
        pairs = len(word) * self._letters
        if len(word) > _LONGEST_COMPARED or pairs > self._pairs_left:
            return ""
        self._pairs_left -= pairs
        found = get_close_matches(word.casefold(), list(self._by_plain), n=1, cutoff=likeness)
        return self._by_plain[found[0]] if found else ""

    def did_you_mean(self, word: str, otherwise: str) -> str:
        """Return a question naming the choice most like `word`, or `otherwise` if none is."""
        if word not in self._meant:
            self._meant[word] = self.nearest(word)
        choice = self._meant[word]
        return f"did you mean {shown(choice)}?" if choice else otherwise


def did_you_mean(word: str, choices: Collection[str], otherwise: str) -> str:
    """Return a question naming the choice most like `word`, or `otherwise` if none is."""
    return Choices(choices).did_you_mean(word, otherwise)


def listed(words: Iterable[str]) -> str:
    """Return the words as a short list: "a, b, c"."""
    every = list(words)
    more = f" and {len(every) - _MOST_LISTED:,} more" if len(every) > _MOST_LISTED else ""
    return ", ".join(plain(word) for word in every[:_MOST_LISTED]) + more
