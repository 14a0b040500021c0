"""What a journey states of time, as the page “What follows” hands it to its script.

The script works out what follows at any speed as `reasoning` does, and tells it in the same words:
`tests/js/reasoning.json` holds one to the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import Any, NamedTuple

from babel.numbers import format_decimal

from routemap.i18n.catalog import translate
from routemap.i18n.dates import date_phrase
from routemap.i18n.numbers import by_text
from routemap.i18n.what_follows import Parts, place_parts, premise_parts, reported_parts
from routemap.model.edtf_dates import Day, EdtfDate, parse_date
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Basis, Phrase, Reference
from routemap.reasoning.bounds import Side
from routemap.reasoning.clocks import (
    CLOCK_MINUTES,
    DAY_MINUTES,
    local_minutes,
    written_span,
    zone_named,
)
from routemap.reasoning.network import Limit, Network
from routemap.reasoning.premises import EventThere, Premise, Statements, StopDate, time_of
from routemap.reasoning.telling import end_of

_MOST_KM_PER_HOUR = {"foot": 30, "dog sledge": 60, "ship": 100, "rail": 400, "air": 1200}
_MOST_OF_OTHERS = 250
"""No slider goes further, unless the tables have a higher speed."""
_LEAST_KM_PER_HOUR = 1.0
_FINE_STEP, _MOST_IN_FINE_STEPS = 0.1, 60
_KINDS = ("follows_because", "follows_contradiction", "premise_speed", "premise_mode_inferred")
_WHENS = ("when_about", "when_local", "when_by_clock")
_LENGTHS = ("km", "m", "about_km", "about_m", "distance_by", "distance_straight", "distance_mixed")
_LEFT = (
    *("place", "when", "premises", "speed", "way", "time", "date", "number", "km", "by"),
    "assumed",
)
_ASIDE = ("stay", "shortest_way", "inferred")
_OWN = (
    *("follows_at_most", "follows_any_speed", "follows_told", "follows_nothing", "follows_more"),
    *("follows_no_bounds", "badge_reported", "badge_inferred", "badge_assuming"),
)
# No zone was any other before there were railways; what changes beyond nobody knows.
_FIRST_DAY, _LAST_DAY = (Day(year, 1, 1).number for year in (1840, 2100))
_LOOKED_AT_DAYS = 10
_HOUR_MINUTES = 60
_SAMPLE_DAY, _SAMPLE_YEAR = 28, 2222


class SpeedSlider(NamedTuple):
    """The highest average speed of a mode, in km/h, and the range that a reader may choose from.

    `speed` is that of the tables, None if they have none; the last position of the slider, a `step`
    beyond `most`, assumes nothing.
    """

    mode: str
    speed: float | None
    least: float
    most: float
    step: float


def follows_network(itinerary: Itinerary, language: str) -> dict[str, Any]:
    """Return what bounds the times of a journey, without any speed, and the words to tell it in."""
    statements = Statements(itinerary, ())
    network = statements.network()
    numbers: dict[Premise, int] = {}
    limits = (each.premise for each in (*network.not_before, *network.not_after))
    for premise in (*limits, *(link.premise for link in network.links)):
        if premise is not None:
            numbers.setdefault(premise, len(numbers))
    zones = list(dict.fromkeys(_zone_name(itinerary, stop) for stop in _stops(itinerary)))
    sliders = speed_sliders(itinerary)
    days = _days(statements, network)
    return {
        "size": network.size,
        "not_before": [_limit(each, numbers) for each in network.not_before],
        "not_after": [_limit(each, numbers) for each in network.not_after],
        "links": [
            [each.earlier, each.later, -1 if each.premise is None else numbers[each.premise]]
            for each in network.links
        ],
        "legs": list(_legs(statements, sliders, language)),
        "modes": [slider.speed for slider in sliders],
        "tracks": [[track.stops.start, track.stops.stop] for track in itinerary.tracks],
        "zone_of": [zones.index(_zone_name(itinerary, stop)) for stop in _stops(itinerary)],
        "zones": [_offsets(name, days) if name else None for name in zones],
        "clock": [CLOCK_MINUTES.start, CLOCK_MINUTES.stop],
        "premises": [
            _premise(statements, premise, language)
            for premise in numbers
            if isinstance(premise, StopDate | EventThere)
        ],
        "stops": [
            {
                "label": _parts(place_parts(itinerary, stop, language), language),
                "reported": _parts(reported_parts(itinerary, stop, language), language),
            }
            for stop in _stops(itinerary)
        ],
        **follows_words(language),
    }


def speed_sliders(itinerary: Itinerary) -> tuple[SpeedSlider, ...]:
    """Return a slider for each mode on whose legs a speed counts, in the order of the legs."""
    statements = Statements(itinerary, itinerary.journey.speeds)
    sliders: dict[str, SpeedSlider] = {}
    for number, leg in enumerate(itinerary.journey.legs):
        if not (leg.mode and statements.counts(number)) or leg.mode.casefold() in sliders:
            continue
        speed = statements.speed_on(number)
        given = speed.km_per_hour if speed else None
        most = max(_MOST_KM_PER_HOUR.get(leg.mode, _MOST_OF_OTHERS), ceil(given or 0))
        is_fine = most <= _MOST_IN_FINE_STEPS or (given is not None and given % 1 != 0)
        sliders[leg.mode.casefold()] = SpeedSlider(
            leg.mode,
            given,
            min(_LEAST_KM_PER_HOUR, given or most),
            most,
            _FINE_STEP if is_fine else 1,
        )
    return tuple(sliders.values())


def _stops(itinerary: Itinerary) -> range:
    return range(len(itinerary.journey.stops))


def _zone_name(itinerary: Itinerary, stop: int) -> str:
    return itinerary.journey.stops[stop].time_zone or itinerary.journey.time_zone


def _limit(limit: Limit[Premise], numbers: dict[Premise, int]) -> list[int]:
    return [limit.time, limit.minutes, numbers[limit.premise]]


def _legs(
    statements: Statements, sliders: tuple[SpeedSlider, ...], language: str
) -> Iterator[dict[str, Any]]:
    """Yield the legs on which a speed counts: from when to when, how far, and of which mode."""
    itinerary = statements.itinerary
    modes = [slider.mode.casefold() for slider in sliders]
    for number, leg in enumerate(itinerary.journey.legs):
        if not (leg.mode and statements.counts(number)):
            continue
        way = statements.ways[number]
        earlier, later = statements.times_of_leg(number)
        yield {
            "earlier": earlier,
            "later": later,
            "mode": modes.index(leg.mode.casefold()),
            "mode_inferred": leg.mode_basis == Basis.INFERRED,
            "km": way.km,
            "measure": way.measure.value,
            "inferred": way.basis == Basis.INFERRED,
            "shortest": way.is_shortest,
            "by": by_text(way.mode, language) if way.mode else "",
        }


def _premise(
    statements: Statements, premise: StopDate | EventThere, language: str
) -> dict[str, Any]:
    """Return a premise: when it has something happen, and how that is told."""
    date, span = statements.date_of(premise), statements.span(premise)
    time = time_of(premise.stop, premise.occasion) if isinstance(premise, StopDate) else None
    return {
        "words": _parts(premise_parts(statements.itinerary, premise, language), language),
        "stop": statements.stop_of(premise),
        "time": time,
        "span": list(span),
        "written": list(written_span(date)) if date else [None, None],
        "timed": bool(date and date.time),
        "instant": bool(date and date.time and not date.has_local_time),
        "days": [date.earliest and date.earliest.number, date.latest and date.latest.number]
        if date
        else [None, None],
        "ends": {side.value: _end(date, side, language) for side in Side if date},
    }


def _end(date: EdtfDate, side: Side, language: str) -> dict[str, Any] | None:
    """Return one end of a date as a bound is told; None where it is open."""
    if (date.earliest if side == Side.EARLIEST else date.latest) is None:
        return None
    end = end_of(date, side)
    return {
        "edtf": end.edtf,
        "words": date_phrase(end, None, language).text,
        "day": end.earliest.number if end.is_exact_day and end.earliest else None,
        "days": [end.earliest and end.earliest.number, end.latest and end.latest.number],
    }


def _days(statements: Statements, network: Network[Premise]) -> range:
    """Return the days that a bound can fall on, at the slowest speed that can be chosen."""
    minutes = [each.minutes for each in (*network.not_before, *network.not_after)]
    if not minutes:
        return range(0)
    legs = range(len(statements.itinerary.journey.legs))
    travel = ceil(sum(statements.ways[leg].km for leg in legs) / _LEAST_KM_PER_HOUR * _HOUR_MINUTES)
    first, last = min(minutes) - travel, max(minutes) + travel
    return range(max(first // DAY_MINUTES - 1, _FIRST_DAY), min(last // DAY_MINUTES + 2, _LAST_DAY))


@lru_cache(maxsize=256)
def _offsets(name: str, days: range) -> list[list[int]]:
    """Return by how many minutes clocks of a zone are ahead, each from a minute of UTC on."""
    zone = zone_named(name)

    def ahead(minute: int) -> int:
        local = local_minutes(minute, zone) if zone else None
        return 0 if local is None else local - minute

    looked_at = [day * DAY_MINUTES for day in (*days[::_LOOKED_AT_DAYS], days.stop)]
    offsets = [[CLOCK_MINUTES.start, ahead(looked_at[0])]]
    for before, after in pairwise(looked_at):
        if ahead(after) == offsets[-1][1]:
            continue
        low, high = before, after
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if ahead(middle) == offsets[-1][1] else (low, middle)
        offsets.append([high, ahead(high)])
    return offsets


def _parts(parts: Parts, language: str) -> list[Any]:
    """Return parts of a sentence: text, words of a table with their language, marks of sources."""
    made: list[Any] = []
    for part in parts:
        match part:
            case Phrase():
                is_ours = part.language == language
                made.append({"text": part.text, **({} if is_ours else {"lang": part.language})})
            case Reference():
                made.append({"mark": part.id, "title": part.citation})
            case _:
                made.append(part)
    return made


def follows_words(language: str) -> dict[str, Any]:
    """Return all words in which bounds are told, what they name still to be filled in."""
    left = {name: f"{{{name}}}" for name in _LEFT}
    bounds = [
        f"follows_{occasion}_{side}" for occasion in ("arrival", "departure") for side in Side
    ]
    keys = (*bounds, *_KINDS, *_WHENS, *_LENGTHS, *_ASIDE, *_OWN)
    thousand, tens = (format_decimal(number, locale=language) for number in (1000, 10000))
    return {
        "words": {key: translate(language, key, **left) for key in keys},
        "day_words": {era: _day_words(era, language) for era in ("ad", "bc")},
        "epoch": Day(1970, 1, 1).number,
        "decimal": format_decimal(0.5, locale=language)[1],
        "group": tens[2:-3],
        "least_grouped": 1000 if len(thousand) > len("1000") else 10000,
    }


def _day_words(era: str, language: str) -> list[list[str]]:
    """Return for each month how its days are written, and how its first."""
    year = str(_SAMPLE_YEAR) if era == "ad" else f"-{_SAMPLE_YEAR - 1}"

    def written(month: int, day: int) -> str:
        date = parse_date(f"{year}-{month:02}-{day:02}")
        words = date_phrase(date, None, language).text
        return words.replace(str(_SAMPLE_YEAR), "{year}").replace(str(_SAMPLE_DAY), "{day}")

    return [[written(month, _SAMPLE_DAY), written(month, 1)] for month in range(1, 13)]
