"""Values in cells: numbers, language tags, time zones, countries, web addresses, paths."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

from routemap.errors import Quoting
from routemap.i18n.catalog import LANGUAGES
from routemap.tables.limits import LARGEST_LATITUDE, LARGEST_LONGITUDE
from routemap.tables.problems import did_you_mean, shown
from routemap.web_address import address_parts

# Numbers: digits with a decimal point, and nothing that only a program reads.
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_LONGEST = 40
_SIGNS = str.maketrans(
    dict.fromkeys("−–‒‐‑﹣－", "-") | {"＋": "+", "．": ".", "，": ",", "٫": "."}
)
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
_HINTS = (
    (re.compile(r"[+-]?(nan|inf|infinity)", re.IGNORECASE), "write the number itself"),
    (re.compile(r"[+-]?[0-9.]+e[+-]?[0-9]+", re.IGNORECASE), "write all its digits, no exponent"),
    (re.compile(r"[+-]?[0-9._]+"), "write it with digits and at most one decimal point"),
    (
        re.compile(r"(?=.*[0-9])([NSEW]\b.*|.*([°º˚′″'’\"”]|\b[NSEW]$).*)", re.IGNORECASE),
        "write decimal degrees, south and west with a minus sign: -33.86",
    ),
    (re.compile(r".*[0-9].*", re.DOTALL), "write the number alone, without unit or words"),
)
_DECIMALS = 10  # of degrees, a hundredth of a millimetre

LANGUAGE_TAG_HINT = "write a BCP 47 tag such as ko, ru or zh-Hant"
_WELL_FORMED_TAG = re.compile(  # RFC 5646
    r"(?P<language>[a-z]{2,3})(-(?P<script>[a-z]{4}))?(-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<rest>(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?)",
    re.ASCII | re.IGNORECASE,
)

MEDIA_FOLDER = "media"
"""The folder, beside the tables, that media files lie in."""
_NO_PATH_SIGNS = re.compile(r'[\\:*?"<>|\x00-\x1f]')  # on one system or another

_LOOKS_LIKE_A_CODE = re.compile(r"[A-Z]{2,3}")
_ALPHA_3 = re.compile(r"[A-Z]{3}")
# Groupings, test codes and "unknown", which the Unicode CLDR lists beside countries.
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


def western_digits(text: str) -> str:
    """Return a text with the digits and signs of all scripts as 0 to 9, “+”, “-”, “.” and “,”."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(each)) if each.isdecimal() else each.translate(_SIGNS)
        for each in text
    )


def is_plain_number(text: str) -> bool:
    """Tell whether a text is nothing but digits, with or without a sign and a decimal point."""
    return bool(_PLAIN.fullmatch(text)) and len(text) <= _LONGEST


def why_not_a_number(text: str, example: str = "42.428") -> tuple[str, str] | None:
    """Return what is wrong with a number and how to fix it, or None if nothing is.

    `example` is one that would do.
    """
    if is_plain_number(text):
        return None
    return Quoting("{} is not a plain number", shown(text)), _number_hint(
        western_digits(text), example
    )


def _number_hint(text: str, example: str) -> str:
    if len(text) > _LONGEST:
        return "write it with fewer characters"
    if _DECIMAL_COMMA.fullmatch(text):
        return Quoting("use a decimal point: {}", text.replace(",", "."))
    hints = (hint for pattern, hint in _HINTS if pattern.fullmatch(text))
    return next(hints, f"write a number such as {example}")


def is_swapped(latitude: float, longitude: float) -> bool:
    """Tell whether two numbers are a position only the other way round."""
    is_no_latitude = LARGEST_LATITUDE < abs(latitude) <= LARGEST_LONGITUDE
    return is_no_latitude and abs(longitude) <= LARGEST_LATITUDE


def number_text(number: float | None) -> str:
    """Return a number as a cell holds it, "" for none."""
    if number is None:
        return ""
    plain = f"{number:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain


def canonical_tag(tag: str) -> str:
    """Return a language tag in the usual case (``zh-Hant-TW``), or "" if it is not well formed."""
    found = _WELL_FORMED_TAG.fullmatch(tag)
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


def why_not_a_time_zone(name: str) -> tuple[str, str] | None:
    """Return what is wrong with the name of a time zone and how to fix it, or None."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        otherwise = "write a name of the IANA list, such as Asia/Vladivostok"
        hint = did_you_mean(name, _time_zones_like(name), otherwise)
        return Quoting("{} is not a time zone", shown(name)), hint
    return None


def _time_zones_like(name: str) -> list[str]:
    """Return the time zones in the order in which they should be compared."""
    area = name.partition("/")[0]
    return sorted(available_timezones(), key=lambda zone: (not zone.startswith(area), zone))


def why_not_a_url(url: str) -> tuple[str, str] | None:
    """Return what is wrong with a web address and how to fix it, or None if nothing is."""
    parts = address_parts(url)
    has_blank = any(character.isspace() for character in url)
    if parts.scheme in {"http", "https"} and parts.netloc and not has_blank:
        return None
    what = Quoting("{} is not a web address", shown(url))
    return what, "begin it with https://, or leave it blank"


def why_not_a_media_file(path: str) -> tuple[str, str] | None:
    """Return what is wrong with the path of a media file and how to fix it, or None.

    It leads from the folder ``media`` downwards, on every system: no way up, no root, no drive.
    """
    if path.startswith(f"{MEDIA_FOLDER}/"):
        inside = shown(path.removeprefix(f"{MEDIA_FOLDER}/"))
        what = Quoting("{} begins with the name of the folder", shown(path))
        return what, Quoting("write {}", inside)
    if _NO_PATH_SIGNS.search(path) or {"", ".", ".."} & set(path.split("/")):
        hint = f"write its path from the folder {MEDIA_FOLDER} on, such as harbour.jpg"
        return Quoting("{} is not a path within the folder {}", shown(path), MEDIA_FOLDER), hint
    return None


def why_not_a_country(text: str) -> tuple[str, str] | None:
    """Return what is wrong with a country code and how to fix it, or None if nothing is.

    Whatever does not look like a code is a name, and any name will do.
    """
    if not _LOOKS_LIKE_A_CODE.fullmatch(text) or text in _country_codes():
        return None
    meant = get_global("territory_aliases").get(text, ())
    is_clear = len(meant) == 1 and meant[0] in _country_codes()
    hint = Quoting("write {}", meant[0]) if is_clear else "write the code, such as KR, or the name"
    return Quoting("“{}” is not a country code of ISO 3166-1", text), hint


def country_code(text: str) -> str:
    """Return the two letters of a country (ISO 3166-1) from a code or a name, "" if not known."""
    if text in _country_codes():
        return str(get_global("territory_aliases").get(text, (text,))[0])
    return _codes_by_name().get(text.casefold(), "")


@cache
def _codes_by_name() -> dict[str, str]:
    return {
        str(name).casefold(): str(code)
        for language in LANGUAGES
        for code, name in Locale(language).territories.items()
        if str(code) in _country_codes()
    }


@cache
def _country_codes() -> frozenset[str]:
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
