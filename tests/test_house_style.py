"""House style: colours and a logo of one's own, everywhere or refused with the figure."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

import routemap
from routemap.app.options import streamlit_options
from routemap.colours import apart, contrast
from routemap.errors import Level
from routemap.exports.params import read_teaching
from routemap.formats.registry import DATA_FORMATS
from routemap.house_look import palette_of, screen_palettes
from routemap.i18n.catalog import translate
from routemap.look import DARK, LIGHT, LOOKS
from routemap.model.house_style import PLAIN_STYLE, HouseStyle, LogoCorner
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.page.house_css import house_css
from routemap.page.inlining import data_url
from routemap.page.route_map import RouteMap
from routemap.page.site import Mode
from routemap.pictures.logo import logo_box
from routemap.pictures.params import read_query
from routemap.pictures.sizes import PRESETS
from routemap.server.loading import JOURNEY_VARIABLE, load_itinerary
from routemap.server.routes import routes
from routemap.tables import check_journey, read_journey
from routemap.tables.house_style import style_of
from routemap.tables.writer import journey_files
from script_page import Opener
from test_picture_looks import DEFICIENCIES, pairs

if TYPE_CHECKING:
    from routemap.tables.reader import Report

COLOURS = {"accent": "#0050A0", "text": "#14202E", "land": "#EEF3E4", "water": "#C4D8F0"}
TABLE = (
    "id,name,latitude,longitude,arrival\na,Rome,41.9,12.5,2020-05-01\nb,Bari,41.1,16.9,2020-05-03\n"
)


def logo(width: int = 120, height: int = 40) -> bytes:
    output = io.BytesIO()
    Image.new("RGBA", (width, height), (0, 80, 160, 255)).save(output, "PNG")
    return output.getvalue()


def chunk(kind: bytes, content: bytes = b"") -> bytes:
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", crc32(body))


def folder(path: Path, style: str, **files: bytes) -> Path:
    path.mkdir(exist_ok=True)
    (path / "locations.csv").write_text(TABLE, "utf-8")
    (path / "journey.toml").write_text(
        f'title = "A trip"\ncredit = "Me"\n[style]\n{style}', "utf-8"
    )
    for name, content in files.items():
        (path / name.replace("_", ".")).write_bytes(content)
    return path


def entries(**values: str) -> str:
    return "".join(f'{name} = "{value}"\n' for name, value in values.items())


@pytest.fixture
def styled(tmp_path: Path) -> Path:
    return folder(tmp_path / "trip", entries(**COLOURS, logo="logo.png"), logo_png=logo())


def itinerary_of(path: Path) -> Itinerary:
    return build_itinerary(read_journey(path))


def told(report: Report) -> list[str]:
    return [str(problem) for problem in report.problems if problem.level is Level.ERROR]


# Colours ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "chosen",
    [
        COLOURS,
        {"accent": "#006B3C"},
        {"text": "#3B2A1A"},
        {"land": "#FFFFFF", "water": "#DDE6EE"},
        {"land": "#E4E0D0", "water": "#A9C9E2", "accent": "#8A1C5C"},
    ],
)
def test_what_goes_with_the_colours_can_be_read_too(chosen: dict[str, str]) -> None:
    style = HouseStyle(**chosen)  # type: ignore[arg-type]
    palettes = (palette_of("colour", style), palette_of("dark", style), *screen_palettes(style))
    for palette in palettes:
        for words, ground in pairs(replace(palette, travellers=(palette.accent,))):
            assert contrast(words, ground) >= 4.5, (words, ground)
            for eyes in DEFICIENCIES:
                assert contrast(words, ground, eyes) >= 4.0, (words, ground, eyes)
    for name, colour in chosen.items():
        assert getattr(palettes[0], name) == getattr(palettes[2], name) == colour


def test_grey_and_high_contrast_stay_as_they_are_and_the_dark_keeps_its_ground() -> None:
    style = HouseStyle(**COLOURS)  # type: ignore[arg-type]
    assert palette_of("grey", style) is LOOKS["grey"]
    assert palette_of("contrast", style) is LOOKS["contrast"]
    dark = palette_of("dark", style)
    assert (dark.land, dark.water, dark.text) == (DARK.land, DARK.water, DARK.text)
    assert dark.accent != DARK.accent
    for look in LOOKS:
        assert palette_of(look, PLAIN_STYLE) is LOOKS[look]


def test_an_accent_takes_the_place_of_the_traveller_most_like_it() -> None:
    palette = palette_of("colour", HouseStyle(accent="#0050A0"))
    assert palette.travellers[0] == "#0050A0"
    assert LIGHT.accent in palette.travellers
    assert len(set(palette.travellers)) == len(LIGHT.travellers)
    for eyes in DEFICIENCIES:
        for one, other in combinations(palette.travellers, 2):
            assert apart(one, other, eyes) > 0.03


@pytest.mark.parametrize(
    ("chosen", "figure"),
    [
        ({"accent": "#FFEE00"}, "accent (#FFEE00) on land (#F4F1E9) has a contrast of 1.06 to 1"),
        ({"text": "#888888"}, "text (#888888) on water (#D3E3EC) has a contrast of 2.69 to 1"),
        ({"land": "#555555"}, "on land (#555555) has a contrast of"),
        ({"water": "#2060A0"}, "on water (#2060A0) has a contrast of"),
        (
            {"land": "#D3E3EC"},
            "and water (#D3E3EC) look alike: they are 0.000 apart",
        ),
        ({"accent": "#232934"}, "accent (#232934) and text (#222222) look alike"),
        (
            {"land": "#F3E3E9", "water": "#E3ECE4"},
            "look alike for eyes with deuteranopia: they are 0.0",
        ),
    ],
)
def test_colours_that_cannot_be_read_or_told_apart_are_refused_with_the_figure(
    tmp_path: Path, chosen: dict[str, str], figure: str
) -> None:
    found = told(check_journey(folder(tmp_path / "trip", entries(**chosen))))
    assert any(figure in each for each in found), found
    name = next(iter(chosen))
    assert any(f"journey.toml:{4}:style.{name}: " in each for each in found), found
    assert all("at least" in each for each in found)


@pytest.mark.parametrize(
    ("chosen", "figure"),
    [
        ({"accent": "#7A5A18"}, "another traveller (#8A3F94) look alike for eyes with tritanopia"),
        (
            {"accent": "#225521"},
            "accent (#85A285 in the dark) and another traveller (#9A8CFA) look alike for eyes with",
        ),
        (
            {"land": "#FBCEC0"},
            "another traveller (#2338E0) on land (#FBCEC0) has a contrast of 3.81 to 1",
        ),
        (
            {"water": "#C4D8F0", "accent": "#006B3C"},
            "another traveller (#8A3F94) on water (#C4D8F0) has a contrast of 4.48 to 1",
        ),
    ],
)
def test_colours_that_fail_other_travellers_are_refused_where_several_travel(
    tmp_path: Path, chosen: dict[str, str], figure: str
) -> None:
    path = folder(tmp_path / "trip", entries(**chosen))
    assert not told(check_journey(path))
    shared = TABLE.replace("id,name", "traveller,id,name").replace("\na,", "\nAnn,a,")
    (path / "locations.csv").write_text(shared.replace("\nb,", "\nBen,b,"), "utf-8")
    (found,) = told(check_journey(path))
    assert f"journey.toml:4:style.{next(iter(chosen))}: " in found
    assert figure in found


@pytest.mark.parametrize("text", ["red", "#12345", "#1234567", "rgb(1,2,3)", "#GG0000"])
def test_what_is_no_colour_is_refused(tmp_path: Path, text: str) -> None:
    (found,) = told(check_journey(folder(tmp_path / "trip", entries(accent=text))))
    assert f"“{text}” is not a colour; write six digits behind #" in found


# Logo ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "content", "what"),
    [
        ({"logo": "logo.png"}, None, "there is no such file"),
        ({"logo": "../logo.png"}, logo(), "is not the name of a PNG picture in this folder"),
        ({"logo": "logo.svg"}, logo(), "is not the name of a PNG picture in this folder"),
        ({"logo": "logo.png"}, b"GIF89a", "the file is no PNG picture"),
        ({"logo": "logo.png"}, logo()[:60], "the picture is broken"),
        (
            {"logo": "logo.png"},
            logo()[:8] + chunk(b"gAMA", struct.pack(">I", 45455)) + logo()[8:],
            "the file is no PNG picture; save it as one",
        ),
        ({"logo": "logo.png"}, logo() + b"\0" * 500_000, "the limit is 500"),
        ({"logo_corner": "top-left"}, None, "no logo is named"),
        ({"logo": "logo.png", "logo_corner": "middle"}, logo(), "“middle” is not allowed"),
    ],
)
def test_a_logo_that_cannot_be_drawn_is_refused(
    tmp_path: Path, style: dict[str, str], content: bytes | None, what: str
) -> None:
    files = {} if content is None else {"logo_png": content}
    found = told(check_journey(folder(tmp_path / "trip", entries(**style), **files)))
    assert len(found) == 1
    assert what in found[0]


@pytest.mark.parametrize("corner", LogoCorner)
@pytest.mark.parametrize("shape", [(120, 40), (40, 120), (900, 40)])
@pytest.mark.parametrize("size", ["web", "newspaper-1", "card"])
def test_a_logo_stands_in_its_corner_beside_all_words_and_off_the_map(
    styled: Path, corner: LogoCorner, shape: tuple[int, int], size: str
) -> None:
    (styled / "logo.png").write_bytes(logo(*shape))
    text = entries(logo="logo.png", logo_corner=corner)
    (styled / "journey.toml").write_text(f'title = "A trip"\n[style]\n{text}', "utf-8")
    picture = read_query({"preset": size}, itinerary_of(styled))
    drawing = picture.drawing
    box = logo_box(drawing.options)
    assert box
    assert box.width / box.height == pytest.approx(shape[0] / shape[1])
    middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    assert (middle[0] < PRESETS[size].width / 2) == corner.is_left
    assert (middle[1] < PRESETS[size].height / 2) == corner.is_top
    frame = drawing.frame
    assert box.bottom < frame.top if corner.is_top else box.top > frame.bottom
    for words in drawing.furniture:
        beyond = words.box.right <= box.left or words.box.left >= box.right
        assert beyond or words.box.bottom <= box.top or words.box.top >= box.bottom, words.text
    assert 'id="logo"' in picture.render("svg").decode()


def test_a_logo_can_be_left_out(styled: Path) -> None:
    itinerary = itinerary_of(styled)
    without = read_query({"preset": "web", "without": "logo"}, itinerary).render("svg").decode()
    assert 'id="logo"' not in without
    assert "logo" in without or "#0050A0" in without


# Everywhere ---------------------------------------------------------------------------------------


def test_pictures_slides_handout_film_and_kml_follow(styled: Path) -> None:
    itinerary = itinerary_of(styled)
    plain = build_itinerary(replace(itinerary.journey, style=PLAIN_STYLE))
    drawn = read_query({}, itinerary).render("svg").decode()
    for colour in COLOURS.values():
        assert colour in drawn
    assert LIGHT.accent not in drawn
    slides = read_teaching("slides", {}, itinerary).slides()
    with zipfile.ZipFile(io.BytesIO(slides)) as deck:
        assert COLOURS["text"].lstrip("#") in deck.read("ppt/slides/slide1.xml").decode()
    handout, film = (read_teaching(kind, {}, itinerary) for kind in ("handout", "film"))
    page = Image.open(io.BytesIO(handout.handout_pages(40)[0])).convert("RGB")
    blue = (0x00, 0x50, 0xA0)
    assert blue in {colour for _, colour in page.getcolors(1 << 24)}
    still = film.film().still(0)
    assert blue in {colour for _, colour in still.getcolors(1 << 24)}
    plain_still = read_teaching("film", {}, plain).film().still(0)
    assert blue not in {colour for _, colour in plain_still.getcolors(1 << 24)}
    kml = DATA_FORMATS["kml"].write(itinerary).decode()
    assert "a05000" in kml
    assert "a05000" not in DATA_FORMATS["kml"].write(plain).decode()


def test_the_published_page_has_a_sheet_of_its_own_behind_all_others(
    styled: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    routemap.read(styled).publish(site)
    for name in ("index.html", "present.html", "embed.html"):
        sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', (site / name).read_text("utf-8"))
        css = (site / sheets[-1]).read_text("utf-8")
        assert "--accent:light-dark(#0050A0," in css
        assert data_url("image/png", logo()) in css
    routemap.read(styled).save(tmp_path / "trip.html")
    assert "--accent:light-dark(#0050A0," in (tmp_path / "trip.html").read_text("utf-8")


def test_a_plain_journey_has_no_such_sheet(tmp_path: Path) -> None:
    path = folder(tmp_path / "trip", "")
    assert house_css(itinerary_of(path), "") == ""
    assert not any(
        "house" in link for _, link in RouteMap(itinerary_of(path).scene(0), "en").default_css
    )


def test_the_server_has_the_sheet_and_the_dashboard_shows_it(
    styled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(JOURNEY_VARIABLE, str(styled))
    client = TestClient(Starlette(routes=routes()))
    for mode in (Mode.EMBED, Mode.PRESENT):
        page = client.get(f"/{mode}").text
        address = re.findall(r'rel="stylesheet" href="([^"]+)"', page)[-1]
        answer = client.get(f"/{address}")
        assert answer.headers["content-type"].startswith("text/css")
        assert "immutable" in answer.headers["cache-control"]
        assert answer.text == house_css(itinerary_of(styled), "")
    assert client.get("/assets/house.0123456789ab.css").status_code == 404
    route_map = RouteMap(itinerary_of(styled).scene(0), "en")
    name, link = route_map.default_css[-1]
    assert name == "house.css"
    assert link.startswith("data:text/css")


def test_pages_of_the_dashboard_follow(open_pictures: Opener, styled: Path) -> None:
    app = open_pictures(styled)
    styles = [each.body for each in app.get("html")]
    assert any("--accent:light-dark(#0050A0," in each for each in styles)
    assert app.checkbox(key="picture_part_logo").label == translate("en", "part_logo")
    plain = open_pictures(None)
    assert "picture_part_logo" not in {each.key for each in plain.checkbox}


def test_streamlits_fields_take_the_colours(styled: Path) -> None:
    assert streamlit_options(style=style_of(styled))["theme.light.primaryColor"] == "#0050A0"
    assert style_of(styled / "locations.csv") == PLAIN_STYLE
    wrong = folder(styled, entries(accent="#FFEE00"))
    assert style_of(wrong) == PLAIN_STYLE


# Files --------------------------------------------------------------------------------------------


def test_a_style_is_written_and_read_again(styled: Path, tmp_path: Path) -> None:
    journey = read_journey(styled)
    assert journey.style == HouseStyle(**COLOURS, logo="logo.png", logo_content=logo())  # type: ignore[arg-type]
    again = tmp_path / "again"
    again.mkdir()
    for name, content in journey_files(journey).items():
        (again / name).write_bytes(content)
    assert read_journey(again) == journey
    packed = tmp_path / "trip.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for file in styled.iterdir():
            archive.write(file, f"trip/{file.name}")
    assert read_journey(packed).style == journey.style


def test_geojson_holds_the_colours_and_names_no_file_that_it_lacks(styled: Path) -> None:
    written = DATA_FORMATS["geojson"].write(itinerary_of(styled)).decode()
    assert "#0050A0" in written
    assert "logo.png" not in written


def test_a_changed_logo_makes_an_edition(styled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(JOURNEY_VARIABLE, str(styled))
    before = load_itinerary().version
    (styled / "logo.png").write_bytes(logo(60, 60))
    assert load_itinerary().version != before
