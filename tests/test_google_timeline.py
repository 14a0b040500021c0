"""A Google Timeline becomes a journey: long stays are stops, and moves between them legs."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bring_files import BRING, brought, errors, read_as_json, rows, told
from hostile_files import packed
from routemap.errors import ForeignFileError
from routemap.formats import recording
from routemap.formats.recording import Wanted, edtf_of_instant, hours_text
from routemap.formats.registry import import_file
from routemap.geo.geodesic import sphere_distance_km
from routemap.tables import limits

START = datetime(2024, 5, 1, 12, tzinfo=timezone(timedelta(hours=2)))


def visit(hours_in: float, hours: float, latitude: float = 48.0, **place: object) -> dict[str, Any]:
    """A segment of Android's export: a stay that begins so many hours after noon of 1 May 2024."""
    begin = START + timedelta(hours=hours_in)
    candidate = {"placeLocation": {"latLng": f"{latitude}°, 11.5°"}, **place}
    return {
        "startTime": begin.isoformat(),
        "endTime": (begin + timedelta(hours=hours)).isoformat(),
        "visit": {"topCandidate": candidate},
    }


def move(hours_in: float, hours: float, kind: str, metres: float | None = None) -> dict[str, Any]:
    begin = START + timedelta(hours=hours_in)
    return {
        "startTime": begin.isoformat(),
        "endTime": (begin + timedelta(hours=hours)).isoformat(),
        "activity": {"topCandidate": {"type": kind}, "distanceMeters": metres},
    }


def timeline(*segments: object) -> dict[str, Any]:
    return {"semanticSegments": segments}


def stops(*segments: object, wanted: Wanted | None = None) -> list[dict[str, str]]:
    return rows(read_as_json(timeline(*segments), wanted).files, "locations.csv")


# What the exports become -------------------------------------------------------------------------


def test_the_export_of_an_android_phone_becomes_stops_at_the_clock_of_the_place() -> None:
    found = brought("google-android.json")
    assert errors(found) == []
    shown = ("name", "latitude", "arrival", "departure", "mode")
    assert [
        tuple(each.get(key) for key in shown) for each in rows(found.files, "locations.csv")
    ] == [
        (
            "Home (inferred)",
            "48.1372",
            "2024-05-01T18:00:00+02:00",
            "2024-05-02T08:00:00+02:00",
            None,
        ),
        (
            "50.1167, 8.6833",
            "50.1167",
            "2024-05-02T13:00:00+02:00",
            "2024-05-03T09:00:00+02:00",
            "rail",
        ),
        ("Work", "50.038", "2024-05-03T10:00:00+02:00", "2024-05-03T18:00:00+02:00", "cycling"),
    ]


def test_its_moves_become_legs_with_their_way_and_length() -> None:
    found = brought("google-android.json")
    legs = rows(found.files, "legs.csv")
    assert [(each["basis"], each["note"]) for each in legs] == [
        ("reported", "Recorded: foot 1.4 km, rail 401.0 km"),
        ("inferred", "Recorded: cycling"),
    ]
    (feature,) = json.loads(found.files["legs.geojson"])["features"]
    line = feature["geometry"]["coordinates"]
    ends = pairwise((latitude, longitude) for longitude, latitude in line)
    drawn_km = sum(sphere_distance_km(*each) for each in ends)
    assert feature["properties"]["length_km"] == pytest.approx(drawn_km, abs=0.01)
    assert (line[0], line[1], line[-1]) == (
        [11.5756, 48.1372],
        [11.5583, 48.1402],
        [8.6833, 50.1167],
    )
    assert [11.0825, 49.4456] in line


def test_the_account_of_an_android_phone_names_everything_that_is_in_it() -> None:
    assert told(brought("google-android.json")) == {
        "taken: 3 visits (stop)",
        "taken: 3 moves (leg, or part of one)",
        "taken: 2 positions (way)",
        "left: 1 visit (shorter than 2 hours)",
        "left: 1 visit (within another visit)",
        "left: 1 visit (without a time)",
        "left: 1 visit (without coordinates)",
        "left: 1 move (not between two stops)",
        "left: 1 position (without coordinates or a time)",
        "left: 7 probabilities (how sure Google is has no column)",
        "left: 1 parking place (it is no stop)",
        "left: 1 distance (shorter than the straight line between the stops)",
        "left: 1 memory (a trip is told by its visits and moves)",
        "left: 2 raw signals (visits and moves are made of them)",
        "left: 1 profile (habits of a person are no part of a journey)",
    }


def test_the_export_of_an_iphone_becomes_the_same() -> None:
    found = brought("google-iphone.json")
    assert errors(found) == []
    home, other = rows(found.files, "locations.csv")
    assert (home["name"], home["latitude"], home["longitude"]) == ("Home", "47.6062", "-122.3321")
    assert (other["arrival"], other["mode"]) == ("2024-07-01T16:00:00-04:00", "air")
    (feature,) = json.loads(found.files["legs.geojson"])["features"]
    line = feature["geometry"]["coordinates"]
    assert line[1] == [-122.3088, 47.4502]
    assert max(latitude for _, latitude in line) > 47.7  # a flight goes by the great circle
    assert "left: 1 entry (of an unknown kind)" in told(found)


def test_the_older_export_becomes_stops_with_names_and_ways() -> None:
    found = brought("google-semantic.json")
    assert errors(found) == []
    hotel, market = rows(found.files, "locations.csv")
    assert (hotel["name"], hotel["accuracy_km"]) == ("Hotel by the Sea", "0.08")
    assert hotel["arrival"] == "2019-04-01T16:00:00Z"
    assert (market["name"], market["mode"]) == ("Market Square", "road")
    (feature,) = json.loads(found.files["legs.geojson"])["features"]
    assert feature["properties"]["length_km"] == pytest.approx(312.3, abs=0.1)
    assert [1.2445, 41.1189] in feature["geometry"]["coordinates"]
    assert told(found) >= {
        "left: 1 visit (within another visit)",
        "left: 2 other places (where else a visit may have been)",
        "left: 2 positions (of the same way told otherwise)",
    }


def test_an_archive_of_the_older_export_is_read_month_by_month() -> None:
    month = (BRING / "google-semantic.json").read_bytes()
    later = month.replace(b"2019-04", b"2019-05")
    for april, may in ((b"1554188400", b"1556780400"), (b"1554199200", b"1556791200")):
        later = later.replace(april, may)
    folder = "Takeout/Location History/Semantic Location History/2019"
    content = packed(
        {f"{folder}/2019_APRIL.json": month, f"{folder}/2019_MAY.json": later, "index.html": ""}
    )
    found = import_file("takeout.zip", content)
    assert errors(found) == []
    assert [each["id"] for each in rows(found.files, "locations.csv")] == [
        "hotel-by-the-sea",
        "market-square",
        "hotel-by-the-sea-2",
        "market-square-2",
    ]
    assert "left: 1 file (it is no month of visits and moves)" in told(found)
    assert len(rows(found.files, "legs.csv")) == 2


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("IN_TRAIN", "rail"),
        ("in subway", "rail"),
        ("in passenger vehicle", "road"),
        ("IN_FERRY", "ship"),
        ("FLYING", "air"),
        ("walking", "foot"),
        ("CYCLING", "cycling"),
        ("IN_GONDOLA_LIFT", "gondola lift"),
        ("UNKNOWN_ACTIVITY_TYPE", ""),
    ],
)
def test_means_of_travel_are_ours_where_we_have_them(kind: str, mode: str) -> None:
    segments = (visit(0, 3), move(3, 1, kind, 5000.0), visit(4, 3, 49.0))
    assert stops(*segments)[1].get("mode", "") == mode


def test_a_way_without_positions_leads_through_the_places_where_its_means_changes() -> None:
    to_station, by_train = move(3, 0.5, "WALKING", 900.0), move(3.5, 1, "IN_TRAIN", 30_000.0)
    for each, start, end in ((to_station, 48.0, 48.1), (by_train, 48.1, 48.3)):
        each["activity"] |= {"start": f"geo:{start},11.5", "end": f"geo:{end},11.5"}
    found = read_as_json(timeline(visit(0, 3), to_station, by_train, visit(5, 3, 48.3)))
    (feature,) = json.loads(found.files["legs.geojson"])["features"]
    line = feature["geometry"]["coordinates"]
    assert [latitude for _, latitude in line] == [48.0, 48.1, 48.3]
    assert rows(found.files, "legs.csv")[0]["basis"] == "inferred"
    alone = read_as_json(timeline(visit(0, 3), to_station, visit(4, 3, 48.1)))
    assert "legs.geojson" not in alone.files


def test_positions_stand_in_the_order_of_their_times() -> None:
    at = {"startTime": move(3, 1, "")["startTime"], "endTime": move(3, 1, "")["endTime"]}
    path = [
        {"point": f"{latitude}°, 11.5°", "durationMinutesOffsetFromStartTime": minutes}
        for latitude, minutes in ((48.2, "40"), (48.1, 20))
    ]
    segments = (visit(0, 3), at | {"timelinePath": path}, visit(4, 3, 48.3))
    (feature,) = json.loads(read_as_json(timeline(*segments)).files["legs.geojson"])["features"]
    line = feature["geometry"]["coordinates"]
    assert [latitude for _, latitude in line] == [48.0, 48.1, 48.2, 48.3]


def test_who_flies_over_the_date_line_lands_the_day_before() -> None:
    tokyo, los_angeles = (
        {"startTime": start, "endTime": end, "visit": {"topCandidate": {"placeLocation": at}}}
        for start, end, at in (
            ("2024-01-02T12:00:00+09:00", "2024-01-05T00:30:00+09:00", "geo:35.7,139.8"),
            ("2024-01-04T17:30:00-08:00", "2024-01-06T09:00:00-08:00", "geo:34.1,-118.2"),
        )
    )
    found = read_as_json(timeline(tokyo, los_angeles))
    assert len(rows(found.files, "locations.csv")) == 2
    assert errors(found) == []


# What is left out of it --------------------------------------------------------------------------


def test_only_stays_that_are_long_enough_are_stops() -> None:
    segments = (visit(0, 3), visit(4, 1.5, 49.0), visit(6, 9, 50.0))
    assert len(stops(*segments)) == 2
    assert len(stops(*segments, wanted=Wanted(at_least=timedelta(minutes=90)))) == 3
    assert len(stops(*segments, wanted=Wanted(at_least=timedelta(hours=8)))) == 1


def test_only_what_lies_in_part_or_whole_within_the_dates_is_taken() -> None:
    # 1 May 12–18, 2 May 6 to 3 May 6, 4 May 12–18
    segments = (visit(0, 6), visit(18, 24, 49.0), visit(72, 6, 50.0))
    for first, last, latitudes in (
        (date(2024, 5, 3), None, ["49", "50"]),
        (None, date(2024, 5, 2), ["48", "49"]),
        (date(2024, 5, 3), date(2024, 5, 3), ["49"]),
    ):
        found = stops(*segments, wanted=Wanted(first, last))
        assert [each["latitude"] for each in found] == latitudes


def test_stays_at_one_place_in_succession_are_one_stop() -> None:
    segments = (
        visit(0, 3, placeId="a"),
        visit(4, 1, 49.0),
        visit(6, 4, 48.01, placeId="a"),
        visit(12, 4, 50.0),
    )
    first, second = stops(*segments)
    assert (first["arrival"][11:16], first["departure"][11:16]) == ("12:00", "22:00")
    assert second["latitude"] == "50"


def test_a_stay_that_begins_during_another_is_left_and_told() -> None:
    found = read_as_json(timeline(visit(0, 9), visit(3, 4, 49.0), visit(10, 3, 50.0)))
    assert len(rows(found.files, "locations.csv")) == 2
    assert "left: 1 visit (during another one elsewhere)" in told(found)


def test_nothing_long_enough_is_refused_with_what_to_do() -> None:
    with pytest.raises(ForeignFileError, match=r"1 visit \(shorter than 2 hours\)\); choose other"):
        read_as_json(timeline(visit(0, 1)))
    with pytest.raises(ForeignFileError, match="it is empty"):
        read_as_json(timeline())


def test_too_many_stays_are_refused_with_the_options_that_help(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recording, "MOST_STAYS", 2)
    segments = [visit(24 * day, 5, 40.0 + day) for day in range(4)]
    with pytest.raises(
        ForeignFileError, match=r"4 stays .*import --from 2024-05-04, .*--at-least 8h"
    ):
        read_as_json(timeline(*segments))
    assert len(stops(*segments, wanted=Wanted(date(2024, 5, 4)))) == 1


# How it is read ----------------------------------------------------------------------------------


def test_a_recording_may_be_larger_than_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    segments = timeline(visit(0, 3), visit(4, 3, 49.0))
    content = json.dumps(segments).encode()
    large = content + b" " * limits.LARGEST_BYTES
    assert import_file("x.json", large).files
    with pytest.raises(ForeignFileError, match="the limit is 20 MB"):
        import_file("x.json", b" " * limits.LARGEST_BYTES + b"{}")
    monkeypatch.setattr("routemap.formats.json_kinds.LARGEST_RECORDING_BYTES", 1000)
    with pytest.raises(ForeignFileError, match="the limit is 0 MB"):
        import_file("x.json", large)


@pytest.mark.parametrize(
    ("instant", "edtf"),
    [
        (datetime(2024, 1, 2, 3, 4, 5, 678, tzinfo=UTC), "2024-01-02T03:04:05Z"),
        (START, "2024-05-01T12:00:00+02:00"),
    ],
)
def test_a_time_is_written_with_the_zone_it_has(instant: datetime, edtf: str) -> None:
    assert edtf_of_instant(instant) == edtf


def test_lengths_of_time_are_told_in_the_largest_whole_unit() -> None:
    assert hours_text(timedelta(minutes=90)) == "90 minutes"
    assert hours_text(timedelta(hours=1)) == "1 hour"
    assert hours_text(timedelta(days=2)) == "48 hours"


# Any recording at all: whatever is in it is in the account ---------------------------------------

times = st.one_of(
    st.integers(0, 200).map(lambda hours: (START + timedelta(hours=hours)).isoformat()),
    st.sampled_from(["", "yesterday", "9999-12-31T23:59:59-12:00", 5, None]),
)
points = st.one_of(
    st.integers(-90, 90).map(lambda degrees: f"{degrees}.5°, 11.5°"),
    st.integers(-90, 90).map(lambda degrees: f"geo:{degrees},11.5"),
    st.sampled_from(["", "95°, 1°", None, 7]),
)
span = {"startTime": times, "endTime": times}
visits = st.fixed_dictionaries(
    {
        **span,
        "visit": st.fixed_dictionaries(
            {"topCandidate": st.fixed_dictionaries({"placeLocation": points})},
            optional={"hierarchyLevel": st.sampled_from([0, 1, "0", "1"])},
        ),
    }
)
moves = st.fixed_dictionaries(
    {**span, "activity": st.fixed_dictionaries({"distanceMeters": st.sampled_from([9, "9", None])})}
)
paths = st.fixed_dictionaries(
    {
        **span,
        "timelinePath": st.lists(
            st.fixed_dictionaries(
                {"point": points},
                optional={"time": times, "durationMinutesOffsetFromStartTime": st.just("5")},
            ),
            max_size=4,
        ),
    }
)
wanted_parts = st.sampled_from(
    [None, Wanted(date(2024, 5, 3)), Wanted(None, date(2024, 5, 4)), Wanted(at_least=timedelta(0))]
)


@given(st.lists(st.one_of(visits, moves, paths, st.integers())), wanted_parts)
def test_every_visit_move_and_position_of_any_recording_is_accounted_for(
    segments: Any,  # noqa: ANN401
    wanted: Wanted | None,
) -> None:
    segments = [*segments, visit(300, 3), move(303, 1, "WALKING"), visit(304, 3, 49.0)]
    last = Wanted(at_least=timedelta(hours=2)) if wanted and wanted.last else wanted
    found = read_as_json(timeline(*segments), last)
    counts = dict.fromkeys(("visit", "move", "position", "entry"), 0)
    for each in segments:
        if isinstance(each, int):
            counts["entry"] += 1
            continue
        counts["visit"] += "visit" in each
        counts["move"] += "activity" in each
        counts["position"] += len(each.get("timelinePath", ()))
    assert {item: found.account.total(item) for item in counts} == counts
    taken = {entry.detail: entry.count for entry in found.account if entry.fate == "taken"}
    assert taken["stop"] == len(rows(found.files, "locations.csv"))
