"""A segment of a phone's Google Timeline: a visit, an activity, or a path of two hours."""

from __future__ import annotations

from routemap.formats.features import Members, cell
from routemap.formats.google_values import (
    NO_TIME,
    Times,
    add_move,
    add_stay,
    instant_of,
    leave_probabilities,
    number_of,
    point_of,
)
from routemap.formats.recording import Fix, Recording, Way
from routemap.tables.json_reader import items, members, word


def read_segment(found: Members, recording: Recording) -> None:
    """Add what a segment says to a recording."""
    times = (
        instant_of(found.get("startTime"), found.get("startTimeTimezoneUtcOffsetMinutes")),
        instant_of(found.get("endTime"), found.get("endTimeTimezoneUtcOffsetMinutes")),
    )
    if "timelineMemory" in found:
        recording.account.leave("memory", "a trip is told by its visits and moves")
    kinds = [kind for kind in _KINDS if kind in found]
    if not kinds and "timelineMemory" not in found:
        recording.account.leave("entry", "of an unknown kind")
    for kind in kinds:
        _KINDS[kind](found[kind], times, recording)


def _read_visit(found: object, times: Times, recording: Recording) -> None:
    visit = members(found)
    if cell(visit.get("hierarchyLevel")) not in {"", "0"}:
        recording.account.leave("visit", "within another visit")
        return
    place = members(visit.get("topCandidate"))
    leave_probabilities((visit, place), recording)
    point = point_of(place.get("placeLocation"))
    identity = place.get("placeId") or place.get("placeID")
    add_stay(place, point, times, word(identity), recording)


def _read_activity(found: object, times: Times, recording: Recording) -> None:
    activity = members(found)
    kind = members(activity.get("topCandidate"))
    leave_probabilities((activity, kind), recording)
    if "parking" in activity:
        recording.account.leave("parking place", "it is no stop")
    ends = (point_of(activity.get("start")), point_of(activity.get("end")))
    way = Way(ends=tuple(point for point in ends if point))
    add_move(kind.get("type"), activity.get("distanceMeters"), times, way, recording)


def _read_path(found: object, times: Times, recording: Recording) -> None:
    begin, end = times
    if begin is None or end is None:
        recording.account.leave("position", NO_TIME, len(items(found)))
        return
    if not recording.wants(begin, end, "position", len(items(found))):
        return
    fixes = []
    for each in map(members, items(found)):
        point = point_of(each.get("point"))
        minutes = number_of(each.get("durationMinutesOffsetFromStartTime"))
        time = instant_of(each.get("time"), None)
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
