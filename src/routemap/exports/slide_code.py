"""The code of the page's address on the title slide, and the address in words beside it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from pptx.dml.color import RGBColor
from pptx.util import Length, Pt

from routemap.exports.page_code import code_png
from routemap.i18n.catalog import translate

if TYPE_CHECKING:
    from pptx.slide import Slide

_SHARPNESS_PX = 720


class Place(NamedTuple):
    """Where the code stands: its corner, its side, how wide the words beside it are, the gap."""

    left: Length
    top: Length
    side: Length
    words_width: Length
    gap: Length


class Type(NamedTuple):
    """The size of words, and their colour (#RRGGBB)."""

    size: Length
    colour: str


def add_page_code(slide: Slide, address: str, language: str, place: Place, type_: Type) -> None:
    """Add the code of an address, which is a link, too, and beside it the address in words."""
    content = io.BytesIO(code_png(address, _SHARPNESS_PX))
    code = slide.shapes.add_picture(content, place.left, place.top, place.side, place.side)
    code.name = translate(language, "page_code")
    alt = translate(language, "page_code_alt", address=address)
    code._element.nvPicPr.cNvPr.set("descr", alt)  # noqa: SLF001  no public way
    # Words that are a link have the theme's colour, which no dark ground bears.
    code.click_action.hyperlink.address = address
    left = Length(place.left + place.side + place.gap)
    box = slide.shapes.add_textbox(left, place.top, place.words_width, place.side)
    frame = box.text_frame
    body = frame._txBody.bodyPr  # noqa: SLF001  as `slides` does
    body.set("wrap", "square")
    body.set("anchor", "ctr")
    frame.margin_left = frame.margin_right = Pt(0)
    told = ((translate(language, "page_code"), language), (address, ""))
    for number, (words, spoken) in enumerate(told):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = words
        run.font.size = type_.size
        run.font.color.rgb = RGBColor.from_string(type_.colour.lstrip("#"))
        if spoken:
            run._r.get_or_add_rPr().set("lang", spoken)  # noqa: SLF001  no public way
