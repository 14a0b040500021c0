"""Pieces of SVG, written as briefly as possible: elements, numbers and path data."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import escape

from routemap.look import MARKS
from routemap.pictures.view import Box, Place

_NUMBERS_KEPT = 16384


def element(tag: str, content: str = "", /, **attributes: str | float) -> str:
    """Return an element; `content` is SVG.

    An underscore in an attribute's name stands for a hyphen; an attribute of "" is left out.
    """
    written = "".join(
        f' {name.replace("_", "-")}="{escape(value) if isinstance(value, str) else short(value)}"'
        for name, value in attributes.items()
        if value != ""
    )
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def rectangle(box: Box, **look: str | float) -> str:
    """Return a rectangle."""
    return element("rect", x=box.left, y=box.top, width=box.width, height=box.height, **look)


def layer(name: str, content: str, **look: str | float) -> str:
    """Return a layer as Inkscape shows it."""
    names = {"inkscape:groupmode": "layer", "inkscape:label": name.capitalize()}
    return element("g", content, id=name, **names, **look)


def circle(at: Place, radius: float, **look: str | float) -> str:
    """Return a circle."""
    return element("circle", cx=at[0], cy=at[1], r=radius, **look)


def stroked(data: str, colour: str, width: float, **look: str | float) -> str:
    """Return path data drawn as a line, "" for no data."""
    if not data:
        return ""
    look = {"fill": "none", "stroke_linejoin": "round", **look}
    return element("path", d=data, stroke=colour, stroke_width=width, **look)


def short(number: float) -> str:
    """Return a number with at most two decimals."""
    return f"{round(number, 2):g}"


def dot_with_halo(at: Place, colour: str, halo: str, unit: float) -> str:
    """Draw the dot of a place with the outer half of a line along its edge.

    Programs of SVG 1.1 know no `paint-order`, which would lay the whole line beneath the dot.
    """
    width = MARKS.name_halo / 2 * unit
    radius = MARKS.town_dot * unit + width / 2
    return circle(at, radius, fill=colour, stroke=halo, stroke_width=width)


def path_data(line: Sequence[Place], *, is_closed: bool = False, decimals: int = 1) -> str:
    """Return a line as path data in relative steps, "" if it has no place.

    Each step counts from the rounded place before it, so that rounding errors do not add up.
    """
    if not line:
        return ""
    parts = 10**decimals
    rounded = [(round(x * parts), round(y * parts)) for x, y in line]
    x, y = rounded[0]
    start, steps = _pair(x, y, parts), []
    for next_x, next_y in rounded[1:]:
        if next_x != x or next_y != y:
            steps.append(_pair(next_x - x, next_y - y, parts))
        x, y = next_x, next_y
    # A minus sign separates two numbers as well as a space does.
    joined = "".join(step if step[0] == "-" else f" {step}" for step in steps)
    return f"M{start}" + (f"l{joined.lstrip()}" if steps else "") + ("Z" if is_closed else "")


def _pair(x: int, y: int, parts: int) -> str:
    right, down = _number(x, parts), _number(y, parts)
    return f"{right}{down}" if down[0] == "-" else f"{right} {down}"


@lru_cache(maxsize=_NUMBERS_KEPT)
def _number(number: int, parts: int) -> str:
    whole, part = divmod(abs(number), parts)
    digits = f"{part:0{len(str(parts)) - 1}}".rstrip("0") if part else ""
    sign = "-" if number < 0 else ""
    return f"{sign}{whole or ''}.{digits}" if digits else f"{sign}{whole}"
