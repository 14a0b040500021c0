"""Tables in Markdown (GitHub Flavored Markdown, 4.10): cells between pipes, below a line of dashes.

A parser of all Markdown would be a dependency for a tenth of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from routemap.formats.account import Account
from routemap.formats.marked_table import LINE, PICTURE, MarkedCell, MarkedTable, MarkedText

_CELL_END = re.compile(r"(?<!\\)\|")
_DASHES = re.compile(r":?-+:?")
_LINK = re.compile(r'(!?)\[([^\[\]]{0,1000})\]\(([^\s()]{1,2000})(?:\s{1,9}"[^"]{0,500}")?\)')
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
_STRONG = re.compile(r"\*\*|~~|`")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LONGEST_TITLE = 200


def holds_markdown_table(lines: Sequence[str]) -> bool:
    """Tell whether a line of headings stands above one of dashes."""
    return any(_is_head(lines, at) for at in range(len(lines) - 1))


def read_markdown(lines: Sequence[str], name: str) -> MarkedText:
    """Return the tables in lines; raises as `MarkedTable.add`."""
    text = MarkedText()
    at = outside = 0
    while at < len(lines):
        if not _is_head(lines, at):
            line = lines[at].strip()
            is_title = line.startswith("# ") and not text.title and len(line) < _LONGEST_TITLE
            if is_title:
                text.title = line.strip("# ")
            outside += bool(line) and not is_title
            at += 1
            continue
        table = text.begin_table(name)
        _add_row(table, lines[at])
        at += 2
        while at < len(lines) and lines[at].strip():
            _add_row(table, lines[at])
            at += 1
        table.end_row()
    text.account.leave(LINE, "outside of the table", outside)
    return text


def _is_head(lines: Sequence[str], at: int) -> bool:
    """Tell whether a line holds the headings of a table: the next has as many cells of dashes."""
    if at + 1 >= len(lines) or "|" not in lines[at] or "-" not in lines[at + 1]:
        return False
    dashes = _cells(lines[at + 1])
    return all(map(_DASHES.fullmatch, dashes)) and len(dashes) == len(_cells(lines[at]))


def _cells(line: str) -> list[str]:
    """Return what stands between the pipes; those around the line are optional."""
    cells = [cell.strip() for cell in _CELL_END.split(line.strip())]
    first = 1 if len(cells) > 1 and not cells[0] else 0
    last = len(cells) - 1 if len(cells) > 1 and not cells[-1] else len(cells)
    return cells[first:last]


def _add_row(table: MarkedTable, line: str) -> None:
    table.begin_row()
    for cell in _cells(line):
        table.refuse_long(cell)
        links: list[str] = []
        table.add(MarkedCell(_plain(cell, links, table.account), links))


def _plain(cell: str, links: list[str], account: Account) -> str:
    """Return the words of a cell; addresses of links are appended to `links`."""

    def words(link: re.Match[str]) -> str:
        if link[1]:
            account.leave(PICTURE, "only its words stay")
        else:
            links.append(link[3])
        return link[2]

    text = _STRONG.sub("", _BREAK.sub(" ", _LINK.sub(words, cell)))
    if len(text) > 2 and text[0] == text[-1] and text[0] in "*_":  # noqa: PLR2004  a letter inside
        text = text[1:-1]
    return unescape(_ESCAPE.sub(r"\1", text))
