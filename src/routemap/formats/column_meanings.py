"""What a column of a foreign table can be: one of our stops', or what else a row tells."""

from __future__ import annotations

from functools import cache

from routemap.tables.schema import EVENTS, MEDIA, SOURCES, STOPS, Column, Kind

POSITION = "latitude, longitude"
"""A column that holds both, as web maps display them."""
HEADLINE, TEXT = "headline", "text"
"""Prose, which becomes an event at the row's stop and date; several columns can be text."""
SOURCE = "source"
"""A citation in words, or a mark, which becomes a row of sources.csv."""
MEDIA_URL = "media"
"""A web address of a picture, a recording or the like; several columns can be it."""
MEDIA_WORDS = {
    "media_caption": "caption",
    "media_credit": "credit",
    "media_alt": "alt",
}
"""What is said of the medium of a row, by the columns of media.csv."""
ROW_TYPE = "row_type"
"""In a sheet of TimelineJS: “title” marks the row that names the whole."""
ARRIVAL_PARTS = {"year": "year", "month": "month", "day": "day", "time": "time"}
DEPARTURE_PARTS = {"end_year": "year", "end_month": "month", "end_day": "day", "end_time": "time"}
DATE_PARTS = {"arrival": ARRIVAL_PARTS, "departure": DEPARTURE_PARTS}
"""Columns that make one date together, by the column that takes it."""
DATE_COLUMNS = tuple(DATE_PARTS)
DAY_OF_TIME = {"time": "day", "end_time": "end_day"}
"""The column of days beside each one of times of day, without which a time says nothing."""
YEARS = ("year", "end_year")

NOT_OF_STOPS = (
    *(HEADLINE, TEXT, SOURCE, MEDIA_URL, *MEDIA_WORDS),
    *(*ARRIVAL_PARTS, *DEPARTURE_PARTS, ROW_TYPE),
)
COLUMNS = (*STOPS.by_name, POSITION, *NOT_OF_STOPS)
"""What a column of an imported table can be."""
SEVERAL = frozenset({TEXT, MEDIA_URL})
"""What several columns can be at once."""

_POSITION_ALIASES = (
    *(
        "position",
        "coordinates",
        "coord",
        "coords",
        "latlon",
        "latlng",
        "latlong",
        "latitudelongitude",
    ),
    *("koordinaten", "coordonnées", "coordenadas", "координаты", "좌표"),
)
_PART_ALIASES = {
    "year": "startyear jahr année annee año ano год 연도 년도 년",
    "month": "startmonth monat mois mes месяц 월",
    "day": "startday",
    "time": "starttime uhrzeit heure hora время 시각 시간 hour stunde час",
    "end_year": "endjahr annéefin añofin",
    "end_month": "endmonat moisfin mesfin",
    "end_day": "endtag jourfin díafin",
    "end_time": "endzeit heurefin horafin",
}
_DAY = "day tag jour día dia день 일"
_TITLE = "title titel titre título titulo label"
_SUMMARY = "summary zusammenfassung résumé resumen сводка 요약"
_OTHER_NAME = (
    "modernname currentname todaysname othername alternativename heutigername nommoderne nomactuel "
    "nombremoderno nombreactual современноеназвание 현재이름 현재지명"
)


@cache
def aliases() -> dict[str, tuple[str, ...]]:
    """Return the headings under which each meaning is found, whatever else the table has.

    Blanks and punctuation in a heading do not count.
    """
    found = {
        column.name: (column.name, *column.aliases)
        for column in STOPS.columns
        if column.kind is not Kind.INFERRED  # kept under its name, and no meaning to choose
    }
    found[POSITION] = _POSITION_ALIASES
    found |= {name: (name, *words.split()) for name, words in _PART_ALIASES.items()}
    found |= {name: (name, *_column(EVENTS.by_name[name])) for name in (HEADLINE, TEXT)}
    found[SOURCE] = _column(SOURCES.by_name["citation"])
    found[MEDIA_URL] = _column(MEDIA.by_name["url"])
    found |= {name: (name, *_column(MEDIA.by_name[column])) for name, column in MEDIA_WORDS.items()}
    several = last_aliases()
    return {
        name: tuple(each for each in words if each not in several) for name, words in found.items()
    }


@cache
def last_aliases() -> dict[str, tuple[str, ...]]:
    """Return headings that can mean several things: the first that no other column is."""
    choices = {
        _DAY: ("day", "arrival"),
        _TITLE: ("name", HEADLINE),
        _SUMMARY: (HEADLINE, TEXT),
        _OTHER_NAME: ("name",),
    }
    return {word: meanings for words, meanings in choices.items() for word in words.split()}


def _column(column: Column) -> tuple[str, ...]:
    return column.aliases
