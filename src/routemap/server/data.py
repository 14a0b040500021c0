"""The journey as data: `/journey.geojson?who=scott`, `/journey.csv?formula-safe=1`."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from routemap.formats.registry import DATA_FORMATS, FORMULA_SAFE, file_stem, formula_safe_csv
from routemap.model.itinerary import Itinerary
from routemap.pictures.params import WHO, of_travellers, refuse_unknown
from routemap.server.rendering import RENDERED, RenderingJob
from routemap.server.responses import (
    DOWNLOAD,
    METHODS,
    Representation,
    answering,
    refusal,
    tag_of,
)
from routemap.server.single_flight import gzipped

_SAFE = "formula-safe"


def data_routes(prefix: str) -> list[BaseRoute]:
    """Return the routes of data, beneath `prefix` ("" or "/maps")."""
    return [Route(f"{prefix}/journey.{{form:path}}", answering(_find), methods=METHODS)]


def _find(request: Request, itinerary: Itinerary, edition: str) -> Representation | Response:
    form = request.path_params["form"]
    if form not in DATA_FORMATS:
        return refusal(404, f"there is no /journey.{form}; there are: {', '.join(DATA_FORMATS)}")
    known = (DOWNLOAD, WHO, _SAFE) if form == FORMULA_SAFE else (DOWNLOAD, WHO)
    refuse_unknown(request.query_params, known)
    who = request.query_params.get(WHO, "")
    itinerary = of_travellers(itinerary, who)
    is_safe = _SAFE in request.query_params
    write = formula_safe_csv if is_safe else DATA_FORMATS[form].write
    job = RenderingJob(tag_of(edition, form, str(is_safe), who), lambda: gzipped(write(itinerary)))
    return Representation(
        job.tag,
        DATA_FORMATS[form].media_type,
        partial(RENDERED.ask, job),
        file_name=f"{file_stem(itinerary)}.{form}",
    )
