"""Dates in words, as precise as known, in the reader's language, with Babel's month names."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_interval, format_skeleton

from routemap.i18n.catalog import translate
from routemap.model.edtf_dates import Day, EdtfDate, parse_date
from routemap.model.journey import Event, Phrase, Stop, Wording
from routemap.model.moments import Moment, MomentKind

# British English, for "13 September" and "Sept" as the pictures of the design have them.
_LOCALES = {"en": "en_GB"}
_LAST_YEAR_OF_DATETIME = 9999
# Tables may name any language.
_LANGUAGES_KEPT = 64
# Stands in for a year that datetime.date cannot hold; a leap year, so that it has 29 February.
_STAND_IN_YEAR = 2000
# EDTF writes seasons as if they were months.
_SEASONS = ("21", "22", "23", "24")
_BARE_YEAR = re.compile(r"-?\d{4}[?~%]?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FULL_MINUTE = re.compile(r"(\d{2}:\d{2}):00(.*)")
_YEAR_WORD = r"(?:\sde)?\s*\b{year}(\sг\.|년)?(?=\W|$)\s*"


class Length(StrEnum):
    """How long a date may be: `LONG` for headings, `SHORT` for ticks and the map."""

    LONG = "long"
    SHORT = "short"


def date_phrase(
    when: EdtfDate,
    words: Wording | None,
    language: str,
    length: Length = Length.LONG,
    *,
    without_year: str = "",
) -> Phrase:
    """Return a date in words: the source's own if there are any, else those of the calendar.

    `without_year` is a year ("2023") that is clear from the context and left out.
    """
    if any(_BARE_YEAR.fullmatch(part) for part in when.edtf.split("/")):
        without_year = ""  # nothing else would be left
    if words:
        return _fitted(words.in_language(language), length, without_year)
    ours = _in_words(when, language, length)
    if length == Length.LONG:
        ours = _in_full(ours, language)
    return Phrase(_without_year(ours, without_year), language)


def moment_phrase(
    moment: Moment, language: str, length: Length = Length.LONG, *, without_year: str = ""
) -> Phrase:
    """Return when a moment is: its date in words, or "Background" and the like."""
    if moment.date is None:
        return _undated_phrase(moment, language, length)
    phrase = date_phrase(moment.date, moment.words, language, length, without_year=without_year)
    if not moment.is_hour:
        return phrase
    hour = int(moment.date.time[:2])
    words = translate(
        language, "date_hour", day_and_start=phrase.text, end=f"{(hour + 1) % 24:02}:00"
    )
    return Phrase(words, language)


def moment_label(
    moment: Moment, language: str, length: Length = Length.LONG, *, without_year: str = ""
) -> Phrase:
    """Return words that tell a moment from all others: when it is and, if need be, where."""
    phrase = moment_phrase(moment, language, length, without_year=without_year)
    if not moment.visits:
        return phrase
    places = [visit.name.in_language(language) for visit in moment.visits]
    if length == Length.SHORT and moment.date is None and not moment.words:
        return places[0]
    names = " / ".join(dict.fromkeys(place.text for place in places))
    return Phrase(translate(language, "moment_at", when=phrase.text, place=names), phrase.language)


def moment_heading(moment: Moment, language: str) -> Phrase:
    """Return when a moment is as a heading, beside which the place stands: "By 10 September"."""
    return _capitalised(moment_phrase(moment, language))


def moment_title(moment: Moment, language: str) -> Phrase:
    """Return what tells a moment from all others, as the title of a slide."""
    return _capitalised(moment_label(moment, language))


def interval_phrase(first: Moment, second: Moment, language: str) -> Phrase:
    """Return the time between two moments as a heading: "10–12 September 2023".

    Where one is not a day ("by 10 September 2023"), or the days of a table run backwards, both
    moments are named.
    """
    days = tuple(_day_of(moment) for moment in (first, second))
    if all(days) and days[0] < days[1]:
        return date_phrase(parse_date("/".join(days)), None, language)
    names = (moment_phrase(moment, language).text for moment in (first, second))
    return _capitalised(Phrase(" – ".join(dict.fromkeys(names)), language))


def _day_of(moment: Moment) -> str:
    """Return the day that a moment is, as in ISO 8601; "" if it is more or less than one."""
    edtf = moment.date.edtf if moment.date and not moment.words and not moment.is_hour else ""
    return edtf if _DAY.fullmatch(edtf) else ""


def stop_date(stop: Stop, language: str, length: Length, *, without_year: str = "") -> Phrase:
    """Return when a stop was reached, else when it was left; empty if neither is known."""
    when = stop.reached
    if when is None:
        return (stop.arrival_text or stop.departure_text).in_language(language) or Phrase("", "")
    words = stop.arrival_text if stop.arrival else stop.departure_text
    return date_phrase(when, words, language, length, without_year=without_year)


def event_date_phrase(event: Event, language: str) -> Phrase:
    """Return the date of an event in words, empty if it is undated."""
    if event.date is None:
        return Phrase("", language)
    return date_phrase(event.date, event.date_text, language)


def shared_year(moments: tuple[Moment, ...]) -> str:
    """Return the year that all dated moments lie in ("2023"), "" if there are several.

    One date alone shares its year with no other, and keeps it.
    """
    dates = [moment.date for moment in moments if moment.date]
    if len(dates) == 1:
        return ""
    years = {day.year for date in dates for day in (date.earliest, date.latest) if day}
    return f"{years.pop():04}" if len(years) == 1 else ""


def years_phrase(first: int, last: int, language: str, *, is_about: bool = False) -> str:
    """Return years in words: "2023", "1944–1945", "334–323 BC"; year 0 is 1 BC."""
    if (first > 0) != (last > 0):
        words = " – ".join(_year_in_words(year, language) for year in (first, last))
    else:
        words = _year_in_words(last, language)
        if first != last:
            begin, end = (year if year > 0 else 1 - year for year in (first, last))
            words = words.replace(str(end), f"{begin}–{end}")
    return translate(language, "date_about", date=words) if is_about else words


def _year_in_words(year: int, language: str) -> str:
    words = _in_era(Day(year, 1, 1), "y", language)
    return words if year > 0 else translate(language, "date_before_christ", date=words)


def _capitalised(phrase: Phrase) -> Phrase:
    return Phrase(phrase.text[:1].upper() + phrase.text[1:], phrase.language)


def _undated_phrase(moment: Moment, language: str, length: Length) -> Phrase:
    if moment.words:
        return moment.words.in_language(language)
    if moment.visits:
        visit = moment.visits[0]
        words = translate(language, "moment_undated_stop", number=visit.number + 1, of=visit.of)
        return Phrase(words, language)
    key = "moment_before"
    if moment.kind == MomentKind.AFTER:
        key = "moment_after" if length == Length.LONG else "moment_after_short"
    return Phrase(translate(language, key), language)


# A long table repeats its dates often, and Babel takes a tenth of a millisecond.
@lru_cache(maxsize=4096)
def _in_words(when: EdtfDate, language: str, length: Length) -> str:
    words = _span_in_words(when, language, length)
    if language == "fr":  # the first of a month is an ordinal: "1er septembre"
        words = re.sub(rf"(?<![\d–])1(?=(?:–\d+)? {_month_names(language)})", "1er", words)
    if when.is_approximate:
        words = translate(language, "date_about", date=words)
    if when.is_uncertain:
        words = translate(language, "date_uncertain", date=words)
    if when.time:
        time = _FULL_MINUTE.sub(r"\1\2", when.time)
        words = f"{words}, {time}"
    return words


def _span_in_words(when: EdtfDate, language: str, length: Length) -> str:
    start, slash, end = when.edtf.partition("/")
    if when.earliest is None:
        return translate(language, "date_by", date=_part_in_words(end, language, length))
    if when.latest is None:
        return translate(language, "date_from", date=_part_in_words(start, language, length))
    if not slash:
        return _part_in_words(start, language, length)
    fits = _fits_datetime(when.earliest) and _fits_datetime(when.latest)
    skeleton = _skeleton(parse_date(start), length)
    if not fits or not skeleton or skeleton != _skeleton(parse_date(end), length):
        return " – ".join(_part_in_words(part, language, length) for part in (start, end))
    # Babel joins the two as the language does: "12–13 Sept 2023", "30 Aug – 13 Sept 2023".
    joined = format_interval(
        date(*when.earliest), date(*when.latest), skeleton, locale=_locale(language)
    )
    return with_one_dash(str(joined))


def with_one_dash(text: str) -> str:
    """Write "12–13 Sept" and "30 Aug – 13 Sept": editions of CLDR differ in dashes and spaces."""
    text = re.sub(r"(?:^(\d+)|(?<!\d)(\d{1,2}\.?))\s*[–—]\s*(?=\d)", r"\1\2–", text)
    return re.sub(r"\s+[–—]\s+", " – ", text)


def _part_in_words(part: str, language: str, length: Length) -> str:
    """Return one date of day, month, season or year precision in words."""
    when = parse_date(part)
    day, plain = when.sort_day, when.moment_id
    if "X" in plain:  # unspecified digits: a span of years
        return _unspecified_in_words(when, plain, language)
    skeleton = _skeleton(when, length)
    words = _in_era(day, skeleton or "y", language)
    if not skeleton:
        words = translate(language, f"season_{plain.rpartition('-')[2]}", year=words)
    return words if day.year > 0 else translate(language, "date_before_christ", date=words)


def _skeleton(when: EdtfDate, length: Length) -> str:
    """Return Babel's pattern for a date's precision, "" for a season, which it does not know."""
    numbers = when.moment_id.lstrip("Y-").split("-")
    if len(numbers) == 2 and numbers[1] in _SEASONS:  # noqa: PLR2004  year and season
        return ""
    # Of intervals and days it knows no pattern with the month in full: see `_in_full`.
    month = "yMMMM" if length == Length.LONG else "yMMM"
    return ("y", month, "yMMMd")[len(numbers) - 1]


def _unspecified_in_words(when: EdtfDate, plain: str, language: str) -> str:
    parts = [part for part in plain.split("-") if "X" not in part]
    known = "-".join(parts)
    if known and not plain.startswith("X") and len(known) in (len("2023"), len("2023-09")):
        return _part_in_words(known, language, Length.LONG)
    if when.earliest is None or when.latest is None:
        return plain
    return f"{when.earliest.year}–{when.latest.year}"


def _in_era(day: Day, skeleton: str, language: str) -> str:
    """Return a date with the year as it is counted in its era: year 0 is 1 BC."""
    in_range = _fits_datetime(day)
    stand_in = date(day.year if in_range else _STAND_IN_YEAR, day.month, day.day)
    words = str(format_skeleton(skeleton, stand_in, locale=_locale(language)))
    if in_range:
        return words
    year = day.year if day.year > 0 else 1 - day.year
    return words.replace(str(_STAND_IN_YEAR), str(year))


def _fits_datetime(day: Day) -> bool:
    return 1 <= day.year <= _LAST_YEAR_OF_DATETIME


def _in_full(text: str, language: str) -> str:
    """Write months in full: Babel has no pattern that does so in days and their intervals."""
    for wide, short in _months(language):
        text = re.sub(rf"\b{re.escape(short)}(?!\w)", wide, text)
    if language == "es":  # "13 de septiembre de 2023"
        month = _month_names(language)
        text = re.sub(rf"(?<=\d) (?={month})", " de ", text)
        text = re.sub(rf"({month}) (?=\d)", r"\1 de ", text)
    return text


def _without_year(text: str, year: str) -> str:
    """Leave a year out of our own words, unless nothing else would be left."""
    if not year:
        return text
    stripped = re.sub(_YEAR_WORD.format(year=year), " ", text).strip()
    return re.sub(r"\s+(?=[,)])", "", stripped) or text


def _fitted(phrase: Phrase, length: Length, without_year: str) -> Phrase:
    """Shorten months in a source's words, and leave out the year that is clear from the context.

    A name counts as a month only beside a number or at the end ("early September"), not in "St
    Augustine" or "the August family"; a year goes only beside its month ("winter 2023/24" stays).
    """
    text = phrase.text
    if length == Length.SHORT:
        for wide, short in _months(phrase.language):
            month = rf"(?<!\w){re.escape(wide)}(?!\w)"
            text = re.sub(rf"(?<=\d ){month}|{month}(?=\s+\d|\W*$)", short, text)
    names = _month_names(phrase.language)
    if without_year and names:
        year = rf"(?:\sde)?\s+{without_year}(\sг\.)?(?![\w/–-])"
        text = re.sub(rf"({names}){year}", r"\1", text)
        text = re.sub(rf"(?<![\w/–-]){without_year}년?\s+(?={names})", "", text)
    return Phrase(text, phrase.language)


@lru_cache(maxsize=_LANGUAGES_KEPT)
def _month_names(language: str) -> str:
    """Return a pattern of all names of months, full and abbreviated, "" if none are known."""
    names = {name for pair in _months(language) for name in pair}
    every = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return rf"(?<!\w)(?:{every})(?!\w)" if names else ""


@lru_cache(maxsize=_LANGUAGES_KEPT)
def _months(language: str) -> tuple[tuple[str, str], ...]:
    """Return (full, abbreviated) names of the months, none of a language that Babel lacks."""
    try:
        months = _locale(language).months["format"]
    except (UnknownLocaleError, ValueError):  # a source may be in any language
        return ()
    return tuple((months["wide"][each], months["abbreviated"][each]) for each in range(1, 13))


@lru_cache(maxsize=_LANGUAGES_KEPT)
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES.get(language, language), sep="-" if "-" in language else "_")
