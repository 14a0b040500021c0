"""Which countries lie on both sides of a border."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from math import hypot

import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from geography.grid import Tile

BESIDE = 1e-4
"""Degrees from a border at which a country is looked for that has the same border in the source."""
STEPS_ASIDE = 2
"""The same in a tile, in the steps of its grid: a border may be one off."""
NONE = -1

Place = tuple[float, float]
Pair = tuple[int, int]


class Sides:
    """Finds the countries beside a line by their areas at the same scale, whose borders it has.

    Parameters
    ----------
    areas
        Of each country its number, as the lists of names count it, or -1, and a part of its area.
    """

    def __init__(self, areas: Iterable[tuple[int, BaseGeometry]]) -> None:
        numbered = [(number, part) for number, area in areas for part in _parts(area)]
        self._numbers = [number for number, _ in numbered]
        self._areas = [area for _, area in numbered]
        self._tree = shapely.STRtree(self._areas)

    def by_pair(self, lines: Iterable[BaseGeometry]) -> dict[Pair, list[LineString]]:
        """Return the parts of lines that part the same two countries, by these, the lesser first.

        A line of the source may run on where a third country begins. What lies in water, or in
        one country, goes with what is next to it.
        """
        found: dict[Pair, list[LineString]] = {}
        for line in (part for shape in lines for part in _parts(shape)):
            points = [point[:2] for point in line.coords]
            pieces = [piece for piece in pairwise(points) if piece[0] != piece[1]]
            pairs = _filled([self._pair(*piece) for piece in pieces])
            for pair, run in groupby(zip(pairs, pieces, strict=True), key=lambda each: each[0]):
                ends = [piece for _, piece in run]
                path = LineString([ends[0][0], *(end for _, end in ends)])
                found.setdefault(pair, []).append(path)
        return dict(sorted(found.items()))

    def _pair(self, start: Place, end: Place) -> Pair:
        left, right = (self._at(_aside(start, end, side * BESIDE)) for side in (1, -1))
        return (min(left, right), max(left, right))

    def _at(self, place: Place) -> int:
        found = self._tree.query(shapely.Point(place), predicate="within")
        return self._numbers[found[0]] if len(found) else NONE

    def of(self, tile: Tile, line: Sequence[int], pair: Pair) -> list[int]:
        """Return which of two countries is to the left of a tile's line, then that to the right."""
        units = tile.grid.units
        points = [
            (tile.west + x / units, tile.south + y / units)
            for x, y in zip(accumulate(line[::2]), accumulate(line[1::2]), strict=True)
        ]
        votes: Counter[int] = Counter()
        for start, end in pairwise(points):
            for side in (1, -1):
                number = self._at(_aside(start, end, side * STEPS_ASIDE / units))
                votes[number] += side * hypot(end[0] - start[0], end[1] - start[1])
        first, second = pair
        return [first, second] if votes[first] >= votes[second] else [second, first]


def _filled(pairs: Sequence[Pair]) -> list[Pair]:
    """Return pairs of countries, those that are not two as the nearest before or after."""
    clear = [n for n, (lesser, greater) in enumerate(pairs) if NONE < lesser < greater]
    if not clear:
        return [Counter(pairs).most_common(1)[0][0]] * len(pairs) if pairs else []
    return [pairs[min(clear, key=lambda at: abs(at - n))] for n in range(len(pairs))]


def _aside(start: Place, end: Place, by: float) -> Place:
    """Return the place so far to the left of a line's middle."""
    right, up = end[0] - start[0], end[1] - start[1]
    share = by / hypot(right, up)
    return (start[0] + end[0]) / 2 - up * share, (start[1] + end[1]) / 2 + right * share


def _parts(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    yield from getattr(shape, "geoms", (shape,))
