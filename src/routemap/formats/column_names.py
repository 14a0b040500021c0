"""Which column of somebody's table is which of ours: recognised by name, or said by hand."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from routemap.errors import ForeignFileError
from routemap.tables import language_tag
from routemap.tables.folder import LOCATIONS
from routemap.tables.stops import LAYOUT
from routemap.tables.suggestion import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from routemap.formats.imported import ForeignTable

POSITION = "latitude, longitude"
"""A column that holds both, as maps on the web show them."""
COLUMNS = (*LAYOUT.columns, POSITION)
"""What a column can be."""
# Names of columns as people write them; case, blanks and signs do not count.
_KNOWN_AS = {
    "id": "id key code kennung identifiant clave идентификатор 아이디",
    "name": (
        "name place placename location locationname title site stop city town label "
        "ort ortsname stadt lieu nom ville lugar nombre ciudad "
        "название место город населённыйпункт 이름 장소 지명 도시"
    ),
    "latitude": "latitude lat y ycoord breite breitengrad latitud широта 위도",
    "longitude": (
        "longitude long lon lng x xcoord länge längengrad laenge laengengrad longitud долгота 경도"
    ),
    POSITION: (
        "position coordinates coords latlon latlng latlong latitudelongitude koordinaten "
        "coordonnées coordenadas координаты 좌표"
    ),
    "arrival": (
        "arrival arrived arrivaldate date from start startdate begin when day ankunft datum tag "
        "von arrivée dateedébut jour llegada fecha дата прибытие приезд 도착 도착일 날짜 일자"
    ),
    "departure": (
        "departure departed departuredate to until end enddate abreise abfahrt bis départ fin "
        "salida отправление отъезд отбытие 출발 출발일"
    ),
    "mode": (
        "mode transport transportation meansoftravel travelmode verkehrsmittel moyen "
        "transporte транспорт 교통수단 이동수단"
    ),
    "note": (
        "note notes description desc comment comments remark remarks notiz bemerkung beschreibung "
        "remarque descripción nota примечание описание 비고 메모 설명"
    ),
    "country": "country countrycode iso land pays país страна 국가 나라",
    "accuracy_km": "accuracykm accuracy radiuskm genauigkeit précision точность 정확도",
    "references": "references reference source sources quelle quellen fuente источник 출처",
    "certainty": "certainty sicherheit certitude достоверность 확실성",
}
_SIGNS = re.compile(r"[\W_]+")
_TWO_NUMBERS = re.compile(r"([^\s,;]+)(?:\s*[,;]\s*|\s+)([^\s,;]+)")


def recognised(header: Sequence[str]) -> dict[int, str]:
    """Return the columns that are recognised by name: their places from 0, and which they are.

    Of two that could be the same, the one that has our own name is taken, else the first.
    """
    found = {place: heading for place, heading in enumerate(header) if _is_ours(heading)}
    by_name = {name: column for column, names in _KNOWN_AS.items() for name in names.split()}
    for place, heading in enumerate(header):
        column = by_name.get(_plain(heading))
        if column and place not in found and column not in found.values():
            found[place] = column
    if {"latitude", "longitude"} <= set(found.values()):
        found = {place: column for place, column in found.items() if column != POSITION}
    return found


def named_tables(
    table: ForeignTable, chosen: Mapping[int, str], title: str = ""
) -> dict[str, bytes]:
    """Return the table as a journey's table of stops; columns without a meaning stay as they are.

    Parameters
    ----------
    table, title
        What is written, and what it is called in a message.
    chosen
        Which of `COLUMNS` each column is, by its place from 0.

    Raises
    ------
    ForeignFileError
        If no column holds the names of places, or two columns are the same.
    """
    _refuse_unclear(table, chosen, title)
    headings = [_heading(place, table, chosen) for place in range(len(table.header))]
    kept = [place for place, heading in enumerate(headings) if heading]
    missing = [
        name
        for name in LAYOUT.required
        if name not in chosen.values() and not (name in POSITION and POSITION in chosen.values())
    ]
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow([each for place in kept for each in headings[place]] + missing)
    for row in table.rows:
        cells = [each for place in kept for each in _cells(row[place], headings[place])]
        writer.writerow(cells + [""] * len(missing))
    return {LOCATIONS: output.getvalue().encode()}


def _refuse_unclear(table: ForeignTable, chosen: Mapping[int, str], title: str) -> None:
    which = f"{title}: " if title else ""
    if "name" not in chosen.values():
        raise ForeignFileError(
            f"{which}no column is known to hold the names of places; "
            f"say which of these does: {listed(filter(None, table.header))}"
        )
    twice = [name for name, count in Counter(chosen.values()).items() if count > 1]
    if twice:
        both = [table.header[place] for place, name in chosen.items() if name == twice[0]]
        raise ForeignFileError(f"{which}{listed(both)} cannot both be “{twice[0]}”; choose one")


def _heading(place: int, table: ForeignTable, chosen: Mapping[int, str]) -> tuple[str, ...]:
    """Return the headings a column is written under: two for a position, none if it is blank."""
    column = chosen.get(place)
    if column == POSITION:
        return ("latitude", "longitude")
    if column:
        return (column,)
    heading = table.header[place]
    if not heading and not any(row[place] for row in table.rows):
        return ()
    taken = {*chosen.values(), *LAYOUT.columns, *table.header[:place]}
    name = heading or "?"
    while name in taken:
        name += "*"
    return (name,)


def _cells(cell: str, headings: tuple[str, ...]) -> Iterable[str]:
    return (cell,) if len(headings) == 1 else position_cells(cell)


def position_cells(cell: str) -> tuple[str, str]:
    """Return latitude and longitude of a cell that holds both; all of it first if it does not."""
    both = _TWO_NUMBERS.fullmatch(cell)
    return (both[1], both[2]) if both else (cell, "")


def _is_ours(heading: str) -> bool:
    name, at, tag = heading.partition("@")
    if at:
        return name in LAYOUT.text and bool(language_tag.canonical_tag(tag))
    return name in LAYOUT.columns


def _plain(heading: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFC", heading).casefold())
