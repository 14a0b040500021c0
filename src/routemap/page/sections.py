"""What stands round and beneath map and story, as HTML: head, ticks, itinerary, sources, about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import get_timezone, get_timezone_location

from routemap.errors import Level
from routemap.i18n.catalog import translate
from routemap.i18n.credits import way_credits
from routemap.i18n.dates import Length, moment_phrase, shared_year
from routemap.i18n.narrative import (
    arrival_phrase,
    departure_phrase,
    local_name,
    mode_phrase,
    references,
)
from routemap.i18n.numbers import country_text, distance_text
from routemap.model.journey import Phrase
from routemap.page.density import MOST_TICKS
from routemap.page.rendering import render
from routemap.page.story import STOP_ON_DASHBOARD

if TYPE_CHECKING:
    from routemap.errors import Problem
    from routemap.model.itinerary import Itinerary, Scene
    from routemap.model.journey import Journey


def head_html(journey: Journey, language: str) -> str:
    """Return title and subtitle."""
    return render(
        "head.html",
        language,
        title=journey.title.in_language(language),
        subtitle=journey.subtitle.in_language(language),
    )


def subpage_head_html(journey: Journey, heading: str, language: str, address_of_map: str) -> str:
    """Return the heading of a page beside the map's, and the way back to that, "" for none."""
    return render(
        "subpage_head.html",
        language,
        heading=heading,
        title=journey.title.in_language(language),
        address_of_map=address_of_map,
    )


def navigation_html(language: str, address: str) -> str:
    """Return links to the sections beneath, to other pages, and the one that copies `address`.

    A journey without an address ("") has only the first.
    """
    return render("sections.html", language, address=address)


def ticks_html(scene: Scene, language: str) -> str:
    """Return a tick with words for each moment, filled for a day; none if there are too many.

    Where the words do not fit, `streamlit.js` marks the page and the style sheet hides most.
    """
    moments = scene.itinerary.timeline.moments
    if not 1 < len(moments) <= MOST_TICKS:
        return ""
    year = shared_year(moments)
    ends = (0, len(moments) - 1)
    return render(
        "ticks.html",
        language,
        ticks=[
            {
                "is_exact_day": moment.is_exact_day,
                "is_end": number in ends,
                "state": "now"
                if number == scene.number
                else "past"
                if number < scene.number
                else "",
                "words": moment_phrase(moment, language, Length.SHORT, without_year=year),
            }
            for number, moment in enumerate(moments)
        ],
    )


def itinerary_html(
    itinerary: Itinerary,
    language: str,
    *,
    stop_address: str = STOP_ON_DASHBOARD,
    numbers: range | None = None,
) -> str:
    """Return the table of stops, which says in words what the map shows.

    `numbers` are the stops to tell, counted from 0; all if left out.
    """
    journey = itinerary.journey
    rows = []
    for number in numbers or range(len(journey.stops)):
        stop = journey.stops[number]
        leg, way = (
            (journey.legs[number - 1], itinerary.leg_distances[number - 1])
            if number > 0
            else (None, None)
        )
        ids = dict.fromkeys((*stop.references, *(leg.references if leg else ())))
        rows.append(
            {
                "id": stop.id,
                "number": number + 1,
                "name": stop.name.in_language(language),
                "local": local_name(stop, language),
                "country": country_text(stop.country, language),
                "arrival": arrival_phrase(stop, language),
                "departure": departure_phrase(stop, language),
                "mode": mode_phrase(itinerary, number, language) if number > 0 else None,
                "distance": distance_text(way, language) if way else "",
                "note": stop.note.in_language(language),
                "way_note": leg.note.in_language(language) if leg else None,
                "references": references(journey, ids),
            }
        )
    return render(
        "itinerary.html",
        language,
        source_marks=translate(language, "source_marks"),
        stop_address=stop_address,
        rows=rows,
    )


def sources_html(journey: Journey, language: str) -> str:
    """Return the list of sources, one row a citation mark."""
    return render(
        "sources.html",
        language,
        report=journey.report_note.in_language(language),
        sources=journey.references,
        source_language=journey.language,
    )


def about_html(journey: Journey, language: str) -> str:
    """Return what is reported and what inferred, the policies and the licences."""
    entries = [
        ("about_report", journey.report_title.in_language(language)),
        ("about_inferred", Phrase(translate(language, "about_reported"), language)),
        ("about_dots", Phrase(translate(language, "about_dots_text"), language)),
        ("about_names", journey.name_policy.in_language(language)),
        ("about_times", Phrase(_times(journey, language), language)),
        ("about_borders", journey.boundary_policy.in_language(language)),
        ("about_ways", Phrase(_ways(journey, language), language)),
        ("about_ground", Phrase(translate(language, "about_ground_text"), language)),
        ("about_missing", Phrase(translate(language, "about_missing_text"), language)),
        ("about_credit", journey.credit.in_language(language)),
        ("about_licence", Phrase(journey.licence, journey.language)),
    ]
    return render(
        "about.html",
        language,
        entries=[(translate(language, key), text) for key, text in entries if text],
    )


def _times(journey: Journey, language: str) -> str:
    """Say which clock the times of day without a zone are told by, "" if there are none."""
    dates = (
        *(event.date for event in journey.events),
        *(date for stop in journey.stops for date in (stop.arrival, stop.departure)),
    )
    if not journey.time_zone or not any(date and date.has_local_time for date in dates):
        return ""
    zone = get_timezone_location(get_timezone(journey.time_zone), locale=language)
    return translate(language, "about_times_text", zone=zone)


def _ways(journey: Journey, language: str) -> str:
    """Say whose the drawn ways are and how exact, "" if none is drawn."""
    if not any(leg.geometry for leg in journey.legs):
        return ""
    sources = "; ".join(source.rstrip(".") for source in way_credits(journey))
    told = translate(language, "about_ways_text")
    return f"{sources}. {told}" if sources else told


def note_html(note: str) -> str:
    """Return a note, which may repeat what a stranger has written."""
    return render("sentence.html", "", text=note, kind="note")


def sentence_html(text: str, *, is_fine: bool = False) -> str:
    """Return a sentence; a fine one is small and grey."""
    return render("sentence.html", "", text=text, kind="fine" if is_fine else "")


def group_html(heading: str, anchor: str = "") -> str:
    """Return the heading of a part of a page; `anchor` is what links to it name."""
    return render("group.html", "", heading=heading, anchor=anchor)


def problems_html(
    problems: tuple[Problem, ...], language: str, *, intro: str = "problems_intro"
) -> str:
    """Return the problems of a journey that cannot be shown, as a table below words of ours."""
    return render("problems.html", language, problems=problems, intro=intro)


def outdated_html(problems: tuple[Problem, ...], language: str) -> str:
    """Say that the tables have errors now and that an earlier version is shown; name the errors."""
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    return render("outdated.html", language, problems=errors)
