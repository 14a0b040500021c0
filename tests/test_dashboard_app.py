"""The page as Streamlit's script makes it: first page, moments, steps, languages, odd journeys."""

from __future__ import annotations

import csv
import os
from typing import TYPE_CHECKING

import pytest

from routemap.i18n.catalog import translate
from script_page import (
    JOURNEYS,
    Opener,
    address,
    announcement,
    bodies,
    can_press,
    moment,
    part,
    ran,
    shown,
    story,
)
from shown_words import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOT_BEGUN, OVER = translate("en", "not_begun"), translate("en", "journey_over")


# The first page ----------------------------------------------------------------------------------


def test_the_page_opens_at_the_first_moment_with_title_map_and_story(open_page: Opener) -> None:
    app = open_page()
    assert "Kim Jong Un’s train to Russia" in part(app, "<header").text
    assert moment(app) == "before"
    assert len(app.get("component_instance")) == 1
    assert story(app).startswith(f"Background {NOT_BEGUN}")
    assert address(app) == {}


def test_the_slider_has_a_position_with_words_for_each_moment(open_page: Opener) -> None:
    options = open_page().select_slider(key="moment").options
    assert options == [
        "Background",
        "about a month earlier",
        "early September 2023",
        "by 10 September 2023",
        "12 September 2023",
        "13 September 2023",
        "15 September 2023",
        "Reactions (undated)",
    ]


def test_itinerary_sources_and_about_stand_beneath(open_page: Opener) -> None:
    app = open_page()
    text = shown(app).text
    for heading in ("Itinerary", "Sources", "About"):
        assert heading in text
    ids = shown(app).values("id")
    assert {f"source-{mark}" for mark in (*range(3, 17), 20)} <= set(ids)
    assert len(ids) == len(set(ids))


# Each moment -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "says"),
    [
        ("before", ["Background", NOT_BEGUN, "Too few workers", "Guesses about", "Speculation"]),
        ("2023-08", ["about a month earlier", "Shoigu", "“Victory Day”", "[5] [6]"]),
        ("2023-09", ["early September 2023", "A visit is expected", "[3]"]),
        ("2023-09-10", ["by 10 September 2023", "On the way from Pyongyang to Khasan", "[4]"]),
        ("2023-09-12", ["12 September 2023", "2 Khasan", "Хасан", "Russia", "[sic]", "[12]"]),
        ("2023-09-13", ["13 September 2023", "3 Vostochny Cosmodrome", "[he]", "[they] came here"]),
        ("2023-09-15", ["15 September 2023", "4 Komsomolsk-on-Amur", "fighter jets", "[15] [16]"]),
        ("after", ["Reactions (undated)", OVER, "António Guterres", "[20]"]),
    ],
)
def test_the_story_tells_of_each_moment(open_page: Opener, date: str, says: list[str]) -> None:
    told = story(open_page(date=date))
    for words in says:
        assert words in told


def test_distances_are_round_inferred_and_say_what_they_were_measured_along(
    open_page: Opener,
) -> None:
    told = story(open_page(date="2023-09-13"))
    off_line = "about 23 km off the line, way not known"
    assert f"So far: about 2,500 km by rail, shortest way, inferred + {off_line}" in told
    assert f"Ahead: about 1,060 km by rail, shortest way, inferred + {off_line}" in told
    assert "Measured along the shortest way" in told


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("before", f"Background. {NOT_BEGUN} Events: 3."),
        ("2023-09-10", "by 10 September 2023. On the way from Pyongyang to Khasan. Events: 2."),
        (
            "2023-09-12",
            (
                "12 September 2023. Khasan. Events: 2. "
                "So far: about 840 km by rail, shortest way, inferred."
            ),
        ),
    ],
)
def test_date_place_number_of_events_and_way_so_far_are_announced(
    open_page: Opener, date: str, told: str
) -> None:
    assert announcement(open_page(date=date)) == told


# Stepping ----------------------------------------------------------------------------------------


def test_the_slider_changes_story_and_address(open_page: Opener) -> None:
    app = open_page()
    ran(app.select_slider(key="moment").set_value("2023-09-13"))
    assert story(app).startswith("13 September 2023")
    assert address(app) == {"date": "2023-09-13"}


def test_next_and_previous_step_and_the_ends_cannot_be_passed(open_page: Opener) -> None:
    app = open_page()
    assert can_press(app) == {"previous": False, "play": True, "next": True}
    visited = [moment(app)]
    while can_press(app)["next"]:
        ran(app.button(key="next").click())
        visited.append(moment(app))
    assert visited == [
        *("before", "2023-08", "2023-09", "2023-09-10"),
        *("2023-09-12", "2023-09-13", "2023-09-15", "after"),
    ]
    assert can_press(app) == {"previous": True, "play": True, "next": False}
    ran(app.button(key="previous").click())
    assert moment(app) == "2023-09-15"
    assert address(app) == {"date": "2023-09-15"}


def test_a_step_closes_the_card_of_a_stop(open_page: Opener) -> None:
    app = open_page(stop="khasan")
    assert "About this stop" in " ".join(part(app, '<article class="story"').values("aria-label"))
    ran(app.button(key="next").click())
    assert "stop" not in address(app)
    assert "About this stop" not in part(app, '<article class="story"').values("aria-label")


# Languages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "title", "date", "next_label"),
    [
        ("ko", "김정은의 러시아행 열차", "2023년 9월 12일", "다음"),
        ("ru", "Поезд Ким Чен Ына в Россию", "12 сентября 2023 г.", "Вперёд"),
    ],
)
def test_the_settings_switch_names_furniture_and_dates(
    open_page: Opener, language: str, title: str, date: str, next_label: str
) -> None:
    app = open_page(date="2023-09-12")
    ran(app.radio(key="language").set_value(language))
    assert title in part(app, "<header").text
    assert story(app).startswith(date)
    assert app.button(key="next").label == next_label
    assert address(app) == {"date": "2023-09-12", "lang": language}
    ran(app.radio(key="language").set_value("en"))
    assert address(app) == {"date": "2023-09-12"}


def test_what_is_not_translated_says_in_which_language_it_is(open_page: Opener) -> None:
    app = open_page(date="2023-09-13", lang="ko")
    languages = set(part(app, '<article class="story"').values("lang"))
    assert "en" in languages  # the quotations are in English
    assert "ko" not in languages  # the page itself is
    assert "ru" in languages  # the local name of Vostochny


# Odd journeys ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ko", "ru"])
@pytest.mark.parametrize("date", ["before", "2023-09-10", "2023-09-12", "after"])
def test_every_sentence_that_is_announced_ends_with_one_full_stop(
    open_page: Opener, language: str, date: str
) -> None:
    told = announcement(open_page(date=date, lang=language))
    assert told.endswith(".")
    assert ".." not in told


def test_names_within_a_sentence_say_which_language_they_are_in(
    open_page: Opener, tmp_path: Path
) -> None:
    (tmp_path / "locations.csv").write_text(
        "id,name,name@ko,latitude,longitude,arrival,departure\n"
        "a,Here,여기,50,10,,2020-01-01\nb,There,,51,11,2020-01-02,\n",
        encoding="utf-8",
    )
    app = open_page(tmp_path, date="2020-01-01", lang="ko")
    (body,) = [body for body in bodies(app) if body.startswith("<p>")]
    story_body = next(body for body in bodies(app) if body.startswith('<article class="story"'))
    for html in (body, story_body):
        if "There" in html:
            assert '<bdi lang="en">There</bdi>' in html
    assert "There" in body + story_body


def test_a_journey_that_is_broken_and_mended_is_shown_again(
    open_page: Opener, tmp_path: Path
) -> None:
    tables = tmp_path / "locations.csv"
    header = "id,name,latitude,longitude,arrival\n"
    good = f"{header}a,Here,50,10,2020-01-01\nb,There,51,11,2020-01-02\n"
    tables.write_text(good, encoding="utf-8")
    app = open_page(tmp_path, date="2020-01-02")
    tables.write_text(f"{header}a,Here,500,10,2020-01-01\n", encoding="utf-8")
    told = shown(ran(app)).text
    assert translate("en", "outdated") in told
    assert "locations.csv:2:latitude" in told
    assert moment(app) == "2020-01-02"  # what was shown before stays
    tables.write_text(good.replace("There", "Yonder"), encoding="utf-8")
    assert translate("en", "outdated") not in shown(ran(app)).text
    assert "Yonder" in shown(app).text


def test_tables_that_cannot_be_read_are_told(
    open_page: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refuse(folder: Path) -> Iterator[os.DirEntry[str]]:
        if folder == tmp_path:
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    (tmp_path / "locations.csv").write_text("name\n", encoding="utf-8")
    monkeypatch.setattr(os, "scandir", refuse)
    assert "cannot be read (Permission denied)" in shown(open_page(tmp_path)).text


def test_problems_are_shown_in_a_table_and_nothing_else(open_page: Opener) -> None:
    app = open_page("dashboard-broken")
    (body,) = bodies(app)
    table = Shown(body)
    for words in ("This journey cannot be shown yet", "latitude", "12/09/2023", "decimal point"):
        assert words in table.text
    assert "events.csv" in table.text
    assert table.tags.count("tr") == 1 + 4
    assert "b" not in table.tags
    assert not app.button
    assert not app.select_slider
    assert not app.get("component_instance")


def test_a_journey_that_is_not_there_is_told_without_a_stack_trace(
    open_page: Opener, tmp_path: Path
) -> None:
    app = open_page(tmp_path / "nowhere")
    assert "no such folder" in shown(app).text
    assert not app.select_slider


def test_one_stop_is_shown_without_a_slider_to_move(open_page: Opener) -> None:
    app = open_page("dashboard-one-stop")
    assert not app.select_slider
    assert can_press(app) == {"previous": False, "play": False, "next": False}
    assert story(app).startswith("12 September 2023 1 Khasan")
    assert "Nothing is reported here." in story(app)
    assert len(app.get("component_instance")) == 1


def test_a_journey_without_dates_is_shown(open_page: Opener) -> None:
    app = open_page("dashboard-undated")
    assert app.select_slider(key="moment").options == [
        "Background",
        "Stop 1 of 2, no date given: Here",
        "Stop 2 of 2, no date given: There",
    ]
    assert "Before it began" in story(app)
    ran(app.button(key="next").click())
    assert story(app).startswith("Stop 1 of 2, no date given")
    assert "Nothing is reported here." in story(app)


def test_markup_in_a_table_is_shown_as_text_everywhere(open_page: Opener) -> None:
    app = open_page("dashboard-odd-names", stop="markup")
    page = shown(app)
    with (JOURNEYS / "dashboard-odd-names/locations.csv").open(encoding="utf-8") as table:
        row = next(csv.DictReader(table))
    for column in ("name", "name_local", "country", "note", "arrival_text"):
        assert row[column] in page.text
    assert {"b", "script", "img"}.isdisjoint(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert not [address for address in page.values("href") if "javascript" in address]
    assert "49" not in page.text  # {{ 7*7 }} is no template


def test_long_names_and_names_from_right_to_left_are_whole(open_page: Opener) -> None:
    app = open_page("dashboard-odd-names", stop="long")
    assert "Llanfairpwllgwyngyll" * 10 in story(app)
    app = open_page("dashboard-odd-names", stop="rtl")
    assert "القدس (البلدة القديمة)" in story(app)
    assert "auto" in part(app, '<article class="story"').values("dir")


def test_more_than_thirty_moments_have_no_ticks(open_page: Opener, tmp_path: Path) -> None:
    rows = [f"Camp,{latitude},10,2020-01-{latitude:02}" for latitude in range(1, 32)]
    table = tmp_path / "locations.csv"
    for count, ticks in ((30, 30), (31, 0)):
        table.write_text("\n".join(("name,latitude,longitude,arrival", *rows[:count])), "utf-8")
        app = open_page(table)
        assert "".join(bodies(app)).count('class="tick ') == ticks
        assert len(app.select_slider(key="moment").options) == count


def test_a_table_that_is_changed_is_read_again(open_page: Opener, tmp_path: Path) -> None:
    table = tmp_path / "locations.csv"
    header = "name,latitude,longitude,arrival\n"
    table.write_text(f"{header}Khasan,42,130,2023-09-12\nRiver,48,135,2023-09-13\n", "utf-8")
    app = open_page(table, date="2023-09-13")
    assert "River" in story(app)
    table.write_text(f"{header}Harbour,43,131.9,2023-10-01\nRiver,48,135,2023-10-02\n", "utf-8")
    ran(app)
    assert story(app).startswith("1 October 2023 1 Harbour")
    table.write_text(f"{header}Harbour,,131.9,2023-10-01\n", "utf-8")
    ran(app)
    assert "The tables now have errors" in shown(app).text
    assert story(app).startswith("1 October 2023 1 Harbour")
