"""Handout, slides and film: `/handout.pdf?paper=letter`, `/slides.pptx`, `/film.webp`.

`/handout.png`, `/slides.png` and `/film.png` are contact sheets of them.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from routemap.exports.film_files import FILM_FORMATS
from routemap.exports.params import (
    CHOICES,
    FILM,
    HANDOUT,
    PPTX,
    SLIDES,
    TeachingQuery,
    read_teaching,
)
from routemap.model.itinerary import Itinerary
from routemap.server import jobs
from routemap.server.jobs import PREVIEW
from routemap.server.responses import (
    DOWNLOAD,
    METHODS,
    Representation,
    answering,
    parameters,
    tag_of,
)
from routemap.server.single_flight import Payload, SingleFlight
from routemap.server.worker_pool import LONG

MEDIA_TYPES = {
    (HANDOUT, "pdf"): "application/pdf",
    (SLIDES, "pptx"): PPTX,
    **{(FILM, form): media_type for form, media_type in FILM_FORMATS.items()},
    **{(kind, PREVIEW): "image/png" for kind in CHOICES},
}
"""Media types of the files there are, by kind and format."""
# There are few choices, so there are few files: each is made after the other, and cached.
_CACHE_BYTES = 48_000_000


@dataclass(frozen=True)
class TeachingJob:
    """A handout, slides or a film of one edition of the journey, still to be made.

    `tell` is called with the number of frames of a film that are done, if this job makes it.
    """

    kind: str
    form: str
    values: tuple[tuple[str, str], ...]
    edition: str
    itinerary: Itinerary
    tell: Callable[[int], object] | None = None

    @property
    def tag(self) -> str:
        """Return its `ETag`, for which it need not be made."""
        return tag_of(self.edition, self.kind, self.form, repr(self.values))

    def query(self) -> TeachingQuery:
        """Return the query of the file; raises as `read_teaching`."""
        return read_teaching(self.kind, dict(self.values), self.itinerary)

    def submit(self, *, is_kept: bool = True, of: str = "") -> Future[Payload]:
        """Have it made; arguments and errors are those of `WorkerPool.submit`."""
        make = partial(jobs.teaching, self.kind, self.form, dict(self.values))
        return LONG.submit(make, self.itinerary, is_kept=is_kept, tell=self.tell, of=of)


MADE = SingleFlight(_CACHE_BYTES)
"""Handouts, slides and films, each made once for all requests."""


def teaching_routes(prefix: str) -> list[BaseRoute]:
    """Return the routes of handout, slides and film, beneath `prefix` ("" or "/maps")."""
    return [
        Route(f"{prefix}/{kind}.{form}", answering(partial(_find, kind, form)), methods=METHODS)
        for kind, form in MEDIA_TYPES
    ]


def _find(
    kind: str, form: str, request: Request, itinerary: Itinerary, edition: str
) -> Representation:
    values = parameters(request)
    values.pop(DOWNLOAD, None)
    job = TeachingJob(kind, form, tuple(sorted(values.items())), edition, itinerary)
    query = job.query()
    query.refuse_long(kind)
    return Representation(
        job.tag,
        MEDIA_TYPES[kind, form],
        partial(MADE.ask, job),
        file_name=query.file_name(kind, form),
    )
