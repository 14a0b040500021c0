"""Who may ask: hosts of ours alone, and other sites only for what is public."""

from __future__ import annotations

import json
import re
import socket
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse

from browser import ROUTEMAP, dashboard, serving
from dashboard_page import opened
from routemap.server.loading import JOURNEY_VARIABLE
from routemap.server.routes import PUBLIC_VARIABLE, middleware, routes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Page, Response
    from starlette.websockets import WebSocket

PREFIX = "/maps/trip"
GIVEN = ["/map.svg", "/journey.geojson", "/journey.csv", "/handout.png?paper=a9",
         "/oembed?url=http://trip.example.org/embed"]  # fmt: skip
NOT_GIVEN = ["/embed", "/present", "/edition", "/healthz", "/embed.js", "/page"]


async def _let_in(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("let in")
    await socket.close()


def asking(hosts: Sequence[str] = (), base_path: str = "") -> TestClient:
    others = [
        WebSocketRoute("/_stcore/stream", _let_in),
        Route("/page", lambda _: PlainTextResponse("Streamlit's")),
        Route("/_stcore/{path:path}", lambda _: PlainTextResponse("Streamlit's")),
    ]
    app = Starlette(
        routes=[*routes(base_path), *others], middleware=middleware(hosts, base_path=base_path)
    )
    return TestClient(app, base_url="http://localhost:8501")


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.delenv(JOURNEY_VARIABLE, raising=False)
    monkeypatch.delenv(PUBLIC_VARIABLE, raising=False)
    return asking(["trip.example.org", "*.maps.example", "::1"])


# Hosts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    ["trip.example.org", "trip.example.org:8080", "TRIP.Example.ORG", "trip.example.org.",
     "a.maps.example", "b.a.maps.example:1", "[::1]", "[::1]:8501"],
)  # fmt: skip
def test_a_host_of_ours_is_answered_at_any_port(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


FOREIGN = [
    "evil.example", "trip.example.org.evil.example", "eviltrip.example.org", "maps.example",
    "evilmaps.example", "trip.example.org@evil.example", "trip.example.org:80@evil.example",
    "evil.example#trip.example.org", "evil.example/trip.example.org", "trip.example.org:80:90",
    "trip.example.org\t", "trip.example.org,evil.example", "127.0.0.1", "localhost", "::1", "", ".",
]  # fmt: skip


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("path", ["/embed", "/map.svg", "/page", "/healthz", "/nothing"])
def test_another_host_is_turned_away_with_problem_details(
    client: TestClient, host: str, path: str
) -> None:
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 421
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert "--allowed-hosts" in json.loads(answer.content)["detail"]
    assert "evil" not in answer.text


@pytest.mark.parametrize("hosts", [[], ["trip.example.org", "evil.example"]])
def test_who_names_no_host_or_two_is_turned_away(client: TestClient, hosts: list[str]) -> None:
    request = client.build_request("GET", "/embed")
    del request.headers["Host"]
    request.headers = httpx2.Headers([("Host", host) for host in hosts])
    assert client.send(request).status_code == 421


def test_what_a_proxy_is_said_to_have_been_asked_for_is_not_believed(client: TestClient) -> None:
    told = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example",
            "X-Original-Host": "evil.example", "Host": "trip.example.org"}  # fmt: skip
    page = client.get("/embed", headers=told)
    assert 'rel="canonical" href="http://trip.example.org/"' in page.text
    assert "evil" not in page.text


def test_a_session_of_a_name_that_points_here_is_turned_away(client: TestClient) -> None:
    evil = {"Host": "evil.example:8501", "Origin": "http://evil.example:8501"}
    with (
        pytest.raises(WebSocketDenialResponse) as refused,
        client.websocket_connect("/_stcore/stream", headers=evil),
    ):
        pass
    assert refused.value.status_code == 421
    ours = {"Host": "trip.example.org", "Origin": "http://trip.example.org"}
    with client.websocket_connect("/_stcore/stream", headers=ours) as socket:
        assert socket.receive_text() == "let in"


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost:1", 200), ("127.0.0.1", 200), ("[::1]", 200), ("trip.example.org", 421)],
)
def test_without_a_list_the_machine_alone_is_spoken_to(host: str, status: int) -> None:
    assert asking().get("/healthz", headers={"Host": host}).status_code == status


# Other sites -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*GIVEN, *(each for each in NOT_GIVEN if each != "/embed.js")])
def test_no_page_of_another_site_reads_or_shows_a_draft(client: TestClient, path: str) -> None:
    headers = client.get(path, headers={"Host": "trip.example.org"}).headers
    assert "access-control-allow-origin" not in headers
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_the_script_that_other_sites_put_beside_a_shown_page_is_given_to_them(
    client: TestClient,
) -> None:
    answer = client.get("/embed.js", headers={"Host": "trip.example.org"})
    assert "cross-origin-resource-policy" not in answer.headers


@pytest.mark.parametrize("prefix", ["", PREFIX])
def test_scripts_of_all_sites_read_data_and_pictures_of_a_public_journey(
    monkeypatch: pytest.MonkeyPatch, prefix: str
) -> None:
    monkeypatch.setenv(PUBLIC_VARIABLE, "1")
    client = asking(["trip.example.org"], prefix)
    told = {
        path: client.get(prefix + path, headers={"Host": "trip.example.org"}).headers.get_list(
            "access-control-allow-origin"
        )
        for path in [*GIVEN, *NOT_GIVEN]
    }
    assert told == {path: ["*"] if path in GIVEN else [] for path in told}


# What Streamlit has ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/metrics?families=active_sessions", "/_stcore/metrics/",
     "/_stcore/script-health-check", "/_stcore/agent/interact", "/_stcore/agent/openapi.json",
     "/_stcore/agent/mcp", "/_stcore/bidi-components/x", "/_stcore/%6detrics", "/_stcore/new",
     "/auth/login", "/auth/logout", "/oauth2callback"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_what_of_streamlit_nobody_needs_is_not_there(
    client: TestClient, method: str, path: str
) -> None:
    answer = client.request(method, path, headers={"Host": "trip.example.org"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/_stcore/host-config", "/_stcore/upload_file/session/file"]
)
def test_what_its_front_end_asks_for_is_there(client: TestClient, path: str) -> None:
    assert client.get(path, headers={"Host": "trip.example.org"}).text == "Streamlit's"


# The real server ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def beneath() -> Iterator[str]:
    """Address of a dashboard beneath a path, with a host of its own."""
    told = ["--base-path", PREFIX, "--allowed-hosts", "trip.example.org", "--port", "0"]
    with serving([*ROUTEMAP, "serve", *told]) as server:
        yield server.address


def test_streamlit_itself_answers_hosts_of_ours_alone(beneath: str) -> None:
    for path in ("/", "/pictures", "/_stcore/health", "/_stcore/host-config", "/healthz"):
        answers = [
            httpx2.get(beneath + path, headers={"Host": host}).status_code
            for host in ("trip.example.org", "evil.example")
        ]
        assert answers == [200, 421]
    assert httpx2.get(f"{beneath}/_stcore/metrics").status_code == 404


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("localhost", "http://localhost", 101),
        ("[::1]:8501", "http://[::1]:8501", 101),
        ("trip.example.org", "https://trip.example.org", 101),
        ("evil.example", "http://evil.example", 421),
        ("localhost", "http://evil.example", 403),
    ],
)
def test_a_session_of_streamlit_itself_is_for_pages_of_ours(
    beneath: str, host: str, origin: str, status: int
) -> None:
    address = urlsplit(beneath)
    told = (
        f"GET {PREFIX}/_stcore/stream HTTP/1.1", f"Host: {host}", f"Origin: {origin}",
        "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: streamlit", "", "",
    )  # fmt: skip
    with socket.create_connection((address.hostname, address.port), timeout=20) as asking:
        asking.sendall("\r\n".join(told).encode())
        assert asking.recv(100).startswith(f"HTTP/1.1 {status} ".encode())


def test_nobody_uploads_without_the_token_that_our_own_page_has(beneath: str) -> None:
    answer = httpx2.put(
        f"{beneath}/_stcore/upload_file/session/file",
        files={"file": ("a.csv", b"name")},
        headers={"Origin": "http://evil.example"},
    )
    assert answer.status_code == 403


def test_all_that_a_page_beneath_a_path_names_is_there(beneath: str) -> None:
    host = f"{urlsplit(beneath).scheme}://{urlsplit(beneath).netloc}"
    named = set()
    for path in ("/embed", "/present?lang=ko", "/embed?date=2023-09-13"):
        page = httpx2.get(beneath + path).text
        found = re.findall(r'(?:href|src|content)="([^"#]+)"', page)
        named |= {
            urljoin(beneath + path, each.replace("&amp;", "&"))
            for each in found
            if re.match(r"\.?/|[\w.-]+[./?]|http", each)
        }
    ours = {each for each in named if each.startswith(host) and " " not in each}
    assert {each for each in ours if not urlsplit(each).path.startswith(f"{PREFIX}/")} == set()
    kinds = {urlsplit(each).path.removeprefix(f"{PREFIX}/").partition("/")[0] for each in ours}
    assert kinds >= {"assets", "map.png", "oembed", "present"}
    for address in [*ours, f"{beneath}/journey.geojson", f"{beneath}/map.svg", beneath]:
        answer = httpx2.get(address, timeout=60, follow_redirects=True)
        assert answer.status_code == 200, address
    for asked in (each for each in ours if "/oembed?" in each):
        told = httpx2.get(asked).json()
        assert told["provider_url"] == f"{beneath}/"
        assert f'src="{beneath}/embed' in told["html"]
        assert httpx2.get(told["thumbnail_url"], timeout=60).status_code == 200


@pytest.mark.browser
def test_the_dashboard_works_beneath_a_path(page: Page, beneath: str) -> None:
    bad: list[str] = []

    def note(answer: Response) -> None:
        # Streamlit starts the scripts of its components from the page itself.
        is_ours = (
            answer.url.startswith("blob:")
            or urlsplit(answer.url).path.startswith(f"{PREFIX}/")
            or answer.status == 307
        )
        # Streamlit asks above the page for its own addresses, to find out where it lives.
        if (answer.status >= 400 or not is_ours) and "/_stcore/" not in answer.url:
            bad.append(f"{answer.status} {answer.url}")

    page.on("response", note)
    board = opened(page, beneath, "?date=2023-09-13")
    board.map.locator("canvas").first.wait_for()
    page.goto(f"{beneath}/pictures")
    page.locator("img[src*='map.']").first.wait_for()
    page.goto(f"{beneath}/teach")
    page.locator("a[href*='handout.pdf']").first.wait_for()
    page.goto(f"{beneath}/present")
    page.locator(".leaflet-container").wait_for()
    page.wait_for_load_state("networkidle")
    assert bad == []


def test_the_environment_tells_streamlit_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_ALLOWED_HOSTS", "trip.example.org localhost")
    monkeypatch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "maps/trip")
    monkeypatch.setenv(PUBLIC_VARIABLE, "1")
    with dashboard() as address:
        assert urlsplit(address).path == PREFIX
        for host, status in (("trip.example.org", 200), ("127.0.0.1", 421)):
            answer = httpx2.get(f"{address}/journey.csv", headers={"Host": host})
            assert answer.status_code == status
        assert httpx2.get(f"{address}/map.svg").headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "told",
    [["--base-path", "a b"], ["--base-path", "../x"], ["--base-path", "a//b"],
     ["--base-path", "a?b"], ["--allowed-hosts", "http://x"], ["--allowed-hosts", "x:80"],
     ["--allowed-hosts", "*"]],
)  # fmt: skip
def test_a_path_or_a_host_that_is_none_is_wrong_use(told: list[str]) -> None:
    command = [*ROUTEMAP, "serve", *told]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr
