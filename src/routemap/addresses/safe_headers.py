"""What every answer says for safety, Streamlit's own included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
_POLICY = "Content-Security-Policy"
# Streamlit's page needs scripts within, so this only says who may frame it.
_OTHERWISE = "frame-ancestors 'self'"


@dataclass(frozen=True)
class SafeHeaders:
    """Middleware that adds headers for safety; an answer's own policy stays as it is."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_ALWAYS)
                headers.setdefault(_POLICY, _OTHERWISE)
            await send(message)

        await self.app(scope, receive, send_safely)
