"""What a teacher takes along: `/handout.pdf?paper=letter`, `/slides.pptx`, `/film.webp`.

`/handout.png`, `/slides.png` and `/film.png` show what is in them.
"""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from PIL import Image
from starlette.routing import Route

from routemap import __version__
from routemap.addresses.answers import (
    DOWNLOAD,
    KEPT_FIVE_MINUTES,
    NO_JOURNEY,
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
from routemap.teaching.contact_sheet import contact_sheet, pictures_in
from routemap.teaching.film_files import FILM_FORMATS, write_film
from routemap.teaching.query import CHOICES, FILM, HANDOUT, PPTX, SLIDES, read_teaching

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from routemap.scene import Route as TravelRoute
    from routemap.teaching.film_frames import Film
    from routemap.teaching.query import TeachingQuery

PREVIEW = "png"
"""The form that shows what the others hold: all pages, maps of slides, or shots at once."""
MEDIA_TYPES = {
    (HANDOUT, "pdf"): "application/pdf",
    (SLIDES, "pptx"): PPTX,
    **{(FILM, form): media_type for form, media_type in FILM_FORMATS.items()},
    **{(kind, PREVIEW): "image/png" for kind in CHOICES},
}
"""What there is, with its media type."""
# What can be chosen is little, so what is made is few: made one after the other, and kept.
_ONE_AT_A_TIME = Lock()
_ROOM = 64_000_000
_SHEET_PPI = 44.0


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
    if (wanted.kind, wanted.form) == (SLIDES, PREVIEW):
        # Outside the lock: who makes the slides may be waiting for it.
        return contact_sheet(pictures_in(made(replace(wanted, form="pptx"))))
    with _ONE_AT_A_TIME:
        if wanted.kind == SLIDES:
            return query.slides()
        if wanted.kind == HANDOUT:
            return query.handout() if wanted.form == "pdf" else _pages(query)
        return _stills(query.film()) if wanted.form == PREVIEW else _film(wanted, query)


_MADE = MadeOnce(_make, _ROOM)


def _film(wanted: Wanted, query: TeachingQuery) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"film.{wanted.form}"
        write_film(query.film(), path, wanted.form, wanted.tell)
        return path.read_bytes()


def _pages(query: TeachingQuery) -> bytes:
    return contact_sheet(Image.open(io.BytesIO(page)) for page in query.handout_pages(_SHEET_PPI))


def _stills(film: Film) -> bytes:
    return contact_sheet(film.still(shot) for shot in range(len(film.shots)))


def _answer(request: Request) -> Response:
    """Answer with a file; Starlette runs this in a thread of its own."""
    kind, _, form = request.url.path.rpartition("/")[2].partition(".")
    values = {name: value for name, value in request.query_params.items() if value}
    is_download = values.pop(DOWNLOAD, None) is not None
    loaded = load_route()
    route, edition = loaded.route, loaded.version
    if route is None:
        return refusal(503, NO_JOURNEY)
    wanted = Wanted(kind, form, tuple(sorted(values.items())), edition, route)
    try:
        name = wanted.query().file_name(kind, form)
        headers = {
            "ETag": wanted.tag,
            "Cache-Control": KEPT_FIVE_MINUTES,
            "Content-Disposition": saved_as(name, is_download=is_download),
        }
        return unchanged(request, headers) or tagged(
            request, made(wanted), MEDIA_TYPES[kind, form], headers
        )
    except ParameterError as error:
        return refused(error)
    except DrawingError as problem:
        return refusal(500, str(problem))
