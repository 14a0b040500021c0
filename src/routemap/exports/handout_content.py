"""All that a handout says, as plain data for its Typst template."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from routemap.exports.typst_phrase import typst_phrase
from routemap.exports.unknowns import gaps, guesses
from routemap.i18n.catalog import translate
from routemap.i18n.dates import moment_phrase
from routemap.i18n.narrative import (
    place_now,
    place_of,
    references,
    stop_facts,
    told_event,
)
from routemap.model.journey import LessonKind, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from routemap.model.itinerary import Itinerary, Scene
    from routemap.model.journey import Event, LessonItem, Reference
    from routemap.model.timeline import Moment

_HEADINGS = (
    ("timeline", "handout_timeline"),
    ("sources", "sources"),
    ("elsewhere", "handout_elsewhere"),
    ("no_events", "handout_no_events"),
    ("gaps", "handout_gaps"),
    ("gaps_about", "handout_gaps_about"),
    ("guesses", "handout_guesses"),
    ("outline", "handout_outline"),
    ("questions", "handout_questions"),
    ("answers", "handout_answers"),
)


def handout_content(itinerary: Itinerary, language: str) -> dict[str, Any]:
    """Return the words of a handout. A phrase is a pair: the words and their language."""
    journey = itinerary.journey
    scenes = [itinerary.scene(number) for number in range(len(itinerary.timeline.moments))]
    happened: dict[str, list[tuple[Event, Scene]]] = defaultdict(list)
    for scene in scenes:
        for event in scene.events:
            happened[event.stop].append((event, scene))
    moments = {moment.id: moment for moment in itinerary.timeline.moments}
    questions = journey.lesson_of(LessonKind.QUESTION)
    tasks = journey.lesson_of(LessonKind.TASK)
    credit = journey.credit.in_language(language).text
    return {
        "language": language,
        "title": typst_phrase(journey.title.in_language(language)),
        "subtitle": typst_phrase(journey.subtitle.in_language(language)),
        "note": typst_phrase(journey.report_note.in_language(language)),
        "description": translate(language, "handout_description"),
        "footer": " · ".join(filter(None, (journey.title.in_language(language).text, credit))),
        "words": {
            **{name: translate(language, key) for name, key in _HEADINGS},
            "timeline_columns": [
                translate(language, key) for key in ("moment", "place", "handout_happened")
            ],
        },
        "timeline": [_timeline_row(scene, language) for scene in scenes],
        "stops": [
            _stop_page(itinerary, happened[stop.id], number, language)
            for number, stop in enumerate(journey.stops)
        ],
        "elsewhere": [_event(event, scene, language) for event, scene in happened[""]],
        "gaps": [
            {
                "about": typst_phrase(gap.about),
                "missing": gap.missing,
                "note": typst_phrase(gap.note),
            }
            for gap in gaps(itinerary, language)
        ],
        "guesses": [typst_phrase(guess) for guess in guesses(journey, language)],
        "tasks": [typst_phrase(item.text.in_language(language)) for item in tasks]
        or [[translate(language, "handout_task"), language]],
        "questions": [
            {
                "text": typst_phrase(item.text.in_language(language)),
                "when": typst_phrase(_when(moments.get(item.moment), language)),
            }
            for item in questions
        ],
        "answers": _answers(questions, language),
        "task_answers": _answers(tasks, language),
    }


def _timeline_row(scene: Scene, language: str) -> dict[str, Any]:
    place = place_now(scene, language)
    return {
        "when": typst_phrase(moment_phrase(scene.moment, language)),
        "place": {"number": place.number, "name": typst_phrase(place.name)} if place else None,
        "headlines": [typst_phrase(event.headline.in_language(language)) for event in scene.events],
    }


def _stop_page(
    itinerary: Itinerary, here: Sequence[tuple[Event, Scene]], number: int, language: str
) -> dict[str, Any]:
    journey = itinerary.journey
    stop = journey.stops[number]
    way_there = journey.legs[number - 1].references if number else ()
    cited = (
        *stop.references,
        *way_there,
        *(mark for event, _ in here for mark in event.references),
    )
    place = place_of(stop, number, language)
    return {
        "number": place.number,
        "name": typst_phrase(place.name),
        "local": typst_phrase(place.local),
        "where": place.country,
        "facts": [
            {"name": name, "value": typst_phrase(value)}
            for name, value in stop_facts(itinerary, number, language)
        ],
        "events": [_event(event, scene, language) for event, scene in here],
        "sources": [
            _source(source, journey.language)
            for source in references(journey, dict.fromkeys(cited))
        ],
    }


def _event(event: Event, scene: Scene, language: str) -> dict[str, Any]:
    told = told_event(event, scene, language)
    marks = " ".join(f"[{source.id}]" for source in told.references)
    badges = ", ".join(badge.words for badge in told.badges)
    return {
        "headline": typst_phrase(told.headline),
        "when": typst_phrase(told.date or moment_phrase(scene.moment, language)),
        "text": typst_phrase(told.text),
        "quote": typst_phrase(told.quote),
        "speaker": typst_phrase(told.speaker),
        "standing": f"{badges} {marks}".strip(),
    }


def _source(source: Reference, language: str) -> dict[str, Any]:
    return {
        "mark": f"[{source.id}]",
        "citation": typst_phrase(Phrase(source.citation, language)),
        "url": source.url,
    }


def _answers(items: Iterable[LessonItem], language: str) -> list[dict[str, Any]]:
    """Return the answers there are, with the numbers of what they answer."""
    return [
        {"number": number, "text": typst_phrase(item.answer.in_language(language))}
        for number, item in enumerate(items, 1)
        if item.answer
    ]


def _when(moment: Moment | None, language: str) -> Phrase | None:
    return moment_phrase(moment, language) if moment else None
