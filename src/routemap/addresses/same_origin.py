"""Only our own pages may open a session: other sites' scripts are turned away at the door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_POLICY_VIOLATION = 1008


@dataclass(frozen=True)
class SameOrigin:
    """Middleware that closes WebSockets which pages of another origin open (RFC 6455, 10.2).

    Streamlit would ask an outside host for this machine's address before it turns them away. What
    has passed here goes on without its `Origin`, so that it is not judged a second time.
    """

    app: ASGIApp
    welcome_origins: frozenset[str] = frozenset()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] == "websocket":
            headers = dict(scope["headers"])
            if not self._is_welcome(headers.pop(b"origin", None), headers.get(b"host", b"")):
                await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
                return
            scope = {**scope, "headers": list(headers.items())}
        await self.app(scope, receive, send)

    def _is_welcome(self, origin: bytes | None, host: bytes) -> bool:
        if origin is None:  # no browser
            return True
        asked = origin.decode("latin-1")
        return urlsplit(asked).netloc == host.decode("latin-1") or asked in self.welcome_origins
