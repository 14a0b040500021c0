"""An author's own ground beneath the route, basemap.geojson: areas, lines and points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from routemap.tables.feature_collection import POSITION_HINT, features_in, point_in
from routemap.tables.json_reader import items, members
from routemap.tables.limits import MOST_POSITIONS
from routemap.tables.problems import Hint, ProblemLog, one_of

GROUND_FILE = "basemap.geojson"
# How deep the lists of positions lie within the coordinates of a geometry (RFC 7946, 3.1).
_DEPTHS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
_COLLECTION = "GeometryCollection"
_FEWEST = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}
_MOST_NESTED = 20


class _WrongShapeError(ValueError):
    """Says which member of a geometry is wrong, and how to fix it."""

    def __init__(self, member: str, what: str, hint: Hint) -> None:
        super().__init__(what)
        self.member, self.what, self.hint = member, what, hint


def read_ground(text: str, problems: ProblemLog) -> str:
    """Return the text as it stands, once all its features are known to be on the Earth.

    Problems count features, not lines: row 2 is the second feature.
    """
    left = MOST_POSITIONS
    for number, feature in enumerate(features_in(text, problems), start=1):
        try:
            left -= _positions(members(members(feature).get("geometry")))
            if left < 0:
                what = f"the shapes have more than {MOST_POSITIONS:,} positions together"
                hint = "leave out those that a map does not show"
                raise _WrongShapeError("coordinates", what, hint)  # noqa: TRY301  of this feature
        except _WrongShapeError as wrong:
            what = f"feature {number}: {wrong.what}"
            problems.error(number, wrong.member, what, wrong.hint)
            if left < 0:
                break
    return text


def _positions(geometry: Mapping[str, object]) -> int:
    """Return how many positions a geometry has.

    Raises
    ------
    _WrongShapeError
        If it is none, or a position is not on the Earth.
    """
    return sum(len(line) for shape in _simple(geometry) for line in _checked_lines(shape))


def _simple(geometry: Mapping[str, object], depth: int = 0) -> Iterator[Mapping[str, object]]:
    """Yield a geometry, or those of a collection."""
    if geometry.get("type") != _COLLECTION:
        yield geometry
        return
    if depth == _MOST_NESTED:
        what = f"geometry collections are nested more than {_MOST_NESTED} deep"
        raise _WrongShapeError("geometry", what, "take them apart")
    for each in items(geometry.get("geometries")):
        yield from _simple(members(each), depth + 1)


def _checked_lines(geometry: Mapping[str, object]) -> Iterator[Sequence[object]]:
    kind = geometry.get("type")
    if not isinstance(kind, str) or kind not in _DEPTHS:
        kinds = one_of([*_DEPTHS, _COLLECTION])
        raise _WrongShapeError("geometry", "there is no shape to draw", f"make it a {kinds}")
    fewest = _FEWEST.get(kind, 1)
    for line in _lines(geometry.get("coordinates"), _DEPTHS[kind]):
        if len(line) < fewest:
            what = f"a {kind} has a part of fewer than {fewest} positions"
            raise _WrongShapeError("coordinates", what, "add the others")
        if kind.endswith("Polygon") and line[0] != line[-1]:
            what = "the outline of an area is not closed"
            raise _WrongShapeError("coordinates", what, "repeat its first position at its end")
        for place, found in enumerate(line, start=1):
            point = point_in(found)
            if isinstance(point, str):
                raise _WrongShapeError("coordinates", f"position {place} {point}", POSITION_HINT)
        yield line


def _lines(coordinates: object, depth: int) -> Iterator[Sequence[object]]:
    """Yield the lists of positions within coordinates."""
    if depth == 0:
        yield [coordinates]
    elif not isinstance(coordinates, list) or not coordinates:
        raise _WrongShapeError("coordinates", "there are no coordinates", "add positions")
    elif depth == 1:
        yield coordinates
    else:
        for each in coordinates:
            yield from _lines(each, depth - 1)
