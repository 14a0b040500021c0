"""What commands print on a terminal, without the control characters of tables and files.

A line from elsewhere may move the cursor, change colours or the title, or type for the user.
"""

from __future__ import annotations

import sys
from typing import TextIO

from routemap.tables.problems import printable

STANDARD_OUTPUT = "standard output"
# Spaces that keep a number with its unit, and joiners of letters in some scripts: harmless.
_SPARED = "\u00a0\u2009\u202f\u200c\u200d"


def harmless(text: object) -> str:
    """Return a text as one line, with control characters written as <U+XXXX>."""
    return printable(str(text), spared=_SPARED)


def answer(text: object = "") -> None:
    """Print a line of the command's result, on standard output."""
    _print(text, sys.stdout, STANDARD_OUTPUT)


def remark(text: object) -> None:
    """Print a line about the result, on standard error."""
    _print(text, sys.stderr, "standard error")


def ask(question: object) -> str:
    """Return the answer typed to a question.

    Raises
    ------
    EOFError
        If the input has ended.
    """
    return input(harmless(question)).strip().lower()


def count_up(line: str, *, is_done: bool) -> None:
    """Replace the last line, on standard error."""
    print(f"\r{harmless(line)}", end="\n" if is_done else "", file=sys.stderr, flush=True)


def _print(text: object, stream: TextIO, name: str) -> None:
    try:
        print(harmless(text), file=stream)
    except BrokenPipeError:
        raise  # the reader has closed it
    except OSError as error:
        error.filename = name
        raise
