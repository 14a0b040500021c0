"""Several travellers in the words about a picture: who travels, and who is where at a moment."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from routemap.i18n.catalog import translate
from routemap.i18n.numbers import listed
from routemap.model.itinerary import Scene
from routemap.model.tracks import Whereabouts

_BETWEEN = "; "


def names_in_words(scene: Scene, language: str, most_letters: int) -> str:
    """Return who travels, each with the letter of the marks: "Ann (A), Ben (B) and 3 more"."""
    tracks = scene.itinerary.tracks
    named = [f"{each.name.in_language(language).text} ({each.letter})" for each in tracks]
    return fitting(named, language, most_letters, between=", ")


def ways(scene: Scene, language: str) -> list[str]:
    """Return of each traveller how many stops it has, and from where to where."""
    stops, itinerary = scene.journey.stops, scene.itinerary

    def place(stop: int) -> str:
        return stops[stop].name.in_language(language).text

    return [
        translate(
            language,
            "alt_way",
            who=track.name.in_language(language).text,
            number=len(track.stops),
            first=place(track.stops[0]),
            last=place(track.stops[-1]),
        )
        for track in itinerary.tracks
    ]


def whereabouts(scene: Scene, language: str, seen: Container[int]) -> list[str]:
    """Return who is where at a moment, first the one whom it is about, those together as one.

    Nobody who has not set out, or has arrived for good, or is at none of the stops that are seen
    and between none of them.
    """
    groups = {each.track.number: group for group in scene.together for each in group}
    order = sorted(
        scene.whereabouts, key=lambda each: each.track.number != scene.focus.track.number
    )
    told = dict.fromkeys(groups.get(each.track.number, (each,)) for each in order)
    shown = (group for group in told if _is_seen(scene, group[0], seen))
    return [words for group in shown for words in _where(scene, group, language)]


def _is_seen(scene: Scene, each: Whereabouts, seen: Container[int]) -> bool:
    if each.leg is None:
        return each.stop in seen
    return any(stop in seen for stop in scene.itinerary.leg_ends(each.leg))


def _where(scene: Scene, group: Sequence[Whereabouts], language: str) -> Iterator[str]:
    each, stops = group[0], scene.journey.stops
    who = listed([one.track.name.in_language(language).text for one in group], language)
    if each.stop is not None:
        key = "who_together" if len(group) > 1 else "who_at"
        yield translate(
            language, key, who=who, place=stops[each.stop].name.in_language(language).text
        )
    elif each.leg is not None:
        start, end = (
            stops[stop].name.in_language(language).text
            for stop in scene.itinerary.leg_ends(each.leg)
        )
        key = "who_on_the_way" if scene.itinerary.leg_distances[each.leg].is_travel else "who_at"
        yield translate(language, key, who=who, start=start, end=end, place=start)


def fitting(parts: Sequence[str], language: str, most_letters: int, between: str = _BETWEEN) -> str:
    """Return as many parts as so many letters hold, one at least, and how many there are more."""
    text = ""
    for kept, part in enumerate(parts, start=1):
        longer = f"{text}{between}{part}" if text else part
        more = len(parts) - kept
        ending = f" {translate(language, 'left_out_more', number=more)}" if more else ""
        if kept > 1 and len(longer) + len(ending) > most_letters:
            return f"{text} {translate(language, 'left_out_more', number=more + 1)}"
        text = longer
    return text
