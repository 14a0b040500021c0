"""What a film shows, in order and for how long: moments, and the transitions between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from routemap.exports.selection import Selection
from routemap.exports.transition import Transition, transition_between
from routemap.i18n.catalog import translate
from routemap.i18n.credits import map_credits
from routemap.i18n.dates import interval_phrase, moment_heading
from routemap.i18n.narrative import label_of_place, status
from routemap.i18n.numbers import listed
from routemap.i18n.story_parts import story_parts
from routemap.model.itinerary import Itinerary, Scene
from routemap.model.journey import Basis, Phrase

FRAMES_A_SECOND = 20
_TITLE_S, _SOURCES_S = 2.0, 2.5
# Of a moment: at least, and for each headline to be read.
_MOMENT_S, _HEADLINE_S = 1.0, 0.9
_TRANSITION_S = 2.0
# A longer film has its shots shortened, down to a few frames each.
_LONGEST_S, _SHORTEST_SHOT_S = 240.0, 0.15


class Shape(StrEnum):
    """A film's shape: for a wall, or for a phone."""

    WIDE = "wide"
    TALL = "tall"


@dataclass(frozen=True, slots=True)
class Shot:
    """One stretch of a film.

    `scene` is what its map shows. In a transition the travelled line grows from that to what
    `grown` shows; elsewhere `grown` is None and nothing moves. `heading` is the date that is burnt
    in, with `captions` beneath it.
    """

    seconds: float
    scene: Scene
    heading: Phrase
    captions: tuple[Phrase, ...]
    place: Phrase | None = None
    grown: Transition | None = None

    @property
    def frame_count(self) -> int:
        """Return how many frames it is shown."""
        return max(1, round(self.seconds * FRAMES_A_SECOND))


def film_script(told: Selection, language: str) -> tuple[Shot, ...]:
    """Return the shots of a film."""
    end = _end(told.itinerary, language)
    shots = [_title(told, language), *_journey(told, language), end]
    share = min(1.0, _LONGEST_S / sum(shot.seconds for shot in shots))
    return tuple(
        replace(shot, seconds=max(shot.seconds * share, _SHORTEST_SHOT_S)) for shot in shots
    )


def _title(told: Selection, language: str) -> Shot:
    journey = told.itinerary.journey
    captions = (journey.subtitle.in_language(language), Phrase(told.rule(language), language))
    return Shot(
        _TITLE_S,
        told.itinerary.scene(0),
        journey.title.in_language(language),
        tuple(filter(None, captions)),
    )


def _journey(told: Selection, language: str) -> Iterator[Shot]:
    ends = (*told.moments[1:], None)
    for scene, until in zip(told.scenes, ends, strict=True):
        yield _moment(scene, language)
        transition = None if until is None else transition_between(scene, until)
        if transition:
            yield _transition(transition, language)


def _moment(scene: Scene, language: str) -> Shot:
    headlines = tuple(event.headline.in_language(language) for event in scene.events)
    news = [each for part in story_parts(scene) for each in part.places]
    labels = (label_of_place(scene, each, language) for each in news)
    places = [label.numbered for label in labels if label]
    sentences = (status(scene, each, language) for each in news)
    texts = dict.fromkeys(each.text(language) for each in sentences if each)
    where = tuple(Phrase(text, language) for text in texts)
    return Shot(
        _MOMENT_S + _HEADLINE_S * max(len(headlines), 1),
        scene,
        moment_heading(scene.moment, language),
        headlines or where,
        place=Phrase(" · ".join(place.text for place in places), places[0].language)
        if places
        else None,
    )


def _transition(transition: Transition, language: str) -> Shot:
    moments = transition.itinerary.timeline.moments
    return Shot(
        _TRANSITION_S,
        transition,
        interval_phrase(moments[transition.number], moments[transition.until], language),
        tuple(Phrase(text, language) for text in _ways(transition, language)),
        grown=replace(transition, is_done=True),
    )


def _ways(transition: Transition, language: str) -> Iterator[str]:
    """Yield how the ways are known; of several travellers, of whom that is said.

    Those who stay, or are not on their way yet, are where they were reported.
    """
    itinerary = transition.itinerary
    whose: dict[str, list[str]] = {}
    for legs in transition.legs_of_each:
        bases = {itinerary.journey.legs[leg].basis for leg in legs}
        key = "film_way_inferred" if Basis.INFERRED in bases else "film_way_reported"
        (start, _) = itinerary.leg_ends(legs[0])
        who = itinerary.track_of(start).name.in_language(language).text
        whose.setdefault(key, []).append(who)
    for key, names in whose.items():
        told = translate(language, key)
        if itinerary.is_shared:
            told = translate(language, "told_of", who=listed(names, language), told=told)
        yield told


def _end(itinerary: Itinerary, language: str) -> Shot:
    journey, overview = itinerary.journey, itinerary.overview()
    lines = [
        journey.report_title.in_language(language),
        journey.credit.in_language(language),
        *(Phrase(credit, language) for credit in map_credits(overview, language)),
    ]
    return Shot(
        _SOURCES_S,
        overview,
        Phrase(translate(language, "sources"), language),
        tuple(phrase for phrase in lines if phrase),
    )
