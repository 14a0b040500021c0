"""A typeface of a house's own: in all that a journey's folder makes, and from no stranger."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import uharfbuzz as hb
from PIL import Image, ImageChops
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from starlette.applications import Starlette
from starlette.testclient import TestClient

import routemap
from routemap.errors import Level
from routemap.exports.film_frames import Film
from routemap.exports.film_timing import Shape
from routemap.exports.handout import handout_pages, handout_pdf
from routemap.exports.selection import Selection
from routemap.exports.slides import slides_pptx
from routemap.formats.registry import DATA_FORMATS
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.page.house_css import house_css
from routemap.page.house_font import house_font
from routemap.page.inlining import data_url
from routemap.page.route_map import RouteMap
from routemap.page.site import Mode
from routemap.pictures import font_metrics
from routemap.pictures.house_typeface import house_typeface
from routemap.pictures.legibility import illegible
from routemap.pictures.params import read_query
from routemap.pictures.picture import Picture
from routemap.pictures.shaping import is_plain, shaped
from routemap.pictures.typefaces import FONT_FOLDER, PRETENDARD, led_by
from routemap.server.loading import JOURNEY_VARIABLE, load_itinerary
from routemap.server.routes import routes
from routemap.tables import check_journey, read_journey
from routemap.tables.writer import journey_files
from test_house_style import entries, folder

VARIABLE = (Path(__file__).parent / "reference" / "fonts" / "InterVariable.ttf").read_bytes()
BOLD = (FONT_FOLDER / "pretendard" / "Pretendard-Bold.otf").read_bytes()
HEBREW = (FONT_FOLDER / "noto-sans-hebrew" / "NotoSansHebrew-Regular.ttf").read_bytes()


def set_in(path: Path, content: bytes = VARIABLE, name: str = "house.ttf") -> Path:
    folder(path, entries(font=name))
    (path / name).write_bytes(content)
    return path


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    return set_in(tmp_path / "trip")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return folder(tmp_path / "plain", "")


def itinerary_of(path: Path) -> Itinerary:
    return build_itinerary(read_journey(path))


def picture(path: Path, **values: str) -> Picture:
    return read_query({"preset": "web", **values}, itinerary_of(path))


def fonts_in(content: bytes, tmp_path: Path) -> set[str]:
    """Return the fonts embedded in a PDF, without the six letters before their names."""
    program = shutil.which("pdffonts")
    if program is None:
        pytest.skip("no pdffonts on this machine")
    path = tmp_path / "fonts.pdf"
    path.write_bytes(content)
    told = subprocess.run([program, path], capture_output=True, text=True, check=True).stdout
    return {line.split()[0].partition("+")[2] for line in told.splitlines()[2:]}


# Reading ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("house.ttf", None, "there is no such file; put it beside the tables"),
        ("../house.ttf", VARIABLE, "is not the name of a typeface in this folder; put it beside"),
        ("house.woff2", VARIABLE, "which ends in .otf or .ttf"),
        ("house.ttf", b"GIF89a", "the file is no OTF or TTF typeface; save it as OTF or TTF"),
        ("house.ttf", VARIABLE[:2000], "the typeface is broken; save it again"),
        ("house.otf", b"OTTO" + b"\0" * 400, "the typeface is broken; save it again"),
        (
            "house.ttf",
            VARIABLE + b"\0" * 5_000_000,
            "the typeface has 5,006 kB, the limit is 5,000",
        ),
    ],
)
def test_a_file_that_sets_no_text_is_refused_once(
    name: str, content: bytes | None, what: str, tmp_path: Path
) -> None:
    path = folder(tmp_path / "trip", entries(font=name))
    if content is not None:
        (path / name).write_bytes(content)
    (problem,) = check_journey(path).problems
    assert problem.level is Level.ERROR
    assert str(problem).startswith("journey.toml:4:style.font: “")
    assert what in str(problem)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.ttf").write_bytes(VARIABLE)
    path = folder(tmp_path / "trip", entries(font="house.ttf"))
    (path / "house.ttf").symlink_to(tmp_path / "elsewhere.ttf")
    (problem,) = check_journey(path).problems
    assert "a link that leads out of the folder; put a copy here" in str(problem)


def test_an_upload_or_archive_brings_no_typeface_and_is_told_so(trip: Path, tmp_path: Path) -> None:
    packed = tmp_path / "trip.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for file in trip.iterdir():
            archive.write(file, f"trip/{file.name}")
    report = check_journey(packed)
    (problem,) = report.problems
    assert problem.level is Level.WARNING
    assert "style.font: a typeface is read from a folder alone" in str(problem)
    assert report.journey
    assert (report.journey.style.font, report.journey.style.font_content) == ("", b"")


def test_it_is_written_and_read_again_but_in_no_geojson(trip: Path, tmp_path: Path) -> None:
    journey = read_journey(trip)
    assert (journey.style.font, journey.style.font_content) == ("house.ttf", VARIABLE)
    again = tmp_path / "again"
    again.mkdir()
    for name, content in journey_files(journey).items():
        (again / name).write_bytes(content)
    assert read_journey(again) == journey
    assert b"house.ttf" not in DATA_FORMATS["geojson"].write(itinerary_of(trip))


def test_a_changed_typeface_makes_an_edition(trip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(JOURNEY_VARIABLE, str(trip))
    before = load_itinerary().version
    (trip / "house.ttf").write_bytes(BOLD)
    assert load_itinerary().version != before


# Setting ------------------------------------------------------------------------------------------


def test_it_sets_what_it_has_and_the_chain_what_it_lacks(trip: Path) -> None:
    house = house_typeface(read_journey(trip).style)
    assert house
    before = font_metrics.width("Rome", 10)
    with led_by(house):
        assert [run.typeface for run in shaped("Rome")] == [house]
        families = [run.typeface.family for run in shaped("Rome, 하산 ירושלים")]
        assert families == ["Noto Sans Hebrew", "Pretendard", house.family] or set(families) == {
            house.family,
            PRETENDARD.family,
            "Noto Sans Hebrew",
        }
        assert is_plain("Rome")
        assert not is_plain("Genova")
        assert font_metrics.width("Rome", 10) != before
        assert font_metrics.width("Rome", 10, bold=True) > font_metrics.width("Rome", 10)
    assert font_metrics.width("Rome", 10) == before
    assert shaped("Rome")[0].typeface is PRETENDARD


def test_lines_that_were_broken_in_one_typeface_are_broken_anew_in_another(tmp_path: Path) -> None:
    path = set_in(tmp_path / "trip", BOLD, "house.otf")
    words, size = "Rome Rome", 10
    room = font_metrics.width(words, size)
    assert font_metrics.lines(words, size, room) == (words,)
    with led_by(house_typeface(read_journey(path).style)):
        assert font_metrics.width(words, size) > room
        assert font_metrics.lines(words, size, room) == ("Rome", "Rome")
    assert font_metrics.lines(words, size, room) == (words,)


def test_a_typeface_of_one_weight_sets_bold_words_as_it_is(tmp_path: Path) -> None:
    path = set_in(tmp_path / "trip", BOLD, "house.otf")
    with led_by(house_typeface(read_journey(path).style)):
        assert font_metrics.width("Rome", 10) == font_metrics.width("Rome", 10, bold=True)
        assert font_metrics.width("Rome", 10) == pytest.approx(
            sum(each.x_advance for each in _shaped_by(BOLD)) / hb.Face(BOLD).upem * 10
        )


def _shaped_by(content: bytes) -> list[hb.GlyphPosition]:
    buffer = hb.Buffer()
    buffer.add_str("Rome")
    buffer.guess_segment_properties()
    hb.shape(hb.Font(hb.Face(content)), buffer)
    return [*(buffer.glyph_positions or ())]


def test_a_typeface_of_another_script_leaves_ours_to_set_the_rest(tmp_path: Path) -> None:
    path = set_in(tmp_path / "trip", HEBREW)
    with led_by(house_typeface(read_journey(path).style)):
        assert shaped("Rome")[0].typeface is PRETENDARD
        assert not is_plain("ירושלים")


# Pictures, handout, slides, film ------------------------------------------------------------------


@pytest.mark.parametrize("form", ["png", "svg"])
def test_pictures_are_set_in_it(form: str, trip: Path, plain: Path) -> None:
    assert picture(trip).render(form) != picture(plain).render(form)


def test_a_picture_to_print_embeds_it_and_nothing_of_ours_for_its_letters(
    trip: Path, tmp_path: Path
) -> None:
    fonts = fonts_in(picture(trip).render("pdf"), tmp_path)
    assert any(name.startswith("Inter") for name in fonts)
    same_family = set_in(tmp_path / "same", BOLD, "house.otf")
    assert fonts_in(picture(same_family).render("pdf"), tmp_path) == {"Pretendard-Bold-Identity-H"}


def test_live_text_names_it_first(trip: Path) -> None:
    svg = picture(trip, text="live").render("svg").decode()
    assert re.search(r'font-family="\'?Inter\'?[^"]*, Pretendard, sans-serif"[^>]*>Rome<', svg)


def test_pictures_of_all_dates_are_set_in_it(trip: Path, plain: Path) -> None:
    mine, ours = (
        [each.render("svg") for each in picture(path).of_all_moments()] for path in (trip, plain)
    )
    assert all(one != other for one, other in zip(mine, ours, strict=True))


def test_the_handout_is_set_in_it(trip: Path, plain: Path, tmp_path: Path) -> None:
    fonts = fonts_in(handout_pdf(Selection(itinerary_of(trip)), "en"), tmp_path)
    assert any(name.startswith("Inter") for name in fonts)
    pages = [handout_pages(Selection(itinerary_of(path)), "en")[0] for path in (trip, plain)]
    assert pages[0] != pages[1]


def test_slides_name_it_for_all_words_and_their_maps_are_set_in_it(trip: Path, plain: Path) -> None:
    mine, ours = (
        Presentation(io.BytesIO(slides_pptx(Selection(itinerary_of(path)), "en", "colour")))
        for path in (trip, plain)
    )
    theme = mine.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob.decode()
    named = re.findall(r'<a:(?:latin|ea|cs) typeface="([^"]*)"', theme)
    assert len(named) >= 6
    assert all(name.startswith("Inter") for name in named)
    maps = [deck.slides[0].placeholders[1].image.blob for deck in (mine, ours)]
    assert maps[0] != maps[1]


def test_the_film_is_set_in_it(trip: Path, plain: Path) -> None:
    mine, ours = (
        Film(Selection(itinerary_of(path)), "en", Shape.WIDE, "colour").still(0)
        for path in (trip, plain)
    )
    panel = (868, 34, 1250, 686)
    changed = ImageChops.difference(mine.crop(panel), ours.crop(panel))
    assert isinstance(changed, Image.Image)
    assert changed.getbbox()


# Page and dashboard -------------------------------------------------------------------------------


def test_the_page_brings_it_as_a_file_of_its_own(trip: Path, tmp_path: Path) -> None:
    routemap.read(trip).publish(tmp_path / "site")
    (sheet,) = (tmp_path / "site" / "assets").glob("house.*.css")
    (font,) = (tmp_path / "site" / "assets").glob("house.*.ttf")
    css = sheet.read_text("utf-8")
    assert f"src:url({font.name})" in css
    assert "font-family:Inter;" in css
    assert "unicode-range:U+20," in css
    face = hb.Face(font.read_bytes())
    assert set(face.unicodes) == set(hb.Face(VARIABLE).unicodes)
    assert [axis.tag for axis in face.axis_infos] == ["wght"]
    assert sheet.name in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_the_single_file_holds_it(trip: Path, tmp_path: Path) -> None:
    routemap.read(trip).save(tmp_path / "trip.html")
    font = house_font(itinerary_of(trip))
    assert font
    text = (tmp_path / "trip.html").read_text("utf-8")
    assert f"src:url({data_url('font/ttf', font.body)})" in text
    assert font.name not in text


def test_a_page_leaves_out_ideographs_and_syllables_that_no_word_has(tmp_path: Path) -> None:
    table = (
        "id,name,latitude,longitude,arrival\n"
        "a,Rome 뷁,41.9,12.5,2020-05-01\nb,Bari,41.1,16.9,2020-05-03\n"
    )
    path = set_in(tmp_path / "trip", BOLD, "house.otf")
    (path / "locations.csv").write_text(table, "utf-8")
    font = house_font(itinerary_of(path))
    assert font
    assert font.name.endswith(".otf")
    letters = set(map(chr, hb.Face(font.body).unicodes))
    assert letters >= set("Rome é Ж 뷁") | set("년월일요화수")
    assert "뢃" not in letters
    assert chr(0xB883) in map(chr, hb.Face(BOLD).unicodes)
    assert len(font.body) < len(BOLD) / 3


def test_server_and_dashboard_have_it(trip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(JOURNEY_VARIABLE, str(trip))
    client = TestClient(Starlette(routes=routes()))
    page = client.get(f"/{Mode.EMBED}").text
    address = re.findall(r'rel="stylesheet" href="([^"]+)"', page)[-1]
    css = client.get(f"/{address}").text
    (name,) = re.findall(r"src:url\((house\.\w+\.ttf)\)", css)
    answer = client.get(f"/assets/{name}")
    assert answer.headers["content-type"] == "font/ttf"
    assert "immutable" in answer.headers["cache-control"]
    assert f"src:url(assets/{name})" in house_css(itinerary_of(trip), "assets/")
    link = dict(RouteMap(itinerary_of(trip).scene(0), "en").default_css)["house.css"]
    assert link == f"../../{address}"


def test_a_journey_without_one_pays_nothing(plain: Path) -> None:
    assert house_typeface(read_journey(plain).style) is None
    assert house_font(itinerary_of(plain)) is None
    assert house_css(itinerary_of(plain), "") == ""


@pytest.mark.usefixtures("no_system_fonts")
def test_check_knows_the_letters_of_the_typeface(tmp_path: Path) -> None:
    chinese = (
        Path(__file__).parent / "reference" / "fonts" / "NotoSansSC-Regular.ttf"
    ).read_bytes()
    for path in (set_in(tmp_path / "trip", chinese), folder(tmp_path / "plain", "")):
        table = (path / "locations.csv").read_text("utf-8").replace("Rome", "北京")
        (path / "locations.csv").write_text(table, "utf-8")
    assert illegible(read_journey(tmp_path / "trip")) == ()
    assert illegible(read_journey(tmp_path / "plain"))
