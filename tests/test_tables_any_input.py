"""No input at all breaks the reading of tables, and what was written well is read as written."""

from __future__ import annotations

import csv
import json
import tempfile
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from routemap.errors import Level, Problem
from routemap.tables import Report, check_journey
from routemap.tables.folder import FILE_ORDER
from routemap.tables.schema import SCHEMAS
from written_tables import HEADER, STOPS

CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["1", "-0", "91", "nan", "1_0", "42,4", "2023-09-12", "../2023", "-0334~", "before", "a",
         "Y17E7", "2023-1X", '"', "\0", "\ud800", "certain", "[4]", "13;14", "ko", "XX", "9" * 400],
    ),
)  # fmt: skip
TABLES = {schema.file: schema for schema in SCHEMAS if schema.file.endswith(".csv")}
ODD_HEADINGS = ["name@ko", "", "x@y", "\u202e"]
DATES = ["-0334", "2023-08~", "2023-09-12/2023-09-13", "2023-09-12", ""]  # in order
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "features", "geometry", "properties", "coordinates", "from"]),
            inner | st.sampled_from(["FeatureCollection", "LineString", "MultiLineString"]),
            max_size=4,
        )
    ),
    max_leaves=20,
)


def checked(name: str, content: bytes) -> Report:
    """Check a folder in which one file is anything at all."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "locations.csv").write_text(STOPS)
        (Path(folder) / name).write_bytes(content)
        return check_journey(Path(folder))


def is_fit_to_print(problem: Problem) -> bool:
    """Tell whether a problem is one line of printable words with a way to mend it."""
    return bool(problem.what and problem.hint) and str(problem).isprintable()


def holds(report: Report) -> bool:
    """Tell whether a report keeps what it promises."""
    has_error = any(each.level is Level.ERROR for each in report.problems)
    return has_error is (report.journey is None) and all(map(is_fit_to_print, report.problems))


@pytest.mark.parametrize("name", FILE_ORDER)
@given(content=st.binary(max_size=200))
@example(content=b"\xef\xbb\xbf")
@example(content=b"\xff\xfe")
@example(content=b'"')
@example(content=b"\0\0\0")
@example(content=b"\xff\xfe\x00\xd8")
def test_any_bytes_in_any_file_give_a_report(name: str, content: bytes) -> None:
    assert holds(checked(name, content))


@pytest.mark.parametrize("name", TABLES)
@given(data=st.data(), rows=st.lists(st.lists(CELLS, max_size=9)))
def test_any_cells_under_any_headings_give_a_report(
    name: str, data: st.DataObject, rows: list[list[str]]
) -> None:
    headings = st.sampled_from([*TABLES[name].by_name, *ODD_HEADINGS])
    header = data.draw(st.lists(headings, min_size=1, max_size=9))
    columns = list(dict.fromkeys([*TABLES[name].required, *header]))
    table = StringIO()
    csv.writer(table).writerows([columns, *rows])
    assert holds(checked(name, table.getvalue().encode("utf-8", errors="surrogatepass")))


@given(document=JSON)
def test_any_json_as_ways_gives_a_report(document: object) -> None:
    collection = {"type": "FeatureCollection", "features": [document]}
    for content in (document, collection):
        assert holds(checked("legs.geojson", json.dumps(content).encode()))


@given(
    rows=st.lists(
        st.tuples(
            st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1).filter(str.strip),
            st.decimals(-90, 90, places=5),
            st.decimals(-180, 180, places=5),
            st.sampled_from(DATES),
        ),
        min_size=1,
        max_size=6,
    ),
    separator=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_a_table_written_by_the_rules_is_read_as_written(
    rows: list[tuple[str, object, object, str]], separator: str, encoding: str, line_end: str
) -> None:
    table = StringIO(newline="")
    writer = csv.writer(table, delimiter=separator, lineterminator=line_end)
    dated = sorted(rows, key=lambda row: DATES.index(row[3]))
    writer.writerows([HEADER.split(","), *dated])
    report = checked("locations.csv", table.getvalue().encode(encoding))
    assert report.journey is not None, report.problems
    assert [
        (stop.name.original.text, stop.latitude, stop.longitude) for stop in report.journey.stops
    ] == [(name.strip(), float(str(lat)), float(str(lon))) for name, lat, lon, _ in dated]
    assert len({stop.id for stop in report.journey.stops}) == len(rows)
    assert len(report.journey.legs) == len(rows) - 1
