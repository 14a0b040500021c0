"""Palettes, sizes and type of `look` as CSS custom properties: what every style sheet reads."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache

from routemap.look import (
    FONT_STACK,
    MARKS,
    PHONE_DATE,
    PHONE_MARKS,
    PRESENT_MARKS,
    PRESENT_TYPE,
    SCREEN_TYPE,
    css_palettes,
)


@cache
def screen_css_variables() -> str:
    """Return the custom properties: `--land:light-dark(#F4F1E9,#2B3036);--disc:11;…`.

    Dashes grow with the marks, so they are lengths; the other sizes are plain numbers.
    """
    marks = {
        "leg-travelled": MARKS.leg_travelled,
        "leg-ahead": MARKS.leg_ahead,
        "casing": MARKS.casing,
        "inferred-way-dash": _dash(MARKS.inferred_way_dash),
        "unknown-way-dash": _dash(MARKS.unknown_way_dash),
        "ahead-dash": _dash(MARKS.ahead_dash),
        "unknown-ahead-dash": _dash(MARKS.unknown_ahead_dash),
        "disc": MARKS.disc,
        "disc-current": MARKS.disc_current,
        "disc-halo": MARKS.disc_halo,
        "disc-edge": MARKS.disc_edge,
        "disc-ring": MARKS.disc_ring,
        "figure": MARKS.figure,
        "figure-current": MARKS.figure_current,
        "border-width": MARKS.border,
        "border-opacity": MARKS.border_opacity,
        "disputed-dash": MARKS.disputed_dash,
        "phone-marks": PHONE_MARKS,
        "present-marks": PRESENT_MARKS,
    }
    sizes = {f"type-{name}": f"{size:g}px" for name, size in asdict(SCREEN_TYPE).items()}
    sizes["phone-date"] = f"{PHONE_DATE:g}px"
    sizes |= {f"present-{name}": f"{size:g}" for name, size in asdict(PRESENT_TYPE).items()}
    halo = ",".join(
        f"{x}px {y}px 1px var(--land)"
        for x, y in ((2, 0), (-2, 0), (0, 2), (0, -2), (1, 1), (-1, 1), (1, -1), (-1, -1))
    )
    variables = {**marks, **sizes, "font": FONT_STACK, "halo": halo}
    return css_palettes() + "".join(f"--{name}:{value};" for name, value in variables.items())


def _dash(pixels: str) -> str:
    return " ".join(f"calc({length}*var(--mark))" for length in pixels.split())
