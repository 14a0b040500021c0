"""Values as Google's exports write them: times, positions, means of travel and names of places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from typing import TypeAlias

from routemap.formats.features import Members, cell
from routemap.formats.recording import Move, Recording, Stay, Way
from routemap.geo import Point
from routemap.tables.json_reader import number, word
from routemap.tables.limits import LARGEST_LATITUDE, LARGEST_LONGITUDE
from routemap.tables.values import why_not_a_number

_DEGREES = r"([+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?) ?°?"
_TWO_DEGREES = re.compile(f"(?:geo:)? ?{_DEGREES}, ?{_DEGREES}")
_E7 = 1e7
_METRES = 1000.0
NO_TIME, NO_POSITION = "without a time", "without coordinates"
_MODES = {
    "rail": "IN_TRAIN IN_SUBWAY IN_TRAM IN_FUNICULAR",
    "road": "IN_PASSENGER_VEHICLE IN_VEHICLE IN_ROAD_VEHICLE IN_CAR IN_BUS IN_TAXI MOTORCYCLING",
    "ship": "IN_FERRY SAILING BOATING IN_BOAT",
    "air": "FLYING",
    "foot": "WALKING RUNNING HIKING ON_FOOT",
    "": "UNKNOWN UNKNOWN_ACTIVITY_TYPE STILL",
}
_MODE_OF_TYPE = {each: mode for mode, types in _MODES.items() for each in types.split()}
_NAMES = {
    "HOME": "Home",
    "TYPE_HOME": "Home",
    "INFERRED_HOME": "Home (inferred)",
    "WORK": "Work",
    "TYPE_WORK": "Work",
    "INFERRED_WORK": "Work (inferred)",
}
Times: TypeAlias = "tuple[datetime | None, datetime | None]"
"""When something begins and ends, None where the file does not say."""


def add_stay(
    place: Members, point: Point | None, times: Times, identity: str, recording: Recording
) -> None:
    """Add a stay at a place, which has a name, an address or a type, to a recording."""
    begin, end = times
    if begin is None or end is None or end < begin:
        recording.account.leave("visit", NO_TIME)
    elif point is None:
        recording.account.leave("visit", NO_POSITION)
    else:
        metres = number_of(place.get("accuracyMetres"))
        accuracy_km = None if metres is None else metres / _METRES
        recording.add_stay(Stay(begin, end, point, _name(place, point), identity, accuracy_km))


def add_move(kind: object, metres: object, times: Times, way: Way, recording: Recording) -> None:
    """Add a move of a kind of activity, and as long as it says, to a recording."""
    begin, end = times
    if begin is None or end is None or end < begin:
        recording.account.leave("move", NO_TIME)
        recording.account.leave("position", NO_TIME, len(way.line))
        return
    length = number_of(metres)
    km = None if length is None else length / _METRES
    recording.add_move(Move(begin, end, _mode(word(kind)), km, way))


def leave_probabilities(found: Iterable[Members], recording: Recording) -> None:
    """Leave the probabilities that Google gives to visits, moves and candidates for them."""
    count = sum("probability" in each for each in found)
    recording.account.leave("probability", "how sure Google is has no column", count)


def _mode(kind: str) -> str:
    """Return a mode of ours, or an activity of Google's in words: "cycling", "gondola lift"."""
    type_name = _plain_type(kind)
    words = type_name.removeprefix("IN_").replace("_", " ").lower()
    return _MODE_OF_TYPE.get(type_name, words)


def _name(place: Members, point: Point) -> str:
    given = cell(place.get("name")) or cell(place.get("address")).partition("\n")[0]
    kind = _plain_type(word(place.get("semanticType")))
    at = ", ".join(f"{degrees:.4f}" for degrees in point)
    return given or _NAMES.get(kind) or at


def _plain_type(kind: str) -> str:
    return "_".join(kind.upper().split())


def point_of(found: object) -> Point | None:
    """Return (latitude, longitude) as any of the exports writes them, None if there are none."""
    if isinstance(found, dict):
        for names in (("latitudeE7", "longitudeE7"), ("latE7", "lngE7")):
            degrees = [number(found.get(name)) for name in names]
            if None not in degrees:
                return _on_earth(*(each / _E7 for each in degrees if each is not None))
        found = found.get("latLng")
    both = _TWO_DEGREES.fullmatch(found) if isinstance(found, str) else None
    return _on_earth(float(both[1]), float(both[2])) if both else None


def _on_earth(latitude: float, longitude: float) -> Point | None:
    is_there = abs(latitude) <= LARGEST_LATITUDE and abs(longitude) <= LARGEST_LONGITUDE
    return (latitude, longitude) if is_there else None


def number_of(found: object) -> float | None:
    """Return a number, which Apple's export writes as text."""
    if isinstance(found, str):
        return None if why_not_a_number(found) else float(found)
    return number(found)


def instant_of(found: object, offset_minutes: object) -> datetime | None:
    """Return a time with its zone, by the clock of the place if its offset is told apart."""
    if not isinstance(found, str):
        return None
    try:
        instant = datetime.fromisoformat(found)
        if instant.tzinfo is None:
            return None
        minutes = number(offset_minutes)
        if minutes is None:
            return instant
        return instant.astimezone(timezone(timedelta(minutes=minutes)))
    except (ValueError, OverflowError):
        return None


def instant_of_ms(found: object) -> datetime | None:
    """Return a time given in milliseconds since 1970, by the clock of UTC."""
    milliseconds = number_of(found)
    if milliseconds is None:
        return None
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
