"""Text as SVG: live text in a named font, or outlines that every program shows alike."""

from __future__ import annotations

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

    @property
    def definitions(self) -> str:
        """Return the outlines of all glyphs used so far."""
        return "".join(element("path", id=name, d=outline) for outline, name in self._ids.items())

    def line(self, text: Text, unit: float) -> str:
        """Return one line of text; `unit` is the size on the sheet of one pixel of `look.py`."""
        x, y = text.at
        size = text.size
        width = font_metrics.width(text.text, size, bold=text.is_bold, spacing=text.spacing)
        x -= {"start": 0.0, "middle": width / 2, "end": width}[text.anchor]
        slant = f" skewX({_SLANT:g})" if text.is_slanted else ""
        gap = text.spacing / size
        letters = "".join(
            f'<use href="#{self._id(glyph.outline)}" x="{round(glyph.x + n * gap, 3):g}"/>'
            for n, glyph in enumerate(font_metrics.glyphs(text.text, bold=text.is_bold))
            if glyph.outline
        )
        move = f"translate({short(x)} {short(y)}){slant} scale({size:.4g})"
        look = {"fill": text.colour, **_halo(text, unit / size)}
        return element("g", letters, aria_label=text.text, transform=move, **look)

    def _id(self, outline: str) -> str:
        return self._ids.setdefault(outline, f"g{len(self._ids)}")


def _halo(text: Text, unit: float) -> dict[str, str]:
    if not text.halo:
        return {}
    return {
        "stroke": text.halo,
        "stroke_width": f"{MARKS.name_halo * unit:.3g}",
        "stroke_linejoin": "round",
        "paint_order": "stroke",
    }
