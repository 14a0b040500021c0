"""What a town is called on a map of each language."""

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Any

from geography.geonames import Kind

PLAIN_IN = frozenset(
    [
        "AE",
        "AF",
        "AM",
        "BD",
        "BG",
        "BH",
        "BT",
        "BY",
        "CN",
        "CY",
        "DJ",
        "DZ",
        "EG",
        "ER",
        "ET",
        "GE",
        "GR",
        "IL",
        "IN",
        "IQ",
        "IR",
        "JO",
        "JP",
        "KG",
        "KH",
        "KP",
        "KR",
        "KW",
        "KZ",
        "LA",
        "LB",
        "LK",
        "LY",
        "MA",
        "MK",
        "MM",
        "MN",
        "MV",
        "NP",
        "OM",
        "PK",
        "PS",
        "QA",
        "RU",
        "SA",
        "SD",
        "SY",
        "TH",
        "TJ",
        "TN",
        "TW",
        "UA",
        "VN",
        "YE",
    ]
)
"""Countries whose names newspapers write in plain letters: of another script, or Viet Nam."""
RUSSIAN_IN = frozenset({"BY", "KG", "KZ", "RU"})
"""Here an adjective ends in "-y": Nizhny Novgorod."""
LOOSE_MARKS = str.maketrans(dict.fromkeys("‘’ʻʼʹ`´ʿʾ'", ""))
"""They stand for letters that English has not; China's part syllables: "Xi'an" keeps it."""
WITHOUT = re.compile(r"( \(.*\)|^Mueang |^Thị Trấn |^Thành Phố |[- ](ŭp|eup|myeon|gun|si)$)")
"""What says of what kind a place is."""
HANGUL = re.compile(r"[\uac00-\ud7a3 ]+")
RUSSIAN = re.compile(r"[А-ЯЁ][а-яёА-ЯЁ \-’]+")
KOREAN_KINDS = ("특별시", "광역시", "시", "구", "현", "읍", "주", "군", "도시")
LEAST_ALIKE = 0.5
"""Of the letters of a Russian name and one of the Latin forms, or it is that of another place."""
LATIN_OF_RUSSIAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "yo",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            ".",
            "y",
            ".",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)


def english(city: dict[str, Any]) -> str:
    """Return a place's name as an English newspaper writes it."""
    name = WITHOUT.sub("", str(city["name"]).rpartition(" / ")[2])
    country = city["countrycode"]
    if country == "KR":
        name = name.removesuffix(" City")
    if country in RUSSIAN_IN:
        name = re.sub(r"[iy]y\b", "y", name)
    if country not in PLAIN_IN:
        return name
    plain = unicodedata.normalize("NFD", name.translate(str.maketrans("ıđĐ", "idD")))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return letters if country in {"CN", "TW"} else letters.translate(LOOSE_MARKS)


def korean(city: dict[str, Any]) -> str:
    """Return the one form in Hangul, which no other language writes, without the kind of place.

    It is empty if there is none, or if several are in use.
    """
    forms = {form.strip() for form in city["alternatenames"] if HANGUL.fullmatch(form)}
    for kind in KOREAN_KINDS:
        forms = {form.removesuffix(f" {kind}") for form in forms}
        forms -= {f"{form}{kind}" for form in forms}
    return forms.pop() if len(forms) == 1 else ""


def russian(city: dict[str, Any], kind: Kind | None) -> str:
    """Return the name that GeoNames has as Russian, if it sounds like the place; else "".

    A town in Russia that has no such name is called by its one form in Cyrillic.
    """
    names = [kind.russian] if kind else []
    if city["countrycode"] == "RU" and not any(names):
        forms = {form for form in city["alternatenames"] if RUSSIAN.fullmatch(form)}
        names = sorted(forms) if len(forms) == 1 else []
    latin = [city["name"], *city["alternatenames"]]
    good = (name for name in names if RUSSIAN.fullmatch(name) and _sounds_like(name, latin))
    return next(good, "")


def _sounds_like(name: str, latin: list[str]) -> bool:
    heard = "".join(LATIN_OF_RUSSIAN.get(letter, letter) for letter in name.lower())
    return any(
        SequenceMatcher(None, heard, form.lower()).ratio() >= LEAST_ALIKE
        for form in latin
        if form.isascii() or form == latin[0]
    )
