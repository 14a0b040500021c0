"""What whole columns leave open is asked once, with examples, and never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routemap.cli.main import main
from routemap.errors import DateError
from routemap.formats.column_names import column_account, named_tables, recognised
from routemap.formats.conventions import Question, answered, questions
from routemap.formats.imported import ImportedTable
from routemap.model.account import Fate
from routemap.model.edtf_dates import parse_date
from routemap.tables import check_files
from routemap.tables.date_words import LANGUAGES, month_number, proposed_date
from routemap.tables.problems import grouped

if TYPE_CHECKING:
    from pathlib import Path


def column(name: str, *cells: str) -> tuple[ImportedTable, dict[int, str]]:
    """A table of places with one more column."""
    return ImportedTable(("name", "x"), tuple(("A", cell) for cell in cells)), {0: "name", 1: name}


def asked(name: str, *cells: str) -> tuple[Question, ...]:
    return questions(*column(name, *cells))


def written(name: str, kind: str, answer: str, *cells: str) -> list[str]:
    read, _ = answered(*column(name, *cells), {(1, kind): answer})
    return [row[1] for row in read.rows]


def test_a_column_is_asked_of_once_with_three_examples() -> None:
    cells = ["01/05/2024", "02/05/2024", "03/05/2024", "04/05/2024", "2024-06-01", ""]
    (question,) = asked("arrival", *cells)
    assert (question.key, question.count) == ((1, "dates"), 4)
    assert [(each.id, each.is_proved) for each in question.answers] == [
        ("dmy", False),
        ("mdy", False),
    ]
    day_first, month_first = question.answers
    assert len(day_first.examples) == 3
    assert day_first.examples[0] == ("01/05/2024", "2024-05-01")
    assert month_first.examples[0] == ("01/05/2024", "2024-01-05")


def test_what_the_column_proves_is_offered_first_with_the_proof() -> None:
    (question,) = asked("arrival", "01/05/2024", "12/25/2023")
    first, other = question.answers
    assert (first.id, first.is_proved, first.examples[0]) == (
        "mdy",
        True,
        ("12/25/2023", "2023-12-25"),
    )
    assert (other.id, other.is_proved) == ("dmy", False)


@pytest.mark.parametrize(
    ("answer", "cell", "date"),
    [
        ("dmy", "1.5.2024", "2024-05-01"),
        ("dmy", "1. 5. 2024", "2024-05-01"),
        ("mdy", "1-5-2024", "2024-01-05"),
        ("dmy19", "1.5.24", "1924-05-01"),
        ("mdy20", "1/5/24", "2024-01-05"),
        ("ymd19", "24/5/1", "1924-05-01"),
        ("dmy18", "01/05/2024", "2024-05-01"),
        ("dmy", "01/05/2024 9:30", "2024-05-01T09:30:00"),
        ("dmy", "31/02/2024", "31/02/2024"),
        ("dmy", "1.5.24", "1.5.24"),
        ("dmy", "٠١/٠٥/٢٠٢٤", "2024-05-01"),
        ("dmy", "2024-05-01", "2024-05-01"),
    ],
)
def test_numbers_are_dates_in_the_order_that_is_answered(answer: str, cell: str, date: str) -> None:
    assert written("arrival", "dates", answer, cell) == [date]


def test_dates_with_their_year_first_are_asked_of_once_and_have_one_answer(tmp_path: Path) -> None:
    cells = ("1346/1/1", "2024.5.1", "2024-05-01 14:30", "2024-05-02")
    (question,) = asked("arrival", *cells)
    assert (question.kind, question.count) == ("year first", 3)
    assert question.answers[0].examples == (
        ("1346/1/1", "1346-01-01"),
        ("2024.5.1", "2024-05-01"),
        ("2024-05-01 14:30", "2024-05-01T14:30:00"),
    )
    path = tmp_path / "t.csv"
    path.write_text("Place,Lat,Lon,Date\nA,1,2,1346/1/1\n")
    for number, how in enumerate(("ymd", "words")):
        folder = tmp_path / str(number)
        assert main(["import", str(path), "-o", str(folder), "--dates", how]) == 0
        assert "1346-01-01" in (folder / "locations.csv").read_text()


def test_years_of_two_digits_need_a_century() -> None:
    (question,) = asked("departure", "25/12/45", "01/02/45")
    assert [each.id for each in question.answers][:2] == ["dmy20", "dmy19"]
    assert question.answers[1].examples[0] == ("25/12/45", "1945-12-25")


def test_days_of_excel_are_asked_of_and_no_year_is_taken_for_one() -> None:
    (question,) = asked("arrival", "45292", "45292.5", "2024", "1945")
    assert (question.kind, question.count) == ("serial", 2)
    assert question.answers[0].examples == (
        ("45292", "2024-01-01"),
        ("45292.5", "2024-01-01T12:00:00"),
    )


def test_a_decimal_comma_is_proved_by_what_a_latitude_can_be() -> None:
    (question,) = asked("latitude", "45,764", "4,835")
    assert (question.kind, question.answers[0].id) == ("decimal", "comma")
    assert [each.id for each in question.answers] == ["comma"]
    assert written("latitude", "decimal", "comma", "45,764", "-4,8", "1.5") == [
        "45.764",
        "-4.8",
        "1.5",
    ]
    (open_one,) = asked("accuracy_km", "1,500")
    assert [(each.id, each.examples) for each in open_one.answers] == [
        ("comma", (("1,500", "1.500"),)),
        ("point", (("1,500", "1500"),)),
    ]


def test_a_position_with_decimal_commas_is_one_question_too() -> None:
    assert written("latitude, longitude", "decimal", "comma", "45,764 4,835", "1,5; 2,5") == [
        "45.764, 4.835",
        "1.5, 2.5",
    ]


def test_without_an_answer_nothing_is_changed_and_nothing_asked_of_clear_cells() -> None:
    found, chosen = column("arrival", "01/05/2024", "c. 1955")
    assert answered(found, chosen, {}) == (found, chosen)
    assert not asked("arrival", "2024-05-01", "1957", "", "soon", "../1957", "31 September 1954")
    assert not asked("country", "01/05/2024", "1,5")


def test_dates_said_alike_are_one_question() -> None:
    found = asked("arrival", "c. 1955", "ca. 1960", "before 1957", "um 1950", "12 September 1961")
    assert [(each.kind, each.count) for each in found] == [("about", 3), ("before", 1), ("date", 1)]
    assert written("arrival", "about", "words", "c. 1955", "before 1957") == [
        "1955~",
        "before 1957",
    ]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("18–19 July 1903", "1903-07-18/1903-07-19"),
        ("12.–14. September 1961", "1961-09-12/1961-09-14"),
    ],
)
def test_a_dash_between_days_is_no_minus_sign(words: str, edtf: str) -> None:
    (question,) = asked("arrival", words)
    assert written("arrival", question.kind, "words", words) == [edtf]


def test_words_finer_than_edtf_stay_beside_their_date() -> None:
    found, chosen = column("arrival", "mid-March 1918", "1919")
    files = named_tables(found, chosen, answers={(1, "part"): "words"})
    assert files["locations.csv"].decode().splitlines()[:3] == [
        "name,arrival,arrival_text,latitude,longitude",
        "A,1918-03~,mid-March 1918,,",
        "A,1919,,,",
    ]


def test_an_answer_is_recorded() -> None:
    found, chosen = column("arrival", "01/05/2024", "02/05/2024")
    account = column_account(found, chosen, {(1, "dates"): "dmy"})
    (entry,) = (each for each in account if each.fate == Fate.ANSWERED)
    assert (entry.count, entry.detail) == (2, "dates in “x”: dmy")


def test_import_says_once_a_column_what_to_add_and_loses_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "fr.csv"
    path.write_text(
        "nom;lat;lon;date\nLyon;45,764;4,835;01/05/2024\nAix;43,5;5,4;02/05/2024\n"
        "Nice;43,7;7,26;vers 1955\n"
    )
    folder = tmp_path / "x"
    assert main(["import", str(path), "-o", str(folder)]) == 1
    told = capsys.readouterr().err
    assert told.count("--decimal comma: 45,764 = 45.764") == 1
    assert told.count("--decimal comma") == 2  # of two columns
    assert told.count("--dates dmy: 01/05/2024 = 2024-05-01") == 1
    assert told.count("--dates mdy") == 1
    assert told.count("--dates words") == 1
    assert "45,764" in (folder / "locations.csv").read_text()
    options = ["--decimal", "comma", "--dates", "dmy", "--dates", "words", "--force"]
    assert main(["import", str(path), "-o", str(folder), *options]) == 0
    assert "Aix,43.5,5.4,2024-05-02" in (folder / "locations.csv").read_text()


@pytest.mark.parametrize("how", ["dym", "dmy1", "iso", ""])
def test_a_way_to_write_dates_that_there_is_not_is_refused(
    how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["import", "x.csv", "-o", "x", "--dates", how])
    assert "is none of dmy, mdy, ymd" in capsys.readouterr().err


def test_options_of_tables_are_refused_where_there_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.kml"
    path.write_text(
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>A</name>'
        "<Point><coordinates>1,2</coordinates></Point></Placemark></kml>"
    )
    options = ["--decimal", "comma"]
    if main(["import", str(path), "-o", str(tmp_path / "y"), *options]):
        assert "needs no --decimal; leave it out" in capsys.readouterr().err


# Dates in words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("c. 1955", "1955~"),
        ("um 1955", "1955~"),
        ("vers 1955", "1955~"),
        ("hacia 1955", "1955~"),
        ("около 1955 г.", "1955~"),
        ("1955년경", "1955~"),
        ("circa 12 May 1800", "1800-05-12~"),
        ("probably 1957", "1957?"),
        ("before 1957", "../1957"),
        ("vor 1957", "../1957"),
        ("avant 1957", "../1957"),
        ("antes de 1957", "../1957"),
        ("до 1957", "../1957"),
        ("1957년 이전", "../1957"),
        ("after 1957", "1957/.."),
        ("seit 1945", "1945/.."),
        ("1957–1958", "1957/1958"),
        ("1957-58", "1957/1958"),
        ("from 1957 to 1958", "1957/1958"),
        ("zwischen 1957 und 1958", "1957/1958"),
        ("с 1945 по 1947", "1945/1947"),
        ("12–14 September 1961", "1961-09-12/1961-09-14"),
        ("March–April 1918", "1918-03/1918-04"),
        ("12 September – 3 October 1961", "1961-09-12/1961-10-03"),
        ("333–332 BC", "-0332/-0331"),
        ("Spring 1958", "1958-21"),
        ("été 1958", "1958-22"),
        ("otoño de 1958", "1958-23"),
        ("1958년 봄", "1958-21"),
        ("зима 1958", "1958-24"),
        ("1960s", "196X"),
        ("1960er Jahre", "196X"),
        ("années 1960", "196X"),
        ("1960년대", "196X"),
        ("1960-е годы", "196X"),
        ("12 September 1961", "1961-09-12"),
        ("September 12, 1961", "1961-09-12"),
        ("Tuesday, 12 September 1961", "1961-09-12"),
        ("26. August 1768", "1768-08-26"),
        ("1er mai 1961", "1961-05-01"),
        ("12 de septiembre de 1961", "1961-09-12"),
        ("12 сентября 1961 г.", "1961-09-12"),
        ("1961년 9월 12일", "1961-09-12"),
        ("Sept. 1961", "1961-09"),
        ("1346/1/1", "1346-01-01"),
        ("333 BC", "-0332"),
        ("1 BC", "0000"),
        ("333 v. Chr.", "-0332"),
        ("333 av. J.-C.", "-0332"),
        ("기원전 333년", "-0332"),
        ("333 до н. э.", "-0332"),
        ("15 March 44 BC", "-0043-03-15"),
        ("AD 79", "0079"),
        ("mid-March 1918", "1918-03~"),
        ("Ende Oktober 1761", "1761-10~"),
        ("début mars 1918", "1918-03~"),
        ("середина марта 1918", "1918-03~"),
        ("1918년 3월 중순", "1918-03~"),
    ],
)
def test_a_date_in_words_has_a_proposal(words: str, edtf: str) -> None:
    found = proposed_date(words)
    assert found
    assert found.edtf == edtf
    assert parse_date(edtf)


@pytest.mark.parametrize(
    "words",
    [
        "May",
        "soon",
        "0 May 1961",
        "1346/0/1",
        "1346/1/0",
        "12 Sept 61",
        "12/09/1961",
        "1957 1958",
        "1957–",
        "–1957",
        "<1957",
        "1957+",
        "1800s",
        "May 1 2 1961",
        "79",
        "",
        "x" * 500,
    ],
)
def test_what_is_not_clear_has_none(words: str) -> None:
    assert proposed_date(words) is None


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("31 September 1954", "1954-09 has 30 days"),
        ("29 Feb 1900", "1900-02 has 28 days"),
        ("31 juin 1900", "1900-06 has 30 days"),
    ],
)
def test_a_day_that_there_is_not_is_refused_by_name(words: str, why: str) -> None:
    files = {"locations.csv": f"name,latitude,longitude,arrival\nA,1,2,{words}\n".encode()}
    (problem,) = check_files(files, "x").problems
    assert problem.what == f"“{words}” is not a date: {why}"
    assert problem.hint == "correct the month or the day"


def test_check_names_the_value_to_write_and_groups_those_said_alike() -> None:
    dates = ["c. 1955", "c. 1956", "before 1957", "12 May 1960"]
    lines = "\n".join(f"A,1,2,{each}" for each in dates)
    files = {"locations.csv": f"name,latitude,longitude,arrival\n{lines}\n".encode()}
    found = [(each.first.hint, each.count) for each in grouped(check_files(files, "x").problems)]
    assert found == [
        ("write 1955~ (about then)", 2),
        ("write ../1957 (by then)", 1),
        ("write 1960-05-12", 1),
    ]


def test_no_month_has_two_numbers_in_our_languages() -> None:
    assert {month_number(each) for each in ("May", "mai", "mayo", "мая", "Mai")} == {5}
    assert len(LANGUAGES) == 6


@given(st.text(max_size=40) | st.from_regex(r"[a-zа-я0-9 .–/-]{0,30}", fullmatch=True))
def test_whatever_stands_in_a_cell_its_proposal_is_edtf_or_none(words: str) -> None:
    found = proposed_date(words)
    if found and found.edtf:
        try:
            parse_date(found.edtf)
        except DateError:
            pytest.fail(f"{words!r} gave {found.edtf}")


@given(st.lists(st.sampled_from(["01/05/2024", "1,5", "c. 1955", "45292", "x", "", "1918"])))
def test_answers_change_only_the_cells_that_they_are_about(cells: list[str]) -> None:
    found, chosen = column("arrival", *cells)
    for question in questions(found, chosen):
        for answer in question.answers:
            read, _ = answered(found, chosen, {question.key: answer.id})
            changed = sum(
                before != after for before, after in zip(found.rows, read.rows, strict=True)
            )
            assert changed <= question.count
    assert recognised(found.header)[0] == "name"
