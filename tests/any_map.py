"""Maps as other programs write them, generated: what is in them is known, item by item."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SHAPES = ("Point", "MultiPoint", "LineString", "Polygon", "GeometryCollection", "none", "broken")
_letters = st.text("aé한Ж ,;&<>\"'{}[]|#", max_size=6)


@dataclass(frozen=True)
class Item:
    """A feature: its shape, and its words, each with a mark that stands nowhere else."""

    number: int
    shape: str
    name: str
    text: str
    extra: str

    @property
    def marks(self) -> set[str]:
        """Return the marks of its words."""
        words = {"name": self.name, "text": self.text, "extra": self.extra}
        return {f"zq{kind}{self.number}x" for kind, said in words.items() if said}

    @property
    def geometry(self) -> dict[str, Any] | None:
        """Return its shape as GeoJSON."""
        x, y = self.number % 50, self.number % 40
        point = {"type": "Point", "coordinates": [x, y]}
        line = [[x, y], [x + 0.5, y + 2], [x + 1, y + 1]]
        shapes: dict[str, dict[str, Any] | None] = {
            "Point": point,
            "MultiPoint": {"type": "MultiPoint", "coordinates": [[x, y], [x, y + 1]]},
            "LineString": {"type": "LineString", "coordinates": line},
            "Polygon": {"type": "Polygon", "coordinates": [[*line, line[0]]]},
            "GeometryCollection": {
                "type": "GeometryCollection",
                "geometries": [point, {"type": "LineString", "coordinates": line}],
            },
            "none": None,
            "broken": {"type": "Point", "coordinates": [x, 95]},
        }
        return shapes[self.shape]


@st.composite
def item_lists(draw: st.DrawFn) -> list[Item]:
    """Some features; the first is a place with a name, so that there is a journey."""
    items = []
    for number in range(draw(st.integers(1, 8))):
        shape = draw(st.sampled_from(SHAPES)) if number else "Point"
        words = {
            kind: f"zq{kind}{number}x{draw(_letters)}" if draw(st.booleans()) else ""
            for kind in ("name", "text", "extra")
        }
        if not number:
            words["name"] = "zqname0x"
        items.append(Item(number, shape, **words))
    return items


def _properties(item: Item, text: str) -> dict[str, str]:
    said = {"name": item.name, text: item.text, "mood": item.extra}
    return {key: words for key, words in said.items() if words}


def _feature(item: Item, text: str = "description") -> dict[str, Any]:
    properties = _properties(item, text)
    return {"type": "Feature", "properties": properties, "geometry": item.geometry}


def geojson_of(items: Sequence[Item]) -> bytes:
    """Return a FeatureCollection."""
    features = list(map(_feature, items))
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def umap_of(items: Sequence[Item]) -> bytes:
    """Return a map of uMap with two layers."""
    layers = [
        {"type": "FeatureCollection", "features": list(map(_feature, part))}
        for part in (items[:1], items[1:])
    ]
    return json.dumps({"type": "umap", "properties": {}, "layers": layers}).encode()


def wkt_of(items: Sequence[Item]) -> bytes:
    """Return a table with a column WKT."""
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(("WKT", "name", "description", "mood"))
    writer.writerows((_wkt(each.geometry), each.name, each.text, each.extra) for each in items)
    return output.getvalue().encode()


def _wkt(geometry: dict[str, Any] | None) -> str:
    if geometry is None:
        return ""
    if "geometries" in geometry:
        return f"GEOMETRYCOLLECTION ({', '.join(map(_wkt, geometry['geometries']))})"
    return f"{geometry['type'].upper()} {_brackets(geometry['coordinates'])}"


def _brackets(found: list[Any]) -> str:
    if not isinstance(found[0], list):
        return f"({found[0]} {found[1]})"
    if not isinstance(found[0][0], list):
        return f"({', '.join(f'{x} {y}' for x, y in found)})"
    return f"({', '.join(map(_brackets, found))})"


def kml_of(items: Sequence[Item]) -> bytes:
    """Return a KML document with a folder."""
    placemarks = "".join(
        f"<Placemark><name>{escape(each.name)}</name>"
        f"<description>{escape(escape(each.text))}</description><ExtendedData><Data name='mood'>"
        f"<value>{escape(each.extra)}</value></Data></ExtendedData>{_kml(each.geometry)}</Placemark>"
        for each in items
    )
    return f"<kml><Document><Folder>{placemarks}</Folder></Document></kml>".encode()


def _kml(geometry: dict[str, Any] | None) -> str:
    if geometry is None:
        return ""
    kind, found = geometry["type"], geometry.get("coordinates", ())
    if kind == "Point":
        return f"<Point>{_coordinates([found])}</Point>"
    if kind == "LineString":
        return f"<LineString>{_coordinates(found)}</LineString>"
    if kind == "Polygon":
        ring = f"<LinearRing>{_coordinates(found[0])}</LinearRing>"
        return f"<Polygon><outerBoundaryIs>{ring}</outerBoundaryIs></Polygon>"
    points = [{"type": "Point", "coordinates": each} for each in found]
    return (
        f"<MultiGeometry>{''.join(map(_kml, geometry.get('geometries', points)))}</MultiGeometry>"
    )


def _coordinates(line: Sequence[Any]) -> str:
    return f"<coordinates>{' '.join(f'{x},{y},0' for x, y in line)}</coordinates>"


def lpf_of(items: Sequence[Item]) -> bytes:
    """Return Linked Places, the names of which are toponyms."""
    features = [
        {
            "@id": f"https://example.org/{each.number}",
            "type": "Feature",
            "properties": {"title": each.name, "mood": each.extra},
            "names": [{"toponym": each.name or "zqnoname"}] if each.name else [],
            "descriptions": [{"value": each.text}] if each.text else [],
            "geometry": each.geometry,
        }
        for each in items
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


MAPS: dict[str, tuple[str, str, Callable[[Sequence[Item]], bytes]]] = {
    "GeoJSON": ("t.geojson", "feature", geojson_of),
    "uMap": ("t.umap", "feature", umap_of),
    "a table with WKT": ("t.csv", "WKT cell", wkt_of),
    "KML": ("t.kml", "placemark", kml_of),
    "Linked Places": ("t.json", "place", lpf_of),
}
"""What each file is called, what its account calls an item, and what writes it."""
