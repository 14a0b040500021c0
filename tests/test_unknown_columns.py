"""Columns that a table of ours has none of: told once, with a near miss only for a slip."""

from __future__ import annotations

import pytest

from routemap.app.cures import cures_of
from routemap.errors import Level, Problem
from routemap.tables import check_files
from routemap.tables.problems import grouped

HEAD = "name,latitude,longitude,arrival"


def stops(*headings: str) -> dict[str, bytes]:
    header = ",".join((HEAD, *headings))
    return {"locations.csv": f"{header}\nA,1,2,1893{',x' * len(headings)}\n".encode()}


def problems_of(*headings: str) -> tuple[Problem, ...]:
    return check_files(stops(*headings), "x").problems


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        *(("Note", "note"), ("nots", ""), ("nte", "note"), ("ntoe", "note"), ("notes", "note")),
        *(("depature", "departure"), ("depbrture", "departure"), ("Departures", "departure")),
        *(("contry", "country"), ("county", ""), ("altitude", ""), ("folder", ""), ("Time", "")),
        *(("preferences", ""), ("cost", ""), ("idd", ""), ("x" * 70, "")),
    ],
)
def test_a_near_miss_is_named_only_for_a_slip(heading: str, meant: str) -> None:
    (problem,) = problems_of(heading)
    expected = f"did you mean “{meant}”?" if meant else "the columns are name, latitude"
    assert problem.hint.startswith(expected)


def test_a_missing_column_is_not_taken_for_a_word_of_its_own() -> None:
    files = {"locations.csv": b"name,altitude,longitude,arrival\nA,1,2,\n"}
    hints = [each.hint for each in check_files(files, "x").problems if each.level is Level.ERROR]
    assert hints == ["add it, or let `routemap geocode` propose places"]


def test_up_to_three_unknown_columns_are_told_apart_and_more_at_once() -> None:
    assert [each.column for each in problems_of("Hut", "Time", "Cost")] == ["Hut", "Time", "Cost"]
    slip, many = sorted(problems_of("Hut", "Time", "Cost", "notes", "Guide"), key=str, reverse=True)
    assert slip.hint == "did you mean “note”?"
    assert (many.row, many.column, many.level.name) == (1, "", "WARNING")
    assert many.what == "Hut, Time, Cost, Guide are not known columns, so they are not read"


@pytest.mark.parametrize(
    ("headings", "words", "left"),
    [
        (("Hut", "Time"), "cure_drop", ",Time"),
        (("Hut", "Time", "notes", "Cost", "Guide"), "cure_drop_all", ",notes"),
    ],
)
def test_a_button_drops_what_its_problem_names(
    headings: tuple[str, ...], words: str, left: str
) -> None:
    files = stops(*headings)
    problems = check_files(files, "x").problems
    groups = list(grouped(problems))
    group = next(each for each in groups if "Hut" in each.first.what)
    (cure,) = cures_of(group, problems)
    assert cure.words == words
    assert cure.mended(files)["locations.csv"] == f"{HEAD}{left}\nA,1,2,1893,x\n".encode()
