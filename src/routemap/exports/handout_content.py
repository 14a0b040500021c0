"""The content of a handout, as plain data and phrases for its Typst template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from routemap.exports.unknowns import guesses, unknowns
from routemap.i18n.catalog import translate
from routemap.i18n.dates import moment_label, moment_phrase
from routemap.i18n.narrative import (
    event_text,
    references,
    status,
    stop_facts,
    stop_label,
)
from routemap.i18n.story_parts import story_parts, told_of
from routemap.model.itinerary import Itinerary, Scene
from routemap.model.journey import Event, LessonItem, LessonKind, Phrase, Reference

_HEADINGS = {
    "timeline": "handout_timeline",
    "sources": "sources",
    "elsewhere": "handout_elsewhere",
    "no_events": "handout_no_events",
    "unknowns": "handout_gaps",
    "unknowns_about": "handout_gaps_about",
    "guesses": "handout_guesses",
    "outline": "handout_outline",
    "questions": "handout_questions",
    "answers": "handout_answers",
}
_TIMELINE_COLUMNS = ("moment", "place", "handout_happened")


class Paper(StrEnum):
    """A size of paper."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def points(self) -> tuple[float, float]:
        """Return width and height in points (ISO 216, ANSI Y14.1)."""
        return (595.28, 841.89) if self is Paper.A4 else (612.0, 792.0)


def handout_content(itinerary: Itinerary, language: str) -> dict[str, Any]:
    """Return the words of a handout."""
    journey = itinerary.journey
    scenes = [itinerary.scene(number) for number in range(len(itinerary.timeline.moments))]
    by_stop: dict[str, list[tuple[Event, Scene]]] = defaultdict(list)
    for scene in scenes:
        for event in scene.events:
            by_stop[event.stop].append((event, scene))
    questions = journey.lesson_of(LessonKind.QUESTION)
    tasks = journey.lesson_of(LessonKind.TASK)
    title = journey.title.in_language(language)
    credit = journey.credit.in_language(language)
    return {
        "language": language,
        "title": title,
        "subtitle": journey.subtitle.in_language(language),
        "note": journey.report_note.in_language(language),
        "description": translate(language, "handout_description"),
        "footer": " · ".join(each.text for each in (title, credit) if each),
        "words": {name: translate(language, key) for name, key in _HEADINGS.items()},
        "timeline_columns": [translate(language, key) for key in _TIMELINE_COLUMNS],
        "timeline": [_timeline_row(scene, language) for scene in scenes],
        "stops": [
            _stop_page(itinerary, by_stop[stop.id], number, language)
            for number, stop in enumerate(journey.stops)
        ],
        "elsewhere": [_event(event, scene, language) for event, scene in by_stop[""]],
        "unknowns": [each._asdict() for each in unknowns(itinerary, language)],
        "guesses": guesses(journey, language),
        "tasks": [item.text.in_language(language) for item in tasks]
        or [Phrase(translate(language, "handout_task"), language)],
        "questions": [
            {"text": item.text.in_language(language), "when": _when(item, itinerary, language)}
            for item in questions
        ],
        "answers": _answers(questions, language),
        "task_answers": _answers(tasks, language),
    }


def _timeline_row(scene: Scene, language: str) -> dict[str, Any]:
    news = [each for part in story_parts(scene) for each in part.places]
    ways = ((each, status(scene, each, language)) for each in news if each.leg is not None)
    told = {event.stop for event in scene.events}
    here = [number for number, stop in enumerate(scene.journey.stops) if stop.id in told]
    stops = dict.fromkeys([each.stop for each in news if each.stop is not None] + here)
    return {
        "when": moment_phrase(scene.moment, language),
        "places": [_stop(scene.itinerary, stop, language) for stop in stops],
        "ways": list(
            dict.fromkeys(
                told_of(each if scene.itinerary.is_shared else None, way.text(language), language)
                for each, way in ways
                if way
            )
        ),
        "headlines": [event.headline.in_language(language) for event in scene.events],
    }


def _stop_page(
    itinerary: Itinerary, here: Sequence[tuple[Event, Scene]], number: int, language: str
) -> dict[str, Any]:
    journey = itinerary.journey
    stop = journey.stops[number]
    leg = itinerary.leg_to(number)
    is_first = itinerary.is_shared and leg is None
    cited = [*stop.references, *(() if leg is None else journey.legs[leg].references)]
    for event, _ in here:
        cited += event.references
    return {
        **_stop(itinerary, number, language),
        # Where several travel, the first stop of each stands under the traveller's name.
        "traveller": itinerary.track_of(number).name.in_language(language) if is_first else None,
        "facts": stop_facts(itinerary, number, language),
        "note": stop.note.in_language(language),
        "events": [_event(event, scene, language) for event, scene in here],
        "sources": [
            _source(source, journey.language)
            for source in references(journey, dict.fromkeys(cited))
        ],
    }


def _stop(itinerary: Itinerary, number: int, language: str) -> dict[str, Any]:
    """Return how a stop is named, with the look of its mark, None where only one travels."""
    look = itinerary.track_of(number).look if itinerary.is_shared else None
    return {**stop_label(itinerary, number, language)._asdict(), "look": look}


def _event(event: Event, scene: Scene, language: str) -> dict[str, Any]:
    text = event_text(event, scene, language)
    return {
        "headline": text.headline,
        "when": text.date or moment_phrase(scene.moment, language),
        "text": text.text,
        "quote": text.quote,
        "speaker": text.speaker,
        "basis": text.basis,
        "media": [{"text": link.text, "url": link.url} for link in text.media],
    }


def _source(source: Reference, language: str) -> dict[str, Any]:
    return {
        "mark": f"[{source.id}]",
        "citation": Phrase(source.citation, language),
        "url": source.url,
    }


def _when(item: LessonItem, itinerary: Itinerary, language: str) -> Phrase | None:
    """Return when the moment of a question is, None if it is about the whole journey."""
    number = itinerary.timeline.first(item.moment) if item.moment else None
    if number is None:
        return None
    return moment_label(itinerary.timeline.moments[number], language)


def _answers(items: Iterable[LessonItem], language: str) -> list[dict[str, Any]]:
    """Return the answers there are, with the numbers of what they answer."""
    return [
        {"number": number, "text": item.answer.in_language(language)}
        for number, item in enumerate(items, 1)
        if item.answer
    ]
