"""Files that never change: assets and tiles of the ground, named with the hash of their bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from routemap.page.assets import SCRIPT, assets
from routemap.page.basemap_assets import ground_asset
from routemap.server.pages import journey_file
from routemap.server.responses import answering, refusal, tagged, unchanged
from routemap.server.single_flight import Made

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from routemap.page.assets import Asset

# The name holds the hash of the bytes, so a copy never grows old.
_KEEP_FOR_GOOD = "public, max-age=31536000, immutable"


def kept_routes(prefix: str) -> list[BaseRoute]:
    """Return the routes of assets and ground, beneath `prefix` ("" or "/maps")."""
    return [
        Route(f"{prefix}/assets/{{name}}", _asset, methods=["GET", "HEAD"]),
        Route(f"{prefix}/ground/{{edition}}/{{path:path}}", _ground, methods=["GET", "HEAD"]),
    ]


@answering
async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    asset = assets().get(name)
    if asset:
        return _kept_for_good(asset, request)
    made = await journey_file(request, name)
    return _tagged(request, made, SCRIPT) if made else refusal(404, "No such asset.")


def _ground(request: Request) -> Response:
    """Answer with a tile of the ground, or the names of countries and seas."""
    asset = ground_asset(request.path_params["edition"], request.path_params["path"])
    return _kept_for_good(asset, request) if asset else refusal(404, "No such tile.")


def _kept_for_good(asset: Asset, request: Request) -> Response:
    made = Made(asset.gzipped or asset.body, bool(asset.gzipped), asset.name)
    return _tagged(request, made, asset.media_type)


def _tagged(request: Request, made: Made, media_type: str) -> Response:
    headers = {"ETag": f'"{made.name}"', "Cache-Control": _KEEP_FOR_GOOD}
    return unchanged(request, headers) or tagged(request, made, media_type, headers)
