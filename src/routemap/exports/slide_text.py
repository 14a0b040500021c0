"""The words of one slide: paragraphs, each with the role that decides how it looks."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from routemap.i18n.catalog import translate
from routemap.i18n.narrative import (
    current_stop_label,
    event_text,
    references,
    scene_distances,
    speaker_notes,
    status,
)
from routemap.i18n.numbers import distance_text, km_text
from routemap.model.journey import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routemap.model.itinerary import Itinerary, Scene
    from routemap.model.journey import Journey


class Role(StrEnum):
    """What a paragraph is, as a style sheet would name it."""

    PLACE = "place"
    FINE = "fine"
    HEADLINE = "headline"
    BODY = "body"
    QUOTE = "quote"


class Paragraph(NamedTuple):
    """Words of one paragraph and what they are."""

    words: Phrase
    role: Role


def slide_text(scene: Scene, language: str) -> tuple[Paragraph, ...]:
    """Return what the slide of a moment says beside its map."""
    return (*_where(scene, language), *_events(scene, language))


def slide_notes(scene: Scene, language: str) -> tuple[str, ...]:
    """Return the speaker's notes of a moment.

    Those of the tables, how distances were measured, and the sources in full.
    """
    journey = scene.journey
    notes = [note.text for note in speaker_notes(scene, language)]
    notes += [
        translate(language, key, km=distance_text(way, language))
        for key, way in scene_distances(scene).items()
    ]
    ids = dict.fromkeys(mark for event in scene.events for mark in event.references)
    return (*notes, *(f"[{each.id}] {each.citation}" for each in references(journey, ids)))


def opening_text(itinerary: Itinerary, language: str) -> tuple[Paragraph, ...]:
    """Return what stands beneath the title."""
    journey = itinerary.journey
    told = [Paragraph(journey.subtitle.in_language(language), Role.HEADLINE)]
    if itinerary.length.is_travel:
        km = km_text(itinerary.length.km, itinerary.length.basis, language)
        told.append(
            Paragraph(Phrase(translate(language, "whole_length", km=km), language), Role.BODY)
        )
    told.append(Paragraph(journey.report_note.in_language(language), Role.FINE))
    told.append(Paragraph(journey.credit.in_language(language), Role.FINE))
    return tuple(paragraph for paragraph in told if paragraph.words)


def sources_text(journey: Journey) -> tuple[Paragraph, ...]:
    """Return all sources, one a paragraph."""
    return tuple(
        Paragraph(
            Phrase(
                " ".join(filter(None, (f"[{each.id}]", each.citation, each.url))), journey.language
            ),
            Role.FINE,
        )
        for each in journey.references
    )


def _where(scene: Scene, language: str) -> Iterator[Paragraph]:
    place = current_stop_label(scene, language)
    if place:
        yield Paragraph(
            Phrase(f"{place.number} {place.name.text}", place.name.language), Role.PLACE
        )
    sentence = status(scene, language)
    if sentence:
        yield Paragraph(Phrase(sentence.text(language), language), Role.BODY)
    for key, way in scene_distances(scene).items():
        km = km_text(way.km, way.basis, language)
        yield Paragraph(Phrase(translate(language, key, km=km), language), Role.FINE)


def _events(scene: Scene, language: str) -> Iterator[Paragraph]:
    for event in scene.events:
        told = event_text(event, scene, language)
        yield Paragraph(told.headline, Role.HEADLINE)
        where = told.place.name.text if told.place else ""
        when = told.date.text if told.date else ""
        if when or where:
            yield Paragraph(Phrase(", ".join(filter(None, (when, where))), language), Role.FINE)
        if told.text:
            yield Paragraph(told.text, Role.BODY)
        if told.quote:
            yield Paragraph(told.quote, Role.QUOTE)
        if told.speaker:
            yield Paragraph(told.speaker, Role.FINE)
        badges = ", ".join(badge.words for badge in told.badges)
        marks = " ".join(f"[{source.id}]" for source in told.references)
        yield Paragraph(Phrase(f"{badges} {marks}".strip(), language), Role.FINE)
    if not scene.events:
        yield Paragraph(Phrase(translate(language, "no_events"), language), Role.BODY)
