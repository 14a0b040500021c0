"""What the Pictures page shows of a picture, as HTML: preview, files, words to go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from routemap.i18n.catalog import translate
from routemap.page.rendering import render
from routemap.pictures.sizes import size_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routemap.pictures.checklist import Check
    from routemap.pictures.picture import Picture
    from routemap.pictures.sizes import Preset
    from routemap.pictures.xmp import PictureMetadata

_BYTES = 1000


def preview_html(language: str, facts: PictureMetadata, address: str, preset: Preset) -> str:
    """Return the picture itself, as its address answers."""
    return render(
        "picture_preview.html",
        language,
        facts=facts,
        address=address,
        width=round(preset.width),
        height=round(preset.height),
    )


def files_html(
    language: str,
    picture: Picture,
    addresses: Mapping[str, str],
    weights: Mapping[str, int | None],
    archive: str,
) -> str:
    """Return links to each format, with its size in bytes, and to the pictures of all dates.

    There is no weight where there are too many pixels to make it, and None where it is not known.
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


def texts_html(language: str, facts: PictureMetadata) -> str:
    """Return caption, alt text and credit, each with a button that copies it."""
    return render(
        "picture_texts.html",
        language,
        texts=[
            ("caption", facts.caption),
            ("alt_text", facts.alt),
            ("credit_line", facts.credit),
        ],
        text_language=facts.language,
    )


def checklist_html(language: str, checks: tuple[Check, ...]) -> str:
    """Return what a printed map should have, and what of it this one has."""
    return render("picture_checklist.html", language, checks=checks)


def _weight(size: int | None, language: str) -> str:
    if size is None:
        return ""
    number = format_decimal(round(size / _BYTES), locale=language)
    return translate(language, "kilobytes", number=number)
