"""What a row of a foreign table tells: the words of an event, and the media beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from routemap.formats.markup import plain_text
from routemap.tables.limits import LONGEST_NAME

_LONGEST_SENTENCE = 120
_SENTENCE_END = re.compile(r"[.!?…]['\"”’»)]?\s+|[。！？]\s*")
_WORD_BEFORE = re.compile(r"[^\W\d_]+\Z")
_SHORTEST_WORD = 4
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


def without_markup(cell: str) -> str:
    """Return a cell without the tags of HTML; one that has none keeps its lines."""
    if "<" not in cell and "&" not in cell:
        return cell.strip()
    made = plain_text(cell)
    return cell.strip() if made == " ".join(cell.split()) else made


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
