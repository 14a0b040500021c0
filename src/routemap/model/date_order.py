"""Dates put in order with as few moves as possible: only what is provably out of order moves."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from routemap.model.edtf_dates import EdtfDate

_DAY_SECONDS = 86_400


class _Span(NamedTuple):
    """The first and last second that a date can mean, infinite where it is open."""

    first: float
    last: float


def places_in_order(dates: Sequence[EdtfDate | None]) -> list[int]:
    """Return the places of dates, from 0, in their order.

    A date moves only if it is provably before one that stands above it, as `is_provably_before`
    has it: a year stays among its months. As few as possible move, each as little as possible.
    What has no date, or one marked as uncertain, stays behind the one that it follows.
    """
    followers: list[list[int]] = [[]]
    known: list[EdtfDate] = []
    for place, date in enumerate(dates):
        if date is None or date.is_uncertain:
            followers[-1].append(place)
        else:
            known.append(date)
            followers.append([place])
    top, *groups = followers
    spans = _spans(known)
    return top + [place for each in _order(spans, _staying(spans)) for place in groups[each]]


def _spans(dates: Sequence[EdtfDate]) -> list[_Span]:
    """Return the spans of dates on one clock, on which those of the same clock compare.

    With clocks of several zones, or of none, a time of day may be any of its day, as written and
    in UTC; unless all dates are instants.
    """
    zones = {date.time[8:] for date in dates if date.time}
    are_instants = all(date.time and not date.has_local_time for date in dates)
    return [_span(date, is_instant=are_instants, has_clock=len(zones) == 1) for date in dates]


def _span(date: EdtfDate, *, is_instant: bool, has_clock: bool) -> _Span:
    first = -math.inf if date.earliest is None else _DAY_SECONDS * date.earliest.number
    last = math.inf if date.latest is None else _DAY_SECONDS * (date.latest.number + 1) - 1
    in_utc = date.seconds_into_day(None)
    if not date.time or not date.is_exact_day or in_utc is None:
        return _Span(first, last)
    if is_instant:
        return _Span(first + in_utc, first + in_utc)
    if has_clock:
        hour, minute, second = (int(number) for number in date.time[:8].split(":"))
        written = first + 3600 * hour + 60 * minute + second
        return _Span(written, written)
    days_apart = _DAY_SECONDS * (in_utc // _DAY_SECONDS)
    return _Span(first + min(days_apart, 0), last + max(days_apart, 0))


def _staying(spans: Sequence[_Span]) -> list[bool]:
    """Tell of each span whether it stays; as many do as can, none before one that follows it.

    `lowest` has, for every number of spans that could stay so far, the lowest that the latest
    beginning among them can be. A span that stays raises to its own beginning that of the longest
    row of spans which all begin before it, and makes longer all rows that it may still follow; so
    its beginning is put in, and the first that is after its end drops out.
    """
    lowest: list[float] = []
    changes: list[tuple[int, int]] = []
    for span in spans:
        into, out = bisect_right(lowest, span.first), bisect_right(lowest, span.last)
        del lowest[out : out + 1]
        lowest.insert(into, span.first)
        changes.append((into, out))
    stays = []
    left = len(lowest) - 1
    for into, out in reversed(changes):
        stays.append(into <= left <= out)
        left -= stays[-1]
    return stays[::-1]


def _order(spans: Sequence[_Span], stays: Sequence[bool]) -> list[int]:
    """Return the places of spans in order: those that stay as they are, the others among them.

    The first that can come next does: one that no other is provably before.
    """
    by_end = sorted(range(len(spans)), key=lambda place: spans[place].last)
    staying = [place for place, stay in enumerate(stays) if stay]
    moving = [(spans[place].first, place) for place, stay in enumerate(stays) if not stay]
    heapify(moving)
    ready: list[int] = []
    is_placed = [False] * len(spans)
    order: list[int] = []
    next_end = next_staying = 0
    while len(order) < len(spans):
        while is_placed[by_end[next_end]]:
            next_end += 1
        end = spans[by_end[next_end]].last
        while moving and moving[0][0] <= end:
            heappush(ready, heappop(moving)[1])
        ahead = staying[next_staying] if next_staying < len(staying) else len(spans)
        if ready and (ready[0] < ahead or spans[ahead].first > end):
            place = heappop(ready)
        else:
            place, next_staying = ahead, next_staying + 1
        is_placed[place] = True
        order.append(place)
    return order
