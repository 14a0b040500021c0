"""Sheets of a workbook that are named as tables of a journey, and the files they become."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from routemap.formats.account import Account
from routemap.formats.column_names import recognised
from routemap.formats.heading_row import MOST_LOOKED_AT, ROW, NumberedRow, table_below_headings
from routemap.formats.imported import ImportedTable
from routemap.tables.csv_text import csv_text
from routemap.tables.ids import ids_of_rows
from routemap.tables.problems import ProblemLog
from routemap.tables.schema import (
    ANNOTATIONS,
    EVENTS,
    JOURNEY,
    LEGS,
    LESSON,
    MEDIA,
    SOURCES,
    STOPS,
    TRAVELLERS,
    Kind,
    Schema,
    plain_heading,
)
from routemap.tables.table import Row
from routemap.tables.writer import metadata_text

_NAMES: tuple[tuple[Schema[object], str], ...] = (
    (STOPS, "locations stops places orte stationen lieux étapes lugares paradas места 장소"),
    (
        TRAVELLERS,
        "travellers travelers reisende voyageurs viajeros путешественники 여행자",
    ),
    (EVENTS, "events ereignisse événements eventos события 사건"),
    (SOURCES, "sources references quellen fuentes источники 출처"),
    (LEGS, "legs"),
    (MEDIA, "media medien médias medios медиа 미디어"),
    (LESSON, "lesson"),
    (ANNOTATIONS, "annotations"),
    (JOURNEY, "journey"),
)
_SCHEMAS = {name: schema for schema, names in _NAMES for name in names.split()}
_STOPS_OF_LEGS = ("from", "to")
# Headings that say so only in a sheet that is named as the table.
_IN_SHEETS = {
    (EVENTS.file, "headline"): ("title", "titel", "titre", "título", "заголовок", "제목"),
    (SOURCES.file, "citation"): ("title", "titel", "zitat", "cita"),
}


def schema_named(sheet: str) -> Schema[object] | None:
    """Return the table that a sheet is named as, None if it is named as none."""
    return _SCHEMAS.get(unicodedata.normalize("NFC", sheet).strip().casefold())


def own_table(
    rows: Sequence[NumberedRow],
    name: str,
    schema: Schema[object],
    ids: Mapping[str, str],
    account: Account,
) -> bytes:
    """Return a table as its file; headings in other languages become ours.

    Parameters
    ----------
    rows, name, schema
        The rows of the sheet, its name in messages, and the table that they are.
    ids
        The ids of stops, as `ids_of_stops` returns them: where a stop is cited by its name, its id
        is written.
    account
        What takes the fate of each row.

    Raises
    ------
    ForeignFileError
        If the table is larger than is read.
    """
    place = _heading_place(rows, schema)
    table = table_below_headings(rows, name, rows[place][0])
    header = _distinct(_own_headings(table.header, schema))
    cited = {place for place, heading in enumerate(header) if _cites_stop(heading, schema)}
    written = (
        [_id_of(cell, ids) if at in cited else cell for at, cell in enumerate(row)]
        for row in table.rows
    )
    account.leave(ROW, "above the names of columns", place)
    account.take(ROW, "names of columns")
    account.take(ROW, f"row of {schema.file}", len(table.rows))
    return csv_text((header, *written)).encode()


def journey_file(rows: Sequence[NumberedRow], account: Account) -> bytes:
    """Return journey.toml: each row is an entry and its words, or the first row has all names."""
    cells = [cells for _, cells in rows]
    entries = {}
    if len(cells) > 1 and sum(map(JOURNEY.has, cells[0])) > 1:
        entries = dict(zip(cells[0], cells[1], strict=False))
        account.take(ROW, f"entries of {JOURNEY.file}", 2)
        cells = cells[2:]
    for row in cells:
        entry, words = (*row, "")[:2]
        is_known = JOURNEY.has(entry) and entry not in entries
        if is_known:
            entries[entry] = words
            account.take(ROW, f"entry of {JOURNEY.file}")
        else:
            account.leave(ROW, f"not an entry of {JOURNEY.file}")
    return metadata_text(entries).encode()


def ids_of_stops(table: ImportedTable) -> dict[str, str]:
    """Return the ids of stops by themselves, and by names in small letters, the first of equals."""
    places = {column: place for place, column in recognised(table.header).items()}
    columns = [name for name in ("id", "name") if name in places]
    rows = [
        Row(number, {column: row[places[column]] for column in columns})
        for number, row in enumerate(table.rows)
    ]
    ids = ids_of_rows(rows, STOPS, ProblemLog(STOPS.file))
    found = {each: each for each in ids}
    for row, made in zip(rows, ids, strict=True):
        found.setdefault(row.cell("name").casefold(), made)
    return found


def _id_of(cell: str, ids: Mapping[str, str]) -> str:
    return ids.get(cell) or ids.get(cell.casefold(), cell) if cell else ""


def _own_headings(header: Iterable[str], schema: Schema[object]) -> list[str]:
    """Return headings with those recognised as ours; the first of two that are the same."""
    aliases = {
        plain_heading(alias): column.name
        for column in schema.columns
        for alias in (column.name, *column.aliases, *_IN_SHEETS.get((schema.file, column.name), ()))
    }
    taken = {heading for heading in header if schema.has(heading)}
    headings = []
    for heading in header:
        ours = "" if schema.has(heading) else aliases.get(plain_heading(heading), "")
        headings.append(ours if ours and ours not in taken else heading)
        taken.add(ours)
    return headings


def _heading_place(rows: Sequence[NumberedRow], schema: Schema[object]) -> int:
    """Return the place of the row with most columns of the table: the first below a title."""
    known = [
        sum(map(schema.has, _own_headings(cells, schema))) for _, cells in rows[:MOST_LOOKED_AT]
    ]
    return known.index(max(known))


def _distinct(headings: Iterable[str]) -> list[str]:
    """Return headings that are all different, so that no column takes another's place."""
    found: dict[str, None] = {}
    for heading in headings:
        name = heading or "?"
        while name in found:
            name += "*"
        found[name] = None
    return list(found)


def _cites_stop(heading: str, schema: Schema[object]) -> bool:
    if schema is LEGS:
        return heading in _STOPS_OF_LEGS
    column = schema.by_name.get(heading)
    return column is not None and column.kind is Kind.STOP
