"""The narrative of a scene in words: where the journey is, how far, what happened or was said.

Screen, page, handout and slides all take their text from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from routemap.i18n.catalog import translate
from routemap.i18n.dates import date_phrase, event_date_phrase, moment_phrase
from routemap.i18n.media import (
    MediaLink,
    ShownMedium,
    media_links,
    media_of_event,
    media_of_stop,
    shown_media,
)
from routemap.i18n.numbers import country_text, degrees_text, distance_text, km_text, mode_text
from routemap.model.distances import Distance, Measure
from routemap.model.edtf_dates import EdtfDate
from routemap.model.itinerary import Itinerary, Scene
from routemap.model.journey import (
    Basis,
    Certainty,
    Event,
    Journey,
    LessonKind,
    MediaItem,
    Phrase,
    Reference,
    Stop,
    Wording,
)
from routemap.model.moments import MomentKind
from routemap.model.tracks import Progress, Whereabouts

_QUOTATION_MARKS = {"ru": "«{}»", "de": "„{}“", "fr": "«\u00a0{}\u00a0»", "es": "«{}»"}
_OTHER_QUOTATION_MARKS = "“{}”"


class Badge(NamedTuple):
    """A mark on a statement: "reported", "inferred", "speculation", …, and the words for it."""

    kind: str
    words: str


class StopLabel(NamedTuple):
    """How a stop is named: id, number as in its mark, name, local name if it differs, country."""

    id: str
    number: str
    name: Phrase
    local: Phrase | None
    country: str

    @property
    def numbered(self) -> Phrase:
        """Return the name with its number: "2 Khasan"."""
        return Phrase(f"{self.number} {self.name.text}", self.name.language)


class Sentence(NamedTuple):
    """A sentence of words.csv, by its key, and the words of the tables that fill it in."""

    key: str
    phrases: dict[str, Phrase]

    def text(self, language: str) -> str:
        """Return the sentence as plain text."""
        plain = {name: phrase.text for name, phrase in self.phrases.items()}
        return translate(language, self.key, **plain)


class EventText(NamedTuple):
    """The words of an event at its moment.

    `date` and `place` are None where they are those of the moment; `quote` has its quotation marks.
    """

    headline: Phrase
    date: Phrase | None
    place: StopLabel | None
    text: Phrase
    quote: Phrase | None
    speaker: Phrase
    badges: tuple[Badge, ...]
    references: tuple[Reference, ...]
    media: tuple[MediaLink, ...]
    shown: tuple[ShownMedium, ...] = ()

    @property
    def basis(self) -> str:
        """Return badges and citation marks in one line: "reported, speculation [3] [4]"."""
        badges = ", ".join(badge.words for badge in self.badges)
        marks = " ".join(f"[{source.id}]" for source in self.references)
        return f"{badges} {marks}".strip()


def references(journey: Journey, ids: Iterable[str]) -> tuple[Reference, ...]:
    """Return the sources with these ids, in their order."""
    return tuple(journey.reference(reference_id) for reference_id in ids)


def stop_facts(itinerary: Itinerary, number: int, language: str) -> list[tuple[str, Phrase]]:
    """Return what is known of a stop, each fact as a name and a value."""
    stop = itinerary.journey.stops[number]
    facts = [
        ("arrival", arrival_phrase(stop, language)),
        ("departure", departure_phrase(stop, language)),
        ("position", Phrase(_position(stop, language), language)),
    ]
    leg = itinerary.leg_to(number)
    if leg is not None:
        way = itinerary.leg_distances[leg]
        mode = mode_phrase(itinerary, number, language)
        if mode:
            facts.append(("mode", mode))
        facts.append(("distance_from_previous", Phrase(distance_text(way, language), language)))
    return [(translate(language, key), value) for key, value in facts]


def arrival_phrase(stop: Stop, language: str) -> Phrase:
    """Return when a stop was reached, in words; "not given" if the tables do not say."""
    return _date_phrase(stop.arrival, stop.arrival_text, language)


def departure_phrase(stop: Stop, language: str) -> Phrase:
    """Return when a stop was left, in words; "not given" if the tables do not say."""
    return _date_phrase(stop.departure, stop.departure_text, language)


def _date_phrase(date: EdtfDate | None, words: Wording, language: str) -> Phrase:
    if date:
        return date_phrase(date, words, language)
    return words.in_language(language) or Phrase(translate(language, "not_given"), language)


def mode_phrase(itinerary: Itinerary, number: int, language: str) -> Phrase | None:
    """Return the mode by which a stop was reached, and whether it is inferred.

    None for a traveller's first stop, and for a stay, where nothing was travelled.
    """
    way_there = itinerary.leg_to(number)
    if way_there is None:
        return None
    leg = itinerary.journey.legs[way_there]
    if not leg.mode and not itinerary.leg_distances[way_there].is_travel:
        return None
    if not leg.mode:
        return Phrase(translate(language, "not_given"), language)
    words = mode_text(leg.mode, language)
    if leg.mode_basis == Basis.INFERRED:
        words = f"{words} ({translate(language, 'inferred')})"
    return Phrase(words, language)


def stop_label(itinerary: Itinerary, number: int, language: str) -> StopLabel:
    """Return how a stop is named; `number` counts from 0."""
    stop = itinerary.journey.stops[number]
    return StopLabel(
        stop.id,
        itinerary.mark(number),
        stop.name.in_language(language),
        local_name(stop, language),
        country_text(stop.country, language),
    )


def label_of_place(scene: Scene, each: Whereabouts, language: str) -> StopLabel | None:
    """Return how the stop is named where a traveller is, None if it is at none."""
    return None if each.stop is None else stop_label(scene.itinerary, each.stop, language)


def local_name(stop: Stop, language: str) -> Phrase | None:
    """Return the local name, None if it is the name that is shown anyway."""
    shown = stop.name.in_language(language).text
    return stop.name_local if stop.name_local and stop.name_local.text != shown else None


def status(scene: Scene, each: Whereabouts, language: str) -> Sentence | None:
    """Return the sentence that says where a traveller is, None if it is at a stop."""
    if each.stop is not None:
        return None
    leg = each.leg
    if leg is not None:
        start, end = (
            scene.journey.stops[stop].name.in_language(language)
            for stop in scene.itinerary.leg_ends(leg)
        )
        if not scene.itinerary.leg_distances[leg].is_travel:
            return Sentence("staying", {"place": start})
        return Sentence("on_the_way", {"start": start, "end": end})
    if each.progress == Progress.NOT_BEGUN:
        return Sentence("not_begun", {})
    if scene.moment.kind == MomentKind.AFTER:
        return Sentence("journey_over", {})
    return None


def measure_text(distances: list[Distance], language: str) -> str:
    """Return the sentence that says what distances were measured along, "" for none."""
    measures = {distance.measure for distance in distances}
    if not measures:
        return ""
    if measures == {Measure.WAY} and all(distance.is_shortest for distance in distances):
        return translate(language, "measure_shortest")
    measure = measures.pop() if len(measures) == 1 else Measure.MIXED
    return translate(language, f"measure_{measure}")


def length_text(itinerary: Itinerary, language: str) -> str:
    """Return how long the whole journey is, or each traveller's; "" if nothing is travelled."""
    told = []
    for track in itinerary.tracks:
        length = itinerary.length_of(track)
        km = km_text(length.km, length.basis, language)
        if length.is_travel and itinerary.is_shared:
            who = track.name.in_language(language).text
            told.append(translate(language, "whole_length_of", who=who, km=km))
        elif length.is_travel:
            told.append(translate(language, "whole_length", km=km))
    return "; ".join(told)


def distances_of(scene: Scene, each: Whereabouts) -> dict[str, Distance]:
    """Return a traveller's distances so far and ahead, by their keys in words.csv, if any."""
    found = {"so_far": scene.travelled_by(each), "ahead": scene.ahead_of(each)}
    return {key: way for key, way in found.items() if way.is_travel}


def event_text(event: Event, scene: Scene, language: str) -> EventText:
    """Return the words of an event of a scene."""
    journey = scene.journey
    date = event_date_phrase(event, language)
    number = scene.itinerary.stop_number(event.stop) if event.stop else None
    quote = event.quote.in_language(language)
    media = media_of_event(journey, event.id)
    marks = _QUOTATION_MARKS.get(quote.language.partition("-")[0], _OTHER_QUOTATION_MARKS)
    return EventText(
        headline=event.headline.in_language(language),
        date=date if date.text != moment_phrase(scene.moment, language).text else None,
        place=None
        if number is None or number in scene.current_stops
        else stop_label(scene.itinerary, number, language),
        text=event.text.in_language(language),
        quote=Phrase(marks.format(quote.text), quote.language) if quote else None,
        speaker=event.speaker.in_language(language),
        badges=badges(event.basis, event.certainty, language, is_sourced=event.is_sourced),
        references=references(journey, event.references),
        media=media_links(media, language),
        shown=shown_media(media, journey, language),
    )


def stop_media(scene: Scene, each: Whereabouts) -> tuple[MediaItem, ...]:
    """Return the media of the stop that a traveller reaches, none elsewhere."""
    if each.stop is None or scene.itinerary.begins[each.stop] != scene.number:
        return ()
    return media_of_stop(scene.journey, each.stop)


def stop_note(scene: Scene, each: Whereabouts, language: str) -> Phrase:
    """Return the note on the stop that a traveller reaches, if no event there tells of it."""
    if each.stop is None or scene.itinerary.begins[each.stop] != scene.number:
        return Phrase("", "")
    stop = scene.journey.stops[each.stop]
    is_told = any(event.stop == stop.id for event in scene.events)
    return Phrase("", "") if is_told else stop.note.in_language(language)


def speaker_notes(scene: Scene, language: str) -> tuple[Phrase, ...]:
    """Return the speaker's notes on a moment.

    First those of the lesson, then the tables' notes on each traveller's stop, unless the story
    tells it, and on the leg to it.
    """
    journey = scene.journey
    notes = list(_lesson_notes(scene, language))
    for each in scene.whereabouts:
        if each.stop is not None and not stop_note(scene, each, language):
            notes.append(journey.stops[each.stop].note.in_language(language))
        way_there = scene.itinerary.leg_to(each.reached)
        if way_there is not None and (each.stop, each.leg) != (None, None):
            notes.append(journey.legs[way_there].note.in_language(language))
    return tuple(note for note in notes if note)


def journey_notes(journey: Journey, language: str) -> tuple[Phrase, ...]:
    """Return the lesson's notes on the whole journey."""
    notes = journey.lesson_of(LessonKind.NOTE)
    return tuple(note.text.in_language(language) for note in notes if not note.moment)


def _lesson_notes(scene: Scene, language: str) -> Iterator[Phrase]:
    timeline = scene.itinerary.timeline
    for note in scene.journey.lesson_of(LessonKind.NOTE):
        if note.moment and timeline.first(note.moment) == scene.number:
            yield note.text.in_language(language)


def badges(
    basis: Basis, certainty: Certainty, language: str, *, is_sourced: bool = True
) -> tuple[Badge, ...]:
    """Return the marks on a statement; an uncertain one is a guess that its source reports."""
    kinds = {Certainty.UNCERTAIN: ["speculation"], Certainty.LESS_CERTAIN: ["less-certain"]}
    found = kinds.get(certainty, [])
    if not is_sourced:
        found = ["not-sourced", *found]
    elif basis == Basis.INFERRED or not found:
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
