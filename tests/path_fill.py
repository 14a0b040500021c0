"""Which part of the sheet path data fills, told by geometry alone."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routemap.pictures.view import Place

_NUMBER = re.compile(r"-?\d*\.?\d+")


def filled_rings(data: str) -> list[list[Place]]:
    """Return the rings of path data as the pictures write it: M x y l dx dy … Z."""
    rings = []
    for part in data.split("M")[1:]:
        numbers = [float(number) for number in _NUMBER.findall(part)]
        ring = [(numbers[0], numbers[1])]
        for right, down in zip(numbers[2::2], numbers[3::2], strict=True):
            ring.append((ring[-1][0] + right, ring[-1][1] + down))
        rings.append([*ring, ring[0]])
    return rings


def winding(rings: Sequence[Sequence[Place]], place: Place) -> int:
    """Return how often rings wind round a place: it is filled unless that is 0."""
    px, py = place
    found = 0
    for ring in rings:
        for (x, y), (to_x, to_y) in pairwise(ring):
            if (y <= py) != (to_y <= py):
                is_left = (to_x - x) * (py - y) - (px - x) * (to_y - y) > 0
                if is_left == (to_y > y):
                    found += 1 if to_y > y else -1
    return found
