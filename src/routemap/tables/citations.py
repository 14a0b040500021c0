"""References in cells, held against the sources of the journey."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from routemap.model.journey import Reference
from routemap.tables.excerpt import shown
from routemap.tables.folder import SOURCES
from routemap.tables.suggestion import Choices

if TYPE_CHECKING:
    from collections.abc import Callable

    from routemap.tables.problems import Mend

_SEPARATORS = re.compile(r"[\s;,]+")
_BRACKETS = re.compile(r"[\[\](){}]")


def why_not_a_reference(text: str) -> tuple[str, str] | None:
    """Return what is wrong with the id of a source and how to mend it, or None if nothing is."""
    if _BRACKETS.search(text):
        return f"{shown(text)} has brackets", f"write {_BRACKETS.sub('', text).strip() or '4'}"
    if _SEPARATORS.search(text):
        return f"{shown(text)} is more than one word", "write one mark or one word, such as 4"
    return None


class Citations:
    """The sources of a journey, and which of them its tables cite.

    Parameters
    ----------
    known
        The sources; None if their table is absent or could not be read, so that nothing can be
        said about a reference.
    """

    def __init__(self, known: tuple[Reference, ...] | None) -> None:
        self._known = None if known is None else dict.fromkeys(sorted(each.id for each in known))
        self._choices = Choices(self._known or {})
        self._cited: dict[str, None] = {}

    @property
    def made_up(self) -> tuple[Reference, ...]:
        """Return a source for each reference cited: what to show where there is no table."""
        return tuple(Reference(cited, f"[{cited}]") for cited in self._cited)

    def read(self, text: str, refuse: Callable[[str, Mend], None]) -> tuple[str, ...]:
        """Return the references of a cell: ``13;14``, ``13, 14`` or ``13 14``.

        `refuse` takes what is wrong with the cell, and how to mend it or what finds that out.
        """
        if _BRACKETS.search(text):
            bare = ";".join(filter(None, _SEPARATORS.split(_BRACKETS.sub(" ", text).strip())))
            refuse(f"{shown(text)} has brackets", f"write {bare or '13;14'}")
            return ()
        references = tuple(dict.fromkeys(filter(None, _SEPARATORS.split(text))))
        for reference in references:
            if self._known is not None and reference not in self._known:
                what = f"{shown(reference)} is not a reference in {SOURCES}"
                refuse(what, partial(self._what_was_meant, reference))
        self._cited.update(dict.fromkeys(references))
        return references

    def _what_was_meant(self, reference: str) -> str:
        otherwise = f"add it to {SOURCES}, which has {self._choices.listed}"
        return self._choices.did_you_mean(reference, otherwise)
