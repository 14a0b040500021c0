"""Words that look like what programs look for: they are nobody's to edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from routemap.app.options import streamlit_options
from routemap.app.widgets import escape_markdown
from routemap.exports.single_file import write_single_file
from routemap.formats.kml import read_kml
from routemap.model.itinerary import build_itinerary
from routemap.page.site import content_policy
from routemap.pictures.params import read_query
from routemap.tables import check_files
from shown_words import Shown

if TYPE_CHECKING:
    from pathlib import Path

    from routemap.model.itinerary import Itinerary

STOPS = b"name,latitude,longitude,arrival\nA,1,2,2020\n"


def route_about(**about: str) -> Itinerary:
    told = "".join(f"{name} = '''{words}'''\n" for name, words in about.items())
    report = check_files({"locations.csv": STOPS, "journey.toml": told.encode()}, "about")
    assert report.journey
    return build_itinerary(report.journey)


def test_a_text_that_quotes_the_policy_of_the_page_stays(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write_single_file(route_about(title="T", subtitle=content_policy()), path, "en")
    shown = Shown(path.read_text(encoding="utf-8"))
    assert content_policy() in shown.text
    assert shown.values("content").count(content_policy()) == 0  # the page's own has hashes


def test_a_jpeg_tells_as_much_of_a_long_credit_as_it_has_room_for() -> None:
    itinerary = route_about(title="T", credit="&" * 15_000)
    picture = read_query({"preset": "square"}, itinerary).render("jpg")
    assert picture.startswith(b"\xff\xd8")
    assert "&amp;…".encode() in picture


@pytest.mark.parametrize(
    ("words", "escaped"),
    [
        ("a -> b <- c", r"a \-\> b \<\- c"),
        ("x -- y", r"x \-\- y"),
        ("p >= q <= r", r"p \>\= q \<\= r"),
        ("www.outside.invalid", r"www\.outside\.invalid"),
        ("me@outside.invalid", r"me\@outside\.invalid"),
        ("1) one", r"1\) one"),
        ("2024. A year", r"2024\. A year"),
        ("- one", r"\- one"),
        ("# one", r"\# one"),
        ("+ one", r"\+ one"),
        ("&lt;b&#62;", r"\&lt;b\&#62;"),
        ("_slanted_", r"\_slanted\_"),
        ("Day :red[x]", r"Day \:red\[x\]"),
        # What needs no backslash has none: a screen reader would read it aloud.
        ("Nr.", "Nr."),
        ("Rome - Pisa", "Rome - Pisa"),
        ("Day & time | place #", "Day & time | place #"),
        ("“Ankunft” (cells: 7)", "“Ankunft” (cells: 7)"),
        ("arrival_text of 2024-05-01", "arrival_text of 2024-05-01"),
        ("two\n\nlines", "two lines"),
        ("Reactions (undated)", "Reactions (undated)"),
    ],
)
def test_a_label_is_no_markdown(words: str, escaped: str) -> None:
    assert escape_markdown(words) == escaped


def test_what_begins_no_tag_is_text() -> None:
    place = "<Point><coordinates>1,2</coordinates></Point>"
    told = "Temperature &lt; 3, &lt;b&gt;wind&lt;/b&gt; &gt; 4 km"
    kml = (
        f"<kml><Placemark><name>A</name><description>{told}</description>{place}</Placemark></kml>"
    )
    table = read_kml(kml.encode(), "a.kml").table
    assert table
    (row,) = table.rows
    assert row[table.header.index("text")] == "Temperature < 3, wind > 4 km"


def test_no_session_can_have_streamlit_write_into_the_folder() -> None:
    """Which it does for who asks, where it has opened a browser itself."""
    assert streamlit_options()["server.headless"] is True
