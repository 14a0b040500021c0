"""The journey as data: `/journey.geojson`, `/journey.csv?formula-safe=1`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.routing import Route

from routemap import __version__
from routemap.errors import ParameterError
from routemap.formats.registry import DATA_FORMATS, FORMULA_SAFE, file_stem, formula_safe_csv
from routemap.server.loading import current_itinerary
from routemap.server.rendering import RENDERED
from routemap.server.responses import (
    DOWNLOAD,
    KEPT_FIVE_MINUTES,
    NO_JOURNEY,
    answering,
    awaited,
    refusal,
    saved_as,
    tag_of,
    tagged,
    unchanged,
)
from routemap.server.single_flight import packed

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from routemap.model.itinerary import Itinerary
    from routemap.server.single_flight import Made

_SAFE = "formula-safe"


@dataclass(frozen=True)
class _Asked:
    form: str
    edition: str
    is_formula_safe: bool
    itinerary: Itinerary

    @property
    def tag(self) -> str:
        """Return its `ETag`, for which nothing need be written."""
        return tag_of(__version__, self.edition, self.form, str(self.is_formula_safe))

    def rendered(self) -> Made:
        """Return the data."""
        write = formula_safe_csv if self.is_formula_safe else DATA_FORMATS[self.form].write
        return packed(write(self.itinerary))


def journey_routes(prefix: str) -> list[BaseRoute]:
    """Return the routes of data, beneath `prefix` ("" or "/maps")."""
    return [Route(f"{prefix}/journey.{{form:path}}", _answer, methods=["GET", "HEAD"])]


@answering
async def _answer(request: Request) -> Response:
    form = request.path_params["form"]
    if form not in DATA_FORMATS:
        return refusal(404, f"there is no /journey.{form}; there are: {', '.join(DATA_FORMATS)}")
    known = (DOWNLOAD, _SAFE) if form == FORMULA_SAFE else (DOWNLOAD,)
    unknown = sorted(set(request.query_params) - set(known))
    if unknown:
        message = (
            f"there is nothing called “{unknown[0]}” to ask for; there is {' and '.join(known)}"
        )
        raise ParameterError(unknown[0], message, known)
    loaded = await current_itinerary()
    itinerary, edition = loaded.itinerary, loaded.version
    if itinerary is None:
        return refusal(503, NO_JOURNEY)
    is_download, is_safe = (name in request.query_params for name in (DOWNLOAD, _SAFE))
    wanted = _Asked(form, edition, is_safe, itinerary)
    headers = {
        "ETag": wanted.tag,
        "Cache-Control": KEPT_FIVE_MINUTES,
        "Content-Disposition": saved_as(f"{file_stem(itinerary)}.{form}", is_download=is_download),
    }
    known_already = unchanged(request, headers)
    if known_already:
        return known_already
    made = await awaited(request, RENDERED.ask(wanted))
    return tagged(request, made, DATA_FORMATS[form].media_type, headers)
