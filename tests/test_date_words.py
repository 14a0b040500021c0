"""Dates in words: as precise as known, in the reader's language, the source's words first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routemap.i18n.catalog import LANGUAGES
from routemap.i18n.dates import (
    Length,
    date_phrase,
    event_date_phrase,
    moment_label,
    moment_phrase,
    shared_year,
    with_one_dash,
)
from routemap.model.edtf_dates import parse_date
from routemap.model.journey import Event, Phrase, Wording
from routemap.model.moments import Moment, MomentKind, Visit

NO_WORDS = Wording(Phrase("", ""))
SOURCE_WORDS = Wording(Phrase("early September 2023", "en"), (Phrase("2023년 9월 초", "ko"),))


def words(
    edtf: str, language: str = "en", length: Length = Length.LONG, without_year: str = ""
) -> str:
    phrase = date_phrase(parse_date(edtf), NO_WORDS, language, length, without_year=without_year)
    return _plain(phrase.text)


def _plain(text: str) -> str:
    """Babel sets thin and unbreakable spaces; which kind is its own affair."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("edtf", "en", "ko", "ru"),
    [
        ("2023-09-13", "13 September 2023", "2023년 9월 13일", "13 сентября 2023 г."),
        ("2023-09", "September 2023", "2023년 9월", "сентябрь 2023 г."),
        ("2023", "2023", "2023년", "2023"),
        ("2023-08~", "about August 2023", "2023년 8월경", "август 2023 г. (приблизительно)"),
        ("2023?", "2023 (uncertain)", "2023년(불확실)", "2023 (неточно)"),
        ("2023-21", "spring 2023", "2023년 봄", "весна 2023 г."),
        ("2023-24", "winter 2023", "2023년 겨울", "зима 2023 г."),
        (
            "../2023-09-10",
            "by 10 September 2023",
            "늦어도 2023년 9월 10일",
            "10 сентября 2023 г. или раньше",
        ),
        (
            "2023-09-10/..",
            "from 10 September 2023",
            "2023년 9월 10일부터",
            "10 сентября 2023 г. или позже",
        ),
        (
            "2023-09-12/2023-09-13",
            "12–13 September 2023",
            "2023년 9월 12일~13일",
            "12–13 сентября 2023 г.",
        ),
        ("2023/2024", "2023–2024", "2023년 ~ 2024년", "2023–2024"),
        ("0000", "1 BC", "기원전 1년", "1 до н. э."),
        ("-0043-03-15", "15 March 44 BC", "기원전 44년 3월 15일", "15 марта 44 г. до н. э."),
        ("-0333~", "about 334 BC", "기원전 334년경", "334 до н. э. (приблизительно)"),
        ("Y17000", "17000", "17000년", "17000"),
    ],
)
def test_a_date_is_written_as_each_language_does(edtf: str, en: str, ko: str, ru: str) -> None:
    assert [words(edtf, language) for language in ("en", "ko", "ru")] == [en, ko, ru]


@pytest.mark.parametrize(
    ("edtf", "de", "fr", "es"),
    [
        ("2023-09-13", "13. September 2023", "13 septembre 2023", "13 de septiembre de 2023"),
        ("2023-09-01", "1. September 2023", "1er septembre 2023", "1 de septiembre de 2023"),
        ("2023-09", "September 2023", "septembre 2023", "septiembre de 2023"),
        ("2023-08~", "ca. August 2023", "août 2023 environ", "agosto de 2023 aprox."),
        ("2023-21", "Frühjahr 2023", "printemps 2023", "primavera de 2023"),
        (
            "../2023-09-10",
            "spätestens 10. September 2023",
            "10 septembre 2023 au plus tard",
            "10 de septiembre de 2023 a más tardar",
        ),
        (
            "2023-09-01/2023-09-13",
            "1.–13. September 2023",
            "1er–13 septembre 2023",
            "1–13 de septiembre de 2023",
        ),
        (
            "2023-08-30/2023-09-13",
            "30. August – 13. September 2023",
            "30 août – 13 septembre 2023",
            "30 de agosto – 13 de septiembre de 2023",
        ),
        ("-0043-03-15", "15. März 44 v. Chr.", "15 mars 44 av. J.-C.", "15 de marzo de 44 a. C."),
    ],
)
def test_a_date_is_written_as_its_readers_write_it(edtf: str, de: str, fr: str, es: str) -> None:
    assert [words(edtf, language) for language in ("de", "fr", "es")] == [de, fr, es]


@pytest.mark.parametrize(
    ("language", "left"),
    [("de", "13. September"), ("fr", "13 septembre"), ("es", "13 de septiembre")],
)
def test_a_year_that_goes_without_saying_takes_its_word_along(language: str, left: str) -> None:
    assert words("2023-09-13", language, without_year="2023") == left
    source = Wording(Phrase(f"{left}{' de' if language == 'es' else ''} 2023", language))
    phrase = date_phrase(parse_date("2023-09-13"), source, language, without_year="2023")
    assert phrase.text == left


@pytest.mark.parametrize(
    ("edtf", "short"),
    [
        ("2023-09-13", "13 Sept"),
        ("2023-09", "Sept"),
        ("2023-09-12/2023-09-13", "12–13 Sept"),
        ("2023-08-30/2023-09-13", "30 Aug – 13 Sept"),
        ("../2023-09-10", "by 10 Sept"),
        ("2023-08~", "about Aug"),
        ("2023-21", "spring"),
    ],
)
def test_a_tick_leaves_out_the_year_that_goes_without_saying(edtf: str, short: str) -> None:
    assert words(edtf, length=Length.SHORT, without_year="2023") == short


@pytest.mark.parametrize("edtf", ["2023", "2023~", "2023?", "../2023", "2023/.."])
def test_a_year_alone_is_never_left_out(edtf: str) -> None:
    for language in LANGUAGES:
        assert "2023" in words(edtf, language, Length.SHORT, without_year="2023")


def test_another_year_than_the_shared_one_is_kept() -> None:
    assert words("2024-01-02", length=Length.SHORT, without_year="2023") == "2 Jan 2024"
    assert words("2023-12-31", without_year="202") == "31 December 2023"


def test_a_span_is_told_no_more_precisely_than_it_is_known() -> None:
    assert "30" not in words("2023-09-12/2023-09")
    assert "12" in words("2023-09/2023-09-12")
    assert "summer" in words("2023-22/2023-23")


def test_a_time_of_day_follows_the_day_and_keeps_its_zone() -> None:
    assert words("2023-09-13T13:00:00") == "13 September 2023, 13:00"
    assert words("2023-09-14T09:30:00+10:00") == "14 September 2023, 09:30+10:00"


def test_the_words_of_the_source_win() -> None:
    when = parse_date("2023-09")
    assert date_phrase(when, SOURCE_WORDS, "en").text == "early September 2023"
    assert date_phrase(when, SOURCE_WORDS, "ko") == Phrase("2023년 9월 초", "ko")


def test_words_translated_for_others_stay_in_the_languages_of_the_source() -> None:
    phrase = date_phrase(parse_date("2023-09"), SOURCE_WORDS, "ru")
    assert phrase == Phrase("early September 2023", "en")


@pytest.mark.parametrize(
    ("told", "short"),
    [
        ("early September 2023", "early Sept 2023"),
        ("13 September, at dawn", "13 Sept, at dawn"),
        ("about September", "about Sept"),
        ("at the feast of St Augustine", "at the feast of St Augustine"),
        ("when the August family left", "when the August family left"),
        ("in Novembers long past", "in Novembers long past"),
    ],
)
def test_of_a_sources_own_words_only_months_are_shortened(told: str, short: str) -> None:
    words = Wording(Phrase(told, "en"))
    when = parse_date("2023-09")
    assert date_phrase(when, words, "en").text == told
    assert date_phrase(when, words, "en", Length.SHORT).text == short


@pytest.mark.parametrize(
    ("told", "language", "left"),
    [
        ("early September 2023", "en", "early September"),
        ("13 September 2023, at dawn", "en", "13 September, at dawn"),
        ("2023년 9월 초", "ko", "9월 초"),
        ("начало сентября 2023 г.", "ru", "начало сентября"),
        ("winter 2023/24", "en", "winter 2023/24"),
        ("from September 2023–24 on", "en", "from September 2023–24 on"),
        ("2023 by the old calendar", "en", "2023 by the old calendar"),
        ("early September (2023)", "en", "early September (2023)"),
        ("hac die 2023", "la", "hac die 2023"),
    ],
)
def test_a_source_own_year_is_left_out_only_beside_its_month(
    told: str, language: str, left: str
) -> None:
    source = Wording(Phrase(told, language))
    phrase = date_phrase(parse_date("2023-09"), source, "en", without_year="2023")
    assert phrase == Phrase(left, language)


def test_months_of_an_interval_stand_in_the_case_the_language_wants() -> None:
    assert words("2023-09/2023-10", "ru") == "сентябрь – октябрь 2023 г."
    assert words("2023-09-12/2023-09-13", "ru") == "12–13 сентября 2023 г."
    assert words("2023-09/2023-10", "ru", Length.SHORT) == "сент. – окт. 2023 г."


def test_words_that_nobody_translated_stay_in_their_language() -> None:
    only_english = Wording(Phrase("in the evening", "en"))
    phrase = date_phrase(parse_date("2023-09-11"), only_english, "ko")
    assert phrase == Phrase("in the evening", "en")


@pytest.mark.parametrize("language", ["grc", "sr-Latn-x-old", "zh-Hant", "la"])
def test_words_of_a_source_may_be_in_any_language(language: str) -> None:
    source = Wording(Phrase("τῇ ὑστεραίᾳ", language))
    for length in Length:
        phrase = date_phrase(parse_date("2023-09"), source, "en", length, without_year="2023")
        assert phrase == Phrase("τῇ ὑστεραίᾳ", language)


@st.composite
def years_and_dates(draw: st.DrawFn) -> tuple[int, str]:
    """A year, and a date of it in one of the forms that dates have."""
    year = draw(st.integers(-9999, 9999))
    rest = draw(st.sampled_from(("", "-02", "-12", "-01-01", "-09-28", "-12-31")))
    form = draw(st.sampled_from(("{}", "{}~", "{}?", "../{}", "{}/..")))
    return year, form.format((f"-{-year:04}" if year < 0 else f"{year:04}") + rest)


@given(years_and_dates(), st.sampled_from(LANGUAGES), st.sampled_from(list(Length)))
def test_words_for_any_date_name_its_year(
    year_and_date: tuple[int, str], language: str, length: Length
) -> None:
    year, date = year_and_date
    said = words(date, language, length)
    assert str(year if year > 0 else 1 - year) in said
    marks = ("BC", "기원전", "до н. э.", "v. Chr.", "av. J.-C.", "a. C.")
    assert any(mark in said for mark in marks) == (year <= 0)


def test_undated_moments_have_names_of_their_own() -> None:
    before = Moment("before", MomentKind.BEFORE)
    after = Moment("after", MomentKind.AFTER)
    visit = Visit(1, 7, Wording(Phrase("Porto", "pt")))
    stop = Moment("@porto", MomentKind.UNDATED_STOP, visits=(visit,))
    assert [moment_phrase(before, language).text for language in LANGUAGES] == [
        "Background",
        "배경",
        "Предыстория",
        "Vorgeschichte",
        "Contexte",
        "Antecedentes",
    ]
    assert moment_phrase(after, "en").text == "Reactions (undated)"
    assert moment_phrase(after, "en", Length.SHORT).text == "Reactions"
    assert moment_phrase(stop, "en").text == "Stop 2 of 7, no date given"
    assert moment_label(stop, "en").text == "Stop 2 of 7, no date given: Porto"
    assert moment_label(stop, "en", Length.SHORT) == Phrase("Porto", "pt")


def test_an_undated_event_has_no_date_in_words() -> None:
    event = Event("guess", Wording(Phrase("A guess", "en")))
    assert not event_date_phrase(event, "en")


def test_a_year_is_shared_only_if_every_date_lies_in_it() -> None:
    def moments(*dates: str) -> tuple[Moment, ...]:
        return tuple(Moment(date, MomentKind.DATED, parse_date(date)) for date in dates)

    undated = Moment("before", MomentKind.BEFORE)
    assert shared_year((undated, *moments("2023-08", "2023-09-13"))) == "2023"
    assert shared_year(moments("2023-08", "2024-01-01")) == ""
    assert shared_year(moments("2023-12-30/2024-01-02")) == ""
    assert shared_year((undated,)) == ""


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("12\u2009–\u200913 Sept 2023", "12–13 Sept 2023"),
        ("Sept 12\u2009–\u200913, 2023", "Sept 12–13, 2023"),
        ("2023\u2009–\u20092024", "2023–2024"),
        ("12—13 сент. 2023 г.", "12–13 сент. 2023 г."),
        ("28 Dec 2023\u2009–\u20093 Jan 2024", "28 Dec 2023 – 3 Jan 2024"),
        ("28. Dez. 2023 – 3. Jan. 2024", "28. Dez. 2023 – 3. Jan. 2024"),
    ],
)
def test_a_range_has_one_dash_whatever_edition_of_cldr_wrote_it(written: str, told: str) -> None:
    assert with_one_dash(written) == told
