"""Dates in words, “c. 1955” or “12 September 1961”, and how EDTF writes them.

Only a proposal: what is written stays until its author agrees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from babel import Locale

from routemap.errors import DateError, Quoting
from routemap.model.edtf_dates import parse_date
from routemap.tables.date_marks import says_no_date, without_mark
from routemap.tables.problems import plain

LANGUAGES = ("en", "de", "fr", "es", "ko", "ru")
"""Whose words are known; those that `import` knows columns in."""
_LONGEST = 100
_MOST_TOKENS = 16
_DECADE, _CENTURY = 10, 100
_LONGEST_DAY, _LONGEST_YEAR = 2, 4
"""In digits."""
_ONE_DAY = re.compile(r"-?\d{4}-\d{2}-\d{2}[~?]?", re.ASCII)


class Manner(StrEnum):
    """How a date is said; the value reads as its explanation."""

    ABOUT = "about then"
    PART = "about then; the words can stay beside it"
    PERHAPS = "not certain"
    BEFORE = "by then"
    AFTER = "from then on"
    RANGE = "from one to the other"
    SEASON = "21 is spring, 22 summer, 23 autumn, 24 winter"
    DECADE = "one of ten years"
    BC = "1 BC is the year 0"
    DATE = "year, month and day"


@dataclass(frozen=True, slots=True)
class DateProposal:
    """A date in words as EDTF, and how it is said; `why_not` says why there is no such date."""

    edtf: str
    manner: Manner
    why_not: str = ""


FINER = frozenset({Manner.PART, Manner.BEFORE, Manner.AFTER})
"""The manners whose words say more than EDTF can, so that they stay beside it."""
_PREFIXES = {
    Manner.ABOUT: (
        "c ca circa about around approximately approx roughly ~ um etwa gegen ungefähr rund vers "
        "environ hacia alrededor cerca 약 대략 около ок примерно приблизительно"
    ),
    Manner.PERHAPS: (
        "perhaps possibly probably vielleicht wohl vermutlich peutêtre probablement quizás "
        "probablemente 아마 вероятно возможно"
    ),
    Manner.BEFORE: "before until till by vor bis spätestens avant jusque jusquen antes hasta до",
    Manner.AFTER: "after since from nach seit ab après depuis después desde после",
    Manner.PART: (
        "early mid middle late beginning end anfang mitte ende début mi fin principios mediados "
        "finales начало начале середина середине конец конце"
    ),
}
_SUFFIXES = {
    Manner.ABOUT: "경 무렵 쯤 头 circa",
    Manner.BEFORE: "이전 까지 전",
    Manner.AFTER: "이후 부터 후",
    Manner.PART: "초 중순 말 중반 초순 하순",
}
_MANNERS = {word: manner for manner, words in _PREFIXES.items() for word in words.split()}
_MANNERS_BEHIND = {word: manner for manner, words in _SUFFIXES.items() for word in words.split()}
_WRITTEN = {
    Manner.ABOUT: "{}~",
    Manner.PART: "{}~",
    Manner.PERHAPS: "{}?",
    Manner.BEFORE: "../{}",
    Manner.AFTER: "{}/..",
}
_SEASONS = {
    21: "spring frühling frühjahr printemps primavera 봄 весна весной весны",
    22: "summer sommer été verano 여름 лето летом лета",
    23: "autumn fall herbst automne otoño 가을 осень осенью осени",
    24: "winter hiver invierno 겨울 зима зимой зимы",
}
_SEASON_OF = {word: number for number, words in _SEASONS.items() for word in words.split()}
_DECADES_BEHIND = frozenset(("s", "er", "ern", "년대", "е", "х"))
_DECADES_BEFORE = frozenset(("années", "años"))
_UNITS = {"년": "year", "年": "year", "월": "month", "月": "month", "일": "day", "日": "day"}
_BC = re.compile(
    r"\b(?:b\.?[ ]?c\.?(?:[ ]?e\.?)?|v\.?[ ]?(?:chr|u\.?[ ]?z)\.?|av\.?[ ]?j\.?[ -]?c\.?"
    r"|a\.?[ ]?(?:de )?c\.?|до[ ]н\.?[ ]?э\.?)(?!\w)|기원전"
)
_AD = re.compile(
    r"\b(?:a\.?[ ]?d\.?|c\.?[ ]?e\.?|n\.?[ ]?chr\.?|ap\.?[ ]?j\.?[ -]?c\.?|d\.?[ ]?c\.?"
    r"|н\.?[ ]?э\.?)(?!\w)|서기"
)
_FILLER_WORDS = (
    "of the in on at den der des dem am im jahr jahre jahren le la les l en du de d au année an "
    "el los del año г гг год года году годы в во к st nd rd th er re anno"
)
_FILLERS = frozenset(_FILLER_WORDS.split())
_TOKEN = re.compile(r"\d+|[^\W\d_]+|~|\?")
_APOSTROPHES = re.compile(r"['’.]")
_BETWEEN = re.compile(
    r"\s*[–—]\s*|\s+-\s+|(?<=\d{4})-(?=\d{4}\b)|(?<=\d{4})-(?=(?:1[3-9]|[2-9]\d)\Z)"
    r"|\s+(?:to|bis|à|au|hasta|a|по|до|and|und|et|y|и)\s+|\s*~\s*(?=\d)"
)
_BEGINNING = re.compile(r"(?:from|between|von|vom|zwischen|de|du|entre|del|desde|с|между)\s+")
_OPEN = re.compile(r"[<>≤≥+–—]|\.\.|\A\s*-|-\s*\Z")
"""What leaves a side of a date open, so that it is not that date alone: “1957–”, “<1957”."""
_YEAR_FIRST = re.compile(r"(\d{3,4})([./-])(\d{1,2})\2(\d{1,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What one date says; 0 where it says nothing."""

    year: int = 0
    month: int = 0
    day: int = 0
    is_bc: bool = False
    is_decade: bool = False

    @property
    def edtf(self) -> str:
        """Return it as EDTF, without asking whether there is such a day."""
        year = 1 - self.year if self.is_bc else self.year
        text = f"-{-year:04}" if year < 0 else f"{year:04}"
        if self.is_decade:
            return f"{text[:-1]}X"
        numbers = (each for each in (self.month, self.day) if each)
        return "-".join((text, *(f"{each:02}" for each in numbers)))


@lru_cache(maxsize=4096)
def proposed_date(text: str) -> DateProposal | None:
    """Return how EDTF writes a date in words, None if it is not understood.

    Words of several languages are known. A date that can be read in several ways has none.
    """
    if len(text) > _LONGEST:
        return None
    bare, is_uncertain = without_mark(text)
    words = " ".join(unicodedata.normalize("NFKC", bare).casefold().split())
    found = _edtf_of_a_mark(bare) if is_uncertain else None
    found = found or _range(words) or _one(words)
    if found is None:
        return None
    edtf, manner = _as_uncertain(*found) if is_uncertain else found
    try:
        parse_date(edtf)
    except DateError as error:
        return DateProposal("", manner, str(error.what.quoted[-1])) if _is_day(edtf) else None
    return DateProposal(edtf, manner)


def why_not_a_date(text: str, problem: DateError) -> tuple[str, str]:
    """Return what is wrong with a date that is not EDTF, and how to write it, if that is clear."""
    if says_no_date(text):
        return Quoting("“{}” says that there is no date", plain(text)), "leave the cell empty"
    found = proposed_date(text)
    if found is None:
        _, *others = problem.what.quoted
        return Quoting(problem.what.pattern, plain(text), *others), problem.hint
    if found.why_not:
        what = Quoting("“{}” is not a date: {}", plain(text), found.why_not)
        return what, "correct the month or the day"
    explained = "" if found.manner is Manner.DATE else f" ({found.manner})"
    what = Quoting("“{}” is not an EDTF date", plain(text))
    return what, Quoting(f"write {{}}{explained}", found.edtf)


def month_number(word: str) -> int | None:
    """Return the number of a month from its name in one of our languages, None if it is none."""
    return _months().get(_letters(word))


def _edtf_of_a_mark(bare: str) -> tuple[str, Manner] | None:
    """Return what a mark is beside if that is a date already: “[1788-07]”."""
    try:
        return parse_date(bare).edtf, Manner.DATE
    except DateError:
        return None


def _as_uncertain(edtf: str, manner: Manner) -> tuple[str, Manner]:
    dates = edtf.split("/")
    marked = [
        date
        if date in {"", ".."}
        else f"{date[:-1]}%"
        if date[-1] in "~%"
        else f"{date.rstrip('?')}?"
        for date in dates
    ]
    return "/".join(marked), manner if manner in FINER else Manner.PERHAPS


def _is_day(edtf: str) -> bool:
    return bool(_ONE_DAY.fullmatch(edtf))


def _range(text: str) -> tuple[str, Manner] | None:
    """Return an interval; what its beginning leaves out stands at its end: 12–14 September 1961."""
    beginning = _BEGINNING.match(text)
    whole = text[beginning.end() :] if beginning else text
    for between in _BETWEEN.finditer(whole):
        left, right = whole[: between.start()], whole[between.end() :]
        last = _parts(right)
        first = _first_of_range(left, last) if last else None
        if last and first:
            return f"{first.edtf}/{last.edtf}", Manner.RANGE
    short = re.fullmatch(r"(\d{4})[–—-](1[3-9]|[2-9]\d)", whole)
    if short:
        return f"{short[1]}/{short[1][:2]}{short[2]}", Manner.RANGE
    return None


def _first_of_range(text: str, last: _Parts) -> _Parts | None:
    numbers = [each for each in _TOKEN.findall(text) if each.isdecimal()]
    if last.day and len(numbers) == 1 and not _is_year(numbers[0]) and not _has_month(text):
        return replace(last, day=int(numbers[0]))
    if last.month and _has_month(text) and not any(map(_is_year, numbers)):
        return _parts(f"{text} {last.year}", is_bc=last.is_bc)
    return _parts(text, is_bc=last.is_bc)


def _has_month(text: str) -> bool:
    return any(month_number(each) for each in _TOKEN.findall(text))


def _one(text: str) -> tuple[str, Manner] | None:
    """Return one date with what qualifies it."""
    manner: Manner | None = None
    rest = text
    for _ in range(2):  # "by about 1955" is not said so often that more is worth it
        word = re.match(r"[^\W\d_]+|~", rest)
        known = _MANNERS.get(_letters(word[0])) if word else None
        if not word or known is None or manner:
            break
        manner, rest = known, rest[word.end() :].lstrip(" .-'’")
    behind = re.search(r"(\d[ ]?[년월일]?)[ ]?([^\W\d_]+)\Z", rest)
    if behind and behind[2] in _MANNERS_BEHIND and not manner:
        manner, rest = _MANNERS_BEHIND[behind[2]], rest[: behind.start(2)].rstrip()
    parts = _parts(rest)
    if parts is None:
        return None
    if manner:
        return _WRITTEN[manner].format(parts.edtf), manner
    return parts.edtf, _manner_of(parts)


def _manner_of(parts: _Parts) -> Manner:
    if parts.is_decade:
        return Manner.DECADE
    if parts.is_bc:
        return Manner.BC
    return Manner.SEASON if parts.month in _SEASONS else Manner.DATE


def _parts(text: str, *, is_bc: bool = False) -> _Parts | None:
    """Return the parts of one date, None if a word is not known or a number has no clear part."""
    if _OPEN.search(text):
        return None
    year_first = _YEAR_FIRST.fullmatch(text)
    if year_first:
        year, month, day = (int(each) for each in year_first.group(1, 3, 4))
        return _Parts(year, month, day) if year and month and day else None
    without_bc = _BC.sub(" ", text)
    without_era = _AD.sub(" ", without_bc)
    found = _Parts(is_bc=is_bc or without_bc != text)
    tokens = _TOKEN.findall(_APOSTROPHES.sub(" ", without_era.replace("’s", "s")))
    has_era = without_era != text or is_bc
    return _sorted_out(tokens, found, has_era=has_era) if len(tokens) <= _MOST_TOKENS else None


def _sorted_out(tokens: list[str], found: _Parts, *, has_era: bool) -> _Parts | None:
    numbers: list[str] = []
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        month = _SEASON_OF.get(token) or _months().get(token)
        if token.isdecimal() and not int(token):
            return None
        if token.isdecimal() and following in _UNITS:
            found = _with_unit(found, _UNITS[following], int(token))
        elif token.isdecimal():
            numbers.append(token)
        elif token in _DECADES_BEFORE or (
            token in _DECADES_BEHIND and place and _is_year(tokens[place - 1])
        ):
            found = replace(found, is_decade=True)
        elif month and not found.month:
            found = replace(found, month=month)
        elif token not in _FILLERS and token not in _UNITS and token not in _weekdays():
            return None
    return _with_numbers(found, numbers, has_era=has_era)


def _is_year(token: str) -> bool:
    return token.isdecimal() and len(token) > _LONGEST_DAY


def _with_unit(found: _Parts, unit: str, number: int) -> _Parts:
    if unit == "year":
        return replace(found, year=number)
    return replace(found, month=number) if unit == "month" else replace(found, day=number)


def _with_numbers(found: _Parts, numbers: list[str], *, has_era: bool) -> _Parts | None:
    """Return the date with the numbers that no unit names: a year, and a day beside a month."""
    years = list(filter(_is_year, numbers))
    if has_era and not years and numbers and not found.year:
        years = numbers[-1:]
    days = list(numbers)
    for year in years:
        days.remove(year)
    if (
        len(years) + bool(found.year) != 1
        or len(days) > 1
        or any(len(each) > _LONGEST_YEAR for each in years)
    ):
        return None
    if days and (found.day or not found.month or found.month in _SEASONS):
        return None
    whole = replace(
        found,
        year=found.year or int(years[0]),
        day=found.day or (int(days[0]) if days else 0),
    )
    return whole if whole.year and (not whole.is_decade or _is_clear_decade(whole)) else None


def _is_clear_decade(found: _Parts) -> bool:
    """Tell whether ten years are meant: the 1800s are more often a century."""
    is_round = found.year % _DECADE == 0 and found.year % _CENTURY != 0
    return is_round and not found.month


@cache
def _months() -> dict[str, int]:
    """Return the months by their names, whole and short, in all our languages."""
    return _numbered("months")


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(_numbered("days"))


def _numbered(what: str) -> dict[str, int]:
    found: dict[str, set[int]] = {}
    for number, name in _names(what):
        # Korean names of months are numbers, and of weekdays one letter.
        if not any(each.isdecimal() for each in name) and len(name) > 1:
            found.setdefault(name, set()).add(number)
    return {name: min(each) for name, each in found.items() if len(each) == 1}


def _names(what: str) -> Iterator[tuple[int, str]]:
    for language in LANGUAGES:
        forms = getattr(Locale(language), what)
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                yield from ((number, _letters(name)) for number, name in forms[form][width].items())
    yield from ((9, "sept"), (9, "set"))


def _letters(word: str) -> str:
    return _APOSTROPHES.sub("", word.casefold()).replace("-", "").strip()
