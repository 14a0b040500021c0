"""Tables with a column WKT, as Google My Maps and QGIS write them: a shape stands in each cell.

https://www.ogc.org/standard/sfa/ (Well-Known Text, 06-103r4, 7)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from routemap.formats.features import POSITION_COLUMNS, Members
from routemap.formats.foreign_features import name_column
from routemap.formats.foreign_map import ForeignMap
from routemap.formats.imported import Imported
from routemap.formats.shapes import shapes_of
from routemap.formats.xml import number_in

_HEADING = "wkt"
_TOKEN = re.compile(r"[(),]|[^\s(),]+")
_SRID = re.compile(r"\A\s*SRID=\d+;", re.IGNORECASE)
_DIMENSIONS = frozenset({"Z", "M", "ZM"})
_KINDS = {
    kind.upper(): kind
    for kind in (
        *("Point", "MultiPoint", "LineString", "MultiLineString"),
        *("Polygon", "MultiPolygon", "GeometryCollection"),
    )
}
_MOST_NESTED = 20


def with_shapes(brought: Imported, name: str) -> Imported:
    """Return a table with a column WKT as the map that its shapes make; any other as it is.

    Raises
    ------
    ForeignFileError
        If no row is a place.
    """
    table = brought.table
    headings = [heading.casefold() for heading in table.header] if table else []
    if table is None or _HEADING not in headings:
        return brought
    shape = headings.index(_HEADING)
    others = [f"{each}*" if each in POSITION_COLUMNS else each for each in table.header]
    found = ForeignMap(name, name_column(others[:shape] + others[shape + 1 :]))
    found.account.add_all(brought.account)
    for row in table.rows:
        cells = dict(zip(others, row, strict=True))
        del cells[others[shape]]
        found.add_shapes("WKT cell", cells, shapes_of(geometry_in(row[shape])))
    made = found.imported()
    return replace(made, files={**brought.files, **made.files})


def geometry_in(text: str) -> Members:
    """Return the GeoJSON geometry that a text says; empty if it says none or is malformed."""
    tokens = (sign[0] for sign in _TOKEN.finditer(_SRID.sub("", text, count=1)))
    try:
        return _geometry(tokens, next(tokens, ""), 0)
    except ValueError:
        return {"type": text[:1]}


def _geometry(tokens: Iterator[str], word: str, depth: int) -> Members:
    if not word:
        return {}
    kind = _KINDS.get(word.upper().rstrip("ZM") if word.upper() not in _KINDS else word.upper())
    opening = next(tokens, "")
    if opening.upper() in _DIMENSIONS:
        opening = next(tokens, "")
    if opening.upper() == "EMPTY":
        return {}
    if kind is None or opening != "(" or depth == _MOST_NESTED:
        raise ValueError(word)
    if kind == "GeometryCollection":
        return {"type": kind, "geometries": list(_members(tokens, depth + 1))}
    found = _list(tokens, 0)
    if kind == "Point":
        return {"type": kind, "coordinates": next(iter(found), None)}
    if kind == "MultiPoint":  # its points may stand in brackets of their own
        found = [each[0] if each and isinstance(each[0], list) else each for each in found]
    return {"type": kind, "coordinates": found}


def _members(tokens: Iterator[str], depth: int) -> Iterator[Members]:
    for sign in tokens:
        if sign == ")":
            return
        if sign != ",":
            yield _geometry(tokens, sign, depth)
    raise ValueError


def _list(tokens: Iterator[str], depth: int) -> list[Any]:
    """Return what stands up to a closing bracket: positions, or lists of them."""
    found: list[Any] = []
    position: list[float] = []
    for sign in tokens:
        if sign == "(":
            if depth == _MOST_NESTED:
                raise ValueError(sign)
            found.append(_list(tokens, depth + 1))
        elif sign in ",)":
            found += [position] if position else []
            position = []
            if sign == ")":
                return found
        else:
            number = number_in(sign)
            if number is None:
                raise ValueError(sign)
            position.append(number)
    raise ValueError
