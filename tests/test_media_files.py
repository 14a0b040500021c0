"""Files of media are taken for what they hold; what is not shown is told once, with its cure."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from media_files import MP3, MP4, SVG, bomb, folder, photograph, picture, report
from routemap.formats.registry import import_file
from routemap.model.media_files import MediaForm
from routemap.server.loading import _version
from routemap.tables import check_files, check_journey, limits, media_files
from routemap.tables.writer import journey_files

if TYPE_CHECKING:
    from pathlib import Path


def told(rows: str, files: dict[str, bytes]) -> list[str]:
    found = report(rows, files)
    assert found.journey
    return [str(each) for each in found.problems]


@pytest.mark.parametrize(
    ("content", "kind", "form"),
    [
        (picture(), "image", MediaForm.JPEG),
        (picture(form="PNG"), "image", MediaForm.PNG),
        (picture(form="WEBP"), "image", MediaForm.WEBP),
        (picture(form="GIF"), "image", MediaForm.GIF),
        (picture(mode="CMYK"), "image", MediaForm.JPEG),
        (MP3, "audio", MediaForm.MP3),
        (b"OggS" + bytes(60), "audio", MediaForm.OGG),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio", MediaForm.WAV),
        (b"\x00\x00\x00\x20ftypM4A \x00", "audio", MediaForm.M4A),
        (MP4, "video", MediaForm.MP4),
        (MP4, "audio", MediaForm.MP4),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", "video", MediaForm.WEBM),
        (b"%PDF-1.4\n", "document", MediaForm.PDF),
    ],
)
def test_a_file_is_taken_for_what_it_holds_whatever_its_name(
    content: bytes, kind: str, form: MediaForm
) -> None:
    found = report(f"m,landing,,x.bin,,{kind},A", {"x.bin": content})
    assert found.problems == ()
    assert found.journey
    (item,) = found.journey.media
    assert item.held
    assert item.held.form == form


def test_a_picture_on_its_side_has_the_size_it_has_upright() -> None:
    found = report("m,landing,,a.jpg,,image,A", {"a.jpg": photograph(60, 40, 6)})
    assert found.journey
    held = found.journey.media[0].held
    assert held
    assert (held.width, held.height) == (40, 60)


@pytest.mark.parametrize(
    ("content", "kind", "what", "hint"),
    [
        (SVG, "image", "an SVG is a program as much as a picture", "save it as PNG"),
        (b"<?xml version='1.0'?>" + SVG, "image", "an SVG is a program", "save it as PNG"),
        (b"<html>", "image", "the file is none of JPEG, PNG, WebP, AVIF or GIF", "save it as one"),
        (b"", "audio", "the file is none of MP3, M4A, Ogg or WAV", "save it as one"),
        (b"MZ\x90", "video", "the file is none of MP4 or WebM", "save it as one"),
        (b"PK\x03\x04", "document", "the file is none of PDF", "save it as one"),
        (MP3, "image", "the file holds audio, and “kind” says image", "write audio in “kind”"),
        (picture(), "audio", "the file holds image, and “kind” says audio", "write image in"),
        (picture()[:300], "image", "the picture is broken (", "save it again"),
        (picture(form="PNG", mode="I;16"), "image", "more than 8 bits to a colour", "save it with"),
        (
            bomb(7_000, 7_000),
            "image",
            "has 49.0 million pixels, the limit is 40",
            "make it smaller",
        ),
        (bomb(60_000, 60_000), "image", "far too many pixels, the limit is 40", "make it smaller"),
    ],
)
def test_what_cannot_be_shown_is_told_once_with_its_cure(
    content: bytes, kind: str, what: str, hint: str
) -> None:
    (line,) = told(f"m,landing,,x.jpg,,{kind},A", {"x.jpg": content})
    assert line.startswith("media.csv:2:file: “x.jpg”: ")
    assert what in line
    assert f", so it is not shown; {hint}" in line


def test_a_missing_file_is_named_and_the_journey_is_shown_without_it() -> None:
    (line,) = told("m,landing,,a/b.jpg,,image,A", {})
    assert line == (
        "media.csv:2:file: there is no file “a/b.jpg” in the folder media; "
        "put it there, or write the name that it has"
    )


def test_a_file_that_is_too_large_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, content in folder("m,landing,,a.mp3,,audio", {"a.mp3": MP3}).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    with (tmp_path / "media" / "a.mp3").open("r+b") as file:
        file.truncate(limits.LARGEST_BYTES + 1)
    (problem,) = check_journey(tmp_path).problems
    assert "the file has 20.0 MB, too large (the limit is 20 MB)" in problem.what
    monkeypatch.setattr(media_files, "LARGEST_MEDIA_BYTES", 2_000_000)
    rows = "m,landing,,a.mp3,,audio\nn,landing,,b.mp3,,audio"
    (line,) = told(rows, {"a.mp3": MP3 * 1_000, "b.mp3": MP3 * 500})
    assert "media.csv:3:file: “b.mp3”: with it the journey’s media have more than 2 MB" in line


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    trip = tmp_path / "trip"
    for name, content in folder("m,landing,,a.jpg,,image,A", {"b.jpg": b""}).items():
        (trip / name).parent.mkdir(parents=True, exist_ok=True)
        (trip / name).write_bytes(content)
    (tmp_path / "secret.jpg").write_bytes(picture())
    (trip / "media" / "a.jpg").symlink_to(tmp_path / "secret.jpg")
    (problem,) = check_journey(trip).problems
    assert "the file is a link that leads out of the folder" in problem.what


def test_one_file_of_many_rows_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    size = media_files.upright_size
    monkeypatch.setattr(
        media_files, "upright_size", lambda content: looked.append(1) or size(content)
    )
    rows = "\n".join(f"m{number},landing,,a.jpg,,image,A" for number in range(50))
    assert told(rows, {"a.jpg": picture()}) == []
    assert looked == [1]


def test_captions_and_transcript_stand_beside_a_recording() -> None:
    vtt, text = b"WEBVTT\r\n\r\n00:00.000 --> 00:01.000\r\nHello\r\n", "Grüße".encode()
    found = report("m,landing,,a.mp3,,audio", {"a.mp3": MP3, "a.vtt": vtt, "a.txt": text})
    assert found.problems == ()
    assert found.journey
    held = found.journey.media[0].held
    assert held
    assert held.captions.splitlines()[0] == "WEBVTT"
    assert held.transcript == "Grüße"
    files = journey_files(found.journey)
    assert {"media/a.mp3", "media/a.vtt", "media/a.txt"} <= files.keys()
    assert check_files(files, "Trip").journey == found.journey


def test_captions_of_another_format_are_told_of() -> None:
    (line,) = told("m,landing,,a.mp3,,audio", {"a.mp3": MP3, "a.vtt": b"1\n00:00 hello"})
    assert line == ("media.csv:2:file: “a.vtt”: these are no captions; begin it with a line WEBVTT")


def test_media_come_with_an_archive_and_no_others() -> None:
    files = folder("m,landing,,b/a.jpg,,image,A", {"b/a.jpg": picture(), "other.exe": b"MZ"})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"trip/{name}", content)
        archive.writestr("trip/media/../../outside.jpg", picture())
    brought = import_file("trip.zip", packed.getvalue())
    assert brought.files == {name: each for name, each in files.items() if "other" not in name}
    found = check_files(brought.files, "Trip")
    assert found.journey
    assert found.journey.media[0].held


def test_a_changed_picture_makes_another_edition(tmp_path: Path) -> None:
    for name, content in folder("m,landing,,a.jpg,,image,A", {"a.jpg": picture()}).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    before = _version(tmp_path)
    (tmp_path / "media" / "b.jpg").write_bytes(picture())
    assert _version(tmp_path) == before
    (tmp_path / "media" / "a.jpg").write_bytes(picture(80, 80))
    assert _version(tmp_path) != before
