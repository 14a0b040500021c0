"""Which marks of a long journey would stand too near others; crowding.js does so on the screen."""

from __future__ import annotations

from collections import defaultdict
from math import dist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routemap.pictures.view import Place


def crowded(places: Sequence[Place], apart: float, standing: Sequence[int]) -> list[bool]:
    """Return for each place whether one before it lies nearer than `apart`.

    Parameters
    ----------
    places
        Middles of marks on the sheet.
    standing
        Numbers of places that are never crowded; they come before all others.
    """
    cells: dict[tuple[int, int], list[Place]] = defaultdict(list)

    def cell(place: Place) -> tuple[int, int]:
        return int(place[0] // apart), int(place[1] // apart)

    def is_free(place: Place) -> bool:
        column, row = cell(place)
        return all(
            dist(kept, place) >= apart
            for near_column in (column - 1, column, column + 1)
            for near_row in (row - 1, row, row + 1)
            for kept in cells.get((near_column, near_row), ())
        )

    for number in standing:
        cells[cell(places[number])].append(places[number])
    stand = set(standing)
    found = []
    for number, place in enumerate(places):
        is_crowded = number not in stand and not is_free(place)
        if not is_crowded and number not in stand:
            cells[cell(place)].append(place)
        found.append(is_crowded)
    return found
