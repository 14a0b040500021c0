"""A journey for search engines, in the terms of schema.org, as JSON-LD."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from routemap.formats.features import filled
from routemap.model.edtf_dates import EdtfDate
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Basis, Certainty, Event, Stop
from routemap.page.rendering import script_json


def linked_data(itinerary: Itinerary, language: str, address: str) -> Markup:
    """Return the journey as JSON-LD, safe within a script element.

    Only what is reported, certain and dated becomes an `Event`: schema.org has no words for doubt.
    A date that it cannot write ("by 10 September") is left out of an event that has another.

    Parameters
    ----------
    address
        Canonical address of the page, "" if none is known.
    """
    journey = itinerary.journey
    events = [event for event in journey.events if _is_sure(event)]
    content: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Map",
        "name": journey.title.in_language(language).text,
        "description": journey.subtitle.in_language(language).text,
        "inLanguage": language,
        "creditText": journey.credit.in_language(language).text,
        "usageInfo": journey.licence,
        "url": address,
        "spatialCoverage": [_place(stop, language) for stop in journey.stops],
        "temporalCoverage": _coverage(itinerary),
        "about": [_event(event, itinerary, language) for event in events],
    }
    return Markup(script_json(filled(content)))  # noqa: S704  no markup is left in it


def _is_sure(event: Event) -> bool:
    is_reported = event.basis == Basis.REPORTED and event.is_sourced
    is_told = is_reported and event.certainty == Certainty.CERTAIN
    return is_told and event.date is not None and bool(_start(event.date))


def _event(event: Event, itinerary: Itinerary, language: str) -> dict[str, Any]:
    number = itinerary.stop_number(event.stop) if event.stop else None
    text = event.text.in_language(language)
    return filled(
        {
            "@type": "Event",
            "name": event.headline.in_language(language).text,
            "description": text.text if text else "",
            "startDate": _start(event.date) if event.date else "",
            "location": None
            if number is None
            else _place(itinerary.journey.stops[number], language),
        }
    )


def _place(stop: Stop, language: str) -> dict[str, Any]:
    return filled(
        {
            "@type": "Place",
            "name": stop.name.in_language(language).text,
            "alternateName": stop.name_local.text if stop.name_local else "",
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": stop.latitude,
                "longitude": stop.longitude,
            },
        }
    )


def _start(date: EdtfDate) -> str:
    """Return a date as ISO 8601 writes it, "" if it is vague: schema.org knows no EDTF."""
    return date.edtf if date.is_exact_day else ""


def _coverage(itinerary: Itinerary) -> str:
    """Return the first and last exact day as an interval (ISO 8601), "" if there is none."""
    journey = itinerary.journey
    dates = [event.date for event in journey.events]
    dates += [date for stop in journey.stops for date in (stop.arrival, stop.departure)]
    days = sorted({date.edtf for date in dates if date and date.is_exact_day and not date.time})
    return "/".join(dict.fromkeys((days[0], days[-1]))) if days else ""
