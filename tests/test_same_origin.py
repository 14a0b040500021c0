"""Who may open a session: our own pages, and no other site's."""

from __future__ import annotations

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from routemap.server.routes import middleware

ADDRESS = "ws://maps.example:8501/_stcore/stream"


async def _tell_origin(socket: WebSocket) -> None:
    """Stand in for Streamlit, which judges the origin it is told."""
    await socket.accept()
    await socket.send_text(socket.headers.get("origin", "none"))
    await socket.close()


@pytest.fixture
def client() -> TestClient:
    app = Starlette(
        routes=[WebSocketRoute("/_stcore/stream", _tell_origin)],
        middleware=middleware(["maps.example"], ["https://partner.example"]),
    )
    return TestClient(app)


def origin_told(client: TestClient, **headers: str) -> str:
    with client.websocket_connect(ADDRESS, headers=headers) as socket:
        return socket.receive_text()


@pytest.mark.parametrize("origin", ["http://maps.example:8501", "https://partner.example"])
def test_our_own_pages_and_welcome_sites_are_let_in(client: TestClient, origin: str) -> None:
    assert origin_told(client, origin=origin) == "none"  # so that Streamlit asks nobody


def test_a_program_that_is_no_browser_is_let_in(client: TestClient) -> None:
    assert origin_told(client) == "none"


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://maps.example",  # another port is another site
        "http://maps.example:8501.evil.example",
        "https://partner.example.evil.example",
        "null",
        "http://[",  # no address at all
        "",
    ],
)
def test_other_sites_are_turned_away(client: TestClient, origin: str) -> None:
    with pytest.raises(WebSocketDisconnect) as refused:
        origin_told(client, origin=origin)
    assert refused.value.code == 1008


def test_who_names_a_second_origin_is_turned_away(client: TestClient) -> None:
    both = [("origin", "http://maps.example:8501"), ("origin", "http://evil.example")]
    for told in (both, both[::-1]):
        with (
            pytest.raises(WebSocketDisconnect),
            client.websocket_connect(ADDRESS, headers=httpx2.Headers(told)),
        ):
            pass
