"""What is grey is printed with black ink alone, and tells of itself what it told before."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pdfua
import pikepdf
import pytest
from PIL import Image, ImageCms, ImageColor

from old_map import JOURNEY
from outside_readers import read_by
from routemap.exports.handout import handout_pdf
from routemap.exports.handout_content import HandoutOptions
from routemap.exports.selection import Selection
from routemap.look import LOOKS
from routemap.model.house_style import HouseStyle
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures.params import read_query
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

both_journeys = pytest.mark.parametrize("folder", [shipped_journey(), JOURNEY])


def itinerary_of(folder: Path) -> Itinerary:
    return build_itinerary(read_journey(folder))


def rendered(form: str, look: str, folder: Path | None = None) -> bytes:
    query = {"preset": "newspaper-2", "look": look}
    return read_query(query, itinerary_of(folder or shipped_journey())).render(form)


@both_journeys
@pytest.mark.parametrize("form", ["png", "jpg"])
def test_a_grey_picture_has_one_channel(folder: Path, form: str) -> None:
    """An old map in colours beneath it, too."""
    with Image.open(io.BytesIO(rendered(form, "grey", folder))) as image:
        assert image.mode == "L"
        assert image.getxmp()["xmpmeta"]["RDF"]["Description"]["AltTextAccessibility"]
    with Image.open(io.BytesIO(rendered(form, "colour", folder))) as image:
        assert image.mode != "L"


@both_journeys
def test_a_grey_pdf_takes_black_ink_alone(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.pdf"
    path.write_bytes(rendered("pdf", "grey", folder))
    assert inks(path) == [0, 0, 0, 255]
    assert colour_spaces(path) == {"/DeviceGray"}
    path.write_bytes(rendered("pdf", "colour", folder))
    assert min(inks(path)) > 0


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_a_logo_in_colours_is_printed_in_grey_with_the_rest(mode: str, tmp_path: Path) -> None:
    image = Image.new("RGBA", (120, 40), (0, 80, 160, 255))
    image.paste((255, 0, 0, 0), (0, 0, 40, 40))
    output = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image.convert(mode).save(output, "PNG", icc_profile=profile)
    journey = read_journey(shipped_journey())
    style = HouseStyle(logo="logo.png", logo_content=output.getvalue())
    branded = build_itinerary(replace(journey, style=style))
    path = tmp_path / "map.pdf"
    path.write_bytes(read_query({"look": "grey"}, branded).render("pdf"))
    assert colour_spaces(path) == {"/DeviceGray"}
    assert inks(path) == [0, 0, 0, 255]
    assert pdfua.validate(str(path)).findings == ()


def colour_spaces(path: Path) -> set[str]:
    """Return what the page and all images take their colours from: a profile makes four inks."""
    found = set()
    with pikepdf.open(path) as opened:
        for each in opened.objects:
            if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                space = each.get("/ColorSpace")
                spaces = dict(space).values() if isinstance(space, pikepdf.Dictionary) else [space]
                found |= {str(one) for one in spaces if one is not None}
        page = opened.pages[0].Resources.get("/ColorSpace", pikepdf.Dictionary())
        return found | {str(one) for one in dict(page).values()}


def inks(path: Path) -> list[int]:
    """Return how much of cyan, magenta, yellow and black a page takes where it takes most."""
    read_by("pdftoppm", "-jpegcmyk", "-singlefile", "-r", "72", path, path.with_suffix(""))
    with Image.open(path.with_suffix(".jpg")) as plates:
        return [plate.getextrema()[1] for plate in plates.split()]  # type: ignore[misc]


@pytest.mark.parametrize("look", ["grey", "colour"])
def test_a_pdf_keeps_its_tags_alt_text_and_metadata(look: str, tmp_path: Path) -> None:
    path = tmp_path / "map.pdf"
    path.write_bytes(rendered("pdf", look))
    assert pdfua.validate(str(path)).findings == ()
    with pikepdf.open(path) as opened:
        figure = opened.Root.StructTreeRoot.K[0].K[0]
        assert str(figure.Alt).startswith("Map of Kim Jong Un’s train to Russia")
        metadata = opened.Root.Metadata.read_bytes().decode()
        assert "<pdfaid:part>2</pdfaid:part>" in metadata
        assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


@pytest.mark.parametrize("look", ["grey", "colour", "contrast"])
def test_black_text_stands_on_one_plate(look: str) -> None:
    """In colour only names of waters are set in more than one ink, for they are blue."""
    palette = LOOKS[look]
    inked = {colour for colour in colours_of_text(rendered("pdf", look)) if len(colour) > 1}
    water = ImageColor.getrgb(palette.water_name)
    assert inked == (set() if palette.is_neutral else {water})


def colours_of_text(pdf: bytes) -> Iterator[tuple[int, ...]]:
    """Yield the colours of text, in as many channels as they are written in."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        colour: tuple[int, ...] = ()
        waiting = []
        for operands, operator in pikepdf.parse_content_stream(opened.pages[0]):
            match str(operator):
                case "q":
                    waiting.append(colour)
                case "Q":
                    colour = waiting.pop()
                case "scn":
                    colour = tuple(round(float(each) * 255) for each in operands)
                case "Tj" | "TJ":
                    yield colour


def test_a_grey_handout_takes_black_ink_alone(tmp_path: Path) -> None:
    path = tmp_path / "handout.pdf"
    told = Selection(itinerary_of(shipped_journey()))
    path.write_bytes(handout_pdf(told, "en", HandoutOptions(look="grey")))
    assert inks(path) == [0, 0, 0, 255]
    assert pdfua.validate(str(path)).findings == ()
