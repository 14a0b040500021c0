"""The text of one slide: paragraphs, each with the role that decides its style."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from routemap.exports.selection import Selection
from routemap.i18n.catalog import translate
from routemap.i18n.media import ShownMedium, media_of_event, shown_media
from routemap.i18n.narrative import (
    distances_of,
    event_text,
    label_of_place,
    length_text,
    references,
    speaker_notes,
    status,
    stop_media,
    stop_note,
)
from routemap.i18n.numbers import distance_text
from routemap.i18n.story_parts import Part, heading, story_parts, told_of
from routemap.model.itinerary import Scene
from routemap.model.journey import Event, Phrase


class Role(StrEnum):
    """What a paragraph is: it decides its style."""

    PLACE = "place"
    FINE = "fine"
    HEADLINE = "headline"
    BODY = "body"
    QUOTE = "quote"


class Paragraph(NamedTuple):
    """The words of one paragraph, and its role."""

    words: Phrase
    role: Role


def slide_text(scene: Scene, language: str) -> tuple[Paragraph, ...]:
    """Return the text beside the map of a moment."""
    return tuple(_told(scene, language))


def slide_pictures(scene: Scene, language: str) -> tuple[ShownMedium, ...]:
    """Return the pictures of a moment, in the order in which its story shows them."""
    media = [item for each in scene.whereabouts for item in stop_media(scene, each)]
    for event in scene.events:
        media += media_of_event(scene.journey, event.id)
    shown = shown_media(media, scene.journey, language)
    return tuple(each for each in shown if each.is_picture)


def slide_notes(scene: Scene, language: str) -> tuple[str, ...]:
    """Return the speaker's notes on a moment.

    Those of the tables, and the sources in full.
    """
    journey = scene.journey
    notes = [note.text for note in speaker_notes(scene, language)]
    ids = dict.fromkeys(mark for event in scene.events for mark in event.references)
    return (*notes, *(f"[{each.id}] {each.citation}" for each in references(journey, ids)))


def opening_text(selection: Selection, language: str) -> tuple[Paragraph, ...]:
    """Return the text beneath the title."""
    itinerary = selection.itinerary
    journey = itinerary.journey
    paragraphs = (
        Paragraph(journey.subtitle.in_language(language), Role.HEADLINE),
        Paragraph(Phrase(length_text(itinerary, language), language), Role.BODY),
        Paragraph(Phrase(selection.rule(language), language), Role.BODY),
        Paragraph(journey.report_note.in_language(language), Role.FINE),
        Paragraph(journey.credit.in_language(language), Role.FINE),
    )
    return tuple(each for each in paragraphs if each.words)


def sources_text(selection: Selection) -> tuple[Paragraph, ...]:
    """Return all sources, one per paragraph; of a long journey those of what is told."""
    language = selection.itinerary.journey.language
    citations = (
        " ".join(filter(None, (f"[{each.id}]", each.citation, each.url)))
        for each in selection.references
    )
    return tuple(Paragraph(Phrase(text, language), Role.FINE) for text in citations)


def _told(scene: Scene, language: str) -> Iterator[Paragraph]:
    """Return the parts of the story: where each traveller is, and what happened or was said."""
    parts = story_parts(scene)
    for part in parts:
        if scene.itinerary.is_shared and part.of:
            yield Paragraph(heading(part, language), Role.HEADLINE)
        yield from _where(scene, part, language)
        for event in part.events:
            yield from _event(event, scene, language)
    everybody = (each for part in parts for each in part.of)
    if not scene.events and not any(stop_note(scene, each, language) for each in everybody):
        yield Paragraph(Phrase(translate(language, "no_events"), language), Role.BODY)


def _where(scene: Scene, part: Part, language: str) -> Iterator[Paragraph]:
    for each in part.places:
        place = label_of_place(scene, each, language)
        if place:
            yield Paragraph(place.numbered, Role.PLACE)
        sentence = status(scene, each, language)
        if sentence:
            yield Paragraph(Phrase(sentence.text(language), language), Role.BODY)
    for each in part.of:
        note = stop_note(scene, each, language)
        if note:
            yield Paragraph(note, Role.BODY)
    for each in part.of:
        of = each if len(part.of) > 1 else None
        for key, way in distances_of(scene, each).items():
            km = distance_text(way, language)
            told = told_of(of, translate(language, key, km=km), language)
            yield Paragraph(Phrase(told, language), Role.FINE)


def _event(told: Event, scene: Scene, language: str) -> Iterator[Paragraph]:
    event = event_text(told, scene, language)
    when_and_where = (event.date, event.place.name if event.place else None)
    context = ", ".join(phrase.text for phrase in when_and_where if phrase)
    paragraphs = (
        Paragraph(event.headline, Role.HEADLINE),
        Paragraph(Phrase(context, language), Role.FINE),
        Paragraph(event.text, Role.BODY),
        Paragraph(event.quote or Phrase("", ""), Role.QUOTE),
        Paragraph(event.speaker, Role.FINE),
        *(Paragraph(link.text, Role.FINE) for link in event.media),
        *(Paragraph(each.text, Role.FINE) for each in event.shown if not each.is_picture),
    )
    yield from (paragraph for paragraph in paragraphs if paragraph.words)
    yield Paragraph(Phrase(event.basis, language), Role.FINE)
