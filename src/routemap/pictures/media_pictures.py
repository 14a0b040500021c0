"""Pictures of a journey's media, made anew: upright, in sRGB, without their makers' notes."""

from __future__ import annotations

import io
from functools import lru_cache
from hashlib import sha256

from PIL import Image, ImageCms, ImageOps

from routemap.model.media_files import MediaFile
from routemap.tables.media_files import PICTURES

WIDTHS = (480, 960, 1600)
"""Of the pictures that a page offers, in pixels; none is wider than the one that was brought."""
_QUALITY, _JPEG_QUALITY = 80, 85
# In every name, so that a change of the way they are made is seen.
_RECIPE = f"1 webp {_QUALITY}"
# A picture is unpacked to no less than so many times its width, and scaled from there.
_SPARE = 2
_KEPT = 48


def widths_of(file: MediaFile) -> tuple[int, ...]:
    """Return the widths in which a picture is offered, the smallest first."""
    return tuple(dict.fromkeys(min(width, file.width) for width in WIDTHS))


def height_at(file: MediaFile, width: int) -> int:
    """Return how high a picture is at a width, in pixels."""
    return max(round(file.height * width / file.width), 1)


def picture_name(file: MediaFile, width: int) -> str:
    """Return the name of a picture at a width, which tells all that it is made from."""
    made_from = f"{_RECIPE} {width} {file.digest}"
    return f"picture-{width}.{sha256(made_from.encode()).hexdigest()[:12]}.webp"


@lru_cache(maxsize=_KEPT)
def webp(file: MediaFile, width: int) -> bytes:
    """Return a picture at a width as WebP; the same picture gives the same bytes."""
    output = io.BytesIO()
    _scaled(file, width).save(output, "WEBP", quality=_QUALITY, method=4)
    return output.getvalue()


@lru_cache(maxsize=_KEPT)
def on_paper(file: MediaFile, width: int) -> bytes:
    """Return a picture no wider than that, for what reads no WebP: as JPEG, else PNG."""
    picture = _scaled(file, min(width, file.width))
    output = io.BytesIO()
    if picture.mode == "RGBA":
        picture.save(output, "PNG")
    else:
        picture.save(output, "JPEG", quality=_JPEG_QUALITY)
    return output.getvalue()


def _scaled(file: MediaFile, width: int) -> Image.Image:
    size = (width, height_at(file, width))
    with Image.open(io.BytesIO(file.content), formats=(PICTURES[file.form],)) as opened:
        side = _SPARE * max(size)
        opened.draft(opened.mode, (side, side))
        profile = opened.info.get("icc_profile")
        picture = _in_srgb(ImageOps.exif_transpose(opened), profile)
    picture = picture.resize(size, Image.Resampling.LANCZOS)
    # Pillow would write what is said here into the new file.
    picture.info.clear()
    return picture


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a picture in sRGB; with a profile that cannot be read, as it is without."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if not profile:
        return picture.convert(mode)
    alpha = picture.convert("RGBA").getchannel("A") if mode == "RGBA" else None
    colours = picture if picture.mode in {"RGB", "CMYK", "L"} else picture.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        turned = ImageCms.profileToProfile(colours, source, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture.convert(mode)
    shown = turned or colours.convert("RGB")
    if alpha:
        shown.putalpha(alpha)
    return shown
