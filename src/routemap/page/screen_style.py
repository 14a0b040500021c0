"""Colours, sizes and type of `look` as CSS custom properties: what every style sheet reads."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache

from routemap.look import (
    BAND_BORDER,
    DARK,
    FONT_STACK,
    LIGHT,
    MARKS,
    PHONE_MARKS,
    PRESENT_MARKS,
    PRESENT_TYPE,
    SCREEN_SIZES,
    SCREEN_TYPE,
    SHAPES,
    Palette,
    mixed,
)
from routemap.shapes import corners, reach

SCRIPT_SIZES = (
    *("simplify", "smooth", "lane", "shortest_shared"),
    *("arrow", "arrow_width", "arrow_edge", "arrow_every", "arrow_shift", "arrow_from_end"),
    "leg_travelled",
    *("disc", "disc_current", "disc_halo", "disc_edge"),
    *("disc_near", "disc_apart", "disc_between", "disc_round_place", "card_step"),
    *("joint", "joint_now", "dot", "dot_edge", "dot_ring"),
    *("label_gap", "label_apart", "label_leader", "label_edge"),
)
"""Sizes of `MARKS` that the scripts of a route read; style sheets have all as variables."""


@cache
def screen_css_variables() -> str:
    """Return the custom properties: `--land:light-dark(#F4F1E9,#2B3036);--disc:11;…`.

    `color-scheme` chooses between the two colours. Dashes grow with the marks, so they are lengths;
    the other sizes of marks, and those of type for a wall, are plain numbers.
    """
    properties = {
        **colour_properties(LIGHT, DARK),
        **{
            name: _dash(size) if isinstance(size, str) else f"{size:g}"
            for name, size in asdict(MARKS).items()
        },
        **{name: f"{size:g}px" for name, size in SCREEN_SIZES.items()},
        **{f"type_{name}": f"{size:g}px" for name, size in asdict(SCREEN_TYPE).items()},
        **{f"present_{name}": f"{size:g}" for name, size in asdict(PRESENT_TYPE).items()},
        "phone_marks": f"{PHONE_MARKS:g}",
        "present_marks": f"{PRESENT_MARKS:g}",
        "font": FONT_STACK,
        "halo": _text_halo(MARKS.name_halo / 2),
    }
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in properties.items())


def colour_properties(light: Palette, dark: Palette) -> dict[str, str]:
    """Return a custom property for each colour: `land` is `light-dark(#F4F1E9,#2B3036)`."""
    others = _colours(dark)
    return {
        name.replace("_", "-"): f"light-dark({colour},{others[name]})"
        for name, colour in _colours(light).items()
    }


def traveller_properties(light: Palette, dark: Palette) -> dict[str, str]:
    """Return a custom property for the colour of each of several travellers."""
    pairs = zip(light.travellers, dark.travellers, strict=True)
    return {
        f"traveller-{number}": f"light-dark({one},{other})"
        for number, (one, other) in enumerate(pairs, 1)
    }


@cache
def traveller_css_variables() -> str:
    """Return the looks of several travellers: `--traveller-1:light-dark(…);--shape-1:circle(…);…`.

    Shapes are for `clip-path` of a square box, in which the farthest corner has room.
    """
    colours = traveller_properties(LIGHT, DARK)
    shapes = {f"shape-{number}": _clip_path(shape) for number, shape in enumerate(SHAPES, 1)}
    return "".join(f"--{name}:{value};" for name, value in (colours | shapes).items())


def _clip_path(shape: str) -> str:
    """Return a shape as CSS, in a box that has room for each of the shapes."""
    radius = 50 / max(map(reach, SHAPES))
    places = [f"{50 + radius * x:.3g}% {50 + radius * y:.3g}%" for x, y in corners(shape)]
    return f"polygon({','.join(places)})" if places else f"circle({radius:.3g}%)"


def _colours(palette: Palette) -> dict[str, str]:
    """Return all colours, with those in the middle of a coast or border that is known to a band."""
    shore = mixed(palette.land, palette.water)
    border_band = mixed(palette.land, palette.border, BAND_BORDER)
    plain = {name: colour for name, colour in asdict(palette).items() if isinstance(colour, str)}
    return {**plain, "shore": shore, "border_band": border_band}


def _dash(pixels: str) -> str:
    return " ".join(f"calc({length}*var(--mark))" for length in pixels.split())


def _text_halo(reach: float) -> str:
    """Return the edge in the colour of the land round words, `reach` px wide, as shadows."""
    sides = ((reach, 0), (-reach, 0), (0, reach), (0, -reach))
    corners = ((x * reach / 2, y * reach / 2) for x in (1, -1) for y in (1, -1))
    return ",".join(f"{x:g}px {y:g}px 1px var(--land)" for x, y in (*sides, *corners))
