"""What a film shows, in order and for how long: moments, and the passages between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routemap.exports.transition import Passage, passage_after
from routemap.i18n.catalog import translate
from routemap.i18n.credits import map_credits
from routemap.i18n.dates import interval_phrase, moment_heading
from routemap.i18n.narrative import place_now, standing
from routemap.model.journey import Basis, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routemap.model.itinerary import Itinerary, Scene

FRAMES_A_SECOND = 20
_TITLE_S, _SOURCES_S = 2.0, 2.5
# Of a moment: at least, and for each headline that is to be read.
_MOMENT_S, _HEADLINE_S = 1.0, 0.9
_PASSAGE_S = 2.0
# A film is no longer than this: with more moments, each has less time, down to a few frames.
_LONGEST_S, _SHORTEST_SHOT_S = 240.0, 0.15


@dataclass(frozen=True, slots=True)
class Shot:
    """One stretch of a film.

    `scene` is what its map shows. A passage grows from that to what `grown` shows, which is None
    where nothing moves. `heading` is the date that is burnt in, `captions` stand beneath it.
    """

    seconds: float
    scene: Scene
    heading: Phrase
    captions: tuple[Phrase, ...]
    place: Phrase | None = None
    grown: Passage | None = None


def film_script(itinerary: Itinerary, language: str) -> tuple[Shot, ...]:
    """Return the shots of a film."""
    shots = [_title(itinerary, language), *_journey(itinerary, language), _end(itinerary, language)]
    share = min(1.0, _LONGEST_S / sum(shot.seconds for shot in shots))
    return tuple(
        replace(shot, seconds=max(shot.seconds * share, _SHORTEST_SHOT_S)) for shot in shots
    )


def _title(itinerary: Itinerary, language: str) -> Shot:
    journey = itinerary.journey
    subtitle = journey.subtitle.in_language(language)
    return Shot(
        _TITLE_S,
        itinerary.scene(0),
        journey.title.in_language(language),
        (subtitle,) if subtitle else (),
    )


def _journey(itinerary: Itinerary, language: str) -> Iterator[Shot]:
    for number in range(len(itinerary.timeline.moments)):
        scene = itinerary.scene(number)
        yield _moment(scene, language)
        passage = passage_after(scene)
        if passage:
            yield _passage(passage, language)


def _moment(scene: Scene, language: str) -> Shot:
    headlines = tuple(event.headline.in_language(language) for event in scene.events)
    place = place_now(scene, language)
    sentence = standing(scene, language)
    told = (Phrase(sentence.text(language), language),) if sentence and not headlines else ()
    return Shot(
        _MOMENT_S + _HEADLINE_S * max(len(headlines), 1),
        scene,
        moment_heading(scene.moment, language),
        headlines or told,
        place=Phrase(f"{place.number} {place.name.text}", place.name.language) if place else None,
    )


def _passage(passage: Passage, language: str) -> Shot:
    journey, moments = passage.journey, passage.itinerary.timeline.moments
    bases = {journey.legs[leg].basis for leg in passage.legs}
    key = "film_way_inferred" if Basis.INFERRED in bases else "film_way_reported"
    return Shot(
        _PASSAGE_S,
        passage,
        interval_phrase(moments[passage.number], moments[passage.number + 1], language),
        (Phrase(translate(language, key), language),),
        grown=replace(passage, is_done=True),
    )


def _end(itinerary: Itinerary, language: str) -> Shot:
    journey, overview = itinerary.journey, itinerary.overview()
    told = [
        journey.report_title.in_language(language),
        journey.credit.in_language(language),
        *(Phrase(credit, language) for credit in map_credits(overview, language)),
    ]
    return Shot(
        _SOURCES_S,
        overview,
        Phrase(translate(language, "sources"), language),
        tuple(phrase for phrase in told if phrase),
    )
