"""What a teacher takes along: `/handout.pdf?paper=letter`, `/slides.pptx`, `/film.webp`."""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from PIL import Image
from starlette.routing import Route

from routemap import __version__
from routemap.addresses.answers import (
    FOR_EVERY_SITE,
    refusal,
    refused,
    saved_as,
    tag_of,
    tagged,
    unchanged,
)
from routemap.addresses.made_once import MadeOnce
from routemap.errors import DrawingError, ParameterError
from routemap.loading import load_route
from routemap.teaching.film_files import FILM_FORMATS, write_film
from routemap.teaching.query import FILM, HANDOUT, SLIDES, read_teaching

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from routemap.scene import Route as TravelRoute
    from routemap.teaching.query import TeachingQuery

DOWNLOAD = "download"
MEDIA_TYPES = {
    (HANDOUT, "pdf"): "application/pdf",
    (HANDOUT, "png"): "image/png",
    (SLIDES, "pptx"): "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    **{(FILM, form): media_type for form, media_type in FILM_FORMATS.items()},
}
"""What there is, with its media type; the PNG shows all pages of the handout at once."""
# What can be chosen is little, so what is made is few: made one after the other, and kept.
_ONE_AT_A_TIME = BoundedSemaphore(1)
_ROOM = 64_000_000
_CACHE_CONTROL = "public, max-age=300, stale-while-revalidate=86400"
_SHEET_PPI, _SHEET_COLUMNS, _SHEET_GAP, _SHEET_COLOUR = 44.0, 5, 8, "#B9B6AE"


def _nobody(frames: int) -> None:
    del frames


@dataclass(frozen=True)
class Wanted:
    """A file of one edition of the journey: equal for all who want the same.

    `tell` hears how many frames of a film are done, if it is this one who has it made.
    """

    kind: str
    form: str
    values: tuple[tuple[str, str], ...]
    edition: str
    route: TravelRoute = field(compare=False)
    tell: Callable[[int], None] = field(compare=False, default=_nobody)

    @property
    def tag(self) -> str:
        """Return its `ETag`, for which nothing need be made."""
        return tag_of(__version__, self.edition, self.kind, self.form, repr(self.values))

    def query(self) -> TeachingQuery:
        """Return what is asked for; raises as `read_teaching`."""
        return read_teaching(self.kind, dict(self.values), self.route)


def teaching_routes(prefix: str) -> list[BaseRoute]:
    """Return the routes of what a teacher takes along, beneath `prefix` ("" or "/maps")."""
    return [
        Route(f"{prefix}/{kind}.{form}", _answer, methods=["GET", "HEAD"], name=f"{kind}.{form}")
        for kind, form in MEDIA_TYPES
    ]


def made(wanted: Wanted) -> bytes:
    """Return a file, made once for all who want it.

    Raises
    ------
    ParameterError
        If there is nothing like it.
    DrawingError
        If it cannot be drawn.
    """
    return _MADE.get(wanted)


def is_made(wanted: Wanted) -> bool:
    """Tell whether a file is there already."""
    return wanted in _MADE


def _make(wanted: Wanted) -> bytes:
    query = wanted.query()
    with _ONE_AT_A_TIME:
        if wanted.kind == FILM:
            return _film(wanted, query)
        if wanted.kind == SLIDES:
            return query.slides()
        return query.handout() if wanted.form == "pdf" else _all_pages(query)


_MADE = MadeOnce(_make, _ROOM)


def _film(wanted: Wanted, query: TeachingQuery) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"film.{wanted.form}"
        write_film(query.film(), path, wanted.form, wanted.tell)
        return path.read_bytes()


def _all_pages(query: TeachingQuery) -> bytes:
    """Return all pages of a handout side by side in one picture."""
    pages = [Image.open(io.BytesIO(page)) for page in query.handout_pages(_SHEET_PPI)]
    width, height = (side + _SHEET_GAP for side in pages[0].size)
    columns = min(_SHEET_COLUMNS, len(pages))
    rows = -(-len(pages) // columns)
    size = (columns * width + _SHEET_GAP, rows * height + _SHEET_GAP)
    sheet = Image.new("RGB", size, _SHEET_COLOUR)
    for number, page in enumerate(pages):
        row, column = divmod(number, columns)
        sheet.paste(page, (column * width + _SHEET_GAP, row * height + _SHEET_GAP))
    output = io.BytesIO()
    sheet.save(output, "PNG")
    return output.getvalue()


def _answer(request: Request) -> Response:
    """Answer with a file; Starlette runs this in a thread of its own."""
    kind, _, form = request.url.path.rpartition("/")[2].partition(".")
    values = {name: value for name, value in request.query_params.items() if value}
    is_download = values.pop(DOWNLOAD, None) is not None
    route, _, edition, _ = load_route()
    if route is None:
        return refusal(503, "the journey has problems; `routemap check` names them")
    wanted = Wanted(kind, form, tuple(sorted(values.items())), edition, route)
    try:
        name = wanted.query().file_name(kind, form)
        headers = {
            "ETag": wanted.tag,
            "Cache-Control": _CACHE_CONTROL,
            "Content-Disposition": saved_as(name, is_download=is_download),
            **FOR_EVERY_SITE,
        }
        return unchanged(request, headers) or tagged(
            request, made(wanted), MEDIA_TYPES[kind, form], headers
        )
    except ParameterError as error:
        return refused(error)
    except DrawingError as problem:
        return refusal(500, str(problem))
