"""An object of Google's older "Semantic Location History": a placeVisit or an activitySegment.

Degrees are whole numbers of 10⁻⁷, and times those of UTC.
"""

from __future__ import annotations

from routemap.formats.features import Members
from routemap.formats.google_values import (
    NO_POSITION,
    Times,
    add_move,
    add_stay,
    instant_of,
    instant_of_ms,
    point_of,
)
from routemap.formats.recording import Recording, Way
from routemap.tables.json_reader import items, members, word


def read_object(found: Members, recording: Recording) -> None:
    """Add what an object says to a recording."""
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
    point = point_of(location) or point_of(
        {"latitudeE7": visit.get("centerLatE7"), "longitudeE7": visit.get("centerLngE7")}
    )
    place = word(location.get("placeId"))
    add_stay(location, point, _duration(visit), place, recording)


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
    points = [point_of(each) for path in filled[:1] for each in path]
    line = tuple(point for point in points if point)
    recording.account.leave("position", NO_POSITION, len(points) - len(line))
    if "parkingEvent" in segment:
        recording.account.leave("parking place", "it is no stop")
    ends = (point_of(segment.get("startLocation")), point_of(segment.get("endLocation")))
    way = Way(line, tuple(point for point in ends if point))
    kind, metres = segment.get("activityType"), segment.get("distance")
    add_move(kind, metres, _duration(segment), way, recording)


def _duration(found: Members) -> Times:
    duration = members(found.get("duration"))
    begin, end = (
        instant_of(duration.get(f"{side}Timestamp"), None)
        or instant_of_ms(duration.get(f"{side}TimestampMs"))
        for side in ("start", "end")
    )
    return begin, end
