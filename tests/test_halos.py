"""No letter loses anything to the halo of the next, on pixels and in print."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import typst
from PIL import Image

from routemap.pictures.drawing import Text
from routemap.pictures.svg_text import text_writer
from routemap.pictures.typefaces import FONT_FOLDER

if TYPE_CHECKING:
    from routemap.pictures.svg_text import TextForm

# Black on white with a magenta halo as wide as in the smallest type of a picture.
NAME = Text("Lyttelton, Persian Gulf", (8, 24), 16, "#000000", "en", halo="#ff00ff")
FONTS = typst.Fonts(
    include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONT_FOLDER]
)
PAGE = """#set page(width: 240pt, height: 36pt, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""


def painted(text: Text, form: TextForm) -> Image.Image:
    """Draw a line of text as Typst does."""
    writer = text_writer(form)
    line = writer.line(text, 1.0)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="36">'
        f"<defs>{writer.definitions}</defs>{line}</svg>"
    )
    page = typst.Compiler(PAGE.encode(), font_paths=FONTS, sys_inputs={"svg": svg})
    content = page.compile(format="png", ppi=288)
    assert isinstance(content, bytes)
    return Image.open(io.BytesIO(content)).convert("RGB")


def dark(picture: Image.Image) -> set[int]:
    """Return which pixels are wholly of the text's colour."""
    pixels = picture.convert("RGB").tobytes()
    return {n for n in range(len(pixels) // 3) if not any(pixels[3 * n : 3 * n + 3])}


@pytest.mark.parametrize("form", ["outlined", "above halos"])
@pytest.mark.parametrize("slanted", ["", "slanted"])
def test_a_letter_is_whole_beside_the_halo_of_the_next(form: TextForm, slanted: str) -> None:
    text = replace(NAME, is_slanted=bool(slanted))
    bare, haloed = (painted(each, form) for each in (replace(text, halo=""), text))
    letters = dark(bare)
    assert len(letters) > 3_000
    assert letters <= dark(haloed)
    assert (255, 0, 255) in {colour for _, colour in haloed.getcolors(1 << 20) or []}


def test_text_to_select_is_in_a_picture_once() -> None:
    line = text_writer("above halos").line(NAME, 1.0)
    assert line.count(NAME.text) == 1
    _, _, text = line.partition("<text")
    assert NAME.text in text
    assert "stroke" not in text  # in a PDF that of a letter would cover the letter before


@pytest.mark.parametrize("form", ["outlined", "above halos"])
def test_a_halo_lies_round_its_letters(form: TextForm) -> None:
    picture = painted(replace(NAME, anchor="middle", at=(120, 24), spacing=0.5), form)
    box = picture.point(lambda value: 255 - value).getbbox()
    bare = painted(replace(NAME, anchor="middle", at=(120, 24), spacing=0.5, halo=""), form)
    letters = bare.point(lambda value: 255 - value).getbbox()
    assert box
    assert letters
    halo = 2 * 4  # half the width of the stroke, at four pixels for each
    for edge, (outer, inner) in enumerate(zip(box, letters, strict=True)):
        assert abs(outer - inner - (-halo if edge < 2 else halo)) <= 2
