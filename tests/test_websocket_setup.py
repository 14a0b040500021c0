"""Messages of a session do not wait for each other and are small, on a socket as Streamlit has."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest
import uvicorn
from starlette.testclient import TestClient
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect

from routemap.server.middleware import MAX_MESSAGE_BYTES, WebSocketSetup
from routemap.server.routes import middleware

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp, Receive, Scope, Send


async def tells_its_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a WebSocket with whether its messages are gathered."""
    assert scope["type"] == "websocket"
    await receive()
    await send({"type": "websocket.accept"})
    connection = send.__self__.transport.get_extra_info("socket")  # type: ignore[attr-defined]
    is_at_once = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    await send({"type": "websocket.send", "text": str(bool(is_at_once))})
    await send({"type": "websocket.close"})


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    with socket.socket(socket.AF_INET) as listening:
        listening.bind(("127.0.0.1", 0))
        options = uvicorn.Config(app, lifespan="off", log_level="error", ws="websockets-sansio")
        server = uvicorn.Server(options)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"ws://127.0.0.1:{listening.getsockname()[1]}/"
        server.should_exit = True
        thread.join(timeout=10)


def told_by(app: ASGIApp) -> str:
    with served(app) as address, connect(address) as session:
        return str(session.recv())


def test_messages_are_gathered_until_the_middleware_says_otherwise() -> None:
    assert told_by(tells_its_socket) == "False"
    assert told_by(WebSocketSetup(tells_its_socket)) == "True"


async def echoes(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a WebSocket with how much it said, until it leaves."""
    assert scope["type"] == "websocket"
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": str(len(message["bytes"]))})


@pytest.mark.parametrize("pieces", [1, 5])
def test_a_message_beyond_what_a_page_says_ends_the_connection(pieces: int) -> None:
    """Before it is held, in one piece or many."""
    with served(WebSocketSetup(echoes)) as address, connect(address) as session:
        session.send(bytes(MAX_MESSAGE_BYTES))
        assert session.recv() == str(MAX_MESSAGE_BYTES)
        with suppress(ConnectionClosedError):  # it may end while it is still being written to
            session.send([bytes(MAX_MESSAGE_BYTES // pieces)] * pieces + [b"x"])
        with pytest.raises(ConnectionClosedError, match="1009"):
            session.recv()


def test_the_server_says_so_first_of_all() -> None:
    assert middleware()[0].cls is WebSocketSetup


async def greets(scope: Scope, receive: Receive, send: Send) -> None:
    assert scope["type"] == "websocket"
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "text": "well"})


def test_where_there_is_no_uvicorn_all_stays_as_it_is() -> None:
    with TestClient(WebSocketSetup(greets)).websocket_connect("/") as session:
        assert session.receive_text() == "well"
