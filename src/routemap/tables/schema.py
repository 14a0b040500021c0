"""Every table of a journey; their columns stand in columns.csv, written down once.

Reading, checking, writing, the other formats, the headings that `import` recognises, docs/tables.md
and the tests of hostile text all follow from there. A new column is a line of columns.csv and a
field of the model; a new table is also a `Schema` here and a class of the model.
"""

from __future__ import annotations

import csv
import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Generic, TypeVar, cast

from routemap.model import account, house_style, journey, map_settings
from routemap.tables.limits import LONGEST_NAME, LONGEST_TEXT
from routemap.tables.problems import one_of

_NOT_IN_WORDS = re.compile(r"[\W_]+")
T_co = TypeVar("T_co", covariant=True)
DEFAULT_LANGUAGE = "en"
_MODELS = (journey, account, map_settings, house_style)


class Kind(Enum):
    """What the cells of a column hold: how they are read and what they are checked for."""

    ID = "id"
    """Names the row in other tables; made from another column where it is blank."""
    TEXT = "text"
    """Words that may be translated, in columns such as ``name@ko``."""
    WORD = "word"
    """Words as they are."""
    LOCAL_NAME = "local name"
    """A name, whose language stands in the column of the same name with ``_lang``."""
    LATITUDE = "latitude"
    NUMBER = "number"
    COUNT = "count"
    """A whole number."""
    FLAG = "flag"
    NAMES = "names"
    """Names, in brackets and quotation marks; in a cell separated by semicolons."""
    DATE = "date"
    CHOICE = "choice"
    """One of a few words: an enumeration of the model, by whose name columns.csv calls it."""
    LANGUAGE = "language"
    LANGUAGES = "languages"
    """Languages, separated by semicolons."""
    COUNTRY = "country"
    TIME_ZONE = "time zone"
    REFERENCES = "references"
    """Ids of sources, separated by semicolons."""
    SOURCE = "source"
    """The id of a source, as others cite it."""
    STOP = "stop"
    """The id of a stop; so with events and moments."""
    TRAVELLER = "traveller"
    """The id of a traveller, or its name where none are listed; blank for the first."""
    TRAVELLERS = "travellers"
    """Ids of travellers, separated by semicolons."""
    INFERRED = "inferred"
    """What followed from the tables when they were written: kept, and never read as reported."""
    EVENT = "event"
    MOMENT = "moment"
    URL = "url"
    MEDIA_FILE = "media file"
    COLOUR = "colour"
    """A colour as "#RRGGBB"."""


@dataclass(frozen=True)
class Column:
    """A column of a table, or an entry of journey.toml or of a GeoJSON feature.

    Parameters
    ----------
    name, kind
        Its heading, and what its cells hold.
    choices
        The words that a choice is made from.
    field
        The field of the model that takes it, "" if none does.
    is_required
        Whether a table without the column is refused.
    longest
        How many letters a cell may have.
    default
        What a blank cell means.
    is_default_omitted
        Whether the default is written as a blank cell.
    lowest, highest
        The bounds of a number.
    blank_hint
        How to fix a blank cell, "" if a cell may be blank.
    meaning
        What the cells say, in a sentence for docs/tables.md.
    aliases
        Other headings that `import` takes for it; case, blanks and punctuation do not count.
    """

    name: str
    kind: Kind
    choices: tuple[StrEnum, ...]
    field: str
    is_required: bool
    longest: int
    default: str
    is_default_omitted: bool
    lowest: float
    highest: float
    blank_hint: str
    meaning: str
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Schema(Generic[T_co]):
    """A table.

    Parameters
    ----------
    file, model
        The file's name in a journey's folder, and the class that its rows become.
    row, meaning
        What a row is called, in a word, and what it says, for docs/tables.md.
    rows_field
        The field of `Journey` that takes the rows, "" if none does as they are.
    named_by
        The column from which ids are made where none are given; of a table without a column
        ``id``, the one that is cited.
    """

    file: str
    model: Callable[..., T_co]
    row: str
    meaning: str
    rows_field: str = ""
    named_by: str = ""

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns in the order of writing."""
        return tuple(_column(row) for row in _rows() if row["file"] == self.file)

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Return the columns by their names."""
        return {column.name: column for column in self.columns}

    @cached_property
    def required(self) -> tuple[str, ...]:
        """Return the names of the columns that a table must have."""
        return tuple(column.name for column in self.columns if column.is_required)

    @cached_property
    def translatable(self) -> tuple[str, ...]:
        """Return the names of the columns whose words may be translated."""
        return tuple(column.name for column in self.columns if column.kind is Kind.TEXT)

    @cached_property
    def needed_fields(self) -> frozenset[str]:
        """Return the fields that the model has no default for."""
        fields = dataclasses.fields(cast("Any", self.model))
        return frozenset(field.name for field in fields if field.default is dataclasses.MISSING)

    def called_otherwise(self, headings: Iterable[str]) -> dict[str, str]:
        """Return the columns that a table must have and lacks, but has under another heading.

        `import` knows those headings: a table that has them was not made for us.
        """
        found: dict[str, str] = {}
        for heading in headings:
            column = self._required_by_alias.get(plain_heading(heading))
            if column and column not in headings:
                found.setdefault(column, heading)
        return found

    @cached_property
    def _required_by_alias(self) -> dict[str, str]:
        required = (self.by_name[name] for name in self.required)
        return {plain_heading(alias): each.name for each in required for alias in each.aliases}

    def has(self, heading: str) -> bool:
        """Tell whether a heading is one of the columns, or a translation of one."""
        return heading.partition("@")[0] in self.by_name


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = files("routemap.tables").joinpath("columns.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def plain_heading(heading: str) -> str:
    """Return a heading without case, blanks and punctuation, as aliases are compared."""
    return _NOT_IN_WORDS.sub("", unicodedata.normalize("NFC", heading).casefold())


def _column(row: Mapping[str, str]) -> Column:
    kind = row["kind"]
    choices = _choices(kind) if kind[0].isupper() else ()
    hint = row["blank_hint"]
    lowest, _, highest = row["range"].partition(" ")
    return Column(
        name=row["column"],
        kind=Kind.CHOICE if choices else Kind(kind),
        choices=choices,
        field=(row["field"] or row["column"]).removeprefix("-"),
        is_required=bool(row["required"]),
        longest=LONGEST_TEXT if row["long"] else LONGEST_NAME,
        default=row["default"],
        is_default_omitted=bool(row["default_is_omitted"]),
        lowest=float(lowest or 0),
        highest=float(highest or 0),
        blank_hint=f"write {one_of(choices)}" if hint == "choices" else hint,
        meaning=row["meaning"],
        aliases=tuple(row["aliases"].split()),
    )


def _choices(kind: str) -> tuple[StrEnum, ...]:
    """Return the words of an enumeration of the model, by its name."""
    defining = next(each for each in _MODELS if hasattr(each, kind))
    return tuple(getattr(defining, kind))


JOURNEY = Schema(
    "journey.toml",
    journey.Journey,
    "entry",
    'what holds for the whole journey, each entry as `name = "words"`',
)
STOPS = Schema(
    "locations.csv", journey.Stop, "stop", "a stop, in the order of travel", "stops", "name"
)
TRAVELLERS = Schema(
    "travellers.csv",
    journey.Traveller,
    "traveller",
    "one of several who travel",
    "travellers",
    "name",
)
EVENTS = Schema(
    "events.csv",
    journey.Event,
    "event",
    "something that happened or was said",
    "events",
    "headline",
)
JOURNEY_SECTIONS = tuple(
    dict.fromkeys(name.rpartition(".")[0] for name in JOURNEY.by_name if "." in name)
)
"""The sections of journey.toml, in order; names of their entries begin with that and a dot."""
LEGS = Schema(
    "legs.csv", journey.Leg, "leg", "the way between two stops that follow each other", "legs"
)
LEG_GEOMETRY = Schema(
    "legs.geojson",
    journey.LegGeometry,
    "feature",
    "the drawn way of a leg, as a GeoJSON Feature with these properties",
)
SOURCES = Schema("sources.csv", journey.Reference, "source", "a source", "references", "reference")
LESSON = Schema(
    "lesson.csv",
    journey.LessonItem,
    "item",
    "a note for the teacher, a question or a task for the class",
    "lesson",
)
MEDIA = Schema(
    "media.csv",
    journey.MediaItem,
    "medium",
    "a picture, a recording or a document, at an event, at a stop or at neither",
    "media",
    "file",
)
ANNOTATIONS = Schema(
    "annotations.csv",
    journey.Annotation,
    "annotation",
    "words of your own on the map",
    "annotations",
    "text",
)
ACCOUNT = Schema(
    "import.csv",
    account.AccountEntry,
    "entry",
    "what became of things in the file that the journey was imported from",
    "account",
)
SCHEMAS: tuple[Schema[object], ...] = (
    JOURNEY, STOPS, TRAVELLERS, EVENTS, LEGS, LEG_GEOMETRY, SOURCES, LESSON, MEDIA, ANNOTATIONS,
    ACCOUNT,
)  # fmt: skip
"""In the order in which their problems are listed."""
