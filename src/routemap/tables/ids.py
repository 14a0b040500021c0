"""Ids: those that a table gives, those made from names where it gives none, and ids in names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from routemap.errors import Quoting
from routemap.model.itinerary import Itinerary
from routemap.tables.problems import ProblemLog, shown
from routemap.tables.schema import Schema
from routemap.tables.table import Row

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST = 60
_LONGEST_LOOKED_AT = 200
_ENOUGH_LETTERS = 0.5
# Of ids in the name of a file, which has 255 letters on most systems.
_WHO_LETTERS = 80


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


def who_in_name(itinerary: Itinerary) -> tuple[str, ...]:
    """Return what tells in the name of a file who travels, if others are left out; nothing if not.

    It is their ids, or how many they are if the ids are long or not every system can write them.
    """
    absent, tracks = itinerary.journey.absent, itinerary.tracks
    if not absent:
        return ()
    ids = [slug(track.traveller.id) if track.traveller else "" for track in tracks]
    if not all(ids) or sum(map(len, ids)) > _WHO_LETTERS:
        return (f"{len(ids)}-of-{len(ids) + len(absent)}",)
    return tuple(ids)


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
