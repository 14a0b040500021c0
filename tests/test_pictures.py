"""Pictures hold what the scene holds, in every format, size and language."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from browser import CHECKOUT
from routemap.geo.extent import Extent
from routemap.i18n.catalog import LANGUAGES
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.journey import Phrase, Wording
from routemap.pictures.options import CloseUp, Part, PictureOptions
from routemap.pictures.picture import FORMATS, Picture
from routemap.pictures.sizes import PRESETS, preset
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

SVG = "{http://www.w3.org/2000/svg}"
LAYERS = ["page", "water", "land", "lakes", "coast", "rivers", "borders", "ground-names", "legs",
          "towns-on-route", "stops", "labels", "locator", "furniture"]  # fmt: skip
every_preset = pytest.mark.parametrize("name", PRESETS)


@pytest.fixture(scope="module")
def itinerary() -> Itinerary:
    return build_itinerary(read_journey(shipped_journey()))


def drawn(itinerary: Itinerary, options: PictureOptions, date: str = "") -> ET.Element:
    number = itinerary.timeline.first(date) if date else None
    scene = itinerary.overview() if number is None else itinerary.scene(number)
    live = replace(options, live_text=True)
    return ET.fromstring(Picture(scene, live).render("svg"))  # noqa: S314  ours


def words(picture: ET.Element) -> list[str]:
    return [element.text or "" for element in picture.iter(f"{SVG}text")]


def test_layers_are_named_and_in_order(itinerary: Itinerary) -> None:
    picture = drawn(itinerary, PictureOptions())
    found = [group.get("id") for group in picture.findall(f"{SVG}g")]
    assert found == LAYERS


@every_preset
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_preset_names_every_stop_and_its_credits(
    itinerary: Itinerary, name: str, language: str
) -> None:
    picture = drawn(itinerary, PictureOptions(PRESETS[name], language), "2023-09-13")
    told = " ".join(words(picture))
    policy = itinerary.journey.boundary_policy.in_language(language).text
    assert policy.split()[0] in told
    assert "OpenStreetMap" in told or not any(leg.geometry for leg in itinerary.journey.legs)
    current = itinerary.journey.stops[2].name.in_language(language).text
    assert all(part in told for part in current.split())
    figures = [element.text for element in picture.iter(f"{SVG}text") if element.text in "1234"]
    assert sorted(figures) == ["1", "2", "3", "4"]


@every_preset
def test_no_words_are_smaller_than_can_be_read(itinerary: Itinerary, name: str) -> None:
    chosen = PRESETS[name]
    picture = drawn(itinerary, PictureOptions(chosen))
    least = 14 * chosen.width / 1200 if chosen.width >= 1200 else 14
    least = 6.5 if chosen.is_print else 11 if name == "mobile" else least
    sizes = [float(element.get("font-size", "0")) for element in picture.iter(f"{SVG}text")]
    discs = {chosen.unit * 13, chosen.unit * 15.5}
    assert (
        min(size for size in sizes if round(size, 2) not in {round(d, 2) for d in discs})
        >= least - 0.01
    )


@every_preset
def test_names_on_the_map_do_not_touch_each_other(itinerary: Itinerary, name: str) -> None:
    drawing = Picture(itinerary.scene(5), PictureOptions(PRESETS[name])).drawing
    from routemap.pictures.font_metrics import width  # noqa: PLC0415

    boxes = []
    for each in (*drawing.stop_labels, *drawing.names.texts):
        wide = width(each.text, each.size, bold=each.is_bold, spacing=each.spacing)
        left = each.at[0] - {"start": 0, "middle": wide / 2, "end": wide}[each.anchor]
        boxes.append(
            (left, each.at[1] - each.size * 0.7, left + wide, each.at[1] + each.size * 0.1)
        )
    for one, other in combinations(boxes, 2):
        assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


def test_names_with_markup_are_text() -> None:
    journey = read_journey(CHECKOUT / "tests/journeys/dashboard-odd-names")
    odd = build_itinerary(journey)
    stops = tuple(
        each if each.name.original.text.isascii() else replace(each, name=Wording(Phrase("A", "")))
        for each in journey.stops
    )
    in_our_letters = build_itinerary(replace(journey, stops=stops))
    for shown, live_text in ((odd, True), (in_our_letters, False)):
        written = Picture(shown.overview(), PictureOptions(live_text=live_text)).render("svg")
        picture = ET.fromstring(written)  # noqa: S314  ours
        assert not list(picture.iter("script"))
        assert not list(picture.iter(f"{SVG}script"))
        assert not list(picture.iter(f"{SVG}image"))


def test_a_close_up_shows_what_is_round_its_stop_only(itinerary: Itinerary) -> None:
    picture = drawn(itinerary, PictureOptions(area=CloseUp(1, 400)), "2023-09-12")
    told = words(picture)
    assert "Khasan" in told
    assert "Komsomolsk-on-Amur" not in told
    assert "Vladivostok" in told


def test_the_projection_is_named_in_the_notes(itinerary: Itinerary) -> None:
    told = drawn(itinerary, PictureOptions()).findtext(f"{SVG}desc") or ""
    assert told.endswith("Projection: Lambert conformal conic.")
    far_north = PictureOptions(area=Extent(70, 0, 89, 300))
    assert "Lambert azimuthal" in (drawn(itinerary, far_north).findtext(f"{SVG}desc") or "")


def test_parts_can_be_left_out_but_what_a_licence_demands(itinerary: Itinerary) -> None:
    picture = drawn(itinerary, PictureOptions(without=frozenset(Part)))
    told = " ".join(words(picture))
    assert "Natural Earth" in told
    assert "Kim Jong Un’s train" not in told
    assert "Source:" not in told
    assert "Border" not in words(picture)


# Formats -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_request_gives_the_same_bytes(itinerary: Itinerary, form: str) -> None:
    options = PictureOptions(preset("640x480"))
    first, second = (Picture(itinerary.scene(5), options).render(form) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(("name", "scale", "size"), [
    ("web", 1, (1200, 675)), ("web", 2, (2400, 1350)), ("newspaper-2", 1, (1181, 1299)),
    ("100x100mm", 0.5, (591, 591)), ("640x480", 1, (640, 480)),
])  # fmt: skip
def test_pixels_are_those_of_preset_and_scale(
    itinerary: Itinerary, name: str, scale: float, size: tuple[int, int]
) -> None:
    options = PictureOptions(preset(name), scale=scale)
    for form in ("png", "jpg"):
        written = Picture(itinerary.overview(), options).render(form)
        picture = Image.open(io.BytesIO(written))
        assert picture.size == pytest.approx(size, abs=1)
        assert b"AltTextAccessibility" in (
            picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp", "").encode()
        )


def test_outlined_svg_needs_no_font_and_is_small(itinerary: Itinerary) -> None:
    written = Picture(itinerary.overview(), PictureOptions()).render("svg")
    assert b"<text" not in written
    assert b"font-family" not in written
    assert len(written) <= 200_000


def test_a_pdf_is_tagged_and_its_words_can_be_selected(itinerary: Itinerary) -> None:
    written = Picture(itinerary.overview(), PictureOptions()).render("pdf")
    assert written.startswith(b"%PDF-")
    assert b"pdfuaid:part" in written or b"pdfuaid" in written
    assert re.search(rb"/StructTreeRoot", written)


def test_alt_text_is_short_and_in_the_language(itinerary: Itinerary) -> None:
    for language in LANGUAGES:
        for number in range(len(itinerary.timeline.moments)):
            metadata = Picture(itinerary.scene(number), PictureOptions(language=language)).metadata
            assert 0 < len(metadata.alt) <= 250
            assert itinerary.journey.stops[0].name.in_language(language).text in metadata.alt
            assert metadata.description.startswith(metadata.alt)


def test_a_size_without_room_for_a_map_is_refused_with_what_to_do(itinerary: Itinerary) -> None:
    with pytest.raises(ValueError, match="leave parts out"):
        Picture(itinerary.overview(), PictureOptions(preset("30x30mm"))).render("svg")


def test_too_many_pixels_are_refused_before_memory_runs_out(itinerary: Itinerary) -> None:
    with pytest.raises(ValueError, match="too many pixels"):
        Picture(itinerary.overview(), PictureOptions(preset("1200x1200mm"), scale=8)).render("png")


@pytest.mark.parametrize("wrong", ["poster", "0x0", "100x", "9000x10", "5x5mm", "web2"])
def test_an_unknown_size_is_refused_with_what_there_is(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"newspaper-2|between"):
        preset(wrong)
