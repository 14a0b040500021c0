"""Sections round map and story, as HTML: ticks, itinerary, about."""

from __future__ import annotations

from typing import Any

from babel.dates import get_timezone, get_timezone_location
from markupsafe import Markup

from routemap.i18n.catalog import translate
from routemap.i18n.credits import boundary_policy, licence_words, own_ground_credit, way_credits
from routemap.i18n.dates import Length, moment_label, moment_phrase, shared_year
from routemap.i18n.languages import furniture_note
from routemap.i18n.media import media_at_neither, media_links, shown_media
from routemap.i18n.narrative import (
    StopLabel,
    arrival_phrase,
    departure_phrase,
    local_name,
    mode_phrase,
    references,
    stop_label,
)
from routemap.i18n.numbers import country_text, distance_text, listed
from routemap.look import SHAPES
from routemap.model.itinerary import Itinerary, Scene
from routemap.model.journey import Journey, Phrase
from routemap.model.map_settings import GroundPart
from routemap.model.tracks import Track
from routemap.page.bands import Band, bands
from routemap.page.density import MOST_MARKED, MOST_TICKS
from routemap.page.rendering import render
from routemap.page.story import ON_DASHBOARD, STOP_ON_DASHBOARD
from routemap.page.story_media import StoryPlace, figures

_FROM_NATURAL_EARTH = (GroundPart.RIVERS, GroundPart.BORDERS, GroundPart.COUNTRIES)

_MOST_COLUMNS = 6
"""More travellers have no room beside each other."""


def ticks_html(scene: Scene, language: str) -> Markup:
    """Return a labelled tick for each moment, filled for an exact day; none if there are too many.

    Where the labels do not fit, a script marks the page and the style sheet hides most of them.
    Where several travel, a tick has the marks of those who arrive, and more moments have ticks that
    are nothing but marks.
    """
    itinerary = scene.itinerary
    moments = itinerary.timeline.moments
    most = MOST_MARKED if itinerary.is_shared else MOST_TICKS
    if not 1 < len(moments) <= most:
        return Markup()
    year = shared_year(moments)
    ends = (0, len(moments) - 1)
    return render(
        "ticks.html",
        language,
        is_shared=itinerary.is_shared,
        has_words=len(moments) <= MOST_TICKS,
        ticks=[
            {
                "arriving": _arriving(itinerary, number),
                "is_exact_day": moment.is_exact_day,
                "is_end": number in ends,
                "state": "now"
                if number == scene.number
                else "past"
                if number < scene.number
                else "",
                "words": moment_label(moment, language, Length.SHORT, without_year=year),
            }
            for number, moment in enumerate(moments)
        ],
    )


def _arriving(itinerary: Itinerary, moment: int) -> tuple[list[Track], int]:
    """Return those of several travellers who reach a stop at a moment, and how many more do."""
    if not itinerary.is_shared:
        return [], 0
    stops = (stop for stop, begin in enumerate(itinerary.begins) if begin == moment)
    tracks = list(dict.fromkeys(map(itinerary.track_of, stops)))
    shown = tracks[: len(SHAPES)]
    return shown, len(tracks) - len(shown)


def itinerary_html(
    itinerary: Itinerary,
    language: str,
    *,
    stop_address: str = STOP_ON_DASHBOARD,
    numbers: range | None = None,
    follows_address: str = "",
) -> Markup:
    """Return the table of stops: what the map shows, in words.

    `numbers` are the stops to list, counted from 0; all by default. Those of several travellers
    stand in groups, below a table of who came where on which date. What follows from the dates is
    in the rows, too, and shown when asked for; `follows_address` is that of the page that says why.
    """
    journey, inferred = itinerary.journey, bands(itinerary, language)
    rows: list[dict[str, Any]] = []
    groups: list[tuple[Track, list[dict[str, Any]]]] = []
    for number in numbers or range(len(journey.stops)):
        track = itinerary.track_of(number)
        if not groups or groups[-1][0] != track:
            rows = []
            groups.append((track, rows))
        stop = journey.stops[number]
        way_there = itinerary.leg_to(number)
        leg, way = (
            (None, None)
            if way_there is None
            else (journey.legs[way_there], itinerary.leg_distances[way_there])
        )
        ids = dict.fromkeys((*stop.references, *(leg.references if leg else ())))
        rows.append(
            {
                "id": stop.id,
                "number": itinerary.mark(number),
                "name": stop.name.in_language(language),
                "local": local_name(stop, language),
                "country": country_text(stop.country, language),
                "arrival": arrival_phrase(stop, language),
                "departure": departure_phrase(stop, language),
                "bands": [
                    _band(inferred.get((number, occasion))) for occasion in ("arrival", "departure")
                ],
                "mode": mode_phrase(itinerary, number, language),
                "distance": distance_text(way, language) if way else "",
                "note": stop.note.in_language(language),
                "way_note": leg.note.in_language(language) if leg else None,
                "references": references(journey, ids),
            }
        )
    return render(
        "itinerary.html",
        language,
        stop_address=stop_address,
        has_bands=bool(inferred),
        follows_address=follows_address,
        synopsis=_synopsis(itinerary, language) if itinerary.is_shared and not numbers else None,
        groups=[
            (track.name.in_language(language) if itinerary.is_shared else None, rows)
            for track, rows in groups
        ],
    )


def _band(found: Band | None) -> dict[str, Any] | None:
    return {"words": found.words, "is_assumed": found.is_assumed} if found else None


def _synopsis(itinerary: Itinerary, language: str) -> dict[str, Any] | None:
    """Return who came where at which moment, None if a table of it would be too wide or long."""
    moments, tracks = itinerary.timeline.moments, itinerary.tracks
    if len(tracks) > _MOST_COLUMNS or len(moments) > MOST_TICKS:
        return None
    rows = []
    for number, moment in enumerate(moments):
        reached: dict[int, StopLabel] = {
            itinerary.track_of(stop).number: stop_label(itinerary, stop, language)
            for stop, begin in enumerate(itinerary.begins)
            if begin == number
        }
        if reached:
            when = moment_phrase(moment, language)
            rows.append((when, [reached.get(track.number) for track in tracks]))
    return {"names": [track.name.in_language(language) for track in tracks], "rows": rows}


def about_html(journey: Journey, language: str, place: StoryPlace = ON_DASHBOARD) -> Markup:
    """Return which facts are reported or inferred, policies, licences, media of no one moment."""
    media = media_at_neither(journey)
    entries = [
        ("about_report", journey.report_title.in_language(language)),
        ("about_inferred", Phrase(translate(language, "about_reported"), language)),
        ("about_dots", Phrase(translate(language, "about_dots_text"), language)),
        ("about_names", journey.name_policy.in_language(language)),
        ("about_times", Phrase(_times(journey, language), language)),
        ("about_borders", _borders(journey, language)),
        ("about_ways", Phrase(_ways(journey, language), language)),
        ("about_ground", Phrase(_ground(journey, language), language)),
        (
            "about_own_ground",
            Phrase("; ".join(own_ground_credit(journey, language)), journey.language),
        ),
        ("about_missing", journey.map_note.in_language(language)),
        ("about_exactness", Phrase(_exactness(journey, language), language)),
        ("about_credit", journey.credit.in_language(language)),
        ("about_licence", _licence(journey, language)),
    ]
    note = furniture_note(journey)
    if note:
        entries.insert(0, ("language", Phrase(note, language)))
    return render(
        "about.html",
        language,
        figures=figures(place, language, shown_media(media, journey, language)),
        links=media_links(media, language),
        entries=[(translate(language, key), text) for key, text in entries if text],
    )


def _borders(journey: Journey, language: str) -> Phrase:
    """Say which borders are drawn, if the author does, or that there are none on purpose."""
    is_told = journey.boundary_policy or GroundPart.BORDERS in journey.map.left_out
    return boundary_policy(journey, language) if is_told else Phrase("", language)


def _ground(journey: Journey, language: str) -> str:
    """Say where what is drawn of the ground comes from."""
    left_out = journey.map.left_out
    kinds = ("land", "lakes", *(part for part in _FROM_NATURAL_EARTH if part not in left_out))
    parts = listed([translate(language, f"about_ground_{kind}") for kind in kinds], language)
    told = [translate(language, "about_ground_text", parts=parts[:1].upper() + parts[1:])]
    if GroundPart.TOWNS not in left_out:
        told.append(translate(language, "about_towns_text"))
    return " ".join((*told, translate(language, "about_seas_text")))


def _exactness(journey: Journey, language: str) -> str:
    """Say how exact the ground is."""
    told = ["about_exactness_text", "about_exactness_rivers", "about_exactness_towns"]
    if GroundPart.RIVERS in journey.map.left_out:
        told[:2] = ["about_exactness_no_rivers"]
    if GroundPart.TOWNS in journey.map.left_out:
        told.pop()
    return " ".join(translate(language, key) for key in told)


def _times(journey: Journey, language: str) -> str:
    """Say in which time zone the times of day are that name none, "" if there are none."""
    zones = {stop.id: stop.time_zone or journey.time_zone for stop in journey.stops}
    dates = (
        *((event.date, zones.get(event.stop, journey.time_zone)) for event in journey.events),
        *((stop.arrival, zones[stop.id]) for stop in journey.stops),
        *((stop.departure, zones[stop.id]) for stop in journey.stops),
    )
    used = {zone for date, zone in dates if date and date.has_local_time}
    told = []
    if journey.time_zone and used:
        zone = get_timezone_location(get_timezone(journey.time_zone), locale=language)
        told.append(translate(language, "about_times_text", zone=zone))
    if used - {journey.time_zone}:
        told.append(translate(language, "about_times_own"))
    return " ".join(told)


def _licence(journey: Journey, language: str) -> Phrase:
    words = licence_words(journey, language)
    return Phrase(words, journey.language if words == journey.licence else language)


def _ways(journey: Journey, language: str) -> str:
    """Say where the drawn leg geometry comes from and how exact it is, "" if there is none."""
    if not any(leg.geometry for leg in journey.legs):
        return ""
    sources = "; ".join(source.rstrip(".") for source in way_credits(journey, language))
    told = translate(language, "about_ways_text")
    return f"{sources}. {told}" if sources else told
