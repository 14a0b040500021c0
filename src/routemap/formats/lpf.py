"""The stops of a journey in the Linked Places Format, for historical gazetteers.

The two published schemas, of version 1.2.2 and of 2.0, contradict each other on timespans (objects
in one, strings in the other), so `when` gives the date as a period, which both allow; the EDTF
is one of the properties.
https://github.com/LinkedPasts/linked-places-format
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from routemap.formats.features import (
    Members,
    cell,
    cells,
    collection_bytes,
    filled,
    geometry_of,
    point_cells,
    point_geometry,
    properties_of,
)
from routemap.formats.imported import JourneyRows
from routemap.i18n.catalog import supported_language
from routemap.i18n.dates import Length, stop_date
from routemap.i18n.narrative import references
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Journey, Phrase, Stop
from routemap.tables.cells import cells_of
from routemap.tables.json_reader import items, members
from routemap.tables.schema import STOPS

CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.1.jsonld"
)
_LANGUAGE_LETTERS = 2
_COUNTRY_CODE = re.compile(r"[A-Z]{2}")
# Columns that have members of their own in each feature.
_ELSEWHERE = ("name", "latitude", "longitude", "note", "certainty", "references")


# Writing -----------------------------------------------------------------------------------------


def lpf(itinerary: Itinerary) -> bytes:
    """Return the stops as a FeatureCollection in UTF-8."""
    journey = itinerary.journey
    collection = {
        "type": "FeatureCollection",
        "@context": CONTEXT,
        "features": [_feature(journey, number) for number in range(len(journey.stops))],
    }
    return collection_bytes(collection)


def _feature(journey: Journey, number: int) -> dict[str, Any]:
    stop = journey.stops[number]
    feature = {
        "@id": _address(stop),
        "type": "Feature",
        "properties": {
            "title": stop.name.original.text,
            "number": number + 1,
            "ccodes": [stop.country] if _COUNTRY_CODE.fullmatch(stop.country) else [],
            **{
                name: text
                for name, text in cells_of(stop, STOPS).items()
                if text and name.partition("@")[0] not in _ELSEWHERE
            },
        },
        "when": _when(stop, journey),
        "names": list(_names(stop, journey)),
        "types": [{"label": "stop"}],
        "geometry": {**point_geometry(stop.position), "certainty": stop.certainty.value},
        "relations": _relations(journey, number),
        "descriptions": [
            filled({"value": each.text, "lang": _language(each)})
            for each in (stop.note.original, *stop.note.translations)
            if each
        ],
    }
    return filled(feature)


def _address(stop: Stop) -> str:
    return f"#stop-{stop.id}"


def _when(stop: Stop, journey: Journey) -> dict[str, Any]:
    label = stop_date(stop, supported_language(journey.language), Length.LONG).text
    if not label:
        return {}
    date = stop.arrival or stop.departure
    return {"periods": [{"name": date.edtf if date else label, "label": label}], "label": label}


def _names(stop: Stop, journey: Journey) -> Iterator[dict[str, Any]]:
    citations = [
        filled({"label": f"[{source.id}] {source.citation}", "@id": source.url})
        for source in references(journey, stop.references)
    ]
    local = (stop.name_local,) if stop.name_local and stop.name_local.language else ()
    toponyms = dict.fromkeys(
        (each.text, _language(each))
        for each in (stop.name.original, *stop.name.translations, *local)
    )
    for toponym, language in toponyms:
        yield filled({"toponym": toponym, "lang": language, "citations": citations})


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


# Reading -----------------------------------------------------------------------------------------


def is_linked_place(feature: Members) -> bool:
    """Tell whether a GeoJSON feature is a place of this format: its names are toponyms."""
    return "toponym" in _first(feature.get("names"))


def read_linked_places(features: Iterable[Members]) -> JourneyRows:
    """Return places as the stops of a journey, in their order."""
    rows = JourneyRows()
    for feature in features:
        properties = properties_of(feature)
        names = [each for each in items(feature.get("names")) if isinstance(each, dict)]
        title = cell(properties.get("title")) or cell(_first(names).get("toponym"))
        start, end = _dates(feature.get("when"))
        codes = (each for each in items(properties.get("ccodes")) if isinstance(each, str))
        stop = {
            "name": title,
            "arrival": start,
            "departure": end if end != start else "",
            "country": cell(next(codes, "")),
            "note": cell(_first(feature.get("descriptions")).get("value")),
            "certainty": cell(geometry_of(feature).get("certainty")),
            **cells(properties),
            **point_cells(feature),
        }
        for each in names:
            language, toponym = cell(each.get("lang")), cell(each.get("toponym"))
            if language and toponym and toponym != title:
                stop.setdefault(f"name@{language}", toponym)
        rows.add("stop", filled(stop))
    return rows


def _dates(when: object) -> tuple[str, str]:
    """Return start and end of the first timespan as EDTF: objects (1.2.2) or strings (2.0)."""
    span = _first(members(when).get("timespans"))
    return _date(span.get("start")), _date(span.get("end"))


def _date(bound: object) -> str:
    if not isinstance(bound, dict):
        return cell(bound)
    exact, earliest, latest = (cell(bound.get(key)) for key in ("in", "earliest", "latest"))
    if exact or not (earliest or latest):
        return exact
    return earliest if earliest == latest else f"{earliest or '..'}/{latest or '..'}"


def _first(found: object) -> Members:
    return next((each for each in items(found) if isinstance(each, dict)), {})
