"""Pictures of media are made anew: upright, in sRGB, small, and without what their makers noted."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from media_files import photograph, picture, report
from outside_readers import read_by
from routemap.model.media_files import MediaFile
from routemap.pictures.media_pictures import on_paper, picture_name, webp, widths_of

RED, BLUE = (200, 30, 30), (30, 30, 200)


def held(content: bytes) -> MediaFile:
    journey = report("m,landing,,a.jpg,,image,A", {"a.jpg": content}).journey
    assert journey
    assert journey.media[0].held
    return journey.media[0].held


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def near(pixel: object, colour: tuple[int, ...]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 25 for one, other in zip(pixel, colour, strict=False))


@pytest.mark.parametrize("make", [webp, on_paper])
def test_nothing_is_left_of_camera_and_place(make: object, tmp_path: Path) -> None:
    assert callable(make)
    brought = tmp_path / "brought.jpg"
    brought.write_bytes(photograph(600, 400))
    assert "Telltale" in read_by("exiftool", brought)
    assert "GPS Latitude" in read_by("exiftool", brought)
    made = tmp_path / "made"
    made.write_bytes(make(held(brought.read_bytes()), 480))
    told = read_by("exiftool", made)
    assert "Telltale" not in told
    assert "GPS" not in told
    assert not opened(made.read_bytes()).getexif()


def test_a_picture_is_turned_as_its_camera_says() -> None:
    file = held(photograph(600, 400, 6))
    made = opened(webp(file, 400))
    assert made.size == (400, 600)
    assert near(made.getpixel((200, 50)), RED)
    assert near(made.getpixel((200, 550)), BLUE)


def test_there_are_three_widths_and_none_is_wider_than_what_was_brought() -> None:
    assert widths_of(held(picture(2_000, 1_000))) == (480, 960, 1600)
    assert widths_of(held(picture(700, 350))) == (480, 700)
    assert widths_of(held(picture(40, 30))) == (40,)
    assert opened(webp(held(picture(2_000, 1_000)), 960)).size == (960, 480)


def test_colours_of_another_profile_are_brought_to_srgb() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # In this profile red and blue have changed their names.
    swapped = srgb.replace(b"rXYZ", b"?").replace(b"bXYZ", b"rXYZ").replace(b"?", b"bXYZ")
    file = held(picture(form="PNG", icc_profile=swapped))
    made = opened(webp(file, 60))
    assert "icc_profile" not in made.info
    assert near(made.convert("RGB").getpixel((5, 20)), BLUE)
    broken = held(picture(form="PNG", icc_profile=b"no profile"))
    assert near(opened(webp(broken, 60)).convert("RGB").getpixel((5, 20)), RED)


def test_what_shows_through_stays_so() -> None:
    image = Image.new("RGBA", (60, 40), (200, 30, 30, 0))
    output = io.BytesIO()
    image.save(output, "PNG")
    file = held(output.getvalue())
    assert opened(webp(file, 60)).mode == "RGBA"
    assert opened(on_paper(file, 60)).format == "PNG"
    assert opened(on_paper(held(picture()), 60)).format == "JPEG"


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1"])
def test_all_kinds_of_pixels_become_red_green_and_blue(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    assert opened(webp(held(picture(form=form, mode=mode)), 60)).mode == "RGB"


def test_the_same_picture_gives_the_same_bytes_and_another_name_for_another() -> None:
    file = held(photograph(600, 400))
    first = webp(file, 480)
    webp.cache_clear()
    assert webp(file, 480) == first
    others = (picture_name(file, 600), picture_name(held(picture(600, 400)), 480))
    assert picture_name(file, 480) not in others
