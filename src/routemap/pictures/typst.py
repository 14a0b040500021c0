"""SVG in, PNG, JPEG or PDF out, by Typst."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import ceil, floor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

import typst

from routemap.errors import DrawingError
from routemap.model.journey import Phrase
from routemap.pictures.bidi import is_right_to_left
from routemap.pictures.drawing import Drawing, Text
from routemap.pictures.shaping import typefaces_of, with_boxes
from routemap.pictures.svg import svg
from routemap.pictures.svg_text import TextForm, is_set_by_typst, left_end
from routemap.pictures.typefaces import Typeface
from routemap.pictures.xmp import png_with_metadata

if TYPE_CHECKING:
    from PIL import Image

_PT_PER_INCH, _SCREEN_DPI = 72.0, 96.0
_JPEG_QUALITY = 92
# PDF/A wants a date, but equal pictures are equal bytes: the oldest date there is.
_NO_TIME = 0
_TRY_SVG = "try the format svg"
_TRY_SLIDES = "try the slides, which hold the same words"
_PICTURE = files("routemap.pictures") / "picture.typ"
_PDF_STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]


def png(svg: str, drawing: Drawing, *, packet: str = "") -> bytes:
    """Return a PNG with an XMP packet, from what `svg_for_pixels` writes.

    Raises
    ------
    DrawingError
        If Typst refuses the drawing.
    """
    pixels = _pixels(svg, drawing)
    if drawing.options.is_transparent:
        pixels = _without_margin(pixels, drawing)
    elif drawing.options.palette.is_neutral:
        output = io.BytesIO()
        _image(pixels, drawing).save(output, "PNG")
        pixels = output.getvalue()
    return png_with_metadata(pixels, dpi=_dpi(drawing), packet=packet)


def _without_margin(pixels: bytes, drawing: Drawing) -> bytes:
    """Return a PNG that is transparent beyond the frame of the map, which a margin covers."""
    from PIL import Image  # noqa: PLC0415  only a transparent picture needs it

    output = io.BytesIO()
    mode = "LA" if drawing.options.palette.is_neutral else "RGBA"
    with Image.open(io.BytesIO(pixels)) as image:
        share = image.width / drawing.options.preset.width
        left, top, right, bottom = (side * share for side in drawing.frame)
        frame = (ceil(left), ceil(top), floor(right), floor(bottom))
        cleared = Image.new(mode, image.size)
        cleared.paste(image.convert(mode).crop(frame), frame[:2])
    cleared.save(output, "PNG")
    return output.getvalue()


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


def pdf(drawing: Drawing, form: TextForm, *, alt: str) -> bytes:
    """Return a PDF of one page that is PDF/UA-1 and PDF/A-2a: tagged, its text selectable.

    Parameters
    ----------
    form
        "above halos" for text to select, "outlined" for shapes.

    Raises
    ------
    DrawingError
        If Typst refuses the drawing.
    """
    content = {
        "map": placed_map(drawing, form, alt=alt),
        "title": drawing.title,
        "description": drawing.description,
        "language": drawing.options.language.partition("-")[0],
        "width": drawing.options.preset.width,
        "height": drawing.options.preset.height,
    }
    typefaces = typefaces_of(drawing.texts)
    with _document(_PICTURE, content, typefaces) as compiler, _refusals("the picture", _TRY_SVG):
        made = compiler.compile(format="pdf", pdf_standards=_PDF_STANDARDS, timestamp=_NO_TIME)
    return _with_black_ink(cast("bytes", made))  # one page, one file


def _with_black_ink(pdf: bytes) -> bytes:
    from routemap.pictures.ink import with_black_ink  # noqa: PLC0415  only PDF needs pikepdf

    return with_black_ink(pdf)


def placed_map(drawing: Drawing, form: TextForm, *, alt: str) -> dict[str, Any]:
    """Return a map as the template `map.typ` reads it: its SVG, and the text that stands above."""
    lines = [_line(text) for text in drawing.lines if is_set_by_typst(text)]
    return {
        "svg": svg(drawing, form),
        "alt": alt,
        "lines": lines if form == "above halos" else [],
    }


def _line(text: Text) -> dict[str, Any]:
    return {
        "text": with_boxes(text.text),
        "x": left_end(text),
        "y": text.at[1],
        "size": text.size,
        "weight": 700 if text.is_bold else 400,
        "colour": text.colour,
        "language": _typst_language(text.language),
        "is_right_to_left": is_right_to_left(text.text),
    }


def _pixels(svg: str, drawing: Drawing) -> bytes:
    # Its text is outlined: to read fonts for it would take as long as to draw it.
    preset = drawing.options.preset
    compiler = typst.Compiler(
        _template("pixels.typ"),
        font_paths=_NO_FONTS,
        sys_inputs={
            "svg": svg,
            "width": f"{preset.width}",
            "height": f"{preset.height}",
            "is_transparent": "yes" if drawing.options.is_transparent else "",
        },
    )
    ppi = _PT_PER_INCH * preset.px_per_unit * drawing.options.scale
    with _refusals("the picture", _TRY_SVG):
        return cast("bytes", compiler.compile(format="png", ppi=ppi))


def _dpi(drawing: Drawing) -> float:
    preset, scale = drawing.options.preset, drawing.options.scale
    return scale * (_PT_PER_INCH * preset.px_per_unit if preset.is_print else _SCREEN_DPI)


def document_pdf(
    template: Traversable, content: Mapping[str, Any], typefaces: Sequence[Typeface]
) -> bytes:
    """Return a document of many pages as PDF/UA-1.

    Parameters
    ----------
    template
        The file that lays it out.
    content
        What the template reads as JSON; a phrase is its text, its language and whether it is read
        from right to left.
    typefaces
        Those of its words.

    Raises
    ------
    DrawingError
        If Typst refuses it.
    """
    compiling = _document(template, content, typefaces)
    with compiling as compiler, _refusals("the document", _TRY_SLIDES):
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=_NO_TIME)
    return _with_black_ink(cast("bytes", made))


def texts_in(content: object) -> Iterator[str]:
    """Yield every text in plain data and phrases."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, Phrase):
        yield content.text
    elif isinstance(content, Mapping):
        for each in content.values():
            yield from texts_in(each)
    elif isinstance(content, Sequence):
        for each in content:
            yield from texts_in(each)


def boxed(content: Any) -> Any:  # noqa: ANN401  whatever plain data hold
    """Return plain data and phrases with a box for each letter that no typeface has."""
    if isinstance(content, str):
        return with_boxes(content)
    if isinstance(content, Phrase):
        return replace(content, text=with_boxes(content.text))
    if isinstance(content, Mapping):
        return {name: boxed(each) for name, each in content.items()}
    return [boxed(each) for each in content] if isinstance(content, Sequence) else content


def document_pages(
    template: Traversable, content: Mapping[str, Any], typefaces: Sequence[Typeface], ppi: float
) -> list[bytes]:
    """Return the pages of the same document as PNG, `ppi` pixels per inch."""
    compiling = _document(template, content, typefaces)
    with compiling as compiler, _refusals("the document", _TRY_SLIDES):
        made = compiler.compile(format="png", ppi=ppi)
    return made if isinstance(made, list) else [cast("bytes", made)]


@contextmanager
def _document(
    template: Traversable, content: Mapping[str, Any], typefaces: Sequence[Typeface]
) -> Iterator[typst.Compiler]:
    """Give the compiler of a template.

    All text goes in as data: none is ever read as source.
    """
    families = [typeface.name_in_typst for typeface in typefaces]
    data = json.dumps({**content, "fonts": families}, ensure_ascii=False, default=_told)
    with _font_folders(typefaces) as folders:
        yield typst.Compiler(
            _template("map.typ") + template.read_bytes(),
            font_paths=_fonts(folders),
            sys_inputs={"data": data},
        )


@contextmanager
def _font_folders(typefaces: Sequence[Typeface]) -> Iterator[tuple[Path, ...]]:
    """Give the folders of typefaces: Typst reads files alone, so a held one is written to some.

    Of two of one name it would take either: ours is then left out.
    """
    held_names = {each.name_in_typst for each in typefaces if each.held}
    ours = (each for each in typefaces if each.name_in_typst not in held_names)
    folders = dict.fromkeys(path.parent for each in ours for path in each.paths)
    held = [content for each in typefaces for content in each.held]
    if not held:
        yield (*folders,)
        return
    with TemporaryDirectory() as folder:
        for number, content in enumerate(held):
            Path(folder, f"{number}.otf").write_bytes(content)
        yield Path(folder), *folders


def _told(phrase: Phrase) -> list[str | bool]:
    language = _typst_language(phrase.language)
    return [phrase.text, language, is_right_to_left(phrase.text)]


def _typst_language(language: str) -> str:
    """Return a language without its region, as Typst names it."""
    return language.partition("-")[0].lower() or "en"


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
def _template(name: str) -> bytes:
    return files("routemap.pictures").joinpath(name).read_bytes()


@lru_cache(maxsize=64)
def _fonts(folders: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )
