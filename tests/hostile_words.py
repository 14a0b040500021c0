"""Words that other languages take for a program, put into every field that tables have.

The fields come from the schema: a column that a table gains is tried by itself. What a field
refuses with its file, row and column is of a closed kind (a date, a number, a certainty).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import tomli_w

from routemap.errors import Level
from routemap.tables import check_files
from routemap.tables.schema import (
    ACCOUNT,
    ANNOTATIONS,
    EVENTS,
    JOURNEY,
    LEG_GEOMETRY,
    LEGS,
    LESSON,
    MEDIA,
    SCHEMAS,
    SOURCES,
    STOPS,
    TRAVELLERS,
)
from routemap.tables.writer import metadata_sections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routemap.errors import Problem

WORDS = (
    "{{ 7*7 }}",
    "{{7*7}}",
    "{{ cycler.__init__.__globals__.os.getcwd() }}",
    "{% if 1 %}{% endif %}",
    "{% raw %}",
    "{%- for x in y -%}",
    "{# x",
    "Cave {#3}",
    "${7*7}",
    "#{7*7}",
    '#eval("7*7")',
    "#let x = 7; #x @label $x^2$ _a_ *b* ~ <l> // c",
    "%s %(a)s %d %n",
    "{0.__class__} {} {name}",
    "</script><script>window.hit=1</script>",
    "</title></style></textarea><img src=x onerror=window.hit=1>",
    "\" onload=window.hit=1 x='",
    "*/ alert(1) /*",
    "// x",
    "]]> <![CDATA[ x",
    "<!-- x --> <!--",
    "<?xml x ?>",
    "&lt;b&gt; &amp;amp; &#123;",
    "a\u2028b\u2029c",
    "\\ \\n \\u003c \\x41 C:\\new",
    "'it' \"said\" `so` ´so´",
    "$x$ :red[r] :material/home:",
    "![p](http://outside.invalid/p.png) [l](javascript:window.hit=1) **b** # h",
    '=HYPERLINK("http://outside.invalid","x")',
    "+1+1|cmd",
    "-2+3",
    "@SUM(1)",
    "two\nlines",
    "alert(coords);",
    'map_div map_div2 div id="map_div"',
    "__proto__ constructor",
    "(.*)+ [a-z] ^$ \\1 \\g<0>",
    "../../etc/passwd",
    "a; b, c | d > e",
    "-- x; DROP TABLE stops",
)
"""Each is taken for something by one of the languages that words pass through on their way."""
FEW_ROWS = tuple(" ".join(WORDS[first::4]) for first in range(4))
"""The same, several in one field: for what draws a picture of each row."""
PLAIN = "plain words"
_TABLES = {schema.file: schema for schema in SCHEMAS if schema.file.endswith(".csv")}
_TRANSLATED = "@ko"
_FIRST_YEAR = 1900
# Whose stops take turns; the rest of their table has none.
_TRAVELLERS = 2
# Of files in memory it is left out with a warning; in a folder it must be the name of a typeface.
_OF_FOLDERS = ((JOURNEY.file, "style.font"),)
# No date, number, language or kind; one word, as ids of sources are.
_NO_MEANING = "anywordsatall"
# What stands behind the words, so that each is found by the field it stands in.
_MARK, _MARK_LETTERS = "zq", 6
# As messages count rows: a table's header is row 1, a file of ways has none.
_FIRST_ROWS = {LEG_GEOMETRY.file: 1}
Cell = tuple[str, int, str]
"""A file, a row of it from 0, and a field."""
Cells = Mapping[Cell, str]


@dataclass(frozen=True, slots=True)
class Planted:
    """A journey with words in its fields.

    `found` says by the mark behind the words which file, row and column they stand in, and what
    stands there.
    """

    files: dict[str, bytes]
    found: dict[str, tuple[str, int, str, str]]


def _fields(file: str) -> tuple[str, ...]:
    """Return the fields of a file, translations among them."""
    (schema,) = (each for each in SCHEMAS if each.file == file)
    return (*schema.by_name, *(name + _TRANSLATED for name in schema.translatable))


def _stop_id(number: int, cells: Cells) -> str:
    return cells.get((STOPS.file, number, "id"), f"stop-{number}")


def _usual(file: str, number: int, field: str, cells: Cells) -> Any:  # noqa: ANN401
    """Return what a closed field holds, None for nothing."""
    year = str(_FIRST_YEAR + number)
    source = cells.get((SOURCES.file, number, "reference"), f"source-{number}")
    # In the open Pacific: a picture of it has no coasts to draw.
    position = {
        "latitude": f"{-12 + number * 7 % 11 * 0.7:g}",
        "longitude": f"{-150 + number * 5 % 13 * 1.5:g}",
    }
    traveller = number % _TRAVELLERS
    ends = {"from": _stop_id(number, cells), "to": _stop_id(number + _TRAVELLERS, cells)}
    usual: dict[str, dict[str, Any]] = {
        STOPS.file: {
            **position,
            "id": f"stop-{number}",
            "name": PLAIN,
            "arrival": f"{year}-05-01",
            "departure": f"{year}-05-03",
            "name_local_lang": "ru",
            "accuracy_km": "5",
            "certainty": "less-certain",
            "references": source,
            "traveller": cells.get((TRAVELLERS.file, traveller, "id"), f"traveller-{traveller}"),
        },
        TRAVELLERS.file: {"id": f"traveller-{number}", "name": PLAIN},
        EVENTS.file: {
            "id": f"event-{number}",
            "date": f"{year}-05-01",
            "location": _stop_id(number, cells),
            "basis": "reported",
            "certainty": "certain",
            "headline": PLAIN,
            "references": source,
        },
        LEGS.file: {
            **ends,
            "basis": "reported",
            "mode_basis": "reported",
            "references": source,
        },
        LEG_GEOMETRY.file: {**ends, "length_km": 1000},
        SOURCES.file: {
            "reference": f"source-{number}",
            "citation": PLAIN,
            "url": f"https://example.org/{number}?{{{{7*7}}}}<b>'\"</script>",
        },
        LESSON.file: {
            "kind": ("note", "question", "task")[number % 3],
            "text": PLAIN,
            "moment": f"{year}-05-01",
        },
        MEDIA.file: {
            "event": cells.get((EVENTS.file, number, "id"), f"event-{number}"),
            "location": _stop_id(number, cells),
            "file": f"picture-{number}.jpg",
            "kind": "image",
            "alt": PLAIN,
            "references": source,
        },
        ANNOTATIONS.file: {
            **position,
            "date": f"{year}-05-01",
            "kind": "label",
            "text": PLAIN,
        },
        ACCOUNT.file: {"item": PLAIN, "count": "2", "fate": "taken", "detail": PLAIN},
        JOURNEY.file: {"language": "en"},
    }
    return usual[file].get(field)


def _rows(file: str, words: Sequence[str]) -> range:
    if file == JOURNEY.file:
        return range(1)
    is_between = file in (LEGS.file, LEG_GEOMETRY.file)
    return range(len(words) - _TRAVELLERS * is_between)


def _written(cells: Cells, words: Sequence[str]) -> dict[str, bytes]:
    """Return the files of a journey whose cells hold these words, and what is usual otherwise."""

    def row(file: str, number: int) -> dict[str, Any]:
        held = {
            field: cells.get((file, number, field), _usual(file, number, field, cells))
            for field in _fields(file)
        }
        return {field: value for field, value in held.items() if value is not None}

    files = {JOURNEY.file: tomli_w.dumps(metadata_sections(row(JOURNEY.file, 0))).encode()}
    for file in _TABLES:
        output = io.StringIO()
        writer = csv.DictWriter(output, _fields(file), restval="")
        writer.writeheader()
        writer.writerows(row(file, number) for number in _rows(file, words))
        files[file] = output.getvalue().encode()
    features = [
        {"type": "Feature", "properties": row(LEG_GEOMETRY.file, number), "geometry": _line(number)}
        for number in _rows(LEG_GEOMETRY.file, words)
    ]
    files[LEG_GEOMETRY.file] = json.dumps(
        {"type": "FeatureCollection", "features": features}
    ).encode()
    return files


def _line(number: int) -> dict[str, Any]:
    ends = [
        [float(_usual(STOPS.file, each, name, {})) for name in ("longitude", "latitude")]
        for each in (number, number + _TRAVELLERS)
    ]
    return {"type": "LineString", "coordinates": ends}


@cache
def open_fields() -> tuple[tuple[str, str], ...]:
    """Return the files and fields that take any words: the reader refuses them nowhere."""
    return tuple(
        each
        for each in _every_field()
        if each not in _OF_FOLDERS and not _refused({(each[0], 0, each[1]): _NO_MEANING})
    )


def closed_fields() -> tuple[tuple[str, str], ...]:
    """Return the files and fields that refuse words of no meaning to them."""
    return tuple(each for each in _every_field() if each not in open_fields() + _OF_FOLDERS)


def _every_field() -> list[tuple[str, str]]:
    return [
        (file, field) for file in (schema.file for schema in SCHEMAS) for field in _fields(file)
    ]


def _refused(cells: Cells, words: Sequence[str] = (PLAIN,) * 3) -> set[Cell]:
    """Return which of these cells the reader refuses, naming file, row and column.

    What it refuses beside them must come from them: a reference to a source that is refused.
    """
    problems = check_files(_written(cells, words), "journey").problems
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    named = {
        (each.file, each.row - _FIRST_ROWS.get(each.file, 2), each.column) for each in errors
    } | {(JOURNEY.file, 0, each.column) for each in errors if each.file == JOURNEY.file}
    refused = named & cells.keys()
    assert refused or not errors, f"the reader refuses what is usual: {errors[0]}"
    return refused


def refusals_of(file: str, field: str, words: str) -> list[Problem]:
    """Return what the reader refuses if these words stand in a field of the first row."""
    problems = check_files(_written({(file, 0, field): words}, (PLAIN,) * 3), "journey").problems
    return [problem for problem in problems if problem.level is Level.ERROR]


def harmless(words: Sequence[str]) -> tuple[str, ...]:
    """Return words as long, with their blanks in the same places, that nobody could run."""
    return tuple(re.sub(r"\S", "n", word) for word in words)


def planted(words: Sequence[str] = WORDS) -> Planted:
    """Return a journey of as many stops as words: each row has its own in all its open fields.

    What holds for the whole journey has the first of them. A field that refuses some words, as ids
    of sources do blanks, holds what is usual there.
    """
    cells = {
        (file, number, field): words[number]
        for file, field in open_fields()
        for number in _rows(file, words)
    }
    cells = {cell: f"{held}{_MARK}{place:04d}" for place, (cell, held) in enumerate(cells.items())}
    while refused := _refused(cells, words):
        cells = {cell: held for cell, held in cells.items() if cell not in refused}
    found = {
        held[-_MARK_LETTERS:]: (file, number + 1, field, held)
        for (file, number, field), held in cells.items()
    }
    return Planted(_written(cells, words), found)
