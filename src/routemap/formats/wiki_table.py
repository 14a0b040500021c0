"""Tables in wikitext (MediaWiki): between "{|" and "|}", a row after each "|-"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from routemap.formats.account import Account
from routemap.formats.marked_table import (
    FOOTNOTE,
    LINE,
    PICTURE,
    TABLE,
    MarkedCell,
    MarkedTable,
    MarkedText,
)
from routemap.formats.wiki_templates import FOOTNOTE_OF_CELL, without_templates

_COMMENT_BEGIN, _COMMENT_END = "<!--", "-->"
_BRACKETS = re.compile(r"\[\[|\]\]|\{\{|\}\}|\|\|?|!!")
_SEPARATORS = {"|": ("||",), "!": ("||", "!!")}
"""Of cells in one line, by the mark that begins it."""
_SPANS = {
    name: re.compile(rf"\b{name}\s{{0,9}}=\s{{0,9}}[\"']?\s{{0,9}}(\d{{1,5}})", re.IGNORECASE)
    for name in ("rowspan", "colspan")
}
_FOOTNOTE = re.compile(r"<ref\b[^<>]{0,500}/>|<ref\b[^<>]{0,500}>[^<]{0,5000}</ref>", re.IGNORECASE)
_INNER_LINK = re.compile(r"\[\[([^\[\]|]{1,500})(?:\|([^\[\]]{0,2000}))?\]\]")
_OUTER_LINK = re.compile(r"\[(https?://[^\s\[\]]{1,2000})(?:\s{1,9}([^\[\]]{0,2000}))?\]")
_PICTURE = re.compile(
    r"\s{0,9}(?:file|image|datei|bild|fichier|archivo|файл|изображение|파일|그림)\s{0,9}:",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_EMPHASIS = re.compile(r"'{2,5}")
_LONGEST_TITLE = 200


def holds_wiki_table(lines: Sequence[str]) -> bool:
    """Tell whether a table begins in one of the lines."""
    return any(line.lstrip(" :").startswith("{|") for line in lines)


def read_wikitext(text: str, name: str) -> MarkedText:
    """Return the tables in a text; raises as `MarkedTable.add`."""
    reading = _Reading(name)
    for line in _without_comments(text).splitlines():
        reading.line(line.strip())
    reading.end_cell()
    return reading.found


def _without_comments(text: str) -> str:
    """Return the text without comments; one that is not closed goes on to the end."""
    parts = []
    at = 0
    while (begin := text.find(_COMMENT_BEGIN, at)) >= 0:
        parts.append(text[at:begin])
        end = text.find(_COMMENT_END, begin)
        at = end + len(_COMMENT_END) if end >= 0 else len(text)
    return "".join((*parts, text[at:]))


class _Reading:
    """Takes a text line by line."""

    def __init__(self, name: str) -> None:
        self.found = MarkedText()
        self._name = name
        self._table: MarkedTable | None = None
        self._nested = 0
        self._cell: list[str] | None = None
        """The lines of the cell that is open."""
        self._attributes = ""
        self._open_braces = 0
        """Of templates that begin in the cell and have not ended, whose lines may begin so too."""

    def line(self, line: str) -> None:
        """Take a line."""
        begins = line.lstrip(":").startswith("{|")
        if self._table is None:
            if begins:
                self._table = self.found.begin_table(self._name)
            elif line:
                self.found.account.leave(LINE, "outside of the table")
        elif self._nested or begins:
            self._take_nested(line, begins=begins)
        elif self._open_braces > 0:
            self._go_on(line)
        elif line.startswith("|}"):
            self.end_cell()
            self._table.end_row()
            self._table = None
        else:
            self._line_in_table(self._table, line)

    def _take_nested(self, line: str, *, begins: bool) -> None:
        """Pass by a table in a cell."""
        self._nested += begins
        if begins and self._nested == 1:
            self.found.account.leave(TABLE, "within a cell of another")
        if line.startswith("|}"):
            self._nested -= 1

    def _line_in_table(self, table: MarkedTable, line: str) -> None:
        if line.startswith("|+"):
            self.end_cell()
            table.refuse_long(line)
            title = _plain(_split(line[2:], "|")[-1], [], table.account)
            if not self.found.title and len(title) <= _LONGEST_TITLE:
                self.found.title = title
            elif title:
                self.found.account.leave(LINE, "title of another table")
        elif line.startswith("|-"):
            self.end_cell()
            table.begin_row()
        elif line.startswith(("|", "!")):
            for cell in _split(line[1:], *_SEPARATORS[line[0]]):
                self.end_cell()
                attributes, *rest = _split(cell, "|")
                self._attributes = attributes if rest else ""
                self._cell = []
                self._go_on("|".join(rest) if rest else cell)
        else:
            self._go_on(line)

    def _go_on(self, words: str) -> None:
        if self._cell is not None:
            self._cell.append(words)
            self._open_braces += words.count("{{") - words.count("}}")

    def end_cell(self) -> None:
        """End the cell that is open."""
        if self._table and self._cell is not None:
            links: list[str] = []
            written = "\n".join(self._cell)
            self._table.refuse_long(written)
            words = _plain(written, links, self._table.account)
            rows, columns = (_span(self._attributes, each) for each in ("rowspan", "colspan"))
            self._table.add(MarkedCell(words, links, rows, columns))
        self._cell, self._open_braces = None, 0


def _split(words: str, *separators: str) -> list[str]:
    """Split words at separators that are not within a link or a template."""
    parts = []
    at = depth = 0
    for found in _BRACKETS.finditer(words):
        mark = found[0]
        if mark in {"[[", "{{"}:
            depth += 1
        elif mark in {"]]", "}}"}:
            depth = max(0, depth - 1)
        elif not depth and mark in separators:
            parts.append(words[at : found.start()])
            at = found.end()
    return [*parts, words[at:]]


def _plain(words: str, links: list[str], account: Account) -> str:
    """Return words without markup; addresses of links are appended to `links`."""

    def footnote(_: re.Match[str]) -> str:
        account.leave(FOOTNOTE, FOOTNOTE_OF_CELL)
        return ""

    def inner(link: re.Match[str]) -> str:
        if _PICTURE.match(link[1]):
            account.leave(PICTURE, "a picture is not a cell")
            return ""
        links.append(link[1])
        return str(link[2] or link[1].lstrip(":"))

    def outer(link: re.Match[str]) -> str:
        links.append(link[1])
        return str(link[2] or link[1])

    words = without_templates(_FOOTNOTE.sub(footnote, words), account)
    words = _OUTER_LINK.sub(outer, _INNER_LINK.sub(inner, words))
    return unescape(_EMPHASIS.sub("", _TAG.sub(" ", words))).strip()


def _span(attributes: str, name: str) -> int:
    found = _SPANS[name].search(attributes[:1000])
    return max(1, int(found[1])) if found else 1
