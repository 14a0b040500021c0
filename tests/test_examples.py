"""The examples: clean tables, vague dates, a way over ±180°, two parties on their own ways."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from routemap.formats.registry import DATA_FORMATS
from routemap.i18n.catalog import LANGUAGES
from routemap.i18n.dates import moment_phrase
from routemap.i18n.numbers import mode_text
from routemap.model.itinerary import build_itinerary
from routemap.model.map_settings import GroundPart
from routemap.pictures.alt_text import alt_text, caption, description
from routemap.pictures.options import PictureOptions
from routemap.pictures.params import read_query
from routemap.shipped import example_journeys, shipped_journey
from routemap.tables import check_files, check_journey, read_journey
from routemap.tables.schema import SCHEMAS
from routemap.tables.writer import journey_files
from script_page import Opener, bodies, ran, story

if TYPE_CHECKING:
    from pathlib import Path

BY_NAME = {folder.name: folder for folder in example_journeys()}
each_example = pytest.mark.parametrize("folder", BY_NAME.values(), ids=list(BY_NAME))


def test_there_are_three() -> None:
    assert set(BY_NAME) == {"alexander", "beagle-pacific", "south-pole"}


@each_example
def test_its_tables_are_clean_and_every_fact_has_a_source(folder: Path) -> None:
    report = check_journey(folder)
    assert report.problems == ()
    assert report.journey
    for told in (*report.journey.stops, *report.journey.events):
        assert told.references, told.id


@each_example
def test_written_down_and_read_again_it_is_the_same(folder: Path) -> None:
    journey = read_journey(folder)
    assert check_files(journey_files(journey), folder.name).journey == journey


@each_example
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_drawn_and_written_in_every_language(folder: Path, language: str) -> None:
    itinerary = build_itinerary(read_journey(folder))
    for date in ("", itinerary.timeline.moments[3].id):
        picture = read_query({"lang": language, "date": date}, itinerary).render("png")
        assert picture.startswith(b"\x89PNG")
    for form in DATA_FORMATS.values():
        assert form.write(itinerary)


def test_the_beagle_crosses_the_date_line_by_the_short_way() -> None:
    itinerary = build_itinerary(read_journey(BY_NAME["beagle-pacific"]))
    west, east = itinerary.extent.west, itinerary.extent.east
    assert east - west < 160
    longitudes = [longitude for _, longitude in itinerary.stop_positions]
    assert longitudes == sorted(longitudes, reverse=True)[:4] + longitudes[4:]
    assert 3900 < itinerary.leg_distances[1].km < 4200


def test_years_before_1_and_vague_ones_read_as_people_write_them() -> None:
    moments = build_itinerary(read_journey(BY_NAME["alexander"])).timeline.moments
    words = [moment_phrase(moment, "en").text for moment in moments]
    assert words == [
        "Background", "spring 334 BC", "334 BC", "about 333 BC", "about November 333 BC", "332 BC",
        "about July 332 BC", "about 331 BC", "autumn 331 BC", "about 330 BC", "326 BC",
        "by 323 BC",
    ]  # fmt: skip
    assert moment_phrase(moments[1], "ru").text == "весна 334 г. до н. э."
    assert moment_phrase(moments[1], "ko").text == "기원전 334년 봄"


def test_both_parties_reach_the_south_pole_each_by_legs_of_its_own() -> None:
    itinerary = build_itinerary(read_journey(BY_NAME["south-pole"]))
    stops = itinerary.journey.stops
    at_pole = {
        stop.traveller: stop.arrival.edtf for stop in stops if stop.latitude == -90 and stop.arrival
    }
    assert at_pole == {"amundsen": "1911-12-14", "scott": "1912-01-17"}
    assert [itinerary.leg_ends(leg) for track in itinerary.tracks for leg in track.legs] == [
        ends for track in itinerary.tracks for ends in pairwise(track.stops)
    ]
    last = [stops[track.stops[-1]].id for track in itinerary.tracks]
    assert last == ["framheim-again", "last-camp"]


def test_no_border_is_drawn_where_claims_are_disputed() -> None:
    left_out = read_journey(BY_NAME["south-pole"]).map.left_out
    assert {GroundPart.BORDERS, GroundPart.COUNTRIES} <= left_out


def test_every_event_of_the_south_pole_says_whose_it_is() -> None:
    for event in read_journey(BY_NAME["south-pole"]).events:
        assert event.who, event.headline.original.text


@each_example
def test_the_open_page_offers_it(open_opening: Opener, folder: Path) -> None:
    app = open_opening()
    title = read_journey(folder).title.original.text
    assert title in " ".join(bodies(app))
    app = ran(app.button(key=f"open_example_{folder.name}").click())
    assert read_journey(folder).stops[0].name.original.text in story(app)


@pytest.mark.parametrize(
    "folder", [shipped_journey(), *BY_NAME.values()], ids=["shipped", *BY_NAME]
)
def test_it_is_whole_in_each_language_in_which_it_is_offered(folder: Path) -> None:
    """But for quotations, which stay; behind them our translation stands, and says that it is."""
    journey = read_journey(folder)
    assert {"ko", "ru"} <= {*journey.languages}
    missing = [
        (schema.file, column, tag, words.original.text)
        for schema in SCHEMAS
        for record in (getattr(journey, schema.rows_field) if schema.rows_field else [journey])
        for column in {*schema.translatable} - {"quote", "credit"}
        for words in [getattr(record, schema.by_name[column].field)]
        for tag in journey.languages
        if words.original and words.in_language(tag).language != tag
    ]
    assert missing == []
    for event in journey.events:
        if event.quote.original:
            assert "우리 번역: ‘" in event.text.in_language("ko").text
            assert "перевод наш" in event.text.in_language("ru").text.lower()


@pytest.mark.parametrize("language", LANGUAGES)
@each_example
def test_no_sentence_about_a_picture_ends_in_two_full_stops(folder: Path, language: str) -> None:
    itinerary = build_itinerary(read_journey(folder))
    for scene in [
        itinerary.overview(),
        *map(itinerary.scene, range(len(itinerary.timeline.moments))),
    ]:
        options = PictureOptions(language=language)
        for told in (alt_text, description, caption):
            assert ".." not in told(scene, options)


@each_example
def test_every_means_of_travel_has_a_word_in_each_language(folder: Path) -> None:
    journey = read_journey(folder)
    for mode in {stop.mode for stop in journey.stops} - {""}:
        assert mode_text(mode, "en") == mode
        assert all(mode_text(mode, language) != mode for language in LANGUAGES if language != "en")
