"""What a file of somebody else's holds, before its columns have a meaning."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routemap.formats.limits import refuse_long, refuse_long_heading
from routemap.tables.schema import EVENTS, JOURNEY, LEG_GEOMETRY, LEGS, SOURCES, STOPS
from routemap.tables.writer import leg_geometry_text, metadata_text, table_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from routemap.tables.cells import Cells


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """A table: its headings, and rows with a cell for each of them."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class JourneyRows:
    """The rows of a journey's tables, each as cells by our headings."""

    about: Cells = field(default_factory=dict)
    stops: list[Cells] = field(default_factory=list)
    events: list[Cells] = field(default_factory=list)
    legs: list[Cells] = field(default_factory=list)
    ways: list[Mapping[str, Any]] = field(default_factory=list)
    sources: list[Cells] = field(default_factory=list)

    def files(self) -> dict[str, bytes]:
        """Return them as the files of a journey's folder."""
        written = {
            JOURNEY.file: metadata_text(self.about),
            STOPS.file: table_text(self.stops, STOPS),
            EVENTS.file: table_text(self.events, EVENTS),
            LEGS.file: table_text(self.legs, LEGS),
            LEG_GEOMETRY.file: leg_geometry_text(self.ways),
            SOURCES.file: table_text(self.sources, SOURCES),
        }
        return {name: text.encode() for name, text in written.items() if text}


def counted(number: int, one: str, many: str) -> tuple[str, ...]:
    """Return how many of something were left behind, as "1 line"; nothing if none were."""
    return (f"{number:,} {one if number == 1 else many}",) if number else ()


def padded(header: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> ForeignTable:
    """Return a table whose rows all have as many cells as the longest, headings too.

    Raises
    ------
    ForeignFileError
        If that would be more than is read of the file of this name, or a heading is too long.
    """
    width = max((len(header), *(len(row) for row in rows)), default=0)
    refuse_long(len(rows), width, name)
    refuse_long_heading(header, name)
    names = (*header, *("" for _ in range(width - len(header))))
    filled = tuple((*row, *("" for _ in range(width - len(row)))) for row in rows)
    return ForeignTable(names, filled)
