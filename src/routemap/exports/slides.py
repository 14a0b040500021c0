"""The slides of a journey as a PowerPoint file: native titles, text and notes, one moment each."""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from markupsafe import escape
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Pt

from routemap import __version__
from routemap.exports.contact_sheet import AGAIN
from routemap.exports.selection import Selection
from routemap.exports.slide_code import Place, Type, add_page_code
from routemap.exports.slide_pages import STYLES, Page, bounded, fitting_title, slide_pages
from routemap.exports.slide_text import (
    Paragraph,
    Role,
    opening_text,
    slide_notes,
    slide_pictures,
    slide_text,
    sources_text,
)
from routemap.house_look import palette_of
from routemap.i18n.catalog import translate, truncated
from routemap.i18n.credits import map_credits
from routemap.i18n.dates import moment_title
from routemap.i18n.media import ShownMedium
from routemap.i18n.narrative import journey_notes
from routemap.look import SLIDE_TYPE, Palette, TypeScale
from routemap.model.itinerary import Itinerary, Scene
from routemap.model.journey import Phrase
from routemap.pictures.alt_text import description
from routemap.pictures.bidi import is_right_to_left
from routemap.pictures.fixed_view import FixedView
from routemap.pictures.house_typeface import house_typeface
from routemap.pictures.media_pictures import on_paper
from routemap.pictures.omissions import TellLeftOut
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.sizes import Preset
from routemap.pictures.svg import svg_for_pixels
from routemap.pictures.typefaces import led_by
from routemap.pictures.typst import png

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck
    from pptx.slide import Slide, SlideLayout
    from pptx.text.text import TextFrame
    from pptx.text.text import _Paragraph as SlideParagraph

# A slide of 13⅓ × 7½ inches has the layout of the presentation, 1920 × 1080 px: 144 px per inch.
_WIDTH, _HEIGHT, _PX_PER_INCH = 1920, 1080, 144
_EMU_PER_PX = 914_400 // _PX_PER_INCH
_PT_PER_PX = 72 / _PX_PER_INCH
_MAP_WIDTH, _EDGE, _TITLE_HEIGHT = 1130, 44, 170
_LEGEND_HEIGHT = 90
_CODE_SIDE, _CODE_GAP = 240, 24
_TEXT_WIDTH = _WIDTH - _MAP_WIDTH - 2 * _EDGE
_MAP = Preset(
    "slide", _MAP_WIDTH, _HEIGHT, TypeScale(small=18, body=23, headline=26, title=40), margin=18
)


# ECMA-376, part 2, 11: so python-pptx has it.
_PROPERTY_LETTERS = 255
_PICTURE_LAYOUT, _TEXT_LAYOUT = "Picture with Caption", "Title and Content"
_DRAWN_AHEAD = 2
"""Maps that Typst draws while Python lays out the next."""
_TITLE, _PICTURE, _CONTENT, _TEXT = 0, 1, 1, 2
"""The placeholders of these layouts."""
# Of headings and of text, in a theme.
_TYPEFACE = re.compile(rb'(<a:(?:latin|ea|cs) )typeface="[^"]*"')


def slides_pptx(  # noqa: PLR0913  each is a choice of its own
    selection: Selection,
    language: str,
    look: str,
    tell: TellLeftOut | None = None,
    *,
    allows_missing_letters: bool = False,
    page_address: str = "",
) -> bytes:
    """Return the slides, 16:9: a title, one per moment that is told, sources.

    Parameters
    ----------
    tell
        Called with what the maps leave out.
    allows_missing_letters
        Whether a box on a map stands for a letter that no typeface has.
    page_address
        Where the journey is published, if it is: the title slide leads there.

    Raises
    ------
    DrawingError
        If a map cannot be drawn.
    """
    house = house_typeface(selection.itinerary.journey.style)
    deck = _blank_deck(palette_of(look, selection.itinerary.journey.style))
    if house:
        _set_in(deck, house.family)
    slides = _Slides(
        deck, selection.itinerary, language, look, allows_missing_letters, page_address
    )
    with led_by(house):
        _tell(slides, selection)
    if tell:
        tell((*selection.omission(language), *slides.stage.left_out))
    itinerary = selection.itinerary
    journey = itinerary.journey
    about = deck.core_properties
    # In full, these words are on the slides.
    about.title = truncated(journey.title.in_language(language).text, _PROPERTY_LETTERS)
    about.subject = truncated(journey.subtitle.in_language(language).text, _PROPERTY_LETTERS)
    about.author = truncated(journey.credit.in_language(language).text, _PROPERTY_LETTERS)
    about.comments = truncated(
        " · ".join(map_credits(itinerary.overview(), language)), _PROPERTY_LETTERS
    )
    about.keywords = ""
    about.language = language
    about.last_modified_by = f"routemap {__version__}"
    output = io.BytesIO()
    deck.save(output)
    return output.getvalue()


def _tell(slides: _Slides, selection: Selection) -> None:
    """Add the slides: a title, one per moment that is told, sources."""
    language, journey = slides.language, selection.itinerary.journey
    overview = slides.itinerary.overview()
    maps = slides.maps((overview, *selection.scenes))
    slides.add(
        overview,
        next(maps),
        journey.title.in_language(language),
        opening_text(selection, language),
        [note.text for note in journey_notes(journey, language)],
    )
    for scene, picture in zip(selection.scenes, maps, strict=True):
        title, text = moment_title(scene.moment, language), slide_text(scene, language)
        slides.add(scene, picture, title, text, slide_notes(scene, language))
        for medium in slide_pictures(scene, language):
            slides.add_picture(title, medium)
    slides.add_sources(selection)


def slides_map(
    itinerary: Itinerary, language: str, look: str, *, allows_missing_letters: bool = False
) -> FixedView:
    """Return the map that all slides show."""
    options = PictureOptions(
        _MAP,
        language,
        look,
        without=frozenset({Part.TITLE, Part.SUBTITLE, Part.SOURCE}),
        allows_missing_letters=allows_missing_letters,
    )
    return FixedView(itinerary, options)


@dataclass(frozen=True)
class _Slides:
    deck: Deck
    itinerary: Itinerary
    language: str
    look: str
    allows_missing_letters: bool
    page_address: str

    @cached_property
    def stage(self) -> FixedView:
        """Return the map that all slides show."""
        return slides_map(
            self.itinerary,
            self.language,
            self.look,
            allows_missing_letters=self.allows_missing_letters,
        )

    def maps(self, scenes: Iterable[Scene]) -> Iterator[bytes]:
        """Yield the map of each scene (PNG); the next are drawn meanwhile."""
        with ThreadPoolExecutor(_DRAWN_AHEAD) as pool:
            waiting: deque[Future[bytes]] = deque()
            for scene in scenes:
                drawing = self.stage.drawing(scene)
                waiting.append(pool.submit(png, svg_for_pixels(drawing), drawing))
                if len(waiting) > _DRAWN_AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def add(
        self,
        scene: Scene,
        shown: bytes,
        title: Phrase,
        text: Sequence[Paragraph],
        notes: Iterable[str],
    ) -> None:
        """Add the slides of a scene, each with its map (PNG); notes stand on the first."""
        leads_on = bool(self.page_address) and not len(self.deck.slides)
        below = _CODE_SIDE + _CODE_GAP if leads_on else 0
        room = (_TEXT_WIDTH, _HEIGHT - _TITLE_HEIGHT - 2 * _EDGE - below)
        all_pages = slide_pages(text, *room)
        pages = bounded(all_pages)
        is_whole = pages == all_pages
        told = (*notes, *(() if is_whole else (each.words.text for each in text)))
        for number, page in enumerate(pages, start=1):
            count = f" ({number}/{len(pages)})" if len(pages) > 1 else ""
            slide = self._slide(_PICTURE_LAYOUT, replace(title, text=f"{title.text}{count}"))
            picture = slide.placeholders[_PICTURE].insert_picture(io.BytesIO(shown))
            # Where PowerPoint and LibreOffice keep a picture's alt text.
            alt = description(scene, PictureOptions(language=self.language))
            picture._element.nvPicPr.cNvPr.set("descr", alt)  # noqa: SLF001
            if number > 1:
                picture.name = AGAIN
            self._write(slide.placeholders[_TEXT].text_frame, page)
            if number == 1 and leads_on:
                self._lead_on(slide)
            if number == 1 and told:
                slide.notes_slide.notes_text_frame.text = "\n".join(told)

    def _lead_on(self, slide: Slide) -> None:
        """Lead from the title slide to the published page."""
        corner = (_MAP_WIDTH + _EDGE, _HEIGHT - _EDGE - _CODE_SIDE)
        words_width = _TEXT_WIDTH - _CODE_SIDE - _CODE_GAP
        place = Place(
            *(Emu(px * _EMU_PER_PX) for px in (*corner, _CODE_SIDE, words_width, _CODE_GAP))
        )
        colour = palette_of(self.look, self.itinerary.journey.style).text
        words = Type(Pt(SLIDE_TYPE.small * _PT_PER_PX), colour)
        add_page_code(slide, self.page_address, self.language, place, words)

    def add_picture(self, title: Phrase, medium: ShownMedium) -> None:
        """Add the slide of a picture, as large as it fits, with its legend beneath."""
        slide = self._slide(_TEXT_LAYOUT, title)
        below = _HEIGHT - _EDGE - _LEGEND_HEIGHT
        top = _EDGE + _TITLE_HEIGHT
        room = (_WIDTH - 2 * _EDGE, below - top - _EDGE // 2)
        share = min(room[0] / medium.file.width, room[1] / medium.file.height)
        width, height = (round(side * share) for side in (medium.file.width, medium.file.height))
        box = ((_WIDTH - width) // 2, top, width, height)
        content = io.BytesIO(on_paper(medium.file, _WIDTH))
        picture = slide.shapes.add_picture(content, *(Emu(px * _EMU_PER_PX) for px in box))
        about = picture._element.nvPicPr.cNvPr  # noqa: SLF001
        about.set("descr", medium.alt.text)
        picture.name = medium.words.text
        legend = slide.placeholders[_CONTENT]
        if not medium.legend:
            legend._element.getparent().remove(legend._element)  # noqa: SLF001
            return
        for side, px in zip(
            ("left", "top", "width", "height"),
            (_EDGE, below, _WIDTH - 2 * _EDGE, _LEGEND_HEIGHT),
            strict=True,
        ):
            setattr(legend, side, Emu(px * _EMU_PER_PX))
        self._write(legend.text_frame, [Paragraph(medium.legend, Role.FINE)])

    def add_sources(self, selection: Selection) -> None:
        """Add the slides of sources."""
        title = Phrase(translate(self.language, "sources"), self.language)
        room = (_WIDTH - 2 * _EDGE, _HEIGHT - _TITLE_HEIGHT - 2 * _EDGE)
        for page in slide_pages(sources_text(selection), *room):
            slide = self._slide(_TEXT_LAYOUT, title)
            self._write(slide.placeholders[_CONTENT].text_frame, page)

    def _slide(self, layout: str, title: Phrase) -> Slide:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts.get_by_name(layout))
        frame = slide.shapes.title.text_frame
        run = frame.paragraphs[0].add_run()
        column = _TEXT_WIDTH if layout == _PICTURE_LAYOUT else _WIDTH - 2 * _EDGE
        run.text, size = fitting_title(title.text, column, _TITLE_HEIGHT)
        if size < SLIDE_TYPE.title:
            run.font.size = Pt(round(size * _PT_PER_PX, 1))
        run._r.get_or_add_rPr().set("lang", title.language)  # noqa: SLF001  no public way
        _set_direction(frame.paragraphs[0], title.text)
        return slide

    def _write(self, frame: TextFrame, text: Page) -> None:
        """Write paragraphs."""
        palette = palette_of(self.look, self.itinerary.journey.style)
        for number, (words, role) in enumerate(text):
            style = STYLES[role]
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.space_before = Pt(style.above * _PT_PER_PX if number else 0)
            run = paragraph.add_run()
            run.text = words.text
            run.font.size = Pt(style.size * _PT_PER_PX)
            run.font.bold = style.is_bold
            colour = palette.second_text if role == Role.FINE else palette.text
            run.font.color.rgb = RGBColor.from_string(colour.lstrip("#"))
            run._r.get_or_add_rPr().set("lang", words.language)  # noqa: SLF001
            _set_direction(paragraph, words.text)
            if style.indent:
                paragraph._p.get_or_add_pPr().set("marL", str(style.indent * _EMU_PER_PX))  # noqa: SLF001


def _set_direction(paragraph: SlideParagraph, text: str) -> None:
    """Let a paragraph begin on the right if its text is read from there."""
    if is_right_to_left(text):
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  no public way
        properties.set("rtl", "1")
        properties.set("algn", "r")


def _set_in(deck: Deck, family: str) -> None:
    """Name the typeface in which a program that has it sets all words, whatever their script."""
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    named = f'typeface="{escape(family)}"'.encode()
    # A function, for a name might hold what a pattern of replacement means by itself.
    theme.blob = _TYPEFACE.sub(lambda found: found[1] + named, theme.blob)


def _blank_deck(palette: Palette) -> Deck:
    """Return an empty presentation of 16:9 with the two layouts that are used, in its colours."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(_WIDTH * _EMU_PER_PX), Emu(_HEIGHT * _EMU_PER_PX)
    for layout in list(deck.slide_layouts):
        if layout.name not in {_PICTURE_LAYOUT, _TEXT_LAYOUT}:
            deck.slide_layouts.remove(layout)
    fill = deck.slide_master.background.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(palette.page.lstrip("#"))
    beside = _MAP_WIDTH + _EDGE
    below, foot = _EDGE + _TITLE_HEIGHT, _HEIGHT - 2 * _EDGE - _TITLE_HEIGHT
    pictured = deck.slide_layouts.get_by_name(_PICTURE_LAYOUT)
    _arrange(pictured, _TITLE, (beside, _EDGE, _TEXT_WIDTH, _TITLE_HEIGHT))
    _arrange(pictured, _PICTURE, (0, 0, _MAP_WIDTH, _HEIGHT))
    _arrange(pictured, _TEXT, (beside, below, _TEXT_WIDTH, foot))
    listed = deck.slide_layouts.get_by_name(_TEXT_LAYOUT)
    _arrange(listed, _TITLE, (_EDGE, _EDGE, _WIDTH - 2 * _EDGE, _TITLE_HEIGHT))
    _arrange(listed, _CONTENT, (_EDGE, below, _WIDTH - 2 * _EDGE, foot))
    for layout in (pictured, listed):
        _set_title(layout, palette.text)
    return deck


def _arrange(layout: SlideLayout, index: int, box: tuple[int, int, int, int]) -> None:
    """Put a placeholder into its place (left, top, width, height in px), its text at the top."""
    holder = layout.placeholders.get(index)
    holder.left, holder.top, holder.width, holder.height = (Emu(px * _EMU_PER_PX) for px in box)
    frame = holder.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame._txBody.bodyPr.set("anchor", "t")  # noqa: SLF001  styles of layouts have no public way
    style = _first_level(layout, index)
    for name, value in (("marL", "0"), ("indent", "0"), ("algn", "l")):
        style.set(name, value)
    for bullet in style.findall(qn("a:buNone")):
        style.remove(bullet)
    style.insert(0, OxmlElement("a:buNone"))


def _first_level(layout: SlideLayout, index: int) -> Any:  # noqa: ANN401  an element of lxml
    """Return the style of the first level of a placeholder's text."""
    styles = layout.placeholders.get(index).text_frame._txBody.find(qn("a:lstStyle"))  # noqa: SLF001
    found = styles.find(qn("a:lvl1pPr"))
    if found is None:
        found = OxmlElement("a:lvl1pPr")
        styles.insert(0, found)
    return found


def _set_title(layout: SlideLayout, colour: str) -> None:
    """Make the title large, bold and of this colour."""
    style = _first_level(layout, _TITLE)
    for old in style.findall(qn("a:defRPr")):
        style.remove(old)
    size, rgb = round(SLIDE_TYPE.title * _PT_PER_PX * 100), colour.lstrip("#")
    style.append(
        parse_xml(
            f'<a:defRPr {nsdecls("a")} sz="{size}" b="1">'
            f'<a:solidFill><a:srgbClr val="{rgb}"/></a:solidFill></a:defRPr>'
        )
    )
