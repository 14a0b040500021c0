"""Lines as path data in SVG's words, as short as can be: steps instead of places, no idle zeros."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routemap.pictures.view import Place

_STEPS_KEPT = 16384


def path_data(line: Sequence[Place], *, is_closed: bool = False, decimals: int = 1) -> str:
    """Return a line as path data, "" if it has no place.

    Each step counts from the rounded place before it, so that errors do not add up.
    """
    if not line:
        return ""
    parts = 10**decimals
    x, y = round(line[0][0] * parts), round(line[0][1] * parts)
    steps = []
    for to_x, to_y in line[1:]:
        next_x, next_y = round(to_x * parts), round(to_y * parts)
        if next_x != x or next_y != y:
            steps.append(_pair(next_x - x, next_y - y, parts))
        x, y = next_x, next_y
    start = _pair(round(line[0][0] * parts), round(line[0][1] * parts), parts)
    return f"M{start}" + _joined(steps) + ("Z" if is_closed else "")


def _joined(steps: list[str]) -> str:
    """Return steps behind one "l", a minus being space enough between two numbers."""
    if not steps:
        return ""
    return "l" + steps[0] + "".join(step if step[0] == "-" else f" {step}" for step in steps[1:])


@lru_cache(maxsize=_STEPS_KEPT)
def _pair(x: int, y: int, parts: int) -> str:
    right, down = _number(x, parts), _number(y, parts)
    return f"{right}{down}" if down[0] == "-" else f"{right} {down}"


def _number(number: int, parts: int) -> str:
    whole, part = divmod(abs(number), parts)
    digits = f"{part:0{len(str(parts)) - 1}}".rstrip("0") if part else ""
    sign = "-" if number < 0 else ""
    point = "." if digits else ""
    return f"{sign}{whole or '' if digits else whole}{point}{digits}"
