"""What a teacher takes along: `/handout.pdf?paper=letter`, `/slides.pptx`, `/film.webp`.

`/handout.png`, `/slides.png` and `/film.png` show what is in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from starlette.routing import Route

from routemap import __version__
from routemap.exports.film_files import FILM_FORMATS
from routemap.exports.params import CHOICES, FILM, HANDOUT, PPTX, SLIDES, read_teaching
from routemap.server import jobs
from routemap.server.jobs import PREVIEW
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
from routemap.server.worker_pool import LONG

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from routemap.exports.params import TeachingQuery
    from routemap.model.itinerary import Itinerary
    from routemap.server.single_flight import Made

MEDIA_TYPES = {
    (HANDOUT, "pdf"): "application/pdf",
    (SLIDES, "pptx"): PPTX,
    **{(FILM, form): media_type for form, media_type in FILM_FORMATS.items()},
    **{(kind, PREVIEW): "image/png" for kind in CHOICES},
}
"""What there is, with its media type."""
# What can be chosen is little, so what is made is few: made one after the other, and kept.
_ROOM = 48_000_000


@dataclass(frozen=True)
class Wanted:
    """A file of one edition of the journey.

    `tell` hears how many frames of a film are done, if it is this one who has it made.
    """

    kind: str
    form: str
    values: tuple[tuple[str, str], ...]
    edition: str
    itinerary: Itinerary
    tell: Callable[[int], object] | None = None

    @property
    def tag(self) -> str:
        """Return its `ETag`, the same for all who want the same; nothing need be made for it."""
        return tag_of(__version__, self.edition, self.kind, self.form, repr(self.values))

    def query(self) -> TeachingQuery:
        """Return what is asked for; raises as `read_teaching`."""
        return read_teaching(self.kind, dict(self.values), self.itinerary)

    def submit(self, *, is_kept: bool = True, of: str = "") -> Future[Made]:
        """Have it made; the arguments, and what is raised, are those of `Workers.submit`."""
        make = partial(jobs.teaching, self.kind, self.form, dict(self.values))
        return LONG.submit(make, self.itinerary, is_kept=is_kept, tell=self.tell, of=of)


def teaching_routes(prefix: str) -> list[BaseRoute]:
    """Return the routes of what a teacher takes along, beneath `prefix` ("" or "/maps")."""
    return [
        Route(f"{prefix}/{kind}.{form}", _answer, methods=["GET", "HEAD"], name=f"{kind}.{form}")
        for kind, form in MEDIA_TYPES
    ]


MADE = MadeOnce(Wanted.submit, _ROOM)
"""Files made, once for all who want them."""


@answering
async def _answer(request: Request) -> Response:
    """Answer with a file."""
    kind, _, form = request.url.path.rpartition("/")[2].partition(".")
    values = {name: value for name, value in request.query_params.items() if value}
    is_download = values.pop(DOWNLOAD, None) is not None
    loaded = await current_itinerary()
    if loaded.itinerary is None:
        return refusal(503, NO_JOURNEY)
    wanted = Wanted(kind, form, tuple(sorted(values.items())), loaded.version, loaded.itinerary)
    query = wanted.query()
    query.refuse_long(kind)
    name = query.file_name(kind, form)
    headers = {
        "ETag": wanted.tag,
        "Cache-Control": KEPT_FIVE_MINUTES,
        "Content-Disposition": saved_as(name, is_download=is_download),
    }
    known = unchanged(request, headers)
    if known:
        return known
    made = await awaited(request, MADE.ask(wanted))
    return tagged(request, made, MEDIA_TYPES[kind, form], headers)
