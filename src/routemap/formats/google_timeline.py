"""Google Timeline: the export of a phone, Android's or Apple's, and the older one of the account.

None of them is documented by Google. The phone's is a list of segments, each a visit, an activity
or a path of two hours; the older one, "Semantic Location History", a list of objects, each a
placeVisit or an activitySegment, with degrees as whole numbers of 10⁻⁷.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import PurePosixPath

from routemap.errors import ForeignFileError
from routemap.formats.features import Members, cell
from routemap.formats.imported import Imported
from routemap.formats.json_stream import entries
from routemap.formats.recording import Fix, Move, Recording, Stay, Wanted
from routemap.formats.zip_archive import entry_bytes, open_archive
from routemap.geo import Point
from routemap.tables.json_reader import items, members, number, word
from routemap.tables.limits import LARGEST_LATITUDE, LARGEST_LONGITUDE
from routemap.tables.problems import plain
from routemap.tables.values import why_not_a_number

_MONTH = re.compile(r"[0-9]{4}_\w+\.json")
_BEGINNING = 4_096
_IN_AN_OBJECT = re.compile(rb'"(?:semanticSegments|timelineObjects)"\s*:\s*\[')
_IN_A_LIST = re.compile(rb"\s*(?:\xef\xbb\xbf)?\[\s*\{")
_OF_A_SEGMENT = (b'"visit"', b'"activity"', b'"timelinePath"', b'"timelineMemory"')
_DEGREES = r"([+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?) ?°?"
_TWO_DEGREES = re.compile(f"(?:geo:)? ?{_DEGREES}, ?{_DEGREES}")
_E7 = 1e7
_METRES = 1000.0
_NO_TIME, _NO_POSITION = "without a time", "without coordinates"
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


def is_google_timeline(content: bytes) -> bool:
    """Tell whether a JSON file is such an export, without reading it whole."""
    beginning = content[:_BEGINNING]
    if _IN_A_LIST.match(beginning):
        return b'"startTime"' in beginning and any(each in beginning for each in _OF_A_SEGMENT)
    return bool(_IN_AN_OBJECT.search(content))


def read_google_timeline(content: bytes, name: str, wanted: Wanted) -> Imported:
    """Return the files of a journey: long stays are stops, and moves between them legs.

    Raises
    ------
    ForeignFileError
        If it is not JSON, has no such stay, or more than a journey holds.
    """
    recording = Recording(name, "Google Timeline", wanted)
    for key, entry in _entries(content, name):
        _READERS.get(key, _leave_member)(members(entry), recording)
    return recording.imported()


def holds_months(content: bytes, name: str) -> bool:
    """Tell whether a ZIP archive is of the older export, which has a file for each month.

    Raises
    ------
    ForeignFileError
        If it is not an archive, or too large unpacked.
    """
    with open_archive(content, name) as archive:
        return any(map(_is_month, archive.namelist()))


def read_months(content: bytes, name: str, wanted: Wanted) -> Imported:
    """Return the files of a journey through all months of an archive.

    Raises
    ------
    ForeignFileError
        As `read_google_timeline`, and if it is not an archive, or too large unpacked.
    """
    recording = Recording(name, "Google Timeline", wanted)
    with open_archive(content, name) as archive:
        for each in filter(_is_file, archive.namelist()):
            if not _is_month(each):
                recording.account.leave("file", "it is no month of visits and moves")
                continue
            for key, entry in _entries(entry_bytes(archive, each, name), plain(each)):
                _READERS.get(key, _leave_member)(members(entry), recording)
    return recording.imported()


def _is_file(entry: str) -> bool:
    return not entry.endswith("/")


def _is_month(entry: str) -> bool:
    return bool(_MONTH.fullmatch(PurePosixPath(entry).name))


def _entries(content: bytes, name: str) -> Iterator[tuple[str, object]]:
    try:
        yield from entries(content)
    except ValueError as problem:
        raise ForeignFileError(f"{name}: {problem}; export it anew, or in parts") from problem


def _leave_member(_: Members, recording: Recording) -> None:
    recording.account.leave("member", "what it says has no place on a route")


def _leave_raw_signal(_: Members, recording: Recording) -> None:
    recording.account.leave("raw signal", "visits and moves are made of them")


def _leave_profile(_: Members, recording: Recording) -> None:
    recording.account.leave("profile", "habits of a person are no part of a journey")


# The phone's export ------------------------------------------------------------------------------


def _read_segment(found: Members, recording: Recording) -> None:
    begin = _instant(found.get("startTime"), found.get("startTimeTimezoneUtcOffsetMinutes"))
    end = _instant(found.get("endTime"), found.get("endTimeTimezoneUtcOffsetMinutes"))
    if "timelineMemory" in found:
        recording.account.leave("memory", "a trip is told by its visits and moves")
    kinds = [kind for kind in _KINDS if kind in found]
    if not kinds and "timelineMemory" not in found:
        recording.account.leave("entry", "of an unknown kind")
    for kind in kinds:
        _KINDS[kind](found[kind], begin, end, recording)


def _read_visit(
    found: object, begin: datetime | None, end: datetime | None, recording: Recording
) -> None:
    visit = members(found)
    if cell(visit.get("hierarchyLevel")) not in {"", "0"}:
        recording.account.leave("visit", "within another visit")
        return
    place = members(visit.get("topCandidate"))
    _leave_probabilities((visit, place), recording)
    point = _point(place.get("placeLocation"))
    identity = place.get("placeId") or place.get("placeID")
    _add_stay(place, point, (begin, end), word(identity), recording)


def _read_activity(
    found: object, begin: datetime | None, end: datetime | None, recording: Recording
) -> None:
    activity = members(found)
    kind = members(activity.get("topCandidate"))
    _leave_probabilities((activity, kind), recording)
    if "parking" in activity:
        recording.account.leave("parking place", "it is no stop")
    _add_move(kind.get("type"), activity.get("distanceMeters"), (), (begin, end), recording)


def _read_path(
    found: object, begin: datetime | None, end: datetime | None, recording: Recording
) -> None:
    if begin is None or end is None:
        recording.account.leave("position", _NO_TIME, len(items(found)))
        return
    if not recording.wants(begin, end, "position", len(items(found))):
        return
    fixes = []
    for each in map(members, items(found)):
        point = _point(each.get("point"))
        minutes = _number(each.get("durationMinutesOffsetFromStartTime"))
        time = _instant(each.get("time"), None)
        if time is None and minutes is not None:
            seconds = begin.timestamp() + 60 * minutes
        elif time is not None:
            seconds = time.timestamp()
        else:
            point = None
        if point:
            fixes.append(Fix(seconds, point))
        else:
            recording.account.leave("position", "without coordinates or a time")
    recording.add_fixes(fixes)


_KINDS = {"visit": _read_visit, "activity": _read_activity, "timelinePath": _read_path}


# The older export --------------------------------------------------------------------------------


def _read_object(found: Members, recording: Recording) -> None:
    if "placeVisit" in found:
        _read_place_visit(members(found["placeVisit"]), recording)
    elif "activitySegment" in found:
        _read_activity_segment(members(found["activitySegment"]), recording)
    else:
        recording.account.leave("entry", "of an unknown kind")


def _read_place_visit(visit: Members, recording: Recording) -> None:
    location = members(visit.get("location"))
    children = len(items(visit.get("childVisits")))
    others = len(items(visit.get("otherCandidateLocations")))
    path = members(visit.get("simplifiedRawPath"))
    recording.account.leave("visit", "within another visit", children)
    recording.account.leave("other place", "where else a visit may have been", others)
    recording.account.leave("position", "during a visit", len(items(path.get("points"))))
    point = _point(location) or _point(
        {"latitudeE7": visit.get("centerLatE7"), "longitudeE7": visit.get("centerLngE7")}
    )
    place = word(location.get("placeId"))
    _add_stay(location, point, _duration(visit), place, recording)


def _read_activity_segment(segment: Members, recording: Recording) -> None:
    paths = [
        items(members(segment.get(path)).get(points))
        for path, points in (
            ("simplifiedRawPath", "points"),
            ("waypointPath", "waypoints"),
            ("transitPath", "transitStops"),
        )
    ]
    filled = [path for path in paths if path]
    for path in filled[1:]:
        recording.account.leave("position", "of the same way told otherwise", len(path))
    points = [_point(each) for path in filled[:1] for each in path]
    line = tuple(point for point in points if point)
    recording.account.leave("position", _NO_POSITION, len(points) - len(line))
    if "parkingEvent" in segment:
        recording.account.leave("parking place", "it is no stop")
    kind, metres = segment.get("activityType"), segment.get("distance")
    _add_move(kind, metres, line, _duration(segment), recording)


def _duration(found: Members) -> tuple[datetime | None, datetime | None]:
    duration = members(found.get("duration"))
    begin, end = (
        _instant(duration.get(f"{side}Timestamp"), None)
        or _instant_of_ms(duration.get(f"{side}TimestampMs"))
        for side in ("start", "end")
    )
    return begin, end


# Both --------------------------------------------------------------------------------------------


def _add_stay(
    place: Members,
    point: Point | None,
    times: tuple[datetime | None, datetime | None],
    identity: str,
    recording: Recording,
) -> None:
    begin, end = times
    if begin is None or end is None or end < begin:
        recording.account.leave("visit", _NO_TIME)
    elif point is None:
        recording.account.leave("visit", _NO_POSITION)
    else:
        metres = _number(place.get("accuracyMetres"))
        accuracy_km = None if metres is None else metres / _METRES
        recording.add_stay(Stay(begin, end, point, _name(place, point), identity, accuracy_km))


def _add_move(
    kind: object,
    metres: object,
    line: tuple[Point, ...],
    times: tuple[datetime | None, datetime | None],
    recording: Recording,
) -> None:
    begin, end = times
    if begin is None or end is None or end < begin:
        recording.account.leave("move", _NO_TIME)
        recording.account.leave("position", _NO_TIME, len(line))
        return
    length = _number(metres)
    km = None if length is None else length / _METRES
    recording.add_move(Move(begin, end, _mode(word(kind)), km, line))


def _leave_probabilities(found: tuple[Members, ...], recording: Recording) -> None:
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


def _point(found: object) -> Point | None:
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


def _number(found: object) -> float | None:
    """Return a number, which Apple's export writes as text."""
    if isinstance(found, str):
        return None if why_not_a_number(found) else float(found)
    return number(found)


def _instant(found: object, offset_minutes: object) -> datetime | None:
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


def _instant_of_ms(found: object) -> datetime | None:
    milliseconds = _number(found)
    if milliseconds is None:
        return None
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


_READERS: Mapping[str, Callable[[Members, Recording], None]] = {
    "": _read_segment,
    "semanticSegments": _read_segment,
    "timelineObjects": _read_object,
    "rawSignals": _leave_raw_signal,
    "userLocationProfile": _leave_profile,
}
