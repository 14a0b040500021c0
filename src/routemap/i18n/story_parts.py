"""What a moment tells, traveller by traveller: the parts of its story."""

from __future__ import annotations

from dataclasses import dataclass

from routemap.i18n.catalog import translate
from routemap.i18n.numbers import listed
from routemap.model.itinerary import Scene
from routemap.model.journey import Event, Phrase
from routemap.model.tracks import Progress, Whereabouts


@dataclass(frozen=True, slots=True)
class Part:
    """What a moment tells of one traveller, of several, or of nobody in particular.

    `of` is where they are, in the order of the tracks; `are_together` says that this is one place.
    """

    of: tuple[Whereabouts, ...]
    events: tuple[Event, ...]
    are_together: bool = False

    @property
    def places(self) -> tuple[Whereabouts, ...]:
        """Return those whose place is told: of several at one place, or at none, the first."""
        if self.are_together:
            return self.of[:1]
        told: dict[int | Progress, Whereabouts] = {}
        for each in self.of:  # of all who are nowhere yet the same would be said
            is_nowhere = each.stop is None and each.leg is None
            told.setdefault(each.progress if is_nowhere else each.track.number, each)
        return tuple(told.values())


def story_parts(scene: Scene) -> tuple[Part, ...]:
    """Return the parts of a scene's story; the only one where one travels alone.

    Of several travellers each has one who reaches a stop, sets out or does something; so have those
    who are at one place, if any of them has, and what is told of several or of nobody.
    """
    if not scene.itinerary.is_shared:
        return (Part((scene.focus,), scene.events),)
    groups = {number: group for group in scene.together for number in _numbers(group)}
    events: dict[tuple[int, ...], list[Event]] = {}
    for each in scene.whereabouts:
        if _has_news(scene, each):
            events.setdefault(_numbers(groups.get(each.track.number, (each,))), [])
    for event in scene.events:
        who = who_of(scene, event)
        group = _numbers(groups.get(who[0], ())) if who else ()
        events.setdefault(group if set(who) <= set(group) else who, []).append(event)
    together = {_numbers(group) for group in groups.values()}
    places = {each.track.number: each for each in scene.whereabouts}
    return tuple(
        Part(
            tuple(places[number] for number in numbers),
            tuple(told),
            are_together=numbers in together,
        )
        for numbers, told in sorted(events.items(), key=lambda part: (not part[0], part[0]))
    )


def elsewhere(scene: Scene, parts: tuple[Part, ...]) -> tuple[Whereabouts, ...]:
    """Return where those are of whom no part tells; nobody who has not begun."""
    told = {number for part in parts for number in _numbers(part.of)}
    return tuple(
        each
        for each in scene.whereabouts
        if each.track.number not in told and each.progress != Progress.NOT_BEGUN
    )


def who_of(scene: Scene, event: Event) -> tuple[int, ...]:
    """Return the travellers of an event, by the numbers of their tracks; else that of its stop."""
    itinerary = scene.itinerary
    if event.who:
        return tuple(
            track.number
            for track in itinerary.tracks
            if track.traveller and track.traveller.id in event.who
        )
    stop = itinerary.stop_number(event.stop) if event.stop else None
    return () if stop is None else (itinerary.track_of(stop).number,)


def heading(part: Part, language: str) -> Phrase:
    """Return whom a part is about, empty if that is nobody in particular."""
    names = [each.track.name.in_language(language) for each in part.of]
    if not names:
        return Phrase("", language)
    words = listed([name.text for name in names], language)
    if part.are_together:
        return Phrase(translate(language, "together", names=words), language)
    return Phrase(words, names[0].language if len(names) == 1 else language)


def told_of(each: Whereabouts | None, told: str, language: str) -> str:
    """Return a sentence behind the name of the traveller that it is about, if that is given."""
    if each is None:
        return told
    who = each.track.name.in_language(language).text
    return translate(language, "told_of", who=who, told=told)


def _numbers(group: tuple[Whereabouts, ...]) -> tuple[int, ...]:
    return tuple(each.track.number for each in group)


def _has_news(scene: Scene, each: Whereabouts) -> bool:
    """Tell whether a traveller reaches a stop at a moment, or sets out from one."""
    if each.progress == Progress.NOT_BEGUN:
        return False
    itinerary = scene.itinerary
    has_arrived = itinerary.begins[each.reached] == scene.number
    return has_arrived or itinerary.timeline.stop_spans[each.reached].end == scene.number
