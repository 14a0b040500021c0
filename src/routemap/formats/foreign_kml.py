"""KML of other programs, as of Google My Maps and Google Earth: placemarks are stops or lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any
from xml.etree.ElementTree import Element

from routemap.formats.account import Account
from routemap.formats.column_meanings import DATE_COLUMNS
from routemap.formats.column_names import recognised
from routemap.formats.foreign_map import ForeignMap
from routemap.formats.imported import Imported
from routemap.formats.markup import pictures_in, plain_text
from routemap.formats.media import picture_cell
from routemap.formats.placemarks import data_cells, line_of, own_elements, position_in, times
from routemap.formats.shapes import Shapes, shapes_of
from routemap.formats.stages import Segment, Track, add_days, add_lines, without_fraction
from routemap.formats.xml import text_of
from routemap.tables.cells import Cells
from routemap.tables.feature_collection import point_in
from routemap.tables.values import why_not_a_url

_COLUMNS = frozenset(
    {
        *("name", "latitude", "longitude", "altitude", "arrival", "departure", "text", "media"),
        *("address", "phone", "link", "author", "folder"),
    }
)
_PICTURES = "gx_media_links"
"""The pictures of a place in Google My Maps, separated by blanks."""
_GEOMETRIES = ("Point", "LineString", "LinearRing", "Polygon")
_UNREAD = {"Model": "a model in three dimensions"}
_LEFT = {
    "NetworkLink": ("link", "it leads to another file: import that one, too"),
    "GroundOverlay": ("overlay", "a picture laid on the ground"),
    "ScreenOverlay": ("overlay", "a picture laid on the screen"),
    "PhotoOverlay": ("overlay", "a photograph hung into the map"),
    "Tour": ("tour", "a flight of the camera"),
}


def read_placemarks(root: Element, account: Account, name: str) -> Imported:
    """Return the map of a document; raises as `ForeignMap.imported`."""
    found = ForeignMap(name)
    found.account.add_all(account)
    _about(root, found)
    for tag, (item, why) in _LEFT.items():
        found.account.leave(item, why, sum(1 for _ in root.iter(tag)))
    tracks: list[Track] = []
    for placemark, folder in _placemarks(root):
        cells = _cells(placemark, found.account)
        if folder:
            cells["folder"] = folder
        recorded = list(own_elements(placemark, "Track"))
        if recorded:
            tracks.append(Track(cells, [_segment(each) for each in recorded]))
        else:
            found.add_shapes("placemark", cells, _shapes(placemark, name))
    (add_lines if found.has_places else add_days)(found, tracks, "placemark")
    return found.imported()


def _about(root: Element, found: ForeignMap) -> None:
    top = root.find("Document")
    top = root.find("Folder") if top is None else top
    found.about = {"title": text_of(top, "name")}
    found.add_subtitle(plain_text(text_of(top, "description")))
    described = sum(bool(text_of(each, "description")) for each in root.iter("Folder"))
    is_top = top is not None and top.tag == "Folder" and bool(text_of(top, "description"))
    found.account.leave("description", "of a folder, of which the name stays", described - is_top)


def _placemarks(root: Element) -> Iterator[tuple[Element, str]]:
    """Yield the placemarks in their order, each with the names of the folders that it lies in."""
    ahead = [(root, "")]
    while ahead:
        element, folder = ahead.pop()
        if element.tag == "Placemark":
            yield element, folder
        if element.tag == "Folder":
            folder = " / ".join(filter(None, (folder, text_of(element, "name"))))
        ahead += [(each, folder) for each in reversed(element)]


def _cells(placemark: Element, account: Account) -> Cells:
    description = text_of(placemark, "description")
    snippet = plain_text(text_of(placemark, "Snippet") or text_of(placemark, "snippet"))
    text = plain_text(description)
    data = data_cells(placemark)
    begin, end = map(without_fraction, times(placemark))
    if not begin and not end:
        begin, end = _dates_in(data)
    pictures = [*pictures_in(description), *data.pop(_PICTURES, "").split()]
    on_web = [each for each in dict.fromkeys(pictures) if not why_not_a_url(each)]
    why = "its address is not on the web"
    account.leave("picture", why, len(dict.fromkeys(pictures)) - len(on_web))
    link = placemark.find("link")
    own = {
        "name": text_of(placemark, "name") or text_of(placemark, "address"),
        "arrival": begin,
        "departure": end if end != begin else "",
        "text": text if snippet in text else "\n".join(filter(None, (snippet, text))),
        "media": " ".join(map(picture_cell, on_web)),
        "address": text_of(placemark, "address"),
        "phone": text_of(placemark, "phoneNumber"),
        "link": link.get("href", "") if link is not None else "",
        "author": text_of(placemark.find("author"), "name"),
    }
    others = {f"{key}*" if key in _COLUMNS else key: cell for key, cell in data.items()}
    return {key: cell for key, cell in (own | others).items() if cell}


def _dates_in(data: Cells) -> tuple[str, str]:
    """Take the dates that a placemark has among its data, for want of a time of its own."""
    headings = {column: place for place, column in recognised(list(data)).items()}
    names = [list(data)[headings[each]] if each in headings else "" for each in DATE_COLUMNS]
    begin, end = (data.pop(name, "") for name in names)
    return begin, end


def _shapes(placemark: Element, name: str) -> Shapes:
    geometries = [_geometry(each, name) for each in own_elements(placemark, *_GEOMETRIES)]
    models = sum(1 for _ in own_elements(placemark, *_UNREAD))
    shapes = shapes_of({"type": "GeometryCollection", "geometries": geometries})
    shapes.unreadable += models
    return shapes


def _geometry(element: Element, name: str) -> dict[str, Any]:
    """Return an element of KML as the geometry of GeoJSON that it is."""
    if element.tag == "Polygon":
        rings = [line_of(ring, name) for ring in element.iter("LinearRing")]
        return {"type": "Polygon", "coordinates": rings}
    line = line_of(element, name)
    if element.tag == "Point":
        return {"type": "Point", "coordinates": next(iter(line), None)}
    return {"type": "LineString", "coordinates": line}


def _segment(track: Element) -> Segment:
    """Return the points of a gx:Track that can be read; times and places stand in two lists."""
    whens = (without_fraction(text_of(each)) for each in track.iter("when"))
    places = (point_in(position_in(text_of(each).split()[:3])) for each in track.iter("coord"))
    pairs = zip_longest(places, whens, fillvalue="")
    return [(place, when) for place, when in pairs if not isinstance(place, str)]
