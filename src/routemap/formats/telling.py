"""What a row of a foreign table tells: the words of an event, and the media beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from routemap.formats.markup import plain_text
from routemap.tables.limits import LONGEST_NAME

LONGEST_SUBTITLE = 160
"""Of the words below a title; longer ones are an event before all."""
_LONGEST_SENTENCE = 120
_ENDS = tuple(".!?…。！？")
_SENTENCE_END = re.compile(r"[.!?…]['\"”’»)]?\s+|[。！？]\s*")
_WORD_BEFORE = re.compile(r"[^\W\d_]+\Z")
_SHORTEST_WORD = 4
_ELEMENT = r"(p|br|b|i|u|em|strong|a|div|span|ul|ol|h[1-6]|blockquote|font)"
_BEGUN = re.compile(rf"<{_ELEMENT}[\s/>]", re.IGNORECASE)
_ENDED = re.compile(rf"</{_ELEMENT}\s*>", re.IGNORECASE)
_BETWEEN = "\n\n"


def event_words(headlines: Sequence[str], texts: Sequence[str], place: str) -> tuple[str, str]:
    """Return headline and text of the event that a row tells, both "" if it tells nothing.

    No word is lost or said twice. Without a headline the first sentence stands above the others,
    if it is short; else the name of the place does.

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
    """Return the first sentence, or the first line if that is shorter; "" if it is long."""
    line = text.partition("\n")[0].strip()
    for end in _sentence_ends(line[: _LONGEST_SENTENCE + 1], text):
        return line[:end].strip()
    return line if len(line) <= _LONGEST_SENTENCE else ""


def _sentence_ends(line: str, text: str) -> Iterator[int]:
    """Yield where sentences end; not behind what may be an abbreviation, as in “by Dr. Smith”."""
    for found in _SENTENCE_END.finditer(line):
        word = _WORD_BEFORE.search(line[: found.start()])
        has_case = word and word[0].lower() != word[0].upper()
        is_short = has_case and word and len(word[0]) < _SHORTEST_WORD
        follows = text[found.end() : found.end() + 1]
        if not (is_short or (word and word[0].istitle()) or follows.islower() or follows.isdigit()):
            yield found.end()
