"""Pictures as other programs read them: metadata, fonts, text, tags, shapes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pdfua
import pytest
from PIL import Image, ImageChops, ImageFilter

from outside_readers import read_by
from routemap import __version__
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures.params import read_query
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

if TYPE_CHECKING:
    from pathlib import Path

POLICY, WAYS = "Boundaries: Natural Earth", "OpenStreetMap contributors (ODbL)"
both_pixel_formats = pytest.mark.parametrize("form", ["png", "jpg"])


@pytest.fixture(scope="module")
def itinerary() -> Itinerary:
    return build_itinerary(read_journey(shipped_journey()))


def written(itinerary: Itinerary, folder: Path, form: str, **query: str) -> Path:
    path = folder / f"map.{form}"
    asked = read_query({"date": "2023-09-13", "preset": "web", **query}, itinerary)
    path.write_bytes(asked.render(form))
    return path


# Pixels ------------------------------------------------------------------------------------------


@both_pixel_formats
def test_exiftool_reads_what_a_picture_tells_of_itself(
    itinerary: Itinerary, tmp_path: Path, form: str
) -> None:
    (told,) = json.loads(read_by("exiftool", "-json", written(itinerary, tmp_path, form)))
    assert told["Title"] == "Kim Jong Un’s train to Russia"
    assert told["AltTextAccessibility"].startswith("Map of Kim Jong Un’s train to Russia")
    assert len(told["AltTextAccessibility"]) <= 250
    assert "about 840 km by rail, shortest way, inferred" in told["ExtDescrAccessibility"]
    assert told["Description"].endswith("The ways between the stops are inferred.")
    for credit in (POLICY, WAYS, "GeoNames (CC BY 4.0)"):
        assert credit in told["Credit"]
    assert "CC BY 4.0" in told["UsageTerms"]
    assert told["Source"].endswith("[4], [11]–[16]")
    assert told["CreatorTool"] == f"routemap {__version__}"
    assert told["Language"] == "en"


@both_pixel_formats
def test_pillow_reads_size_and_resolution(itinerary: Itinerary, tmp_path: Path, form: str) -> None:
    with Image.open(written(itinerary, tmp_path, form, preset="newspaper-2")) as picture:
        assert picture.size == (1181, 1299)
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        picture.load()


# SVG ---------------------------------------------------------------------------------------------


def test_another_renderer_draws_the_svg_alike(itinerary: Itinerary, tmp_path: Path) -> None:
    svg = written(itinerary, tmp_path, "svg")
    read_by("rsvg-convert", svg, "-o", tmp_path / "other.png")
    with (
        Image.open(written(itinerary, tmp_path, "png")) as ours,
        Image.open(tmp_path / "other.png") as other,
    ):
        pair = [each.convert("RGB").filter(ImageFilter.BoxBlur(2)) for each in (ours, other)]
    assert pair[0].size == pair[1].size == (1200, 675)
    worst = max(most for _, most in ImageChops.difference(*pair).getextrema())
    assert worst < 60


def test_the_svg_is_xml_with_title_and_description(itinerary: Itinerary, tmp_path: Path) -> None:
    root = ET.parse(written(itinerary, tmp_path, "svg")).getroot()  # noqa: S314  ours
    space = "{http://www.w3.org/2000/svg}"
    title, description = root.find(f"{space}title"), root.find(f"{space}desc")
    assert title is not None
    assert description is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert "Vostochny Cosmodrome" in (description.text or "")


# PDF ---------------------------------------------------------------------------------------------


def test_poppler_reads_a_tagged_page_of_the_right_size(
    itinerary: Itinerary, tmp_path: Path
) -> None:
    told = read_by("pdfinfo", written(itinerary, tmp_path, "pdf", preset="newspaper-2"))
    facts = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    assert facts["Title"].strip() == "Kim Jong Un’s train to Russia"
    assert facts["Tagged"].strip() == "yes"
    assert facts["Pages"].strip() == "1"
    assert facts["Page size"].split()[:3] == ["283.465", "x", "311.811"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Komsomolsk-on-Amur", "Way travelled, inferred", WAYS]),
        ("ko", ["콤소몰스크나아무레", "지나온 길, 추정", "OpenStreetMap 기여자(ODbL)"]),
        ("ru", ["Комсомольск-на-Амуре", "Пройденный путь (выведено)", "участники OpenStreetMap"]),
    ],
)
def test_the_words_of_a_pdf_can_be_selected(
    itinerary: Itinerary, tmp_path: Path, language: str, words: list[str]
) -> None:
    """A name may stand in two lines."""
    path = written(itinerary, tmp_path, "pdf", lang=language)
    told = "".join(read_by("pdftotext", "-raw", path, "-").split())
    for each in words:
        assert "".join(each.split()) in told


def test_the_fonts_of_a_pdf_are_in_it(itinerary: Itinerary, tmp_path: Path) -> None:
    _, _, *fonts = read_by("pdffonts", written(itinerary, tmp_path, "pdf")).splitlines()
    assert fonts
    for font in fonts:
        assert "Pretendard" in font
        *_, embedded, subset, unicode_map, _, _ = font.split()
        assert (embedded, subset, unicode_map) == ("yes", "yes", "yes")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_what_a_machine_can_check_of_pdf_ua_is_clean(
    itinerary: Itinerary, tmp_path: Path, language: str
) -> None:
    report = pdfua.validate(str(written(itinerary, tmp_path, "pdf", lang=language)))
    assert [str(finding) for finding in report.findings] == []
