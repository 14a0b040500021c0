"""Which stops and hours have moments of their own, and in which order these stand."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from any_journey import english, event, journey_of, journeys, stop
from routemap.i18n.dates import Length, moment_label
from routemap.model.journey import Event, Journey, Step, Stop
from routemap.model.timeline import Timeline, build_timeline
from timelines import day_of, ids, states, timeline_of, words


def test_stops_reached_on_one_day_have_a_moment_each() -> None:
    events = (
        event("2023-09-12"),
        event("2023-09-12", at="B"),
        event("2023-09-12", at="C"),
    )
    timeline = timeline_of(
        stop("2023-09-12", name="A"),
        stop("2023-09-12", name="B"),
        stop("2023-09-14", name="C"),
        events=events,
    )
    assert ids(timeline) == ["2023-09-12@A", "2023-09-12@B", "2023-09-14"]
    assert [moment_label(each, "en").text for each in timeline.moments] == [
        *("12 September 2023: A", "12 September 2023: B", "14 September 2023"),
    ]
    assert states(timeline.stop_spans, timeline) == ["c a a", "v c a", "v v c"]
    # One without a place, or at a stop of another day, joins the first of its date.
    assert timeline.events == ((events[0], events[2]), (events[1],), ())
    assert (timeline.first("2023-09-12"), timeline.last("2023-09-12")) == (0, 1)
    assert timeline.first("2023-09-12@B") == timeline.last("2023-09-12@B") == 1
    assert timeline.names[:2] == ("2023-09-12", "2023-09-12@A")


def test_a_slip_of_a_date_moves_nobody_else() -> None:
    timeline = timeline_of(
        stop("2023-09-01"),
        stop("2023-09-02", name="C"),
        stop("2023-08-03", name="B"),
        stop("2023-09-04", name="D"),
        events=(event("2023-08-20"),),
    )
    assert ids(timeline) == ["2023-08-20", "2023-09-01", "2023-09-02", "2023-08-03", "2023-09-04"]
    assert [span.begin for span in timeline.stop_spans] == [1, 2, 3, 4]


def test_a_slip_into_the_future_moves_nobody_else_either() -> None:
    timeline = timeline_of(
        stop("2023-09-01"),
        stop("2053-09-02", name="B"),
        stop("2023-09-03", name="C"),
        stop("2023-09-04", name="D"),
        events=(event("2023-09-10"),),
    )
    assert ids(timeline) == ["2023-09-01", "2053-09-02", "2023-09-03", "2023-09-04", "2023-09-10"]


def test_what_happened_on_the_date_of_a_slip_stays_on_its_date() -> None:
    timeline = timeline_of(
        stop("2023-09-01"),
        stop("2023-08-03", name="B"),
        stop("2023-09-04", name="C"),
        events=(event("2023-08-03"),),
    )
    assert ids(timeline) == ["2023-08-03", "2023-09-01", "2023-08-03@B", "2023-09-04"]
    assert [len(events) for events in timeline.events] == [1, 0, 0, 0]
    assert timeline.first("2023-08-03") == timeline.last("2023-08-03") == 0


@given(journeys())
def test_each_stop_has_a_moment_of_its_own_in_the_order_of_travel(journey: Journey) -> None:
    timeline = build_timeline(journey)
    begins = [span.begin for span in timeline.stop_spans]
    assert begins == sorted(set(begins))
    for stop_of, begin in zip(journey.stops, begins, strict=True):
        assert timeline.moments[begin].id.partition("@")[2] in {"", stop_of.id}


def test_an_undated_stop_between_two_is_reached_before_the_next() -> None:
    timeline = timeline_of(
        stop("2023-09-12", "2023-09-12"),
        stop(name="passed"),
        stop("2023-09-20", name="C"),
        events=(event("2023-09-15"),),
    )
    assert ids(timeline) == ["2023-09-12", "2023-09-15", "@passed", "2023-09-20"]
    assert states(timeline.stop_spans, timeline) == ["c a a", "v a a", "v c a", "v v c"]
    assert states(timeline.leg_spans, timeline) == ["a a", "c a", "v a", "v v"]


def test_undated_stops_at_the_end_are_stepped_through() -> None:
    timeline = timeline_of(stop("2023-09-12"), stop(name="B"), stop(name="C"))
    assert ids(timeline) == ["2023-09-12", "@B", "@C"]
    assert words(timeline)[1:] == ["Stop 2 of 3, no date given", "Stop 3 of 3, no date given"]
    assert states(timeline.stop_spans, timeline) == ["c a a", "v c a", "v v c"]


def test_a_journey_without_any_date_is_stepped_through() -> None:
    background = event(undated="before", at="B")
    told, reaction = event(at="B"), event()
    timeline = timeline_of(stop(), stop(name="B"), events=(background, told, reaction))
    assert ids(timeline) == ["before", "@A", "@B", "after"]
    assert [moment_label(each, "en", Length.SHORT).text for each in timeline.moments] == [
        *("Background", "A", "B", "Reactions"),
    ]
    assert states(timeline.stop_spans, timeline) == ["a a", "c a", "v c", "v v"]
    assert timeline.events == ((background,), (), (told,), (reaction,))


def test_the_words_of_the_source_stand_for_a_date_that_is_not_given() -> None:
    timeline = timeline_of(replace(stop(), arrival_text=english("in the spring")))
    assert words(timeline) == ["in the spring"]


def test_one_stop_without_date_is_a_journey() -> None:
    timeline = timeline_of(stop())
    assert ids(timeline) == ["@A"]
    assert timeline.leg_spans == ()


def by_the_hour(zone: str, *stops: Stop, events: tuple[Event, ...] = ()) -> Timeline:
    journey = replace(journey_of(*stops, events=events), time_zone=zone, step=Step.HOUR)
    return build_timeline(journey)


def test_by_the_hour_each_hour_with_times_is_a_moment_behind_its_day() -> None:
    timeline = by_the_hour(
        "",
        stop("2023-09-13T09:30:00", "2023-09-13T13:00:00", name="A"),
        stop("2023-09-13T13:40:00", name="B"),
        events=(event("2023-09-13"), event("2023-09"), event("2023-09-14")),
    )
    assert words(timeline) == [
        "September 2023",
        "13 September 2023",
        "13 September 2023, 09:30",
        "13 September 2023, 13:00–14:00",
        "14 September 2023",
    ]
    assert states(timeline.stop_spans, timeline) == ["a a", "a a", "c a", "v c", "v c"]


def test_the_zone_says_into_which_hour_a_time_falls_and_in_which_order() -> None:
    times = ("12T22:10:00Z", "13T08:05:00", "13T08:50:00+10:00", "12T23:30:00-01:00")
    events = tuple(event(f"2023-09-{time}") for time in times)
    timeline = by_the_hour("Asia/Vladivostok", stop("2023-09-01"), events=events)
    assert ids(timeline) == ["2023-09-01", "2023-09-13T08", "2023-09-13T10"]
    assert words(timeline)[1:] == [
        "13 September 2023, 08:00–09:00",
        "12 September 2023, 23:30-01:00",
    ]
    told = [each.date.edtf for each in timeline.events[1] if each.date]
    assert told == ["2023-09-13T08:05:00", "2023-09-12T22:10:00Z", "2023-09-13T08:50:00+10:00"]


@given(journeys())
def test_the_step_changes_nothing_for_whom_no_hour_is_told(journey: Journey) -> None:
    by_hour = build_timeline(replace(journey, step=Step.HOUR))
    by_day = build_timeline(journey)
    hours = [moment for moment in by_hour.moments if "T" in moment.id]
    if not hours:
        assert by_hour == by_day
    days = {moment.id.partition("T")[0] for moment in by_hour.moments}
    assert set(map(day_of, days)) == set(map(day_of, ids(by_day)))
    begins = [span.begin for span in by_hour.stop_spans]
    assert begins == sorted(begins)
