"""What commands say on a terminal. Words of tables and files, and their names, give it no orders.

A line of others may hold what moves the cursor, changes colours or the title, or types for you.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from routemap.tables.problems import printable

if TYPE_CHECKING:
    from typing import TextIO

STANDARD_OUTPUT = "standard output"
# Spaces that keep a number with its unit, and what joins letters in some scripts: no orders.
_SPARED = "\u00a0\u2009\u202f\u200c\u200d"


def harmless(text: object) -> str:
    """Return words as one line in which what a terminal would obey is written as <U+XXXX>."""
    return printable(str(text), spared=_SPARED)


def answer(text: object = "") -> None:
    """Print a line of what was asked for, on standard output."""
    _print(text, sys.stdout, STANDARD_OUTPUT)


def remark(text: object) -> None:
    """Print a line about it, on standard error."""
    _print(text, sys.stderr, "standard error")


def ask(question: object) -> str:
    """Return what is typed after a question.

    Raises
    ------
    EOFError
        If nothing more can be typed.
    """
    return input(harmless(question)).strip().lower()


def count_up(line: str, *, is_done: bool) -> None:
    """Show a line in place of the one before, on standard error."""
    print(f"\r{harmless(line)}", end="\n" if is_done else "", file=sys.stderr, flush=True)


def _print(text: object, stream: TextIO, name: str) -> None:
    try:
        print(harmless(text), file=stream)
    except BrokenPipeError:
        raise  # nobody listens any more
    except OSError as error:
        error.filename = name
        raise
