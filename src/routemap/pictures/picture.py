"""One picture in any format."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from routemap.errors import DrawingError, ParameterError
from routemap.pictures.legibility import refuse_illegible
from routemap.pictures.svg import svg
from routemap.pictures.xmp import PictureMetadata, jpeg_xmp_packet, picture_metadata, xmp_packet

if TYPE_CHECKING:
    from routemap.model.itinerary import Scene
    from routemap.pictures.drawing import Drawing
    from routemap.pictures.options import PictureOptions
    from routemap.pictures.sizes import Preset

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
"""Of the pictures of all dates together: of the web's size 9,900, and 490 from a server."""
# A picture without pixels takes as long to draw as one with so many.
_PIXELS_OF_LINES = 1e6


def pixels(preset: Preset, scale: float, form: str) -> float:
    """Return how many pixels a picture has, or what it is worth that has none."""
    if form in {"svg", "pdf"}:
        return _PIXELS_OF_LINES
    return preset.width * preset.height * (preset.px_per_unit * scale) ** 2


@dataclass(frozen=True)
class Picture:
    """A picture of a scene, drawn once and written in as many formats as are asked for."""

    scene: Scene
    options: PictureOptions

    @cached_property
    def drawing(self) -> Drawing:
        """Return what it shows and where."""
        from routemap.pictures.compose import compose  # noqa: PLC0415  a server starts without PROJ

        return compose(self.scene, self.options)

    @cached_property
    def metadata(self) -> PictureMetadata:
        """Return what it tells of itself."""
        return picture_metadata(self.scene, self.options.language)

    @cached_property
    def legible(self) -> Drawing:
        """Return the drawing, if our typeface has letters for all that is written on it.

        Raises
        ------
        LettersError
            If not; the message says where in the tables the words stand.
        """
        refuse_illegible(self.drawing.texts, self.scene.journey, self.options.language)
        return self.drawing

    @cached_property
    def _outlined(self) -> str:
        return svg(self.legible, outlined=True)

    def written(
        self,
        form: str,
        *,
        scale: float = 1.0,
        live_text: bool = False,
        most_pixels: float = MOST_PIXELS,
    ) -> bytes:
        """Return the picture as a file.

        Parameters
        ----------
        form
            One of `FORMATS`.
        scale
            Pixels for each of the preset's, for pictures made of pixels.
        live_text
            Whether an SVG keeps its text as text in a named font instead of as outlines.
        most_pixels
            What there is memory for.

        Raises
        ------
        ParameterError
            If the size leaves no room for a map, or the picture has too many pixels.
        DrawingError
            If our typeface lacks letters, or Typst refuses the drawing.
        """
        packet = xmp_packet(self.metadata)
        if form == "svg":
            metadata = f"<metadata>{packet}</metadata>"
            # Live text is set by the program that shows it, in the typefaces that it has.
            drawing = self.drawing if live_text else self.legible
            return svg(drawing, outlined=not live_text, metadata=metadata).encode()
        if form == "pdf":
            return self._pdf()
        if pixels(self.options.preset, scale, form) > most_pixels:
            raise ParameterError(
                "scale",
                f"“{self.options.preset.name}” at scale {scale:g} has too many pixels to draw; "
                "choose a smaller scale or size, or the format svg or pdf",
            )
        from routemap.pictures import typst  # noqa: PLC0415  SVG does without Typst

        make = {"png": typst.png, "jpg": typst.jpeg}[form]
        if form == "jpg":
            packet = jpeg_xmp_packet(self.metadata)
        return make(self._outlined, self.drawing, scale=scale, packet=packet)

    def _pdf(self) -> bytes:
        """Return a PDF with text to select, or with outlines where PDF/A refuses a letter as text.

        It refuses those that join others, as a mark on a letter that has no shape with it.
        """
        from routemap.pictures import typst  # noqa: PLC0415  SVG does without Typst

        alt = self.metadata.alt
        try:
            return typst.pdf(svg(self.legible), self.drawing, alt=alt)
        except DrawingError:
            return typst.pdf(self._outlined, self.drawing, alt=alt)
