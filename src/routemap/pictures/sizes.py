"""Sizes of pictures: presets for newspapers, the web and walls, and free sizes."""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass
from math import sqrt

from routemap.errors import ParameterError
from routemap.look import SCREEN_TYPE, TypeScale

_MM_PER_INCH, _PT_PER_INCH, PRINT_DPI = 25.4, 72.0, 300.0
FREE_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(px|mm)?", re.IGNORECASE)
"""A free size: width, height and, unless it is pixels, the unit."""
SIZES = {"px": (200, 8000), "mm": (30, 1200)}
"""The smallest and largest width and height of a free size, by unit."""
# Of a picture for screens, in parts of its body size.
_SCREEN_MARGIN = 1.4


@dataclass(frozen=True, slots=True)
class Preset:
    """A size of picture.

    Attributes
    ----------
    name
        The name in commands, addresses and on the page.
    width, height
        In points (1/72 inch) for print, in pixels for screens.
    type
        The four sizes of type, in the same unit.
    is_print
        Print is drawn at 300 dots per inch, on white.
    margin
        Left free on all sides; none in a newspaper, whose columns have margins of their own.
    """

    name: str
    width: float
    height: float
    type: TypeScale
    is_print: bool = False
    margin: float = 0.0

    @property
    def unit(self) -> float:
        """Return the size on the sheet of one pixel of `look.py`."""
        return self.type.body / SCREEN_TYPE.body

    @property
    def px_per_unit(self) -> float:
        """Return how many pixels a unit has in a picture made of pixels, at scale 1."""
        return PRINT_DPI / _PT_PER_INCH if self.is_print else 1.0


def _millimetres(
    name: str, width: float, height: float, kind: TypeScale, margin: float = 0.0
) -> Preset:
    points = _PT_PER_INCH / _MM_PER_INCH
    return Preset(
        name, width * points, height * points, kind, is_print=True, margin=margin * points
    )


def _pixels(name: str, width: float, height: float, kind: TypeScale) -> Preset:
    return Preset(name, width, height, kind, margin=kind.body * _SCREEN_MARGIN)


_NEWSPRINT = TypeScale(small=6.5, body=7.5, headline=8, title=13.5)
PRESETS = {
    preset.name: preset
    for preset in (
        _millimetres("newspaper-1", 48, 90, TypeScale(6.5, 7.5, 8, 11)),
        _millimetres("newspaper-2", 100, 110, _NEWSPRINT),
        _millimetres("newspaper-3", 152, 120, _NEWSPRINT),
        _pixels("mobile", 360, 450, TypeScale(small=11, body=13, headline=14, title=20)),
        _pixels("web", 1200, 675, TypeScale(small=14, body=17, headline=20, title=32)),
        _pixels("card", 1200, 630, TypeScale(small=17, body=21, headline=25, title=40)),
        _pixels("square", 1080, 1080, TypeScale(small=17, body=21, headline=25, title=40)),
        _pixels("story", 1080, 1920, TypeScale(small=24, body=30, headline=34, title=56)),
        _millimetres("a4", 210, 297, TypeScale(small=8, body=10.5, headline=13, title=26), 12),
        _millimetres("a3", 297, 420, TypeScale(small=10, body=14, headline=18, title=37), 17),
        _pixels("tv", 1920, 1080, TypeScale(small=23, body=28, headline=34, title=56)),
    )
}
DEFAULT_PRESET = PRESETS["web"]


def preset(name: str) -> Preset:
    """Return a preset by name, or a free size like "1200x800" or "100x110mm".

    Raises
    ------
    ParameterError
        If it is neither, or too small or too large to draw.
    """
    if name in PRESETS:
        return PRESETS[name]
    free = FREE_SIZE.fullmatch(name.strip())
    if not free:
        known = ", ".join((*PRESETS, "or a size such as 1200x800 or 100x110mm"))
        raise ParameterError(
            "preset",
            f"there is no preset “{name}”; use one of {known}",
            (*PRESETS, "1200x800", "100x110mm"),
        )
    width, height = float(free[1]), float(free[2])
    unit = (free[3] or "px").lower()
    least, most = SIZES[unit]
    if not (least <= width <= most and least <= height <= most):
        raise ParameterError(
            "preset",
            f"“{name}” cannot be drawn; width and height must lie between {least} and {most}",
            (f"from {least}x{least}{unit} to {most}x{most}{unit}",),
        )
    return _free_size(name.strip(), width, height, is_print=unit == "mm")


def size_text(preset: Preset) -> str:
    """Return the size of a preset, in any language: "1200 × 675 px", "100 × 110 mm"."""
    if not preset.is_print:
        return f"{preset.width:g} × {preset.height:g} px"
    millimetres = _MM_PER_INCH / _PT_PER_INCH
    width, height = (round(length * millimetres) for length in (preset.width, preset.height))
    return f"{width} × {height} mm"


def size_in_words(preset: Preset) -> str:
    """Return the size with its resolution: "1200 × 675 px", "100 × 110 mm at 300 dpi"."""
    return size_text(preset) + (f" at {PRINT_DPI:g} dpi" if preset.is_print else "")


def _free_size(name: str, width: float, height: float, *, is_print: bool) -> Preset:
    """Let type grow with the sheet, which is then seen from further away.

    On screens smaller than "web" it shrinks, to that of a phone at most; on paper never.
    """
    make, model = (_millimetres, "newspaper-2") if is_print else (_pixels, "web")
    usual = PRESETS[model]
    side, usual_side = _side(make(name, width, height, usual.type)), _side(usual)
    share = max(side / usual_side, 1.0)
    sizes = [each * share for each in astuple(usual.type)]
    if not is_print and side < usual_side:
        phone = PRESETS["mobile"]
        nearer = min((usual_side - side) / (usual_side - _side(phone)), 1.0)
        small = astuple(phone.type)
        sizes = [a + (b - a) * nearer for a, b in zip(sizes, small, strict=True)]
    return make(name, width, height, TypeScale(*sizes))


def _side(size: Preset) -> float:
    """Return the side of a square as large as a picture."""
    return sqrt(size.width * size.height)
