"""What every request passes on its way in, and every answer on its way out."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from routemap.page.embedding import EMBED_SCRIPT
from routemap.server.responses import refusal
from routemap.server.upload_memory import UPLOADS
from routemap.web_address import address_parts

THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
"""Names of the machine itself, which no other site can have."""
MAX_MESSAGE_BYTES = 2_000_000
"""Of a WebSocket message from a browser: more than any page of ours sends, even a pasted table."""
# RFC 9110, 7.2: a name or an address, IPv6 in brackets, and perhaps a port, which may be any.
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)\.?(?::[0-9]{0,5})?")
_MISDIRECTED = 421
_POLICY_VIOLATION = 1008

# Streamlit's front end needs these: health, its settings, the session, uploads.
_NEEDED = ("_stcore/health", "_stcore/host-config", "_stcore/stream", UPLOADS)
# The rest: metrics (visitors, memory), a run of the script to check its health, an interface for
# programs, parts of components that we do not have, accounts.
_INTERNAL = ("_stcore/", "auth/", "oauth2callback")

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
_POLICY = "Content-Security-Policy"
# Streamlit's page needs inline scripts, so this says only who may frame it.
_DEFAULT_POLICY = "frame-ancestors 'self'"
# Data and pictures: what a public journey offers to the scripts of all sites.
_PUBLIC = re.compile(r"/((map|journey|handout|slides|film)\..*|oembed)")
_ANY_SITE = {"Access-Control-Allow-Origin": "*"}
# Holds nothing of the journey, and runs on the sites that embed a page.
_EMBED_SCRIPT = f"/{EMBED_SCRIPT}"
# A draft: pages of other sites may not even show its pictures or run its scripts.
_OUR_SITE = {"Cross-Origin-Resource-Policy": "same-origin"}


@dataclass(frozen=True)
class AllowedHosts:
    """Middleware that answers only requests whose `Host` is a name of this server.

    Links to ourselves repeat the host of the request, and a cache in front keeps them for
    everybody. And a page of another site may let its own name point to this machine (DNS
    rebinding): then its origin equals the host, and only the name gives it away.

    `hosts` are as in Streamlit's `server.allowedHosts`, which checks sessions again: IPv6 without
    brackets. Starlette's own middleware answers in plain text, and takes the first of two `Host`
    headers.
    """

    app: ASGIApp
    hosts: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] in {"http", "websocket"} and not self._is_allowed(scope):
            detail = "this server has another name; its operator sets its names: --allowed-hosts"
            await refusal(_MISDIRECTED, detail)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_allowed(self, scope: Scope) -> bool:
        values = [value for name, value in scope["headers"] if name == b"host"]
        if len(values) != 1:
            return False
        host = _HOST.fullmatch(values[0].decode("latin-1").lower())
        name = host["name"].strip("[]") if host else ""
        # `*.example.org` are all subdomains.
        return name in self.hosts or any(
            each.startswith("*.") and name.endswith(each[1:]) for each in self.hosts
        )


@dataclass(frozen=True)
class SameOrigin:
    """Middleware that closes WebSockets opened by pages of another origin (RFC 6455, 10.2).

    Before refusing them, Streamlit would ask an outside host for this machine's address. What
    passes here goes on without its `Origin`, so that Streamlit does not check it again.
    """

    app: ASGIApp
    other_origins: frozenset[str] = frozenset()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] == "websocket":
            headers = Headers(scope=scope)
            host = headers.get("host", "")
            # Every browser sends an origin; programs need not.
            if not all(self._is_allowed(each, host) for each in headers.getlist("origin")):
                await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
                return
            rest = [each for each in scope["headers"] if each[0] != b"origin"]
            scope = {**scope, "headers": rest}
        await self.app(scope, receive, send)

    def _is_allowed(self, origin: str, host: str) -> bool:
        site = address_parts(origin).netloc
        return (site != "" and site == host) or origin in self.other_origins


@dataclass(frozen=True)
class HiddenInternals:
    """Middleware that answers 404 for those of Streamlit's addresses that nobody here needs.

    `prefix` is what all addresses begin with, "" or "/maps".
    """

    app: ASGIApp
    prefix: str = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] == "http":
            path: str = scope["path"].removeprefix(self.prefix).lstrip("/")
            if path.startswith(_INTERNAL) and not path.startswith(_NEEDED):
                await refusal(404, "there is no such address")(scope, receive, send)
                return
        await self.app(scope, receive, send)


@dataclass(frozen=True)
class SecurityHeaders:
    """Middleware that adds security headers; an answer's own policy stays as it is.

    Parameters
    ----------
    app
        What answers next.
    prefix
        What all addresses begin with, "" or "/maps".
    is_public
        Whether scripts of all sites may read data and pictures. If not, a page of another site
        that is open in the same browser learns nothing of the journey.
    """

    app: ASGIApp
    prefix: str = ""
    is_public: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_ALWAYS | self._access(scope["path"].removeprefix(self.prefix)))
                headers.setdefault(_POLICY, _DEFAULT_POLICY)
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _access(self, path: str) -> dict[str, str]:
        if self.is_public:
            return _ANY_SITE if _PUBLIC.fullmatch(path) else {}
        return {} if path == _EMBED_SCRIPT else _OUR_SITE


@dataclass(frozen=True)
class WebSocketSetup:
    """Middleware that sets up the connection of a WebSocket before its first message.

    It switches off Nagle's algorithm (RFC 896). asyncio does so for sockets that say they are
    TCP; Streamlit's does not, and a second step would wait until the answer to the first is
    acknowledged, 40 ms on Linux.

    And it limits the size of what a browser may send. Streamlit has one limit for both
    directions, so a few unfinished messages could take as much memory as the largest maps.

    On servers other than uvicorn, all stays as it is.
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
            incoming = getattr(protocol, "conn", None)
            if incoming is not None and hasattr(incoming, "max_message_size"):
                incoming.max_message_size = MAX_MESSAGE_BYTES
        await self.app(scope, receive, send)
