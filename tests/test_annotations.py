"""Annotations: the author's own words on maps, at their moments or always, in each language."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from itertools import combinations, pairwise
from math import dist
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

import routemap
from routemap.exports.params import read_teaching
from routemap.formats.registry import DATA_FORMATS
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.page.content import map_content
from routemap.page.route_map import RouteMap
from routemap.pictures.clip import cross
from routemap.pictures.drawing import DrawnAnnotation
from routemap.pictures.fixed_view import FixedView
from routemap.pictures.legibility import illegible
from routemap.pictures.options import PictureOptions
from routemap.pictures.params import read_query
from routemap.pictures.picture import Picture
from routemap.tables import check_files, check_journey, read_journey

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = Path(__file__).parent / "journeys" / "media-and-annotations"
TABLE = """\
id,name,latitude,longitude,arrival
rome,Rome,41.9,12.5,2020-05-01
bari,Bari,41.1,16.9,2020-05-03
oslo,Oslo,59.9,10.7,2020-06-01
"""
HEADER = "id,date,kind,latitude,longitude,text,text@ko\n"
ROWS = """\
hill,2020-05-01,callout,41.9,12.5,Seven hills,일곱 언덕
alps,,area,46.5,10.5,The Alps,
may,2020-05,label,50.0,20.0,In May,
peak,,callout,52.0,8.0,A high peak,
never,2021,label,45.0,20.0,Never seen,
"""


def itinerary_of(rows: str = ROWS, stops: str = TABLE) -> Itinerary:
    files = {"locations.csv": stops.encode(), "annotations.csv": (HEADER + rows).encode()}
    journey = check_files(files, "A trip").journey
    assert journey
    return build_itinerary(journey)


def picture(itinerary: Itinerary, **values: str) -> Picture:
    return read_query({"preset": "web", **values}, itinerary)


def written(of: Picture) -> dict[str, DrawnAnnotation]:
    """What is drawn, by its words."""
    placed = of.drawing.annotations.placed
    return {" ".join(text.text for text in each.texts): each for each in placed}


# When ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("", {"The Alps", "A high peak"}),
        ("2020-05-01", {"The Alps", "A high peak", "Seven hills", "In May"}),
        ("2020-05-03", {"The Alps", "A high peak", "In May"}),
        ("2020-06-01", {"The Alps", "A high peak"}),
    ],
)
def test_they_stand_at_their_moments_or_always(date: str, words: set[str]) -> None:
    assert written(picture(itinerary_of(), date=date)).keys() == words


def test_a_date_that_no_moment_has_and_a_place_far_away_are_told() -> None:
    rows = f"{ROWS}far,,label,-41.9,12.5,Swapped sign,\n"
    files = {"locations.csv": TABLE.encode(), "annotations.csv": (HEADER + rows).encode()}
    told = [str(each) for each in check_files(files, "A trip").problems]
    assert any("annotations.csv:6:date: no moment is dated “2021”" in each for each in told)
    assert any("annotations.csv:7:latitude: -41.9, 12.5 lies far" in each for each in told)
    assert sum("annotations.csv:" in each for each in told) == 2


# On paper -----------------------------------------------------------------------------------------


def test_a_callout_has_a_leader_from_its_place_or_from_the_disc_there() -> None:
    of = picture(itinerary_of(), date="2020-05-01")
    found = written(of)
    hill, peak = found["Seven hills"], found["A high peak"]
    rome = of.drawing.stops[0].at
    assert hill.leader
    assert hill.dot is None
    assert 10 < dist(hill.leader[0], rome) < 30
    assert peak.leader
    assert peak.dot
    assert dist(peak.leader[0], peak.dot) < 6
    for each in (hill, peak):
        ends = [text.at for text in each.texts]
        assert min(dist(each.leader[1], end) for end in ends) < 40  # type: ignore[index]
    assert found["The Alps"].leader is None
    assert found["The Alps"].texts[0].spacing > 0


def test_a_label_stands_at_its_place_or_else_at_a_leader() -> None:
    rows = "one,,label,50,20,Here,\ntwo,,label,50.4,20,And here,\n"
    found = written(picture(itinerary_of(rows)))
    assert found["Here"].leader is None
    assert found["And here"].leader
    assert found["And here"].dot


@pytest.mark.parametrize("size", ["web", "newspaper-1", "a4", "story"])
def test_no_words_lie_on_others(size: str) -> None:
    rows = "".join(f"n{n},,callout,{44 + n % 5},{10 + n},Words number {n},\n" for n in range(12))
    drawing = picture(itinerary_of(rows), preset=size).drawing
    texts = [t for each in drawing.annotations.placed for t in each.texts]
    texts += [*drawing.stop_labels, *drawing.names.texts]
    for one, other in combinations(texts, 2):
        if one.at != other.at:
            apart = abs(one.at[1] - other.at[1])
            assert apart > min(one.size, other.size) * 0.7 or abs(one.at[0] - other.at[0]) > 5
    labels = drawing.annotations
    assert len(labels.placed) + len(labels.left_out) <= 12


def test_what_finds_no_room_is_told() -> None:
    rows = "".join(f"n{n},,area,50,12,A name that is long number {n},\n" for n in range(60))
    (told,) = [each for each in picture(itinerary_of(rows)).left_out if each.kind == "annotations"]
    assert told.of == 60
    assert "of 60 annotations (A name" in str(told)


def test_they_are_in_the_language_of_the_picture() -> None:
    of = picture(itinerary_of(), date="2020-05-01", lang="ko")
    assert {"일곱 언덕", "The Alps"} <= written(of).keys()
    assert "일곱 언덕." in of.metadata.description


def test_svg_pdf_and_long_description_have_their_words() -> None:
    of = picture(itinerary_of(), date="2020-05-03", text="live")
    text = of.render("svg").decode()
    assert text.index('id="annotations"') < text.index('id="labels"')
    assert ">In May<" in text
    assert of.metadata.description.endswith("The Alps. In May. A high peak.")
    assert of.render("pdf").startswith(b"%PDF")
    near = picture(itinerary_of(), stop="oslo")
    assert "The Alps" not in near.metadata.description
    assert not written(near)


def test_a_bare_picture_and_a_map_to_draw_on_have_none() -> None:
    itinerary = itinerary_of()
    assert 'id="annotations"' not in picture(itinerary, bare="ground").render("svg").decode()
    outline = Picture(itinerary.overview(), PictureOptions(is_outline=True))
    assert not outline.drawing.annotations.placed


def test_letters_that_cannot_be_drawn_are_warned_of() -> None:
    rows = "a,,label,50,20,\U0001f600 here,\n"
    (problem,) = illegible(itinerary_of(rows).journey)
    assert (problem.file, problem.row, problem.column) == ("annotations.csv", 2, "text")
    assert "pictures, slides" in problem.hint


def test_maps_that_stand_still_keep_each_in_its_place() -> None:
    itinerary = itinerary_of()
    view = FixedView(itinerary, PictureOptions())
    first, second = (view.drawing(itinerary.scene(n)).annotations.placed for n in (0, 1))
    assert {each.number for each in first} == {0, 1, 2, 3}
    assert {each.number for each in second} == {1, 2, 3}
    assert all(each in first for each in second)


def test_slides_and_film_show_them() -> None:
    itinerary = itinerary_of()
    bare = build_itinerary(replace(itinerary.journey, annotations=()))
    stills = [read_teaching("film", {}, each).film().still(1) for each in (itinerary, bare)]
    assert stills[0].tobytes() != stills[1].tobytes()


def test_a_journey_without_any_is_drawn_as_before() -> None:
    drawing = picture(itinerary_of("")).drawing
    assert drawing.annotations == ((), ())
    assert 'id="annotations"' not in picture(itinerary_of("")).render("svg").decode()


# Data ---------------------------------------------------------------------------------------------


def test_geojson_holds_them_as_points_and_gives_them_back(tmp_path: Path) -> None:
    content = DATA_FORMATS["geojson"].write(build_itinerary(read_journey(FOLDER)))
    (bridge, *_) = [
        each
        for each in json.loads(content)["features"]
        if each["properties"]["kind"] == "annotation"
    ]
    assert bridge["geometry"] == {"type": "Point", "coordinates": [130.64, 42.41]}
    assert bridge["properties"]["annotation"] == "callout"
    assert bridge["properties"]["text@ko"] == "두만강 다리"
    read = DATA_FORMATS["geojson"].read(content, "x.geojson")
    journey = check_files(read.files, "x").journey
    assert journey
    assert journey.annotations == read_journey(FOLDER).annotations
    assert "annotations" not in routemap.read(FOLDER).save(tmp_path / "a.geojson").lacks
    assert "annotations" in routemap.read(FOLDER).save(tmp_path / "a.kml").lacks


# On screen ----------------------------------------------------------------------------------------


def test_the_map_is_sent_them_with_their_moments() -> None:
    content = map_content(itinerary_of(), "ko")["annotations"]
    assert content[0] == {
        "at": [41.9, 12.5],
        "span": [0, 1],
        "kind": "callout",
        "text": "일곱 언덕",
        "lang": "ko",
    }
    assert content[1]["span"] == [-1, 4]
    assert content[2]["span"] == [0, 2]
    assert "annotations" not in map_content(itinerary_of(""), "en")


def test_only_pages_with_annotations_load_their_script(tmp_path: Path) -> None:
    for rows, is_loaded in ((ROWS, True), ("", False)):
        folder = tmp_path / str(is_loaded)
        folder.mkdir()
        (folder / "locations.csv").write_text(TABLE, "utf-8")
        (folder / "annotations.csv").write_text(HEADER + rows, "utf-8")
        routemap.read(folder).publish(folder / "site")
        page = (folder / "site" / "index.html").read_text("utf-8")
        assert ("assets/annotations." in page) == is_loaded
    settings = RouteMap(itinerary_of().scene(0), "en").settings
    assert "Seven hills" in settings
    assert check_journey(tmp_path / "True").journey


@pytest.fixture
def shown(tmp_path: Path, page: Page) -> Page:
    (tmp_path / "locations.csv").write_text(TABLE, "utf-8")
    (tmp_path / "annotations.csv").write_text(HEADER + ROWS, "utf-8")
    routemap.read(tmp_path).publish(tmp_path / "site")
    page.goto((tmp_path / "site" / "index.html").as_uri())
    page.wait_for_selector(".annotation:not(.is-left-out)")
    return page


def seen(page: Page) -> set[str]:
    found = page.locator(".annotation:not([hidden]):not(.is-left-out)")
    return {each.strip() for each in found.all_text_contents()}


def test_on_screen_they_follow_the_steps_and_touch_no_name(shown: Page) -> None:
    shown.wait_for_function("document.querySelectorAll('.annotation:not([hidden])').length === 4")
    assert {"Seven hills", "The Alps", "A high peak"} <= seen(shown)
    names = ".annotation:not([hidden]):not(.is-left-out), .stop-label:not(.no-room)"
    boxes = shown.evaluate(
        """(names) => [...document.querySelectorAll(names)]
           .map((each) => each.getBoundingClientRect())
           .map(({ left, top, right, bottom }) => [left, top, right, bottom])""",
        names,
    )
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] + 1 or other[2] <= one[0] + 1
        assert apart or one[3] <= other[1] + 1 or other[3] <= one[1] + 1
    shown.keyboard.press("ArrowRight")
    shown.locator("[data-does=next]").click()
    shown.wait_for_function("document.querySelectorAll('.annotation:not([hidden])').length < 4")
    assert "Seven hills" not in seen(shown)
    assert {"The Alps", "A high peak"} <= seen(shown)


def test_a_still_picture_with_annotations_is_a_picture() -> None:
    image = Image.open(io.BytesIO(picture(itinerary_of(), date="2020-05-01").render("png")))
    assert image.size == (1200, 675)


LOOP = """\
id,name,latitude,longitude,arrival
a,A,47.6,8.0,2020-05-01
b,B,47.6,16.0,2020-05-02
c,C,46.4,16.0,2020-05-03
d,D,46.4,8.0,2020-05-04
e,E,47.5,7.9,2020-05-05
"""


@pytest.mark.parametrize(("preset", "is_across"), [("card", False), ("newspaper-1", True)])
def test_a_callout_that_the_route_encloses_has_a_leader_across_it(
    preset: str, *, is_across: bool
) -> None:
    rows = "in,,callout,47.0,10.0,And there,\n"
    if not is_across:
        rows += "too,,callout,47.0,12.0,What happened between the two armies here,\n"
    drawing = picture(itinerary_of(rows, LOOP), preset=preset).drawing
    assert drawing.annotations.left_out == ()
    leaders = [each.leader for each in drawing.annotations.placed if each.leader]
    lines = [pair for leg in drawing.legs for line in leg.lines for pair in pairwise(line)]
    assert any(cross(*leader, *line) for leader in leaders for line in lines) is is_across
    assert not any(cross(*one, *other) for one, other in combinations(leaders, 2))
