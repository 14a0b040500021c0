"""A journey as GeoJSON: all that its tables say, in the terms of their columns.

Stops and annotations are points, legs lines, events points at their stop or without a place; `kind`
tells which.
Read back are such a journey, Linked Places, and points of any other file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from routemap.errors import ForeignFileError
from routemap.formats.account import Account
from routemap.formats.drawn_legs import leg_lines, way_licences
from routemap.formats.features import (
    DECIMALS,
    POSITION_COLUMNS,
    Members,
    cell,
    cells,
    collection_bytes,
    coordinates,
    filled,
    ground_bytes,
    point_cells,
    point_geometry,
    properties_of,
)
from routemap.formats.foreign_features import read_features
from routemap.formats.held_basemap import with_basemap, written_basemap
from routemap.formats.held_speeds import with_speeds
from routemap.formats.imported import Imported, JourneyRows, refuse_long
from routemap.formats.lpf_reader import is_linked_place, read_linked_places
from routemap.geo import Point
from routemap.geo.extent import wrapped
from routemap.i18n.catalog import supported_language
from routemap.i18n.credits import own_ground_credit, way_credits
from routemap.i18n.media import media_at_neither, media_of_event, media_of_stop
from routemap.i18n.what_follows import NOTHING_INFERRED, Inferred
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Annotation, Event, Journey, MediaItem
from routemap.tables.cells import cells_of, typed_cells
from routemap.tables.ground import GROUND_FILE
from routemap.tables.json_reader import items, members, read_json, word, writable
from routemap.tables.metadata import BASEMAP_SECTION, SPEED_SECTION
from routemap.tables.schema import (
    ANNOTATIONS,
    EVENTS,
    JOURNEY,
    JOURNEY_SECTIONS,
    LEG_GEOMETRY,
    LEGS,
    MEDIA,
    SOURCES,
    STOPS,
    TRAVELLERS,
)
from routemap.tables.speeds import speed_section
from routemap.tables.writer import geometry_properties, lines_geometry, metadata_sections

_TURN, _HALF_TURN = 360.0, 180.0
_MEDIA = "media"
_ANNOTATION = "annotation"
"""The kind of such a feature, and the member that says which kind of annotation it is."""
# "crs" is of the old specification; coordinates that are not those of WGS 84 show themselves.
_OF_COLLECTION = frozenset({"type", "features", "name", "description", "bbox", "crs"})


# Writing -----------------------------------------------------------------------------------------


def geojson(itinerary: Itinerary, inferred: Inferred = NOTHING_INFERRED) -> bytes:
    """Return the journey as a FeatureCollection in UTF-8, with what follows for stops."""
    journey = itinerary.journey
    features = [
        *(_stop(itinerary, at, inferred.get(at, {})) for at in range(len(journey.stops))),
        *(_leg(itinerary, number) for number in range(len(journey.legs))),
        *(_event(event, itinerary) for event in journey.events),
        *map(_annotation, journey.annotations),
    ]
    return collection_bytes(
        {
            "type": "FeatureCollection",
            "bbox": _box(itinerary),
            **_about(journey),
            "features": features,
        }
    )


def _stop(itinerary: Itinerary, at: int, inferred: Mapping[str, str]) -> dict[str, Any]:
    journey, number = itinerary.journey, itinerary.number(at)
    stop = journey.stops[at]
    values = {
        "number": number,
        **typed_cells(stop, STOPS, with_defaults=True),
        **inferred,
        **_media(media_of_stop(journey, at)),
    }
    return _feature("stop", stop.id, stop.position, values)


def _leg(itinerary: Itinerary, number: int) -> dict[str, Any]:
    leg = itinerary.journey.legs[number]
    distance = itinerary.leg_distances[number]
    values = {
        **typed_cells(leg, LEGS),
        "mode": leg.mode,
        "traveller": itinerary.journey.stops[itinerary.leg_ends(number)[0]].traveller,
        "measure": distance.measure.value,
        **(geometry_properties(leg.geometry) if leg.geometry else {}),
        "length_km": round(distance.km, 1) if distance.is_travel else None,
    }
    feature = _feature("leg", f"{leg.start}-{leg.end}-{number + 1}", None, values)
    lines = [[coordinates(point) for point in line] for line in leg_lines(itinerary, number)]
    if lines:
        feature["geometry"] = lines_geometry(lines)
    return feature


def _event(event: Event, itinerary: Itinerary) -> dict[str, Any]:
    number = itinerary.stop_number(event.stop) if event.stop else None
    media = media_of_event(itinerary.journey, event.id)
    values = {**typed_cells(event, EVENTS, with_defaults=True), **_media(media)}
    position = None if number is None else itinerary.journey.stops[number].position
    return _feature("event", event.id, position, values)


def _annotation(annotation: Annotation) -> dict[str, Any]:
    values = typed_cells(annotation, ANNOTATIONS)
    position = (annotation.latitude, annotation.longitude)
    values[_ANNOTATION] = values.pop("kind")
    return _feature(_ANNOTATION, annotation.id, position, values)


def _media(media: Sequence[MediaItem]) -> dict[str, Any]:
    """Return media as a member of the properties that holds their rows; none if there are none."""
    return {_MEDIA: [filled(typed_cells(each, MEDIA)) for each in media]} if media else {}


def _feature(
    kind: str, feature_id: str, position: Point | None, values: dict[str, Any]
) -> dict[str, Any]:
    others = {name: value for name, value in values.items() if name not in POSITION_COLUMNS}
    return {
        "type": "Feature",
        "id": f"{kind}-{feature_id}",
        "geometry": point_geometry(position) if position else None,
        "properties": filled({"kind": kind, **others}),
    }


def _without_files(journey: Journey) -> Journey:
    """Return a journey that names no file which the collection does not hold."""
    return replace(journey, style=journey.style.without_files())


def _about(journey: Journey) -> dict[str, Any]:
    """Return what holds for the whole journey, sources and licences: members of our own."""
    return filled(
        {
            **metadata_sections(cells_of(_without_files(journey), JOURNEY)),
            "language": journey.language,
            "attribution": " · ".join(
                (
                    *way_credits(journey),
                    *own_ground_credit(journey, supported_language(journey.language)),
                )
            ),
            "way_licences": [
                filled({"licence": name, "url": address}) for name, address in way_licences(journey)
            ],
            SPEED_SECTION: speed_section(journey.speeds),
            BASEMAP_SECTION: written_basemap(journey.own_basemap),
            "ground": read_json(journey.ground) if journey.ground else None,
            "travellers": [filled(typed_cells(each, TRAVELLERS)) for each in journey.travellers],
            "sources": [filled(typed_cells(each, SOURCES)) for each in journey.references],
            **_media(media_at_neither(journey)),
        }
    )


def _box(itinerary: Itinerary) -> list[float]:
    """Return west, south, east, north; west is greater than east across ±180° (RFC 7946, 5.2)."""
    south, west, north, east = itinerary.extent
    is_whole_turn = east - west >= _TURN
    west, east = (-_HALF_TURN, _HALF_TURN) if is_whole_turn else (wrapped(west), wrapped(east))
    return [round(degrees, DECIMALS) for degrees in (west, south, east, north)]


# Reading -----------------------------------------------------------------------------------------


def read_geojson(content: bytes, name: str) -> Imported:
    """Return a journey, or points whose columns have still to be assigned.

    Raises
    ------
    ForeignFileError
        If it is not GeoJSON, or holds no points.
    """
    try:
        collection = members(read_json(content))
    except ValueError as problem:
        raise ForeignFileError(f"{name}: {problem}; save it as GeoJSON") from problem
    return read_collection(collection, name)


def read_collection(collection: Members, name: str) -> Imported:
    """Return the same of GeoJSON that is parsed already; raises as `read_geojson`."""
    features = collection.get("features")
    if collection.get("type") == "Feature":
        features = [collection]
    if not isinstance(features, list):
        raise ForeignFileError(f"{name} is not a GeoJSON FeatureCollection; save it as one")
    refuse_long(len(features), 0, name)
    found = [each for each in features if isinstance(each, dict)]
    account = Account()
    account.leave("entry", "not a feature", len(features) - len(found))
    if _is_ours(found):
        files = _journey(collection, found).files()
        account.take("feature", "a row of its table", len(found))
        files = with_speeds(files, members(collection.get(SPEED_SECTION)))
        files = with_basemap(files, members(collection.get(BASEMAP_SECTION)))
        if "ground" in collection:
            files[GROUND_FILE] = ground_bytes(collection["ground"])
        return Imported(files, account=account)
    if any(map(is_linked_place, found)):
        brought = read_linked_places(found, name)
    else:
        title, about = (cell(collection.get(key)) for key in ("name", "description"))
        brought = read_features(found, title, name, about)
        is_one = "features" not in collection
        others = 0 if is_one else sum(key not in _OF_COLLECTION for key in collection)
        account.leave("member", "of the collection as a whole", others)
    brought.account.add_all(account)
    return brought


def _is_ours(features: Iterable[Members]) -> bool:
    kinds = {word(properties_of(feature).get("kind")) for feature in features}
    return "stop" in kinds and kinds <= {"stop", "leg", "event", _ANNOTATION}


def _journey(collection: Members, features: Iterable[Members]) -> JourneyRows:
    rows = JourneyRows()
    about = {
        **{key: value for key, value in collection.items() if JOURNEY.has(key)},
        **{
            f"{section}.{key}": value
            for section in JOURNEY_SECTIONS
            for key, value in members(collection.get(section)).items()
        },
    }
    rows.about = {key: text for key, text in cells(about).items() if text}
    for feature in features:
        properties = properties_of(feature)
        kind = word(properties.get("kind"))
        row = cells(properties) | point_cells(feature)
        if kind == _ANNOTATION:
            row["kind"] = row.get(_ANNOTATION, "")
        rows.add(kind, row)
        for each in items(properties.get(_MEDIA)):
            rows.add("medium", cells(members(each)))
        if kind == "leg" and ("source" in properties or "licence" in properties):
            rows.leg_geometry.append(_leg_feature(feature, properties))
    beside = (("travellers", "traveller"), ("sources", "source"), (_MEDIA, "medium"))
    for member, kind in beside:
        for each in items(collection.get(member)):
            rows.add(kind, cells(members(each)))
    return rows


def _leg_feature(feature: Members, properties: Members) -> Members:
    known = {key: properties[key] for key in LEG_GEOMETRY.by_name if key in properties}
    leg = {"type": "Feature", "properties": known, "geometry": feature.get("geometry")}
    return members(writable(leg))
