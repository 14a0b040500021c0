"""GeoJSON: a journey that we have written, Linked Places, or points of somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from routemap.errors import ForeignFileError
from routemap.formats.imported import ForeignTable, JourneyRows, counted
from routemap.formats.limits import refuse_long, refuse_long_heading
from routemap.tables.json_reader import items, members, number, position, read_json, word, writable
from routemap.tables.schema import EVENTS, JOURNEY, LEG_GEOMETRY, LEGS, SOURCES, STOPS
from routemap.tables.values import number_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from routemap.tables.cells import Cells
    from routemap.tables.columns import Schema

Members: TypeAlias = "Mapping[str, object]"
_POINTS = ("Point", "MultiPoint")
_POSITION = ("latitude", "longitude")


def read_features(content: bytes, name: str) -> tuple[JourneyRows | ForeignTable, tuple[str, ...]]:
    """Return a journey, or points whose columns have still to be named; and what was left behind.

    Raises
    ------
    ForeignFileError
        If it is no GeoJSON, or holds no points.
    """
    try:
        collection = members(read_json(content))
    except ValueError as problem:
        raise ForeignFileError(f"{name}: {problem}; save it as GeoJSON") from problem
    features = collection.get("features")
    if collection.get("type") == "Feature":
        features = [collection]
    if not isinstance(features, list):
        raise ForeignFileError(f"{name} is no GeoJSON FeatureCollection; save it as one")
    refuse_long(len(features), 0, name)
    found = [each for each in features if isinstance(each, dict)]
    broken = counted(len(features) - len(found), "feature that is none", "features that are none")
    if _is_ours(found):
        return _journey(collection, found), broken
    if any("toponym" in _first(feature.get("names")) for feature in found):
        return _linked_places(found), broken
    table = _points(found, name)
    pointless = len(found) - len(table.rows)
    return table, (
        *counted(pointless, "feature without a point", "features without a point"),
        *broken,
    )


# Ours --------------------------------------------------------------------------------------------


def _is_ours(features: Iterable[Members]) -> bool:
    kinds = {word(_properties(feature).get("kind")) for feature in features}
    return "stop" in kinds and kinds <= {"stop", "leg", "event"}


def _journey(collection: Members, features: Iterable[Members]) -> JourneyRows:
    rows = JourneyRows(about=_about(collection))
    for feature in features:
        properties = _properties(feature)
        kind = properties.get("kind")
        if kind == "stop":
            rows.stops.append(_row(properties, STOPS) | _position(feature))
        elif kind == "event":
            rows.events.append(_row(properties, EVENTS))
        else:
            rows.legs.append(_row(properties, LEGS))
            if "source" in properties or "licence" in properties:
                rows.ways.append(_way(feature, properties))
    for source in items(collection.get("sources")):
        told = members(source)
        rows.sources.append({key: _text(told.get(key)) for key in SOURCES.by_name})
    return rows


def _about(collection: Members) -> Cells:
    told = {
        **{word(key): value for key, value in collection.items() if JOURNEY.has(word(key))},
        **{
            f"report.{word(key)}": value for key, value in members(collection.get("report")).items()
        },
    }
    return {key: _text(value) for key, value in told.items() if _text(value)}


def _row(properties: Members, schema: Schema[object]) -> Cells:
    return {word(key): _text(value) for key, value in properties.items() if schema.has(key)}


def _way(feature: Members, properties: Members) -> Members:
    told = {key: properties[key] for key in LEG_GEOMETRY.by_name if key in properties}
    way = {"type": "Feature", "properties": told, "geometry": feature.get("geometry")}
    return members(writable(way))


# Linked Places -----------------------------------------------------------------------------------


def _linked_places(features: Iterable[Members]) -> JourneyRows:
    rows = JourneyRows()
    for feature in features:
        properties = _properties(feature)
        names = [each for each in items(feature.get("names")) if isinstance(each, dict)]
        title = _text(properties.get("title")) or _text(_first(names).get("toponym"))
        start, end = _dates(feature.get("when"))
        row = {
            "name": title,
            "arrival": start,
            "departure": end if end != start else "",
            "country": _text(_first_text(properties.get("ccodes"))),
            "note": _text(_first(feature.get("descriptions")).get("value")),
            "certainty": _text(_geometry(feature).get("certainty")),
            **_row(properties, STOPS),
            **_position(feature),
        }
        for each in names:
            language, toponym = _text(each.get("lang")), _text(each.get("toponym"))
            if language and toponym and toponym != title:
                row.setdefault(f"name@{language}", toponym)
        rows.stops.append({key: value for key, value in row.items() if value})
    return rows


def _dates(when: object) -> tuple[str, str]:
    """Return start and end of the first timespan as EDTF: objects (1.2.2) or strings (2.0)."""
    span = _first(members(when).get("timespans"))
    return _date(span.get("start")), _date(span.get("end"))


def _date(told: object) -> str:
    if not isinstance(told, dict):
        return _text(told)
    exact, earliest, latest = (_text(told.get(key)) for key in ("in", "earliest", "latest"))
    if exact or not (earliest or latest):
        return exact
    return earliest if earliest == latest else f"{earliest or '..'}/{latest or '..'}"


# Points of somebody else's -----------------------------------------------------------------------


def _points(features: Sequence[Members], name: str) -> ForeignTable:
    keys: dict[str, None] = {}
    for feature in features:
        keys.update(dict.fromkeys(_properties(feature)))
        refuse_long(0, len(keys), name)
    refuse_long_heading(keys, name)
    points = [(feature, at) for feature in features if (at := _position(feature))]
    if not points:
        raise ForeignFileError(f"{name} holds no points; a journey is made of places")
    refuse_long(len(points), len(keys) + len(_POSITION), name)
    rows = tuple(
        (*(_text(_properties(feature).get(key)) for key in keys), *map(at.__getitem__, _POSITION))
        for feature, at in points
    )
    kept = [f"{word(key)}*" if key in _POSITION else word(key) for key in keys]
    return ForeignTable((*kept, *_POSITION), rows)


# JSON --------------------------------------------------------------------------------------------


def _properties(feature: Members) -> Members:
    return members(feature.get("properties"))


def _geometry(feature: Members) -> Members:
    """Return the geometry, or the first of a collection that is a point."""
    found = members(feature.get("geometry"))
    for each in items(found.get("geometries")):
        if members(each).get("type") in _POINTS:
            return members(each)
    return found


def _position(feature: Members) -> Cells:
    geometry = _geometry(feature)
    place = geometry.get("coordinates")
    if geometry.get("type") == "MultiPoint":
        place = next(iter(items(place)), None)
    elif geometry.get("type") != "Point":
        return {}
    point = position(place)
    return dict(zip(_POSITION, map(number_text, point), strict=True)) if point else {}


def _first(found: object) -> Members:
    return next((each for each in items(found) if isinstance(each, dict)), {})


def _first_text(found: object) -> str:
    return next((each for each in items(found) if isinstance(each, str)), "")


def _text(found: object) -> str:
    """Return what a value is in a cell; of a list its texts and numbers."""
    if isinstance(found, list):
        return ";".join(_text(each) for each in found if not isinstance(each, list))
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, int):
        return str(found)
    return word(found).strip() or number_text(number(found))
