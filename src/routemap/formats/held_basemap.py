"""An author's own basemap within GeoJSON: what journey.toml says of it, and its picture."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from routemap.formats.features import Members
from routemap.model.own_basemap import OwnBasemap
from routemap.tables.ground_image import basemap_section, named_image
from routemap.tables.json_reader import word, writable
from routemap.tables.metadata import BASEMAP_KEYS, BASEMAP_SECTION
from routemap.tables.schema import JOURNEY
from routemap.tables.writer import toml_text

_CONTENT = "image_content"
# Of a picture: with more, the file would be too large to be read again.
_MOST_BYTES = 12_000_000


def written_basemap(basemap: OwnBasemap) -> dict[str, Any]:
    """Return the section of journey.toml, and the bytes of its picture in Base64.

    A very large picture is left out, with what is said of it.
    """
    section: dict[str, Any] = basemap_section(basemap)
    image = basemap.image
    if image and len(image.content) > _MOST_BYTES:
        return {key: section[key] for key in ("credit", "licence") if key in section}
    return section | ({_CONTENT: b64encode(image.content).decode()} if image else {})


def with_basemap(files: Mapping[str, bytes], found: Members) -> dict[str, bytes]:
    """Return the files of a journey with what a collection says of its basemap, and the picture."""
    section = {key: writable(found[key]) for key in BASEMAP_KEYS if _is_writable(found.get(key))}
    if not section:
        return dict(files)
    about = toml_text({BASEMAP_SECTION: section}).encode()
    joined = b"\n".join(filter(None, (files.get(JOURNEY.file), about)))
    name = named_image(about)
    held = word(found.get(_CONTENT))
    try:
        content = b64decode(held, validate=True) if name else b""
    except ValueError:
        content = b""
    return {**files, JOURNEY.file: joined, **({name: content} if content else {})}


def _is_writable(value: object) -> bool:
    """Tell whether TOML has a word for a value: a text, a number, or a list of these."""
    each = value if isinstance(value, list) else [value]
    return all(isinstance(one, str | int | float) for one in each)
