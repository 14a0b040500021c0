"""What tables let pass, no picture breaks of."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from any_journey import english, journey_of, stop
from routemap.errors import DrawingError, Level
from routemap.model.itinerary import build_itinerary
from routemap.pictures.options import PictureOptions
from routemap.pictures.picture import FORMATS, Picture
from routemap.pictures.shaping import has_letters_for
from routemap.tables.problems import ProblemLog

if TYPE_CHECKING:
    from routemap.model.journey import Journey

ODD = [
    *map(chr, (*range(0x20), *range(0x7F, 0xA0), 0xAD, 0xD800, 0xDFFF, 0xE000, 0xFDD0)),
    *map(chr, (*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070))),
    *map(chr, (0xFEFF, *range(0xFFF9, 0x10000), 0x1FFFE, 0xE0001, 0x10FFFF)),
]


def is_refused(letter: str) -> bool:
    problems = ProblemLog("locations.csv")
    problems.checked_text(f"a{letter}b", 2, "name", 100)
    return any(problem.level == Level.ERROR for problem in problems.in_row_order)


def test_what_xml_cannot_hold_is_refused_and_nothing_else() -> None:
    refused = {letter for letter in ODD if is_refused(letter)}
    assert refused == {
        *map(chr, {*range(0x20)} - {*map(ord, "\t\n\r")}),
        *map(chr, (0xD800, 0xDFFF, 0xFFFE, 0xFFFF)),
    }


def journey_called(words: str) -> Journey:
    return replace(
        journey_of(stop("2023", at=(50, 10), name=words), stop("2024", at=(51, 12), name="B")),
        title=english(words),
        credit=english(words),
        report_title=english(words),
        licence=words,
    )


def picture_of(words: str, *, live_text: bool = False) -> Picture:
    scene = build_itinerary(journey_called(words)).overview()
    return Picture(scene, PictureOptions(live_text=live_text))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("live_text", [False, True])
def test_a_picture_holds_every_letter_that_has_a_shape(form: str, *, live_text: bool) -> None:
    letters = "".join(each for each in ODD if not is_refused(each) and has_letters_for(each))
    assert {"\t", "\n", "\u200b", "\u00ad"} <= set(letters)
    content = picture_of(f'A{letters}"\\#]]>$&lt;Z', live_text=live_text).render(form)
    assert content
    if form == "svg":
        assert ET.fromstring(content).tag.endswith("svg")  # noqa: S314  written by us


def test_a_picture_with_its_text_as_text_holds_every_letter_that_is_let_pass() -> None:
    letters = "".join(each for each in ODD if not is_refused(each))
    content = picture_of(f"A{letters}Z", live_text=True).render("svg")
    assert ET.fromstring(content).tag.endswith("svg")  # noqa: S314  written by us


@pytest.mark.parametrize("words", ["a\u200db", "\ue000", "A\u0301\u0302", "Lāp\u0306c\u030a"])
def test_letters_that_join_others_break_no_pdf(words: str) -> None:
    assert picture_of(words).render("pdf").startswith(b"%PDF")


@pytest.mark.usefixtures("no_system_fonts")
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("北京", "Chinese U+4EAC, U+5317"),
        ("ᠮᠣᠩᠭᠣᠯ", "Mongolian U+1823"),
        ("Café 🚂", "U+1F682"),
    ],
)
def test_letters_without_a_shape_are_refused_by_name(form: str, words: str, letters: str) -> None:
    with pytest.raises(DrawingError, match=re.escape(letters)) as refused:
        picture_of(words).render(form)
    assert str(refused.value).startswith("journey.toml:0:title: “")
    assert "bug" not in str(refused.value)
