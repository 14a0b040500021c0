"""Numbers in words: inferred distances are round and say so; codes become names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routemap.i18n.catalog import LANGUAGES
from routemap.i18n.numbers import country_text, degrees_text, km_text, mode_text
from routemap.model.journey import Basis


@pytest.mark.parametrize(
    ("km", "words"),
    [
        *[(0.0, "0"), (3.04, "3"), (12.3, "12"), (99.7, "100"), (104.9, "100")],
        *[(837.1, "840"), (996.0, "1,000"), (1667.0, "1,670"), (1059.9, "1,060")],
    ],
)
def test_an_inferred_distance_is_round_and_says_about(km: float, words: str) -> None:
    assert km_text(km, Basis.INFERRED, "en") == f"about {words} km"


@pytest.mark.parametrize(
    ("km", "metres"), [(0.001, "10"), (0.044, "40"), (0.44, "440"), (0.994, "990")]
)
def test_below_a_kilometre_metres_are_told(km: float, metres: str) -> None:
    assert km_text(km, Basis.REPORTED, "en") == f"{metres} m"
    assert km_text(km, Basis.INFERRED, "en") == f"about {metres} m"
    assert km_text(0.44, Basis.INFERRED, "ko") == "약 440m"
    assert km_text(0.44, Basis.INFERRED, "ru") == "около 440 м"


def test_what_rounds_to_a_thousand_metres_is_a_kilometre() -> None:
    assert km_text(0.996, Basis.REPORTED, "en") == "1 km"
    assert km_text(0.996, Basis.INFERRED, "en") == "about 1 km"


@pytest.mark.parametrize(
    ("km", "words"), [(1.44, "1.4 km"), (2.5, "2.5 km"), (9.96, "10 km"), (3.0, "3 km")]
)
def test_a_short_reported_distance_keeps_a_decimal(km: float, words: str) -> None:
    assert km_text(km, Basis.REPORTED, "en") == words


def test_a_reported_distance_is_told_to_the_kilometre() -> None:
    told = [km_text(1067.4, Basis.REPORTED, language) for language in LANGUAGES]
    assert [" ".join(words.split()) for words in told] == [
        *("1,067 km", "1,067km", "1 067 км"),
        *("1.067 km", "1 067 km", "1.067 km"),
    ]


@given(st.floats(1, 40_000))
def test_rounding_moves_an_inferred_distance_by_a_twentieth_at_most(km: float) -> None:
    told = float(re.sub(r"[^\d.]", "", km_text(km, Basis.INFERRED, "en")))
    assert abs(told - km) <= km / 20
    if km >= 100:
        assert told % 10 == 0


@pytest.mark.parametrize(
    ("degrees", "words"),
    [(42.416, "42.416°"), (130.0, "130°"), (-4.2, "-4.2°"), (1 / 3, "0.33333°")],
)
def test_degrees_keep_the_decimals_of_the_table(degrees: float, words: str) -> None:
    assert degrees_text(degrees, "en") == words


def test_a_country_code_becomes_a_name_and_a_name_stays() -> None:
    assert [country_text("KP", language) for language in LANGUAGES] == [
        "North Korea",
        "북한",
        "КНДР",
        "Nordkorea",
        "Corée du Nord",
        "Corea del Norte",
    ]
    assert country_text("Primorsky Krai", "en") == "Primorsky Krai"
    assert country_text("", "en") == ""


def test_a_known_mode_is_translated_and_any_other_stays() -> None:
    assert [mode_text("rail", language) for language in LANGUAGES] == [
        *("rail", "철도", "поезд"),
        *("Bahn", "train", "tren"),
    ]
    assert mode_text("by camel", "ko") == "by camel"
