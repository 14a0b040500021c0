"""The Pictures page as Streamlit's script makes it: every choice changes picture and address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest

from browser import CHECKOUT
from routemap.i18n.catalog import LANGUAGES, translate
from routemap.pictures.sizes import PRESETS
from script_page import Opener, address, bodies, notes, part, ran, shown
from shown_words import Shown

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest


def asked(app: AppTest) -> dict[str, str]:
    """What the preview asks for."""
    (source,) = part(app, '<figure class="preview"').values("src")
    path, query = urlsplit(source).path, urlsplit(source).query
    assert path == "map.svg"
    return dict(parse_qsl(query))


def links(app: AppTest) -> dict[str, dict[str, str]]:
    """The files to download: path, and what each asks for."""
    found = part(app, '<section class="files"').values("href")
    return {urlsplit(link).path: dict(parse_qsl(urlsplit(link).query)) for link in found}


def texts(app: AppTest) -> str:
    return part(app, '<section class="below picture-texts"').text


def test_the_page_opens_with_the_whole_journey(open_pictures: Opener) -> None:
    app = open_pictures()
    assert asked(app) == {"lang": "en"}
    assert "1200 × 675 px" in part(app, '<section class="files"').text
    assert "The ways between the stops are inferred." in texts(app)
    assert address(app) == {}


def test_each_format_can_be_taken_and_tells_its_weight(open_pictures: Opener) -> None:
    app = open_pictures(date="2023-09-13")
    found = links(app)
    assert list(found) == ["map.png", "map.jpg", "map.svg", "map.pdf", "map.zip"]
    for name, query in found.items():
        assert query["download"] == "1"
        assert query.get("date") == (None if name == "map.zip" else "2023-09-13")
    assert part(app, '<section class="files"').text.count("kB") == 4
    assert "2023-09-13-web-en.png" in part(app, '<section class="files"').values("download")


@pytest.mark.parametrize(
    ("field", "value", "query"),
    [
        ("selectbox:picture_date", "2023-09-13", {"date": "2023-09-13"}),
        ("selectbox:picture_preset", "newspaper-2", {"preset": "newspaper-2"}),
        ("radio:picture_look", "grey", {"look": "grey"}),
        ("radio:picture_area", "stop", {"stop": "pyongyang", "km": "400"}),
        ("radio:picture_area", "extent", {"extent": "124.4,37.7,138.3,53.2"}),
        ("checkbox:picture_part_key", False, {"without": "key"}),
        ("checkbox:picture_part_scale", False, {"without": "scale"}),
        ("number_input:picture_scale", 2.5, {"scale": "2.5"}),
        ("checkbox:picture_text", True, {"text": "live"}),
    ],
)
def test_a_choice_changes_picture_and_address(
    open_pictures: Opener, field: str, value: object, query: dict[str, str]
) -> None:
    app = open_pictures()
    kind, key = field.split(":")
    widget = getattr(app, kind)(key=key)
    app = ran(widget.set_value(value))
    assert asked(app) == {**query, "lang": "en"}
    assert address(app) == query


def test_the_same_address_opens_the_same_page(open_pictures: Opener) -> None:
    query = {
        "date": "2023-09-15",
        "preset": "90x70mm",
        "look": "contrast",
        "stop": "khasan",
        "km": "350",
        "without": "title,source",
        "scale": "0.5",
        "lang": "ru",
        "map_lang": "ko",
    }
    app = open_pictures(**query)
    assert not notes(app)
    assert asked(app) == {
        **{name: value for name, value in query.items() if name not in {"lang", "map_lang"}},
        "lang": "ko",
    }
    assert translate("ru", "picture_options") in shown(app).text
    app = ran(app.checkbox(key="picture_part_source").set_value(True))
    assert address(app) == {**query, "without": "title"}


def test_a_size_of_ones_own(open_pictures: Opener) -> None:
    app = ran(open_pictures().selectbox(key="picture_preset").set_value("free"))
    app = ran(app.number_input(key="picture_width").set_value(900.0))
    assert asked(app)["preset"] == "900x675px"
    app = ran(app.radio(key="picture_unit").set_value("mm"))
    assert asked(app)["preset"] == "900x675mm"
    app = ran(app.number_input(key="picture_width").set_value(1200.0))
    app = ran(app.radio(key="picture_unit").set_value("px"))
    app = ran(app.radio(key="picture_unit").set_value("mm"))
    assert asked(app)["preset"] == "1200x675mm"
    assert "1200 × 675 mm" in part(app, '<section class="files"').text


def test_what_was_chosen_for_a_stop_is_there_again_when_one_comes_back(
    open_pictures: Opener,
) -> None:
    app = open_pictures(stop="vostochny", km="500")
    app = ran(app.radio(key="picture_area").set_value("route"))
    assert "stop" not in asked(app)
    app = ran(app.radio(key="picture_area").set_value("stop"))
    assert (asked(app)["stop"], asked(app)["km"]) == ("vostochny", "500")


def test_nonsense_in_the_address_is_ignored_with_a_note(open_pictures: Opener) -> None:
    app = open_pictures(date="2023", preset="poster", look="grey", extent="1,2,3", map_lang="it")
    assert asked(app) == {"look": "grey", "lang": "en"}
    told = " ".join(notes(app))
    for value in ("2023", "poster", "1,2,3", "it"):
        assert f"“{value}”" in told


def test_an_extent_that_is_none_is_told_where_the_picture_would_be(open_pictures: Opener) -> None:
    app = open_pictures(extent="125,38,138,52")
    app = ran(app.text_input(key="picture_extent").set_value("125, 38"))
    assert notes(app) == [translate("en", "picture_no_extent")]
    app = ran(app.text_input(key="picture_extent").set_value("170, 38, -170, 52"))
    assert asked(app)["extent"] == "170,38,-170,52"


def test_a_size_without_room_is_told(open_pictures: Opener) -> None:
    app = open_pictures(preset="200x200px")
    assert notes(app) == [translate("en", "picture_no_room")]


def test_too_many_pixels_leave_the_formats_that_have_none(open_pictures: Opener) -> None:
    app = open_pictures(preset="a3", scale="2")
    assert list(links(app)) == ["map.svg", "map.pdf", "map.zip"]
    assert translate("en", "picture_too_large") in part(app, '<section class="files"').text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_preset_has_a_name_in_each_language(open_pictures: Opener, language: str) -> None:
    options = open_pictures(lang=language).selectbox(key="picture_preset").options
    assert len(set(options)) == len(PRESETS) + 1


def test_the_picture_may_speak_another_language_than_the_page(open_pictures: Opener) -> None:
    app = ran(open_pictures().selectbox(key="picture_map_lang").set_value("ko"))
    assert asked(app)["lang"] == "ko"
    assert address(app) == {"map_lang": "ko"}
    assert "김정은" in texts(app)
    assert 'lang="ko"' in "".join(bodies(app))


def test_the_way_back_leads_to_the_same_date(open_pictures: Opener) -> None:
    app = open_pictures(date="2023-09-13", lang="ko")
    assert part(app, '<header class="head subpage-head"').values("href") == [
        "./?date=2023-09-13&lang=ko"
    ]


def test_words_of_tables_stay_words(open_pictures: Opener, tmp_path: Path) -> None:
    (tmp_path / "locations.csv").write_text(
        "name,latitude,longitude,arrival\n<img src=x onerror=alert(1)>,50,10,2020-01-01\n",
        encoding="utf-8",
    )
    app = open_pictures(tmp_path)
    for body in bodies(app):
        assert "onerror" not in Shown(body).tags
        assert "<img src=x" not in body


def test_letters_that_no_typeface_has_are_named_and_can_be_boxes(
    open_pictures: Opener, tmp_path: Path
) -> None:
    (tmp_path / "locations.csv").write_text(
        "name,latitude,longitude,arrival\nCafé 🎉,50,10,2020-01-01\n", encoding="utf-8"
    )
    app = open_pictures(tmp_path)
    (note,) = notes(app)
    assert "locations.csv:2:name: “Café 🎉”" in note
    app = ran(app.checkbox(key="picture_missing_letters").check())
    assert notes(app) == []
    assert asked(app)["missing_letters"] == "box"
    app = ran(app.checkbox(key="picture_missing_letters").uncheck())
    assert len(notes(app)) == 1


def test_a_journey_with_problems_shows_them(open_pictures: Opener, tmp_path: Path) -> None:
    (tmp_path / "locations.csv").write_text("name\n", encoding="utf-8")
    app = open_pictures(tmp_path)
    assert translate("en", "problems_title") in shown(app).text
    assert not app.get("selectbox")


def test_a_journey_that_is_broken_and_mended_is_pictured_again(
    open_pictures: Opener, tmp_path: Path
) -> None:
    tables = tmp_path / "locations.csv"
    header = "id,name,latitude,longitude,arrival\n"
    good = f"{header}a,Here,50,10,2020-01-01\nb,There,51,11,2020-01-02\n"
    tables.write_text(good, encoding="utf-8")
    app = open_pictures(tmp_path, date="2020-01-02")
    tables.write_text(f"{header}a,Here,500,10,2020-01-01\n", encoding="utf-8")
    assert translate("en", "outdated") in shown(ran(app)).text
    tables.write_text(good, encoding="utf-8")
    assert asked(ran(app))["date"] == "2020-01-02"


@pytest.mark.parametrize(
    ("query", "value"),
    [("preset", "100.5x110MM"), ("scale", "0.1"), ("scale", "8"), ("preset", "8000x200px")],
)
def test_whatever_a_picture_may_be_asked_for_the_page_can_show(
    open_pictures: Opener, query: str, value: str
) -> None:
    app = open_pictures(**{query: value})
    assert not app.exception
    shown_value = asked(app)[query] if notes(app) == [] else value
    assert shown_value.lower() == value.lower()


def test_a_date_that_the_tables_lose_is_forgotten(open_pictures: Opener, tmp_path: Path) -> None:
    tables = tmp_path / "locations.csv"
    header = "id,name,latitude,longitude,arrival\n"
    tables.write_text(f"{header}a,Here,50,10,2020-01-01\nb,There,51,11,2020-01-02\n", "utf-8")
    app = open_pictures(tmp_path, date="2020-01-02", stop="b")
    tables.write_text(f"{header}a,Here,50,10,2020-01-01\n", "utf-8")
    app = ran(app)
    assert asked(app) == {"lang": "en"}
    assert address(app) == {}


def test_parts_of_the_ground_are_offered_as_far_as_the_journey_shows_them(
    open_pictures: Opener,
) -> None:
    def offered(app: AppTest) -> set[str]:
        names = ("borders", "countries", "towns", "rivers")
        keys = {str(box.key) for box in app.checkbox}
        return {name for name in names if f"picture_part_{name}" in keys}

    app = ran(open_pictures().checkbox(key="picture_part_borders").set_value(False))
    assert address(app) == {"without": "borders"}
    assert asked(app)["without"] == "borders"
    assert offered(app) == {"borders", "countries", "towns", "rivers"}
    assert offered(open_pictures("antiquity")) == {"towns", "rivers"}


def test_names_are_ticked_or_not(open_pictures: Opener) -> None:
    def names(app: AppTest) -> dict[str, bool]:
        key = "picture_name_"
        boxes = {str(box.key): box.value for box in app.checkbox}
        return {name.removeprefix(key): on for name, on in boxes.items() if name.startswith(key)}

    app = open_pictures()
    ticked = {name for name, is_ticked in names(app).items() if is_ticked}
    assert {"China", "Khabarovsk", "Beijing"} <= ticked
    app = ran(app.checkbox(key="picture_name_Beijing").set_value(False))
    assert address(app) == {"hide": "Beijing"}
    assert names(app)["Beijing"] is False
    app = ran(app.checkbox(key="picture_name_Beijing").set_value(True))
    assert address(app) == {"show": "Beijing"}
    assert names(app)["Beijing"] is True
    assert not all(names(app).values()), "towns that come next may be ticked, too"


def test_what_has_no_room_is_listed_beneath_the_checklist(open_pictures: Opener) -> None:
    def left_out(app: AppTest) -> str:
        text = part(app, '<section class="checklist"').text
        return text.partition(translate("en", "left_out"))[2]

    assert left_out(open_pictures()) == ""
    told = left_out(open_pictures("round-the-world", preset="newspaper-1"))
    assert re.search(r"\d of 11 stop names \(\w", told)


# Several travellers ------------------------------------------------------------------------------

SOUTH_POLE = CHECKOUT / "examples" / "south-pole"
_WHO = ("picture_who_amundsen", "picture_who_scott")


def left_out(app: AppTest) -> str:
    return part(app, '<section class="checklist').text


def dates(app: AppTest) -> list[str]:
    return [*app.selectbox(key="picture_date").options]


def test_some_of_several_travellers_are_drawn_alone(open_pictures: Opener) -> None:
    app = open_pictures(SOUTH_POLE)
    labels = [app.checkbox(key=key).label for key in _WHO]
    assert labels == ["A Amundsen’s party", "B Scott’s party"]
    assert [app.checkbox(key=key).value for key in _WHO] == [True, True]
    of_both = dates(app)
    assert "travellers" not in left_out(app)
    app = ran(app.checkbox(key=_WHO[0]).set_value(False))
    assert asked(app) == {"who": "scott", "lang": "en"}
    assert address(app) == {"who": "scott"}
    assert {query["who"] for query in links(app).values()} == {"scott"}
    assert "1 of 2 travellers (Amundsen’s party)" in left_out(app)
    assert "Scott’s party (B)" in texts(app)
    assert "Amundsen’s party" not in texts(app)
    assert 1 < len(dates(app)) < len(of_both)
    app = ran(app.checkbox(key=_WHO[0]).set_value(True))
    assert address(app) == {}
    assert dates(app) == of_both


def test_none_of_several_travellers_are_all(open_pictures: Opener) -> None:
    app = open_pictures(SOUTH_POLE, who="scott")
    app = ran(app.checkbox(key=_WHO[1]).set_value(False))
    assert asked(app) == {"lang": "en"}
    assert address(app) == {}


def test_an_address_chooses_travellers_and_a_date_of_theirs(open_pictures: Opener) -> None:
    query = {"who": "amundsen", "date": "1911-12-14", "stop": "pole-amundsen", "km": "300"}
    app = open_pictures(SOUTH_POLE, **query)
    assert not notes(app)
    assert [app.checkbox(key=key).value for key in _WHO] == [True, False]
    assert asked(app) == {**query, "lang": "en"}
    stops = app.selectbox(key="picture_stop").options
    assert any(each.startswith("A1 ") for each in stops)
    assert not any(each.startswith("B1 ") for each in stops)


def test_a_date_that_none_of_the_chosen_has_is_no_longer_chosen(open_pictures: Opener) -> None:
    query = {"date": "1911-12-14", "stop": "pole-amundsen", "km": "300"}
    app = open_pictures(SOUTH_POLE, **query)
    app = ran(app.checkbox(key=_WHO[0]).set_value(False))
    assert address(app) == {"who": "scott"}
    assert app.radio(key="picture_area").value == "route"


@pytest.mark.parametrize("who", ["shackleton", "scott,shackleton"])
def test_a_traveller_whom_nobody_knows_is_ignored_with_a_note(
    open_pictures: Opener, who: str
) -> None:
    app = open_pictures(SOUTH_POLE, who=who)
    (note,) = notes(app)
    assert note == f"The address asked for “{who}” as “who”, which there is not."
    assert [app.checkbox(key=key).value for key in _WHO] == [True, True]
    assert asked(app) == {"lang": "en"}


def test_who_travels_alone_is_no_choice(open_pictures: Opener) -> None:
    app = open_pictures()
    assert not [each for each in app.checkbox if str(each.key).startswith("picture_who")]
    assert translate("en", "picture_travellers") not in shown(app).text
