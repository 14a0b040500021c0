"""KML: a journey that we have written, or the placemarks of somebody else's."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from routemap.errors import ForeignFileError
from routemap.importing.foreign import JourneyRows
from routemap.importing.limits import refuse_long
from routemap.importing.xml_reader import child, plain_name, read_xml, text_of
from routemap.tables import events, legs, stops

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from routemap.tables.layout import Layout
    from routemap.tables.written import Cells

_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<\s*(br|/p|/div|/li)\b[^>]*>", re.IGNORECASE)


def read_kml(content: bytes, name: str) -> tuple[JourneyRows, tuple[str, ...]]:
    """Return the rows of a journey, and what was not taken over.

    Raises
    ------
    ForeignFileError
        If it is no KML, or has no placemark with a point.
    """
    root = read_xml(content, name)
    if plain_name(root) != "kml":
        raise ForeignFileError(f"{name} is XML, but no KML")
    placemarks = [each for each in root.iter() if plain_name(each) == "Placemark"]
    refuse_long(len(placemarks), 0, name)
    if any(_data(each).get("kind") == "stop" for each in placemarks):
        return _ours(root, placemarks), ()
    rows = JourneyRows()
    lines = 0
    for placemark in placemarks:
        position = _position(placemark)
        if position:
            rows.stops.append(_foreign_stop(placemark) | position)
        elif any(plain_name(each) in {"LineString", "LinearRing"} for each in placemark.iter()):
            lines += 1
    if not rows.stops:
        raise ForeignFileError(f"{name} has no placemark with a point; a journey is made of places")
    title = text_of(child(root, "Document"), "name")
    rows.about = {"title": title} if title else {}
    return rows, ((f"{lines} lines",) if lines else ())


def _foreign_stop(placemark: Element) -> Cells:
    begin, end = _times(placemark)
    told = {
        "name": text_of(placemark, "name") or "?",
        "arrival": begin,
        "departure": end if end != begin else "",
        "note": _plain(text_of(placemark, "description")),
    }
    return {key: value for key, value in told.items() if value}


def _times(placemark: Element) -> tuple[str, str]:
    when = text_of(child(placemark, "TimeStamp"), "when")
    if when:
        return when, when
    span = child(placemark, "TimeSpan")
    begin, end = text_of(span, "begin"), text_of(span, "end")
    return (begin, end) if begin or not end else (f"../{end}", "")


def _plain(description: str) -> str:
    """Return a description, which is HTML, as plain text in one line."""
    text = _TAG.sub("", _BREAK.sub(" ", description))
    return " ".join(unescape(text).split())


# Ours --------------------------------------------------------------------------------------------


def _ours(root: Element, placemarks: list[Element]) -> JourneyRows:
    rows = JourneyRows()
    document = _data(child(root, "Document"))
    sources: dict[str, Cells] = {}
    for key, value in document.items():
        if key.startswith("source."):
            reference, _, column = key.removeprefix("source.").rpartition(".")
            sources.setdefault(reference, {"reference": reference})[column] = value
        else:
            rows.about[key] = value
    rows.sources = list(sources.values())
    for placemark in placemarks:
        cells = _data(placemark)
        kind = cells.get("kind")
        if kind == "stop":
            rows.stops.append(_row(cells, stops.LAYOUT))
        elif kind == "event":
            rows.events.append(_row(cells, events.LAYOUT))
        elif kind == "leg":
            rows.legs.append(_row(cells, legs.LAYOUT))
            if "length_km" in cells:
                rows.ways.append(_way(placemark, cells))
    return rows


def _row(cells: Cells, layout: Layout) -> Cells:
    return {key: cell for key, cell in cells.items() if key.partition("@")[0] in layout.columns}


def _way(placemark: Element, cells: Cells) -> dict[str, Any]:
    told: dict[str, Any] = {key: cells[key] for key in ("from", "to")}
    for key in ("length_km", "stub_km"):
        if key in cells:
            told[key] = float(cells[key])
    if cells.get("shortest") == "true":
        told["shortest"] = True
    told |= {key: cells[key] for key in ("source", "licence") if key in cells}
    lines = [
        list(_coordinates(text_of(each, "coordinates")))
        for each in placemark.iter()
        if plain_name(each) == "LineString"
    ]
    geometry = (
        {"type": "LineString", "coordinates": lines[0]}
        if len(lines) == 1
        else {"type": "MultiLineString", "coordinates": lines}
    )
    return {"type": "Feature", "properties": told, "geometry": geometry}


# KML ---------------------------------------------------------------------------------------------


def _data(feature: Element | None) -> Cells:
    """Return what an element holds as `ExtendedData`, by name."""
    extended = child(feature, "ExtendedData") if feature is not None else None
    return {
        each.get("name", ""): text_of(each, "value")
        for each in (extended if extended is not None else ())
        if plain_name(each) == "Data"
    }


def _position(placemark: Element) -> Cells:
    for each in placemark.iter():
        if plain_name(each) == "Point":
            for longitude, latitude in _coordinates(text_of(each, "coordinates")):
                return {"latitude": f"{latitude:.10g}", "longitude": f"{longitude:.10g}"}
    return {}


def _coordinates(text: str) -> Iterator[tuple[float, float]]:
    for place in text.split():
        numbers = place.split(",")
        try:
            yield float(numbers[0]), float(numbers[1])
        except (ValueError, IndexError):
            continue
