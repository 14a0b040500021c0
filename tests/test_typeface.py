"""Words are as wide as they are drawn, and lines break so that they fit."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routemap.pictures.font_metrics import (
    FONT_FOLDER,
    glyphs,
    has_letters_for,
    lines,
    widest_piece,
    width,
)

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


@pytest.mark.parametrize("words", ["القدس", "ירושלים", "กรุงเทพ"])
def test_it_says_which_scripts_it_lacks(words: str) -> None:
    assert not has_letters_for(words)


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
    checksums = {font["file"]: font["sha256"] for font in listed["files"]}
    checksums[listed["licence"]["file"]] = listed["licence"]["sha256"]
    assert {path.name for path in FONT_FOLDER.iterdir()} == {*checksums, "fonts.json"}
    for name, checksum in checksums.items():
        assert sha256((FONT_FOLDER / name).read_bytes()).hexdigest() == checksum, name
