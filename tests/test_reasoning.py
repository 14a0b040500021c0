"""What must be true of a journey: bounds with their premises, and contradictions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from any_journey import event, journey_of, stop
from browser import CHECKOUT
from routemap.model.edtf_dates import parse_date
from routemap.model.itinerary import build_itinerary
from routemap.model.journey import Basis, Certainty, Event, Journey, Stop
from routemap.model.speeds import Speed
from routemap.reasoning.bounds import Findings, what_follows
from routemap.reasoning.premises import ARRIVAL, DEPARTURE, EventThere, StopDate
from routemap.reasoning.telling import Told, as_edtf, told, without_echoes
from routemap.tables import read_journey
from traveller_journeys import shared_journey

if TYPE_CHECKING:
    from collections.abc import Iterable

NORTH, SOUTH = (51.0, 10.0), (50.0, 10.0)
"""111 km apart."""
SHIPPED = read_journey(CHECKOUT / "data")


def followed(journey: Journey, *speeds: Speed) -> Findings:
    return what_follows(build_itinerary(journey), speeds)


def said(journey: Journey, *speeds: Speed) -> dict[str, str]:
    """The bounds as they are told, by stop, occasion and side: "2 arrival earliest"."""
    return {named(each): each.date.edtf for each in told(followed(journey, *speeds))}


def named(each: Told) -> str:
    return f"{each.bound.stop + 1} {each.bound.occasion} {each.bound.side}"


def by(*modes: str, journey: Journey) -> Journey:
    legs = (replace(leg, mode=mode) for leg, mode in zip(journey.legs, modes, strict=True))
    return replace(journey, legs=tuple(legs))


def route(*stops: Stop, events: tuple[Event, ...] = ()) -> Journey:
    """A journey whose stops have the ids s1, s2, …"""
    named_stops = (replace(each, id=f"s{number}") for number, each in enumerate(stops, start=1))
    return journey_of(*named_stops, events=events)


def zoned(zone: str, *stops: Stop) -> tuple[Stop, ...]:
    return tuple(replace(each, time_zone=zone) for each in stops)


# The shipped journey ------------------------------------------------------------------------------


def test_without_an_assumption_days_bound_days() -> None:
    assert said(SHIPPED) == {
        "2 departure earliest": "2023-09-12",
        "2 departure latest": "2023-09-13",
        "3 departure earliest": "2023-09-13",
        "3 departure latest": "2023-09-15",
        "4 arrival earliest": "2023-09-13",
    }


def test_with_a_highest_speed_the_way_takes_time() -> None:
    # 1,667 km at 60 km/h are 1,667 minutes, 27 h 47 min. Counted back from 23:59 at Vostochny
    # (UTC+9) that is 11:12 UTC, 21:12 in Khasan (UTC+10); counted on from 00:00 in Khasan, 02:47 at
    # Vostochny.
    findings = followed(SHIPPED, Speed("rail", 60))
    found = {named(each): each for each in without_echoes(told(findings))}
    left, reached = found["2 departure latest"], found["3 arrival earliest"]
    assert left.date.edtf == "2023-09-12T21:15:00"
    assert reached.date.edtf == "2023-09-13T02:45:00"
    day = parse_date("2023-09-12").sort_day.number * 24 * 60
    assert left.bound.minutes == day + 11 * 60 + 12
    assert reached.bound.minutes == day + 17 * 60 + 47
    assert left.clock is None
    assert left.grounds.dates == (StopDate(2, ARRIVAL),)
    (travel,) = left.grounds.travel
    assert (travel.speed, travel.way.km) == (Speed("rail", 60), 1667.0)
    assert travel.way.off_line_km == 0
    assert travel.is_mode_inferred


@pytest.mark.parametrize(("speed", "is_possible"), [(34.0, False), (34.03, True)])
def test_below_34_km_an_hour_dates_and_drawn_way_contradict_each_other(
    speed: float, *, is_possible: bool
) -> None:
    findings = followed(SHIPPED, Speed("rail", speed))
    assert bool(findings.bounds) == is_possible
    assert [each.dates for each in findings.contradictions] == (
        [] if is_possible else [(StopDate(1, ARRIVAL), StopDate(2, ARRIVAL))]
    )


def test_a_day_of_another_clock_says_so() -> None:
    # 13 September at Vostochny ends at one in the morning of the 14th in Khasan.
    (left,) = (each for each in told(followed(SHIPPED)) if named(each) == "2 departure latest")
    assert left.clock == 2
    same = replace(SHIPPED, stops=zoned("Asia/Vladivostok", *SHIPPED.stops))
    assert {each.clock for each in told(followed(same))} == {None}


# What binds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("date", ["2023-09-12~", "2023-09-12?", "2023-09-12%", "2023-23", ""])
def test_what_is_vague_bounds_nothing(date: str) -> None:
    journey = route(stop(), stop(date), stop())
    journey = replace(journey, events=(event(date, at="s2"),))
    assert said(journey) == {}


@pytest.mark.parametrize("certainty", [Certainty.LESS_CERTAIN, Certainty.UNCERTAIN])
def test_a_row_that_is_not_certain_binds_nothing(certainty: Certainty) -> None:
    first, last = stop(), stop("2023-09-12")
    doubted = event("2023-09-10", at="s1")
    journey = route(first, replace(last, certainty=certainty))
    journey = replace(journey, events=(replace(doubted, certainty=certainty),))
    assert said(journey) == {}
    assert said(route(first, last)) == {"1 departure latest": "2023-09-12"}


def test_an_event_that_is_inferred_itself_binds_nothing() -> None:
    first, last = stop(), stop()
    there = event("2023-09-10", at="s1")
    assert said(route(first, last, events=(there,)))
    inferred = replace(there, basis=Basis.INFERRED)
    assert said(route(first, last, events=(inferred,))) == {}


def test_an_event_at_a_stop_is_between_arrival_and_departure() -> None:
    stops = stop(), stop(), stop()
    journey = route(*stops, events=(event("2023-09-10/2023-09-12", at="s2"),))
    found = followed(journey)
    assert said(journey) == {
        "1 departure latest": "2023-09-12",
        "2 arrival latest": "2023-09-12",
        "2 departure earliest": "2023-09-10",
        "3 arrival earliest": "2023-09-10",
    }
    assert {found.grounds(each).dates for each in found.bounds} == {(EventThere(0),)}


def test_an_event_that_dates_of_stops_allow_binds_to_the_day() -> None:
    stops = stop("2023-09-10"), stop("2023-09-20")
    journey = route(*stops, events=(event("2023-09-15", at="s1"),))
    assert said(journey)["1 departure earliest"] == "2023-09-15"


def test_a_story_of_a_place_long_before_or_after_the_visit_binds_nobody() -> None:
    stops = stop("2023-09-10"), stop("2023-09-12")
    history = tuple(event(date, at="s1") for date in ("1905-09-05", "2023-12-01"))
    assert said(route(*stops, events=history)) == said(route(*stops))
    assert not followed(route(*stops, events=history)).contradictions


def test_without_a_time_zone_a_day_is_any_on_earth() -> None:
    # 12 September may begin at 10:00 UTC on the 11th, and the 10th end at 11:59 UTC on the 11th.
    stops = stop("2023-09-12"), stop("2023-09-10")
    assert not followed(route(*stops)).contradictions
    assert followed(route(*zoned("Asia/Seoul", *stops))).contradictions
    earlier = stop("2023-09-12"), stop("2023-09-09")
    assert followed(route(*earlier)).contradictions


def test_the_time_zone_of_a_stop_comes_before_that_of_the_journey() -> None:
    stops = stop("2023-09-12T20:00:00"), stop("2023-09-12T15:00:00")
    journey = replace(route(*stops), time_zone="Asia/Tokyo")
    assert followed(journey).contradictions
    eastward = replace(stops[1], time_zone="America/Los_Angeles")
    assert not followed(replace(journey, stops=(stops[0], eastward))).contradictions


def test_a_straight_leg_is_counted_from_where_the_places_may_lie_nearest() -> None:
    near = replace(stop("2023-09-12T00:00:00Z", at=SOUTH), accuracy_km=5)
    far = replace(stop(at=NORTH), accuracy_km=6)
    findings = followed(by("foot", journey=route(near, far)), Speed("foot", 60))
    (travel,) = findings.grounds(findings.bounds[-1]).travel
    assert travel.way.km == pytest.approx(111.24 - 11, abs=0.1)


def test_no_speed_is_counted_to_or_from_a_stop_that_is_not_certain() -> None:
    start, end = stop("2023-09-12T00:00:00Z", at=SOUTH), stop(at=NORTH)
    doubted = replace(end, certainty=Certainty.LESS_CERTAIN)
    for each, is_counted in ((end, True), (doubted, False)):
        findings = followed(by("Foot", journey=route(start, each)), Speed("foot", 5))
        grounds = findings.grounds(findings.bounds[-1])
        assert bool(grounds.travel) == is_counted


def test_ways_of_several_legs_and_modes_are_put_together() -> None:
    stops = (
        stop("2023-09-12T00:00:00Z", at=SOUTH),
        *(stop(at=at) for at in (NORTH, SOUTH, NORTH)),
    )
    journey = by("rail", "ship", "rail", journey=route(*stops))
    findings = followed(journey, Speed("rail", 60), Speed("ship", 20))
    grounds = findings.grounds(findings.bounds[-1])
    assert [(each.speed.mode, round(each.way.km)) for each in grounds.travel] == [
        ("rail", 222),
        ("ship", 111),
    ]
    assert findings.bounds[-1].minutes == findings.bounds[0].minutes + 111 + 333 + 111


# Several travellers -------------------------------------------------------------------------------


def meeting(date: str, at: str, who: Iterable[str] = ("ann", "ben")) -> Event:
    return replace(event(date, at=at), who=tuple(who))


def two(ann: tuple[str, str, str], ben: tuple[str, str, str], *events: Event) -> Journey:
    """Ann and Ben each stop in the south, in the north and in the south again."""
    places = ("South", SOUTH), ("North", NORTH), ("Back", SOUTH)
    ways = (
        [(*place, date) for place, date in zip(places, dates, strict=True)] for dates in (ann, ben)
    )
    return replace(shared_journey(*ways), events=events)


def test_bounds_pass_from_one_traveller_to_the_other_where_they_meet() -> None:
    dates = ("2023-09-01", "", "2023-09-09"), ("", "2023-09-05", "")
    apart = two(*dates)
    assert said(apart)["2 departure earliest"] == "2023-09-01"
    together = two(*dates, meeting("", "Ann-2"))
    assert said(together)["2 departure earliest"] == "2023-09-05"
    findings = followed(together)
    (bound,) = (
        each
        for each in findings.bounds
        if (each.stop, each.occasion, each.side) == (1, DEPARTURE, "earliest")
    )
    assert findings.grounds(bound).dates == (StopDate(4, ARRIVAL), EventThere(0))


def test_where_two_meet_the_one_is_dated_by_the_other() -> None:
    whole = read_journey(CHECKOUT / "tests" / "journeys" / "two-who-meet")
    assert said(whole) == {}  # every day is stated
    ids = [each.id for each in whole.stops]
    number = ids.index("ludwigslust-johann")
    stops = list(whole.stops)
    stops[number] = replace(stops[number], arrival=None, departure=None)
    journey = replace(whole, stops=tuple(stops))
    arrival, departure = f"{number + 1} arrival", f"{number + 1} departure"
    assert said(journey) == {
        f"{arrival} earliest": "1926-05-04",
        f"{arrival} latest": "1926-05-05",
        f"{departure} earliest": "1926-05-05",
        f"{departure} latest": "1926-05-08",
    }
    # Were the day of the meeting not known, it would still be one of Clara's days there.
    undated = tuple(replace(each, date=None) for each in whole.events)
    found = said(replace(journey, events=undated))
    assert found[f"{arrival} latest"] == "1926-05-06"
    assert found[f"{departure} earliest"] == "1926-05-04"
    assert said(replace(journey, events=()))[f"{arrival} latest"] == "1926-05-08"


def test_a_meeting_without_a_date_binds_all_who_are_named() -> None:
    dates = ("", "", "2023-09-09"), ("", "2023-09-12", "")
    assert not followed(two(*dates, meeting("", "Ann-2", ["ann"]))).contradictions
    (found,) = followed(two(*dates, meeting("", "Ann-2"))).contradictions
    assert set(found.dates) == {StopDate(2, ARRIVAL), StopDate(4, ARRIVAL), EventThere(0)}


def test_an_event_with_who_binds_even_against_the_dates_of_stops() -> None:
    dates = ("2023-09-01", "2023-09-02", "2023-09-09"), ("", "", "")
    assert not followed(two(*dates, event("2023-12-24", at="Ann-2"))).contradictions
    (found,) = followed(two(*dates, meeting("2023-12-24", "Ann-2", ["ann"]))).contradictions
    assert set(found.dates) == {StopDate(2, ARRIVAL), EventThere(0)}


def test_who_comes_to_the_place_twice_met_there_at_either_visit() -> None:
    dates = ("", "2023-09-05", ""), ("2023-09-01", "2023-09-03", "2023-09-08")
    journey = two(*dates, meeting("2023-09-08", "Ann-1"))
    assert followed(journey).contradictions  # Ann had left the south by the 5th
    journey = two(*dates, meeting("2023-09-09", "Ann-3"))
    assert not followed(journey).contradictions  # Ben may have been in the south the second time


def test_who_has_no_stop_at_the_place_is_not_bound() -> None:
    journey = shared_journey(
        [("South", SOUTH, ""), ("North", NORTH, "2023-09-05")],
        [("Elsewhere", (10.0, 10.0), "2023-09-01"), ("There", (11.0, 10.0), "2023-09-02")],
    )
    met = replace(journey, events=(meeting("2023-09-04", "Ann-1"),))
    assert said(met)["1 departure earliest"] == "2023-09-04"
    assert not followed(met).contradictions


def test_meetings_in_an_impossible_order_contradict_each_other_without_any_date() -> None:
    # Ann at her second stop meets Ben at his third, and at her third Ben at his second.
    at = [(0.0, float(n)) for n in range(4)]
    journey = shared_journey(
        [("a", at[0], ""), ("b", at[1], ""), ("c", at[2], "")],
        [("d", at[3], ""), ("c", at[2], ""), ("b", at[1], "")],
    )
    met = replace(journey, events=(meeting("", "Ann-2"), meeting("", "Ann-3")))
    assert not followed(met).contradictions  # all at one time, if no way takes any
    travelled = replace(met, legs=tuple(replace(leg, mode="foot") for leg in met.legs))
    (found,) = followed(travelled, Speed("foot", 5)).contradictions
    assert set(found.dates) == {EventThere(0), EventThere(1)}
    assert [each.speed.mode for each in found.travel] == ["foot"]


# How finely it is told ----------------------------------------------------------------------------


def test_a_bound_is_as_coarse_as_the_date_it_comes_from() -> None:
    stops = stop(), stop("-0333"), stop(), stop("2023-09/2023-10"), stop()
    assert said(route(*stops)) == {
        "1 departure latest": "-0333",
        "2 departure earliest": "-0333",
        "2 departure latest": "2023-10",
        "3 arrival earliest": "-0333",
        "3 arrival latest": "2023-10",
        "3 departure earliest": "-0333",
        "3 departure latest": "2023-10",
        "4 departure earliest": "2023-09",
        "5 arrival earliest": "2023-09",
    }


def test_a_time_is_told_to_the_quarter_of_an_hour_by_a_clock_that_is_known() -> None:
    start, end = stop("2023-09-12T10:00:00", at=SOUTH), stop(at=NORTH)
    journey = by("rail", journey=route(start, end))
    for stops, edtf, clock in (
        ((start, end), "2023-09-12T11:45:00", 0),  # nobody says which clock: that of the start
        (zoned("Europe/Berlin", start, end), "2023-09-12T11:45:00", None),
        (
            (*zoned("Europe/Berlin", start), *zoned("Europe/London", end)),
            "2023-09-12T10:45:00",
            None,
        ),
        ((*zoned("Europe/Berlin", start), end), "2023-09-12T11:45:00", 0),
        ((start, *zoned("Europe/London", end)), "2023-09-12T11:45:00", 0),
    ):
        (found,) = (
            each
            for each in told(followed(replace(journey, stops=stops), Speed("rail", 60)))
            if named(each) == "2 arrival earliest"
        )
        assert (found.date.edtf, found.clock) == (edtf, clock)


@pytest.mark.parametrize(
    ("km_per_hour", "earliest", "latest"),
    [
        (60, "11:45", "08:15"),  # 1 h 51 min: 11:51 and 08:09
        (66, "11:30", "08:30"),  # 1 h 41 min: 11:41 and 08:19
        (110.5, "11:00", "09:00"),  # 1 h
    ],
)
def test_what_is_told_to_the_quarter_claims_no_more_than_follows(
    km_per_hour: float, earliest: str, latest: str
) -> None:
    for dates, name, time in (
        (("2023-09-12T10:00:00", ""), "2 arrival earliest", earliest),
        (("", "2023-09-12T10:00:00"), "1 departure latest", latest),
    ):
        stops = (stop(when, at=at) for when, at in zip(dates, (SOUTH, NORTH), strict=True))
        found = said(by("rail", journey=route(*stops)), Speed("rail", km_per_hour))
        assert found[name] == f"2023-09-12T{time}:00"


def test_what_the_row_says_itself_is_not_told_again() -> None:
    stops = stop("2023-09-12", "2023-09-13"), stop("2023-09-13", "2023-09-14")
    assert said(route(*stops)) == {}
    wide = stop("2023-09-12", "2023-09-13"), stop("2023-09-01/2023-09-30")
    assert said(route(*wide)) == {"2 arrival earliest": "2023-09-13"}


def test_who_left_no_later_had_come_no_later_which_is_told_once() -> None:
    stops = stop("2023-09-12"), stop(), stop("2023-09-14")
    found = without_echoes(told(followed(route(*stops))))
    assert [named(each) for each in found] == [
        "1 departure earliest",
        "1 departure latest",
        "2 arrival earliest",
        "2 departure latest",
    ]


def test_years_that_no_clock_knows_are_counted_all_the_same() -> None:
    stops = stop("Y-17000", at=SOUTH), stop(at=NORTH)
    journey = by("foot", journey=route(*stops))
    assert said(journey, Speed("foot", 5))["2 arrival earliest"] == "Y-17000"
    findings = followed(journey, Speed("foot", 5))
    assert {as_edtf(each, findings.statements) for each in told(findings)} == {"Y-17000"}
