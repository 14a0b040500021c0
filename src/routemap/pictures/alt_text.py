"""A picture in words: alt text, long description, caption, sources."""

from __future__ import annotations

from itertools import groupby

from routemap.declutter import is_long
from routemap.i18n.catalog import ended, translate, truncated
from routemap.i18n.dates import Length, moment_heading, moment_label, stop_date
from routemap.i18n.numbers import distance_text
from routemap.model.itinerary import Scene
from routemap.model.journey import Basis
from routemap.pictures.traveller_words import fitting, names_in_words, ways, whereabouts

_ALT_LETTERS, _LEAST_RUN = 250, 3
_SOURCE_LETTERS, _NAMES_LETTERS = 200, 200


def alt_text(scene: Scene, language: str) -> str:
    """Return one sentence for readers who do not see the picture, 250 letters at most."""
    if scene.itinerary.is_shared:
        return _of_several(scene, language)
    stops, at = scene.journey.stops, scene.current_stop
    title = scene.journey.title.in_language(language).text
    first, last = (stop.name.in_language(language).text for stop in (stops[0], stops[-1]))
    text = translate(language, "alt_map", title=title, first=first, last=last, number=len(stops))
    if not scene.is_over:
        told = moment_heading(scene.moment, language).text
        if at is not None:
            told += f": {stops[at].name.in_language(language).text}"
        text += f" {ended(told)}"
    return truncated(text, _ALT_LETTERS)


def _of_several(scene: Scene, language: str) -> str:
    """Return the alt text of several travellers: at a moment where they are is told first.

    So much of the ways is told as has room; without any, the names alone.
    """
    title = scene.journey.title.in_language(language).text
    moment = ""
    if not scene.is_over:
        moment = moment_heading(scene.moment, language).text
        where = fitting(whereabouts(scene, language), language, _ALT_LETTERS // 2)
        moment = f" {ended(f'{moment}: {where}' if where else moment)}"
    told = ways(scene, language)
    who = names_in_words(scene, language, _ALT_LETTERS // 2)
    for words in ("; ".join(told), fitting(told, language, _ALT_LETTERS // 2), who):
        text = translate(
            language, "alt_map_of", title=title, number=len(scene.journey.stops), travellers=words
        )
        text += moment
        if len(text) <= _ALT_LETTERS:
            break
    return truncated(text, _ALT_LETTERS)


def description(scene: Scene, language: str) -> str:
    """Return the whole route in words: each stop with its date, each leg with its length.

    A long journey has its whole length alone: nobody listens to a thousand stops, and tables have
    them.
    """
    parts = [alt_text(scene, language)]
    journey = scene.journey
    itinerary = scene.itinerary
    if is_long(journey):
        for track in itinerary.tracks:
            length = itinerary.length_of(track)
            if length.is_travel:
                told = distance_text(length, language)
                if itinerary.is_shared:
                    who = track.name.in_language(language).text
                    told = translate(language, "told_of", who=who, told=told)
                parts.append(ended(told))
        return " ".join(parts)
    for number, stop in enumerate(journey.stops):
        date = stop_date(stop, language, Length.LONG).text
        name = stop.name.in_language(language).text
        if itinerary.is_shared and itinerary.leg_to(number) is None:
            parts.append(ended(itinerary.track_of(number).name.in_language(language).text))
        parts.append(ended(f"{itinerary.mark(number)} {name}{', ' if date else ''}{date}"))
        leg = itinerary.leg_from(number)
        if leg is not None:
            parts.append(ended(distance_text(itinerary.leg_distances[leg], language)))
    return " ".join(parts)


def caption(scene: Scene, language: str) -> str:
    """Return the caption for print: title, moment, who travels, and whether legs are inferred.

    Of one traveller it names nobody.
    """
    journey = scene.journey
    title = journey.title.in_language(language).text
    subtitle = journey.subtitle.in_language(language).text
    when = subtitle if scene.is_over else moment_label(scene.moment, language).text
    text = ended(f"{title}: {when}" if when else title)
    if scene.itinerary.is_shared:
        text += f" {ended(names_in_words(scene, language, _NAMES_LETTERS))}"
    if any(leg.basis == Basis.INFERRED for leg in journey.legs):
        text += f" {translate(language, 'caption_inferred')}"
    return text


def source_line(scene: Scene, language: str) -> str:
    """Return the line on the picture: "Source: " and the sources, "" if there are none."""
    sources = sources_shown(scene, language)
    return translate(language, "source_line", sources=sources) if sources else ""


def sources_shown(scene: Scene, language: str) -> str:
    """Return what is shown is told from, without a label: the report and its marks, else citations.

    Marks alone would say nothing beside a picture, which has no list of sources.
    """
    journey = scene.journey
    events = journey.events if scene.is_over else scene.events
    used = {mark for event in events for mark in event.references}
    used |= {mark for stop in journey.stops for mark in stop.references}
    cited = [reference for reference in journey.references if reference.id in used]
    title = journey.report_title.in_language(language).text
    if not title:
        citations = dict.fromkeys(each.citation.rstrip(".") for each in cited if each.citation)
        return truncated("; ".join(citations), _SOURCE_LETTERS)
    marks = [int(reference.id) for reference in cited if reference.is_citation_mark]
    return ", ".join((title, *_runs(marks)))


def _runs(marks: list[int]) -> list[str]:
    """Write three and more neighbouring marks as one run: [3], [11]–[16]."""
    parts: list[str] = []
    for _, group in groupby(enumerate(sorted(marks)), key=lambda pair: pair[1] - pair[0]):
        run = [f"[{mark}]" for _, mark in group]
        parts += run if len(run) < _LEAST_RUN else [f"{run[0]}–{run[-1]}"]
    return parts
