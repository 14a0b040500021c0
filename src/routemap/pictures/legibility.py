"""Words of a journey that our typeface has no letters for, by the row and column they stand in.

The screen shows all words, in the typefaces of its reader. Paper has one of its own, so that a
picture is the same on every machine; what that cannot write is refused by name, never left out.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from routemap.errors import LettersError, Level, Problem
from routemap.i18n.catalog import LANGUAGES
from routemap.model.journey import Phrase, Wording
from routemap.pictures.font_metrics import has_letters_for, missing_letters
from routemap.tables.problems import codepoint, shown
from routemap.tables.schema import EVENTS, JOURNEY, LEG_GEOMETRY, LEGS, LESSON, SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from routemap.model.itinerary import Itinerary
    from routemap.model.journey import Journey

_LETTERS_NAMED = 5
# Unicode names the script of a letter first, but for these.
_SCRIPTS = {"CJK": "Chinese"}
_NAME = "name"


class _Cell(NamedTuple):
    """One cell of the tables: what it says, in all languages, and whether maps show it."""

    file: str
    row: int
    column: str
    texts: Wording | str
    is_on_maps: bool


def illegible(journey: Journey) -> tuple[Problem, ...]:
    """Return a warning for each column with words that cannot be drawn, at the first such row."""
    return tuple(each.problem for each in _columns(journey, LANGUAGES))


def refuse_illegible(drawn: Iterable[str], journey: Journey, language: str) -> None:
    """Refuse to draw words that the typeface has no letters for.

    Raises
    ------
    LettersError
        With the file, row and column that the first such words stand in, and the cure.
    """
    letters = set(missing_letters("".join(dict.fromkeys(drawn))))
    if not letters:
        return
    guilty = [each for each in _columns(journey, (language,)) if letters & each.letters]
    if not guilty:
        raise LettersError(f"the typeface has no shapes for {_named(letters)}, so nothing is drawn")
    others = len(guilty) - 1
    also = f" ({others} more: `routemap check` names them)" if others else ""
    raise LettersError(f"{guilty[0].problem}{also}")


def legible_name(name: Wording, language: str) -> str:
    """Return a name in a language, or else the first that the typeface has letters for.

    First as it is written, then in other languages; if it has for none, the name in the language:
    to be refused.
    """
    wanted = name.in_language(language).text
    known = (wanted, name.original.text, *(each.text for each in name.translations))
    return next((each for each in known if each and has_letters_for(each)), wanted)


def in_our_letters(itinerary: Itinerary, language: str) -> Itinerary:
    """Return a route whose stops are called in a language as maps call them."""
    stops = tuple(
        stop
        if has_letters_for(stop.name.in_language(language).text)
        else replace(stop, name=Wording(Phrase(legible_name(stop.name, language), language)))
        for stop in itinerary.journey.stops
    )
    return replace(itinerary, journey=replace(itinerary.journey, stops=stops))


class _Illegible(NamedTuple):
    """A cell, what of it cannot be drawn in which language ("" for all), and its letters."""

    cell: _Cell
    text: str
    language: str
    letters: frozenset[str]


class _Column(NamedTuple):
    """What is wrong in a column, and the letters of all its rows."""

    problem: Problem
    letters: frozenset[str]


def _columns(journey: Journey, languages: Iterable[str]) -> Iterator[_Column]:
    found: dict[tuple[str, str], list[_Illegible]] = {}
    for cell in _cells(journey):
        for language, text in _texts(cell, languages):
            missing = missing_letters(text)
            if missing:
                row = _Illegible(cell, text, language, frozenset(missing))
                found.setdefault((cell.file, cell.column), []).append(row)
                break
    for rows in found.values():
        letters = frozenset[str]().union(*(row.letters for row in rows))
        yield _Column(_problem(rows[0], len(rows) - 1), letters)


def _texts(cell: _Cell, languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield what is drawn of a cell in each language."""
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
    letters = _named(row.letters)
    what = f"{shown(row.text)} has letters our typeface has no shapes for ({letters}){more}"
    hint = f"for {where}, write it in Latin, Cyrillic or Hangul letters"
    if row.language:
        hint += f", here or as {cell.column}@{row.language}"
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
    """Yield all cells whose words are drawn anywhere, in the order of the files."""
    about: tuple[tuple[str, Wording | str, bool], ...] = (
        ("title", journey.title, True),
        ("subtitle", journey.subtitle, True),
        ("credit", journey.credit, True),
        ("licence", journey.licence, True),
        ("boundary_policy", journey.boundary_policy, True),
        ("report.title", journey.report_title, True),
        ("report.note", journey.report_note, False),
    )
    for name, texts, is_on_maps in about:
        yield _Cell(JOURNEY.file, 0, name, texts, is_on_maps)
    for stop in journey.stops:
        for name, texts, is_on_maps in (
            (_NAME, stop.name, True),
            ("name_local", stop.name_local.text, False),
            ("country", stop.country, False),
            ("arrival_text", stop.arrival_text, True),
            ("departure_text", stop.departure_text, True),
            ("mode", stop.mode, False),
            ("note", stop.note, False),
        ):
            yield _Cell(journey.stops_file, stop.row, name, texts, is_on_maps)
    for event in journey.events:
        for name, texts, is_on_maps in (
            ("date_text", event.date_text, True),
            ("headline", event.headline, False),
            ("text", event.text, False),
            ("speaker", event.speaker, False),
            ("quote", event.quote, False),
        ):
            yield _Cell(EVENTS.file, event.row, name, texts, is_on_maps)
    for leg in journey.legs:
        yield _Cell(LEGS.file, 0, "note", leg.note, is_on_maps=False)
        if leg.geometry:
            yield _Cell(LEG_GEOMETRY.file, 0, "source", leg.geometry.source, is_on_maps=True)
    for source in journey.references:
        yield _Cell(SOURCES.file, source.row, "citation", source.citation, is_on_maps=False)
    for item in journey.lesson:
        yield _Cell(LESSON.file, item.row, "text", item.text, is_on_maps=False)
        yield _Cell(LESSON.file, item.row, "answer", item.answer, is_on_maps=False)
