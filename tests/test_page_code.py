"""What leads from slides and handout to the published page: a code for phones, and the address."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

import pdfua
import pikepdf
import pytest
from PIL import Image
from pptx import Presentation

from any_journey import event, journey_of, stop
from outside_readers import read_by
from routemap.errors import ParameterError
from routemap.exports.page_code import MOST_LETTERS, code_png, code_side
from routemap.exports.params import HANDOUT, SLIDES, read_teaching
from routemap.exports.saving import save
from routemap.model.itinerary import Itinerary, build_itinerary

if TYPE_CHECKING:
    from pathlib import Path

    from pptx.slide import Slide

ADDRESS = "https://example.org/trip/?a=1&b=2"
QUIET, FINDER = 4, 7
"""Modules that ISO/IEC 18004 asks for: white round the code, and dark at three of its corners."""


@cache
def trip() -> Itinerary:
    stops = (stop("2023-09-12"), stop("2023-09-13", at=(9, 9), name="B"))
    return build_itinerary(journey_of(*stops, events=(event("2023-09-12"),)))


def slides_of(folder: Path, **options: str) -> list[Slide]:
    path = folder / "slides.pptx"
    save(trip(), path, SLIDES, options, None)
    return list(Presentation(str(path)).slides)


def test_a_code_has_its_quiet_zone_and_modules_of_whole_pixels() -> None:
    side = code_side(ADDRESS)
    picture = Image.open(io.BytesIO(code_png(ADDRESS, 700))).convert("L")
    module, rest = divmod(picture.width, side)
    assert (rest, picture.size) == (0, (picture.width, picture.width))
    assert picture.width >= 700
    far = picture.width - (QUIET + FINDER) * module
    for left, top in ((QUIET * module,) * 2, (far, QUIET * module), (QUIET * module, far)):
        assert set(picture.crop((left, top, left + FINDER * module, top + module)).tobytes()) == {0}
    assert set(picture.crop((0, 0, picture.width, QUIET * module)).tobytes()) == {255}


def test_the_title_slide_alone_leads_to_the_page(tmp_path: Path) -> None:
    first, *others = slides_of(tmp_path, base_url=ADDRESS)
    (code,) = (each for each in first.shapes if each.click_action.hyperlink.address)
    assert code.click_action.hyperlink.address == ADDRESS
    described = code._element.nvPicPr.cNvPr.get("descr")  # noqa: SLF001
    assert described == f"QR code of the address {ADDRESS}"
    told = [each.text_frame.text.split("\n")[-1] for each in first.shapes if each.has_text_frame]
    assert told.count(ADDRESS) == 1
    in_words = [each.text_frame.text for slide in others for each in slide.shapes
                if each.has_text_frame]  # fmt: skip
    assert others
    assert not any(ADDRESS in words for words in in_words)


def test_without_an_address_there_is_no_code(tmp_path: Path) -> None:
    first, *_ = slides_of(tmp_path)
    assert all(each.is_placeholder for each in first.shapes)


def test_the_handout_leads_to_the_page_and_stays_pdf_ua(tmp_path: Path) -> None:
    path = tmp_path / "handout.pdf"
    save(trip(), path, HANDOUT, {"base_url": ADDRESS}, None)
    assert ADDRESS in read_by("pdftotext", "-l", "1", path, "-")
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []
    with pikepdf.open(path) as pdf:
        tagged = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        alts = [str(each.Alt) for each in tagged if "/Alt" in each]
    assert alts.count(f"QR code of the address {ADDRESS}") == 1


@pytest.mark.parametrize(
    ("address", "cure"),
    [
        ("example.org/trip", "begin it with https://"),
        ("javascript:alert(1)", "begin it with https://"),
        ("https://example.org/a trip", "begin it with https://"),
        ("https://example.org/" + "a" * MOST_LETTERS, "choose a shorter one"),
    ],
)
def test_what_no_phone_could_open_is_refused_with_the_cure(address: str, cure: str) -> None:
    for kind in (HANDOUT, SLIDES):
        with pytest.raises(ParameterError, match=cure):
            read_teaching(kind, {"base_url": address}, trip(), is_served=False)


def test_nobody_can_have_a_server_print_the_address_of_another_page() -> None:
    with pytest.raises(ParameterError):
        read_teaching(HANDOUT, {"base_url": ADDRESS}, trip())


def test_a_film_has_no_code(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="base-url"):
        save(trip(), tmp_path / "film.webp", "film", {"base_url": ADDRESS}, None)
