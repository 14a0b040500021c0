"""The story of one moment as HTML: its date and place, how far, and what happened or was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from routemap.date_words import date_phrase, event_date_phrase, moment_phrase
from routemap.figures import country_text, degrees_text, distance_text, km_text, mode_text
from routemap.journey import Basis, Certainty, Phrase
from routemap.scene import Measure
from routemap.timeline import MomentKind, State
from routemap.web.rendering import marked, render, say_marked
from routemap.words import say

if TYPE_CHECKING:
    from routemap.journey import Event, Journey, Reference, Stop
    from routemap.scene import Distance, Route, Scene

_QUOTATION_MARKS = {"en": "“{}”", "ko": "“{}”", "ru": "«{}»"}


STOP_ON_DASHBOARD, STOP_ON_PAGE = "?stop=", "#stop-"
"""What stands before a stop's id in a link to it: on the dashboard, on a page that holds it all."""


def story_html(
    scene: Scene,
    language: str,
    opened_stop: int | None = None,
    *,
    stop_address: str = STOP_ON_DASHBOARD,
    is_brief: bool = False,
) -> str:
    """Return the story of a scene; `opened_stop` is the number of the stop whose card is open.

    A brief one, for a wall, tells distances without how they were measured: the map and its notes
    say that.
    """
    cards = [_card(event, scene, language) for event in scene.events]
    kinds = {kind: words for card in cards for kind, words in card["badges"]}
    distances = _distances(scene)
    return render(
        "story.html",
        language,
        source_marks=say(language, "source_marks"),
        stop_address=stop_address,
        moment=moment_phrase(scene.moment, language),
        place=_place(scene, language),
        standing=_standing(scene, language),
        distances=[
            say(
                language,
                key,
                km=km_text(way.km, way.basis, language)
                if is_brief
                else distance_text(way, language),
            )
            for key, way in distances.items()
        ],
        distance_badge=_distance_badge(distances, language) if is_brief else None,
        measure="" if is_brief else _measure(list(distances.values()), language),
        stop=None if opened_stop is None else _stop_card(scene.route, opened_stop, language),
        cards=cards,
        badge_key=[
            (kind, words, say(language, f"badge_{kind}_means".replace("-", "_")))
            for kind, words in kinds.items()
        ],
    )


def stop_card_html(route: Route, number: int, language: str) -> str:
    """Return the card of a stop, as it stands in the story when the stop is opened."""
    return render(
        "stop_card.html",
        language,
        source_marks=say(language, "source_marks"),
        stop=_stop_card(route, number, language),
    )


def announcement_html(scene: Scene, language: str) -> str:
    """Return what a screen reader is told at a step: date, place, number of events."""
    current = scene.current_stop
    told = [marked(moment_phrase(scene.moment, language), language)]
    if current is None:
        told.append(_standing(scene, language))
    else:
        told.append(marked(scene.journey.stops[current].name.in_language(language), language))
    told.append(escape(say(language, "announcement_events", count=len(scene.events))))
    if scene.travelled.is_travel:
        told.append(escape(say(language, "so_far", km=distance_text(scene.travelled, language))))
    sentences = [
        words if words.striptags().endswith(".") else words + "." for words in told if words
    ]
    return str(Markup("<p>{}</p>").format(Markup(" ").join(sentences)))


def references(journey: Journey, ids: tuple[str, ...]) -> list[Reference]:
    """Return the sources with these ids, in their order."""
    return [journey.reference(reference_id) for reference_id in ids]


def stop_facts(route: Route, number: int, language: str) -> list[tuple[str, Phrase]]:
    """Return what is known of a stop, each as a name and a value, in words."""
    stop = route.journey.stops[number]
    facts = [
        ("arrival", arrival_phrase(stop, language)),
        ("departure", departure_phrase(stop, language)),
        ("position", Phrase(_position(stop, language), language)),
    ]
    if number > 0:
        way = route.leg_distances[number - 1]
        mode = mode_phrase(route, number, language)
        if mode:
            facts.append(("mode", mode))
        facts.append(("distance_from_previous", Phrase(distance_text(way, language), language)))
    return [(say(language, key), value) for key, value in facts]


def arrival_phrase(stop: Stop, language: str) -> Phrase:
    """Return when a stop was reached, in words; "not given" if the tables do not say."""
    if stop.arrival:
        return date_phrase(stop.arrival, stop.arrival_text, language)
    return stop.arrival_text.in_language(language) or Phrase(say(language, "not_given"), language)


def departure_phrase(stop: Stop, language: str) -> Phrase:
    """Return when a stop was left, in words; "not given" if the tables do not say."""
    if stop.departure:
        return date_phrase(stop.departure, stop.departure_text, language)
    return stop.departure_text.in_language(language) or Phrase(say(language, "not_given"), language)


def mode_phrase(route: Route, number: int, language: str) -> Phrase | None:
    """Return how a stop (not the first) was reached, and whether that is inferred.

    None for a stay: there was nothing to travel.
    """
    leg = route.journey.legs[number - 1]
    if not leg.mode and not route.leg_distances[number - 1].is_travel:
        return None
    if not leg.mode:
        return Phrase(say(language, "not_given"), language)
    words = mode_text(leg.mode, language)
    if leg.mode_basis == Basis.INFERRED:
        words = f"{words} ({say(language, 'inferred')})"
    return Phrase(words, language)


def _place(scene: Scene, language: str) -> dict[str, Any] | None:
    number = scene.current_stop
    if number is None:
        return None
    stop = scene.journey.stops[number]
    return {
        "id": stop.id,
        "number": number + 1,
        "state": State.CURRENT.value,
        "name": stop.name.in_language(language),
        "local": local_name(stop, language),
        "country": country_text(stop.country, language),
    }


def local_name(stop: Stop, language: str) -> Phrase | None:
    """Return the local name unless it is the one shown anyway."""
    shown = stop.name.in_language(language).text
    return stop.name_local if stop.name_local and stop.name_local.text != shown else None


def _standing(scene: Scene, language: str) -> Markup:
    """Say where the journey stands when it is at no stop."""
    if scene.current_stop is not None:
        return Markup()
    leg = scene.current_leg
    if leg is not None:
        start, end = (
            stop.name.in_language(language) for stop in scene.journey.stops[leg : leg + 2]
        )
        if not scene.route.leg_distances[leg].is_travel:
            return say_marked(language, "staying", place=start)
        return say_marked(language, "on_the_way", start=start, end=end)
    if scene.stop_state(0) == State.AHEAD:
        return escape(say(language, "not_begun"))
    if scene.moment.kind == MomentKind.AFTER and not scene.moment.has_stops:
        return escape(say(language, "journey_over"))
    return Markup()


def _measure(distances: list[Distance], language: str) -> str:
    """Say in a sentence what the distances were measured along."""
    measures = {distance.measure for distance in distances}
    if not measures:
        return ""
    if measures == {Measure.WAY} and all(distance.is_shortest for distance in distances):
        return say(language, "measure_shortest")
    measure = measures.pop() if len(measures) == 1 else Measure.MIXED
    return say(language, f"measure_{measure}")


def _distances(scene: Scene) -> dict[str, Distance]:
    """Return the distances there are to tell, by the words they are told with."""
    found = {"so_far": scene.travelled, "ahead": scene.ahead}
    return {key: way for key, way in found.items() if way.is_travel}


def _distance_badge(distances: dict[str, Distance], language: str) -> tuple[str, str] | None:
    """Return the mark of distances of which one is inferred."""
    if not any(way.basis == Basis.INFERRED for way in distances.values()):
        return None
    return _badges(Basis.INFERRED, Certainty.CERTAIN, language)[0]


def _position(stop: Stop, language: str) -> str:
    latitude, longitude = (degrees_text(degrees, language) for degrees in stop.position)
    if stop.accuracy_km is None:
        return f"{latitude}, {longitude}"
    within = km_text(stop.accuracy_km, Basis.REPORTED, language)
    return say(language, "position_within", latitude=latitude, longitude=longitude, km=within)


def _stop_card(route: Route, number: int, language: str) -> dict[str, Any]:
    journey = route.journey
    stop = journey.stops[number]
    way_there = journey.legs[number - 1] if number > 0 else None
    ids = dict.fromkeys((*stop.references, *(way_there.references if way_there else ())))
    return {
        "number": number + 1,
        "name": stop.name.in_language(language),
        "note": stop.note.in_language(language),
        "facts": stop_facts(route, number, language),
        "way_note": way_there.note.in_language(language) if way_there else None,
        "badges": _badges(Basis.REPORTED, stop.certainty, language),
        "references": references(journey, tuple(ids)),
    }


def _card(event: Event, scene: Scene, language: str) -> dict[str, Any]:
    journey = scene.journey
    date = event_date_phrase(event, language)
    number = scene.route.stop_number(event.stop) if event.stop else None
    elsewhere = number is not None and number != scene.current_stop
    quote = event.quote.in_language(language)
    marks = _QUOTATION_MARKS.get(quote.language, "“{}”")
    return {
        "headline": event.headline.in_language(language),
        "date": date if date.text != moment_phrase(scene.moment, language).text else None,
        "place": _named(journey.stops[number], language)
        if elsewhere and number is not None
        else None,
        "text": event.text.in_language(language),
        "quote": Phrase(marks.format(quote.text), quote.language) if quote else None,
        "speaker": event.speaker.in_language(language),
        "badges": _badges(event.basis, event.certainty, language),
        "references": references(journey, event.references),
    }


def _named(stop: Stop, language: str) -> dict[str, Any]:
    return {"id": stop.id, "name": stop.name.in_language(language)}


def _badges(basis: Basis, certainty: Certainty, language: str) -> list[tuple[str, str]]:
    """Return how a statement is marked: what is uncertain is a guess that a source reports."""
    kinds = {Certainty.UNCERTAIN: ["speculation"], Certainty.LESS_CERTAIN: ["less-certain"]}
    found = kinds.get(certainty, [])
    if basis == Basis.INFERRED or not found:
        found = [basis.value, *found]
    return [(kind, say(language, f"badge_{kind}".replace("-", "_"))) for kind in found]
