"""Workbooks lose nothing unsaid: their sheets, merged cells, formulas, hidden rows, comments."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from hostile_tables import FILES, number_cell, ods_cell, ods_file, xls
from routemap.cli.main import main
from routemap.errors import ForeignFileError
from routemap.formats.compound_file import compound_file, stream_in
from routemap.formats.imported import Imported, TableChoice
from routemap.formats.registry import import_file, sheets_of
from routemap.tables import check_files
from test_hostile_files import read
from work import most_bytes, steps

BRING = Path(__file__).parent / "bring"
TITLED = [f"merged-titled.{ending}" for ending in ("xlsx", "ods", "xls")]


def brought(name: str, choice: TableChoice = TableChoice()) -> Imported:  # noqa: B008  frozen
    return import_file(name, (BRING / name).read_bytes(), choice)


def told(found: Imported) -> list[str]:
    return [entry.text for entry in found.account]


def cells(found: Imported, heading: str) -> list[str]:
    assert found.table
    place = found.table.header.index(heading)
    return [row[place] for row in found.table.rows]


# The same workbook in three formats --------------------------------------------------------------


@pytest.mark.parametrize("name", TITLED)
def test_headings_below_a_title_and_merged_days_are_read_alike(name: str) -> None:
    found = brought(name)
    assert cells(found, "Ort") == ["Tromsø", "Alta", "Karasjok"]
    assert cells(found, "Breite") == ["69.65", "69.97", "69.47"]
    assert cells(found, "Ankunft") == ["1911-01-05", "1911-01-05", "1911-01-20T15:30:00"]
    assert found.table
    assert found.table.heading_row == 3
    assert found.table.row_numbers == (4, 5, 6)
    assert found.files["journey.toml"] == b'title = "Winter journey"\n'
    for line in (
        "1 sheet (table of stops)",
        "1 merged cell (the value counts in each row: D4:D5)",
        "1 merged cell (one cell)",
        "1 hidden row (like the others)",
        "1 hidden column (like the others)",
    ):
        assert line in told(found)
    assert found.advice == (
        "merged cells D4:D5: the value counts in each of their rows",
        "hidden rows (1) and columns (1) are read like the others",
    )
    assert found.account.total("row") == 5
    assert found.account.total("sheet") == len(sheets_of(name, (BRING / name).read_bytes()))


@pytest.mark.parametrize("name", ["merged-titled.xlsx", "merged-titled.ods"])
def test_a_formula_without_a_saved_value_is_told_with_its_cell(name: str) -> None:
    found = brought(name)
    assert cells(found, "Länge") == ["18.96", "", "25.51"]
    why = "C5: no value was saved; open the workbook in a spreadsheet program and save it"
    assert f"1 formula ({why})" in told(found)
    assert "1 comment (it lies beside the cells)" in told(found)


def test_days_durations_and_texts_of_an_ods_are_what_they_are() -> None:
    found = brought("merged-titled.ods")
    assert cells(found, "Dauer") == ["1 day, 12:00:00", "06:00:00", "true"]
    assert cells(found, "Notiz") == ["Dark at noon", "", "Two  blanks\na link"]


def test_an_xls_has_typed_cells_too() -> None:
    found = brought("merged-titled.xls")
    assert cells(found, "Dauer") == ["1 day, 12:00:00", "6:00:00", ""]
    assert cells(found, "Notiz") == ["Dark at noon", "", "true"]


# Sheets ------------------------------------------------------------------------------------------


def test_sheets_named_as_our_tables_are_these_tables() -> None:
    found = brought("own-sheets.xlsx")
    assert cells(found, "Ort") == ["Tromsø", "Alta"]
    assert found.files["events.csv"].decode().splitlines() == [
        "date,location,headline,text,references",
        "1911-01-05,troms,Dark at noon,No sun all day,1",
        "1911-01-12,alta,Dogs,Twelve of them,",
    ]
    assert found.files["sources.csv"].decode().splitlines() == [
        "reference,citation,url", '1,"A diary, 1911",https://example.org/diary',
    ]  # fmt: skip
    assert found.files["journey.toml"] == b'title = "By sledge to the north"\nlanguage = "de"\n'
    assert [entry.text for entry in found.account.left] == [
        "1 sheet (not named as a table of a journey: “Budget”)",
        "1 row (not an entry of journey.toml)",
    ]
    assert found.account.total("sheet") == 5


def test_a_sheet_may_say_who_travels() -> None:
    book = Workbook()
    stops, travellers = book.active, book.create_sheet("Reisende")
    stops.title = "Orte"
    for row in (["Name", "Lat", "Lon", "Schiff"], ["Kiel", 54.3, 10.1, "anna"]):
        stops.append(row)
    for row in (["Name", "id", "kind"], ["Anna II", "anna", "ship"]):
        travellers.append(row)
    content = io.BytesIO()
    book.save(content)
    found = import_file("fleet.xlsx", content.getvalue())
    assert found.files["travellers.csv"].decode().splitlines() == [
        *("name,id,kind", "Anna II,anna,ship"),
    ]


def test_the_command_makes_a_journey_of_such_sheets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "trip"
    assert main(["import", str(BRING / "own-sheets.xlsx"), "-o", str(folder)]) == 0
    assert "not imported: 1 sheet (not named" in capsys.readouterr().err
    files = {file.name: file.read_bytes() for file in folder.iterdir()}
    journey = check_files(files, "trip").journey
    assert journey
    assert [event.stop for event in journey.events] == ["troms", "alta"]


def test_a_sheet_is_chosen_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = brought("merged-titled.xlsx", TableChoice(sheet="old"))
    assert cells(found, "Place") == ["x"]
    assert told(found)[0] == "1 sheet (table of stops, though it is hidden)"
    folder = str(tmp_path / "trip")
    file = str(BRING / "merged-titled.xlsx")
    assert main(["import", file, "-o", folder, "--sheet", "Nowhere"]) == 1
    assert "has no sheet “Nowhere”; its sheets are “Old”, “Reise”" in capsys.readouterr().err


def test_names_of_columns_stand_below_a_title_in_every_sheet_and_blank_ones_lose_no_cell() -> None:
    book = Workbook()
    book.remove(book.active)
    sheets = {
        "Orte": [["Ort", "Breite", "Länge"], ["Rom", 41.9, 12.5]],
        "Ereignisse": [["Was geschah"], ["Titel", "Datum", "Ort"], ["Ein", 1900, "Rom", "x", "y"]],
    }
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    output = io.BytesIO()
    book.save(output)
    found = import_file("t.xlsx", output.getvalue())
    assert found.files["events.csv"].decode().splitlines() == [
        "headline,date,location,?,?*",
        "Ein,1900,rom,x,y",
    ]
    assert "1 row (above the names of columns)" in [entry.text for entry in found.account.left]


@pytest.mark.parametrize("name", TITLED)
def test_sheets_are_listed_with_their_rows_and_whether_they_are_hidden(name: str) -> None:
    listed = {each.name: each[1:] for each in sheets_of(name, (BRING / name).read_bytes())}
    assert listed["Reise"] == (5, False)
    assert listed["Old"] == (2, True)


def test_a_file_without_sheets_has_none() -> None:
    assert sheets_of("t.csv", b"Place\nRome\n") == ()


# Counts add up -----------------------------------------------------------------------------------

_GRID = st.lists(
    st.lists(st.sampled_from(["", "Rome", "x", "1786"]), min_size=1, max_size=4),
    min_size=1,
    max_size=6,
)
_SHEETS = st.lists(st.tuples(_GRID, st.booleans()), min_size=1, max_size=3)
Sheets = Sequence[tuple[Sequence[Sequence[str]], bool]]


def xlsx(sheets: Sheets) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for place, (rows, is_hidden) in enumerate(sheets):
        sheet = book.create_sheet(f"S{place}")
        for row in rows:
            sheet.append([cell or None for cell in row])
        sheet.sheet_state = "hidden" if is_hidden else "visible"
    book.create_sheet("Last")  # one is not hidden, as openpyxl asks
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def ods(sheets: Sheets) -> bytes:
    written = "".join(
        f'<table:table table:name="S{place}" table:style-name="{"h" if is_hidden else "v"}">'
        + "".join(
            f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows
        )
        + "</table:table>"
        for place, (rows, is_hidden) in enumerate([*sheets, ([], False)])
    )
    return ods_file(written)


@pytest.mark.parametrize(("ending", "write"), [("xlsx", xlsx), ("ods", ods)])
@given(_SHEETS)
def test_each_sheet_and_each_row_is_accounted_for(
    ending: str, write: Callable[[Sheets], bytes], sheets: Sheets
) -> None:
    content = write(sheets)
    filled = [sum(any(row) for row in rows) for rows, _ in sheets]
    listed = sheets_of(f"t.{ending}", content)
    assert [(each.rows, each.is_hidden) for each in listed[:-1]] == [
        (count, is_hidden) for count, (_, is_hidden) in zip(filled, sheets, strict=True)
    ]
    order = sorted(range(len(sheets)), key=lambda place: sheets[place][1])
    taken = next((place for place in order if filled[place] > 1), None)
    if taken is None:
        with pytest.raises(ForeignFileError, match="has no sheet with names of columns"):
            import_file(f"t.{ending}", content)
        return
    found = import_file(f"t.{ending}", content)
    assert found.account.total("sheet") == len(sheets) + 1
    assert found.account.total("row") == filled[taken]
    assert found.table
    for place, row in enumerate(found.table.rows):
        written = sheets[taken][0][found.table.number_of(place) - 1]
        assert [cell for cell in row if cell] == [cell for cell in written if cell]


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 4), st.integers(0, 3)), max_size=3))
def test_a_merged_value_counts_in_each_row_that_holds_something(
    merged: list[tuple[int, int, int]],
) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Place", "Date", "Note", "Mode"])
    for number in range(2, 10):
        sheet.append([f"{letter}{number}" for letter in "abcd"] if number != 7 else [])
    free: list[tuple[int, int, int]] = []
    for row, column, more in merged:
        below = row + 1, column, row + 1 + more
        if not any(column == other[1] and row + 1 <= other[2] and other[0] <= row + 1 + more
                   for other in free):  # fmt: skip
            free.append(below)
            sheet.merge_cells(None, *below[:2], below[2], column)
    output = io.BytesIO()
    book.save(output)
    found = import_file("t.xlsx", output.getvalue())
    assert found.table
    assert found.account.total("merged cell") == len(free)
    by_number = {found.table.number_of(place): row for place, row in enumerate(found.table.rows)}
    for first, column, last in free:
        for number in range(first, min(last, 9) + 1):
            if first != 7 and number in by_number:
                assert by_number[number][column - 1] == f"{'abcd'[column - 1]}{first}"


# Hostile workbooks -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tables", "why"),
    [
        ('<table:table-row table:number-rows-repeated="999999">CELL</table:table-row>',
         "more than 50,000 rows"),
        ("<table:table-row>MANY</table:table-row>", "16,384 columns"),
        ('<table:table-row table:number-rows-repeated="49999">WIDE</table:table-row>',
         "more than 1,000,000 cells"),
        ("<table:table-row>LONG</table:table-row>", "longer than 131,072"),
    ],
)  # fmt: skip
def test_repetitions_in_an_ods_are_refused_before_they_are_held(tables: str, why: str) -> None:
    many = ods_cell("x").replace("office:", 'table:number-columns-repeated="NUMBER" office:', 1)
    for name, cell in (
        ("CELL", ods_cell("x")),
        ("LONG", ods_cell("x").replace("x</", '<text:s text:c="900000000"/></')),
        ("MANY", many.replace("NUMBER", "16384")),
        ("WIDE", many.replace("NUMBER", "200")),
    ):
        tables = tables.replace(name, cell)
    content = ods_file(f'<table:table table:name="S">{tables}</table:table>')

    def refused() -> None:
        with pytest.raises(ForeignFileError, match=why):
            import_file("t.ods", content)

    assert most_bytes(refused) < 10_000_000


def test_an_xls_of_two_cells_far_apart_is_refused_before_it_is_held() -> None:
    content = xls(number_cell(0, 0), number_cell(65_535, 255))
    with pytest.raises(ForeignFileError, match="its cells lie too far apart"):
        import_file("t.xls", content)


@pytest.mark.parametrize("extent", [struct.pack("<2I3H", 0, 0xFFFFFFFF, 0, 0xFFFF, 0),
                                    struct.pack("<2I4H", 0, 0xFFFFFFFF, 0, 0xFFFF, 0, 0),
                                    struct.pack("<5H", 0, 0xFFFF, 0, 0xFFFF, 0)])  # fmt: skip
def test_what_an_xls_says_of_its_size_is_not_believed(extent: bytes) -> None:
    """Else the reader would ask for petabytes, which ends the process."""
    content = xls((0x200, extent), number_cell(0, 0), number_cell(1, 0))
    table = import_file("t.xls", content).table
    assert table
    assert table.rows == (("1.5",),)


def test_an_xls_that_says_it_has_more_texts_than_fit_into_it_is_refused() -> None:
    with pytest.raises(ForeignFileError, match="its texts are not as many as it says"):
        import_file("t.xls", xls(strings=struct.pack("<2I", 1, 0x7FFFFFFF)))


def test_a_formula_that_an_xls_does_not_know_the_value_of_is_blank_and_told() -> None:
    formula = (0x06, struct.pack("<3HQHIH", 1, 1, 0, 0, 0x02, 0, 0))
    content = xls(number_cell(0, 0), number_cell(1, 0), formula, number_cell(2, 1))
    found = import_file("t.xls", content)
    assert found.table
    assert found.table.rows == (("1.5", ""), ("", "1.5"))
    assert any(line.startswith("1 formula (B2: no value was saved") for line in told(found))


@pytest.mark.parametrize("size", [1, 5_000, 300_000, 5_000_000])
def test_what_is_put_into_a_compound_file_is_taken_out(size: int) -> None:
    stream = bytes(range(256)) * (size // 256) + b"end"
    found = stream_in(compound_file(stream, "Workbook"), ("Workbook",), "t")
    assert found.rstrip(b"\0") == stream
    assert len(found) == max(len(stream), 4096)


@given(st.lists(st.tuples(st.integers(0, 5600), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_broken_xls_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    content = bytearray((BRING / "merged-titled.xls").read_bytes())
    for at, byte in changes:
        content[at % len(content)] = byte
    try:
        found = import_file("t.xls", bytes(content))
    except ForeignFileError:
        return
    assert found.table


@pytest.mark.parametrize("name", FILES)
def test_twice_the_file_is_twice_the_work(name: str) -> None:
    make, _ = FILES[name]
    few, many = make(60), make(120)
    read(name, few)  # what is read once is kept
    assert steps(lambda: read(name, many)) < 2.3 * steps(lambda: read(name, few)) + 500


@pytest.mark.parametrize("name", FILES)
def test_a_tenth_of_the_worst_is_read_before_the_clock_of_all_tests_strikes(name: str) -> None:
    make, largest = FILES[name]
    read(name, make(largest // 10))
