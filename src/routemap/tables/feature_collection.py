"""What the two GeoJSON files of a journey share: a list of features, and positions on the Earth."""

from __future__ import annotations

from collections.abc import Sequence

from routemap.geo import Point
from routemap.tables.json_reader import members, position, read_json
from routemap.tables.limits import LARGEST_LATITUDE, LARGEST_LONGITUDE, MOST_ROWS
from routemap.tables.problems import ProblemLog
from routemap.tables.values import is_swapped

POSITION_HINT = "write [longitude, latitude] in decimal degrees"
_AS_GEOJSON = "save it as a GeoJSON FeatureCollection"


def features_in(text: str, problems: ProblemLog) -> Sequence[object]:
    """Return the features of a collection; none after reporting why they cannot be read."""
    try:
        collection = members(read_json(text))
    except ValueError as problem:
        problems.error(0, "", str(problem), _AS_GEOJSON)
        return ()
    if collection.get("type") != "FeatureCollection":
        problems.error(0, "type", "this is not a FeatureCollection", _AS_GEOJSON)
        return ()
    features = collection.get("features")
    if not isinstance(features, list):
        problems.error(0, "features", "the collection has no list of features", _AS_GEOJSON)
        return ()
    if len(features) > MOST_ROWS:
        what = f"the collection has more than {MOST_ROWS:,} features"
        problems.error(0, "features", what, "shorten it, or split the journey")
        return ()
    return features


def point_in(found: object) -> Point | str:
    """Return (latitude, longitude), or what is wrong with a GeoJSON position."""
    point = position(found)
    if point is None:
        return "is not a list of two numbers"
    latitude, longitude = point
    if abs(latitude) > LARGEST_LATITUDE:
        likely = ", probably latitude and longitude swapped" if is_swapped(*point) else ""
        return f"has the latitude {latitude:g}{likely}"
    if abs(longitude) > LARGEST_LONGITUDE:
        return f"has the longitude {longitude:g}"
    return point
