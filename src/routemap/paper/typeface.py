"""The typeface of paper: how wide words are, where lines break, and the outlines of letters.

Pretendard holds Latin, Cyrillic and Hangul. HarfBuzz shapes it here as Typst does in the finished
picture, so that what was measured is what is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uharfbuzz as hb

FAMILY = "Pretendard"
FONT_FOLDER = Path(__file__).parent / "fonts"
# Of the size of type, as in the font's own table: above and below the baseline.
ASCENT, DESCENT = 0.76, 0.22


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter's shape and where it stands on its line, in parts of the size of type."""

    outline: str
    x: float


@cache
def _font(*, bold: bool) -> hb.Font:
    path = FONT_FOLDER / f"{FAMILY}-{'Bold' if bold else 'Regular'}.otf"
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))


def _shape(text: str, *, bold: bool) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(_font(bold=bold), buffer)
    return buffer


@cache
def _advance(text: str, *, bold: bool) -> float:
    positions = _shape(text, bold=bold).glyph_positions or ()  # None for no letters
    return float(sum(each.x_advance for each in positions) / _font(bold=bold).face.upem)


def width(text: str, size: float, *, bold: bool = False, spacing: float = 0.0) -> float:
    """Return how wide words are at a size, `spacing` after each letter, in the unit of `size`."""
    return _advance(text, bold=bold) * size + spacing * len(text)


def has_letters_for(text: str) -> bool:
    """Tell whether the typeface has a shape for every letter of `text`."""
    return all(info.codepoint for info in _shape(text, bold=False).glyph_infos)


def glyphs(text: str, *, bold: bool = False) -> tuple[Glyph, ...]:
    """Return the letters of a line as outlines in SVG's words, y down, for a size of 1."""
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


def lines(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break words into lines no wider than `room`; a longer word is broken where it must be."""
    broken: list[str] = []
    line = ""
    for word in _pieces(text):
        if line and width((line + word).rstrip(), size, bold=bold) > room:
            broken.append(line.rstrip())
            line = ""
        line += word if line else word.lstrip()
        while len(line) > 1 and width(line.rstrip(), size, bold=bold) > room:
            fits = _fitting(line, size, room, bold=bold)
            broken.append(line[:fits])
            line = line[fits:]
    return (*broken, line.rstrip()) if line.strip() else tuple(broken)


def widest_piece(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of the widest part of words that no line end may break."""
    return max((width(piece.rstrip(), size, bold=bold) for piece in _pieces(text)), default=0.0)


def _pieces(text: str) -> list[str]:
    """Return what a line may end with: words with their space, parts up to a hyphen."""
    pieces, piece = [], ""
    for letter in text:
        piece += letter
        if letter.isspace() or letter in "-–—/":
            pieces.append(piece)
            piece = ""
    return [*pieces, piece] if piece else pieces


def _fitting(line: str, size: float, room: float, *, bold: bool) -> int:
    fits = 1
    while fits < len(line) and width(line[: fits + 1], size, bold=bold) <= room:
        fits += 1
    return fits
