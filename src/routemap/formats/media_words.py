"""What exported data say of media: HTML for the descriptions of a map, depictions of a place."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from routemap.formats.features import filled
from routemap.i18n.catalog import translate
from routemap.i18n.media import DECORATIVE
from routemap.model.journey import MediaItem, MediaKind
from routemap.tables.values import MEDIA_FOLDER

_WIDTH = 400


def media_html(media: Iterable[MediaItem], language: str) -> list[str]:
    """Return each medium as HTML: a file of a picture as seen from the journey's folder.

    What is elsewhere is linked, never fetched.
    """
    return [_html(item, language) for item in media if item.file or item.url]


def depictions(media: Iterable[MediaItem]) -> list[dict[str, Any]]:
    """Return pictures as the Linked Places Format has them."""
    return [
        filled(
            {
                "@id": item.url or _address(item),
                "title": item.caption.original.text or _alt(item),
                "license": item.licence,
            }
        )
        for item in media
        if item.kind == MediaKind.IMAGE and (item.file or item.url)
    ]


def _html(item: MediaItem, language: str) -> str:
    address, caption = item.url or _address(item), item.caption.original.text
    kind = translate(language, f"media_{item.kind}")
    told = escape(", ".join(filter(None, (caption, item.credit, item.licence))))
    if item.kind == MediaKind.IMAGE and item.file:
        shown = f'<img src="{escape(_address(item))}" alt="{escape(_alt(item))}" width="{_WIDTH}">'
        return f"{shown}<br>{told}" if told else shown
    link = f'<a href="{escape(address)}">{escape(caption or _alt(item) or address)}</a>'
    credit = escape(", ".join(filter(None, (item.credit, item.licence))))
    return f"{kind}: {link}{f' ({credit})' if credit else ''}"


def _address(item: MediaItem) -> str:
    return f"{MEDIA_FOLDER}/{item.file}" if item.file else ""


def _alt(item: MediaItem) -> str:
    alt = item.alt.original.text
    return "" if alt == DECORATIVE else alt
