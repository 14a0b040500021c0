"""The story of one moment as HTML: date, place, distances, and what happened or was said."""

from __future__ import annotations

from functools import partial
from typing import Any

from markupsafe import Markup, escape

from routemap.i18n.catalog import translate
from routemap.i18n.dates import moment_phrase
from routemap.i18n.media import media_links, media_of_stop, shown_media
from routemap.i18n.narrative import (
    Badge,
    badges,
    distances_of,
    event_text,
    label_of_place,
    measure_text,
    references,
    status,
    stop_facts,
    stop_media,
    stop_note,
)
from routemap.i18n.numbers import distance_text, km_text
from routemap.i18n.story_parts import Part, elsewhere, heading, story_parts, told_of
from routemap.model.distances import Distance
from routemap.model.itinerary import Itinerary, Scene
from routemap.model.journey import Basis, Certainty
from routemap.model.tracks import Whereabouts
from routemap.page.rendering import marked, render, translate_marked
from routemap.page.story_media import StoryPlace, figures

STOP_ON_DASHBOARD, STOP_ON_PAGE = "?stop=", "#stop-"
"""What stands before a stop's id in a link to it: on the dashboard, on a page that holds it all."""
ON_DASHBOARD, BROUGHT = StoryPlace(STOP_ON_DASHBOARD, "assets/"), StoryPlace(STOP_ON_DASHBOARD, "")
"""On the dashboard: where the story of the served journey stands, and that of a visitor's own."""


# If a moment has more, the others fold away.
_MOST_CARDS = 20


def story_html(
    scene: Scene,
    language: str,
    opened_stop: int | None = None,
    *,
    place: StoryPlace = ON_DASHBOARD,
    is_brief: bool = False,
) -> Markup:
    """Return the story of a scene; `opened_stop` is the number of the stop whose card is open.

    A brief one, for a presentation, leaves out how distances were measured: map and notes say it.
    """
    parts = story_parts(scene)
    cards = [event_text(event, scene, language) for event in scene.events]
    kinds = {kind: words for card in cards for kind, words in card.badges}
    everybody = [each for part in parts for each in part.of]
    ways = [way for each in everybody for way in distances_of(scene, each).values()]
    return render(
        "story.html",
        language,
        stop_address=place.stop_address,
        figures=partial(figures, place, language),
        most_at_once=_MOST_CARDS,
        moment=moment_phrase(scene.moment, language),
        is_shared=scene.itinerary.is_shared,
        parts=[_part(scene, part, opened_stop, language, is_brief=is_brief) for part in parts],
        has_told=bool(cards or any(stop_note(scene, each, language) for each in everybody)),
        elsewhere=[_whereabouts(scene, each, language) for each in elsewhere(scene, parts)],
        measure="" if is_brief else measure_text(ways, language),
        stop=None if opened_stop is None else _stop_card(scene.itinerary, opened_stop, language),
        badge_key=[
            (kind, words, translate(language, f"badge_{kind}_means".replace("-", "_")))
            for kind, words in kinds.items()
        ],
    )


def _part(
    scene: Scene, part: Part, opened_stop: int | None, language: str, *, is_brief: bool
) -> dict[str, Any]:
    """Return what the template sets of a part of the story."""
    ways = [(each, distances_of(scene, each)) for each in part.of]
    quiet = [each for each in part.of if opened_stop is None or each.stop != opened_stop]
    media = [item for each in quiet for item in stop_media(scene, each)]
    return {
        "heading": heading(part, language),
        "places": [_whereabouts(scene, each, language) for each in part.places],
        "notes": list(filter(None, (stop_note(scene, each, language) for each in quiet))),
        "media": media_links(media, language),
        "shown": shown_media(media, scene.journey, language),
        "distances": [
            _distance(key, way, each if len(part.of) > 1 else None, language, is_brief=is_brief)
            for each, found in ways
            for key, way in found.items()
        ],
        "distance_badge": _distance_badge(
            [way for _, found in ways for way in found.values()], language
        )
        if is_brief
        else None,
        "cards": [event_text(event, scene, language) for event in part.events],
    }


def _whereabouts(scene: Scene, each: Whereabouts, language: str) -> dict[str, Any]:
    """Return who is where: the traveller's name, and its stop, or what it does instead."""
    return {
        "who": each.track.name.in_language(language),
        "look": each.track.look,
        "stop": label_of_place(scene, each, language),
        "standing": _standing(scene, each, language),
    }


def _distance(
    key: str, way: Distance, of: Whereabouts | None, language: str, *, is_brief: bool
) -> str:
    """Return a distance in words, behind the name of its traveller if a part tells of several."""
    km = km_text(way.km, way.basis, language) if is_brief else distance_text(way, language)
    return told_of(of, translate(language, key, km=km), language)


def stop_card_html(
    itinerary: Itinerary, number: int, language: str, place: StoryPlace = ON_DASHBOARD
) -> Markup:
    """Return the card of a stop, as it stands in the story when the stop is opened."""
    return render(
        "stop_card.html",
        language,
        stop=_stop_card(itinerary, number, language),
        figures=partial(figures, place, language),
    )


def announcement_html(scene: Scene, language: str) -> Markup:
    """Return what screen readers announce at a step: date, place, number of events."""
    told = [marked(moment_phrase(scene.moment, language), language)]
    parts = story_parts(scene)
    for part in parts:
        if scene.itinerary.is_shared and part.of:
            told.append(marked(heading(part, language), language))
        told.extend(_place(scene, each, language) for each in part.places)
    told.append(escape(translate(language, "announcement_events", count=len(scene.events))))
    for part in parts:
        for each in part.of:
            way = scene.travelled_by(each)
            if way.is_travel:
                of = each if scene.itinerary.is_shared else None
                told.append(escape(_distance("so_far", way, of, language, is_brief=False)))
    sentences = [
        words if words.striptags().endswith(".") else words + "." for words in told if words
    ]
    return Markup("<p>{}</p>").format(Markup(" ").join(sentences))


def _place(scene: Scene, each: Whereabouts, language: str) -> Markup:
    """Name the stop where a traveller is, or say what it does instead."""
    if each.stop is None:
        return _standing(scene, each, language)
    return marked(scene.journey.stops[each.stop].name.in_language(language), language)


def _standing(scene: Scene, each: Whereabouts, language: str) -> Markup:
    """Say where a traveller stands when it is at no stop."""
    sentence = status(scene, each, language)
    return translate_marked(language, sentence.key, **sentence.phrases) if sentence else Markup()


def _distance_badge(distances: list[Distance], language: str) -> Badge | None:
    """Return the badge for distances of which any is inferred."""
    if not any(way.basis == Basis.INFERRED for way in distances):
        return None
    return badges(Basis.INFERRED, Certainty.CERTAIN, language)[0]


def _stop_card(itinerary: Itinerary, number: int, language: str) -> dict[str, Any]:
    journey = itinerary.journey
    stop, media = journey.stops[number], media_of_stop(journey, number)
    leg = itinerary.leg_to(number)
    way_there = None if leg is None else journey.legs[leg]
    ids = dict.fromkeys((*stop.references, *(way_there.references if way_there else ())))
    return {
        "number": itinerary.mark(number),
        "name": stop.name.in_language(language),
        "note": stop.note.in_language(language),
        "facts": stop_facts(itinerary, number, language),
        "way_note": way_there.note.in_language(language) if way_there else None,
        "badges": badges(
            Basis.REPORTED, stop.certainty, language, is_sourced=bool(stop.references)
        ),
        "references": references(journey, ids),
        "media": media_links(media, language),
        "shown": shown_media(media, journey, language),
    }
