"""Text as SVG: live text in a named font, outlines that every program shows alike, or both."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from markupsafe import escape

from routemap.look import MARKS
from routemap.pictures import font_metrics
from routemap.pictures.bidi import is_right_to_left
from routemap.pictures.drawing import Text
from routemap.pictures.font_metrics import Glyph
from routemap.pictures.shaping import clusters, is_plain, typefaces_of
from routemap.pictures.svg_markup import element, short
from routemap.pictures.typefaces import leading

_SLANT = -11.0
_ANY = "sans-serif"


class LiveText:
    """Text that can be selected, searched and changed where its typefaces are installed."""

    definitions = ""

    def line(self, text: Text, unit: float) -> str:
        """Return one line of text; `unit` is the size on the sheet of one pixel of `look.py`."""
        x, y = text.at
        place: dict[str, str | float] = {"x": x, "y": y}
        anchor = text.anchor
        if is_right_to_left(text.text):  # there a line starts on the right
            place["direction"] = "rtl"
            anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
        if _is_slanted(text):
            move = f"translate({short(x)} {short(y)}) skewX({_SLANT:g})"
            place = {"x": 0, "y": 0, "transform": move}
        return element(
            "text",
            escape(text.text),
            **place,
            font_family=self._families(text.text),
            font_size=text.size,
            font_weight="700" if text.is_bold else "",
            text_anchor="" if anchor == "start" else anchor,
            letter_spacing=(is_plain(text.text) and text.spacing) or "",
            fill=text.colour,
            **{"xml:lang": text.language},
            **_halo(text, unit),
        )

    def _families(self, text: str) -> str:
        """Return the typefaces of a text, and whatever else a program has."""
        families = [typeface.family for typeface in typefaces_of([text])]
        return ", ".join([*(f"'{name}'" if " " in name else name for name in families), _ANY])


class _TextForTypst(LiveText):
    """The same in the leading typeface alone: Typst finds nothing where several are named."""

    def _families(self, text: str) -> str:  # noqa: ARG002  all texts have the same
        return leading().name_in_typst


class OutlinedText:
    """Text as shapes: each glyph is defined once and used wherever it stands.

    Programs that read SVG 1.1 alone know uses by another name: `is_old` tells to write both.
    """

    def __init__(self, *, is_old: bool = False) -> None:
        self._is_old = is_old
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
            once_more = f"<use {self._href(name)}/>"
            halo = _outlined_halo(element("g", letters, id=name), text, unit)
            letters = halo + once_more
        place = _place(text)
        return element("g", letters, aria_label=text.text, transform=place, fill=text.colour)

    def halo(self, text: Text, unit: float) -> str:
        """Return the halo of a line of text alone."""
        halo = _outlined_halo(self._letters(text), text, unit)
        return element("g", halo, transform=_place(text))

    def _letters(self, text: Text) -> str:
        gap = text.spacing / text.size if is_plain(text.text) else 0.0
        drawn = font_metrics.glyphs(text.text, bold=text.is_bold, language=text.language)
        return "".join(
            self._letter(glyph, glyph.x + n * gap) for n, glyph in enumerate(drawn) if glyph.outline
        )

    def _letter(self, glyph: Glyph, x: float) -> str:
        y = round(glyph.y, 3)
        raised = f' y="{y:g}"' if y else ""
        return f'<use {self._href(self._id(glyph.outline))} x="{round(x, 3):g}"{raised}/>'

    def _href(self, name: str) -> str:
        return f'href="#{name}" xlink:href="#{name}"' if self._is_old else f'href="#{name}"'

    def _id(self, outline: str) -> str:
        return self._ids.setdefault(outline, f"g{len(self._ids)}")


class TextAboveHalos:
    """Text that can be selected above halos that are shapes.

    Typst paints the halo of a letter of live text over the letter before. What `is_set_by_typst`
    tells is left to `typst.placed_map`.
    """

    def __init__(self) -> None:
        self._live, self._outlined = _TextForTypst(), OutlinedText()

    @property
    def definitions(self) -> str:
        """Return the outlines of all glyphs that have a halo so far."""
        return self._outlined.definitions

    def line(self, text: Text, unit: float) -> str:
        """Return one line of text; `unit` is the size on the sheet of one pixel of `look.py`."""
        halo = self._outlined.halo(text, unit) if text.halo else ""
        if is_set_by_typst(text):
            return halo
        return halo + self._live.line(replace(text, halo=""), unit)


TextForm = Literal["live", "outlined", "outlined for all", "above halos"]
TextWriter = LiveText | OutlinedText | TextAboveHalos


def text_writer(form: TextForm) -> TextWriter:
    """Return what writes text in a form."""
    if form == "live":
        return LiveText()
    if form == "above halos":
        return TextAboveHalos()
    return OutlinedText(is_old=form == "outlined for all")


def is_set_by_typst(text: Text) -> bool:
    """Tell whether a line of text to select stands above the SVG, for Typst would garble it there.

    In an SVG it sets letters of most scripts apart, and cannot tell which letters a mark is on.
    """
    if text.is_slanted and is_plain(text.text):
        return False
    return not is_plain(text.text) or any(len(each) > 1 for each in clusters(text.text))


def left_end(text: Text) -> float:
    """Return where the left end of a line of text stands on the sheet."""
    width = font_metrics.width(text.text, text.size, bold=text.is_bold, spacing=text.spacing)
    return text.at[0] - {"start": 0.0, "middle": width / 2, "end": width}[text.anchor]


def _place(text: Text) -> str:
    """Return how letters that are one unit high come to where a text stands."""
    slant = f" skewX({_SLANT:g})" if _is_slanted(text) else ""
    return f"translate({short(left_end(text))} {short(text.at[1])}){slant} scale({text.size:.4g})"


def _is_slanted(text: Text) -> bool:
    """Tell whether the letters of a line lean; those of most scripts never do."""
    return text.is_slanted and is_plain(text.text)


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
