"""Every door on every journey: it opens and what comes out is true, or it says why it stays shut.

A refusal is one message that names file, row and column, and how to mend it; `check` has said so
before. Journeys are those of `many_journeys.py`, doors those of `doors.py`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

import pytest

import doors
from doors import Tried
from many_journeys import BROKEN, NAMES, files_of
from outcomes import Outcome, without_blanks
from routemap import declutter, tables
from routemap.errors import Level
from routemap.formats.registry import DATA_FORMATS
from routemap.model import itinerary as scenes
from routemap.pictures import compose
from routemap.pictures.bidi import has_right_to_left
from routemap.server.routes import routes
from script_page import opened_pictures, opened_script, opened_teaching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from routemap.errors import Problem
    from routemap.model.itinerary import Scene
    from routemap.pictures.drawing import Drawing
    from routemap.pictures.options import PictureOptions

MANY_STOPS = ["three-thousand-stops"]
DATA = {f"export {form}": doors.export(f"journey.{form}") for form in DATA_FORMATS}
BACK = {f"import {form} back": doors.import_back(form) for form in DATA_FORMATS}
PICTURES = {
    "export png": doors.export("map.png", "--scale", "0.3"),
    "export jpg": doors.export("map.jpg", "--scale", "0.3"),
    "export svg": doors.export("map.svg"),
    "export svg with text": doors.export("text.svg", "--live-text"),
    "export pdf": doors.export("map.pdf"),
    "export all dates": doors.all_dates,
    "/map.png": doors.address("/map.png?scale=0.3"),
    "/map.jpg": doors.address("/map.jpg?scale=0.3"),
    "/map.svg": doors.address("/map.svg"),
    "/map.pdf": doors.address("/map.pdf"),
    "/map.zip": doors.address("/map.zip?preset=square&scale=0.3"),
    "publish": doors.publish,
    "publish a single file": doors.single_file,
}
TEACHING = {
    "export handout": doors.export("handout.pdf", "--format", "handout"),
    "export slides": doors.export("slides.pptx"),
    "export film": doors.film,
    "/handout.pdf": doors.address("/handout.pdf?paper=letter"),
    "/slides.pptx": doors.address("/slides.pptx"),
    "/handout.png": doors.address("/handout.png"),
    "/slides.png": doors.address("/slides.png"),
    "/film.png": doors.address("/film.png"),
    "/film.webp": doors.address("/film.webp"),
    "/film.mp4": doors.address("/film.mp4"),
}
PAGES = {
    "the map": doors.route_map,
    "the page": doors.script_page(opened_script),
    "the Pictures page": doors.script_page(opened_pictures),
    "the Teach page": doors.script_page(opened_teaching),
    "the Open page": doors.open_page,
    "/embed": doors.address("/embed", "page.html"),
    "/present": doors.address("/present", "page.html"),
}
PAGES_OF_THE_DASHBOARD = {door for door in PAGES if not door.startswith("/")}
ADDRESSES = {
    "/healthz": doors.address("/healthz", "health.json"),
    "/oembed": doors.address("/oembed?url=http://testserver/embed", "oembed.json"),
    **{f"/journey.{form}": doors.address(f"/journey.{form}") for form in DATA_FORMATS},
}
DOORS = {
    "check": doors.check,
    "geocode": doors.geocode,
    **DATA,
    **BACK,
    **PAGES,
    **ADDRESSES,
    **PICTURES,
    **TEACHING,
}

# They draw a map for each stop or date; of a large journey that would take minutes.
TOO_LONG_TO_TRY = {
    *product(("publish", "export handout", "export film"), ["a-hike-of-361-points"]),
    *product(("publish", "export handout", "export slides", "export film"), MANY_STOPS),
}
# The same as the commands make, by the server's workers: tried where it is little.
BY_WORKERS = {
    door
    for door in (*PICTURES, *TEACHING)
    if door.startswith("/") and door not in {"/map.png", "/film.webp", "/film.mp4"}
}
# The worker draws all frames: one journey is enough.
FILMS = {"/film.webp", "/film.mp4"}
LITTLE = 400
"""Bytes of a table of stops."""


def is_tried(door: str, name: str) -> bool:
    if door in FILMS:
        return name == "one-day"
    if door in BY_WORKERS and name not in BROKEN:
        return len(files_of(name)["locations.csv"]) < LITTLE
    return name not in BROKEN and (door, name) not in TOO_LONG_TO_TRY


OPENED = [(door, name) for name in NAMES for door in DOORS if is_tried(door, name)]

# They tell nothing of the journey in words: the program's own files, and the edition's number.
WITHOUT_WORDS = {"/edition", "/assets/{name}", "/ground/{edition}/{path:path}", "/embed.js"}


def test_every_address_is_tried() -> None:
    expected = {
        "/map.{form}": {"png", "jpg", "svg", "pdf", "zip"},
        "/journey.{form:path}": DATA_FORMATS,
    }
    for itinerary in routes():
        path = getattr(itinerary, "path", "")
        for form in expected.get(path, [""]):
            assert re.sub(r"\{form.*\}", form, path) in {*DOORS, *WITHOUT_WORDS}


# As `routemap check` prints it: file, row, column; what is wrong; how to mend it.
PROBLEM = re.compile(r"^(?:routemap: )?(?P<place>[\w.-]+:\d+):[^:]*: .+; .+")


@pytest.fixture(scope="module", autouse=True)
def _drawn_once() -> Iterator[None]:
    """Read and lay out each journey once for all doors that ask for the same."""
    drawn = lru_cache(maxsize=64)(compose.compose)

    def composed(
        scene: Scene,
        options: PictureOptions,
        marks: Sequence[str] | None = None,
        series: tuple[Scene, ...] = (),
    ) -> Drawing:
        return drawn(scene, options, None if marks is None else tuple(marks), series)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "read_journey", lru_cache(maxsize=4)(tables.read_journey))
        patch.setattr(scenes, "build_itinerary", lru_cache(maxsize=4)(scenes.build_itinerary))
        patch.setattr("routemap.pictures.fixed_view.compose", composed)  # loads it unpatched
        patch.setattr(compose, "compose", composed)
        yield


@pytest.fixture(scope="session")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Tried]:
    """Return a journey by its name, written into a folder and read once."""
    known: dict[str, Tried] = {}

    def found(name: str) -> Tried:
        if name not in known:
            home = tmp_path_factory.mktemp(name)
            folder, made = home / name, home / "made"
            folder.mkdir()
            made.mkdir()
            for file, content in files_of(name).items():
                (folder / file).write_bytes(content)
            known[name] = Tried(name, folder, made)
        return known[name]

    return found


def names_of(tried: Tried) -> list[str]:
    return [stop.name.original.text for stop in tried.itinerary.journey.stops]


def is_clear(refusal: str) -> bool:
    """Tell whether each line of a refusal names its place and how to mend it."""
    lines = refusal.strip().splitlines()
    return bool(lines) and all(PROBLEM.match(line) for line in lines)


def was_said_before(refusal: str, tried: Tried) -> bool:
    """Tell whether `routemap check` names the same places."""
    _, told, _ = doors.command("check", tried.folder)
    return places_in(refusal) <= places_in(told)


def places_in(told: str) -> set[str]:
    return {found["place"] for found in map(PROBLEM.match, told.splitlines()) if found}


TELL_ALL_NAMES = {
    *DATA,
    *BACK,
    *PAGES,
    *("publish", "publish a single file"),
} - {"the Pictures page", "the Teach page"}
TELL_NAMES_OF_FEW = {
    *("export svg", "export svg with text", "export all dates"),
    *("export handout", "export slides", "/handout.pdf", "/slides.pptx"),
}
"""Of a long journey they tell how many stops it has: nobody reads a thousand names on a sheet."""


def is_long(tried: Tried) -> bool:
    return declutter.is_long(tried.itinerary.journey)


@pytest.mark.parametrize(("door", "name"), OPENED)
def test_a_door_opens_or_says_why_it_stays_shut(
    tried: Callable[[str], Tried], door: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = tried(name)
    outcome = DOORS[door](journey, monkeypatch)
    if outcome.refusal:
        assert door in {*PICTURES, *TEACHING}, outcome.refusal
        assert is_clear(outcome.refusal), outcome.refusal
        assert was_said_before(outcome.refusal, journey), outcome.refusal
        return
    assert outcome.told or door == "check"
    if door in TELL_ALL_NAMES or (door in TELL_NAMES_OF_FEW and not is_long(journey)):
        assert missing(outcome, journey) == []
    elif door in TELL_NAMES_OF_FEW:
        assert str(len(names_of(journey))) in outcome.text.replace(",", "") or (
            journey.itinerary.is_shared and not unnamed(outcome, journey)
        )
    if outcome.count is not None:
        most = doors.MOST_ASKED if door == "geocode" else len(names_of(journey))
        assert outcome.count == min(len(names_of(journey)), most)


def unnamed(outcome: Outcome, journey: Tried) -> list[str]:
    """Those of several travellers whom a text does not name."""
    names = (track.name.original.text for track in journey.itinerary.tracks)
    return [name for name in names if without_blanks(name) not in outcome.text]


def missing(outcome: Outcome, journey: Tried) -> list[str]:
    """Those stops that a text does not name.

    Of names that are read from right to left, readers of PDF turn the parentheses.
    """
    text = outcome.text
    return [
        name
        for name in names_of(journey)
        if not all(
            without_blanks(part) in text
            for part in (re.split("[()]", name) if has_right_to_left(name) else [name])
        )
    ]


def _is_told_there(problem: Problem) -> bool:
    """Tell whether the Open page shows a problem: commas of decimals it has written as points."""
    return problem.file == "locations.csv" and "decimal point" not in problem.hint


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("door", [door for door in DOORS if door != "geocode"])
def test_what_is_broken_is_refused_with_every_place(
    tried: Callable[[str], Tried], door: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = DOORS[door](tried(name), monkeypatch)
    errors = [each for each in tried(name).report.problems if each.level is Level.ERROR]
    assert errors
    if door in PAGES_OF_THE_DASHBOARD:
        # The Open page is given the table of stops alone.
        own = [each for each in errors if door != "the Open page" or _is_told_there(each)]
        text = outcome.text + without_blanks(outcome.refusal)
        assert [each for each in own if without_blanks(each.what) not in text] == []
        assert [each for each in own if without_blanks(each.hint) not in text] == []
        return
    if door.startswith("/"):
        assert "routemap check" in outcome.refusal
        return
    assert is_clear(outcome.refusal)
    assert outcome.refusal.count("\n") + 1 >= len(errors)


@pytest.mark.parametrize(
    ("door", "name"),
    [
        *product(("/map.zip", "all dates at once"), MANY_STOPS),
    ],
)
def test_what_would_be_too_long_is_refused_with_its_length(
    tried: Callable[[str], Tried], door: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {"all dates at once": doors.address("/map.zip")}
    refusal = {**DOORS, **whole}[door](tried(name), monkeypatch).refusal
    assert re.fullmatch(
        r".*\d[\d,]+ (pages|slides|pictures|million|pixels|dates).*; .+\n?", refusal
    )
