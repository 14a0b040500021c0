"""The handout of a journey: a PDF to print, by Typst."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from importlib.resources import files
from typing import Any

from routemap.errors import DrawingError
from routemap.exports.handout_content import Answers, HandoutOptions, Paper, handout_content
from routemap.exports.page_code import code_side, code_svg
from routemap.exports.selection import Selection
from routemap.house_look import palette_of
from routemap.i18n.catalog import translate
from routemap.look import HANDOUT_TYPE, SHAPES, TypeScale
from routemap.model.itinerary import Scene
from routemap.model.journey import Journey
from routemap.model.media_files import MediaFile
from routemap.page.inlining import data_url
from routemap.pictures.alt_text import alt_text
from routemap.pictures.close_ups import close_up
from routemap.pictures.house_typeface import house_typeface
from routemap.pictures.legibility import refuse_illegible
from routemap.pictures.media_pictures import on_paper
from routemap.pictures.omissions import TellLeftOut, merged
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.picture import Picture
from routemap.pictures.shaping import typefaces_of
from routemap.pictures.sizes import Preset
from routemap.pictures.svg_text import TextForm
from routemap.pictures.typefaces import Typeface, led_by
from routemap.pictures.typst import boxed, document_pages, document_pdf, placed_map, texts_in
from routemap.shapes import corners, figure_place, ring_within

_USUAL = HandoutOptions()
_TEMPLATE = files("routemap.exports") / "handout.typ"
_PT_PER_MM = 72 / 25.4
_SIDE_MM = 17.0
# Of maps on the sheet; the text around them is larger.
_MAP_TYPE = TypeScale(small=7, body=8.5, headline=9.5, title=13)
# Of maps, in parts of the height of the sheet, and of close-ups in parts of the width of the text:
# what is known of a stop stands beside its map, so that two stops share a page.
_OVERVIEW_HEIGHT, _CLOSE_UP_HEIGHT, _OUTLINE_HEIGHT = 0.37, 0.18, 0.58
_CLOSE_UP_WIDTH = 0.58
# Of the code of the page's address, and of each of its modules.
_CODE_SIDE_MM, _MODULE_MM = 24.0, 0.5
# Of pictures of media: in points, and in pixels across.
_PICTURE_WIDTH, _PICTURE_HEIGHT, _PICTURE_PX = 250.0, 190.0, 800


def handout_pdf(
    selection: Selection,
    language: str,
    options: HandoutOptions = _USUAL,
    tell: TellLeftOut | None = None,
) -> bytes:
    """Return the handout as a PDF that is PDF/UA-1: tagged, with alt texts.

    `tell` is called with what it and its maps leave out.

    Raises
    ------
    DrawingError
        If no typeface has a letter, or Typst refuses it.
    """
    with _set(selection):
        return _pdf(selection, language, options, tell)


def _set(selection: Selection) -> AbstractContextManager[None]:
    return led_by(house_typeface(selection.itinerary.journey.style))


def _pdf(
    selection: Selection, language: str, options: HandoutOptions, tell: TellLeftOut | None
) -> bytes:
    content, maps = _content(selection, language, options)
    content["shown"] = _pictures(content, selection.itinerary.journey)
    if tell:
        of_maps = merged([picture.left_out for picture, _ in maps.values()])
        told = (*selection.omission(language), *selection.stops_omission(language))
        tell((*told, *of_maps))
    typefaces = _typefaces(content, maps)
    try:
        return document_pdf(_TEMPLATE, {**content, "maps": _drawn(maps)}, typefaces)
    except DrawingError:
        # PDF/UA refuses some names as text on a map, such as a combining mark without a glyph.
        outlined = _drawn(maps, "outlined")
        return document_pdf(_TEMPLATE, {**content, "maps": outlined}, typefaces)


def handout_pages(
    selection: Selection, language: str, options: HandoutOptions = _USUAL, ppi: float = 72
) -> list[bytes]:
    """Return the pages as pictures (PNG), to look at before taking the PDF.

    Raises
    ------
    DrawingError
        As `handout_pdf`.
    """
    with _set(selection):
        content, maps = _content(selection, language, options)
        content["shown"] = _pictures(content, selection.itinerary.journey)
        drawn = {**content, "maps": _drawn(maps)}
        return document_pages(_TEMPLATE, drawn, _typefaces(content, maps), ppi)


def _content(
    selection: Selection, language: str, options: HandoutOptions
) -> tuple[dict[str, Any], _Maps]:
    """Return all that the template reads except the maps, and the maps."""
    paper, look = options.paper, options.look
    width, height = paper.points
    words = handout_content(selection, language, options.answers, follows=options.follows)
    words["page"] = _page(options.page_address, language)
    if not options.allows_missing_letters:
        refuse_illegible(texts_in(words), selection.itinerary.journey, language)
    content = {
        **boxed(words),
        "width": width,
        "height": height,
        "close_up_width": _room(paper) * _CLOSE_UP_WIDTH,
        "sizes": asdict(HANDOUT_TYPE),
        "colours": asdict(palette_of(look, selection.itinerary.journey.style)),
        "shapes": [
            {"corners": corners(shape), "ring": ring_within(shape), "figure": figure_place(shape)}
            for shape in SHAPES
        ],
    }
    whole = PictureOptions(
        language=language, look=look, allows_missing_letters=options.allows_missing_letters
    )
    return content, {} if options.answers == Answers.OWN else _maps(selection, paper, whole)


# What the page says beside its maps; its logo stands on the first of them.
_WORDS_BESIDE = frozenset({Part.TITLE, Part.SUBTITLE, Part.SOURCE})
_Maps = dict[str, tuple[Picture, str]]
"""The maps of the handout by name, each with its alt text."""


def _page(address: str, language: str) -> dict[str, Any] | None:
    """Return what leads to the published page: a code as wide as phones need it, and words."""
    if not address:
        return None
    return {
        "address": address,
        "words": translate(language, "page_code"),
        "alt": translate(language, "page_code_alt", address=address),
        "code": code_svg(address),
        "side": max(_CODE_SIDE_MM, _MODULE_MM * code_side(address)) * _PT_PER_MM,
    }


def _drawn(maps: _Maps, text: TextForm = "above halos") -> dict[str, Any]:
    return {
        name: placed_map(picture.legible, text, alt=alt) for name, (picture, alt) in maps.items()
    }


def _pictures(content: dict[str, Any], journey: Journey) -> dict[str, Any]:
    """Return the pictures of media that the handout shows, by the digests of their files."""
    told = [each for page in content["stops"] for each in (page, *page["events"])]
    shown = {each["digest"] for of in (*told, *content["elsewhere"]) for each in of["pictures"]}
    files = (item.held for item in journey.media if item.held)
    return {each.digest: _as_svg(each) for each in files if each.digest in shown}


def _as_svg(file: MediaFile) -> dict[str, Any]:
    """Return a picture as Typst takes it in the data of a template, and its width in points."""
    width, height = file.width, file.height
    content = on_paper(file, _PICTURE_PX)
    address = data_url("image/png" if content.startswith(b"\x89PNG") else "image/jpeg", content)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="{address}"/></svg>'
    )
    return {"svg": svg, "width": min(_PICTURE_WIDTH, _PICTURE_HEIGHT * width / height)}


def _typefaces(content: dict[str, Any], maps: _Maps) -> tuple[Typeface, ...]:
    on_maps = (text for picture, _ in maps.values() for text in picture.drawing.texts)
    return typefaces_of({*texts_in(content), *on_maps})


def _maps(selection: Selection, paper: Paper, options: PictureOptions) -> _Maps:
    itinerary, language = selection.itinerary, options.language
    sheet = _sheet(paper, 1.0, _OVERVIEW_HEIGHT)
    whole = replace(options, preset=sheet, without=_WORDS_BESIDE)
    outline = replace(
        whole,
        preset=_sheet(paper, 1.0, _OUTLINE_HEIGHT),
        is_outline=True,
        without=whole.without | {Part.LEGEND, Part.LOCATOR, Part.LOGO},
    )
    overview = itinerary.overview()
    maps = {
        "overview": (Picture(overview, whole), alt_text(overview, whole)),
        "outline": (Picture(overview, outline), translate(language, "outline_map_alt")),
    }
    for number in selection.stops:
        area = close_up(itinerary, number)
        if area is None:
            continue
        name = itinerary.journey.stops[number].name.in_language(language).text
        # The overview has the key, and shows where on Earth it lies.
        near = replace(whole, area=area, without=whole.without | {Part.LOCATOR, Part.LEGEND})
        alt = translate(language, "close_up_alt", name=name)
        maps[f"stop-{itinerary.mark(number)}"] = (_close_up(overview, near, paper), alt)
    return maps


def _close_up(overview: Scene, near: PictureOptions, paper: Paper) -> Picture:
    """Return the map of a stop, larger where credits are so long that they need it."""
    sizes = (_sheet(paper, _CLOSE_UP_WIDTH, height) for height in (_CLOSE_UP_HEIGHT, 0.4))
    for preset in sizes:
        picture = Picture(overview, replace(near, preset=preset))
        if picture.has_room:
            break
    return picture


def _sheet(paper: Paper, width: float, height: float) -> Preset:
    """Return the size of a map, in parts of the text's width and of the sheet's height."""
    return Preset(
        "handout", _room(paper) * width, paper.points[1] * height, _MAP_TYPE, is_print=True
    )


def _room(paper: Paper) -> float:
    """Return how wide the text is, in points."""
    return paper.points[0] - 2 * _SIDE_MM * _PT_PER_MM
