"""The moments and scenes of several travellers: those of each alone, merged."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any_journey import english, event, journey_of, journeys, shared_by, shared_journeys, stop
from routemap.model.chosen_travellers import itinerary_of
from routemap.model.edtf_dates import parse_date
from routemap.model.itinerary import Progress, build_itinerary
from routemap.model.journey import Journey, Traveller
from routemap.model.timeline import State, build_timeline
from routemap.tables import read_journey
from traveller_journeys import shared_journey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routemap.model.itinerary import Scene, Whereabouts

JOURNEYS = Path(__file__).parent / "journeys"
_ORDER = [Progress.NOT_BEGUN, Progress.AT_STOP, Progress.UNDER_WAY, Progress.ARRIVED]


def scenes(journey: Journey) -> Iterator[Scene]:
    itinerary = build_itinerary(journey)
    yield from map(itinerary.scene, range(len(itinerary.timeline.moments)))


def alone(journey: Journey, traveller: str) -> Journey:
    """The journey of one of several, without events."""
    stops = tuple(each for each in journey.stops if each.traveller == traveller)
    ids = {each.id for each in stops}
    legs = tuple(leg for leg in journey.legs if leg.start in ids)
    return replace(journey, stops=stops, legs=legs, events=(), travellers=())


def dated_journeys() -> st.SearchStrategy[Journey]:
    """Several whose stops all have exact dates, which rise along the way of each."""
    days = st.lists(st.integers(1, 9), min_size=1, max_size=7)
    return st.builds(
        lambda dates, seed: shared_by(
            journey_of(
                *(
                    stop(f"2023-09-0{day}", name=f"stop-{number}")
                    for number, day in enumerate(sorted(dates))
                )
            ),
            [("amundsen", "byrd", "scott")[seed.randrange(3)] for _ in dates],
        ),
        days,
        st.randoms(use_true_random=False),
    )


# One traveller -----------------------------------------------------------------------------------


@given(journeys())
def test_who_travels_alone_has_the_moments_of_a_journey_that_names_nobody(
    journey: Journey,
) -> None:
    named = replace(
        journey,
        stops=tuple(replace(each, traveller="amundsen") for each in journey.stops),
        travellers=(Traveller("amundsen", english("Roald Amundsen")),),
    )
    assert build_timeline(named) == build_timeline(journey)
    for one, other in zip(scenes(named), scenes(journey), strict=True):
        assert (one.current_stop, one.current_leg) == (other.current_stop, other.current_leg)
        assert one.travelled_by(one.focus) == other.travelled_by(other.focus)
        assert one.ahead_of(one.focus) == other.ahead_of(other.focus)
        assert one.together == other.together == ()
        assert not one.itinerary.is_shared


# Several -----------------------------------------------------------------------------------------


@given(shared_journeys())
def test_each_stop_has_one_moment_and_a_traveller_none_twice(journey: Journey) -> None:
    itinerary = build_itinerary(journey)
    assert len(itinerary.begins) == len(journey.stops)
    for track in itinerary.tracks:
        begins = itinerary.begins[track.stops.start : track.stops.stop]
        assert all(one < other for one, other in pairwise(begins))
        assert {journey.stops[each].traveller for each in track.stops} == {
            journey.stops[track.stops.start].traveller
        }
    assert sum(len(track.stops) for track in itinerary.tracks) == len(journey.stops)
    assert sum(len(track.legs) for track in itinerary.tracks) == len(journey.legs)


@given(shared_journeys())
def test_spans_of_one_traveller_follow_each_other_without_overlap(journey: Journey) -> None:
    itinerary = build_itinerary(journey)
    timeline = itinerary.timeline
    for track in itinerary.tracks:
        along = [timeline.stop_spans[track.stops.start]]
        for leg, number in zip(track.legs, track.stops[1:], strict=True):
            along += [timeline.leg_spans[leg], timeline.stop_spans[number]]
        assert all(one.end == other.begin for one, other in pairwise(along))
        assert all(span.begin <= span.end for span in along)


@given(dated_journeys())
def test_the_merge_restricted_to_one_is_the_order_of_that_one_alone(journey: Journey) -> None:
    itinerary = build_itinerary(journey)
    moments = itinerary.timeline.moments
    for track in itinerary.tracks:
        of_one = alone(journey, journey.stops[track.stops.start].traveller)
        by_itself = build_timeline(of_one).moments
        merged = [moments[itinerary.begins[number]].date for number in track.stops]
        assert merged == [each.date for each in by_itself]
    days = [each.date.sort_day for each in moments if each.date]
    assert len(days) == len(moments)
    assert days == sorted(days)


@st.composite
def parties(draw: st.DrawFn) -> Journey:
    """Several whose stops have exact dates; some say when they were left, too."""
    ways, left = [], []
    for number in range(draw(st.integers(2, 4))):
        days = sorted(draw(st.lists(st.integers(1, 9), min_size=1, max_size=5)))
        ways.append(
            [
                (f"P{number}{n}", (number * 10.0, n * 5.0), f"2023-09-0{day}")
                for n, day in enumerate(days)
            ]
        )
        nights = draw(st.lists(st.integers(0, 3), min_size=len(days), max_size=len(days)))
        for day, following, stay in zip(days, [*days[1:], 9], nights, strict=True):
            left.append(f"2023-09-0{min(day + stay, following)}" if stay else "")
    journey = shared_journey(*ways)
    stops = zip(journey.stops, left, strict=True)
    return replace(
        journey,
        stops=tuple(
            replace(each, departure=parse_date(day)) if day else each for each, day in stops
        ),
    )


def within(scene: Scene, number: int) -> tuple[object, ...]:
    """Where a traveller is; stops and legs are counted among its own."""
    each = next(one for one in scene.whereabouts if one.track.number == number)
    stops, legs = each.track.stops, each.track.legs
    return (
        each.progress,
        each.reached - stops.start,
        None if each.stop is None else each.stop - stops.start,
        None if each.leg is None else each.leg - legs.start,
        [scene.stop_state(stop) for stop in stops],
        [scene.leg_state(leg) for leg in legs],
        scene.travelled_by(each),
        scene.ahead_of(each),
    )


@given(parties())
def test_the_scenes_of_several_are_the_merge_of_those_of_each_alone(journey: Journey) -> None:
    """Alone, with nothing but the dates of the others: what is of nobody happens on them."""
    itinerary = build_itinerary(journey)
    dates = dict.fromkeys(
        date.edtf for each in journey.stops for date in (each.arrival, each.departure) if date
    )
    for track in itinerary.tracks:
        of_one = alone(journey, journey.stops[track.stops.start].traveller)
        of_one = replace(of_one, events=tuple(map(event, dates)))
        on_date: dict[str, list[Scene]] = {}
        for scene in scenes(of_one):
            on_date.setdefault(scene.moment.id.partition("@")[0], []).append(scene)
        assert list(on_date) == sorted(dates)
        turns = Counter[str]()
        for scene in scenes(journey):
            date = scene.moment.id.partition("@")[0]
            turn, turns[date] = turns[date], turns[date] + 1
            found = within(scene, track.number)
            if turn < len(on_date[date]):
                assert found == within(on_date[date][turn], 0)
            else:  # another has more stops on that day: nothing of this one changes but its stay
                assert found[1] == within(on_date[date][-1], 0)[1]
        overview = build_itinerary(of_one).overview()
        assert within(itinerary.overview(), track.number) == within(overview, 0)


@given(parties(), st.data())
def test_who_is_left_out_changes_nothing_for_the_others(
    journey: Journey, data: st.DataObject
) -> None:
    ids = [each.id for each in journey.travellers]
    chosen = data.draw(st.sets(st.sampled_from(ids), min_size=1))
    whole, some = build_itinerary(journey), itinerary_of(build_itinerary(journey), chosen)
    numbers = [track.number for track in some.tracks]
    assert numbers == [n for n, each in enumerate(ids) if each in chosen]
    states = {
        n: dict.fromkeys(
            within(scene, n)[1] for scene in map(whole.scene, range(len(whole.timeline.moments)))
        )
        for n in numbers
    }
    for n in numbers:
        of_some = map(some.scene, range(len(some.timeline.moments)))
        # In the same order through the same stops; "not begun" counts as the first.
        assert [*dict.fromkeys(within(scene, n)[1] for scene in of_some)] == [*states[n]]
        assert within(some.overview(), n) == within(whole.overview(), n)


@given(dated_journeys())
def test_the_stops_of_a_date_share_its_moments_in_turn(journey: Journey) -> None:
    itinerary = build_itinerary(journey)
    on_days: dict[str, list[list[int]]] = {}
    for track in itinerary.tracks:
        dates = ((journey.stops[number].arrival, number) for number in track.stops)
        for date, group in groupby(dates, key=lambda each: each[0]):
            begins = [itinerary.begins[number] for _, number in group]
            on_days.setdefault(str(date), []).append(begins)
    for of_travellers in on_days.values():
        longest = max(of_travellers, key=len)
        assert longest == list(range(longest[0], longest[0] + len(longest)))
        assert all(begins == longest[: len(begins)] for begins in of_travellers)


@given(shared_journeys())
def test_nobody_goes_back(journey: Journey) -> None:
    before: dict[int, tuple[int, int]] = {}
    for scene in scenes(journey):
        for each in scene.whereabouts:
            # At a stop and then under way again, but never to an earlier stop or back from the end.
            rank = _ORDER.index(each.progress)
            known = (each.reached, rank)
            assert each.track.number not in before or before[each.track.number] <= known
            before[each.track.number] = known
            assert (each.stop is None) or (each.leg is None)
            assert each.reached in each.track.stops
            assert each.stop in {None, each.reached}
            if each.progress == Progress.NOT_BEGUN:
                assert each.stop is each.leg is None
            if each.progress == Progress.ARRIVED:
                assert each.reached == each.track.stops[-1]
    overview = build_itinerary(journey).overview()
    assert all(overview.stop_state(number) == State.VISITED for number in range(len(journey.stops)))


@given(shared_journeys())
def test_what_each_has_travelled_and_has_ahead_is_its_own_way(journey: Journey) -> None:
    for scene in scenes(journey):
        for each in scene.whereabouts:
            whole = scene.itinerary.length_of(each.track).km
            parts = scene.travelled_by(each).km + scene.ahead_of(each).km
            assert parts == pytest.approx(whole)
        assert scene.focus in scene.whereabouts
        assert set(scene.current_stops) == {
            number
            for number in range(len(journey.stops))
            if scene.stop_state(number) == State.CURRENT
        }


@given(shared_journeys(), st.sampled_from([0.0, 0.0005, 0.002]))
def test_together_are_all_who_are_within_100_m_of_each_other(
    journey: Journey, degrees: float
) -> None:
    stops = tuple(
        replace(each, latitude=0.0, longitude=degrees * (number % 2))
        for number, each in enumerate(journey.stops)
    )
    for scene in scenes(replace(journey, stops=stops)):
        there = [each for each in scene.whereabouts if each.stop is not None]
        together = {
            (one.track.number, other.track.number)
            for group in scene.together
            for one in group
            for other in group
        }
        assert together == {
            (one.track.number, other.track.number)
            for one in there
            for other in there
            if len(there) > 1
            and _is_near(one, other, degrees)
            and _has_company(one, there, degrees)
        }


def _is_near(one: Whereabouts, other: Whereabouts, degrees: float) -> bool:
    """Tell whether two are at one place: degrees of 0.0005 are 56 m, of 0.002 222 m."""
    return degrees < 0.001 or ((one.stop or 0) - (other.stop or 0)) % 2 == 0


def _has_company(one: Whereabouts, there: list[Whereabouts], degrees: float) -> bool:
    return sum(_is_near(one, other, degrees) for other in there) > 1


# The two journeys --------------------------------------------------------------------------------


def test_two_meet_twice_and_share_a_railway() -> None:
    journey = read_journey(JOURNEYS / "two-who-meet")
    itinerary = build_itinerary(journey)
    meetings = [
        (scene.moment.id, journey.stops[scene.together[0][0].stop or 0].name.original.text)
        for scene in scenes(journey)
        if scene.together
    ]
    assert meetings == [
        ("1926-05-04", "Ludwigslust"), ("1926-05-05", "Ludwigslust"),
        ("1926-05-12", "Dresden"), ("1926-05-13", "Dresden"),
    ]  # fmt: skip
    shared = [
        leg
        for leg, parts in enumerate(itinerary.leg_segments)
        if any(segment.lane for line in parts for segment in line)
    ]
    assert shared == [1, 4]


def test_forty_ships_share_the_two_moments_of_their_day() -> None:
    journey = read_journey(JOURNEYS / "forty-ships")
    itinerary = build_itinerary(journey)
    assert len(itinerary.tracks) == 40
    assert [each.id for each in itinerary.timeline.moments] == [
        *("1911-07-01@flensburg", "1911-07-01@kiel"),
    ]
    first, last = scenes(journey)
    assert [len(group) for group in first.together] == [5] * 8
    assert [len(group) for group in last.together] == [40]
    assert itinerary.mark(79) == "AN2"
