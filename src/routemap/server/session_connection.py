"""The connection of a session: small messages do not wait for each other, and none is large."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

MOST_BYTES = 2_000_000
"""Of one message of a browser: more than any page of ours says, a pasted table among it."""


@dataclass(frozen=True)
class SessionConnection:
    """Middleware that sets up the connections of WebSockets, before anything is said on them.

    It switches off the gathering of small messages (Nagle, RFC 896): asyncio does so wherever a
    socket says that it is TCP; Streamlit's does not. Who steps twice would wait until the first
    answer is acknowledged, 40 ms on Linux.

    And it bounds what a browser may say at once. Streamlit has one limit for both directions, so
    that half a message of everybody who knocks would take as much memory as the largest map.

    Where a server is built otherwise than uvicorn, all stays as it is.
    """

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] == "websocket":
            protocol = getattr(send, "__self__", None)
            transport = getattr(protocol, "transport", None)
            connection = transport.get_extra_info("socket") if transport else None
            if connection is not None and connection.family in {socket.AF_INET, socket.AF_INET6}:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            heard = getattr(protocol, "conn", None)
            if heard is not None and hasattr(heard, "max_message_size"):
                heard.max_message_size = MOST_BYTES
        await self.app(scope, receive, send)
