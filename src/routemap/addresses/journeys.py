"""The journey as data: `/journey.geojson`, `/journey.csv?formula-safe=1`."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.routing import Route

from routemap import __version__
from routemap.addresses.answers import (
    DOWNLOAD,
    KEPT_FIVE_MINUTES,
    NO_JOURNEY,
    packed,
    refusal,
    refused,
    saved_as,
    tag_of,
    tagged,
    unchanged,
)
from routemap.errors import ParameterError
from routemap.formats import DATA_FORMATS, FORMULA_SAFE, file_stem, formula_safe_csv
from routemap.loading import load_route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from routemap.scene import Route as TravelRoute

_SAFE = "formula-safe"


@dataclass(frozen=True)
class _Asked:
    form: str
    edition: str
    is_formula_safe: bool
    route: TravelRoute = field(compare=False)


def journey_routes(prefix: str) -> list[BaseRoute]:
    """Return the routes of data, beneath `prefix` ("" or "/maps")."""
    return [Route(f"{prefix}/journey.{{form:path}}", _answer, methods=["GET", "HEAD"])]


@lru_cache(maxsize=8)
def _written(asked: _Asked) -> tuple[bytes, bytes]:
    write = formula_safe_csv if asked.is_formula_safe else DATA_FORMATS[asked.form].write
    body = write(asked.route)
    return body, packed(body)


def _answer(request: Request) -> Response:
    form = request.path_params["form"]
    if form not in DATA_FORMATS:
        return refusal(404, f"there is no /journey.{form}; there are: {', '.join(DATA_FORMATS)}")
    known = (DOWNLOAD, _SAFE) if form == FORMULA_SAFE else (DOWNLOAD,)
    unknown = sorted(set(request.query_params) - set(known))
    if unknown:
        message = (
            f"there is nothing called “{unknown[0]}” to ask for; there is {' and '.join(known)}"
        )
        return refused(ParameterError(unknown[0], message, known))
    loaded = load_route()
    route, edition = loaded.route, loaded.version
    if route is None:
        return refusal(503, NO_JOURNEY)
    is_download, is_safe = (name in request.query_params for name in (DOWNLOAD, _SAFE))
    headers = {
        "ETag": tag_of(__version__, edition, form, str(is_safe)),
        "Cache-Control": KEPT_FIVE_MINUTES,
        "Content-Disposition": saved_as(f"{file_stem(route)}.{form}", is_download=is_download),
    }
    body, compressed = _written(_Asked(form, edition, is_safe, route))
    return unchanged(request, headers) or tagged(
        request, body, DATA_FORMATS[form].media_type, headers, compressed
    )
