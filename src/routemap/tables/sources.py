"""The table of sources, sources.csv: one row a citation mark, or a word for a source of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routemap.model.journey import Reference
from routemap.tables.cells import Record
from routemap.tables.citations import why_not_a_reference
from routemap.tables.excerpt import shown
from routemap.tables.schema import Layout
from routemap.web_address import address_parts

if TYPE_CHECKING:
    from routemap.tables.problems import Ledger
    from routemap.tables.table import Table

LAYOUT = Layout(
    required=("reference", "citation"), optional=("url",), long=frozenset({"citation", "url"})
)


def read_sources(table: Table, ledger: Ledger) -> tuple[Reference, ...]:
    """Return the sources of the table, in its order."""
    first_rows: dict[str, int] = {}
    sources = []
    for row in table.rows:
        record = Record(row, table, "", ledger)
        source = record.word("reference")
        if source and source in first_rows:
            what = f"the reference {shown(source)} is already that of row {first_rows[source]}"
            record.error("reference", what, "keep one row for each")
        first_rows.setdefault(source, row.number)
        if row.is_ragged:
            sources.append(Reference(source, ""))
        else:
            sources.append(_source(record, source))
    return tuple(sources)


def _source(record: Record, source: str) -> Reference:
    record.required_word("reference", "write the citation mark or a word, such as 4 or geonames")
    record.required_word("citation", "write what the source is")
    wrong = why_not_a_reference(source)
    if wrong:
        record.error("reference", *wrong)
    url = record.word("url")
    if url and not _is_web_address(url):
        what = f"{shown(url)} is not a web address"
        record.error("url", what, "write it from https:// on, or leave it blank")
    return Reference(source, record.word("citation"), url, record.number)


def _is_web_address(url: str) -> bool:
    parts = address_parts(url)
    has_blank = any(character.isspace() for character in url)
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not has_blank
