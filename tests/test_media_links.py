"""Media that lie elsewhere are linked where they are told of, and nothing is fetched."""

from __future__ import annotations

from dataclasses import replace

from any_journey import english, event, journey_of, stop
from routemap.exports.handout_content import handout_content
from routemap.exports.selection import Selection
from routemap.exports.slide_text import slide_text
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.journey import MediaItem, MediaKind
from routemap.page.story import story_html

ADDRESS = "https://example.org/a.jpg?x=1&y=2"
TOLD = MediaItem("m1", MediaKind.IMAGE, event="1845", url=ADDRESS, caption=english("<b>Ships</b>"))
HERE = MediaItem("m2", MediaKind.AUDIO, stop="A", url="https://example.org/b.ogg", credit="Me")
FILED = MediaItem("m3", MediaKind.IMAGE, stop="A", file="c.jpg")


def journey_with_media() -> Itinerary:
    told = event("1845", at="A")
    journey = journey_of(stop("1845"), stop("1846", name="B"), events=(told,))
    return build_itinerary(replace(journey, media=(TOLD, HERE, FILED)))


def test_the_story_links_media_of_its_events_and_of_the_stop() -> None:
    itinerary = journey_with_media()
    story = story_html(itinerary.scene(0), "en")
    assert f'Picture: <a href="{ADDRESS.replace("&", "&amp;")}"' in story
    assert "&lt;b&gt;Ships&lt;/b&gt;" in story
    assert 'Sound: <a href="https://example.org/b.ogg" rel="noopener noreferrer"' in story
    assert "(Me)" in story
    assert "c.jpg" not in story
    assert "example.org" not in story_html(itinerary.scene(1), "en")
    assert "<img" not in story


def test_paper_and_slides_tell_the_address() -> None:
    itinerary = journey_with_media()
    slide = [each.words.text for each in slide_text(itinerary.scene(0), "en")]
    assert f"Picture: <b>Ships</b>, {ADDRESS}" in slide
    (page, _) = handout_content(Selection(itinerary), "en")["stops"]
    assert [medium["url"] for medium in page["events"][0]["media"]] == [ADDRESS]
