"""Events, legs and sources in tables: each is held against the stops and the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from written_tables import HEADER, lines_of, report_of

if TYPE_CHECKING:
    from pathlib import Path


def test_a_doubled_id_of_events_names_both_rows(tmp_path: Path) -> None:
    files = {"events.csv": "id,headline,undated\na,One,before\na,Two,before\n"}
    assert lines_of(tmp_path, files) == [
        "error events.csv:3:id: the id “a” is already that of row 2; give each row an id of its own"
    ]


def test_an_event_at_an_unknown_stop_is_an_error_with_the_likely_one(tmp_path: Path) -> None:
    files = {"events.csv": "headline,date,location\nA meeting,2023-09-13,vostochni\n"}
    assert lines_of(tmp_path, files) == [
        (
            "error events.csv:2:location: “vostochni” is not the id of a stop in locations.csv; "
            "did you mean “vostochny”?"
        )
    ]


def test_events_without_a_source_are_counted_once(tmp_path: Path) -> None:
    told = (
        "headline,references,basis,undated\n"
        "A,3,,after\nB,,inferred,after\nC,,,after\nD,,reported,after\n"
    )
    files = {"events.csv": told, "sources.csv": "reference,citation\n3,A report\n"}
    assert lines_of(tmp_path, files) == [
        (
            "warning events.csv:4:references: 2 events have no source, so they are shown as "
            "“Not sourced”; name the source of each"
        )
    ]


def test_an_event_at_an_undated_stop_needs_no_date(tmp_path: Path) -> None:
    stops = "name,latitude,longitude,arrival\nPorto,41,-8,\nFaro,37,-8,2024\n"
    told = "headline,location,basis\nA,porto,inferred\nB,faro,inferred\n"
    (line,) = lines_of(tmp_path, {"locations.csv": stops, "events.csv": told})
    assert line.startswith("warning events.csv:3:undated: the event has no date")


def test_an_event_with_a_date_and_undated_is_an_error(tmp_path: Path) -> None:
    files = {"events.csv": "headline,date,undated\nA meeting,2023-09-13,before\n"}
    (line,) = lines_of(tmp_path, files)
    assert line.startswith("error events.csv:2:undated: the event has a date, yet")


def test_an_event_without_date_and_place_in_time_is_shown_last_with_a_warning(
    tmp_path: Path,
) -> None:
    report = report_of(tmp_path, {"events.csv": "headline,basis\nA meeting,inferred\n"})
    assert [str(each) for each in report.problems] == [
        (
            "events.csv:2:undated: the event has no date, so it is shown after the dated ones; "
            "write a date, or before or after here"
        )
    ]
    assert report.journey is not None
    assert report.journey.events[0].undated == "after"


def test_an_unknown_reference_is_an_error(tmp_path: Path) -> None:
    files = {
        "locations.csv": f"{HEADER},references\nA,1,1,,13;15\n",
        "sources.csv": "reference,citation\n13,A paper\n14,Another\n",
    }
    assert lines_of(tmp_path, files) == [
        (
            "error locations.csv:2:references: “15” is not a reference in sources.csv; "
            "did you mean “14”?"
        )
    ]


def test_references_without_a_table_of_sources_are_warned_of_once_a_file(tmp_path: Path) -> None:
    files = {
        "locations.csv": f"id,{HEADER},references\na,A,1,1,,3\nb,B,1,1,,4 3\n",
        "legs.csv": "from,to,references\na,b,5\n",
    }
    report = report_of(tmp_path, files)
    assert [str(each).partition(";")[0] for each in report.problems] == [
        "locations.csv:2:references: references are cited, but there is no sources.csv",
        "legs.csv:2:references: references are cited, but there is no sources.csv",
    ]
    assert report.journey is not None
    assert [(each.id, each.citation) for each in report.journey.references] == [
        ("3", "[3]"), ("4", "[4]"), ("5", "[5]"),
    ]  # fmt: skip


def test_references_in_brackets_are_refused(tmp_path: Path) -> None:
    files = {
        "locations.csv": f"{HEADER},references\nA,1,1,,[13] [14]\n",
        "sources.csv": "reference,citation\n[13],A paper\n14 15,Another\n",
    }
    assert lines_of(tmp_path, files) == [
        "error locations.csv:2:references: “[13] [14]” has brackets; write 13;14",
        "error sources.csv:2:reference: “[13]” has brackets; write 13",
        (
            "error sources.csv:3:reference: “14 15” is more than one word; "
            "write one mark or one word, such as 4"
        ),
    ]


def test_a_doubled_reference_names_both_rows(tmp_path: Path) -> None:
    assert lines_of(tmp_path, {"sources.csv": "reference,citation\n4,A\n4,B\n"}) == [
        (
            "error sources.csv:3:reference: the reference “4” is already that of row 2; "
            "keep one row for each"
        )
    ]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "example.org", "https://", "http://[x"])
def test_a_source_links_only_to_the_web(tmp_path: Path, url: str) -> None:
    assert lines_of(tmp_path, {"sources.csv": f"reference,citation,url\n4,A,{url}\n"}) == [
        (
            f"error sources.csv:2:url: “{url}” is not a web address; "
            "begin it with https://, or leave it blank"
        )
    ]


@pytest.mark.parametrize(
    ("name", "header", "row", "column", "hint"),
    [
        ("events.csv", "headline,undated", "A,befor", "undated", "did you mean “before”?"),
        ("events.csv", "headline,date,basis", "A,2023,told", "basis", "write reported or inferred"),
        (
            "events.csv", "headline,date,certainty", "A,2023,very", "certainty",
            "write certain, less-certain or uncertain",
        ),
        ("legs.csv", "from,to,basis", "khasan,vostochny,Reported", "basis", "“reported”?"),
        ("legs.csv", "from,to,mode_basis", "khasan,vostochny,x", "mode_basis", "write reported"),
    ],
)  # fmt: skip
def test_a_word_outside_a_closed_vocabulary_is_an_error(  # noqa: PLR0913, PLR0917
    tmp_path: Path, name: str, header: str, row: str, column: str, hint: str
) -> None:
    (line,) = lines_of(tmp_path, {name: f"{header}\n{row}\n"})
    assert line.startswith(f"error {name}:2:{column}: ")
    assert hint in line


@pytest.mark.parametrize(
    ("row", "column", "hint"),
    [
        ("khasan,nowhere", "to", "the stops are khasan, vostochny"),
        ("kasan,vostochny", "from", "did you mean “khasan”?"),
        ("vostochny,khasan", "to", "write them in the order of travel"),
        ("khasan,khasan", "to", "that is “vostochny”"),
        ("vostochny,vostochny", "to", "no stop follows it"),
        (",vostochny", "from", "write the id of the stop it leaves"),
    ],
)
def test_a_leg_that_is_not_between_two_consecutive_stops_is_an_error(
    tmp_path: Path, row: str, column: str, hint: str
) -> None:
    (line,) = lines_of(tmp_path, {"legs.csv": f"from,to\n{row}\n"})
    assert line.startswith(f"error legs.csv:2:{column}: ")
    assert hint in line


def test_a_leg_listed_twice_names_both_rows(tmp_path: Path) -> None:
    files = {"legs.csv": "from,to\nkhasan,vostochny\nkhasan,vostochny\n"}
    assert lines_of(tmp_path, files) == [
        "error legs.csv:3:from: this leg is already that of row 2; keep one row for each leg"
    ]
