"""A journey as data for other programs, one file a format."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from routemap.formats.geojson import geojson

if TYPE_CHECKING:
    from collections.abc import Callable

    from routemap.scene import Route


class DataFormat(NamedTuple):
    """How a format is written, and its media type."""

    media_type: str
    write: Callable[[Route], bytes]


DATA_FORMATS = {"geojson": DataFormat("application/geo+json", geojson)}
"""Formats by the ending of their files."""


def file_stem(route: Route) -> str:
    """Return a file name without its ending, made from the title: "kim-jong-uns-train-to-russia".

    "journey" where the title has no Latin letters: not every system writes all others.
    """
    plain = unicodedata.normalize("NFKD", route.journey.title.original.text)
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    return "-".join(words)[:60].strip("-") or "journey"
