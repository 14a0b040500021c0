"""Only our own pages may open a session: other sites' scripts are turned away at the door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from routemap.web_address import address_parts

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
            headers = Headers(scope=scope)
            host = headers.get("host", "")
            # No browser tells none.
            if not all(self._is_welcome(each, host) for each in headers.getlist("origin")):
                await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
                return
            others = [each for each in scope["headers"] if each[0] != b"origin"]
            scope = {**scope, "headers": others}
        await self.app(scope, receive, send)

    def _is_welcome(self, origin: str, host: str) -> bool:
        site = address_parts(origin).netloc
        return (site != "" and site == host) or origin in self.welcome_origins
