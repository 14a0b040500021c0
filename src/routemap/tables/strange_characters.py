"""Characters that no table means: invisible ones that break off, turn round or damage words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from routemap.tables.excerpt import codepoint

if TYPE_CHECKING:
    from routemap.tables.problems import Ledger

_NUL = "\0"
_REPLACEMENT = "\ufffd"
_SURROGATE = re.compile("[\ud800-\udfff]")
# Those that no XML document may hold (XML 1.0, 2.2), and so no SVG; tab and line ends may stay.
_NOT_IN_XML = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CONTROL = re.compile("[\x7f-\x9f\ufeff]")
# Embeddings, overrides and isolates (Unicode Standard Annex 9): they reach beyond their cell.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def report_strange_characters(text: str, row: int, column: str, ledger: Ledger) -> None:
    """Take down what is strange in a cell, once a kind."""
    if text.isascii() and text.isprintable():
        return
    if _NUL in text:
        ledger.error(row, column, "the text holds a NUL byte", "type it again")
    surrogate = _SURROGATE.search(text)
    if surrogate:
        what = f"the text holds half a character ({codepoint(surrogate[0])})"
        ledger.error(row, column, what, "type it again")
    if _REPLACEMENT in text:
        what = "the text holds “�” (U+FFFD), left behind by a conversion that lost a letter"
        ledger.warn(row, column, what, "type it again")
    unwritable = _NOT_IN_XML.search(text)
    if unwritable:
        what = f"the text holds {codepoint(unwritable[0])}, which no picture or page can hold"
        ledger.error(row, column, what, "type it again")
    control = _CONTROL.search(text)
    if control:
        what = f"the text holds the invisible control character {codepoint(control[0])}"
        ledger.warn(row, column, what, "type it again")
    direction = _DIRECTION.search(text)
    if direction:
        what = f"the text holds {codepoint(direction[0])}, which turns the direction of writing"
        ledger.warn(row, column, what, "take it away: right-to-left words need none")


def shortened(text: str, longest: int, row: int, column: str, ledger: Ledger) -> str:
    """Return a text that nobody need read to its end: cut, and taken down, if it is too long."""
    if len(text) <= longest:
        return text
    what = f"the text has {len(text):,} letters, the limit is {longest:,}"
    ledger.error(row, column, what, "shorten it")
    return text[:longest]
