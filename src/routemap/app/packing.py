"""ZIP archives made in memory: the files of a journey, and its page for any web server."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from routemap.exports.static_site import StaticSite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from routemap.model.itinerary import Itinerary


class Packed(NamedTuple):
    """A published folder as an archive, and why pictures are missing in it, each reason once."""

    content: bytes
    refusals: tuple[str, ...]


def zipped_files(files: Mapping[str, bytes]) -> bytes:
    """Return files in an archive."""
    return _zipped(files.items())


def packed_page(itinerary: Itinerary, tell: Callable[[float], object]) -> Packed:
    """Return the published folder of a journey in an archive.

    `tell` hears which part of the pictures is drawn, from 0 to 1.
    """
    site = StaticSite(itinerary)
    total = site.picture_count()
    files: dict[str, bytes] = {}
    for done, (name, body) in enumerate(site.drawn_pictures(), 1):
        files[name] = body
        tell(min(done / total, 1.0))
    files |= dict(site.kept_files())
    files |= dict(site.pages())
    return Packed(_zipped(files.items()), site.refusals)


def _zipped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return output.getvalue()
