"""Cells to values and back: what each kind of column holds, read from a row and written to one."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar

from routemap.errors import DateError, Level, Quoting
from routemap.model.edtf_dates import EdtfDate, parse_date
from routemap.model.journey import Phrase, UndatedPosition, Wording
from routemap.tables.coordinates import AXES, read_degrees, read_position
from routemap.tables.cross_references import Citations, KnownIds, StopIndex, why_not_a_source
from routemap.tables.date_words import why_not_a_date
from routemap.tables.ids import ids_of_rows
from routemap.tables.problems import Hint, ProblemLog, did_you_mean, one_of, shown
from routemap.tables.schema import Column, Kind, Schema
from routemap.tables.table import Entries, Entry, Heading, Row, Table
from routemap.tables.travellers import TravellerIndex
from routemap.tables.values import (
    LANGUAGE_TAG_HINT,
    canonical_tag,
    is_swapped,
    number_text,
    western_digits,
    why_not_a_country,
    why_not_a_media_file,
    why_not_a_number,
    why_not_a_time_zone,
    why_not_a_url,
)

CellReader = Callable[[str, Column, Row], object]

T = TypeVar("T")
Cells = dict[str, str]
"""One row: what its cells hold, by the headings of their columns."""
_NO_WORDS = Wording(Phrase("", ""))
_TRUE = "true"
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_A_NUMBER = "5"
"""That hints give as an example."""
# What a record has for a cell that it needs and that is blank or could not be read.
_WITHOUT = {Kind.TEXT: _NO_WORDS, Kind.LATITUDE: math.nan, Kind.NUMBER: math.nan, Kind.COUNT: 0}
# Kinds whose words are taken as they are, once checked.
_CHECKS: dict[Kind, tuple[Level, Callable[[str], tuple[str, Hint] | None]]] = {
    Kind.COUNTRY: (Level.WARNING, why_not_a_country),
    Kind.TIME_ZONE: (Level.ERROR, why_not_a_time_zone),
    Kind.SOURCE: (Level.ERROR, why_not_a_source),
    Kind.URL: (Level.ERROR, why_not_a_url),
    Kind.MEDIA_FILE: (Level.ERROR, why_not_a_media_file),
}


@dataclass(slots=True)
class Context:
    """What cells are read with: their language, and ids of other tables, None if not all known."""

    language: str
    citations: Citations
    travellers: TravellerIndex | None = None
    stops: StopIndex | None = None
    events: KnownIds | None = None
    moments: KnownIds | None = None


def read_entries(table: Table[T], context: Context, problems: ProblemLog) -> Entries[T]:
    """Return the rows of a table, each as a record of the model."""
    schema = table.schema
    reader = RowReader(schema, table.headings, context, problems)
    ids = ids_of_rows(table.rows, schema, problems) if "id" in schema.by_name else None
    entries = []
    for place, row in enumerate(table.rows):
        row_id = ids[place] if ids else row.cell(schema.named_by)
        record = None
        if not row.is_ragged:
            given_id = {"id": row_id} if ids else {}
            record = schema.model(**reader.values(row) | given_id, row=row.number)
        entries.append(Entry(row, row_id, record))
    return Entries(tuple(entries), table.is_whole)


class RowReader:
    """Reads rows cell by cell, each as what its column holds."""

    def __init__(
        self,
        schema: Schema[object],
        headings: Iterable[Heading],
        context: Context,
        problems: ProblemLog,
    ) -> None:
        self._context = context
        self._problems = problems
        self._translations: dict[str, list[Heading]] = {}
        for heading in headings:
            translations = self._translations.setdefault(heading.name, [])
            translations += [heading] if heading.language else []
        self._columns = [
            (column, self._reader_of(column.kind))
            for column in schema.columns
            if column.name in self._translations and column.kind is not Kind.ID
        ]
        self._without = {
            column.field: next(iter(column.choices), _WITHOUT.get(column.kind, ""))
            for column in schema.columns
            if column.field in schema.needed_fields
        }

    def values(self, row: Row) -> dict[str, Any]:
        """Return what the row says, by the fields of the model; what is blank is left out."""
        values: dict[str, Any] = dict(self._without)
        for column, read in self._columns:
            text = row.cell(column.name)
            if column.blank_hint and not text:
                self._error(row, column, f"“{column.name}” is blank", column.blank_hint)
            is_filled = text or self._translations[column.name] or column.kind is Kind.TRAVELLER
            value = read(text, column, row) if is_filled else None
            if value is not None and column.field:
                values[column.field] = value
        return values

    def _reader_of(self, kind: Kind) -> CellReader:
        known = {
            Kind.STOP: self._context.stops,
            Kind.EVENT: self._context.events,
            Kind.MOMENT: self._context.moments,
        }.get(kind)
        if known:
            return partial(self._checked, Level.ERROR, known.why_not)
        if kind in _CHECKS:
            return partial(self._checked, *_CHECKS[kind])
        readers: dict[Kind, CellReader] = {
            Kind.TEXT: self._words,
            Kind.LOCAL_NAME: self._local_name,
            Kind.LATITUDE: self._latitude,
            Kind.NUMBER: self._number,
            Kind.COUNT: self._count,
            Kind.DATE: self._date,
            Kind.CHOICE: self._choice,
            Kind.FLAG: lambda text, _column, _row: text == _TRUE,
            Kind.COLOUR: self._colour,
            Kind.NAMES: lambda text, _column, _row: names_in(text),
            Kind.LANGUAGE: self._language,
            Kind.LANGUAGES: self._languages,
            Kind.REFERENCES: self._references,
            Kind.TRAVELLER: self._traveller,
            Kind.TRAVELLERS: self._travellers,
        }
        return readers.get(kind, lambda text, _column, _row: text)

    def _error(self, row: Row, column: Column, what: str, hint: Hint) -> None:
        self._problems.error(row.line_of(column.name), column.name, what, hint)

    def _warn(self, row: Row, column: Column, what: str, hint: Hint) -> None:
        self._problems.warning(row.line_of(column.name), column.name, what, hint)

    def _checked(
        self,
        level: Level,
        why_not: Callable[[str], tuple[str, Hint] | None],
        text: str,
        column: Column,
        row: Row,
    ) -> str:
        wrong = why_not(text)
        if wrong:
            self._problems.add(level, row.line_of(column.name), column.name, *wrong)
        return text

    def _words(self, text: str, column: Column, row: Row) -> Wording | None:
        phrases = tuple(
            Phrase(words, heading.language)
            for heading in self._translations[column.name]
            if (words := row.cell(heading.text))
        )
        if phrases and not text:
            what = f"“{column.name}” is blank, but translated"
            hint = "fill it in: languages without a translation fall back to it"
            self._problems.warning(row.line_of(column.name), column.name, what, hint)
        return Wording(Phrase(text, self._context.language), phrases) if text or phrases else None

    def _local_name(self, text: str, column: Column, row: Row) -> Phrase:
        return Phrase(text, canonical_tag(row.cell(_language_column(column))))

    def _number(self, text: str, column: Column, row: Row) -> float | None:
        if column.name in AXES:
            plain_number, wrong = read_degrees(text, column.name)
        else:
            plain_number = western_digits(text)
            wrong = why_not_a_number(plain_number, _A_NUMBER)
        if wrong:
            self._error(row, column, *wrong)
            return None
        number = float(plain_number) + 0.0  # there is no south of -0
        if not column.lowest <= number <= column.highest:
            bounds = (f"{column.lowest:,.10g}", f"{column.highest:,.10g}")
            what = Quoting("{} is not between {} and {}", text, *bounds)
            self._error(row, column, what, "check the number")
            return None
        return number

    def _count(self, text: str, column: Column, row: Row) -> int | None:
        number = self._number(text, column, row)
        if number is not None and not number.is_integer():
            what = Quoting("{} is not a whole number", text)
            self._error(row, column, what, "write how many there are")
            return None
        return None if number is None else int(number)

    def _latitude(self, text: str, column: Column, row: Row) -> float | None:
        beside = row.cell("longitude")
        position = read_position(text, beside)
        if position is None:
            return self._number(text, column, row)
        latitude, longitude = position
        if is_swapped(latitude, longitude):
            pattern = "{} is out of range for a latitude, but would be a longitude"
            swapped = Quoting(pattern, f"{latitude:g}")
            hint = "latitude and longitude are probably swapped: swap them"
            self._error(row, column, swapped, hint)
            return None
        if latitude == longitude == 0:
            what = "latitude and longitude are both 0, in the sea off Africa"
            self._problems.warning(row.number, column.name, what, "write the position of the place")
        return self._number(text, column, row)

    def _date(self, text: str, column: Column, row: Row) -> EdtfDate | None:
        try:
            return parse_date(text)
        except DateError as problem:
            self._error(row, column, *why_not_a_date(text, problem))
            return None

    def _choice(self, text: str, column: Column, row: Row) -> str | None:
        for choice in column.choices:
            if text == choice:
                return choice
        hint = partial(did_you_mean, text, column.choices, f"write {one_of(column.choices)}")
        what = Quoting("{} is not allowed in “{}”", shown(text), column.name)
        self._error(row, column, what, hint)
        return None

    def _colour(self, text: str, column: Column, row: Row) -> str | None:
        if _COLOUR.fullmatch(text):
            return text.upper()
        what = Quoting("{} is not a colour", shown(text))
        self._error(row, column, what, "write six digits behind #, such as “#B3261E”")
        return None

    def _language(self, text: str, column: Column, row: Row) -> str | None:
        tag = canonical_tag(text)
        if not tag:
            what = Quoting("{} is not a language tag", shown(text))
            self._error(row, column, what, LANGUAGE_TAG_HINT)
        return tag or None

    def _languages(self, text: str, column: Column, row: Row) -> tuple[str, ...]:
        named = filter(None, map(str.strip, text.split(";")))
        tags = (self._language(each, column, row) for each in named)
        return tuple(dict.fromkeys(filter(None, tags)))

    def _traveller(self, text: str, column: Column, row: Row) -> str:
        known = self._context.travellers
        if known is None:
            return text
        return known.read(text, partial(self._warn, row, column), partial(self._error, row, column))

    def _travellers(self, text: str, column: Column, row: Row) -> tuple[str, ...]:
        named = filter(None, map(str.strip, text.split(";")))
        return tuple(dict.fromkeys(self._traveller(each, column, row) for each in named))

    def _references(self, text: str, column: Column, row: Row) -> tuple[str, ...]:
        return self._context.citations.read(text, partial(self._error, row, column))


def names_in(text: str) -> tuple[str, ...]:
    """Return the names that a cell lists, each once."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, text.split(";")))))


def _language_column(column: Column) -> str:
    return f"{column.name}_lang"


def typed_cells(
    record: object, schema: Schema[object], *, with_defaults: bool = False
) -> dict[str, Any]:
    """Return a record as a row: text, numbers and lists of references, by heading.

    What is blank is "" or None; so are defaults that tables do not write, unless `with_defaults`.
    """
    cells: dict[str, Any] = {}
    for column in schema.columns:
        if not column.field:
            continue
        value = attrgetter(column.field)(record)
        if _text(value) == column.default and column.is_default_omitted and not with_defaults:
            value = ""
        match value:
            case Wording():
                cells[column.name] = value.original.text
                cells |= {
                    f"{column.name}@{each.language}": each.text for each in value.translations
                }
            case Phrase():
                cells[column.name] = value.text
                cells[_language_column(column)] = value.language
            case UndatedPosition() if getattr(record, "date", None):
                cells[column.name] = ""
            case EdtfDate():
                cells[column.name] = value.edtf
            case tuple():
                cells[column.name] = list(value)
            case _:
                cells[column.name] = value
    return cells


def cells_of(record: object, schema: Schema[object]) -> Cells:
    """Return a record as a row of its table."""
    return texts(typed_cells(record, schema))


def texts(cells: Mapping[str, object]) -> Cells:
    """Return typed cells as tables hold them."""
    return {name: _text(value) for name, value in cells.items()}


def _text(value: object) -> str:
    if isinstance(value, list):
        return ";".join(value)
    if isinstance(value, bool):
        return _TRUE if value else "false"
    return number_text(value) if isinstance(value, float) else str(value or "")
