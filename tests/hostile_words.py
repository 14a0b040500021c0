"""Words that other languages take for a program, put into every field that tables have.

The fields come from the readers: a column that a table gains is tried by itself. What a field
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
from routemap.tables import check_files, events, legs, lesson, sources, stops
from routemap.tables.folder import ABOUT, EVENTS, LEGS, LESSON, LOCATIONS, SOURCES, WAYS
from routemap.tables.metadata import _REPORT, _REPORT_TEXTS, _TEXTS, _WORDS
from routemap.tables.writer import _way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routemap.errors import Problem
    from routemap.tables.schema import Layout

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
_LAYOUTS: dict[str, Layout] = {
    LOCATIONS: stops.LAYOUT,
    EVENTS: events.LAYOUT,
    LEGS: legs.LAYOUT,
    SOURCES: sources.LAYOUT,
    LESSON: lesson.LAYOUT,
}
_TRANSLATED = "@ko"
_REPORTED = f"{_REPORT}."
_FIRST_YEAR = 1900
# No date, number, language or kind; one word, as ids of sources are.
_NO_MEANING = "anywordsatall"
# What stands behind the words, so that each is found by the field it stands in.
_MARK, _MARK_LETTERS = "zq", 6
# As messages count rows: a table's header is row 1, a file of ways has none.
_FIRST_ROWS = {WAYS: 1}
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
    if file == ABOUT:
        texts = (*_TEXTS, *(f"{_REPORTED}{name}" for name in _REPORT_TEXTS))
        return (*texts, *(text + _TRANSLATED for text in texts), *_WORDS)
    if file == WAYS:
        return _way_properties()
    layout = _LAYOUTS[file]
    return (
        *layout.columns,
        *(name + _TRANSLATED for name in layout.columns if name in layout.text),
    )


@cache
def _way_properties() -> tuple[str, ...]:
    """Return what a way tells of itself, as whoever writes one down knows."""
    from routemap.model.journey import Leg, LegGeometry  # noqa: PLC0415

    line, stub = ((0.0, 0.0), (1.0, 1.0)), ((1.0, 1.0), (1.0, 1.1))
    way = LegGeometry((line,), 1.0, "x", "x", stub, 1.0, is_shortest=True)
    return tuple(_way(Leg("a", "b"), way))


def _stop_id(number: int, cells: Cells) -> str:
    return cells.get((LOCATIONS, number, "id"), f"stop-{number}")


def _usual(file: str, number: int, field: str, cells: Cells) -> Any:  # noqa: ANN401
    """Return what a closed field holds, None for nothing."""
    year = str(_FIRST_YEAR + number)
    source = cells.get((SOURCES, number, "reference"), f"source-{number}")
    # In the open Pacific: a picture of it has no coasts to draw.
    usual: dict[tuple[str, str], Any] = {
        (LOCATIONS, "id"): f"stop-{number}",
        (LOCATIONS, "name"): PLAIN,
        (LOCATIONS, "latitude"): f"{-12 + number * 7 % 11 * 0.7:g}",
        (LOCATIONS, "longitude"): f"{-150 + number * 5 % 13 * 1.5:g}",
        (LOCATIONS, "arrival"): f"{year}-05-01",
        (LOCATIONS, "departure"): f"{year}-05-03",
        (LOCATIONS, "name_local_lang"): "ru",
        (LOCATIONS, "accuracy_km"): "5",
        (LOCATIONS, "certainty"): "less-certain",
        (LOCATIONS, "references"): source,
        (EVENTS, "date"): f"{year}-05-01",
        (EVENTS, "location"): _stop_id(number, cells),
        (EVENTS, "basis"): "reported",
        (EVENTS, "certainty"): "certain",
        (EVENTS, "headline"): PLAIN,
        (EVENTS, "references"): source,
        (LEGS, "from"): _stop_id(number, cells),
        (LEGS, "to"): _stop_id(number + 1, cells),
        (LEGS, "basis"): "reported",
        (LEGS, "mode_basis"): "reported",
        (LEGS, "references"): source,
        (WAYS, "from"): _stop_id(number, cells),
        (WAYS, "to"): _stop_id(number + 1, cells),
        (WAYS, "length_km"): 1000,
        (SOURCES, "reference"): f"source-{number}",
        (SOURCES, "citation"): PLAIN,
        (SOURCES, "url"): f"https://example.org/{number}?{{{{7*7}}}}<b>'\"</script>",
        (LESSON, "kind"): ("note", "question", "task")[number % 3],
        (LESSON, "text"): PLAIN,
        (LESSON, "moment"): f"{year}-05-01",
        (ABOUT, "language"): "en",
    }
    return usual.get((file, field))


def _rows(file: str, words: Sequence[str]) -> range:
    if file == ABOUT:
        return range(1)
    return range(len(words) - 1) if file in (LEGS, WAYS) else range(len(words))


def _written(cells: Cells, words: Sequence[str]) -> dict[str, bytes]:
    """Return the files of a journey whose cells hold these words, and what is usual otherwise."""

    def row(file: str, number: int) -> dict[str, Any]:
        held = {
            field: cells.get((file, number, field), _usual(file, number, field, cells))
            for field in _fields(file)
        }
        return {field: value for field, value in held.items() if value is not None}

    about = row(ABOUT, 0)
    top = {name: value for name, value in about.items() if not name.startswith(_REPORTED)}
    report = {
        name.removeprefix(_REPORTED): value
        for name, value in about.items()
        if name.startswith(_REPORTED)
    }
    files = {ABOUT: tomli_w.dumps({**top, _REPORT: report}).encode()}
    for file in _LAYOUTS:
        output = io.StringIO()
        writer = csv.DictWriter(output, _fields(file), restval="")
        writer.writeheader()
        writer.writerows(row(file, number) for number in _rows(file, words))
        files[file] = output.getvalue().encode()
    features = [
        {"type": "Feature", "properties": row(WAYS, number), "geometry": _line(number)}
        for number in _rows(WAYS, words)
    ]
    files[WAYS] = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return files


def _line(number: int) -> dict[str, Any]:
    ends = [
        [float(_usual(LOCATIONS, each, name, {})) for name in ("longitude", "latitude")]
        for each in (number, number + 1)
    ]
    return {"type": "LineString", "coordinates": ends}


@cache
def open_fields() -> tuple[tuple[str, str], ...]:
    """Return the files and fields that take any words: the reader refuses them nowhere."""
    return tuple(
        each for each in _every_field() if not _refused({(each[0], 0, each[1]): _NO_MEANING})
    )


def closed_fields() -> tuple[tuple[str, str], ...]:
    """Return the files and fields that refuse words of no meaning to them."""
    return tuple(each for each in _every_field() if each not in open_fields())


def _every_field() -> list[tuple[str, str]]:
    return [(file, field) for file in (ABOUT, *_LAYOUTS, WAYS) for field in _fields(file)]


def _refused(cells: Cells, words: Sequence[str] = (PLAIN,) * 3) -> set[Cell]:
    """Return which of these cells the reader refuses, naming file, row and column.

    What it refuses beside them must come from them: a reference to a source that is refused.
    """
    problems = check_files(_written(cells, words), "journey").problems
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    named = {
        (each.file, each.row - _FIRST_ROWS.get(each.file, 2), each.column) for each in errors
    } | {(ABOUT, 0, each.column) for each in errors if each.file == ABOUT}
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
