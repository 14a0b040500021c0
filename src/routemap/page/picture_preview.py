"""A picture on a page, as HTML: its preview, and links to its files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from routemap.i18n.catalog import translate
from routemap.page.rendering import render
from routemap.pictures.sizes import size_text

if TYPE_CHECKING:
    from markupsafe import Markup

    from routemap.pictures.picture import Picture

_BYTES = 1000


def preview_html(picture: Picture, address: str, language: str) -> Markup:
    """Return the picture at an address, with its alt text."""
    return render(
        "picture_preview.html",
        language,
        facts=picture.metadata,
        address=address,
        width=round(picture.options.preset.width),
        height=round(picture.options.preset.height),
    )


def files_html(
    language: str,
    picture: Picture,
    addresses: Mapping[str, str],
    weights: Mapping[str, int | None],
    archive: str,
) -> Markup:
    """Return links to each format, with its size in bytes, and to the pictures of all dates.

    `weights` lacks formats that would have too many pixels, and has None where the size is unknown.
    """
    preset = picture.options.preset
    pixels = [
        round(length * preset.px_per_unit * picture.options.scale)
        for length in (preset.width, preset.height)
    ]
    return render(
        "picture_files.html",
        language,
        size=size_text(preset),
        pixels=f"{pixels[0]} × {pixels[1]} px",
        files=[
            {
                "form": form,
                "name": picture.file_name(form),
                "address": address,
                "weight": _weight(weights[form], language),
            }
            for form, address in addresses.items()
            if form in weights
        ],
        archive=archive,
        is_too_large=weights.keys() != addresses.keys(),
    )


def _weight(size: int | None, language: str) -> str:
    if size is None:
        return ""
    number = format_decimal(round(size / _BYTES), locale=language)
    return translate(language, "kilobytes", number=number)
