"""The typeface of a house style: read from the bytes of its file, in the weights that it has."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import uharfbuzz as hb

from routemap.model.house_style import HouseStyle
from routemap.pictures.typefaces import Typeface, family_of

_REGULAR, _BOLD = 400.0, 700.0
_WEIGHT = "wght"


def house_typeface(style: HouseStyle) -> Typeface | None:
    """Return the typeface of a house style, None where there is none."""
    return _made(style.font_content) if style.font_content else None


@lru_cache(maxsize=4)
def _made(content: bytes) -> Typeface:
    regular, bold = _weights(content)
    return Typeface(
        family_of(hb.Face(regular)) or "House", regular, bold, set_as=_name_in_typst(regular)
    )


def _weights(content: bytes) -> tuple[bytes, bytes]:
    """Return a font in both weights: a variable one cut to each, any other as it is."""
    face = hb.Face(content)
    axes = {axis.tag: axis for axis in face.axis_infos} if face.has_var_data else {}
    if not axes:
        return content, content
    weights = (_REGULAR, _BOLD) if _WEIGHT in axes else (None,)
    cut = []
    for weight in weights:
        wanted = hb.SubsetInput()
        wanted.keep_everything()
        wanted.pin_all_axes_to_default(face)
        if weight is not None:
            least, most = axes[_WEIGHT].min_value, axes[_WEIGHT].max_value
            wanted.pin_axis_location(face, _WEIGHT, min(max(weight, least), most))
        cut.append(wanted.subset(face).blob.data)
    return cut[0], cut[-1]


def _name_in_typst(content: bytes) -> str:
    """Return what Typst calls a font: not always what the font calls itself."""
    import typst  # noqa: PLC0415  journeys without a typeface of their own do without here

    with TemporaryDirectory() as folder:
        Path(folder, "house.otf").write_bytes(content)
        found = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        )
        return next(iter(found.families()), "")
