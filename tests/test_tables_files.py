"""Which files are read, and how their bytes become rows."""

from __future__ import annotations

import codecs
import csv
import os
import sys
from typing import TYPE_CHECKING

import pytest

from routemap.tables import check_journey
from written_tables import HEADER, STOPS, lines_of, report_of, stop_lines

if TYPE_CHECKING:
    from pathlib import Path

KOREAN = f"{HEADER}\n평양,39.03,125.75,\n"
needs_links = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")


@pytest.mark.parametrize(
    "content",
    [
        KOREAN.encode(),
        codecs.BOM_UTF8 + KOREAN.encode(),
        KOREAN.encode("utf-16"),
        codecs.BOM_UTF16_LE + KOREAN.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + KOREAN.encode("utf-16-be"),
        KOREAN.replace("\n", "\r\n").encode(),
        KOREAN.replace("\n", "\r").encode(),
        KOREAN.rstrip().encode(),
        KOREAN.replace(",", ";").encode(),
        KOREAN.replace(",", "\t").encode("utf-16"),
        KOREAN.replace("39.03", " 39.03\u00a0").encode(),
    ],
)
def test_tables_of_usual_encodings_line_ends_and_separators_are_read(
    tmp_path: Path, content: bytes
) -> None:
    report = report_of(tmp_path, {"locations.csv": content})
    assert report.problems == ()
    assert report.journey is not None
    (stop,) = report.journey.stops
    assert (stop.name.original.text, stop.position) == ("평양", (39.03, 125.75))


@pytest.mark.parametrize(
    ("encoding", "name", "looks_like"),
    [
        ("cp1252", "Besançon Köln Málaga", "Windows-1252 (Western European)"),
        ("cp1251", "Хасан, Владивосток, Артём", "Windows-1251 (Cyrillic)"),
        ("cp949", "평양 하산 블라디보스토크 콤소몰스크나아무레", "CP949 (EUC-KR, Korean)"),
        ("cp932", "東京 大阪 トウキョウ駅 京都", "Shift_JIS (Japanese)"),
        ("gb18030", "北京 哈尔滨 满洲里 莫斯科 上海", "GB 18030 (Chinese)"),
    ],
)
def test_another_encoding_is_refused_by_name_in_the_row_where_it_shows(
    tmp_path: Path, encoding: str, name: str, looks_like: str
) -> None:
    table = f'{HEADER}\n"Two\nlines",1,1,\n\n"{name}",2,2,\n'
    (line,) = lines_of(tmp_path, {"locations.csv": table.encode(encoding)})
    assert line.startswith("error locations.csv:4:: the bytes are not UTF-8 from byte ")
    assert line.endswith(
        f"on; they may be {looks_like}; save it as UTF-8 (in a spreadsheet: “CSV UTF-8”)"
    )


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (KOREAN.encode("utf-32"), "looks like UTF-32"),
        (STOPS.encode("utf-16-le"), "looks like UTF-16 without its byte-order mark"),
        (STOPS.encode("utf-16-be"), "looks like UTF-16 without its byte-order mark"),
        (b"PK\x03\x04rest", "is a workbook or an archive"),
        (b"\xd0\xcf\x11\xe0rest", "is an old workbook"),
        (b"%PDF-1.7", "is a PDF"),
        (b"", "is empty"),
        (b" \n\r\n", "is empty"),
    ],
)
def test_a_file_that_is_no_text_is_refused_by_name(
    tmp_path: Path, content: bytes, what: str
) -> None:
    (line,) = lines_of(tmp_path, {"locations.csv": content})
    assert line.startswith(f"error locations.csv:0:: the file {what}")
    assert "; " in line


def test_half_a_character_of_utf_16_is_refused(tmp_path: Path) -> None:
    (line,) = lines_of(tmp_path, {"locations.csv": KOREAN.encode("utf-16")[:-1]})
    assert line.startswith("error locations.csv:2:: the bytes are not UTF-16; save it as UTF-8")


def test_other_files_count_lines_to_the_first_bad_byte(tmp_path: Path) -> None:
    (line,) = lines_of(tmp_path, {"journey.toml": b'title = "a"\ncredit = "\xe9"\n'})
    assert line.startswith("error journey.toml:2:: the bytes are not UTF-8 from byte E9 on")


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("name,latitude;longitude,arrival", "comma and by semicolon"),
        ("name,latitude,longitude,arrival;mode;note", "comma and by semicolon"),
        ("name;latitude\tlongitude;arrival", "semicolon and by tab"),
    ],
)
def test_a_header_with_two_separators_is_never_guessed(
    tmp_path: Path, header: str, names: str
) -> None:
    assert stop_lines(tmp_path, "A,1,1,", header=header) == [
        (
            f"error locations.csv:1:: the column names are separated by {names}; "
            "use one separator in the whole table"
        )
    ]


def test_a_separator_within_an_unknown_name_confuses_nobody(tmp_path: Path) -> None:
    (line,) = stop_lines(tmp_path, "A,1,1,,x", header=HEADER + ",remarks; or so")
    assert line.startswith("warning locations.csv:1:remarks; or so: ")


def test_another_separator_is_refused_by_name(tmp_path: Path) -> None:
    (line,) = stop_lines(tmp_path, "A|1|1|", header=HEADER.replace(",", "|"))
    assert line == (
        "error locations.csv:1:: the header “name|latitude|longitude|arrival” is not separated by "
        "comma, semicolon or tab; save the table with one of these"
    )


def test_a_blank_first_row_is_no_header(tmp_path: Path) -> None:
    (line,) = lines_of(tmp_path, {"locations.csv": "\n" + STOPS})
    assert line == (
        "error locations.csv:1:: the first row is blank; put the column names in row 1: name, …"
    )


def test_a_header_alone_is_no_journey(tmp_path: Path) -> None:
    assert stop_lines(tmp_path) == [
        "error locations.csv:2:: the table has no stops; write one row for each stop"
    ]


def test_a_row_with_too_few_cells_is_named(tmp_path: Path) -> None:
    assert stop_lines(tmp_path, "A,1,1,", "B,1,1") == [
        (
            "error locations.csv:3:arrival: the row has 3 cells, the header 4; "
            "add the missing cells, even if empty"
        )
    ]


def test_a_row_with_too_many_cells_is_named(tmp_path: Path) -> None:
    assert stop_lines(tmp_path, "A,1,1,", "B,42,5,13,6,") == [
        (
            "error locations.csv:3:E: the row has 6 cells, the header 4; "
            "remove cells, or put a cell that holds a separator in quotation marks"
        )
    ]


def test_blank_cells_beyond_the_header_do_no_harm(tmp_path: Path) -> None:
    assert stop_lines(tmp_path, "A,1,1,,,,") == []


def test_a_ragged_row_does_not_make_its_id_unknown(tmp_path: Path) -> None:
    files = {
        "locations.csv": f"id,{HEADER}\na,A,1,1,\nb,B,1\nc,C,1,1,\n",
        "events.csv": "headline,date,location\nA meeting,2023,b\n",
        "legs.csv": "from,to\na,b\nb,c\n",
    }
    (line,) = lines_of(tmp_path, files)
    assert line.startswith("error locations.csv:3:longitude: ")


def test_rows_count_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    rows = ('"Two\nlines\r\nor three",1,1,', "", ",,,", '"A ""quoted"" word",91,1,')
    (line,) = stop_lines(tmp_path, *rows)
    assert line.startswith("error locations.csv:5:latitude: 91 ")


@pytest.mark.parametrize(
    "row", ['"B,2,2,\nC,3,3,\n', '"B"bb,2,2,\nC,3,3,\n', '"B,2,2,\n"C,3,"3",\n']
)
def test_an_open_quotation_mark_is_reported_where_its_row_starts(tmp_path: Path, row: str) -> None:
    assert stop_lines(tmp_path, "A,91,170,", row) == [
        "error locations.csv:2:latitude: 91 is not between -90 and 90; check the number",
        (
            "error locations.csv:3:: a quotation mark is left open, or stands inside a quoted "
            "cell; close the cell with one quotation mark, and write those inside it twice"
        ),
    ]


def test_an_open_quotation_mark_in_the_header_is_reported_there(tmp_path: Path) -> None:
    lines = stop_lines(tmp_path, "A,1,1,", header='"' + HEADER)
    assert lines[0].startswith("error locations.csv:1:: ")


def test_rows_behind_an_open_quotation_mark_are_not_called_unknown(tmp_path: Path) -> None:
    files = {
        "locations.csv": f'id,{HEADER}\na,A,1,1,\nb,"B,1,1,\nc,C,1,1,\n',
        "events.csv": "headline,date,location\nA meeting,2023,c\n",
        "legs.csv": "from,to\nb,c\n",
    }
    (line,) = lines_of(tmp_path, files)
    assert line.startswith("error locations.csv:3:: a quotation mark")


def test_a_cell_too_long_for_a_table_is_refused(tmp_path: Path) -> None:
    (line,) = stop_lines(tmp_path, "A,1,1,", "x" * (csv.field_size_limit() + 1) + ",1,1,")
    assert line == (
        "error locations.csv:3:: a cell is longer than 131,072 characters; "
        "shorten it; or close a quotation mark that was left open in this row"
    )


def test_a_file_too_large_to_be_a_table_is_refused_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "locations.csv"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    (problem,) = check_journey(tmp_path).problems
    assert str(problem) == (
        "locations.csv:0:: the file has 20.0 MB, too large for a table (the limit is 20 MB); "
        "shorten it, or split the journey"
    )


def test_a_table_with_too_many_rows_is_refused_with_the_limit(tmp_path: Path) -> None:
    table = "reference,citation\n" + "".join(f"{n},c\n" for n in range(50_001))
    (line,) = lines_of(tmp_path, {"sources.csv": table})
    assert line.startswith("error sources.csv:50002:: the table has more than 50,000 rows; ")


def test_a_folder_without_stops_says_so(tmp_path: Path) -> None:
    (problem,) = check_journey(tmp_path).problems
    assert str(problem) == (
        "locations.csv:0:: the table of stops is missing; add it: one row for each stop"
    )


def test_a_file_of_a_likely_wrong_name_is_pointed_out(tmp_path: Path) -> None:
    assert lines_of(tmp_path, {"event.csv": "headline\nA\n", "notes.txt": "x"}) == [
        "warning event.csv:0:: no file of this name is read; did you mean “events.csv”?"
    ]


@needs_links
def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("headline\nA secret\n")
    home = tmp_path / "home"
    home.mkdir()
    (home / "events.csv").symlink_to(secret)
    (home / "legs.csv").symlink_to("nowhere")
    (home / "sources.csv").symlink_to("sources.csv")
    assert lines_of(home, {}) == [
        "error events.csv:0:: the file is a link that leads out of the folder; put a copy here",
        (
            "error legs.csv:0:: the file cannot be read (No such file or directory); "
            "check that it opens"
        ),
        (
            "error sources.csv:0:: the file cannot be read (Too many levels of symbolic links); "
            "check that it opens"
        ),
    ]


@needs_links
def test_a_link_inside_the_folder_and_a_linked_folder_are_read(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "stops.txt").write_text(STOPS)
    (home / "locations.csv").symlink_to("stops.txt")
    (tmp_path / "link").symlink_to(home)
    assert check_journey(tmp_path / "link").problems == ()


def test_a_folder_that_may_not_be_opened_says_so_and_not_that_its_tables_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    folder = tmp_path / "journey"
    folder.mkdir()
    monkeypatch.setattr(os, "scandir", refuse)
    report = check_journey(folder)
    assert report.journey is None
    assert [str(problem) for problem in report.problems] == [
        "journey:0:: the folder cannot be read (Permission denied); check who may open it"
    ]


def test_a_folder_in_place_of_a_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "events.csv").mkdir()
    (line,) = lines_of(tmp_path, {})
    assert line == ("error events.csv:0:: this is not a file; put a file of this name here")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes in folders")
def test_a_pipe_in_place_of_a_table_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "events.csv")
    (line,) = lines_of(tmp_path, {})
    assert line.startswith("error events.csv:0:: this is not a file")
    with pytest.raises(FileNotFoundError):
        check_journey(tmp_path / "events.csv")


def test_a_lone_table_is_named_as_its_file_and_its_neighbours_are_not_read(
    tmp_path: Path,
) -> None:
    (tmp_path / "My stops.CSV").write_text(f"{HEADER}\nA,91,1,\n")
    (tmp_path / "events.csv").write_text("nonsense")
    (problem,) = check_journey(tmp_path / "My stops.CSV").problems
    assert str(problem).startswith("My stops.CSV:2:latitude: 91 ")


def test_problems_stand_in_the_order_of_files_and_rows(tmp_path: Path) -> None:
    files = {
        "sources.csv": "reference,citation\n4,\n",
        "legs.geojson": "{}",
        "legs.csv": "from,to\nkhasan,\n",
        "events.csv": "headline,date\n,2023\n",
        "locations.csv": f"{HEADER},id\nA,1,1,,x\nB,91,1,,y\nC,92,1,,x\n",
        "journey.toml": "language = 4\n",
    }
    assert [line.split(" ")[1] for line in lines_of(tmp_path, files)] == [
        "journey.toml:1:language:",
        "locations.csv:3:latitude:",
        "locations.csv:4:id:",
        "locations.csv:4:latitude:",
        "events.csv:2:headline:",
        "legs.csv:2:to:",
        "legs.geojson:0:type:",
        "sources.csv:2:citation:",
    ]
