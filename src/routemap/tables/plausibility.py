"""Positions that are hard to believe: stops too far apart to travel, or with numbers swapped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import isnan

from routemap.errors import Quoting
from routemap.geo import Point
from routemap.geo.geodesic import distance_km, sphere_distance_km
from routemap.model.edtf_dates import EdtfDate
from routemap.model.journey import Stop
from routemap.tables.limits import LARGEST_LATITUDE
from routemap.tables.problems import ProblemLog, in_words, plain
from routemap.tables.table import Entry

# Rough limits of our own, in km for each calendar day touched: generous enough for any real
# journey, small enough to catch a lost sign or a wrong month. Walkers have done 150, coaches
# with two drivers 2,000, the fastest long railways 4,000, fast liners 1,500; the longest flights
# are a little over 15,000. A mode that is blank or has no limit here is held to half the way
# round the Earth, since no single day of travel by unknown means is likely to go further.
_KM_A_DAY = {"foot": 150, "road": 2_000, "rail": 4_000, "ship": 1_500, "air": 18_000}
_KM_A_DAY_OTHERWISE = 10_000
# A great circle on a sphere is at most 0.6 % off the ellipsoid.
_SPHERE_MARGIN = 1.01

_NEIGHBOURS = 2
_NEARER_BY_KM = 1_000.0
_TIMES_NEARER = 5.0


def check_distances(stops: Sequence[Entry[Stop]], problems: ProblemLog) -> None:
    """Warn of every stop too far from the last for its mode and the days between them."""
    for before, after in pairwise(stops):
        start, end = placed(before), placed(after)
        too_far = start and end and _too_far(start, end)
        if too_far:
            what = Quoting("{} after row {}", too_far, before.row.number)
            hint = "check mode, dates and coordinates of both rows"
            problems.warning(after.row.number, "mode", what, hint)


def check_swapped(stops: Sequence[Entry[Stop]], problems: ProblemLog) -> None:
    """Warn of every stop that would be far nearer to its neighbours with its numbers swapped."""
    for place, entry in enumerate(stops):
        stop = placed(entry)
        if stop is None or abs(stop.longitude) > LARGEST_LATITUDE:
            continue
        near = [
            other
            for each in stops[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS + 1]
            if each is not entry and (other := placed(each))
        ]
        if not near or (len(near) == 1 and place == 0):
            continue  # of two stops, the second is named
        here = _farthest_km(stop.position, near)
        swapped = _farthest_km((stop.longitude, stop.latitude), near)
        if here - swapped > _NEARER_BY_KM and here > _TIMES_NEARER * swapped:
            rows = "row" if len(near) == 1 else "rows"
            numbers = in_words([str(other.row) for other in near], "and")
            what = Quoting(
                "with latitude and longitude swapped, this stop would be within {:,.0f} km "
                "of its neighbours ({} {}) instead of {:,.0f}",
                *(swapped, rows, numbers, here),
            )
            problems.warning(
                entry.row.number, "latitude", what, "swap them if they are the wrong way round"
            )


def placed(entry: Entry[Stop]) -> Stop | None:
    """Return the stop of a row if its position could be read."""
    stop = entry.record
    return None if stop is None or isnan(stop.latitude + stop.longitude) else stop


def _farthest_km(position: Point, others: Sequence[Stop]) -> float:
    return max(sphere_distance_km(position, other.position) for other in others)


def _too_far(start: Stop, end: Stop) -> str:
    """Return how far the stops are apart for the days between them, "" if that is possible."""
    days = _days_between(start, end)
    if days is None or days < 1:
        return ""
    limit_km = days * _KM_A_DAY.get(end.mode.casefold(), _KM_A_DAY_OTHERWISE)
    if sphere_distance_km(start.position, end.position) * _SPHERE_MARGIN < limit_km:
        return ""
    away_km = distance_km(start.position, end.position)
    if away_km <= limit_km:
        return ""
    mode = f"by {plain(end.mode)}" if end.mode else "by a mode that is not given"
    day = "1 day" if days == 1 else f"{days:,} days"
    return f"{away_km:,.0f} km {mode} in at most {day} (expected: up to {limit_km:,} km)"


def _days_between(start: Stop, end: Stop) -> int | None:
    """Return how many calendar days the way can have touched at most, None if not known."""
    left = next(
        (each.earliest for each in _firm(start.departure, start.arrival) if each.earliest), None
    )
    arrived = next((each.latest for each in _firm(end.arrival, end.departure)), None)
    return arrived.number - left.number + 1 if left and arrived else None


def _firm(*dates: EdtfDate | None) -> Iterator[EdtfDate]:
    """Yield the dates that are given and not vague: those bound nothing."""
    yield from (date for date in dates if date and not date.is_vague)
