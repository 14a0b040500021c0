"""Several imported files as one journey: what each of them tells is of a traveller of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, NamedTuple

from routemap.errors import ForeignFileError
from routemap.formats.account import Account
from routemap.formats.delimited import read_delimited
from routemap.formats.features import Members, ground_bytes
from routemap.formats.imported import TABLES, Imported, refuse_long
from routemap.formats.order import features_of, with_ids
from routemap.tables.cells import Cells
from routemap.tables.csv_text import csv_text
from routemap.tables.ground import GROUND_FILE
from routemap.tables.ids import free_id, slug
from routemap.tables.json_reader import members, word
from routemap.tables.schema import (
    ANNOTATIONS,
    EVENTS,
    JOURNEY,
    LEG_GEOMETRY,
    LEGS,
    MEDIA,
    SOURCES,
    STOPS,
    TRAVELLERS,
    Schema,
)
from routemap.tables.travellers import id_of_words, unambiguous
from routemap.tables.writer import leg_geometry_text, toml_text

_OTHERS = (JOURNEY.file, LEG_GEOMETRY.file, GROUND_FILE)
_WITH_IDS = (STOPS, TRAVELLERS, EVENTS, MEDIA, ANNOTATIONS)
_ENDS = ("from", "to")
_BETWEEN = ";"
_TITLE, _SUBTITLE = "title", "subtitle"
_NOTE = "the note of its traveller"
# What is due to each author stays due, though a journey has one entry for all.
_ADDED_UP = ("credit", "licence")


class BroughtFile(NamedTuple):
    """A file of another program, by its name: the files of a journey, and the account of them."""

    name: str
    found: Imported


def one_journey(brought: Sequence[BroughtFile]) -> Imported:
    """Return the journey that several files tell together; their accounts add up.

    A file that names no travellers is of one, who is called by its title, or by the name of the
    file if it has none or that of all. Who has the same name in two files is the same traveller.
    Ids that two files have are told apart.

    Parameters
    ----------
    brought
        The files, in the order of their travellers.

    Raises
    ------
    ForeignFileError
        If one of them holds what is of a whole journey, or they hold more rows than are read.
    """
    abouts = list(map(_about, brought))
    agreed = _agreed(abouts)
    whole, account = _Whole(), Account()
    for each, about in zip(brought, abouts, strict=True):
        own = {key: text for key, text in about.items() if key not in agreed}
        is_of_one = whole.add(each, own)
        is_note = is_of_one and _SUBTITLE in own
        account.add_all(each.found.account, {_SUBTITLE: _NOTE} if is_note else {})
        for key in own:
            is_told = is_of_one and key.partition("@")[0] in {_TITLE, _SUBTITLE}
            account.leave(key, "the files do not agree, and a journey has one", not is_told)
    files = whole.files()
    if agreed:
        files[JOURNEY.file] = toml_text(agreed).encode()
    advice = dict.fromkeys(sentence for each in brought for sentence in each.found.advice)
    return Imported(files, account=account, advice=tuple(advice))


def _about(brought: BroughtFile) -> dict[str, Any]:
    known = {*(schema.file for schema in TABLES), JOURNEY.file, LEG_GEOMETRY.file, GROUND_FILE}
    others = [name for name in brought.found.files if name not in known]
    if others:
        raise ForeignFileError(
            f"{brought.name} holds {others[0]}, which is of a whole journey; import it by itself"
        )
    try:
        return tomllib.loads(brought.found.files.get(JOURNEY.file, b"").decode("utf-8-sig"))
    except ValueError as problem:
        raise ForeignFileError(f"{brought.name}, {JOURNEY.file}: {problem}; mend it") from problem


def _agreed(abouts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what is said of the journey as a whole, and by no file otherwise.

    A title is of the whole only if all files have it.
    """
    agreed: dict[str, Any] = {}
    for key in dict.fromkeys(key for about in abouts for key in about):
        values = [about[key] for about in abouts if key in about]
        distinct = [each for place, each in enumerate(values) if each not in values[:place]]
        is_of_all = key.partition("@")[0] not in {_TITLE, _SUBTITLE} or len(values) == len(abouts)
        if key in _ADDED_UP:
            agreed[key] = f"{_BETWEEN} ".join(map(str, distinct))
        elif len(distinct) == 1 and is_of_all:
            agreed[key] = distinct[0]
    return agreed


@dataclass
class _Ids:
    """The ids of one kind that are taken."""

    taken: set[str] = field(default_factory=set)
    visits: dict[str, int] = field(default_factory=dict)

    def free(self, wanted: str) -> str:
        made = free_id(wanted, self.taken, self.visits)
        self.taken.add(made)
        return made

    def free_of_all(self, rows: Iterable[Cells], column: str = "id") -> dict[str, str]:
        """Return a free id for each that the rows have."""
        found = dict.fromkeys(row.get(column, "") for row in rows)
        return {each: self.free(each) for each in found if each}


class _Whole:
    """The tables of the journey, as they grow file by file."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Cells]] = {schema.file: [] for schema in TABLES}
        self._legs: list[Members] = []
        self._ground: list[Members] = []
        self._ids = {schema.file: _Ids() for schema in TABLES}
        self._called: dict[str, list[str]] = {}
        """The ids of the travellers of each name; a file may tell of two who have the same."""
        self._cited: dict[frozenset[tuple[str, str]], str] = {}
        """The ids of the sources, by what their rows say."""

    def add(self, brought: BroughtFile, about: Mapping[str, Any]) -> bool:
        """Add what a file tells; return whether it is of one traveller, whom it does not name.

        `about` is what it says of the whole of itself; its title is the name of its traveller.
        """
        rows = {schema.file: _rows(brought, schema) for schema in TABLES}
        is_of_one = not rows[TRAVELLERS.file] and not any(map(_traveller, rows[STOPS.file]))
        if is_of_one:
            self._add_traveller(rows, about, PurePath(brought.name).stem)
        else:
            self._add_travellers(rows)
        sources = self._sources(rows[SOURCES.file])
        stops, events, media, annotations = (
            self._ids[each.file].free_of_all(rows[each.file])
            for each in (STOPS, EVENTS, MEDIA, ANNOTATIONS)
        )
        for table, column, new in (
            (STOPS, "id", stops),
            (EVENTS, "id", events),
            (EVENTS, "location", stops),
            *((LEGS, end, stops) for end in _ENDS),
            (MEDIA, "id", media),
            (MEDIA, "event", events),
            (MEDIA, "location", stops),
            (ANNOTATIONS, "id", annotations),
            (SOURCES, "reference", sources),
            *((each, "references", sources) for each in TABLES),
        ):
            _rename(rows[table.file], column, new)
        for name, found in rows.items():
            self._rows[name] += found
        for leg in features_of(brought.found.files.get(LEG_GEOMETRY.file, b"{}")):
            properties = members(leg.get("properties"))
            ends = {end: stops.get(word(properties.get(end)), "") for end in _ENDS}
            self._legs.append({**leg, "properties": {**properties, **ends}})
        self._ground += features_of(brought.found.files.get(GROUND_FILE, b"{}"))
        refuse_long(max(map(len, self._rows.values())), 0, f"all up to {brought.name}")
        return is_of_one

    def files(self) -> dict[str, bytes]:
        """Return the files of the journey but what is said of it as a whole."""
        written = {
            **{each.file: _csv(self._rows[each.file], each).encode() for each in TABLES},
            LEG_GEOMETRY.file: leg_geometry_text(self._legs).encode(),
        }
        if self._ground:
            collection = {"type": "FeatureCollection", "features": self._ground}
            written[GROUND_FILE] = ground_bytes(collection)
        return {name: content for name, content in written.items() if content}

    def _add_traveller(
        self, rows: Mapping[str, list[Cells]], about: Mapping[str, Any], file_name: str
    ) -> None:
        """Let all that a file tells be of one traveller."""
        listed = self._rows[TRAVELLERS.file]
        titles = {
            key.replace(_TITLE, "name", 1): str(text)
            for key, text in about.items()
            if key.partition("@")[0] == _TITLE
        }
        names = titles if titles.get("name") else {"name": file_name}
        name, number = names["name"], 1
        while (called := _name_key(names["name"])) in self._called:
            number += 1
            names["name"] = f"{name} {number}"
        traveller = self._ids[TRAVELLERS.file].free(
            slug(names["name"]) or f"traveller-{len(listed) + 1}"
        )
        self._called[called] = [traveller]
        note = str(about.get(_SUBTITLE, ""))
        listed.append({"id": traveller, **names, "note": note})
        for row in rows[STOPS.file]:
            row["traveller"] = traveller
        for row in rows[EVENTS.file]:
            if not row.get("location"):
                row["who"] = traveller

    def _add_travellers(self, rows: Mapping[str, list[Cells]]) -> None:
        """Add those travellers of a file who are new."""
        listed = rows[TRAVELLERS.file]
        if not listed:
            named = dict.fromkeys(filter(None, map(_traveller, rows[STOPS.file])))
            listed += ({"id": id_of_words(words), "name": words} for words in named)
        first = listed[0].get("id", "")
        by_name, by_id = (
            unambiguous(
                (id_of_words(row[column]), row.get("id", "")) for row in listed if row.get(column)
            )
            for column in ("name", "id")
        )
        alike = by_name | by_id  # as tables are read
        new = self._ids_of_travellers(listed)

        def new_id(words: str) -> str:
            return new.get(words) or new.get(alike.get(id_of_words(words), ""), words)

        for row in rows[STOPS.file]:
            row["traveller"] = new_id(_traveller(row) or first)
        for row in rows[EVENTS.file]:
            who = (each.strip() for each in row.get("who", "").split(_BETWEEN))
            row["who"] = _BETWEEN.join(map(new_id, who))

    def _ids_of_travellers(self, listed: list[Cells]) -> dict[str, str]:
        """Return the id of each traveller in the journey; only those who are new stay listed.

        The name says who is known. Of several who have it, it is the one of the same id.
        """
        known = {name: [*ids] for name, ids in self._called.items()}
        found: dict[str, str] = {}
        are_new = []
        for row in listed:
            own = row.get("id", "")
            if own in found:
                continue
            name = _name_key(row.get("name", "") or own)
            namesakes = known.get(name, [])
            if namesakes:
                found[own] = own if own in namesakes else namesakes[0]
                namesakes.remove(found[own])
            else:
                found[own] = self._ids[TRAVELLERS.file].free(own)
                self._called.setdefault(name, []).append(found[own])
                are_new.append({**row, "id": found[own]})
        listed[:] = are_new
        return found

    def _sources(self, rows: list[Cells]) -> dict[str, str]:
        """Return an id for each source; only those that no row says already stay listed."""
        ids: dict[str, str] = {}
        are_new = []
        for row in rows:
            own = row.get("reference", "")
            said = {each for each in row.items() if each[0] != "reference" and each[1]}
            content = frozenset(said or {("reference", own)})
            if content not in self._cited:
                are_new.append(row)
                self._cited[content] = ids.get(own) or (own and self._ids[SOURCES.file].free(own))
            ids.setdefault(own, self._cited[content])
        rows[:] = are_new
        return ids


def _rows(brought: BroughtFile, schema: Schema[Any]) -> list[Cells]:
    """Return the rows of a table, with ids if others may name them."""
    content = brought.found.files.get(schema.file)
    if not content:
        return []
    table = read_delimited(content, f"{brought.name}, {schema.file}")
    if schema in _WITH_IDS:
        table = with_ids(table, schema)
    return [dict(zip(table.header, row, strict=True)) for row in table.rows]


def _name_key(name: str) -> str:
    """Return a name without case and wide blanks; accents and signs may tell two people apart."""
    return " ".join(name.casefold().split())


def _traveller(row: Cells) -> str:
    return row.get("traveller", "").strip()


def _rename(rows: Iterable[Cells], column: str, new: Mapping[str, str]) -> None:
    """Replace the ids in a column, which may hold several."""
    for row in rows:
        if row.get(column):
            ids = (each.strip() for each in row[column].split(_BETWEEN))
            row[column] = _BETWEEN.join(new.get(each, each) for each in ids)


def _csv(rows: Sequence[Cells], schema: Schema[Any]) -> str:
    """Return rows as comma-separated text, "" if there are none; blank columns are left out.

    Columns that are none of ours stay.
    """
    headings = dict.fromkeys(
        heading
        for row in rows
        for heading, cell in row.items()
        if cell or heading in schema.required
    )
    cells = ([row.get(heading, "") for heading in headings] for row in rows)
    return csv_text((tuple(headings), *cells)) if rows else ""
