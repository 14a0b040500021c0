"""What the columns of a foreign table mean, and how their cells become ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routemap.cli.main import main
from routemap.errors import Level, Problem
from routemap.tables import check_files
from routemap.tables.problems import grouped

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

HEAD = "name,latitude,longitude,arrival\n"


def stops(*rows: str) -> dict[str, bytes]:
    return {"locations.csv": "\n".join((HEAD.strip(), *rows, "")).encode()}


# Problems that are alike are one entry ------------------------------------------------------------


def test_cells_with_one_fault_are_one_entry_with_a_count_and_one_cure() -> None:
    rows = [f'P{each},"{each},5",13.{each},' for each in range(10, 81)]
    (group,) = grouped(check_files(stops(*rows), "x").problems)
    assert (group.count, group.rows) == (71, (2, 3, 4))
    assert group.first.hint == "use a decimal point: 10.5"
    assert group.others == "rows 3, 4 and 68 more"


def test_faults_of_other_columns_kinds_and_cures_stay_apart() -> None:
    files = stops('A,"1,5","2,5",', "B,north,2,", "C,95,2,", "D,97,2,")
    found = [(each.first.column, each.count) for each in grouped(check_files(files, "x").problems)]
    assert found == [("latitude", 1), ("longitude", 1), ("latitude", 1), ("latitude", 2)]


def test_two_alike_name_the_other_row_and_words_alone_make_a_kind() -> None:
    problems = [Problem("a.csv", row, "x", "it is odd", "mend it", Level.WARNING) for row in (5, 9)]
    (group,) = grouped(problems)
    assert str(group) == "a.csv:5:x: it is odd; mend it (so is row 9) (warning)"


def test_check_prints_each_kind_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "t.csv"
    table.write_bytes(stops(*(f"P,1,{each}," for each in range(181, 185)))["locations.csv"])
    assert main(["check", str(table)]) == 1
    assert capsys.readouterr().out == (
        "t.csv:2:longitude: 181 is not between -180 and 180; check the number "
        "(so are rows 3, 4 and 1 more)\n"
    )
