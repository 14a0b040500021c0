"""The small globe that shows where on Earth a picture lies, written as SVG."""

from __future__ import annotations

from routemap.look import Palette
from routemap.pictures.drawing import Locator
from routemap.pictures.svg_markup import circle, element, stroked


def locator_svg(locator: Locator, palette: Palette, unit: float) -> str:
    """Return the globe with the frame of the picture on it."""

    def globe(**look: str | float) -> str:
        return circle(locator.middle, locator.radius, **look)

    land = element("path", d=locator.land, fill=palette.border, fill_opacity=0.5)
    outline = stroked(locator.outline, palette.accent, 2 * unit)
    return (
        globe(fill=palette.water, stroke=palette.page, stroke_width=5 * unit)
        + element("clipPath", globe(), id="globe")
        + element("g", land + outline, clip_path="url(#globe)")
        + globe(fill="none", stroke=palette.second_text, stroke_width=1.2 * unit)
    )
