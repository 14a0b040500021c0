"""`/healthz`: whether this worker can show its journey, for who shares out the readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse
from starlette.routing import Route

from routemap.server.loading import current_itinerary
from routemap.server.responses import NO_JOURNEY, refusal

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute


def health_routes(prefix: str) -> list[BaseRoute]:
    """Return the route, beneath `prefix` ("" or "/maps")."""
    return [Route(f"{prefix}/healthz", _answer, methods=["GET", "HEAD"])]


async def _answer(request: Request) -> Response:
    del request
    if (await current_itinerary()).itinerary is None:
        return refusal(503, NO_JOURNEY)
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})
