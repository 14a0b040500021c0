"""The words of the furniture: the same keys and placeholders in every language."""

from __future__ import annotations

import csv
import re
from string import Formatter

import pytest

from browser import CHECKOUT
from routemap.i18n.catalog import LANGUAGES, translate

PACKAGE = CHECKOUT / "src" / "routemap"
# translate(language, "next"), but not translate("level_" ~ level): put together from the model.
ASKED = re.compile(r"\btranslate\(\s*(?:[\w.]+,\s*)?\"(\w*[^\W_])\"")


def table() -> list[dict[str, str]]:
    text = (PACKAGE / "words.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def code() -> str:
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/*")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


@pytest.mark.parametrize("row", table(), ids=lambda row: row["key"])
def test_every_word_is_in_every_language_with_the_same_placeholders(row: dict[str, str]) -> None:
    assert all(row[language].strip() for language in LANGUAGES)
    assert {frozenset(placeholders(row[language])) for language in LANGUAGES} == {
        frozenset(placeholders(row["en"]))
    }


def test_no_key_stands_twice() -> None:
    keys = [row["key"] for row in table()]
    assert len(keys) == len(set(keys))


def test_every_word_the_code_asks_for_is_there() -> None:
    asked = set(ASKED.findall(code()))
    assert len(asked) > 50
    assert asked <= {row["key"] for row in table()}


def test_every_word_that_is_there_is_asked_for() -> None:
    # Asked for by name, by a list of names, or by a name put together from a prefix.
    named = set(re.findall(r"[\"']([\w-]+)[\"']", code()))
    prefixes = tuple(re.findall(r"\bf[\"']([a-z_]+_)\{|\"([a-z_]+_)\" ~", code()))
    starts = tuple({one or other for one, other in prefixes})
    for row in table():
        assert row["key"] in named or row["key"].startswith(starts), row["key"]


def test_placeholders_are_filled_in() -> None:
    assert translate("en", "on_the_way", start="A", end="B") == "On the way from A to B"
    assert translate("ko", "date_by", date="9월 10일") == "늦어도 9월 10일"


def test_a_language_without_words_is_answered_in_english() -> None:
    assert translate("pt", "next") == "Next"


def test_braces_in_a_value_are_only_text() -> None:
    assert "“{value}”" in translate("en", "unknown_date", value="{value}")


def test_words_that_are_not_there_are_refused() -> None:
    with pytest.raises(KeyError):
        translate("en", "no such words")
