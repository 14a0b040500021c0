"""What tables promise: every problem, each with its place and the way to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from routemap.errors import JourneyError
from routemap.tables import check_journey, read_journey
from written_tables import HEADER, report_of, stop_lines

JOURNEYS = Path(__file__).parent / "journeys"


def test_every_problem_is_told_and_not_only_the_first() -> None:
    report = check_journey(JOURNEYS / "many-errors")
    assert report.journey is None
    assert [(each.file, each.row, each.column) for each in report.problems] == [
        ("locations.csv", 2, "latitude"),
        ("locations.csv", 2, "arrival"),
        ("locations.csv", 3, "latitude"),
        ("locations.csv", 3, "certainty"),
        ("locations.csv", 3, "departure"),
        ("locations.csv", 4, "latitude"),
        ("events.csv", 2, "location"),
    ]


def test_reading_a_journey_with_errors_raises_all_of_them() -> None:
    with pytest.raises(JourneyError) as raised:
        read_journey(JOURNEYS / "many-errors")
    assert len(raised.value.problems) == 7
    assert "locations.csv:2:latitude: “42,428” is not a plain number" in str(raised.value)


def test_warnings_alone_do_not_hide_the_journey(tmp_path: Path) -> None:
    report = report_of(tmp_path, {"locations.csv": f"{HEADER},xyz\nKhasan,42.428,130.645,,red\n"})
    assert [str(each) for each in report.problems] == [
        (
            "locations.csv:1:xyz: “xyz” is not a known column, so it is not read; "
            "the columns are name, latitude, longitude, arrival, id, name_local, name_local_lang, "
            "country, accuracy_km, arrival_text, departure, departure_text and 11 more"
        )
    ]
    assert report.journey is not None


@pytest.mark.parametrize("name", ["nowhere", "nowhere.csv", "n" * 5000, "no\0where"])
def test_a_path_that_does_not_exist_is_said_to_be_missing_in_one_line(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(FileNotFoundError, match="there is no folder or file") as raised:
        check_journey(tmp_path / name)
    assert "\n" not in str(raised.value)


def test_a_missing_column_is_named_and_the_unknown_one_that_may_be_meant(tmp_path: Path) -> None:
    header = "name,latitud3,longitude,arrival"
    assert stop_lines(tmp_path, "Khasan,42.428,130.645,", header=header) == [
        (
            "warning locations.csv:1:latitud3: “latitud3” is not a known column, so it is not "
            "read; did you mean “latitude”?"
        ),
        (
            "error locations.csv:1:latitude: the column “latitude” is missing; "
            "is it “latitud3”? Then name it “latitude”"
        ),
    ]


def test_a_table_with_headings_that_import_knows_is_to_be_brought_in(tmp_path: Path) -> None:
    header = "Ort,Land,Ankunft,latitude,longitude"
    assert stop_lines(tmp_path, "Wien,AT,1762-10-06,48.2,16.4", header=header) == [
        (
            "error locations.csv:1:Ort: “name” is called “Ort”, “arrival” is called “Ankunft”, so "
            "this is not a table of a journey; bring it in with `routemap import`, which knows "
            "these names"
        )
    ]


def test_a_missing_column_without_a_likely_one_is_to_be_added(tmp_path: Path) -> None:
    assert stop_lines(tmp_path, "42.428,130.645,", header="latitude,longitude,arrival") == [
        "error locations.csv:1:name: the column “name” is missing; add it"
    ]


def test_a_doubled_column_is_an_error(tmp_path: Path) -> None:
    assert stop_lines(tmp_path, "A,1,1,,B", header=HEADER + ",name") == [
        "error locations.csv:1:name: the column “name” is there twice; remove one"
    ]


def test_a_blank_column_without_a_name_is_ignored(tmp_path: Path) -> None:
    assert stop_lines(tmp_path, "A,1,1,,,", header=HEADER + ",,") == []


def test_cells_under_no_name_are_an_error(tmp_path: Path) -> None:
    assert stop_lines(tmp_path, "A,1,1,,lost", header=HEADER + ",") == [
        "error locations.csv:1:E: column E has cells and no name; name it, or clear it"
    ]


def test_a_doubled_id_names_both_rows(tmp_path: Path) -> None:
    assert stop_lines(tmp_path, "A,1,1,,a", "B,1,1,,b", "A,1,1,,a", header=HEADER + ",id") == [
        (
            "error locations.csv:4:id: the id “a” is already that of row 2; "
            "give each row an id of its own"
        )
    ]


def test_an_id_that_does_not_fit_into_an_address_is_a_warning(tmp_path: Path) -> None:
    assert stop_lines(tmp_path, "A,1,1,,Fort Ross", header=HEADER + ",id") == [
        "warning locations.csv:2:id: “Fort Ross” does not fit well into an address; write fort-ross"
    ]


def test_a_country_code_that_is_not_assigned_is_a_warning(tmp_path: Path) -> None:
    rows = [f"A,1,1,,{code}" for code in ("KR", "KOR", "Korea", "XX", "UK", "QQQ", "XK", "")]
    assert stop_lines(tmp_path, *rows, header=HEADER + ",country") == [
        (
            "warning locations.csv:5:country: “XX” is not a country code of ISO 3166-1; "
            "write the code, such as KR, or the name"
        ),
        "warning locations.csv:6:country: “UK” is not a country code of ISO 3166-1; write GB",
        (
            "warning locations.csv:7:country: “QQQ” is not a country code of ISO 3166-1; "
            "write the code, such as KR, or the name"
        ),
    ]


@pytest.mark.parametrize(
    ("heading", "level", "hint"),
    [
        ("name@ko_KR", "error", "write a BCP 47 tag such as ko, ru or zh-Hant"),
        ("name@", "error", "write a BCP 47 tag"),
        ("name@xx", "warning", "write a BCP 47 tag"),
        ("mode@ko", "error", "those that can are arrival_text, departure_text, name, note"),
        ("nmae@ko", "warning", "did you mean “name”?"),
        ("note@ko", "error", "add the column “note”"),
    ],
)
def test_a_wrong_translation_column_is_reported(
    tmp_path: Path, heading: str, level: str, hint: str
) -> None:
    (line,) = stop_lines(tmp_path, "A,1,1,,", header=f"{HEADER},{heading}")
    assert line.startswith(f"{level} locations.csv:1:{heading}: ")
    assert hint in line


def test_a_translation_of_a_blank_cell_is_a_warning(tmp_path: Path) -> None:
    header = HEADER + ",note,note@ko"
    (line,) = stop_lines(tmp_path, "A,1,1,,,쪽지", header=header)
    assert line.startswith("warning locations.csv:2:note: “note” is blank, but translated; fill")


def test_a_blank_name_is_an_error(tmp_path: Path) -> None:
    assert stop_lines(tmp_path, ",1,1,") == [
        "error locations.csv:2:name: “name” is blank; name the place"
    ]


@pytest.mark.parametrize(
    ("cell", "level", "what"),
    [
        ("Kha\0san", "error", "NUL byte"),
        ("Kha\x07san", "error", "U+0007, which no picture or page can hold"),
        ("Kha\ufffesan", "error", "U+FFFE, which no picture or page can hold"),
        ("Kha\x85san", "warning", "control character U+0085"),
        ("Kha\ufeffsan", "warning", "control character U+FEFF"),
        ("\u202eKhasan", "warning", "U+202E, which turns the direction of writing"),
        ("Kha\u2066san", "warning", "U+2066, which turns the direction of writing"),
        ("Kh\ufffdsan", "warning", "left behind by a conversion"),
    ],
)
def test_strange_characters_in_words_are_reported(
    tmp_path: Path, cell: str, level: str, what: str
) -> None:
    (line,) = stop_lines(tmp_path, f"{cell},1,1,")
    assert line.startswith(f"{level} locations.csv:2:name: ")
    assert what in line
    assert line.isprintable()


def test_messages_hold_no_invisible_character_of_the_table(tmp_path: Path) -> None:
    header = HEADER + ',"\u202emode\n\x1b[31m"'
    lines = stop_lines(tmp_path, "A,1,1,,x", "B,\u202e1\x1b,1,,x", header=header)
    assert len(lines) >= 2
    assert all(line.isprintable() for line in lines)
