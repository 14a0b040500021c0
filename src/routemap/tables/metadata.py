"""What holds for the whole journey: journey.toml. Rows are the lines of the file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from routemap.model.house_style import HouseStyle
from routemap.model.map_settings import MapSettings
from routemap.tables.cells import Context, RowReader
from routemap.tables.limits import LARGEST_ABOUT_BYTES
from routemap.tables.problems import Choices, ProblemLog, in_words, one_of, plain, shown
from routemap.tables.schema import JOURNEY, JOURNEY_SECTIONS, Column, Kind, plain_heading
from routemap.tables.table import Heading, Row, read_heading
from routemap.tables.values import canonical_tag

BASEMAP_SECTION = "basemap"
"""Read by itself, with the picture of a map that it names."""
SPEED_SECTION = "speed"
"""Read by itself: its entries are the modes of travel, of which any word may be one."""
IMAGE_KEYS = ("image", "extent", "projection", "opacity")
BASEMAP_KEYS = (*IMAGE_KEYS, "credit", "licence")
_MAP, STYLE = "map.", "style."
_AROUND_KEYS = " \t\"'"
# Of the name of a section: enough for "maps" and "base_map".
_LIKENESS = 0.7
_AS_ENTRIES = 'write each entry as name = "text" on a line of its own'
_LINE_OF_ERROR = re.compile(r"\(at line (\d+)")
_DECLARED_TWICE = re.compile(r"Cannot declare \('(.+)',\) twice")
_ENTERED_TWICE = "Cannot overwrite a value"
_BARE_WORD = re.compile(r"[ \t]*([\w-]+)[ \t]*=[ \t]*[^\W\d]\w*[ \t]*(?:#.*)?\r?")
_DECIMAL_COMMA = re.compile(
    r"[ \t]*([\w-]+|\"[^\"]*\")[ \t]*=[ \t]*([-+]?\d+),(\d+)[ \t]*(?:#.*)?\r?"
)
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
    _drop_misplaced(entries, lines, problems)
    headings = []
    cells = {}
    for key, value in entries.items():
        line = lines.get(key, 0)
        if isinstance(value, dict) and key not in JOURNEY.by_name:
            _warn_of_section(key, line, problems)
            continue
        heading = read_heading(key, JOURNEY, problems, line, "key")
        if heading is None:
            continue
        column = JOURNEY.by_name[heading.name]
        if column.kind is Kind.FLAG:
            if not isinstance(value, bool):
                what = f"{shown(key)} is neither true nor false"
                problems.error(line, plain(key), what, _how_to_write(column))
                continue
            value = str(value).lower()  # noqa: PLW2901  as cells have it
        if column.kind is Kind.NAMES and is_list_of_names(value):
            value = ";".join(value)  # noqa: PLW2901  as cells have it
        if not isinstance(value, str):
            what = (
                f"{shown(key)} is not {'a list of names' if column.kind is Kind.NAMES else 'text'}"
            )
            problems.error(line, plain(key), what, _how_to_write(column))
            continue
        lines[heading.text] = line
        text = problems.checked_text(value.strip(), line, heading.text, column.longest)
        cells[heading.text] = text
        headings += [heading, Heading(heading.name)]
    context.language = canonical_tag(cells.get("language", "")) or context.language
    values = RowReader(JOURNEY, headings, context, problems).values(Row(0, cells, lines=lines))
    return {
        **{name: value for name, value in values.items() if "." not in name},
        "map": MapSettings(**_section(values, _MAP)),
        "style": HouseStyle(**_section(values, STYLE)),
    }


def _section(values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """Return the values of a section, by their names in it."""
    return {
        name.removeprefix(prefix): value
        for name, value in values.items()
        if name.startswith(prefix)
    }


def is_list_of_names(value: object) -> TypeGuard[list[str]]:
    """Tell whether an entry is a list of names, none of which holds a semicolon."""
    return isinstance(value, list) and all(
        isinstance(name, str) and ";" not in name for name in value
    )


def _how_to_write(column: Column) -> str:
    if column.kind is Kind.NAMES:
        return 'write ["one name", "another"]'
    if column.kind is Kind.FLAG:
        return "write true or false, without quotation marks"
    quoted = one_of([f'"{choice}"' for choice in column.choices]) if column.choices else ""
    return f"write {quoted}, with the quotation marks" if quoted else "put it in quotation marks"


def _drop_misplaced(
    entries: dict[str, object], lines: Mapping[str, int], problems: ProblemLog
) -> None:
    """Leave out what is said of the picture of a map outside its section, and say so once."""
    ends = {key: key.rpartition(".") for key in entries if key not in JOURNEY.by_name}
    places = {section for section, _, name in ends.values() if name in IMAGE_KEYS}
    misplaced = [
        key
        for key, (section, _, name) in ends.items()
        if section in places and name in BASEMAP_KEYS
    ]
    for key in misplaced:
        del entries[key]
    if misplaced:
        named = in_words([shown(ends[key][2]) for key in misplaced], "and")
        belong = "belongs" if len(misplaced) == 1 else "belong"
        what = f"{named} {belong} to the section [{BASEMAP_SECTION}]"
        hint = f"write [{BASEMAP_SECTION}] on a line of its own above"
        problems.warning(lines.get(misplaced[0], 0), misplaced[0], what, hint)


def _warn_of_section(name: str, line: int, problems: ProblemLog) -> None:
    sections = (*JOURNEY_SECTIONS, BASEMAP_SECTION, SPEED_SECTION)
    meant = Choices(sections).nearest(plain_heading(name), _LIKENESS)
    named = [f"[{section}]" for section in sections]
    hint = f"did you mean [{meant}]?" if meant else f"the sections are {in_words(named, 'and')}"
    what = f"there is no section [{plain(name)}], so it is not read"
    problems.warning(line, plain(name), what, hint)


def _entries(text: str, problems: ProblemLog) -> Iterator[tuple[str, object]]:
    """Yield the entries by name, ``report.`` before those of that section."""
    found = _toml(text, problems)
    for section in (BASEMAP_SECTION, SPEED_SECTION):
        found.pop(section, None)
    ours = {name: found.pop(name, {}) for name in JOURNEY_SECTIONS}
    yield from found.items()
    for name, entries in ours.items():
        if isinstance(entries, dict):
            yield from ((f"{name}.{key}", value) for key, value in entries.items())
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
    if _report_what_is_twice(str(problem), text, line, problems):
        return
    comma = _DECIMAL_COMMA.fullmatch(text.split("\n")[line - 1]) if line else None
    if comma:
        key, whole, part = map(plain, comma.groups())
        what = f"the number {whole},{part} has a decimal comma"
        problems.error(line, key, what, f"write it with a point: {key} = {whole}.{part}")
        return
    word = _BARE_WORD.fullmatch(text.split("\n")[line - 1]) if line else None
    column = word and next(
        (each for each in JOURNEY.columns if each.name.rpartition(".")[2] == word[1]), None
    )
    why = plain(str(problem).partition(" (at ")[0]) if found else "it cannot be read"
    hint = f"{plain(word[1])}: {_how_to_write(column)}" if word and column else _AS_ENTRIES
    problems.error(line, "", f"this is not TOML ({why})", hint)


def _report_what_is_twice(said: str, text: str, line: int, problems: ProblemLog) -> bool:
    section = _DECLARED_TWICE.search(said)
    first = ""
    if section:
        header = re.compile(rf"[ \t]*\[[ \t]*{re.escape(section[1])}[ \t]*\]")
        lines = text.split("\n")
        number = next((place for place, each in enumerate(lines, 1) if header.match(each)), 0)
        first = f", first in line {number}" if 0 < number < line else ""
        what = f"the section [{plain(section[1])}] stands twice{first}"
        hint = "put all its entries below the first, and remove the other"
        problems.error(line, plain(section[1]), what, hint)
    elif line and said.startswith(_ENTERED_TWICE):
        key = text.split("\n")[line - 1].partition("=")[0].strip(_AROUND_KEYS)
        problems.error(line, plain(key), f"{shown(key)} stands twice", "remove one")
    else:
        return False
    return True


def _lines_of_keys(text: str) -> dict[str, int]:
    """Return the line in which each section and each entry stands first, as ``report.title``.

    Entries written in a way that hides them are missing.
    """
    lines: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.split("\n"), start=1):
        key, equals, _ = line.partition("=")
        if line.lstrip().startswith("["):
            name = line.strip(" \t[").partition("]")[0].strip(_AROUND_KEYS)
            lines.setdefault(name, number)
            section = f"{name}."
        elif equals:
            path = ".".join(part.strip(_AROUND_KEYS) for part in f"{section}{key}".split("."))
            for name in (path, path.rpartition(".")[0]):
                lines.setdefault(name, number)
    return lines
