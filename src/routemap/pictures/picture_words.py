"""What a picture says of itself: title, subtitle, sources and author, or words of its own."""

from __future__ import annotations

from itertools import groupby

from routemap.i18n.catalog import translate, truncated
from routemap.i18n.dates import moment_heading
from routemap.model.itinerary import Scene
from routemap.pictures.close_ups import stops_in
from routemap.pictures.options import CloseUp, PictureOptions
from routemap.pictures.traveller_words import fitting, whereabouts

_WHERE_LETTERS, _LEAST_RUN, _SOURCE_LETTERS = 160, 3, 200


def title(scene: Scene, options: PictureOptions) -> str:
    """Return the journey's title, or the picture's own."""
    return options.words.title or scene.journey.title.in_language(options.language).text


def subtitle(scene: Scene, options: PictureOptions) -> str:
    """Return the moment and its stop, or who is where; of the whole journey its own subtitle.

    A picture of a part says which part that is, unless the stop of the moment lies in it.
    """
    language = options.language
    if options.words.subtitle:
        return options.words.subtitle
    part = part_shown(scene, options)
    if scene.is_over:
        whole = scene.journey.subtitle.in_language(language).text
        return whole if part is None else part
    where = where_shown(scene, options, _WHERE_LETTERS) or part
    when = moment_heading(scene.moment, language).text
    return f"{when}: {where}" if where else when


def part_shown(scene: Scene, options: PictureOptions) -> str | None:
    """Return in words which part of a map is shown, "" if no stop lies in it; None of the whole.

    The whole is what shows all stops.
    """
    area, language, stops = options.area, options.language, scene.journey.stops
    seen = stops_in(area, scene.itinerary)
    if len(seen) == len(stops):
        return None
    if isinstance(area, CloseUp):
        place = stops[area.stop].name.in_language(language).text
        return translate(language, "close_up_of", place=place)
    names = dict.fromkeys(stops[number].name.in_language(language).text for number in seen)
    return fitting([*names], language, _WHERE_LETTERS, between=", ")


def where_shown(scene: Scene, options: PictureOptions, most_letters: int) -> str:
    """Return the stop of a moment, or who is where, as far as that is shown; "" if nobody is."""
    seen = stops_in(options.area, scene.itinerary)
    if scene.itinerary.is_shared:
        told = whereabouts(scene, options.language, seen)
        return fitting(told, options.language, most_letters)
    stop = scene.current_stop
    if stop is None or stop not in seen:
        return ""
    return scene.journey.stops[stop].name.in_language(options.language).text


def author(scene: Scene, options: PictureOptions) -> str:
    """Return who made the map."""
    return options.words.credit or scene.journey.credit.in_language(options.language).text


def source_line(scene: Scene, options: PictureOptions) -> str:
    """Return the line on the picture: "Source: " and the sources, "" if there are none."""
    sources = sources_shown(scene, options)
    return translate(options.language, "source_line", sources=sources) if sources else ""


def sources_shown(scene: Scene, options: PictureOptions) -> str:
    """Return what is shown is told from, without a label: the report and its marks, else citations.

    Marks alone would say nothing beside a picture, which has no list of sources.
    """
    if options.words.source:
        return options.words.source
    journey, language = scene.journey, options.language
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
