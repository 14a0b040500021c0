"""Addresses that are answered without a Streamlit session."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from routemap.same_origin import SameOrigin
from routemap.web.assets import assets
from routemap.web.ground_assets import ground_asset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from routemap.web.assets import Asset

# The name holds the hash of the bytes, so a copy never grows old.
_KEEP_FOR_GOOD = "public, max-age=31536000, immutable"
_NOT_AT_ALL = re.compile(r"\s*q=0(\.0*)?\s*")


def routes(base_path: str = "") -> list[BaseRoute]:
    """Return our own routes. `base_path` is Streamlit's `server.baseUrlPath`, "" at the root."""
    prefix = f"/{base_path.strip('/')}" if base_path.strip("/") else ""
    return [
        Route(f"{prefix}/assets/{{name}}", _asset, methods=["GET", "HEAD"]),
        Route(f"{prefix}/ground/{{edition}}/{{path:path}}", _ground, methods=["GET", "HEAD"]),
    ]


def middleware(welcome_origins: Iterable[str] = ()) -> list[Middleware]:
    """Return what every request passes before it is answered.

    `welcome_origins` are sites beside our own whose pages may open a session, as in Streamlit's
    `server.corsAllowedOrigins` ("https://example.org").
    """
    return [Middleware(SameOrigin, welcome_origins=frozenset(welcome_origins))]


def _asset(request: Request) -> Response:
    asset = assets().get(request.path_params["name"])
    return _kept_for_good(asset, request) if asset else _not_found("asset")


def _ground(request: Request) -> Response:
    """Answer with a tile of the ground, or the names of countries and seas."""
    asset = ground_asset(request.path_params["edition"], request.path_params["path"])
    return _kept_for_good(asset, request) if asset else _not_found("tile")


def _not_found(what: str) -> Response:
    return PlainTextResponse(f"No such {what}.\n", status_code=404)


def _kept_for_good(asset: Asset, request: Request) -> Response:
    tag = f'"{asset.name}"'
    headers = {"ETag": tag, "Cache-Control": _KEEP_FOR_GOOD, "Vary": "Accept-Encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if asset.gzipped and _takes_gzip(request.headers.get("accept-encoding", "")):
        headers["Content-Encoding"] = "gzip"
        return Response(asset.gzipped, media_type=asset.media_type, headers=headers)
    return Response(asset.body, media_type=asset.media_type, headers=headers)


def _takes_gzip(accept_encoding: str) -> bool:
    """Tell whether a client takes gzip; one that says `q=0` does not (RFC 9110, 12.5.3)."""
    for coding in accept_encoding.split(","):
        name, _, weight = coding.partition(";")
        if name.strip().lower() in {"gzip", "*"}:
            return not _NOT_AT_ALL.fullmatch(weight)
    return False
