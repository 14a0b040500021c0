"""Ids: those that a table gives, and those made from names where it gives none."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from routemap.tables.excerpt import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routemap.tables.problems import Ledger

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST = 60
_LONGEST_LOOKED_AT = 200
_ENOUGH_LETTERS = 0.5


def slug(words: str) -> str:
    """Return an id made of the words: "Komsomolsk-on-Amur" gives ``komsomolsk-on-amur``.

    Returns "" if more than half of the letters have no Latin form; to transliterate would be
    to guess.
    """
    # Putting thousands of accents of one letter in order takes the square of their number.
    plain = unicodedata.normalize("NFKD", words[:_LONGEST_LOOKED_AT].casefold())
    letters = sum(character.isalnum() for character in plain)
    made = _NO_SLUG.sub("-", re.sub(r"[\u0300-\u036f'’]", "", plain)).strip("-")
    if sum(character.isalnum() for character in made) < _ENOUGH_LETTERS * letters:
        return ""
    return made[:_LONGEST].strip("-")


def ids_of_rows(
    rows: Iterable[tuple[int, str, str]], fallback: str, ledger: Ledger
) -> tuple[str, ...]:
    """Return one id a row: the given one, or one made from its name.

    Parameters
    ----------
    rows
        For each row its number, the given id ("" if none) and the name.
    fallback
        What a row without a usable name is called: "stop" gives ``stop-1``, by its place.
    ledger
        Takes doubled ids as errors.
    """
    every = list(rows)
    first_rows: dict[str, int] = {}
    for number, given, _ in every:
        if not given:
            continue
        if given in first_rows:
            what = f"the id {shown(given)} is already that of row {first_rows[given]}"
            ledger.error(number, "id", what, "give each row an id of its own")
        elif not _SLUG.fullmatch(given):
            mend = f"write {slug(given) or fallback + '-1'}"
            ledger.warn(number, "id", f"{shown(given)} does not fit well into an address", mend)
        first_rows.setdefault(given, number)
    taken = set(first_rows)
    visits: dict[str, int] = {}
    ids = []
    for place, (_, given, name) in enumerate(every, start=1):
        made = given or _free(slug(name) or f"{fallback}-{place}", taken, visits)
        taken.add(made)
        ids.append(made)
    return tuple(ids)


def _free(wanted: str, taken: set[str], visits: dict[str, int]) -> str:
    """Return an id that is not taken; `visits` remembers up to which number those wanted are."""
    visit = visits.get(wanted, 1)
    made = wanted if visit == 1 else f"{wanted}-{visit}"
    while made in taken:
        visit += 1
        made = f"{wanted}-{visit}"
    visits[wanted] = visit
    return made
