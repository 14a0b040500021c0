"""Clip shapes to a box, find the coast, and write both as small, repeatable GeoJSON geometry."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import TypeAlias

import shapely
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

KM_PER_DEGREE = 111.195
"""Length of a degree of latitude on a sphere of 6,371 km."""

SEAM = 1e-6
"""How near, in degrees, to ±180° or the South Pole a line is the edge of the sheet, not a coast."""

Position: TypeAlias = tuple[float, float]


def polygons(shapes: Iterable[BaseGeometry]) -> MultiPolygon:
    """Collect every polygon of some shapes."""
    return MultiPolygon([part for part in _parts(shapes) if isinstance(part, Polygon)])


def simplified(shapes: Iterable[BaseGeometry], tolerance: float) -> list[BaseGeometry]:
    """Leave out points less than a tolerance in degrees off the line without them; 0 keeps all."""
    return [shapely.simplify(shape, tolerance) if tolerance else shape for shape in shapes]


def clip_polygons(shapes: MultiPolygon, box: Polygon) -> MultiPolygon:
    """Cut polygons to a box; the cut is along the edge of the box."""
    return polygons(part.intersection(box) for part in shapes.geoms)


def clip_lines(shapes: Iterable[BaseGeometry], box: Polygon) -> MultiLineString:
    """Cut lines to a box and join the pieces that meet."""
    pieces = _parts(shape.intersection(box) for shape in shapes)
    return _joined(piece for piece in pieces if isinstance(piece, LineString))


def without_small(shapes: MultiPolygon, area_km2: float) -> MultiPolygon:
    """Leave out polygons under an area, reckoned with a degree's length at their own latitude."""
    return MultiPolygon([part for part in shapes.geoms if _area_km2(part) >= area_km2])


def coast(land: MultiPolygon, box: Polygon) -> MultiLineString:
    """Return the outlines of uncut land inside a box.

    The edges of the box are not coast, and neither are the places where the map sheet itself ends:
    the antimeridian, and the line along which Antarctica is closed at the South Pole.
    """
    runs = [
        LineString(run)
        for polygon in land.geoms
        for ring in _rings(polygon)
        for run in _off_the_seam(ring)
    ]
    return clip_lines(runs, box)


def polygon_coordinates(shapes: MultiPolygon, decimals: int) -> list[list[list[Position]]]:
    """Round, drop repeated points and rings that vanish, sort; outer rings run anticlockwise."""
    canonical = shapely.orient_polygons(shapely.normalize(shapes))
    rounded = [
        [_rounded(ring, decimals) for ring in _rings(polygon)] for polygon in canonical.geoms
    ]
    kept = [[ring for ring in rings if _encloses(ring)] for rings in rounded if _encloses(rings[0])]
    return sorted(kept)


def line_coordinates(shapes: MultiLineString, decimals: int) -> list[list[Position]]:
    """Round, drop repeated points and lines that vanish, and sort."""
    rounded = [_rounded(_positions(line), decimals) for line in shapely.normalize(shapes).geoms]
    return sorted(
        line for line in rounded if len(line) > 1 and (line[0] != line[-1] or _encloses(line))
    )


def _parts(shapes: Iterable[BaseGeometry]) -> Iterator[BaseGeometry]:
    for shape in shapes:
        if isinstance(shape, (LineString, Polygon)):
            if not shape.is_empty:
                yield shape
        else:
            yield from _parts(getattr(shape, "geoms", ()))


def _joined(lines: Iterable[LineString]) -> MultiLineString:
    merged: BaseGeometry = shapely.line_merge(MultiLineString(list(lines)))
    return MultiLineString([part for part in _parts([merged]) if isinstance(part, LineString)])


def _rings(polygon: Polygon) -> list[list[Position]]:
    return [_positions(ring) for ring in (polygon.exterior, *polygon.interiors)]


def _positions(line: LineString) -> list[Position]:
    return [(x, y) for x, y, *_ in line.coords]


def _area_km2(polygon: Polygon) -> float:
    return float(polygon.area) * KM_PER_DEGREE**2 * math.cos(math.radians(polygon.centroid.y))


def _off_the_seam(ring: Sequence[Position]) -> Iterator[list[Position]]:
    for on_the_seam, steps in groupby(pairwise(ring), key=_is_seam):
        if not on_the_seam:
            run = list(steps)
            yield [run[0][0], *(end for _, end in run)]


def _is_seam(step: tuple[Position, Position]) -> bool:
    (west, south), (east, north) = step
    antimeridian = abs(west) >= 180 - SEAM and abs(east) >= 180 - SEAM
    pole = south <= -90 + SEAM and north <= -90 + SEAM
    return antimeridian or pole


def _rounded(positions: Sequence[Position], decimals: int) -> list[Position]:
    points = [(round(x, decimals) + 0.0, round(y, decimals) + 0.0) for x, y in positions]
    return [point for point, _ in groupby(points)]


def _encloses(ring: Sequence[Position]) -> bool:
    return len(set(ring)) > 2  # noqa: PLR2004 - a triangle is the least that encloses anything
