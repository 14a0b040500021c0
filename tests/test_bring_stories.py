"""Stories of TimelineJS, StoryMapJS and Mapbox's template become journeys that are told."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bring_files import brought, errors, read_as_json, rows, told
from routemap.cli.main import main
from routemap.errors import ForeignFileError
from routemap.formats.registry import DATA_FORMATS, import_file
from routemap.model.itinerary import build_itinerary
from routemap.model.moments import MomentKind
from routemap.shipped import shipped_journey
from routemap.tables import check_files, read_journey

OLDER = (
    "An older story that the captain liked to tell: how a ruler of Rome was murdered by his own …"
)
WHERE = {"lat": 1, "lon": 2}
PICTURE = "https://example.org/a.jpg"


# TimelineJS --------------------------------------------------------------------------------------


def test_a_timeline_becomes_events_in_the_order_of_their_dates_and_stops_where_it_has_places() -> (
    None
):
    found = brought("timeline.json")
    assert errors(found) == []
    events = [
        (each.get("date"), each["headline"], each.get("location"))
        for each in rows(found.files, "events.csv")
    ]
    assert events == [
        ("-0043-03-15", OLDER, None),
        ("1890/1899", "The last years of sail", None),
        ("1893-08-02T09:30:00", "Leaving Leith", "leith"),
        ("1893-11/1894-02-14", "Held by the ice", None),
        ("1894", "Home again", "leith-2"),
        (None, "A month that there is not", None),
    ]
    assert [each["id"] for each in rows(found.files, "locations.csv")] == ["leith", "leith-2"]
    assert tomllib.loads(found.files["journey.toml"].decode()) == {
        "title": "The Wanderer’s voyage",
        "subtitle": "From Leith to the ice, and home.",
    }


def test_the_words_media_and_dates_of_a_timeline_stay_as_they_are() -> None:
    found = brought("timeline.json")
    events = {each["headline"]: each for each in rows(found.files, "events.csv")}
    assert events["Leaving Leith"]["text"] == (
        "A crowd on the pier, says the diary (https://example.org/diary)."
    )
    assert events["Held by the ice"]["text"] == "No land in sight. White on white."
    assert events["Home again"]["date_text"] == "in the spring of 1894"
    assert events["A month that there is not"]["date_text"] == "1893-13-01"
    assert rows(found.files, "media.csv") == [
        {
            "url": "https://example.org/flag.jpg",
            "kind": "image",
            "alt": "The flag of the ship",
            "caption": "The flag of the ship",
            "credit": "A. Painter",
        },
        {
            "event": "leaving-leith",
            "location": "leith",
            "url": "https://example.org/leith.png",
            "kind": "image",
            "alt": "A pier full of people",
            "credit": "Unknown",
        },
    ]


def test_the_account_of_a_timeline_names_everything_that_is_in_it() -> None:
    assert told(brought("timeline.json")) == {
        "taken: 1 title (title)",
        "taken: 2 events (stop with an event)",
        "taken: 3 events (event)",
        "taken: 1 era (event)",
        "taken: 2 media items (medium)",
        "taken: 1 media item (words of its event)",
        "taken: 1 impossible date (words)",
        "left: 1 event (it has no members)",
        "left: 1 media item (its address is not on the web, and it is not in the file)",
        "left: 1 group (events have no groups here)",
        "left: 1 thumbnail (the medium itself is linked)",
        "left: 1 id (ids are made of headlines)",
        "left: 5 settings (how a slide or its view looks, such as the zoom)",
    }


def test_a_day_without_a_month_stays_in_words() -> None:
    date = {"year": 1900, "day": 5}
    found = read_as_json({"events": [{"start_date": date, "text": {"headline": "A"}}]})
    assert b"1900,1900-?-05\n" in found.files["events.csv"]


def test_a_timeline_without_places_waits_for_them(capsys: Any, tmp_path: Any) -> None:  # noqa: ANN401
    event = {"start_date": {"year": 1900}, "text": {"headline": "A", "text": "B"}}
    found = read_as_json({"events": [event]})
    assert found.files["locations.csv"] == b"name,latitude,longitude,arrival\n"
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"events": [event]}))
    assert main(["import", str(path), "-o", str(tmp_path / "a")]) == 1
    printed = capsys.readouterr()
    assert "write the places into locations.csv" in printed.err
    assert "locations.csv:2:: the table has no stops" in printed.out


# StoryMapJS --------------------------------------------------------------------------------------


def test_a_storymap_becomes_stops_in_order_with_its_words_as_events() -> None:
    found = brought("storymap.json")
    assert errors(found) == []
    stops = rows(found.files, "locations.csv")
    assert [each["name"] for each in stops] == ["Wuyishan", "Kalgan", "Kyakhta"]
    assert stops[0]["arrival"] == "1780-03"
    assert (stops[1]["latitude"], stops[1]["longitude"]) == ("40.82", "114.88")
    assert stops[1]["arrival_text"] == "late summer of 1780"
    events = rows(found.files, "events.csv")
    assert [(each["headline"], each.get("location")) for each in events] == [
        ("Tea on the road", None),
        ("Picked in the hills", "wuyishan"),
        ("The camels are loaded", "kalgan"),
        ("Kyakhta", "kyakhta"),
        ("Sources", None),
    ]
    assert events[0]["undated"] == "before"
    assert events[0]["text"].startswith("How a box of tea came from a hill in Fujian")
    assert events[4]["text"] == "Two books & a song."
    assert tomllib.loads(found.files["journey.toml"].decode()) == {
        "language": "en",
        "title": "Tea on the road",
    }
    media = rows(found.files, "media.csv")
    assert [(each["kind"], each["event"]) for each in media] == [
        ("image", "tea-on-the-road"),
        ("video", "picked-in-the-hills"),
    ]


def test_the_account_of_a_storymap_names_everything_that_is_in_it() -> None:
    assert told(brought("storymap.json")) == {
        "taken: 1 slide (title and an event before the others)",
        "taken: 2 slides (stop with an event)",
        "taken: 1 slide (stop)",
        "taken: 1 slide (event at the stop before)",
        "taken: 1 slide (event)",
        "taken: 2 media items (medium)",
        "left: 1 slide (it has no members)",
        "left: 1 media item (its address is not on the web, and it is not in the file)",
        "left: 5 settings (how a slide or its view looks, such as the zoom)",
        "left: 1 line setting (all stops are joined, where a story draws no line, too)",
        "left: 3 settings (how the StoryMap looks)",
        "kept: 1 date in words (in words)",
    }


def test_only_the_first_overview_gives_the_title() -> None:
    slides = [{"type": "overview", "text": {"headline": word}} for word in ("One", "Two")]
    found = read_as_json({"storymap": {"slides": slides}})
    assert tomllib.loads(found.files["journey.toml"].decode()) == {"title": "One"}
    assert [each["headline"] for each in rows(found.files, "events.csv")] == ["Two"]


# Mapbox ------------------------------------------------------------------------------------------


def test_chapters_become_stops_with_their_texts_and_pictures() -> None:
    found = brought("chapters.json")
    assert errors(found) == []
    stops = rows(found.files, "locations.csv")
    assert [(each["name"], each["latitude"], each["longitude"]) for each in stops] == [
        ("Put in", "44.05", "-123.1"),
        ("The rapids", "44.2", "-123.2"),
        ("Take out", "44.56", "-123.25"),
    ]
    assert rows(found.files, "events.csv")[0]["text"] == "Cold water, warm coffee. Off at eight."
    assert rows(found.files, "media.csv")[0]["alt"] == "Put in"
    about = tomllib.loads(found.files["journey.toml"].decode())
    assert about["credit"] == "By Kim Rivers · Source: a wet notebook"
    assert told(found) >= {
        "taken: 3 chapters (stop with an event)",
        "left: 1 chapter (its author has hidden it)",
        "taken: 1 media item (image described by its headline; write into “alt” what it shows)",
        "left: 4 settings (how the story looks)",
        "left: 6 settings (how a slide or its view looks, such as the zoom)",
    }


def test_what_no_format_has_is_told_too() -> None:
    strange = {"text": "words", "media": [1], "location": {"lat": 1, "lon": 2, "height": 3}, "x": 4}
    for document in (
        {"events": [{"start_date": {"year": 1}, **strange}]},
        {"storymap": {"slides": [strange]}},
    ):
        assert told(read_as_json(document)) >= {
            "left: 2 members (it is not written as the format has it)",
            "left: 2 members (the format has none of its name)",
        }


def test_the_token_of_an_account_is_in_no_file() -> None:
    assert not any(b"not-a-token" in each for each in brought("chapters.json").files.values())


# All of them -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "document",
    [
        {"events": [{"start_date": {"year": 1}, "text": {"headline": "<b>A</b>"}}]},
        {"storymap": {"slides": [{"location": WHERE, "text": {"headline": "<b>A</b>"}}]}},
        {"chapters": [{"location": {"center": [2, 1]}, "title": "<b>A</b>"}]},
    ],
)
def test_no_markup_comes_in(document: object) -> None:
    found = read_as_json(document)
    assert b"A" in b"".join(found.files.values())
    assert b"<b>" not in b"".join(found.files.values())


def test_a_json_file_of_ours_is_still_known_as_such() -> None:
    journey = read_journey(shipped_journey())
    content = DATA_FORMATS["geojson"].write(build_itinerary(journey))
    files = import_file("ours.json", content).files
    read = check_files(files, "x").journey
    assert read
    assert len(read.stops) == len(journey.stops)


def test_a_json_file_of_nobody_known_is_refused_with_what_would_do() -> None:
    for document in ({}, [], {"events": [{"name": "A"}]}, {"chapters": ["A"]}, 5):
        with pytest.raises(ForeignFileError, match=r"neither GeoJSON, .*; export it"):
            read_as_json(document)


# Any file at all: whatever is in it is in the account ---------------------------------------------

words = st.sampled_from(["", "A", "<p>A long tale</p>", "1", "–", "0", "a" * 300])
numbers = st.one_of(st.integers(-3000, 3000), words, st.none(), st.floats())
anything = st.one_of(st.none(), numbers, st.lists(numbers, max_size=2))
places = st.fixed_dictionaries(
    {},
    optional={
        "lat": numbers,
        "lon": numbers,
        "name": words,
        "line": st.booleans(),
        "zoom": numbers,
    },
)
media = st.fixed_dictionaries(
    {}, optional={"url": st.sampled_from(["", PICTURE, "a.jpg", "<i>a</i>"]), "caption": words}
)
texts = st.fixed_dictionaries({}, optional={"headline": words, "text": words})
dates = st.fixed_dictionaries(
    {"year": numbers}, optional={"month": numbers, "day": numbers, "hour": numbers}
)
slides = st.fixed_dictionaries(
    {"text": st.one_of(texts, anything), "location": st.one_of(places, anything)},
    optional={
        "media": st.one_of(media, anything),
        "start_date": st.one_of(dates, anything),
        "end_date": st.one_of(dates, anything),
        "date": words,
        "type": st.sampled_from(["", "overview"]),
        "display_date": words,
    },
)
chapters = st.fixed_dictionaries(
    {"location": st.fixed_dictionaries({"center": st.one_of(places, st.lists(numbers))})},
    optional={"title": words, "description": words, "image": words, "hidden": st.booleans()},
)
dated = st.fixed_dictionaries({"start_date": dates, "text": texts, "media": media})


@given(st.lists(st.one_of(slides, anything)), st.lists(st.one_of(slides, anything), max_size=3))
def test_every_event_and_era_of_any_timeline_is_accounted_for(events: Any, eras: Any) -> None:  # noqa: ANN401
    events = [*events, {"start_date": {"year": 1}}]
    found = read_as_json({"events": events, "eras": eras, "title": {"text": {"headline": "A"}}})
    assert found.account.total("event") == len(events)
    assert found.account.total("era") == len(eras)
    assert found.account.total("title") == 1
    slides_with_media = [each for each in [*events, *eras] if has_medium(each)]
    assert found.account.total("media item") == len(slides_with_media)
    assert_rows_of(found)


@given(st.lists(st.one_of(slides, anything)))
def test_every_slide_of_any_storymap_is_accounted_for(slides: Any) -> None:  # noqa: ANN401
    found = read_as_json({"storymap": {"slides": slides}})
    assert found.account.total("slide") == len(slides)
    assert found.account.total("media item") == sum(map(has_medium, slides))
    assert_rows_of(found)


@given(st.lists(st.one_of(chapters, anything)))
def test_every_chapter_of_any_mapbox_story_is_accounted_for(chapters: Any) -> None:  # noqa: ANN401
    chapters = [*chapters, {"location": {}, "title": "A"}]
    found = read_as_json({"chapters": chapters})
    assert found.account.total("chapter") == len(chapters)
    assert_rows_of(found)


def has_medium(slide: Any) -> bool:  # noqa: ANN401
    found = slide.get("media") if isinstance(slide, dict) else None
    return isinstance(found, dict) and any(found.get(key) for key in ("url", "caption"))


def assert_rows_of(found: Any) -> None:  # noqa: ANN401
    """What is told as taken is in the tables, and every id that is named is one."""
    stops, events, media = (
        rows(found.files, name) for name in ("locations.csv", "events.csv", "media.csv")
    )
    counts: dict[str, int] = {"stop": 0, "event": 0, "medium": 0}
    for entry in found.account:
        if entry.fate == "taken":
            counts["stop"] += entry.count * entry.detail.startswith("stop")
            counts["event"] += entry.count * (
                "event" in entry.detail and entry.item != "media item"
            )
            is_row = entry.item == "media item" and not entry.detail.startswith("words")
            counts["medium"] += entry.count * is_row
    assert counts == {"stop": len(stops), "event": len(events), "medium": len(media)}
    ids = {each["id"] for each in stops}
    assert len(ids) == len(stops)
    assert {each["location"] for each in [*events, *media] if "location" in each} <= ids
    assert {each["event"] for each in media if "event" in each} <= {each["id"] for each in events}


def test_a_date_in_words_is_read_where_it_can_mean_one_thing_and_its_words_stay() -> None:
    dates = ("30 March 1801", "Spring 1802", "3/4/1802", "1802-06-23", "")
    slides = [
        {
            "date": date,
            "text": {"headline": f"Slide {number}", "text": "Told"},
            "location": {"lat": number, "lon": 2},
        }
        for number, date in enumerate(dates)
    ]
    found = read_as_json({"storymap": {"slides": slides}})
    stops, events = (rows(found.files, f"{name}.csv") for name in ("locations", "events"))
    expected = [
        ("1801-03-30", "30 March 1801"),
        ("1802-21", "Spring 1802"),
        (None, "3/4/1802"),
        ("1802-06-23", None),
        (None, None),
    ]
    assert [(each.get("arrival"), each.get("arrival_text")) for each in stops] == expected
    assert [(each.get("date"), each.get("date_text")) for each in events] == expected
    assert {
        "taken: 2 dates in words (date, with its words beside it)",
        "kept: 1 date in words (in words)",
    } <= told(found)


def test_an_undated_slide_at_the_place_of_a_dated_one_is_a_stop_of_its_own() -> None:
    place = {"lat": 1, "lon": 2, "name": "Quito"}
    slides = [
        {"date": date, "text": {"headline": f"Slide {number}", "text": "Told"}, "location": place}
        for number, date in enumerate(("January 1802", "", ""))
    ]
    found = read_as_json({"storymap": {"slides": slides}})
    events = rows(found.files, "events.csv")
    assert [each["location"] for each in events] == ["quito", "quito-2", "quito-2"]
    journey = check_files(found.files, "x").journey
    assert journey
    itinerary = build_itinerary(journey)
    kinds = [moment.kind for moment in itinerary.timeline.moments]
    assert kinds[-1] is MomentKind.UNDATED_STOP


def test_a_timeline_without_a_start_date_is_dated_by_its_words() -> None:
    event = {"display_date": "12 September 1961", "text": {"headline": "A"}}
    dated = {"start_date": {"year": "1900"}, "text": {"headline": "B"}}
    found = rows(read_as_json({"events": [event, dated]}).files, "events.csv")
    assert [(each["date"], each.get("date_text")) for each in found] == [
        ("1900", None),
        ("1961-09-12", "12 September 1961"),
    ]
