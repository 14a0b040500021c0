"""Words as SVG: live text in a named font, or outlines that every program shows alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from markupsafe import escape

from routemap.look import MARKS
from routemap.pictures import font_metrics

if TYPE_CHECKING:
    from routemap.pictures.drawing import Text

_SLANT = -11.0


class TextWriter(Protocol):
    """A way to write words. `unit` is what one pixel of `look` measures on the sheet."""

    def written(self, words: Text, unit: float) -> str:
        """Return one line of text as SVG."""

    def definitions(self) -> str:
        """Return what all that was written refers to."""


class LiveText:
    """Text that can be selected, searched and changed, where the font is installed."""

    def written(self, words: Text, unit: float) -> str:
        """Return one line of text as SVG."""
        x, y = words.at
        attributes = {
            "x": short(x),
            "y": short(y),
            "font-family": font_metrics.FAMILY,
            "font-size": short(words.size),
            "fill": words.colour,
            "xml:lang": words.language,
        }
        if words.is_slanted:
            attributes |= {"x": "0", "y": "0"}
            attributes["transform"] = f"translate({short(x)} {short(y)}) skewX({_SLANT:g})"
        if words.is_bold:
            attributes["font-weight"] = "700"
        if words.anchor != "start":
            attributes["text-anchor"] = words.anchor
        if words.spacing:
            attributes["letter-spacing"] = short(words.spacing)
        written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        return f"<text{written}{_halo(words, unit)}>{escape(words.text)}</text>"

    def definitions(self) -> str:
        """Return nothing: the font is named, not shipped within."""
        return ""


class OutlinedText:
    """Text as shapes, each letter of the typeface defined once and used where it stands."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def written(self, words: Text, unit: float) -> str:
        """Return one line of text as SVG."""
        x, y = words.at
        size = words.size
        width = font_metrics.width(words.text, size, bold=words.is_bold, spacing=words.spacing)
        x -= {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
        slant = f" skewX({_SLANT:g})" if words.is_slanted else ""
        gap = words.spacing / size
        letters = "".join(
            f'<use href="#{self._id(glyph.outline)}" x="{_em(glyph.x + n * gap)}"/>'
            for n, glyph in enumerate(font_metrics.glyphs(words.text, bold=words.is_bold))
            if glyph.outline
        )
        return (
            f'<g aria-label="{escape(words.text)}" transform="translate({short(x)} {short(y)})'
            f'{slant} scale({size:.4g})" fill="{words.colour}"{_halo(words, unit / size)}>'
            f"{letters}</g>"
        )

    def definitions(self) -> str:
        """Return the letters used."""
        return "".join(f'<path id="{name}" d="{outline}"/>' for outline, name in self._ids.items())

    def _id(self, outline: str) -> str:
        return self._ids.setdefault(outline, f"g{len(self._ids)}")


def short(number: float) -> str:
    """Return a number with two decimals at most."""
    return f"{round(number, 2):g}"


def _em(share: float) -> str:
    """Return a part of the type size: to a thousandth."""
    return f"{share:.3f}".rstrip("0").rstrip(".")


def _halo(words: Text, unit: float) -> str:
    if not words.halo:
        return ""
    return (
        f' stroke="{words.halo}" stroke-width="{MARKS.name_halo * unit:.3g}"'
        ' stroke-linejoin="round" paint-order="stroke"'
    )
