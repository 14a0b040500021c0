"""Drawing costs what there is to draw, and the whole of an answer has a bound."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from any_journey import english, event, journey_of, stop
from routemap.errors import ParameterError
from routemap.exports.film_timing import film_script
from routemap.exports.params import CHOICES, HANDOUT, MOST_SERVED, read_teaching
from routemap.exports.selection import Selection
from routemap.exports.slide_text import slide_text
from routemap.geo.shared_segments import shared_segments
from routemap.i18n.narrative import speaker_notes
from routemap.look import MARKS
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.journey import Journey, LegGeometry
from routemap.pictures.arrows import arrows_along
from routemap.pictures.font_metrics import lines, widest_piece
from routemap.pictures.label_placement import CollisionIndex
from routemap.pictures.lines import simplified
from routemap.pictures.options import CloseUp, PictureOptions
from routemap.pictures.params import read_query
from routemap.pictures.picture import Picture, zip_of_moments
from routemap.pictures.sizes import PRESETS
from routemap.pictures.view import Box
from work import calls

if TYPE_CHECKING:
    from collections.abc import Callable


SHEET = Box(0, 0, 1200, 675)


def grows_as(task: Callable[[int], Callable[[], object]], many: int) -> float:
    """Return how much more work it is for twice as many: 2 if linear, 4 if quadratic."""
    tasks = task(2 * many), task(many)
    for each in tasks:
        each()  # what is made once is not counted
    return calls(tasks[0]) / calls(tasks[1])


def zigzag(points: int) -> list[tuple[float, float]]:
    """A line up and down the sheet, further each time: nothing of it lies within another part."""
    return [(n / points * 1200, 337 + (n / points) * 300 * (-1) ** n) for n in range(points)]


def day(number: int) -> str:
    return (date(2000, 1, 1) + timedelta(days=number)).isoformat()


def daily(stops: int) -> Itinerary:
    made = (stop(day(n), at=(40 + n % 7, 10 + n / 100), name=f"stop-{n}") for n in range(stops))
    return build_itinerary(journey_of(*made))


# Lines -------------------------------------------------------------------------------------------


def test_a_zigzag_is_simplified_with_work_near_the_number_of_its_points() -> None:
    assert grows_as(lambda n: lambda: simplified(zigzag(n), 1.6), 1000) < 2.5


def test_what_is_left_of_a_line_lies_within_the_tolerance() -> None:
    line = zigzag(800)
    kept = simplified(line, 1.6)
    assert kept[0] == line[0]
    assert kept[-1] == line[-1]
    assert set(kept) <= set(line)
    assert max(y for _, y in kept) == pytest.approx(max(y for _, y in line), abs=1.6)


def test_arrows_far_beyond_the_sheet_are_not_made() -> None:
    near = [(-1000.0, 300.0), (2200.0, 300.0)]
    far = [(-1e9, 300.0), (1e9, 300.0)]
    near_arrows = arrows_along(tuple(near), MARKS, 1.0, SHEET)
    assert 5 <= len(near_arrows) <= 15
    assert 5 <= len(arrows_along(tuple(far), MARKS, 1.0, SHEET)) <= 15


def test_a_line_that_covers_the_sheet_again_and_again_has_few_arrows() -> None:
    assert 100 < len(arrows_along(tuple(zigzag(20_000)), MARKS, 1.0, SHEET)) <= 401


def test_names_ask_only_for_lines_on_the_sheet() -> None:
    def kept(reach: float) -> int:
        occupied = CollisionIndex(SHEET, 1.0)
        return calls(lambda: occupied.add_line([(-reach, -reach), (reach, reach)]))

    assert kept(1e9) < 2 * kept(2000)


def test_where_lines_cross_again_and_again_no_name_looks_long_for_room() -> None:
    def looked(points: int) -> int:
        occupied = CollisionIndex(SHEET, 1.0)
        occupied.add_line([(645 + n % 7, 325 + n % 5) for n in range(points)])
        beside = Box(670, 350, 690, 370)  # in the same square
        return calls(lambda: occupied.is_free(beside))

    assert looked(20_000) <= looked(1000)


def test_many_legs_over_the_same_ground_cost_what_they_are() -> None:
    def legs(number: int) -> list[list[list[tuple[float, float]]]]:
        there = [(50.0, 10.0 + n / 10) for n in range(10)]
        return [[there if n % 2 else there[::-1]] for n in range(number)]

    assert grows_as(lambda n: lambda: shared_segments(legs(n)), 400) < 2.2
    lanes = [line[0].lane for (line,) in shared_segments(legs(8))]
    assert lanes == [1, 1, 2, 2, 3, 3, 3, 3]


# Words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["A", "word ", "-", "a  "])
def test_lines_break_with_work_near_the_number_of_letters(words: str) -> None:
    def broken(letters: int) -> Callable[[], object]:
        text = (words * letters)[:letters]
        return lambda: (lines(text, 17, 400), widest_piece(text, 17))

    assert grows_as(broken, 8000) < 2.3


def test_no_more_lines_are_broken_than_are_shown() -> None:
    short, long = ("A" * letters for letters in (2_000, 200_000))
    assert len(lines(long, 17, 200, most=3)) == 3
    assert lines(long, 17, 200, most=3)[-1].endswith("…")
    assert calls(lambda: lines(long, 17, 200, most=3)) <= 1.5 * calls(
        lambda: lines(short, 17, 200, most=3)
    )


# Pictures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("area", [None, CloseUp(0, 1)])
def test_a_picture_of_a_long_way_costs_what_the_way_is(area: CloseUp | None) -> None:
    def drawn(points: int) -> Callable[[], object]:
        line = tuple((45 + 3 * n / points + (-1) ** n, 10 + 5 * n / points) for n in range(points))
        ends = stop("2023", at=line[0], name="a"), stop("2024", at=line[-1], name="b")
        journey = journey_of(*ends)
        way = LegGeometry((line,), 1000.0, "source", "licence")
        (leg,) = journey.legs
        itinerary = build_itinerary(replace(journey, legs=(replace(leg, geometry=way),)))
        return lambda: Picture(itinerary.overview(), PictureOptions(area=area)).render("svg")

    assert grows_as(drawn, 2500) < 2.6


def test_a_picture_of_many_stops_costs_what_they_are() -> None:
    def drawn(stops: int) -> Callable[[], object]:
        itinerary = daily(stops)
        return lambda: Picture(itinerary.overview(), PictureOptions()).render("svg")

    assert grows_as(drawn, 400) < 2.3


def test_the_script_of_a_film_and_the_words_of_slides_cost_what_the_moments_are() -> None:
    def told(stops: int) -> Callable[[], object]:
        itinerary = daily(stops)
        scenes = [itinerary.scene(n) for n in range(stops)]
        return lambda: (
            film_script(Selection(itinerary), "en"),
            [(slide_text(scene, "en"), speaker_notes(scene, "en")) for scene in scenes],
        )

    assert grows_as(told, 300) < 2.3


def test_stops_at_one_place_lie_as_a_stack_that_says_how_many() -> None:
    same = [stop(day(n), at=(48, 11), name=f"stop-{n}") for n in range(50)]
    drawing = Picture(build_itinerary(journey_of(*same)).overview(), PictureOptions()).drawing
    assert {each.group for each in drawing.stops} == {tuple(range(50))}
    assert [text.text for text in drawing.counts] == ["×50"]


def test_many_stops_at_one_place_are_drawn_though_there_is_no_way() -> None:
    same = [stop(day(n), at=(48, 11), name=f"stop-{n}") for n in range(100)]
    assert Picture(build_itinerary(journey_of(*same)).overview(), PictureOptions()).render("svg")


def test_a_long_title_leaves_room_for_the_map_and_is_seen_to_be_cut() -> None:
    journey = journey_of(stop("2023", at=(48, 11)), stop("2024", at=(49, 12)))
    long = replace(journey, title=english("word " * 1000), credit=english("word " * 1000))
    picture = Picture(build_itinerary(long).overview(), PictureOptions())
    told = [words.text for words in picture.drawing.furniture]
    assert sum(text.endswith("…") for text in told) == 2
    assert picture.drawing.frame.height > PRESETS["web"].height / 2
    assert "word " * 900 in picture.metadata.title + " "


# The whole answer --------------------------------------------------------------------------------


def of_moments(number: int) -> Journey:
    """A journey of two stops and so many events, each on a day of its own."""
    ends = stop("2000-01-01", at=(48, 11), name="a"), stop("2001-01-01", at=(49, 12), name="b")
    return journey_of(*ends, events=tuple(event(day(n)) for n in range(number)))


def test_all_dates_have_no_more_pixels_together_than_there_may_be() -> None:
    few, many = (read_query({}, build_itinerary(of_moments(n))) for n in (3, 1000))
    limits = {"most_pixels": 20e6, "most_bytes": 1e9}
    assert zip_of_moments(few, "svg", **limits)
    with pytest.raises(
        ParameterError, match=r"all 1,000 dates .* 810 million pixels, more than 400"
    ):
        zip_of_moments(many, "png", **limits)
    many.refuse_whole("png", 8e9)


def test_an_archive_has_no_more_bytes_than_there_may_be() -> None:
    few = read_query({}, build_itinerary(of_moments(3)))
    with pytest.raises(ParameterError, match="all dates together are too large"):
        zip_of_moments(few, "svg", most_pixels=20e6, most_bytes=1000)


def test_pictures_are_too_many_however_small_each_is() -> None:
    stops = [stop(day(n), at=(48, 11 + n / 1000), name=f"stop-{n}") for n in range(1000)]
    small = read_query({"scale": "0.1"}, build_itinerary(journey_of(*stops)))
    with pytest.raises(ParameterError, match=r"1,000 pictures, more than 500; choose one date"):
        small.refuse_whole("png", 400e6)


@pytest.mark.parametrize("kind", CHOICES)
def test_of_a_long_journey_thirty_dates_are_told_and_more_only_where_asked(kind: str) -> None:
    stops = [stop(day(n), at=(48, 11 + n / 1000), name=f"stop-{n}") for n in range(1000)]
    itinerary = build_itinerary(journey_of(*stops))
    query = read_teaching(kind, {}, itinerary)
    assert len(query.told_moments) == 30
    assert query.pages() < 40
    ids = [moment.id for moment in itinerary.timeline.moments]
    asked = read_teaching(kind, {"moments": ",".join((ids[7], ids[3]))}, itinerary)
    assert [moment.id for moment in asked.told_moments] == [ids[3], ids[7]]
    with pytest.raises(ParameterError, match="61 dates are asked for, more than 60"):
        read_teaching(kind, {"moments": ",".join(ids[:61])}, itinerary)
    with pytest.raises(ParameterError, match="there is no date “1850”"):
        read_teaching(kind, {"moments": "1850"}, itinerary)


def test_a_handout_that_would_be_too_long_is_refused_with_how_long_it_would_be() -> None:
    told = replace(event(day(1)), text=english("word " * 90_000))
    itinerary = build_itinerary(replace(journey_of(stop(day(1))), events=(told,)))
    served = read_teaching(HANDOUT, {}, itinerary)
    assert served.pages() > MOST_SERVED
    with pytest.raises(ParameterError, match=r"the handout .* would have about 184 pages"):
        served.handout()
    read_teaching(HANDOUT, {}, itinerary, is_served=False).refuse_long(HANDOUT)
