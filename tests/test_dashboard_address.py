"""The address opens what it names, and nonsense in it is told and forgotten."""

from __future__ import annotations

import pytest

from browser import CHECKOUT
from routemap.i18n.catalog import LANGUAGES, translate
from script_page import (
    Opener,
    address,
    announcement,
    moment,
    notes,
    ran,
    story,
)

NOT_BEGUN, OVER = translate("en", "not_begun"), translate("en", "journey_over")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"date": "2023-09-13"}, "2023-09-13"),
        ({"date": "after"}, "after"),
        ({"stop": "khasan"}, "2023-09-12"),
        ({"stop": "pyongyang"}, "2023-09-10"),
        ({"date": "before", "stop": "khasan"}, "before"),
    ],
)
def test_an_address_names_the_moment_and_date_wins_over_stop(
    open_page: Opener, query: dict[str, str], expected: str
) -> None:
    app = open_page(**query)
    assert moment(app) == expected
    assert not notes(app)
    assert address(app) == query


def test_a_date_of_several_stops_means_the_first_of_them(open_page: Opener) -> None:
    app = open_page("letters", date="1717")
    assert moment(app) == "1717@sofia"
    assert not notes(app)
    assert moment(open_page("letters", date="@belgrade")) == "@belgrade"


def test_an_address_opens_the_card_of_a_stop(open_page: Opener) -> None:
    told = story(open_page(stop="vostochny"))
    for words in ("3 Vostochny Cosmodrome", "our reading", "Position", "Arrival", "Reached by"):
        assert words in told
    assert "rail (inferred)" in told


@pytest.mark.parametrize(
    ("locale", "expected"), [("ko-KR", "ko"), ("ru", "ru"), ("de-DE", "en"), ("en-US", "en")]
)
def test_a_first_visit_is_in_the_language_of_the_browser(
    open_page: Opener, locale: str, expected: str
) -> None:
    """What is chosen then stays, for whoever is given the address."""
    app = open_page(locale=locale)
    assert app.radio(key="language").value == expected
    assert address(app) == ({} if expected == "en" else {"lang": expected})
    if expected != "en":
        ran(app.radio(key="language").set_value("en"))
        assert address(app) == {"date": moment(app), "lang": "en"}
    assert open_page(locale=locale, lang="ru").radio(key="language").value == "ru"


@pytest.mark.parametrize("language", ["en", "ko", "ru"])
def test_an_address_names_the_language(open_page: Opener, language: str) -> None:
    app = open_page(lang=language, date="2023-09-12")
    expected = {"en": "Khasan", "ko": "하산", "ru": "Хасан"}
    assert expected[language] in announcement(app)
    assert app.radio(key="language").value == language


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ({"date": "2023-09-14"}, "the date “2023-09-14”"),
        ({"date": "tomorrow"}, "the date “tomorrow”"),
        ({"stop": "moscow"}, "the stop “moscow”"),
        ({"lang": "xx"}, "the language “xx”"),
        ({"date": "{date}"}, "the date “{date}”"),
    ],
)
def test_a_nonsense_value_is_ignored_with_a_note(
    open_page: Opener, query: dict[str, str], note: str
) -> None:
    app = open_page(**query)
    assert moment(app) == "before"
    (told,) = notes(app)
    assert note in told
    ran(app.button(key="next").click())
    assert not notes(app)
    assert address(app) == {"date": "2023-08"}


def test_what_makes_sense_is_kept_beside_what_does_not(open_page: Opener) -> None:
    app = open_page(date="2023-09-13", stop="nowhere", lang="ko")
    assert moment(app) == "2023-09-13"
    assert app.radio(key="language").value == "ko"
    assert len(notes(app)) == 1
    assert "nowhere" in notes(app)[0]


def test_a_parameter_of_somebody_else_does_no_harm(open_page: Opener) -> None:
    app = open_page(date="2023-09-13", utm_source="mail")
    assert moment(app) == "2023-09-13"
    assert not notes(app)


# Several travellers ------------------------------------------------------------------------------

SOUTH_POLE = CHECKOUT / "examples" / "south-pole"


@pytest.mark.parametrize("who", ["scott", "amundsen,scott", "scott,amundsen", ""])
def test_an_address_keeps_who_is_shown_through_steps(open_page: Opener, who: str) -> None:
    app = open_page(SOUTH_POLE, who=who, date="1911-12-14")
    assert moment(app) == "1911-12-14"
    assert not notes(app)
    app = ran(app.button(key="next").click())
    assert address(app) == {"date": "1911-12-17", **({"who": who} if who else {})}
    assert moment(app) == "1911-12-17"


@pytest.mark.parametrize("language", LANGUAGES)
def test_travellers_whom_nobody_knows_are_told_each(open_page: Opener, language: str) -> None:
    app = open_page(SOUTH_POLE, who="shackleton,scott,Amundsen", lang=language)
    assert notes(app) == [
        translate(language, "unknown_traveller", value=value)
        for value in ("shackleton", "Amundsen")
    ]
    app = ran(app.button(key="next").click())
    assert not notes(app)


def test_the_note_on_a_traveller_is_words_and_not_markup(open_page: Opener) -> None:
    words = "<img src=x onerror=alert(1)>{{ 7 }}"
    (note,) = notes(open_page(SOUTH_POLE, who=words))
    assert f"“{words}”" in note


def test_a_journey_of_one_has_nobody_to_ask_for(open_page: Opener) -> None:
    assert not notes(open_page(who="kim"))
