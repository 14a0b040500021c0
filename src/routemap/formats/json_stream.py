"""JSON of any length, value by value: what is not wanted is gone before the next is read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder

_PART_BYTES = 1_000_000
_MOST_ENTRIES = 1_000_000
_LONGEST_ENTRY = 1_000_000  # in characters
_LONGEST_SIGN = len("\\ud83d\\ude00")  # that the end of what is ahead may cut in two
_BLANK = re.compile(r"[ \t\r\n]*")


def entries(content: bytes) -> Iterator[tuple[str, object]]:
    """Yield the entries of the lists in a JSON object, each with the name of its list.

    A member that is no list is yielded as it is. Of a JSON list, each entry has the name "".

    Raises
    ------
    ValueError
        If it is not JSON, or an entry is too long or too deep, or there are too many; the message
        says which.
    """
    for number, entry in enumerate(_entries(_Text(content))):
        if number == _MOST_ENTRIES:
            raise ValueError(f"this JSON has more than {_MOST_ENTRIES:,} entries")
        yield entry


def _entries(text: _Text) -> Iterator[tuple[str, object]]:
    opening = text.sign()
    if opening == "[":
        yield from (("", value) for value in _listed(text))
    elif opening == "{":
        yield from _members(text)
    else:
        raise ValueError("this is not JSON (it begins with neither a list nor an object)")
    if text.sign():
        raise ValueError("this is not JSON (something follows its end)")


def _members(text: _Text) -> Iterator[tuple[str, object]]:
    if text.next_is("}"):
        return
    while True:
        name = text.value()
        if not isinstance(name, str) or text.sign() != ":":
            raise ValueError("this is not JSON (a member has no name)")
        if text.next_is("["):
            yield from ((name, value) for value in _listed(text))
        else:
            yield name, text.value()
        if text.ends_with("}"):
            return


def _listed(text: _Text) -> Iterator[object]:
    if text.next_is("]"):
        return
    while True:
        yield text.value()
        if text.ends_with("]"):
            return


class _Text:
    """The text of a document, decoded and forgotten part by part."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._parse = JSONDecoder().raw_decode
        self._read = 0
        self._ahead = ""
        self._place = 0

    def sign(self) -> str:
        """Return the next sign that is no blank and go past it, "" at the end."""
        while True:
            self._fill(1)
            blank = _BLANK.match(self._ahead, self._place)
            self._place = blank.end() if blank else self._place
            if self._place < len(self._ahead):
                self._place += 1
                return self._ahead[self._place - 1]
            if self._is_whole:
                return ""

    def next_is(self, sign: str) -> bool:
        """Tell whether a sign comes next; go past it if so."""
        found = self.sign()
        if found and found != sign:
            self._place -= 1
        return found == sign

    def ends_with(self, sign: str) -> bool:
        """Tell whether the list or object ends here with a sign, or goes on after a comma."""
        found = self.sign()
        if found not in (sign, ","):
            raise ValueError("this is not JSON (a comma is missing, or its end)")
        return found == sign

    def value(self) -> object:
        """Return the next value and go past it."""
        if not self.sign():
            raise ValueError("this is not JSON (it breaks off)")
        self._place -= 1
        while True:
            why = "it breaks off"
            try:
                found, end = self._parse(self._ahead, self._place)
            except JSONDecodeError as problem:
                why = problem.msg
                if self._is_wrong(problem):
                    raise ValueError(f"this is not JSON ({why})") from problem
            except (ValueError, RecursionError) as problem:
                raise ValueError("this JSON is too deep or has a number too long") from problem
            else:
                if end < len(self._ahead) or self._is_whole:  # else a number may go on
                    self._place = end
                    return found
            letters = len(self._ahead) - self._place
            if self._is_whole:
                raise ValueError(f"this is not JSON ({why})")
            if letters > _LONGEST_ENTRY:
                raise ValueError(f"this JSON has an entry of more than {_LONGEST_ENTRY:,} letters")
            self._fill(2 * letters)

    def _is_wrong(self, problem: JSONDecodeError) -> bool:
        """Tell whether a problem lies before the end of what is ahead, so that no more mends it."""
        may_go_on = problem.msg.startswith("Unterminated string")
        return not may_go_on and problem.pos < len(self._ahead) - _LONGEST_SIGN

    @property
    def _is_whole(self) -> bool:
        return self._read >= len(self._content)

    def _fill(self, wanted: int) -> None:
        """Decode until so many letters are ahead, if there are so many."""
        while len(self._ahead) - self._place < wanted and not self._is_whole:
            part = self._content[self._read : self._read + _PART_BYTES]
            self._read += len(part)
            try:
                more = self._decoder.decode(part, self._is_whole)
            except UnicodeDecodeError as problem:
                raise ValueError("this is not JSON (it is not UTF-8)") from problem
            self._ahead = self._ahead[self._place :] + more
            self._place = 0
