"""The words of legend, buttons and the like in every supported language, from words.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "ko", "ru", "de", "fr", "es")


def supported_language(tag: str) -> str:
    """Return the supported language of a BCP 47 tag ("ko" for "ko-KR"), else English."""
    primary = tag.partition("-")[0].lower()
    return primary if primary in LANGUAGES else LANGUAGES[0]


def translate(language: str, key: str, **values: object) -> str:
    """Return the words for `key` in a language, with its placeholders filled in.

    A language without a column is answered in English. Of two full stops one is written: a value
    may end with that of an abbreviation, such as "ю. ш." or "2023 г.".

    Raises
    ------
    KeyError
        If there are no such words.
    """
    words = _table()[key]
    sentence = words.get(language, words["en"])
    for name, value in values.items():
        if isinstance(value, str) and value.endswith("."):
            sentence = sentence.replace(f"{{{name}}}.", f"{{{name}}}")
    return sentence.format(**values)


def ended(sentence: str) -> str:
    """Return a sentence with its full stop, which an abbreviation at its end may have brought."""
    return sentence if sentence.endswith(".") else f"{sentence}."


def truncated(text: str, letters: int) -> str:
    """Return a text of at most so many letters, cut with "…" where it is longer."""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def all_words() -> Iterator[str]:
    """Yield all words in all languages."""
    for words in _table().values():
        yield from words.values()


@cache
def _table() -> dict[str, dict[str, str]]:
    text = files("routemap").joinpath("words.csv").read_text(encoding="utf-8")
    return {row.pop("key"): row for row in csv.DictReader(text.splitlines())}
