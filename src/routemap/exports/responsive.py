"""A picture in three widths, and the HTML with which a browser takes the one that fits."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

from routemap.errors import ParameterError
from routemap.page.rendering import render
from routemap.pictures.options import Part
from routemap.pictures.picture import Picture, zip_entry
from routemap.pictures.sizes import preset

SNIPPET = "picture.html"
FORMATS = ("png", "jpg", "svg")
"""What browsers show."""
# Each size with the widest window that takes it, in CSS pixels: the last suits all others.
_SIZES = (("mobile", 480), ("720x540", 960), ("web", None))
# Screens have two or three pixels for one of CSS.
_SHARPER = 2.0


def responsive_files(picture: Picture, form: str, most_pixels: float) -> dict[str, bytes]:
    """Return the pictures by their file names, and the HTML that shows them.

    It has alt text, caption and credit as live text, so that the pictures leave out the source.
    Their own size does not matter.

    Raises
    ------
    ParameterError
        As `Picture.render`, or if browsers do not show the format.
    DrawingError
        As `Picture.render`.
    """
    if form not in FORMATS:
        message = f"no browser shows {form} as a picture; use one of {', '.join(FORMATS)}"
        raise ParameterError("format", message, FORMATS)
    options = replace(
        picture.options,
        without=picture.options.without | {Part.SOURCE},
        scale=picture.options.scale * _SHARPER,
    )
    files, sources = {}, []
    for size, widest in _SIZES:
        one = replace(picture, options=replace(options, preset=preset(size)))
        name = one.file_name(form)
        files[name] = one.render(form, most_pixels=most_pixels)
        width, height = one.options.preset.width, one.options.preset.height
        sources.append({"name": name, "widest": widest, "width": width, "height": height})
    html = render(
        "responsive_picture.html",
        picture.options.language,
        facts=picture.metadata,
        sources=sources[:-1],
        largest=sources[-1],
    )
    return {**files, SNIPPET: f"{html}\n".encode()}


def responsive_zip(picture: Picture, form: str, most_pixels: float) -> bytes:
    """Return the same files as ZIP; raises as `responsive_files`."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name, content in responsive_files(picture, form, most_pixels).items():
            archive.writestr(zip_entry(name), content)
    return output.getvalue()
