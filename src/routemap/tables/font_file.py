"""The typeface beside the tables that journey.toml names."""

from __future__ import annotations

import struct
from collections.abc import Callable

from routemap.tables.folder import Files
from routemap.tables.named_file import FileKind, named_content

FONT_ENDINGS = (".otf", ".ttf")
_MOST_BYTES = 5_000_000
_STARTS = (b"OTTO", b"\0\1\0\0", b"true")
_KINDS = "OTF or TTF"
_ANOTHER = f"save it as {_KINDS}"


def font_content(name: str, files: Files, tell: Callable[[str, str], object]) -> bytes | None:
    """Return the bytes of a typeface as `named_content` does, if text can be set in it."""
    kind = FileKind("a typeface", FONT_ENDINGS, lambda content: [*filter(None, [_fault(content)])])
    return named_content(name, files, tell, kind)


def _fault(content: bytes) -> tuple[str, str] | None:
    """Return why a file cannot set text and how to mend it, None if it can."""
    if len(content) > _MOST_BYTES:
        sizes = f"{len(content) / 1000:,.0f} kB, the limit is {_MOST_BYTES / 1000:,.0f}"
        return f"the typeface has {sizes}", "leave out letters that the journey does not need"
    if not content.startswith(_STARTS):
        return f"the file is no {_KINDS} typeface", _ANOTHER
    import uharfbuzz as hb  # noqa: PLC0415  most journeys have no typeface of their own

    face = hb.Face(content)
    is_whole = {"cmap", "head", "hhea", "hmtx"} <= {*face.table_tags} and face.glyph_count
    if not is_whole or _end_of_tables(content) > len(content):
        return "the typeface is broken", "save it again, or get another copy"
    font, letters = hb.Font(face), [*face.unicodes]
    drawn = (font.get_glyph_extents(font.get_nominal_glyph(each) or 0) for each in letters)
    if not any(each and each.width and each.height for each in drawn):
        return "the typeface has no letters that are outlines", _ANOTHER
    return None


def _end_of_tables(content: bytes) -> int:
    """Return where the last table of a font ends, by the directory at its head."""
    (count,) = struct.unpack_from(">H", content, 4)
    listed = struct.iter_unpack(">4sIII", content[12 : 12 + 16 * count])
    return max((start + length for _, _, start, length in listed), default=0)
