"""What all answers have in common: headers for safety, compression, refusals a program can read."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from routemap.errors import DateError
from routemap.model.edtf_dates import parse_date
from routemap.server.loading import JOURNEY_VARIABLE
from routemap.server.responses import saved_as
from routemap.server.routes import middleware, routes

if TYPE_CHECKING:
    from pathlib import Path

LONG = "<p>Long enough to be worth it.</p>" * 100


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.delenv(JOURNEY_VARIABLE, raising=False)
    others = [
        Route("/page", lambda _: HTMLResponse(LONG)),
        Route("/photo", lambda _: Response(LONG.encode(), media_type="image/png")),
    ]
    return TestClient(Starlette(routes=[*routes(), *others], middleware=middleware(["testserver"])))


EVERY = ["/map.svg", "/map.png", "/journey.geojson", "/embed", "/present", "/healthz", "/embed.js",
         "/map.png?date=x", "/nothing", "/page"]  # fmt: skip


@pytest.mark.parametrize("path", EVERY)
def test_every_answer_has_headers_for_safety(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert headers["content-security-policy"]


def test_a_page_of_streamlit_may_be_framed_by_itself_alone(client: TestClient) -> None:
    assert client.get("/page").headers["content-security-policy"] == "frame-ancestors 'self'"


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_text_of_others_is_compressed_as_the_reader_likes(client: TestClient, coding: str) -> None:
    with client.stream("GET", "/page", headers={"Accept-Encoding": coding}) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == coding
    assert len(raw) < len(LONG) / 4


@pytest.mark.parametrize("path", ["/photo", "/map.png"])
def test_pictures_are_not_compressed_a_second_time(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"Accept-Encoding": "gzip, br, zstd"})
    assert "content-encoding" not in answer.headers


def test_what_is_compressed_already_stays_as_it_is(client: TestClient) -> None:
    answer = client.get("/journey.geojson", headers={"Accept-Encoding": "gzip, br"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.json()["type"] == "FeatureCollection"


@pytest.mark.parametrize(
    ("path", "parameter", "one_allowed"),
    [
        ("/map.png?date=2099", "date", "2023-09-13"),
        ("/map.png?preset=poster", "preset", "a4"),
        ("/map.png?lang=it", "lang", "ko"),
        ("/map.png?look=sepia", "look", "grey"),
        ("/map.png?stop=nowhere", "stop", "khasan"),
        ("/map.png?without=legend", "without", "key"),
        ("/map.png?colour=red", "colour", "preset"),
        ("/map.png?text=dead", "text", "live"),
        ("/map.zip?format=gif", "format", "svg"),
        ("/embed?date=2099", "date", "2023-09-13"),
        ("/present?lang=it", "lang", "ru"),
        ("/journey.geojson?date=before", "date", "download"),
    ],
)
def test_a_refusal_names_parameter_and_what_is_allowed(
    client: TestClient, path: str, parameter: str, one_allowed: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    problem = json.loads(answer.content)
    assert problem["status"] == 400
    assert problem["title"] == "Bad Request"
    assert problem["parameter"] == parameter
    assert one_allowed in problem["allowed"]
    assert problem["detail"]


@pytest.mark.parametrize(
    "query",
    [
        "scale=9", "scale=0", "scale=-1", "scale=nan", "scale=inf", "scale=1e999",
        "preset=99999x99999", "preset=8000x8000", "preset=1200x1200mm", "preset=0x0", "preset=-5x5",
        "preset=" + "9" * 400 + "x10", "preset=a3&scale=8", "preset=nanxnan",
        "stop=khasan&km=0", "stop=khasan&km=1e9", "stop=khasan&km=nan",
        "extent=nan,nan,nan,nan", "extent=1,2,3", "extent=0,0,1e400,1", "extent=10,20,10,30",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["png", "zip"])
def test_no_request_gets_a_gigapixel_or_breaks_the_server(
    client: TestClient, form: str, query: str
) -> None:
    answer = client.get(f"/map.{form}?{query}")
    assert answer.status_code == 400
    assert json.loads(answer.content)["parameter"] in {"scale", "preset", "km", "extent"}


@pytest.mark.parametrize(
    ("name", "plain", "told"),
    [
        ("route-web-en.png", "route-web-en.png", ""),
        ('a"; filename="b.exe', "a_; filename=_b.exe", "a%22%3B%20filename%3D%22b.exe"),
        ("a\r\nSet-Cookie: b", "a__Set-Cookie: b", "a%0D%0ASet-Cookie%3A%20b"),
        ("평양.png", "__.png", "%ED%8F%89%EC%96%91.png"),
        ("../a\\b%41", ".._a_b_41", "..%2Fa%5Cb%2541"),
        ("a\udc80", "a_", "a%3F"),
    ],
)
def test_whatever_a_file_is_called_stays_within_its_header(
    name: str, plain: str, told: str
) -> None:
    header = saved_as(name, is_download=True)
    assert header == f'attachment; filename="{plain}"' + (
        f"; filename*=UTF-8''{told}" if told else ""
    )
    header.encode("latin-1")


@given(st.text("0123456789-/.~?%TZ:+YXES[]{},", max_size=25) | st.dates().map(str))
def test_what_a_picture_of_a_moment_is_called_every_system_takes(text: str) -> None:
    try:
        date = parse_date(text)
    except DateError:
        return
    for moment in (date.moment_id, date.hour_id(None)):
        assert re.fullmatch(r"-?[0-9Y][0-9A-Z-]*", moment)


def test_health_is_told_and_never_kept(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    well = client.get("/healthz")
    assert (well.status_code, well.json()) == (200, {"status": "ok"})
    assert well.headers["cache-control"] == "no-store"
    (tmp_path / "locations.csv").write_text("name\n", encoding="utf-8")
    monkeypatch.setenv(JOURNEY_VARIABLE, str(tmp_path))
    assert client.get("/healthz").status_code == 503


@pytest.mark.browser
def test_the_front_end_of_streamlit_is_compressed_and_framed_by_itself_alone(
    dashboard_url: str,
) -> None:
    with httpx2.Client(base_url=dashboard_url, headers={"Accept-Encoding": "br"}) as asking:
        page = asking.get("/")
        assert page.headers["content-encoding"] == "br"
        assert page.headers["content-security-policy"] == "frame-ancestors 'self'"
        (script,) = [part for part in page.text.split('"') if "/js/index" in part][:1]
        assert asking.get(script.lstrip(".")).headers["content-encoding"] == "br"
