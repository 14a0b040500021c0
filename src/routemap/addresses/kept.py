"""Files that never change: assets and tiles of the ground, named with the hash of their bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from routemap.addresses.answers import refusal, tagged, unchanged
from routemap.addresses.pages import journey_asset
from routemap.web.assets import assets
from routemap.web.ground_assets import ground_asset

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from routemap.web.assets import Asset

# The name holds the hash of the bytes, so a copy never grows old.
_KEEP_FOR_GOOD = "public, max-age=31536000, immutable"


def kept_routes(prefix: str) -> list[BaseRoute]:
    """Return the routes of assets and ground, beneath `prefix` ("" or "/maps")."""
    return [
        Route(f"{prefix}/assets/{{name}}", _asset, methods=["GET", "HEAD"]),
        Route(f"{prefix}/ground/{{edition}}/{{path:path}}", _ground, methods=["GET", "HEAD"]),
    ]


def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    asset = assets().get(name) or journey_asset(name)
    return _kept_for_good(asset, request) if asset else refusal(404, "No such asset.")


def _ground(request: Request) -> Response:
    """Answer with a tile of the ground, or the names of countries and seas."""
    asset = ground_asset(request.path_params["edition"], request.path_params["path"])
    return _kept_for_good(asset, request) if asset else refusal(404, "No such tile.")


def _kept_for_good(asset: Asset, request: Request) -> Response:
    headers = {"ETag": f'"{asset.name}"', "Cache-Control": _KEEP_FOR_GOOD}
    return unchanged(request, headers) or tagged(
        request, asset.body, asset.media_type, headers, asset.gzipped
    )
