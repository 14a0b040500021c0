"""What a column of a table is: its kind, what it means, and what its cells may hold."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from routemap.tables.limits import HALF_ROUND_THE_EARTH_KM, LONGEST_NAME, LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

T_co = TypeVar("T_co", covariant=True)


class Kind(Enum):
    """What the cells of a column hold: how they are read and what they are checked for."""

    ID = auto()
    """Names the row in other tables; made from another column where it is blank."""
    TEXT = auto()
    """Words that may be translated, in columns such as ``name@ko``."""
    WORD = auto()
    """Words as they are."""
    LOCAL_NAME = auto()
    """A name, whose language stands in the column of the same name with ``_lang``."""
    LATITUDE = auto()
    NUMBER = auto()
    FLAG = auto()
    DATE = auto()
    CHOICE = auto()
    """One of a few words, those of the column's default."""
    LANGUAGE = auto()
    COUNTRY = auto()
    TIME_ZONE = auto()
    REFERENCES = auto()
    """Ids of sources, separated by semicolons."""
    SOURCE = auto()
    """The id of a source, as others cite it."""
    STOP = auto()
    """The id of a stop; so with events and moments."""
    EVENT = auto()
    MOMENT = auto()
    URL = auto()
    MEDIA_FILE = auto()


@dataclass(frozen=True)
class Column:
    """A column of a table, or an entry of journey.toml or of a GeoJSON feature.

    Parameters
    ----------
    name, kind, meaning
        Its heading, what its cells hold, and what they say, in a sentence for docs/tables.md.
    field
        The field of the model that takes it, if that has another name; "-" if none does.
    is_required
        Whether a table without the column is refused.
    blank_hint
        How to fix a blank cell, if that is an error.
    default
        What a blank cell means; of a choice a member of its enumeration.
    is_default_written
        Whether the default is written out.
    instead_of
        The column that this one stands in for: only one of the two may be filled.
    is_long
        Whether a cell may have many sentences.
    lowest, highest
        The bounds of a number.
    aliases
        Other headings that `import` takes for it; case, blanks and punctuation do not count.
    """

    name: str
    kind: Kind
    meaning: str
    field: str = ""
    is_required: bool = False
    blank_hint: str = ""
    default: str | None = None
    is_default_written: bool = True
    instead_of: str = ""
    is_long: bool = False
    lowest: float = 0.0
    highest: float = HALF_ROUND_THE_EARTH_KM
    aliases: str = ""

    @property
    def is_translatable(self) -> bool:
        """Tell whether there may be columns with its words in other languages."""
        return self.kind is Kind.TEXT

    @cached_property
    def target(self) -> str:
        """Return the field of the model that takes it, "" if none does."""
        return (self.field or self.name).removeprefix("-")

    @cached_property
    def choices(self) -> tuple[StrEnum, ...]:
        """Return the words that a choice is made from."""
        return tuple(type(self.default)) if isinstance(self.default, StrEnum) else ()

    @property
    def longest(self) -> int:
        """Return how many letters a cell may have."""
        return LONGEST_TEXT if self.is_long else LONGEST_NAME


@dataclass(frozen=True)
class Schema(Generic[T_co]):
    """A table: its file, what of the model a row is, and its columns in the order of writing.

    Parameters
    ----------
    file, model
        The file's name in a journey's folder, and the class that its rows become.
    row, meaning
        What a row is called, in a word, and what it says, for docs/tables.md.
    columns
        All of them.
    named_by
        The column from which ids are made where none are given; of a table without a column
        ``id``, the one that is cited.
    """

    file: str
    model: Callable[..., T_co]
    row: str
    meaning: str
    columns: tuple[Column, ...]
    named_by: str = ""

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
        return tuple(column.name for column in self.columns if column.is_translatable)

    @cached_property
    def needed_fields(self) -> frozenset[str]:
        """Return the fields that the model has no default for."""
        fields = dataclasses.fields(cast("Any", self.model))
        return frozenset(field.name for field in fields if field.default is dataclasses.MISSING)

    def has(self, heading: str) -> bool:
        """Tell whether a heading is one of the columns, or a translation of one."""
        return heading.partition("@")[0] in self.by_name
