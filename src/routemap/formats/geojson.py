"""A journey as GeoJSON (RFC 7946): all that its tables say, in the terms of their columns.

Stops are points, legs lines, events points at their stop or without a place; `kind` tells which.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from routemap.formats.licences import way_licences
from routemap.geo.antimeridian import split_at_date_line
from routemap.geo.extent import wrapped
from routemap.i18n.credits import way_credits
from routemap.tables.cells import typed_cells
from routemap.tables.schema import EVENTS, JOURNEY, LEGS, SOURCES, STOPS
from routemap.tables.writer import geometry_properties, metadata_sections

if TYPE_CHECKING:
    from routemap.model.itinerary import Itinerary
    from routemap.model.journey import Event, Journey, Leg, LegGeometry, Point, Stop
    from routemap.tables.columns import Schema

# Degrees; 6 decimals are 11 cm, and more would claim what no table knows (RFC 7946, 11.2).
_DECIMALS = 6
_TURN, _HALF_TURN = 360.0, 180.0

_POSITION = ("latitude", "longitude")
Properties = dict[str, Any]


def geojson(itinerary: Itinerary) -> bytes:
    """Return the journey as a FeatureCollection in UTF-8."""
    journey = itinerary.journey
    features = [
        *(_stop(stop, number) for number, stop in enumerate(journey.stops, 1)),
        *(_leg(itinerary, number) for number in range(len(journey.legs))),
        *(_event(event, itinerary) for event in journey.events),
    ]
    collection = {
        "type": "FeatureCollection",
        "bbox": _box(itinerary),
        **_about(journey),
        "features": features,
    }
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()


def _stop(stop: Stop, number: int) -> Properties:
    return _feature(
        "stop",
        stop.id,
        _point(stop.position),
        {"number": number, **_columns(stop, STOPS)},
    )


def _leg(itinerary: Itinerary, number: int) -> Properties:
    leg = itinerary.journey.legs[number]
    distance = itinerary.leg_distances[number]
    return _feature(
        "leg",
        f"{leg.start}-{leg.end}-{number + 1}",
        _lines(leg, itinerary.leg_paths[number]),
        {
            **_columns(leg, LEGS),
            "mode": leg.mode,
            "measure": distance.measure.value,
            "length_km": round(distance.km, 1) if distance.is_travel else None,
            **(_geometry_columns(leg.geometry) if leg.geometry else {}),
        },
    )


def _geometry_columns(geometry: LegGeometry) -> Properties:
    """Return what is said of a geometry; its last line is the stub, if `stub_km` is there."""
    columns = geometry_properties(geometry)
    return {name: value for name, value in columns.items() if name != "length_km"}


def _event(event: Event, itinerary: Itinerary) -> Properties:
    number = itinerary.stop_number(event.stop) if event.stop else None
    return _feature(
        "event",
        event.id,
        None if number is None else _point(itinerary.journey.stops[number].position),
        _columns(event, EVENTS),
    )


def _about(journey: Journey) -> Properties:
    """Return what holds for the whole journey, sources and licences: members of our own."""
    about = {
        "language": journey.language,
        **metadata_sections(typed_cells(journey, JOURNEY)),
        "attribution": " · ".join(way_credits(journey)),
        "way_licences": _way_licences(journey),
        "sources": [_told(typed_cells(source, SOURCES)) for source in journey.references],
    }
    return _told(about)


def _way_licences(journey: Journey) -> list[Properties]:
    return [_told({"licence": name, "url": address}) for name, address in way_licences(journey)]


def _feature(
    kind: str, feature_id: str, geometry: Properties | None, properties: Properties
) -> Properties:
    return {
        "type": "Feature",
        "id": f"{kind}-{feature_id}",
        "geometry": geometry,
        "properties": {"kind": kind, **_told(properties)},
    }


def _told(properties: Properties) -> Properties:
    """Leave out what the tables do not say."""
    return {name: value for name, value in properties.items() if value not in ("", None, [], {})}


def _columns(record: object, schema: Schema[object]) -> Properties:
    """Return what a row of a table says, but for the position, which is the geometry."""
    columns = typed_cells(record, schema, with_defaults=True)
    return {name: value for name, value in columns.items() if name not in _POSITION}


def _point(position: Point) -> Properties:
    return {"type": "Point", "coordinates": _position(position)}


def _lines(leg: Leg, lines: tuple[tuple[Point, ...], ...]) -> Properties | None:
    """Return a leg's line, the stub last; None for a stay, which has none."""
    stub = (leg.geometry.stub,) if leg.geometry and leg.geometry.stub else ()
    parts = [part for line in (*lines, *stub) for part in split_at_date_line(line)]
    if not parts:
        return None
    drawn = [[_position(point) for point in part] for part in parts]
    if len(drawn) == 1:
        return {"type": "LineString", "coordinates": drawn[0]}
    return {"type": "MultiLineString", "coordinates": drawn}


def _box(itinerary: Itinerary) -> list[float]:
    """Return west, south, east, north; west is greater than east across ±180° (RFC 7946, 5.2)."""
    south, west, north, east = itinerary.extent
    if east - west >= _TURN:
        return [-_HALF_TURN, round(south, _DECIMALS), _HALF_TURN, round(north, _DECIMALS)]
    box = (wrapped(west), south, wrapped(east), north)
    return [round(degrees, _DECIMALS) for degrees in box]


def _position(point: Point) -> list[float]:
    """Turn (latitude, longitude) round: GeoJSON has the longitude first."""
    latitude, longitude = point
    return [round(longitude, _DECIMALS), round(latitude, _DECIMALS)]
