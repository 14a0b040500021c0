"""A folder of photographs becomes a journey: each stands where and when it was taken."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from media_files import bomb, picture
from routemap.cli.main import main
from routemap.errors import ForeignFileError
from routemap.formats.photographs import import_photographs
from routemap.tables import check_files, check_journey

if TYPE_CHECKING:
    from pathlib import Path

Place = tuple[float, float] | None


def taken(when: str = "", at: Place = None, orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "Telltale"
    if when:
        exif.get_ifd(0x8769)[0x9003] = when
    if at:
        place = exif.get_ifd(0x8825)
        for tag, degrees, sides in ((1, at[0], "NS"), (3, at[1], "EW")):
            place[tag], size = sides[degrees < 0], abs(degrees)
            place[tag + 1] = (float(int(size)), (size % 1) * 60, 0.0)
    return picture(600, 400, exif=exif)


PHOTOGRAPHS = {
    "IMG 3.jpg": taken("2023:09:14 08:00:00", (-33.86, 151.21)),
    "IMG 1.jpg": taken("2023:09:12 10:00:00", (51.48, -0.5), orientation=6),
    "IMG 2.jpg": taken("2023:09:13 09:00:00", (51.481, -0.501)),
    "no place.jpg": taken("2023:09:13 09:00:00"),
    "no date.jpg": taken("", (1.0, 2.0)),
    "no clock.jpg": taken("0000:00:00 00:00:00", (1.0, 2.0)),
    "nothing.png": picture(form="PNG"),
    "no satellite.jpg": taken("2023:09:13 09:00:00", (0.0, 0.0)),
    "notes.txt": b"x",
    "bomb.png": bomb(9_000, 9_000),
}


@pytest.fixture
def photographs(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name, content in PHOTOGRAPHS.items():
        (folder / name).write_bytes(content)
    return folder


def test_photographs_of_one_place_are_one_stop_in_the_order_of_time(photographs: Path) -> None:
    journey = check_files(import_photographs(photographs).files, "photos").journey
    assert journey
    first, second = journey.stops
    assert (first.latitude, first.longitude) == pytest.approx((51.48, -0.5), abs=1e-4)
    assert first.arrival
    assert first.departure
    assert (first.arrival.edtf, first.departure.edtf) == ("2023-09-12", "2023-09-13")
    assert (second.latitude, second.longitude) == pytest.approx((-33.86, 151.21), abs=1e-4)
    assert [(item.stop, item.file) for item in journey.media] == [
        ("stop-1", "img-1.jpg"),
        ("stop-1", "img-2.jpg"),
        ("stop-2", "img-3.jpg"),
    ]


def test_pictures_are_written_without_the_notes_of_their_camera(photographs: Path) -> None:
    files = import_photographs(photographs).files
    for name, content in files.items():
        assert b"Telltale" not in content
        if name.startswith("media/"):
            assert not Image.open(io.BytesIO(content)).getexif()
    assert Image.open(io.BytesIO(files["media/img-1.jpg"])).size == (400, 600)


def test_those_without_date_or_place_are_told_of(photographs: Path) -> None:
    (photographs / "2022").mkdir()
    left = [entry.text for entry in import_photographs(photographs).account.left]
    assert left == [
        "1 folder (only the folder itself is read; import it by itself)",
        "1 photograph (broken, or of more than 40 megapixels)",
        "2 photographs (its camera noted no date)",
        "2 photographs (its camera noted no place)",
        "1 file (no JPEG, PNG, WebP or AVIF of at most 20 MB)",
        "1 photograph (its camera noted neither date nor place)",
    ]


def test_the_command_writes_a_folder_that_can_be_shown(
    photographs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trip = photographs.parent / "trip"
    assert main(["import", str(photographs), "-o", str(trip)]) == 0
    told = capsys.readouterr()
    assert "imported: 3 photographs (a picture of its stop)" in told.err
    assert "the stops are numbered: write their names into locations.csv" in told.err
    assert "the image has no “alt”" in told.out
    journey = check_journey(trip).journey
    assert journey
    assert all(item.held for item in journey.media)


def test_a_folder_without_such_photographs_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(taken("2023:09:13 09:00:00"))
    with pytest.raises(ForeignFileError, match="holds no photograph that says when and where"):
        import_photographs(tmp_path)
