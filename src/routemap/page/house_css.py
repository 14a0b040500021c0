"""A house style as a style sheet of its own, which stands behind all others and changes them."""

from __future__ import annotations

from functools import lru_cache

from routemap.house_look import screen_palettes
from routemap.look import DARK, LIGHT
from routemap.model.house_style import HouseStyle
from routemap.model.itinerary import Itinerary
from routemap.page.assets import Asset, make_asset
from routemap.page.house_font import font_face
from routemap.page.inlining import data_url
from routemap.page.screen_style import colour_properties, traveller_properties
from routemap.pictures.logo import logo_size

_LOGO_HEIGHT, _LOGO_WIDTH = 40.0, 160.0
_GAP = 20.0


def house_sheet(itinerary: Itinerary, *, holds_font: bool = False) -> Asset | None:
    """Return the style sheet of a house style, None where nothing is said.

    Its typeface lies beside it, or is in it if that is wanted.
    """
    css = house_css(itinerary, None if holds_font else "")
    return make_asset("house.css", css.encode()) if css else None


def house_css(itinerary: Itinerary, fonts: str | None) -> str:
    """Return what differs from our own look, "" where nothing does. The logo is in it.

    `fonts` is the address of the folder with its typeface, None to have that in it too.
    """
    return font_face(itinerary, fonts) + _looks(itinerary.journey.style)


@lru_cache(maxsize=8)
def _looks(style: HouseStyle) -> str:
    light, dark = screen_palettes(style)
    ours = {**colour_properties(LIGHT, DARK), **traveller_properties(LIGHT, DARK)}
    theirs = {**colour_properties(light, dark), **traveller_properties(light, dark)}
    changed = "".join(f"--{name}:{value};" for name, value in theirs.items() if value != ours[name])
    return (f":root{{{changed}}}" if changed else "") + _logo(style)


def _logo(style: HouseStyle) -> str:
    """Return the rules by which the logo stands beside title and opening slide."""
    if not style.logo_content:
        return ""
    width, height = logo_size(style, _LOGO_WIDTH, _LOGO_HEIGHT)
    side, start = ("start", "left") if style.logo_corner.is_left else ("end", "right")
    image = f"url({data_url('image/png', style.logo_content)})"
    size = f"{width:.4g}px {height:.4g}px"
    return (
        f":root{{--logo:{image} no-repeat {start} center/{size}}}"
        f".head{{box-sizing:border-box;min-height:{height:.4g}px;background:var(--logo);"
        f"padding-inline-{side}:{width + _GAP:.4g}px}}"
        f".start-slide::before{{content:'';display:block;height:{height + _GAP:.4g}px;"
        f"background:var(--logo);background-position:left top}}"
    )
