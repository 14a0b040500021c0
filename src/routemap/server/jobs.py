"""What workers do: read files, draw pictures, make handouts, slides and films."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

from routemap.errors import ForeignFileError, LimitError, Problem
from routemap.exports.contact_sheet import contact_sheet, pictures_in
from routemap.exports.film_files import write_film
from routemap.exports.params import FILM, SLIDES, read_teaching
from routemap.exports.responsive import responsive_zip
from routemap.formats.delimited import read_delimited
from routemap.geocoding.places_table import MissingPlace, TablePlace, places_of
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures.checklist import Check, checklist
from routemap.pictures.omissions import Omission
from routemap.pictures.params import read_query
from routemap.pictures.picture import MOST_SERVED_PIXELS, Picture, zip_of_moments
from routemap.server.loading import Loaded
from routemap.server.single_flight import Payload, gzipped
from routemap.tables import check_files
from routemap.tables.folder import LOCATIONS

if TYPE_CHECKING:
    from routemap.exports.film_frames import Film

PREVIEW = "png"
"""The format of contact sheets: all pages, slides or shots in one picture."""
_MOST_BYTES = 100_000_000
_SHEET_PPI = 44.0
# Of a journey that a visitor brings: the server keeps it as long as the session lasts.
_MOST_STOPS, _MOST_CELLS = 5_000, 200_000


class Opened(NamedTuple):
    """The journey of a visitor's own files, or their problems.

    `places` are all of the table of stops, `wanted` those without coordinates.
    """

    loaded: Loaded
    wanted: tuple[MissingPlace, ...] = ()
    places: tuple[TablePlace, ...] = ()


class Checked(NamedTuple):
    """What a picture has of what a printed map should have, and what it has no room for.

    `names` are those of towns, lakes, countries and seas on it, `others` towns that may be named.
    """

    checks: tuple[Check, ...]
    left_out: tuple[Omission, ...]
    names: tuple[str, ...]
    others: tuple[str, ...]


def open_files(contents: Mapping[str, bytes], title: str) -> Opened:
    """Read a visitor's own files."""
    report = check_files(contents, title)
    digest = sha256(title.encode())
    for name, content in sorted(contents.items()):
        digest.update(f"{name}:{len(content)}:".encode() + content)
    version = digest.hexdigest()[:16]
    try:
        refuse_many_cells(_cells(contents))
        stops = len(report.journey.stops) if report.journey else 0
        _refuse_many(stops, _MOST_STOPS, "stops")
    except LimitError as error:
        what, _, hint = str(error).partition("; ")
        return Opened(Loaded(None, (Problem(LOCATIONS, 0, "", what, hint),), version))
    itinerary = build_itinerary(report.journey) if report.journey else None
    loaded = Loaded(itinerary, report.problems, version)
    with suppress(ForeignFileError, ValueError):  # which the report says too
        table = places_of(contents)
        return Opened(loaded, table.missing(), table.all())
    return Opened(loaded)


def refuse_many_cells(number: int) -> None:
    """Refuse tables that are too large to be kept for a visitor.

    Raises
    ------
    LimitError
        If there are more cells than that; the message says what to do instead.
    """
    _refuse_many(number, _MOST_CELLS, "cells")


def _refuse_many(number: int, most: int, of: str) -> None:
    if number > most:
        raise LimitError(
            f"it has {number:,} {of}, the limit of this page is {most:,}; "
            "shorten it, or use `routemap serve` on your own machine"
        )


def _cells(contents: Mapping[str, bytes]) -> int:
    """Return how many cells all tables have; one that cannot be read has none."""
    number = 0
    for name, content in contents.items():
        with suppress(ForeignFileError):
            if name.endswith(".csv"):
                table = read_delimited(content, name)
                number += len(table.rows) * len(table.header)
    return number


class _LastPicture:
    """The picture a worker laid out last: pages ask for it in one format after another."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}
        self._picture: Picture | None = None
        self._itinerary: Itinerary | None = None

    def of(self, values: Mapping[str, str], itinerary: Itinerary) -> Picture:
        """Return the picture asked for; raises as `read_query`."""
        is_same = self._itinerary is itinerary and self._values == values
        if self._picture is None or not is_same:
            self._picture = None  # two would take twice the memory
            self._picture = read_query(values, itinerary)
            self._values, self._itinerary = dict(values), itinerary
        return self._picture


_LAST_PICTURE = _LastPicture()


def picture(form: str, values: Mapping[str, str], itinerary: Itinerary) -> Payload:
    """Return a picture as a file; raises as `read_query` and `Picture.render`."""
    body = _LAST_PICTURE.of(values, itinerary).render(form, most_pixels=MOST_SERVED_PIXELS)
    return gzipped(body) if form == "svg" else Payload(body)


def checks(values: Mapping[str, str], itinerary: Itinerary) -> Checked:
    """Check a picture for what a printed map should have; raises as `picture`."""
    picture = _LAST_PICTURE.of(values, itinerary)
    names = picture.drawing.names.names
    return Checked(checklist(picture), picture.left_out, names, picture.other_names)


def pictures_of_all_dates(form: str, values: Mapping[str, str], itinerary: Itinerary) -> Payload:
    """Return an archive (ZIP) of pictures, one for each moment; raises as `picture`."""
    picture = read_query(values, itinerary)
    limits = {"most_pixels": MOST_SERVED_PIXELS, "most_bytes": _MOST_BYTES}
    return Payload(zip_of_moments(picture, form, **limits))


def responsive_picture(form: str, values: Mapping[str, str], itinerary: Itinerary) -> Payload:
    """Return an archive (ZIP) of a picture in three widths; raises as `picture`."""
    return Payload(responsive_zip(read_query(values, itinerary), form, MOST_SERVED_PIXELS))


def teaching(
    kind: str,
    form: str,
    values: Mapping[str, str],
    itinerary: Itinerary,
    tell: Callable[[int], object] = lambda _: None,
) -> Payload:
    """Return a handout, slides or a film, or their contact sheet.

    `tell` is called with the number of frames of a film that are done. Raises as `read_teaching`,
    and DrawingError if it cannot be drawn.
    """
    query = read_teaching(kind, values, itinerary)
    if kind == FILM:
        film = query.film()
        if form == PREVIEW:
            return Payload(contact_sheet(map(film.still, range(len(film.shots)))))
        return Payload(_film(film, form, tell))
    if kind == SLIDES:
        slides = query.slides()
        return Payload(contact_sheet(pictures_in(slides)) if form == PREVIEW else slides)
    if form == PREVIEW:
        pages = map(io.BytesIO, query.handout_pages(_SHEET_PPI))
        return Payload(contact_sheet(map(Image.open, pages)))
    return Payload(query.handout())


def _film(film: Film, form: str, tell: Callable[[int], object]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"film.{form}"
        write_film(film, path, form, tell)
        return path.read_bytes()
