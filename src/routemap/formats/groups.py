"""Columns by which a table groups its rows: perhaps by who travels, which only its owner knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from routemap.formats.column_names import recognised
from routemap.formats.imported import ImportedTable
from routemap.tables.problems import listed, shown
from routemap.tables.schema import plain_heading

_HEADINGS = frozenset(
    {
        *("folder", "ordner", "dossier", "carpeta", "папка", "폴더"),
        *("layer", "ebene", "calque", "capa", "слой", "레이어"),
        *("group", "gruppe", "groupe", "grupo", "группа", "그룹"),
    }
)
_SEVERAL = 2


def advice_on_groups(table: ImportedTable) -> Iterator[str]:
    """Yield how to let the groups of a table travel each by itself, if it has any.

    At least half of the rows are in a group, two in each, and nothing says yet who travels.
    """
    if "traveller" in recognised(table.header).values():
        return
    for place, heading in enumerate(table.header):
        if plain_heading(heading) not in _HEADINGS:
            continue
        names = Counter(row[place] for row in table.rows if row[place])
        are_ways = len(names) >= _SEVERAL and min(names.values()) >= _SEVERAL
        if are_ways and _SEVERAL * names.total() >= len(table.rows):
            yield (
                f"{shown(heading)} has {len(names):,} names ({listed(names)}); if they are those "
                f"who travel, read it so (`routemap import --column {heading}=traveller`, or the "
                "menu on the Open page)"
            )
