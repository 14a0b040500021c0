"""Write what the schema says of tables into docs/tables.md and the starter of a journey.

    python tools/document_tables.py

A test holds the committed files to what this writes.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from routemap.tables.schema import JOURNEY, SCHEMAS, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routemap.tables.schema import Column, Schema

_CHECKOUT = Path(__file__).resolve().parent.parent
PAGE = _CHECKOUT / "docs" / "tables.md"
STARTER = _CHECKOUT / "src" / "routemap" / "starter" / JOURNEY.file
_FILLED = {
    "title": "My journey",
    "subtitle": "Write what it is, and when",
    "language": "en",
    "map.borders": "today",
}
_TRANSLATION = '"title@ko" = "…" is the title in Korean; so with other texts.'
_WIDTH = 88


def page(text: str) -> str:
    """Return the page with its tables of files and columns as the schema has them."""
    files = [(f"`{schema.file}`", schema.meaning) for schema in SCHEMAS]
    text = _replaced(text, "files", _table(("file", "a row is"), files))
    for schema in SCHEMAS:
        rows = [(_name(column, schema), _meaning(column)) for column in schema.columns]
        kind = "entry" if schema is JOURNEY else "column"
        text = _replaced(text, schema.file, _table((kind, "holds"), rows))
    return text


def starter() -> str:
    """Return the journey.toml of a new journey: every entry with what it is for."""
    lines = ["# What holds for the whole journey. Every entry is optional.", f"# {_TRANSLATION}"]
    section = ""
    for column in JOURNEY.columns:
        path, _, name = column.name.rpartition(".")
        if path != section:
            lines += ["", f"[{path}]"]
            section = path
        lines += textwrap.wrap(
            _meaning(column).replace("`", ""), _WIDTH, initial_indent="# ", subsequent_indent="# "
        )
        if column.kind is Kind.FLAG:  # without a default it depends on another entry
            lines.append(f"{name} = {column.default}" if column.default else f"# {name} = true")
            continue
        lines.append(f'{name} = "{_FILLED.get(column.name, "")}"')
    return "\n".join(lines) + "\n"


def _replaced(text: str, name: str, table: str) -> str:
    begin, end = f"<!-- {name}: written by tools/document_tables.py -->", f"<!-- end of {name} -->"
    pattern = f"{re.escape(begin)}.*?{re.escape(end)}"
    found = re.subn(pattern, lambda _: f"{begin}\n{table}\n{end}", text, flags=re.DOTALL)
    if found[1] != 1:
        raise ValueError(f"the page has no place for {name}; write “{begin}” and “{end}” into it")
    return found[0]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows))


def _name(column: Column, schema: Schema[object]) -> str:
    name = f"`{column.name}`"
    if column.name in schema.required:
        name = f"**{name}**"
    return f"{name} `@xx`" if column.name in schema.translatable else name


def _meaning(column: Column) -> str:
    choices = [f"`{choice}`" for choice in column.choices]
    words = f": {', '.join(choices[:-1])} or {choices[-1]}" if choices else ""
    has_default = column.default and not column.blank_hint and "blank" not in column.meaning
    default = f"; blank: `{column.default}`" if has_default else ""
    return f"{column.meaning}{words}{default}"


def main() -> None:
    """Write both files."""
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    STARTER.write_text(starter(), encoding="utf-8")


if __name__ == "__main__":
    main()
