"""A drawing written down as SVG, its text live or as outlines."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from routemap.paper import typeface
from routemap.paper.drawing import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Template

    from routemap.paper.drawing import Drawing

_HALO = 4.0
_SLANT = -11.0
_FIGURE_COLOURS = {"current": "on_accent", "ahead": "text", "visited": "page"}


def svg(drawing: Drawing, *, outlined: bool = False, metadata: str = "") -> str:
    """Write a drawing as SVG.

    Parameters
    ----------
    outlined
        Letters as shapes, which every program shows alike; else as text in Pretendard, which can
        be selected and changed where that font is installed.
    metadata
        A `<metadata>` element as XML, "" for none.
    """
    outlines = _Outlines()
    write = outlines.written if outlined else _live
    unit, palette, marks = drawing.preset.unit, drawing.palette, drawing.marks

    def all_of(words: Iterable[Words]) -> Markup:
        return Markup("").join(Markup(write(each, unit)) for each in words)  # noqa: S704  escaped

    figures = {}
    for stop in drawing.stops:
        size = (marks.figure_current if stop.state == "current" else marks.figure) * unit
        at = (stop.at[0], stop.at[1] + size * 0.355)
        colour = getattr(palette, _FIGURE_COLOURS[stop.state])
        figure = Words(stop.figure, at, size, colour, drawing.language, "middle", is_bold=True)
        figures[stop.figure] = all_of([figure])
    scale = drawing.preset.px_per_unit
    return _template().render(
        drawing=drawing,
        width="{:g}{}".format(*_printed(drawing.preset.width, drawing.preset.is_print)),
        height="{:g}{}".format(*_printed(drawing.preset.height, drawing.preset.is_print)),
        scale=scale,
        figures=figures,
        ground_names=all_of(drawing.ground_names),
        stop_names=all_of(drawing.stop_names),
        furniture=all_of(drawing.furniture),
        metadata=Markup(metadata),  # noqa: S704  made by metadata.py
        letters=Markup(outlines.definitions()),  # noqa: S704  numbers only
    )


def _printed(length: float, is_print: bool) -> tuple[float, str]:  # noqa: FBT001
    return (round(length * 25.4 / 72, 3), "mm") if is_print else (length, "")


@cache
def _template() -> Template:
    environment = Environment(loader=PackageLoader("routemap.paper", ""), autoescape=True)
    environment.filters["short"] = _short
    environment.filters["scaled"] = lambda array, unit: " ".join(
        _short(float(length) * unit) for length in array.split()
    )
    return environment.get_template("picture.svg.jinja")


def _short(number: float) -> str:
    return f"{round(number, 2):g}"


def _live(words: Words, unit: float) -> str:
    x, y = words.at
    attributes = {
        "x": _short(x),
        "y": _short(y),
        "font-family": typeface.FAMILY,
        "font-size": _short(words.size),
        "fill": words.colour,
        "xml:lang": words.language,
    }
    if words.is_slanted:
        attributes |= {"x": "0", "y": "0"}
        attributes["transform"] = f"translate({_short(x)} {_short(y)}) skewX({_SLANT:g})"
    if words.is_bold:
        attributes["font-weight"] = "700"
    if words.anchor != "start":
        attributes["text-anchor"] = words.anchor
    if words.spacing:
        attributes["letter-spacing"] = _short(words.spacing)
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<text{written}{_halo(words, unit)}>{escape(words.text)}</text>"


class _Outlines:
    """Text as shapes, each letter of the typeface defined once and used where it stands."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def written(self, words: Words, unit: float) -> str:
        x, y = words.at
        size = words.size
        width = typeface.width(words.text, size, bold=words.is_bold, spacing=words.spacing)
        x -= {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
        slant = f" skewX({_SLANT:g})" if words.is_slanted else ""
        letters = "".join(
            f'<use href="#{self._id(glyph.outline)}" x="{glyph.x + n * words.spacing / size:.3f}"/>'
            for n, glyph in enumerate(typeface.glyphs(words.text, bold=words.is_bold))
            if glyph.outline
        )
        return (
            f'<g aria-label="{escape(words.text)}" transform="translate({_short(x)} {_short(y)})'
            f'{slant} scale({size:.4g})" fill="{words.colour}"{_halo(words, unit / size)}>'
            f"{letters}</g>"
        )

    def definitions(self) -> str:
        return "".join(f'<path id="{name}" d="{outline}"/>' for outline, name in self._ids.items())

    def _id(self, outline: str) -> str:
        return self._ids.setdefault(outline, f"letter-{len(self._ids)}")


def _halo(words: Words, unit: float) -> str:
    if not words.halo:
        return ""
    return (
        f' stroke="{words.halo}" stroke-width="{_HALO * unit:.3g}" stroke-linejoin="round"'
        ' paint-order="stroke"'
    )
