"""What a scene tells, in words: where the journey is, how far, and what happened or was said.

Screen, page, handout and slides all tell it from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from routemap.i18n.catalog import translate
from routemap.i18n.dates import date_phrase, event_date_phrase, moment_phrase
from routemap.i18n.numbers import country_text, degrees_text, distance_text, km_text, mode_text
from routemap.model.itinerary import Measure
from routemap.model.journey import Basis, Certainty, LessonKind, Phrase
from routemap.model.timeline import MomentKind, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routemap.model.itinerary import Distance, Itinerary, Scene
    from routemap.model.journey import Event, Journey, Reference, Stop

_QUOTATION_MARKS = {"en": "“{}”", "ko": "“{}”", "ru": "«{}»"}


class Badge(NamedTuple):
    """How a statement is marked: "reported", "inferred", "speculation", …, and the words for it."""

    kind: str
    words: str


class Place(NamedTuple):
    """A stop that is named: its id, its number from 1, and its name; local name and country."""

    id: str
    number: int
    name: Phrase
    local: Phrase | None
    country: str


class Sentence(NamedTuple):
    """The furniture's words, by their key, and the words of the tables that stand in them."""

    key: str
    phrases: dict[str, Phrase]

    def text(self, language: str) -> str:
        """Return the sentence as plain text."""
        plain = {name: phrase.text for name, phrase in self.phrases.items()}
        return translate(language, self.key, **plain)


class ToldEvent(NamedTuple):
    """An event as it is told at its moment.

    `date` and `place` are None where they are those of the moment; `quote` has its quotation marks.
    """

    headline: Phrase
    date: Phrase | None
    place: Place | None
    text: Phrase
    quote: Phrase | None
    speaker: Phrase
    badges: tuple[Badge, ...]
    references: tuple[Reference, ...]


def references(journey: Journey, ids: Iterable[str]) -> tuple[Reference, ...]:
    """Return the sources with these ids, in their order."""
    return tuple(journey.reference(reference_id) for reference_id in ids)


def stop_facts(itinerary: Itinerary, number: int, language: str) -> list[tuple[str, Phrase]]:
    """Return what is known of a stop, each as a name and a value, in words."""
    stop = itinerary.journey.stops[number]
    facts = [
        ("arrival", arrival_phrase(stop, language)),
        ("departure", departure_phrase(stop, language)),
        ("position", Phrase(_position(stop, language), language)),
    ]
    if number > 0:
        way = itinerary.leg_distances[number - 1]
        mode = mode_phrase(itinerary, number, language)
        if mode:
            facts.append(("mode", mode))
        facts.append(("distance_from_previous", Phrase(distance_text(way, language), language)))
    return [(translate(language, key), value) for key, value in facts]


def arrival_phrase(stop: Stop, language: str) -> Phrase:
    """Return when a stop was reached, in words; "not given" if the tables do not say."""
    if stop.arrival:
        return date_phrase(stop.arrival, stop.arrival_text, language)
    return stop.arrival_text.in_language(language) or Phrase(
        translate(language, "not_given"), language
    )


def departure_phrase(stop: Stop, language: str) -> Phrase:
    """Return when a stop was left, in words; "not given" if the tables do not say."""
    if stop.departure:
        return date_phrase(stop.departure, stop.departure_text, language)
    return stop.departure_text.in_language(language) or Phrase(
        translate(language, "not_given"), language
    )


def mode_phrase(itinerary: Itinerary, number: int, language: str) -> Phrase | None:
    """Return how a stop (not the first) was reached, and whether that is inferred.

    None for a stay: there was nothing to travel.
    """
    leg = itinerary.journey.legs[number - 1]
    if not leg.mode and not itinerary.leg_distances[number - 1].is_travel:
        return None
    if not leg.mode:
        return Phrase(translate(language, "not_given"), language)
    words = mode_text(leg.mode, language)
    if leg.mode_basis == Basis.INFERRED:
        words = f"{words} ({translate(language, 'inferred')})"
    return Phrase(words, language)


def place_of(stop: Stop, number: int, language: str) -> Place:
    """Return what a stop is called; `number` counts from 0."""
    return Place(
        stop.id,
        number + 1,
        stop.name.in_language(language),
        local_name(stop, language),
        country_text(stop.country, language),
    )


def place_now(scene: Scene, language: str) -> Place | None:
    """Return the stop where the journey is, None if it is at none."""
    number = scene.current_stop
    return None if number is None else place_of(scene.journey.stops[number], number, language)


def local_name(stop: Stop, language: str) -> Phrase | None:
    """Return the local name unless it is the one shown anyway."""
    shown = stop.name.in_language(language).text
    return stop.name_local if stop.name_local and stop.name_local.text != shown else None


def standing(scene: Scene, language: str) -> Sentence | None:
    """Say where the journey stands when it is at no stop."""
    if scene.current_stop is not None:
        return None
    leg = scene.current_leg
    if leg is not None:
        start, end = (
            stop.name.in_language(language) for stop in scene.journey.stops[leg : leg + 2]
        )
        if not scene.itinerary.leg_distances[leg].is_travel:
            return Sentence("staying", {"place": start})
        return Sentence("on_the_way", {"start": start, "end": end})
    if scene.stop_state(0) == State.AHEAD:
        return Sentence("not_begun", {})
    if scene.moment.kind == MomentKind.AFTER and not scene.moment.has_stops:
        return Sentence("journey_over", {})
    return None


def measure_text(distances: list[Distance], language: str) -> str:
    """Say in a sentence what the distances were measured along."""
    measures = {distance.measure for distance in distances}
    if not measures:
        return ""
    if measures == {Measure.WAY} and all(distance.is_shortest for distance in distances):
        return translate(language, "measure_shortest")
    measure = measures.pop() if len(measures) == 1 else Measure.MIXED
    return translate(language, f"measure_{measure}")


def told_distances(scene: Scene) -> dict[str, Distance]:
    """Return the distances there are to tell, by the words they are told with."""
    found = {"so_far": scene.travelled, "ahead": scene.ahead}
    return {key: way for key, way in found.items() if way.is_travel}


def told_event(event: Event, scene: Scene, language: str) -> ToldEvent:
    """Return an event of a scene as it is told there."""
    journey = scene.journey
    date = event_date_phrase(event, language)
    number = scene.itinerary.stop_number(event.stop) if event.stop else None
    is_elsewhere = number is not None and number != scene.current_stop
    quote = event.quote.in_language(language)
    marks = _QUOTATION_MARKS.get(quote.language, "“{}”")
    return ToldEvent(
        headline=event.headline.in_language(language),
        date=date if date.text != moment_phrase(scene.moment, language).text else None,
        place=place_of(journey.stops[number], number, language)
        if is_elsewhere and number is not None
        else None,
        text=event.text.in_language(language),
        quote=Phrase(marks.format(quote.text), quote.language) if quote else None,
        speaker=event.speaker.in_language(language),
        badges=badges(event.basis, event.certainty, language),
        references=references(journey, event.references),
    )


def speaker_notes(scene: Scene, language: str) -> tuple[Phrase, ...]:
    """Return what who speaks may want to know of a moment beside what is shown.

    First what the lesson notes on it, then the tables' notes on the stop and on the way there.
    """
    journey = scene.journey
    notes = list(lesson_notes(journey, scene.moment.id, language))
    if scene.current_stop is not None:
        notes.append(journey.stops[scene.current_stop].note.in_language(language))
    reached = scene.current_stop if scene.current_stop is not None else scene.current_leg
    if reached:
        notes.append(journey.legs[reached - 1].note.in_language(language))
    return tuple(note for note in notes if note)


def lesson_notes(journey: Journey, moment: str, language: str) -> tuple[Phrase, ...]:
    """Return the notes of the lesson on a moment, by its id; "" for those on the whole journey."""
    return tuple(
        item.text.in_language(language) for item in journey.lesson_of(LessonKind.NOTE, moment)
    )


def badges(basis: Basis, certainty: Certainty, language: str) -> tuple[Badge, ...]:
    """Return how a statement is marked: what is uncertain is a guess that a source reports."""
    kinds = {Certainty.UNCERTAIN: ["speculation"], Certainty.LESS_CERTAIN: ["less-certain"]}
    found = kinds.get(certainty, [])
    if basis == Basis.INFERRED or not found:
        found = [basis.value, *found]
    return tuple(
        Badge(kind, translate(language, f"badge_{kind}".replace("-", "_"))) for kind in found
    )


def _position(stop: Stop, language: str) -> str:
    latitude, longitude = (degrees_text(degrees, language) for degrees in stop.position)
    if stop.accuracy_km is None:
        return f"{latitude}, {longitude}"
    within = km_text(stop.accuracy_km, Basis.REPORTED, language)
    return translate(language, "position_within", latitude=latitude, longitude=longitude, km=within)
