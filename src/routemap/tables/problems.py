"""A ledger takes down the problems of one file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from routemap.errors import Level, Problem
from routemap.tables.excerpt import printable
from routemap.tables.limits import MOST_PROBLEMS

Mend = str | Callable[[], str]
"""How to mend a problem, or what finds that out: asked only if the problem will be told."""


class Ledger:
    """The problems found in one file so far.

    Of errors, and of warnings, the first thousand are told one by one, the others counted: nobody
    reads more, and a file that is wrong everywhere costs no more than one that is not.

    Parameters
    ----------
    file
        Name of the file, as its owner knows it.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: list[Problem] = []
        self._found: Counter[Level] = Counter()
        self._row_of_more: dict[Level, int] = {}

    @property
    def in_row_order(self) -> tuple[Problem, ...]:
        """Return the problems by row; within a row, in the order they were found."""
        more = [
            Problem(
                self.file,
                row,
                "",
                f"there are {self._found[level] - MOST_PROBLEMS:,} more {level}s in this file",
                "mend those that are named first",
                level,
            )
            for level, row in self._row_of_more.items()
        ]
        return tuple(sorted([*self._problems, *more], key=lambda problem: problem.row))

    def error(self, row: int, column: str, what: str, mend: Mend) -> None:
        """Take down what makes the journey impossible to show. Row 0 is the whole file."""
        self._take_down(row, column, what, mend, Level.ERROR)

    def warn(self, row: int, column: str, what: str, mend: Mend) -> None:
        """Take down what is probably not meant. Row 0 is the whole file."""
        self._take_down(row, column, what, mend, Level.WARNING)

    def _take_down(self, row: int, column: str, what: str, mend: Mend, level: Level) -> None:
        """Keep a message fit for any terminal, whatever words of the table it repeats."""
        self._found[level] += 1
        if self._found[level] > MOST_PROBLEMS:
            self._row_of_more.setdefault(level, row)
            return
        how = mend if isinstance(mend, str) else mend()
        words = (printable(column), printable(what), printable(how))
        self._problems.append(Problem(self.file, row, *words, level))
