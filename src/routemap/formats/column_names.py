"""Which of our columns those of an imported table are: recognised by heading, or chosen by hand."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from routemap.errors import ForeignFileError
from routemap.formats.imported import ImportedTable
from routemap.tables.csv_text import csv_text
from routemap.tables.folder import LOCATIONS
from routemap.tables.problems import listed
from routemap.tables.schema import STOPS
from routemap.tables.values import canonical_tag

POSITION = "latitude, longitude"
"""A column that holds both, as web maps display them."""
COLUMNS = (*STOPS.by_name, POSITION)
"""What a column of an imported table can be."""
_POSITION_ALIASES = (
    *("position", "coordinates", "coords", "latlon", "latlng", "latlong", "latitudelongitude"),
    *("koordinaten", "coordonnées", "coordenadas", "координаты", "좌표"),
)
_NOT_IN_WORDS = re.compile(r"[\W_]+")
_TWO_NUMBERS = re.compile(r"([^\s,;]+)(?:\s*[,;]\s*|\s+)([^\s,;]+)")


def recognised(header: Sequence[str]) -> dict[int, str]:
    """Return the columns that are recognised by their headings, by their places from 0.

    Of two that could be the same, the one with exactly our heading is taken, else the first.
    """
    found = {place: heading for place, heading in enumerate(header) if _is_ours(heading)}
    by_name = _columns_by_alias()
    for place, heading in enumerate(header):
        column = by_name.get(_plain(heading))
        if column and place not in found and column not in found.values():
            found[place] = column
    if {"latitude", "longitude"} <= set(found.values()):
        found = {place: column for place, column in found.items() if column != POSITION}
    return found


def named_tables(
    table: ImportedTable, chosen: Mapping[int, str], title: str = ""
) -> dict[str, bytes]:
    """Return the table as a journey's table of stops; columns not chosen stay as they are.

    Parameters
    ----------
    table, title
        The table, and its name in messages.
    chosen
        Which of `COLUMNS` a column is, by its place from 0.

    Raises
    ------
    ForeignFileError
        If no column holds the names of places, or two columns are the same.
    """
    _refuse_unclear(table, chosen, title)
    headings = [_heading(place, table, chosen) for place in range(len(table.header))]
    kept = [place for place, heading in enumerate(headings) if heading]
    missing = [
        name
        for name in STOPS.required
        if name not in chosen.values() and not (name in POSITION and POSITION in chosen.values())
    ]
    header = [each for place in kept for each in headings[place]] + missing
    rows = (
        [each for place in kept for each in _cells(row[place], headings[place])]
        + [""] * len(missing)
        for row in table.rows
    )
    return {LOCATIONS: csv_text((header, *rows)).encode()}


def _refuse_unclear(table: ImportedTable, chosen: Mapping[int, str], title: str) -> None:
    which = f"{title}: " if title else ""
    if "name" not in chosen.values():
        raise ForeignFileError(
            f"{which}no column of place names was recognised; "
            f"choose it from: {listed(filter(None, table.header))}"
        )
    twice = [name for name, count in Counter(chosen.values()).items() if count > 1]
    if twice:
        both = [table.header[place] for place, name in chosen.items() if name == twice[0]]
        raise ForeignFileError(f"{which}{listed(both)} cannot both be “{twice[0]}”; choose one")


def _heading(place: int, table: ImportedTable, chosen: Mapping[int, str]) -> tuple[str, ...]:
    """Return the headings that a column gets: two for a position, none if it is blank."""
    column = chosen.get(place)
    if column == POSITION:
        return ("latitude", "longitude")
    if column:
        return (column,)
    heading = table.header[place]
    if not heading and not any(row[place] for row in table.rows):
        return ()
    taken = {*chosen.values(), *STOPS.by_name, *table.header[:place]}
    name = heading or "?"
    while name in taken:
        name += "*"
    return (name,)


def _cells(cell: str, headings: tuple[str, ...]) -> Iterable[str]:
    return (cell,) if len(headings) == 1 else position_cells(cell)


def position_cells(cell: str) -> tuple[str, str]:
    """Return latitude and longitude of a cell with both; of any other cell all, and ""."""
    both = _TWO_NUMBERS.fullmatch(cell)
    return (both[1], both[2]) if both else (cell, "")


def _is_ours(heading: str) -> bool:
    name, at, tag = heading.partition("@")
    if at:
        return name in STOPS.translatable and bool(canonical_tag(tag))
    return name in STOPS.by_name


@cache
def _columns_by_alias() -> dict[str, str]:
    aliases = {column.name: (column.name, *column.aliases) for column in STOPS.columns}
    aliases[POSITION] = _POSITION_ALIASES
    return {_plain(alias): name for name, known in aliases.items() for alias in known}


def _plain(heading: str) -> str:
    return _NOT_IN_WORDS.sub("", unicodedata.normalize("NFC", heading).casefold())
