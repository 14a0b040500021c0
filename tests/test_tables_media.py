"""Media and annotations: read, checked and written like any other table."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from routemap.formats.zip_archive import read_archive
from routemap.model.edtf_dates import parse_date
from routemap.model.journey import Annotation, AnnotationKind, MediaItem, MediaKind, Phrase, Wording
from routemap.tables import check_files, check_journey, read_journey
from routemap.tables.writer import journey_files
from written_tables import lines_of

FOLDER = Path(__file__).parent / "journeys" / "media-and-annotations"
MEDIA, ANNOTATIONS = "media.csv", "annotations.csv"


def words(text: str, korean: str = "") -> Wording:
    return Wording(Phrase(text, "en"), (Phrase(korean, "ko"),) if korean else ())


def test_every_column_of_media_is_read() -> None:
    platform, speech, programme = read_journey(FOLDER).media
    assert platform.held
    assert (platform.held.form, platform.held.width, platform.held.height) == ("png", 640, 400)
    assert replace(platform, held=None) == MediaItem(
        id="platform",
        kind=MediaKind.IMAGE,
        stop="khasan",
        file="stations/platform.png",
        alt=words("A platform with a train", "기차가 서 있는 승강장"),
        caption=words("The train arrives", "기차가 도착한다"),
        credit="The tests",
        licence="CC0-1.0",
        references=("4",),
    )
    assert (speech.event, speech.url) == ("meeting", "https://example.org/speech.mp3")
    assert (programme.id, programme.kind) == ("programme-pdf", MediaKind.DOCUMENT)


def test_every_column_of_annotations_is_read() -> None:
    bridge, sea, region = read_journey(FOLDER).annotations
    assert bridge == Annotation(
        id="bridge",
        kind=AnnotationKind.CALLOUT,
        latitude=42.41,
        longitude=130.64,
        text=words("The bridge over the Tumen", "두만강 다리"),
        date=parse_date("2023-09-12"),
    )
    assert (sea.date, sea.kind) == (None, AnnotationKind.LABEL)
    assert (region.kind, region.row) == (AnnotationKind.AREA, 4)


def test_both_tables_are_written_and_read_back_and_come_with_an_archive() -> None:
    journey = read_journey(FOLDER)
    files = journey_files(journey)
    assert {MEDIA, ANNOTATIONS} <= files.keys()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"trip/{name}", content)
        archive.writestr("trip/media/stations/unnamed.png", b"x")
    unpacked = read_archive(packed.getvalue(), "trip.zip")
    assert unpacked.files == files
    assert [entry.text for entry in unpacked.account.left] == [
        "1 file (media.csv does not name it)"
    ]
    assert check_files(files, FOLDER.name).journey == journey


def test_a_journey_with_both_has_no_problems() -> None:
    assert check_journey(FOLDER).problems == ()


HEADER = "file,url,kind,alt,event,location"


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [
        ("a.jpg,,,A,,", "kind", "“kind” is blank; write image, audio, video or document"),
        ("a.jpg,,picture,A,,", "kind", "“picture” is not allowed in “kind”; "),
        (",,audio,,,", "file", "neither “file” nor “url” says where it is; fill in one"),
        (",example.org,audio,,,", "url", "“example.org” is not a web address; "),
        ("a.mp3,,audio,,,moscow", "location", "“moscow” is not the id of a stop in locations.csv"),
        ("a.mp3,,audio,,dinner,", "event", "“dinner” is not the id of an event in events.csv"),
        ("media/a.mp3,,audio,,,", "file", "“media/a.mp3” begins with the name of the folder; "),
    ],
)
def test_a_broken_medium_is_named_with_the_way_to_fix_it(
    tmp_path: Path, row: str, column: str, what: str
) -> None:
    (line,) = lines_of(tmp_path, {MEDIA: f"{HEADER}\n{row}\n"})
    assert line.startswith(f"error media.csv:2:{column}: {what}")


@pytest.mark.parametrize(
    "path",
    [
        "../secret",
        "a/../../secret",
        "/etc/passwd",
        "a//b",
        "a/./b",
        ".",
        "..",
        "a/",
        "C:/x",
        "..\\x",
    ],
)
def test_a_path_that_leads_out_of_the_folder_of_media_is_refused(tmp_path: Path, path: str) -> None:
    (line,) = lines_of(tmp_path, {MEDIA: f"{HEADER}\n{path},,audio,,,\n"})
    assert line.startswith("error media.csv:2:file: ")
    assert "is not a path within the folder media; write its path from the folder media on" in line


def test_an_image_without_alt_is_told_of_unless_it_only_adorns(tmp_path: Path) -> None:
    table = (
        f"{HEADER}\n,https://example.org/a.jpg,image,,,\n,https://a.org/b.jpg,image,decorative,,\n"
    )
    (line,) = lines_of(tmp_path, {MEDIA: table})
    assert line.startswith("warning media.csv:2:alt: the image has no “alt”")
    assert line.endswith("; say in a sentence what it shows, or write “decorative”")


def test_a_missing_event_is_likened_to_those_that_are_there(tmp_path: Path) -> None:
    files = {
        "events.csv": "id,headline,date\nmeeting,A meeting,2023\n",
        MEDIA: f"{HEADER}\na.mp3,,audio,,meetin,\n",
    }
    (line,) = lines_of(tmp_path, files)
    assert line.endswith("; did you mean “meeting”?")


def test_events_that_could_not_all_be_read_make_no_medium_wrong(tmp_path: Path) -> None:
    files = {
        "events.csv": 'id,headline,date\nmeeting,"A meeting,2023\n',
        MEDIA: f"{HEADER}\na.mp3,,audio,,meeting,\n",
    }
    (line,) = lines_of(tmp_path, files)
    assert line.startswith("error events.csv:2:: a quotation mark")


def test_a_broken_annotation_is_named_by_its_cells(tmp_path: Path) -> None:
    table = "kind,latitude,longitude,text,date\nnote,91,,,12/09/2023\n"
    lines = lines_of(tmp_path, {ANNOTATIONS: table})
    assert [line.split(" ")[1] for line in lines] == [
        f"annotations.csv:2:{column}:"
        for column in ("date", "kind", "latitude", "longitude", "text")
    ]
