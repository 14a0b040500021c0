"""Text as glyphs in their places, in whatever scripts it is: by HarfBuzz, as Typst does it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import uharfbuzz as hb

from routemap.pictures.bidi import Part, has_right_to_left, parts_from_left
from routemap.pictures.typefaces import (
    BOX,
    PRETENDARD,
    Typeface,
    in_order,
    leading,
    missing_of,
    typeface_of,
)

# Characters that separate words and lines have no glyph.
_BLANKS = dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"), " ")
_JOINERS = frozenset("\u200c\u200d")  # they join a letter to the next, or keep it from that
# Vowels written before the consonant that they follow in speech, and behind it: Thai and Lao.
_BEFORE, _BEHIND = frozenset("เแโใไເແໂໃໄ"), frozenset("ะาำຳ")
# The mark that joins a consonant to the next, in the scripts of India and Southeast Asia.
_VIRAMA = 9


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one typeface in the order in which they stand, from the left."""

    typeface: Typeface
    buffer: hb.Buffer

    @property
    def advance(self) -> float:
        """Return how wide it is, in parts of the type size."""
        positions = self.buffer.glyph_positions or ()  # None for no letters
        return float(sum(each.x_advance for each in positions) / self.upem)

    @property
    def upem(self) -> int:
        """Return the parts in which its typeface counts the type size."""
        return int(self.typeface.font(bold=False).face.upem)


class _Piece(NamedTuple):
    """Letters of a text, in reading order, that one typeface sets; None if none does."""

    start: int
    end: int
    typeface: Typeface | None


def shaped(text: str, *, bold: bool = False, language: str = "") -> tuple[Run, ...]:
    """Return a line of text as runs of glyphs, from the left.

    The leading typeface sets it alone if it can. `language` chooses between forms of the letters
    that others have. Letters that no typeface has are boxes.
    """
    text = text.translate(_BLANKS)
    alone = _by(leading(), text, bold=bold)
    if alone:
        return (alone,)
    return tuple(
        _run(text, piece, part, bold=bold, language=language)
        for part in parts_from_left(text)
        for piece in _pieces(text, part)
    )


def typefaces_of(texts: Iterable[str]) -> tuple[Typeface, ...]:
    """Return the typefaces that set some texts, ours and that of the house always among them."""
    used = {run.typeface for text in texts if not is_plain(text) for run in shaped(text)}
    return in_order(used | {PRETENDARD, leading()})


def is_plain(text: str) -> bool:
    """Tell whether the leading typeface sets a text alone, from left to right.

    Its script is one of those that Pretendard has, whose letters stand beside each other.
    """
    is_ours = leading() is PRETENDARD
    is_simple = text.isascii() and text.isprintable()
    if is_simple and is_ours:
        return True
    blank = text.translate(_BLANKS)
    if not is_simple and _by(PRETENDARD, blank, bold=False) is None:
        return False
    return is_ours or _by(leading(), blank, bold=False) is not None


def missing_letters(text: str) -> str:
    """Return the letters of `text` that no typeface has, each once."""
    if is_plain(text):
        return ""
    return "".join(dict.fromkeys("".join(map(missing_of, clusters(text.translate(_BLANKS))))))


def has_letters_for(text: str) -> bool:
    """Tell whether there is a typeface for every letter of `text`."""
    return not missing_letters(text)


def with_boxes(text: str) -> str:
    """Return a text with a box for each letter that no typeface has."""
    if is_plain(text):
        return text
    blank = text.translate(_BLANKS)
    return "".join(each if typeface_of(each) else BOX for each in clusters(blank))


def _by(typeface: Typeface, text: str, *, bold: bool) -> Run | None:
    """Return a text as one typeface sets it alone, None if it cannot."""
    if has_right_to_left(text):
        return None
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(typeface.font(bold=bold), buffer)
    is_whole = all(info.codepoint for info in buffer.glyph_infos)
    return Run(typeface, buffer) if is_whole else None


def _pieces(text: str, part: Part) -> Iterator[_Piece]:
    """Yield the pieces of a part of a line from the left."""
    pieces = list[_Piece]()
    place = part.start
    for cluster in clusters(text[part.start : part.end]):
        typeface, end = typeface_of(cluster), place + len(cluster)
        if pieces and typeface and pieces[-1].typeface is typeface:
            place = pieces.pop().start
        pieces.append(_Piece(place, end, typeface))
        place = end
    return reversed(pieces) if part.is_right_to_left else iter(pieces)


def _run(text: str, piece: _Piece, part: Part, *, bold: bool, language: str) -> Run:
    buffer = hb.Buffer()
    if piece.typeface:
        # With what stands before and behind it, for letters may join those of another typeface.
        letters = list(map(ord, text))
        buffer.add_codepoints(letters, piece.start, piece.end - piece.start)
    else:
        buffer.add_str(BOX)
    buffer.direction = "rtl" if part.is_right_to_left else "ltr"
    if language and piece.typeface is not PRETENDARD:
        buffer.language = language
    buffer.guess_segment_properties()
    typeface = piece.typeface or PRETENDARD
    hb.shape(typeface.font(bold=bold), buffer)
    return Run(typeface, buffer)


def clusters(text: str) -> Iterator[str]:
    """Yield the letters of a text, each with its marks and with those it is written in one with."""
    start = 0
    for place in range(1, len(text) + 1):
        if begins_cluster(text, place):
            yield text[start:place]
            start = place


def begins_cluster(text: str, place: int) -> bool:
    """Tell whether a line may be broken before a letter, if it must be within a word."""
    if not 0 < place < len(text):
        return True
    before, letter = text[place - 1], text[place]
    if letter in _BEHIND or letter in _JOINERS or unicodedata.category(letter)[0] == "M":
        return False
    is_joined = before == "\u200d" or before in _BEFORE or unicodedata.combining(before) == _VIRAMA
    return not is_joined
