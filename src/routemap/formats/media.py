"""Pictures, recordings and pages that a story of another program names by their web addresses."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import NamedTuple

from routemap.formats.features import Members, cell
from routemap.formats.markup import plain_text
from routemap.model.journey import MediaKind
from routemap.tables.cells import Cells
from routemap.tables.values import why_not_a_url
from routemap.web_address import address_parts

_ENDINGS = {
    MediaKind.IMAGE: "jpg jpeg png gif webp avif svg bmp tif tiff",
    MediaKind.AUDIO: "mp3 m4a aac ogg oga opus wav flac",
    MediaKind.VIDEO: "mp4 m4v webm ogv mov avi",
}
_KINDS = {f".{each}": kind for kind, endings in _ENDINGS.items() for each in endings.split()}
_HOSTS = {
    "youtube.com": MediaKind.VIDEO,
    "youtu.be": MediaKind.VIDEO,
    "vimeo.com": MediaKind.VIDEO,
    "dailymotion.com": MediaKind.VIDEO,
    "soundcloud.com": MediaKind.AUDIO,
    "spotify.com": MediaKind.AUDIO,
    "flickr.com": MediaKind.IMAGE,
    "flic.kr": MediaKind.IMAGE,
    "imgur.com": MediaKind.IMAGE,
    "mymaps.usercontent.google.com": MediaKind.IMAGE,
}
_PICTURE = "<img"
_EMBEDDED = re.compile(
    r"<(?:iframe|img|video|audio)\s(?:[^<>]*\s)?src\s*=\s*[\"']([^\"'<>]+)", re.IGNORECASE
)


class Medium(NamedTuple):
    """What a story says of a medium, in plain text; `quotation` are words in place of an address.

    `named` is the address as it stood in the file.
    """

    url: str
    named: str
    quotation: str = ""
    caption: str = ""
    credit: str = ""
    alt: str = ""

    def cells(self, shows: str) -> Cells:
        """Return the row of media.csv; `shows` describes an image that nothing else does."""
        is_picture = self.named[: len(_PICTURE)].lower() == _PICTURE
        kind = MediaKind.IMAGE if is_picture else kind_of(self.url)
        alt = self.alt or (self.caption or shows if kind is MediaKind.IMAGE else "")
        return {
            "url": self.url,
            "kind": kind.value,
            "alt": alt,
            "caption": self.caption,
            "credit": self.credit,
        }


def medium_of(found: Members) -> Medium | None:
    """Return the medium of a slide from its members url, caption, credit and alt; None if blank."""
    named = cell(found.get("url"))
    caption, credit, alt = (
        plain_text(cell(found.get(key))) for key in ("caption", "credit", "alt")
    )
    if not named:
        return Medium("", "", "", caption, credit, alt) if caption or credit or alt else None
    embedded = _EMBEDDED.search(named)
    url = embedded[1].strip() if embedded else named
    if url.startswith("//"):
        url = f"https:{url}"
    if why_not_a_url(url):
        url = ""
    quotation = plain_text(named) if named.startswith("<") and not url else ""
    return Medium(url, named, quotation, caption, credit, alt)


def picture_cell(url: str) -> str:
    """Return the address of what a page shows as a picture, marked as one if it does not tell."""
    tells = kind_of(url) is not MediaKind.DOCUMENT or '"' in url or "<" in url or ">" in url
    return url if tells else f'{_PICTURE} src="{url}">'


def kind_of(url: str) -> MediaKind:
    """Return what an address leads to, by its ending or its host; a document if neither tells."""
    parts = address_parts(url)
    kind = _KINDS.get(PurePosixPath(parts.path).suffix.lower())
    if kind:
        return kind
    host = parts.netloc.rpartition("@")[2].partition(":")[0].lower()
    for known, kind in _HOSTS.items():
        if host == known or host.endswith(f".{known}"):
            return kind
    return MediaKind.DOCUMENT
