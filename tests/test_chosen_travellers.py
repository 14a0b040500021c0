"""Files of some of the travellers: the others are left out, and that is said."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

import routemap
from any_journey import english, event, stop
from any_journey import journey_of as lone_journey
from browser import CHECKOUT
from routemap.cli.main import main
from routemap.errors import ParameterError
from routemap.exports.params import read_teaching
from routemap.formats.registry import DATA_FORMATS
from routemap.model.chosen_travellers import itinerary_of, journey_of
from routemap.model.itinerary import build_itinerary
from routemap.model.journey import LessonItem, LessonKind
from routemap.model.tracks import tracks_of
from routemap.pictures.options import PictureOptions
from routemap.pictures.params import read_query
from routemap.pictures.picture import Picture
from routemap.pictures.svg import svg
from routemap.server.loading import JOURNEY_VARIABLE
from routemap.server.routes import routes
from routemap.tables import check_journey, read_journey
from traveller_journeys import NAMES, shared, shared_journey

if TYPE_CHECKING:
    from pathlib import Path

    from traveller_journeys import Visit

WAYS: tuple[list[Visit], ...] = tuple(
    [(f"P{n}{m}", (10.0 * n, 10.0 * m), f"2023-05-0{n + m + 1}") for m in range(3)]
    for n in range(4)
)
SOUTH_POLE = CHECKOUT / "examples" / "south-pole"


@given(st.sets(st.integers(0, 3), min_size=1))
def test_those_who_stay_keep_number_letter_stops_and_legs(numbers: set[int]) -> None:
    journey = shared_journey(*WAYS)
    ids = {NAMES[number].lower() for number in numbers}
    before = [track for track in tracks_of(journey) if track.number in numbers]
    some = journey_of(journey, ids)
    after = tracks_of(some)
    assert [track.letter for track in after] == [track.letter for track in before]
    for one, other in zip(before, after, strict=True):
        stops, legs = (slice(each.start, each.stop) for each in (one.stops, one.legs))
        stops_now, legs_now = (slice(each.start, each.stop) for each in (other.stops, other.legs))
        assert some.stops[stops_now] == journey.stops[stops]
        assert some.legs[legs_now] == journey.legs[legs]
    assert {each.number for each in some.absent} == {0, 1, 2, 3} - numbers
    assert journey_of(some, ids).absent == some.absent


def test_all_of_them_are_the_journey_as_it_is() -> None:
    itinerary = shared(*WAYS)
    assert itinerary_of(itinerary, [name.lower() for name in NAMES]) is itinerary


def test_one_who_stays_alone_keeps_the_letter() -> None:
    some = itinerary_of(shared(*WAYS), ["ben"])
    assert some.is_shared
    assert [some.mark(number) for number in range(3)] == ["B1", "B2", "B3"]


def test_events_of_the_chosen_and_of_nobody_stay() -> None:
    journey = shared_journey(*WAYS[:2])
    events = (
        replace(event("2023-05-01"), id="ann", who=("ann",)),
        replace(event("2023-05-02"), id="both", who=("ann", "ben"), stop="Ann-1"),
        replace(event("2023-05-02"), id="at-ann", stop="Ann-1"),
        replace(event("2023-05-02"), id="at-ben", stop="Ben-1"),
        replace(event("2023-05-02"), id="nobody"),
    )
    some = journey_of(replace(journey, events=events), {"ben"})
    assert [each.id for each in some.events] == ["both", "at-ben", "nobody"]
    assert [each.stop for each in some.events] == ["", "Ben-1", ""]
    assert [each.who for each in some.events] == [("ben",), (), ()]
    assert [each.id for each in some.travellers] == ["ben"]
    build_itinerary(some)


def test_the_lesson_of_moments_that_are_still_there_stays() -> None:
    """Ann and Ben reach two stops on 1 May; of Ben alone, the second one's date is enough."""
    day = "2023-05-01"
    ways: tuple[list[Visit], ...] = (
        [("Oslo", (60, 10), day), ("Bergen", (60, 5), day), ("Ystad", (55, 14), "2023-05-02")],
        [("Rome", (42, 12), day), ("Paris", (49, 2), "2023-05-03")],
    )
    moments = ("", f"{day}@Ann-1", f"{day}@Ann-2", "2023-05-02", "2023-05-03", day)
    lesson = tuple(LessonItem(each, LessonKind.TASK, english(each or "all")) for each in moments)
    journey = replace(shared_journey(*ways), lesson=lesson)
    assert {item.moment for item in lesson} <= {"", *build_itinerary(journey).timeline.names}
    some = journey_of(journey, {"ben"})
    kept = [(item.moment, item.text.original.text) for item in some.lesson]
    assert kept == [
        ("", "all"),
        (day, f"{day}@Ann-1"),
        (day, f"{day}@Ann-2"),
        ("2023-05-03", "2023-05-03"),
        (day, day),
    ]
    assert [item.moment for item in journey_of(journey, {"ann"}).lesson] == [
        *("", f"{day}@Ann-1", f"{day}@Ann-2", "2023-05-02", day)
    ]


def test_a_picture_draws_them_alone_and_says_who_is_left_out() -> None:
    picture = read_query({"who": "ben, dan"}, shared(*WAYS))
    assert [stop.figure for stop in picture.drawing.stops] == ["B1", "B2", "B3", "D1", "D2", "D3"]
    (told,) = (each for each in picture.left_out if each.kind == "travellers")
    assert str(told) == "2 of 4 travellers (Ann, Cleo)"
    whole = read_query({}, shared(*WAYS))
    assert not [each for each in whole.left_out if each.kind == "travellers"]
    text, palette = svg(picture.drawing), picture.options.palette
    drawn = [colour for colour in palette.travellers if colour in text]
    assert drawn[-2:] == [palette.travellers[1], palette.travellers[3]]


def test_the_frame_fits_them() -> None:
    def scale(who: str) -> float:
        return read_query({"who": who}, shared(*WAYS)).drawing.view.per_km

    assert scale("ann") > 1.2 * scale("")


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({}, "route-web-en.svg"),
        ({"who": "ben"}, "route-web-en-ben.svg"),
        ({"who": "ben, dan"}, "route-web-en-ben-dan.svg"),
        ({"who": "ann, ben, cleo, dan"}, "route-web-en.svg"),
        ({"who": "ben", "bare": "route", "look": "grey"}, "route-web-grey-en-ben-bare-route.svg"),
    ],
)
def test_a_file_is_named_by_those_who_are_drawn_if_others_are_not(
    asked: dict[str, str], name: str
) -> None:
    assert read_query(asked, shared(*WAYS)).file_name("svg") == name


def test_data_and_handout_of_some_are_named_by_them_too(client: TestClient) -> None:
    names = {
        who: client.get(f"/journey.csv?who={who}&download=1").headers["content-disposition"]
        for who in ("", "scott")
    }
    assert names["scott"] == names[""].replace('.csv"', '-scott.csv"') != names[""]
    handout = read_teaching("handout", {"who": "ben"}, shared(*WAYS))
    assert "-ben-handout-a4" in handout.file_name("handout", "pdf")


@pytest.mark.parametrize("ending", ["-" + "x" * 40, "/밖의사람"])
def test_those_whose_ids_fit_into_no_file_name_are_counted(ending: str) -> None:
    whole = shared_journey(*WAYS)
    stops = tuple(replace(each, traveller=each.traveller + ending) for each in whole.stops)
    travellers = tuple(replace(each, id=each.id + ending) for each in whole.travellers)
    itinerary = build_itinerary(replace(whole, stops=stops, travellers=travellers))
    some = itinerary_of(itinerary, {f"{name}{ending}" for name in ("ann", "ben", "dan")})
    assert Picture(some.overview(), PictureOptions()).file_name("svg") == "route-web-en-3-of-4.svg"


@pytest.mark.parametrize(
    ("who", "told"),
    [("zoe", "there is no traveller “zoe”; use one of ann, ben, cleo, dan"), ("ann,zoe", "“zoe”")],
)
def test_one_who_is_not_there_is_refused_with_those_who_are(who: str, told: str) -> None:
    with pytest.raises(ParameterError, match=told):
        read_query({"who": who}, shared(*WAYS))


def test_a_journey_that_names_nobody_has_nobody_to_choose() -> None:
    lone = build_itinerary(lone_journey(stop("2023-05-01", name="a")))
    with pytest.raises(ParameterError, match="names no travellers"):
        read_query({"who": "ann"}, lone)


# By command and by address -----------------------------------------------------------------------

LEFT_OUT = "left out: 1 of 2 travellers (Amundsen’s party)"
KINDS = (*DATA_FORMATS, "svg", "slides", "handout")


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv(JOURNEY_VARIABLE, str(SOUTH_POLE))
    return TestClient(Starlette(routes=routes()))


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_them_reports_the_others_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    file = tmp_path / "file"
    argv = ["export", str(SOUTH_POLE), "-o", str(file), "--format", kind, "--who"]
    assert main([*argv, "scott"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert [line for line in told if "travellers (" in line] == [LEFT_OUT]
    assert main([*argv, "scott,amundsen", "--force"]) == 0
    assert "travellers (" not in capsys.readouterr().err


@pytest.mark.parametrize("kind", [*KINDS, "film"])
def test_who_is_not_there_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    file = tmp_path / ("film.webp" if kind == "film" else "file")
    argv = ["export", str(SOUTH_POLE), "-o", str(file), "--format", kind]
    assert main([*argv, "--who", "scott,shackleton"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "there is no traveller “shackleton”; use one of amundsen, scott" in line
    assert not file.exists()


@pytest.mark.parametrize("form", DATA_FORMATS)
def test_the_data_of_one_are_those_of_the_address_and_read_back_without_problems(
    client: TestClient, tmp_path: Path, form: str
) -> None:
    file, folder = tmp_path / f"journey.{form}", tmp_path / "back"
    assert main(["export", str(SOUTH_POLE), "-o", str(file), "--who", "scott"]) == 0
    answer, whole = (client.get(f"/journey.{form}{who}") for who in ("?who=scott", ""))
    assert answer.content == file.read_bytes() != whole.content
    assert answer.headers["etag"] != whole.headers["etag"]
    both = client.get(f"/journey.{form}?who=scott,amundsen")
    assert both.content == whole.content
    assert main(["import", str(file), "-o", str(folder)]) == 0
    report = check_journey(folder)
    assert report.journey
    assert not [each for each in report.problems if "travel" in f"{each.what} {each.file}"]
    scott = [each for each in read_journey(SOUTH_POLE).stops if each.traveller == "scott"]
    found = report.journey.stops
    assert [each.name.original for each in found] == [each.name.original for each in scott]


def test_slides_and_handout_of_an_address_are_those_of_the_chosen(client: TestClient) -> None:
    with zipfile.ZipFile(io.BytesIO(client.get("/slides.pptx?who=scott").content)) as deck:
        names = [name for name in deck.namelist() if name.startswith("ppt/slides/slide")]
        words = "".join(deck.read(name).decode() for name in names)
    assert "Shambles Camp" in words
    assert "Butcher’s Shop" not in words
    refused = client.get("/handout.pdf?who=shackleton")
    assert refused.status_code == 400
    assert refused.json()["parameter"] == "who"
    assert refused.json()["allowed"] == ["amundsen", "scott"]
    refused = client.get("/journey.kml?who=shackleton")
    assert (refused.status_code, refused.json()["allowed"]) == (400, ["amundsen", "scott"])


def test_a_film_of_one_shows_the_moments_of_one() -> None:
    itinerary = shared(*WAYS)
    film = read_teaching("film", {"who": "ben"}, itinerary).film()
    assert [track.letter for track in film.itinerary.tracks] == ["B"]
    assert len(film.itinerary.timeline.moments) < len(itinerary.timeline.moments)
    assert [str(each) for each in film.left_out if each.kind == "travellers"] == [
        "3 of 4 travellers (Ann, Cleo, Dan)"
    ]


def test_python_chooses_as_the_command_does(tmp_path: Path) -> None:
    trip = routemap.read(SOUTH_POLE)
    saved = trip.save(tmp_path / "scott.kml", who=["scott"])
    assert [str(each) for each in saved.left_out] == ["1 of 2 travellers (Amundsen’s party)"]
    with pytest.raises(ParameterError, match="no html option"):
        trip.save(tmp_path / "page.html", who=["scott"])
