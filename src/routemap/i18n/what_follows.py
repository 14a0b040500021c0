"""What follows from a journey's dates in sentences, each with its premises and what is assumed.

They are made of parts, so that paper and screen can mark the words of tables as such, and sources.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from babel.numbers import format_decimal

from routemap.i18n.catalog import translate
from routemap.i18n.dates import date_phrase
from routemap.i18n.narrative import arrival_phrase, departure_phrase, references, stop_label
from routemap.i18n.numbers import distance_text
from routemap.model.edtf_dates import parse_date
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Certainty, Phrase, Reference
from routemap.reasoning.bounds import Findings, Grounds, Side, Travel
from routemap.reasoning.premises import ARRIVAL, EventThere, StopDate
from routemap.reasoning.telling import Told, as_edtf, told

Inferred: TypeAlias = Mapping[int, Mapping[str, str]]
"""What follows for stops, by their numbers: cells of tables, by the names of their columns."""
NOTHING_INFERRED: Inferred = {}
Part: TypeAlias = str | Phrase | Reference
"""Of a sentence: words of our own, words of the tables, or a source."""
Parts: TypeAlias = tuple[Part, ...]
_HOUR_AND_MINUTE = len("21:15")
_PLACE = re.compile(r"\{(\w+)\}")


def bound_text(itinerary: Itinerary, found: Told, language: str) -> str:
    """Return a bound in sentences: what it is, what it follows from, what is assumed."""
    because = because_parts(itinerary, found.grounds, language)
    told_parts = (bound_parts(itinerary, found, language), because)
    return " ".join((*map(plain, told_parts), *assumed_texts(found.grounds, language)))


def question_text(itinerary: Itinerary, found: Told, language: str) -> str:
    """Return a question to which a bound is the answer."""
    key = f"question_{found.bound.occasion}_{found.bound.side}"
    return translate(language, key, place=plain(place_parts(itinerary, found.bound.stop, language)))


def contradiction_text(itinerary: Itinerary, grounds: Grounds, language: str) -> str:
    """Return in sentences what cannot all be true."""
    words = plain(contradiction_parts(itinerary, grounds, language))
    return " ".join((words, *assumed_texts(grounds, language)))


def bound_parts(itinerary: Itinerary, found: Told, language: str) -> Parts:
    """Return what a bound is: "2 Khasan was left no later than 13 September 2023."."""
    key = f"follows_{found.bound.occasion}_{found.bound.side}"
    place = place_parts(itinerary, found.bound.stop, language)
    return _filled(language, key, place=place, when=_when(itinerary, found, language))


def band_parts(itinerary: Itinerary, ends: Mapping[Side, Told], language: str) -> Parts:
    """Return between which times something was: "between 12 and 13 September", or one end of it."""
    words = {side.value: _when(itinerary, found, language) for side, found in ends.items()}
    key = "band_both" if len(words) > 1 else f"band_{next(iter(words))}"
    return _filled(language, key, **words)


def because_parts(itinerary: Itinerary, grounds: Grounds, language: str) -> Parts:
    """Return what a bound follows from."""
    premises = _listed(itinerary, grounds, language)
    return _filled(language, "follows_because", premises=premises)


def contradiction_parts(itinerary: Itinerary, grounds: Grounds, language: str) -> Parts:
    """Return what cannot all be true, without the speeds that are assumed."""
    premises = _listed(itinerary, grounds, language)
    return _filled(language, "follows_contradiction", premises=premises)


def assumed_texts(grounds: Grounds, language: str) -> tuple[str, ...]:
    """Return what is assumed of how fast anybody was."""
    return tuple(words for travel in grounds.travel for words in _assumed(travel, language))


def reported_parts(itinerary: Itinerary, stop: int, language: str) -> Parts:
    """Return what the row of a stop reports of its dates, and whether that counts."""
    row = itinerary.journey.stops[stop]
    arrival, departure = arrival_phrase(row, language), departure_phrase(row, language)
    words = _filled(language, "follows_reported", arrival=(arrival,), departure=(departure,))
    if row.certainty != Certainty.CERTAIN:
        words = (*words, " ", translate(language, "follows_uncounted"))
    return (*words, *_marks(itinerary, row.references))


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


def premise_parts(itinerary: Itinerary, premise: StopDate | EventThere, language: str) -> Parts:
    """Return a premise with its sources: "arrival at 2 Khasan, 12 September 2023 [11] [12]"."""
    if isinstance(premise, StopDate):
        words = _stop_date(itinerary, premise, language)
        named = itinerary.journey.stops[premise.stop].references
    else:
        words = _event(itinerary, premise, language)
        named = itinerary.journey.events[premise.event].references
    return (*words, *_marks(itinerary, named))


def plain(parts: Parts) -> str:
    """Return parts as text: sources as their marks."""
    return "".join(map(_text, parts))


def place_parts(itinerary: Itinerary, stop: int, language: str) -> Parts:
    """Return the number and the name of a stop."""
    return (stop_label(itinerary, stop, language).numbered,)


def _text(part: Part) -> str:
    if isinstance(part, Reference):
        return f"[{part.id}]"
    return part if isinstance(part, str) else part.text


def _filled(language: str, key: str, **values: Parts) -> Parts:
    """Put parts into the places of a sentence; of two full stops one is left, as in `translate`."""
    pieces = _PLACE.split(translate(language, key, **{name: f"{{{name}}}" for name in values}))
    filled: list[Part] = [pieces[0]]
    for name, following in zip(pieces[1::2], pieces[2::2], strict=True):
        parts = values[name]
        is_ended = following.startswith(".") and plain(parts).endswith(".")
        filled += (*parts, following[1:] if is_ended else following)
    return tuple(part for part in filled if part)


def _listed(itinerary: Itinerary, grounds: Grounds, language: str) -> Parts:
    listed: list[Part] = []
    for premise in grounds.dates:
        listed += ("; ",) if listed else ()
        listed += premise_parts(itinerary, premise, language)
    return tuple(listed)


def _assumed(travel: Travel, language: str) -> Iterator[str]:
    speed = format_decimal(travel.speed.km_per_hour, locale=language)
    way = distance_text(travel.way, language)
    yield translate(language, "premise_speed", speed=speed, way=way)
    if travel.is_mode_inferred:
        yield translate(language, "premise_mode_inferred")


def _stop_date(itinerary: Itinerary, premise: StopDate, language: str) -> Parts:
    stop = itinerary.journey.stops[premise.stop]
    is_arrival = premise.occasion == ARRIVAL
    date, words = (
        (stop.arrival, stop.arrival_text) if is_arrival else (stop.departure, stop.departure_text)
    )
    when = date_phrase(date, words, language) if date else Phrase("", language)
    place = place_parts(itinerary, premise.stop, language)
    return _filled(language, f"premise_{premise.occasion}", place=place, when=(when,))


def _event(itinerary: Itinerary, premise: EventThere, language: str) -> Parts:
    event = itinerary.journey.events[premise.event]
    stop = itinerary.stop_number(event.stop)
    when = Phrase(translate(language, "not_given"), language)
    if event.date:
        when = date_phrase(event.date, event.date_text, language)
    return _filled(
        language,
        "premise_event",
        headline=(event.headline.in_language(language),),
        place=() if stop is None else place_parts(itinerary, stop, language),
        when=(when,),
    )


def _marks(itinerary: Itinerary, named: tuple[str, ...]) -> Iterator[Part]:
    """Yield sources, those of our own for positions and ways only where no others stand too."""
    sources = references(itinerary.journey, named)
    for source in [each for each in sources if each.is_citation_mark] or sources:
        yield " "
        yield source


def _when(itinerary: Itinerary, found: Told, language: str) -> Parts:
    day, _, time = found.date.edtf.partition("T")
    when: Parts = (date_phrase(parse_date(day), None, language).text,)
    if time:
        when = _filled(language, "when_about", time=(time[:_HOUR_AND_MINUTE],), date=when)
    if found.clock is not None:
        place = place_parts(itinerary, found.clock, language)
        return _filled(language, "when_by_clock", when=when, place=place)
    return _filled(language, "when_local", when=when) if time else when
