"""An author's own ground beneath the route, basemap.geojson: areas, lines and points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from routemap.geo import Point
from routemap.model.journey import Phrase, Wording
from routemap.model.own_basemap import Form, GroundShape
from routemap.tables.feature_collection import POSITION_HINT, features_in, point_in
from routemap.tables.ground_checks import KIND, KindsFound, check_near_route, warn_of_empty
from routemap.tables.json_reader import items, members
from routemap.tables.limits import MOST_POSITIONS
from routemap.tables.problems import Hint, ProblemLog, one_of, printable
from routemap.tables.values import canonical_tag

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
_FORMS = {"Point": Form.POINT, "LineString": Form.LINE, "Polygon": Form.AREA}
_NAME = "name"
# Longer names are cut: on a map they would be paragraphs.
_LONGEST_NAME = 60
_HALF_TURN, _TURN = 180.0, 360.0
_FEWEST = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}
_MOST_NESTED = 20


class _WrongShapeError(ValueError):
    """Says which member of a geometry is wrong, and how to fix it."""

    def __init__(self, member: str, what: str, hint: Hint) -> None:
        super().__init__(what)
        self.member, self.what, self.hint = member, what, hint


def read_ground(
    text: str, language: str, route: Sequence[Point], problems: ProblemLog
) -> tuple[GroundShape, ...]:
    """Return the shapes of the file, all of which lie on the Earth.

    Problems count features, not lines: row 2 is the second feature. `language` is that of names
    that do not say theirs, `route` are the positions of the stops, near which shapes should lie.
    """
    left = MOST_POSITIONS
    shapes: list[GroundShape] = []
    rows: list[int] = []
    empty: list[int] = []
    kinds = KindsFound()
    is_whole = True
    for number, feature in enumerate(features_in(text, problems), start=1):
        try:
            properties = members(members(feature).get("properties"))
            name = _name(properties, language)
            forms = [*_forms(members(members(feature).get("geometry")))]
            empty += [] if forms else [number]
            for form, lines in forms:
                left -= sum(map(len, lines))
                if left < 0:
                    what = f"the shapes have more than {MOST_POSITIONS:,} positions together"
                    hint = "leave out those that a map does not show"
                    raise _WrongShapeError("coordinates", what, hint)  # noqa: TRY301  of this one
                kind = kinds.of(properties.get(KIND), form, number)
                shapes.append(GroundShape(kind, form, lines, name))
                rows.append(number)
        except _WrongShapeError as wrong:
            is_whole = False
            what = f"feature {number}: {wrong.what}"
            problems.error(number, wrong.member, what, wrong.hint)
            if left < 0:
                break
    kinds.tell(problems)
    warn_of_empty(empty, problems)
    if is_whole:
        check_near_route(rows, shapes, route, problems)
    return tuple(shapes)


def _name(properties: Mapping[str, object], language: str) -> Wording:
    """Return the name of a shape, and those in other languages ("name@ko")."""
    found = {}
    for key, value in properties.items():
        word, _, tag = key.partition("@")
        if word == _NAME and isinstance(value, str) and value.strip():
            found[canonical_tag(tag)] = printable(" ".join(value.split())[:_LONGEST_NAME])
    original = Phrase(found.pop("", ""), language)
    return Wording(original, tuple(Phrase(text, tag) for tag, text in found.items()))


def _forms(
    geometry: Mapping[str, object],
) -> Iterator[tuple[Form, tuple[tuple[Point, ...], ...]]]:
    """Yield the areas, lines and places of a geometry.

    Raises
    ------
    _WrongShapeError
        If it is none, or a position is not on the Earth.
    """
    for shape in _simple(geometry):
        kind = shape.get("type")
        if not isinstance(kind, str) or kind not in _DEPTHS:
            kinds = one_of([*_DEPTHS, _COLLECTION])
            raise _WrongShapeError("geometry", "there is no shape to draw", f"make it a {kinds}")
        coordinates = shape.get("coordinates")
        form = _FORMS[kind.removeprefix("Multi")]
        parts = _listed(coordinates) if kind.startswith("Multi") else [coordinates]
        before = 0
        for part in parts:
            rings = _listed(part) if form is Form.AREA else [part]
            lines = []
            for line in rings:
                points = [line] if form is Form.POINT else _listed(line)
                first = before if form is Form.POINT else 0
                lines.append(_points(kind, points, first))
                before += 1
            yield form, tuple(lines if form is Form.AREA else map(_run_on, lines))


def _points(kind: str, positions: Sequence[object], before: int) -> tuple[Point, ...]:
    fewest = _FEWEST.get(kind, 1)
    if len(positions) < fewest:
        what = f"a {kind} has a part of fewer than {fewest} positions"
        raise _WrongShapeError("coordinates", what, "add the others")
    if kind.endswith("Polygon") and positions[0] != positions[-1]:
        what = "the outline of an area is not closed"
        raise _WrongShapeError("coordinates", what, "repeat its first position at its end")
    points = []
    for place, found in enumerate(positions, start=before + 1):
        point = point_in(found)
        if isinstance(point, str):
            raise _WrongShapeError("coordinates", f"position {place} {point}", POSITION_HINT)
        points.append(point)
    return tuple(points)


def _run_on(line: Sequence[Point]) -> tuple[Point, ...]:
    """Let longitudes run on past ±180° where a line would jump by more than half a turn.

    Areas stay as they are: RFC 7946 (3.1.9) wants them cut at ±180°, so that a wide one is wide.
    """
    run: list[Point] = []
    turns = 0.0
    for latitude, longitude in line:
        here = longitude + turns
        if run and abs(here - run[-1][1]) > _HALF_TURN:
            shift = _TURN if here < run[-1][1] else -_TURN
            here, turns = here + shift, turns + shift
        run.append((latitude, here))
    return tuple(run)


def _listed(coordinates: object) -> Sequence[object]:
    if not isinstance(coordinates, list) or not coordinates:
        raise _WrongShapeError("coordinates", "there are no coordinates", "add positions")
    return coordinates


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
