"""Tables that are pasted, or lie in a file as text: in HTML, wikitext, Markdown, or separated."""

from __future__ import annotations

from routemap.errors import ForeignFileError
from routemap.formats.delimited import import_separated
from routemap.formats.html_table import holds_html_table, read_html
from routemap.formats.imported import UNSAID, Imported, TableChoice
from routemap.formats.markdown_table import holds_markdown_table, read_markdown
from routemap.formats.marked_table import import_marked
from routemap.formats.wiki_table import holds_wiki_table, read_wikitext


def import_pasted(text: str, name: str, choice: TableChoice = UNSAID) -> Imported:
    """Return the table in a text: in markup if a table is marked up in it, else separated.

    Raises
    ------
    ForeignFileError
        If it holds no table, or one that is larger than is read.
    """
    return _import_marked(text, name, choice) or import_separated(text, name, choice)


def import_markup(text: str, name: str, choice: TableChoice) -> Imported:
    """Return the table that is marked up in a text; raises as `import_pasted`."""
    found = _import_marked(text, name, choice)
    if found is None:
        raise ForeignFileError(
            f"{name} holds no table that is read; write one in HTML, wikitext or Markdown"
        )
    return found


def _import_marked(text: str, name: str, choice: TableChoice) -> Imported | None:
    lines = text.splitlines()
    if holds_html_table(text):
        return import_marked(read_html(text, name), name, choice)
    if holds_wiki_table(lines):
        return import_marked(read_wikitext(text, name), name, choice)
    if holds_markdown_table(lines):
        return import_marked(read_markdown(lines, name), name, choice)
    return None
