"""Which of our columns those of an imported table are: recognised by heading, or chosen by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from routemap.errors import ForeignFileError
from routemap.formats.account import COLUMN, Account
from routemap.formats.column_meanings import (
    ARRIVAL_PARTS,
    COLUMNS,
    DAY_OF_TIME,
    DEPARTURE_PARTS,
    HEADLINE,
    MEDIA_URL,
    POSITION,
    ROW_TYPE,
    SEVERAL,
    TEXT,
    aliases,
    last_aliases,
)
from routemap.formats.conventions import Answers, answered, questions
from routemap.formats.foreign_rows import ForeignRows, is_time_taken, media_addresses
from routemap.formats.imported import ImportedTable
from routemap.tables.problems import listed, shown
from routemap.tables.schema import STOPS, plain_heading
from routemap.tables.values import canonical_tag

__all__ = [
    "COLUMNS", "POSITION", "column_account", "named_tables", "recognised",
]  # fmt: skip

NO_ANSWERS: Answers = MappingProxyType({})
_TRANSLATED_EVENTS = (HEADLINE, TEXT)


def recognised(header: Sequence[str]) -> dict[int, str]:
    """Return the columns that are recognised by their headings, by their places from 0.

    Of two that could be the same, the one with exactly our heading is taken, else the first.
    Only in a table of our own form, with all the columns that one of stops must have, is a
    ``note`` a stop's note; in others it is text.
    """
    is_own_form = set(STOPS.required) <= set(header)
    found = {
        place: heading
        for place, heading in enumerate(header)
        if _is_ours(heading) and (is_own_form or heading != "note")
    }
    plain = {
        place: plain_heading(heading) for place, heading in enumerate(header) if place not in found
    }
    for place, words in plain.items():
        _add(found, place, _by_alias().get(words, ()))
    for place, words in plain.items():
        _add(found, place, _last_by_alias().get(words, ()))
    return _without_contradictions(found, plain)


def _add(found: dict[int, str], place: int, meanings: Sequence[str]) -> None:
    """Let a column be the first of some meanings that no other column has."""
    taken = set(found.values())
    if place in found:
        return
    for meaning in meanings:
        if meaning == "day" and "year" not in taken:
            continue
        if meaning not in taken or meaning in SEVERAL:
            found[place] = meaning
            return


def _without_contradictions(found: dict[int, str], plain: Mapping[int, str]) -> dict[int, str]:
    """Return the columns without those that make sense only beside others."""
    taken = set(found.values())
    dropped: set[str] = set()
    if {"latitude", "longitude"} <= taken:
        dropped.add(POSITION)
    for whole, parts in (("arrival", ARRIVAL_PARTS), ("departure", DEPARTURE_PARTS)):
        year, *_ = parts
        if whole in taken or year not in taken:
            dropped |= set(parts)
    left = {place: column for place, column in found.items() if column not in dropped}
    if {"year", HEADLINE} <= set(left.values()):
        types = (place for place, words in plain.items() if words == "type" and place not in left)
        left |= dict.fromkeys(types, ROW_TYPE)
    return left


def named_tables(
    table: ImportedTable,
    chosen: Mapping[int, str],
    title: str = "",
    answers: Answers = NO_ANSWERS,
) -> dict[str, bytes]:
    """Return the table as the files of a journey; columns not chosen stay as they are.

    The stops are always among them; events, media and sources are if the rows tell of any.

    Parameters
    ----------
    table, title
        The table, and its name in messages.
    chosen
        Which of `COLUMNS` a column is, by its place from 0.
    answers
        What was answered to `questions` about the columns.

    Raises
    ------
    ForeignFileError
        If no column holds the names of places or headlines, or two columns are the same.
    """
    _refuse_unclear(table, chosen, title)
    return ForeignRows(*answered(table, chosen, answers)).files()


def column_account(
    table: ImportedTable, chosen: Mapping[int, str], answers: Answers = NO_ANSWERS
) -> Account:
    """Return what becomes of each column, and how the questions about them were answered."""
    account = Account()
    for place, heading in enumerate(table.header):
        which = shown(heading) if heading else f"the column at place {place + 1}"
        if place in chosen:
            account.take(COLUMN, f"{which} as {chosen[place]}")
        elif heading or any(row[place] for row in table.rows):
            account.keep(COLUMN, f"{which} as it is")
        else:
            account.leave(COLUMN, "it has neither a heading nor a cell")
    for place in (place for place, meaning in chosen.items() if meaning == MEDIA_URL):
        cells = [row[place] for row in table.rows if row[place].strip()]
        named = [len(media_addresses(cell)) for cell in cells]
        account.take("medium", "with its address", sum(named))
        which = shown(table.header[place])
        account.keep("medium", f"in {which}, as it is no web address", named.count(0))
    for place, meaning in chosen.items():
        if meaning in DAY_OF_TIME:
            rows = [row for row in table.rows if row[place].strip()]
            taken = sum(is_time_taken(meaning, row[place], row, chosen) for row in rows)
            kept = f"in {shown(table.header[place])}, as it cannot be read or has no day"
            account.keep("time of day", kept, len(rows) - taken)
    for question in questions(table, chosen):
        which = f"{question.kind} in {shown(table.header[question.place])}"
        for answer in question.answers:
            if answers.get(question.key) == answer.id:
                account.answer("cell", f"{which}: {answer.id}", answer.count)
    return account


def _refuse_unclear(table: ImportedTable, chosen: Mapping[int, str], title: str) -> None:
    which = f"{title}: " if title else ""
    if not {"name", HEADLINE} & set(chosen.values()):
        raise ForeignFileError(
            f"{which}no column of place names was recognised; "
            f"choose it from: {listed(filter(None, table.header))}"
        )
    counts = Counter(name for name in chosen.values() if name not in SEVERAL)
    twice = [name for name, count in counts.items() if count > 1]
    if twice:
        both = [table.header[place] for place, name in chosen.items() if name == twice[0]]
        raise ForeignFileError(f"{which}{listed(both)} cannot both be “{twice[0]}”; choose one")


def _is_ours(heading: str) -> bool:
    name, at, tag = heading.partition("@")
    if at:
        translated = name in STOPS.translatable or name in _TRANSLATED_EVENTS
        return translated and bool(canonical_tag(tag))
    return name in STOPS.by_name


@cache
def _by_alias() -> dict[str, tuple[str]]:
    return {
        plain_heading(word): (meaning,) for meaning, words in aliases().items() for word in words
    }


@cache
def _last_by_alias() -> dict[str, tuple[str, ...]]:
    return {plain_heading(word): meanings for word, meanings in last_aliases().items()}
