"""Files that mean harm are read, or refused in one line; twice the file is twice the work."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from broken_files import BROKEN
from hostile_files import FILES, property_names, wide_sheet
from hostile_journeys import JOURNEYS
from routemap.app import open_page
from routemap.cli.main import main
from routemap.errors import ForeignFileError
from routemap.formats.column_names import named_tables, recognised
from routemap.formats.registry import import_file
from routemap.tables import check_files
from script_page import notes, ran
from test_open_page import problems
from work import most_bytes, steps

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from script_page import Opener

Files = dict[str, bytes]


def read(name: str, content: bytes) -> str:
    """Read a file as `routemap import` does; return why it is refused, "" if it is not."""
    try:
        brought = import_file(name, content)
        files = brought.files or {}
        if brought.table:
            files = named_tables(brought.table, recognised(brought.table.header), name)
    except ForeignFileError as refused:
        return str(refused)
    check_files(files, "x")
    return ""


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_gets_messages_and_no_traceback(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, folder = tmp_path / name, tmp_path / "journey"
    file.write_bytes(BROKEN[name])
    done = main(["import", str(file), "-o", str(folder)])
    told = capsys.readouterr()
    lines = told.out.splitlines() + told.err.splitlines()
    assert done in {0, 1}
    assert all(line.isprintable() for line in lines)
    if not folder.exists():  # it was refused, after its columns were told
        assert name in lines[-1]
        assert ";" in lines[-1] or "(" in lines[-1]  # how to mend it, or what the reader says


def _cap(name: str) -> int:
    """How many are tried: enough to see a square, and fewer than are refused at first sight."""
    fewer = {"deep.kml": 40, "nested-placemarks.kml": 40, "dotted keys": 12, "deep-sheet.xlsx": 40,
             "property-names.geojson": 250, "unknown columns": 90, "translations": 90,
             "one-long-row.csv": 90, "equal-headings.csv": 90, "full-table.csv": 8,
             "many-cells.xlsx": 8, "many-entries.zip": 400, "unknown references": 310,
             "unknown stops": 310, "unknown moments": 310, "many references": 100}  # fmt: skip
    return fewer.get(name, 100)


@pytest.mark.parametrize("name", FILES)
def test_twice_the_file_is_twice_the_work(name: str) -> None:
    make, _ = FILES[name]
    few, many = (make(number) for number in (_cap(name), 2 * _cap(name)))
    read(name, few)  # what is read once is kept
    assert steps(lambda: read(name, many)) < 2.3 * steps(lambda: read(name, few)) + 500


@pytest.mark.parametrize("name", JOURNEYS)
def test_twice_the_table_is_twice_the_work(name: str) -> None:
    make, _ = JOURNEYS[name]
    few, many = (make(number) for number in (_cap(name), 2 * _cap(name)))
    check_files(few, "x")
    twice = steps(lambda: check_files(many, "x"))
    assert twice < 2.3 * steps(lambda: check_files(few, "x")) + 500


@pytest.mark.parametrize(
    "name", ["unclosed-tags.kml", "unclosed-comments.kml", "unclosed-tags.kmz", "newlines.zip",
             "entities.kml", "quotation-marks.csv", "long-cell.xlsx"],
)  # fmt: skip
def test_a_tenth_of_the_worst_is_read_before_the_clock_of_all_tests_strikes(name: str) -> None:
    """What takes the square of these sizes would take hours, and so end with the test's timeout."""
    make, largest = FILES[name]
    read(name, make(largest // 10))


def test_separators_of_a_cell_with_both_numbers_are_looked_at_once() -> None:
    cell = "1" + " " * 100_000 + "2,x"
    table = f'name,coordinates\nA,"{cell}"\n'.encode()
    assert read("t.csv", table) == ""


@pytest.mark.parametrize(
    ("make", "name", "number"),
    [
        (property_names, "t.geojson", 1000),
        (wide_sheet, "t.xlsx", 500),
        (FILES["one-long-row.csv"][0], "t.csv", 1_000_000),
        (FILES["one-wide-row-below.csv"][0], "t.csv", 20_000),
        (FILES["cells-in-a-row.xlsx"][0], "t.xlsx", 200_000),
        (FILES["empty-members.geojson"][0], "t.geojson", 1_600_000),
        (FILES["deep.kml"][0], "t.kml", 200_000),
        (FILES["far-row.xlsx"][0], "t.xlsx", 1_000_000),
    ],
    ids=["names", "wide", "long row", "wide row", "cells", "members", "deep", "far"],
)
def test_what_is_too_much_is_refused_before_it_is_held(
    make: Callable[[int], bytes], name: str, number: int
) -> None:
    content = make(number)
    assert most_bytes(lambda: read(name, content)) < 6 * len(content) + 8_000_000


SHOWN = ["kind-list.geojson", "half-a-character.geojson", "control-characters.geojson",
         "length-word.kml", "line-words.kml", "character-5000.kml", "position-words.gpx",
         "not-xml.xlsx", "date-nan.xlsx", "no-tables.zip", "nul-in-csv.csv"]  # fmt: skip


@pytest.mark.parametrize("name", SHOWN)
def test_on_the_open_page_it_gets_words_too(
    name: str, open_opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought = SimpleNamespace(name=name, getvalue=lambda: BROKEN[name])
    monkeypatch.setattr(open_page.st, "file_uploader", lambda *_, **__: brought)
    app = open_opening()
    if any(button.key == "open_use" for button in app.button):
        app = ran(app.button(key="open_use").click())
    assert not app.exception
    assert notes(app) or problems(app)
