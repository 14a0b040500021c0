"""Latitudes and longitudes as people write them: 64.1467, S33.8688, 64°8′48.8″N."""

from __future__ import annotations

import re
from decimal import Decimal

from routemap.errors import Quoting
from routemap.geo import Point
from routemap.tables.problems import shown
from routemap.tables.values import is_plain_number, western_digits, why_not_a_number

AXES = ("latitude", "longitude")
Wrong = tuple[str, str]
"""What is wrong, and how to fix it."""

# Words and letters for the four quarters, without dots, in lower case.
_QUARTERS = {
    "N": "n north nord norte север с сш севернойшироты 북위 北緯 北纬",
    "S": "s south sud süd sur юг ю юш южнойшироты 남위 南緯 南纬",
    "E": "e east est ost este восток в вд восточнойдолготы 동경 東経 东经",
    "W": "w west ouest oeste запад з зд западнойдолготы 서경 西経 西经",
}
_QUARTER_OF = {word: quarter for quarter, words in _QUARTERS.items() for word in words.split()}
_EAST_OR_WEST = "o"
"""East in German, west in French, Spanish and others."""
_AXIS_OF: dict[str, str] = {
    "N": "latitude", "S": "latitude", "E": "longitude", "W": "longitude",
}  # fmt: skip
_SOUTH_AND_WEST = frozenset("SW")
_MARKS = str.maketrans(
    dict.fromkeys("ºᵒ˚∘도度", "°")
    | dict.fromkeys("′’‘ʹʼ´`분分", "'")
    | dict.fromkeys("″”“˝ʺ„초秒", '"')
    | dict.fromkeys("\u00a0\u2009\u202f", " ")
)
_WORD = r"[^\W\d_](?:[^\W\d_]|[. ]{1,2}(?=[^\W\d_])){0,20}[.]?"
_DECIMAL = r"\d{1,3}(?:[.,]\d{1,15})?"
_DEGREES = re.compile(
    rf"(?P<before>{_WORD})?[ ]{{0,2}}(?P<sign>[+-])?"
    rf"(?P<degrees>{_DECIMAL})[ ]?(?P<mark>°)?"
    rf"(?:[ :]{{0,2}}(?P<minutes>{_DECIMAL})[ ]?'?"
    rf"(?:[ :]{{0,2}}(?P<seconds>{_DECIMAL})[ ]?(?:\"|'')?)?)?"
    rf"[ ]{{0,2}}(?P<after>{_WORD})?"
)
_SIXTY = 60
_DECIMALS_OF_MINUTES, _DECIMALS_OF_SECONDS = 2, 4
"""So many more decimals have degrees that are as exact as minutes and seconds."""
_LONGEST = 80
_BETWEEN = re.compile(r"[ ]?[,;/][ ]?|[ ]")


def read_degrees(text: str, axis: str) -> tuple[str, Wrong | None]:
    """Return a coordinate as decimal degrees, as exact as it is written, or what is wrong with it.

    Parameters
    ----------
    text
        A plain number, or degrees, with or without minutes and seconds, before or behind a letter
        for the quarter of the Earth.
    axis
        What it is to be: latitude or longitude.
    """
    degrees, wrong = _degrees(text, axis)
    both = split_position(text) if wrong and _has_letters(text) else None
    if both:
        what = Quoting("{} is both latitude and longitude", shown(text))
        write = both[AXES.index(axis)]
        return "", (what, Quoting("write {} here, and the other in its column", shown(write)))
    return degrees, wrong


def _degrees(text: str, axis: str) -> tuple[str, Wrong | None]:
    plain = western_digits(text)
    if is_plain_number(plain):
        return plain, None
    found = _DEGREES.fullmatch(plain.translate(_MARKS)) if len(text) <= _LONGEST else None
    if not found or not _is_clear(found):
        return "", why_not_a_number(text)
    wrong = _why_no_quarter(found, text, axis) or _why_no_sixtieths(found, text)
    return ("", wrong) if wrong else (_decimal(found), None)


def read_position(latitude: str, longitude: str) -> Point | None:
    """Return two cells as a position, None if one is blank or cannot be read.

    It may lie outside of the Earth.
    """
    (north, wrong), (east, also_wrong) = (
        read_degrees(latitude, "latitude"),
        read_degrees(longitude, "longitude"),
    )
    return None if wrong or also_wrong else (float(north), float(east))


def split_position(text: str) -> tuple[str, str] | None:
    """Return latitude and longitude of a cell that holds both, as written; None of any other.

    Letters may say that the longitude comes first. What can be divided in several ways is not.
    """
    cell = " ".join(western_digits(text).translate(_MARKS).split())
    if len(cell) > _LONGEST:
        return None
    halves = [(cell[: each.start()], cell[each.end() :]) for each in _BETWEEN.finditer(cell)]
    alike = [each for each in halves if _has_letters(each[0]) == _has_letters(each[1])]
    found = [
        (latitude, longitude)
        for first, second in alike
        for latitude, longitude in ((first, second), (second, first))
        if not _why_not(latitude, "latitude") and not _why_not(longitude, "longitude")
    ]
    # Without letters, both orders can be read: the first is that of the cell.
    return found[0] if len({frozenset(each) for each in found}) == 1 else None


def position_cells(cell: str) -> tuple[str, str]:
    """Return latitude and longitude of a cell with both; of any other cell all, and ""."""
    return split_position(cell) or (cell, "")


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _why_not(text: str, axis: str) -> Wrong | None:
    return _degrees(text, axis)[1]


def _is_clear(found: re.Match[str]) -> bool:
    """Tell whether something says that these are degrees: a mark, a letter, three numbers."""
    words = [_word(each) for each in found.group("before", "after") if each]
    if not all(word in _QUARTER_OF or word == _EAST_OR_WEST for word in words):
        return False
    return bool(words or found["mark"] or found["seconds"])


def _word(text: str) -> str:
    return text.replace(".", "").replace(" ", "").casefold()


def _quarter(found: re.Match[str]) -> str:
    words = found.group("before", "after")
    return next((_QUARTER_OF[_word(each)] for each in words if each), "")


def _why_no_quarter(found: re.Match[str], text: str, axis: str) -> Wrong | None:
    words = [_word(each) for each in found.group("before", "after") if each]
    if _EAST_OR_WEST in words:
        what = "the letter O in {} is east in German, west in French and Spanish"
        return Quoting(what, shown(text)), "write E or W"
    if len(words) > 1:
        what = Quoting("{} names two quarters of the Earth", shown(text))
        return what, "write one letter, before or behind the number"
    if not words:
        return None
    quarter = _quarter(found)
    if found["sign"] == "-":
        what = Quoting("{} has both a minus sign and the letter {}", shown(text), quarter)
        return what, "write only one of them"
    if _AXIS_OF[quarter] != axis:
        what = Quoting("{} is a {}, in the column “{}”", shown(text), _AXIS_OF[quarter], axis)
        return what, "put it into the other column"
    return None


def _why_no_sixtieths(found: re.Match[str], text: str) -> Wrong | None:
    parts = {part: found[part] for part in ("degrees", "minutes", "seconds") if found[part]}
    *before, _ = parts.values()
    if any("." in each or "," in each for each in before):
        what = Quoting("{} has decimals before its last part", shown(text))
        return what, "write whole degrees and minutes, or decimal degrees alone"
    for part in ("minutes", "seconds"):
        if part in parts and _number(parts[part]) >= _SIXTY:
            what = Quoting("{} has {} {}", shown(text), parts[part], part)
            return what, f"check it: there are 60 {part} to the next"
    return None


def _decimal(found: re.Match[str]) -> str:
    """Return decimal degrees that are no more exact than what is written."""
    degrees, minutes, seconds = found.group("degrees", "minutes", "seconds")
    value = sum(
        (_number(part or "0") / _SIXTY**power for power, part in ((1, minutes), (2, seconds))),
        _number(degrees),
    )
    if minutes:
        finer = _DECIMALS_OF_SECONDS if seconds else _DECIMALS_OF_MINUTES
        written = (seconds or minutes).replace(",", ".").partition(".")[2]
        value = round(value, len(written) + finer)
    is_minus = found["sign"] == "-" or _quarter(found) in _SOUTH_AND_WEST
    return f"{-value if is_minus else value:f}"


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
