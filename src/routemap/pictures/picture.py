"""A picture in any format, and the pictures of all moments in one ZIP archive."""

from __future__ import annotations

import gc
import io
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from routemap.declutter import is_long
from routemap.errors import DrawingError, ParameterError
from routemap.i18n.catalog import LANGUAGES
from routemap.i18n.languages import told_language
from routemap.model.itinerary import Scene
from routemap.pictures.clip import is_inside
from routemap.pictures.drawing import Drawing
from routemap.pictures.house_typeface import house_typeface
from routemap.pictures.legibility import refuse_illegible
from routemap.pictures.options import CloseUp, PictureOptions, look_in_name
from routemap.pictures.svg import svg, svg_for_pixels
from routemap.pictures.svg_text import TextForm
from routemap.pictures.typefaces import led_by
from routemap.pictures.xmp import PictureMetadata, jpeg_xmp_packet, picture_metadata, xmp_packet
from routemap.tables.csv_text import csv_text
from routemap.tables.ids import slug, who_in_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from routemap.pictures.fixed_view import FixedView
    from routemap.pictures.omissions import Omission

FORMATS = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
}
"""Formats by the ending of a file's name, with their media types."""
MOST_PIXELS, MOST_SERVED_PIXELS = 80e6, 20e6
"""An A3 sheet at 600 dpi has 70 million, at 300 dpi 17; a server draws for many at once."""
MOST_WHOLE_PIXELS, MOST_SERVED_WHOLE_PIXELS = 8e9, 400e6
"""Of the pictures of all dates together: 9,900 of the size "web", and 490 from a server."""
# A vector picture takes as long to draw as a raster picture of so many pixels; and however small a
# picture is, its layout takes as long as painting so many.
_VECTOR_PIXELS, _LEAST_PIXELS = 1e6, 0.8e6
# Equal pictures make equal archives, whenever they are packed.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Picture:
    """A picture of a scene, laid out once and rendered in any number of formats."""

    scene: Scene
    options: PictureOptions
    series: FixedView | None = None
    """The map that it shares with the pictures of other moments."""

    @cached_property
    def drawing(self) -> Drawing:
        """Return the shapes and texts of the picture in their places."""
        if self.series:
            return self.series.drawing(self.scene)
        from routemap.pictures.compose import compose  # noqa: PLC0415  a server starts without PROJ

        with self._set, _no_search_for_cycles(is_wanted=is_long(self.scene.journey)):
            return compose(self.scene, self.options)

    @cached_property
    def metadata(self) -> PictureMetadata:
        """Return title, alt text, credit and licence."""
        return picture_metadata(self.scene, self.options)

    @cached_property
    def left_out(self) -> tuple[Omission, ...]:
        """Return what found no room."""
        from routemap.pictures.omissions import omissions  # noqa: PLC0415  as of `compose`

        if self.options.bare:
            return ()
        with self._set:
            return omissions(self.scene, self.drawing)

    @property
    def other_names(self) -> tuple[str, ...]:
        """Return names of towns that it might bear too."""
        from routemap.pictures.names import other_names  # noqa: PLC0415  as of `compose`

        with self._set:
            return other_names(self.scene, self.drawing)

    @property
    def has_room(self) -> bool:
        """Tell whether its size leaves room for a map beside key and credits."""
        try:
            return bool(self.drawing)
        except ParameterError:
            return False

    @property
    def shows_stops(self) -> bool:
        """Tell whether a stop lies in the part of the map that is shown."""
        view = self.drawing.view
        places = view.marks(self.scene.itinerary.stop_positions)
        return any(is_inside(view.frame, place) for place in places)

    @cached_property
    def legible(self) -> Drawing:
        """Return the drawing if there are typefaces for all its text, or boxes are allowed.

        Raises
        ------
        LettersError
            If not; the message names the cell of the tables.
        """
        if not self.options.allows_missing_letters:
            with self._set:
                refuse_illegible(self.drawing.texts, self.scene.journey, self.options.language)
        return self.drawing

    @property
    def _set(self) -> AbstractContextManager[None]:
        return led_by(house_typeface(self.scene.journey.style))

    def render(self, form: str, *, most_pixels: float = MOST_PIXELS) -> bytes:
        """Return the picture as a file.

        Parameters
        ----------
        form
            One of `FORMATS`.
        most_pixels
            The number of pixels that memory allows.

        Raises
        ------
        ParameterError
            If the size leaves no room for a map, the picture has too many pixels, or it has no page
            and the format needs one.
        DrawingError
            If no typeface has a letter, or Typst refuses the drawing.
        """
        if form == "svg":
            metadata = f"<metadata>{xmp_packet(self.metadata)}</metadata>"
            # The program that shows live text has typefaces of its own.
            is_live = self.options.live_text
            drawing = self.drawing if is_live else self.legible
            text: TextForm = "live" if is_live else "outlined for all"
            with self._set:
                return svg(drawing, text, metadata=metadata).encode()
        if form == "pdf":
            return self._pdf()
        if self._pixels(form) > most_pixels:
            raise ParameterError(
                "scale",
                f"{self._size} has too many pixels; "
                "choose a smaller scale or size, or the format svg or pdf",
            )
        from routemap.pictures import typst  # noqa: PLC0415  SVG does without Typst

        if form == "jpg" and self.options.is_transparent:
            message = "jpg has no transparency; choose the format png, svg or pdf"
            raise ParameterError("transparent", message)
        if form == "jpg":
            return typst.jpeg(self._for_pixels, self.drawing, packet=jpeg_xmp_packet(self.metadata))
        return typst.png(self._for_pixels, self.drawing, packet=xmp_packet(self.metadata))

    def _pdf(self) -> bytes:
        """Return a PDF with text to select, or outlined text if PDF/A refuses a letter as text.

        It refuses letters joined to others, such as a combining mark without a common glyph.
        """
        from routemap.pictures import typst  # noqa: PLC0415  SVG does without Typst

        alt = self.metadata.alt
        with self._set:
            try:
                return typst.pdf(self.legible, "above halos", alt=alt)
            except DrawingError:
                return typst.pdf(self.legible, "outlined", alt=alt)

    @cached_property
    def _for_pixels(self) -> str:
        with self._set:
            return svg_for_pixels(self.legible)

    @property
    def _size(self) -> str:
        return f"“{self.options.preset.name}” at scale {self.options.scale:g}"

    def _pixels(self, form: str) -> float:
        """Return the number of pixels, or for a vector format a number of equal cost."""
        if form in {"svg", "pdf"}:
            return _VECTOR_PIXELS
        preset = self.options.preset
        return preset.width * preset.height * (preset.px_per_unit * self.options.scale) ** 2

    def file_name(self, form: str) -> str:
        """Return a file name with date, size, look and language: "2023-09-13-web-grey-ko.png".

        Behind them stands what tells it from the whole: "route-web-en-khasan.svg" is a close-up.
        """
        return f"{self._moment}-{self._size_name}-{self._told}.{form}"

    @property
    def archive_name(self) -> str:
        """Return the file name of the pictures of all moments: "web-grey-ko.zip"."""
        return f"{self._size_name}-{self._told}.zip"

    @property
    def responsive_name(self) -> str:
        """Return the file name of this one in three widths: "2023-09-13-responsive-grey-ko.zip"."""
        return f"{self._moment}-responsive-{self._told}.zip"

    @property
    def _moment(self) -> str:
        return "route" if self.scene.is_over else self.scene.moment.id.replace("/", "_")

    @property
    def _size_name(self) -> str:
        return self.options.preset.name.replace(" ", "")

    @property
    def _told(self) -> str:
        told = told_language(self.scene.itinerary, self.options.language)
        language = self.options.language if told in LANGUAGES else told
        bare = ("bare", str(self.options.bare)) if self.options.bare else ()
        usual = (*look_in_name(self.options.look), language)
        return "-".join((*usual, *self._area_name, *who_in_name(self.scene.itinerary), *bare))

    @property
    def _area_name(self) -> tuple[str, ...]:
        area = self.options.area
        if isinstance(area, CloseUp):
            stop = self.scene.journey.stops[area.stop]
            return (slug(stop.id) or f"stop-{area.stop + 1}",)
        return ("extent",) if area else ()

    def of_all_moments(self) -> Iterator[Picture]:
        """Yield the pictures of all moments: nothing moves from one to the next but the journey."""
        from routemap.pictures.fixed_view import FixedView  # noqa: PLC0415  as of `compose`

        itinerary = self.scene.itinerary
        series = FixedView(itinerary, self.options)
        for number in range(len(itinerary.timeline.moments)):
            yield replace(self, scene=itinerary.scene(number), series=series)

    def refuse_whole(self, form: str, most_pixels: float) -> None:
        """Refuse the pictures of all moments if they are too many or too large.

        Parameters
        ----------
        form
            One of `FORMATS`.
        most_pixels
            How many pixels they may have together; it bounds the number of small ones, too.

        Raises
        ------
        ParameterError
            With how many there would be, and how to ask for less.
        """
        moments = len(self.scene.itinerary.timeline.moments)
        whole, most = moments * self._pixels(form), int(most_pixels / _LEAST_PIXELS)
        if whole > most_pixels:
            raise ParameterError(
                "scale",
                f"all {moments:,} dates as {self._size} would be {whole / 1e6:,.0f} million "
                f"pixels, more than {most_pixels / 1e6:,.0f}; "
                "choose a smaller size or scale, or one date at a time",
            )
        if moments > most:
            raise ParameterError(
                "date",
                f"all dates would be {moments:,} pictures, more than {most:,}; "
                "choose one date at a time",
            )


@contextmanager
def _no_search_for_cycles(*, is_wanted: bool) -> Iterator[None]:
    """Let Python not look for unused cycles of objects meanwhile, if that is wanted.

    Of ten thousand stops it would go through hundreds of thousands of places, a dozen times, and
    find none: a seventh of the work.
    """
    if not (is_wanted and gc.isenabled()):
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def zip_of_moments(picture: Picture, form: str, *, most_pixels: float, most_bytes: float) -> bytes:
    """Return the pictures of all moments as ZIP, with their captions and alt texts in texts.csv.

    Raises
    ------
    ParameterError
        As `Picture.render`, or if the pictures are too many or the archive is too large.
    DrawingError
        As `Picture.render`.
    """
    picture.refuse_whole(form, MOST_SERVED_WHOLE_PIXELS)
    output = io.BytesIO()
    texts = [("file", "caption", "alt_text", "credit", "source", "licence", "left_out")]
    with zipfile.ZipFile(output, "w") as archive:
        for one in picture.of_all_moments():
            name, about = one.file_name(form), one.metadata
            archive.writestr(zip_entry(name), one.render(form, most_pixels=most_pixels))
            left_out = "; ".join(each.in_words(about.language) for each in one.left_out)
            told = (about.caption, about.alt, about.credit, about.source, about.rights, left_out)
            texts.append((name, *told))
            if output.tell() > most_bytes:
                raise ParameterError(
                    "scale", "all dates together are too large; choose a smaller size or scale"
                )
        # Spreadsheets recognise UTF-8 by a byte order mark.
        archive.writestr(zip_entry("texts.csv"), csv_text(texts).encode("utf-8-sig"))
    return output.getvalue()


def zip_entry(name: str) -> zipfile.ZipInfo:
    """Return an entry of an archive that is the same whenever it is packed."""
    entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
