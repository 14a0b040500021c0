"""Words are as wide as they are drawn, and lines break so that they fit."""

from __future__ import annotations

import io
import json
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from routemap.pictures.drawing import Text
from routemap.pictures.font_metrics import glyphs, lines, widest_piece, width
from routemap.pictures.shaping import has_letters_for
from routemap.pictures.svg_text import text_writer
from routemap.pictures.typefaces import FONT_FOLDER

if TYPE_CHECKING:
    from routemap.pictures.svg_text import TextForm

letters = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"], max_codepoint=0x4FF), max_size=80
)


def test_width_grows_with_size_weight_and_spacing() -> None:
    words = "Komsomolsk-on-Amur"
    assert width(words, 20) == pytest.approx(2 * width(words, 10))
    assert width(words, 10, bold=True) > width(words, 10)
    assert width(words, 10, spacing=1) == pytest.approx(width(words, 10) + len(words))


@pytest.mark.parametrize("words", ["Pyongyang", "Пхеньян", "평양", "Kŏnwŏn Ŭlli", "Vĩnh Long"])
def test_the_typeface_has_latin_cyrillic_and_hangul(words: str) -> None:
    assert has_letters_for(words)


def set_by_typst(words: str, form: TextForm, *, bold: bool) -> Image.Image:
    """Set words at 56 px and return them four times as large, in shades of grey."""
    writer = text_writer(form)
    written = writer.line(Text(words, (10, 60), 56, "#000000", "ru", is_bold=bold), 1)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="80" viewBox="0 0 600 80">'
        f"<defs>{writer.definitions}</defs>{written}</svg>"
    )
    page = "#set page(width: 600pt, height: 80pt, margin: 0pt)\n#image(bytes(sys.inputs.svg))"
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONT_FOLDER])
    compiler = typst.Compiler(page.encode(), font_paths=fonts, sys_inputs={"svg": svg})
    with Image.open(io.BytesIO(compiler.compile(format="png", ppi=4 * 72))) as image:
        return image.convert("L")


@pytest.mark.parametrize("words", ["Komsomolsk-on-Amur", "Комсомольск", "훈춘"])
@pytest.mark.parametrize("bold", [False, True])
def test_outlined_words_look_as_typst_sets_them(words: str, *, bold: bool) -> None:
    forms: tuple[TextForm, ...] = ("above halos", "outlined")
    live, outlined = (set_by_typst(words, form, bold=bold) for form in forms)
    ink = ImageStat.Stat(ImageChops.invert(live)).sum[0]
    difference = ImageStat.Stat(ImageChops.difference(live, outlined)).sum[0]
    assert difference < 0.02 * ink


@given(letters, st.floats(20, 300))
def test_no_line_is_wider_than_its_room(text: str, room: float) -> None:
    for line in lines(text, 10, room):
        assert width(line, 10) <= room or len(line) == 1


@given(letters, st.floats(20, 300))
def test_breaking_lines_loses_no_letter(text: str, room: float) -> None:
    assert "".join("".join(lines(text, 10, room)).split()) == "".join(text.split())


def test_lines_break_after_spaces_and_hyphens_before_within_words() -> None:
    assert lines("From Pyongyang to Komsomolsk-on-Amur", 10, 100) == (
        "From Pyongyang to",
        "Komsomolsk-on-",
        "Amur",
    )


@pytest.mark.parametrize("room", [70, 80, 95])
def test_no_letter_stands_alone_in_the_last_line_if_words_can_be_parted_elsewhere(
    room: float,
) -> None:
    assert lines("Depot at 82° S", 15, room, bold=True) == ("Depot at", "82° S")
    assert lines("Depot at 82° S", 15, room, bold=True, most=2) == ("Depot at", "82° S")


def test_a_letter_stands_alone_where_nothing_else_fits() -> None:
    assert lines("Stalingrad A", 15, 80, bold=True) == ("Stalingrad", "A")


def test_letters_stand_one_after_the_other() -> None:
    drawn = glyphs("Amur")
    assert [glyph.x for glyph in drawn] == sorted(glyph.x for glyph in drawn)
    assert all(glyph.outline.startswith("M") for glyph in drawn)
    assert len(drawn) == 4


def test_two_spaces_and_no_words_have_no_width_of_their_own() -> None:
    assert widest_piece("A  B", 10) == widest_piece("A B", 10)
    assert width("", 10) == 0


def test_every_shipped_font_file_is_the_one_in_its_list_with_its_licence() -> None:
    listed = json.loads((FONT_FOLDER / "fonts.json").read_text(encoding="utf-8"))
    checksums = {
        f"{typeface['folder']}/{file['file']}": file["sha256"]
        for typeface in listed["typefaces"]
        for file in (*typeface["files"], typeface["licence"])
    }
    there = {path for path in FONT_FOLDER.rglob("*") if path.is_file()}
    assert there == {FONT_FOLDER / name for name in (*checksums, "fonts.json")}
    for name, checksum in checksums.items():
        assert sha256((FONT_FOLDER / name).read_bytes()).hexdigest() == checksum, name
