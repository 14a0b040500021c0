"""Dates, words and media of stories: each stays what it is."""

from __future__ import annotations

from typing import Any

import pytest

from bring_files import read_as_json, rows, told
from routemap.formats.date_parts import edtf_of_parts, interval
from routemap.formats.markup import plain_text
from routemap.formats.media import kind_of

START = {"year": 1911, "month": 3, "day": 4}


def event_of(event: dict[str, Any]) -> dict[str, str]:
    (found,) = rows(read_as_json({"events": [event]}).files, "events.csv")
    return found


@pytest.mark.parametrize(
    ("parts", "edtf"),
    [
        ({"year": 1900}, "1900"),
        ({"year": 1900, "month": 2}, "1900-02"),
        ({"year": 1900, "month": 2, "day": 3}, "1900-02-03"),
        ({"year": 1900, "month": 2, "day": 3, "hour": 4}, "1900-02-03T04:00:00"),
        ({"year": 1900, "month": 2, "day": 3, "hour": 4, "minute": 5}, "1900-02-03T04:05:00"),
        ({"year": 1900, "day": 3}, "1900"),
        ({"year": -1}, "0000"),
        ({"year": -500}, "-0499"),
        ({"year": 0}, ""),
        ({"year": -20000}, "Y-19999"),
        ({"year": 13_800_000_000}, ""),
        ({"year": 1900, "month": 2, "day": 30}, ""),
        ({"month": 2}, ""),
    ],
)
def test_a_date_is_exactly_as_precise_as_its_parts(parts: dict[str, int], edtf: str) -> None:
    assert edtf_of_parts(parts) == edtf


def test_an_interval_has_no_times_and_does_not_run_backwards() -> None:
    assert interval("1900-01-01T10:00:00", "1900-01-02T11:00:00") == "1900-01-01/1900-01-02"
    assert interval("1900", "1900") == interval("1901", "1900") == interval("1900", "") == ""


@pytest.mark.parametrize(
    ("start", "end", "date", "words"),
    [
        ({}, {"year": 1912}, "1911-03-04/1912", None),
        (
            {"hour": 9},
            {**START, "hour": 11, "minute": 5},
            "1911-03-04T09:00:00",
            "1911-03-04 09 – 1911-03-04 11:05",
        ),
        ({"hour": 9}, {**START, "day": 6}, "1911-03-04/1911-03-06", "1911-03-04 09 – 1911-03-06"),
        ({}, {"year": 1910}, "1911-03-04", "1911-03-04 – 1910"),
        ({}, START, "1911-03-04", None),
        ({"display_date": "once"}, {"year": 1912}, "1911-03-04/1912", "once"),
    ],
)
def test_what_an_interval_cannot_say_stands_in_words(
    start: dict[str, Any], end: dict[str, Any], date: str, words: str | None
) -> None:
    event = event_of({"start_date": START | start, "end_date": end, "text": {"headline": "A"}})
    assert (event["date"], event.get("date_text")) == (date, words)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>One</p><p>Two</p>", "One Two"),
        ("a<br/>b &amp; c", "a b & c"),
        (
            '<a class="x" href="https://a.b/?c=1&amp;d=2"><i>here</i></a>!',
            "here (https://a.b/?c=1&d=2)!",
        ),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ("2 < 3 > 1", "2 < 3 > 1"),
        ("<a href='https://a.b'>open", "open"),
    ],
)
def test_html_becomes_plain_words_and_links_keep_their_address(markup: str, words: str) -> None:
    assert plain_text(markup) == words


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://a.b/c.JPG?d=e", "image"),
        ("https://youtu.be/x", "video"),
        ("https://www.youtube.com/watch?v=x", "video"),
        ("https://notyoutube.com/x", "document"),
        ("https://a.b/c.ogg", "audio"),
        ("https://en.wikipedia.org/wiki/Tea", "document"),
    ],
)
def test_what_a_medium_is_follows_from_its_address(url: str, kind: str) -> None:
    assert kind_of(url) == kind


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("//example.org/a.jpg", "https://example.org/a.jpg"),
        ('<iframe width="5" src="https://example.org/b"></iframe>', "https://example.org/b"),
        ("a.jpg", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_medium_has_a_web_address_or_is_left(url: str, taken: str | None) -> None:
    event = {"start_date": START, "text": {"headline": "A"}, "media": {"url": url}}
    found = read_as_json({"events": [event]})
    assert [each["url"] for each in rows(found.files, "media.csv")] == [taken][: taken is not None]
    assert found.account.total("media item") == 1


def test_words_in_place_of_a_medium_are_words_of_the_event_even_on_the_first_slide() -> None:
    title = {
        "text": {"headline": "A"},
        "media": {"url": "<p>Said by B</p>"},
        "location": {"lat": 1, "lon": 2},
    }
    found = read_as_json({"title": title, "events": [{"start_date": START, "text": {}}]})
    first = rows(found.files, "events.csv")[0]
    assert (first["undated"], first["text"]) == ("before", "Said by B")
    assert told(found) >= {
        "taken: 1 media item (words of its event)",
        "left: 1 place of the title (it is a view of the whole map)",
    }
