"""A ledger takes down the problems of one file."""

from __future__ import annotations

from routemap.errors import Level, Problem
from routemap.tables.excerpt import printable


class Ledger:
    """The problems found in one file so far.

    Parameters
    ----------
    file
        Name of the file, as its owner knows it.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: list[Problem] = []

    @property
    def in_row_order(self) -> tuple[Problem, ...]:
        """Return the problems by row; within a row, in the order they were found."""
        return tuple(sorted(self._problems, key=lambda problem: problem.row))

    def error(self, row: int, column: str, what: str, mend: str) -> None:
        """Take down what makes the journey impossible to show. Row 0 is the whole file."""
        self._take_down(row, column, what, mend, Level.ERROR)

    def warn(self, row: int, column: str, what: str, mend: str) -> None:
        """Take down what is probably not meant. Row 0 is the whole file."""
        self._take_down(row, column, what, mend, Level.WARNING)

    def _take_down(self, row: int, column: str, what: str, mend: str, level: Level) -> None:
        """Keep a message fit for any terminal, whatever words of the table it repeats."""
        words = (printable(column), printable(what), printable(mend))
        self._problems.append(Problem(self.file, row, *words, level))
