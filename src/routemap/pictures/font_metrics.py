"""The typeface of pictures: how wide text is, where lines break, and the outlines of glyphs.

Pretendard has Latin, Cyrillic and Hangul. HarfBuzz shapes text here as Typst does in the finished
picture, so that what was measured is what is drawn.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

import uharfbuzz as hb

FAMILY = "Pretendard"
FONT_FOLDER = Path(__file__).parent / "fonts"
# Above and below the baseline, in parts of the type size, as in the font's own table.
ASCENT, DESCENT = 0.76, 0.22
# Characters that separate words and lines have no glyph.
_BLANKS = dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"), " ")
_PIECE = re.compile(r"[^\s\-–—/]*+(?:\s+|[-–—/])|[^\s\-–—/]++")
_MOST_KEPT_LETTERS = 120
# A line of so few letters is no line.
_CRUMB = 2


@dataclass(frozen=True, slots=True)
class Glyph:
    """The outline of a glyph as path data, and its place on the line, in parts of the type size."""

    outline: str
    x: float


@cache
def _font(*, bold: bool) -> hb.Font:
    path = FONT_FOLDER / f"{FAMILY}-{'Bold' if bold else 'Regular'}.otf"
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))


def _shape(text: str, *, bold: bool) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text.translate(_BLANKS))
    buffer.guess_segment_properties()
    hb.shape(_font(bold=bold), buffer)
    return buffer


def _advance(text: str, *, bold: bool) -> float:
    """Return how wide text is, in parts of the type size."""
    positions = _shape(text, bold=bold).glyph_positions or ()  # None for no letters
    return float(sum(each.x_advance for each in positions) / _font(bold=bold).face.upem)


# The labels of a map are measured again and again, in each candidate position.
_kept_advance = lru_cache(maxsize=4096)(_advance)


def width(text: str, size: float, *, bold: bool = False, spacing: float = 0.0) -> float:
    """Return how wide text is, in the unit of `size`, with `spacing` after each letter."""
    advance = _kept_advance if len(text) <= _MOST_KEPT_LETTERS else _advance
    return advance(text, bold=bold) * size + spacing * len(text)


def missing_letters(text: str) -> str:
    """Return the letters of `text` for which the typeface has no glyph, each once."""
    if text.isascii() and text.isprintable():
        return ""
    missing = (info.cluster for info in _shape(text, bold=False).glyph_infos if not info.codepoint)
    return "".join(dict.fromkeys(text[place] for place in missing))


def has_letters_for(text: str) -> bool:
    """Tell whether the typeface has a glyph for every letter of `text`."""
    return not missing_letters(text)


def glyphs(text: str, *, bold: bool = False) -> tuple[Glyph, ...]:
    """Return the glyphs of a line as SVG path data, y down, for a size of 1."""
    font = _font(bold=bold)
    upem = font.face.upem
    buffer = _shape(text, bold=bold)
    drawn, x = [], 0.0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        drawn.append(Glyph(_outline(info.codepoint, bold=bold), (x + position.x_offset) / upem))
        x += position.x_advance
    return tuple(drawn)


@cache
def _outline(glyph: int, *, bold: bool) -> str:
    font = _font(bold=bold)
    upem = font.face.upem
    parts: list[str] = []

    def write(command: str) -> object:
        def draw(*coordinates: float | object) -> None:
            numbers = [value for value in coordinates if isinstance(value, int | float)]
            turned = [value * (-1) ** place for place, value in enumerate(numbers)]  # y down
            parts.append(command + " ".join(f"{round(value / upem, 3):g}" for value in turned))

        return draw

    pen = hb.DrawFuncs()
    pen.set_move_to_func(write("M"))
    pen.set_line_to_func(write("L"))
    pen.set_cubic_to_func(write("C"))
    pen.set_quadratic_to_func(write("Q"))
    pen.set_close_path_func(write("Z"))
    font.draw_glyph(glyph, pen, None)
    return "".join(parts)


def lines(
    text: str, size: float, room: float, *, bold: bool = False, most: int | None = None
) -> tuple[str, ...]:
    """Break text into lines no wider than `room`; a longer word is broken where it must be.

    The last line has more than two letters if that can be. If there are more than `most` lines, the
    last one kept ends with "…".
    """
    kept = None if most is None else most + 1
    broken = tuple(islice(_lines(text, size, room, bold=bold), kept))
    if most is None or len(broken) <= most:
        return _without_crumb(broken, text, size, room, bold=bold)
    *whole, last = broken[:most]
    while last and width(f"{last}…", size, bold=bold) > room:
        last = last[:-1].rstrip()
    return (*whole, f"{last}…")


def _lines(text: str, size: float, room: float, *, bold: bool) -> Iterator[str]:
    line = ""
    for word in _pieces(text):
        if line and width((line + word).rstrip(), size, bold=bold) > room:
            yield line.rstrip()
            line = ""
        line += word if line else word.lstrip()
        done, end = 0, len(line.rstrip())
        while True:
            fits = _fitting(line, done, size, room, bold=bold)
            if done + fits >= end:
                break
            yield line[done : done + fits]
            done += fits
        line = line[done:]
    if line.strip():
        yield line.rstrip()


def _without_crumb(
    broken: tuple[str, ...], text: str, size: float, room: float, *, bold: bool
) -> tuple[str, ...]:
    """Return lines whose last has more than a letter or two, if a word before it fits there too."""
    if len(broken) < 2 or len(broken[-1]) > _CRUMB:  # noqa: PLR2004  one line has none before it
        return broken
    *others, before, crumb = broken
    *left, moved = _pieces(before)
    behind = text.rstrip().removesuffix(crumb)
    last = f"{moved}{behind[len(behind.rstrip()) :]}{crumb}"
    if not left or width(last, size, bold=bold) > room:
        return broken
    return (*others, "".join(left).rstrip(), last)


def widest_piece(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of the widest part of a text within which no line may end."""
    return max((width(piece.rstrip(), size, bold=bold) for piece in _pieces(text)), default=0.0)


def _pieces(text: str) -> Iterator[str]:
    """Yield the pieces after which a line may end: words with their space, parts up to a hyphen."""
    return (found[0] for found in _PIECE.finditer(text))


def _fitting(line: str, done: int, size: float, room: float, *, bold: bool) -> int:
    """Return how many letters of a line behind those `done` fit, one at least.

    However long the line is, no more than twice as many as fit are measured.
    """

    def is_too_wide(letters: int) -> bool:
        return width(line[done : done + letters].rstrip(), size, bold=bold) > room

    left, most = len(line) - done, 2
    while most < left and not is_too_wide(most):
        most *= 2
    sizes = range(min(most, left) + 1)
    return max(1, bisect_right(sizes, 0, lo=most // 2, key=is_too_wide) - 1)
