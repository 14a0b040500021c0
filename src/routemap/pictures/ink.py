"""Grey printed with black ink alone, in files for print as in files of pixels."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Name

_ONE_CHANNEL = 1


def with_black_ink(pdf: bytes) -> bytes:
    """Return a PDF whose greys are black ink alone, with its tags and metadata as they are.

    Typst writes a neutral colour as one channel with a profile, which a printer's program turns
    into four inks that must meet exactly. `DeviceGray` is the black plate (ISO 32000-2, 8.6.4.2);
    PDF/A-2 allows it beside an output intent.
    """
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for each in opened.objects:
            if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                _take_black(each)
                if isinstance(resources := each.get(Name.Resources), pikepdf.Dictionary):
                    _take_black(resources)
        # Equal pictures are equal bytes, and the metadata are those of the picture.
        opened.save(output, fix_metadata_version=False, deterministic_id=True)
    return output.getvalue()


def _take_black(owner: pikepdf.Dictionary | pikepdf.Stream) -> None:
    """Let an image, or all that use the same resources, take their greys from the black plate."""
    space = owner.get(Name.ColorSpace)
    if _is_grey(space):
        owner[Name.ColorSpace] = Name.DeviceGray
    elif isinstance(space, pikepdf.Dictionary):
        for name in space.keys():  # noqa: SIM118  pikepdf's dictionaries yield no names
            if _is_grey(space[name]):
                space[name] = Name.DeviceGray


def _is_grey(space: object) -> bool:
    if not isinstance(space, pikepdf.Array) or space[0] != Name.ICCBased:
        return False
    return bool(space[1][Name.N] == _ONE_CHANNEL)
