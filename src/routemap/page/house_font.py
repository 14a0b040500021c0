"""The typeface of a house style as a page's own file, without letters that no page of it sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import uharfbuzz as hb
from babel import Locale

from routemap.bounded_cache import SourceCache
from routemap.i18n.catalog import LANGUAGES, all_words
from routemap.model.itinerary import Itinerary
from routemap.page.assets import Asset, make_asset
from routemap.page.inlining import data_url
from routemap.tables.writer import journey_files

# Ideographs and syllables: thousands, of which words of a journey and our own have some hundreds.
_LARGE = (range(0x3400, 0xA000), range(0xAC00, 0xD7B0), range(0x20000, 0x110000))
_POSTSCRIPT = b"OTTO"
_FONTS: SourceCache[Asset] = SourceCache()


def house_font(itinerary: Itinerary) -> Asset | None:
    """Return the file of the typeface that a page loads, None where a journey has none."""
    content = itinerary.journey.style.font_content
    return _FONTS.get(itinerary, "font", lambda: _cut(itinerary)) if content else None


def font_face(itinerary: Itinerary, address: str | None) -> str:
    """Return the CSS that sets all words in the typeface, "" where a journey has none.

    It takes the place of Inter, letter by letter: whatever names that family is set in it, words of
    Streamlit too. It stands for all weights, so that no browser makes a bold that paper has not.

    Parameters
    ----------
    address
        Of the folder with its file, with a slash at the end; None for the file within the CSS.
    """
    font = house_font(itinerary)
    if font is None:
        return ""
    held = data_url(font.media_type, font.body) if address is None else f"{address}{font.name}"
    ranges = ",".join(_ranges(hb.Face(font.body).unicodes))
    return (
        "@font-face{font-family:Inter;font-style:normal;font-display:swap;font-weight:100 900;"
        f"src:url({held});unicode-range:{ranges}}}"
    )


def _cut(itinerary: Itinerary) -> Asset:
    content = itinerary.journey.style.font_content
    face = hb.Face(content)
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.LAYOUT_FEATURE_TAG).invert()  # all of them
    letters = {*face.unicodes}
    many = {letter for letter in letters if any(letter in block for block in _LARGE)}
    wanted.unicode_set.update(letters - (many - {*map(ord, _used(itinerary))} if many else many))
    body = wanted.subset(face).blob.data
    return make_asset(f"house.{'otf' if body.startswith(_POSTSCRIPT) else 'ttf'}", body)


def _used(itinerary: Itinerary) -> set[str]:
    """Return the letters of a journey's tables, of our own words, and of dates."""
    tables = (
        content.decode(errors="ignore")
        for name, content in journey_files(itinerary.journey).items()
        if name.endswith((".csv", ".toml"))
    )
    locales = map(Locale.parse, LANGUAGES)
    return {*chain.from_iterable(chain(tables, all_words(), *map(_words_of_dates, locales)))}


def _words_of_dates(locale: Locale) -> Iterator[str]:
    named = (locale.months["format"]["wide"], locale.days["format"]["wide"], locale.eras["wide"])
    yield from chain.from_iterable(each.values() for each in named)
    yield from map(str, locale.datetime_skeletons.values())


def _ranges(letters: Iterable[int]) -> Iterator[str]:
    """Yield ranges of letters as CSS names them: U+41-5A."""
    start = end = -1
    for letter in (*sorted(letters), -1):
        if letter != end + 1 or start < 0:
            if start >= 0:
                yield f"U+{start:X}" if start == end else f"U+{start:X}-{end:X}"
            start = letter
        end = letter
