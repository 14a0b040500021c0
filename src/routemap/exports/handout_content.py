"""The content of a handout, as plain data and phrases for its Typst template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from routemap.exports.follows_box import NO_BOX, box_words, follows_box
from routemap.exports.selection import Selection
from routemap.exports.unknowns import told_as, unknowns
from routemap.i18n.catalog import translate
from routemap.i18n.dates import moment_phrase
from routemap.i18n.media import (
    MediaLink,
    ShownMedium,
    media_links,
    media_of_stop,
    shown_media,
)
from routemap.i18n.narrative import (
    event_text,
    status,
    stop_facts,
    stop_label,
)
from routemap.i18n.story_parts import story_parts, told_of
from routemap.model.itinerary import Itinerary, Scene
from routemap.model.journey import Certainty, Event, LessonItem, LessonKind, Phrase, Reference
from routemap.pictures.options import DEFAULT_LOOK

_HEADINGS = {
    "timeline": "handout_timeline",
    "sources": "sources",
    "elsewhere": "handout_elsewhere",
    "no_events": "handout_no_events",
    "unknowns": "handout_gaps",
    "unknowns_about": "handout_gaps_about",
    "guesses": "handout_guesses",
    "doubts": "handout_doubts",
    "outline": "handout_outline",
    "questions": "handout_questions",
    "answers": "handout_answers",
    "name": "handout_name",
    "class": "handout_class",
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


class Answers(StrEnum):
    """Where the answers to a lesson's questions and tasks stand."""

    LAST = "last"
    """On the last page."""
    NONE = "none"
    OWN = "own"
    """In a document of their own, for the teacher."""


@dataclass(frozen=True, slots=True)
class HandoutOptions:
    """What can be chosen of a handout beside its language and what it tells.

    `allows_missing_letters` tells whether a box stands for a letter that no typeface has, `follows`
    whether what follows from the dates is told and asked. `page_address` is where the journey is
    published, if it is.
    """

    paper: Paper = Paper.A4
    look: str = DEFAULT_LOOK
    answers: Answers = Answers.LAST
    allows_missing_letters: bool = False
    follows: bool = False
    page_address: str = ""


def handout_content(
    selection: Selection, language: str, answers: Answers = Answers.LAST, *, follows: bool = False
) -> dict[str, Any]:
    """Return the words of a handout; `follows` asks for what follows from the dates, too.

    Raises
    ------
    ParameterError
        If it does, but the tables contradict themselves.
    """
    itinerary = selection.itinerary
    journey = itinerary.journey
    by_stop: dict[str, list[tuple[Event, Scene]]] = defaultdict(list)
    for scene in selection.scenes:
        for event in scene.events:
            by_stop[event.stop].append((event, scene))
    questions = journey.lesson_of(LessonKind.QUESTION)
    tasks = journey.lesson_of(LessonKind.TASK)
    box = follows_box(selection, language, len(questions) + 1) if follows else NO_BOX
    is_answered = follows and answers != Answers.NONE
    told = {source.id for source in selection.references}
    told |= box.references if is_answered else set()
    cited = [source for source in journey.references if source.id in told]
    title = journey.title.in_language(language)
    credit = journey.credit.in_language(language)
    return {
        "language": language,
        "title": title,
        "subtitle": journey.subtitle.in_language(language),
        "note": journey.report_note.in_language(language),
        "rule": " ".join(filter(None, (selection.rule(language), selection.stops_rule(language)))),
        "description": translate(language, "handout_description"),
        "footer": [each for each in (title, credit) if each],
        "words": {name: translate(language, key) for name, key in _HEADINGS.items()}
        | box_words(language),
        "timeline_columns": [translate(language, key) for key in _TIMELINE_COLUMNS],
        "timeline": [_timeline_row(scene, language) for scene in selection.scenes],
        "stops": [
            _stop_page(itinerary, by_stop[journey.stops[number].id], number, language)
            for number in selection.stops
        ],
        "elsewhere": [_event(event, scene, language) for event, scene in by_stop[""]],
        "unknowns": [each._asdict() for each in unknowns(itinerary, language, selection.stops)],
        "guesses": told_as(Certainty.UNCERTAIN, journey, language),
        "doubts": told_as(Certainty.LESS_CERTAIN, journey, language),
        "follows": box.stops if is_answered else None,
        "sources": [_source(source, journey.language) for source in cited],
        "tasks": [item.text.in_language(language) for item in tasks]
        or [Phrase(translate(language, "handout_task"), language)],
        "outline_stops": [
            {"who": who if itinerary.is_shared else None, "names": names}
            for who, names in _names(selection, language)
        ],
        "questions": [*(item.text.in_language(language) for item in questions), *box.questions],
        "has_sheets": answers != Answers.OWN,
        "answers": [] if answers == Answers.NONE else _answers(questions, language),
        "task_answers": [] if answers == Answers.NONE else _answers(tasks, language),
    }


def _timeline_row(scene: Scene, language: str) -> dict[str, Any]:
    news = [each for part in story_parts(scene) for each in part.of]
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
    stop, media = journey.stops[number], media_of_stop(journey, number)
    leg = itinerary.leg_to(number)
    is_first = itinerary.is_shared and leg is None
    return {
        **_stop(itinerary, number, language),
        # Where several travel, the first stop of each stands under the traveller's name.
        "traveller": itinerary.track_of(number).name.in_language(language) if is_first else None,
        "facts": stop_facts(itinerary, number, language),
        "marks": _marks(itinerary, number),
        "note": stop.note.in_language(language),
        **_media(media_links(media, language), shown_media(media, journey, language)),
        "events": [_event(event, scene, language) for event, scene in here],
    }


def _stop(itinerary: Itinerary, number: int, language: str) -> dict[str, Any]:
    """Return how a stop is named, with the look of its mark, None where only one travels."""
    look = itinerary.track_of(number).look if itinerary.is_shared else None
    return {**stop_label(itinerary, number, language)._asdict(), "look": look}


def _marks(itinerary: Itinerary, number: int) -> str:
    """Return the marks of the sources of a stop, and of the leg that leads to it; "" for none."""
    journey, leg = itinerary.journey, itinerary.leg_to(number)
    marks = dict.fromkeys(journey.stops[number].references)
    marks |= {} if leg is None else dict.fromkeys(journey.legs[leg].references)
    return " ".join(f"[{mark}]" for mark in marks)


def _event(event: Event, scene: Scene, language: str) -> dict[str, Any]:
    text = event_text(event, scene, language)
    return {
        "headline": text.headline,
        "when": text.date or moment_phrase(scene.moment, language),
        "text": text.text,
        "quote": text.quote,
        "speaker": text.speaker,
        "basis": text.basis,
        **_media(text.media, text.shown),
    }


def _media(links: Iterable[MediaLink], shown: Iterable[ShownMedium]) -> dict[str, Any]:
    """Return the pictures to show, each with its file, and what is said of all other media."""
    shown = tuple(shown)
    others = (each for each in shown if not each.is_picture)
    told = [*((each.text, each.url) for each in links), *((each.text, each.url) for each in others)]
    return {
        "media": [{"text": text, "url": url} for text, url in told],
        "pictures": [
            {
                "digest": each.file.digest,
                "alt": each.alt.text or each.words.text,
                "legend": each.legend,
                "is_adornment": each.is_adornment,
            }
            for each in shown
            if each.is_picture
        ],
    }


def _source(source: Reference, language: str) -> dict[str, Any]:
    return {
        "mark": f"[{source.id}]",
        "citation": Phrase(source.citation, language),
        "url": source.url,
    }


def _names(selection: Selection, language: str) -> Iterator[tuple[Phrase, list[Phrase]]]:
    """Yield each traveller with the names of its stops by the alphabet: their order is the task."""
    stops = selection.itinerary.journey.stops
    for track in selection.itinerary.tracks:
        here = (
            stops[stop].name.in_language(language)
            for stop in selection.stops
            if stop in track.stops
        )
        names = sorted(set(here), key=lambda name: name.text.casefold())
        if names:
            yield track.name.in_language(language), names


def _answers(items: Iterable[LessonItem], language: str) -> list[dict[str, Any]]:
    """Return the answers there are, with the numbers of what they answer."""
    return [
        {"number": number, "text": item.answer.in_language(language)}
        for number, item in enumerate(items, 1)
        if item.answer
    ]
