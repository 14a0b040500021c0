"""What a row of a foreign table tells: the words of an event, and the media beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from routemap.formats.markup import plain_text
from routemap.tables.limits import LONGEST_NAME

LONGEST_SUBTITLE = 160
"""Of the words below a title; longer ones are an event before all."""
_LONGEST_SENTENCE = 120
_ENDS = tuple(".!?…。！？")
_SENTENCE_END = re.compile(r"[.!?…]['\"”’»)]?\s+|[。！？]\s*")
_WORD_BEFORE = re.compile(r"(?:[^\W\d_]+|\d+)\Z")
_SHORTEST_WORD = 4
_LONGEST_DAY = 2
_ABBREVIATED = (
    "mr mrs ms dr st prof rev capt col gen lt sgt sr jr hon gov sen rep no nos vol pp fig ed eds "
    "etc vs cf ca approx dept univ inc ltd co corp bros ave blvd mt ft jan feb mar apr jun jul "
    "aug sep sept oct nov dec esp ibid al bzw usw vgl evtl ggf bspw str nr hl hr fr frl geb gest "
    "jh jhd jhdt inkl exkl zzgl abs bd bde hrsg dipl ing mag sog mio mrd tel min std urspr verw "
    "mme mlle mm av env éd chap sra srta dra avda aprox pág гг вв ул им обл см др проф"
)
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
_ELEMENT = r"(p|br|b|i|u|em|strong|a|div|span|ul|ol|h[1-6]|blockquote|font)"
_BEGUN = re.compile(rf"<{_ELEMENT}[\s/>]", re.IGNORECASE)
_ENDED = re.compile(rf"</{_ELEMENT}\s*>", re.IGNORECASE)
_BETWEEN = "\n\n"


def event_words(headlines: Sequence[str], texts: Sequence[str], place: str) -> tuple[str, str]:
    """Return headline and text of the event that a row tells, both "" if it tells nothing.

    No word is lost or said twice. Without a headline the first sentence stands above the others,
    if it is short and surely ends where it seems to; else the name of the place does.

    Parameters
    ----------
    headlines, texts
        What the row has in columns of either kind.
    place
        The name of its place, "" at none.
    """
    titles, parts = ([without_markup(cell) for cell in cells] for cells in (headlines, texts))
    title, *more = list(filter(None, titles)) or [""]
    text = _BETWEEN.join(filter(None, (*more, *parts)))
    if title and len(title) <= (LONGEST_NAME if text else _LONGEST_SENTENCE):
        return title, text
    whole = _BETWEEN.join(filter(None, (title, text)))
    first = _first_sentence(whole)
    if first:
        return first, whole[len(first) :].strip()
    if not place and "\n" not in whole and len(whole) <= _LONGEST_SENTENCE:
        return whole, ""
    begins = f"{whole[:_LONGEST_SENTENCE].rpartition(' ')[0]} …"
    return (place or begins, whole) if whole else ("", "")


def sentences(parts: Iterable[str]) -> str:
    """Return texts one after the other, each ended as a sentence but the last."""
    *before, last = [part.strip() for part in parts if part.strip()] or [""]
    return " ".join([*(part if part.endswith(_ENDS) else f"{part}." for part in before), last])


def without_markup(cell: str) -> str:
    """Return a cell of HTML as plain text.

    A cell is HTML if it has a line break, or an element of a text that is both begun and ended;
    any other stays as it is, whatever it has between “<” and “>”.
    """
    begun, ended = (set(map(str.lower, tags.findall(cell))) for tags in (_BEGUN, _ENDED))
    return plain_text(cell) if "br" in begun or begun & ended else cell.strip()


def _first_sentence(text: str) -> str:
    """Return the first sentence, or the first line if that is shorter; "" if it is long or unsure.

    A full stop behind what may be an abbreviation or the number of a day may end a sentence or not.
    """
    line = text.partition("\n")[0].strip()
    for found in _SENTENCE_END.finditer(line[: _LONGEST_SENTENCE + 1]):
        ends = _ends_sentence(line, found, text[found.end() : found.end() + 1])
        if ends is None:
            return ""
        if ends:
            return line[: found.end()].strip()
    return line if len(line) <= _LONGEST_SENTENCE else ""


def _ends_sentence(line: str, found: re.Match[str], follows: str) -> bool | None:
    """Tell whether a sentence ends with a mark of punctuation, None if that is not sure."""
    if follows.islower() or follows.isdigit():
        return False
    before = _WORD_BEFORE.search(line[: found.start()])
    if not found[0].startswith(".") or not before:
        return True
    word = before[0]
    if word.isdigit():
        return False if len(word) <= _LONGEST_DAY else None
    has_case = word.lower() != word.upper()
    if word.casefold() in _ABBREVIATIONS or (has_case and len(word) == 1):
        return False
    return None if has_case and (len(word) < _SHORTEST_WORD or word.istitle()) else True
