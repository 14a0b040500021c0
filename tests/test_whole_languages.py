"""A journey in a language of ours is whole in it; in another, English words are marked as such."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from pptx import Presentation

from browser import CHECKOUT
from many_journeys import FOLDER
from routemap.exports.handout_content import handout_content
from routemap.exports.params import SLIDES, read_teaching
from routemap.exports.selection import Selection
from routemap.exports.single_file import framed_page
from routemap.exports.static_site import StaticSite
from routemap.i18n.catalog import LANGUAGES
from routemap.i18n.languages import (
    home_language,
    known_languages,
    language_problems,
    offered_languages,
    shown_in,
)
from routemap.model.itinerary import build_itinerary
from routemap.page.route_map import RouteMap
from routemap.page.site import Mode, site_page
from routemap.pictures.params import read_query
from routemap.shipped import example_journeys, shipped_journey
from routemap.tables import check_files, read_journey
from shown_words import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from routemap.errors import Problem
    from routemap.model.itinerary import Itinerary

WHOLE = {"de": "german", "fr": "french", "es": "spanish"}
each_language = pytest.mark.parametrize("language", WHOLE)
# Shorter words ("by", "km") read the same in other languages, or as part of their words.
_LEAST_LETTERS = 5
STOPS = (
    "name,name@de,latitude,longitude,arrival\n"
    "Rome,{},41.9,12.5,1786\nVenice,Venedig,45.4,12.3,1787\n"
)


@cache
def journey(name: str) -> Itinerary:
    return build_itinerary(read_journey(FOLDER / name))


@cache
def furniture() -> tuple[dict[str, str], ...]:
    text = (CHECKOUT / "src/routemap/words.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def english_left(told: str, language: str) -> list[str]:
    """Return the keys of the English words of the furniture that a text still has."""
    own = " \n ".join(row[language] for row in furniture())
    left = []
    for row in furniture():
        pieces = [piece.strip() for piece in re.split(r"\{\w+\}", row["en"]) if piece.strip()]
        if row["en"] in own or len("".join(pieces)) < _LEAST_LETTERS:
            continue
        pattern = r".{1,60}?".join(map(re.escape, pieces))
        if re.search(rf"(?<!\w){pattern}(?!\w)", told):
            left.append(row["key"])
    return left


def page(itinerary: Itinerary, mode: Mode, language: str) -> Shown:
    html = site_page(itinerary, mode, language, StaticSite(itinerary))
    return Shown(re.sub(r"<script type=.application/ld.json.>.*?</script>", "", html))


def values_in(content: object) -> Iterator[str]:
    """Yield all text in lists and objects as JSON has them, without the names of members."""
    if isinstance(content, str):
        yield words_of(Shown(content))
    elif isinstance(content, dict):
        for each in content.values():
            yield from values_in(each)
    elif isinstance(content, list | tuple):
        for each in content:
            yield from values_in(each)


def words_of(shown: Shown) -> str:
    labels = ("aria-label", "title", "alt", "placeholder", "data-no-date", "data-from", "data-off")
    return " \n ".join((shown.text, *(each for name in labels for each in shown.values(name))))


@each_language
@pytest.mark.parametrize("mode", Mode)
def test_nothing_on_a_page_is_left_in_english(language: str, mode: Mode) -> None:
    shown = page(journey(WHOLE[language]), mode, language)
    assert english_left(words_of(shown), language) == []
    assert shown.values("lang")[0] == language


@each_language
def test_nothing_on_the_map_is_left_in_english(language: str) -> None:
    scene = journey(WHOLE[language]).scene(0)
    settings = json.loads(RouteMap(scene, language).settings)
    del settings["tiles"]  # "contributors" is what OpenStreetMap asks for
    assert english_left(" \n ".join(values_in(settings)), language) == []


@each_language
def test_nothing_on_a_picture_is_left_in_english(language: str) -> None:
    itinerary = journey(WHOLE[language])
    for date in ("", itinerary.timeline.moments[-1].id):
        picture = read_query({"date": date}, itinerary)
        facts = picture.metadata
        told = " \n ".join((*picture.drawing.texts, facts.alt, facts.caption, facts.description))
        assert english_left(told, language) == []


@each_language
def test_nothing_on_slides_and_handout_is_left_in_english(language: str) -> None:
    itinerary = journey(WHOLE[language])
    query = read_teaching(SLIDES, {}, itinerary)
    assert query.language == language
    slides = Presentation(io.BytesIO(query.slides())).slides
    told = [
        shape.text_frame.text for each in slides for shape in each.shapes if shape.has_text_frame
    ]
    told += [each.notes_slide.notes_text_frame.text for each in slides if each.has_notes_slide]
    told.append(" ".join(values_in(handout_content(Selection(itinerary), language))))
    assert english_left(" \n ".join(told), language) == []


def test_english_words_would_be_found() -> None:
    assert "speaker_notes" not in english_left("Notizen", "de")
    assert "whole_route" in english_left("Here is the Whole route, drawn", "de")
    assert "so_far" in english_left("So far: 30 km", "de")


@each_language
def test_a_table_without_translations_is_offered_in_its_language_alone(language: str) -> None:
    itinerary = journey(WHOLE[language])
    assert offered_languages(itinerary) == (language,)
    shown = page(itinerary, Mode.READ, language)
    assert shown.values("hreflang") == []
    assert StaticSite(itinerary).page_names() == [
        *("embed.js", "index.html", "present.html", "embed.html", "follows.html"),
    ]


# Portuguese: none of our words ------------------------------------------------------------------


@pytest.mark.parametrize("mode", Mode)
def test_english_furniture_of_another_language_is_marked_as_english(mode: Mode) -> None:
    html = site_page(journey("portuguese"), mode, "pt", StaticSite(journey("portuguese")))
    assert '<html lang="pt"' in html
    assert re.search(r'<body class="site" lang="en">', html)
    shown = Shown(html)
    assert "A viagem de Vasco da Gama" in shown.text
    assert "Chegam à Índia" in shown.text
    assert "They reach India" not in shown.text
    assert html.count("20 May 1498") > 0


def test_a_page_says_once_that_its_labels_are_english() -> None:
    told = page(journey("portuguese"), Mode.READ, "pt").text
    assert told.count("Labels and dates are in English: there are none in Portuguese yet.") == 1
    assert "Labels and dates" not in framed_page(journey("german"), "en")


def test_a_translation_into_a_language_of_ours_has_a_page_beside_it() -> None:
    itinerary = journey("portuguese")
    assert offered_languages(itinerary) == ("pt", "en")
    english = page(itinerary, Mode.READ, "en")
    assert "They reach India" in english.text
    assert "Chegam" not in english.text
    assert english.values("lang")[0] == "en"
    assert set(english.values("hreflang")) == {"pt", "en"}
    assert {"index.html", "index.en.html"} <= set(StaticSite(itinerary).page_names())


def test_a_picture_tells_the_words_of_its_journey_and_not_their_translation() -> None:
    itinerary = journey("portuguese")
    told = " ".join(read_query({}, itinerary).drawing.texts)
    assert "A viagem de Vasco da Gama" in told
    assert "Calecute" in told
    english = read_query({"lang": "en"}, itinerary)
    assert "Calicut" in " ".join(english.drawing.texts)
    names = {read_query({"lang": tag}, itinerary).file_name("png") for tag in ("pt", "en", "")}
    assert names == {"route-web-pt.png", "route-web-en.png"}


def test_check_says_once_that_there_are_no_words_in_a_language() -> None:
    (problem,) = language_problems(journey("portuguese").journey)
    assert "Portuguese" in problem.what
    assert language_problems(journey("german").journey) == ()


# Which languages are offered --------------------------------------------------------------------


def problems_of(
    stops: str, about: str = "title = 'Rome'\n'title@de' = 'Rom'\n"
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    files = {"locations.csv": stops.encode(), "journey.toml": about.encode()}
    told = check_files(files, "rome").journey
    assert told
    return offered_languages(build_itinerary(told)), language_problems(told)


def test_a_language_is_offered_where_all_words_are_translated() -> None:
    assert problems_of(STOPS.format("Rom")) == (("en", "de"), ())


def test_a_language_with_a_gap_is_not_offered_and_check_says_where() -> None:
    offered, (problem,) = problems_of(STOPS.format(""))
    assert offered == ("en",)
    assert (problem.file, problem.row, problem.column) == ("locations.csv", 2, "name@de")
    assert "German is not offered: this text is not translated" in problem.what


def test_a_language_with_gaps_is_offered_where_its_author_says_so() -> None:
    about = "title = 'Rome'\nlanguages = 'de;it'\n"
    assert problems_of(STOPS.format(""), about) == (("en", "de", "it"), ())


def test_what_is_no_language_is_refused_by_name() -> None:
    files = {
        "locations.csv": STOPS.format("Rom").encode(),
        "journey.toml": b"title = 'Rome'\nlanguages = 'de;no language'\n",
    }
    report = check_files(files, "rome")
    assert report.journey is None
    assert "no language" in str(report.problems[0])


@pytest.mark.parametrize("folder", [shipped_journey(), *example_journeys()], ids=lambda p: p.name)
def test_what_ships_is_offered_in_korean_and_russian(folder: Path) -> None:
    itinerary = build_itinerary(read_journey(folder))
    assert {"en", "ko", "ru"} <= set(offered_languages(itinerary))


def test_an_address_may_ask_for_any_language_of_ours_and_for_the_own() -> None:
    assert known_languages(journey("portuguese")) == ("pt", *LANGUAGES)
    assert set(known_languages(journey("german"))) == set(LANGUAGES)
    assert home_language(journey("portuguese").journey) == "pt"
    assert shown_in(journey("german"), "ko") is journey("german")


# Words of the shipped journey -------------------------------------------------------------------

SHIPPED_WORDS = re.compile(
    r"Kim Jong|Taedong|Tumen|Amur|Korea|Liancourt|Kuril|the report\b", re.IGNORECASE
)


@pytest.mark.parametrize("name", ["german", "french", "spanish", "portuguese"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_shipped_journey_is_on_another(name: str, language: str) -> None:
    itinerary = journey(name)
    told = "".join(page(itinerary, mode, language).text for mode in Mode)
    told += " ".join(values_in(handout_content(Selection(itinerary), language)))
    picture = read_query({"lang": language}, itinerary)
    told += " ".join((*picture.drawing.texts, picture.metadata.source))
    assert SHIPPED_WORDS.findall(told) == []


def test_a_still_names_the_sources_of_a_journey_without_a_report() -> None:
    told = " ".join(read_query({}, journey("german")).drawing.texts)
    assert "Quelle: Goethe, Italienische Reise (1816)" in told
    assert "Quelle" not in " ".join(read_query({}, journey("portuguese")).drawing.texts)
