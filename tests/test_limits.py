"""What a journey may hold has an end, and who comes to it is told where and what to do."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from browser import CHECKOUT
from hostile_files import STOPS, rows, text_cell, workbook
from hostile_journeys import positions, unknown_references
from routemap.cli.main import main
from routemap.errors import ForeignFileError, Level
from routemap.formats.registry import import_file
from routemap.formats.xml import DEEPEST_ELEMENT, MOST_ELEMENTS
from routemap.tables import check_files, limits
from routemap.tables.archive import MOST_UNPACKED_BYTES
from routemap.tables.schema import LEG_GEOMETRY
from written_tables import lines_of, stop_lines

if TYPE_CHECKING:
    from pathlib import Path


def test_a_name_of_a_thousand_letters_is_kept(tmp_path: Path) -> None:
    assert stop_lines(tmp_path, f"{'x' * 1000},1,2,") == []


def test_a_longer_name_is_refused_with_its_row(tmp_path: Path) -> None:
    assert stop_lines(tmp_path, "A,1,2,", f"{'x' * 130_000},1,2,") == [
        "error locations.csv:3:name: the text has 130,000 letters, the limit is 1,000; shorten it"
    ]


@pytest.mark.parametrize(("letters", "problems"), [(20_000, 0), (20_001, 1)])
def test_a_note_may_have_twenty_thousand_letters(
    letters: int, problems: int, tmp_path: Path
) -> None:
    found = stop_lines(
        tmp_path, f"A,1,2,,{'x' * letters}", header="name,latitude,longitude,arrival,note"
    )
    assert len(found) == problems


def test_what_is_not_read_may_be_longer(tmp_path: Path) -> None:
    (line,) = stop_lines(
        tmp_path, f"A,1,2,,{'x' * 100_000}", header="name,latitude,longitude,arrival,mine"
    )
    assert "not a known column, so it is not read" in line


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("name" + ",x" * 200, "1:: the table has 201 columns, the limit is 200; remove some"),
        ("name,latitude,longitude,arrival\n" + "," * 299, "2:: the table has 300 columns"),
        (f"name,{'x' * 999_999}", "1:: the row is longer than 1,000,000 characters; shorten it"),
        (f"name,{'x' * 140_000}", "1:: a cell is longer than 131,072 characters; shorten it"),
        ("name" + ",c" * 199 + ("\nx" + "," * 199) * 5000, "5001:: the table has more than 1,00"),
        ("name\n" + "\n" * 1_100_000, "the table has more than 1,048,576 blank rows; remove them"),
    ],
)
def test_a_table_too_wide_or_too_long_is_refused_where_it_becomes_so(
    table: str, told: str, tmp_path: Path
) -> None:
    lines = lines_of(tmp_path, {"locations.csv": table + "\n"})
    assert any(told in line for line in lines)


def test_a_file_that_is_wrong_everywhere_tells_a_thousand_problems_and_counts_the_others(
    tmp_path: Path,
) -> None:
    lines = stop_lines(tmp_path, *["A,91,2,"] * 1500)
    assert len(lines) == 1001
    assert lines[-1] == (
        "error locations.csv:1002:: there are 500 more errors in this file; "
        "fix those that are listed first"
    )


def test_warnings_do_not_crowd_out_the_one_error(tmp_path: Path) -> None:
    lines = stop_lines(tmp_path, *["A,0,0,"] * 1500, "B,91,2,")
    assert [line for line in lines if line.startswith("error")] == [
        (
            "error locations.csv:1502:latitude: 91 is out of range for a latitude, but would "
            "be a longitude; latitude and longitude are probably swapped: swap them"
        )
    ]


def test_many_sources_are_compared_while_somebody_reads_it() -> None:
    problems = check_files(unknown_references(900), "x").problems
    assert problems[0].hint == "did you mean “source0”?"
    assert "which has source0, source1" in problems[-1].hint
    assert "and 888 more" in problems[-1].hint


@pytest.mark.parametrize(
    ("about", "told"),
    [
        (
            "#" + "\n" * 1_000_000,
            "the file has 1,000,002 letters, the limit is 1,000,000; shorten it",
        ),
        ("a." * 40 + "a = 1", "a line has more than 30 dots outside of quotation marks"),
        (f'title = "{"x" * 1001}"', "1:title: the text has 1,001 letters, the limit is 1,000"),
        (f'credit = "{"x" * 20_001}"', "1:credit: the text has 20,001 letters"),
    ],
)
def test_journey_toml_has_limits_too(about: str, told: str, tmp_path: Path) -> None:
    (line,) = lines_of(tmp_path, {"journey.toml": about + "\n"})
    assert told in line


def test_dots_in_words_are_no_matter(tmp_path: Path) -> None:
    words = "One. Two. " * 50
    about = (
        f'credit = "{words}" # {words}\nname_policy = """\n{words}\n"""\nlicence = \'{words}\'\n'
    )
    assert lines_of(tmp_path, {"journey.toml": about}) == []


# Ways --------------------------------------------------------------------------------------------


def way(**properties: object) -> str:
    told = {"from": "a", "to": "b", "length_km": 500, "source": "s", "licence": "l", **properties}
    line = {
        "type": "MultiLineString",
        "coordinates": [[[125, 39], [130, 42]], [[130, 42], [130, 42]]],
    }
    feature = {"type": "Feature", "properties": told, "geometry": line}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


@pytest.mark.parametrize("name", ["length_km", "stub_km"])
@pytest.mark.parametrize("length", [1e308, 400_001, 5e-324])
def test_a_length_that_no_way_has_is_refused_with_its_feature(
    name: str, length: float, tmp_path: Path
) -> None:
    files = {"locations.csv": STOPS, "legs.geojson": way(**{name: length})}
    (line,) = [each for each in lines_of(tmp_path, files) if each.startswith("error")]
    assert f"legs.geojson:1:{name}: feature 1: “{name}” is {length:g} km, which no way" in line


def test_no_command_fails_at_a_length_that_no_way_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "locations.csv").write_bytes(STOPS)
    (tmp_path / "legs.geojson").write_text(way(length_km=1e308, stub_km=1e308))
    for form in ("svg", "kml", "csv"):
        assert main(["export", str(tmp_path), "-o", str(tmp_path / f"x.{form}")]) == 1
        assert "which no way on Earth is long" in capsys.readouterr().err


def test_positions_of_ways_are_counted_together() -> None:
    (problem,) = check_files(positions(500_001), "x").problems
    assert problem.level is Level.ERROR
    assert "the ways have more than 500,000 positions together" in problem.what


def test_a_way_that_starts_at_south_of_0_starts_at_0() -> None:
    text = way().replace("125, 39", "-0.0, -0.0").encode()
    journey = check_files({"locations.csv": STOPS, "legs.geojson": text}, "x").journey
    assert journey
    assert journey.legs[0].geometry
    assert str(journey.legs[0].geometry.lines[0][0]) == "(0.0, 0.0)"


# Workbooks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('<row r="7"><c r="GS7"><v>1</v></c></row>', "row 7: the table has 201 columns"),
        (f"<row>{text_cell('x' * 131_073)}</row>", "a cell is longer than 131,072 characters"),
        ('<row><c r="AAAA1"><v>1</v></c></row>', "row 2: a cell has the address “AAAA1”"),
    ],
)
def test_a_workbook_is_refused_in_its_row(row: str, told: str) -> None:
    sheet = f"<row>{text_cell('name')}</row>{row}"
    with pytest.raises(ForeignFileError, match=told):
        import_file("t.xlsx", workbook(rows(sheet)))


def test_cells_that_hold_nothing_may_go_on_to_the_last_column() -> None:
    blank = '<c r="XFD2" s="1"/>'
    sheet = f"<row>{text_cell('name')}</row><row>{text_cell('A')}{blank}</row>"
    table = import_file("t.xlsx", workbook(rows(sheet))).table
    assert table
    assert (table.header, table.rows) == (("name",), (("A",),))


def test_what_was_not_taken_over_is_told() -> None:
    kml = b"""<kml>
      <Placemark><name>A</name><Point><coordinates>1,2</coordinates></Point></Placemark>
      <Placemark><Point><coordinates>here</coordinates></Point></Placemark></kml>"""
    assert [each.text for each in import_file("t.kml", kml).account.left] == [
        "1 placemark (its coordinates cannot be read, or are not on Earth)"
    ]


@pytest.mark.parametrize("command", ["import", "geocode"])
def test_a_file_without_end_is_not_taken_into_memory(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    endless = tmp_path / "endless.csv"
    with endless.open("wb") as file:
        file.truncate(10**12)  # takes no room on the disk
    assert main([command, str(endless), "-o", str(tmp_path / "x")]) == 1
    assert "endless.csv: the file has 1000000.0 MB" in capsys.readouterr().err


def test_what_is_no_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    assert main(["import", str(folder), "-o", str(tmp_path / "x")]) == 1
    assert "folder.csv holds no photograph" in capsys.readouterr().err
    assert main(["import", str(tmp_path / "none.csv"), "-o", str(tmp_path / "x")]) == 1
    assert "none.csv: the file cannot be read (No such file" in capsys.readouterr().err


def test_the_documentation_has_the_limits_of_the_program() -> None:
    told = (CHECKOUT / "docs" / "tables.md").read_text(encoding="utf-8")
    for limit in (
        *(limits.LARGEST_MB, limits.MOST_ROWS, limits.MOST_COLUMNS, limits.MOST_CELLS),
        *(limits.LONGEST_NAME, limits.LONGEST_TEXT, limits.LONGEST_CELL, limits.MOST_POSITIONS),
        *(
            limits.MOST_VALUES,
            MOST_ELEMENTS,
            DEEPEST_ELEMENT,
            int(LEG_GEOMETRY.by_name["length_km"].highest),
        ),
        MOST_UNPACKED_BYTES // 1_000_000,
    ):
        assert re.search(rf"(?<![\d,]){limit:,}(?![\d,])", told), limit
