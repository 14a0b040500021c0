"""The handout of a journey: a PDF to print, by Typst."""

from __future__ import annotations

from dataclasses import asdict, replace
from importlib.resources import files
from typing import Any

from routemap.errors import DrawingError
from routemap.exports.handout_content import Paper, handout_content
from routemap.i18n.catalog import translate
from routemap.look import HANDOUT_TYPE, LOOKS, SHAPES, TypeScale
from routemap.model.itinerary import Itinerary
from routemap.pictures.alt_text import alt_text
from routemap.pictures.close_ups import close_up
from routemap.pictures.legibility import refuse_illegible
from routemap.pictures.omissions import TellLeftOut, merged
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.picture import Picture
from routemap.pictures.shaping import typefaces_of
from routemap.pictures.sizes import Preset
from routemap.pictures.svg_text import TextForm
from routemap.pictures.typefaces import Typeface
from routemap.pictures.typst import boxed, document_pages, document_pdf, placed_map, texts_in
from routemap.shapes import corners, figure_place, ring_within

_TEMPLATE = files("routemap.exports") / "handout.typ"
_PT_PER_MM = 72 / 25.4
_SIDE_MM = 17.0
# Of maps on the sheet; the text around them is larger.
_MAP_TYPE = TypeScale(small=7, body=8.5, headline=9.5, title=13)
# Of maps, in parts of the height of the sheet: the text about a stop shares the page. Two stops at
# which nothing happened share one.
_OVERVIEW_HEIGHT, _CLOSE_UP_HEIGHT, _QUIET_HEIGHT, _OUTLINE_HEIGHT = 0.37, 0.31, 0.25, 0.64


def handout_pdf(  # noqa: PLR0913  all of it is chosen
    itinerary: Itinerary,
    language: str,
    paper: Paper,
    look: str,
    tell: TellLeftOut | None = None,
    *,
    allows_missing_letters: bool = False,
) -> bytes:
    """Return the handout as a PDF that is PDF/UA-1: tagged, with alt texts.

    Parameters
    ----------
    tell
        Called with what the maps leave out.
    allows_missing_letters
        Whether a box stands for a letter that no typeface has.

    Raises
    ------
    DrawingError
        If no typeface has a letter, or Typst refuses it.
    """
    content, maps = _content(
        itinerary, language, paper, look, allows_missing_letters=allows_missing_letters
    )
    if tell:
        tell(merged([picture.left_out for picture, _ in maps.values()]))
    typefaces = _typefaces(content, maps)
    try:
        return document_pdf(_TEMPLATE, {**content, "maps": _drawn(maps)}, typefaces)
    except DrawingError:
        # PDF/UA refuses some names as text on a map, such as a combining mark without a glyph.
        outlined = _drawn(maps, "outlined")
        return document_pdf(_TEMPLATE, {**content, "maps": outlined}, typefaces)


def handout_pages(  # noqa: PLR0913  as of `handout_pdf`
    itinerary: Itinerary,
    language: str,
    paper: Paper,
    look: str,
    ppi: float,
    *,
    allows_missing_letters: bool = False,
) -> list[bytes]:
    """Return the pages as pictures (PNG), to look at before taking the PDF.

    Raises
    ------
    DrawingError
        As `handout_pdf`.
    """
    content, maps = _content(
        itinerary, language, paper, look, allows_missing_letters=allows_missing_letters
    )
    drawn = {**content, "maps": _drawn(maps)}
    return document_pages(_TEMPLATE, drawn, _typefaces(content, maps), ppi)


def _content(
    itinerary: Itinerary, language: str, paper: Paper, look: str, *, allows_missing_letters: bool
) -> tuple[dict[str, Any], _Maps]:
    """Return all that the template reads except the maps, and the maps."""
    width, height = paper.points
    words = handout_content(itinerary, language)
    if not allows_missing_letters:
        refuse_illegible(texts_in(words), itinerary.journey, language)
    content = {
        **boxed(words),
        "width": width,
        "height": height,
        "sizes": asdict(HANDOUT_TYPE),
        "colours": asdict(LOOKS[look]),
        "shapes": [
            {"corners": corners(shape), "ring": ring_within(shape), "figure": figure_place(shape)}
            for shape in SHAPES
        ],
    }
    options = PictureOptions(
        language=language, look=look, allows_missing_letters=allows_missing_letters
    )
    return content, _maps(itinerary, paper, options)


_Maps = dict[str, tuple[Picture, str]]
"""The maps of the handout by name, each with its alt text."""


def _drawn(maps: _Maps, text: TextForm = "above halos") -> dict[str, Any]:
    return {
        name: placed_map(picture.legible, text, alt=alt) for name, (picture, alt) in maps.items()
    }


def _typefaces(content: dict[str, Any], maps: _Maps) -> tuple[Typeface, ...]:
    on_maps = (text for picture, _ in maps.values() for text in picture.drawing.texts)
    return typefaces_of({*texts_in(content), *on_maps})


def _maps(itinerary: Itinerary, paper: Paper, options: PictureOptions) -> _Maps:
    language = options.language
    whole = replace(
        options,
        preset=_sheet(paper, _OVERVIEW_HEIGHT),
        without=frozenset({Part.TITLE, Part.SUBTITLE, Part.SOURCE}),
    )
    outline = replace(
        whole,
        preset=_sheet(paper, _OUTLINE_HEIGHT),
        is_outline=True,
        without=whole.without | {Part.LEGEND, Part.LOCATOR},
    )
    overview = itinerary.overview()
    maps = {
        "overview": (Picture(overview, whole), alt_text(overview, language)),
        "outline": (Picture(overview, outline), translate(language, "outline_map_alt")),
    }
    told = {event.stop for event in itinerary.journey.events}
    for number, stop in enumerate(itinerary.journey.stops):
        area = close_up(itinerary, number)
        if area is None:
            continue
        name = stop.name.in_language(language).text
        height = _CLOSE_UP_HEIGHT if stop.id in told else _QUIET_HEIGHT
        near = replace(whole, preset=_sheet(paper, height), area=area)
        alt = translate(language, "close_up_alt", name=name)
        maps[f"stop-{itinerary.mark(number)}"] = (Picture(overview, near), alt)
    return maps


def _sheet(paper: Paper, share: float) -> Preset:
    width, height = paper.points
    room = width - 2 * _SIDE_MM * _PT_PER_MM
    return Preset("handout", room, height * share, _MAP_TYPE, is_print=True)
