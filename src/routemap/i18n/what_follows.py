"""What follows from a journey's dates in sentences, each with its premises and what is assumed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from babel.numbers import format_decimal

from routemap.i18n.catalog import translate
from routemap.i18n.dates import date_phrase
from routemap.i18n.narrative import references, stop_label
from routemap.i18n.numbers import distance_text
from routemap.model.edtf_dates import parse_date
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Reference
from routemap.reasoning.bounds import Findings, Grounds, Travel
from routemap.reasoning.premises import ARRIVAL, EventThere, StopDate
from routemap.reasoning.telling import Told, as_edtf, told

Inferred: TypeAlias = Mapping[int, Mapping[str, str]]
"""What follows for stops, by their numbers: cells of tables, by the names of their columns."""
NOTHING_INFERRED: Inferred = {}
_HOUR_AND_MINUTE = len("21:15")


def bound_text(itinerary: Itinerary, found: Told, language: str) -> str:
    """Return a bound in sentences: what it is, what it follows from, what is assumed."""
    key = f"follows_{found.bound.occasion}_{found.bound.side}"
    place = _place(itinerary, found.bound.stop, language)
    sentences = [
        translate(language, key, place=place, when=_when(itinerary, found, language)),
        _grounds_text(itinerary, found.grounds, "follows_because", language),
    ]
    return " ".join(sentences)


def contradiction_text(itinerary: Itinerary, grounds: Grounds, language: str) -> str:
    """Return in sentences what cannot all be true."""
    return _grounds_text(itinerary, grounds, "follows_contradiction", language)


def inferred_cells(findings: Findings, language: str) -> Inferred:
    """Return what follows for each stop as cells of its row, marked as inferred by their names."""
    cells: dict[int, dict[str, str]] = defaultdict(dict)
    sentences: dict[int, list[str]] = defaultdict(list)
    for each in told(findings):
        stop, occasion, side, _ = each.bound
        cells[stop][f"inferred_{occasion}_{side}"] = as_edtf(each, findings.statements)
        sentences[stop].append(bound_text(findings.statements.itinerary, each, language))
    return {
        stop: {**cells[stop], "inferred_from": " ".join(told_of)}
        for stop, told_of in sentences.items()
    }


def premise_text(itinerary: Itinerary, premise: StopDate | EventThere, language: str) -> str:
    """Return a premise with its sources: "arrival at 2 Khasan, 12 September 2023 [11] [12]"."""
    if isinstance(premise, StopDate):
        words = _stop_date(itinerary, premise, language)
        named = itinerary.journey.stops[premise.stop].references
    else:
        words = _event(itinerary, premise, language)
        named = itinerary.journey.events[premise.event].references
    marks = (f"[{source.id}]" for source in _of_report(references(itinerary.journey, named)))
    return " ".join((words, *marks))


def _grounds_text(itinerary: Itinerary, grounds: Grounds, key: str, language: str) -> str:
    premises = "; ".join(premise_text(itinerary, each, language) for each in grounds.dates)
    assumed = (sentence for each in grounds.travel for sentence in _assumed(each, language))
    return " ".join((translate(language, key, premises=premises), *assumed))


def _assumed(travel: Travel, language: str) -> Iterator[str]:
    speed = format_decimal(travel.speed.km_per_hour, locale=language)
    way = distance_text(travel.way, language)
    yield translate(language, "premise_speed", speed=speed, way=way)
    if travel.is_mode_inferred:
        yield translate(language, "premise_mode_inferred")


def _stop_date(itinerary: Itinerary, premise: StopDate, language: str) -> str:
    stop = itinerary.journey.stops[premise.stop]
    is_arrival = premise.occasion == ARRIVAL
    date, words = (
        (stop.arrival, stop.arrival_text) if is_arrival else (stop.departure, stop.departure_text)
    )
    when = date_phrase(date, words, language).text if date else ""
    place = _place(itinerary, premise.stop, language)
    return translate(language, f"premise_{premise.occasion}", place=place, when=when)


def _event(itinerary: Itinerary, premise: EventThere, language: str) -> str:
    event = itinerary.journey.events[premise.event]
    stop = itinerary.stop_number(event.stop)
    when = translate(language, "not_given")
    if event.date:
        when = date_phrase(event.date, event.date_text, language).text
    return translate(
        language,
        "premise_event",
        headline=event.headline.in_language(language).text,
        place="" if stop is None else _place(itinerary, stop, language),
        when=when,
    )


def _of_report(sources: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Leave out sources of our own, for positions and ways, where the report's marks stand too."""
    return tuple(each for each in sources if each.is_citation_mark) or sources


def _place(itinerary: Itinerary, stop: int, language: str) -> str:
    return stop_label(itinerary, stop, language).numbered.text


def _when(itinerary: Itinerary, found: Told, language: str) -> str:
    day, _, time = found.date.edtf.partition("T")
    when = date_phrase(parse_date(day), None, language).text
    if time:
        when = translate(language, "when_about", time=time[:_HOUR_AND_MINUTE], date=when)
    if found.clock is not None:
        place = _place(itinerary, found.clock, language)
        return translate(language, "when_by_clock", when=when, place=place)
    return translate(language, "when_local", when=when) if time else when
