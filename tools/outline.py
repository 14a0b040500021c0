"""Clip areas to a box, and write them as small, repeatable GeoJSON geometry."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

Position: TypeAlias = tuple[float, float]


def polygons(shapes: Iterable[BaseGeometry]) -> MultiPolygon:
    """Collect every polygon of some shapes."""
    return MultiPolygon([part for part in _parts(shapes) if isinstance(part, Polygon)])


def clip_polygons(shapes: MultiPolygon, box: Polygon) -> MultiPolygon:
    """Cut polygons to a box; the cut is along the edge of the box."""
    return polygons(part.intersection(box) for part in shapes.geoms)


def polygon_coordinates(shapes: MultiPolygon, decimals: int) -> list[list[list[Position]]]:
    """Round, drop repeated points and rings that vanish, sort; outer rings run anticlockwise."""
    canonical = shapely.orient_polygons(shapely.normalize(shapes))
    rounded = [
        [_rounded(ring, decimals) for ring in _rings(polygon)] for polygon in canonical.geoms
    ]
    kept = [[ring for ring in rings if _encloses(ring)] for rings in rounded if _encloses(rings[0])]
    return sorted(kept)


def _parts(shapes: Iterable[BaseGeometry]) -> Iterator[BaseGeometry]:
    for shape in shapes:
        if isinstance(shape, (LineString, Polygon)):
            if not shape.is_empty:
                yield shape
        else:
            yield from _parts(getattr(shape, "geoms", ()))


def _rings(polygon: Polygon) -> list[list[Position]]:
    return [_positions(ring) for ring in (polygon.exterior, *polygon.interiors)]


def _positions(line: LineString) -> list[Position]:
    return [(x, y) for x, y, *_ in line.coords]


def _rounded(positions: Sequence[Position], decimals: int) -> list[Position]:
    points = [(round(x, decimals) + 0.0, round(y, decimals) + 0.0) for x, y in positions]
    return [point for point, _ in groupby(points)]


def _encloses(ring: Sequence[Position]) -> bool:
    return len(set(ring)) > 2  # noqa: PLR2004 - a triangle is the least that encloses anything
