"""Still pictures: `/map.png?date=2023-09-13&preset=web`, and all dates as `/map.zip`."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from routemap.exports import responsive
from routemap.model.itinerary import Itinerary
from routemap.pictures.params import (
    read_format,
    read_query,
    refuse_one_date,
    refuse_preset,
    require_known,
)
from routemap.pictures.picture import FORMATS, MOST_SERVED_WHOLE_PIXELS, Picture
from routemap.server import jobs
from routemap.server.responses import (
    DOWNLOAD,
    METHODS,
    Representation,
    answering,
    parameters,
    refusal,
    tag_of,
)
from routemap.server.single_flight import Payload, SingleFlight
from routemap.server.worker_pool import LONG, STILLS

FORMAT = "format"
"""A parameter of the archive alone: the format of its pictures."""
RESPONSIVE = "responsive"
"""A parameter of the archive alone: one picture in three widths instead of all dates."""
ARCHIVE = "zip"
_MEDIA_TYPES = {**FORMATS, ARCHIVE: "application/zip"}
# Readers ask for few pictures, again and again; a cache in front keeps them for five minutes.
_CACHE_BYTES = 32_000_000
# An SVG is a document: opened on its own, it may run and fetch nothing.
_NO_SCRIPT = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@dataclass(frozen=True)
class PictureJob:
    """A picture of one edition of the journey, or an archive of all, still to be drawn.

    `form_within` is the format of the pictures in an archive, which holds those of all dates, or
    one in three widths.
    """

    form: str
    values: tuple[tuple[str, str], ...]
    edition: str
    itinerary: Itinerary
    form_within: str = ""
    is_responsive: bool = False

    @property
    def tag(self) -> str:
        """Return its `ETag`, for which it need not be drawn."""
        return tag_of(
            self.edition, self.form, self.form_within, repr(self.is_responsive), repr(self.values)
        )

    def picture(self) -> Picture:
        """Return the picture, without its format; raises as `read_query`."""
        return read_query(dict(self.values), self.itinerary)

    def submit(self) -> Future[Payload]:
        """Have it drawn; raises BusyError if the queue is full."""
        values = dict(self.values)
        if self.form == ARCHIVE:
            make = jobs.responsive_picture if self.is_responsive else jobs.pictures_of_all_dates
            draw = partial(make, self.form_within, values)
            return LONG.submit(draw, self.itinerary)
        return STILLS.submit(partial(jobs.picture, self.form, values), self.itinerary)


DRAWN = SingleFlight(_CACHE_BYTES)
"""Pictures, each drawn once for all requests."""


def picture_routes(prefix: str) -> list[BaseRoute]:
    """Return the routes of pictures, beneath `prefix` ("" or "/maps")."""
    return [Route(f"{prefix}/map.{{form}}", answering(_find), methods=METHODS)]


def _find(request: Request, itinerary: Itinerary, edition: str) -> Representation | Response:
    form = request.path_params["form"]
    if form not in _MEDIA_TYPES:
        return refusal(404, f"there is no /map.{form}; there are {', '.join(_MEDIA_TYPES)}")
    values = parameters(request)
    values.pop(DOWNLOAD, None)
    is_responsive = form == ARCHIVE and bool(values.pop(RESPONSIVE, ""))
    if is_responsive:
        refuse_preset(values)
    elif form == ARCHIVE:
        refuse_one_date(values)
    form_within = read_format(values.pop(FORMAT, "png")) if form == ARCHIVE else ""
    pairs = tuple(sorted(values.items()))
    job = PictureJob(form, pairs, edition, itinerary, form_within, is_responsive)
    picture = job.picture()
    if is_responsive:
        require_known(FORMAT, [form_within], responsive.FORMATS, "format")
        file_name = picture.responsive_name
    elif form == ARCHIVE:
        picture.refuse_whole(form_within, MOST_SERVED_WHOLE_PIXELS)
        file_name = picture.archive_name
    else:
        file_name = picture.file_name(form)
    return Representation(
        job.tag,
        _MEDIA_TYPES[form],
        partial(DRAWN.ask, job),
        {"Content-Security-Policy": _NO_SCRIPT} if form == "svg" else {},
        file_name,
        is_attachment=form == ARCHIVE,
    )
