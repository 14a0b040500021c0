"""`/healthz`: whether there is a journey to show. `/edition`: which edition of its tables it is.

Load balancers ask for the first, pages that follow the tables (`routemap serve`) for the second.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from routemap.server.loading import current_itinerary
from routemap.server.responses import METHODS, no_journey, tag_of

EDITION = "edition"
_NOT_CACHED = {"Cache-Control": "no-store"}


def status_routes(prefix: str) -> list[BaseRoute]:
    """Return the routes beneath `prefix` ("" or "/maps")."""
    return [
        Route(f"{prefix}/healthz", _health, methods=METHODS),
        Route(f"{prefix}/{EDITION}", _edition, methods=METHODS),
    ]


def edition_name(version: str) -> str:
    """Return the name of an edition, which says nothing about the files behind it."""
    return tag_of(version).strip('"')


async def _health(_: Request) -> Response:
    if (await current_itinerary()).itinerary is None:
        return no_journey()
    return JSONResponse({"status": "ok"}, headers=_NOT_CACHED)


async def _edition(_: Request) -> Response:
    version = (await current_itinerary()).version  # "" before anything could be read
    return JSONResponse(
        {"edition": edition_name(version) if version else None}, headers=_NOT_CACHED
    )
