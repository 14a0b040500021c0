"""Templates of wikitext in cells, and rows that are one cell across a whole table."""

from __future__ import annotations

import pytest

from bring_files import told
from routemap.formats.account import Account
from routemap.formats.column_names import recognised
from routemap.formats.imported import TableChoice
from routemap.formats.registry import import_file
from routemap.formats.wiki_templates import without_templates
from routemap.tables.coordinates import read_position, split_position

WIKI = """{| class="wikitable"
|+ Stages
|-
! Place !! {{abbr|Coord.|coordinates of it}} !! Note
|-
| Lyon || {{coord|45|45|N|4|51|E|type:city}} || Rode 17 h<ref name="a">A paper</ref>{{efn|Or 18.}}
|-
| Paris || {{coord|48.85|2.35|display=inline}} || {{convert|467|km}}{{sfn|Smith|1900}}
|-
| colspan="3" | Source: [https://example.org/a a paper]
|}
"""
HTML = (
    "<table><tr><th>Place<th>Note<tr><td>Lyon<td>Hot<tr><td colspan=2>Source: a paper"
    "<tr><td>Paris<tr><td colspan=2>Total</table>"
)
ACROSS = "left: {} (one cell across the whole table: it is no stop)"


def test_a_wiki_table_gives_positions_and_its_footnotes_are_told() -> None:
    found = import_file("x.wiki", WIKI.encode())
    assert found.table
    assert found.table.header == ("Place", "Coord.", "Note")
    assert found.table.rows == (
        ("Lyon", "45°45′N 4°51′E", "Rode 17 h"),
        ("Paris", "48.85, 2.35", "{{convert|467|km}}"),
    )
    assert recognised(found.table.header)[1] == "latitude, longitude"
    assert {
        "left: 3 footnotes (a footnote: copy it into a column of sources)",
        "kept: 1 template (as it is written)",
        "taken: 1 template (its words)",
        "taken: 2 templates (position)",
        "left: 1 link (in a row that is left)",
        ACROSS.format("1 row"),
    } <= told(found)
    assert found.account.total("row") == 4


def test_a_row_of_one_cell_across_a_table_is_no_stop_and_is_told() -> None:
    found = import_file("x.html", HTML.encode())
    assert found.table
    assert [row[0] for row in found.table.rows] == ["Lyon", "Paris"]
    assert ACROSS.format("2 rows") in told(found)
    above = import_file("x.html", HTML.encode(), TableChoice(heading_row=2))
    assert above.table
    assert above.table.header == ("Lyon", "Hot")


@pytest.mark.parametrize(
    ("written", "read", "position"),
    [
        ("{{coord|45.75|N|4.85|E}}", "45.75°N 4.85°E", (45.75, 4.85)),
        ("{{Coord|43|36|16|N|1|26|38|W|region:FR}}", "43°36′16″N 1°26′38″W", (43.6044, -1.4439)),
        ("{{coord|-45.75|4.85}}", "-45.75, 4.85", (-45.75, 4.85)),
        ("{{Coordinate|NS=45/45/0/N|EW=4/51/0/E|type=city}}", "45°45′0″N 4°51′0″E", (45.75, 4.85)),
        ("{{Coordinate|NS=45.75|EW=4.85}}", "45.75, 4.85", (45.75, 4.85)),
    ],
)
def test_coordinates_in_a_template_become_a_position(
    written: str, read: str, position: tuple[float, float]
) -> None:
    assert without_templates(written, Account()) == read
    both = split_position(read)
    assert both
    assert read_position(*both) == pytest.approx(position)


@pytest.mark.parametrize(
    "written",
    [
        "{{coord}}",
        "{{coord|45}}",
        "{{coord|45|45|4|51}}",
        "{{coord|45|N}}",
        "{{coord|1|2|3|4|N|4|51|E}}",
        "{{coord|N|E}}",
        "{{Coordinate|NS=|EW=4/51/0/E}}",
        "{{Coordinate|NS=45/45/0/E|EW=4/51/0/N}}",
        "{{unknown|{{flag|FRA}}}}",
        "{{ never ended",
        "ended }} never begun {{",
        "{{a" * 30 + "}}" * 30,
    ],
)
def test_a_template_that_cannot_be_read_stays_as_it_is_written(written: str) -> None:
    account = Account()
    assert without_templates(written, account) == written
    assert not account.left
    assert all(entry.fate == "kept" for entry in account)


def test_a_footnote_within_a_template_is_taken_out_alone() -> None:
    assert without_templates("{{b|1{{efn|two}}}} x", Account()) == "{{b|1}} x"
