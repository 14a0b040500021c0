"""What became of each thing in an imported file stands in import.csv until somebody saw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from routemap.cli.main import main
from routemap.formats.account import Account, reported
from routemap.formats.registry import import_file
from routemap.model.account import AccountEntry, Fate
from routemap.tables import check_files, read_journey
from routemap.tables.writer import journey_files
from written_tables import STOPS, lines_of, packed

if TYPE_CHECKING:
    from pathlib import Path

REPORT = "import.csv"
HEADER = "item,count,fate,detail"


def accounted() -> Account:
    account = Account()
    account.take("placemark", "stop", 12)
    account.keep("column", "“Weather”")
    account.leave("placemark", "a line", 2)
    account.answer("date", "day first", 12)
    return account


def test_it_is_read_checked_and_written_back(tmp_path: Path) -> None:
    (tmp_path / "locations.csv").write_text(STOPS)
    (tmp_path / REPORT).write_bytes(reported({}, accounted())[REPORT])
    journey = read_journey(tmp_path)
    assert journey.account == tuple(accounted())
    assert journey.account[0] == AccountEntry("placemark", 12, Fate.TAKEN, "stop")
    assert journey_files(journey)[REPORT] == (tmp_path / REPORT).read_bytes()


def test_an_answer_counts_nothing_twice() -> None:
    account = accounted()
    account.take("date", "arrival", 12)
    assert account.total("date") == 12


def test_check_warns_of_what_was_left_and_of_nothing_else(tmp_path: Path) -> None:
    report = reported({}, accounted())[REPORT].decode()
    (line,) = lines_of(tmp_path, {"locations.csv": STOPS, REPORT: report})
    assert line == (
        "warning import.csv:4:fate: 2 placemarks were left: a line; "
        "delete the row once you have seen to it"
    )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("placemark,2.5,left,x", "count: 2.5 is not a whole number; write how many there are"),
        ("placemark,0,left,x", "count: 0 is not between 1 and 1,000,000,000"),
        ("placemark,2,gone,x", "fate: “gone” is not allowed in “fate”"),
        (",2,left,x", "item: “item” is blank; write what it is"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, row: str, told: str) -> None:
    lines = lines_of(tmp_path, {"locations.csv": STOPS, REPORT: f"{HEADER}\n{row}\n"})
    assert any(line.startswith(f"error import.csv:2:{told}") for line in lines)


def test_import_writes_it_and_check_tells_it_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "old.zip").write_bytes(packed({"locations.csv": STOPS, "media/a.jpg": b"x"}))
    folder = tmp_path / "trip"
    assert main(["import", str(tmp_path / "old.zip"), "-o", str(folder)]) == 0
    told = capsys.readouterr()
    assert "not imported: 1 file (media.csv does not name it)" in told.err
    assert REPORT not in told.out  # once is enough
    assert main(["check", str(folder)]) == 0
    assert "import.csv:3:fate: 1 file was left: media.csv does not" in capsys.readouterr().out


def test_a_report_in_an_archive_is_continued() -> None:
    files = reported({"locations.csv": STOPS.encode()}, accounted())
    brought = import_file("t.zip", packed(files | {"notes.txt": b"x"}))
    assert brought.files == files
    told = check_files(reported(brought.files, brought.account), "x")
    assert told.journey
    assert told.journey.account == (*accounted(), *brought.account)
    assert [entry.text for entry in brought.account.left] == [
        "1 file (no table of a journey has this name and place)"
    ]


def test_a_report_that_another_wrote_stays() -> None:
    theirs = {REPORT: b"fate;item\nleft;mine\n"}
    assert reported(theirs, accounted()) == theirs
