"""KML: a journey that we have written, or the placemarks of somebody else's."""

from __future__ import annotations

import re
from contextlib import suppress
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, Any

from routemap.errors import ForeignFileError
from routemap.formats.imported import JourneyRows, counted
from routemap.formats.limits import refuse_long, refuse_many_positions
from routemap.formats.xml_reader import number_in, read_xml, text_of
from routemap.tables.limits import MOST_POSITIONS
from routemap.tables.schema import EVENTS, LEGS, STOPS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from routemap.tables.cells import Cells
    from routemap.tables.columns import Schema

_TAG_START = re.compile(r"<[a-zA-Z/!?]")  # WHATWG HTML, 13.2.5.6
_BREAK = re.compile(r"<\s*(br|/p|/div|/li)\b", re.IGNORECASE)
_PLACE = re.compile(r"\S+")


def read_kml(content: bytes, name: str) -> tuple[JourneyRows, tuple[str, ...]]:
    """Return the rows of a journey, and what was not taken over.

    Raises
    ------
    ForeignFileError
        If it is no KML, or has no placemark with a point.
    """
    root = read_xml(content, name)
    if root.tag != "kml":
        raise ForeignFileError(f"{name} is XML, but no KML")
    placemarks = list(root.iter("Placemark"))
    refuse_long(len(placemarks), 0, name)
    if any(_data(each).get("kind") == "stop" for each in placemarks):
        return _ours(root, placemarks, name), ()
    rows = JourneyRows()
    lines = points = others = 0
    for placemark in placemarks:
        position = _position(placemark)
        if position:
            rows.stops.append(_foreign_stop(placemark) | position)
        elif list(_own(placemark, "LineString", "LinearRing")):
            lines += 1
        elif list(_own(placemark, "Point")):
            points += 1
        else:
            others += 1
    if not rows.stops:
        raise ForeignFileError(f"{name} has no placemark with a point; a journey is made of places")
    title = text_of(root.find("Document"), "name")
    rows.about = {"title": title} if title else {}
    return rows, (
        *counted(lines, "line", "lines"),
        *counted(points, "point without coordinates", "points without coordinates"),
        *counted(others, "placemark without a point", "placemarks without a point"),
    )


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
    when = text_of(placemark.find("TimeStamp"), "when")
    if when:
        return when, when
    span = placemark.find("TimeSpan")
    begin, end = text_of(span, "begin"), text_of(span, "end")
    return (begin, end) if begin or not end else (f"../{end}", "")


def _plain(description: str) -> str:
    """Return a description, which is HTML, as plain text in one line."""
    text = "".join(_without_tags(description))
    with suppress(ValueError):  # a character by a number of thousands of digits
        text = unescape(text)
    return " ".join(text.split())


def _without_tags(html: str) -> Iterator[str]:
    """Yield what stands between the tags, and a blank for each that ends a line.

    A tag has a letter or a sign behind its “<” and reaches to the next “>”; where there is none any
    more, all that is left is text, so that nothing is looked at twice.
    """
    at = 0
    for tag in _TAG_START.finditer(html):
        if tag.start() < at:
            continue
        end = html.find(">", tag.start())
        if end < 0:
            break
        yield html[at : tag.start()]
        if _BREAK.match(html, tag.start(), end):
            yield " "
        at = end + 1
    yield html[at:]


# Ours --------------------------------------------------------------------------------------------


def _ours(root: Element, placemarks: list[Element], name: str) -> JourneyRows:
    rows = JourneyRows()
    positions = 0
    document = _data(root.find("Document"))
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
            rows.stops.append(_row(cells, STOPS))
        elif kind == "event":
            rows.events.append(_row(cells, EVENTS))
        elif kind == "leg":
            rows.legs.append(_row(cells, LEGS))
            if "length_km" in cells:
                lines = [_line(each, name) for each in _own(placemark, "LineString")]
                rows.ways.append(_way(lines, cells))
                positions += sum(map(len, lines))
                refuse_many_positions(positions, name)
    return rows


def _line(element: Element, name: str) -> list[list[float] | str]:
    line = list(islice(_coordinates(text_of(element, "coordinates")), MOST_POSITIONS + 1))
    refuse_many_positions(len(line), name)
    return line


def _row(cells: Cells, schema: Schema[object]) -> Cells:
    return {key: cell for key, cell in cells.items() if schema.has(key)}


def _way(lines: list[Any], cells: Cells) -> dict[str, Any]:
    told: dict[str, Any] = {key: cells.get(key, "") for key in ("from", "to")}
    for key in ("length_km", "stub_km"):
        if key in cells:
            length_km = number_in(cells[key])
            told[key] = cells[key] if length_km is None else length_km
    if cells.get("shortest") == "true":
        told["shortest"] = True
    told |= {key: cells[key] for key in ("source", "licence") if key in cells}
    geometry = (
        {"type": "LineString", "coordinates": lines[0]}
        if len(lines) == 1
        else {"type": "MultiLineString", "coordinates": lines}
    )
    return {"type": "Feature", "properties": told, "geometry": geometry}


# KML ---------------------------------------------------------------------------------------------


def _data(feature: Element | None) -> Cells:
    """Return what an element holds as `ExtendedData`, by name."""
    extended = feature.find("ExtendedData") if feature is not None else None
    told = extended.findall("Data") if extended is not None else []
    return {each.get("name", ""): text_of(each, "value") for each in told}


def _own(placemark: Element, *names: str) -> Iterator[Element]:
    """Yield the elements of these names that no other placemark holds within this one.

    KML knows no placemark within another; where all held all, each would be looked at many times.
    """
    ahead = list(reversed(placemark))
    while ahead:
        element = ahead.pop()
        if element.tag in names:
            yield element
        if element.tag != "Placemark":
            ahead += reversed(element)


def _position(placemark: Element) -> Cells:
    for point in _own(placemark, "Point"):
        for place in _coordinates(text_of(point, "coordinates")):
            if isinstance(place, list):
                longitude, latitude = place
                return {"latitude": f"{latitude:.10g}", "longitude": f"{longitude:.10g}"}
    return {}


def _coordinates(text: str) -> Iterator[list[float] | str]:
    """Yield the places of a text as longitude and latitude; one that is none as it stands."""
    for place in _PLACE.finditer(text):
        longitude, latitude = map(number_in, (*place[0].split(",", 2), "", "")[:2])
        if longitude is None or latitude is None:
            yield place[0]
        else:
            yield [longitude, latitude]
