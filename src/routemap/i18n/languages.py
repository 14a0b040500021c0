"""The languages in which a journey is offered, and those in which there is none of our words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from babel import Locale, UnknownLocaleError

from routemap.bounded_cache import SourceCache
from routemap.errors import Level, Problem
from routemap.i18n.catalog import LANGUAGES, supported_language, translate
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.journey import Journey, Wording
from routemap.tables.schema import (
    ANNOTATIONS,
    EVENTS,
    JOURNEY,
    LEGS,
    LESSON,
    MEDIA,
    STOPS,
    TRAVELLERS,
    Schema,
)

_TABLES = (STOPS, TRAVELLERS, EVENTS, LEGS, LESSON, MEDIA, ANNOTATIONS)
_NAMES_OF_PEOPLE = frozenset({"credit"})
"""Entries of journey.toml that read the same in every language."""
_OFFERED: SourceCache[tuple[str, ...]] = SourceCache()
_SHOWN: SourceCache[Itinerary] = SourceCache()


class _Cell(NamedTuple):
    """Words of the tables that may be translated, and where they stand."""

    file: str
    row: int
    column: str
    words: Wording


def home_language(journey: Journey) -> str:
    """Return the language of a page whose address names none.

    That of the journey, without its region where there are words of ours in it.
    """
    primary = _primary(journey.language)
    return primary if primary in LANGUAGES else journey.language


def offered_languages(itinerary: Itinerary) -> tuple[str, ...]:
    """Return the languages in which a journey is offered, its own first.

    Others are those in which all its words are translated, and those that its tables name in spite
    of gaps; in the order of our own languages, then of their tags.
    """
    return _OFFERED.get(itinerary, "", lambda: _offered(itinerary.journey))


def known_languages(itinerary: Itinerary) -> tuple[str, ...]:
    """Return the languages that an address or a command may ask for: those offered, and ours.

    One of ours in which the journey is not offered has its furniture and what is translated.
    """
    return tuple(dict.fromkeys((*offered_languages(itinerary), *LANGUAGES)))


def shown_in(itinerary: Itinerary, language: str) -> Itinerary:
    """Return an itinerary whose words are those of a language that has no furniture of ours.

    A page in Portuguese has English furniture; English translations of its words are for the
    English page. In other languages it is returned as it is: words are chosen where they are shown.
    """
    if language in LANGUAGES:
        return itinerary
    return _SHOWN.get(
        itinerary, language, lambda: build_itinerary(_in_one_language(itinerary.journey, language))
    )


def told_language(itinerary: Itinerary, language: str) -> str:
    """Return in which language the words of the tables are on a page of a language."""
    is_told = language in offered_languages(itinerary)
    return language if is_told else home_language(itinerary.journey)


@lru_cache(maxsize=64)  # tables may name any language
def language_name(tag: str, language: str = "") -> str:
    """Return the name of a language, in another or in itself: "Deutsch", "español (México)"."""
    if not language and tag in LANGUAGES:
        return translate(tag, "language_name")
    try:
        name = Locale.parse(tag, sep="-").get_display_name(language or None)
    except (UnknownLocaleError, ValueError):
        name = None
    return str(name or tag)


def furniture_note(journey: Journey) -> str:
    """Return the English sentence that says that our words are English, "" if they are not."""
    home = home_language(journey)
    ours = supported_language(home)
    if home in LANGUAGES:
        return ""
    return translate(ours, "furniture_language", name=language_name(home, ours))


def language_problems(journey: Journey) -> tuple[Problem, ...]:
    """Return warnings: of furniture in English, and of each translation that is not offered."""
    found = []
    note = furniture_note(journey)
    if note:
        hint = "nothing is wrong with the tables; the page says it, too"
        found.append(Problem(JOURNEY.file, 0, "language", note.rstrip("."), hint, Level.WARNING))
    cells = tuple(_cells(journey))
    for tag in _started(journey, cells):
        missing = [cell for cell in cells if not _is_in(cell.words, tag)]
        if missing and tag not in journey.languages:
            found.append(_not_offered(tag, missing))
    return tuple(found)


def _not_offered(tag: str, missing: list[_Cell]) -> Problem:
    file, row, column, _ = missing[0]
    name = language_name(tag, LANGUAGES[0])
    number = f"{len(missing)} texts are" if len(missing) > 1 else "this text is"
    what = f"{name} is not offered: {number} not translated"
    hint = f"fill in {column}@{tag}, or offer it with gaps: languages = “{tag}” in {JOURNEY.file}"
    return Problem(file, row, f"{column}@{tag}", what, hint, Level.WARNING)


def _offered(journey: Journey) -> tuple[str, ...]:
    cells = tuple(_cells(journey))
    home = home_language(journey)
    named = [_page_tag(tag) for tag in journey.languages]
    whole = [
        tag for tag in _started(journey, cells) if all(_is_in(cell.words, tag) for cell in cells)
    ]
    others = sorted({*named, *whole} - {home}, key=lambda tag: (_place(tag), tag))
    return (home, *others)


def _started(journey: Journey, cells: tuple[_Cell, ...]) -> list[str]:
    """Return the languages, other than the journey's own, into which any words are translated."""
    tags = {_page_tag(each.language) for cell in cells for each in cell.words.translations if each}
    own = _primary(journey.language)
    return sorted((tag for tag in tags if _primary(tag) != own), key=lambda t: (_place(t), t))


def _page_tag(tag: str) -> str:
    """Return the language of the page that shows words of a tag: regions share ours."""
    return _primary(tag) if _primary(tag) in LANGUAGES else tag


def _place(tag: str) -> int:
    return LANGUAGES.index(tag) if tag in LANGUAGES else len(LANGUAGES)


def _is_in(words: Wording, tag: str) -> bool:
    return _primary(words.in_language(tag).language) == _primary(tag)


def _cells(journey: Journey) -> Iterator[_Cell]:
    """Yield all words that are there and may be translated."""
    for name in JOURNEY.translatable:
        words = getattr(journey, JOURNEY.by_name[name].field)
        if words.original and name not in _NAMES_OF_PEOPLE:
            yield _Cell(JOURNEY.file, 0, name, words)
    for schema in _TABLES:
        file = journey.stops_file if schema is STOPS else schema.file
        columns = [schema.by_name[name] for name in schema.translatable]
        for record in getattr(journey, schema.rows_field):
            for column in columns:
                words = getattr(record, column.field)
                if words.original:
                    yield _Cell(file, record.row, column.name, words)


def _in_one_language(journey: Journey, language: str) -> Journey:
    def told(record: Any, schema: Schema[object]) -> Any:  # noqa: ANN401  any class of the model
        fields = (schema.by_name[name].field for name in schema.translatable)
        words = {field: Wording(getattr(record, field).in_language(language)) for field in fields}
        return replace(record, **words)

    rows = {
        schema.rows_field: tuple(
            told(record, schema) for record in getattr(journey, schema.rows_field)
        )
        for schema in _TABLES
    }
    made: Journey = replace(told(journey, JOURNEY), **rows)
    return made


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()
