"""How wide text is in pictures, where its lines break, and the outlines of its glyphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

import uharfbuzz as hb

from routemap.pictures.shaping import begins_cluster, is_plain, shaped
from routemap.pictures.typefaces import Typeface, leading

# Above and below the baseline, in parts of the type size, as in the font's own table.
ASCENT, DESCENT = 0.76, 0.22
# No line ends at a space that holds two words together.
_SPACE, _LETTER = r"[^\S\u00a0\u202f]", r"[^\s\-–—/]|[\u00a0\u202f]"
_PIECE = re.compile(rf"(?:{_LETTER})*+(?:{_SPACE}+|[-–—/])|(?:{_LETTER})++")
_MOST_KEPT_LETTERS, _MOST_BROKEN_LETTERS = 120, 1000
# A line of so few letters is no line.
_CRUMB = 2


@dataclass(frozen=True, slots=True)
class Glyph:
    """The outline of a glyph as path data, and its place on the line, in parts of the type size.

    `y` counts down from the baseline.
    """

    outline: str
    x: float
    y: float


def _advance(text: str, *, bold: bool) -> float:
    """Return how wide text is, in parts of the type size."""
    return sum(run.advance for run in shaped(text, bold=bold))


@lru_cache(maxsize=4096)
def _kept_advance(text: str, _: Typeface, *, bold: bool) -> float:
    """Return the same: labels of a map are measured again and again, in each candidate position."""
    return _advance(text, bold=bold)


def width(text: str, size: float, *, bold: bool = False, spacing: float = 0.0) -> float:
    """Return how wide text is, in the unit of `size`, with `spacing` after each letter.

    Letters of scripts that join or stack them stand as they do without spacing.
    """
    is_kept = len(text) <= _MOST_KEPT_LETTERS
    advance = _kept_advance(text, leading(), bold=bold) if is_kept else _advance(text, bold=bold)
    spaced = len(text) if spacing and is_plain(text) else 0
    return advance * size + spacing * spaced


def glyphs(text: str, *, bold: bool = False, language: str = "") -> tuple[Glyph, ...]:
    """Return the glyphs of a line as SVG path data, y down, for a size of 1."""
    drawn, x = [], 0.0
    for run in shaped(text, bold=bold, language=language):
        upem, infos = run.upem, run.buffer.glyph_infos
        for info, position in zip(infos, run.buffer.glyph_positions or (), strict=True):
            outline = _outline(run.typeface, info.codepoint, bold=bold)
            at = x + position.x_offset / upem
            drawn.append(Glyph(outline, at, -position.y_offset / upem))
            x += position.x_advance / upem
    return tuple(drawn)


@cache
def _outline(typeface: Typeface, glyph: int, *, bold: bool) -> str:
    font = typeface.font(bold=bold)
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
    last one kept ends with "…". For each to be read as the whole text is, see `bidi.as_part_of`.
    """
    if len(text) <= _MOST_BROKEN_LETTERS:
        return _kept_lines(text, size, room, leading(), bold=bold, most=most)
    return _broken(text, size, room, bold=bold, most=most)


def _broken(
    text: str, size: float, room: float, *, bold: bool, most: int | None
) -> tuple[str, ...]:
    kept = None if most is None else most + 1
    broken = tuple(islice(_lines(text, size, room, bold=bold), kept))
    if most is None or len(broken) <= most:
        return _without_crumb(broken, text, size, room, bold=bold)
    *whole, last = broken[:most]
    while last and width(f"{last}…", size, bold=bold) > room:
        end = len(last) - 1
        while not begins_cluster(last, end):
            end -= 1
        last = last[:end].rstrip()
    return (*whole, f"{last}…")


@lru_cache(maxsize=1024)
def _kept_lines(
    text: str, size: float, room: float, _: Typeface, *, bold: bool, most: int | None
) -> tuple[str, ...]:
    """Return the same: a map is laid out again and again, and so is that of each moment."""
    return _broken(text, size, room, bold=bold, most=most)


def _lines(text: str, size: float, room: float, *, bold: bool) -> Iterator[str]:
    line = ""
    for word in _pieces(text):
        if line:
            if width((line + word).rstrip(), size, bold=bold) <= room:
                line += word
                continue
            yield line.rstrip()
        line = word.lstrip()
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
    fits = max(1, bisect_right(sizes, 0, lo=most // 2, key=is_too_wide) - 1)
    return _to_cluster(line, done, fits)


def _to_cluster(line: str, done: int, letters: int) -> int:
    """Return so many letters or fewer that no cluster is cut; those of the first at least."""
    fewer = letters
    while fewer and not begins_cluster(line, done + fewer):
        fewer -= 1
    while not fewer and not begins_cluster(line, done + letters):
        letters += 1
    return fewer or letters
