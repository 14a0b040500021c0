"""How much happens when, above a slider that has too many moments for a tick each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from routemap.i18n.dates import Length, date_phrase
from routemap.look import MIDDLE_GREY
from routemap.model.edtf_dates import Day, parse_date
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Phrase
from routemap.page.inlining import data_url
from routemap.page.rendering import render

MOST_TICKS = 30
"""More moments than that would stand closer than a finger can tell apart."""
MOST_MARKED = 60
"""More moments than that leave no room on a phone for the marks of those who arrive."""
_MOST_BARS, _HEIGHT, _LEAST_HEIGHT = 120, 24.0, 1.5
_MOST_LABELS = 8
# Labels nearer than that, in parts of the slider, would touch on a phone.
_APART = 0.11


class AxisLabel(NamedTuple):
    """A date beneath the bars; `part` of the slider's length is where, from 0 to 1."""

    part: float
    words: Phrase


def density_html(itinerary: Itinerary, language: str) -> str:
    """Return bars of stops and events along the slider, with dates; "" if it has ticks."""
    if len(itinerary.timeline.moments) <= MOST_TICKS:
        return ""
    return render(
        "density.html",
        language,
        bars=_picture(bar_heights(itinerary)),
        cells=_cells(axis_labels(itinerary, language)),
    )


def _picture(heights: Sequence[float]) -> str:
    """Return the bars as a `data:` address; their grey is seen on light pages and on dark ones."""
    bars = "".join(
        f"M{place - 0.4:.1f} {_HEIGHT:g}v{-height:.1f}h.8v{height:.1f}z"
        for place, height in enumerate(heights)
        if height
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(heights) - 1} {_HEIGHT:g}" '
        f'preserveAspectRatio="none"><path d="{bars}" fill="{MIDDLE_GREY}"/></svg>'
    )
    return data_url("image/svg+xml", svg.encode())


def _cells(labels: Sequence[AxisLabel]) -> list[tuple[float, Phrase | None]]:
    """Return the shares of the slider's length from each label to the next, with its words."""
    starts = [(0.0, None), *labels]
    ends = [*(label.part for label in labels), 1.0]
    return [
        (end - part, words) for (part, words), end in zip(starts, ends, strict=True) if end > part
    ]


def bar_heights(itinerary: Itinerary) -> list[float]:
    """Return the height of each bar: as many stops are reached and events told in its moments."""
    timeline = itinerary.timeline
    last = len(timeline.moments) - 1
    counts = [0] * min(_MOST_BARS, last + 1)
    begins = (min(begin, last) for begin in itinerary.begins)
    told = (place for place, events in enumerate(timeline.events) for _ in events)
    for place in (*begins, *told):
        counts[round(place / last * (len(counts) - 1))] += 1
    most = max(counts)
    return [max(_LEAST_HEIGHT, count / most * _HEIGHT) if count else 0.0 for count in counts]


def axis_labels(itinerary: Itinerary, language: str) -> list[AxisLabel]:
    """Return dates along the slider, as coarse as the span of the journey asks for.

    Moments stand evenly, days do not: a label stands at the first moment of its day, month, year
    or round number of years.
    """
    moments = itinerary.timeline.moments
    days = [(place, each.date.sort_day) for place, each in enumerate(moments) if each.date]
    unit = next((unit for unit in _UNITS if len(_firsts(days, unit)) <= _MOST_LABELS), _UNITS[-1])
    labels: list[AxisLabel] = []
    for place, day in _firsts(days, unit):
        part = place / (len(moments) - 1)
        if not labels or part - labels[-1].part >= _APART:
            when = parse_date(_edtf(day, unit.letters))
            labels.append(AxisLabel(part, date_phrase(when, None, language, Length.SHORT)))
    return labels


class _Unit(NamedTuple):
    """A unit of time: how many letters of a date name it, of which parts, and how many years."""

    letters: int
    parts: int
    years: int = 1

    def of(self, day: Day) -> tuple[int, ...]:
        """Return what all days of the same unit have in common."""
        return (day.year // self.years, *day[1 : self.parts])


_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_UNITS = (_Unit(10, 3), _Unit(7, 2), *(_Unit(4, 1, years) for years in _YEARS))


def _firsts(days: Sequence[tuple[int, Day]], unit: _Unit) -> list[tuple[int, Day]]:
    """Return the first of each run of moments in the same unit of time."""
    return [next(run) for _, run in groupby(days, key=lambda each: unit.of(each[1]))]


def _edtf(day: Day, letters: int) -> str:
    sign = "-" if day.year < 0 else ""
    return sign + f"{abs(day.year):04}-{day.month:02}-{day.day:02}"[:letters]
