"""The typeface beside the tables that journey.toml names."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

from routemap.tables.folder import Files
from routemap.tables.problems import ProblemLog, one_of, shown

FONT_ENDINGS = (".otf", ".ttf")
_MOST_BYTES = 5_000_000
_STARTS = (b"OTTO", b"\0\1\0\0", b"true")
_KINDS = "OTF or TTF"
_ANOTHER = f"save it as {_KINDS}"


def is_font_name(name: str) -> bool:
    """Tell whether this can only be a typeface in the folder itself: no path, no hidden file."""
    is_font = name.lower().endswith(FONT_ENDINGS)
    return is_font and name.isprintable() and not re.search(r'^\.|[/\\:*?"<>|]', name)


def font_content(name: str, files: Files, tell: Callable[[str, str], object]) -> bytes | None:
    """Return the bytes of a typeface, None after telling why it cannot be set.

    Parameters
    ----------
    name, files
        What journey.toml calls it, and where it lies.
    tell
        Called with what is wrong and how to mend it.
    """
    if not is_font_name(name):
        what = f"{shown(name)} is not the name of a typeface in this folder"
        hint = f"put it beside the tables and write its name, which ends in {one_of(FONT_ENDINGS)}"
        tell(what, hint)
        return None
    found = ProblemLog(name)
    content = files.other(name, found)
    told = [(problem.what, problem.hint) for problem in found.in_row_order]
    if content is not None:
        told = [*filter(None, [_fault(content)])]
    for what, hint in told:
        tell(f"{shown(name)}: {what}", hint)
    return content if not told else None


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
