"""The table of stops, locations.csv: one row a stop, in the order of travel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routemap.model.journey import Certainty, Phrase, Stop
from routemap.tables import language_tag
from routemap.tables.cells import Record
from routemap.tables.country import why_not_a_country
from routemap.tables.date_order import is_provably_before
from routemap.tables.excerpt import shown
from routemap.tables.ids import ids_of_rows
from routemap.tables.limits import HALF_ROUND_THE_EARTH_KM
from routemap.tables.schema import Layout

if TYPE_CHECKING:
    from routemap.model.journey import Point
    from routemap.tables.citations import Citations
    from routemap.tables.problems import Ledger
    from routemap.tables.table import Table

LAYOUT = Layout(
    required=("name", "latitude", "longitude", "arrival"),
    optional=(
        "id",
        "name_local",
        "name_local_lang",
        "country",
        "accuracy_km",
        "arrival_text",
        "departure",
        "departure_text",
        "mode",
        "certainty",
        "references",
        "note",
    ),
    text=frozenset({"name", "arrival_text", "departure_text", "note"}),
    long=frozenset({"note", "references"}),
)

_LARGEST_LATITUDE = 90.0
_LARGEST_LONGITUDE = 180.0
_DEGREES = "write decimal degrees, such as 42.428"


@dataclass(frozen=True, slots=True)
class StopRow:
    """A row of the table: its id and, unless cells are missing in it, its stop.

    What a cell does not say rightly is missing from the stop; `has_position` tells whether
    latitude and longitude are there.
    """

    row: int
    id: str
    stop: Stop | None = None
    has_position: bool = False

    @property
    def placed(self) -> Stop | None:
        """Return the stop if its position is known."""
        return self.stop if self.has_position else None


def read_stops(
    table: Table, language: str, citations: Citations, ledger: Ledger
) -> tuple[StopRow, ...]:
    """Return the stops of the table, in the order of travel."""
    ids = ids_of_rows(
        ((row.number, row.cell("id"), row.cell("name")) for row in table.rows), "stop", ledger
    )
    if not table.rows and table.is_whole:
        ledger.error(2, "", "the table has no stops", "write one row for each stop")
    return tuple(
        StopRow(row.number, stop_id)
        if row.is_ragged
        else _stop_row(Record(row, table, language, ledger), stop_id, citations)
        for row, stop_id in zip(table.rows, ids, strict=True)
    )


def _stop_row(record: Record, stop_id: str, citations: Citations) -> StopRow:
    record.required_word("name", "name the place")
    position = _position(record)
    stop = Stop(
        id=stop_id,
        name=record.wording("name"),
        name_local=_local_name(record),
        country=_country(record),
        latitude=position[0] if position else 0.0,
        longitude=position[1] if position else 0.0,
        accuracy_km=record.between(
            "accuracy_km", record.quantity("accuracy_km"), 0.0, HALF_ROUND_THE_EARTH_KM
        ),
        arrival=record.date("arrival"),
        arrival_text=record.wording("arrival_text"),
        departure=record.date("departure"),
        departure_text=record.wording("departure_text"),
        mode=record.word("mode"),
        certainty=record.choice("certainty", Certainty.CERTAIN),
        references=record.references("references", citations),
        note=record.wording("note"),
        row=record.number,
    )
    if stop.arrival and stop.departure and is_provably_before(stop.departure, stop.arrival):
        what = f"the departure {stop.departure.edtf} is before the arrival {stop.arrival.edtf}"
        is_vague = stop.arrival.is_vague or stop.departure.is_vague
        report = record.warn if is_vague else record.error
        report("departure", what, "check both dates")
    return StopRow(record.number, stop_id, stop, has_position=position is not None)


def _position(record: Record) -> Point | None:
    record.required_word("latitude", _DEGREES)
    record.required_word("longitude", _DEGREES)
    latitude = record.quantity("latitude")
    longitude = record.quantity("longitude")
    if latitude is not None and longitude is not None and _is_swapped(latitude, longitude):
        what = f"{latitude:g} is not a latitude, but would be a longitude"
        record.error("latitude", what, "latitude and longitude are probably swapped: swap them")
        return None
    latitude = record.between("latitude", latitude, -_LARGEST_LATITUDE, _LARGEST_LATITUDE)
    longitude = record.between("longitude", longitude, -_LARGEST_LONGITUDE, _LARGEST_LONGITUDE)
    if latitude is None or longitude is None:
        return None
    if latitude == longitude == 0:
        what = "latitude and longitude are both 0, in the sea off Africa"
        record.warn("latitude", what, "write the position of the place")
    return (latitude, longitude)


def _is_swapped(latitude: float, longitude: float) -> bool:
    return (
        _LARGEST_LATITUDE < abs(latitude) <= _LARGEST_LONGITUDE
        and abs(longitude) <= _LARGEST_LATITUDE
    )


def _local_name(record: Record) -> Phrase:
    name, tag = record.word("name_local"), record.word("name_local_lang")
    language = language_tag.canonical_tag(tag)
    if tag and not language:
        what = f"{shown(tag)} is not a language tag"
        record.error("name_local_lang", what, language_tag.HOW_TO_WRITE)
    return Phrase(name, language if name else "")


def _country(record: Record) -> str:
    country = record.word("country")
    wrong = why_not_a_country(country)
    if wrong:
        record.warn("country", *wrong)
    return country
