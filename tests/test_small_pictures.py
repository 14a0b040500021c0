"""Small pictures have a map that can be read: furniture goes before it, in an order we promise."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from routemap.i18n.catalog import LANGUAGES
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures.checklist import NO_ROOM, checklist
from routemap.pictures.clip import is_inside
from routemap.pictures.options import FIRST_TO_GO, Part, PictureOptions
from routemap.pictures.picture import Picture
from routemap.pictures.sizes import PRESETS, preset
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

JOURNEYS = Path(__file__).parent / "journeys"
EXAMPLES = Path(__file__).parent.parent / "examples"
ORDER = [Part.LEGEND, Part.SCALE, Part.SUBTITLE, Part.SOURCE, Part.TITLE]


@pytest.fixture(scope="module")
def itinerary() -> Itinerary:
    return build_itinerary(read_journey(shipped_journey()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", ["300x250", "320x320", "mobile", "468x300"])
def test_a_small_picture_has_a_map_with_all_stops_and_its_credits(
    itinerary: Itinerary, size: str, language: str
) -> None:
    chosen = preset(size)
    for scene in (itinerary.overview(), itinerary.scene(4)):
        drawing = Picture(scene, PictureOptions(chosen, language)).legible
        assert drawing.frame.height > 0.4 * chosen.height
        assert all(is_inside(drawing.frame, stop.at) for stop in drawing.stops)
        assert not any(stop.is_dot or stop.is_beneath for stop in drawing.stops)
        assert len({n for text in drawing.stop_labels for n in text.stops}) == len(drawing.stops)
        assert any("OpenStreetMap" in text.text for text in drawing.furniture)
        assert all(text.size >= 11 for text in drawing.furniture)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_newspaper_column_names_every_stop_at_every_moment(
    itinerary: Itinerary, language: str
) -> None:
    options = PictureOptions(PRESETS["newspaper-1"], language)
    for number in range(len(itinerary.timeline.moments)):
        picture = Picture(itinerary.scene(number), options)
        named = {n for text in picture.drawing.stop_labels for n in text.stops}
        assert named == {0, 1, 2, 3}, number
        assert not any(each.kind == "names" for each in picture.left_out)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_key_explains_nothing_that_is_not_seen(itinerary: Itinerary, language: str) -> None:
    """A way of 23 km off the railway lies beneath a disc in a column, and shows on a poster."""

    def is_explained(size: str) -> bool:
        options = PictureOptions(preset(size), language)
        legend = Picture(itinerary.overview(), options).drawing.legend
        return bool(legend) and "leg-unknown-visited" in {each.mark for each in legend.entries}

    assert not is_explained("newspaper-1")
    assert not is_explained("web")
    assert is_explained("a3")


def test_furniture_goes_in_its_order(itinerary: Itinerary) -> None:
    """The smaller, the more of it; never one part before an earlier one."""
    assert list(FIRST_TO_GO) == ORDER
    sizes = ["web", "500x420", "mobile", "320x320", "300x250", "240x200"]
    gone = [
        Picture(itinerary.overview(), PictureOptions(preset(size))).drawing.crowded_out
        for size in sizes
    ]
    assert all(list(each) == ORDER[: len(each)] for each in gone)
    assert all(len(less) <= len(more) for less, more in pairwise(gone))
    assert not gone[0]
    assert len(gone[-1]) == len(ORDER)


def test_what_is_left_out_is_told(itinerary: Itinerary) -> None:
    picture = Picture(itinerary.overview(), PictureOptions(preset("300x250")))
    told = [str(each) for each in picture.left_out]
    assert "4 of 5 parts beside the map (Key, Scale bar, Subtitle with date, Source)" in told
    missing = {check.key: check.missing for check in checklist(picture)}
    assert [missing[key] for key in ("key", "scale", "source")] == [NO_ROOM] * 3
    assert not missing["title"]


def test_what_is_switched_off_makes_room(itinerary: Itinerary) -> None:
    options = PictureOptions(PRESETS["mobile"], without=frozenset({Part.LEGEND, Part.SCALE}))
    picture = Picture(itinerary.overview(), options)
    assert picture.drawing.crowded_out == ()
    assert "parts beside" not in " ".join(map(str, picture.left_out))


@pytest.fixture(scope="module")
def shared() -> Itinerary:
    return build_itinerary(read_journey(JOURNEYS / "two-who-meet"))


def keyed(picture: Picture) -> list[str]:
    legend = picture.drawing.legend
    return [each.mark for each in legend.entries] if legend else []


@pytest.mark.parametrize("size", ["mobile", "360x300", "300x250"])
@pytest.mark.parametrize("folder", [JOURNEYS / "two-who-meet", EXAMPLES / "south-pole"])
def test_whose_the_letters_are_stays_before_all_other_furniture(folder: Path, size: str) -> None:
    itinerary = build_itinerary(read_journey(folder))
    for scene in (itinerary.overview(), itinerary.scene(2)):
        picture = Picture(scene, PictureOptions(preset(size)))
        assert keyed(picture)[:2] == ["traveller-0", "traveller-1"]
        assert list(picture.drawing.crowded_out) == ORDER[: len(picture.drawing.crowded_out)]
        told = " ".join(map(str, picture.left_out))
        assert "(Key" not in told
        assert "entries of the key" in told


def test_a_series_keeps_whose_the_letters_are(shared: Itinerary) -> None:
    whole = Picture(shared.overview(), PictureOptions(preset("300x250")))
    assert all(keyed(each)[:1] == ["traveller-0"] for each in whole.of_all_moments())


def test_who_wants_no_key_has_none(shared: Itinerary) -> None:
    options = PictureOptions(preset("300x250"), without=frozenset({Part.LEGEND}))
    assert keyed(Picture(shared.overview(), options)) == []


def test_the_key_explains_marks_that_are_joined(itinerary: Itinerary, shared: Itinerary) -> None:
    for size, is_explained in (("a4", True), ("web", True), ("newspaper-1", False)):
        picture = Picture(shared.overview(), PictureOptions(preset(size)))
        is_seen = any(stop.is_joined for stop in picture.drawing.stops)
        assert ("joined" in keyed(picture)) is is_seen is is_explained
    assert "joined" not in keyed(Picture(itinerary.overview(), PictureOptions(preset("a4"))))
    apart = build_itinerary(read_journey(EXAMPLES / "south-pole"))
    assert "joined" not in keyed(Picture(apart.overview(), PictureOptions(preset("a4"))))


def test_a_picture_too_small_for_any_key_has_its_map(shared: Itinerary) -> None:
    picture = Picture(shared.overview(), PictureOptions(preset("240x200")))
    assert keyed(picture) == []
    assert "(Key, Scale bar" in " ".join(map(str, picture.left_out))
