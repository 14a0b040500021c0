"""GeoJSON features (RFC 7946) as journeys and Linked Places share them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from routemap.geo import Point
from routemap.model.own_basemap import KIND_OF_FORM, Form
from routemap.tables.cells import Cells
from routemap.tables.json_reader import items, members, number, position, word, writable
from routemap.tables.values import number_text

Members: TypeAlias = "Mapping[str, object]"
POSITION_COLUMNS = ("latitude", "longitude")
# Degrees; 6 decimals are 11 cm, and more would claim what no table knows (RFC 7946, 11.2).
DECIMALS = 6
_KINDS = {
    "Point": KIND_OF_FORM[Form.POINT],
    "LineString": KIND_OF_FORM[Form.LINE],
    "Polygon": KIND_OF_FORM[Form.AREA],
}
_POINTS = ("Point", "MultiPoint")


# Writing -----------------------------------------------------------------------------------------


def collection_bytes(collection: Mapping[str, Any]) -> bytes:
    """Return a FeatureCollection in UTF-8."""
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()


def drawn_ground(features: Iterable[Members]) -> bytes:
    """Return shapes of another as basemap.geojson, each with the kind as which it is drawn."""
    kinded = []
    for feature in features:
        form = word(members(feature.get("geometry")).get("type")).removeprefix("Multi")
        kind = {"kind": _KINDS[form]} if form in _KINDS else {}
        kinded.append({**feature, "properties": {**kind, **members(feature.get("properties"))}})
    return ground_bytes({"type": "FeatureCollection", "features": kinded})


def ground_bytes(collection: object) -> bytes:
    """Return a collection of another as basemap.geojson; what JSON has no word for is text.

    It is no longer than the file it comes from, so that it may be read again.
    """
    found = json.dumps(writable(collection), ensure_ascii=False, separators=(",", ":"))
    return f"{found}\n".encode()


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out empty values."""
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}


def point_geometry(point: Point) -> dict[str, Any]:
    """Return a position as a geometry."""
    return {"type": "Point", "coordinates": coordinates(point)}


def coordinates(point: Point) -> list[float]:
    """Swap (latitude, longitude): GeoJSON has the longitude first."""
    latitude, longitude = point
    return [round(longitude, DECIMALS), round(latitude, DECIMALS)]


# Reading -----------------------------------------------------------------------------------------


def properties_of(feature: Members) -> Members:
    """Return the properties of a feature, empty if it has none."""
    return members(feature.get("properties"))


def geometry_of(feature: Members) -> Members:
    """Return the geometry of a feature, or the first point of a geometry collection."""
    found = members(feature.get("geometry"))
    for each in items(found.get("geometries")):
        if members(each).get("type") in _POINTS:
            return members(each)
    return found


def point_cells(feature: Members) -> Cells:
    """Return latitude and longitude of a feature's first point, empty if it has none."""
    geometry = geometry_of(feature)
    place = geometry.get("coordinates")
    if geometry.get("type") == "MultiPoint":
        place = next(iter(items(place)), None)
    elif geometry.get("type") != "Point":
        return {}
    point = position(place)
    return dict(zip(POSITION_COLUMNS, map(number_text, point), strict=True)) if point else {}


def cell(found: object) -> str:
    """Return a JSON value as the text of a cell; of a list its texts and numbers."""
    if isinstance(found, list):
        return ";".join(cell(each) for each in found if not isinstance(each, list))
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, int):
        return str(found)
    return word(found).strip() or number_text(number(found))


def cells(values: Members) -> Cells:
    """Return the members of an object as cells."""
    return {word(name): cell(value) for name, value in values.items()}
