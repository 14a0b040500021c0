"""`/edition`: which edition of the tables is on show, for pages that follow them (`serve`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse
from starlette.routing import Route

from routemap.server.loading import current_itinerary
from routemap.server.responses import tag_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

PATH = "edition"


def edition_routes(prefix: str) -> list[BaseRoute]:
    """Return the route, beneath `prefix` ("" or "/maps")."""
    return [Route(f"{prefix}/{PATH}", _answer, methods=["GET", "HEAD"])]


def edition_name(version: str) -> str:
    """Return the name of an edition; it tells nothing of the files behind it."""
    return tag_of(version).strip('"')


async def _answer(request: Request) -> Response:
    del request
    version = (await current_itinerary()).version  # none before anything could be read
    told = {"edition": edition_name(version) if version else None}
    return JSONResponse(told, headers={"Cache-Control": "no-store"})
