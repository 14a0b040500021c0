"""Of Streamlit's own addresses, those that the dashboard needs; the others are not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routemap.server.bounded_uploads import UPLOADS
from routemap.server.responses import refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

# Its front end asks for these: whether the server is well, how to behave, the session, uploads.
_NEEDED = ("_stcore/health", "_stcore/host-config", "_stcore/stream", UPLOADS)
# What else there is: metrics (how many visitors, how much memory), a run of the script for who asks
# for its health, an interface for programs, parts of components we have none of, accounts.
_INTERNAL = ("_stcore/", "auth/", "oauth2callback")


@dataclass(frozen=True)
class NeededOnly:
    """Middleware that answers 404 for what of Streamlit nobody here needs.

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
