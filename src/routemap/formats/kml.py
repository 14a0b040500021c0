"""A journey as KML 2.2 (OGC 07-147r2), for Google Earth and its like.

Beside what programs show, each placemark holds the cells of its row as `ExtendedData`, and the
document those of the whole journey: whoever reads them back loses nothing but the lesson.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from routemap.formats.licences import way_licences
from routemap.formats.xml import XmlWriter
from routemap.geo.antimeridian import split_at_date_line
from routemap.i18n.catalog import supported_language
from routemap.i18n.credits import way_credits
from routemap.i18n.dates import Length, event_date_phrase, stop_date
from routemap.i18n.numbers import distance_text
from routemap.look import LIGHT, MARKS
from routemap.tables.writer import about_cells, event_cells, leg_cells, number_text, stop_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from xml.etree.ElementTree import Element

    from routemap.model.edtf import Day, EdtfDate
    from routemap.model.itinerary import Itinerary
    from routemap.model.journey import Event, Point

NAMESPACE = "http://www.opengis.net/kml/2.2"
_XML = XmlWriter(NAMESPACE)
_DECIMALS = 6
# KML's times are those of XML Schema, which has no year 0, and programs read none before 1.
_FIRST_YEAR, _LAST_YEAR = 1, 9999
_KINDS = {"reported": "FF", "inferred": "B3", "unknown": "66"}
"""Of a leg, by how it is drawn: KML knows no dashes, so it fades (the opacity of its line)."""


def kml(itinerary: Itinerary) -> bytes:
    """Return the journey as a KML document in UTF-8."""
    root = _XML.root("kml")
    document = _XML.child(root, "Document")
    journey = itinerary.journey
    _XML.text(document, "name", journey.title.original.text)
    _XML.text(document, "description", _plain(_about(itinerary)))
    _styles(document)
    _data(document, {**about_cells(journey), **_sources(itinerary)})
    _stops(_folder(document, "Stops"), itinerary)
    _legs(_folder(document, "Ways"), itinerary)
    if journey.events:
        _events(_folder(document, "Events"), itinerary)
    return _XML.document(root)


def _stops(folder: Element, itinerary: Itinerary) -> None:
    language = supported_language(itinerary.journey.language)
    for number, stop in enumerate(itinerary.journey.stops, 1):
        placemark = _XML.child(folder, "Placemark")
        _XML.text(placemark, "name", f"{number} {stop.name.original.text}")
        told = (stop_date(stop, language, Length.LONG).text, stop.note.original.text)
        _XML.text(placemark, "description", _plain(told))
        _time(placemark, stop.arrival or stop.departure, stop.departure or stop.arrival)
        _XML.text(placemark, "styleUrl", "#stop")
        _data(placemark, {"kind": "stop", **stop_cells(stop)})
        _point(placemark, stop.position)


def _legs(folder: Element, itinerary: Itinerary) -> None:
    language = supported_language(itinerary.journey.language)
    stops = itinerary.journey.stops
    for number, leg in enumerate(itinerary.journey.legs):
        placemark = _XML.child(folder, "Placemark")
        start, end = (stop.name.original.text for stop in stops[number : number + 2])
        _XML.text(placemark, "name", f"{start} – {end}")
        told = (distance_text(itinerary.leg_distances[number], language), leg.note.original.text)
        _XML.text(placemark, "description", _plain(told))
        _XML.text(placemark, "styleUrl", f"#{leg.path_basis}")
        way = leg.geometry
        drawn = {
            "length_km": number_text(way.length_km),
            "source": way.source,
            "licence": way.licence,
            "stub_km": number_text(way.stub_km or None),
            "shortest": "true" if way.is_shortest else "",
        } if way else {}  # fmt: skip
        _data(placemark, {"kind": "leg", **leg_cells(leg), **drawn})
        stub = (way.stub,) if way and way.stub else ()
        lines = [
            part
            for line in (*itinerary.leg_paths[number], *stub)
            for part in split_at_date_line(line)
        ]
        if lines:
            _lines(_XML.child(placemark, "MultiGeometry"), lines)


def _events(folder: Element, itinerary: Itinerary) -> None:
    for event in itinerary.journey.events:
        placemark = _XML.child(folder, "Placemark")
        _XML.text(placemark, "name", event.headline.original.text)
        _XML.text(placemark, "description", _plain(_told(event, itinerary)))
        _time(placemark, event.date, event.date)
        _XML.text(placemark, "styleUrl", "#event")
        _data(placemark, {"kind": "event", **event_cells(event)})
        number = itinerary.stop_number(event.stop) if event.stop else None
        if number is not None:
            _point(placemark, itinerary.journey.stops[number].position)


def _told(event: Event, itinerary: Itinerary) -> Iterable[str]:
    language = supported_language(itinerary.journey.language)
    yield event_date_phrase(event, language).text
    yield event.text.original.text
    if event.quote:
        yield f"“{event.quote.original.text}” {event.speaker.original.text}"
    yield " ".join(f"[{mark}]" for mark in event.references)


def _about(itinerary: Itinerary) -> Iterable[str]:
    journey = itinerary.journey
    yield journey.subtitle.original.text
    yield journey.report_note.original.text
    yield journey.credit.original.text
    yield journey.licence
    yield from way_credits(journey)
    for name, address in way_licences(journey):
        yield f"{name}: {address}" if address else name


def _sources(itinerary: Itinerary) -> Mapping[str, str]:
    cells = {}
    for source in itinerary.journey.references:
        cells[f"source.{source.id}.citation"] = source.citation
        cells[f"source.{source.id}.url"] = source.url
    return cells


# KML ---------------------------------------------------------------------------------------------


def _styles(document: Element) -> None:
    _icon(document, "stop", LIGHT.accent, 1.1)
    _icon(document, "event", LIGHT.second_text, 0.7)
    for name, opacity in _KINDS.items():
        style = _XML.child(document, "Style", id=name)
        line = _XML.child(style, "LineStyle")
        _XML.text(line, "color", _colour(LIGHT.accent, opacity))
        _XML.text(line, "width", number_text(MARKS.leg_travelled))


def _icon(document: Element, name: str, colour: str, scale: float) -> None:
    icon = _XML.child(_XML.child(document, "Style", id=name), "IconStyle")
    _XML.text(icon, "color", _colour(colour, "FF"))
    _XML.text(icon, "scale", number_text(scale))


def _colour(rgb: str, opacity: str) -> str:
    """Return a colour as KML writes it: opacity, blue, green, red."""
    return f"{opacity}{rgb[5:7]}{rgb[3:5]}{rgb[1:3]}".lower()


def _time(placemark: Element, start: EdtfDate | None, end: EdtfDate | None) -> None:
    """Say when, as exactly as the dates do and no more; an open or far-off end is left open."""
    first = _day(start.earliest) if start else ""
    last = _day(end.latest) if end else ""
    if first and first == last:
        _XML.text(_XML.child(placemark, "TimeStamp"), "when", first)
    elif first or last:
        span = _XML.child(placemark, "TimeSpan")
        if first:
            _XML.text(span, "begin", first)
        if last:
            _XML.text(span, "end", last)


def _day(day: Day | None) -> str:
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return ""
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


def _point(placemark: Element, position: Point) -> None:
    _XML.text(_XML.child(placemark, "Point"), "coordinates", _coordinates([position]))


def _lines(geometry: Element, lines: Iterable[Iterable[Point]]) -> None:
    for line in lines:
        string = _XML.child(geometry, "LineString")
        _XML.text(string, "tessellate", "1")  # along the ground, not through the Earth
        _XML.text(string, "coordinates", _coordinates(line))


def _coordinates(points: Iterable[Point]) -> str:
    return " ".join(
        f"{round(longitude, _DECIMALS)},{round(latitude, _DECIMALS)}"
        for latitude, longitude in points
    )


def _folder(document: Element, name: str) -> Element:
    folder = _XML.child(document, "Folder")
    _XML.text(folder, "name", name)
    return folder


def _data(parent: Element, cells: Mapping[str, str]) -> None:
    extended = _XML.child(parent, "ExtendedData")
    for name, value in cells.items():
        if value:
            _XML.text(_XML.child(extended, "Data", name=name), "value", value)


def _plain(told: Iterable[str]) -> str:
    """Return text as programs show it, who take a description for HTML."""
    return "<br>".join(escape(words) for words in told if words)
