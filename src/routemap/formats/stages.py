"""Recorded tracks as the stages of a journey: each is a leg, and its ends are stops.

A track says no names and its times are those of UTC, so a stage is called by its track or its day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from routemap.formats.features import POSITION_COLUMNS
from routemap.formats.foreign_map import NO_LINE, DrawnLine, ForeignMap
from routemap.geo import Point
from routemap.geo.geodesic import line_length_km
from routemap.geo.simplify import simplified
from routemap.tables.cells import Cells
from routemap.tables.values import number_text

TOLERANCE_M = 10.0
"""No point of a track lies further than this from the line that is drawn of it."""
_FRACTION = re.compile(r"\.\d+")  # of a second, which no table has
_DEGREES_AN_HOUR = 15

_TIMES = (
    "the times are those of UTC, as the file has them; days are counted by the sun ({}): write the "
    "time zone of the place, such as Europe/Paris, as time_zone into journey.toml"
)
Segment = list[tuple[Point, str]]
"""Points with the time of each, "" if it is not known."""


@dataclass(slots=True)
class Track:
    """A track by its segments, and what is said of it.

    `cells` are name, text and what else a file says; `references` are the sources it is taken from.
    """

    cells: Cells
    segments: list[Segment] = field(default_factory=list)
    source: str = ""
    licence: str = ""
    references: str = ""

    def line(self, item: str) -> DrawnLine:
        """Return its line, which is simpler, and its length, which is that of all points."""
        parts = [[point for point, _ in each] for each in self.segments if len(each) > 1]
        return DrawnLine(
            [simplified(part, TOLERANCE_M) for part in parts],
            self.cells,
            item,
            sum(map(line_length_km, parts)),
            self.source,
            self.licence,
            self.references,
        )


def add_lines(found: ForeignMap, tracks: Sequence[Track], item: str) -> None:
    """Add tracks as lines between the stops that a map has beside them."""
    for track in tracks:
        if _is_line(track):
            found.add_line(track.line(item))
        else:
            found.account.leave(item, NO_LINE)


def add_stages(found: ForeignMap, tracks: Sequence[Track], item: str) -> None:
    """Add the first and the last point of each track as stops, and the track as the way between."""
    _tell_clock(found, tracks)
    for number, track in enumerate(tracks, start=1):
        points = [each for segment in track.segments for each in segment]
        if not points:
            found.account.leave(item, "it has no points")
            continue
        name = track.cells.get("name") or f"{item} {number}".capitalize()
        (start, began), (end, ended) = points[0], points[-1]
        if _is_line(track):
            found.add_ends(name, (start, end), (began, ended))
            found.add_line(track.line(item))
        else:
            place = dict(zip(POSITION_COLUMNS, map(number_text, start), strict=True))
            said = {**track.cells, "name": name, **place, "arrival": began}
            found.add_place(item, said, f"a stop: {NO_LINE}")


def add_days(found: ForeignMap, tracks: Sequence[Track], item: str) -> None:
    """Add tracks as `add_stages` does, but one for each day; by track where no time is known."""
    filled = [track for track in tracks if any(track.segments)]
    if not _have_times(filled):
        add_stages(found, tracks, item)
        return
    found.account.leave(item, "it has no points", len(tracks) - len(filled))
    found.account.take(item, "the ways of its days", len(filled))
    add_stages(found, days_of(filled, _hours_ahead(filled)), "day")


def _tell_clock(found: ForeignMap, tracks: Sequence[Track]) -> None:
    """Let days be counted by the sun, and say that the times are not those of clocks there."""
    if _have_times(tracks):
        hours = _hours_ahead(tracks)
        found.advice[_TIMES.format(f"UTC{hours:+}" if hours else "UTC")] = None
        if hours:
            found.about["time_zone"] = f"Etc/GMT{-hours:+}"  # whose sign is that of POSIX


def _have_times(tracks: Sequence[Track]) -> bool:
    return any(time for track in tracks for segment in track.segments for _, time in segment)


def _hours_ahead(tracks: Sequence[Track]) -> int:
    """Return by how many hours the sun is ahead of Greenwich where the first track begins."""
    first = next(segment[0][0] for track in tracks for segment in track.segments if segment)
    return round(first[1] / _DEGREES_AN_HOUR)


def days_of(tracks: Sequence[Track], hours: int) -> list[Track]:
    """Return the tracks cut and joined to one for each day, in the order of time.

    A day ends at midnight of a clock that is ahead of UTC by `hours`; a point without a time is of
    the day of the point before it. A day keeps the name of a track that has no
    other day and no company in it; else it is called by its date.
    """
    days: dict[str, list[Track]] = {}
    lone: set[str] = set()
    for track in tracks:
        cut = _by_day(track, hours)
        if len(cut) == 1 and track.cells.get("name"):
            lone |= cut.keys()
        for day, segments in cut.items():
            part = Track(track.cells, segments, track.source, track.licence, track.references)
            days.setdefault(day, []).append(part)
    return [
        parts[0] if day in lone and len(parts) == 1 else _joined(day, parts)
        for day, parts in sorted(days.items())
    ]


def _is_line(track: Track) -> bool:
    return any(len(segment) > 1 for segment in track.segments)


def without_fraction(time: str) -> str:
    """Return a time without the fraction of its seconds, which no table has."""
    return _FRACTION.sub("", time)


def _joined(day: str, parts: Sequence[Track]) -> Track:
    first = parts[0]
    said = {"name": day}
    for key, heading in (("name", "track"), ("text", "text")):
        words = dict.fromkeys(part.cells.get(key, "") for part in parts)
        said[heading] = ", ".join(filter(None, words))
    segments = [segment for part in parts for segment in part.segments]
    return Track(said, segments, first.source, first.licence, first.references)


def _by_day(track: Track, hours: int) -> dict[str, list[Segment]]:
    days: dict[str, list[Segment]] = {}
    day = ""
    for segment in track.segments:
        part: Segment = []
        for point, time in segment:
            is_on = _day(time, hours) or day
            if is_on != day or not part:
                day, part = is_on, []
                days.setdefault(day, []).append(part)
            part.append((point, time))
    return days


def _day(time: str, hours: int) -> str:
    """Return on which day it is this time, "" if the time is not known."""
    try:
        instant = datetime.fromisoformat(time)
        instant = instant.astimezone(UTC) if instant.tzinfo else instant
        return (instant + timedelta(hours=hours)).date().isoformat()
    except (ValueError, OverflowError):
        return ""
