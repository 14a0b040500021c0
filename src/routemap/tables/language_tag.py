"""Language tags after BCP 47 (RFC 5646), such as ko or zh-Hant."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

HOW_TO_WRITE = "write a BCP 47 tag such as ko, ru or zh-Hant"

_WELL_FORMED = re.compile(
    r"(?P<language>[a-z]{2,3})(-(?P<script>[a-z]{4}))?(-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<rest>(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?)",
    re.ASCII | re.IGNORECASE,
)


def canonical_tag(tag: str) -> str:
    """Return the tag in the usual case (``zh-Hant-TW``), or "" if it is not well formed."""
    found = _WELL_FORMED.fullmatch(tag)
    if not found:
        return ""
    parts = [found["language"].lower()]
    if found["script"]:
        parts.append(found["script"].title())
    if found["region"]:
        parts.append(found["region"].upper())
    return "-".join(parts) + found["rest"].lower()


def names_a_known_language(tag: str) -> bool:
    """Tell whether the Unicode CLDR knows the language of a well-formed tag."""
    return tag.partition("-")[0].lower() in _known_languages()


@cache
def _known_languages() -> frozenset[str]:
    return frozenset(Locale("en").languages)
