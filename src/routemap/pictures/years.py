"""The years of a journey, which stand somewhere on each of its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from routemap.i18n.catalog import translate
from routemap.i18n.dates import Length, shared_year, stop_date, years_phrase
from routemap.model.edtf_dates import EdtfDate
from routemap.model.itinerary import Itinerary, Scene

_NUMBER = re.compile(r"\d+")
_LEAST_YEAR = 100
"""An earlier year, as a number alone, may be the day of a month."""
_STOPS_TRIED = 50


class _Years(NamedTuple):
    first: int
    last: int
    is_about: bool


def years_line(scene: Scene, language: str) -> str:
    """Return the years of the whole journey as a line of their own: "Dates: 1944–1945".

    Of a journey without dates it is "".
    """
    years = _years(scene.itinerary)
    if years is None:
        return ""
    words = years_phrase(years.first, years.last, language, is_about=years.is_about)
    return translate(language, "picture_years", years=words)


def tells_year(texts: Iterable[str], scene: Scene, language: str) -> bool:
    """Tell whether one of the years of a journey stands among texts; so if it has none."""
    years = _years(scene.itinerary)
    if years is None:
        return True
    before_christ = translate(language, "date_before_christ", date="").strip()
    return any(_tells(text, years, before_christ) for text in texts)


def labels_tell_year(scene: Scene, language: str) -> bool:
    """Tell whether dates beside stops tell the year: all leave out one that they share."""
    year = shared_year(scene.itinerary.timeline.moments)
    dates = (
        stop_date(stop, language, Length.SHORT, without_year=year).text
        for stop in islice(scene.journey.stops, _STOPS_TRIED)
    )
    return tells_year(dates, scene, language)


def _tells(text: str, years: _Years, before_christ: str) -> bool:
    numbers = [int(number) for number in _NUMBER.findall(text) if number.isdecimal()]
    if before_christ in text and any(years.first <= 1 - n <= years.last for n in numbers):
        return True
    return any(years.first <= n <= years.last for n in numbers if n >= _LEAST_YEAR)


def _years(itinerary: Itinerary) -> _Years | None:
    """Return the first and the last year of the stops, of other moments if no stop is dated."""
    stops = [stop.reached for stop in itinerary.journey.stops if stop.reached]
    dates = stops or [each.date for each in itinerary.timeline.moments if each.date]
    years = [year for date in dates for year in _years_of(date)]
    if not years:
        return None
    ends = {min(years), max(years)}
    told = [date for date in dates if ends & set(_years_of(date))]
    return _Years(min(years), max(years), all(map(_is_about_a_year, told)))


def _years_of(date: EdtfDate) -> Iterator[int]:
    for day in (date.earliest, date.latest):
        if day:
            yield day.year


def _is_about_a_year(date: EdtfDate) -> bool:
    return date.is_approximate and "-" not in date.moment_id.lstrip("-")
