"""The configurations in `deploy/`, run by a real nginx."""

from __future__ import annotations

import re
from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx2
import pytest
from websockets.protocol import State
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from browser import CHECKOUT, dashboard
from nginx_server import DEPLOY, static_nginx, workers_nginx
from outside_readers import program_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The static site ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def static_site(
    published: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx2.Client]:
    folder = tmp_path_factory.mktemp("nginx")
    with static_nginx(folder, published) as address, httpx2.Client(base_url=address) as asking:
        yield asking


def test_pages_are_compressed_and_asked_for_again(static_site: httpx2.Client) -> None:
    page = static_site.get("/", headers={"Accept-Encoding": "gzip"})
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-encoding"] == "gzip"
    assert "max-age=300" in page.headers["cache-control"]
    tag = page.headers["etag"]
    again = static_site.get("/", headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
    assert again.status_code == 304


def test_what_a_page_names_is_kept_for_good_and_has_its_type(static_site: httpx2.Client) -> None:
    names = re.findall(
        r'(?:href|src)="((?:assets|pictures|data)/[^"]+)"', static_site.get("/").text
    )
    types = set()
    for name in names:
        file = static_site.get(f"/{name}")
        assert file.status_code == 200
        assert "immutable" in file.headers["cache-control"]
        assert file.headers["x-content-type-options"] == "nosniff"
        types.add(file.headers["content-type"].partition(";")[0])
    assert types == {
        "text/css", "text/javascript", "image/svg+xml", "image/png", "application/pdf",
        "application/geo+json", "application/json", "application/gpx+xml",
        "application/vnd.google-earth.kml+xml", "text/csv",
    }  # fmt: skip


def test_the_embed_alone_may_be_framed_by_everybody(static_site: httpx2.Client) -> None:
    policies = {
        path: static_site.get(path).headers["content-security-policy"]
        for path in ("/embed.html", "/embed.ko.html", "/", "/index.html", "/present.html")
    }
    assert [path for path, policy in policies.items() if policy == "frame-ancestors *"] == [
        "/embed.html",
        "/embed.ko.html",
    ]
    assert policies["/"] == "frame-ancestors 'self'"
    assert static_site.get("/routemap-files.json").status_code == 404


# Workers -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("nginx")
    program_at("nginx")  # before the workers start
    with ExitStack() as stack:
        first, second = (urlsplit(stack.enter_context(dashboard())).port or 0 for _ in range(2))
        extra = "add_header X-Worker $upstream_addr;"
        yield stack.enter_context(workers_nginx(folder, (first, second), extra=extra))


def test_a_picture_is_drawn_once_and_then_comes_from_the_cache(workers: str) -> None:
    asked = f"{workers}/map.png?preset=500x400&date=2023-09-13"
    first, second = (httpx2.get(asked, timeout=30) for _ in range(2))
    assert (first.status_code, first.headers["x-cache-status"]) == (200, "MISS")
    assert (second.status_code, second.headers["x-cache-status"]) == (200, "HIT")
    assert first.content == second.content
    assert "set-cookie" not in second.headers
    tag = second.headers["etag"]
    assert httpx2.get(asked, headers={"If-None-Match": tag}).status_code == 304


def test_who_asks_for_too_many_new_pictures_waits_but_not_for_those_that_are_there(
    workers: str,
) -> None:
    there = f"{workers}/map.svg?preset=500x400"
    with httpx2.Client(timeout=30) as asking:
        asking.get(there)
        new = [asking.get(f"{workers}/map.png?date=none-{n}").status_code for n in range(90)]
        old = [asking.get(there).status_code for n in range(90)]
    assert set(new) == {400, 429}
    assert set(old) == {200}


def test_a_refusal_is_not_kept(workers: str) -> None:
    for _ in range(2):
        answer = httpx2.get(f"{workers}/embed?date=never")
        assert (answer.status_code, answer.headers["x-cache-status"]) == (400, "MISS")


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_one_copy_serves_who_reads_gzip_and_who_does_not(workers: str, coding: str) -> None:
    answer = httpx2.get(f"{workers}/journey.geojson", headers={"Accept-Encoding": coding})
    assert answer.json()["type"] == "FeatureCollection"
    assert ("content-encoding" in answer.headers) == (coding == "gzip")


def test_a_visitor_stays_with_one_worker_and_visitors_are_spread(workers: str) -> None:
    chosen = set()
    for _ in range(12):
        with httpx2.Client(base_url=workers) as visitor:
            answers = [visitor.get("/") for _ in range(3)]
            assert "routemap_visitor" in visitor.cookies
            assert ["set-cookie" in answer.headers for answer in answers] == [True, False, False]
            (worker,) = {answer.headers["x-worker"] for answer in answers}
            chosen.add(worker)
    assert len(chosen) == 2


def test_a_session_opens_through_it(workers: str) -> None:
    address = f"{workers.replace('http', 'ws')}/_stcore/stream"
    with connect(address, origin=Origin(workers), subprotocols=[Subprotocol("streamlit")]) as open_:
        assert open_.protocol.state is State.OPEN


def test_pages_name_the_address_that_visitors_see(workers: str) -> None:
    page = httpx2.get(f"{workers}/embed?lang=ru")
    assert f'rel="canonical" href="{workers}/?lang=ru"' in page.text


def test_behind_https_pages_name_addresses_with_https(dashboard_url: str) -> None:
    headers = {"X-Forwarded-Proto": "https", "Host": "trip.example.org"}
    page = httpx2.get(f"{dashboard_url}/embed", headers=headers)
    assert 'rel="canonical" href="https://trip.example.org/"' in page.text


def test_health_is_told(workers: str) -> None:
    assert httpx2.get(f"{workers}/healthz").json() == {"status": "ok"}


def test_every_file_that_a_guide_names_is_there() -> None:
    guide = (CHECKOUT / "docs" / "deployment.md").read_text(encoding="utf-8")
    named = re.findall(r"\]\(\.\./deploy/([^)]+)\)", guide)
    assert len(named) >= 5
    for name in named:
        assert (DEPLOY / name).is_file(), name
