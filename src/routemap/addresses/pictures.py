"""Still pictures: `/map.png?date=2023-09-13&preset=web`, and all dates as `/map.zip`."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from hashlib import sha256
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from starlette.responses import Response, StreamingResponse
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
    tagged,
    unchanged,
)
from routemap.addresses.made_once import MadeOnce
from routemap.errors import DrawingError, ParameterError
from routemap.loading import load_route
from routemap.paper.archive import zipped
from routemap.paper.picture import FORMATS, MOST_SERVED_PIXELS
from routemap.paper.query import read_format, read_query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from routemap.paper.query import PictureQuery
    from routemap.scene import Route as TravelRoute

FORMAT = "format"
"""Beside what `paper.query` reads: the format within the archive."""
_ARCHIVE = "zip"
# Drawing takes a processor for a while: more at once would only make all of them slower.
_AT_ONCE = BoundedSemaphore(os.cpu_count() or 1)
# Readers ask for few pictures, again and again; a cache in front keeps them for five minutes.
_ROOM, _ROOM_PACKED = 48_000_000, 16_000_000
# An SVG is a document: on its own it may run and fetch nothing.
_NO_SCRIPT = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@dataclass(frozen=True)
class Asked:
    """A picture in a format, of one edition of the journey: equal for all who ask for the same."""

    form: str
    values: tuple[tuple[str, str], ...]
    edition: str
    route: TravelRoute = field(compare=False)

    @property
    def tag(self) -> str:
        """Return its `ETag`, for which nothing need be drawn."""
        told = repr((__version__, self.edition, self.form, self.values))
        return f'"{sha256(told.encode()).hexdigest()[:20]}"'

    def query(self) -> PictureQuery:
        """Return what is asked for, without the format; raises as `read_query`."""
        values = dict(self.values)
        if self.form == _ARCHIVE:
            values.pop(FORMAT, None)
        return read_query(values, self.route)


def picture_routes(prefix: str) -> list[BaseRoute]:
    """Return the routes of pictures, beneath `prefix` ("" or "/maps")."""
    return [Route(f"{prefix}/map.{{form}}", _answer, methods=["GET", "HEAD"])]


def drawn(asked: Asked) -> bytes:
    """Return a picture as a file, drawn once for all who ask.

    Raises
    ------
    ParameterError
        If there is nothing like it, it has no room, or it has too many pixels for a server.
    DrawingError
        If no picture can be made of the drawing.
    """
    return _DRAWN.get(asked)


def _draw(asked: Asked) -> bytes:
    query = asked.query()
    with _AT_ONCE:
        return query.written(asked.form, most_pixels=MOST_SERVED_PIXELS)


def _pack(asked: Asked) -> bytes:
    return packed(drawn(asked))


_DRAWN = MadeOnce(_draw, _ROOM)
_PACKED = MadeOnce(_pack, _ROOM_PACKED)


def _answer(request: Request) -> Response:
    """Answer with a picture, or all of them; Starlette runs this in a thread of its own."""
    form = request.path_params["form"]
    values = {name: value for name, value in request.query_params.items() if value}
    is_download = values.pop(DOWNLOAD, None) is not None
    loaded = load_route()
    route, edition = loaded.route, loaded.version
    if route is None:
        return refusal(503, NO_JOURNEY)
    if form not in {*FORMATS, _ARCHIVE}:
        return refusal(404, f"there is no /map.{form}; there are {', '.join(FORMATS)} and zip")
    asked = Asked(form, tuple(sorted(values.items())), edition, route)
    headers = {"ETag": asked.tag, "Cache-Control": KEPT_FIVE_MINUTES}
    try:
        query = asked.query()
        if form == _ARCHIVE:
            return unchanged(request, headers) or _archive(query, values.get(FORMAT, ""), headers)
        headers["Content-Disposition"] = saved_as(query.file_name(form), is_download=is_download)
        return unchanged(request, headers) or _picture(request, asked, headers)
    except ParameterError as error:
        return refused(error)
    except DrawingError as problem:
        return refusal(500, str(problem))


def _picture(request: Request, asked: Asked, headers: dict[str, str]) -> Response:
    if asked.form != "svg":
        return tagged(request, drawn(asked), FORMATS[asked.form], headers)
    headers["Content-Security-Policy"] = _NO_SCRIPT
    return tagged(request, drawn(asked), FORMATS["svg"], headers, _PACKED.get(asked))


def _archive(query: PictureQuery, form: str, headers: dict[str, str]) -> Response:
    pieces = _one_by_one(zipped(query, read_format(form or "png"), most_pixels=MOST_SERVED_PIXELS))
    first = next(pieces)  # so that what cannot be drawn is refused before anything is sent

    def all_pieces() -> Iterator[bytes]:
        yield first
        yield from pieces

    name = f"{query.request.preset.name}-{query.request.language}.zip".replace(" ", "")
    headers["Content-Disposition"] = saved_as(name, is_download=True)
    return StreamingResponse(all_pieces(), media_type="application/zip", headers=headers)


def _one_by_one(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Hold a place among those who draw only while a picture is drawn, not while it is sent."""
    while True:
        with _AT_ONCE:
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece
