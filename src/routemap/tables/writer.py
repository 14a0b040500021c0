"""A journey written down as the files it could have been read from."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import tomli_w

from routemap.model.journey import Basis, Certainty, Leg, Step
from routemap.tables import events, legs, lesson, sources, stops
from routemap.tables.folder import ABOUT, EVENTS, LEGS, LESSON, LOCATIONS, SOURCES, WAYS
from routemap.tables.metadata import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from routemap.model.edtf import EdtfDate
    from routemap.model.journey import Event, Journey, LegGeometry, LessonItem, Point, Stop, Wording
    from routemap.tables.schema import Layout

REPORT = "report"
_IN_REPORT = f"{REPORT}."
Cells = dict[str, str]
"""One row: what its cells hold, by the heading of their columns."""
# What a spreadsheet takes for a formula if a cell begins with it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Of a number in a cell; of degrees, a hundredth of a millimetre.
_DECIMALS = 10


def journey_files(journey: Journey) -> dict[str, bytes]:
    """Return the files of a journey's folder, by name; those that would hold nothing are left out.

    Reading them gives the same journey.
    """
    stop_rows = [stop_cells(stop) for stop in journey.stops]
    written = {
        ABOUT: about_text(about_cells(journey)),
        LOCATIONS: table_text(stop_rows, stops.LAYOUT),
        EVENTS: table_text([event_cells(event) for event in journey.events], events.LAYOUT),
        LEGS: table_text([leg_cells(leg) for leg in journey.legs if _is_told(leg)], legs.LAYOUT),
        WAYS: ways_text([_feature(leg, leg.geometry) for leg in journey.legs if leg.geometry]),
        SOURCES: table_text(
            [
                {"reference": each.id, "citation": each.citation, "url": each.url}
                for each in journey.references
            ],
            sources.LAYOUT,
        ),
        LESSON: table_text([_item(item) for item in journey.lesson], lesson.LAYOUT),
    }
    return {name: text.encode() for name, text in written.items() if text}


def table_text(rows: Sequence[Cells], layout: Layout, *, is_formula_safe: bool = False) -> str:
    """Return rows as a table in commas, "" if there are none; columns nobody fills are left out.

    Parameters
    ----------
    rows, layout
        What is written, and the columns in their order; translations follow their column.
    is_formula_safe
        Whether cells that a spreadsheet would take for a formula get an apostrophe before them,
        as OWASP advises (CSV Injection). Reading such a table back gives the apostrophe, too.
    """
    if not rows:
        return ""
    headings = [
        heading for name in layout.columns for heading in _headings(name, rows, layout.required)
    ]
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(headings)
    for row in rows:
        cells = [row.get(heading, "") for heading in headings]
        writer.writerow([_harmless(cell) for cell in cells] if is_formula_safe else cells)
    return output.getvalue()


def stops_table(journey: Journey, *, is_formula_safe: bool) -> str:
    """Return the table of stops alone; `is_formula_safe` as in `table_text`."""
    rows = [stop_cells(stop) for stop in journey.stops]
    return table_text(rows, stops.LAYOUT, is_formula_safe=is_formula_safe)


def number_text(number: float | None) -> str:
    """Return a number as a cell holds it, "" for none."""
    if number is None:
        return ""
    plain = f"{number:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain


def _harmless(cell: str) -> str:
    if not cell.startswith(_FORMULA_STARTS):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def _headings(name: str, rows: Iterable[Cells], required: Sequence[str]) -> list[str]:
    """Return a column and its translations, as far as any row fills them."""
    used = dict.fromkeys(heading for row in rows for heading, cell in row.items() if cell)
    translated = [heading for heading in used if heading.startswith(f"{name}@")]
    return [name, *translated] if translated or name in used or name in required else []


def _words(name: str, wording: Wording) -> Cells:
    translations = {f"{name}@{each.language}": each.text for each in wording.translations}
    return {name: wording.original.text, **translations}


def _date(name: str, date: EdtfDate | None, words: Wording) -> Cells:
    return {name: date.edtf if date else "", **_words(f"{name}_text", words)}


def _certainty(certainty: Certainty) -> str:
    return "" if certainty == Certainty.CERTAIN else certainty.value


def stop_cells(stop: Stop) -> Cells:
    """Return a stop as a row of locations.csv."""
    return {
        "id": stop.id,
        **_words("name", stop.name),
        "name_local": stop.name_local.text,
        "name_local_lang": stop.name_local.language,
        "country": stop.country,
        "latitude": number_text(stop.latitude),
        "longitude": number_text(stop.longitude),
        "accuracy_km": number_text(stop.accuracy_km),
        **_date("arrival", stop.arrival, stop.arrival_text),
        **_date("departure", stop.departure, stop.departure_text),
        "mode": stop.mode,
        "certainty": _certainty(stop.certainty),
        "references": ";".join(stop.references),
        **_words("note", stop.note),
    }


def event_cells(event: Event) -> Cells:
    """Return an event as a row of events.csv."""
    return {
        "id": event.id,
        **_date("date", event.date, event.date_text),
        "undated": "" if event.date else event.undated.value,
        "location": event.stop,
        **_words("headline", event.headline),
        **_words("text", event.text),
        **_words("speaker", event.speaker),
        **_words("quote", event.quote),
        "basis": event.basis.value,
        "certainty": _certainty(event.certainty),
        "references": ";".join(event.references),
    }


def _is_told(leg: Leg) -> bool:
    """Tell whether anything is known of a leg that does not follow from the order of stops."""
    return bool(
        leg.references
        or leg.note
        or leg.basis != Basis.INFERRED
        or leg.mode_basis != Basis.INFERRED
    )


def leg_cells(leg: Leg) -> Cells:
    """Return a leg as a row of legs.csv."""
    return {
        "from": leg.start,
        "to": leg.end,
        "basis": leg.basis.value,
        "mode_basis": leg.mode_basis.value,
        "references": ";".join(leg.references),
        **_words("note", leg.note),
    }


def _item(item: LessonItem) -> Cells:
    return {
        "moment": item.moment,
        "kind": item.kind.value,
        **_words("text", item.text),
        **_words("answer", item.answer),
    }


def ways_text(features: Sequence[Mapping[str, Any]]) -> str:
    """Return legs.geojson, "" if there are no features."""
    if not features:
        return ""
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False) + "\n"


def _feature(leg: Leg, way: LegGeometry) -> dict[str, Any]:
    return {"type": "Feature", "properties": _way(leg, way), "geometry": _lines(way)}


def _way(leg: Leg, way: LegGeometry) -> dict[str, Any]:
    told = {
        "from": leg.start,
        "to": leg.end,
        "length_km": way.length_km,
        "source": way.source,
        "licence": way.licence,
        "stub_km": way.stub_km or None,
        "shortest": way.is_shortest or None,
    }
    return {name: value for name, value in told.items() if value not in (None, "")}


def _lines(way: LegGeometry) -> dict[str, Any]:
    lines = [[_position(point) for point in line] for line in (*way.lines, way.stub) if line]
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


def _position(point: Point) -> list[float]:
    latitude, longitude = point
    return [longitude, latitude]


def about_cells(journey: Journey) -> Cells:
    """Return what holds for the whole journey, as journey.toml has it.

    `report.` before a name stands for the section.
    """
    told = {
        **_words("title", journey.title),
        **_words("subtitle", journey.subtitle),
        "language": "" if journey.language == DEFAULT_LANGUAGE else journey.language,
        "time_zone": journey.time_zone,
        "step": "" if journey.step == Step.DAY else journey.step.value,
        **_words("credit", journey.credit),
        "licence": journey.licence,
        **_words("name_policy", journey.name_policy),
        **_words("boundary_policy", journey.boundary_policy),
        **_words(f"{REPORT}.title", journey.report_title),
        **_words(f"{REPORT}.note", journey.report_note),
    }
    return {name: words for name, words in told.items() if words}


def about_text(cells: Mapping[str, str]) -> str:
    """Return the text of journey.toml from such cells."""
    top = {name: words for name, words in cells.items() if "." not in name}
    report = {
        name.removeprefix(_IN_REPORT): words
        for name, words in cells.items()
        if name.startswith(_IN_REPORT)
    }
    return tomli_w.dumps({**top, **({REPORT: report} if report else {})})
