"""Every script is drawn in its own letters, joined and in order, wherever it stands in a line."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typst
import uharfbuzz as hb
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from routemap.pictures import bidi, shaping, system_fonts, typefaces
from routemap.pictures.drawing import Text
from routemap.pictures.font_metrics import glyphs, lines, width
from routemap.pictures.svg_text import text_writer
from routemap.pictures.typefaces import FONT_FOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

HAN = Path(__file__).parent / "reference" / "fonts" / "NotoSansSC-Regular.ttf"
# A name in each script that ships, and the font that sets it.
NAMES = {
    "Pyongyang": "pretendard/Pretendard-Regular.otf",
    "Аԥсны": "",
    "Αθήνα": "pretendard/Pretendard-Regular.otf",
    "Комсомольск": "pretendard/Pretendard-Regular.otf",
    "하산": "pretendard/Pretendard-Regular.otf",
    "القاهرة": "vazirmatn/Vazirmatn-Regular.ttf",
    "کرمانشاه": "vazirmatn/Vazirmatn-Regular.ttf",
    "ירושלים": "noto-sans-hebrew/NotoSansHebrew-Regular.ttf",
    "दिल्ली": "noto-sans-devanagari/NotoSansDevanagari-Regular.ttf",
    "क्षेत्र": "noto-sans-devanagari/NotoSansDevanagari-Regular.ttf",
    "কুষ্টিয়া": "noto-sans-bengali/NotoSansBengali-Regular.ttf",
    "கோட்டை": "noto-sans-tamil/NotoSansTamil-Regular.ttf",
    "กรุงเทพฯ": "noto-sans-thai/NotoSansThai-Regular.ttf",
    "ភ្នំពេញ": "noto-sans-khmer/NotoSansKhmer-Regular.ttf",
    "თბილისი": "noto-sans-georgian/NotoSansGeorgian-Regular.ttf",
    "Երևան": "noto-sans-armenian/NotoSansArmenian-Regular.ttf",
    "አበባ": "noto-sans-ethiopic/NotoSansEthiopic-Regular.ttf",
}
# Mixed lines as they stand, from the left: the parts that HarfBuzz is given, and their font.
MIXED = {
    "القاهرة (Cairo)": (")", "Cairo", "(", " ", "القاهرة"),
    "Delhi दिल्ली 2": ("Delhi ", "दिल्ली", " 2"),
    "عام 2023": ("2023", " ", "عام"),
    "a ירושלים b": ("a ", "ירושלים", " b"),
}
LETTERS = "abאבשم 12.,()-[]/٣ +%\u200f:"


def font_of(part: str) -> str:
    """Return the font that sets a part of a mixed line."""
    arabic = NAMES["القاهرة"] if part[0] >= "ء" else ""
    return NAMES.get(part) or arabic or NAMES["Pyongyang"]


def outlines(parts: Sequence[str], size: float) -> str:
    """Return letters as HarfBuzz shapes them, each part by itself, as SVG paths."""
    drawn, x = [], 0.0
    for part in parts:
        font = hb.Font(hb.Face(hb.Blob.from_file_path(str(FONT_FOLDER / font_of(part)))))
        scale = size / font.face.upem
        buffer = hb.Buffer()
        buffer.add_str(part)
        buffer.guess_segment_properties()
        if part in {"(", ")"}:  # in a line that is read from right to left they are mirrored
            buffer.direction = "rtl"
        hb.shape(font, buffer)
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions or (), strict=True):
            assert info.codepoint
            pen: list[str] = []
            font.draw_glyph(info.codepoint, path_pen(pen), None)
            place = f"translate({x + at.x_offset * scale} {-at.y_offset * scale})"
            drawn.append(f'<path transform="{place} scale({scale} {-scale})" d="{"".join(pen)}"/>')
            x += at.x_advance * scale
    return "".join(drawn)


def path_pen(parts: list[str]) -> hb.DrawFuncs:
    """Return what writes an outline as path data, y up."""

    def writes(command: str) -> object:
        def write(*numbers: object) -> None:
            told = (str(number) for number in numbers if isinstance(number, int | float))
            parts.append(command + " ".join(told))

        return write

    pen = hb.DrawFuncs()
    pen.set_move_to_func(writes("M"))
    pen.set_line_to_func(writes("L"))
    pen.set_cubic_to_func(writes("C"))
    pen.set_quadratic_to_func(writes("Q"))
    pen.set_close_path_func(writes("Z"))
    return pen


def painted(drawn: str, definitions: str = "") -> Image.Image:
    """Return SVG as ink on paper, in shades of grey."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="120" viewBox="0 0 600 120">'
        f'<defs>{definitions}</defs><rect width="600" height="120" fill="#fff"/>{drawn}</svg>'
    )
    page = b"#set page(width: 600pt, height: 120pt, margin: 0pt)\n#image(bytes(sys.inputs.svg))"
    made = typst.Compiler(page, sys_inputs={"svg": svg}).compile(format="png", ppi=72)
    assert isinstance(made, bytes)
    with Image.open(io.BytesIO(made)) as image:
        return image.convert("L")


@pytest.mark.parametrize(
    "parts",
    [*((name,) for name, font in NAMES.items() if font), *MIXED.values()],
    ids=[*(name for name, font in NAMES.items() if font), *MIXED],
)
def test_a_line_is_drawn_as_harfbuzz_shapes_its_parts(parts: tuple[str, ...]) -> None:
    whole = next((line for line, of in MIXED.items() if of == parts), parts[0])
    writer = text_writer("outlined")
    line = writer.line(Text(whole, (10, 80), 56, "#000000", "und"), 1)
    ours = painted(line, writer.definitions)
    theirs = painted(f'<g transform="translate(10 80)">{outlines(parts, 56)}</g>')
    ink = ImageStat.Stat(ImageChops.invert(theirs)).sum[0]
    assert ink > 50_000
    assert ImageStat.Stat(ImageChops.difference(ours, theirs)).sum[0] < 0.02 * ink


@pytest.mark.parametrize("name", NAMES)
def test_each_script_that_ships_has_letters_in_both_weights(name: str) -> None:
    assert shaping.has_letters_for(name)
    assert all(glyph.outline for glyph in glyphs(name, bold=True))
    assert 0 < width(name, 10) < width(name, 20)


@given(st.text(LETTERS, max_size=20))
def test_letters_stand_as_the_unicode_algorithm_has_them(text: str) -> None:
    text = text.strip()
    parts = bidi.parts_from_left(text)
    placed = "".join(
        text[part.start : part.end][::-1] if part.is_right_to_left else text[part.start : part.end]
        for part in parts
    )
    assert placed == get_display(text, base_dir="R" if bidi.is_right_to_left(text) else "L")
    assert len(placed) == len(text)


@given(st.text(LETTERS + "\u202b\u202c\u2067\u2069\u200d\U000e0041\ufe0f\U000e0101\u0301"))
def test_no_letter_is_lost_or_drawn_twice_whatever_changes_the_order(text: str) -> None:
    parts = sorted(bidi.parts_from_left(text))
    assert all(before.end <= after.start for before, after in pairwise(parts))
    drawn = "".join(text[part.start : part.end] for part in parts)
    ordering = dict.fromkeys(map(ord, "\u202b\u202c\u2067\u2069"))
    assert drawn.translate(ordering) == text.translate(ordering)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("กรุงเทพมหานคร", 2),  # no vowel or mark without its consonant
        ("क्षेत्रक्षेत्रक्षेत्र", 2),  # no half of a conjunct
        ("من القاهرة إلى Delhi عام", 2),
    ],
)
def test_lines_are_broken_between_letters_that_stand_alone(text: str, broken: int) -> None:
    made = lines(text, 10, width(text, 10) * 0.7)
    assert len(made) == broken
    assert "".join("".join(made).split()) == "".join(text.split())
    assert all(shaping.begins_cluster(text, text.index(line)) for line in made)


def test_all_lines_of_a_text_are_read_in_its_direction() -> None:
    text = "القاهرة Delhi Kolkata"
    first, *others = lines(text, 10, width(text, 10) * 0.6)
    assert first.startswith("القاهرة")
    assert others
    shown = [bidi.as_part_of(text, line) for line in others]
    assert all(bidi.is_right_to_left(line) for line in shown)
    assert [width(line, 10) for line in shown] == [width(line, 10) for line in others]
    assert not bidi.is_right_to_left(bidi.as_part_of("Delhi القاهرة", "القاهرة"))


def test_an_ellipsis_takes_no_mark_for_a_letter() -> None:
    (line,) = lines("กรุงเทพมหานคร อมรรัตนโกสินทร์", 10, 60, most=1)
    assert line.endswith("…")
    assert shaping.begins_cluster("กรุงเทพมหานคร อมรรัตนโกสินทร์", len(line) - 1)


def test_letters_that_join_are_not_spaced() -> None:
    assert width("القاهرة", 10, spacing=3) == width("القاهرة", 10)
    assert width("Cairo", 10, spacing=3) == pytest.approx(width("Cairo", 10) + 15)


def test_live_text_names_its_typefaces_and_starts_on_the_right_where_it_is_read_so() -> None:
    text = Text("القاهرة (Cairo)", (10, 80), 56, "#000000", "ar")
    line = text_writer("live").line(text, 1)
    assert "Pretendard, Vazirmatn, sans-serif" in line
    assert 'direction="rtl"' in line
    assert 'text-anchor="end"' in line  # its left end is where the line stands
    assert "direction" not in text_writer("live").line(Text("Cairo", (1, 8), 5, "#000", "en"), 1)


def test_scripts_cost_nothing_to_those_who_do_not_use_them() -> None:
    code = (
        "import json, sys; from routemap import api; from routemap.pictures import typefaces as t;"
        "api.read().picture('svg'); api.read().picture('pdf');"
        "read = t._font.cache_info().currsize, list(vars(t._CHAIN)), 'bidi' in sys.modules;"
        "print(json.dumps(read))"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert json.loads(told.stdout) == [2, [], False]  # Pretendard, regular and bold


def test_a_font_of_the_system_has_chinese_letters(chinese_font: Path) -> None:
    (face,) = {run.typeface for run in shaping.shaped("北京之旅")}
    assert (face.family, face.regular) == ("Noto Sans SC", chinese_font)
    assert shaping.has_letters_for("北京 Beijing القاهرة")
    assert shaping.missing_letters("北京海") == "海"


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="other folders there")
def test_fonts_of_the_system_are_known_by_their_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "nowhere"))
    folder = tmp_path / "fonts" / "noto"
    folder.mkdir(parents=True)
    for name in ("NotoSansLao-Regular", "NotoSansSC-Regular", "NotoSansSC-Bold", "NotoSerif"):
        shutil.copy(HAN, folder / f"{name}.ttf")
    (folder / "DroidSansFallback.ttf").write_bytes(b"no font")
    found = [(font.regular.stem, font.bold.stem) for font in system_fonts.system_fonts()]
    assert found == [
        ("NotoSansSC-Regular", "NotoSansSC-Bold"),
        ("DroidSansFallback", "DroidSansFallback"),
        ("NotoSansLao-Regular", "NotoSansLao-Regular"),
    ]
    usable = typefaces._Chain()._of_system  # noqa: SLF001  what of them can be read
    assert [face.regular.stem for face in usable] == ["NotoSansSC-Regular", "NotoSansLao-Regular"]


@pytest.mark.usefixtures("no_system_fonts")
def test_a_letter_that_no_typeface_has_is_named_and_can_be_a_box() -> None:
    assert shaping.missing_letters("Café 北京 e\u1ab0 北") == "北京\u1ab0"
    assert shaping.with_boxes("北京 Café") == "□□ Café"
    assert width("北京", 10) == width("□□", 10)
    assert typefaces.typeface_of("北") is None
