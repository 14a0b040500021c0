"""Files that need no journey: assets and tiles of the basemap, named by the hash of their bytes.

Scripts of the journey stand among them; and `/embed.js`, the one name that never changes.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from routemap.page import embedding
from routemap.page.assets import SCRIPT, Asset, asset_name, assets
from routemap.page.basemap_assets import ground_asset
from routemap.server.media import medium_file
from routemap.server.pages import house_style, journey_file, own_map
from routemap.server.responses import (
    FIVE_MINUTES,
    METHODS,
    not_modified,
    refusal,
    refusing,
    send,
    send_part,
)
from routemap.server.single_flight import Payload

# The name holds the hash of the bytes, so a copy is never out of date.
_FOR_EVER = "public, max-age=31536000, immutable"


def static_routes(prefix: str) -> list[BaseRoute]:
    """Return the routes of assets and tiles, beneath `prefix` ("" or "/maps")."""
    return [
        Route(f"{prefix}/assets/{{name}}", _asset, methods=METHODS),
        Route(f"{prefix}/ground/{{edition}}/{{path:path}}", _ground, methods=METHODS),
        Route(f"{prefix}/{embedding.EMBED_SCRIPT}", _embed_script, methods=METHODS),
    ]


@refusing
async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    asset = assets().get(name) or await house_style(name)
    if asset:
        return _static(request, asset)
    picture = await own_map(request, name)
    if picture:
        return _named(request, *picture)
    medium = await medium_file(request, name)
    if medium:
        answer = _in_parts if medium.is_played else _named
        return answer(request, medium.payload, medium.media_type)
    payload = await journey_file(request, name)
    return _named(request, payload, SCRIPT) if payload else refusal(404, "No such asset.")


def _in_parts(request: Request, payload: Payload, media_type: str) -> Response:
    headers = {"ETag": f'"{payload.name}"', "Cache-Control": _FOR_EVER}
    return not_modified(request, headers) or send_part(request, payload, media_type, headers)


def _ground(request: Request) -> Response:
    """Answer with a tile, or the names of countries and seas."""
    asset = ground_asset(request.path_params["edition"], request.path_params["path"])
    return _static(request, asset) if asset else refusal(404, "No such tile.")


def _embed_script(request: Request) -> Response:
    """Answer with the script that gives frames their height."""
    return _static(request, assets()[asset_name("embed_height.js")], FIVE_MINUTES)


def _static(request: Request, asset: Asset, cache_control: str = _FOR_EVER) -> Response:
    payload = Payload(asset.gzipped or asset.body, bool(asset.gzipped), asset.name)
    return _named(request, payload, asset.media_type, cache_control)


def _named(
    request: Request, payload: Payload, media_type: str, cache_control: str = _FOR_EVER
) -> Response:
    headers = {"ETag": f'"{payload.name}"', "Cache-Control": cache_control}
    return not_modified(request, headers) or send(request, payload, media_type, headers)
