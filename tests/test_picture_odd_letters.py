"""What tables let pass, no picture breaks of."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from any_journey import english, journey_of, stop
from routemap.errors import Level
from routemap.paper.picture import FORMATS, Picture
from routemap.paper.presets import preset
from routemap.paper.request import Request
from routemap.scene import build_route
from routemap.tables.ledger import Ledger
from routemap.tables.strange_characters import report_strange_characters

ODD = [
    *map(chr, (*range(0x20), *range(0x7F, 0xA0), 0xAD, 0xD800, 0xDFFF, 0xE000, 0xFDD0)),
    *map(chr, (*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070))),
    *map(chr, (0xFEFF, *range(0xFFF9, 0x10000), 0x1FFFE, 0xE0001, 0x10FFFF)),
]


def is_refused(letter: str) -> bool:
    ledger = Ledger("locations.csv")
    report_strange_characters(f"a{letter}b", 2, "name", ledger)
    return any(problem.level == Level.ERROR for problem in ledger.in_row_order)


def test_what_xml_cannot_hold_is_refused_and_nothing_else() -> None:
    refused = {letter for letter in ODD if is_refused(letter)}
    assert refused == {
        *map(chr, {*range(0x20)} - {*map(ord, "\t\n\r")}),
        *map(chr, (0xD800, 0xDFFF, 0xFFFE, 0xFFFF)),
    }


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("live_text", [False, True])
def test_a_picture_holds_every_letter_that_is_let_pass(form: str, *, live_text: bool) -> None:
    letters = "".join(letter for letter in ODD if not is_refused(letter))
    words = f'A{letters}"\\#]]>$&lt;Z'
    journey = replace(
        journey_of(stop("2023", at=(50, 10), name=words), stop("2024", at=(51, 12), name="B")),
        title=english(words),
        credit=english(words),
        report_title=english(words),
        licence=words,
    )
    picture = Picture(build_route(journey).overview(), Request(preset("web")))
    content = picture.written(form, live_text=live_text)
    assert content
    if form == "svg":
        assert ET.fromstring(content).tag.endswith("svg")  # noqa: S314  written by us


@pytest.mark.parametrize(
    "words", ["北京", "العربية", "กรุงเทพ", "नई दिल्ली", "🚂", "a\u200db", "\ue000"]
)
def test_letters_without_a_shape_in_our_typeface_break_no_pdf(words: str) -> None:
    stops = (stop("2023", at=(50, 10), name=words), stop("2024", at=(51, 12), name="B"))
    journey = replace(journey_of(*stops), title=english(words))
    picture = Picture(build_route(journey).overview(), Request(preset("web")))
    assert picture.written("pdf").startswith(b"%PDF")
