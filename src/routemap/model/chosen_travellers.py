"""The journey of some of its travellers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.journey import AbsentTraveller, Event, Journey, LessonItem
from routemap.model.timeline import build_timeline
from routemap.model.tracks import tracks_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def itinerary_of(itinerary: Itinerary, chosen: Collection[str]) -> Itinerary:
    """Return the itinerary of the travellers with these ids; itself if they are all of them."""
    ids = frozenset(chosen)
    if all(track.traveller and track.traveller.id in ids for track in itinerary.tracks):
        return itinerary
    return build_itinerary(journey_of(itinerary.journey, ids))


def journey_of(journey: Journey, chosen: Collection[str]) -> Journey:
    """Return a journey with the stops, legs, events, media and lesson of some travellers alone.

    What is of nobody in particular stays. The others are `absent`, so that letters and looks of
    those who stay are what they were.

    Parameters
    ----------
    chosen
        Ids of travellers who have a stop, one at least.
    """
    tracks = tracks_of(journey)
    kept = [track for track in tracks if track.traveller and track.traveller.id in chosen]
    left = [track for track in tracks if track not in kept]
    absent = tuple(AbsentTraveller(each.number, each.name) for each in left)
    absent_ids = {each.traveller.id for each in left if each.traveller}
    stops = tuple(
        stop for track in kept for stop in journey.stops[track.stops.start : track.stops.stop]
    )
    places = {stop.id for stop in stops}
    events = tuple(_events(journey, places, chosen))
    told = {event.id for event in events}
    some = replace(
        journey,
        travellers=tuple(each for each in journey.travellers if each.id not in absent_ids),
        stops=stops,
        legs=tuple(
            leg for track in kept for leg in journey.legs[track.legs.start : track.legs.stop]
        ),
        events=events,
        media=tuple(
            item
            for item in journey.media
            if (not item.event or item.event in told) and (not item.stop or item.stop in places)
        ),
        absent=(*journey.absent, *absent),
    )
    return replace(some, lesson=tuple(_lesson(some))) if some.lesson else some


def _events(journey: Journey, places: Collection[str], chosen: Collection[str]) -> Iterator[Event]:
    """Yield the events of the chosen, and of nobody; none is at a stop that is left out."""
    for event in journey.events:
        is_there = not event.stop or event.stop in places
        if event.who:
            if not set(event.who).isdisjoint(chosen):
                who = tuple(each for each in event.who if each in chosen)
                yield replace(event, who=who, stop=event.stop if is_there else "")
        elif is_there:
            yield event


def _lesson(some: Journey) -> Iterator[LessonItem]:
    """Yield what the lesson has of the whole journey, and of those moments that are still there.

    Where fewer stops are reached on a date, it alone may be the moment of one of them.
    """
    timeline = build_timeline(some)
    for item in some.lesson:
        date = item.moment.partition("@")[0]
        known = (each for each in (item.moment, date) if timeline.first(each) is not None)
        moment = next(known, "")
        if moment or not item.moment:
            yield replace(item, moment=moment)
