"""In which order the letters of a line stand, where some are read from right to left.

The order is that of the Unicode Bidirectional Algorithm (UAX #9), by python-bidi. Letters are
shaped in the order in which they are read; only parts of lines change places.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# Letters that are read from right to left, and marks and numbers that change their order.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
    "\U0001e800-\U0001efff]"
)
# Those that begin and end an embedding, an override or an isolate.
_EMBEDDING = re.compile("[\u202a-\u202e\u2066-\u2069]")
LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
# Marks without a look (variation selectors), so many that each letter of a line has its own pair.
_HIGH, _LOW = 0xFE00, 0xE0100
_HIGHS, _LOWS = 16, 240
# What stands for a letter that is such a mark itself or has no place, and for separators.
_PLAIN_MARK, _DIGITS, _NEUTRAL = "\u0300", {"EN": "0", "AN": "\u0660"}, "!"


class Part(NamedTuple):
    """A part of a line, from `start` up to `end` in reading order, all in one direction."""

    start: int
    end: int
    is_right_to_left: bool


def has_right_to_left(text: str) -> bool:
    """Tell whether any letter of a text is read from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def is_right_to_left(text: str) -> bool:
    """Tell whether a text as a whole is read from right to left, as its first letter is."""
    if not has_right_to_left(text):
        return False
    classes = map(unicodedata.bidirectional, text)
    return next((each != "L" for each in classes if each in {"L", "R", "AL"}), False)


def as_part_of(text: str, line: str) -> str:
    """Return a line of a text, with a mark before it if it would be read in another direction."""
    whole = is_right_to_left(text)
    if is_right_to_left(line) == whole:
        return line
    return (RIGHT_TO_LEFT_MARK if whole else LEFT_TO_RIGHT_MARK) + line


def parts_from_left(text: str) -> tuple[Part, ...]:
    """Return the parts of a line as they stand, from the left."""
    if len(text) > _HIGHS * _LOWS or not has_right_to_left(text):  # no line is so long
        return (Part(0, len(text), is_right_to_left=False),)
    return tuple(_joined(_letters_from_left(text)))


def _letters_from_left(text: str) -> Iterator[Part]:
    """Yield each letter as a part.

    python-bidi returns letters in their order, not their places. So each is followed by a pair of
    marks of its own. Marks go where their letter goes (rule W1): they stand behind it from left to
    right, before it from right to left. Letters that only change the order have none.
    """
    from bidi import get_display  # noqa: PLC0415  only lines with such letters need it

    followed = "".join(
        letter
        if _EMBEDDING.match(letter)
        else f"{letter}{chr(_HIGH + n // _LOWS)}{chr(_LOW + n % _LOWS)}"
        for n, letter in enumerate(_without_separators(text))
    )
    shown = get_display(followed, base_dir="R" if is_right_to_left(text) else "L")
    shown = _EMBEDDING.sub("", shown)
    for first, second, third in zip(shown[::3], shown[1::3], shown[2::3], strict=True):
        turned = _is_low(first)
        low = first if turned else third
        place = (ord(second) - _HIGH) * _LOWS + ord(low) - _LOW
        yield Part(place, place + 1, turned)


def _without_separators(text: str) -> Iterator[str]:
    """Yield letters, for each separator what it counts as (rules W2 and W4).

    A single one between two numbers is a part of the number; marks behind it would make it many.
    What the algorithm passes over, such as a joiner, goes where the letter before it goes.
    """
    classes = [unicodedata.bidirectional(letter) for letter in text]
    is_arabic = False
    for n, (letter, kind) in enumerate(zip(text, classes, strict=True)):
        if kind in {"L", "R", "AL"}:
            is_arabic = kind == "AL"
        if kind not in {"CS", "ES"}:
            yield _PLAIN_MARK if kind == "BN" or _is_low(letter) else letter
            continue
        around = {*classes[max(n - 1, 0) : n], *classes[n + 1 : n + 2]}
        if is_arabic and "EN" in around:
            around = around - {"EN"} | {"AN"}
        number = around.pop() if 0 < n < len(text) - 1 and len(around) == 1 else ""
        if kind == "ES" and number == "AN":
            number = ""
        yield _DIGITS.get(number, _NEUTRAL)


def _is_low(letter: str) -> bool:
    return _LOW <= ord(letter) < _LOW + _LOWS


def _joined(letters: Iterator[Part]) -> Iterator[Part]:
    """Join letters that are read one after the other."""
    whole = next(letters, None)
    if whole is None:
        return
    for each in letters:
        if each.is_right_to_left != whole.is_right_to_left:
            follows = False
        elif each.is_right_to_left:
            follows = each.end == whole.start
        else:
            follows = each.start == whole.end
        if follows:
            start, end = min(whole.start, each.start), max(whole.end, each.end)
            whole = Part(start, end, each.is_right_to_left)
        else:
            yield whole
            whole = each
    yield whole
