"""GeoJSON: a journey that we have written, Linked Places, or points of somebody else's."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from routemap.errors import ForeignFileError
from routemap.importing.foreign import ForeignTable, JourneyRows
from routemap.importing.limits import refuse_long
from routemap.tables import events, legs, stops
from routemap.tables.written import Cells, number_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from routemap.tables.layout import Layout

Members = dict[str, Any]
_ABOUT = ("title", "subtitle", "language", "time_zone", "step", "credit", "licence", "name_policy",
          "boundary_policy")  # fmt: skip
_WAY = ("length_km", "stub_km", "shortest", "source", "licence")
_POINTS = {"Point": 0, "MultiPoint": 1}


def read_features(content: bytes, name: str) -> JourneyRows | ForeignTable:
    """Return the rows of a journey, or a table of points whose columns have still to be named.

    Raises
    ------
    ForeignFileError
        If it is no GeoJSON, or holds no points.
    """
    try:
        collection = json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise ForeignFileError(f"{name} is no JSON ({problem})") from problem
    features = collection.get("features") if isinstance(collection, dict) else None
    if isinstance(collection, dict) and collection.get("type") == "Feature":
        features = [collection]
    if not isinstance(features, list):
        raise ForeignFileError(f"{name} is no GeoJSON FeatureCollection; save it as one")
    features = [each for each in features if isinstance(each, dict)]
    refuse_long(len(features), 0, name)
    if _is_ours(features):
        return _journey(collection, features)
    if any("toponym" in _first(feature.get("names")) for feature in features):
        return _linked_places(features)
    return _points(features, name)


# Ours --------------------------------------------------------------------------------------------


def _is_ours(features: Iterable[Members]) -> bool:
    kinds = {_properties(feature).get("kind") for feature in features}
    return "stop" in kinds and kinds <= {"stop", "leg", "event"}


def _journey(collection: Members, features: Iterable[Members]) -> JourneyRows:
    rows = JourneyRows(about=_about(collection))
    for feature in features:
        properties = _properties(feature)
        kind = properties.get("kind")
        if kind == "stop":
            rows.stops.append(_row(properties, stops.LAYOUT) | _position(feature))
        elif kind == "event":
            rows.events.append(_row(properties, events.LAYOUT))
        else:
            rows.legs.append(_row(properties, legs.LAYOUT))
            if "source" in properties or "licence" in properties:
                rows.ways.append(_way(feature, properties))
    sources = collection.get("sources")
    for source in sources if isinstance(sources, list) else ():
        told = _properties({"properties": source})
        rows.sources.append({key: _text(told.get(key)) for key in ("reference", "citation", "url")})
    return rows


def _about(collection: Members) -> Cells:
    report = _properties({"properties": collection.get("report")})
    told = {
        **{key: value for key, value in collection.items() if key.partition("@")[0] in _ABOUT},
        **{f"report.{key}": value for key, value in report.items()},
    }
    return {key: _text(value) for key, value in told.items() if _text(value)}


def _row(properties: Members, layout: Layout) -> Cells:
    return {
        key: _text(value)
        for key, value in properties.items()
        if key.partition("@")[0] in layout.columns
    }


def _way(feature: Members, properties: Members) -> Members:
    ends = {key: properties.get(key) for key in ("from", "to")}
    told = {key: properties[key] for key in _WAY if key in properties}
    return {"type": "Feature", "properties": ends | told, "geometry": feature.get("geometry")}


# Linked Places -----------------------------------------------------------------------------------


def _linked_places(features: Iterable[Members]) -> JourneyRows:
    rows = JourneyRows()
    for feature in features:
        properties = _properties(feature)
        names = [each for each in _list(feature.get("names")) if isinstance(each, dict)]
        title = _text(properties.get("title")) or _text(_first(names).get("toponym"))
        start, end = _dates(feature.get("when"))
        row = {
            "name": title,
            "arrival": start,
            "departure": end if end != start else "",
            "country": _text(_first_text(properties.get("ccodes"))),
            "note": _text(_first(feature.get("descriptions")).get("value")),
            "certainty": _text(_geometry(feature).get("certainty")),
            **_row(properties, stops.LAYOUT),
            **_position(feature),
        }
        for each in names:
            language, toponym = _text(each.get("lang")), _text(each.get("toponym"))
            if language and toponym and toponym != title:
                row.setdefault(f"name@{language}", toponym)
        rows.stops.append({key: value for key, value in row.items() if value})
    return rows


def _dates(when: Any) -> tuple[str, str]:  # noqa: ANN401  JSON of strangers
    """Return start and end of the first timespan as EDTF: objects (1.2.2) or strings (2.0)."""
    spans = _list(when.get("timespans")) if isinstance(when, dict) else []
    span = spans[0] if spans and isinstance(spans[0], dict) else {}
    return _date(span.get("start")), _date(span.get("end"))


def _date(told: Any) -> str:  # noqa: ANN401  JSON of strangers
    if not isinstance(told, dict):
        return _text(told)
    exact, earliest, latest = (_text(told.get(key)) for key in ("in", "earliest", "latest"))
    if exact or not (earliest or latest):
        return exact
    return earliest if earliest == latest else f"{earliest or '..'}/{latest or '..'}"


# Points of somebody else's -----------------------------------------------------------------------


def _points(features: list[Members], name: str) -> ForeignTable:
    keys = dict.fromkeys(key for feature in features for key in _properties(feature))
    rows = []
    for feature in features:
        at = _position(feature)
        if at:
            properties = _properties(feature)
            cells = (_text(properties.get(key)) for key in keys)
            rows.append((*cells, at["latitude"], at["longitude"]))
    if not rows:
        raise ForeignFileError(f"{name} holds no points; a journey is made of places")
    refuse_long(len(rows), len(keys), name)
    kept = [key if key not in {"latitude", "longitude"} else f"{key}*" for key in keys]
    return ForeignTable((*kept, "latitude", "longitude"), tuple(rows))


# JSON --------------------------------------------------------------------------------------------


def _properties(feature: Members) -> Members:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def _geometry(feature: Members) -> Members:
    """Return the geometry, or the first of a collection that is a point."""
    found = feature.get("geometry")
    if not isinstance(found, dict):
        return {}
    for each in _list(found.get("geometries")):
        if isinstance(each, dict) and each.get("type") in _POINTS:
            return each
    return found


def _position(feature: Members) -> Cells:
    geometry = _geometry(feature)
    place = geometry.get("coordinates")
    if geometry.get("type") == "MultiPoint":
        place = next(iter(_list(place)), None)
    elif geometry.get("type") != "Point":
        return {}
    numbers = [each for each in _list(place)[:2] if _is_number(each)]
    if len(numbers) < 2:  # noqa: PLR2004  longitude and latitude
        return {}
    return {"latitude": number_text(numbers[1]), "longitude": number_text(numbers[0])}


def _is_number(found: Any) -> bool:  # noqa: ANN401  JSON of strangers
    return isinstance(found, int | float) and not isinstance(found, bool) and _fits(found)


def _fits(number: float) -> bool:
    """Tell whether a number of JSON, which may have any length, is one for a cell."""
    try:
        return math.isfinite(number)
    except OverflowError:
        return False


def _list(found: Any) -> list[Any]:  # noqa: ANN401  JSON of strangers
    return found if isinstance(found, list) else []


def _first(found: Any) -> Members:  # noqa: ANN401  JSON of strangers
    return next((each for each in _list(found) if isinstance(each, dict)), {})


def _first_text(found: Any) -> str:  # noqa: ANN401  JSON of strangers
    return next((each for each in _list(found) if isinstance(each, str)), "")


def _text(found: Any) -> str:  # noqa: ANN401  JSON of strangers
    if found is None or isinstance(found, dict):
        return ""
    if isinstance(found, list):
        return ";".join(_flat(found))
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, int | float):
        return number_text(found) if _fits(found) else ""
    return str(found).strip()


def _flat(found: list[Any]) -> Iterator[str]:
    return (_text(each) for each in found if not isinstance(each, list | dict))
