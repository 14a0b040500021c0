"""Cut the world into tiles, and write shapes in a tile's own whole numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

import shapely
from shapely.geometry import LineString, MultiLineString, Polygon
from shapely.geometry.base import BaseGeometry

LEAST_RING = 3


@dataclass(frozen=True)
class Grid:
    """The tiles of one scale.

    Attributes
    ----------
    scale
        `110m`, `50m` or `10m`.
    width, height
        Size of a tile in degrees.
    units
        Steps a degree is divided into; positions are whole numbers of them.
    """

    scale: str
    width: int
    height: int
    units: int

    def tiles(self) -> Iterator["Tile"]:
        """Yield all tiles, row by row from the south, each from the west."""
        for south in range(-90, 90, self.height):
            for west in range(-180, 180, self.width):
                yield Tile(self, south, west)


@dataclass(frozen=True)
class Tile:
    """One tile of a grid, named by its corner in the south-west, in degrees."""

    grid: Grid
    south: int
    west: int

    @property
    def name(self) -> str:
        """Return the name, such as `40_130`."""
        return f"{self.south}_{self.west}"

    @property
    def box(self) -> Polygon:
        """Return the tile as a polygon."""
        grid = self.grid
        return shapely.box(self.west, self.south, self.west + grid.width, self.south + grid.height)

    def place(self, longitude: float, latitude: float) -> list[int]:
        """Return a position in the tile's own whole numbers, from its south-west corner."""
        units = self.grid.units
        return [round((longitude - self.west) * units), round((latitude - self.south) * units)]

    def polygons(self, shapes: Iterable[BaseGeometry]) -> list[list[list[int]]]:
        """Write polygons as lists of rings, sorted so that the build repeats itself."""
        found = [
            [self._steps(ring.coords) for ring in (polygon.exterior, *polygon.interiors)]
            for polygon in _parts(shapes, Polygon)
        ]
        return sorted(rings for rings in found if len(rings[0]) >= 2 * LEAST_RING)

    def lines(self, shapes: Iterable[BaseGeometry]) -> list[list[int]]:
        """Write lines, those that meet joined into one."""
        merged = shapely.line_merge(MultiLineString(list(_parts(shapes, LineString))))
        lines = (self._steps(line.coords, closed=False) for line in _parts([merged], LineString))
        return sorted(line for line in lines if len(line) > 2)  # noqa: PLR2004  x, y and a step

    def _steps(self, coords: Iterable[tuple[float, ...]], *, closed: bool = True) -> list[int]:
        """Write the first point, then each step to the next; a ring leaves its last point out."""
        points = [point for point, _ in groupby(self.place(x, y) for x, y, *_ in coords)]
        if closed and len(points) > 1 and points[0] == points[-1]:
            points.pop()
        if not points:
            return []
        steps = [(x - x0, y - y0) for (x0, y0), (x, y) in pairwise(points)]
        return [*points[0], *(number for step in steps for number in step)]


class Cutter:
    """Cuts shapes to tiles, coarse strips first: a continent is not asked for every tile."""

    def __init__(self, shapes: Iterable[BaseGeometry], units: int) -> None:
        self._size = 1 / units
        snapped = shapely.set_precision(list(shapes), self._size)
        self._parts = [part for part in _parts(snapped, BaseGeometry) if not part.is_empty]
        self._tree = shapely.STRtree(self._parts)
        self._strips: dict[int, tuple[list[BaseGeometry], shapely.STRtree]] = {}

    def in_tile(self, tile: Tile) -> list[BaseGeometry]:
        """Return what of the shapes lies in a tile, its corners on the grid of whole numbers."""
        parts, tree = self._strip(tile)
        found = sorted(tree.query(tile.box, predicate="intersects"))
        cut = [shapely.intersection(parts[n], tile.box, grid_size=self._size) for n in found]
        return [part for part in cut if not part.is_empty]

    def _strip(self, tile: Tile) -> tuple[list[BaseGeometry], shapely.STRtree]:
        if tile.south not in self._strips:
            strip = shapely.box(-180, tile.south, 180, tile.south + tile.grid.height)
            found = sorted(self._tree.query(strip, predicate="intersects"))
            cut = shapely.intersection([self._parts[n] for n in found], strip, grid_size=self._size)
            parts = [part for part in _parts(cut, BaseGeometry) if not part.is_empty]
            self._strips = {tile.south: (parts, shapely.STRtree(parts))}
        return self._strips[tile.south]


def _parts(shapes: Iterable[BaseGeometry], kind: type[BaseGeometry]) -> Iterator[BaseGeometry]:
    for shape in shapes:
        if hasattr(shape, "geoms"):
            yield from _parts(shape.geoms, kind)
        elif isinstance(shape, kind) and not shape.is_empty:
            yield shape
