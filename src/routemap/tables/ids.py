"""Ids: those that a table gives, and those made from names where it gives none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from routemap.errors import Quoting
from routemap.tables.problems import ProblemLog, shown
from routemap.tables.schema import Schema
from routemap.tables.table import Row

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
    rows: Sequence[Row], schema: Schema[object], problems: ProblemLog
) -> tuple[str, ...]:
    """Return one id a row: the given one, or one made from its name.

    A row without a usable name is called by its place: ``stop-1``.
    """
    first_rows: dict[str, int] = {}
    for row in rows:
        given = row.cell("id")
        if not given:
            continue
        if given in first_rows:
            row_before = first_rows[given]
            what = Quoting("the id {} is already that of row {}", shown(given), row_before)
            problems.error(row.number, "id", what, "give each row an id of its own")
        elif not _SLUG.fullmatch(given):
            hint = Quoting("write {}", slug(given) or f"{schema.row}-1")
            what = Quoting("{} does not fit well into an address", shown(given))
            problems.warning(row.number, "id", what, hint)
        first_rows.setdefault(given, row.number)
    taken = set(first_rows)
    visits: dict[str, int] = {}
    ids = []
    for place, row in enumerate(rows, start=1):
        made = row.cell("id") or free_id(
            slug(row.cell(schema.named_by)) or f"{schema.row}-{place}", taken, visits
        )
        taken.add(made)
        ids.append(made)
    return tuple(ids)


def free_id(wanted: str, taken: set[str], visits: dict[str, int]) -> str:
    """Return an id that is not taken; `visits` remembers up to which number those wanted are."""
    visit = visits.get(wanted, 1)
    made = wanted if visit == 1 else f"{wanted}-{visit}"
    while made in taken:
        visit += 1
        made = f"{wanted}-{visit}"
    visits[wanted] = visit
    return made
