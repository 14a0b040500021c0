"""The stops of a journey in the Linked Places Format, for historical gazetteers.

The two published schemas, of version 1.2.2 and of 2.0, contradict each other on timespans (objects
in one, strings in the other), so `when` gives the date as a period, which both allow; the EDTF
is one of the properties.
https://github.com/LinkedPasts/linked-places-format
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from routemap.formats.features import (
    collection_bytes,
    filled,
    point_geometry,
)
from routemap.formats.media_words import depictions
from routemap.i18n.catalog import supported_language
from routemap.i18n.dates import Length, stop_date
from routemap.i18n.media import media_of_event, media_of_stop
from routemap.i18n.narrative import references
from routemap.i18n.what_follows import NOTHING_INFERRED, Inferred
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Journey, MediaItem, Phrase, Reference, Stop
from routemap.tables.cells import cells_of
from routemap.tables.schema import STOPS

CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.1.jsonld"
)
STOP_ADDRESS = "#stop-"
"""Before the id of a stop, in files of ours."""
_CITATION = re.compile(r"\[([^\s\[\]]+)\] (.+)", re.DOTALL)
_LANGUAGE_LETTERS = 2
_COUNTRY_CODE = re.compile(r"[A-Z]{2}")
# Columns that have members of their own in each feature.
_ELSEWHERE = ("name", "latitude", "longitude", "note", "certainty", "references")


# Writing -----------------------------------------------------------------------------------------


def lpf(itinerary: Itinerary, inferred: Inferred = NOTHING_INFERRED) -> bytes:
    """Return the stops as a FeatureCollection in UTF-8, with what follows for them."""
    journey = itinerary.journey
    collection = {
        "type": "FeatureCollection",
        "@context": CONTEXT,
        "features": [
            _feature(itinerary, number, inferred.get(number, {}))
            for number in range(len(journey.stops))
        ],
    }
    return collection_bytes(collection)


def _feature(itinerary: Itinerary, number: int, inferred: Mapping[str, str]) -> dict[str, Any]:
    journey = itinerary.journey
    stop = journey.stops[number]
    feature = {
        "@id": _address(stop),
        "type": "Feature",
        "properties": {
            "title": stop.name.original.text,
            "number": itinerary.number(number),
            "ccodes": [stop.country] if _COUNTRY_CODE.fullmatch(stop.country) else [],
            **{
                name: text
                for name, text in cells_of(stop, STOPS).items()
                if text and name.partition("@")[0] not in _ELSEWHERE
            },
            **inferred,
        },
        "when": _when(stop, journey),
        "names": list(_names(stop, journey)),
        "types": [{"label": "stop"}],
        "geometry": {**point_geometry(stop.position), "certainty": stop.certainty.value},
        "relations": _relations(itinerary, number),
        "descriptions": [
            filled({"value": each.text, "lang": _language(each)})
            for each in (stop.note.original, *stop.note.translations)
            if each
        ],
        "depictions": depictions(_media(journey, number)),
    }
    return filled(feature)


def _media(journey: Journey, number: int) -> Iterator[MediaItem]:
    """Yield the media of a stop, and of the events there."""
    yield from media_of_stop(journey, number)
    for event in journey.events:
        if event.stop == journey.stops[number].id:
            yield from media_of_event(journey, event.id)


def _address(stop: Stop) -> str:
    return f"{STOP_ADDRESS}{stop.id}"


def _when(stop: Stop, journey: Journey) -> dict[str, Any]:
    label = stop_date(stop, supported_language(journey.language), Length.LONG).text
    if not label:
        return {}
    date = stop.arrival or stop.departure
    return {"periods": [{"name": date.edtf if date else label, "label": label}], "label": label}


def _names(stop: Stop, journey: Journey) -> Iterator[dict[str, Any]]:
    citations = [
        filled({"label": _citation(source), "@id": source.url})
        for source in references(journey, stop.references)
    ]
    local = (stop.name_local,) if stop.name_local and stop.name_local.language else ()
    toponyms = dict.fromkeys(
        (each.text, _language(each))
        for each in (stop.name.original, *stop.name.translations, *local)
    )
    for toponym, language in toponyms:
        yield filled({"toponym": toponym, "lang": language, "citations": citations})


def _relations(itinerary: Itinerary, number: int) -> list[dict[str, str]]:
    if itinerary.leg_from(number) is None:
        return []
    following = itinerary.journey.stops[number + 1]
    return [
        {
            "relationType": "next stop",
            "relationTo": _address(following),
            "label": following.name.original.text,
        }
    ]


def _language(phrase: Phrase) -> str:
    """Return the two letters that the format has room for, "" where there are three."""
    tag = phrase.language.partition("-")[0].lower()
    return tag if len(tag) == _LANGUAGE_LETTERS else ""


def _citation(source: Reference) -> str:
    return f"[{source.id}] {source.citation}"


def citation_mark(label: str) -> tuple[str, str]:
    """Return the mark that a label of ours begins with, and the citation; "" and all of others."""
    found = _CITATION.fullmatch(label)
    return (found[1], found[2]) if found else ("", label)
