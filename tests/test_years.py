"""The year stands somewhere on every picture of a dated journey."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from any_journey import journey_of, stop
from routemap.errors import ParameterError
from routemap.exports.film_frames import Film
from routemap.exports.film_timing import Shape
from routemap.exports.selection import Selection
from routemap.exports.slides import slides_map
from routemap.i18n.dates import years_phrase
from routemap.model.itinerary import Itinerary, Scene, build_itinerary
from routemap.pictures import titles
from routemap.pictures.drawing import Drawing
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.picture import Picture
from routemap.pictures.sizes import PRESETS, Preset
from routemap.pictures.years import tells_year, years_line
from routemap.shipped import shipped_journey
from routemap.tables import check_journey
from script_page import JOURNEYS

if TYPE_CHECKING:
    from pathlib import Path

HEADLESS = frozenset({Part.TITLE, Part.SUBTITLE})
PLACES = sorted(path for path in JOURNEYS.iterdir() if path.is_dir())


@cache
def itinerary_of(folder: Path) -> Itinerary | None:
    journey = check_journey(folder).journey
    return build_itinerary(journey) if journey else None


DATED = [
    path
    for path in (shipped_journey(), *PLACES)
    if (found := itinerary_of(path)) and any(each.date for each in found.timeline.moments)
]


def years_in(itinerary: Itinerary) -> set[int]:
    """The years of the moments as their own era counts them."""
    days = [
        day.year
        for moment in itinerary.timeline.moments
        if moment.date
        for day in (moment.date.earliest, moment.date.latest)
        if day
    ]
    return {year if year > 0 else 1 - year for year in range(min(days), max(days) + 1)}


def tells_a_year(drawing: Drawing, itinerary: Itinerary) -> bool:
    numbers = {int(number) for text in drawing.texts for number in re.findall(r"\d{3,4}", text)}
    return bool(numbers & years_in(itinerary))


def drawn(scene: Scene, options: PictureOptions) -> Drawing:
    return Picture(scene, options).drawing


def tells_it(scene: Scene, itinerary: Itinerary, preset: Preset, without: frozenset[Part]) -> bool:
    options = PictureOptions(preset, without=without | {Part.SOURCE})
    try:
        return tells_a_year(Picture(scene, options).drawing, itinerary)
    except ParameterError:  # too small for so long a title
        return preset.name == "newspaper-1"


@pytest.mark.parametrize(
    ("number", "folder"), [*enumerate(DATED)], ids=[each.name for each in DATED]
)
def test_it_stands_on_pictures_of_every_journey_in_one_preset_or_another(
    number: int, folder: Path
) -> None:
    itinerary = itinerary_of(folder)
    assert itinerary
    presets = [*PRESETS.values()]
    last = itinerary.scene(len(itinerary.timeline.moments) - 1)
    assert tells_it(itinerary.overview(), itinerary, presets[number % len(presets)], HEADLESS)
    assert tells_it(last, itinerary, presets[-number % len(presets)], frozenset({Part.TITLE}))


@pytest.mark.parametrize("without", [HEADLESS, frozenset()], ids=["bare", "whole"])
@pytest.mark.parametrize("preset", [*PRESETS.values()], ids=lambda preset: preset.name)
def test_it_stands_on_every_preset(preset: Preset, without: frozenset[Part]) -> None:
    itinerary = itinerary_of(JOURNEYS / "there-and-back")
    assert itinerary
    assert tells_it(itinerary.overview(), itinerary, preset, without)


@pytest.mark.parametrize("name", ["antiquity", "street", "there-and-back"])
def test_it_stands_on_slides_and_in_films(name: str) -> None:
    itinerary = itinerary_of(JOURNEYS / name)
    assert itinerary
    maps = [
        slides_map(itinerary, "en", "colour"),
        *(Film(Selection(itinerary), "en", shape, "colour").map for shape in Shape),
    ]
    for each in maps:
        assert tells_a_year(each.drawing(itinerary.scene(0)), itinerary)


def test_it_stands_once_and_in_no_picture_of_an_undated_journey() -> None:
    undated = build_itinerary(journey_of(stop(name="A"), stop(at=(1, 1), name="B")))
    assert years_line(undated.overview(), "en") == ""
    assert "Dates" not in " ".join(drawn(undated.overview(), PictureOptions()).texts)
    titled = itinerary_of(shipped_journey())
    assert titled
    for without in (frozenset(), frozenset({Part.TITLE})):  # the subtitle says it
        picture = drawn(titled.overview(), PictureOptions(without=without))
        assert "Dates" not in " ".join(picture.texts)
    bare = drawn(titled.overview(), PictureOptions(without=HEADLESS))
    assert " ".join(bare.texts).count("Dates: 2023") == 1


def test_the_outline_map_to_draw_on_has_no_year() -> None:
    itinerary = itinerary_of(shipped_journey())
    assert itinerary
    options = PictureOptions(is_outline=True, without=HEADLESS | {Part.SOURCE})
    assert "2023" not in " ".join(drawn(itinerary.overview(), options).texts)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (2023, 2023, ("2023", "2023년", "2023", "2023", "2023", "2023")),
        (1944, 1945, ("1944–1945", "1944–1945년", "1944–1945", *["1944–1945"] * 3)),
        (
            -333,
            -322,
            (
                "334–323 BC", "기원전 334–323년", "334–323 до н. э.", "334–323 v.\xa0Chr.",
                "334–323 av.\xa0J.-C.", "334–323 a.\xa0C.",
            ),
        ),
        (-43, 14, ("44 BC – 14",)),
    ],
)  # fmt: skip
def test_years_are_told_in_each_language(first: int, last: int, words: tuple[str, ...]) -> None:
    for language, expected in zip(("en", "ko", "ru", "de", "fr", "es"), words, strict=False):
        assert years_phrase(first, last, language) == expected


def test_years_that_are_only_about_right_say_so() -> None:
    def line(*dates: str) -> str:
        stops = (stop(date, at=(n, n), name=f"S{n}") for n, date in enumerate(dates))
        return years_line(build_itinerary(journey_of(*stops)).overview(), "en")

    assert line("1787~", "") == "Dates: about 1787"
    assert line("1787~", "1787-05") == "Dates: 1787"
    assert line("1787-03~") == "Dates: 1787"
    assert line("1786~", "1788~") == "Dates: about 1786–1788"
    assert line("1786", "1788~") == "Dates: 1786–1788"
    assert line("../1788") == "Dates: 1788"


def test_a_number_in_a_title_is_no_year_of_long_ago() -> None:
    march = build_itinerary(journey_of(stop("-0333-04"), stop("-0332", at=(1, 1), name="B")))
    assert not tells_year(["A walk of 334 km"], march.overview(), "en")
    assert tells_year(["334–333 BC"], march.overview(), "en")
    late = build_itinerary(journey_of(stop("0030-04")))
    assert not tells_year(["30 Apr"], late.overview(), "en")


def test_it_is_written_where_the_label_that_told_it_loses_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = iter([False, True, False])  # of titles, and of two layouts
    monkeypatch.setattr(titles, "tells_year", lambda *_: next(answers))
    itinerary = itinerary_of(JOURNEYS / "pole")
    assert itinerary
    drawing = drawn(itinerary.overview(), PictureOptions(without=HEADLESS))
    assert "Dates: 1911–1912" in " ".join(drawing.texts)
    assert next(answers, None) is None
