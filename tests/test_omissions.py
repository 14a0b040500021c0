"""What a picture leaves out is counted, named and told: nothing goes missing in silence."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any_journey import english, journey_of, stop
from commands import run
from routemap import api
from routemap.exports.slides import slides_map
from routemap.i18n.catalog import LANGUAGES
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures.clip import is_inside
from routemap.pictures.omissions import Omission, merged
from routemap.pictures.options import CloseUp, Part, PictureOptions
from routemap.pictures.picture import Picture, zip_of_moments
from routemap.pictures.sizes import PRESETS
from routemap.tables import read_journey
from script_page import JOURNEYS

if TYPE_CHECKING:
    from pathlib import Path

SMALL = PRESETS["newspaper-1"]
LONG = (
    "Of the long way that a caravan took from the one end of the desert to the other and back, " * 8
)


def itinerary(name: str = "round-the-world") -> Itinerary:
    return build_itinerary(read_journey(JOURNEYS / name))


def picture(of: Itinerary, **chosen: object) -> Picture:
    return Picture(of.overview(), replace(PictureOptions(SMALL), **chosen))  # type: ignore[arg-type]


def by_kind(found: tuple[Omission, ...]) -> dict[str, Omission]:
    return {each.kind: each for each in found}


def crowd(number: int) -> Itinerary:
    """So many stops within a few streets."""
    stops = (
        stop(f"2023-05-{n % 28 + 1:02}", at=(50 + n % 7 / 900, 10 + n % 5 / 700), name=f"Place {n}")
        for n in range(number)
    )
    return build_itinerary(journey_of(*stops))


CROWDED = {
    "world": itinerary(),
    "street": itinerary("street"),
    "40 stops": crowd(40),
    "150 stops": crowd(150),
}


@pytest.mark.parametrize("of", [*CROWDED.values()], ids=[*CROWDED])
def test_every_stop_in_view_has_its_name_or_is_counted(of: Itinerary) -> None:
    made = picture(of)
    drawing, found = made.drawing, by_kind(made.left_out)
    in_view = {n for n, each in enumerate(drawing.stops) if is_inside(drawing.frame, each.at)}
    named = {number for text in drawing.stop_labels for number in text.stops}
    none = Omission("numbers", (), len(in_view))
    left, thinned = found.get("names", none), found.get("numbers", none)
    assert {key for key, _ in left.left} == {of.journey.stops[n].id for n in in_view - named}
    dots = {n for n in in_view if drawing.stops[n].is_dot}
    assert {key for key, _ in thinned.left} == {of.journey.stops[n].id for n in dots}
    assert left.of == thinned.of == len(in_view)


def test_stops_beyond_the_part_asked_for_are_not_left_out() -> None:
    near = picture(itinerary(), area=CloseUp(0, 100.0), preset=PRESETS["web"])
    assert near.left_out == ()


def test_what_is_switched_off_is_not_left_out() -> None:
    of = build_itinerary(replace(itinerary().journey, title=english(LONG)))
    parts = frozenset({Part.TITLE, Part.SUBTITLE, Part.LEGEND})
    assert set(by_kind(picture(of).left_out)) > {"ends"}
    assert not {"key", "ends"} & set(by_kind(picture(of, without=parts).left_out))


def test_texts_that_are_cut_and_credits_that_are_dropped_are_told() -> None:
    names = tuple(
        replace(each, name=english(LONG)) if n == 0 else each
        for n, each in enumerate(itinerary("street").journey.stops)
    )
    whole = replace(
        itinerary("street").journey,
        stops=names,
        title=english(LONG),
        subtitle=english("Whole"),
        credit=english(LONG),
        licence=LONG,
    )
    found = by_kind(picture(build_itinerary(whole), preset=PRESETS["card"]).left_out)
    cut = {name for _, name in found["ends"].left}
    assert "Title" in cut
    assert "Subtitle with date" not in cut
    assert [name for _, name in found["credits"].left][-1] == "Licence"
    dotted = replace(whole, title=english("And so on …"), credit=english("Me"), licence="")
    told = by_kind(picture(build_itinerary(dotted), preset=PRESETS["card"]).left_out)
    assert all("title" not in dict(each.left) for each in told.values())


def test_a_list_of_names_is_bounded() -> None:
    many = Omission("names", tuple((str(n), f"Stop {n}") for n in range(20)), 33)
    assert str(many) == (
        "20 of 33 stop names (Stop 0, Stop 1, Stop 2, Stop 3, Stop 4, Stop 5, Stop 6, Stop 7 "
        "and 12 more)"
    )
    (named,) = (each for each in picture(crowd(40)).left_out if each.kind == "names")
    assert len(str(named)) < 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["names", "numbers", "key", "ends", "credits"])
def test_each_kind_is_told_in_each_language(kind: str, language: str) -> None:
    words = Omission(kind, (("a", "Dresden"), ("b", "Soest")), 10).in_words(language)
    assert "Dresden, Soest" in words
    assert "2" in words
    assert "10" in words


_left = st.lists(st.sampled_from("abcdef"), min_size=1, unique=True)
_pictures = st.lists(
    st.dictionaries(st.sampled_from(["names", "key"]), _left, max_size=2), min_size=1, max_size=6
)


@given(_pictures)
def test_of_several_pictures_each_thing_is_told_once(pictures: list[dict[str, list[str]]]) -> None:
    found = by_kind(
        merged(
            [
                tuple(Omission(kind, tuple((n, n) for n in left), 9) for kind, left in each.items())
                for each in pictures
            ]
        )
    )
    for kind in ("names", "key"):
        those = [each[kind] for each in pictures if kind in each]
        if not those:
            assert kind not in found
            continue
        assert {key for key, _ in found[kind].left} == {n for left in those for n in left}
        assert len(found[kind].left) == len(set(found[kind].left))
        assert (found[kind].pictures, found[kind].among) == (len(those), len(pictures))


# Where it is told --------------------------------------------------------------------------------


def test_export_tells_it_on_standard_error_and_ends_well(tmp_path: Path) -> None:
    made = picture(itinerary())
    told = ("--preset", "newspaper-1")
    one = run("export", JOURNEYS / "round-the-world", "-o", tmp_path / "a.svg", *told)
    assert (one.returncode, one.stdout) == (0, "")
    assert one.stderr.splitlines()[1:] == [f"left out: {each}" for each in made.left_out]
    names = by_kind(made.left_out)["names"]
    assert f"left out: {len(names.left)} of 11 stop names ({names.left[0][1]}" in one.stderr
    folder = tmp_path / "all"
    every = ("--all-dates", "--format", "svg", *told)
    several = run("export", JOURNEYS / "street", "-o", folder, *every)
    assert several.returncode == 0
    lines = [line for line in several.stderr.splitlines() if line.startswith("left out: ")]
    kinds = [line.partition(" of ")[2].partition(" (")[0].lstrip("0123456789 ") for line in lines]
    assert len(set(kinds)) == len(kinds) >= 1
    assert all(line.endswith(" pictures") for line in lines)


def test_a_picture_without_losses_tells_none(tmp_path: Path) -> None:
    done = run("export", "-o", tmp_path / "a.svg")
    assert "left out" not in done.stderr
    assert api.read().picture("svg").left_out == ()


def test_slides_tell_what_their_map_leaves_out(tmp_path: Path) -> None:
    of = api.read(JOURNEYS / "street")
    saved = of.save(tmp_path / "street.pptx")
    assert saved.left_out == slides_map(of.itinerary, "en", "colour").left_out


def test_the_archive_of_all_dates_tells_it_of_each_picture() -> None:
    of = itinerary("street")
    made = picture(of, language="de")
    content = zip_of_moments(made, "svg", most_pixels=1e8, most_bytes=1e8)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        table = archive.read("texts.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    expected = [each.left_out for each in made.of_all_moments()]
    assert [row["left_out"] for row in rows] == [
        "; ".join(each.in_words("de") for each in left) for left in expected
    ]


def test_where_somebody_is_comes_first_among_the_names_left_out() -> None:
    """Of very many only the first are listed."""
    of_race = build_itinerary(read_journey(JOURNEYS.parents[1] / "examples" / "south-pole"))
    scene = of_race.scene(of_race.begins[of_race.stop_number("main-depot") or 0])
    names, *_ = Picture(scene, PictureOptions(preset=SMALL)).left_out
    stops = {of_race.journey.stops[number].id for number in scene.current_stops}
    assert names.kind == "names"
    assert {stop_id for stop_id, _ in names.left[:2]} == stops
