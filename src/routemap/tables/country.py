"""Countries: ISO 3166-1 codes as Babel knows them, or names."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale
from babel.core import get_global

from routemap.i18n.catalog import LANGUAGES

_LOOKS_LIKE_A_CODE = re.compile(r"[A-Z]{2,3}")
_ALPHA_3 = re.compile(r"[A-Z]{3}")
# Groupings, test codes and "unknown", which the Unicode CLDR lists beside countries.
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


def why_not_a_country(text: str) -> tuple[str, str] | None:
    """Return what is wrong with a country code and how to mend it, or None if nothing is.

    Whatever does not look like a code is a name, and any name will do.
    """
    if not _LOOKS_LIKE_A_CODE.fullmatch(text) or text in _codes():
        return None
    meant = get_global("territory_aliases").get(text, ())
    is_clear = len(meant) == 1 and meant[0] in _codes()
    mend = f"write {meant[0]}" if is_clear else "write the code, such as KR, or the name"
    return f"“{text}” is no country code of ISO 3166-1", mend


def country_code(text: str) -> str:
    """Return the two letters of a country (ISO 3166-1) from a code or a name, "" if not known."""
    if text in _codes():
        return str(get_global("territory_aliases").get(text, (text,))[0])
    return _by_name().get(text.casefold(), "")


@cache
def _by_name() -> dict[str, str]:
    return {
        str(name).casefold(): str(code)
        for language in LANGUAGES
        for code, name in Locale(language).territories.items()
        if str(code) in _codes()
    }


@cache
def _codes() -> frozenset[str]:
    territories = {str(code) for code in Locale("en").territories}
    alpha_2 = {code for code in territories if code.isalpha()} - _NO_COUNTRIES
    # What the Unicode CLDR calls aliases are the alpha-3 codes and those no longer in use.
    aliases = get_global("territory_aliases").items()
    alpha_3 = {
        code
        for code, meant in aliases
        if _ALPHA_3.fullmatch(code) and len(meant) == 1 and meant[0] in alpha_2
    }
    return frozenset(alpha_2 | alpha_3)
