"""What whole columns of a foreign table leave open: asked once a column, and never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from routemap.errors import DateError
from routemap.formats.column_meanings import DATE_COLUMNS, POSITION, YEARS
from routemap.formats.imported import ImportedTable
from routemap.model.edtf_dates import parse_date
from routemap.tables.date_marks import says_no_date, without_mark
from routemap.tables.date_words import FINER, DateProposal, proposed_date
from routemap.tables.schema import STOPS, Kind
from routemap.tables.values import western_digits

_NUMBER_COLUMNS = frozenset(
    column.name for column in STOPS.columns if column.kind in {Kind.LATITUDE, Kind.NUMBER}
)
_MOST_EXAMPLES = 3
WORDS = "words"
"""The answer that dates in words be written as proposed."""
_FINER = frozenset(manner.name.lower() for manner in FINER)

_SEPARATOR = r"[ ]{0,2}[./ -][ ]{0,2}"
_CLOCK = r"(?:[ T,]{1,2}(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
_NUMBERS = re.compile(
    rf"(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{4}}|\d{{1,2}})\.?{_CLOCK}", re.ASCII
)
_YEAR_FIRST = re.compile(
    rf"(\d{{4}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{1,2}})\.?{_CLOCK}", re.ASCII
)
_SERIAL = re.compile(r"(\d{5})(?:[.](\d{1,12}))?", re.ASCII)
_DAY_ZERO, _SECONDS_A_DAY = date(1899, 12, 30), 86_400
"""Of Excel, which counts a 29 February 1900 that there was not, so right from March 1900 on."""
_COMMA = r"[+-]?\d{1,6},\d{1,15}"
_ONE_COMMA = re.compile(_COMMA, re.ASCII)
_TWO_COMMAS = re.compile(rf"({_COMMA})(?:[ ]?;[ ]?|,?[ ]{{1,2}})({_COMMA})", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+", re.ASCII)


class Kinds(StrEnum):
    """What a question is about, if not about dates said in words.

    Those that are said in one manner are a kind of their own, by its name: “about”, “season”.
    """

    DATES = "dates"
    """Numbers for day, month and year in one order or another: 01/05/2024."""
    YEAR_FIRST = "year first"
    """The same with the year first: 2024/5/1."""
    SERIAL = "serial"
    """Days as Excel counts them: 45292."""
    UNDATED = "undated"
    """Words which say that there is no date: n.d."""
    DECIMAL = "decimal"
    """Numbers with a comma: 45,764."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to read the cells.

    Parameters
    ----------
    id
        ``dmy``, ``mdy`` or ``ymd``, with the century of years of two digits behind it
        (``dmy19``); ``serial``; ``comma`` or ``point``; ``words``, to write what is proposed.
    examples
        Three cells at most, each as it stands and as it would be written.
    is_proved
        Whether it alone can read every cell: it is offered first.
    count
        How many of the cells it can read.
    """

    id: str
    examples: tuple[tuple[str, str], ...]
    is_proved: bool
    count: int


Key = tuple[int, str]
Answers = Mapping[Key, str]
"""The id of an answer for each question, by its key."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a column: what `count` of its cells mean.

    `place` is the column's, from 0; `column` is which of ours it is.
    """

    place: int
    column: str
    kind: str
    count: int
    answers: tuple[Answer, ...]

    @property
    def key(self) -> Key:
        """Return by what it is answered."""
        return self.place, self.kind


def questions(table: ImportedTable, chosen: Mapping[int, str]) -> tuple[Question, ...]:
    """Return what has to be asked about the columns, by their places.

    `chosen` says which of our columns each is, as for `named_tables`.
    """
    found = (
        _question(place, column, kind, cells)
        for place, column in sorted(chosen.items())
        for kind, cells in _open_cells(table, place, column).items()
    )
    return tuple(question for question in found if question.answers)


def answered(
    table: ImportedTable, chosen: Mapping[int, str], answers: Answers
) -> tuple[ImportedTable, dict[int, str]]:
    """Return the table with its cells written as the answers say; all others stay as they are.

    Words that a date says more exactly than EDTF can (mid-March) stay beside it, in a column of
    their own; so which of our columns each is comes with the table.
    """
    written, columns = table, dict(chosen)
    for place, column in chosen.items():
        given = {kind: answer for (each, kind), answer in answers.items() if each == place}
        if not given:
            continue
        written = _with_cells(
            written, place, [_written(row[place], column, given) for row in table.rows]
        )
        beside = f"{column}_text"
        if given.keys() & _FINER and beside not in columns.values():
            finer = [
                row[place] if _kind_of(row[place], column) in given.keys() & _FINER else ""
                for row in table.rows
            ]
            columns[len(written.header)] = beside
            written = _with_cells(
                replace(written, header=(*written.header, beside)), len(written.header), finer
            )
    return written, columns


def _with_cells(table: ImportedTable, place: int, cells: Sequence[str]) -> ImportedTable:
    """Return a table with the cells of a column, which may be new, replaced."""
    rows = (
        (*row[:place], cell, *row[place + 1 :]) for row, cell in zip(table.rows, cells, strict=True)
    )
    return replace(table, rows=tuple(rows))


def _written(cell: str, column: str, answers: Mapping[str, str]) -> str:
    kind = _kind_of(cell, column)
    written = _read(kind, cell, answers[kind]) if kind in answers else None
    return cell if written is None else written


def _open_cells(table: ImportedTable, place: int, column: str) -> dict[str, list[str]]:
    """Return the cells that leave something open, by kind."""
    cells: dict[str, list[str]] = {}
    for row in table.rows:
        kind = _kind_of(row[place], column)
        if kind:
            cells.setdefault(kind, []).append(row[place].strip())
    return cells


def _kind_of(cell: str, column: str) -> str:
    """Return what a cell leaves open, "" if nothing."""
    if column in {*YEARS, *DATE_COLUMNS}:
        return _kind_of_date(cell.strip(), has_numbers=column in DATE_COLUMNS)
    text = western_digits(cell.strip())
    has_comma = (column in _NUMBER_COLUMNS and _ONE_COMMA.fullmatch(text)) or (
        column == POSITION and _TWO_COMMAS.fullmatch(text)
    )
    return Kinds.DECIMAL if has_comma else ""


def _kind_of_date(cell: str, *, has_numbers: bool) -> str:
    """Return what a date leaves open; one in a column of years has no numbers for day and month."""
    text = western_digits(cell)
    if says_no_date(text):
        return Kinds.UNDATED
    if _if_date(text):
        return ""
    bare, _ = without_mark(text)
    shapes = {Kinds.DATES: _NUMBERS, Kinds.YEAR_FIRST: _YEAR_FIRST}
    for kind, shape in shapes.items():
        if has_numbers and shape.fullmatch(bare):
            return kind
    if has_numbers and _SERIAL.fullmatch(text):
        return Kinds.SERIAL
    found = _proposed(cell)
    return found.manner.name.lower() if found and found.edtf else ""


def _proposed(cell: str) -> DateProposal | None:
    """Return what words may mean; a dash is a sign before a number, and “to” between two."""
    return proposed_date(cell) or proposed_date(western_digits(cell))


def _question(place: int, column: str, kind: str, cells: Sequence[str]) -> Question:
    read_cell = _reader(kind, column)
    distinct = list(dict.fromkeys(cells))
    read = {
        answer: {
            cell: written for cell in distinct if (written := read_cell(cell, answer)) is not None
        }
        for answer in _answers_to(kind, cells)
    }
    whole = [answer for answer, found in read.items() if len(found) == len(distinct)]
    answers = tuple(
        Answer(
            answer,
            _examples(answer, read),
            len(read) > 1 and whole == [answer],
            sum(cell in read[answer] for cell in cells),
        )
        for answer in sorted(read, key=lambda answer: -len(read[answer]))
        if read[answer]
    )
    return Question(place, column, kind, len(cells), answers)


def _examples(answer: str, read: Mapping[str, Mapping[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return three cells; first those that no other answer, or few others, can read."""
    telling = sorted(read[answer], key=lambda cell: sum(cell in found for found in read.values()))
    return tuple((cell, read[answer][cell]) for cell in telling[:_MOST_EXAMPLES])


def _answers_to(kind: str, cells: Sequence[str]) -> tuple[str, ...]:
    if kind == Kinds.DECIMAL:
        return ("comma", "point")
    if kind == Kinds.YEAR_FIRST:
        return ("ymd",)
    if kind != Kinds.DATES:
        return (kind,) if kind == Kinds.SERIAL else (WORDS,)
    found = [_NUMBERS.fullmatch(without_mark(western_digits(cell))[0]) for cell in cells]
    if all(each and len(each[3]) == len("2024") for each in found):
        return ("dmy", "mdy")
    return tuple(f"{order}{century}" for century in ("20", "19") for order in ("dmy", "mdy", "ymd"))


def _reader(kind: str, column: str) -> Callable[[str, str], str | None]:
    """Return what reads a cell by an answer, None if it cannot."""

    def read(cell: str, answer: str) -> str | None:
        written = _read(kind, cell, answer)
        if kind == Kinds.DECIMAL and written and column in STOPS.by_name:
            limits = STOPS.by_name[column]
            return written if limits.lowest <= float(written) <= limits.highest else None
        return written

    return read


def _read(kind: str, cell: str, answer: str) -> str | None:
    """Return what a cell is by an answer, "" for no date; None if it cannot be read so."""
    text = western_digits(cell.strip())
    if kind in _READERS:
        return _READERS[kind](text, answer) or None
    if answer != WORDS:
        return None
    if kind == Kinds.UNDATED:
        return ""
    found = _proposed(cell.strip())
    return (found and found.edtf) or None


def _date_of_numbers(text: str, answer: str) -> str:
    """Return a date of numbers as EDTF; "" if in that order there is no such day."""
    bare, is_uncertain = without_mark(text)
    found = _NUMBERS.fullmatch(bare) or _YEAR_FIRST.fullmatch(bare)
    order, century = answer[:3], answer[3:]
    if not found or sorted(order) != ["d", "m", "y"]:
        return ""
    parts = dict(zip(order, found.group(1, 2, 3), strict=True))
    year = parts["y"]
    if len(year) == len("24"):
        year = century + year
    hour, minute, second = found.group(4, 5, 6)
    time = f"T{hour:>02}:{minute}:{second or '00'}" if hour else ""
    mark = "?" if is_uncertain else ""
    return _if_date(f"{year}-{parts['m']:>02}-{parts['d']:>02}{time}{mark}")


def _if_date(text: str) -> str:
    try:
        return parse_date(text).edtf
    except DateError:
        return ""


def _date_of_serial(text: str, _answer: str) -> str:
    found = _SERIAL.fullmatch(text)
    if not found:
        return ""
    day = (_DAY_ZERO + timedelta(days=int(found[1]))).isoformat()
    seconds = round(float(f"0.{found[2] or 0}") * _SECONDS_A_DAY) % _SECONDS_A_DAY
    minutes, second = divmod(seconds, 60)
    return f"{day}T{minutes // 60:02}:{minutes % 60:02}:{second:02}" if seconds else day


def _number_with_comma(text: str, answer: str) -> str:
    both = _TWO_COMMAS.fullmatch(text)
    if both:
        numbers = [_number_with_comma(each, answer) for each in both.groups()]
        return ", ".join(numbers) if all(numbers) else ""
    if answer == "comma":
        return text.replace(",", ".")
    return text.replace(",", "") if answer == "point" and _THOUSANDS.fullmatch(text) else ""


_READERS: dict[str, Callable[[str, str], str]] = {
    Kinds.DATES: _date_of_numbers,
    Kinds.YEAR_FIRST: _date_of_numbers,
    Kinds.SERIAL: _date_of_serial,
    Kinds.DECIMAL: _number_with_comma,
}
