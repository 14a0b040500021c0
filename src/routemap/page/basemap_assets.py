"""Tiles and names of the ground as the browser asks for them."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache

from routemap.basemap.tile_store import edition, names_file, tile_line
from routemap.geo.scale import Scale
from routemap.i18n.catalog import LANGUAGES
from routemap.page.assets import Asset

_TILE = re.compile(r"(110m|50m|10m)/(-?\d{1,2})_(-?\d{1,3})\.json")
_NAMES = re.compile(r"names/(\w+)\.json")
_JSON = "application/json"
_ANSWERS_KEPT = 512


@lru_cache(maxsize=_ANSWERS_KEPT)
def ground_asset(asked_edition: str, path: str) -> Asset | None:
    """Return a tile ("10m/40_130.json") or names ("names/ko.json"), None if there are none.

    The address holds the edition of the files, so that caches keep them for good; a page of another
    edition is told that its tiles are gone.
    """
    if asked_edition != edition():
        return None
    body = _body(path)
    if body is None:
        return None
    return Asset(f"{asked_edition}/{path}", _JSON, body, gzip.compress(body, mtime=0))


def _body(path: str) -> bytes | None:
    if tile := _TILE.fullmatch(path):
        try:
            return tile_line(Scale(tile[1]), int(tile[2]), int(tile[3]))
        except KeyError:
            return None
    names = _NAMES.fullmatch(path)
    return names_file(names[1]) if names and names[1] in LANGUAGES else None
