"""Words in, the same words out: in every field of every table, through every door.

What a door shows at all is found out with harmless words of the same length in the same fields;
then the others must come out of it letter by letter, unevaluated, and make no element of their own.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

import doors
from doors import Tried, without_blanks
from hostile_words import (
    WORDS,
    Planted,
    closed_fields,
    harmless,
    open_fields,
    planted,
    refusals_of,
)
from test_every_door import ADDRESSES, BACK, DATA, PAGES

if TYPE_CHECKING:
    from doors import Door

EXACT = {*DATA, *BACK, *(name for name in ADDRESSES if name.startswith("/journey."))}
"""Doors of which every blank and line comes back, too."""
ALL_AT_ONCE: dict[str, Door] = {
    **DATA,
    **BACK,
    **PAGES,
    "/oembed": ADDRESSES["/oembed"],
    "/journey.geojson": ADDRESSES["/journey.geojson"],
    "check": doors.check,
    "geocode": doors.geocode,
    "publish": doors.publish,
    "publish a single file": doors.single_file,
    "/map.zip": doors.address("/map.zip?format=svg"),
    "export svg": doors.export("map.svg", "--live-text"),
    "export png": doors.export("map.png", "--scale", "0.3"),
    "export handout": doors.export("handout.pdf", "--format", "handout"),
    "export slides": doors.export("slides.pptx"),
}


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Planted, Tried], ...]:
    """The journey with words that mean harm, and its like without."""
    made = []
    for name, words in (("hostile", WORDS), ("harmless", harmless(WORDS))):
        home = tmp_path_factory.mktemp(name)
        journey, folder, output = planted(words), home / "journey", home / "made"
        folder.mkdir()
        output.mkdir()
        for file, content in journey.files.items():
            (folder / file).write_bytes(content)
        made.append((journey, Tried(name, folder, output)))
    return tuple(made)


def test_every_column_that_takes_words_is_tried() -> None:
    fields = set(open_fields())
    assert {("locations.csv", "name"), ("events.csv", "quote@ko"), ("legs.csv", "note")} <= fields
    assert {("journey.toml", "report.note"), ("legs.geojson", "licence")} <= fields
    assert ("lesson.csv", "answer") in fields


@pytest.mark.parametrize(("file", "field"), closed_fields())
@pytest.mark.parametrize("words", ["{{7*7}}", "{#x", "</script>", '=1+1"', "%s"])
def test_a_field_of_a_closed_kind_refuses_words_with_their_place(
    file: str, field: str, words: str
) -> None:
    (problem, *_) = refusals_of(file, field, words)
    assert (problem.file, problem.column) == (file, field)
    assert problem.mend


@pytest.mark.parametrize("door", ALL_AT_ONCE)
def test_words_come_out_as_they_went_in(
    pair: tuple[tuple[Planted, Tried], ...], door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bad, hostile), (good, plain) = pair
    told, usual = (ALL_AT_ONCE[door](each, monkeypatch) for each in (hostile, plain))
    assert not told.refusal
    is_exact = door in EXACT
    text, like = ((each.exact if is_exact else each.text) for each in (told, usual))
    shown = [mark for mark in good.found if mark in like]
    assert shown or door == "check"
    lost = [
        bad.found[mark]
        for mark in shown
        if (held := bad.found[mark][-1])
        and (held if is_exact else without_blanks(held)) not in text
    ]
    assert lost == []
    assert Counter(told.tags) == Counter(usual.tags)


def test_every_field_comes_out_of_some_door(
    pair: tuple[tuple[Planted, Tried], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, (good, plain) = pair
    text = "".join(
        ALL_AT_ONCE[door](plain, monkeypatch).text
        for door in ("export geojson", "export kml", "publish a single file", "/present",
                     "export handout")
    )  # fmt: skip
    never = {good.found[mark][::2][:2] for mark in good.found if mark not in text}
    assert never == set()
