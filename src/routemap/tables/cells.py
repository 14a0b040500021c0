"""One row read cell by cell, each as what it means; what it cannot mean goes into the ledger."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from routemap.errors import DateError
from routemap.model.edtf import EdtfDate, parse_date
from routemap.model.journey import Phrase, Wording
from routemap.tables.excerpt import shown
from routemap.tables.suggestion import did_you_mean
from routemap.tables.values import why_not_a_number

if TYPE_CHECKING:
    from enum import StrEnum

    from routemap.tables.citations import Citations
    from routemap.tables.problems import Ledger, Mend
    from routemap.tables.table import Row, Table

_Word = TypeVar("_Word", bound="StrEnum")


class Record:
    """A row of a table, whose cells are read by column.

    Parameters
    ----------
    row, table
        The row, and the table that it stands in.
    language
        The language of the columns without a language tag.
    ledger
        Takes the problems.
    """

    def __init__(self, row: Row, table: Table, language: str, ledger: Ledger) -> None:
        self._row = row
        self._table = table
        self._language = language
        self._ledger = ledger

    @property
    def number(self) -> int:
        """Return the row's number in a spreadsheet."""
        return self._row.number

    def error(self, column: str, what: str, mend: Mend) -> None:
        """Take down an error in a cell of this row."""
        self._ledger.error(self.number, column, what, mend)

    def warn(self, column: str, what: str, mend: Mend) -> None:
        """Take down a warning about a cell of this row."""
        self._ledger.warn(self.number, column, what, mend)

    def word(self, column: str) -> str:
        """Return what the cell says."""
        return self._row.cell(column)

    def required_word(self, column: str, mend: str) -> str:
        """Return what the cell says; a blank one is an error."""
        word = self.word(column)
        if not word:
            self.error(column, f"“{column}” is blank", mend)
        return word

    def wording(self, column: str) -> Wording:
        """Return the words of the cell, with their translations."""
        translations = tuple(
            Phrase(words, language)
            for language in self._table.translations(column)
            if (words := self.word(f"{column}@{language}"))
        )
        original = self.word(column)
        if translations and not original:
            what = f"“{column}” is blank, but translated"
            self.warn(column, what, "fill it in: what is not translated falls back to it")
        return Wording(Phrase(original, self._language), translations)

    def between(
        self, column: str, number: float | None, lowest: float, highest: float
    ) -> float | None:
        """Return the number of a cell, None if it lies beyond the bounds."""
        if number is not None and not lowest <= number <= highest:
            what = f"{self.word(column)} is not between {lowest:,g} and {highest:,g}"
            self.error(column, what, "check the number")
            return None
        return number

    def quantity(self, column: str) -> float | None:
        """Return the number of the cell, None if it is blank or not written plainly."""
        text = self.word(column)
        if not text:
            return None
        wrong = why_not_a_number(text)
        if wrong:
            self.error(column, *wrong)
            return None
        return float(text) + 0.0  # there is no south of -0

    def references(self, column: str, citations: Citations) -> tuple[str, ...]:
        """Return the ids of the sources that the cell cites."""
        return citations.read(self.word(column), lambda what, mend: self.error(column, what, mend))

    def date(self, column: str) -> EdtfDate | None:
        """Return the date of the cell, None if it is blank or not EDTF."""
        text = self.word(column)
        if not text:
            return None
        try:
            return parse_date(text)
        except DateError as problem:
            self.error(column, problem.what.replace(f"“{text}”", shown(text)), problem.mend)
            return None

    def choice(self, column: str, default: _Word) -> _Word:
        """Return the word of a closed vocabulary in the cell, `default` if it is blank."""
        text = self.word(column)
        vocabulary = type(default)
        try:
            return vocabulary(text) if text else default
        except ValueError:
            words = [str(word) for word in vocabulary]
            mend = partial(did_you_mean, text, words, f"write {' or '.join(words)}")
            self.error(column, f"{shown(text)} is not a word for “{column}”", mend)
            return default
