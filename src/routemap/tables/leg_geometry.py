"""The drawn ways of legs, legs.geojson: one Feature a leg, longitude first as GeoJSON has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routemap.geo.geodesic import sphere_distance_km
from routemap.model.journey import LegGeometry
from routemap.tables import json_reader
from routemap.tables.excerpt import shown
from routemap.tables.json_reader import members
from routemap.tables.limits import (
    LONGEST_NAME,
    LONGEST_WAY_KM,
    MOST_POSITIONS,
    MOST_ROWS,
    SHORTEST_WAY_KM,
)
from routemap.tables.strange_characters import report_strange_characters, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routemap.model.journey import Point, Stop
    from routemap.tables.problems import Ledger, Mend
    from routemap.tables.stop_index import Ends, StopIndex

_FAR_FROM_ITS_STOP_KM = 25.0
_LARGEST_LATITUDE = 90.0
_LARGEST_LONGITUDE = 180.0

_LINE = "LineString"
_LINES = "MultiLineString"
_AS_GEOJSON = "save it as a GeoJSON FeatureCollection"


def read_ways(text: str, stop_index: StopIndex | None, ledger: Ledger) -> dict[Ends, LegGeometry]:
    """Return the drawn ways by the ids of the stops at their ends.

    Problems count features, not lines: row 2 is the second feature. `stop_index` is None if not all
    stops are known.
    """
    ways: dict[Ends, LegGeometry] = {}
    first_features: dict[Ends, int] = {}
    positions = 0
    for number, feature in enumerate(_features(text, ledger), start=1):
        reader = _FeatureReader(number, feature, ledger)
        ends = reader.ends(stop_index)
        way = reader.way()
        positions += sum(map(len, (*way.lines, way.stub))) if way else 0
        if positions > MOST_POSITIONS:
            what = f"the ways have more than {MOST_POSITIONS:,} positions together"
            reader.error("coordinates", what, "leave out those that a map does not show")
            break
        if ends is None:
            continue
        if ends in first_features:
            what = f"the way of this leg is already feature {first_features[ends]}"
            reader.error("from", what, "keep one feature for each leg")
        first_features.setdefault(ends, number)
        if way is None:
            continue
        ways.setdefault(ends, way)
        if stop_index:
            reader.check_ends(way, ends, stop_index)
    return ways


def _features(text: str, ledger: Ledger) -> Sequence[object]:
    try:
        collection = members(json_reader.read_json(text))
    except ValueError as problem:
        ledger.error(0, "", str(problem), _AS_GEOJSON)
        return ()
    if collection.get("type") != "FeatureCollection":
        ledger.error(0, "type", "this is not a FeatureCollection", _AS_GEOJSON)
        return ()
    features = collection.get("features")
    if not isinstance(features, list):
        ledger.error(0, "features", "the collection has no list of features", _AS_GEOJSON)
        return ()
    if len(features) > MOST_ROWS:
        what = f"the collection has more than {MOST_ROWS:,} features"
        ledger.error(0, "features", what, "shorten it, or split the journey")
        return ()
    return features


@dataclass(frozen=True, slots=True)
class _FeatureReader:
    """Reads one feature; what is wrong in it goes into the ledger."""

    number: int
    feature: object
    ledger: Ledger

    def error(self, member: str, what: str, mend: Mend) -> None:
        self.ledger.error(self.number, member, f"feature {self.number}: {what}", mend)

    def warn(self, member: str, what: str, mend: Mend) -> None:
        self.ledger.warn(self.number, member, f"feature {self.number}: {what}", mend)

    def ends(self, stop_index: StopIndex | None) -> Ends | None:
        start, end = self._words("from"), self._words("to")
        for name, stop_id in (("from", start), ("to", end)):
            if not stop_id:
                self.error(name, f"“{name}” is missing", "add the id of the stop as a property")
        if not start or not end:
            return None
        wrong = stop_index.why_not_a_leg((start, end)) if stop_index else None
        if wrong:
            self.error(*wrong)
            return None
        return (start, end)

    def way(self) -> LegGeometry | None:
        length_km = self._length("length_km")
        if self._properties.get("length_km") in (None, 0):
            what = "“length_km” is missing, so nobody can say how far it is along the way"
            self.error("length_km", what, "add the length in kilometres")
        stub_km = self._length("stub_km") or 0.0
        source, licence = self._words("source"), self._words("licence")
        for name, words in (("source", source), ("licence", licence)):
            if not words:
                what = f"“{name}” is missing, so nobody can be given credit"
                self.warn(name, what, "add it as a property")
        parts = self._parts()
        if not parts or not length_km:
            return None
        if stub_km and len(parts) == 1:
            what = f"“stub_km” is {stub_km:g}, but the geometry has no part for the stub"
            self.error("stub_km", what, f"make it a {_LINES} whose last part is the stub")
            return None
        return LegGeometry(
            lines=parts[:-1] if stub_km else parts,
            length_km=length_km,
            source=source,
            licence=licence,
            stub=parts[-1] if stub_km else (),
            stub_km=stub_km,
            is_shortest=self._is("shortest"),
        )

    def check_ends(self, way: LegGeometry, ends: Ends, stop_index: StopIndex) -> None:
        start, end = (stop_index.stop(stop_id) for stop_id in ends)
        first, last = way.ends
        if not (start.stop and end.stop and start.has_position and end.has_position):
            return
        if _is_near(first, end.stop) and _is_near(last, start.stop):
            if not (_is_near(first, start.stop) and _is_near(last, end.stop)):
                what = f"the way runs from {shown(end.id)} to {shown(start.id)}"
                self.warn("coordinates", what, "reverse its coordinates")
            return
        for what, point, stop in (("starts", first, start.stop), ("ends", last, end.stop)):
            if not _is_near(point, stop):
                away_km = sphere_distance_km(point, stop.position)
                self.warn(
                    "coordinates",
                    f"the way {what} {away_km:,.0f} km from {shown(stop.id)}",
                    "check the way, or the position of the stop",
                )

    @property
    def _properties(self) -> Mapping[str, object]:
        return members(members(self.feature).get("properties"))

    def _words(self, name: str) -> str:
        found = self._properties.get(name)
        if found is None:
            return ""
        if not isinstance(found, str):
            self.error(name, f"“{name}” is not text", "put it in quotation marks")
            return ""
        report_strange_characters(found, self.number, name, self.ledger)
        return shortened(found.strip(), LONGEST_NAME, self.number, name, self.ledger)

    def _length(self, name: str) -> float | None:
        found = self._properties.get(name)
        if found is None:
            return None
        length_km = json_reader.number(found)
        if length_km is None or length_km < 0:
            what = f"“{name}” is not a length in kilometres"
            self.error(name, what, "write a number without quotation marks")
            return None
        if length_km > LONGEST_WAY_KM or 0 < length_km < SHORTEST_WAY_KM:
            what = f"“{name}” is {length_km:g} km, which no way on Earth is long"
            self.error(name, what, f"write kilometres, {LONGEST_WAY_KM:,.0f} at most")
            return None
        return length_km

    def _is(self, name: str) -> bool:
        found = self._properties.get(name, False)
        if not isinstance(found, bool):
            self.error(name, f"“{name}” is neither true nor false", "write true without quotes")
            return False
        return found

    def _parts(self) -> tuple[tuple[Point, ...], ...]:
        geometry = members(members(self.feature).get("geometry"))
        kind, coordinates = geometry.get("type"), geometry.get("coordinates")
        if kind not in (_LINE, _LINES):
            self.error("geometry", "the geometry is no line", f"make it a {_LINE} or a {_LINES}")
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
        points = []
        for place, found in enumerate(line, start=1):
            point = _point(found)
            if isinstance(point, str):
                mend = "write [longitude, latitude] in decimal degrees"
                self.error("coordinates", f"position {place} {point}", mend)
                return ()
            points.append(point)
        return tuple(points)


def _point(found: object) -> Point | str:
    """Return (latitude, longitude), or what is wrong with a GeoJSON position."""
    point = json_reader.position(found)
    if point is None:
        return "is not a list of two numbers"
    latitude, longitude = point
    if abs(latitude) > _LARGEST_LATITUDE:
        swapped = abs(latitude) <= _LARGEST_LONGITUDE and abs(longitude) <= _LARGEST_LATITUDE
        hint = ", probably latitude and longitude swapped" if swapped else ""
        return f"has the latitude {latitude:g}{hint}"
    if abs(longitude) > _LARGEST_LONGITUDE:
        return f"has the longitude {longitude:g}"
    return point


def _is_near(point: Point, stop: Stop) -> bool:
    reach_km = max(_FAR_FROM_ITS_STOP_KM, stop.accuracy_km or 0.0)
    return sphere_distance_km(point, stop.position) <= reach_km
