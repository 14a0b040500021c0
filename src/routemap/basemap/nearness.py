"""How near a route a place lies: towns on the way are named before larger ones far from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot

from routemap.basemap.tiles import NamedPoint

Place = tuple[float, float]
# In pixels of a map: a dot so near lies on the line, one so far is no nearer than any other.
_ON_ROUTE_PX, FAR_PX = 8.0, 60.0
# By so much sooner than elsewhere is a town on the route named: one of 50,000 people before one of
# three million.
_SOONER_ZOOMS = 2.5


class Nearness:
    """Finds how near places lie to lines on a map.

    Parameters
    ----------
    lines
        On the map; a line of one point is a place.
    px
        The length of a pixel there.
    """

    def __init__(self, lines: Iterable[Sequence[Place]], px: float) -> None:
        self._px, self._cell = px, FAR_PX * px
        self._cells: dict[tuple[int, int], list[tuple[Place, Place]]] = {}
        for line in lines:
            for start, end in pairwise(line) if len(line) > 1 else ((line[0], line[0]),):
                self._add(start, end)

    def _add(self, start: Place, end: Place) -> None:
        """Add a segment, in pieces no longer than a cell, to the cells where its ends lie."""
        (x, y), (to_x, to_y) = start, end
        number = int(hypot(to_x - x, to_y - y) / self._cell) + 1
        points = [
            (x + (to_x - x) * n / number, y + (to_y - y) * n / number) for n in range(number + 1)
        ]
        for piece in pairwise(points):
            for cell in {self._cell_of(piece[0]), self._cell_of(piece[1])}:
                self._cells.setdefault(cell, []).append(piece)

    def _cell_of(self, place: Place) -> tuple[int, int]:
        return int(place[0] // self._cell), int(place[1] // self._cell)

    def of(self, place: Place) -> float:
        """Return 1 on the route, 0 far from it, and between in proportion."""
        column, row = self._cell_of(place)
        around = [(column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        pieces = [piece for cell in around for piece in self._cells.get(cell, ())]
        away = min([_distance(place, *piece) for piece in pieces], default=self._cell) / self._px
        return min(max((FAR_PX - away) / (FAR_PX - _ON_ROUTE_PX), 0.0), 1.0)


def zoom_on_route(town: NamedPoint, nearness: float) -> float:
    """Return the zoom from which a town is named so near a route; the lower, the sooner.

    On the route it need not wait for larger neighbours.
    """
    return town.min_zoom + (town.size_zoom - _SOONER_ZOOMS - town.min_zoom) * nearness


def rank_on_route(town: NamedPoint, nearness: float) -> float:
    """Return by what towns are ranked that are named at a zoom: size, and nearness to the route."""
    return town.size_zoom - _SOONER_ZOOMS * nearness


def _distance(place: Place, start: Place, end: Place) -> float:
    (x, y), (right, down) = start, (end[0] - start[0], end[1] - start[1])
    square = right * right + down * down
    along = ((place[0] - x) * right + (place[1] - y) * down) / square if square else 0.0
    share = min(max(along, 0.0), 1.0)
    return hypot(place[0] - x - share * right, place[1] - y - share * down)
