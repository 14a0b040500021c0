"""HTML in the texts of other programs, made plain text."""

from __future__ import annotations

import re
from contextlib import suppress
from html import unescape

_TAG = re.compile(r"<[a-zA-Z/!?][^>]*>")  # WHATWG HTML, 13.2.5.6
_BREAK = re.compile(r"<\s*(br|/p|/div|/li|/h[1-6]|/tr)\b", re.IGNORECASE)
_LINK = re.compile(
    r"<a\s(?:[^>]*\s)?href\s*=\s*(?:\"([^\">]*)\"|'([^'>]*)'|([^\s>\"']+))", re.IGNORECASE
)
_PICTURE = re.compile(
    r"<img\s(?:[^>]*\s)?src\s*=\s*(?:\"([^\">]*)\"|'([^'>]*)'|([^\s>\"']+))", re.IGNORECASE
)
_LINK_END = re.compile(r"</a\b", re.IGNORECASE)
_IN_A_BROWSER = ("http://", "https://")


def plain_text(markup: str) -> str:
    """Return HTML as plain text on one line; the address of a link follows its words."""
    # Behind the last “>” there is no tag, and before it each “<” of a tag has its end: so the
    # pattern never scans the same text twice.
    tagged, last, rest = markup.rpartition(">")
    addresses: list[str] = []
    text = _TAG.sub(lambda tag: _instead_of(tag[0], addresses), tagged + last) + rest
    with suppress(ValueError):  # a numeric character reference of thousands of digits
        text = unescape(text)
    return " ".join(text.split())


def _instead_of(tag: str, addresses: list[str]) -> str:
    """Return what stands for a tag; `addresses` are those of the links that are open."""
    link = _LINK.match(tag)
    if link:
        addresses.append(link[1] or link[2] or link[3] or "")
    elif _LINK_END.match(tag) and addresses:
        address = addresses.pop()
        return f" ({address})" if address.startswith(_IN_A_BROWSER) else ""
    return " " if _BREAK.match(tag) else ""


def pictures_in(markup: str) -> list[str]:
    """Return the addresses of the pictures in HTML, each once."""
    tagged, last, _ = markup.rpartition(">")
    found = (_PICTURE.match(tag[0]) for tag in _TAG.finditer(tagged + last))
    addresses = (each[1] or each[2] or each[3] or "" for each in found if each)
    return list(dict.fromkeys(unescape(each).strip() for each in addresses))
