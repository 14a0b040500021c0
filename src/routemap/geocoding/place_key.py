"""Names of places, as far as two spellings of one are the same."""

from __future__ import annotations

import unicodedata

LEAST_LETTERS = 4
"""Of a key that is looked up as the beginning of names: with fewer, half the world begins."""
_LONGEST = 200  # in letters; the longest name of a place has 168


def place_key(name: str) -> str:
    """Return a name without case, accents, blanks and signs: "Komsomolsk-na-Amure" as one word.

    Hangul stays whole: what looks like accents there are letters.
    """
    # Folding may bring back what can be taken apart, as Unicode says of "caseless" (3.13, D146).
    # Putting thousands of accents of one letter in order takes the square of their number.
    folded = unicodedata.normalize("NFKD", name[:_LONGEST]).casefold()
    parts = unicodedata.normalize("NFKD", folded)
    letters = "".join(each for each in parts if unicodedata.category(each)[0] in "LN")
    return unicodedata.normalize("NFC", letters)
