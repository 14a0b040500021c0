"""A limit to the memory that uploaded files take together, whoever sent them."""

from __future__ import annotations

from collections import OrderedDict

from starlette.formparsers import MultiPartParser
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

UPLOADS = "_stcore/upload_file/"
_CAPACITY_BYTES = 100_000_000
# More than Streamlit takes (`server.maxUploadSize`), so that no file is ever written to the disk.
_IN_MEMORY_BYTES = 25_000_000
_SUCCESSES = range(200, 300)


class UploadLimit:
    """Middleware that has Streamlit delete the oldest files when there is no room for new ones.

    Streamlit keeps all uploads until their session ends, without a limit. Our page reads a file
    as soon as it arrives, and does not need it any longer.

    Parameters
    ----------
    app
        What answers next.
    prefix
        What all addresses begin with, "" or "/maps".
    capacity_bytes
        What the files may take together.
    """

    def __init__(
        self, app: ASGIApp, prefix: str = "", capacity_bytes: int = _CAPACITY_BYTES
    ) -> None:
        MultiPartParser.spool_max_size = _IN_MEMORY_BYTES
        self._app = app
        self._uploads = f"{prefix}/{UPLOADS}"
        self._capacity_bytes = capacity_bytes
        self._sizes: OrderedDict[str, int] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        is_upload = scope["type"] == "http" and scope["method"] == "PUT"
        if not (is_upload and scope["path"].startswith(self._uploads)):
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
        except ClientDisconnect:  # in the middle of a file; nobody reads an answer
            return
        if status in _SUCCESSES:
            self._sizes.pop(scope["path"], None)
            self._sizes[scope["path"]] = size
            while sum(self._sizes.values()) > self._capacity_bytes and len(self._sizes) > 1:
                oldest, _ = self._sizes.popitem(last=False)
                await self._delete(oldest, scope)

    async def _delete(self, path: str, scope: Scope) -> None:
        """Ask Streamlit as its own page would, with the rights of the latest upload."""

        async def receive_nothing() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send_nowhere(message: Message) -> None:
            del message

        headers = [each for each in scope["headers"] if each[0] != b"content-length"]
        request = {"method": "DELETE", "path": path, "raw_path": path.encode(), "headers": headers}
        await self._app({**scope, **request, "state": {}}, receive_nothing, send_nowhere)
