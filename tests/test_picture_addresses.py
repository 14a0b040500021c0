"""Pictures by address: the same as the command writes, cached, refused in one line."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

import pool_jobs
from routemap.cli.main import main
from routemap.server import jobs
from routemap.server.loading import JOURNEY_VARIABLE
from routemap.server.routes import routes

if TYPE_CHECKING:
    import httpx2

JOURNEYS = Path(__file__).parent / "journeys"
DESCRIBED, FRAMED = (
    re.compile(rb"<desc.*?</desc>"),
    re.compile(rb'<clipPath id="frame".*?</clipPath>'),
)
SMALL = {"preset": "600x400", "date": "2023-09-13"}


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.delenv(JOURNEY_VARIABLE, raising=False)
    return TestClient(Starlette(routes=routes()))


def get(client: TestClient, path: str = "/map.svg", **query: str) -> httpx2.Response:
    return client.get(path, params={**SMALL, **query})


@pytest.mark.parametrize(
    ("path", "kind", "start"),
    [
        ("/map.png", "image/png", b"\x89PNG"),
        ("/map.jpg", "image/jpeg", b"\xff\xd8"),
        ("/map.svg", "image/svg+xml", b"<svg"),
        ("/map.pdf", "application/pdf", b"%PDF"),
    ],
)
def test_each_format_is_what_the_command_writes(
    client: TestClient, tmp_path: Path, path: str, kind: str, start: bytes
) -> None:
    answer = get(client, path, lang="ko", look="grey")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert answer.content.startswith(start)
    file = tmp_path / path[1:]
    options = ["--date", "2023-09-13", "--preset", "600x400", "--lang", "ko", "--look", "grey"]
    assert main(["export", "-o", str(file), *options]) == 0
    assert answer.content == file.read_bytes()


def test_scale_makes_more_pixels(client: TestClient) -> None:
    with Image.open(io.BytesIO(get(client, "/map.png", scale="2").content)) as picture:
        assert picture.size == (1200, 800)


def test_a_drawing_that_typst_refuses_is_the_servers_fault(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "picture", pool_jobs.refused_by_typst)
    answer = get(client, "/map.png", preset="601x401")
    assert answer.status_code == 500
    assert answer.json()["detail"].startswith("the picture cannot be made: ")


def test_who_has_the_picture_is_told_so_and_others_may_keep_it(client: TestClient) -> None:
    first = get(client)
    tag = first.headers["etag"]
    assert "max-age=300" in first.headers["cache-control"]
    again = client.get("/map.svg", params=SMALL, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert get(client, look="dark").headers["etag"] != tag
    assert get(client, "/map.png").headers["etag"] != tag


def test_the_tag_changes_with_the_tables(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = tmp_path / "locations.csv"
    monkeypatch.setenv(JOURNEY_VARIABLE, str(tables))
    header = "name,latitude,longitude,arrival\n"
    tables.write_text(f"{header}Here,50,10,2020-01-01\n", encoding="utf-8")
    before = client.get("/map.svg", params={"preset": "600x400", "text": "live"})
    tables.write_text(f"{header}Elsewhere,50,10,2020-01-01\n", encoding="utf-8")
    after = client.get("/map.svg", params={"preset": "600x400", "text": "live"})
    assert ("Here" in before.text, "Elsewhere" in after.text) == (True, True)
    assert before.headers["etag"] != after.headers["etag"]


def test_an_svg_is_compressed_and_may_run_nothing(client: TestClient) -> None:
    plain = client.get("/map.svg", params=SMALL, headers={"Accept-Encoding": "identity"})
    packed = client.get("/map.svg", params=SMALL, headers={"Accept-Encoding": "gzip"})
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert "default-src 'none'" in plain.headers["content-security-policy"]


def test_a_download_has_a_name_that_tells_what_it_is(client: TestClient) -> None:
    shown, saved = get(client, lang="ru"), get(client, lang="ru", download="1")
    name = 'filename="2023-09-13-600x400-ru.svg"'
    assert shown.headers["content-disposition"] == f"inline; {name}"
    assert saved.headers["content-disposition"] == f"attachment; {name}"
    assert saved.content == shown.content
    grey = get(client, lang="ru", look="grey")
    assert 'filename="2023-09-13-600x400-grey-ru.svg"' in grey.headers["content-disposition"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"date": "2023"}, "it has before, 2023-08,"),
        ({"preset": "poster"}, "use one of newspaper-1"),
        ({"preset": "200x200"}, "too small for a map"),
        ({"preset": "a3", "scale": "2"}, "too many pixels"),
        ({"lang": "it"}, "use one of en, ko, ru"),
        ({"presett": "web"}, "no parameter “presett”"),
        ({"without": "key,legend"}, "use one of title, subtitle"),
        ({"format": "pdf"}, "no parameter “format”"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(
    client: TestClient, query: dict[str, str], told: str
) -> None:
    answer = get(client, "/map.png", **query)
    assert answer.status_code == 400
    assert told in answer.json()["detail"]
    assert answer.headers["cache-control"] == "no-store"


def test_a_format_there_is_not_is_not_found(client: TestClient) -> None:
    answer = get(client, "/map.gif")
    assert (answer.status_code, "png, jpg, svg, pdf" in answer.text) == (404, True)


def test_a_journey_with_problems_has_no_pictures(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "locations.csv").write_text("name\n", encoding="utf-8")
    monkeypatch.setenv(JOURNEY_VARIABLE, str(tmp_path))
    answer = get(client)
    assert (answer.status_code, "routemap check" in answer.text) == (503, True)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"stop": "khasan"}, "2023-09-13-600x400-en-khasan.svg"),
        ({"extent": "125,38,138,52"}, "2023-09-13-600x400-en-extent-125e-38n-138e-52n.svg"),
        ({"stop": "khasan", "bare": "ground"}, "2023-09-13-600x400-en-khasan-bare-ground.svg"),
        ({}, "2023-09-13-600x400-en.svg"),
    ],
)
def test_a_part_of_the_map_is_saved_beside_the_whole(
    client: TestClient, asked: dict[str, str], name: str
) -> None:
    answer = get(client, **asked, download="1")
    assert f'filename="{name}"' in answer.headers["content-disposition"]


def test_the_archive_holds_every_date_with_its_texts(client: TestClient) -> None:
    answer = client.get("/map.zip", params={"preset": "600x400", "format": "svg", "lang": "ko"})
    assert answer.headers["content-disposition"] == 'attachment; filename="600x400-ko.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        told = archive.read("texts.csv").decode("utf-8-sig")
        drawn = [archive.read(name) for name in names if name.endswith(".svg")]
    assert len(names) == 9
    assert "2023-09-13-600x400-ko.svg" in names
    assert (
        len(set(drawn)) == len({title for each in drawn for title in DESCRIBED.findall(each)}) == 8
    )
    assert len({frame for each in drawn for frame in FRAMED.findall(each)}) == 1
    rows = list(csv.DictReader(io.StringIO(told)))
    assert [row["file"] for row in rows] == names[:-1]
    assert all(row["caption"] and row["alt_text"] and row["credit"] for row in rows)


def test_an_archive_that_cannot_be_drawn_is_refused_before_it_is_sent(client: TestClient) -> None:
    answer = client.get("/map.zip", params={"preset": "200x200"})
    assert (answer.status_code, "too small" in answer.text) == (400, True)


def test_an_archive_of_all_dates_takes_no_date(client: TestClient) -> None:
    answer = client.get("/map.zip", params={"preset": "square", "date": "2023-09-13"})
    assert (answer.status_code, "leave out date" in answer.text) == (400, True)


def test_pictures_live_beneath_the_base_path() -> None:
    client = TestClient(Starlette(routes=routes("maps")))
    assert client.get("/maps/map.svg", params=SMALL).status_code == 200
    assert client.get("/map.svg", params=SMALL).status_code == 404


def test_a_date_of_several_stops_means_the_last_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(JOURNEY_VARIABLE, str(JOURNEYS / "letters"))
    letters = TestClient(Starlette(routes=routes()))
    whole, last, first = (
        get(letters, date=date).content for date in ("1717", "1717@istanbul", "1717@sofia")
    )
    assert whole == last != first
    refused = letters.get("/map.svg", params={"date": "171"})
    assert refused.status_code == 400
    assert "1717@sofia" in refused.text


def test_a_preview_of_a_date_shows_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(JOURNEY_VARIABLE, str(JOURNEYS / "letters"))
    letters = TestClient(Starlette(routes=routes()))
    page = "http://testserver/embed?date=1717"
    preview = letters.get("/oembed", params={"url": page}).json()["thumbnail_url"]
    assert "1717%40istanbul" in preview
    assert letters.get(page).status_code == 200
