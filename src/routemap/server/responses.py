"""What answers have in common: compression, tags, refusals."""

from __future__ import annotations

import asyncio
import json
import re
import zlib
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

from routemap.errors import BusyError, DrawingError, LettersError, LimitError, ParameterError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from concurrent.futures import Future

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from routemap.server.single_flight import Made

NO_JOURNEY = "the journey has problems; `routemap check` names them"
"""The detail of a refusal when there is nothing to show."""
DOWNLOAD = "download"
"""A parameter: the answer is to be saved, not shown."""
KEPT_FIVE_MINUTES = "public, max-age=300, stale-while-revalidate=86400"
"""`Cache-Control` of what is made from the tables, which may change."""
_CLIENT_CLOSED = 499
_RESTART_SECONDS = 10
_PIECE = 65_536
_NOT_PLAIN = re.compile(r"[^ !#-\[\]-~]|%|/")
_NOT_AT_ALL = re.compile(r"\s*q=0(\.0*)?\s*")


def refusal(status: int, detail: str, **more: object) -> Response:
    """Return an answer that says why there is no other, as problem details (RFC 9457).

    `more` are members beside the usual ones: the `parameter` that is wrong, what is `allowed`.
    """
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    return Response(
        json.dumps(problem, ensure_ascii=False) + "\n",
        status_code=status,
        media_type="application/problem+json",
        headers={"Cache-Control": "no-store"},
    )


def refused(error: ParameterError) -> Response:
    """Return the answer to who asked for something that there is not."""
    return refusal(400, str(error), parameter=error.parameter, allowed=list(error.allowed))


def answering(
    handler: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """Return a handler that answers what is raised on purpose, each as it should be."""

    @wraps(handler)
    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except ParameterError as error:
            return refused(error)
        except BusyError as full:
            response = refusal(503, str(full))
            response.headers["Retry-After"] = str(full.seconds)
            return response
        except LettersError as problem:  # of the tables, not of the server
            return refusal(422, str(problem))
        except (DrawingError, LimitError) as problem:
            # Time and memory are the server's; there may be more of them another time.
            return refusal(503 if isinstance(problem, LimitError) else 500, str(problem))
        except _GoneError:
            return Response(status_code=_CLIENT_CLOSED)  # which nobody hears

    return answer


async def awaited(request: Request, coming: Future[Made]) -> Made:
    """Return what is being made. If who asked leaves before it is there, its place is free."""
    if coming.done():
        return coming.result()
    made = asyncio.wrap_future(coming)
    left = asyncio.ensure_future(_has_left(request))
    try:
        await asyncio.wait((made, left), return_when=asyncio.FIRST_COMPLETED)
        if not made.done():
            raise _GoneError
        if made.cancelled():  # the server ends
            raise BusyError(_RESTART_SECONDS)
        return made.result()
    finally:
        left.cancel()
        made.cancel()


async def _has_left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


class _GoneError(Exception):
    """Who asked has left."""


def tagged(request: Request, made: Made, media_type: str, headers: dict[str, str]) -> Response:
    """Return a file, compressed if it is so and the client takes it."""
    headers = {**headers, "Vary": "Accept-Encoding"}
    takes_packed = _takes_gzip(request.headers.get("accept-encoding", ""))
    if made.is_packed and takes_packed:
        headers["Content-Encoding"] = "gzip"
    return _InPieces(made, headers, media_type, is_unpacked=made.is_packed and not takes_packed)


class _InPieces(Response):
    """A file that is sent as fast as its reader takes it: a slow one costs no copy of it."""

    def __init__(
        self, made: Made, headers: dict[str, str], media_type: str, *, is_unpacked: bool
    ) -> None:
        self._made, self._is_unpacked = made, is_unpacked
        # The end of what gzip writes says how long it is unpacked (RFC 1952).
        size = int.from_bytes(made.body[-4:], "little") if is_unpacked else len(made.body)
        super().__init__(headers={**headers, "Content-Length": str(size)}, media_type=media_type)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        del receive
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(start)
        if scope["method"] != "HEAD":
            for piece in self._pieces():
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    def _pieces(self) -> Iterator[bytes]:
        if not self._is_unpacked:
            for begin in range(0, len(self._made.body), _PIECE):
                yield self._made.body[begin : begin + _PIECE]
            return
        unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)  # 16: as gzip writes it
        packed = self._made.body
        while not unpacking.eof:
            piece = unpacking.decompress(packed, _PIECE)
            packed = unpacking.unconsumed_tail
            if piece:
                yield piece


def unchanged(request: Request, headers: dict[str, str]) -> Response | None:
    """Return an empty answer if the client has what the `ETag` among the headers stands for."""
    if headers["ETag"] not in request.headers.get("if-none-match", ""):
        return None
    return Response(status_code=304, headers={**headers, "Vary": "Accept-Encoding"})


def saved_as(name: str, *, is_download: bool) -> str:
    """Return a `Content-Disposition`: under which name a browser saves an answer (RFC 6266).

    What a header has no place for is told a second time, in the only way that all letters can be.
    """
    plain = _NOT_PLAIN.sub("_", name)
    told = f'{"attachment" if is_download else "inline"}; filename="{plain}"'
    return (
        told if plain == name else f"{told}; filename*=UTF-8''{quote(name, '', errors='replace')}"
    )


def tag_of(*told: str) -> str:
    """Return an `ETag` that changes with what an answer is made of."""
    return f'"{sha256(repr(told).encode()).hexdigest()[:20]}"'


def _takes_gzip(accept_encoding: str) -> bool:
    """Tell whether a client takes gzip; one that says `q=0` does not (RFC 9110, 12.5.3)."""
    for coding in accept_encoding.split(","):
        name, _, weight = coding.partition(";")
        if name.strip().lower() in {"gzip", "*"}:
            return not _NOT_AT_ALL.fullmatch(weight)
    return False
