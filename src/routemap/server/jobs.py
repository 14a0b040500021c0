"""What workers make: pictures, and what a teacher takes along, of a route that they have."""

from __future__ import annotations

import io
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

from routemap.errors import ForeignFileError, Problem
from routemap.exports.contact_sheet import contact_sheet, pictures_in
from routemap.exports.film_files import write_film
from routemap.exports.params import FILM, SLIDES, read_teaching
from routemap.geocoding.accepting import places_of
from routemap.model.itinerary import build_itinerary
from routemap.pictures.checklist import checklist
from routemap.pictures.params import read_query
from routemap.pictures.picture import MOST_SERVED_PIXELS, zip_of_moments
from routemap.server.loading import Loaded
from routemap.server.single_flight import Made, packed
from routemap.server.worker_process import pickled
from routemap.tables import check_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from routemap.exports.film_frames import Film
    from routemap.exports.params import TeachingQuery
    from routemap.geocoding.places_wanted import Wanted
    from routemap.model.itinerary import Itinerary
    from routemap.pictures.checklist import Check

PREVIEW = "png"
"""The form that shows what the others hold: all pages, maps of slides, or shots at once."""
_MOST_BYTES = 100_000_000
_SHEET_PPI = 44.0
# Stops of a journey that a visitor brings; the server keeps it as long as he stays.
_MOST_OPENED = 5_000


class Opened(NamedTuple):
    """What a visitor's own files make, or what is wrong with them; and places yet to be found."""

    loaded: Loaded
    wanted: tuple[Wanted, ...] = ()


def opened(contents: Mapping[str, bytes], title: str) -> Opened:
    """Read a visitor's own files."""
    report = check_files(contents, title)
    told = sha256(title.encode())
    for name, content in sorted(contents.items()):
        told.update(f"{name}:{len(content)}:".encode() + content)
    if report.journey and len(report.journey.stops) > _MOST_OPENED:
        told_of = Problem(
            "locations.csv",
            0,
            "",
            f"it has {len(report.journey.stops):,} stops, the limit of this page is "
            f"{_MOST_OPENED:,}",
            "shorten it, or use `routemap serve` on your own machine",
        )
        return Opened(Loaded(None, (told_of,), told.hexdigest()[:16]))
    itinerary = build_itinerary(report.journey) if report.journey else None
    wanted: tuple[Wanted, ...] = ()
    with suppress(ForeignFileError, ValueError):  # which the problems of the table say too
        wanted = tuple(places_of(contents).wanted())
    loaded = Loaded(itinerary, report.problems, told.hexdigest()[:16])
    return Opened(loaded._replace(packed=pickled(itinerary)) if itinerary else loaded, wanted)


def picture(form: str, values: Mapping[str, str], itinerary: Itinerary) -> Made:
    """Return a picture as a file; raises as `read_query` and `Picture.render`."""
    body = read_query(values, itinerary).render(form, most_pixels=MOST_SERVED_PIXELS)
    return packed(body) if form == "svg" else Made(body)


def checks(values: Mapping[str, str], itinerary: Itinerary) -> tuple[Check, ...]:
    """Hold a picture against what a printed map should have; raises as `picture`."""
    return checklist(read_query(values, itinerary))


def pictures_of_all_dates(form: str, values: Mapping[str, str], itinerary: Itinerary) -> Made:
    """Return an archive (ZIP) of pictures, one for each moment; raises as `picture`."""
    picture = read_query(values, itinerary)
    limits = {"most_pixels": MOST_SERVED_PIXELS, "most_bytes": _MOST_BYTES}
    return Made(zip_of_moments(picture, form, **limits))


def teaching(
    kind: str,
    form: str,
    values: Mapping[str, str],
    itinerary: Itinerary,
    tell: Callable[[int], object] = lambda _: None,
) -> Made:
    """Return a handout, slides or a film, or what is in them as one picture.

    `tell` hears how many frames of a film are done. Raises as `read_teaching`, and DrawingError if
    it cannot be drawn.
    """
    query = read_teaching(kind, values, itinerary)
    if kind == FILM:
        film = query.film()
        return Made(_stills(film) if form == PREVIEW else _film(film, form, tell))
    if kind == SLIDES:
        slides = query.slides()
        return Made(contact_sheet(pictures_in(slides)) if form == PREVIEW else slides)
    return Made(_pages(query) if form == PREVIEW else query.handout())


def _film(film: Film, form: str, tell: Callable[[int], object]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"film.{form}"
        write_film(film, path, form, tell)
        return path.read_bytes()


def _pages(query: TeachingQuery) -> bytes:
    return contact_sheet(Image.open(io.BytesIO(page)) for page in query.handout_pages(_SHEET_PPI))


def _stills(film: Film) -> bytes:
    return contact_sheet(film.still(shot) for shot in range(len(film.shots)))
