"""A journey as one HTML file, with all it needs inside: to mail, to keep."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from routemap.atomic_file import write_whole
from routemap.errors import DrawingError, ParameterError
from routemap.model.itinerary import Itinerary, Scene
from routemap.page.inlining import data_url
from routemap.page.picture_preview import LinkedPicture
from routemap.page.site import Mode, site_page
from routemap.pictures.omissions import Omission
from routemap.pictures.params import SCALE, read_language, read_query, values_of

# For readers without scripts, and for print: the page must stay light enough to mail.
_PICTURE_SCALE, _PICTURE_QUALITY = 0.67, 62


@dataclass
class SingleFile:
    """The surroundings of a page that has none: it holds everything that it names."""

    itinerary: Itinerary
    base: str = field(default="", init=False)
    assets: str = field(default="", init=False)
    basemap: str = field(default="", init=False)
    basemap_files: Mapping[str, str] | None = field(default_factory=dict, init=False)
    refusals: dict[str, None] = field(default_factory=dict, init=False)
    """Why pictures could not be drawn, each reason once."""
    left_out: list[tuple[Omission, ...]] = field(default_factory=list, init=False)
    """What each picture has no room for."""

    is_one_file = True

    def page(self, *_: object) -> str:
        """Return nothing: there is no other page, nor any other file."""
        return ""

    def picture(self, scene: Scene, language: str, /) -> LinkedPicture | None:
        """Return the picture of a moment, as a data URL; None if it cannot be drawn."""
        values = {**values_of(scene, language, "web"), SCALE: f"{_PICTURE_SCALE}"}
        try:
            picture = read_query(values, self.itinerary)
            png = picture.render("png")
        except DrawingError as error:
            self.refusals[str(error)] = None
            return None
        self.left_out.append(picture.left_out)
        light = io.BytesIO()
        with Image.open(io.BytesIO(png)) as image:
            width, height = image.size
            image.convert("RGB").save(light, "WEBP", quality=_PICTURE_QUALITY, method=6)
        address = data_url("image/webp", light.getvalue())
        return LinkedPicture(address, width, height, picture.metadata.alt)

    def card(self, *_: object) -> None:
        """Return nothing: a file has no address to share."""

    def oembed(self, *_: object) -> str:
        """Return nothing: a file has no server that answers."""
        return ""

    picture_file = data_file = follows = page


class _Framed(SingleFile):
    """The surroundings of such a page in a frame: it has no still pictures."""

    def picture(self, *_: object) -> None:
        """Return nothing: drawing takes seconds, and scripts run in the frame anyway."""


def framed_page(itinerary: Itinerary, language: str) -> str:
    """Return the page as HTML for a frame in another page, such as a notebook."""
    return site_page(itinerary, Mode.READ, language, _Framed(itinerary))


def write_single_file(itinerary: Itinerary, path: Path, asked: str | None) -> SingleFile:
    """Write the page in one language, else in the journey's own.

    Return it with what is told of its pictures for readers without scripts.

    Raises
    ------
    ParameterError
        If there is no such language, or the name ends otherwise.
    OSError
        If the file cannot be written.
    """
    language = read_language(asked, itinerary)
    if path.suffix.lower() not in {".html", ".htm"}:
        message = f"{path} would hold one HTML page; end its name with .html"
        raise ParameterError("output", message)
    around = SingleFile(itinerary)
    write_whole(path, site_page(itinerary, Mode.READ, language, around).encode())
    return around
