"""Which towns, countries and seas stand on a picture: those of the route before larger ones."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from commands import run
from routemap.basemap.basemap import basemap
from routemap.basemap.nearness import Nearness, zoom_on_route
from routemap.basemap.tile_store import names_file
from routemap.basemap.tiles import NamedPoint, tile_at, towns_in
from routemap.errors import ParameterError
from routemap.geo.extent import Extent
from routemap.geo.scale import Scale
from routemap.i18n.catalog import LANGUAGES
from routemap.i18n.credits import licence_words, way_credits
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.map_settings import MapSettings
from routemap.page.basemap_bundles import first_view
from routemap.page.name_ranks import name_ranks
from routemap.pictures.drawing import Drawing
from routemap.pictures.names import other_names
from routemap.pictures.params import read_query
from routemap.shipped import shipped_journey
from routemap.tables import check_files, read_journey
from routemap.tables.writer import journey_files
from written_tables import lines_of

JOURNEYS = Path(__file__).parent / "journeys"
WORLD = Extent(-90, -180, 90, 180)
ROUND_KHASAN = {"stop": "khasan", "km": "300"}
PREFECTURES = {"Hulunbuir", "Daxing’anling", "Daxing'anling"}
SHIPPED = {
    "en": "Vladivostok Khabarovsk Ussuriysk Birobidzhan Chongjin Hamhung",
    "ko": "블라디보스토크 하바롭스크 우수리스크 비로비잔 청진 함흥",
    "ru": "Владивосток Хабаровск Уссурийск Биробиджан Чхонджин Хамхын",
}
ABROAD = {
    ("ocean", "en"): "Australia|United States|Pacific Ocean|Coral Sea|Nouméa|Tokyo|Mexico City",
    ("ocean", "ko"): "오스트레일리아|미국|태평양|산호해|누메아|도쿄|멕시코시티",
    ("ocean", "ru"): "Австралия|США|Тихий океан|Коралловое море|Нумеа|Токио|Мехико",
    ("french", "en"): "Canada|Atlantic Ocean|Bay of Biscay|Brest|Corner Brook|Dublin|Halifax",
    ("french", "ko"): "캐나다|대서양|비스케이만|런던|코너브룩|더블린",
    ("french", "ru"): "Канада|Франция|Атлантический океан|Бискайский залив|Лондон|Дублин",
}


@cache
def journey(name: str = "") -> Itinerary:
    return build_itinerary(read_journey(JOURNEYS / name if name else shipped_journey()))


def drawn(name: str = "", **query: str) -> Drawing:
    return read_query(query, journey(name)).drawing


def names(name: str = "", **query: str) -> tuple[str, ...]:
    return drawn(name, **query).names.names


# Which names stand -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", SHIPPED)
@pytest.mark.parametrize("preset", ["web", "a4"])
def test_towns_on_the_route_stand_before_larger_ones_far_from_it(
    preset: str, language: str
) -> None:
    found = names(preset=preset, lang=language)
    assert set(SHIPPED[language].split()) <= set(found)
    assert not PREFECTURES & set(found)


@pytest.mark.parametrize(("name", "language"), ABROAD)
def test_abroad_the_names_are_those_that_a_reader_looks_for(name: str, language: str) -> None:
    assert set(ABROAD[name, language].split("|")) <= set(names(name, lang=language))


def test_off_the_route_the_largest_towns_stand() -> None:
    assert {"Paris", "Wien", "München", "Salzburg"} <= set(names("german", lang="de"))


@pytest.mark.parametrize("language", SHIPPED)
def test_countries_that_the_route_touches_are_named(language: str) -> None:
    known = json.loads(names_file(language))["countries"]
    english = json.loads(names_file("en"))["countries"]
    told = {there: here for (here, *_), (there, *_) in zip(known, english, strict=True)}
    assert {told["Russia"], told["North Korea"]} <= set(names(lang=language))


def test_a_close_up_names_both_sides_of_each_border() -> None:
    found = names(**ROUND_KHASAN)
    assert {"Russia", "North Korea", "China", "Rajin", "Chongjin"} <= set(found)


@pytest.mark.parametrize(
    ("town", "at"),
    [
        ("Ussuriysk", (43.8, 131.96)),
        ("Hamhung", (39.92, 127.54)),
        ("Khabarovsk", (48.48, 135.08)),
        ("Harbin", (45.75, 126.65)),
    ],
)
def test_a_close_up_of_a_town_shows_that_town(town: str, at: tuple[float, float]) -> None:
    latitude, longitude = at
    sides = (longitude - 0.6, latitude - 0.4, longitude + 0.6, latitude + 0.4)
    assert town in names(extent=",".join(map(str, sides)))


def test_a_stop_is_not_named_twice() -> None:
    assert not {"Pyongyang", "Komsomolsk-on-Amur"} & set(names())


def test_countries_are_written_in_capitals_and_far_apart_and_towns_are_not() -> None:
    drawing = drawn()
    texts = {text.text: text for text in drawing.names.texts}
    assert texts["CHINA"].spacing > texts["Vladivostok"].spacing == 0
    assert {"NORTH", "KOREA"} <= texts.keys()


def test_a_town_on_a_line_lies_upon_it_and_no_dot_lies_at_sea() -> None:
    drawing = drawn(preset="a4")
    assert drawing.names.dots_on_route
    ground = basemap(drawing.view.extent, Scale.FINE)
    shores = [place for line in drawing.view.parts(ground.coast) for place in line]
    dots = (*drawing.names.dots, *drawing.names.dots_on_route)
    at_shore = min(abs(x - a) + abs(y - b) for x, y in dots for a, b in shores)
    assert at_shore < 5, "Vladivostok is a port"
    rings = drawing.view.rings(ground.land)
    assert all(any(is_in(ring, dot) for ring in rings) for dot in dots)


def is_in(ring: tuple[tuple[float, float], ...], place: tuple[float, float]) -> bool:
    x, y = place
    inside = False
    for (a, b), (c, d) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (b > y) != (d > y) and x < a + (y - b) / (d - b) * (c - a):
            inside = not inside
    return inside


# The rule ----------------------------------------------------------------------------------------


def test_nearness_falls_from_the_line_to_sixty_pixels_beside_it() -> None:
    near = Nearness([[(0.0, 0.0), (1_000.0, 0.0)], [(500.0, 500.0)]], 2.0)
    assert near.of((730.0, 0.0)) == near.of((730.0, 16.0)) == near.of((500.0, 510.0)) == 1
    assert near.of((730.0, 68.0)) == pytest.approx(0.5)
    assert near.of((730.0, 121.0)) == near.of((-130.0, 0.0)) == 0


def test_a_town_on_the_route_does_not_wait_for_its_larger_neighbour() -> None:
    small, far = NamedPoint((0, 0), 7.56, ("Small",)), NamedPoint((0, 0), 4.55, ("Far",))
    assert zoom_on_route(small, 0) == small.min_zoom > far.min_zoom
    assert zoom_on_route(small, 1) < zoom_on_route(far, 0)


def test_borders_know_the_countries_beside_them() -> None:
    countries = [name for name, *_ in json.loads(names_file("en"))["countries"]]
    around = basemap(Extent(42.2, 130.2, 43.2, 131.4), Scale.FINE).sides
    pairs = {frozenset((countries[each.left], countries[each.right])) for each in around}
    korea, russia, china = "North Korea", "Russia", "China"
    assert pairs == {frozenset(pair) for pair in ((korea, russia), (korea, china), (china, russia))}
    # The border runs north where Russia lies to its right, south where to its left.
    for border in around:
        if {countries[border.left], countries[border.right]} == {china, russia}:
            (south, _), (north, _) = min(border.line), max(border.line)
            goes_north = border.line[0][0] == south
            assert north > south
            east = border.right if goes_north else border.left
            assert countries[east] == russia or north < 42.9


# The names that ship -----------------------------------------------------------------------------


def test_no_prefecture_is_a_town_and_names_are_as_newspapers_write_them() -> None:
    english = {town.english for town in towns_in(WORLD)}
    assert len(english) > 25_000
    assert not PREFECTURES & english
    assert not [name for name in english if "Bāzār" in name or name.endswith(("-ŭp", " (Saale)"))]
    assert {"Dhangadhi", "Hailar", "Nizhny Novgorod", "Kraków", "Donghae", "Xi’an"} <= english


def test_pictures_have_all_towns_at_the_scale_of_which_the_tiles_have_the_largest() -> None:
    extent = Extent(43, 131, 44.5, 133)
    in_tiles = {town.english for town in tile_at(Scale.MIDDLE, 40, 130).towns}
    assert "Ussuriysk" not in in_tiles
    assert "Ussuriysk" in {town.english for town in basemap(extent, Scale.MIDDLE).towns}
    assert not basemap(extent, Scale.COARSE).towns


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_has_no_town_without_a_name_in_its_language(language: str) -> None:
    sent = first_view(journey().extent, language).body.decode()
    tiles = json.loads(sent[sent.index("{") : sent.rindex("}") + 1])
    towns = [name for tile in tiles.values() for _, _, _, name in tile.get("towns", ())]
    assert len(towns) > 20
    assert all(towns)
    assert "borders_between" not in sent


# What the maker wants ----------------------------------------------------------------------------


def test_a_name_may_be_asked_for_and_another_not() -> None:
    plain = names(preset="a4")
    asked = names(preset="a4", show="Spassk-Dalny", hide="Harbin,China")
    assert "Spassk-Dalny" in set(asked) - set(plain)
    assert {"Harbin", "China"} <= set(plain) - set(asked)


def test_a_name_in_another_language_or_spelling_is_the_same_name() -> None:
    assert not {"Harbin", "China"} & set(names(preset="a4", hide="하얼빈,китай"))
    assert "아르툠" in names(preset="a4", lang="ko", show="artyom")


def test_the_journey_asks_for_all_its_pictures_and_one_picture_may_differ() -> None:
    settings = MapSettings(show=("Spassk-Dalny",), hide=("Harbin",))
    itinerary = build_itinerary(replace(journey().journey, map=settings))
    found = read_query({"preset": "a4"}, itinerary).drawing.names.names
    assert "Spassk-Dalny" in found
    assert "Harbin" not in found
    other = read_query({"preset": "a4", "show": "Harbin"}, itinerary).drawing.names.names
    assert "Harbin" in other


def test_what_is_asked_for_and_finds_no_room_is_told() -> None:
    wanted = "Artyom,Nakhodka,Partizansk,Fokino,Bolshoy Kamen,Slavyanka,Zarubino,Posyet,Kraskino"
    picture = read_query({"preset": "newspaper-1", "show": wanted}, journey())
    told = {each.kind: each for each in picture.left_out}
    assert told["wanted"].of == 9
    written = set(picture.drawing.names.names)
    assert {name for name, _ in told["wanted"].left} == set(wanted.split(",")) - written


@pytest.mark.parametrize(
    ("query", "missed"),
    [
        ({"show": "Mongolia"}, ["Mongolia"]),
        ({"show": "Coral Sea"}, ["Coral Sea"]),
        ({"show": "Harbin", **ROUND_KHASAN}, ["Harbin"]),
        ({"show": "하바롭스크,Россия", "preset": "a4"}, []),
        ({"show": "Khabarovsk", "without": "towns"}, ["Khabarovsk"]),
    ],
)
def test_what_is_asked_for_and_stands_nowhere_is_told(
    query: dict[str, str], missed: list[str]
) -> None:
    picture = read_query({"preset": "newspaper-1", **query}, journey())
    told = [name for each in picture.left_out if each.kind == "wanted" for name, _ in each.left]
    assert told == missed


def test_what_the_tables_want_is_missed_only_where_its_place_is_in_view() -> None:
    settings = MapSettings(show=("Spassk-Dalny", "Mongolia"))
    itinerary = build_itinerary(replace(journey().journey, map=settings))
    whole = read_query({"preset": "a4", "without": "towns"}, itinerary).drawing.names.left_out
    assert "Spassk-Dalny" in whole
    close_up = read_query(ROUND_KHASAN, itinerary).drawing.names.left_out
    assert "Mongolia" not in close_up


def test_an_unknown_name_is_refused_in_one_line() -> None:
    for parameter in ("show", "hide"):
        with pytest.raises(ParameterError, match="is called “Nowhereville”") as refused:
            read_query({parameter: "Khabarovsk,Nowhereville"}, journey())
        assert "\n" not in str(refused.value)
    read_query({"hide": "Hulunbuir"}, journey())  # a prefecture, which no map names


def test_the_tables_tell_of_unknown_names_and_of_what_is_no_list(tmp_path: Path) -> None:
    places = (
        "name,latitude,longitude,arrival\n"
        "Khabarovsk,48.5,135.1,2023-09-01\nVladivostok,43.1,131.9,2023-09-02\n"
    )
    text = '[map]\nshow = ["Ussuriysk", "Usuriisk"]\nhide = ["Hulunbuir"]\n'
    called = "no town or lake near the route, country or sea is called"
    hint = "the map names towns, lakes, countries and seas; check the spelling"
    assert lines_of(tmp_path, {"locations.csv": places, "journey.toml": text}) == [
        f"error journey.toml:2:map.show: {called} “Usuriisk”; {hint}",
        f"warning journey.toml:3:map.hide: {called} “Hulunbuir”; {hint}",
    ]
    wrong = {"locations.csv": places, "journey.toml": "[map]\nshow = [3]\n"}
    (line,) = lines_of(tmp_path, wrong)
    assert line.endswith('is not a list of names; write ["one name", "another"]')


def test_the_names_are_written_down_again() -> None:
    settings = MapSettings(show=("Ussuriysk", "Peter the Great Gulf"), hide=("Harbin",))
    files = journey_files(replace(journey().journey, map=settings))
    report = check_files(files, "again")
    assert report.journey
    assert report.journey.map == settings


def test_the_command_takes_names(tmp_path: Path) -> None:
    path = str(tmp_path / "map.svg")
    assert run("export", "-o", path, "--show", "Spassk-Dalny", "--hide", "Harbin").returncode == 0
    refused = run("export", "-o", path, "--force", "--show", "Nowhereville")
    assert refused.returncode == 2
    assert "is called “Nowhereville”" in refused.stderr


def test_towns_that_come_next_are_offered() -> None:
    drawing = drawn()
    offered = other_names(journey().overview(), drawing)
    assert len(offered) >= 8
    assert not set(offered) & set(drawing.names.names)


# The screen --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", SHIPPED)
def test_the_screen_ranks_towns_on_the_route_by_the_same_rule(language: str) -> None:
    ranks = name_ranks(journey(), language)
    assert set(SHIPPED[language].split()) <= ranks.keys()
    assert len(ranks) <= 24, "each weighs on the first view"
    assert max(ranks.values()) < 6


def test_the_screen_shows_and_hides_what_the_author_wants() -> None:
    settings = MapSettings(show=("Spassk-Dalny",), hide=("Qiqihar", "China", "Sea of Okhotsk"))
    itinerary = build_itinerary(replace(journey().journey, map=settings))
    ranks = name_ranks(itinerary, "ko")
    assert ranks["스파스크달니"] == 0
    assert {ranks[name] for name in ("치치하얼", "중국", "오호츠크해")} == {99}


def test_a_lake_is_named_if_the_maker_wants_it_and_hidden_on_the_screen() -> None:
    assert "Khanka" not in names(preset="a4")
    found = drawn(preset="a4", lang="ko", show="Khanka").names
    assert "한카호" in found.names
    assert not found.left_out
    settings = MapSettings(hide=("Khanka",))
    itinerary = build_itinerary(replace(journey().journey, map=settings))
    assert name_ranks(itinerary, "en")["Khanka"] == 99


# Credits -----------------------------------------------------------------------------------------


def test_credits_and_licence_are_told_in_the_language_of_the_map() -> None:
    shipped = journey().journey
    assert way_credits(shipped) == ["Railway © OpenStreetMap contributors (ODbL)"]
    for language in LANGUAGES[1:]:
        assert way_credits(shipped, language) != way_credits(shipped)
        assert licence_words(shipped, language) != shipped.licence
    below = " ".join(text.text for text in drawn(lang="ru").furniture)
    assert "участники OpenStreetMap" in below
    assert "contributors" not in below
    assert licence_words(replace(shipped, licence="All rights reserved"), "ko") == (
        "All rights reserved"
    )
