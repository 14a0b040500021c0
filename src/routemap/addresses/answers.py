"""What answers have in common: compression, tags, refusals."""

from __future__ import annotations

import gzip
import json
import re
from hashlib import sha256
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.requests import Request

    from routemap.errors import ParameterError

NO_JOURNEY = "the journey has problems; `routemap check` names them"
"""The detail of a refusal when there is nothing to show."""
DOWNLOAD = "download"
"""A parameter: the answer is to be saved, not shown."""
KEPT_FIVE_MINUTES = "public, max-age=300, stale-while-revalidate=86400"
"""`Cache-Control` of what is made from the tables, which may change."""
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


def tagged(
    request: Request,
    content: bytes,
    media_type: str,
    headers: dict[str, str],
    gzipped: bytes | None = None,
) -> Response:
    """Return content, compressed if that is there and the client takes it."""
    headers = {**headers, "Vary": "Accept-Encoding"}
    if gzipped and _takes_gzip(request.headers.get("accept-encoding", "")):
        headers["Content-Encoding"] = "gzip"
        content = gzipped
    return Response(content, media_type=media_type, headers=headers)


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


def packed(content: bytes) -> bytes:
    """Return content gzipped, the same each time."""
    return gzip.compress(content, mtime=0)


def _takes_gzip(accept_encoding: str) -> bool:
    """Tell whether a client takes gzip; one that says `q=0` does not (RFC 9110, 12.5.3)."""
    for coding in accept_encoding.split(","):
        name, _, weight = coding.partition(";")
        if name.strip().lower() in {"gzip", "*"}:
            return not _NOT_AT_ALL.fullmatch(weight)
    return False
