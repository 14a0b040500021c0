"""A picture in words: alt text, long description, caption, sources."""

from __future__ import annotations

from routemap.declutter import is_long
from routemap.i18n.catalog import ended, translate, truncated
from routemap.i18n.dates import Length, moment_heading, moment_label, stop_date
from routemap.i18n.numbers import distance_text
from routemap.model.itinerary import Scene
from routemap.model.journey import Basis
from routemap.pictures.close_ups import stops_in
from routemap.pictures.options import PictureOptions
from routemap.pictures.picture_words import part_shown, subtitle, title, where_shown
from routemap.pictures.traveller_words import fitting, names_in_words, ways

_ALT_LETTERS, _NAMES_LETTERS = 250, 200


def alt_text(scene: Scene, options: PictureOptions) -> str:
    """Return one sentence for readers who do not see the picture, 250 letters at most.

    At a moment it says where that is. Of several travellers so much of the ways is told as has
    room; without any, the names alone.
    """
    language = options.language
    if options.bare:
        return translate(language, f"bare_{options.bare}_alt", title=title(scene, options))
    moment = _moment(scene, options)
    told = [""]
    if scene.itinerary.is_shared and part_shown(scene, options) is None:
        each = ways(scene, language)
        who = names_in_words(scene, language, _ALT_LETTERS // 2)
        told = ["; ".join(each), fitting(each, language, _ALT_LETTERS // 2), who]
    for travellers in told:
        text = _map(scene, options, travellers) + moment
        if len(text) <= _ALT_LETTERS:
            break
    return truncated(text, _ALT_LETTERS)


def _map(scene: Scene, options: PictureOptions, travellers: str) -> str:
    """Return what the map is of: all stops, or a part of it."""
    language, stops = options.language, scene.journey.stops
    name, part = title(scene, options), part_shown(scene, options)
    if part:
        return translate(language, "alt_part", part=part, title=name)
    if part is not None:
        return translate(language, "alt_part_unnamed", title=name)
    number = len(stops)
    if travellers:
        return translate(language, "alt_map_of", title=name, number=number, travellers=travellers)
    first, last = (stop.name.in_language(language).text for stop in (stops[0], stops[-1]))
    return translate(language, "alt_map", title=name, first=first, last=last, number=number)


def _moment(scene: Scene, options: PictureOptions) -> str:
    """Return the moment and where it is, as a sentence to add; "" of the whole journey."""
    if scene.is_over:
        return ""
    when = moment_heading(scene.moment, options.language).text
    where = where_shown(scene, options, _ALT_LETTERS // 2)
    return f" {ended(f'{when}: {where}' if where else when)}"


def description(scene: Scene, options: PictureOptions) -> str:
    """Return what is shown of the route in words: each stop with its date, each leg's length.

    Behind them stand the author's annotations, of a part of the map none. A bare picture shows
    nothing of all that: its alt text says what it is.
    A long journey has its whole length alone: nobody listens to a thousand stops, and tables have
    them.
    """
    language, parts = options.language, [alt_text(scene, options)]
    if options.bare:
        return parts[0]
    journey, itinerary = scene.journey, scene.itinerary
    seen = stops_in(options.area, itinerary)
    if is_long(journey):
        if len(seen) < len(journey.stops):
            return parts[0]
        for track in itinerary.tracks:
            length = itinerary.length_of(track)
            if length.is_travel:
                told = distance_text(length, language)
                if itinerary.is_shared:
                    who = track.name.in_language(language).text
                    told = translate(language, "told_of", who=who, told=told)
                parts.append(ended(told))
        return " ".join((*parts, *_annotations(scene, options)))
    for number in seen:
        stop = journey.stops[number]
        date = stop_date(stop, language, Length.LONG).text
        name = stop.name.in_language(language).text
        if itinerary.is_shared and itinerary.leg_to(number) is None:
            parts.append(ended(itinerary.track_of(number).name.in_language(language).text))
        parts.append(ended(f"{itinerary.mark(number)} {name}{', ' if date else ''}{date}"))
        leg = itinerary.leg_from(number)
        if leg is not None and number + 1 in seen:
            parts.append(ended(distance_text(itinerary.leg_distances[leg], language)))
    return " ".join((*parts, *_annotations(scene, options)))


def _annotations(scene: Scene, options: PictureOptions) -> list[str]:
    """Return what stands on the map in the author's own words; of a part nobody knows what."""
    every = scene.journey.annotations
    texts = (every[number].text.in_language(options.language).text for number in scene.annotations)
    return [] if options.area else [ended(text) for text in texts]


def caption(scene: Scene, options: PictureOptions) -> str:
    """Return the caption for print: title, moment, who travels, and whether legs are inferred.

    That of a bare picture is its alt text. Of one traveller it names nobody. A part of the map is
    named before the moment; a subtitle of the picture's own stands in the place of both.
    """
    if options.bare:
        return alt_text(scene, options)
    journey, language = scene.journey, options.language
    part = part_shown(scene, options)
    if options.words.subtitle or (scene.is_over and part is None):
        when = subtitle(scene, options)
    else:
        moment = "" if scene.is_over else moment_label(scene.moment, language).text
        when = ", ".join(filter(None, (part, moment)))
    name = title(scene, options)
    text = ended(f"{name}: {when}" if when else name)
    if scene.itinerary.is_shared:
        text += f" {ended(names_in_words(scene, language, _NAMES_LETTERS))}"
    inferred = [leg.basis == Basis.INFERRED for leg in journey.legs]
    if any(inferred):
        key = "caption_inferred" if all(inferred) else "caption_some_inferred"
        text += f" {translate(language, key)}"
    return text
