"""A picture on a page: linked by its address, previewed, and offered as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.numbers import format_decimal
from markupsafe import Markup

from routemap.i18n.catalog import supported_language, translate
from routemap.model.itinerary import Scene
from routemap.page.rendering import render
from routemap.pictures.alt_text import alt_text
from routemap.pictures.options import PictureOptions
from routemap.pictures.sizes import PRESETS, size_text

if TYPE_CHECKING:
    from routemap.pictures.picture import Picture

_BYTES = 1000


@dataclass(frozen=True, slots=True)
class LinkedPicture:
    """A still picture that a page shows or links: address, size in px, alt text."""

    address: str
    width: int
    height: int
    alt: str


def linked_picture(address: str, scene: Scene, language: str, preset: str) -> LinkedPicture:
    """Return the picture of a scene in a size, as it is at an address."""
    size = PRESETS[preset]
    alt = alt_text(scene, PictureOptions(language=supported_language(language)))
    return LinkedPicture(address, round(size.width), round(size.height), alt)


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
    archives: Mapping[str, str],
) -> Markup:
    """Return links to each format, with its size in bytes, and to archives by their words' key.

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
        archives=archives,
        is_too_large=weights.keys() != addresses.keys(),
    )


def _weight(size: int | None, language: str) -> str:
    if size is None:
        return ""
    number = format_decimal(round(size / _BYTES), locale=language)
    return translate(language, "kilobytes", number=number)
