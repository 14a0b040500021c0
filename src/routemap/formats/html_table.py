"""Tables in HTML: found by a scan that looks at each letter once.

Python's own parser takes the square of the time over comments and tags that are not closed
(CVE-2025-6069), in most versions that we run on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from routemap.formats.imported import refuse
from routemap.formats.marked_table import (
    FOOTNOTE,
    FOOTNOTE_WHY,
    LINE,
    PICTURE,
    TABLE,
    MarkedCell,
    MarkedTable,
    MarkedText,
)

_MOST_TAGS = 1_000_000
_TAG_NAME = re.compile(r"(/?)([a-z][a-z0-9:-]{0,30})", re.IGNORECASE)
_QUOTES_AND_ENDS = re.compile(r"""[>"']""")
_SPACES = " \t\r\n\f"
_VALUE = r"""\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s>"']+))"""
_ATTRIBUTES = {
    name: re.compile(rf"(?<![\w-]){name}{_VALUE}", re.IGNORECASE)
    for name in ("rowspan", "colspan", "href", "class", "style")
}
_NOT_READ = frozenset({"script", "style", "template", "noscript", "svg", "math"})
_VOID = frozenset({"br", "img", "hr", "wbr", "col", "input", "meta", "link", "area", "source"})
_ROWS_AND_CELLS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
_WITHIN_A_LINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "kbd"),
        *("mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u"),
        *("var", "wbr"),
    }
)
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_LONGEST_TITLE = 200


def holds_html_table(text: str) -> bool:
    """Tell whether a text begins as HTML does and has a table."""
    return text.lstrip("\ufeff" + _SPACES).startswith("<") and "<table" in text.casefold()


def read_html(text: str, name: str) -> MarkedText:
    """Return the tables in a text; raises as `MarkedTable.add`, or if it has too many tags."""
    page = _Page(name)
    for number, (tag, inside) in enumerate(_parts(text)):
        if number > 2 * _MOST_TAGS:
            refuse((f"it has more than {_MOST_TAGS:,} tags", "leave out all but the table"), name)
        if tag:
            page.tag(tag, inside)
        else:
            page.text(inside)
    page.end()
    return page.found


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield each text, after "", and each tag: its name in small letters and all within it.

    A name begins with "/" where an element ends. Comments and declarations are left out.
    """
    at = 0
    while at < len(text):
        begin = text.find("<", at)
        if begin < 0:
            yield "", text[at:]
            return
        if begin > at:
            yield "", text[at:begin]
        name = _TAG_NAME.match(text, begin + 1)
        if text.startswith("<!--", begin):
            end = text.find("-->", begin + 4)
            at = end + 3 if end >= 0 else len(text)
        elif name:
            end = _end_of_tag(text, name.end())
            yield name[0].lower(), text[name.end() : end]
            at = end + 1
        elif text[begin + 1 : begin + 2] in {"!", "?"}:
            end = text.find(">", begin)
            at = end + 1 if end >= 0 else len(text)
        else:
            yield "", "<"
            at = begin + 1


def _end_of_tag(text: str, at: int) -> int:
    """Return where the next ">" stands that is not within quotation marks, else the end."""
    while found := _QUOTES_AND_ENDS.search(text, at):
        if found[0] == ">":
            return found.start()
        is_value = text[max(0, found.start() - 9) : found.start()].rstrip(_SPACES).endswith("=")
        closing = text.find(found[0], found.end()) if is_value else found.start()
        if closing < 0:
            break
        at = closing + 1
    return len(text)


class _Page:
    """Takes the parts of a text one by one."""

    def __init__(self, name: str) -> None:
        self.found = MarkedText()
        self._name = name
        self._tables: list[MarkedTable | None] = []
        """Each within the one before; None for one in a cell, which is read as text."""
        self._cell: MarkedCell | None = None
        self._words: list[str] = []
        self._links: list[str] = []
        self._outside: list[str] = []
        """Words beside all tables, since the last element that makes a line of its own."""
        self._skipped: list[str] = []
        """Open elements that are not read; the first is why, the others have its name, too."""
        self._is_heading = False

    def text(self, words: str) -> None:
        """Take words."""
        if self._skipped:
            return
        (self._outside if self._cell is None else self._words).append(unescape(words))

    def tag(self, name: str, inside: str) -> None:
        """Take the beginning or the end of an element."""
        if self._skipped:
            self._skip(name)
        elif name.startswith("/"):
            self._end(name[1:])
        elif not self._begins_skipped(name, inside):
            self._begin(name, inside)
        if name.removeprefix("/") not in _WITHIN_A_LINE:
            self._break(name)

    def end(self) -> None:
        """End all that is open."""
        self._end_cell()
        self._break("")

    def _skip(self, name: str) -> None:
        if name == self._skipped[0]:
            self._skipped.append(name)
        elif name == f"/{self._skipped[0]}":
            self._skipped.pop()

    def _begins_skipped(self, name: str, inside: str) -> bool:
        """Tell whether nothing is read until an element ends: it is no text, or not shown."""
        is_footnote = name == "sup" and "reference" in _attribute(inside, "class").split()
        is_hidden = self._cell is not None and name not in _ROWS_AND_CELLS
        is_hidden = is_hidden and bool(_HIDDEN.search(_attribute(inside, "style")[:1000]))
        if name in _VOID or not (is_footnote or is_hidden or name in _NOT_READ):
            return False
        if self._table and (is_footnote or is_hidden):
            item, why = (FOOTNOTE, FOOTNOTE_WHY) if is_footnote else ("hidden text", "not shown")
            self._table.account.leave(item, why)
        self._skipped.append(name)
        return True

    @property
    def _table(self) -> MarkedTable | None:
        """Return the table that is open."""
        return self._tables[-1] if self._tables else None

    def _begin(self, name: str, inside: str) -> None:
        table = self._table
        if name == "table":
            self._begin_table()
        elif table and name == "tr":
            self._end_cell()
            table.begin_row()
        elif table and name in {"td", "th"}:
            self._end_cell()
            rows, columns = (_span(_attribute(inside, each)) for each in ("rowspan", "colspan"))
            self._cell, self._words, self._links = MarkedCell("", (), rows, columns), [], []
        elif table and name == "a" and self._cell:
            address = _attribute(inside, "href")
            self._links += [address] if address else []
        elif table and name == "img":
            table.account.leave(PICTURE, "a picture is not a cell")
        self._is_heading |= name in {"h1", "caption"} and not self.found.title

    def _begin_table(self) -> None:
        if self._cell is None:
            self._tables.append(self.found.begin_table(self._name))
        else:
            self._tables.append(None)
            self.found.account.take(TABLE, "text of a cell")

    def _end(self, name: str) -> None:
        if name == "table" and self._tables:
            if self._table:
                self._end_cell()
                self._table.end_row()
            self._tables.pop()
        elif self._table and name in {"td", "th", "tr"}:
            self._end_cell()

    def _end_cell(self) -> None:
        table = self._table
        if table and self._cell:
            self._cell.text, self._cell.links = "".join(self._words), self._links
            table.add(self._cell)
        self._cell = None

    def _break(self, name: str) -> None:
        """End a line."""
        if self._cell is not None:
            self._words.append(" ")
            return
        line = " ".join("".join(self._outside).split())
        self._outside = []
        is_title = self._is_heading and name in {"/h1", "/caption"}
        if is_title and 0 < len(line) <= _LONGEST_TITLE:
            self.found.title = line
        elif line:
            self.found.account.leave(LINE, "outside of the table")
        self._is_heading &= not is_title


def _attribute(inside: str, name: str) -> str:
    """Return an attribute of a tag, "" if it has none of this name."""
    found = _ATTRIBUTES[name].search(inside)
    return unescape(next(filter(None, found.groups()), "")) if found else ""


def _span(written: str) -> int:
    """Return how many rows or columns a cell spans."""
    return max(1, int(written)) if written.isdecimal() and len(written) <= 5 else 1  # noqa: PLR2004
