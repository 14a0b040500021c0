"""Sessions answer at once: their small messages do not wait for each other."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


@dataclass(frozen=True)
class SentAtOnce:
    """Middleware that switches off the gathering of small messages (Nagle, RFC 896) for WebSockets.

    asyncio does so wherever a socket says that it is TCP; Streamlit's does not. Who steps twice
    would wait until the first answer is acknowledged, 40 ms on Linux. Where a server is built
    otherwise than uvicorn, all stays as it is.
    """

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] == "websocket":
            transport = getattr(getattr(send, "__self__", None), "transport", None)
            connection = transport.get_extra_info("socket") if transport else None
            if connection is not None and connection.family in {socket.AF_INET, socket.AF_INET6}:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await self.app(scope, receive, send)
