"""The stops of a journey in the Linked Places Format, for gazetteers of history.

The two published schemas, of version 1.2.2 and of 2.0, contradict each other on timespans (objects
in one, strings in the other), so `when` says the date as a period, which both allow; the EDTF
stands among the properties.
https://github.com/LinkedPasts/linked-places-format
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from routemap.i18n.catalog import supported_language
from routemap.i18n.dates import Length, stop_date
from routemap.i18n.narrative import references
from routemap.tables.cells import cells_of
from routemap.tables.schema import STOPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routemap.model.itinerary import Itinerary
    from routemap.model.journey import Journey, Phrase, Stop

CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.1.jsonld"
)
_DECIMALS, _LANGUAGE_LETTERS = 6, 2
_COUNTRY_CODE = re.compile(r"[A-Z]{2}")
# Said of each feature in members of their own.
_ELSEWHERE = ("name", "latitude", "longitude", "note", "certainty", "references")


def lpf(itinerary: Itinerary) -> bytes:
    """Return the stops as a FeatureCollection in UTF-8."""
    journey = itinerary.journey
    collection = {
        "type": "FeatureCollection",
        "@context": CONTEXT,
        "features": [_feature(journey, number) for number in range(len(journey.stops))],
    }
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()


def _feature(journey: Journey, number: int) -> dict[str, Any]:
    stop = journey.stops[number]
    feature = {
        "@id": _address(stop),
        "type": "Feature",
        "properties": {
            "title": stop.name.original.text,
            "number": number + 1,
            "ccodes": [stop.country] if _COUNTRY_CODE.fullmatch(stop.country) else [],
            **_cells(stop),
        },
        "when": _when(stop, journey),
        "names": list(_names(stop, journey)),
        "types": [{"label": "stop"}],
        "geometry": {
            "type": "Point",
            "coordinates": [round(stop.longitude, _DECIMALS), round(stop.latitude, _DECIMALS)],
            "certainty": stop.certainty.value,
        },
        "relations": _relations(journey, number),
        "descriptions": [
            _told({"value": each.text, "lang": _language(each)})
            for each in (stop.note.original, *stop.note.translations)
            if each
        ],
    }
    return _told(feature)


def _told(members: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the tables do not say."""
    return {name: value for name, value in members.items() if value}


def _address(stop: Stop) -> str:
    return f"#stop-{stop.id}"


def _cells(stop: Stop) -> dict[str, str]:
    """Return what has no member of its own, as the table has it."""
    return {
        name: cell
        for name, cell in cells_of(stop, STOPS).items()
        if cell and name.partition("@")[0] not in _ELSEWHERE
    }


def _when(stop: Stop, journey: Journey) -> dict[str, Any]:
    label = stop_date(stop, supported_language(journey.language), Length.LONG).text
    if not label:
        return {}
    date = stop.arrival or stop.departure
    return {"periods": [{"name": date.edtf if date else label, "label": label}], "label": label}


def _names(stop: Stop, journey: Journey) -> Iterator[dict[str, Any]]:
    citations = [
        {"label": f"[{source.id}] {source.citation}", **({"@id": source.url} if source.url else {})}
        for source in references(journey, stop.references)
    ]
    local = (stop.name_local,) if stop.name_local and stop.name_local.language else ()
    told = dict.fromkeys(
        (each.text, _language(each))
        for each in (stop.name.original, *stop.name.translations, *local)
    )
    for toponym, language in told:
        yield _told({"toponym": toponym, "lang": language, "citations": citations})


def _relations(journey: Journey, number: int) -> list[dict[str, str]]:
    if number + 1 == len(journey.stops):
        return []
    following = journey.stops[number + 1]
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
