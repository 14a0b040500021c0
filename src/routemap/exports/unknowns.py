"""What is not known of a journey: all that is inferred, left open or only roughly known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from routemap.i18n.catalog import translate
from routemap.i18n.dates import date_phrase
from routemap.i18n.narrative import mode_phrase
from routemap.i18n.numbers import km_text
from routemap.model.edtf_dates import EdtfDate
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Basis, Certainty, Journey, Phrase, Stop, Wording


class Unknown(NamedTuple):
    """What is not known about a stop or a leg, and the tables' note on it."""

    about: Phrase
    missing: tuple[str, ...]
    note: Phrase


def unknowns(itinerary: Itinerary, language: str, of_stops: Iterable[int]) -> tuple[Unknown, ...]:
    """Return what is not known of some stops, and of the legs that lead to them.

    In the order of travel, without what is fully known.
    """
    journey = itinerary.journey
    found = []
    for number in of_stops:
        stop = journey.stops[number]
        leg = itinerary.leg_to(number)
        if leg is not None:
            found.append(_of_leg(itinerary, leg, language))
        found.append(
            Unknown(
                stop.name.in_language(language),
                tuple(_of_stop(itinerary, number, language)),
                stop.note.in_language(language),
            )
        )
    return tuple(each for each in found if each.missing)


def told_as(certainty: Certainty, journey: Journey, language: str) -> tuple[Phrase, ...]:
    """Return the headlines of the events that their sources tell with so much certainty."""
    return tuple(
        event.headline.in_language(language)
        for event in journey.events
        if event.certainty == certainty
    )


def _of_leg(itinerary: Itinerary, number: int, language: str) -> Unknown:
    leg, distance = itinerary.journey.legs[number], itinerary.leg_distances[number]
    ends = itinerary.leg_ends(number)
    start, end = (itinerary.journey.stops[stop].name.in_language(language) for stop in ends)
    missing = []
    if distance.is_travel and leg.basis == Basis.INFERRED:
        missing.append(translate(language, "gap_way" if leg.geometry else "gap_no_way"))
    mode = mode_phrase(itinerary, ends[1], language)
    if mode and leg.mode_basis == Basis.INFERRED:
        key = "gap_mode" if leg.mode else "gap_no_mode"
        missing.append(translate(language, key, mode=mode.text))
    languages = {start.language, end.language}
    about = Phrase(f"{start.text} – {end.text}", languages.pop() if len(languages) == 1 else "")
    return Unknown(about, tuple(missing), leg.note.in_language(language))


def _of_stop(itinerary: Itinerary, number: int, language: str) -> Iterator[str]:
    stop = itinerary.journey.stops[number]
    if itinerary.leg_to(number) is not None:
        yield from _of_date("arrival", stop.arrival, stop.arrival_text, language)
    if itinerary.leg_from(number) is not None:
        yield from _of_date("departure", stop.departure, stop.departure_text, language)
    yield from _of_position(stop, language)


def _of_date(kind: str, date: EdtfDate | None, words: Wording, language: str) -> Iterator[str]:
    if date is None:
        phrase = words.in_language(language)
        key = f"gap_{kind}_words" if phrase else f"gap_{kind}"
        yield translate(language, key, date=phrase.text)
    elif not date.is_exact_day:
        phrase = date_phrase(date, words, language)
        yield translate(language, f"gap_{kind}_words", date=phrase.text)


def _of_position(stop: Stop, language: str) -> Iterator[str]:
    if stop.certainty != Certainty.CERTAIN:
        yield translate(language, "gap_place")
    if stop.accuracy_km:
        yield translate(
            language, "gap_position", km=km_text(stop.accuracy_km, Basis.REPORTED, language)
        )
