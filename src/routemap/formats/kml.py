"""A journey as KML 2.2 (OGC 07-147r2), for Google Earth and similar programs.

Beside what programs show, each placemark holds the cells of its row as `ExtendedData`, and the
document those of the whole journey: reading them back loses nothing but lesson, annotations and
the files of media. Of any other file, the placemarks with a point become stops.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any
from xml.etree.ElementTree import Element

from routemap.errors import ForeignFileError
from routemap.formats.account import Account
from routemap.formats.drawn_legs import leg_lines, way_licences
from routemap.formats.foreign_kml import read_placemarks
from routemap.formats.imported import (
    Imported,
    JourneyRows,
    refuse_long,
    refuse_many_positions,
)
from routemap.formats.media_words import media_html
from routemap.formats.placemarks import data_cells, line_of, own_elements, position_of
from routemap.formats.xml import add, add_text, number_in, read_xml, xml_bytes
from routemap.geo import Point
from routemap.house_look import screen_palettes
from routemap.i18n.catalog import supported_language
from routemap.i18n.credits import way_credits
from routemap.i18n.dates import Length, event_date_phrase, stop_date
from routemap.i18n.media import media_of_event, media_of_stop
from routemap.i18n.numbers import distance_text
from routemap.look import MARKS
from routemap.model.edtf_dates import Day, EdtfDate
from routemap.model.house_style import HouseStyle
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Event, Journey, MediaItem, Traveller
from routemap.model.tracks import Track
from routemap.tables.cells import Cells, cells_of, texts
from routemap.tables.schema import (
    EVENTS,
    JOURNEY,
    LEG_GEOMETRY,
    LEGS,
    MEDIA,
    STOPS,
    TRAVELLERS,
    Kind,
    Schema,
)
from routemap.tables.values import number_text
from routemap.tables.writer import geometry_properties, lines_geometry

NAMESPACE = "http://www.opengis.net/kml/2.2"
_DECIMALS = 6
# KML's times are those of XML Schema, which has no year 0, and programs read none before 1.
_FIRST_YEAR, _LAST_YEAR = 1, 9999
_OPACITIES = {"reported": "FF", "inferred": "B3", "unknown": "66"}
"""Of a leg's line, by how it is drawn: KML has no dashes, so the line fades."""
_BESIDE = {"traveller": "id", "source": "reference", "medium": "id"}
"""What the data of the document hold beside the entries of journey.toml, by what names each."""


# Writing -----------------------------------------------------------------------------------------


def kml(itinerary: Itinerary) -> bytes:
    """Return the journey as a KML document in UTF-8."""
    root = Element("kml", xmlns=NAMESPACE)
    top = add(root, "Document")
    journey = itinerary.journey
    add_text(top, "name", journey.title.original.text)
    add_text(top, "description", _html(_about(journey)))
    _add_styles(top, journey.style)
    about = (
        cells_of(journey, JOURNEY),
        _cells_beside("traveller", journey.travellers, TRAVELLERS),
        _source_cells(journey),
        _cells_beside("medium", journey.media, MEDIA),
    )
    _add_cells(top, {name: cell for cells in about for name, cell in cells.items()})
    for track in itinerary.tracks:
        is_alone = not itinerary.is_shared
        folder = top if is_alone else _folder(top, track.name.original.text)
        _add_track(folder, track, itinerary)
    events = _folder(top, "Events") if journey.events else top
    for event in journey.events:
        _add_event(events, event, itinerary)
    return xml_bytes(root)


def _add_track(folder: Element, track: Track, itinerary: Itinerary) -> None:
    journey = itinerary.journey
    stops, legs = _folder(folder, "Stops"), _folder(folder, "Ways")
    for number in track.stops:
        language = supported_language(journey.language)
        _add_stop(stops, itinerary, number, language)
    for number in track.legs:
        _add_leg(legs, itinerary, number)


def _add_stop(folder: Element, itinerary: Itinerary, number: int, language: str) -> None:
    journey = itinerary.journey
    stop, media = journey.stops[number], media_of_stop(journey, number)
    date = stop_date(stop, language, Length.LONG).text
    name = f"{itinerary.mark(number)} {stop.name.original.text}"
    words = (date, stop.note.original.text)
    placemark = _placemark(folder, name, words, media_html(media, language))
    _add_time(placemark, stop.arrival or stop.departure, stop.departure or stop.arrival)
    _add_data(placemark, "stop", {"kind": "stop", **cells_of(stop, STOPS)})
    _add_point(placemark, stop.position)


def _add_leg(folder: Element, itinerary: Itinerary, number: int) -> None:
    journey = itinerary.journey
    leg, way = journey.legs[number], journey.legs[number].geometry
    start, end = (journey.stops[stop].name.original.text for stop in itinerary.leg_ends(number))
    language = supported_language(journey.language)
    distance = distance_text(itinerary.leg_distances[number], language)
    drawn = texts(geometry_properties(way)) if way else {}
    placemark = _placemark(folder, f"{start} – {end}", (distance, leg.note.original.text))
    _add_data(placemark, leg.path_basis, {"kind": "leg", **cells_of(leg, LEGS), **drawn})
    lines = leg_lines(itinerary, number)
    geometry = add(placemark, "MultiGeometry") if lines else placemark
    for line in lines:
        string = add(geometry, "LineString")
        add_text(string, "tessellate", "1")  # along the ground, not through the Earth
        add_text(string, "coordinates", _coordinates_text(line))


def _add_event(folder: Element, event: Event, itinerary: Itinerary) -> None:
    language = supported_language(itinerary.journey.language)
    name = event.headline.original.text
    media = media_html(media_of_event(itinerary.journey, event.id), language)
    placemark = _placemark(folder, name, _event_text(event, language), media)
    _add_time(placemark, event.date, event.date)
    _add_data(placemark, "event", {"kind": "event", **cells_of(event, EVENTS)})
    number = itinerary.stop_number(event.stop) if event.stop else None
    if number is not None:
        _add_point(placemark, itinerary.journey.stops[number].position)


def _event_text(event: Event, language: str) -> Iterable[str]:
    yield event_date_phrase(event, language).text
    yield event.text.original.text
    if event.quote:
        yield f"“{event.quote.original.text}” {event.speaker.original.text}"
    yield " ".join(f"[{mark}]" for mark in event.references)


def _about(journey: Journey) -> Iterable[str]:
    yield journey.subtitle.original.text
    yield journey.report_note.original.text
    yield journey.credit.original.text
    yield journey.licence
    yield from way_credits(journey)
    for name, address in way_licences(journey):
        yield f"{name}: {address}" if address else name


def _cells_beside(
    kind: str, records: Iterable[Traveller | MediaItem], schema: Schema[Any]
) -> Cells:
    return {
        f"{kind}.{each.id}.{name}": cell
        for each in records
        for name, cell in cells_of(each, schema).items()
    }


def _source_cells(journey: Journey) -> Cells:
    cells = {}
    for source in journey.references:
        cells[f"source.{source.id}.citation"] = source.citation
        cells[f"source.{source.id}.url"] = source.url
    return cells


def _placemark(
    folder: Element, name: str, description: Iterable[str], html: Sequence[str] = ()
) -> Element:
    """Add a placemark with a description: plain text, and HTML that follows it."""
    placemark = add(folder, "Placemark")
    add_text(placemark, "name", name)
    add_text(placemark, "description", "<br>".join(filter(None, (_html(description), *html))))
    return placemark


def _add_data(placemark: Element, style: str, cells: Cells) -> None:
    add_text(placemark, "styleUrl", f"#{style}")
    _add_cells(placemark, cells)


def _add_styles(top: Element, style: HouseStyle) -> None:
    palette, _ = screen_palettes(style)
    for name, colour, scale in (("stop", palette.accent, 1.1), ("event", palette.second_text, 0.7)):
        icon = add(add(top, "Style", id=name), "IconStyle")
        add_text(icon, "color", _colour(colour, "FF"))
        add_text(icon, "scale", number_text(scale))
    for name, opacity in _OPACITIES.items():
        line = add(add(top, "Style", id=name), "LineStyle")
        add_text(line, "color", _colour(palette.accent, opacity))
        add_text(line, "width", number_text(MARKS.leg_travelled))


def _colour(rgb: str, opacity: str) -> str:
    """Return a colour as KML writes it: opacity, blue, green, red."""
    return f"{opacity}{rgb[5:7]}{rgb[3:5]}{rgb[1:3]}".lower()


def _add_time(placemark: Element, start: EdtfDate | None, end: EdtfDate | None) -> None:
    """Say when, exactly as precisely as the dates; an open or distant end is left open."""
    first = _day(start.earliest) if start else ""
    last = _day(end.latest) if end else ""
    if first and first == last:
        add_text(add(placemark, "TimeStamp"), "when", first)
    elif first or last:
        span = add(placemark, "TimeSpan")
        add_text(span, "begin", first)
        add_text(span, "end", last)


def _day(day: Day | None) -> str:
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return ""
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


def _add_point(placemark: Element, position: Point) -> None:
    add_text(add(placemark, "Point"), "coordinates", _coordinates_text([position]))


def _coordinates_text(points: Iterable[Point]) -> str:
    return " ".join(
        f"{round(longitude, _DECIMALS)},{round(latitude, _DECIMALS)}"
        for latitude, longitude in points
    )


def _folder(top: Element, name: str) -> Element:
    folder = add(top, "Folder")
    add_text(folder, "name", name)
    return folder


def _add_cells(parent: Element, cells: Cells) -> None:
    extended = add(parent, "ExtendedData")
    for name, value in cells.items():
        if value:
            add_text(add(extended, "Data", name=name), "value", value)


def _html(paragraphs: Iterable[str]) -> str:
    """Return text escaped twice in the end: programs take a description for HTML."""
    return "<br>".join(escape(words) for words in paragraphs if words)


# Reading -----------------------------------------------------------------------------------------


def read_kml(content: bytes, name: str) -> Imported:
    """Return the files of a journey.

    Raises
    ------
    ForeignFileError
        If it is not KML, or has no placemark with a point.
    """
    root = read_xml(content, name)
    if root.tag != "kml":
        raise ForeignFileError(f"{name} is XML, but not KML")
    placemarks = list(root.iter("Placemark"))
    refuse_long(len(placemarks), 0, name)
    account = Account()
    if any(data_cells(each).get("kind") == "stop" for each in placemarks):
        strangers = sum(not data_cells(each).get("kind") for each in placemarks)
        account.leave("placemark", "without a “kind”, as our own have", strangers)
        account.take("placemark", "a row of its table", len(placemarks) - strangers)
        return Imported(_ours(root, placemarks, name).files(), account=account)
    return read_placemarks(root, account, name)


def _ours(root: Element, placemarks: list[Element], name: str) -> JourneyRows:
    rows = JourneyRows()
    positions = 0
    beside: dict[str, dict[str, Cells]] = {kind: {} for kind in _BESIDE}
    for key, value in data_cells(root.find("Document")).items():
        kind, _, rest = key.partition(".")
        if kind in _BESIDE:
            known, _, column = rest.rpartition(".")
            beside[kind].setdefault(known, {_BESIDE[kind]: known})[column] = value
        else:
            rows.about[key] = value
    for kind, found in beside.items():
        rows.rows[kind] = list(found.values())
    for placemark in placemarks:
        cells = data_cells(placemark)
        kind = cells.get("kind", "")
        rows.add(kind, _moved(cells, placemark) if kind == "stop" else cells)
        if kind == "leg" and "length_km" in cells:
            lines = [_line(each, name) for each in own_elements(placemark, "LineString")]
            rows.leg_geometry.append(_leg_feature(lines, cells))
            positions += sum(map(len, lines))
            refuse_many_positions(positions, name)
    return rows


def _moved(cells: Cells, placemark: Element) -> Cells:
    """Return the cells of a stop, with its point's position if another program has moved it."""
    position = position_of(placemark)
    for column, degrees in position.items():
        known = number_in(cells.get(column, ""))
        if known is None or abs(known - float(degrees)) > 10**-_DECIMALS:
            return cells | position
    return cells


def _line(element: Element, name: str) -> list[list[float] | str]:
    return [place if isinstance(place, str) else place[:2] for place in line_of(element, name)]


def _leg_feature(lines: list[Any], cells: Cells) -> dict[str, Any]:
    properties: dict[str, Any] = {
        column.name: _typed(column.kind, cells[column.name])
        for column in LEG_GEOMETRY.columns
        if column.name in cells
    }
    return {"type": "Feature", "properties": properties, "geometry": lines_geometry(lines)}


def _typed(kind: Kind, cell: str) -> str | float | bool:
    """Return a cell as GeoJSON has it; what is no number stays, to be refused by its place."""
    number = number_in(cell) if kind is Kind.NUMBER else None
    return cell == "true" if kind is Kind.FLAG else cell if number is None else number
