"""Pictures of all dates stand still: from one to the next nothing moves but the journey."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image, ImageChops

from routemap import read
from routemap.i18n.catalog import LANGUAGES
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures.drawing import Drawing
from routemap.pictures.options import PictureOptions
from routemap.pictures.picture import Picture, zip_of_moments
from routemap.pictures.sizes import PRESETS
from routemap.shipped import shipped_journey
from routemap.tables import read_journey


@pytest.fixture(scope="module")
def itinerary() -> Itinerary:
    return build_itinerary(read_journey(shipped_journey()))


def series(itinerary: Itinerary, name: str, language: str = "en") -> list[Drawing]:
    first = Picture(itinerary.overview(), PictureOptions(PRESETS[name], language))
    return [picture.drawing for picture in first.of_all_moments()]


def what_stands_still(drawing: Drawing) -> tuple[object, ...]:
    key = drawing.legend and (drawing.legend.box, drawing.legend.entries, drawing.legend.scale_bar)
    return (
        drawing.frame,
        drawing.view,
        key,
        drawing.explanations,
        drawing.names,
        [(text.text, text.at) for text in drawing.stop_labels],
        [stop.at for stop in drawing.stops],
        drawing.locator,
        drawing.north,
        [text.at[0] for text in drawing.titles[:1]],
        drawing.crowded_out,
    )


@pytest.mark.parametrize("name", PRESETS)
def test_frame_key_towns_and_labels_stay_in_every_size(itinerary: Itinerary, name: str) -> None:
    first, *others = series(itinerary, name)
    for drawing in others:
        assert what_stands_still(drawing) == what_stands_still(first)
    assert len({drawing.titles for drawing in (first, *others)}) > 1, "each tells its moment"
    assert len({drawing.description for drawing in (first, *others)}) == len(others) + 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["newspaper-1", "mobile", "card"])
def test_titles_and_credits_of_each_have_room_beside_the_map(
    itinerary: Itinerary, name: str, language: str
) -> None:
    for drawing in series(itinerary, name, language):
        above = [text for text in drawing.titles if text.at[1] < drawing.frame.top]
        below = [text for text in drawing.titles if text.at[1] > drawing.frame.bottom]
        assert len(above) + len(below) == len(drawing.titles)
        assert all(text.at[1] - text.size * 0.75 > drawing.frame.bottom for text in below)
        assert all(text.at[1] < drawing.options.preset.height for text in below)
        assert any("2023" in text.text for text in drawing.titles)


def test_a_newspaper_column_names_all_stops_in_a_series(itinerary: Itinerary) -> None:
    for language in LANGUAGES:
        drawing = series(itinerary, "newspaper-1", language)[5]
        assert {n for text in drawing.stop_labels for n in text.stops} == {0, 1, 2, 3}


def test_archive_and_command_draw_the_same_series(itinerary: Itinerary) -> None:
    picture = Picture(itinerary.overview(), PictureOptions(PRESETS["mobile"]))
    content = zip_of_moments(picture, "svg", most_pixels=1e9, most_bytes=1e9)
    drawn = [each.content for _, each in read().pictures("svg", preset="mobile")]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        packed = [archive.read(name) for name in archive.namelist() if name.endswith(".svg")]
    assert packed == drawn


def test_between_two_dates_only_what_they_change_differs_in_pixels(itinerary: Itinerary) -> None:
    """Khasan and the Cosmodrome, in turn: Beijing and the key are the same pixels."""
    picture = Picture(itinerary.overview(), PictureOptions(PRESETS["card"]))
    one, other = (
        Image.open(io.BytesIO(each.render("png"))).convert("RGB")
        for number, each in enumerate(picture.of_all_moments())
        if number in {4, 5}
    )
    still = ImageChops.difference(one, other).crop((30, 400, 400, 545))
    assert still.getbbox() is None
    assert ImageChops.difference(one, other).getbbox()
