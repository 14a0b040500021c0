"""Dates beside stops: whole, in lines of their own, and in doubt where their source is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from routemap.model.itinerary import build_itinerary
from routemap.pictures.date_lines import date_lines
from routemap.pictures.font_metrics import width
from routemap.pictures.params import read_query
from routemap.tables import read_journey


@pytest.mark.parametrize(
    ("dates", "room", "widest", "lines"),
    [
        (["10–12 September"], 60, 200, ("10–12 September",)),
        (["3 May", "6 May"], 60, 200, ("3 May,", "6 May")),
        (["3 May", "6 May"], 120, 200, ("3 May, 6 May",)),
        (["3 May", "about 10–12 September (uncertain)"], 80, 250,
         ("3 May,", "about 10–12 September (uncertain)")),
        (["3 May", "6 May", "9 May", "12 May (uncertain)"], 80, 200,
         ("3 May, 6 May,", "9 May,", "12 May (uncertain)")),
        (["15 сент. или раньше"], 100, 100, ("15\N{NO-BREAK SPACE}сент. или", "раньше")),
        ([], 60, 200, ()),
    ],
)  # fmt: skip
def test_lines_end_between_dates(
    dates: list[str], room: float, widest: float, lines: tuple[str, ...]
) -> None:
    assert date_lines(dates, 13, room, widest) == lines


def test_a_date_of_many_words_keeps_its_doubt() -> None:
    words = "some day between the first snow and the breaking up of the ice in the strait"
    lines = date_lines([f"{words} (uncertain)"], 13, 100, 150)
    assert lines[-1] == "(uncertain)"
    assert lines[-2].endswith("…")
    assert len(lines) == 3
    assert all(width(line, 13) <= 150 for line in lines)
    assert date_lines([words], 13, 100, 150)[-1].endswith("…")


def test_each_date_of_one_place_stands_whole_on_the_map(tmp_path: Path) -> None:
    (tmp_path / "locations.csv").write_text(
        "name,latitude,longitude,arrival\n"
        "Bari,41.1,16.9,2020-03-01\n"
        "Rome,41.9,12.5,2020-05-10/2020-05-12\nBari,41.1,16.9,2020-06-10\n"
        "Rome,41.9,12.5,2020-09-20~\nBari,41.1,16.9,2020-10-10\n"
        "Rome,41.9,12.5,2020-11-20/2020-11-23?\n",
        "utf-8",
    )
    itinerary = build_itinerary(read_journey(tmp_path))
    for preset in ("web", "card", "mobile", "newspaper-1", "a4"):
        drawing = read_query({"preset": preset}, itinerary).drawing
        lines = [text.text for text in drawing.stop_labels]
        assert not any("…" in line for line in lines)
        shown = [line for line in lines if line not in {"Rome", "Bari"}]
        assert any(line.endswith("(uncertain)") for line in shown) or not shown, shown
        assert not any(line.endswith("–12") for line in lines)
        assert not any(re.search(r"\d$", line) for line in lines)
