"""The shapes of a GeoJSON geometry, taken apart: points, lines and areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from routemap.formats.features import POSITION_COLUMNS, Members
from routemap.geo import Point
from routemap.tables.cells import Cells
from routemap.tables.feature_collection import point_in
from routemap.tables.json_reader import items, members, number, word
from routemap.tables.values import number_text

AREAS = ("Polygon", "MultiPolygon")
_COLLECTION = "GeometryCollection"
_MOST_NESTED = 20
ALTITUDE = "altitude"
"""The column of a point's height in metres, where it has one."""
_THIRD = 2


@dataclass(slots=True)
class Shapes:
    """What a geometry holds.

    `points` are as cells; a line has parts, as a MultiLineString does; `unreadable` counts what is
    no shape, or not on the Earth.
    """

    points: list[Cells] = field(default_factory=list)
    lines: list[list[list[Point]]] = field(default_factory=list)
    areas: list[Members] = field(default_factory=list)
    unreadable: int = 0

    @property
    def count(self) -> int:
        """Return how many shapes can be read."""
        return len(self.points) + len(self.lines) + len(self.areas)


def shapes_of(geometry: Members) -> Shapes:
    """Return the shapes of a geometry, of a collection those of all in it."""
    shapes = Shapes()
    for each in _simple(geometry) if geometry else ():
        kind, coordinates = word(each.get("type")), each.get("coordinates")
        if kind in {"Point", "MultiPoint"}:
            for place in [coordinates] if kind == "Point" else items(coordinates):
                _add_point(shapes, place)
        elif kind in {"LineString", "MultiLineString"}:
            _add_line(shapes, [coordinates] if kind == "LineString" else items(coordinates))
        elif kind in AREAS and are_rings(each):
            shapes.areas.append(each)
        else:
            shapes.unreadable += 1
    return shapes


def are_rings(area: Members) -> bool:
    """Tell whether the coordinates of an area are closed rings on the Earth."""
    polygons = items(area.get("coordinates"))
    rings = polygons if area.get("type") == "Polygon" else [r for p in polygons for r in items(p)]
    return bool(rings) and all(_is_ring(items(ring)) for ring in rings)


def _is_ring(ring: Sequence[object]) -> bool:
    is_closed = len(ring) > 3 and ring[0] == ring[-1]  # noqa: PLR2004  RFC 7946, 3.1.6
    return is_closed and not any(isinstance(point_in(each), str) for each in ring)


def _simple(geometry: Members, depth: int = 0) -> Iterator[Members]:
    if geometry.get("type") != _COLLECTION or depth == _MOST_NESTED:
        yield geometry
        return
    for each in items(geometry.get("geometries")):
        yield from _simple(members(each), depth + 1)


def _add_point(shapes: Shapes, place: object) -> None:
    point = point_in(place)
    if isinstance(point, str):
        shapes.unreadable += 1
        return
    cells = dict(zip(POSITION_COLUMNS, map(number_text, point), strict=True))
    altitude = [number(each) for each in items(place)[_THIRD : _THIRD + 1]]
    if altitude and altitude[0]:  # 0 is what programs write that know none
        cells[ALTITUDE] = number_text(altitude[0])
    shapes.points.append(cells)


def _add_line(shapes: Shapes, parts: Sequence[object]) -> None:
    line = [[point_in(place) for place in items(part)] for part in parts]
    points = [[point for point in part if not isinstance(point, str)] for part in line]
    if line and line == points and all(len(part) > 1 for part in points):
        shapes.lines.append(points)
    else:
        shapes.unreadable += 1
