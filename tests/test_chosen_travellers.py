"""Pictures of some of the travellers: the others are left out, and that is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any_journey import event, stop
from any_journey import journey_of as lone_journey
from browser import CHECKOUT
from commands import run
from routemap.errors import ParameterError
from routemap.model.chosen_travellers import itinerary_of, journey_of
from routemap.model.itinerary import build_itinerary
from routemap.model.tracks import tracks_of
from routemap.pictures.params import read_query
from routemap.pictures.svg import svg
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
    build_itinerary(some)


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


def test_export_draws_them_and_reports_the_others(tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    done = run("export", SOUTH_POLE, "-o", file, "--who", "amundsen")
    assert "left out: 1 of 2 travellers (Scott’s party)" in done.stderr
    assert "B1" not in file.read_text(encoding="utf-8")
    refused = run("export", SOUTH_POLE, "-o", file, "--force", "--who", "shackleton")
    assert refused.returncode != 0
    assert "there is no traveller “shackleton”; use one of amundsen, scott" in refused.stderr
