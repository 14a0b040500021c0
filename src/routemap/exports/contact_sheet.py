"""Many small pictures side by side in one: a preview of slides or a film."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from PIL import Image

_COLUMNS, _GAP, _COLOUR = 5, 8, "#B9B6AE"
_CELL_PX = 400
AGAIN = "Map, again"
"""The name of a picture on the second and later slides of a moment."""


def contact_sheet(pictures: Iterable[Image.Image]) -> bytes:
    """Return pictures of equal size in rows, the first at the top left (PNG)."""
    cells = [_small(picture) for picture in pictures]
    width, height = (side + _GAP for side in cells[0].size)
    columns = min(_COLUMNS, len(cells))
    rows = -(-len(cells) // columns)
    sheet = Image.new("RGB", (columns * width + _GAP, rows * height + _GAP), _COLOUR)
    for number, cell in enumerate(cells):
        row, column = divmod(number, columns)
        sheet.paste(cell, (column * width + _GAP, row * height + _GAP))
    output = io.BytesIO()
    sheet.save(output, "PNG")
    return output.getvalue()


def pictures_in(slides: bytes) -> Iterator[Image.Image]:
    """Yield the pictures on the slides of a PPTX, without those that are there `AGAIN`."""
    from pptx import Presentation  # noqa: PLC0415  takes 0.2 s, and most sheets do not need it
    from pptx.enum.shapes import PP_PLACEHOLDER  # noqa: PLC0415

    for slide in Presentation(io.BytesIO(slides)).slides:
        for shape in slide.placeholders:
            is_picture = shape.placeholder_format.type == PP_PLACEHOLDER.PICTURE
            if is_picture and shape.name != AGAIN:
                yield Image.open(io.BytesIO(shape.image.blob))


def _small(picture: Image.Image) -> Image.Image:
    if picture.width <= _CELL_PX:
        return picture
    return picture.resize((_CELL_PX, round(picture.height * _CELL_PX / picture.width)))
