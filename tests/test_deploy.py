"""The configurations in `deploy/`, run by a real nginx."""

from __future__ import annotations

import re
import socket
import subprocess
from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx2
import pytest
from websockets.protocol import State
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from browser import CHECKOUT, ROUTEMAP, serving
from nginx_server import DEPLOY, static_nginx, workers_nginx
from outside_readers import program_at
from routemap.shipped import shipped_journey

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
def ports() -> Iterator[tuple[int, int]]:
    """Ports of two workers, started as the unit has it."""
    program_at("nginx")  # before the workers start
    unit = (DEPLOY / "workers" / "routemap@.service").read_text(encoding="utf-8")
    (start,) = re.findall(r"ExecStart=\S+ (serve(?:.*\\\n)*.*)", unit)
    asked = start.replace("\\\n", "").replace("/srv/journey", str(shipped_journey())).split()
    asked[asked.index("%i")] = "0"
    with ExitStack() as stack:
        first, second = (stack.enter_context(serving([*ROUTEMAP, *asked])) for _ in range(2))
        yield urlsplit(first.address).port or 0, urlsplit(second.address).port or 0


@pytest.fixture(scope="module")
def workers(ports: tuple[int, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("nginx")
    extra = "add_header X-Worker $upstream_addr;"
    with workers_nginx(folder, ports, extra=extra) as address:
        yield address


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


def test_behind_https_pages_name_addresses_with_https(ports: tuple[int, int]) -> None:
    headers = {"X-Forwarded-Proto": "https", "Host": "trip.example.org"}
    page = httpx2.get(f"http://127.0.0.1:{ports[0]}/embed", headers=headers)
    assert 'rel="canonical" href="https://trip.example.org/"' in page.text


# Who asks ----------------------------------------------------------------------------------------


def raw(address: str, *lines: str) -> str:
    """Send a request as it stands here; return all of the answer."""
    told = "\r\n".join((*lines, "Connection: close", "", "")).encode()
    with socket.create_connection((urlsplit(address).hostname, urlsplit(address).port)) as asking:
        asking.sendall(told)
        return b"".join(iter(lambda: asking.recv(65536), b"")).decode("latin-1")


POISON = [
    ("GET {path} HTTP/1.1", "Host: evil.example"),
    ("GET {path} HTTP/1.1", "Host: evil.example", "X-Forwarded-Host: trip.example.org"),
    ("GET {path} HTTP/1.1", "Host: trip.example.org", "X-Forwarded-Host: evil.example"),
    ("GET {path} HTTP/1.1", "Host: trip.example.org", "Forwarded: host=evil.example;proto=evil"),
    ("GET {path} HTTP/1.1", "Host: trip.example.org", "X-Forwarded-Proto: https"),
    ("GET {path} HTTP/1.1", "Host: trip.example.org", "X-Forwarded-Prefix: /evil"),
    ("GET {path} HTTP/1.1", "Host: trip.example.org:6666"),
    ("GET {path} HTTP/1.1", "Host: TRIP.example.ORG.:6666"),
    ("GET {path} HTTP/1.1", "Host: trip.example.org", "Host: evil.example"),
    ("GET {path} HTTP/1.1", "Host: trip.example.org@evil.example"),
    ("GET {path} HTTP/1.1", "Host: evil.example/trip.example.org"),
    ("GET http://evil.example{path} HTTP/1.1", "Host: trip.example.org"),
    ("GET http://trip.example.org{path} HTTP/1.1", "Host: evil.example"),
    ("GET http://trip.example.org:6666{path} HTTP/1.1", "Host: trip.example.org"),
    ("GET {path} HTTP/1.0",),
]
PAGES = [
    "/embed?date=before&stop={number}",
    "/oembed?url=http://trip.example.org:{port}/embed&maxwidth={number}",
]


@pytest.mark.parametrize("lines", POISON, ids=" ".join)
@pytest.mark.parametrize("page", PAGES)
def test_no_request_puts_another_host_into_a_page_that_is_kept(
    workers: str, lines: tuple[str, ...], page: str
) -> None:
    port = urlsplit(workers).port
    number = 300 + POISON.index(lines)  # a page that is in no cache
    path = page.format(number=number, port=port).replace(f"&stop={number}", f"&stop=&n{number}=")
    poisoned = raw(workers, *(line.format(path=path) for line in lines))
    kept = raw(workers, f"GET {path} HTTP/1.1", f"Host: trip.example.org:{port}")
    for answer in (poisoned, kept):
        assert "evil" not in answer
        assert "6666" not in answer
        assert "https://trip" not in answer
    assert kept.startswith("HTTP/1.1 200")
    assert f"http://trip.example.org:{port}/" in kept


@pytest.mark.parametrize("host", ["evil.example", "trip.example.org.evil.example", "localhost"])
@pytest.mark.parametrize("path", ["/", "/embed", "/map.png", "/_stcore/stream", "/healthz"])
def test_another_host_is_turned_away_at_the_door(workers: str, host: str, path: str) -> None:
    assert httpx2.get(workers + path, headers={"Host": host}).status_code == 421


def test_a_worker_that_is_asked_past_nginx_turns_it_away_too(ports: tuple[int, int]) -> None:
    answer = httpx2.get(f"http://127.0.0.1:{ports[0]}/embed", headers={"Host": "evil.example"})
    assert answer.status_code == 421


def test_the_folder_has_one_name_too(static_site: httpx2.Client) -> None:
    assert static_site.get("/", headers={"Host": "evil.example"}).status_code == 421


# Limits ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/handout.png", "/slides.png", "/film.png"])
def test_what_a_teacher_takes_along_is_made_once_and_then_comes_from_the_cache(
    workers: str, path: str
) -> None:
    kept = [httpx2.get(workers + path, timeout=120) for _ in range(2)]
    assert [answer.headers["x-cache-status"] for answer in kept] == ["MISS", "HIT"]


def test_who_asks_for_too_many_new_lessons_waits_and_pictures_do_not(workers: str) -> None:
    with httpx2.Client(timeout=60) as asking:
        new = [asking.get(f"{workers}/film.webp?shape=none-{n}").status_code for n in range(40)]
        assert set(new) == {400, 429}
        assert asking.get(f"{workers}/map.svg?preset=500x401").status_code == 200


def test_uploads_are_as_large_as_a_file_may_be_and_all_else_is_small(workers: str) -> None:
    with httpx2.Client(timeout=60) as asking:
        large, too_large = (
            asking.put(f"{workers}/_stcore/upload_file/a/b", content=b"x" * size).status_code
            for size in (20_900_000, 23_000_000)
        )
        assert (large, too_large) == (403, 413)  # Streamlit misses its token
        assert asking.post(f"{workers}/embed", content=b"x" * 20_000).status_code == 413


def test_one_visitor_has_so_many_connections(ports: tuple[int, int], tmp_path: Path) -> None:
    few = {"limit_conn routemap_visitors 300": "limit_conn routemap_visitors 3"}
    with workers_nginx(tmp_path, ports, changed=few) as address, ExitStack() as stack:
        stream = f"{address.replace('http', 'ws')}/_stcore/stream"
        for _ in range(3):
            stack.enter_context(
                connect(stream, origin=Origin(address), subprotocols=[Subprotocol("streamlit")])
            )
        assert httpx2.get(f"{address}/embed").status_code == 429


def test_beneath_a_path_nginx_is_changed_as_the_guide_says(tmp_path: Path) -> None:
    guide = (CHECKOUT / "docs" / "deployment.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"sed -E '([^']+)'", guide)

    def edited(text: str) -> str:
        done = subprocess.run(
            [program_at("sed"), "-E", program],
            input=text,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    told = ["--base-path", "maps/trip", "--allowed-hosts", "trip.example.org", "--port", "0"]
    with serving([*ROUTEMAP, "serve", *told]) as server:
        port = urlsplit(server.address).port or 0
        with (
            workers_nginx(tmp_path, (port, port), edited=edited) as address,
            httpx2.Client(base_url=address, timeout=60) as asking,
        ):
            stated = {
                path: asking.get(path).headers.get("x-cache-status", "")
                for path in ("/maps/trip/embed", "/maps/trip/map.png?preset=500x400",
                             "/maps/trip/film.png", "/maps/trip/")
            }  # fmt: skip
            assert [*stated.values()] == ["MISS", "MISS", "MISS", ""]
            page = asking.get("/maps/trip/embed").text
            assert f'rel="canonical" href="{address}/maps/trip/"' in page
            assert asking.get("/maps/trip/healthz").json() == {"status": "ok"}
            assert asking.get("/maps/trip").headers["location"].endswith("/maps/trip/")
            assert asking.get("/embed").status_code == 404
            stream = f"{address.replace('http', 'ws')}/maps/trip/_stcore/stream"
            protocol = [Subprotocol("streamlit")]
            with connect(stream, origin=Origin(address), subprotocols=protocol) as open_:
                assert open_.protocol.state is State.OPEN


def test_health_is_told(workers: str) -> None:
    assert httpx2.get(f"{workers}/healthz").json() == {"status": "ok"}


def test_every_file_that_a_guide_names_is_there() -> None:
    guide = (CHECKOUT / "docs" / "deployment.md").read_text(encoding="utf-8")
    named = re.findall(r"\]\(\.\./deploy/([^)]+)\)", guide)
    assert len(named) >= 5
    for name in named:
        assert (DEPLOY / name).is_file(), name
