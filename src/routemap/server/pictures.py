"""Still pictures: `/map.png?date=2023-09-13&preset=web`, and all dates as `/map.zip`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from starlette.routing import Route

from routemap import __version__
from routemap.pictures.params import read_format, read_query
from routemap.pictures.picture import FORMATS, MOST_SERVED_WHOLE_PIXELS
from routemap.server import jobs
from routemap.server.loading import current_itinerary
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
from routemap.server.single_flight import MadeOnce
from routemap.server.worker_pool import LONG, STILLS

if TYPE_CHECKING:
    from concurrent.futures import Future

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from routemap.model.itinerary import Itinerary
    from routemap.pictures.picture import Picture
    from routemap.server.single_flight import Made

FORMAT = "format"
"""A parameter of the archive alone: the format of its pictures."""
ARCHIVE = "zip"
_MEDIA_TYPES = {**FORMATS, ARCHIVE: "application/zip"}
# Readers ask for few pictures, again and again; a cache in front keeps them for five minutes.
_ROOM = 32_000_000
# An SVG is a document: on its own it may run and fetch nothing.
_NO_SCRIPT = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@dataclass(frozen=True)
class Asked:
    """A picture in a format, of one edition of the journey."""

    form: str
    values: tuple[tuple[str, str], ...]
    edition: str
    itinerary: Itinerary

    @property
    def tag(self) -> str:
        """Return its `ETag`, the same for all who ask for the same, before it is drawn."""
        return tag_of(__version__, self.edition, self.form, repr(self.values))

    def picture(self) -> Picture:
        """Return the picture, without its format; raises as `read_query`."""
        return read_query(self._values, self.itinerary)

    def submit(self) -> Future[Made]:
        """Have it drawn; raises BusyError if too many wait."""
        if self.form == ARCHIVE:
            form = read_format(dict(self.values).get(FORMAT, "png"))
            make = partial(jobs.pictures_of_all_dates, form, self._values)
            return LONG.submit(make, self.itinerary)
        return STILLS.submit(partial(jobs.picture, self.form, self._values), self.itinerary)

    @property
    def _values(self) -> dict[str, str]:
        values = dict(self.values)
        if self.form == ARCHIVE:
            values.pop(FORMAT, None)
        return values


def picture_routes(prefix: str) -> list[BaseRoute]:
    """Return the routes of pictures, beneath `prefix` ("" or "/maps")."""
    return [Route(f"{prefix}/map.{{form}}", _answer, methods=["GET", "HEAD"])]


DRAWN = MadeOnce(Asked.submit, _ROOM)
"""Pictures drawn, once for all who ask."""


@answering
async def _answer(request: Request) -> Response:
    """Answer with a picture, or all of them."""
    form = request.path_params["form"]
    values = {name: value for name, value in request.query_params.items() if value}
    is_download = values.pop(DOWNLOAD, None) is not None
    loaded = await current_itinerary()
    if loaded.itinerary is None:
        return refusal(503, NO_JOURNEY)
    if form not in _MEDIA_TYPES:
        return refusal(404, f"there is no /map.{form}; there are {', '.join(_MEDIA_TYPES)}")
    asked = Asked(form, tuple(sorted(values.items())), loaded.version, loaded.itinerary)
    picture = asked.picture()
    headers = {"ETag": asked.tag, "Cache-Control": KEPT_FIVE_MINUTES}
    if form == ARCHIVE:
        picture.refuse_whole(read_format(values.get(FORMAT, "png")), MOST_SERVED_WHOLE_PIXELS)
        name = f"{picture.options.preset.name}-{picture.options.language}.zip".replace(" ", "")
        headers["Content-Disposition"] = saved_as(name, is_download=True)
    else:
        headers["Content-Disposition"] = saved_as(picture.file_name(form), is_download=is_download)
    if form == "svg":
        headers["Content-Security-Policy"] = _NO_SCRIPT
    known = unchanged(request, headers)
    if known:
        return known
    made = await awaited(request, DRAWN.ask(asked))
    return tagged(request, made, _MEDIA_TYPES[form], headers)
