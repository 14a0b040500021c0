"""The slides of a journey as a PowerPoint file: native titles, text and notes, one moment each."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Pt

from routemap import __version__
from routemap.exports.selection import Selection
from routemap.exports.slide_text import (
    Paragraph,
    Role,
    opening_text,
    slide_notes,
    slide_text,
    sources_text,
)
from routemap.i18n.catalog import translate, truncated
from routemap.i18n.credits import map_credits
from routemap.i18n.dates import moment_title
from routemap.i18n.narrative import journey_notes
from routemap.look import LOOKS, PRESENT_TYPE, TypeScale
from routemap.model.itinerary import Itinerary, Scene
from routemap.model.journey import Phrase
from routemap.pictures import font_metrics
from routemap.pictures.alt_text import description
from routemap.pictures.fixed_view import FixedView
from routemap.pictures.omissions import TellLeftOut
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.sizes import Preset
from routemap.pictures.svg import svg_for_pixels
from routemap.pictures.typst import png

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck
    from pptx.slide import Slide, SlideLayout
    from pptx.text.text import TextFrame

# A slide of 13⅓ × 7½ inches has the layout of the presentation, 1920 × 1080 px: 144 px per inch.
_WIDTH, _HEIGHT, _PX_PER_INCH = 1920, 1080, 144
_EMU_PER_PX = 914_400 // _PX_PER_INCH
_PT_PER_PX = 72 / _PX_PER_INCH
_MAP_WIDTH, _EDGE, _TITLE_HEIGHT = 1256, 44, 170
_MAP = Preset(
    "slide", _MAP_WIDTH, _HEIGHT, TypeScale(small=18, body=23, headline=26, title=40), margin=18
)


class _Style(NamedTuple):
    """How a paragraph is set: size of type, space above it and indent in px."""

    size: float
    above: float
    is_bold: bool = False
    indent: int = 0


_STYLES = {
    Role.PLACE: _Style(PRESENT_TYPE.headline, 0, is_bold=True),
    Role.HEADLINE: _Style(PRESENT_TYPE.body, 22, is_bold=True),
    Role.BODY: _Style(PRESENT_TYPE.body, 6),
    Role.QUOTE: _Style(PRESENT_TYPE.body, 6, indent=28),
    Role.FINE: _Style(PRESENT_TYPE.small, 4),
}
# The height of a line, in sizes of type; how wide a box must count for letters of other typefaces.
_LINE, _OTHER_LETTERS = 1.2, 0.9
# The steps by which text that does not fit may shrink, in parts of its size.
_SHRINKS = (1.0, 0.9, 0.8, 0.7, 0.62, 0.54, 0.46)
# ECMA-376, part 2, 11: so python-pptx has it.
_PROPERTY_LETTERS = 255
_PICTURE_LAYOUT, _TEXT_LAYOUT = "Picture with Caption", "Title and Content"
_DRAWN_AHEAD = 2
"""Maps that Typst draws while Python lays out the next."""
_TITLE, _PICTURE, _CONTENT, _TEXT = 0, 1, 1, 2
"""The placeholders of these layouts."""


def slides_pptx(
    selection: Selection, language: str, look: str, tell: TellLeftOut | None = None
) -> bytes:
    """Return the slides, 16:9: a title, one per moment that is told, sources.

    `tell` is called with what the maps leave out.

    Raises
    ------
    DrawingError
        If a map cannot be drawn.
    """
    deck = _blank_deck(look)
    itinerary = selection.itinerary
    journey = itinerary.journey
    slides = _Slides(deck, itinerary, language, look)
    overview = itinerary.overview()
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
    slides.add_sources()
    if tell:
        tell((*selection.omission(language), *slides.stage.left_out))
    about = deck.core_properties
    # In full, these words are on the slides.
    about.title = truncated(journey.title.in_language(language).text, _PROPERTY_LETTERS)
    about.subject = truncated(journey.subtitle.in_language(language).text, _PROPERTY_LETTERS)
    about.author = truncated(journey.credit.in_language(language).text, _PROPERTY_LETTERS)
    about.comments = truncated(" · ".join(map_credits(overview, language)), _PROPERTY_LETTERS)
    about.keywords = ""
    about.language = language
    about.last_modified_by = f"routemap {__version__}"
    output = io.BytesIO()
    deck.save(output)
    return output.getvalue()


def slides_map(itinerary: Itinerary, language: str, look: str) -> FixedView:
    """Return the map that all slides show."""
    without = frozenset({Part.TITLE, Part.SUBTITLE, Part.SOURCE})
    return FixedView(itinerary, PictureOptions(_MAP, language, look, without=without))


@dataclass(frozen=True)
class _Slides:
    deck: Deck
    itinerary: Itinerary
    language: str
    look: str

    @cached_property
    def stage(self) -> FixedView:
        """Return the map that all slides show."""
        return slides_map(self.itinerary, self.language, self.look)

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
        """Add a slide with the map of a scene (PNG)."""
        slide = self._slide(_PICTURE_LAYOUT, title)
        picture = slide.placeholders[_PICTURE].insert_picture(io.BytesIO(shown))
        # Where PowerPoint and LibreOffice keep a picture's alt text.
        picture._element.nvPicPr.cNvPr.set("descr", description(scene, self.language))  # noqa: SLF001
        room = (_WIDTH - _MAP_WIDTH - 2 * _EDGE, _HEIGHT - _TITLE_HEIGHT - 2 * _EDGE)
        is_whole = self._write(slide.placeholders[_TEXT].text_frame, text, room)
        lines = "\n".join((*notes, *(() if is_whole else (each.words.text for each in text))))
        if lines:
            slide.notes_slide.notes_text_frame.text = lines

    def add_sources(self) -> None:
        """Add the slides of sources."""
        waiting = list(sources_text(self.itinerary.journey))
        room = (_WIDTH - 2 * _EDGE, _HEIGHT - _TITLE_HEIGHT - 2 * _EDGE)
        while True:
            slide = self._slide(
                _TEXT_LAYOUT, Phrase(translate(self.language, "sources"), self.language)
            )
            shown = _fitting(waiting, *room) or waiting[:1]
            self._write(slide.placeholders[_CONTENT].text_frame, shown, room)
            waiting = waiting[len(shown) :]
            if not waiting:
                return

    def _slide(self, layout: str, title: Phrase) -> Slide:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts.get_by_name(layout))
        frame = slide.shapes.title.text_frame
        run = frame.paragraphs[0].add_run()
        column = _WIDTH - 2 * _EDGE - (_MAP_WIDTH if layout == _PICTURE_LAYOUT else 0)
        run.text, size = _fitting_title(title.text, column)
        if size < PRESENT_TYPE.title:
            run.font.size = Pt(round(size * _PT_PER_PX, 1))
        run._r.get_or_add_rPr().set("lang", title.language)  # noqa: SLF001  no public way
        return slide

    def _write(
        self, frame: TextFrame, text: Sequence[Paragraph], room: tuple[float, float]
    ) -> bool:
        """Write the paragraphs that fit, and "…" for the rest; tell whether all fit."""
        palette = LOOKS[self.look]
        shrink = next((each for each in _SHRINKS if _height(text, room[0], each) <= room[1]), None)
        is_whole = shrink is not None
        if shrink is None:
            text, shrink = _cut(text, *room), _SHRINKS[-1]
        for number, (words, role) in enumerate(text):
            style = _STYLES[role]
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.space_before = Pt(style.above * shrink * _PT_PER_PX)
            run = paragraph.add_run()
            run.text = words.text
            run.font.size = Pt(round(style.size * shrink * _PT_PER_PX, 1))
            run.font.bold = style.is_bold
            colour = palette.second_text if role == Role.FINE else palette.text
            run.font.color.rgb = RGBColor.from_string(colour.lstrip("#"))
            run._r.get_or_add_rPr().set("lang", words.language)  # noqa: SLF001
            if style.indent:
                paragraph._p.get_or_add_pPr().set("marL", str(style.indent * _EMU_PER_PX))  # noqa: SLF001
        return is_whole


def _fitting_title(text: str, width: float) -> tuple[str, float]:
    """Return a title and its size (px) with which it ends above the text; a longer one is cut."""
    # A program that lacks our typeface sets wider letters.
    room = width * _OTHER_LETTERS
    for shrink in _SHRINKS:
        size = PRESENT_TYPE.title * shrink
        most = int(_TITLE_HEIGHT / (size * _LINE))
        if len(font_metrics.lines(text, size, room, bold=True)) <= most:
            return text, size
    return " ".join(font_metrics.lines(text, size, room, bold=True, most=most)), size


def _fitting(text: Sequence[Paragraph], width: float, room: float) -> Sequence[Paragraph]:
    """Return the first paragraphs that fit into a box (px) at the least size."""
    heights = accumulate(_height((each,), width, _SHRINKS[-1]) for each in text)
    return text[: sum(1 for height in heights if height <= room)]


def _cut(text: Sequence[Paragraph], width: float, room: float) -> Sequence[Paragraph]:
    """Return the paragraphs that fit into a box (px) at the least size, the last cut with "…"."""
    shrink = _SHRINKS[-1]
    whole = _fitting(text, width, room - 2 * PRESENT_TYPE.body * shrink * _LINE)
    words, role = text[len(whole)]
    style = _STYLES[role]
    left = room - _height(whole, width, shrink) - style.above * shrink
    most = max(1, int(left / (style.size * shrink * _LINE)))
    cut = " ".join(_lines(text[len(whole)], width, shrink, most))
    is_last = len(whole) + 1 < len(text) and not cut.endswith("…")
    return (*whole, Paragraph(Phrase(f"{cut} …" if is_last else cut, words.language), role))


def _height(text: Iterable[Paragraph], width: float, shrink: float) -> float:
    """Return how high paragraphs are in a box of this width, both in px."""
    height = 0.0
    for each in text:
        style = _STYLES[each.role]
        lines = len(_lines(each, width, shrink))
        height += (style.above + lines * style.size * _LINE) * shrink
    return height


def _lines(
    paragraph: Paragraph, width: float, shrink: float, most: int | None = None
) -> tuple[str, ...]:
    style = _STYLES[paragraph.role]
    return font_metrics.lines(
        paragraph.words.text,
        style.size * shrink,
        width - style.indent,
        bold=style.is_bold,
        most=most,
    )


def _blank_deck(look: str) -> Deck:
    """Return an empty presentation of 16:9 with the two layouts that are used, in our look."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(_WIDTH * _EMU_PER_PX), Emu(_HEIGHT * _EMU_PER_PX)
    for layout in list(deck.slide_layouts):
        if layout.name not in {_PICTURE_LAYOUT, _TEXT_LAYOUT}:
            deck.slide_layouts.remove(layout)
    palette = LOOKS[look]
    fill = deck.slide_master.background.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(palette.page.lstrip("#"))
    beside = _MAP_WIDTH + _EDGE
    column = _WIDTH - beside - _EDGE
    below, foot = _EDGE + _TITLE_HEIGHT, _HEIGHT - 2 * _EDGE - _TITLE_HEIGHT
    pictured = deck.slide_layouts.get_by_name(_PICTURE_LAYOUT)
    _arrange(pictured, _TITLE, (beside, _EDGE, column, _TITLE_HEIGHT))
    _arrange(pictured, _PICTURE, (0, 0, _MAP_WIDTH, _HEIGHT))
    _arrange(pictured, _TEXT, (beside, below, column, foot))
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
    size, rgb = round(PRESENT_TYPE.title * _PT_PER_PX * 100), colour.lstrip("#")
    style.append(
        parse_xml(
            f'<a:defRPr {nsdecls("a")} sz="{size}" b="1">'
            f'<a:solidFill><a:srgbClr val="{rgb}"/></a:solidFill></a:defRPr>'
        )
    )
