"""Where on a picture each country lies, and where in it or off its coast its name has room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import ceil, dist

from routemap.basemap.country_cells import CELL, NOWHERE, areas_km2, country_at
from routemap.geo.extent import KM_PER_DEGREE
from routemap.pictures.label_placement import CollisionIndex, TextBlock
from routemap.pictures.view import Box, Place, View

# In pixels of `look.py`: so far apart are the places at which the picture is asked.
_STEP = 10.0
# In steps: so far from another country is a place that surely lies in one, at least.
_SURE, _MOST_SURE = 1, 5
# In steps: so near to its coast stands a name at sea, and so far from any other country.
_OFF_COAST, _FROM_OTHERS = (1.3, 2.5), 3
# Shares of a name that may lie on other countries; at sea it reads nearly as well as on land.
_MOST_ABROAD, _AT_SEA = 0.6, 0.3
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))
# Islands so near to each other are one part of a country.
_NEAR = tuple(product((-2, -1, 0, 1, 2), repeat=2))
# In steps: so near to the main part of a country are others that may bear its name.
_NEAR_MAIN = 12
_OFF_MAP = -2

Node = tuple[int, int]


@dataclass(frozen=True)
class CountryRoom:
    """Knows which country is seen where on a picture.

    Parameters
    ----------
    view, unit
        The picture's.
    known
        Where countries lie that may be smaller than what is between two places that are asked.
    """

    view: View
    unit: float
    known: Mapping[Place, int]

    def share_seen(self, number: int) -> float:
        """Return which share of a country is in the frame."""
        whole = areas_km2().get(number, 0.0)
        each = (self._step / self.view.per_km) ** 2
        return len(self._nodes_of(number)) * each / whole if whole else 1.0

    def is_seen(self, number: int) -> bool:
        """Tell whether some of a country is in the frame."""
        return bool(self._nodes_of(number))

    def places(
        self,
        number: int,
        block: TextBlock,
        collisions: CollisionIndex,
        shores: CollisionIndex,
    ) -> Iterator[Place]:
        """Yield where the middle of a country's name may stand: in it, then at sea by its coast."""
        nodes = self._main_part(number)
        if not nodes:
            return
        middle = (
            sum(x for x, _ in nodes) / len(nodes),
            sum(y for _, y in nodes) / len(nodes),
        )
        within = [
            (round(cost, 1), dist(node, middle), self._place(node))
            for node in nodes
            if self._is_sure(node, number)
            if (cost := self._cost(node, number, block)) <= _MOST_ABROAD
        ]
        found = [place for *_, place in sorted(within)]
        boxes = ((place, _box(place, block)) for place in found)
        yield from (place for place, box in boxes if collisions.is_free(box))
        by_coast = sorted(
            (dist(node, middle), place) for node in nodes for place in self._off_coast(node, block)
        )
        for _, place in by_coast:
            box = _box(place, block)
            if collisions.is_free(box) and shores.is_free(box) and self._is_by(box, number):
                yield place

    def _main_part(self, number: int) -> list[Node]:
        """Return the places in a country's parts that have stops, else the largest, and near these.

        French Guiana is no place for the name of France.
        """
        left = set(self._nodes_of(number))
        parts: list[list[Node]] = []
        while left:
            part = [left.pop()]
            for column, row in part:  # which grows
                near = {(column + right, row + down) for right, down in _NEAR} & left
                left -= near
                part += sorted(near)
            parts.append(sorted(part))
        of_stops = {self._node(place) for place, known in self.known.items() if known == number}
        with_stops = [part for part in parts if not of_stops.isdisjoint(part)]
        main = with_stops or [max(parts, key=lambda part: (len(part), part), default=[])]
        around = [_around(part).grown(_NEAR_MAIN) for part in main if part]
        return [node for part in parts if any(map(_around(part).touches, around)) for node in part]

    # The places asked ----------------------------------------------------------------------------

    @property
    def _step(self) -> float:
        return _STEP * self.unit

    @cached_property
    def _country(self) -> dict[Node, int]:
        """Return which country lies at each place asked."""
        frame = self.view.frame
        columns = range(int(frame.width / self._step) + 1)
        rows = range(int(frame.height / self._step) + 1)
        nodes = list(product(columns, rows))
        points = self.view.points([self._place(node) for node in nodes])
        found = {
            node: _OFF_MAP if point is None else country_at(point)
            for node, point in zip(nodes, points, strict=True)
        }
        for place, number in self.known.items():
            node = self._node(place)
            if found.get(node) == NOWHERE:
                found[node] = number
        return found

    @cached_property
    def _nodes(self) -> dict[int, list[Node]]:
        found: dict[int, list[Node]] = {}
        for node, number in self._country.items():
            found.setdefault(number, []).append(node)
        return found

    def _nodes_of(self, number: int) -> list[Node]:
        return self._nodes.get(number, [])

    def _place(self, node: Node) -> Place:
        frame = self.view.frame
        return frame.left + node[0] * self._step, frame.top + node[1] * self._step

    def _node(self, place: Place) -> Node:
        left, top = self.view.frame[:2]
        return round((place[0] - left) / self._step), round((place[1] - top) / self._step)

    def _in(self, box: Box) -> list[int]:
        """Return the countries at the places within a box."""
        left, top = self.view.frame[:2]
        columns = range(
            ceil((box.left - left) / self._step), int((box.right - left) / self._step) + 1
        )
        rows = range(ceil((box.top - top) / self._step), int((box.bottom - top) / self._step) + 1)
        return [self._country.get(node, _OFF_MAP) for node in product(columns, rows)]

    def _is_sure(self, node: Node, number: int) -> bool:
        """Tell whether no other country is near: a cell may be half abroad."""
        cell = CELL * KM_PER_DEGREE * self.view.per_km
        far = min(max(ceil(cell / self._step), _SURE), _MOST_SURE)
        column, row = node
        around = (self._country.get((column + x * far, row + y * far)) for x, y in _SIDES)
        return all(each in {number, NOWHERE, None} for each in around)

    def _cost(self, node: Node, number: int, block: TextBlock) -> float:
        """Return how much of a name would lie abroad, and to a lesser degree at sea."""
        beneath = self._in(_box(self._place(node), block).grown(self._step / 2))
        foreign = sum(each not in {number, NOWHERE} for each in beneath)
        return (foreign + beneath.count(NOWHERE) * _AT_SEA) / max(len(beneath), 1)

    def _off_coast(self, node: Node, block: TextBlock) -> Iterator[Place]:
        """Yield middles of names at sea on each side of a place on a coast."""
        x, y = self._place(node)
        for right, down in _SIDES:
            if self._country.get((node[0] + right, node[1] + down)) == NOWHERE:
                for steps in _OFF_COAST:
                    gap = steps * self._step
                    yield (
                        x + right * (gap + block.width / 2),
                        y + down * (gap + block.height / 2),
                    )

    def _is_by(self, box: Box, number: int) -> bool:
        """Tell whether a name at sea stands by one country only."""
        beneath = self._in(box.grown(self._step / 2))
        around = set(self._in(box.grown(_FROM_OTHERS * self._step)))
        return set(beneath) <= {NOWHERE} and around <= {number, NOWHERE, _OFF_MAP}


def _around(part: Sequence[Node]) -> Box:
    """Return the box round places, in steps."""
    columns, rows = zip(*part, strict=True)
    return Box(min(columns), min(rows), max(columns), max(rows)).grown(0.5)


def _box(middle: Place, block: TextBlock) -> Box:
    x, y = middle
    half, high = block.width / 2, block.height / 2
    return Box(x - half, y - high, x + half, y + high)
