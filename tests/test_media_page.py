"""Media on pages: figures with all that is said of them, hashed files, parts for players."""

from __future__ import annotations

import base64
import io
import re
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from media_files import MP3, MP4, folder, itinerary_of, picture, report
from routemap.exports.single_file import framed_page
from routemap.exports.static_site import StaticSite
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.page.sections import about_html
from routemap.page.site import Mode, site_page
from routemap.page.story import BROUGHT, stop_card_html, story_html
from routemap.page.story_media import media_assets
from routemap.server.loading import JOURNEY_VARIABLE
from routemap.server.routes import routes

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (
    "ship,landing,,ship.jpg,,image,A <ship> & a sea,The <b>ship</b>,Me,CC0-1.0\n"
    "song,landing,,song.mp3,,audio,,A song\n"
    "film,landing,,film.mp4,,video\n"
    "note,landing,,note.pdf,,document,,The <note>\n"
    "here,,b,ship.jpg,,image,decorative"
)
FILES = {
    "ship.jpg": picture(1_200, 800),
    "song.mp3": MP3,
    "song.txt": b"First <line>.\n\nSecond.",
    "film.mp4": MP4,
    "film.vtt": b"WEBVTT\n",
    "note.pdf": b"%PDF-1.4\n",
}


@pytest.fixture(scope="module")
def itinerary() -> Itinerary:
    return itinerary_of(ROWS, FILES)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    for name, content in folder(ROWS, FILES).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    monkeypatch.setenv(JOURNEY_VARIABLE, str(tmp_path))
    return TestClient(Starlette(routes=routes()))


def named(itinerary: Itinerary, start: str) -> str:
    return next(name for name in media_assets(itinerary.journey) if name.startswith(start))


def test_a_picture_has_its_size_alt_caption_credit_and_licence(itinerary: Itinerary) -> None:
    story = story_html(itinerary.scene(0), "en")
    (image,) = re.findall("<img[^>]+>", story)
    assert 'width="1200" height="800"' in image
    assert 'alt="A &lt;ship&gt; &amp; a sea"' in image
    assert 'loading="lazy"' in image
    assert re.findall(r"assets/picture-(\d+)\.[0-9a-f]{12}\.webp \d+w", image) == [
        *("480", "960", "1200")
    ]
    assert "The &lt;b&gt;ship&lt;/b&gt;" in story
    assert "Me, CC0-1.0" in story
    assert 'alt=""' in story_html(itinerary.scene(1), "en")
    assert 'alt=""' in stop_card_html(itinerary, 1, "en")


def test_recordings_have_controls_captions_and_words_and_never_begin_by_themselves(
    itinerary: Itinerary,
) -> None:
    story = story_html(itinerary.scene(0), "en")
    assert re.search(r'<audio controls preload="none"[^>]+src="assets/audio\.', story)
    assert re.search(r'<video controls preload="none"[^>]+src="assets/video\.', story)
    assert re.search(r'<track kind="captions" src="assets/captions\.[0-9a-f]+\.vtt"', story)
    assert '<p dir="auto">First &lt;line&gt;.</p><p dir="auto">Second.</p>' in story
    assert re.search(r'<a href="assets/document\.[0-9a-f]+\.pdf"', story)
    assert "autoplay" not in story


def test_a_folder_holds_all_files_that_its_pages_name(itinerary: Itinerary) -> None:
    site = StaticSite(itinerary)
    files = dict(site.kept_files())
    page = site_page(itinerary, Mode.READ, "en", site)
    named = set(re.findall(r"assets/(?:picture|audio|video|captions|document)[^\" ]+", page))
    assert len(named) == 7
    assert named <= files.keys()
    assert files[next(name for name in named if "audio" in name)] == MP3
    assert "media-src &#39;self&#39; file:" in page
    assert re.search(r'<script defer src="assets/media\.', page)


def test_pages_without_media_load_nothing_of_them() -> None:
    plain = report("m,landing,,,https://example.org/a.jpg,image,A", {}).journey
    assert plain
    itinerary = build_itinerary(plain)
    page = site_page(itinerary, Mode.READ, "en", StaticSite(itinerary))
    assert "media-src" not in page
    assert "assets/media." not in page
    assert "<figure" not in page


def test_a_page_in_one_file_holds_each_picture_once_in_the_smallest_width(
    itinerary: Itinerary,
) -> None:
    page = framed_page(itinerary, "en")
    held = re.findall(r"data:image/webp;base64,([A-Za-z0-9+/=]+)", page)
    assert [Image.open(io.BytesIO(base64.b64decode(each))).size for each in held] == [
        *((480, 320), (480, 320))  # of two moments
    ]
    assert "<audio" not in page
    assert "Sound: only on the published page" in page
    assert "media-src" not in page
    story = story_html(itinerary.scene(0), "en", place=BROUGHT)
    assert "data:image/webp" in story
    assert "assets/" not in story


def test_media_of_neither_event_nor_stop_stand_with_what_holds_for_the_whole() -> None:
    rows = "all,,,ship.jpg,,image,The ship\nfar,,,,https://example.org/x,document,,Elsewhere"
    journey = report(rows, FILES).journey
    assert journey
    about = about_html(journey, "en")
    assert 'alt="The ship"' in about
    assert '<a href="https://example.org/x"' in about
    assert "The ship" not in story_html(build_itinerary(journey).scene(0), "en")


def test_the_server_hands_out_pictures_for_good(server: TestClient, itinerary: Itinerary) -> None:
    answer = server.get(f"/assets/{named(itinerary, 'picture-480.')}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/webp"
    assert "immutable" in answer.headers["cache-control"]
    assert Image.open(io.BytesIO(answer.content)).size == (480, 320)
    assert server.get("/assets/picture-480.0123456789ab.webp").status_code == 404
    assert server.get("/assets/audio.0123456789ab.mp3").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "part", "said"),
    [
        ("bytes=0-1", 206, slice(0, 2), "bytes 0-1/{}"),
        ("bytes=10-", 206, slice(10, None), "bytes 10-{last}/{}"),
        ("bytes=-5", 206, slice(-5, None), "bytes {5}-{last}/{}"),
        ("bytes=0-999999999", 206, slice(0, None), "bytes 0-{last}/{}"),
        ("bytes=5-4", 200, slice(0, None), None),
        ("bytes=0-1,3-4", 200, slice(0, None), None),
        ("lines=0-1", 200, slice(0, None), None),
        ("bytes=-", 200, slice(0, None), None),
        ("bytes=999999999-", 416, None, "bytes */{}"),
        ("bytes=-0", 416, None, "bytes */{}"),
    ],
)
def test_recordings_are_sent_in_the_parts_that_are_asked_for(
    server: TestClient, asked: str, status: int, part: slice | None, said: str | None
) -> None:
    address = f"/assets/audio.{sha256(MP3).hexdigest()[:12]}.mp3"
    answer = server.get(address, headers={"Range": asked})
    size = len(MP3)
    assert answer.status_code == status
    if said:
        said = said.replace("{last}", str(size - 1)).replace("{5}", str(size - 5))
        assert answer.headers["content-range"] == said.replace("{}", str(size))
    if part:
        assert answer.content == MP3[part]
        assert answer.headers["accept-ranges"] == "bytes"
        assert answer.headers["content-type"] == "audio/mpeg"


def test_a_part_of_another_edition_is_not_mixed_with_this(
    server: TestClient, itinerary: Itinerary
) -> None:
    address = f"/assets/{named(itinerary, 'audio.')}"
    tag = server.get(address).headers["etag"]
    for known, status in ((tag, 206), ('"other"', 200)):
        answer = server.get(address, headers={"Range": "bytes=0-1", "If-Range": known})
        assert answer.status_code == status
    assert server.head(address, headers={"Range": "bytes=0-1"}).status_code == 200
