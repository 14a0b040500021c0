"""SVG in, PNG, JPEG or PDF out, by Typst."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, cast

import typst

from routemap.errors import DrawingError
from routemap.model.journey import Phrase
from routemap.pictures.drawing import Drawing
from routemap.pictures.font_metrics import FAMILY, FONT_FOLDER
from routemap.pictures.xmp import png_with_metadata

if TYPE_CHECKING:
    from PIL import Image

_PT_PER_INCH, _SCREEN_DPI = 72.0, 96.0
_JPEG_QUALITY = 92
# PDF/A wants a date, but equal pictures are equal bytes: the oldest date there is.
_NO_TIME = 0
_TRY_SVG = "try the format svg"
_TRY_SLIDES = "try the slides, which hold the same words"
_PDF_STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]


def png(svg: str, drawing: Drawing, *, packet: str = "") -> bytes:
    """Return a PNG with an XMP packet, from what `svg_for_pixels` writes.

    Raises
    ------
    DrawingError
        If Typst refuses the drawing.
    """
    pixels = _pixels(svg, drawing)
    if drawing.options.palette.is_neutral:
        output = io.BytesIO()
        _image(pixels, drawing).save(output, "PNG")
        pixels = output.getvalue()
    return png_with_metadata(pixels, dpi=_dpi(drawing), packet=packet)


def jpeg(svg: str, drawing: Drawing, *, packet: str = "") -> bytes:
    """Return the same picture as JPEG."""
    dpi, output = round(_dpi(drawing)), io.BytesIO()
    image = _image(_pixels(svg, drawing), drawing)
    image.save(output, "JPEG", quality=_JPEG_QUALITY, xmp=packet.encode(), dpi=(dpi, dpi))
    return output.getvalue()


def _image(pixels: bytes, drawing: Drawing) -> Image.Image:
    """Return the pixels in one channel if they are grey, else in three."""
    from PIL import Image  # noqa: PLC0415  a PNG in colour does without

    opened = Image.open(io.BytesIO(pixels))
    return opened.convert("L" if drawing.options.palette.is_neutral else "RGB")


def pdf(svg: str, drawing: Drawing, *, alt: str) -> bytes:
    """Return a PDF of one page that is PDF/UA-1 and PDF/A-2a: tagged, its text selectable.

    Raises
    ------
    DrawingError
        If Typst refuses the drawing.
    """
    compiler = _compiler(svg, drawing, alt, _fonts())
    with _refusals("the picture", _TRY_SVG):
        made = compiler.compile(format="pdf", pdf_standards=_PDF_STANDARDS, timestamp=_NO_TIME)
    return _with_black_ink(cast("bytes", made))  # one page, one file


def _with_black_ink(pdf: bytes) -> bytes:
    from routemap.pictures.ink import with_black_ink  # noqa: PLC0415  only PDF needs pikepdf

    return with_black_ink(pdf)


def _pixels(svg: str, drawing: Drawing) -> bytes:
    # Its text is outlined: to read fonts for it would take as long as to draw it.
    compiler = _compiler(svg, drawing, drawing.title, _NO_FONTS)
    ppi = _PT_PER_INCH * drawing.options.preset.px_per_unit * drawing.options.scale
    with _refusals("the picture", _TRY_SVG):
        return cast("bytes", compiler.compile(format="png", ppi=ppi))


def _dpi(drawing: Drawing) -> float:
    preset, scale = drawing.options.preset, drawing.options.scale
    return scale * (_PT_PER_INCH * preset.px_per_unit if preset.is_print else _SCREEN_DPI)


def document_pdf(template: Traversable, content: Mapping[str, Any]) -> bytes:
    """Return a document of many pages as PDF/UA-1.

    Parameters
    ----------
    template
        The file that lays it out.
    content
        What the template reads as JSON; a phrase is a pair of its text and language.

    Raises
    ------
    DrawingError
        If Typst refuses it.
    """

    def compiled(fonts: typst.Fonts) -> bytes:
        compiler = _document(template, content, fonts)
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=_NO_TIME)
        return _with_black_ink(cast("bytes", made))

    with _refusals("the document", _TRY_SLIDES):
        try:
            return compiled(_fonts())
        except typst.TypstError:
            # Our typeface lacks a glyph, as of Chinese or Arabic; a font of the system may have it.
            return compiled(_all_fonts())


def document_pages(template: Traversable, content: Mapping[str, Any], ppi: float) -> list[bytes]:
    """Return the pages of the same document as PNG, `ppi` pixels per inch."""
    compiler = _document(template, content, _all_fonts())
    with _refusals("the document", _TRY_SLIDES):
        made = compiler.compile(format="png", ppi=ppi)
    return made if isinstance(made, list) else [cast("bytes", made)]


def _document(
    template: Traversable, content: Mapping[str, Any], fonts: typst.Fonts
) -> typst.Compiler:
    data = json.dumps(content, ensure_ascii=False, default=_pair)
    return typst.Compiler(template.read_bytes(), font_paths=fonts, sys_inputs={"data": data})


def _pair(phrase: Phrase) -> list[str]:
    """Return text and language; Typst names languages without their regions."""
    return [phrase.text, phrase.language.partition("-")[0].lower() or "en"]


@contextmanager
def _refusals(what: str, advice: str) -> Iterator[None]:
    """Raise in one line what Typst refuses; it writes several."""
    try:
        yield
    except typst.TypstError as error:
        why = " ".join(str(error).split())
        raise DrawingError(f"{what} cannot be made: {why}; {advice}") from error


_NO_FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONT_FOLDER]
    )


@cache
def _all_fonts() -> typst.Fonts:
    return typst.Fonts(include_embedded_fonts=False, font_paths=[FONT_FOLDER])


@cache
def _template() -> bytes:
    return files("routemap.pictures").joinpath("picture.typ").read_bytes()


def _compiler(svg: str, drawing: Drawing, alt: str, fonts: typst.Fonts) -> typst.Compiler:
    """Return the compiler of a page that the drawing fills; its unit is a point.

    All text goes in as data: none is ever read as source.
    """
    data = {
        "svg": svg,
        "alt": alt,
        "title": drawing.title,
        "description": drawing.description,
        "font": FAMILY,
        "language": drawing.options.language.partition("-")[0],
        "width": f"{drawing.options.preset.width}",
        "height": f"{drawing.options.preset.height}",
    }
    return typst.Compiler(_template(), font_paths=fonts, sys_inputs=data)
