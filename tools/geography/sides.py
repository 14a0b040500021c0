"""Which countries lie on both sides of a border."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from math import hypot

import shapely

from geography.grid import Tile

STEPS_ASIDE = (3, 10)
"""How far from a border a country is looked for, in the steps of its grid: it is as coarse."""
MOST_PLACES = 9
"""Along a line, at which both sides are looked up; most of them decide."""
NONE = -1


class Sides:
    """Finds the countries beside a line by their areas at the finest scale."""

    def __init__(self, areas: Iterable[shapely.Geometry]) -> None:
        self._areas = list(areas)
        self._tree = shapely.STRtree(self._areas)

    def of(self, tile: Tile, line: Sequence[int]) -> list[int]:
        """Return the numbers of the countries to the left and right of a tile's line, or -1."""
        units = tile.grid.units
        points = [
            (tile.west + x / units, tile.south + y / units)
            for x, y in zip(accumulate(line[::2]), accumulate(line[1::2]), strict=True)
        ]
        pieces = sorted(pairwise(points), key=lambda ends: -hypot(*_along(*ends)))[:MOST_PLACES]
        return [self._beside(pieces, side / units) for side in (1, -1)]

    def _beside(self, pieces: Sequence[tuple[tuple[float, float], ...]], step: float) -> int:
        found: Counter[int] = Counter()
        for start, end in pieces:
            right, up = _along(start, end)
            length = hypot(right, up)
            for steps in STEPS_ASIDE:
                aside = steps * step / length
                x = (start[0] + end[0]) / 2 - up * aside
                y = (start[1] + end[1]) / 2 + right * aside
                found.update(self._tree.query(shapely.Point(x, y), predicate="within").tolist())
        return found.most_common(1)[0][0] if found else NONE


def _along(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    return end[0] - start[0], end[1] - start[1]
