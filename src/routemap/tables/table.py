"""A table: rows whose cells are found by the headings of their columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from routemap.errors import Quoting
from routemap.tables.csv_text import CsvRows
from routemap.tables.problems import ProblemLog, likely_slip, listed, plain, shown
from routemap.tables.schema import STOPS, Schema
from routemap.tables.values import LANGUAGE_TAG_HINT, canonical_tag, names_a_known_language

T_co = TypeVar("T_co", covariant=True)
_MOST_TOLD_APART = 3
_POSITION = ("latitude", "longitude")
"""More columns that are not known are told in one warning."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column: ``name``, or of its translation, ``name@ko``."""

    name: str
    language: str = ""

    @property
    def text(self) -> str:
        """Return the heading in its usual form."""
        return f"{self.name}@{self.language}" if self.language else self.name


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number` is that of a spreadsheet.

    `is_ragged` if its cells are not to be read: they may be out of place, or one is too long.
    `lines` says where a cell stands, if not all of them stand in one row.
    """

    number: int
    cells: Mapping[str, str]
    is_ragged: bool = False
    lines: Mapping[str, int] = field(default_factory=dict)

    def cell(self, heading: str) -> str:
        """Return what the cell holds, "" if it is blank or the table has no such column."""
        return self.cells.get(heading, "")

    def line_of(self, heading: str) -> int:
        """Return the row in which a cell stands."""
        return self.lines.get(heading, self.number)


@dataclass(frozen=True, slots=True)
class Table(Generic[T_co]):
    """The rows of a table, and its columns. `is_whole` is False if rows are missing at its end."""

    schema: Schema[T_co]
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    is_whole: bool


def make_table(found: CsvRows, schema: Schema[T_co], problems: ProblemLog) -> Table[T_co] | None:
    """Return the table, or None after reporting what its header lacks."""
    foreign = schema.called_otherwise(found.header) if schema is STOPS else {}
    if foreign:
        what = f"{_columns_called(foreign)}, so this is not a table of a journey"
        hint = "bring it in with `routemap import`, which knows these names"
        problems.error(1, plain(next(iter(foreign.values()))), what, hint)
        return None
    unknown = unknown_columns(found.header, schema)
    told_at_once = unknown if len(unknown) > _MOST_TOLD_APART else ()
    if told_at_once:
        what = Quoting("{} are not known columns, so they are not read", listed(told_at_once))
        problems.warning(1, "", what, f"the columns are {listed(schema.by_name)}")
    headings = []
    for place, text in enumerate(found.header):
        is_told = not text or text in told_at_once
        headings.append(None if is_told else read_heading(text, schema, problems))
        if not text and any(cells[place] for _, cells in found.rows if place < len(cells)):
            what = f"column {_letters(place)} has cells and no name"
            problems.error(1, _letters(place), what, "name it, or clear it")
    known = [heading for heading in headings if heading]
    counts = Counter(heading.text for heading in known)
    missing = [name for name in schema.required if name not in counts]
    for name in missing:
        _report_missing(name, found, schema, problems)
    doubled = [text for text, count in counts.items() if count > 1]
    for text in doubled:
        what = f"the column {shown(text)} is there twice"
        problems.error(1, plain(text), what, "remove one")
    for heading in known:
        if heading.name not in counts:
            what = f"{shown(heading.text)} translates a column that is not there"
            problems.error(1, heading.text, what, f"add the column “{heading.name}”")
    if missing or doubled:
        return None
    columns = [
        (heading.text, schema.by_name[heading.name].longest) if heading else None
        for heading in headings
    ]
    rows = tuple(
        _row(number, cells, found.header, columns, problems) for number, cells in found.rows
    )
    return Table(schema, tuple(known), rows, found.is_whole)


def unknown_columns(header: Sequence[str], schema: Schema[object]) -> tuple[str, ...]:
    """Return the headings that are none of a schema's columns, nor slips of the pen in one."""
    unknown = (text for text in dict.fromkeys(header) if text and not schema.has(text))
    return tuple(text for text in unknown if not likely_slip(_name(text), schema.by_name))


def _name(heading: str) -> str:
    return heading.partition("@")[0]


def _columns_called(foreign: Mapping[str, str]) -> str:
    """Return which columns have which other headings: “name” is called “Ort”."""
    return ", ".join(f"“{ours}” is called {shown(theirs)}" for ours, theirs in foreign.items())


def read_heading(
    text: str, schema: Schema[object], problems: ProblemLog, line: int = 1, kind: str = "column"
) -> Heading | None:
    """Return the heading of a column, or None after reporting why it is not read."""
    name, at, tag = text.partition("@")
    names = tuple(schema.by_name)
    if name not in names:
        what = f"{shown(text)} is not a known {kind}, so it is not read"
        meant = likely_slip(name, names)
        hint = f"did you mean {shown(meant)}?" if meant else f"the {kind}s are {listed(names)}"
        problems.warning(line, plain(text), what, hint)
        return None
    if not at:
        return Heading(name)
    if name not in schema.translatable:
        what = f"{shown(text)}: “{name}” cannot be translated"
        hint = f"those that can are {listed(sorted(schema.translatable))}"
        problems.error(line, plain(text), what, hint)
        return None
    language = canonical_tag(tag)
    if not language:
        what = f"{shown(text)}: {shown(tag)} is not a language tag"
        problems.error(line, plain(text), what, LANGUAGE_TAG_HINT)
        return None
    if not names_a_known_language(language):
        what = f"{shown(text)}: “{language}” is not a language that Unicode lists"
        problems.warning(line, plain(text), what, LANGUAGE_TAG_HINT)
    return Heading(name, language)


def _report_missing(
    name: str, found: CsvRows, schema: Schema[object], problems: ProblemLog
) -> None:
    unknown = [heading for heading in found.header if heading not in schema.by_name]
    slip = next((heading for heading in unknown if likely_slip(heading, (name,))), "")
    usual = "add it, or let `routemap geocode` propose places" if name in _POSITION else "add it"
    hint = f"is it {shown(slip)}? Then name it “{name}”" if slip else usual
    problems.error(1, name, f"the column “{name}” is missing", hint)


def _row(
    number: int,
    cells: tuple[str, ...],
    header: tuple[str, ...],
    columns: list[tuple[str, int] | None],
    problems: ProblemLog,
) -> Row:
    """Return a row; `columns` are the headings that are read, and how long their cells may be."""
    is_ragged = len(cells) < len(columns) or any(cells[len(columns) :])
    if is_ragged:
        what = Quoting("the row has {} cells, the header {}", len(cells), len(columns))
        if len(cells) < len(columns):
            heading = plain(header[len(cells)]) or _letters(len(cells))
            problems.error(number, heading, what, "add the missing cells, even if empty")
        else:
            hint = "remove cells, or put a cell that holds a separator in quotation marks"
            problems.error(number, _letters(len(columns)), what, hint)
    by_heading = {}
    for column, cell in zip(columns, cells, strict=False):
        if column:
            heading, longest = column
            by_heading[heading] = problems.checked_text(cell, number, heading, longest)
            is_ragged = is_ragged or len(cell) > longest
    return Row(number, by_heading, is_ragged)


def _letters(place: int) -> str:
    """Return how a spreadsheet names the column at a place from 0: A, B, …, Z, AA."""
    letters = ""
    rest = place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Entry(Generic[T_co]):
    """A row with its id and its record, None if cells are missing in it."""

    row: Row
    id: str
    record: T_co | None


@dataclass(frozen=True, slots=True)
class Entries(Generic[T_co]):
    """The rows of a table. `is_whole` is False if not all of them could be read."""

    rows: tuple[Entry[T_co], ...] = ()
    is_whole: bool = False

    @property
    def records(self) -> tuple[T_co, ...]:
        """Return the records of the rows in which no cells are missing."""
        return tuple(entry.record for entry in self.rows if entry.record is not None)
