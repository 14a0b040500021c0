"""The rows of a table of stops in the order of their dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from csv import DictReader
from dataclasses import replace
from io import StringIO
from typing import Any

from routemap.errors import DateError, ForeignFileError
from routemap.formats.account import Account
from routemap.formats.delimited import read_delimited
from routemap.formats.features import Members, drawn_ground, filled
from routemap.formats.imported import ImportedTable
from routemap.model.date_order import places_in_order
from routemap.model.edtf_dates import EdtfDate, parse_date
from routemap.tables.csv_text import csv_text
from routemap.tables.ground import GROUND_FILE
from routemap.tables.ids import ids_of_rows
from routemap.tables.json_reader import items, members, read_json, word
from routemap.tables.problems import ProblemLog
from routemap.tables.schema import LEG_GEOMETRY, LEGS, STOPS, Schema
from routemap.tables.table import Row
from routemap.tables.travellers import following_rows, rows_of_each
from routemap.tables.writer import leg_geometry_text, table_text

_DATES = ("arrival", "departure")
_TRAVELLER = "traveller"


def sorted_by_date(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a journey with its stops in the order of their dates.

    They move as `rows_by_date` has it. Where other tables name stops, the ids that were made from
    names are written down first, so that they still name the same. A table that cannot be read
    stays as it is.
    """
    try:
        table = read_delimited(files.get(STOPS.file, b""), STOPS.file)
    except ForeignFileError:
        return dict(files)
    if rows_by_date(table) is table:
        return dict(files)
    whole = rows_by_date(with_ids(table, STOPS) if files.keys() - {STOPS.file} else table)
    return dict(files) | {STOPS.file: csv_text((whole.header, *whole.rows)).encode()}


def rows_by_date(table: ImportedTable) -> ImportedTable:
    """Return a table of stops in the order of their dates, the same table if it is in order.

    Only stops that are provably out of order move. One without a date, or with one marked as
    uncertain, stays behind the one that it follows. The rows of each traveller change places
    among themselves.
    """
    columns = [table.header.index(name) for name in _DATES if name in table.header]
    dates = [_date(row[place] for place in columns) for row in table.rows]
    order = list(range(len(dates)))
    for rows in rows_of_each(_travellers(table)):
        for place, moved in zip(rows, places_in_order([dates[each] for each in rows]), strict=True):
            order[place] = rows[moved]
    if order == sorted(order):
        return table
    return replace(table, rows=tuple(table.rows[place] for place in order), row_numbers=())


def with_legs_that_join(files: Mapping[str, bytes], account: Account, why: str) -> dict[str, bytes]:
    """Return the files with only those ways as legs that join stops which follow each other.

    The others, with what legs.csv says of them, are kept in the ground. A leg without a way stays,
    for `check` to name. `why` says why its stops may not follow each other.
    """
    if LEG_GEOMETRY.file not in files:
        return dict(files)
    table = with_ids(read_delimited(files[STOPS.file], STOPS.file), STOPS)
    ids = [row[table.header.index("id")] for row in table.rows]
    following = following_rows(_travellers(table))
    joined = {(ids[start], ids[end]) for start, end in following.items()}
    told = {_ends(row): row for row in DictReader(StringIO(files.get(LEGS.file, b"").decode()))}
    legs, apart = [], []
    for feature in features_of(files[LEG_GEOMETRY.file]):
        properties = members(feature.get("properties"))
        ends = _ends(properties)
        if ends in joined:
            legs.append(feature)
        else:
            words = filled(told.pop(ends, {}))
            apart.append({**feature, "properties": {**properties, **words}})
    said = f"{why}, its stops do not follow each other"
    account.take("leg", f"beneath the route, in {GROUND_FILE}: {said}", len(apart))
    ground = [*features_of(files.get(GROUND_FILE, b"{}")), *apart]
    written = {
        LEGS.file: table_text(list(told.values()), LEGS).encode(),
        LEG_GEOMETRY.file: leg_geometry_text(legs).encode(),
        GROUND_FILE: drawn_ground(ground) if ground else b"",
    }
    return {name: content for name, content in {**files, **written}.items() if content}


def with_ids(table: ImportedTable, schema: Schema[Any]) -> ImportedTable:
    """Return a table with those ids written down that are else made from names."""
    rows = [
        Row(number, dict(zip(table.header, cells, strict=True)))
        for number, cells in enumerate(table.rows)
    ]
    ids = ids_of_rows(rows, schema, ProblemLog(schema.file))
    header = table.header if "id" in table.header else (*table.header, "id")
    place = header.index("id")
    filled = (
        (*cells[:place], stop_id, *cells[place + 1 :])
        for cells, stop_id in zip(table.rows, ids, strict=True)
    )
    return replace(table, header=header, rows=tuple(filled))


def features_of(collection: bytes) -> list[Members]:
    """Return the features of a collection that we have written."""
    return list(map(members, items(members(read_json(collection)).get("features"))))


def _travellers(table: ImportedTable) -> list[str]:
    if _TRAVELLER not in table.header:
        return [""] * len(table.rows)
    place = table.header.index(_TRAVELLER)
    return [row[place].strip() for row in table.rows]


def _ends(found: Mapping[str, object]) -> tuple[str, str]:
    return word(found.get("from")), word(found.get("to"))


def _date(cells: Iterable[str]) -> EdtfDate | None:
    """Return the first cell that is a date, None if none is."""
    for cell in cells:
        try:
            return parse_date(cell.strip())
        except DateError:
            continue
    return None
