"""The table of places: which of them lack coordinates, and the table with these filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from routemap.formats.column_names import POSITION, recognised
from routemap.formats.delimited import read_delimited
from routemap.formats.imported import ImportedTable
from routemap.geo import Point
from routemap.geocoding.proposal import Proposal
from routemap.model.journey import Reference
from routemap.tables.cells import cells_of
from routemap.tables.coordinates import position_cells, read_position
from routemap.tables.cross_references import split_references
from routemap.tables.csv_text import csv_text
from routemap.tables.folder import LOCATIONS
from routemap.tables.limits import LARGEST_LATITUDE, LARGEST_LONGITUDE
from routemap.tables.problems import listed
from routemap.tables.schema import SCHEMAS, SOURCES, STOPS
from routemap.tables.values import country_code, number_text

FIRST_ROW = 2
_LETTERS_OF_A_CODE = 2
_REFERENCE_SEPARATOR = ";"
_CITING = {each.file for each in SCHEMAS if "references" in each.by_name} - {STOPS.file}


class Neighbour(NamedTuple):
    """A place of the table that has coordinates."""

    name: str
    position: Point


@dataclass(frozen=True, slots=True)
class MissingPlace:
    """A place without coordinates.

    `row` counts from 0; `before` and `after` are the nearest places in the order of travel that
    have coordinates, None if there are none.
    """

    row: int
    name: str
    country: str
    before: Neighbour | None
    after: Neighbour | None

    @property
    def row_number(self) -> int:
        """Return the number of its row in a spreadsheet, where the header is row 1."""
        return self.row + FIRST_ROW

    @property
    def region(self) -> str:
        """Return what follows the last comma of the name: "Scotland"."""
        _, _, region = self.name.rpartition(",")
        return region.strip() if region != self.name else ""

    @property
    def country_in_name(self) -> str | None:
        """Return the code of the country that the name ends with, None if it ends with none.

        Two letters are none: after a comma "CA" is California at least as often as Canada.
        """
        is_long = len(self.region) > _LETTERS_OF_A_CODE
        return (country_code(self.region) if is_long else "") or None

    @property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """Return those of `before` and `after` that exist."""
        return tuple(each for each in (self.before, self.after) if each)


class TablePlace(NamedTuple):
    """A row of the table: its place from 0, its number in the file, what it names and where.

    `position` is None where the row has no coordinates, or wrong ones.
    """

    row: int
    row_number: int
    name: str
    position: Point | None


class PlacesTable:
    """A table of places whose columns are recognised by name.

    Raises
    ------
    ValueError
        If no column of place names is recognised.
    """

    def __init__(self, table: ImportedTable) -> None:
        self._table = table
        self._columns = {column: place for place, column in recognised(table.header).items()}
        if "name" not in self._columns:
            raise ValueError(
                "no column of place names was recognised; call one “name” of: "
                f"{listed(filter(None, table.header))}"
            )

    @property
    def foreign(self) -> tuple[str, ...]:
        """Return the headings of columns that a journey needs and calls otherwise."""
        needed = {*STOPS.required, POSITION}
        header = self._table.header
        return tuple(
            header[place]
            for column, place in self._columns.items()
            if column in needed and header[place] != column
        )

    def all(self) -> tuple[TablePlace, ...]:
        """Return the rows that name a place, in the order of the table."""
        found = []
        for number, row in enumerate(self._table.rows):
            name, known = self._cell(row, "name"), self._neighbour(row)
            if name:
                position = known.position if known else None
                found.append(TablePlace(number, self._table.number_of(number), name, position))
        return tuple(found)

    def missing(self) -> tuple[MissingPlace, ...]:
        """Return the places that have a name and no coordinates, in the order of the table.

        One with a latitude and no longitude, or with wrong coordinates, is not among them: those
        are to be corrected, not replaced.
        """
        return tuple(self.missing_in_turn({}))

    def missing_in_turn(self, accepted: Mapping[int, Proposal]) -> Iterator[MissingPlace]:
        """Yield them one by one; what is accepted meanwhile is a neighbour of the next."""
        known = [self._neighbour(row) for row in self._table.rows]
        after = _nearest_after(known)
        before: Neighbour | None = None
        for number, row in enumerate(self._table.rows):
            name = self._cell(row, "name")
            if name and not any(self._coordinates(row)):
                country = self._cell(row, "country")
                yield MissingPlace(number, name, country, before, after[number])
            if number in accepted:
                before = Neighbour(name, accepted[number].position)
            before = known[number] or before

    def with_positions(self, accepted: Mapping[int, Proposal]) -> ImportedTable:
        """Return the table with these proposals filled in, by row, and nothing else changed.

        Columns that it lacks are added at its end. The source of a position becomes one of its
        row's references.
        """
        header, places = list(self._table.header), dict(self._columns)
        for column in ("references", *(() if POSITION in places else STOPS.required)):
            if column not in places:
                places[column] = len(header)
                header.append(column)
        rows = []
        for number, cells in enumerate(self._table.rows):
            row = [*cells, *[""] * (len(header) - len(cells))]
            if number in accepted:
                _fill(row, places, accepted[number])
            rows.append(tuple(row))
        return replace(self._table, header=tuple(header), rows=tuple(rows))

    def _neighbour(self, row: Sequence[str]) -> Neighbour | None:
        position = read_position(*self._coordinates(row))
        if position is None:
            return None
        latitude, longitude = position
        if abs(latitude) > LARGEST_LATITUDE or abs(longitude) > LARGEST_LONGITUDE:
            return None
        return Neighbour(self._cell(row, "name"), (latitude, longitude))

    def _coordinates(self, row: Sequence[str]) -> tuple[str, str]:
        if POSITION in self._columns:
            return position_cells(self._cell(row, POSITION))
        return (self._cell(row, "latitude"), self._cell(row, "longitude"))

    def _cell(self, row: Sequence[str], column: str) -> str:
        place = self._columns.get(column)
        return "" if place is None else row[place].strip()


def _fill(row: list[str], places: Mapping[str, int], accepted: Proposal) -> None:
    latitude, longitude = map(number_text, accepted.position)
    if POSITION in places:
        row[places[POSITION]] = f"{latitude}, {longitude}"
    else:
        row[places["latitude"]], row[places["longitude"]] = latitude, longitude
    cited = row[places["references"]]
    if accepted.source.id not in split_references(cited):
        both = filter(None, (cited, accepted.source.id))
        row[places["references"]] = _REFERENCE_SEPARATOR.join(both)


def _nearest_after(known: Iterable[Neighbour | None]) -> list[Neighbour | None]:
    """Return for each place the nearest known one after it."""
    nearest: list[Neighbour | None] = []
    after: Neighbour | None = None
    for each in reversed(list(known)):
        nearest.append(after)
        after = each or after
    return nearest[::-1]


# In the files of a journey -----------------------------------------------------------------------


def places_of(files: Mapping[str, bytes]) -> PlacesTable:
    """Return the places of a journey's files.

    Raises
    ------
    ForeignFileError, ValueError
        If there is no table of places that can be read.
    """
    return PlacesTable(_table(files, LOCATIONS))


def with_accepted(files: Mapping[str, bytes], accepted: Mapping[int, Proposal]) -> dict[str, bytes]:
    """Return the files with proposals filled in, by row (from 0) of the table of places.

    A position that a row has already is replaced; what it cites stays. The sources of the positions
    are added to the table of sources, with the columns that it must have. Where there is none, one
    is made, with all that is cited.

    Raises
    ------
    ForeignFileError, ValueError
        If a table cannot be read.
    """
    filled = places_of(files).with_positions(accepted)
    changed = dict(files) | {LOCATIONS: table_bytes(filled)}
    if SOURCES.file in files:
        sources = _table(files, SOURCES.file)
    else:
        tables = [_table(files, name) for name in (LOCATIONS, *sorted(_CITING & files.keys()))]
        cited = dict.fromkeys(each for table in tables for each in _cited(table))
        rows = tuple((each, f"[{each}]", "") for each in cited)
        sources = ImportedTable(tuple(SOURCES.by_name), rows)
    for each in accepted.values():
        sources = _with_source(sources, each.source)
    changed[SOURCES.file] = table_bytes(sources)
    return changed


def table_bytes(table: ImportedTable) -> bytes:
    """Return a table as a comma-separated file."""
    return csv_text((table.header, *table.rows)).encode()


def _with_source(sources: ImportedTable, source: Reference) -> ImportedTable:
    if source.id in _column(sources, "reference"):
        return sources
    cells = cells_of(source, SOURCES)
    lacking = tuple(name for name in SOURCES.required if name not in sources.header)
    header = (*sources.header, *lacking)
    rows = ((*row, *("" for _ in lacking)) for row in sources.rows)
    return ImportedTable(header, (*rows, tuple(cells.get(name, "") for name in header)))


def _cited(table: ImportedTable) -> Iterable[str]:
    """Return every source that the table cites, once."""
    cells = " ".join(_column(table, "references"))
    return dict.fromkeys(split_references(cells))


def _column(table: ImportedTable, name: str) -> list[str]:
    """Return the cells of a column, none if the table has no such column."""
    if name not in table.header:
        return []
    place = table.header.index(name)
    return [row[place] for row in table.rows]


def _table(files: Mapping[str, bytes], name: str) -> ImportedTable:
    return read_delimited(files.get(name, b""), name)
