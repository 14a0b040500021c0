"""Ground that is left out: by the journey for every map of it, by a picture for itself."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import run
from routemap.app.journey_fields import with_map_entry
from routemap.exports.film_timing import film_script
from routemap.exports.selection import Selection
from routemap.formats.geojson import geojson, read_geojson
from routemap.formats.kml import kml, read_kml
from routemap.i18n.catalog import LANGUAGES, translate
from routemap.i18n.credits import map_credits
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.journey import Journey
from routemap.model.map_settings import Borders, GroundPart, MapSettings
from routemap.page.route_map import RouteMap
from routemap.page.sections import about_html
from routemap.pictures.drawing import Drawing
from routemap.pictures.fixed_view import FixedView
from routemap.pictures.legend import marks_shown
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.params import read_query
from routemap.pictures.picture import Picture
from routemap.shipped import shipped_journey
from routemap.tables import check_files, read_journey
from routemap.tables.writer import journey_files
from shown_words import Shown
from written_tables import lines_of, packed

if TYPE_CHECKING:
    from pathlib import Path

NO_BORDERS = MapSettings(borders=Borders.NONE)
FLAGS = (None, True, False)
OLD = "name,latitude,longitude,arrival\nRome,41.9,12.5,1786-11-01\nNaples,40.85,14.27,1787-02-25\n"


def shipped(settings: MapSettings = MapSettings()) -> Itinerary:  # noqa: B008  it is frozen
    return build_itinerary(replace(read_journey(shipped_journey()), map=settings))


def drawn(settings: MapSettings, without: set[Part] | None = None, **chosen: Any) -> Drawing:  # noqa: ANN401
    options = PictureOptions(without=frozenset(without or set()), **chosen)
    return Picture(shipped(settings).overview(), options).drawing


def written(drawing: Drawing) -> str:
    return " ".join(drawing.texts)


# What journey.toml says --------------------------------------------------------------------------


def test_it_is_read_and_each_fault_says_where_it_is_and_how_to_mend_it(tmp_path: Path) -> None:
    text = '[map]\nborders = "non"\ntowns = "no"\nriver = false\ncountries = 1\n'
    assert lines_of(tmp_path, {"journey.toml": text}) == [
        (
            "error journey.toml:2:map.borders: “non” is not allowed in “map.borders”; "
            "did you mean “none”?"
        ),
        (
            "error journey.toml:3:map.towns: “map.towns” is neither true nor false; "
            "write true or false, without quotation marks"
        ),
        (
            "warning journey.toml:4:map.river: “map.river” is not a known key, so it is not read; "
            "did you mean “map.rivers”?"
        ),
        (
            "error journey.toml:5:map.countries: “map.countries” is neither true nor false; "
            "write true or false, without quotation marks"
        ),
    ]
    assert lines_of(tmp_path, {"journey.toml": "map = true\n"}) == [
        "error journey.toml:1:map: “map” is not a section; write [map] on a line of its own"
    ]


def again(journey: Journey) -> list[Journey]:
    """The journey after each way out and back."""
    files = journey_files(journey)
    foreign = [
        read_geojson(geojson(build_itinerary(journey)), "x.geojson").files,
        read_kml(kml(build_itinerary(journey)), "x.kml").files,
    ]
    reports = [check_files(each, "x") for each in (files, *foreign)]
    return [report.journey for report in reports if report.journey]


def test_it_survives_every_way_out_and_back(tmp_path: Path) -> None:
    journey = read_journey(shipped_journey())
    for borders, towns in product((None, *Borders), FLAGS):
        settings = MapSettings(borders, countries=towns, towns=towns, rivers=towns)
        found = [each.map for each in again(replace(journey, map=settings))]
        assert found == [settings] * 3
    archive = tmp_path / "packed.zip"
    archive.write_bytes(packed(journey_files(replace(journey, map=NO_BORDERS))))
    assert read_journey(archive).map == NO_BORDERS


@pytest.mark.parametrize("countries", FLAGS)
def test_names_of_countries_go_with_the_borders_unless_asked_for(countries: bool | None) -> None:  # noqa: FBT001
    left_out = MapSettings(borders=Borders.NONE, countries=countries).left_out
    assert left_out == {GroundPart.BORDERS} | (set() if countries else {GroundPart.COUNTRIES})


def test_check_asks_once_about_borders_of_today_beneath_a_journey_of_long_ago(
    tmp_path: Path,
) -> None:
    told = (
        "warning journey.toml:0:map.borders: all stops are dated before 1800, the borders drawn "
        'are today’s; write borders = "none" below [map], or "today" to keep them'
    )
    towns = "; towns = false leaves out the towns of today too"
    assert lines_of(tmp_path, {"locations.csv": OLD}) == [told + towns]
    said = {"locations.csv": OLD, "journey.toml": "[map]\ntowns = true\n"}
    assert lines_of(tmp_path, said) == [told]
    for borders in Borders:
        settled = {"locations.csv": OLD, "journey.toml": f'[map]\nborders = "{borders}"\n'}
        assert lines_of(tmp_path, settled) == []
    assert lines_of(tmp_path, {"locations.csv": OLD.replace("1787", "1987")}) == []


# Pictures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("look", ["colour", "grey"])
def test_a_journey_without_borders_has_none_on_its_pictures_nor_speaks_of_them(look: str) -> None:
    drawing = drawn(NO_BORDERS, look=look)
    assert not drawing.basemap.borders
    assert not drawing.basemap.disputed_borders
    assert drawing.basemap.coast
    assert drawing.legend
    assert not {"border", "disputed_border"} & {entry.mark for entry in drawing.legend.entries}
    assert not {"CHINA", "MONGOLIA"} & set(written(drawing).split())
    assert "Boundaries of today are not shown; land and water: Natural Earth" in written(drawing)
    assert "disputed" not in written(drawing)


@pytest.mark.parametrize(
    ("part", "settings"),
    [
        (Part.BORDERS, MapSettings(borders=Borders.NONE, countries=True)),
        (Part.COUNTRIES, MapSettings(countries=False)),
        (Part.TOWNS, MapSettings(towns=False)),
        (Part.RIVERS, MapSettings(rivers=False)),
    ],
)
def test_a_part_is_left_out_alone_by_the_journey_and_by_a_picture(
    part: Part, settings: MapSettings
) -> None:
    whole = drawn(MapSettings())
    for drawing in (drawn(settings), drawn(MapSettings(), {part})):
        there = {
            Part.BORDERS: bool(drawing.basemap.borders),
            Part.COUNTRIES: "CHINA" in written(drawing),
            Part.TOWNS: drawing.names.has_towns,
            Part.RIVERS: bool(drawing.basemap.rivers),
        }
        assert {one for one, is_there in there.items() if not is_there} == {part}
        assert drawing.basemap.land == whole.basemap.land or part is not Part.RIVERS
        assert ("GeoNames" in written(drawing)) == (part is not Part.TOWNS)
        assert ("Boundaries: " in written(drawing)) == (part is not Part.BORDERS)


@given(st.sets(st.sampled_from(GroundPart)))
def test_what_a_picture_leaves_out_joins_what_its_journey_leaves_out(asked: set[str]) -> None:
    options = PictureOptions(without=frozenset(map(Part, asked)))
    journey = shipped().journey
    within = options.within(replace(journey, map=NO_BORDERS))
    assert within.ground_left_out == asked | {GroundPart.BORDERS, GroundPart.COUNTRIES}
    assert options.within(replace(journey, map=MapSettings())) == options


def test_an_address_and_the_command_leave_out_the_same(tmp_path: Path) -> None:
    asked = read_query({"without": "borders,towns,title"}, shipped())
    assert asked.options.without == {Part.BORDERS, Part.TOWNS, Part.TITLE}
    assert "GeoNames" not in asked.metadata.credit
    assert "disputed" not in asked.metadata.credit
    path = tmp_path / "map.svg"
    done = run("export", "-o", path, "--without", "borders,towns", "--without", "title")
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == asked.render("svg")


def test_slides_film_and_outline_maps_have_no_borders_either() -> None:
    itinerary = shipped(NO_BORDERS)
    fixed = FixedView(itinerary, PictureOptions()).drawing(itinerary.scene(2))
    outline = drawn(NO_BORDERS, is_outline=True)
    for drawing in (fixed, outline):
        assert not drawing.basemap.borders
        shown = marks_shown(drawing.legs, drawing.stops, drawing.basemap, drawing.frame)
        assert not {"border", "disputed_border"} & set(shown)
    end = film_script(Selection(itinerary), "en")[-1]
    assert "Boundaries of today are not shown" in " ".join(each.text for each in end.captions)


def test_where_no_border_is_in_view_none_is_credited() -> None:
    query = {"extent": "-18,27.5,-13,29.5"}  # the Canaries
    drawing = read_query(query, shipped()).drawing
    assert not drawing.basemap.borders
    assert "Land and water: Natural Earth" in written(drawing)
    assert "Boundaries" not in written(drawing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_credit_says_in_each_language_that_borders_of_today_are_not_shown(
    language: str,
) -> None:
    credit = map_credits(shipped(NO_BORDERS).overview(), language)
    assert credit[0] == translate(language, "boundary_policy_none")
    assert credit[0] != translate(language, "boundary_policy")
    assert (
        len(map_credits(shipped(MapSettings(towns=False)).overview(), language)) == len(credit) - 1
    )


# Pages -------------------------------------------------------------------------------------------


def test_the_page_is_told_what_it_does_not_draw() -> None:
    route_map = RouteMap(shipped(NO_BORDERS).overview(), "en")
    settings = json.loads(route_map.settings)
    assert settings["ground"]["left_out"] == ["borders", "countries"]
    furniture = Shown(settings["furniture"]).text
    assert "Disputed border" not in furniture
    assert "Boundaries of today are not shown" in furniture
    usual = json.loads(RouteMap(shipped().overview(), "en").settings)
    assert usual["ground"]["left_out"] == []
    assert "Disputed border" in Shown(usual["furniture"]).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_about_speaks_only_of_what_is_drawn(language: str) -> None:
    def about(settings: MapSettings) -> tuple[str, str]:
        """All of it, and what of the ground is said to be Natural Earth's."""
        text = " ".join(Shown(str(about_html(shipped(settings).journey, language))).text.split())
        ground = text.rpartition(f" {translate(language, 'about_ground')} ")[2]
        return text, ground.partition("Natural Earth")[0]

    whole, all_parts = about(MapSettings())
    bare, few_parts = about(MapSettings(Borders.NONE, towns=False, rivers=False))
    for part in ("rivers", "borders", "countries"):
        words = translate(language, f"about_ground_{part}")
        assert words in all_parts
        assert words not in few_parts
    assert translate(language, "about_ground_lakes") in few_parts
    assert "GeoNames" in whole
    assert "GeoNames" not in bare
    assert " ".join(translate(language, "boundary_policy_none").split()) in bare
    assert "de facto; disputed" not in bare


# The Open page -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        'title = "A"',
        "# ours\n[map]\n# of old\nrivers = false # dry\n",
        '[map]\nborders = "today"\n\n[report]\ntitle = "borders = 1"\n',
        'map = { borders = "today" }\n',
        'note = """\n[map]\n"""\n[map]\ntowns = true\n',
        "map = 3\n",
    ],
)
@pytest.mark.parametrize(("name", "value"), [("borders", "none"), ("rivers", True)])
def test_a_field_of_the_map_is_right_however_the_file_is_written(
    text: str, name: str, value: object
) -> None:
    changed = with_map_entry(text.encode(), name, value).decode()
    before, after = tomllib.loads(text), tomllib.loads(changed)
    assert after["map"][name] == value
    assert {key: each for key, each in after.items() if key != "map"} == {
        key: each for key, each in before.items() if key != "map"
    }
    if text.startswith("# ours"):
        assert "# of old" in changed
        assert "# ours" in changed
