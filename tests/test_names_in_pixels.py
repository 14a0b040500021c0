"""Each name stands whole in the finished file, in every script: pixels, PDF, SVG and handout."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pdfua
import pytest
import typst
from PIL import Image, ImageChops
from pptx import Presentation

from outside_readers import read_by
from routemap.exports.film_frames import Film
from routemap.exports.film_timing import Shape
from routemap.exports.handout import handout_pdf
from routemap.exports.selection import Selection
from routemap.exports.slides import slides_pptx
from routemap.i18n.catalog import LANGUAGES
from routemap.model.itinerary import build_itinerary
from routemap.pictures.options import CloseUp, PictureOptions
from routemap.pictures.picture import Picture
from routemap.pictures.sizes import preset
from routemap.pictures.svg_text import text_writer
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

if TYPE_CHECKING:
    from routemap.model.itinerary import Itinerary
    from routemap.pictures.drawing import Text

JOURNEYS = Path(__file__).parent / "journeys"
SCRIPTS = JOURNEYS / "many-scripts"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SVG = "{http://www.w3.org/2000/svg}"
INKSCAPE = "{http://www.inkscape.org/namespaces/inkscape}"
# Poppler, which reads PDFs here, writes the letters of a stack again for each of its parts.
STACKED = {"কুষ্টিয়া", "ភ្នំពេញ", "Dhangaḍhi̇̄"}
# Pixels for each of the sheet; how far, of 255, a colour may be off.
SCALE, CLOSE = 2, 24
# In px; of every name in every script.
WIDE = "1600x1000"


@cache
def itinerary_of(folder: Path) -> Itinerary:
    return build_itinerary(read_journey(folder))


def picture(folder: Path, language: str, size: str) -> Picture:
    itinerary = itinerary_of(folder)
    return Picture(itinerary.overview(), PictureOptions(preset(size), language, scale=SCALE))


def ink(text: Text, sheet: tuple[float, float]) -> Image.Image:
    """Return which pixels a line of text, drawn for itself without halo, covers wholly."""
    writer = text_writer("outlined")
    drawn = writer.line(replace(text, halo="", colour="#000000"), 1.0)
    width, height = sheet
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<defs>{writer.definitions}</defs><rect width="100%" height="100%" fill="#fff"/>'
        f"{drawn}</svg>"
    )
    page = (
        f"#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
        "#image(bytes(sys.inputs.s), width: 100%)"
    )
    made = typst.Compiler(page.encode(), sys_inputs={"s": svg}).compile(
        format="png", ppi=72 * SCALE
    )
    assert isinstance(made, bytes)
    with Image.open(io.BytesIO(made)) as image:
        return image.convert("L").point(lambda value: 255 * (value == 0))


def like(image: Image.Image, colour: str) -> Image.Image:
    """Return which pixels of a picture have a colour, or nearly so."""
    apart = ImageChops.difference(image, Image.new("RGB", image.size, colour))
    red, green, blue = apart.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point(lambda value: 255 * (value < CLOSE))


def number(pixels: Image.Image) -> int:
    return pixels.histogram()[255]


@pytest.mark.parametrize(
    ("folder", "language", "size"),
    [
        *((shipped_journey(), language, "web") for language in LANGUAGES),
        (SCRIPTS, "en", WIDE),
        (JOURNEYS / "right-to-left", "en", "web"),
        (JOURNEYS / "hindi", "en", "web"),
    ],
)
def test_each_name_is_read_back_whole_from_the_pixels(
    folder: Path, language: str, size: str
) -> None:
    of = picture(folder, language, size)
    with Image.open(io.BytesIO(of.render("png"))) as image:
        shown = image.convert("RGB")
    labels = of.drawing.stop_labels
    named = {stop for label in labels for stop in label.stops}
    assert named == set(range(len(of.scene.journey.stops)))
    sheet = of.options.preset.width, of.options.preset.height
    for label in labels:
        letters = ink(label, sheet)
        whole = ImageChops.multiply(letters, like(shown, label.colour))
        assert number(letters) > 50, label.text
        assert number(whole) >= 0.99 * number(letters), label.text


def read_pdf(path: Path) -> str:
    """Return the text of a PDF as poppler copies it, without marks of order."""
    told = read_by("pdftotext", path, "-")
    return "".join(letter for letter in told if unicodedata.category(letter) != "Cf")


def names_of(folder: Path) -> list[str]:
    stops = itinerary_of(folder).journey.stops
    return [stop.name.in_language("en").text.replace("\u200c", "") for stop in stops]


def is_told(name: str, text: str) -> bool:
    """Tell whether a text has a name: its parts in any order, for lines may be mixed."""
    if name in STACKED:
        return not Counter(name) - Counter(text)
    return all(part in text for part in re.findall(r"[^\s()]+", name))


@pytest.mark.parametrize("folder", [SCRIPTS, JOURNEYS / "right-to-left", JOURNEYS / "hindi"])
def test_each_name_is_text_in_a_pdf_for_all_readers(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.pdf"
    path.write_bytes(picture(folder, "en", WIDE).render("pdf"))
    text = read_pdf(path)
    assert [name for name in names_of(folder) if not is_told(name, text)] == []
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []
    assert b"pdfaid" in path.read_bytes()
    fonts = read_by("pdffonts", path)
    assert "Pretendard" in fonts
    assert "Devanagari" in fonts or "Hebrew" in fonts


@pytest.mark.usefixtures("chinese_font")
def test_a_font_of_the_system_is_in_a_pdf_and_a_handout(tmp_path: Path) -> None:
    path, folder = tmp_path / "map.pdf", JOURNEYS / "scripts"
    for content in (
        picture(folder, "en", "web").render("pdf"),
        handout_pdf(Selection(itinerary_of(folder)), "en"),
    ):
        path.write_bytes(content)
        assert {"北京之旅", *names_of(folder)} <= set(read_pdf(path).split())
        assert "NotoSansSC" in read_by("pdffonts", path)


@pytest.mark.parametrize("folder", [SCRIPTS, JOURNEYS / "hindi", JOURNEYS / "kathmandu"])
def test_each_name_is_in_the_handout(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "handout.pdf"
    path.write_bytes(handout_pdf(Selection(itinerary_of(folder)), "en"))
    text = read_pdf(path)
    assert [name for name in names_of(folder) if not is_told(name, text)] == []
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []


def test_slides_begin_on_the_right_what_is_read_from_there() -> None:
    deck = Presentation(io.BytesIO(slides_pptx(Selection(itinerary_of(SCRIPTS)), "en", "colour")))
    paragraphs = [
        paragraph
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        if paragraph.text
    ]
    turned = {
        paragraph.text
        for paragraph in paragraphs
        if paragraph._p.find(f"{DRAWING}pPr[@rtl='1']") is not None  # noqa: SLF001  no public way
    }
    assert {"من القاهرة إلى Delhi عام 2023", "لقاء في القاهرة"} <= turned
    assert not {text for text in turned if text.isascii()}


def test_a_long_text_from_right_to_left_goes_over_several_slides(tmp_path: Path) -> None:
    words = "من القاهرة إلى Delhi عام 2023 ثم Kolkata و 12 مدينة أخرى. " * 60
    (tmp_path / "locations.csv").write_text(
        "name,latitude,longitude,arrival\nالقاهرة,30,31.2,2023-01-01\n", encoding="utf-8"
    )
    (tmp_path / "events.csv").write_text(
        f"date,headline,text\n2023-01-01,خبر,{words}\n", encoding="utf-8"
    )
    deck = Presentation(io.BytesIO(slides_pptx(Selection(itinerary_of(tmp_path)), "en", "colour")))
    told = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes
            if shape.has_text_frame]  # fmt: skip
    assert sum("Kolkata" in text for text in told) > 1


def test_a_film_has_the_letters_of_all_its_words() -> None:
    film = Film(Selection(itinerary_of(SCRIPTS)), "en", Shape.WIDE, "colour")
    told = next(n for n, shot in enumerate(film.shots) if shot.place and "Cairo" in shot.place.text)
    with_words = film.still(told)
    assert with_words.size == film.size
    panel = with_words.crop((868, 34, 1250, 686)).convert("L")
    assert sum(value < 128 for value in panel.tobytes()) > 2_000


def svg_of(of: Picture) -> ET.Element:
    return ET.fromstring(of.render("svg"))  # noqa: S314  written by us


def test_an_svg_shows_its_letters_in_programs_of_svg_1_1_too() -> None:
    root = svg_of(picture(SCRIPTS, "en", WIDE))
    uses = list(root.iter(f"{SVG}use"))
    assert len(uses) > 200
    assert all(each.get("href") == each.get("{http://www.w3.org/1999/xlink}href") for each in uses)
    names = {each.get("id") for each in root.iter() if each.get("id")}
    assert all(str(each.get("href")).removeprefix("#") in names for each in uses)


def test_layers_of_an_svg_are_at_its_top_with_name_and_label() -> None:
    root = svg_of(picture(shipped_journey(), "en", "web"))
    layers = [each for each in root if each.tag == f"{SVG}g"]
    assert all(each.get(f"{INKSCAPE}groupmode") == "layer" for each in layers)
    assert all(each.get("id") and each.get(f"{INKSCAPE}label") for each in layers)
    assert {"water", "land", "legs", "stops", "labels", "furniture"} <= {
        str(each.get("id")) for each in layers
    }
    inner = [each for layer in layers for each in layer.iter() if each is not layer]
    assert not any(each.get(f"{INKSCAPE}groupmode") for each in inner)


@pytest.mark.parametrize("folder", [shipped_journey(), SCRIPTS])
def test_each_leg_and_stop_of_an_svg_has_a_name_of_its_own(folder: Path) -> None:
    of = picture(folder, "en", "web")
    named = Counter(each.get("id") for each in svg_of(of).iter() if each.get("id"))
    assert set(named.values()) == {1}
    journey = of.scene.journey
    assert {f"stop-{number + 1}" for number in range(len(journey.stops))} <= set(named)
    assert {f"leg-{number + 1}" for number in range(len(journey.legs))} <= set(named)


def test_no_shape_of_an_svg_is_drawn_twice() -> None:
    root = svg_of(picture(shipped_journey(), "en", "web"))
    shapes = Counter(
        ET.tostring(each)
        for layer in root
        if layer.tag == f"{SVG}g"
        for each in layer.iter()
        if each.tag.removeprefix(SVG) in {"path", "circle", "rect", "text"}
    )
    assert [shape for shape, times in shapes.items() if times > 1] == []


def test_what_lies_far_beyond_the_frame_is_not_in_the_file() -> None:
    itinerary = itinerary_of(SCRIPTS)
    near = PictureOptions(preset("web"), "en", area=CloseUp(3, 700.0))
    root = svg_of(Picture(itinerary.overview(), near))
    named = {str(each.get("id")) for each in root.iter() if each.get("id")}
    assert {name for name in named if name.startswith("stop-")} == {"stop-3", "stop-4"}
    assert {"leg-2", "leg-3", "leg-4"} <= named
    assert not {"leg-9", "leg-10"} & named
