"""The one way in which addresses answer: load, refuse, name, tag, "not modified", send."""

from __future__ import annotations

import asyncio
import json
import re
import zlib
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from routemap import __version__
from routemap.errors import BusyError, DrawingError, LettersError, LimitError, ParameterError
from routemap.model.itinerary import Itinerary
from routemap.server.loading import current_itinerary
from routemap.server.single_flight import Payload

Handler = Callable[[Request], Awaitable[Response]]

DOWNLOAD = "download"
"""A parameter: the answer is to be saved, not shown."""
FIVE_MINUTES = "public, max-age=300, stale-while-revalidate=86400"
"""`Cache-Control` of what is made from the tables, which may change."""
METHODS = ["GET", "HEAD"]
_NO_JOURNEY = "the journey has problems; `routemap check` names them"
_CLIENT_CLOSED = 499
_RESTART_SECONDS = 10
_CHUNK_BYTES = 65_536
_NOT_PLAIN = re.compile(r"[^ !#-\[\]-~]|%|/")
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
_ZERO_WEIGHT = re.compile(r"\s*q=0(\.0*)?\s*")


@dataclass(frozen=True)
class Representation:
    """What an address stands for, before it is made.

    Attributes
    ----------
    tag
        Its `ETag`.
    media_type
        Its `Content-Type`.
    start
        Has it made, or finds it in a cache.
    headers
        Those beside the usual ones.
    file_name
        The name to save it under; "" for a page.
    is_attachment
        Whether browsers are to save it even where the request does not say `download`.
    """

    tag: str
    media_type: str
    start: Callable[[], Future[Payload]]
    headers: dict[str, str] = field(default_factory=dict)
    file_name: str = ""
    is_attachment: bool = False


def refusal(status: int, detail: str, **more: object) -> Response:
    """Return an error as problem details (RFC 9457).

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


def no_journey() -> Response:
    """Return the refusal for tables that make no journey."""
    return refusal(503, _NO_JOURNEY)


def answering(find: Callable[[Request, Itinerary, str], Representation | Response]) -> Handler:
    """Return a handler of requests about the journey on show.

    Parameters
    ----------
    find
        Returns what a request asks for, given the journey's itinerary and edition, or refuses it:
        by returning a refusal, or by raising ParameterError.
    """

    @refusing
    async def answer(request: Request) -> Response:
        loaded = await current_itinerary()
        if loaded.itinerary is None:
            return no_journey()
        found = find(request, loaded.itinerary, loaded.version)
        if isinstance(found, Response):
            return found
        headers = {"ETag": found.tag, "Cache-Control": FIVE_MINUTES, **found.headers}
        if found.file_name:
            headers["Content-Disposition"] = saved_as(
                found.file_name,
                is_download=found.is_attachment or DOWNLOAD in request.query_params,
            )
        return not_modified(request, headers) or send(
            request, await made(request, found.start()), found.media_type, headers
        )

    return answer


def refusing(handler: Handler) -> Handler:
    """Return a handler that turns the errors raised on purpose into refusals."""

    @wraps(handler)
    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except ParameterError as error:
            return refusal(400, str(error), parameter=error.parameter, allowed=list(error.allowed))
        except BusyError as error:
            response = refusal(503, str(error))
            response.headers["Retry-After"] = str(error.seconds)
            return response
        except LettersError as error:  # of the tables, not of the server
            return refusal(422, str(error))
        except (DrawingError, LimitError) as error:
            # There may be more time and memory later.
            return refusal(503 if isinstance(error, LimitError) else 500, str(error))
        except _ClientLeftError:
            return Response(status_code=_CLIENT_CLOSED)  # which nobody reads

    return answer


async def made(request: Request, coming: Future[Payload]) -> Payload:
    """Return a file once it is made; a client that leaves before that cancels its request."""
    if coming.done():
        return coming.result()
    future = asyncio.wrap_future(coming)
    left = asyncio.ensure_future(_client_left(request))
    try:
        await asyncio.wait((future, left), return_when=asyncio.FIRST_COMPLETED)
        if not future.done():
            raise _ClientLeftError
        if future.cancelled():  # the server ends
            raise BusyError(_RESTART_SECONDS)
        return future.result()
    finally:
        left.cancel()
        future.cancel()


async def _client_left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


class _ClientLeftError(Exception):
    """The client has closed its connection."""


def not_modified(request: Request, headers: dict[str, str]) -> Response | None:
    """Return a 304 if the client has the file of this `ETag`, else None."""
    if headers["ETag"] not in request.headers.get("if-none-match", ""):
        return None
    return Response(status_code=304, headers={**headers, "Vary": "Accept-Encoding"})


def send(request: Request, payload: Payload, media_type: str, headers: dict[str, str]) -> Response:
    """Return a file, gzipped if it is so and the client takes it."""
    headers = {**headers, "Vary": "Accept-Encoding"}
    takes_gzip = _takes_gzip(request.headers.get("accept-encoding", ""))
    if payload.is_gzipped and takes_gzip:
        headers["Content-Encoding"] = "gzip"
    return _Chunked(payload, headers, media_type, unzip=payload.is_gzipped and not takes_gzip)


def send_part(
    request: Request, payload: Payload, media_type: str, headers: dict[str, str]
) -> Response:
    """Return a file that is not gzipped, or the part that is asked for (RFC 9110, 14).

    Of a request for several parts the whole file is the answer, as it is of a strange one.
    """
    headers = {**headers, "Accept-Ranges": "bytes"}
    size = len(payload.body)
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    is_same = request.headers.get("if-range", headers["ETag"]) == headers["ETag"]
    if not asked or not any(asked.groups()) or not is_same or request.method != "GET":
        return send(request, payload, media_type, headers)
    first, last = asked.groups()
    begin = int(first) if first else max(size - int(last), 0)
    end = min(int(last), size - 1) if first and last else size - 1
    if first and last and int(last) < int(first):
        return send(request, payload, media_type, headers)
    if begin > end:
        response = refusal(416, f"the file has {size} bytes")
        response.headers["Content-Range"] = f"bytes */{size}"
        return response
    headers["Content-Range"] = f"bytes {begin}-{end}/{size}"
    part = Payload(payload.body[begin : end + 1])
    return _Chunked(part, headers, media_type, unzip=False, status=206)


class _Chunked(Response):
    """A file sent as fast as its client reads it: a slow one costs no copy of it."""

    def __init__(
        self,
        payload: Payload,
        headers: dict[str, str],
        media_type: str,
        *,
        unzip: bool,
        status: int = 200,
    ) -> None:
        self._bytes, self._unzip = payload.body, unzip
        # The end of gzip's output is the length of its input (RFC 1952).
        size = int.from_bytes(payload.body[-4:], "little") if unzip else len(payload.body)
        length = {"Content-Length": str(size)}
        super().__init__(status_code=status, headers={**headers, **length}, media_type=media_type)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        del receive
        start = {
            "type": "http.response.start",
            "status": self.status_code,
            "headers": self.raw_headers,
        }
        await send(start)
        if scope["method"] != "HEAD":
            for chunk in self._chunks():
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    def _chunks(self) -> Iterator[bytes]:
        rest = self._bytes
        if not self._unzip:
            for begin in range(0, len(rest), _CHUNK_BYTES):
                yield rest[begin : begin + _CHUNK_BYTES]
            return
        gunzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)  # 16: with gzip's header
        while not gunzip.eof:
            chunk = gunzip.decompress(rest, _CHUNK_BYTES)
            rest = gunzip.unconsumed_tail
            if chunk:
                yield chunk


def saved_as(name: str, *, is_download: bool) -> str:
    """Return a `Content-Disposition`: under which name a browser saves an answer (RFC 6266).

    A name that a plain header cannot hold is given a second time, percent-encoded.
    """
    plain = _NOT_PLAIN.sub("_", name)
    header = f'{"attachment" if is_download else "inline"}; filename="{plain}"'
    if plain == name:
        return header
    return f"{header}; filename*=UTF-8''{quote(name, '', errors='replace')}"


def parameters(request: Request) -> dict[str, str]:
    """Return the parameters of a request that have a value."""
    return {name: value for name, value in request.query_params.items() if value}


def tag_of(*parts: str) -> str:
    """Return an `ETag` that changes with these parts, and with the version of routemap."""
    return f'"{sha256(repr((__version__, *parts)).encode()).hexdigest()[:20]}"'


def _takes_gzip(accept_encoding: str) -> bool:
    """Tell whether a client takes gzip; one that says `q=0` does not (RFC 9110, 12.5.3)."""
    for coding in accept_encoding.split(","):
        name, _, weight = coding.partition(";")
        if name.strip().lower() in {"gzip", "*"}:
            return not _ZERO_WEIGHT.fullmatch(weight)
    return False
