"""A picture beside the tables that journey.toml names: of a map, or a logo."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Sequence

from routemap.tables.folder import Files
from routemap.tables.limits import MOST_IMAGE_PIXELS
from routemap.tables.problems import ProblemLog, one_of, plain, shown

_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
# A PNG begins with its size (IHDR), though Pillow accepts other chunks before: it is read there.
_STARTS = {
    "PNG": rb"\x89PNG\r\n\x1a\n.{4}IHDR",
    "JPEG": rb"\xff\xd8\xff",
    "WEBP": rb"RIFF.{4}WEBP",
}
_NAMES = {"PNG": "PNG", "JPEG": "JPEG", "WEBP": "WebP"}
# A mode of Pillow with eight bits to a colour.
_EIGHT_BITS = {"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"}


def picture_content(
    name: str, files: Files, tell: Callable[[str, str], object], endings: Sequence[str]
) -> bytes | None:
    """Return the bytes of a picture, None after telling why they cannot be drawn.

    Parameters
    ----------
    name, files
        What journey.toml calls it, and where it lies.
    tell
        Called with what is wrong and how to mend it.
    endings
        Those that its name may have.
    """
    formats = tuple(dict.fromkeys(_FORMATS[each] for each in endings))
    named = one_of([_NAMES[each] for each in formats])
    if not is_picture_name(name, endings):
        what = f"{shown(name)} is not the name of a {named} picture in this folder"
        hint = f"put it beside the tables and write its name, which ends in {one_of(endings)}"
        tell(what, hint)
        return None
    found = ProblemLog(name)
    content = files.other(name, found)
    told = [(problem.what, problem.hint) for problem in found.in_row_order]
    if content is not None:
        told = [*_faults(content, formats, named)]
    for what, hint in told:
        tell(f"{shown(name)}: {what}", hint)
    return content if not told else None


def is_picture_name(name: str, endings: Sequence[str]) -> bool:
    """Tell whether this can only be a picture in the folder itself: no path, no hidden file."""
    is_picture = name.lower().endswith(tuple(endings))
    return is_picture and name.isprintable() and not re.search(r'^\.|[/\\:*?"<>|]', name)


def _faults(content: bytes, formats: tuple[str, ...], named: str) -> list[tuple[str, str]]:
    """Return why a picture cannot be drawn and how to mend it, nothing if it can.

    Its size is known from its head, so that no more is unpacked than may be.
    """
    if not any(re.match(_STARTS[each], content, re.DOTALL) for each in formats):
        return [(f"the file is no {named} picture", "save it as one")]
    from PIL import Image  # noqa: PLC0415  most journeys have no picture of a map

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # bounded below
            image = Image.open(io.BytesIO(content), formats=formats)
            width, height = image.size
            if width * height > MOST_IMAGE_PIXELS:
                return [_too_many(width * height)]
            image.load()
    except Image.DecompressionBombError:
        return [_too_many(0)]
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError) as problem:
        why = plain(str(problem)) or type(problem).__name__
        return [(f"the picture is broken ({why})", "save it again, or get another copy")]
    if image.mode not in _EIGHT_BITS:
        return [("the picture has more than 8 bits to a colour", "save it with 8")]
    return []


def _too_many(pixels: int) -> tuple[str, str]:
    most = f"{MOST_IMAGE_PIXELS // 1_000_000} million"
    has = f"{pixels / 1e6:,.1f} million" if pixels else "far too many"
    return f"the picture has {has} pixels, the limit is {most}", "make it smaller"
