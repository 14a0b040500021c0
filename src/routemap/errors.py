"""All errors routemap raises on purpose, each a kind of the built-in a caller would expect."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a problem matters: an error hides the journey, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a table, said so that its owner can mend it.

    Rows count as a spreadsheet shows them: the header is row 1. Row 0 means the whole file.
    """

    file: str
    row: int
    column: str
    what: str
    hint: str
    level: Level = Level.ERROR

    def __str__(self) -> str:
        """Return ``file:row:column: what; how to mend``, as `routemap check` prints it."""
        return f"{self.file}:{self.row}:{self.column}: {self.what}; {self.hint}"


class DateError(ValueError):
    """A date that is not EDTF, with the way to write it."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(f"{what}; {hint}")
        self.what = what
        self.hint = hint


class JourneyError(ValueError):
    """A journey that cannot be shown, with every problem found in its tables."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class ForeignFileError(ValueError):
    """A file of somebody else's that cannot be read, with the reason and how to mend it."""


class DrawingError(RuntimeError):
    """A picture that cannot be made of a drawing, with the reason."""


class LettersError(DrawingError):
    """Words of a table that our typeface has no letters for, with their place and the cure."""


class ParameterError(ValueError):
    """Something asked for that there is not: its parameter's name, and what it may be."""

    def __init__(self, parameter: str, message: str, allowed: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.allowed = allowed

    def __reduce__(self) -> tuple[type[ParameterError], tuple[str, str, tuple[str, ...]]]:
        """Return how it is made anew where it is sent to, as from a worker."""
        return type(self), (self.parameter, str(self), self.allowed)


class BusyError(RuntimeError):
    """More work than a server takes on at once, with the seconds after which to ask again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many ask for this at once; ask again in {seconds} s")
        self.seconds = seconds


class LimitError(RuntimeError):
    """Work that takes more time or memory than a server gives to one request."""


class SearchError(RuntimeError):
    """A search for a place that gave no answer, with the reason."""


def trace_of(fault: BaseException) -> str:
    """Return a fault's type and traceback, without its message, which may quote a table."""
    return f"{type(fault).__name__}\n{''.join(traceback.format_tb(fault.__traceback__))}"
