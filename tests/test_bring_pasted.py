"""Tables pasted in HTML, wikitext or Markdown, and tables below a title, lose nothing unsaid."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routemap.cli.main import main
from routemap.errors import ForeignFileError
from routemap.formats.account import Account
from routemap.formats.imported import Imported, TableChoice
from routemap.formats.pasted import import_pasted
from routemap.formats.registry import import_file

BRING = Path(__file__).parent / "bring"


def brought(name: str) -> Imported:
    return import_file(name, (BRING / name).read_bytes())


def rows(found: Imported) -> list[list[str]]:
    assert found.table
    return [list(found.table.header), *map(list, found.table.rows)]


def told(account: Account) -> list[str]:
    return [entry.text for entry in account]


# Tables with markup ------------------------------------------------------------------------------


def test_a_markdown_table_gives_words_links_and_its_title() -> None:
    found = brought("places.md")
    assert rows(found) == [
        ["Place", "Lat", "Lon", "Date", "Note", "Place (link)"],
        ["Tromsø", "69.65", "18.96", "1911-01-05", "Dark at noon | cold",
         "https://example.org/tromso"],
        ["Alta", "69.97", "23.27", "1911-01-12", "see there dog", ""],
    ]  # fmt: skip
    assert b'title = "By sledge to the north"' in found.files["journey.toml"]
    assert "1 table (not the first with places)" in told(found.account)
    assert found.account.total("table") == 2
    assert found.account.total("link") == 2
    assert found.account.total("picture") == 1


def test_a_wiki_table_gives_words_and_what_spans_rows_counts_in_each() -> None:
    found = brought("places.wiki")
    assert rows(found) == [
        ["Place", "Lat", "Lon", "Date", "Note", "Note (link)"],
        ["Tromsø town", "69.65", "18.96", "1911-01-05", "Dark at noon", ""],
        ["Tromsø town", "69.66", "18.97", "{{dts|1911|1|8}}", "Cold and windy, see a note",
         "https://example.org/wind"],
        ["Alta", "69.97", "23.27", "1911-01-12", "", ""],
    ]  # fmt: skip
    for line in (
        "1 merged cell (the value counts in each row)",
        "1 table (within a cell of another)",
        "1 footnote (a footnote: copy it into a column of sources)",
        "1 template (as it is written)",
        "2 links (within its own site)",
    ):
        assert line in told(found.account)
    assert found.account.total("table") == 3


def test_the_html_table_with_places_is_taken_and_not_the_first() -> None:
    found = brought("places.html")
    assert rows(found) == [
        ["Place", "Lat", "Lon", "Date", "Note", "Place (link)"],
        ["Tromsø", "69.65", "18.96", "1911-01-05", "Dark at noon", "https://example.org/tromso"],
        ["Tromsø", "69.66", "18.97", "1911-01-08", "Cold & windy", ""],
        ["Alta", "69.97", "23.27", "1911-01-12", "inner", ""],
    ]
    assert found.table
    assert found.table.heading_row == 2
    assert b"By sledge to the north" in found.files["journey.toml"]
    for line in ("1 hidden text (not shown)", "1 row (above the names of columns)"):
        assert line in told(found.account)
    assert found.account.total("table") == 3


@pytest.mark.parametrize("name", ["places.md", "places.wiki", "places.html"])
def test_what_is_pasted_is_read_as_the_file_is(name: str) -> None:
    assert import_pasted((BRING / name).read_text(encoding="utf-8"), name) == brought(name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "# A title\n\nand no table | at all\n"),
        ("a.wiki", "{|\n|}"),
        ("a.html", "<p>none</p>"),
        ("a.html", "<table><tr><th>Place</th></tr></table>"),
    ],
)
def test_a_text_without_a_table_is_refused_and_says_what_to_write(name: str, text: str) -> None:
    with pytest.raises(ForeignFileError, match=r"holds no table .*; write "):
        import_file(name, text.encode())


def test_a_cell_over_too_many_columns_is_refused_and_one_over_all_rows_is_not() -> None:
    wide = '<table><tr><td colspan="60000">x</td></tr></table>'
    with pytest.raises(ForeignFileError, match="60,000 columns"):
        import_pasted(wide, "t")
    tall = '<table><tr><th>Place<th>Date<tr><td rowspan="99999">Alta<td>1911<tr><td>12<tr><td>13'
    assert [row[0] for row in rows(import_pasted(tall, "t"))[1:]] == ["Alta", "Alta", "Alta"]


def test_a_table_with_commas_and_an_angle_bracket_is_no_html() -> None:
    found = import_pasted("Place,Date\n<Rome>,1786\n", "t")
    assert rows(found) == [["Place", "Date"], ["<Rome>", "1786"]]


_PIECES = [
    *("<table>", "</table>", "<tr>", "<td>", "<th rowspan=3>", '<td colspan="2">', "</td>", "<!--"),
    *(
        "-->",
        "<a href='x",
        '"',
        ">",
        "{|",
        "|}",
        "|-",
        "! a !! b",
        "| c || d",
        "[[e|f]]",
        "{{",
        "}}",
    ),
    *(
        "<ref>",
        "</ref>",
        "\n",
        "|",
        "---|---",
        "a|b",
        "[g](h)",
        "&amp;",
        "Place",
        "Date",
        "**",
        "\\",
    ),
]


@given(st.text(max_size=200) | st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_whatever_is_pasted_is_read_or_refused(text: str) -> None:
    try:
        found = import_pasted(text, "t")
    except ForeignFileError:
        return
    assert found.table
    assert all(len(row) == len(found.table.header) for row in found.table.rows)


@given(
    st.lists(
        st.lists(st.sampled_from(["", "Rome", "1786", "a note"]), min_size=2, max_size=4),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(["html", "wiki", "md"]),
)
def test_the_account_of_a_marked_table_adds_up(cells: list[list[str]], form: str) -> None:
    cells = [["Place", "Date"], *cells]
    lines = {
        "html": lambda: (
            "<table>"
            + "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in cells)
            + "</table>"
        ),
        "wiki": lambda: (
            "{|\n"
            + "".join("|-\n" + "".join(f"| {cell}\n" for cell in row) for row in cells)
            + "|}"
        ),
        "md": lambda: "\n".join(
            [f"| {' | '.join(row)} |" for row in (cells[0], ["---", "---"], *cells[1:])]
        ),
    }
    written = sum(any(row) for row in cells)
    if written == 1:
        with pytest.raises(ForeignFileError):
            import_pasted(lines[form](), "t")
        return
    found = import_pasted(lines[form](), "t")
    assert found.account.total("row") == written
    assert found.table
    filled = sorted(cell for row in found.table.rows for cell in row if cell)
    assert filled == sorted(cell for row in cells[1:] for cell in row if cell)


# Tables below a title ----------------------------------------------------------------------------


def test_headings_are_found_below_a_title_and_rows_keep_their_numbers() -> None:
    text = "My way, in 1786;;\n;;\nOrt;Datum;Notiz\nRom;1786-11-01;warm\n\nNeapel;1787-02-25;\n"
    found = import_file("t.csv", text.encode())
    assert found.table
    assert found.table.heading_row == 3
    assert [found.table.number_of(row) for row in (0, 1)] == [4, 6]
    assert found.files["journey.toml"] == b'title = "My way, in 1786"\n'
    assert found.account.total("row") == 4


@pytest.mark.parametrize(
    ("text", "heading_row"),
    [
        ("Place,Date\nRome,1786\n", 1),
        ("Journeys\nPlace,Date\nRome,1786\n", 2),
        ("Journeys\nby hand\n\nMiejsce,Kiedy\nRome,1786\n", 4),
        ("Wo,Wann\nRome,1786\n", 1),
        ("Author,Date\nKim,2023\n\nPlace,Latitude,Date\nRome,41.9,1786\n", 4),
        ("name\nRome\nNaples\n", 1),
        ("Place\nRome, Italy\n", 1),
        ("Year,Month,Day,Headline\n1786,11,1,Rome\n", 1),
    ],
)
def test_the_row_of_headings_is_the_one_that_most_is_recognised_in(
    text: str, heading_row: int
) -> None:
    table = import_file("t.csv", text.encode()).table
    assert table
    assert table.heading_row == heading_row


def test_a_row_of_headings_that_is_chosen_is_taken() -> None:
    text = b"Place,Date\nWhere,When\nRome,1786\n"
    table = import_file("t.csv", text, TableChoice(heading_row=2)).table
    assert table
    assert table.header == ("Where", "When")
    with pytest.raises(ForeignFileError, match=r"no names of columns in row 9; the first row"):
        import_file("t.csv", text, TableChoice(heading_row=9))
    with pytest.raises(ForeignFileError, match="has no sheets"):
        import_file("t.csv", text, TableChoice(sheet="A"))
    with pytest.raises(ForeignFileError, match="no row of headings; choose none"):
        import_file("t.gpx", b"<gpx/>", TableChoice(heading_row=2))


def test_of_two_separators_that_fit_commas_are_taken_for_decimals() -> None:
    table = import_pasted("Ort;Breite, in Grad\nBerlin;52,5\nParis;48,9\n", "t").table
    assert table
    assert table.header == ("Ort", "Breite, in Grad")
    assert table.rows == (("Berlin", "52,5"), ("Paris", "48,9"))


def test_the_command_takes_the_row_of_headings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "trip.csv"
    table.write_text(
        "Place,Date\nPlace,Lat\nname,latitude,longitude,arrival\nRome,41.9,12.5,1786\n"
    )
    folder = tmp_path / "trip"
    assert main(["import", str(table), "-o", str(folder), "--heading-row", "3"]) == 0
    assert "not imported: 2 rows (above the names of columns)" in capsys.readouterr().err
    with (folder / "locations.csv").open(newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)] == ["Rome"]
