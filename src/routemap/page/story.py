"""The story of one moment as HTML: date, place, distances, and what happened or was said."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from routemap.i18n.catalog import translate
from routemap.i18n.dates import moment_phrase
from routemap.i18n.narrative import (
    Badge,
    badges,
    current_stop_label,
    event_text,
    measure_text,
    media_of_stop,
    references,
    scene_distances,
    status,
    stop_facts,
    stop_media,
    stop_note,
)
from routemap.i18n.numbers import distance_text, km_text
from routemap.model.distances import Distance
from routemap.model.itinerary import Itinerary, Scene
from routemap.model.journey import Basis, Certainty
from routemap.page.rendering import marked, render, translate_marked

STOP_ON_DASHBOARD, STOP_ON_PAGE = "?stop=", "#stop-"
"""What stands before a stop's id in a link to it: on the dashboard, on a page that holds it all."""


# If a moment has more, the others fold away.
_MOST_CARDS = 20


def story_html(
    scene: Scene,
    language: str,
    opened_stop: int | None = None,
    *,
    stop_address: str = STOP_ON_DASHBOARD,
    is_brief: bool = False,
) -> Markup:
    """Return the story of a scene; `opened_stop` is the number of the stop whose card is open.

    A brief one, for a presentation, leaves out how distances were measured: map and notes say it.
    """
    cards = [event_text(event, scene, language) for event in scene.events]
    kinds = {kind: words for card in cards for kind, words in card.badges}
    distances = scene_distances(scene)
    is_card_opened = opened_stop is not None and opened_stop == scene.current_stop
    return render(
        "story.html",
        language,
        stop_address=stop_address,
        most_at_once=_MOST_CARDS,
        moment=moment_phrase(scene.moment, language),
        place=current_stop_label(scene, language),
        standing=_standing(scene, language),
        note=None if is_card_opened else stop_note(scene, language),
        media=() if is_card_opened else stop_media(scene, language),
        has_told=bool(cards or stop_note(scene, language)),
        distances=[
            translate(
                language,
                key,
                km=km_text(way.km, way.basis, language)
                if is_brief
                else distance_text(way, language),
            )
            for key, way in distances.items()
        ],
        distance_badge=_distance_badge(distances, language) if is_brief else None,
        measure="" if is_brief else measure_text(list(distances.values()), language),
        stop=None if opened_stop is None else _stop_card(scene.itinerary, opened_stop, language),
        cards=cards,
        badge_key=[
            (kind, words, translate(language, f"badge_{kind}_means".replace("-", "_")))
            for kind, words in kinds.items()
        ],
    )


def stop_card_html(itinerary: Itinerary, number: int, language: str) -> Markup:
    """Return the card of a stop, as it stands in the story when the stop is opened."""
    return render(
        "stop_card.html",
        language,
        stop=_stop_card(itinerary, number, language),
    )


def announcement_html(scene: Scene, language: str) -> Markup:
    """Return what screen readers announce at a step: date, place, number of events."""
    current = scene.current_stop
    told = [marked(moment_phrase(scene.moment, language), language)]
    if current is None:
        told.append(_standing(scene, language))
    else:
        told.append(marked(scene.journey.stops[current].name.in_language(language), language))
    told.append(escape(translate(language, "announcement_events", count=len(scene.events))))
    if scene.travelled.is_travel:
        told.append(
            escape(translate(language, "so_far", km=distance_text(scene.travelled, language)))
        )
    sentences = [
        words if words.striptags().endswith(".") else words + "." for words in told if words
    ]
    return Markup("<p>{}</p>").format(Markup(" ").join(sentences))


def _standing(scene: Scene, language: str) -> Markup:
    """Say where the journey stands when it is at no stop."""
    sentence = status(scene, language)
    return translate_marked(language, sentence.key, **sentence.phrases) if sentence else Markup()


def _distance_badge(distances: dict[str, Distance], language: str) -> Badge | None:
    """Return the badge for distances of which any is inferred."""
    if not any(way.basis == Basis.INFERRED for way in distances.values()):
        return None
    return badges(Basis.INFERRED, Certainty.CERTAIN, language)[0]


def _stop_card(itinerary: Itinerary, number: int, language: str) -> dict[str, Any]:
    journey = itinerary.journey
    stop = journey.stops[number]
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
        "media": media_of_stop(journey, number, language),
    }
