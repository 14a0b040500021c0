"""The scene of any moment of any journey: one place at most, and distances that add up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any_journey import event, journey_of, journeys, stop
from routemap.geo.geodesic import distance_km
from routemap.model.distances import Measure
from routemap.model.itinerary import Scene, build_itinerary
from routemap.model.journey import Basis, Journey, LegGeometry
from routemap.model.timeline import State

KHASAN, VOSTOCHNY, KOMSOMOLSK = (42.416, 130.643), (51.884, 128.334), (50.55, 137.01)


def scenes(journey: Journey) -> list[Scene]:
    itinerary = build_itinerary(journey)
    return [itinerary.scene(moment) for moment in range(len(itinerary.timeline.moments))]


@given(journeys())
def test_the_journey_is_at_one_stop_or_on_one_leg_or_neither(journey: Journey) -> None:
    for scene in scenes(journey):
        at = [n for n in range(len(journey.stops)) if scene.stop_state(n) == State.CURRENT]
        on = [n for n in range(len(journey.legs)) if scene.leg_state(n) == State.CURRENT]
        assert len(at) + len(on) <= 1
        assert at == ([] if scene.current_stop is None else [scene.current_stop])
        assert on == ([] if scene.current_leg is None else [scene.current_leg])


@given(journeys())
def test_what_lies_before_the_place_is_visited_and_what_lies_behind_is_ahead(
    journey: Journey,
) -> None:
    order = [State.VISITED, State.CURRENT, State.AHEAD]
    for scene in scenes(journey):
        along = [scene.stop_state(0)]
        for leg in range(len(journey.legs)):
            along += [scene.leg_state(leg), scene.stop_state(leg + 1)]
        assert along == sorted(along, key=order.index)


@given(journeys())
def test_way_travelled_and_way_ahead_make_the_whole_way(journey: Journey) -> None:
    so_far = 0.0
    for scene in scenes(journey):
        whole = scene.itinerary.distance_until[-1].km
        assert scene.travelled.km + scene.ahead.km == pytest.approx(whole)
        assert scene.travelled.km >= so_far
        so_far = scene.travelled.km
        completed = [
            scene.itinerary.leg_distances[leg].km
            for leg in range(len(journey.legs))
            if scene.leg_state(leg) == State.VISITED
        ]
        assert scene.travelled.km == pytest.approx(sum(completed))


@given(journeys())
def test_the_extent_holds_every_stop_and_every_point_of_a_leg(journey: Journey) -> None:
    itinerary = build_itinerary(journey)
    south, west, north, east = itinerary.extent
    points = [each.position for each in journey.stops]
    points += [point for lines in itinerary.leg_lines for line in lines for point in line]
    for latitude, longitude in points:
        assert south - 1e-9 <= latitude <= north + 1e-9
        turned = (longitude - west + 1e-9) % 360
        assert turned <= east - west + 2e-9 or turned == pytest.approx(360)


def test_distances_are_geodesic_and_say_so() -> None:
    journey = journey_of(
        stop("2023-09-12", at=KHASAN),
        stop("2023-09-13", at=VOSTOCHNY, name="B"),
        events=(event("2023-09"),),
    )
    before, start, end = scenes(journey)
    length = distance_km(KHASAN, VOSTOCHNY)
    assert length == pytest.approx(1067, abs=2)
    assert (before.travelled.measure, before.travelled.km) == (Measure.NONE, 0)
    assert (start.travelled.km, start.ahead.km) == (0, length)
    assert start.ahead.measure == Measure.STRAIGHT
    assert end.travelled.km == length
    assert end.ahead.measure == Measure.NONE


def test_a_drawn_way_gives_the_length_and_mixed_measures_are_told() -> None:
    journey = journey_of(
        stop("2023-09-12", at=KHASAN),
        stop("2023-09-13", at=VOSTOCHNY, name="B"),
        stop("2023-09-15", at=KOMSOMOLSK, name="C"),
        basis=Basis.REPORTED,
    )
    way = LegGeometry(
        ((KHASAN, (47.0, 131.0), VOSTOCHNY),), 1500.0, "a map", "CC0-1.0", stub_km=2.0
    )
    drawn = replace(journey, legs=(replace(journey.legs[0], geometry=way), journey.legs[1]))
    itinerary = build_itinerary(drawn)
    assert itinerary.leg_distances[0].km == 1500
    assert itinerary.leg_distances[0].off_line_km == 2
    assert itinerary.leg_distances[0].measure == Measure.WAY
    assert itinerary.scene(1).travelled.measure == Measure.WAY
    assert itinerary.distance_until[-1].measure == Measure.MIXED
    assert itinerary.distance_until[-1].basis == Basis.REPORTED
    assert itinerary.leg_lines[0] == way.lines


def test_one_inferred_leg_makes_the_sum_inferred() -> None:
    journey = journey_of(
        stop("2023-09-12", at=KHASAN),
        stop("2023-09-13", at=VOSTOCHNY, name="B"),
        basis=Basis.REPORTED,
    )
    assert build_itinerary(journey).distance_until[-1].basis == Basis.REPORTED
    inferred = replace(journey, legs=(replace(journey.legs[0], basis=Basis.INFERRED),))
    assert build_itinerary(inferred).distance_until[-1].basis == Basis.INFERRED


def test_the_sum_has_the_mode_of_all_and_is_shortest_only_if_all_are() -> None:
    journey = journey_of(
        stop("2023-09-12", at=KHASAN),
        stop("2023-09-13", at=VOSTOCHNY, name="B"),
        stop("2023-09-15", at=KOMSOMOLSK, name="C"),
    )
    way = LegGeometry(
        ((KHASAN, VOSTOCHNY),), 1500.0, "a map", "CC0-1.0", stub_km=2.5, is_shortest=True
    )
    first, second = journey.legs
    for mode, is_shortest in (("rail", True), ("rail", False), ("road", True)):
        legs = (
            replace(first, mode="rail", geometry=way),
            replace(second, mode=mode, geometry=replace(way, is_shortest=is_shortest)),
        )
        length = build_itinerary(replace(journey, legs=legs)).distance_until[-1]
        assert (length.km, length.off_line_km) == (3000, 5)
        assert length.mode == ("rail" if mode == "rail" else "")
        assert length.is_shortest == is_shortest


def test_a_reported_way_does_not_vouch_for_inferred_means_of_travel() -> None:
    journey = journey_of(
        stop("2023-09-12", at=KHASAN),
        stop("2023-09-13", at=VOSTOCHNY, name="B"),
        basis=Basis.REPORTED,
    )
    by_rail = replace(journey.legs[0], mode="rail")
    for leg, mode in (
        (by_rail, ""),
        (replace(by_rail, mode_basis=Basis.REPORTED), "rail"),
        (replace(by_rail, basis=Basis.INFERRED), "rail"),
    ):
        assert build_itinerary(replace(journey, legs=(leg,))).leg_distances[0].mode == mode


def test_a_leg_of_zero_length_is_a_stay_that_adds_nothing_and_has_no_line() -> None:
    journey = journey_of(
        stop("2023-09-12", at=KHASAN),
        stop("2023-09-13", at=KHASAN, name="B"),
        stop("2023-09-15", at=VOSTOCHNY, name="C"),
    )
    told = replace(journey, legs=(journey.legs[0], replace(journey.legs[1], basis=Basis.REPORTED)))
    itinerary = build_itinerary(told)
    assert itinerary.leg_distances[0].measure == Measure.STAY
    assert itinerary.leg_lines[0] == ()
    assert not itinerary.distance_until[1].is_travel
    assert (
        itinerary.distance_until[-1] == itinerary.leg_distances[1]
    )  # so the stay does not make it inferred


def test_a_way_round_to_the_same_place_is_no_stay() -> None:
    journey = journey_of(stop("2023-09-12", at=KHASAN), stop("2023-09-13", at=KHASAN, name="B"))
    way = LegGeometry(((KHASAN, VOSTOCHNY, KHASAN),), 3000.0, "a map", "CC0-1.0")
    itinerary = build_itinerary(replace(journey, legs=(replace(journey.legs[0], geometry=way),)))
    assert itinerary.distance_until[-1].measure == Measure.WAY
    assert itinerary.leg_lines == (way.lines,)


def test_one_stop_has_no_distance_and_an_extent() -> None:
    (scene,) = scenes(journey_of(stop("2023-09-12", at=KHASAN)))
    assert scene.current_stop == 0
    assert scene.current_leg is None
    assert scene.travelled.measure == scene.ahead.measure == Measure.NONE
    assert scene.extent == (*KHASAN, *KHASAN)


def test_stops_on_both_sides_of_the_date_line_are_close_together() -> None:
    itinerary = build_itinerary(
        journey_of(stop("2023", at=(50.0, 179.0)), stop("2024", at=(51.0, -179.0), name="B"))
    )
    south, west, north, east = itinerary.extent
    assert (west, east) == (179, 181)
    assert south == 50
    assert north >= 51
    ((line,),) = itinerary.leg_lines
    assert line[-1] == pytest.approx((51, 181))


@given(st.integers(0, 5))
def test_a_stop_is_found_by_its_id(number: int) -> None:
    stops = [stop(f"200{n}", name=f"stop-{n}") for n in range(6)]
    itinerary = build_itinerary(journey_of(*stops))
    assert itinerary.stop_number(f"stop-{number}") == number
    assert itinerary.stop_number("elsewhere") is None
