"""A journey as one HTML file, with all it needs inside: to mail, to keep."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from markupsafe import escape
from PIL import Image

from routemap.atomic_file import write_whole
from routemap.errors import DrawingError
from routemap.i18n.catalog import LANGUAGES, supported_language
from routemap.page.assets import asset_name, assets
from routemap.page.basemap_bundles import first_view, round_about
from routemap.page.site import LinkedPicture, Mode, content_policy, journey_script, site_page
from routemap.pictures.params import read_query
from routemap.pictures.xmp import picture_metadata

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from routemap.model.itinerary import Itinerary, Scene
    from routemap.page.site import Download

# For who reads without scripts, or prints: the page must stay light enough for a mail.
_PICTURE_SCALE, _PICTURE_QUALITY = 0.67, 62
_FONT = re.compile(r"url\((?P<name>inter-[\w.-]+\.woff2)\)")
_SCRIPT_END = re.compile(r"</(?=script)", re.IGNORECASE)


@dataclass
class SingleFile:
    """The surroundings of a page that has none: everything it names is put into it."""

    itinerary: Itinerary
    base: str = field(default="", init=False)
    assets: str = field(default="", init=False)
    ground: str = field(default="", init=False)
    ground_files: Mapping[str, str] | None = field(default_factory=dict, init=False)
    refusals: dict[str, None] = field(default_factory=dict, init=False)
    """Why pictures could not be drawn, each reason once."""

    def page(self, mode: Mode, language: str) -> str:
        """Return nothing: there is no other page."""
        del mode, language
        return ""

    def picture(self, scene: Scene, language: str) -> LinkedPicture | None:
        """Return the picture of a moment, as a data address; None if it cannot be drawn."""
        values = {"preset": "web", "lang": language, "scale": f"{_PICTURE_SCALE}"}
        if not scene.is_over:
            values["date"] = scene.moment.id
        try:
            png = read_query(values, self.itinerary).render("png")
        except DrawingError as error:
            self.refusals[str(error)] = None
            return None
        light = io.BytesIO()
        with Image.open(io.BytesIO(png)) as image:
            width, height = image.size
            image.convert("RGB").save(light, "WEBP", quality=_PICTURE_QUALITY, method=6)
        address = _data_address("image/webp", light.getvalue())
        return LinkedPicture(address, width, height, picture_metadata(scene, language).alt)

    def card(self, language: str) -> None:
        """Return nothing: a file has no address to share."""
        del language

    def downloads(self, language: str) -> list[Download]:
        """Return nothing."""
        del language
        return []

    def oembed(self, mode: Mode, language: str) -> str:
        """Return nothing: a file has no server that answers."""
        del mode, language
        return ""


class _Framed(SingleFile):
    """The surroundings of such a page in a frame of another one: it has no still pictures."""

    def picture(self, scene: Scene, language: str) -> None:
        """Return nothing: drawing takes seconds, and who shows the frame runs its scripts."""
        del scene, language


def framed_page(itinerary: Itinerary, language: str) -> str:
    """Return the page as HTML for a frame in another page, such as a notebook."""
    return _page(_Framed(itinerary), language)


def write_single_file(
    itinerary: Itinerary, path: Path, language: str | None, *, force: bool
) -> tuple[int, tuple[str, ...]]:
    """Write the page in one language, else in the journey's own.

    Return its size in bytes, and why pictures for readers without scripts could not be drawn.

    Raises
    ------
    ValueError
        If there is no such language, or the file is there and may not be overwritten.
    OSError
        If the file cannot be written.
    """
    if language and language not in LANGUAGES:
        raise ValueError(f"there is no language “{language}”; there are {', '.join(LANGUAGES)}")
    if path.exists() and not force:
        raise ValueError(f"{path} is there already; overwrite it with --force")
    if path.suffix.lower() not in {".html", ".htm"}:
        raise ValueError(f"{path} would hold one HTML page; end its name with .html")
    around = SingleFile(itinerary)
    page = _page(around, language or supported_language(itinerary.journey.language)).encode()
    write_whole(path, page)
    return len(page), tuple(around.refusals)


def _page(around: SingleFile, language: str) -> str:
    """Return the page as HTML that asks for no other file."""
    itinerary = around.itinerary
    page = site_page(itinerary, Mode.READ, language, around)
    known = assets()
    icon = known[asset_name("icon.svg")]
    page = page.replace(
        f'href="{icon.name}"', f'href="{_data_address(icon.media_type, icon.body)}"'
    )
    for name in ("leaflet.css", "page.css"):
        style = known[asset_name(name)]
        page = page.replace(
            f'<link rel="stylesheet" href="{style.name}">',
            f"<style>{_with_fonts(style.body.decode())}</style>",
        )
    scripts = [
        known[asset_name("leaflet.js")],
        known[asset_name("page.js")],
        first_view(itinerary.extent, language),
        round_about(itinerary.extent),
        journey_script(itinerary, language, around),
    ]
    bodies = [_SCRIPT_END.sub(r"<\\/", script.body.decode()) for script in scripts]
    for script in scripts:
        page = page.replace(f'<script defer src="{script.name}"></script>\n', "")
    # The first is the page's; words of the journey may quote it.
    page = page.replace(str(escape(content_policy())), str(escape(_policy(bodies))), 1)
    inside = "".join(f"<script>{body}</script>\n" for body in bodies)
    return page.replace("</body>", f"{inside}</body>")


def _policy(scripts: list[str]) -> str:
    """Return what the page may load: these scripts and no other, and nothing from elsewhere."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    )
    rules = dict(rule.split(" ", 1) for rule in content_policy().split("; "))
    rules |= {
        "script-src": hashes,
        "style-src": "'unsafe-inline'",
        "font-src": "data:",
        "img-src": rules["img-src"].replace("'self' file: data:", "data:"),
        "connect-src": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _with_fonts(css: str) -> str:
    def inside(found: re.Match[str]) -> str:
        font = assets()[found["name"]]
        return f"url({_data_address(font.media_type, font.body)})"

    return _FONT.sub(inside, css)


def _data_address(media_type: str, body: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(body).decode()}"
