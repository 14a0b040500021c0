"""The shipped journey says what the report says, as precisely as told, and nothing else."""

from __future__ import annotations

import re

import pytest

from routemap.i18n.dates import moment_phrase
from routemap.model.itinerary import Itinerary, Scene, build_itinerary
from routemap.model.journey import Basis, Certainty, Event, Journey, Stop
from routemap.model.timeline import State
from routemap.shipped import shipped_journey
from routemap.tables import check_journey

# The citation marks of the report: 17 to 19 do not occur in it.
MARKS = {str(mark) for mark in (*range(3, 17), 20)}
MOMENTS = {
    "before": "Background",
    "2023-08": "about a month earlier",
    "2023-09": "early September 2023",
    "2023-09-10": "by 10 September 2023",
    "2023-09-12": "12 September 2023",
    "2023-09-13": "13 September 2023",
    "2023-09-15": "15 September 2023",
    "after": "Reactions (undated)",
}


@pytest.fixture(scope="module")
def journey() -> Journey:
    journey = check_journey(shipped_journey()).journey
    assert journey
    return journey


@pytest.fixture(scope="module")
def itinerary(journey: Journey) -> Itinerary:
    return build_itinerary(journey)


def scene_at(itinerary: Itinerary, moment_id: str) -> Scene:
    number = itinerary.timeline.first(moment_id)
    assert number is not None
    return itinerary.scene(number)


def event(journey: Journey, event_id: str) -> Event:
    return next(event for event in journey.events if event.id == event_id)


def stop(journey: Journey, stop_id: str) -> Stop:
    return next(stop for stop in journey.stops if stop.id == stop_id)


def words_of(journey: Journey) -> str:
    wordings = [w for e in journey.events for w in (e.headline, e.text, e.speaker, e.quote)]
    wordings += [w for s in journey.stops for w in (s.name, s.note)]
    return " ".join(w.original.text for w in wordings)


def test_the_check_finds_nothing() -> None:
    assert check_journey(shipped_journey()).problems == ()


def test_every_mark_of_the_report_is_used_and_none_is_invented(journey: Journey) -> None:
    statements = (*journey.events, *journey.stops, *journey.legs)
    used = {mark for each in statements for mark in each.references if mark.isdigit()}
    listed = {each.id for each in journey.references if each.is_citation_mark}
    assert used == listed == MARKS


def test_the_missing_reference_list_is_not_made_up(journey: Journey) -> None:
    for reference in journey.references:
        if reference.is_citation_mark:
            assert reference.citation == f"Cited in the report as [{reference.id}]"
            assert reference.url == ""


def test_no_statement_is_without_a_reference(journey: Journey) -> None:
    for statement in (*journey.events, *journey.stops, *journey.legs):
        assert any(mark in MARKS for mark in statement.references), statement


def test_coordinates_have_sources_of_our_own(journey: Journey) -> None:
    for each in journey.stops:
        own = [mark for mark in each.references if mark not in MARKS]
        assert own, each.id
        for mark in own:
            assert not mark.isdigit()
            assert journey.reference(mark).citation.startswith("Position of ")
        assert each.accuracy_km


def test_khasan_is_the_railway_node_to_two_kilometres(journey: Journey) -> None:
    assert "railway-node-khasan" in stop(journey, "khasan").references
    assert stop(journey, "khasan").accuracy_km == 2


def test_the_stops_are_the_four_places_in_order_of_travel(journey: Journey) -> None:
    names = {each.id: each.name.original.text for each in journey.stops}
    assert names == {
        "pyongyang": "Pyongyang",
        "khasan": "Khasan",
        "vostochny": "Vostochny Cosmodrome",
        "komsomolsk": "Komsomolsk-on-Amur",
    }
    assert [each.country for each in journey.stops] == ["KP", "RU", "RU", "RU"]
    for each in journey.stops:
        assert each.name_local
        for language in ("ko", "ru"):
            assert each.name.in_language(language).language == language


def test_the_moments_stand_in_order_with_their_words(itinerary: Itinerary) -> None:
    moments = {each.id: moment_phrase(each, "en").text for each in itinerary.timeline.moments}
    assert list(moments.items()) == list(MOMENTS.items())


def test_dates_are_as_precise_as_told(journey: Journey) -> None:
    told = {
        each.id: tuple(date.edtf if date else "" for date in (each.arrival, each.departure))
        for each in journey.stops
    }
    assert told == {
        "pyongyang": ("", "../2023-09-10"),
        "khasan": ("2023-09-12", ""),
        "vostochny": ("2023-09-13", ""),
        "komsomolsk": ("../2023-09-15", ""),
    }
    assert "not given" in stop(journey, "khasan").departure_text.original.text
    shoigu = event(journey, "shoigu")
    assert shoigu.date
    assert shoigu.date.edtf == "2023-08~"
    assert shoigu.date_text.original.text == "about a month earlier"


def test_by_10_september_the_train_is_on_its_way_and_at_no_stop(itinerary: Itinerary) -> None:
    scene = scene_at(itinerary, "2023-09-10")
    assert scene.current_leg == 0
    assert scene.current_stop is None
    assert scene.stop_state(0) == State.VISITED
    assert scene.travelled.km == 0


@pytest.mark.parametrize(
    ("moment", "place"),
    [("2023-09-12", "khasan"), ("2023-09-13", "vostochny"), ("2023-09-15", "komsomolsk")],
)
def test_each_dated_place_is_current_on_its_day(
    itinerary: Itinerary, moment: str, place: str
) -> None:
    scene = scene_at(itinerary, moment)
    assert scene.current_stop == itinerary.stop_number(place)
    assert {event.stop for event in scene.events} == {place}


@pytest.mark.parametrize("moment", ["before", "2023-08", "2023-09"])
def test_before_the_10th_the_whole_way_lies_ahead(itinerary: Itinerary, moment: str) -> None:
    scene = scene_at(itinerary, moment)
    assert {scene.stop_state(n) for n in range(4)} == {State.AHEAD}
    assert scene.ahead == itinerary.distance_until[-1]


def test_at_the_reactions_the_journey_is_over(itinerary: Itinerary) -> None:
    scene = scene_at(itinerary, "after")
    assert {scene.stop_state(n) for n in range(4)} == {State.VISITED}
    assert scene.travelled == itinerary.distance_until[-1]


@pytest.mark.parametrize(
    ("moment", "marks"),
    [
        ("before", {"7", "8", "9", "10"}),
        ("2023-08", {"5", "6"}),
        ("2023-09", {"3"}),
        ("2023-09-10", {"4"}),
        ("2023-09-12", {"11", "12"}),
        ("2023-09-13", {"13", "14"}),
        ("2023-09-15", {"15", "16"}),
        ("after", {"20"}),
    ],
)
def test_each_moment_tells_what_its_marks_stand_for(
    itinerary: Itinerary, moment: str, marks: set[str]
) -> None:
    events = scene_at(itinerary, moment).events
    assert {mark for each in events for mark in each.references} == marks


def test_every_leg_is_inferred_and_says_from_what(journey: Journey) -> None:
    for leg in journey.legs:
        assert leg.basis == Basis.INFERRED
        assert leg.note
    assert [leg.mode_basis for leg in journey.legs] == [
        Basis.REPORTED,
        Basis.INFERRED,
        Basis.INFERRED,
    ]


def test_speculation_is_uncertain_and_all_else_is_certain(journey: Journey) -> None:
    uncertain = {e.id for e in journey.events if e.certainty == Certainty.UNCERTAIN}
    assert uncertain == {"speculation"}
    assert event(journey, "speculation").references == ("10",)
    assert {e.basis for e in journey.events} == {Basis.REPORTED}


def test_quotations_keep_their_brackets_and_dots(journey: Journey) -> None:
    summit = event(journey, "summit").quote.original.text
    assert summit.startswith(("...", "…"))
    assert summit.count("[he]") == 2
    assert event(journey, "satellites").quote.original.text == "that’s why [they] came here."
    assert "[sic]" in event(journey, "welcome").text.original.text
    for each in journey.events:
        assert bool(each.quote) == bool(each.speaker), each.id


def test_that_the_marks_cover_the_arrival_at_the_cosmodrome_is_called_our_reading(
    journey: Journey,
) -> None:
    assert "our reading" in stop(journey, "vostochny").note.original.text


def test_the_day_that_the_report_does_not_give_is_given_nowhere(journey: Journey) -> None:
    assert not re.search(
        r"\b(25|26|27) July\b|\b11 September\b|\b14 September\b", words_of(journey)
    )
