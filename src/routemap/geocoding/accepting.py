"""A journey's files with a proposal accepted: coordinates in one, their source in another."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from routemap.formats.delimited import read_pasted
from routemap.formats.imported import ForeignTable
from routemap.geocoding.places_wanted import PlacesTable
from routemap.tables.cells import cells_of
from routemap.tables.cross_references import split_references
from routemap.tables.folder import LOCATIONS
from routemap.tables.schema import EVENTS, LEGS, SOURCES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routemap.geocoding.proposal import Proposal
    from routemap.model.journey import Reference


def places_of(files: Mapping[str, bytes]) -> PlacesTable:
    """Return the places of a journey's files.

    Raises
    ------
    ForeignFileError, ValueError
        If there is no table of places that can be read.
    """
    return PlacesTable(_table(files, LOCATIONS))


def with_accepted(files: Mapping[str, bytes], row: int, accepted: Proposal) -> dict[str, bytes]:
    """Return the files with a proposal filled in at a row (from 0) of the table of places.

    A table of sources gets the source of the position. Where there is none, one is made, unless
    other tables may cite what it could not name.

    Raises
    ------
    ForeignFileError, ValueError
        If a table cannot be read.
    """
    places = places_of(files)
    filled = places.with_positions({row: accepted})
    changed = dict(files) | {LOCATIONS: table_bytes(filled)}
    if SOURCES.file in files:
        sources = _table(files, SOURCES.file)
    elif not {EVENTS.file, LEGS.file} & files.keys():
        cited = dict.fromkeys(_cited(_table(files, LOCATIONS)))
        sources = ForeignTable(
            tuple(SOURCES.by_name), tuple((each, f"[{each}]", "") for each in cited)
        )
    else:
        return changed
    changed[SOURCES.file] = table_bytes(_with_source(sources, accepted.source))
    return changed


def table_bytes(table: ForeignTable) -> bytes:
    """Return a table as a file in commas."""
    output = io.StringIO()
    csv.writer(output, lineterminator="\n").writerows((table.header, *table.rows))
    return output.getvalue().encode()


def _with_source(sources: ForeignTable, source: Reference) -> ForeignTable:
    told = cells_of(source, SOURCES)
    if "reference" not in sources.header:
        return sources
    place = sources.header.index("reference")
    if any(row[place] == source.id for row in sources.rows):
        return sources
    return ForeignTable(
        sources.header, (*sources.rows, tuple(told.get(name, "") for name in sources.header))
    )


def _cited(table: ForeignTable) -> list[str]:
    if "references" not in table.header:
        return []
    place = table.header.index("references")
    return [each for row in table.rows for each in split_references(row[place])]


def _table(files: Mapping[str, bytes], name: str) -> ForeignTable:
    return read_pasted(files.get(name, b"").decode("utf-8-sig", errors="replace"), name)
