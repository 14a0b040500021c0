"""A picture beside the tables: of a map, a logo, or beside a story."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Sequence

from routemap.tables.folder import Files
from routemap.tables.limits import MOST_IMAGE_PIXELS
from routemap.tables.named_file import FileKind, named_content
from routemap.tables.problems import one_of, plain

_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
# A PNG begins with its size (IHDR), though Pillow accepts other chunks before: it is read there.
_STARTS = {
    "PNG": rb"\x89PNG\r\n\x1a\n.{4}IHDR",
    "JPEG": rb"\xff\xd8\xff",
    "WEBP": rb"RIFF.{4}WEBP",
    "AVIF": rb".{4}ftyp",
    "GIF": rb"GIF8",
}
_NAMES = {"PNG": "PNG", "JPEG": "JPEG", "WEBP": "WebP"}
# A mode of Pillow with eight bits to a colour.
_EIGHT_BITS = {"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"}
# A tag of EXIF, and the least of its values (1 to 8) that lays a picture on its side.
_ORIENTATION, _FIRST_ON_ITS_SIDE = 0x0112, 5


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
    kind = FileKind(
        f"a {named} picture", endings, lambda content: picture_faults(content, formats, named)
    )
    return named_content(name, files, tell, kind)


def picture_faults(
    content: bytes, formats: tuple[str, ...], named: str, most_pixels: int = MOST_IMAGE_PIXELS
) -> list[tuple[str, str]]:
    """Return why a picture cannot be drawn and how to mend it, nothing if it can.

    Its size is known from its head, so that no more is unpacked than may be. A JPEG is read whole,
    but unpacked to an eighth: that is enough to see whether it is broken.
    """
    if not any(re.match(_STARTS[each], content, re.DOTALL) for each in formats):
        return [(f"the file is no {named} picture", "save it as one")]
    from PIL import Image  # noqa: PLC0415  most journeys have no picture of a map

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # bounded below
            image = Image.open(io.BytesIO(content), formats=formats)
            width, height = image.size
            if width * height > most_pixels:
                return [_too_many(width * height, most_pixels)]
            image.draft(image.mode, (max(width // 8, 1), max(height // 8, 1)))
            image.load()
    except Image.DecompressionBombError:
        return [_too_many(0, most_pixels)]
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError) as problem:
        why = plain(str(problem)) or type(problem).__name__
        return [(f"the picture is broken ({why})", "save it again, or get another copy")]
    if image.mode not in _EIGHT_BITS:
        return [("the picture has more than 8 bits to a colour", "save it with 8")]
    return []


def upright_size(content: bytes) -> tuple[int, int]:
    """Return width and height of a picture without faults, turned as its maker says."""
    from PIL import Image  # noqa: PLC0415

    with Image.open(io.BytesIO(content)) as image:
        turned = image.getexif().get(_ORIENTATION, 1) >= _FIRST_ON_ITS_SIDE
        return image.size[::-1] if turned else image.size


def _too_many(pixels: int, most_pixels: int) -> tuple[str, str]:
    most = f"{most_pixels // 1_000_000} million"
    has = f"{pixels / 1e6:,.1f} million" if pixels else "far too many"
    return f"the picture has {has} pixels, the limit is {most}", "make it smaller"
