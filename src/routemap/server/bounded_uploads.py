"""Files that visitors send: as many are kept as have room, whoever sent them."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from starlette.formparsers import MultiPartParser
from starlette.requests import ClientDisconnect

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

UPLOADS = "_stcore/upload_file/"
_ROOM = 100_000_000
# More than Streamlit takes (`server.maxUploadSize`), so that no file is ever put on the disk.
_KEPT_IN_MEMORY = 25_000_000
_SUCCESSES = range(200, 300)


class BoundedUploads:
    """Middleware that has Streamlit throw away the oldest files when new ones have no room.

    Streamlit keeps all that a session sends until it has left, without a bound. A page of ours has
    read a file as soon as it is there, and needs it no longer.

    Parameters
    ----------
    app
        What is asked next.
    prefix
        What all addresses begin with, "" or "/maps".
    room
        Bytes that are kept at most.
    """

    def __init__(self, app: ASGIApp, prefix: str = "", room: int = _ROOM) -> None:
        MultiPartParser.spool_max_size = _KEPT_IN_MEMORY
        self._app = app
        self._begin = f"{prefix}/{UPLOADS}"
        self._room = room
        self._kept: OrderedDict[str, int] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        is_upload = scope["type"] == "http" and scope["method"] == "PUT"
        if not (is_upload and scope["path"].startswith(self._begin)):
            await self._app(scope, receive, send)
            return
        size, status = 0, 0

        async def receive_counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            return message

        async def send_watched(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive_counted, send_watched)
        except ClientDisconnect:  # in the middle of its file; nobody hears an answer
            return
        if status in _SUCCESSES:
            self._kept.pop(scope["path"], None)
            self._kept[scope["path"]] = size
            while sum(self._kept.values()) > self._room and len(self._kept) > 1:
                oldest, _ = self._kept.popitem(last=False)
                await self._throw_away(oldest, scope)

    async def _throw_away(self, path: str, scope: Scope) -> None:
        """Ask Streamlit as its own page would; that who sent the last file may."""

        async def nothing() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def unheard(message: Message) -> None:
            del message

        headers = [each for each in scope["headers"] if each[0] != b"content-length"]
        asked = {"method": "DELETE", "path": path, "raw_path": path.encode(), "headers": headers}
        await self._app({**scope, **asked, "state": {}}, nothing, unheard)
