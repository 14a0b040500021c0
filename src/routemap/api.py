"""Read a journey, then draw, save, publish or show it: what ``import routemap`` offers.

The commands `export` and `publish` are made of this. What a format needs is imported when a file
of it is made, so that a picture waits for no web page, and data wait for no picture.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from routemap.atomic_file import write_whole
from routemap.errors import DrawingError, JourneyError, ParameterError, Problem
from routemap.exports.keywords import PictureKeywords, SaveKeywords
from routemap.exports.saving import ProgressCallback, Saved, asked_picture, format_of, save
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.journey import Journey
from routemap.shipped import shipped_journey
from routemap.tables import check_journey
from routemap.web_address import address_parts

if TYPE_CHECKING:
    from routemap.model.moments import Moment
    from routemap.pictures.omissions import Omission
    from routemap.pictures.picture import Picture

    StrPath = str | os.PathLike[str]

__all__ = [
    "DrawingError",
    "Itinerary",
    "Journey",
    "JourneyError",
    "JourneyMap",
    "ParameterError",
    "Problem",
    "Saved",
    "StillMap",
    "read",
]


def read(path: StrPath | None = None) -> JourneyMap:
    """Read a journey from a folder of tables, or from a lone table of stops.

    Parameters
    ----------
    path
        A folder, or a CSV file; the shipped journey if left out.

    Returns
    -------
    JourneyMap
        The journey, to be drawn and saved. Its `warnings` are the problems that do not prevent it.

    Raises
    ------
    JourneyError
        If the tables have errors. Its `problems` are all of them, each with file, row, column,
        what is wrong and how to fix it.
    FileNotFoundError
        If there is no such folder or file.

    Examples
    --------
    >>> import routemap
    >>> trip = routemap.read()
    >>> [stop.id for stop in trip.journey.stops]
    ['pyongyang', 'khasan', 'vostochny', 'komsomolsk']
    >>> trip.warnings
    ()
    """
    report = check_journey(shipped_journey() if path is None else Path(path))
    if report.journey is None:
        raise JourneyError(report.problems)
    return JourneyMap(build_itinerary(report.journey), report.problems)


@dataclass(frozen=True, slots=True)
class StillMap:
    """A picture that has been drawn. A notebook shows it.

    Attributes
    ----------
    content
        The file, as ``bytes(picture)`` returns it too.
    form
        Its format: png, jpg, svg or pdf.
    media_type
        The same as IANA calls it.
    alt, caption, credit
        Text to go with it, in its language: alt text, caption, and who must be credited.
    left_out
        What it has no room for; each says so with `str`.
    shows_stops
        Whether a stop lies in the part of the map that it shows.
    """

    content: bytes = field(repr=False)
    form: str
    media_type: str
    alt: str
    caption: str
    credit: str
    left_out: tuple[Omission, ...] = field(default=(), repr=False)
    shows_stops: bool = True

    def save(self, path: StrPath) -> Path:
        """Write the picture to a file and return its path. A file of that name is replaced."""
        write_whole(Path(path), self.content)
        return Path(path)

    def __bytes__(self) -> bytes:
        """Return the file."""
        return self.content

    def _repr_html_(self) -> str | None:
        """Return the picture as HTML with its alt text; None for a PDF, which no page can show."""
        if self.form == "pdf":
            return None
        from routemap.page.notebook import picture_html

        return picture_html(self.content, self.media_type, self.alt)


@dataclass(frozen=True, repr=False)
class JourneyMap:
    """A journey that can be drawn, saved and published. A notebook shows it as a map to explore.

    Attributes
    ----------
    itinerary
        The journey with what follows from it: the order of its moments, the lengths of its legs.
    warnings
        Problems of its tables that do not prevent it.
    """

    itinerary: Itinerary
    warnings: tuple[Problem, ...] = ()

    def __repr__(self) -> str:
        """Name the journey; all that it says would fill a screen."""
        title = self.journey.title.original.text
        return f"<JourneyMap {title!r}, {len(self.journey.stops)} stops>"

    @property
    def journey(self) -> Journey:
        """Return what the tables say: title, stops, legs, events, references."""
        return self.itinerary.journey

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Return the positions of the date slider, in order; their `id` is what `date` takes."""
        return self.itinerary.timeline.moments

    def picture(self, form: str = "png", **options: Unpack[PictureKeywords]) -> StillMap:
        """Draw a still map.

        Parameters
        ----------
        form
            png, jpg, svg or pdf.
        date
            Id of the moment to show, such as ``"2023-09-13"``; the whole journey if left out.
        preset
            A size by name (``routemap export --list-presets``), ``"1200x800"`` in px or
            ``"100x110mm"``.
        scale
            Pixels for each of the preset's, up to 8.
        lang
            en, ko, ru, de, fr, es, or another that the journey has; its own language if left out.
        look
            colour, grey, contrast or dark.
        stop, km
            Id of a stop, to show what lies around it, and how many km across.
        extent
            West, south, east and north of what to show, in degrees.
        who
            Ids of the travellers to show; all of them if left out.
        show, hide
            Names of towns, lakes, countries and seas that must, and must not, stand on the map.
        without
            Parts to leave out: title, subtitle, key, scale, locator, north, source, logo; of the
            ground borders, countries, towns, rivers.
        live_text
            Whether an SVG keeps its text as text instead of as outlines.
        title, subtitle, source, credit
            Words of this picture's own, in the place of the journey's. What the licences of ground
            and ways demand stands beside them.
        bare
            ground or route, to be drawn alone, just where the whole picture has it: the ``credit``
            must then be written beside it.
        transparent
            Whether a bare picture has no page behind it (not in jpg).
        allow_missing_letters
            Whether a box stands for a letter that no typeface has; else nothing is drawn.

        Raises
        ------
        ParameterError
            If there is no such date, size, look, …; the message says what there is.
        DrawingError
            If no typeface has a letter of something, or the drawing cannot be made.

        Examples
        --------
        >>> import routemap
        >>> picture = routemap.read().picture(date="2023-09-13", preset="card", look="grey")
        >>> picture.form, bytes(picture)[1:4]
        ('png', b'PNG')
        """
        from routemap.pictures.params import read_format

        form = read_format(form)
        return _drawn(asked_picture(self.itinerary, form, options), form)

    def pictures(
        self, form: str = "png", **options: Unpack[PictureKeywords]
    ) -> Iterator[tuple[str, StillMap]]:
        """Draw every moment; yield its id and its picture.

        Parameters are those of `picture` without `date` and `subtitle`.
        """
        from routemap.pictures.params import read_format, refuse_one_date
        from routemap.pictures.picture import MOST_WHOLE_PIXELS

        form = read_format(form)
        refuse_one_date(options)
        picture = asked_picture(self.itinerary, form, options)
        picture.refuse_whole(form, MOST_WHOLE_PIXELS)
        for one in picture.of_all_moments():
            yield one.scene.moment.id, _drawn(one, form)

    def responsive(self, form: str = "png", **options: Unpack[PictureKeywords]) -> dict[str, bytes]:
        """Draw a picture in three widths; return the files by name, with the HTML to paste.

        Parameters are those of `picture` without `preset`; forms are png, jpg and svg.
        """
        from routemap.exports.responsive import responsive_files
        from routemap.pictures.params import read_format, refuse_preset
        from routemap.pictures.picture import MOST_PIXELS

        form = read_format(form)
        refuse_preset(options)
        return responsive_files(asked_picture(self.itinerary, form, options), form, MOST_PIXELS)

    def save(
        self,
        path: StrPath,
        form: str | None = None,
        progress: ProgressCallback | None = None,
        **options: Unpack[SaveKeywords],
    ) -> Saved:
        """Write the journey to a file, in the format that its ending names. An old one is replaced.

        Parameters
        ----------
        path
            The file: .png, .jpg, .svg, .pdf; .geojson, .kml, .gpx, .csv, .lpf.json; .html;
            .pptx (slides), .webp, .mp4 (film).
        form
            The format where the ending does not tell it: one of these without the dot, handout,
            slides or film.
        progress
            Called while a film is made, with the number of frames that are done and of all.
        moments
            Of a handout, slides or a film: ids of the moments that are told, or dates; without
            them all, or 30 of a long journey.
        answers
            Of a handout: last (on the last page), none, or own (nothing but the answers).
        base_url
            Of a handout and slides: where the journey is published; a QR code leads there.
        paper
            Of a handout: a4 or letter.
        shape
            Of a film: wide or tall.
        plain_legs
            In data, whether to leave out drawn ways, and with them the licence of their data.
        formula_safe
            In CSV, whether to disarm cells that a spreadsheet would take for formulas.
        follows
            In GeoJSON, CSV, Linked Places and a handout, whether to write what follows from the
            dates, too.
        **options
            For a picture, all of `picture`; `lang`, `look` and `who` also for handout, slides and
            film, `who` for data, `lang` for a page.

        Raises
        ------
        ParameterError
            If there is no such format, or it has no such option; the message says what there is.
        DrawingError
            If something cannot be drawn.
        OSError
            If the file cannot be written.

        Examples
        --------
        >>> import routemap
        >>> trip = routemap.read()
        >>> trip.save("trip.kml", plain_legs=True).lacks
        ('lesson',)
        >>> trip.save("handout.pdf", "handout", paper="letter").path.name
        'handout.pdf'
        """
        path = Path(path)
        return save(self.itinerary, path, format_of(path, form), options, progress)

    def publish(
        self,
        folder: StrPath,
        base_url: str = "",
        *,
        force: bool = False,
        progress: ProgressCallback | None = None,
    ) -> Saved:
        """Write the journey as a folder that any web server can hold.

        Publishing again replaces what has changed and deletes what is no longer needed.

        Parameters
        ----------
        folder
            Where to write; it is made if it is not there.
        base_url
            Where the folder will stand, from https:// on, for links that are shared.
        force
            Whether to replace pages that routemap has not made.
        progress
            Called after each picture, with the number that are done and of all.

        Raises
        ------
        ParameterError
            If `base_url` is not a web address.
        ValueError
            If pages of somebody else are in the way.
        OSError
            If a file cannot be written.

        Examples
        --------
        >>> import routemap
        >>> routemap.read().publish("site").path.name
        'index.html'
        """
        from routemap.exports.folder import SiteFolder
        from routemap.exports.static_site import StaticSite

        address = address_parts(base_url)
        if base_url and not (address.scheme in {"http", "https"} and address.netloc):
            message = f"{base_url} is not a web address; begin it with https://"
            raise ParameterError("base-url", message)
        folder = Path(folder)
        if folder.exists() and not folder.is_dir():
            raise ValueError(f"{folder} is a file; name a folder")
        site, target = StaticSite(self.itinerary, base_url), SiteFolder(folder)
        if not force:
            target.refuse_foreign(site.page_names())
        for name, body in site.files(progress or (lambda *_: None)):
            target.write(name, body)
        return Saved(folder / "index.html", site.refusals, target.finish(), site.left_out)

    def _repr_html_(self) -> str:
        """Return the page of the journey in a frame of its own, which asks no other host."""
        from routemap.exports.single_file import framed_page
        from routemap.i18n.languages import home_language
        from routemap.page.notebook import frame_html

        language = home_language(self.journey)
        return frame_html(framed_page(self.itinerary, language), self.journey.title, language)


def _drawn(picture: Picture, form: str) -> StillMap:
    from routemap.pictures.picture import FORMATS

    told = picture.metadata
    texts = (told.alt, told.caption, told.credit)
    seen = (picture.left_out, picture.shows_stops)
    return StillMap(picture.render(form), form, FORMATS[form], *texts, *seen)
