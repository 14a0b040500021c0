"""The rows of a table whose places have no coordinates, and the same table once they have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from routemap.formats.column_names import POSITION, position_cells, recognised
from routemap.formats.imported import ForeignTable
from routemap.tables.values import number_text, why_not_a_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from routemap.geocoding.proposal import Proposal
    from routemap.model.journey import Point

FIRST_ROW = 2
"""What a spreadsheet calls the row behind the header, which is row 0 here."""
_REFERENCE_SEPARATOR = ";"
_HIGHEST_LATITUDE, _HIGHEST_LONGITUDE = 90.0, 180.0


class Neighbour(NamedTuple):
    """A place of the table that has coordinates."""

    name: str
    position: Point


@dataclass(frozen=True, slots=True)
class Wanted:
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
    def neighbours(self) -> tuple[Neighbour, ...]:
        """Return those that there are."""
        return tuple(each for each in (self.before, self.after) if each)


class PlacesTable:
    """A table of places whose columns are recognised by name.

    Raises
    ------
    ValueError
        If no column is known to hold the names of places.
    """

    def __init__(self, table: ForeignTable) -> None:
        self._table = table
        self._columns = {column: place for place, column in recognised(table.header).items()}
        if "name" not in self._columns:
            raise ValueError("no column is known to hold the names of places; call one “name”")

    def wanted(self) -> tuple[Wanted, ...]:
        """Return the places that have a name and no coordinates, in the order of the table.

        One that has a latitude and no longitude, or coordinates that are wrong, is not among
        them: those are to be mended, not replaced.
        """
        return tuple(self.wanted_in_turn({}))

    def wanted_in_turn(self, accepted: Mapping[int, Proposal]) -> Iterator[Wanted]:
        """Yield them one by one; what has been accepted by then is a neighbour of the next."""
        known = [self._neighbour(row) for row in self._table.rows]
        after = _nearest_after(known)
        before: Neighbour | None = None
        for number, row in enumerate(self._table.rows):
            name = self._cell(row, "name")
            if name and not any(self._coordinates(row)):
                country = self._cell(row, "country")
                yield Wanted(number, name, country, before, after[number])
            if number in accepted:
                before = Neighbour(name, accepted[number].position)
            before = known[number] or before

    def with_positions(self, accepted: Mapping[int, Proposal]) -> ForeignTable:
        """Return the table with these proposals filled in, by their rows, and nothing else changed.

        Columns for what it lacks are added at its end. The source of a position becomes one of its
        row's references.
        """
        header = list(self._table.header)
        places = dict(self._columns)
        needed = ["references"]
        needed += [] if POSITION in places else ["latitude", "longitude"]
        for column in needed:
            if column not in places:
                places[column] = len(header)
                header.append(column)
        rows = [
            self._filled([*row, *[""] * (len(header) - len(row))], places, accepted.get(number))
            for number, row in enumerate(self._table.rows)
        ]
        return ForeignTable(tuple(header), tuple(map(tuple, rows)))

    @staticmethod
    def _filled(row: list[str], places: Mapping[str, int], accepted: Proposal | None) -> list[str]:
        if accepted is None:
            return row
        latitude, longitude = map(number_text, accepted.position)
        if POSITION in places:
            row[places[POSITION]] = f"{latitude}, {longitude}"
        else:
            row[places["latitude"]], row[places["longitude"]] = latitude, longitude
        cited = row[places["references"]]
        if accepted.source.id not in cited.replace(",", " ").replace(";", " ").split():
            both = filter(None, (cited, accepted.source.id))
            row[places["references"]] = _REFERENCE_SEPARATOR.join(both)
        return row

    def _neighbour(self, row: Sequence[str]) -> Neighbour | None:
        cells = self._coordinates(row)
        if len(cells) != 2 or any(map(why_not_a_number, cells)):  # noqa: PLR2004  two coordinates
            return None
        latitude, longitude = map(float, cells)
        if abs(latitude) > _HIGHEST_LATITUDE or abs(longitude) > _HIGHEST_LONGITUDE:
            return None
        return Neighbour(self._cell(row, "name"), (latitude, longitude))

    def _coordinates(self, row: Sequence[str]) -> tuple[str, ...]:
        if POSITION in self._columns:
            return tuple(position_cells(self._cell(row, POSITION)))
        return (self._cell(row, "latitude"), self._cell(row, "longitude"))

    def _cell(self, row: Sequence[str], column: str) -> str:
        place = self._columns.get(column)
        return "" if place is None else row[place].strip()


def _nearest_after(known: Iterable[Neighbour | None]) -> list[Neighbour | None]:
    """Return for each place the next behind it that is known."""
    nearest: list[Neighbour | None] = []
    after: Neighbour | None = None
    for each in reversed(list(known)):
        nearest.append(after)
        after = each or after
    return nearest[::-1]
