"""Exported data tell of media where there is a file or an address, and say nothing elsewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from media_files import MP3, folder, itinerary_of, picture, report
from routemap.cli.main import main
from routemap.formats.registry import DATA_FORMATS, import_file
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.tables import check_files

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "https://example.org/a.jpg?x=1&y=2"
ROWS = (
    "ship,landing,,ship.jpg,,image,A <ship>,The <b>ship</b>,Me,CC0-1.0\n"
    f"far,,b,,{ADDRESS},image,Far,Far away\n"
    "song,,b,song.mp3,,audio\n"
    "all,,,ship.jpg,,image,decorative"
)
FILES = {"ship.jpg": picture(), "song.mp3": MP3}


@pytest.fixture(scope="module")
def itinerary() -> Itinerary:
    return itinerary_of(ROWS, FILES)


def written(itinerary: Itinerary, form: str) -> str:
    return DATA_FORMATS[form].write(itinerary).decode()


def test_geojson_has_them_in_the_properties_of_stop_and_event(itinerary: Itinerary) -> None:
    collection = json.loads(written(itinerary, "geojson"))
    media: dict[str, Any] = {
        feature["id"]: feature["properties"].get("media") for feature in collection["features"]
    }
    (ship,) = media["event-landing"]
    assert ship["file"] == "ship.jpg"
    assert (ship["caption"], ship["credit"], ship["licence"]) == (
        "The <b>ship</b>",
        "Me",
        "CC0-1.0",
    )
    assert [each["id"] for each in media["stop-b"]] == ["far", "song"]
    assert media["stop-a"] is None
    assert [each["id"] for each in collection["media"]] == ["all"]


def test_a_description_of_kml_shows_what_is_beside_it_and_fetches_nothing(
    itinerary: Itinerary,
) -> None:
    text = written(itinerary, "kml").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert '<img src="media/ship.jpg" alt="A &lt;ship&gt;" width="400">' in text
    assert "The &lt;b&gt;ship&lt;/b&gt;, Me, CC0-1.0" in text
    assert f'<a href="{ADDRESS.replace("&", "&amp;")}">Far away</a>' in text
    assert '<img src="https' not in text


def test_linked_places_depict_the_place_and_what_happened_there(itinerary: Itinerary) -> None:
    first, second = json.loads(written(itinerary, "lpf.json"))["features"]
    assert first["depictions"] == [
        {"@id": "media/ship.jpg", "title": "The <b>ship</b>", "license": "CC0-1.0"}
    ]
    assert second["depictions"] == [{"@id": ADDRESS, "title": "Far away"}]


@pytest.mark.parametrize("form", ["geojson", "kml"])
def test_the_table_comes_back_from_there(itinerary: Itinerary, form: str) -> None:
    brought = import_file(f"t.{form}", written(itinerary, form).encode()).files
    files = {f"media/{name}": content for name, content in FILES.items()}
    again = check_files({**brought, **files}, "Trip").journey
    assert again
    by_id = {each.id: each for each in again.media}
    assert by_id == {each.id: each for each in itinerary.journey.media}


@pytest.mark.parametrize("form", DATA_FORMATS)
def test_without_media_nothing_is_said_of_them(form: str) -> None:
    journey = report("", {}).journey
    assert journey
    assert journey.media == ()
    text = written(build_itinerary(journey), form)
    assert "media" not in text
    assert "depictions" not in text


def test_publish_says_before_what_one_file_will_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trip = tmp_path / "trip"
    for name, content in folder(ROWS, FILES).items():
        (trip / name).parent.mkdir(parents=True, exist_ok=True)
        (trip / name).write_bytes(content)
    page = tmp_path / "trip.html"
    assert main(["publish", str(trip), "--single-file", "-o", str(page)]) == 0
    first, second, *_, last = capsys.readouterr().err.splitlines()
    assert first.startswith("media: 2 pictures will be in the file, ")
    assert second == (
        "media: 1 recording or document will not be in the file; publish a folder to have them"
    )
    assert "trip.html: " in last
