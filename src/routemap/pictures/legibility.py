"""Text of a journey with letters that no typeface has, by row and column.

The screen shows all text, in the fonts of its reader. Pictures have typefaces of their own, so that
they are the same on every machine; what those lack is refused by name, never left out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Any, NamedTuple

from routemap.errors import LettersError, Level, Problem
from routemap.i18n.catalog import LANGUAGES
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Journey, Phrase, Wording
from routemap.pictures.house_typeface import house_typeface
from routemap.pictures.shaping import has_letters_for, missing_letters
from routemap.pictures.typefaces import led_by
from routemap.tables.ground import GROUND_FILE
from routemap.tables.metadata import BASEMAP_SECTION
from routemap.tables.problems import codepoint, shown
from routemap.tables.schema import (
    ANNOTATIONS,
    EVENTS,
    JOURNEY,
    LEG_GEOMETRY,
    LEGS,
    LESSON,
    SOURCES,
    STOPS,
    TRAVELLERS,
    Schema,
)

_LETTERS_NAMED = 5
_FONT = "install a font that has them, such as Noto Sans"
_BOXES = "have a box drawn for each (--allow-missing-letters)"
# The name that Unicode gives a letter begins with its script, except for these.
_SCRIPTS = {"CJK": "Chinese"}
_NAME = "name"
# The columns of each table whose text is drawn, and those of them that maps leave to slides,
# handout and film.
_DRAWN = {
    JOURNEY.file: (
        *("title", "subtitle", "credit", "licence", "boundary_policy"),
        *("report.title", "report.note"),
    ),
    STOPS.file: ("name", "name_local", "country", "arrival_text", "departure_text", "mode", "note"),
    TRAVELLERS.file: ("name",),
    EVENTS.file: ("date_text", "headline", "text", "speaker", "quote"),
    LEGS.file: ("note",),
    LEG_GEOMETRY.file: ("source",),
    SOURCES.file: ("citation",),
    LESSON.file: ("text", "answer"),
    ANNOTATIONS.file: ("text",),
}
_NOT_ON_MAPS = frozenset(
    {
        *("report.note", "name_local", "country", "mode", "note", "headline", "text", "speaker"),
        *("quote", "citation", "answer"),
    }
)


class _Cell(NamedTuple):
    """One cell of the tables: its text in all languages, and whether maps show it."""

    file: str
    row: int
    column: str
    texts: Wording | str
    is_on_maps: bool


def illegible(journey: Journey) -> tuple[Problem, ...]:
    """Return a warning for each column with text that cannot be drawn, at the first such row."""
    with led_by(house_typeface(journey.style)):
        return tuple(problem for problem, _ in _columns(journey, LANGUAGES))


def refuse_illegible(drawn: Iterable[str], journey: Journey, language: str) -> None:
    """Refuse to draw text with letters that no typeface has.

    Raises
    ------
    LettersError
        With the file, row and column of the first such text, and what to do.
    """
    letters = set(missing_letters("".join(dict.fromkeys(drawn))))
    if not letters:
        return
    guilty = [problem for problem, missing in _columns(journey, (language,)) if letters & missing]
    if not guilty:
        raise LettersError(f"no typeface has {_named(letters)}; {_BOXES}")
    others = len(guilty) - 1
    also = f" ({others} more: `routemap check` names them)" if others else ""
    raise LettersError(f"{guilty[0]}{also}")


def legible_name(name: Wording, language: str) -> str:
    """Return a name in a language, or else the first of whose letters there are typefaces.

    The original name comes first, then those in other languages. If there are for none, return the
    name in the language: to be refused.
    """
    wanted = name.in_language(language).text
    known = (wanted, name.original.text, *(each.text for each in name.translations))
    return next((each for each in known if each and has_letters_for(each)), wanted)


def in_our_letters(itinerary: Itinerary, language: str) -> Itinerary:
    """Return an itinerary whose stops have the names that maps in a language give them."""
    stops = tuple(
        stop
        if has_letters_for(stop.name.in_language(language).text)
        else replace(stop, name=Wording(Phrase(legible_name(stop.name, language), language)))
        for stop in itinerary.journey.stops
    )
    return replace(itinerary, journey=replace(itinerary.journey, stops=stops))


class _Illegible(NamedTuple):
    """A cell, its text that cannot be drawn, its language ("" for all), and the missing letters."""

    cell: _Cell
    text: str
    language: str
    letters: frozenset[str]


def _columns(journey: Journey, languages: Iterable[str]) -> Iterator[tuple[Problem, set[str]]]:
    """Yield the problem of each column, and the missing letters of all its rows."""
    found: dict[tuple[str, str], list[_Illegible]] = {}
    for cell in _cells(journey):
        for language, text in _texts(cell, languages):
            missing = missing_letters(text)
            if missing:
                row = _Illegible(cell, text, language, frozenset(missing))
                found.setdefault((cell.file, cell.column), []).append(row)
                break
    for rows in found.values():
        letters = set[str]().union(*(row.letters for row in rows))
        yield _problem(rows[0], len(rows) - 1), letters


def _texts(cell: _Cell, languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the text of a cell that is drawn in each language."""
    for language in languages:
        if isinstance(cell.texts, str):
            yield "", cell.texts
        elif cell.column == _NAME:
            yield language, legible_name(cell.texts, language)
        else:
            yield language, cell.texts.in_language(language).text


def _problem(row: _Illegible, others: int) -> Problem:
    cell = row.cell
    where = "pictures, slides, handout and film" if cell.is_on_maps else "handout and film"
    more = f", as {'have' if others > 1 else 'has'} {others} more here" if others else ""
    what = f"{shown(row.text)} has letters that no typeface has ({_named(row.letters)}){more}"
    place = f", here or as {cell.column}@{row.language}" if row.language else ""
    hint = f"for {where}, {_FONT}, write it in others{place}, or {_BOXES}"
    return Problem(cell.file, cell.row, cell.column, what, hint, Level.WARNING)


def _named(letters: Iterable[str]) -> str:
    """Return letters as Unicode lists them, by script: "Thai U+0E01, U+0E17 and 3 more"."""
    scripts: dict[str, list[str]] = {}
    for letter in sorted(letters):
        scripts.setdefault(_script(letter), []).append(codepoint(letter))
    return "; ".join(
        f"{script} {', '.join(points[:_LETTERS_NAMED])}".strip()
        + (f" and {len(points) - _LETTERS_NAMED} more" if len(points) > _LETTERS_NAMED else "")
        for script, points in scripts.items()
    )


def _script(letter: str) -> str:
    if unicodedata.category(letter)[0] not in "LM":
        return ""
    first = unicodedata.name(letter, "").partition(" ")[0]
    return _SCRIPTS.get(first, first.capitalize())


def _cells(journey: Journey) -> Iterator[_Cell]:
    """Yield all cells whose text is drawn anywhere, in the order of the files."""
    geometries = [leg.geometry for leg in journey.legs if leg.geometry]
    tables: tuple[tuple[Schema[Any], str, Sequence[object]], ...] = (
        (JOURNEY, JOURNEY.file, [journey]),
        (STOPS, journey.stops_file, journey.stops),
        (TRAVELLERS, TRAVELLERS.file, journey.travellers),
        (EVENTS, EVENTS.file, journey.events),
        (LEGS, LEGS.file, journey.legs),
        (LEG_GEOMETRY, LEG_GEOMETRY.file, geometries),
        (SOURCES, SOURCES.file, journey.references),
        (LESSON, LESSON.file, journey.lesson),
        (ANNOTATIONS, ANNOTATIONS.file, journey.annotations),
    )
    for schema, file, records in tables:
        for record, name in product(records, _DRAWN[schema.file]):
            texts = getattr(record, schema.by_name[name].field)
            texts = texts.text if isinstance(texts, Phrase) else texts
            is_on_maps = schema is ANNOTATIONS or name not in _NOT_ON_MAPS
            yield _Cell(file, getattr(record, "row", 0), name, texts, is_on_maps)
    own = journey.own_basemap
    for name, word in (("credit", own.credit), ("licence", own.licence)):
        yield _Cell(JOURNEY.file, 0, f"{BASEMAP_SECTION}.{name}", word, is_on_maps=True)
    for shape in own.shapes:
        if shape.name:
            yield _Cell(GROUND_FILE, 0, _NAME, shape.name, is_on_maps=True)
