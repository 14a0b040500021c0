"""The rows of a table of stops in the order of their dates."""

from __future__ import annotations

from collections.abc import Mapping
from csv import DictReader
from dataclasses import replace
from io import StringIO
from itertools import pairwise

from routemap.errors import DateError, ForeignFileError
from routemap.formats.account import Account
from routemap.formats.delimited import read_delimited
from routemap.formats.features import Members, filled, ground_bytes
from routemap.formats.imported import ImportedTable
from routemap.model.edtf_dates import Day, parse_date
from routemap.tables.csv_text import csv_text
from routemap.tables.ground import GROUND_FILE
from routemap.tables.ids import ids_of_rows
from routemap.tables.json_reader import items, members, read_json, word
from routemap.tables.problems import ProblemLog
from routemap.tables.schema import LEG_GEOMETRY, LEGS, STOPS
from routemap.tables.table import Row
from routemap.tables.writer import leg_geometry_text, table_text

_DATES = ("arrival", "departure")


def sorted_by_date(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a journey with its stops in the order of their dates.

    A stop without a date stays behind the one that it follows. Where other tables name stops, the
    ids that were made from names are written down first, so that they still name the same. A
    table that cannot be read stays as it is.
    """
    try:
        table = read_delimited(files.get(STOPS.file, b""), STOPS.file)
    except ForeignFileError:
        return dict(files)
    order = _order(table)
    if order == sorted(order):
        return dict(files)
    whole = _with_ids(table) if files.keys() - {STOPS.file} else table
    rows = (whole.rows[place] for place in order)
    return dict(files) | {STOPS.file: csv_text((whole.header, *rows)).encode()}


def with_legs_that_join(files: Mapping[str, bytes], account: Account) -> dict[str, bytes]:
    """Return the files with only those ways as legs that join stops which follow each other.

    The others, with what legs.csv says of them, are kept in the ground. A leg without a way stays,
    for `check` to name.
    """
    if LEG_GEOMETRY.file not in files:
        return dict(files)
    table = _with_ids(read_delimited(files[STOPS.file], STOPS.file))
    ids = (row[table.header.index("id")] for row in table.rows)
    joined = set(pairwise(ids))
    said = {_ends(row): row for row in DictReader(StringIO(files.get(LEGS.file, b"").decode()))}
    legs, apart = [], []
    for feature in _features(files[LEG_GEOMETRY.file]):
        properties = members(feature.get("properties"))
        ends = _ends(properties)
        if ends in joined:
            legs.append(feature)
        else:
            words = filled(said.pop(ends, {}))
            apart.append({**feature, "properties": {**properties, **words}})
    account.keep(
        "leg", f"in {GROUND_FILE}: by date, its stops do not follow each other", len(apart)
    )
    ground = [*_features(files.get(GROUND_FILE, b"{}")), *apart]
    collection = {"type": "FeatureCollection", "features": ground}
    written = {
        LEGS.file: table_text(list(said.values()), LEGS).encode(),
        LEG_GEOMETRY.file: leg_geometry_text(legs).encode(),
        GROUND_FILE: ground_bytes(collection) if ground else b"",
    }
    return {name: content for name, content in {**files, **written}.items() if content}


def _features(collection: bytes) -> list[Members]:
    return list(map(members, items(members(read_json(collection)).get("features"))))


def _ends(found: Mapping[str, object]) -> tuple[str, str]:
    return word(found.get("from")), word(found.get("to"))


def _order(table: ImportedTable) -> list[int]:
    """Return the places of the rows, in the order of their dates."""
    places = [table.header.index(name) for name in _DATES if name in table.header]
    day: tuple[bool, Day, str] = (False, Day(0, 1, 1), "")
    keys = []
    for row in table.rows:
        day = next((key for place in places if (key := _key(row[place]))), day)
        keys.append(day)
    return sorted(range(len(keys)), key=keys.__getitem__)


def _key(cell: str) -> tuple[bool, Day, str] | None:
    """Return by what a date is sorted: its day, then its time of day; None if it is none."""
    try:
        date = parse_date(cell)
    except DateError:
        return None
    return (True, date.sort_day, date.time)


def _with_ids(table: ImportedTable) -> ImportedTable:
    rows = [
        Row(number, dict(zip(table.header, cells, strict=True)))
        for number, cells in enumerate(table.rows)
    ]
    ids = ids_of_rows(rows, STOPS, ProblemLog(STOPS.file))
    header = table.header if "id" in table.header else (*table.header, "id")
    place = header.index("id")
    filled = (
        (*cells[:place], stop_id, *cells[place + 1 :])
        for cells, stop_id in zip(table.rows, ids, strict=True)
    )
    return replace(table, header=header, rows=tuple(filled))
