"""Which language a page and its words are in, where tags name a region or script."""

from __future__ import annotations

from dataclasses import replace

import pytest

from any_journey import journey_of, stop
from routemap.app.address import read_address
from routemap.i18n.catalog import LANGUAGES, supported_language
from routemap.model.itinerary import build_itinerary
from routemap.model.journey import Phrase, Wording
from routemap.pictures.params import read_query


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("ko", "ko"),
        ("ko-KR", "ko"),
        ("ru-Cyrl-RU", "ru"),
        ("RU", "ru"),
        ("de-AT", "de"),
        ("kok", "en"),
        ("", "en"),
    ],
)
def test_a_tag_is_answered_in_its_language(tag: str, language: str) -> None:
    assert supported_language(tag) == language


@pytest.mark.parametrize(("home", "language"), [("ko-KR", "ko"), ("en-GB", "en"), ("fr", "fr")])
def test_page_and_picture_speak_the_language_of_the_journey(home: str, language: str) -> None:
    itinerary = build_itinerary(replace(journey_of(stop("2023")), language=home))
    selection, notes = read_address({}, itinerary)
    assert (selection.language, notes) == (language, ())
    assert read_query({}, itinerary).options.language == language


def wording(*tags: str) -> Wording:
    original, *translations = (Phrase(f"words in {tag}", tag) for tag in tags)
    return Wording(original, tuple(translations))


@pytest.mark.parametrize(
    ("tags", "asked", "found"),
    [
        (("en", "ko-KR", "ko"), "ko", "ko"),
        (("en", "ko-KR"), "ko", "ko-KR"),
        (("en-GB", "en-US"), "en", "en-GB"),
        (("fr", "ko", "en-GB", "en-US"), "en", "en-GB"),
        (("fr", "ko-KR"), "ru", "fr"),
        (("en", "kok"), "ko", "en"),
    ],
)
def test_words_of_a_region_speak_for_their_language(
    tags: tuple[str, ...], asked: str, found: str
) -> None:
    assert wording(*tags).in_language(asked) == Phrase(f"words in {found}", found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_blank_words_give_way_to_the_original(language: str) -> None:
    words = Wording(Phrase("원래", "ko-KR"), (Phrase("", language), Phrase("", f"{language}-XX")))
    assert words.in_language(language) == words.original
