"""The page “What follows” infers at any speed what Python does, and tells it in the same words."""

from __future__ import annotations

import json

from node_tests import node_tests
from reasoning_cases import FILE, written
from routemap.i18n.catalog import LANGUAGES
from routemap.i18n.dates import date_phrase
from routemap.model.edtf_dates import parse_date
from routemap.page.follows_network import follows_words


def test_what_the_script_is_held_to_is_what_python_infers() -> None:
    assert FILE.read_text(encoding="utf-8") == written(), "python tests/reasoning_cases.py"


def test_the_cases_have_bounds_contradictions_and_nothing() -> None:
    cases = json.loads(FILE.read_text(encoding="utf-8"))["cases"]
    lines = [telling["lines"] for case in cases for telling in case["told"]]
    assert [] in lines
    assert any("cannot all be true" in line for told in lines for line in told)
    assert any("by the clock of" in line for told in lines for line in told)
    assert any("km/h" in line and "about" in line for told in lines for line in told)


def test_the_script_infers_what_python_does() -> None:
    assert node_tests("tests/js/reasoning.test.js") == ""


def test_any_day_is_written_as_dates_are() -> None:
    for language in LANGUAGES:
        for era, written_year, year in (("ad", "2023", "2023"), ("bc", "-0333", "334")):
            for month, words in enumerate(follows_words(language)["day_words"][era], start=1):
                for day in range(1, 29):
                    found = words[day == 1].format(year=year, day=day)
                    date = parse_date(f"{written_year}-{month:02}-{day:02}")
                    assert found == date_phrase(date, None, language).text
