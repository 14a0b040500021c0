"""What holds for the whole journey: journey.toml. Rows are the lines of the file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from routemap.model.map_settings import MapSettings
from routemap.tables.cells import Context, RowReader
from routemap.tables.limits import LARGEST_ABOUT_BYTES
from routemap.tables.problems import ProblemLog, plain, shown
from routemap.tables.schema import JOURNEY, JOURNEY_SECTIONS, Kind
from routemap.tables.table import Heading, Row, read_heading
from routemap.tables.values import canonical_tag

BASEMAP_SECTION = "basemap"
"""Read by itself, with the picture of a map that it names."""
_MAP = "map."
_AROUND_KEYS = " \t\"'"
_AS_ENTRIES = 'write each entry as name = "text" on a line of its own'
_LINE_OF_ERROR = re.compile(r"\(at line (\d+)")
_BARE_TRANSLATION = re.compile(r"[ \t]*([\w-]+@[\w-]+)[ \t]*=")
# Strings and comments; one that is not closed reaches to the end, so that nothing is read twice.
_STRING_OR_COMMENT = re.compile(
    r'"""(?:\\.?|[^\\])*?(?:"""|\Z)'
    r"|'''.*?(?:'''|\Z)"
    r'|"(?:\\.?|[^"\\\n])*"?'
    r"|'[^'\n]*'?"
    r"|#[^\n]*",
    re.DOTALL,
)
# Each dot between two keys opens a section within the last; reading them takes their square.
_MOST_DOTS = 30


def read_metadata(text: str, context: Context, problems: ProblemLog) -> dict[str, Any]:
    """Return what the file says, by the fields of `Journey`; what is wrong is left out.

    The language of the journey is also set in the context: other tables are read with it.
    """
    entries = dict(_entries(text, problems))
    lines = _lines_of_keys(text)
    headings = []
    cells = {}
    for key, value in entries.items():
        line = lines.get(key, 0)
        heading = read_heading(key, JOURNEY, problems, line, "key")
        if heading is None:
            continue
        column = JOURNEY.by_name[heading.name]
        if column.kind is Kind.FLAG:
            if not isinstance(value, bool):
                what = f"{shown(key)} is neither true nor false"
                hint = "write true or false, without quotation marks"
                problems.error(line, plain(key), what, hint)
                continue
            value = str(value).lower()  # noqa: PLW2901  as cells have it
        if not isinstance(value, str):
            problems.error(
                line, plain(key), f"{shown(key)} is not text", "put it in quotation marks"
            )
            continue
        lines[heading.text] = line
        text = problems.checked_text(value.strip(), line, heading.text, column.longest)
        cells[heading.text] = text
        headings += [heading, Heading(heading.name)]
    context.language = canonical_tag(cells.get("language", "")) or context.language
    values = RowReader(JOURNEY, headings, context, problems).values(Row(0, cells, lines=lines))
    of_map = {name: values.pop(name) for name in [*values] if name.startswith(_MAP)}
    settings = MapSettings(**{name.removeprefix(_MAP): each for name, each in of_map.items()})
    return {**values, "map": settings}


def _entries(text: str, problems: ProblemLog) -> Iterator[tuple[str, object]]:
    """Yield the entries by name, ``report.`` before those of that section."""
    found = _toml(text, problems)
    found.pop(BASEMAP_SECTION, None)
    sections = {name: found.pop(name, {}) for name in JOURNEY_SECTIONS}
    yield from found.items()
    for name, section in sections.items():
        if isinstance(section, dict):
            yield from ((f"{name}.{key}", value) for key, value in section.items())
        else:
            line = _lines_of_keys(text).get(name, 0)
            what = f"“{name}” is not a section"
            problems.error(line, name, what, f"write [{name}] on a line of its own")


def section_of(text: str, name: str) -> tuple[object, dict[str, int]]:
    """Return what a section holds, None if there is none, and the line of each of its entries.

    That the file is no TOML is told by `read_metadata`.
    """
    if name not in text:
        return None, {}
    lines = _lines_of_keys(text)
    found = _toml(text, ProblemLog("")).get(name)
    return found, {key.removeprefix(f"{name}."): line for key, line in lines.items()}


def _toml(text: str, problems: ProblemLog) -> dict[str, object]:
    if len(text) > LARGEST_ABOUT_BYTES:
        what = f"the file has {len(text):,} letters, the limit is {LARGEST_ABOUT_BYTES:,}"
        problems.error(0, "", what, "shorten it")
        return {}
    lines = _STRING_OR_COMMENT.sub("", text).split("\n")
    if max(line.count(".") for line in lines) > _MOST_DOTS:
        what = f"a line has more than {_MOST_DOTS} dots outside of quotation marks"
        problems.error(0, "", what, _AS_ENTRIES)
        return {}
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        _report_no_toml(text, problem, problems)
        return {}


def _report_no_toml(text: str, problem: Exception, problems: ProblemLog) -> None:
    found = _LINE_OF_ERROR.search(str(problem))
    line = int(found[1]) if found else 0
    bare = _BARE_TRANSLATION.match(text.split("\n")[line - 1]) if line else None
    if bare:
        what = "the name of this entry holds @"
        problems.error(line, plain(bare[1]), what, f'write "{plain(bare[1])}" = …')
        return
    why = plain(str(problem).partition(" (at ")[0]) if found else "it cannot be read"
    problems.error(line, "", f"this is not TOML ({why})", _AS_ENTRIES)


def _lines_of_keys(text: str) -> dict[str, int]:
    """Return the line in which each entry stands first, ``report.`` before those of the section.

    Entries written in a way that hides them are missing.
    """
    lines: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.split("\n"), start=1):
        key, equals, _ = line.partition("=")
        if line.lstrip().startswith("["):
            section = line.strip("[] \t\r") + "."
        elif equals:
            path = ".".join(part.strip(_AROUND_KEYS) for part in f"{section}{key}".split("."))
            for name in (path, path.rpartition(".")[0]):
                lines.setdefault(name, number)
    return lines
