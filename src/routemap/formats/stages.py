"""Recorded tracks as the stages of a journey: each is a leg, and its ends are stops.

A track says no names and its times are those of UTC, so a stage is called by its track or its day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import partial
from itertools import pairwise, product
from math import cos, floor, radians
from typing import NamedTuple

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
_SQUARE = 0.0045  # degrees of latitude
_MOST_DAYS = 100  # of one stage

_AS_IN_FILE = "the times are those of UTC, as the file has them"
_BY_THE_SUN = (
    "the times of the file are those of UTC; they are written by the sun (UTC{:+}), so that each "
    "has the day of its place"
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

    @property
    def ends(self) -> tuple[tuple[Point, str], tuple[Point, str]]:
        """Return its first and its last point, each with its time; it has one at least."""
        filled = [segment for segment in self.segments if segment]
        return filled[0][0], filled[-1][-1]

    @property
    def is_line(self) -> bool:
        """Tell whether it has two points to draw a line between."""
        return any(len(segment) > 1 for segment in self.segments)

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
        if track.is_line:
            found.add_line(track.line(item))
        else:
            found.account.leave(item, NO_LINE)


class Stage(NamedTuple):
    """A way between two stops: the number of the last, its first and last time, and its points."""

    stop: int
    times: tuple[str, str]
    points: Sequence[Point]


class Stages:
    """The stages of a file, by their days and by where they lead."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        self.all = tuple(stages)
        self._on_day: dict[date, Stage] = {}
        self._last_days: dict[int, date] = {}
        self._at: dict[tuple[int, int], Stage] = {}
        self._zone: tzinfo | None = None
        for stage in stages:
            self._add_days(stage)
            for point in stage.points:
                self._at.setdefault(_square(point), stage)

    def of(self, point: Point, time: str) -> tuple[int, str] | None:
        """Return the stop at the end of the stage that a point is of, with its day or "".

        It is the stage of the day of its time, or else one that leads by within about 500 m; None
        if there is neither.
        """
        day = self._day(time)
        stage = self._on_day.get(day) if day else None
        if stage is None:
            stage = self._near(point)
            day = self._last_days.get(stage.stop) if stage else None
        return (stage.stop, day.isoformat() if day else "") if stage else None

    def _day(self, time: str) -> date | None:
        instant = _in_zone(time, self._zone) if self._zone else None
        return instant.date() if instant else None

    def _add_days(self, stage: Stage) -> None:
        began, ended = map(_instant, stage.times)
        if not began or not ended:
            return
        self._zone = self._zone or ended.tzinfo
        self._last_days[stage.stop] = ended.date()
        for more in range(min((ended.date() - began.date()).days + 1, _MOST_DAYS)):
            self._on_day.setdefault(began.date() + timedelta(days=more), stage)

    def _near(self, point: Point) -> Stage | None:
        around = sorted(product((-1, 0, 1), repeat=2), key=lambda by: abs(by[0]) + abs(by[1]))
        squares = (_square(point, up, right) for up, right in around)
        return next((self._at[each] for each in squares if each in self._at), None)


def _square(point: Point, up: int = 0, right: int = 0) -> tuple[int, int]:
    """Return the square of 500 m that a point lies in, or one so many belts and squares further."""
    belt = floor(point[0] / _SQUARE) + up
    return belt, floor(point[1] * cos(radians(belt * _SQUARE)) / _SQUARE) + right


def add_stages(found: ForeignMap, tracks: Sequence[Track], item: str) -> Stages:
    """Add the first and the last point of each track as stops, and the track as the way between."""
    stages: list[Stage] = []
    clock = _clock(found, tracks)
    for number, track in enumerate(tracks, start=1):
        if not any(track.segments):
            found.account.leave(item, "it has no points")
            continue
        name = track.cells.get("name") or f"{item} {number}".capitalize()
        (start, began), (end, ended) = ((point, clock(time)) for point, time in track.ends)
        if track.is_line:
            stop = found.add_ends(name, (start, end), (began, ended))
            found.add_line(track.line(item))
            points = [point for segment in track.segments for point, _ in segment]
            stages.append(Stage(stop, (began, ended), points))
        else:
            place = dict(zip(POSITION_COLUMNS, map(number_text, start), strict=True))
            said = {**track.cells, "name": name, **place, "arrival": began}
            found.add_place(item, said, f"a stop: {NO_LINE}")
    return Stages(stages)


def add_days(found: ForeignMap, tracks: Sequence[Track], item: str) -> Stages:
    """Add tracks as `add_stages` does, but one for each day; by track where no time is known."""
    filled = [track for track in tracks if any(track.segments)]
    if not _have_times(filled):
        return add_stages(found, tracks, item)
    found.account.leave(item, "it has no points", len(tracks) - len(filled))
    found.account.take(item, "the ways of its days", len(filled))
    return add_stages(found, days_of(filled, _hours_ahead(filled)), "day")


def are_at_once(tracks: Sequence[Track]) -> bool:
    """Tell whether two tracks of different names were recorded at the same time."""
    spans = []
    for track in tracks:
        times = [_instant(time) for _, time in track.ends] if any(track.segments) else []
        began, ended = times or (None, None)
        if began and ended:
            spans.append((began, ended, track.cells.get("name", "")))
    spans.sort()
    return any(later[0] < sooner[1] and later[2] != sooner[2] for sooner, later in pairwise(spans))


def _clock(found: ForeignMap, tracks: Sequence[Track]) -> Callable[[str], str]:
    """Return how the times of stops are written: as the file has them, if their days are right.

    Else by the sun, so that the days are those of the place: the same times, with another offset.
    """
    if not _have_times(tracks):
        return str
    hours = _hours_ahead(tracks)
    times = [time for track in tracks if any(track.segments) for _, time in track.ends]
    if all(_day(time, hours) == _day(time, 0) for time in times):
        found.advice[_AS_IN_FILE] = None
        return str
    found.advice[_BY_THE_SUN.format(hours)] = None
    return partial(_written_by_the_sun, hours=hours)


def _have_times(tracks: Sequence[Track]) -> bool:
    return any(time for track in tracks for segment in track.segments for _, time in segment)


def _hours_ahead(tracks: Sequence[Track]) -> int:
    """Return by how many hours the sun is ahead of Greenwich where the first track begins."""
    first = next(segment[0][0] for track in tracks for segment in track.segments if segment)
    return round(first[1] / _DEGREES_AN_HOUR)


def days_of(tracks: Sequence[Track], hours: int) -> list[Track]:
    """Return the tracks cut and joined to one for each day, in the order of time.

    A day ends at midnight of a clock that is ahead of UTC by `hours`; a point without a time is of
    the day of the point before it. A day keeps the name of a track that has no other day and no
    company in it; else it is called by its date. What is said of a track is said of its last day.
    """
    days: dict[str, list[Track]] = {}
    lone: set[str] = set()
    for track in tracks:
        cut = _by_day(track, hours)
        if len(cut) == 1 and track.cells.get("name"):
            lone |= cut.keys()
        for day, segments in cut.items():
            is_told = day == max(cut)
            said = {key: cell for key, cell in track.cells.items() if key != "text" or is_told}
            part = Track(said, segments, track.source, track.licence, track.references)
            days.setdefault(day, []).append(part)
    return [
        parts[0] if day in lone and len(parts) == 1 else _joined(day, parts)
        for day, parts in sorted(days.items())
    ]


def without_fraction(time: str) -> str:
    """Return a time without the fraction of its seconds, which no table has."""
    return _FRACTION.sub("", time)


def _joined(day: str, parts: Sequence[Track]) -> Track:
    first = parts[0]
    said = {"name": day}
    for key in dict.fromkeys(key for part in parts for key in part.cells):
        words = dict.fromkeys(part.cells.get(key, "") for part in parts)
        said["track" if key == "name" else key] = ", ".join(filter(None, words))
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
    instant = _by_the_sun(time, hours)
    return instant.date().isoformat() if instant else ""


def _written_by_the_sun(time: str, hours: int) -> str:
    """Return a time as EDTF, as it stands if it is none."""
    instant = _by_the_sun(time, hours)
    return instant.isoformat() if instant else time


def _by_the_sun(time: str, hours: int) -> datetime | None:
    """Return a time by a clock so many hours ahead of UTC, None if it is none."""
    return _in_zone(time, timezone(timedelta(hours=hours)))


def _in_zone(time: str, zone: tzinfo) -> datetime | None:
    instant = _instant(time)
    with suppress(OverflowError):
        return instant.astimezone(zone) if instant else None
    return None


def _instant(time: str) -> datetime | None:
    """Return a time, that of UTC unless it says its zone; None if it is none."""
    try:
        instant = datetime.fromisoformat(time)
    except ValueError:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
