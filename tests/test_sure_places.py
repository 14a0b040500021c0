"""Places that nobody needs to be asked about, and how the Open page takes all of them at once."""

from __future__ import annotations

import pytest

from routemap.geocoding.candidates import place_words, proposals, reasons
from routemap.geocoding.places_table import MissingPlace, places_of
from routemap.geocoding.proposal import Match
from routemap.geocoding.sure import sure_proposals
from script_page import Opener, notes, ran
from test_editor import files
from test_open_page import opened_table, pasted, problems


@pytest.mark.parametrize(
    ("rows", "sure"),
    [
        ("Reykjavík,IS,,\n", [0]),  # the only one there
        ("Reykjavík,,,\n", []),  # no country, and no neighbour
        ("Prague,,50.08,14.43\nBrno,,,\n", [1]),  # near its neighbour
        ("Tokyo,,35.68,139.69\nBrno,,,\n", []),  # too far
        ("Paris,,48.8,2.3\nHassan,,,\n", []),
        ("Nowhere at all,IS,,\n", []),
        ("Reykjavík,Atlantis,,\n", []),  # not a country
        ("Prague,,50.08,14.43\nBrno,,,\nBratislava,,,\n", [1, 2]),  # one after the other
        ("Brno,,,\nBratislava,,,\nOstrava,,,\n", [0, 1, 2]),  # all bear each other out
        ("Brno,,,\nBratislava,,,\nKathmandu,,,\n", []),  # one does not
        ("Brno,,,\nBratislava,,,\nNowhere at all,,,\n", []),
        ('Tokyo,,35.68,139.69\n"Brno, Czechia",,,\n', [1]),  # its name says the country
        ('Prague,,50.08,14.43\n"Brno, Moravia",,,\n', []),
    ],
)
def test_only_a_place_without_doubt_is_sure(rows: str, sure: list[int]) -> None:
    files = {"locations.csv": f"name,country,latitude,longitude\n{rows}".encode()}
    assert [*sure_proposals(files)] == sure


def unplaced(name: str) -> MissingPlace:
    (found,) = places_of({"locations.csv": f'name\n"{name}"\n'.encode()}).missing()
    return found


def test_what_follows_a_comma_is_a_country_or_leaves_a_doubt() -> None:
    places = proposals(unplaced("Aberdeen, Scotland"))
    assert place_words(places[0], "en") == "Aberdeen, United Kingdom"
    assert {each.match for each in places} == {Match.PART}
    said = reasons(places[0], unplaced("Aberdeen, Scotland"), places, "en")
    assert "not known whether it is in “Scotland”" in said
    there = proposals(unplaced("Aberdeen, Moray, South Africa"))
    assert [(each.country, each.match) for each in there] == [("ZA", Match.NAME)]
    californian = proposals(unplaced("Richmond, CA"))
    assert {each.match for each in californian} == {Match.PART}
    assert proposals(unplaced("Washington, D.C."))[0].match != Match.PART


def test_why_none_is_sure_is_said(open_opening: Opener) -> None:
    table = "name,country,arrival\nPrague,,2024-05-01\nHassan,,2024-05-02\n"
    app = ran(pasted(open_opening(), table).button(key="open_use").click())
    app = ran(app.button(key="geocode_sure").click())
    assert any("None is sure: no row names a country" in note for note in notes(app))
    app = ran(app.button(key="geocode_use_0_0").click())
    app = ran(app.button(key="geocode_sure").click())
    assert not any("None is sure" in note for note in notes(app))


def test_a_source_is_credited_though_the_table_told_of_events(open_opening: Opener) -> None:
    table = "name,arrival,headline\nBrno,2024-05-01,We met\nOstrava,2024-05-02,\n"
    app = ran(pasted(open_opening(), table).button(key="open_use").click())
    assert "events.csv" in files(app)
    app = ran(app.button(key="geocode_use_0_0").click())
    app = ran(app.button(key="geocode_sure").click())
    assert files(app)["sources.csv"].decode().count("CC BY 4.0") == 2
    assert "there is no sources.csv" not in problems(app)


def test_the_sure_ones_are_accepted_at_one_press(open_opening: Opener) -> None:
    table = "name,country,arrival\nPrague,CZ,2024-05-01\nBrno,CZ,2024-05-02\nHassan,,2024-05-03\n"
    app = ran(pasted(open_opening(), table).button(key="open_use").click())
    app = ran(app.button(key="geocode_sure").click())
    assert any("Accepted: 2. Still to be asked: 1." in note for note in notes(app))
    cells = [line.split(",") for line in opened_table(app).splitlines()]
    latitude = cells[0].index("latitude")
    assert [bool(row[latitude]) for row in cells[1:]] == [True, True, False]
    assert b"geonames" in files(app)["sources.csv"].lower()
    app = ran(app.button(key="open_undo").click())
    assert "sources.csv" not in files(app)
