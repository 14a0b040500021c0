"""Words in, the same words out: in every field of every table, through every door.

What a door shows at all is found out with harmless words of the same length in the same fields;
then the others must come out of it letter by letter, unevaluated, and make no element of their own.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import doors
from doors import Tried
from hostile_words import (
    FEW_ROWS,
    WORDS,
    Planted,
    closed_fields,
    harmless,
    open_fields,
    planted,
    refusals_of,
)
from outcomes import without_blanks
from routemap.app.address import read_address
from routemap.cli import terminal
from routemap.server.loading import JOURNEY_VARIABLE
from routemap.server.routes import routes
from routemap.tables.schema import STOPS, Kind
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
    "geocode": doors.geocode,
    "publish a single file": doors.single_file,
    "export svg": doors.export("map.svg", "--live-text", "--preset", "square"),
    "export png": doors.export("map.png", "--scale", "0.3"),
}
IN_FEW_ROWS: dict[str, Door] = {
    "export pdf": doors.export("map.pdf", "--preset", "a3"),
    "publish": doors.publish,
    "/map.zip": doors.address("/map.zip?preset=square&format=svg"),
    "export handout": doors.export("handout.pdf", "--format", "handout"),
    "export slides": doors.export("slides.pptx"),
}


TELLING_ALL = (
    *(DATA[f"export {form}"] for form in ("geojson", "kml")),
    *(doors.export(f"{tag}.pdf", "--format", "handout", "--lang", tag) for tag in ("en", "ko")),
    PAGES["/present"],
)
"""Together they tell all that tables hold."""
Side = tuple[Planted, Tried]


@pytest.fixture(scope="session")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], tuple[Side, Side]]:
    """Journeys with words that mean harm, each with its like without."""

    def side(words: tuple[str, ...]) -> Side:
        home = tmp_path_factory.mktemp("words")
        journey, folder, made = planted(words), home / "journey", home / "made"
        folder.mkdir()
        made.mkdir()
        for file, content in journey.files.items():
            (folder / file).write_bytes(content)
        return journey, Tried("journey", folder, made)

    return {words: (side(words), side(harmless(words))) for words in (WORDS, FEW_ROWS)}


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
    assert problem.hint


@pytest.mark.parametrize("door", [*ALL_AT_ONCE, *IN_FEW_ROWS])
def test_words_come_out_as_they_went_in(
    pairs: dict[tuple[str, ...], tuple[Side, Side]], door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bad, hostile), (good, plain) = pairs[FEW_ROWS if door in IN_FEW_ROWS else WORDS]
    take = {**ALL_AT_ONCE, **IN_FEW_ROWS}[door]
    told, usual = (take(each, monkeypatch) for each in (hostile, plain))
    assert not told.refusal
    read = str if door in EXACT else without_blanks
    text, like = (read("\n".join(each.told)) for each in (told, usual))
    shown = [mark for mark in good.found if mark in like and mark in bad.found]
    assert shown
    # On a terminal, what would move its cursor is written out.
    written = terminal.harmless if door == "geocode" else str
    held = {mark: read(written(bad.found[mark][-1])) for mark in shown}
    # At the start of a heading words have a capital: "Early September".
    lost = [
        bad.found[mark]
        for mark, words in held.items()
        if words not in text and words[:1].upper() + words[1:] not in text
    ]
    assert lost == []
    if door != "the Open page":  # it lists warnings, of ids that fit into no address
        assert Counter(told.tags) == Counter(usual.tags)
    assert set(told.tags) == set(usual.tags)


def test_every_field_comes_out_of_some_door(
    pairs: dict[tuple[str, ...], tuple[Side, Side]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, (good, plain) = pairs[FEW_ROWS]
    out = "".join(take(plain, monkeypatch).text for take in TELLING_ALL)
    shown = {good.found[mark][::2][:2] for mark in good.found if mark in out}
    held = {held[::2][:2] for held in good.found.values()}
    waiting = {"import.csv"}
    # Inferred when the table was written: what is shown is what follows now.
    kept = {(STOPS.file, each.name) for each in STOPS.columns if each.kind is Kind.INFERRED}
    assert {(file, column) for file, column in held - kept if file not in waiting} == shown


@pytest.mark.parametrize("path", ["/map.svg", "/embed", "/handout.pdf"])
def test_what_an_address_asks_for_is_told_back_as_it_was_asked(
    pairs: dict[tuple[str, ...], tuple[Side, Side]], path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (_, (_, plain)) = pairs[FEW_ROWS]
    monkeypatch.setenv(JOURNEY_VARIABLE, str(plain.folder))
    client = TestClient(Starlette(routes=routes()))
    for words in WORDS:
        for query in ({"lang": words}, {words: "en"}):
            answer = client.get(path, params=query)
            assert answer.status_code == 400
            assert words in answer.json()["detail"]
        answer = client.get("/oembed", params={"url": words})
        assert answer.status_code == 404
        assert words in answer.json()["detail"]


def test_a_stop_is_found_by_whatever_its_id_is(
    pairs: dict[tuple[str, ...], tuple[Side, Side]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ((_, hostile), _) = pairs[WORDS]
    monkeypatch.setenv(JOURNEY_VARIABLE, str(hostile.folder))
    client = TestClient(Starlette(routes=routes()))
    for stop in hostile.itinerary.journey.stops:
        assert client.get("/embed", params={"stop": stop.id}).status_code == 200
        selection, notes = read_address({"stop": stop.id}, hostile.itinerary)
        assert selection.stop == hostile.itinerary.stop_number(stop.id)
        assert notes == ()


@pytest.mark.parametrize("option", ["--date", "--lang", "--preset", "--format", "--extent"])
def test_what_a_command_is_asked_for_is_told_back(
    pairs: dict[tuple[str, ...], tuple[Side, Side]], option: str
) -> None:
    (_, (_, plain)) = pairs[FEW_ROWS]
    for words in WORDS:
        asked = f"{option}={words}"
        code, _, told = doors.command("export", plain.folder, "-o", plain.made / "x.svg", asked)
        assert code == 2
        assert told.count("\n") == 1
        assert terminal.harmless(words).casefold() in told.casefold()
