"""The logo of a house style: in a corner of the sheet, beside the words there, never on the map."""

from __future__ import annotations

import io
import struct
from base64 import b64encode
from functools import lru_cache

from routemap.model.house_style import HouseStyle
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.svg_markup import element
from routemap.pictures.view import Box

# In pixels of `look.py`, and in parts of the sheet: the most that it may have.
_HEIGHT, _HEIGHT_SHARE, _WIDTH_SHARE = 44.0, 0.1, 0.3
# Where the header of a PNG has width and height.
_SIZE = slice(16, 24)


def logo_box(options: PictureOptions) -> Box | None:
    """Return where the logo stands, None where there is none."""
    style, preset = options.style, options.preset
    if not style.logo_content or Part.LOGO in options.without:
        return None
    most = min(_HEIGHT * options.unit, _HEIGHT_SHARE * preset.height)
    width, height = logo_size(style, _WIDTH_SHARE * preset.width, most)
    left = preset.margin if style.logo_corner.is_left else preset.width - preset.margin - width
    # As far from the edge as titles and credits.
    bottom = preset.height - preset.margin * 0.6
    top = preset.margin * 0.8 if style.logo_corner.is_top else bottom - height
    return Box(left, top, left + width, top + height)


def logo_size(style: HouseStyle, most_width: float, most_height: float) -> tuple[float, float]:
    """Return width and height of a logo within these bounds."""
    width, height = struct.unpack(">II", style.logo_content[_SIZE])
    share = min(most_width / width, most_height / height)
    return width * share, height * share


def words_beside(options: PictureOptions, *, is_above: bool) -> tuple[Box | None, float, float]:
    """Return the logo above or below the map, and where words begin and end beside it."""
    preset, box = options.preset, logo_box(options)
    left, right = preset.margin, preset.width - preset.margin
    if box is None or options.style.logo_corner.is_top != is_above:
        return None, left, right
    gap = preset.type.body
    is_left = options.style.logo_corner.is_left
    return (box, box.right + gap, right) if is_left else (box, left, box.left - gap)


def logo_svg(options: PictureOptions) -> str:
    """Return the logo as SVG, "" where there is none."""
    box = logo_box(options)
    if box is None:
        return ""
    content = options.style.logo_content
    if options.palette.is_neutral:
        content = _in_grey(content)
    return element(
        "image",
        id="logo",
        **{"xlink:href": f"data:image/png;base64,{b64encode(content).decode()}"},
        x=box.left,
        y=box.top,
        width=box.width,
        height=box.height,
    )


@lru_cache(maxsize=2)
def _in_grey(content: bytes) -> bytes:
    """Return a logo in one channel beside its opacity, printed with black ink alone."""
    from PIL import Image  # noqa: PLC0415  a picture in colour does without

    output = io.BytesIO()
    with Image.open(io.BytesIO(content)) as image:
        # Its profile, if it has one, is of colours. Opacity may stand in a table of colours.
        image.convert("RGBA").convert("LA").save(output, "PNG", icc_profile=None)
    return output.getvalue()
