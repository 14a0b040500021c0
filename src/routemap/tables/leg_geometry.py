"""The geometry of legs, legs.geojson: one Feature a leg, longitude first as GeoJSON has it."""

from __future__ import annotations

from typing import Any

from routemap.errors import Quoting
from routemap.geo import Point
from routemap.geo.geodesic import sphere_distance_km
from routemap.model.journey import LegGeometry, Stop
from routemap.tables import json_reader
from routemap.tables.cross_references import Ends, StopIndex
from routemap.tables.feature_collection import POSITION_HINT, features_in, point_in
from routemap.tables.json_reader import members
from routemap.tables.limits import MOST_POSITIONS
from routemap.tables.problems import Hint, ProblemLog, shown
from routemap.tables.schema import LEG_GEOMETRY, Column, Kind

_FAR_FROM_ITS_STOP_KM = 25.0
_SHORTEST_KM = 1e-6
_TURN = 360.0
_LINE = "LineString"
_LINES = "MultiLineString"


def read_leg_geometry(
    text: str, stops: StopIndex | None, problems: ProblemLog
) -> dict[Ends, LegGeometry]:
    """Return the geometry of legs by the ids of the stops at their ends.

    Problems count features, not lines: row 2 is the second feature. `stops` is None if not all
    stops are known.
    """
    geometries: dict[Ends, LegGeometry] = {}
    first_features: dict[Ends, int] = {}
    positions = 0
    for number, found in enumerate(features_in(text, problems), start=1):
        feature = _Feature(number, found, problems)
        ends = feature.ends(stops)
        geometry = feature.geometry()
        positions += sum(map(len, (*geometry.lines, geometry.stub))) if geometry else 0
        if positions > MOST_POSITIONS:
            what = f"the ways have more than {MOST_POSITIONS:,} positions together"
            feature.error("coordinates", what, "leave out those that a map does not show")
            break
        if ends is None:
            continue
        if ends in first_features:
            what = f"the way of this leg is already feature {first_features[ends]}"
            feature.error("from", what, "keep one feature for each leg")
        first_features.setdefault(ends, number)
        if geometry:
            geometries.setdefault(ends, geometry)
            if stops:
                feature.check_ends(geometry, ends, stops)
    return geometries


class _Feature:
    """Reads one feature, and reports what is wrong in it."""

    def __init__(self, number: int, feature: object, problems: ProblemLog) -> None:
        self._number = number
        self._geometry = members(members(feature).get("geometry"))
        self._problems = problems
        properties = members(members(feature).get("properties"))
        readers = {Kind.WORD: self._word, Kind.NUMBER: self._length, Kind.FLAG: self._flag}
        self._values: dict[str, Any] = {
            column.name: readers[column.kind](column, properties[column.name])
            for column in LEG_GEOMETRY.columns
            if properties.get(column.name) is not None
        }

    def error(self, member: str, what: str, hint: Hint) -> None:
        """Report an error in a member of the feature."""
        self._problems.error(self._number, member, self._here(what), hint)

    def warning(self, member: str, what: str, hint: Hint) -> None:
        """Report what is probably a mistake."""
        self._problems.warning(self._number, member, self._here(what), hint)

    def _here(self, what: str) -> Quoting:
        """Name the feature, so that the same fault of others counts as alike."""
        if isinstance(what, Quoting):
            return Quoting(f"feature {{}}: {what.pattern}", self._number, *what.quoted)
        return Quoting("feature {}: " + what.replace("{", "{{").replace("}", "}}"), self._number)

    def ends(self, stops: StopIndex | None) -> Ends | None:
        """Return the leg, None if the journey has no such leg."""
        start, end = (self._values.get(name, "") for name in ("from", "to"))
        for name, stop_id in (("from", start), ("to", end)):
            if not stop_id:
                self.error(name, f"“{name}” is missing", "add the id of the stop as a property")
        if not start or not end:
            return None
        wrong = stops.why_not_a_leg((start, end)) if stops else None
        if wrong:
            self.error(*wrong)
            return None
        return (start, end)

    def geometry(self) -> LegGeometry | None:
        """Return the lines with their properties, None if either cannot be read."""
        values = self._values
        if values.get("length_km", 0) == 0:
            what = "“length_km” is missing, so the distance along the way is unknown"
            self.error("length_km", what, "add the length in kilometres")
        for name in ("source", "licence"):
            if not values.get(name):
                what = f"“{name}” is missing, so the line cannot be credited"
                self.warning(name, what, "add it as a property")
        parts = self._parts()
        if not parts or not values.get("length_km"):
            return None
        stub_km = values.get("stub_km")
        if stub_km and len(parts) == 1:
            what = f"“stub_km” is {stub_km:g}, but the geometry has no part for the stub"
            self.error("stub_km", what, f"make it a {_LINES} whose last part is the stub")
            return None
        fields: dict[str, Any] = {"source": "", "licence": ""}
        for column in LEG_GEOMETRY.columns:
            if column.field and values.get(column.name):
                fields[column.field] = values[column.name]
        lines, stub = (parts[:-1], parts[-1]) if stub_km else (parts, ())
        return LegGeometry(lines, stub=stub, **fields)

    def check_ends(self, geometry: LegGeometry, ends: Ends, stops: StopIndex) -> None:
        """Warn if the lines do not lead from the one stop to the other."""
        start, end = (stops.placed.get(stop_id) for stop_id in ends)
        if not start or not end:
            return
        first, last = geometry.ends
        if _is_near(first, end) and _is_near(last, start):
            if not (_is_near(first, start) and _is_near(last, end)):
                what = f"the way runs from {shown(end.id)} to {shown(start.id)}"
                self.warning("coordinates", what, "reverse its coordinates")
            return
        for verb, point, stop in (("starts", first, start), ("ends", last, end)):
            if not _is_near(point, stop):
                away_km = sphere_distance_km(point, stop.position)
                what = f"the way {verb} {away_km:,.0f} km from {shown(stop.id)}"
                self.warning("coordinates", what, "check the way, or the position of the stop")

    def _word(self, column: Column, found: object) -> str:
        if not isinstance(found, str):
            self.error(column.name, f"“{column.name}” is not text", "put it in quotation marks")
            return ""
        longest = column.longest
        return self._problems.checked_text(found.strip(), self._number, column.name, longest)

    def _length(self, column: Column, found: object) -> float | None:
        length_km = json_reader.number(found)
        if length_km is None or length_km < 0:
            what = f"“{column.name}” is not a length in kilometres"
            self.error(column.name, what, "write a number without quotation marks")
            return None
        if length_km > column.highest or 0 < length_km < _SHORTEST_KM:
            what = f"“{column.name}” is {length_km:g} km, which no way on Earth is long"
            self.error(column.name, what, f"write kilometres, {column.highest:,.0f} at most")
            return None
        return length_km

    def _flag(self, column: Column, found: object) -> bool:
        if not isinstance(found, bool):
            what = f"“{column.name}” is neither true nor false"
            self.error(column.name, what, "write true without quotes")
            return False
        return found

    def _parts(self) -> tuple[tuple[Point, ...], ...]:
        kind, coordinates = self._geometry.get("type"), self._geometry.get("coordinates")
        if kind not in (_LINE, _LINES):
            self.error("geometry", "the geometry is not a line", f"make it a {_LINE} or a {_LINES}")
            return ()
        lines = [coordinates] if kind == _LINE else coordinates
        if not isinstance(lines, list) or not lines:
            self.error("coordinates", "there are no coordinates", "add at least two positions")
            return ()
        parts = [self._points(line) for line in lines]
        return tuple(parts) if all(parts) else ()

    def _points(self, line: object) -> tuple[Point, ...]:
        if not isinstance(line, list) or len(line) < 2:  # noqa: PLR2004
            self.error("coordinates", "a line has fewer than two positions", "add the others")
            return ()
        points: list[Point] = []
        for place, found in enumerate(line, start=1):
            point = point_in(found)
            if isinstance(point, str):
                self.error("coordinates", f"position {place} {point}", POSITION_HINT)
                return ()
            points.append(_run_on(points[-1], point) if points else point)
        return tuple(points)


def _is_near(point: Point, stop: Stop) -> bool:
    reach_km = max(_FAR_FROM_ITS_STOP_KM, stop.accuracy_km or 0.0)
    return sphere_distance_km(point, stop.position) <= reach_km


def _run_on(before: Point, point: Point) -> Point:
    """Return a point with its longitude counted on past ±180° from the point before it."""
    latitude, longitude = point
    return (latitude, longitude + _TURN * round((before[1] - longitude) / _TURN))
