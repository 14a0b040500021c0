"""How much happens when, above a slider that has too many moments for a tick each."""

from __future__ import annotations

from base64 import b64encode
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from routemap.i18n.dates import Length, date_phrase
from routemap.look import MIDDLE_GREY
from routemap.model.edtf import parse_date
from routemap.page.rendering import render

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from routemap.model.edtf import Day
    from routemap.model.itinerary import Itinerary
    from routemap.model.journey import Phrase

MOST_TICKS = 30
"""More moments than that would stand closer than a finger can tell apart."""
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
        labels=list(_cells(axis_labels(itinerary, language))),
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
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


class _Cell(NamedTuple):
    """A share of the slider's length, from a label to the next."""

    share: float
    words: Phrase | None


def _cells(labels: Sequence[AxisLabel]) -> Iterator[_Cell]:
    if labels and labels[0].part:
        yield _Cell(labels[0].part, None)
    ends = [*(label.part for label in labels[1:]), 1.0]
    for label, end in zip(labels, ends, strict=True):
        yield _Cell(end - label.part, label.words)


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
    precision, firsts = next(
        (
            (precision, firsts)
            for precision, unit in _UNITS
            if len(firsts := _firsts(days, unit)) <= _MOST_LABELS
        ),
        (_UNITS[-1][0], _firsts(days, _UNITS[-1][1])),
    )
    labels: list[AxisLabel] = []
    for place, day in firsts:
        part = place / (len(moments) - 1)
        if not labels or part - labels[-1].part >= _APART:
            when = parse_date(_edtf(day, precision))
            labels.append(AxisLabel(part, date_phrase(when, None, language, Length.SHORT)))
    return labels


def _firsts(
    days: Sequence[tuple[int, Day]], unit: Callable[[Day], Hashable]
) -> list[tuple[int, Day]]:
    """Return the first of each run of moments in the same unit of time."""
    return [next(run) for _, run in groupby(days, key=lambda each: unit(each[1]))]


_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def _years(number: int) -> Callable[[Day], Hashable]:
    return lambda day: day.year // number


# How many letters of a date its unit takes, the finest first.
_UNITS: tuple[tuple[int, Callable[[Day], Hashable]], ...] = (
    (len("2023-09-13"), lambda day: day),
    (len("2023-09"), lambda day: day[:2]),
    *((len("2023"), _years(number)) for number in _YEARS),
)


def _edtf(day: Day, precision: int) -> str:
    sign = "-" if day.year < 0 else ""
    return sign + f"{abs(day.year):04}-{day.month:02}-{day.day:02}"[:precision]
