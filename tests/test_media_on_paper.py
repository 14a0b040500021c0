"""Media in handout and slides: pictures with alt text and credit, recordings in words."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image
from pptx import Presentation

from media_files import MP3, photograph, picture, report
from outside_readers import read_by
from routemap.exports.handout import handout_pdf
from routemap.exports.selection import Selection
from routemap.exports.slides import slides_pptx
from routemap.model.itinerary import build_itinerary

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (
    "ship,landing,,ship.jpg,,image,A ship at sea,The ship comes in,Me,CC0-1.0\n"
    "song,landing,,song.mp3,,audio,,A song\n"
    "tall,,b,tall.png,,image,decorative"
)
FILES = {
    "ship.jpg": photograph(1_600, 1_200, 6),
    "song.mp3": MP3,
    "tall.png": picture(40, 400, "PNG"),
}


@pytest.fixture(scope="module")
def selection() -> Selection:
    journey = report(ROWS, FILES).journey
    assert journey
    return Selection(build_itinerary(journey))


def test_the_handout_shows_pictures_with_alt_text_and_credit(
    selection: Selection, tmp_path: Path
) -> None:
    pdf = tmp_path / "handout.pdf"
    pdf.write_bytes(handout_pdf(selection, "en"))
    assert b"Telltale" not in pdf.read_bytes()
    words = read_by("pdftotext", pdf, "-")
    assert "The ship comes in · Me, CC0-1.0" in words
    assert "Sound: A song" in words
    pictures = [line.split() for line in read_by("pdfimages", "-list", pdf).splitlines()[2:]]
    assert [(each[3], each[4]) for each in pictures] == [("800", "1067"), ("40", "400")]
    with pikepdf.open(pdf) as document:
        alts = [str(each.Alt) for each in document.objects if is_figure(each)]
    assert "A ship at sea" in alts


def is_figure(each: pikepdf.Object) -> bool:
    return isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure" and "/Alt" in each


def test_slides_show_each_picture_as_large_as_it_fits(selection: Selection) -> None:
    content = slides_pptx(selection, "en", "colour")
    deck = Presentation(io.BytesIO(content))
    shown = [
        (slide, shape)
        for slide in deck.slides
        for shape in slide.shapes
        if hasattr(shape, "image") and not shape.is_placeholder
    ]
    assert [shape.element.nvPicPr.cNvPr.get("descr") for _, shape in shown] == ["A ship at sea", ""]
    (first, ship), (second, tall) = shown
    assert Image.open(io.BytesIO(ship.image.blob)).size == (1200, 1600)
    for shape in (ship, tall):
        assert shape.left >= 0
        assert shape.left + shape.width <= deck.slide_width
        assert shape.top + shape.height <= deck.slide_height
    assert ship.height * 1200 == pytest.approx(ship.width * 1600, rel=0.01)
    assert first.shapes.title.text == "12 September 2023"
    assert "The ship comes in · Me, CC0-1.0" in [shape.text for shape in first.placeholders]
    assert len(list(second.placeholders)) == 1  # no empty box is left
    texts = [
        shape.text for slide in deck.slides for shape in slide.placeholders if shape.has_text_frame
    ]
    assert any("Sound: A song" in text for text in texts)
