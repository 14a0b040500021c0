"""A journey written down as the files it could have been read from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import tomli_w

from routemap.geo import Point
from routemap.geo.extent import wrapped
from routemap.model.journey import Journey, Leg, LegGeometry
from routemap.tables.cells import Cells, cells_of, names_in, typed_cells
from routemap.tables.csv_text import csv_text
from routemap.tables.ground import GROUND_FILE
from routemap.tables.ground_image import basemap_section
from routemap.tables.legs import unlisted_leg
from routemap.tables.limits import LARGEST_LONGITUDE
from routemap.tables.media_files import media_contents
from routemap.tables.metadata import BASEMAP_SECTION, SPEED_SECTION
from routemap.tables.schema import JOURNEY, LEG_GEOMETRY, LEGS, SCHEMAS, STOPS, Kind, Schema
from routemap.tables.speeds import speed_section

_FLAGS = {"true": True, "false": False}
# What a spreadsheet takes for a formula if a cell begins with it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def journey_files(journey: Journey) -> dict[str, bytes]:
    """Return the files of a journey's folder, by name; those that would hold nothing are left out.

    Reading them gives the same journey.
    """
    about = metadata_sections(cells_of(journey, JOURNEY))
    sections = {
        SPEED_SECTION: speed_section(journey.speeds),
        BASEMAP_SECTION: basemap_section(journey.own_basemap),
    }
    filled = {name: section for name, section in sections.items() if section}
    written = {JOURNEY.file: toml_text(about | filled)}
    for schema in (each for each in SCHEMAS if each.rows_field):
        records = getattr(journey, schema.rows_field)
        listed = filter(_is_listed, records) if schema is LEGS else records
        written[schema.file] = table_text([cells_of(each, schema) for each in listed], schema)
    drawn = [leg_feature(leg, leg.geometry) for leg in journey.legs if leg.geometry]
    written[LEG_GEOMETRY.file] = leg_geometry_text(drawn)
    written[GROUND_FILE] = journey.ground
    files = {name: text.encode() for name, text in written.items() if text}
    image, style = journey.own_basemap.image, journey.style
    files |= {image.file: image.content} if image else {}
    files |= media_contents(journey.media)
    files |= {style.logo: style.logo_content} if style.logo_content else {}
    return files | ({style.font: style.font_content} if style.font_content else {})


def table_text(
    rows: Sequence[Cells], schema: Schema[object], *, is_formula_safe: bool = False
) -> str:
    """Return rows as comma-separated text, "" if there are none; blank columns are left out.

    Parameters
    ----------
    rows, schema
        The rows, and the columns in their order; translations follow their column.
    is_formula_safe
        Whether cells that a spreadsheet would take for a formula get an apostrophe before them,
        as OWASP advises (CSV Injection). Reading such a table back gives the apostrophe, too.
    """
    if not rows:
        return ""
    used = dict.fromkeys(heading for row in rows for heading, cell in row.items() if cell)
    headings = [heading for name in schema.by_name for heading in _headings(name, used, schema)]
    written = _harmless if is_formula_safe else str
    cells = ([written(row.get(heading, "")) for heading in headings] for row in rows)
    return csv_text((headings, *cells))


def stops_table(
    journey: Journey, more: Mapping[int, Mapping[str, str]], *, is_formula_safe: bool
) -> str:
    """Return the table of stops alone, with more cells of some; `is_formula_safe` as above."""
    rows = [
        {**cells_of(stop, STOPS), **more.get(number, {})}
        for number, stop in enumerate(journey.stops)
    ]
    return table_text(rows, STOPS, is_formula_safe=is_formula_safe)


def _harmless(cell: str) -> str:
    if not cell.startswith(_FORMULA_STARTS):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def _headings(name: str, used: Iterable[str], schema: Schema[object]) -> list[str]:
    """Return a column and its translations, as far as any row fills them."""
    translated = [heading for heading in used if heading.startswith(f"{name}@")]
    return [name, *translated] if translated or name in used or name in schema.required else []


def _is_listed(leg: Leg) -> bool:
    """Tell whether anything is known of a leg that does not follow from the order of stops."""
    return replace(leg, geometry=None) != unlisted_leg(leg.start, leg.end, leg.mode)


def leg_geometry_text(features: Sequence[Mapping[str, Any]]) -> str:
    """Return legs.geojson, "" if there are no features."""
    if not features:
        return ""
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False) + "\n"


def leg_feature(leg: Leg, geometry: LegGeometry) -> dict[str, Any]:
    """Return the geometry of a leg as a Feature of legs.geojson."""
    properties = {"from": leg.start, "to": leg.end} | geometry_properties(geometry)
    return {"type": "Feature", "properties": properties, "geometry": _lines(geometry)}


def geometry_properties(geometry: LegGeometry) -> dict[str, Any]:
    """Return what is said of the geometry of a leg; what is blank, 0 or false is left out."""
    return {name: value for name, value in typed_cells(geometry, LEG_GEOMETRY).items() if value}


def _lines(geometry: LegGeometry) -> dict[str, Any]:
    parts = (*geometry.lines, geometry.stub)
    return lines_geometry([[_position(point) for point in line] for line in parts if line])


def lines_geometry(lines: Sequence[Any]) -> dict[str, Any]:
    """Return lines of GeoJSON positions as one geometry."""
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


def _position(point: Point) -> list[float]:
    latitude, longitude = point
    return [longitude if abs(longitude) <= LARGEST_LONGITUDE else wrapped(longitude), latitude]


def metadata_text(cells: Mapping[str, str]) -> str:
    """Return the text of journey.toml from its entries; ``report.`` stands before some names."""
    return toml_text(metadata_sections(cells))


def toml_text(entries: Mapping[str, Any]) -> str:
    """Return entries and sections as TOML."""
    return tomli_w.dumps(entries)


def metadata_sections(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entries of journey.toml that are known and filled, ``report.`` in a section.

    What is true or false is so without quotation marks, names are a list.
    """
    sections: dict[str, Any] = {}
    for path, value in cells.items():
        name, at, language = path.partition("@")
        section, _, key = name.rpartition(".")
        if value and name in JOURNEY.by_name:
            entries = sections.setdefault(section, {}) if section else sections
            entries[f"{key}{at}{language}"] = _as_entry(value, JOURNEY.by_name[name].kind)
    return sections


def _as_entry(value: Any, kind: Kind) -> Any:  # noqa: ANN401  as TOML has it
    if kind is Kind.FLAG:
        return _FLAGS.get(value, value)
    return list(names_in(value)) if kind is Kind.NAMES and isinstance(value, str) else value
