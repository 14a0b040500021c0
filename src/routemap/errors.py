"""All errors that routemap raises on purpose, each a subclass of a fitting built-in one."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self


class Level(StrEnum):
    """How serious a problem is: with an error there is no journey, with a warning there is."""

    ERROR = "error"
    WARNING = "warning"


class Quoting(str):
    """Words that quote a cell: ``Quoting("{} is not a number", "12a")``.

    `pattern` is what they have in common with the words about another cell of the same fault.
    """

    __slots__ = ("pattern", "quoted")
    pattern: str
    quoted: tuple[object, ...]

    def __new__(cls, pattern: str, *quoted: object) -> Self:
        """Fill in what is quoted for each “{}” of the pattern."""
        words = super().__new__(cls, pattern.format(*quoted))
        words.pattern, words.quoted = pattern, quoted
        return words


def pattern_of(words: str) -> str:
    """Return words without what they quote; all of them if they quote nothing."""
    return words.pattern if isinstance(words, Quoting) else words


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a table, in words that help its owner to fix it.

    Rows count as a spreadsheet shows them: the header is row 1. Row 0 means the whole file.
    `kind` is the same for all that are wrong in the same way and have the same cure.
    """

    file: str
    row: int
    column: str
    what: str
    hint: str
    level: Level = Level.ERROR
    kind: str = field(default="", compare=False)

    def __str__(self) -> str:
        """Return ``file:row:column: what; hint``, as `routemap check` prints it."""
        return f"{self.file}:{self.row}:{self.column}: {self.what}; {self.hint}"


class DateError(ValueError):
    """A date that is not EDTF, which `what` quotes first, and how to write it."""

    def __init__(self, what: Quoting, hint: str) -> None:
        super().__init__(f"{what}; {hint}")
        self.what = what
        self.hint = hint


class JourneyError(ValueError):
    """A journey that cannot be shown, with all problems of its tables."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class ForeignFileError(ValueError):
    """A file of another program that cannot be read, with the reason and how to fix it."""


class DrawingError(RuntimeError):
    """Something that cannot be drawn, with the reason."""


class LettersError(DrawingError):
    """Text of a table with letters that no typeface has: where, and what to do."""


class ParameterError(ValueError):
    """A parameter or value that does not exist: the parameter, and what is allowed."""

    def __init__(self, parameter: str, message: str, allowed: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.allowed = allowed

    def __reduce__(self) -> tuple[type[ParameterError], tuple[str, str, tuple[str, ...]]]:
        """Return how to build it again in another process, such as the server of a worker."""
        return type(self), (self.parameter, str(self), self.allowed)


class BusyError(RuntimeError):
    """Too much work at once for a server, with the seconds after which to try again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"the server is busy; try again in {seconds} s")
        self.seconds = seconds


class LimitError(RuntimeError):
    """Work that takes more time or memory than a server allows."""


class SearchError(RuntimeError):
    """A search for a place that failed, with the reason."""


def trace_of(fault: BaseException) -> str:
    """Return a fault's type and traceback, without its message, which may quote a table."""
    return f"{type(fault).__name__}\n{''.join(traceback.format_tb(fault.__traceback__))}"
