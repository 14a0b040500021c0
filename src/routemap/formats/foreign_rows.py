"""The rows of a foreign table as those of ours: stops, and what each row tells beside its stop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from routemap.formats.citations import CitedSources
from routemap.formats.column_meanings import (
    DATE_PARTS,
    DAY_OF_TIME,
    HEADLINE,
    MEDIA_URL,
    MEDIA_WORDS,
    NOT_OF_STOPS,
    POSITION,
    ROW_TYPE,
    SOURCE,
    TEXT,
)
from routemap.formats.date_parts import edtf_of_parts, interval, says_all, time_of_day
from routemap.formats.imported import ImportedTable
from routemap.formats.media import medium_of
from routemap.formats.telling import LONGEST_SUBTITLE, event_words, without_markup
from routemap.model.journey import UndatedPosition
from routemap.tables.cells import Cells
from routemap.tables.coordinates import AXES, position_cells, read_degrees
from routemap.tables.csv_text import csv_text
from routemap.tables.date_words import month_number
from routemap.tables.ids import free_id, ids_of_rows, slug
from routemap.tables.problems import ProblemLog
from routemap.tables.schema import EVENTS, JOURNEY, MEDIA, SOURCES, STOPS, Schema
from routemap.tables.table import Row
from routemap.tables.values import western_digits
from routemap.tables.writer import metadata_text

_TITLE_ROW = "title"
_TELLING = (HEADLINE, TEXT, MEDIA_URL)
_ADDRESS = re.compile(r"<img\s[^<>]*>|\S+", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,9}(?:\.0{1,9})?", re.ASCII)


class _Told(NamedTuple):
    """What a row says: cells of its stop, kept ones, and the cells of every other meaning."""

    stop: Cells
    kept: Cells
    other: Mapping[str, tuple[str, ...]]

    def all_of(self, meaning: str) -> tuple[str, ...]:
        """Return the filled cells of a meaning."""
        return self.other.get(meaning, ())

    def one(self, meaning: str) -> str:
        """Return the first filled cell of a meaning, "" if there is none."""
        return next(iter(self.all_of(meaning)), "")

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages into which its prose is translated."""
        tags = (name.partition("@")[2] for name in self.other)
        return tuple(dict.fromkeys(filter(None, tags)))

    @property
    def tells(self) -> bool:
        """Tell whether it says anything that could stand without a place."""
        return any(name.partition("@")[0] in _TELLING for name in self.other)

    @property
    def is_stop(self) -> bool:
        """Tell whether it has a place, or nothing that could stand without one."""
        return any(self.stop.get(name) for name in ("name", *AXES)) or not self.tells


@dataclass(slots=True)
class ForeignRows:
    """The tables that the rows of a foreign table make.

    `chosen` says which of `column_meanings.COLUMNS` a column is, by its place from 0.
    """

    table: ImportedTable
    chosen: Mapping[int, str]
    _sources: CitedSources = field(default_factory=CitedSources)
    _events: list[Cells] = field(default_factory=list)
    _media: list[Cells] = field(default_factory=list)
    _about: Cells = field(default_factory=dict)
    _ids: set[str] = field(default_factory=set)
    _visits: dict[str, int] = field(default_factory=dict)
    _kept: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Find out how columns are called that stay."""
        self._kept = tuple(map(self._kept_heading, range(len(self.table.header))))

    def files(self) -> dict[str, bytes]:
        """Return the files of a journey's folder that there are rows for, that of stops always."""
        rows = [self._told(row) for row in self.table.rows]
        stops = [told.stop | told.kept for told in rows if told.is_stop]
        self._add_ids(stops, is_needed=any(told.is_stop and told.tells for told in rows))
        remaining = iter(stops)
        for told in rows:
            self._tell(told, next(remaining) if told.is_stop else None)
        written = {
            STOPS.file: self._stops_text(stops),
            JOURNEY.file: metadata_text(self._about),
            EVENTS.file: _text(self._events, EVENTS),
            MEDIA.file: _text(self._media, MEDIA),
            SOURCES.file: _text(self._sources.rows, SOURCES),
        }
        return {name: text.encode() for name, text in written.items() if text}

    # A row ---------------------------------------------------------------------------------------

    def _told(self, row: tuple[str, ...]) -> _Told:
        stop: Cells = {}
        kept: Cells = {}
        other: dict[str, tuple[str, ...]] = {}
        for place, cell in enumerate(row):
            meaning = self.chosen.get(place, "")
            if not meaning:
                kept[self._kept[place]] = cell
            elif meaning == POSITION:
                stop |= dict(zip(AXES, position_cells(cell), strict=True))
            elif _is_of_a_stop(meaning):
                stop[meaning] = cell
            elif cell.strip():
                is_taken = self._is_taken(meaning, cell, row)
                if not is_taken:
                    kept[self._kept[place]] = cell
                if is_taken or meaning in DAY_OF_TIME:  # the words of a date have any time
                    other[meaning] = (*other.get(meaning, ()), cell.strip())
        for axis in AXES:
            degrees, wrong = read_degrees(stop.get(axis, ""), axis)
            stop[axis] = stop.get(axis, "") if wrong else degrees
        told = _Told(stop, {name: cell for name, cell in kept.items() if name}, other)
        self._add_dates(told)
        self._add_references(told)
        if not stop.get("name") and all(stop[axis] for axis in AXES):
            stop["name"] = without_markup(told.one(HEADLINE))
        return told

    def _is_taken(self, meaning: str, cell: str, row: tuple[str, ...]) -> bool:
        """Tell whether a cell beside the stop's is of use in a row, so that it need not stay."""
        if meaning == MEDIA_URL:
            return bool(media_addresses(cell))
        if meaning in MEDIA_WORDS:
            media = (place for place, each in self.chosen.items() if each == MEDIA_URL)
            return any(media_addresses(row[place]) for place in media)
        if meaning in DAY_OF_TIME:
            return is_time_taken(meaning, cell, row, self.chosen)
        return meaning != ROW_TYPE or cell.strip().casefold() == _TITLE_ROW

    def _add_dates(self, told: _Told) -> None:
        for column, meanings in DATE_PARTS.items():
            parts = {part: told.one(meaning) for meaning, part in meanings.items()}
            if any(parts.values()):
                date, words = _joined(parts)
                told.stop[column] = date
                if words and not told.stop.get(f"{column}_text"):
                    told.stop[f"{column}_text"] = words

    def _add_references(self, told: _Told) -> None:
        cited = told.stop.get("references", "")
        marks = self._sources.add_marks(cited) if cited and SOURCE in self.chosen.values() else ()
        made = [each for words in told.all_of(SOURCE) for each in self._sources.cite(words)]
        if made:
            told.stop["references"] = ";".join(dict.fromkeys((*marks, *made)))

    def _kept_heading(self, place: int) -> str:
        """Return the heading of a column that stays, which is none of ours; "" if it is blank."""
        heading = self.table.header[place]
        if not heading and not any(row[place] for row in self.table.rows):
            return ""
        taken = {*self.chosen.values(), *STOPS.by_name, *self.table.header[:place]}
        name = heading or "?"
        while name in taken:
            name += "*"
        return name

    # Its tables ----------------------------------------------------------------------------------

    def _add_ids(self, stops: list[Cells], *, is_needed: bool) -> None:
        if not is_needed:
            return
        rows = [Row(number, cells) for number, cells in enumerate(stops)]
        ids = ids_of_rows(rows, STOPS, ProblemLog(STOPS.file))  # check names wrong ones
        for cells, stop_id in zip(stops, ids, strict=True):
            cells["id"] = stop_id

    def _tell(self, told: _Told, stop: Cells | None) -> None:
        if told.one(ROW_TYPE).casefold() == _TITLE_ROW and not stop:
            self._open(told)
            return
        location = stop.get("id", "") if stop else ""
        place = stop.get("name", "") if stop else ""
        words = _words(told, "", place)
        for tag in told.languages:
            words |= _words(told, f"@{tag}", told.stop.get(f"name@{tag}") or place)
        headline = words[HEADLINE] or place or next(filter(None, words.values()), "")
        event = ""
        if any(words.values()):
            event = self._add_event(told, words | {HEADLINE: headline}, location)
        self._add_media(told, event, location, headline)

    def _open(self, told: _Told) -> None:
        """Take the row that names the whole; what only an event can hold makes one before all."""
        words = _words(told, "", "")
        self._about["title"] = words[HEADLINE]
        event = ""
        says_more = told.stop.get("references") or any(told.kept.values())
        if len(words[TEXT]) <= LONGEST_SUBTITLE and not says_more:
            self._about["subtitle"] = words[TEXT]
        else:
            event = self._add_event(told, words | {"undated": UndatedPosition.BEFORE.value}, "")
        self._add_media(told, event, "", words[HEADLINE])

    def _add_event(self, told: _Told, cells: Cells, location: str) -> str:
        """Add an event, and return its id; without a place it takes along what the row keeps."""
        begin, end = (told.stop.get(column, "") for column in DATE_PARTS)
        event = free_id(
            slug(cells["headline"]) or f"event-{len(self._events) + 1}", self._ids, self._visits
        )
        self._ids.add(event)
        at_a_stop = {
            "id": event,
            "date": begin or end,
            "date_text": told.stop.get("arrival_text", ""),
            "location": location,
            "references": told.stop.get("references", ""),
        }
        alone = {} if location else _kept_of(told) | {"date": interval(begin, end) or begin or end}
        self._events.append(at_a_stop | alone | cells)
        return event

    def _add_media(self, told: _Told, event: str, location: str, shows: str) -> None:
        said = {name: told.one(meaning) for meaning, name in MEDIA_WORDS.items()}
        addresses = (each for cell in told.all_of(MEDIA_URL) for each in media_addresses(cell))
        for number, address in enumerate(addresses):
            medium = medium_of({"url": address, **(said if not number else {})})
            if medium and medium.url:
                where = {"event": event, "location": location}
                self._media.append(medium.cells(shows) | where)

    def _stops_text(self, stops: list[Cells]) -> str:
        if not stops:
            return csv_text([STOPS.required])
        used = dict.fromkeys(heading for row in stops for heading, cell in row.items() if cell)
        places = range(len(self.table.header))
        wanted = dict.fromkeys(name for place in places for name in self._headings(place))
        added = [name for name in used if name not in wanted]
        missing = [name for name in STOPS.required if name not in (*wanted, *added)]
        header = (*wanted, *added, *missing)
        return csv_text((header, *([row.get(name, "") for name in header] for row in stops)))

    def _headings(self, place: int) -> Iterator[str]:
        """Yield the headings that a column of the foreign table has in the table of stops."""
        meaning = self.chosen.get(place, "")
        dates = {next(iter(parts)): column for column, parts in DATE_PARTS.items()}
        if not meaning:
            yield from filter(None, [self._kept[place]])
        elif meaning == POSITION:
            yield from AXES
        elif _is_of_a_stop(meaning):
            yield meaning
        elif meaning in dates:
            yield dates[meaning]


@lru_cache(maxsize=4096)
def media_addresses(cell: str) -> tuple[str, ...]:
    """Return the address that a cell has, or the several that it has and nothing else.

    Each is as it is written: a picture of a page may stand in its element of HTML.
    """
    for cells in (_ADDRESS.findall(cell), [cell.strip()]):
        media = [medium_of({"url": each}) for each in cells]
        found = tuple(medium.named for medium in media if medium and medium.url)
        if found and len(found) == len(cells):
            return found
    return ()


def is_time_taken(meaning: str, cell: str, row: Sequence[str], chosen: Mapping[int, str]) -> bool:
    """Tell whether a cell is a time of day that can be read, in a row that has a day for it."""
    days = (place for place, each in chosen.items() if each == DAY_OF_TIME[meaning])
    return any(row[place].strip() for place in days) and bool(time_of_day(western_digits(cell)))


def _is_of_a_stop(meaning: str) -> bool:
    return meaning.partition("@")[0] not in NOT_OF_STOPS


def _kept_of(told: _Told) -> Cells:
    """Return what a row without a place says that its event has no column for."""
    known = ("id", "name", *AXES, *DATE_PARTS, *(f"{column}_text" for column in DATE_PARTS))
    others = {name: cell for name, cell in told.stop.items() if cell and name not in known}
    return others | told.kept


def _words(told: _Told, language: str, place: str) -> Cells:
    """Return headline and text of what a row tells, in the columns of a language ("@de")."""
    headline, text = f"{HEADLINE}{language}", f"{TEXT}{language}"
    said = event_words(told.all_of(headline), told.all_of(text), place)
    return dict(zip((headline, text), said, strict=True))


def _text(rows: Iterable[Cells], schema: Schema[object]) -> str:
    """Return rows as a table, "" if there are none; columns that are not ours stand last."""
    every = list(rows)
    used = dict.fromkeys(heading for row in every for heading, cell in row.items() if cell)
    needed = {*schema.required, *(name.partition("@")[0] for name in used)}
    ours = [name for name in schema.by_name if name in needed]
    header = (*ours, *(name for name in used if name not in ours))
    if not every:
        return ""
    return csv_text((header, *([row.get(name, "") for name in header] for row in every)))


def _joined(parts: Mapping[str, str]) -> tuple[str, str]:
    """Return a date in parts as EDTF, and its words if it says less than they do.

    A date that there is not stays as it is written, so that `check` names it.
    """
    cells = {name: western_digits(cell) for name, cell in parts.items() if cell}
    clock = cells.pop("time", "")
    if list(cells) == ["year"] and not clock and _NUMBER.fullmatch(cells["year"]) is None:
        return cells["year"], ""  # words, or EDTF
    numbers = {name: _number(name, cell) for name, cell in cells.items()}
    days = "-".join(cells.get(part) or "?" for part in ("year", "month", "day"))
    as_written = f"{days.removesuffix('-?').removesuffix('-?')} {clock}".strip()
    known = {name: number for name, number in numbers.items() if number is not None}
    date = edtf_of_parts(known) if len(known) == len(cells) else ""
    if not date:
        return as_written, ""
    if not clock:
        return date, "" if says_all(known) else as_written
    time = time_of_day(clock)
    timed = edtf_of_parts(known | time) if time and "day" in known else ""
    return (timed, "") if timed else (date, as_written)


def _number(part: str, cell: str) -> int | None:
    if _NUMBER.fullmatch(cell):
        return int(cell.partition(".")[0])
    return month_number(cell) if part == "month" else None
