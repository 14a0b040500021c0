"""GeoJSON features of another program: points are stops, lines legs or ground, areas ground."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from routemap.formats.column_names import recognised
from routemap.formats.features import POSITION_COLUMNS, Members, cell, properties_of
from routemap.formats.foreign_map import ForeignMap
from routemap.formats.imported import Imported, refuse_long
from routemap.formats.shapes import shapes_of
from routemap.tables.cells import Cells
from routemap.tables.json_reader import items, members, word, writable

_OWN_MEMBERS = frozenset({"type", "properties", "geometry", "bbox"})
_MOST_NESTED = 10


def read_features(
    features: Sequence[Members], title: str, name: str, subtitle: str = ""
) -> Imported:
    """Return the map of features, under this title; raises as `ForeignMap.imported`."""
    cells = [cells_of_feature(feature) for feature in features]
    keys: dict[str, None] = {}
    for each in cells:
        keys |= dict.fromkeys(each)
        refuse_long(0, len(keys), name)
    found = ForeignMap(name, name_column(keys))
    found.about = {"title": title}
    found.add_subtitle(subtitle)
    for feature, said in zip(features, cells, strict=True):
        found.add_shapes("feature", said, shapes_of(members(feature.get("geometry"))))
    return found.imported()


def name_column(headings: Iterable[str]) -> str:
    """Return the heading of the names of places; "name" where there are no headings at all."""
    listed = list(headings)
    places = (place for place, column in recognised(listed).items() if column == "name")
    return next((listed[place] for place in places), "" if listed else "name")


def cells_of_feature(feature: Members) -> Cells:
    """Return all that is said of a feature as cells; what is nested has its path for a heading."""
    others = {key: value for key, value in feature.items() if key not in _OWN_MEMBERS}
    cells: Cells = {}
    for key, text in (*_flat(others), *_flat(properties_of(feature))):
        cells[f"{key}*" if key in POSITION_COLUMNS else key] = text
    return cells


def _flat(found: Members, path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    for key, value in found.items():
        heading = f"{path}{word(key)}"
        if isinstance(value, dict) and depth < _MOST_NESTED:
            yield from _flat(value, f"{heading}.", depth + 1)
        elif isinstance(value, dict) or any(isinstance(each, list | dict) for each in items(value)):
            yield heading, json.dumps(writable(value), ensure_ascii=False)
        else:
            yield heading, cell(value)
