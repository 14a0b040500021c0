"""Only by its own names the server is spoken to; what is asked of another host is turned away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routemap.server.responses import refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
"""Names of the machine itself, which no other site can have."""
# RFC 9110, 7.2: a name or an address, IPv6 in brackets, and perhaps a port, which may be any.
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)\.?(?::[0-9]{0,5})?")
_MISDIRECTED = 421


@dataclass(frozen=True)
class KnownHosts:
    """Middleware that answers only who names one of our hosts, over HTTP and WebSockets.

    Links to ourselves name the host that was asked for, and a cache in front keeps them for
    everybody. And a page of another site may let its own name point to this machine (DNS
    rebinding): then its origin is equal to the host, and only the name gives it away.

    `hosts` are as Streamlit has them, which asks again for sessions: IPv6 without brackets.
    Starlette's own middleware answers in plain text, and takes the first of two `Host` headers.
    """

    app: ASGIApp
    hosts: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] in {"http", "websocket"} and not self._is_known(scope):
            detail = (
                "this server has another name; who runs it states its names with --allowed-hosts"
            )
            await refusal(_MISDIRECTED, detail)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_known(self, scope: Scope) -> bool:
        told = [value for name, value in scope["headers"] if name == b"host"]
        if len(told) != 1:
            return False
        host = _HOST.fullmatch(told[0].decode("latin-1").lower())
        return host is not None and any(
            _is_meant(host["name"].strip("[]"), each) for each in self.hosts
        )


def _is_meant(name: str, host: str) -> bool:
    """Tell whether a name is a host of ours; `*.example.org` are all beneath that name."""
    return name == host or (host.startswith("*.") and name.endswith(host[1:]))
