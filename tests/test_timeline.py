"""The moments of a journey, their order and their words, and when stops and legs are current."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from any_journey import event, journey_of, journeys, stop
from routemap.errors import DateError
from routemap.i18n.dates import event_date_phrase
from routemap.model.edtf_dates import Day, parse_date
from routemap.model.moments import MomentKind
from routemap.model.timeline import State, build_timeline
from timelines import day_of, ids, states, timeline_of, words

if TYPE_CHECKING:
    from routemap.model.journey import Journey

ORDER = {State.AHEAD: 0, State.CURRENT: 1, State.VISITED: 2}


@given(journeys())
def test_each_date_and_each_event_has_exactly_one_moment(journey: Journey) -> None:
    timeline = build_timeline(journey)
    assert timeline.moments
    assert len(set(ids(timeline))) == len(timeline.moments)
    dates = [date for s in journey.stops for date in (s.arrival, s.departure) if date]
    dates += [e.date for e in journey.events if e.date]
    dated = [moment for moment in timeline.moments if moment.kind == MomentKind.DATED]
    assert {day_of(moment.id) for moment in dated} == {date.moment_id for date in dates}
    told = [e for of_moment in timeline.events for e in of_moment]
    assert sorted(map(id, told)) == sorted(map(id, journey.events))
    for number, moment in enumerate(timeline.moments):
        assert timeline.first(moment.id) == number
    assert timeline.first("no such moment") is None


@given(journeys())
def test_dated_moments_stand_in_order_between_before_and_after(journey: Journey) -> None:
    timeline = build_timeline(journey)
    kinds = [moment.kind for moment in timeline.moments]
    assert MomentKind.BEFORE not in kinds[1:]
    assert MomentKind.AFTER not in kinds[:-1]
    dates = [date for s in journey.stops for date in (s.arrival, s.departure) if date]
    dates += [e.date for e in journey.events if e.date]
    # A stop whose date contradicts the order of travel stands where it was reached.
    reached = {timeline.moments[span.begin].id for span in timeline.stop_spans}
    together = {
        moment.id: [d for d in dates if d.moment_id == moment.id]
        for moment in timeline.moments
        if moment.id not in reached
    }
    spans = [
        (min(d.sort_day for d in of_moment), max(d.latest or d.sort_day for d in of_moment))
        for of_moment in together.values()
        if of_moment
    ]
    for number, (first, _) in enumerate(spans):
        # A vague date may stand later than it starts, but no later than it reaches.
        assert all(first <= begin or first <= reach for begin, reach in spans[number + 1 :])


def test_a_vague_date_stands_behind_the_stops_before_it_as_far_as_it_reaches() -> None:
    timeline = timeline_of(
        stop(departure="2024-05-01"),
        stop(arrival="2024-05-01", departure="2024-05-02", name="B"),
        stop(arrival="2024-05~"),
        stop(arrival="2024-06"),
    )
    assert ids(timeline) == [
        *("2024-05-01@A", "2024-05-01@B", "2024-05-02", "2024-05", "2024-06"),
    ]
    assert states(timeline.stop_spans, timeline)[:2] == ["c a a a", "v c a a"]


@given(journeys())
def test_spans_follow_one_another_in_travel_order(journey: Journey) -> None:
    timeline = build_timeline(journey)
    borders = [timeline.stop_spans[0].begin]
    for number, span in enumerate(timeline.stop_spans):
        if number:
            borders += timeline.leg_spans[number - 1]
        borders += span
    assert borders == sorted(borders)
    assert borders[0] >= 0
    assert borders[-1] <= len(timeline.moments)
    assert len(timeline.leg_spans) == len(timeline.stop_spans) - 1


@given(journeys())
def test_states_change_at_the_borders_of_a_span_only_and_never_go_back(journey: Journey) -> None:
    timeline = build_timeline(journey)
    for span in (*timeline.stop_spans, *timeline.leg_spans):
        for moment in range(1, len(timeline.moments)):
            before, now = ORDER[span.state(moment - 1)], ORDER[span.state(moment)]
            assert before <= now
            assert (before != now) == (moment in span)


@given(journeys())
def test_nothing_is_current_after_the_dated_moments(journey: Journey) -> None:
    timeline = build_timeline(journey)
    if timeline.moments[-1].kind == MomentKind.AFTER:
        last = len(timeline.moments) - 1
        spans = (*timeline.stop_spans, *timeline.leg_spans)
        assert {span.state(last) for span in spans} == {State.VISITED}


def test_a_month_stands_before_its_first_day_and_a_year_before_its_first_month() -> None:
    dates = ("2023-01-01", "2023-01", "2023", "2022-12-31", "2023-01-02")
    timeline = timeline_of(stop("2022"), events=tuple(event(date) for date in dates))
    assert ids(timeline) == ["2022", "2022-12-31", "2023", "2023-01", "2023-01-01", "2023-01-02"]


def test_before_christ_stands_before_the_years_after() -> None:
    timeline = timeline_of(stop("-0333"), stop("-0043-03-15"), stop("0000"), stop("0001"))
    assert ids(timeline) == ["-0333", "-0043-03-15", "0000", "0001"]


def test_who_has_left_by_a_day_is_on_the_way_at_that_day() -> None:
    timeline = timeline_of(
        stop(departure="../2023-09-10"),
        stop("2023-09-12", name="B"),
        events=(event("2023-09"), event("2023-09-10")),
    )
    assert ids(timeline) == ["2023-09", "2023-09-10", "2023-09-12"]
    assert words(timeline)[1] == "by 10 September 2023"
    assert states(timeline.stop_spans, timeline) == ["a a", "v a", "v c"]
    assert states(timeline.leg_spans, timeline) == ["a", "c", "v"]


def test_a_sighting_on_a_day_names_the_moment_before_an_arrival_by_then() -> None:
    at_the_place = event("2023-09-15", at="B")
    timeline = timeline_of(
        stop("2023-09-13"), stop("../2023-09-15", name="B"), events=(at_the_place,)
    )
    assert words(timeline) == ["13 September 2023", "15 September 2023"]
    assert states(timeline.stop_spans, timeline) == ["c a", "v c"]


def test_the_words_of_the_source_name_the_moment() -> None:
    timeline = timeline_of(stop("2023-09-12"), events=(event("2023-09", words="early September"),))
    assert words(timeline) == ["early September", "12 September 2023"]


def test_a_stretch_of_days_joins_the_moment_of_its_start() -> None:
    timeline = timeline_of(stop("2023-09-12/2023-09-13"), stop("2023-09-13", name="B"))
    assert ids(timeline) == ["2023-09-12", "2023-09-13"]
    assert states(timeline.stop_spans, timeline) == ["c a", "v c"]


def test_a_stop_reached_and_left_on_one_day_is_current_on_that_day() -> None:
    timeline = timeline_of(
        stop("2023-09-12", "2023-09-12"),
        stop("2023-09-20", name="B"),
        events=(event("2023-09-15"),),
    )
    assert states(timeline.stop_spans, timeline) == ["c a", "v a", "v c"]
    assert states(timeline.leg_spans, timeline) == ["a", "c", "v"]


def test_a_stop_without_a_departure_is_current_until_the_next_is_reached() -> None:
    timeline = timeline_of(
        stop("2023-09-12"), stop("2023-09-20", name="B"), events=(event("2023-09-15"),)
    )
    assert states(timeline.stop_spans, timeline) == ["c a", "c a", "v c"]


def test_the_last_stop_is_current_until_the_journey_is_over() -> None:
    timeline = timeline_of(stop("2023-09-12"), events=(event("2023-09-20"), event(undated="after")))
    assert ids(timeline) == ["2023-09-12", "2023-09-20", "after"]
    assert states(timeline.stop_spans, timeline) == ["c", "c", "v"]


@pytest.mark.parametrize(
    ("dates", "year", "found"),
    [
        (("2001", "2003"), 2000, "2001"),
        (("2001", "2003"), 2002, "2003"),
        (("2001", "2003"), 2004, "2003"),
        ((), 2002, "before"),
    ],
)
def test_a_day_leads_to_the_next_moment_or_to_the_last_with_a_date(
    dates: tuple[str, ...], year: int, found: str
) -> None:
    background = event(undated="before")
    timeline = timeline_of(*map(stop, dates), stop(name="Undated"), events=(background,))
    assert ids(timeline)[timeline.at_or_after(Day(year, 1, 1))] == found


def test_the_same_place_visited_twice_has_two_spans() -> None:
    timeline = timeline_of(
        stop("2019-04-24", name="home"),
        stop("2019-04-25", name="away"),
        stop("2019-04-26", name="home-2"),
    )
    assert states(timeline.stop_spans, timeline) == ["c a a", "v c a", "v v c"]


def test_vague_dates_that_overlap_keep_the_order_of_travel() -> None:
    timeline = timeline_of(stop("2023-09-12"), stop("2023-09", name="B"))
    assert [span.begin for span in timeline.stop_spans] == sorted(
        span.begin for span in timeline.stop_spans
    )


@pytest.mark.parametrize(
    ("date", "is_day"), [("2023-09-12", True), ("2023-09", False), ("", False)]
)
def test_only_a_day_without_doubt_is_an_exact_moment(date: str, is_day: bool) -> None:  # noqa: FBT001
    moment = timeline_of(stop(date)).moments[0]
    assert moment.is_exact_day == is_day
    assert (moment.date is None) == (date == "")


def test_events_of_a_moment_keep_the_order_of_the_table() -> None:
    first, second, other = event("2023-09-12"), event("2023-09-12~"), event("2023-09-13")
    timeline = timeline_of(stop("2023-09-12"), events=(other, first, second))
    assert timeline.events == ((first, second), (other,))
    assert parse_date("2023-09-12~").moment_id == "2023-09-12"


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Vladivostok", ["", "13:00:00", "05:00:00Z", "12:00:00+03:00", "07:30:00-03:30"]),
        ("", ["", "05:00:00Z", "12:00:00+03:00", "07:30:00-03:30", "13:00:00"]),
    ],
)
def test_events_of_one_moment_stand_in_the_order_of_their_times(
    zone: str, expected: list[str]
) -> None:
    times = ["T12:00:00+03:00", "T13:00:00", "", "T07:30:00-03:30", "T05:00:00Z"]
    events = tuple(event(f"2023-09-13{time}") for time in times)
    journey = replace(journey_of(stop("2023-09-13"), events=events), time_zone=zone)
    (told,) = build_timeline(journey).events
    assert [each.date.time for each in told if each.date] == expected


@pytest.mark.parametrize("day", ["-0333-06-01", "9999-12-31", "0001-01-01"])
def test_times_are_sorted_in_any_year(day: str) -> None:
    events = tuple(event(f"{day}T{time}") for time in ("24:00:00", "00:00:00"))
    journey = replace(journey_of(stop(day), events=events), time_zone="Asia/Vladivostok")
    (told,) = build_timeline(journey).events
    assert [each.date.time for each in told if each.date] == ["00:00:00", "24:00:00"]


def test_a_moment_is_named_by_its_day_and_its_events_by_their_times() -> None:
    events = tuple(event(f"2023-09-13T{time}:00") for time in ("13:00", "09:30"))
    timeline = timeline_of(stop("2023-09-12"), events=events)
    assert words(timeline) == ["12 September 2023", "13 September 2023"]
    told = [event_date_phrase(each, "en").text for each in timeline.events[1]]
    assert told == ["13 September 2023, 09:30", "13 September 2023, 13:00"]


@pytest.mark.parametrize(
    ("edtf", "told"),
    [
        ("-0334", "335 BC"),
        ("-0333-10", "October 334 BC"),
        ("0000", "1 BC"),
        ("0001", "1"),
        ("0009~", "about 9"),
        ("-0334/-0330", "335 BC – 331 BC"),
        ("Y-17000", "17001 BC"),
        ("12345", None),
    ],
)
def test_years_read_as_people_write_them(edtf: str, told: str | None) -> None:
    if told is None:
        with pytest.raises(DateError):
            parse_date(edtf)
    else:
        assert words(timeline_of(stop(edtf))) == [told]
