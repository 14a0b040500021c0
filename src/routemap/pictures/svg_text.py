"""Text as SVG: live text in a named font, outlines that every program shows alike, or both."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from markupsafe import escape

from routemap.look import MARKS
from routemap.pictures import font_metrics
from routemap.pictures.drawing import Text
from routemap.pictures.svg_markup import element, short

_SLANT = -11.0


class LiveText:
    """Text that can be selected, searched and changed where the font is installed."""

    definitions = ""

    def line(self, text: Text, unit: float) -> str:
        """Return one line of text; `unit` is the size on the sheet of one pixel of `look.py`."""
        x, y = text.at
        place: dict[str, str | float] = {"x": x, "y": y}
        if text.is_slanted:
            move = f"translate({short(x)} {short(y)}) skewX({_SLANT:g})"
            place = {"x": 0, "y": 0, "transform": move}
        return element(
            "text",
            escape(text.text),
            **place,
            font_family=font_metrics.FAMILY,
            font_size=text.size,
            font_weight="700" if text.is_bold else "",
            text_anchor="" if text.anchor == "start" else text.anchor,
            letter_spacing=text.spacing or "",
            fill=text.colour,
            **{"xml:lang": text.language},
            **_halo(text, unit),
        )


class OutlinedText:
    """Text as shapes: each glyph is defined once and used wherever it stands."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._lines = 0

    @property
    def definitions(self) -> str:
        """Return the outlines of all glyphs used so far."""
        return "".join(element("path", id=name, d=outline) for outline, name in self._ids.items())

    def line(self, text: Text, unit: float) -> str:
        """Return one line of text; `unit` is the size on the sheet of one pixel of `look.py`.

        Its halo comes first, then the same letters: the halo of a letter, drawn with it, would
        cover the letter before.
        """
        letters = self._letters(text)
        if text.halo:
            self._lines += 1
            name = f"w{self._lines}"
            once_more = element("use", href=f"#{name}")
            halo = _outlined_halo(element("g", letters, id=name), text, unit)
            letters = halo + once_more
        place = _place(text)
        return element("g", letters, aria_label=text.text, transform=place, fill=text.colour)

    def halo(self, text: Text, unit: float) -> str:
        """Return the halo of a line of text alone."""
        halo = _outlined_halo(self._letters(text), text, unit)
        return element("g", halo, transform=_place(text))

    def _letters(self, text: Text) -> str:
        gap = text.spacing / text.size
        return "".join(
            f'<use href="#{self._id(glyph.outline)}" x="{round(glyph.x + n * gap, 3):g}"/>'
            for n, glyph in enumerate(font_metrics.glyphs(text.text, bold=text.is_bold))
            if glyph.outline
        )

    def _id(self, outline: str) -> str:
        return self._ids.setdefault(outline, f"g{len(self._ids)}")


class TextAboveHalos:
    """Text that can be selected above halos that are shapes.

    Typst paints the halo of a letter of live text over the letter before.
    """

    def __init__(self) -> None:
        self._live, self._outlined = LiveText(), OutlinedText()

    @property
    def definitions(self) -> str:
        """Return the outlines of all glyphs that have a halo so far."""
        return self._outlined.definitions

    def line(self, text: Text, unit: float) -> str:
        """Return one line of text; `unit` is the size on the sheet of one pixel of `look.py`."""
        halo = self._outlined.halo(text, unit) if text.halo else ""
        return halo + self._live.line(replace(text, halo=""), unit)


TextForm = Literal["live", "outlined", "above halos"]
TextWriter = LiveText | OutlinedText | TextAboveHalos


def text_writer(form: TextForm) -> TextWriter:
    """Return what writes text in a form."""
    if form == "live":
        return LiveText()
    return OutlinedText() if form == "outlined" else TextAboveHalos()


def _place(text: Text) -> str:
    """Return how letters that are one unit high come to where a text stands."""
    x, y = text.at
    size = text.size
    width = font_metrics.width(text.text, size, bold=text.is_bold, spacing=text.spacing)
    x -= {"start": 0.0, "middle": width / 2, "end": width}[text.anchor]
    slant = f" skewX({_SLANT:g})" if text.is_slanted else ""
    return f"translate({short(x)} {short(y)}){slant} scale({size:.4g})"


def _outlined_halo(letters: str, text: Text, unit: float) -> str:
    return element(
        "g",
        letters,
        fill=text.halo,
        stroke=text.halo,
        stroke_width=f"{MARKS.name_halo * unit / text.size:.3g}",
        stroke_linejoin="round",
    )


def _halo(text: Text, unit: float) -> dict[str, str]:
    if not text.halo:
        return {}
    return {
        "stroke": text.halo,
        "stroke_width": f"{MARKS.name_halo * unit:.3g}",
        "stroke_linejoin": "round",
        "paint_order": "stroke",
    }
