"""The files a browser needs, each named with its hash, so that caches keep it for good."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from rcssmin import cssmin
from xstatic.pkg import leaflet

from routemap.page.screen_style import screen_css_variables, traveller_css_variables

_OWN = files("routemap.page")
_LEAFLET = Path(leaflet.BASE_DIR)
# What `make scripts` bundles from js/, by the name of the entry there.
_SCRIPTS = (
    *("dashboard_map.js", "page.js", "present.js", "travellers.js", "annotations.js"),
    *("media.js", "embed_height.js", "follows_page.js"),
)
_MAP_STYLES = ("base.css", "map.css", "ground.css", "route.css", "furniture.css")
_TRAVELLER_STYLES = ("travellers.css", "arrivals.css")
_ANNOTATION_STYLES, _MEDIA_STYLES = "annotations.css", "media.css"
_TEXT_STYLES = ("head.css", "controls.css", "ticks.css", "story.css", "sections.css")
_PAGE_STYLES = ("base.css", *_TEXT_STYLES, "subpages.css", "follows.css")
_SITE_STYLES = (*_TEXT_STYLES, "slider.css", "site.css", "embed.css", "print.css")
_FOLLOWS_STYLES = (
    *("base.css", "head.css", "story.css", "sections.css"),
    *("site.css", "print.css", "follows.css"),
)
_PRESENT_STYLES = ("present.css", "asking.css", "presenter.css")
SCRIPT = "text/javascript; charset=utf-8"
"""The media type of scripts."""
_MEDIA_TYPES = {
    ".js": SCRIPT,
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".otf": "font/otf",
    ".ttf": "font/ttf",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
}
_HASH_LETTERS = 12
# What is compressed already.
_UNCOMPRESSED = {".woff2", ".jpg", ".webp"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file for the browser: its hashed name, its bytes, and the same gzipped if that helps."""

    name: str
    media_type: str
    body: bytes
    gzipped: bytes | None


@cache
def assets() -> dict[str, Asset]:
    """Return every asset by its hashed name."""
    return {asset.name: asset for asset in _by_plain_name().values()}


def asset_name(plain_name: str) -> str:
    """Return the hashed name of an asset ("page.js" gives "page.0123456789ab.js").

    Raises
    ------
    KeyError
        If there is no such asset.
    """
    return _by_plain_name()[plain_name].name


@cache
def font_faces(assets_address: str) -> str:
    """Return the CSS that declares the screen font, its files under `assets_address`."""
    listed = json.loads(_OWN.joinpath("fonts", "fonts.json").read_text(encoding="utf-8"))
    return "".join(
        "@font-face{font-family:Inter;font-style:normal;font-display:swap;"
        "font-weight:100 900;"  # the same for all, or a browser takes only some of them together
        f"src:url({assets_address}{_fonts()[font['file']].name}) format('woff2');"
        f"unicode-range:{font['unicode_range']}}}"
        for font in listed["faces"]
    )


@cache
def script(name: str) -> str:
    """Return a bundled script ("page.js") that runs as it stands, in any page."""
    return _OWN.joinpath("bundles", name).read_text(encoding="utf-8")


@cache
def page_styles() -> str:
    """Return the style sheet of what stands round the map."""
    return _joined((*_PAGE_STYLES, _MEDIA_STYLES)) + traveller_styles()


@cache
def traveller_styles() -> str:
    """Return the style sheet of several travellers, with their colours."""
    return f":root{{{traveller_css_variables()}}}{_joined(_TRAVELLER_STYLES)}"


def _joined(names: tuple[str, ...]) -> str:
    return "\n".join(
        _OWN.joinpath(name.rpartition(".")[2], name).read_text(encoding="utf-8") for name in names
    )


@cache
def _by_plain_name() -> dict[str, Asset]:
    bodies = {
        # Without the address of a map of its source, which is not here.
        "leaflet.js": (_LEAFLET / "leaflet.js").read_bytes().partition(b"//# sourceMapping")[0],
        "leaflet.css": cssmin((_LEAFLET / "leaflet.css").read_bytes()),
        **{name: script(name).encode() for name in _SCRIPTS},
        "icon.svg": _OWN.joinpath("icon.svg").read_bytes(),
        "map.css": _style_sheet(
            (*_MAP_STYLES, _ANNOTATION_STYLES, "frame.css"), traveller_styles()
        ),
        "placing.css": _style_sheet((*_MAP_STYLES, "placing.css"), traveller_styles()),
        "page.css": _style_sheet((*_MAP_STYLES, *_SITE_STYLES)),
        _ANNOTATION_STYLES: str(cssmin(_joined((_ANNOTATION_STYLES,)))).encode(),
        _MEDIA_STYLES: str(cssmin(_joined((_MEDIA_STYLES,)))).encode(),
        "travellers.css": str(cssmin(traveller_styles())).encode(),
        "follows.css": _style_sheet(_FOLLOWS_STYLES),
        "present.css": _style_sheet((*_MAP_STYLES, *_SITE_STYLES, *_PRESENT_STYLES)),
    }
    return {**_fonts(), **{name: make_asset(name, body) for name, body in bodies.items()}}


def _style_sheet(names: tuple[str, ...], others: str = "") -> bytes:
    """Return style sheets as one, with what all of them need: typeface, colours, sizes."""
    shared = f"{font_faces('')}:root{{{screen_css_variables()}}}"
    return str(cssmin(shared + _joined(names) + others)).encode()


@cache
def _fonts() -> dict[str, Asset]:
    fonts = _OWN.joinpath("fonts").iterdir()
    return {
        font.name: make_asset(font.name, font.read_bytes())
        for font in fonts
        if font.name.endswith(".woff2")
    }


def media_type(name: str) -> str:
    """Return the media type of a file for the browser, which its name ends with."""
    return _MEDIA_TYPES[f".{name.rpartition('.')[2]}"]


def make_asset(plain_name: str, body: bytes) -> Asset:
    """Return a file for the browser, named with the hash of its bytes."""
    ending = f".{plain_name.rpartition('.')[2]}"
    gzipped = None if ending in _UNCOMPRESSED else gzip.compress(body, mtime=0)
    return Asset(named_by_content(plain_name, body), media_type(plain_name), body, gzipped)


def named_by_content(plain_name: str, body: bytes) -> str:
    """Return a name that changes with the bytes: "map.css" gives "map.0123456789ab.css"."""
    stem, _, ending = plain_name.rpartition(".")
    return f"{stem}.{sha256(body).hexdigest()[:_HASH_LETTERS]}.{ending}"
