"""A journey written down as files is read back as the same journey."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any_journey import english, journeys
from routemap.errors import Level
from routemap.model.account import AccountEntry, Fate
from routemap.model.journey import (
    Annotation,
    AnnotationKind,
    Certainty,
    LessonItem,
    LessonKind,
    MediaItem,
    MediaKind,
    Phrase,
    Reference,
    Wording,
)
from routemap.shipped import shipped_journey
from routemap.tables import check_files, read_journey
from routemap.tables.writer import journey_files, stops_table

if TYPE_CHECKING:
    from routemap.model.journey import Journey

JOURNEYS = [shipped_journey(), *sorted((Path(__file__).parent / "journeys").iterdir())]
# Anything that a cell can hold: no control characters, and no blanks at its ends.
_letters = st.characters(exclude_categories=("Cc", "Cs", "Cf", "Cn", "Co", "Zl", "Zp"))
words = st.text(_letters, min_size=1, max_size=30).map(str.strip).filter(bool)


@st.composite
def wordings(draw: st.DrawFn) -> Wording:
    translations = draw(st.dictionaries(st.sampled_from(["ko", "ru", "zh-Hant"]), words))
    phrases = tuple(Phrase(text, language) for language, text in sorted(translations.items()))
    return Wording(Phrase(draw(words), "en"), phrases)


@st.composite
def told_journeys(draw: st.DrawFn) -> Journey:
    """A journey with words in all places."""
    journey = draw(journeys())
    mark = Reference("13", draw(words), "https://example.org/13")
    stops = tuple(
        replace(
            stop,
            name=draw(wordings()),
            note=draw(wordings()),
            mode=draw(words),
            accuracy_km=draw(st.none() | st.floats(0, 20_000)),
            certainty=draw(st.sampled_from(Certainty)),
            references=("13",),
        )
        for stop in journey.stops
    )
    legs = tuple(
        replace(leg, mode=stop.mode, mode_basis=leg.basis, note=draw(wordings()))
        for leg, stop in zip(journey.legs, stops[1:], strict=True)
    )
    events = tuple(
        replace(event, id=f"e{number}", headline=draw(wordings()), quote=draw(wordings()))
        for number, event in enumerate(journey.events)
    )
    items = tuple(LessonItem("", kind, draw(wordings())) for kind in LessonKind)
    media = tuple(
        MediaItem(
            f"m{number}",
            kind,
            stop=stops[0].id,
            url="https://example.org/m",
            alt=draw(wordings()),
            caption=draw(wordings()),
            credit=draw(words),
            references=("13",),
        )
        for number, kind in enumerate(MediaKind)
    )
    annotations = tuple(
        Annotation(f"a{number}", kind, draw(st.floats(-90, 90)), 1.0, draw(wordings()))
        for number, kind in enumerate(AnnotationKind)
    )
    return replace(
        journey,
        title=draw(wordings()),
        subtitle=draw(wordings()),
        stops=stops,
        legs=legs,
        events=events,
        lesson=items,
        media=media,
        annotations=annotations,
        account=tuple(AccountEntry(draw(words), 2, fate, draw(words)) for fate in Fate),
        references=(mark,),
        licence=draw(words),
        report_note=draw(wordings()),
    )


@pytest.mark.parametrize("path", JOURNEYS, ids=lambda path: path.name)
def test_each_journey_of_ours_is_read_back_whole(path: Path) -> None:
    try:
        journey = read_journey(path)
    except ValueError:
        return  # a journey with problems
    files = journey_files(journey)
    read = check_files(files, "x").journey
    assert read
    assert journey_files(read) == files
    if path == shipped_journey():  # others lack whole files: then empty words have no language
        assert read == journey


@given(told_journeys())
def test_any_journey_is_read_back_whole(journey: Journey) -> None:
    report = check_files(journey_files(journey), "x")
    errors = [str(problem) for problem in report.problems if problem.level is Level.ERROR]
    if not errors:
        assert report.journey
        assert journey_files(report.journey) == journey_files(journey)
    else:  # its dates run backwards, which a table may not say
        assert all(":arrival:" in each or ":departure:" in each for each in errors)


def test_what_nobody_fills_has_no_column(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,latitude,longitude,arrival\nA,1.5,-2,\n")
    files = journey_files(read_journey(tmp_path / "t.csv"))
    assert set(files) == {"journey.toml", "locations.csv"}
    assert files["locations.csv"].decode() == "name,latitude,longitude,arrival,id\nA,1.5,-2,,a\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_formulas_are_made_harmless_when_asked(start: str, tmp_path: Path) -> None:
    table = f"name,latitude,longitude,arrival\n{start}SUM(1),-1.5,-2,\n"
    (tmp_path / "t.csv").write_text(table)
    journey = read_journey(tmp_path / "t.csv")
    for is_safe, cell in ((False, f"{start}SUM(1)"), (True, f"'{start}SUM(1)")):
        written = stops_table(journey, {}, is_formula_safe=is_safe)
        (row,) = csv.DictReader(io.StringIO(written))
        assert (row["name"], row["latitude"]) == (cell, "-1.5")


def test_files_in_memory_are_read_as_those_of_a_folder() -> None:
    files = {"locations.csv": b"name,latitude,longitude,arrival\nA,1,2,\n", "event.csv": b"x"}
    report = check_files(files, "Mine")
    assert report.journey
    assert report.journey.title == english("Mine")
    (problem,) = report.problems
    assert "did you mean “events.csv”?" in str(problem)
