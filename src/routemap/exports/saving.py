"""Write a journey to a file in the format that its name or its ending asks for.

What a format needs is imported when a file of it is made, so that a picture waits for no web page,
and data wait for no picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routemap.atomic_file import whole_file, write_whole
from routemap.errors import ParameterError
from routemap.model.itinerary import Itinerary

if TYPE_CHECKING:
    from routemap.i18n.what_follows import Inferred
    from routemap.pictures.omissions import Omission
    from routemap.pictures.picture import Picture

Options = Mapping[str, Any]
ProgressCallback = Callable[[int, int], object]

DATA_ENDINGS = ("geojson", "kml", "gpx", "csv", "lpf.json")
HTML = "html"
TEACHING = ("handout", "slides", "film")
_FORMAT_OF_ENDING = {"pptx": "slides", "webp": "film", "mp4": "film", "htm": HTML}
_FORMULA_SAFE, _PLAIN_LEGS, _LIVE_TEXT = "formula_safe", "plain_legs", "live_text"
_FOLLOWS = "follows"
_ALLOW_MISSING_LETTERS = "allow_missing_letters"


@dataclass(frozen=True, slots=True)
class Saved:
    """What has been written.

    Attributes
    ----------
    path
        The file; of a published folder its page.
    lacks
        What is not in it: of data, the parts of a journey that the format has no place for; of a
        page, why some of its still pictures could not be drawn.
    deleted
        How many files of an earlier edition have been deleted.
    left_out
        Travellers who were not asked for, and what its pictures have no room for; each says so
        with `str`.
    shows_stops
        Whether a stop lies in the part of the map that a picture shows.
    credit
        What a bare picture must have written beside it, for nothing is written on it.
    """

    path: Path
    lacks: tuple[str, ...] = ()
    deleted: int = 0
    left_out: tuple[Omission, ...] = ()
    shows_stops: bool = True
    credit: str = ""

    def __fspath__(self) -> str:
        """Return the path, so that ``open`` takes this in its place."""
        return str(self.path)


def format_of(path: Path, form: str | None = None) -> str:
    """Return the format that a file is to have: `form`, else what its ending names.

    Raises
    ------
    ParameterError
        If there is none; the message says what there is.
    """
    from routemap.pictures.params import read_format

    two_endings = ".".join(path.name.lower().split(".")[-2:])
    ending = two_endings if two_endings in DATA_ENDINGS else path.suffix.lstrip(".").lower()
    name = form.lower() if form else _FORMAT_OF_ENDING.get(ending, ending)
    if not name:
        message = f"{path} has no ending to tell the format; add one, or name a format such as png"
        raise ParameterError("format", message)
    return read_format(name, also=(*DATA_ENDINGS, *TEACHING, HTML))


def save(
    itinerary: Itinerary, path: Path, form: str, options: Options, progress: ProgressCallback | None
) -> Saved:
    """Write a journey to a file.

    Parameters
    ----------
    itinerary, path
        What is written, and where.
    form
        The format, as `format_of` names it.
    options
        What is chosen of it, by the names of the commands' options.
    progress
        Called while a film is made, with the number of frames that are done and of all.

    Raises
    ------
    ParameterError
        If the format has no such option; the message says what there is.
    DrawingError
        If something cannot be drawn.
    OSError
        If the file cannot be written.
    """
    if form in DATA_ENDINGS:
        return _save_data(itinerary, path, form, _given(options))
    if form in TEACHING:
        return _save_teaching(itinerary, path, form, _given(options), progress)
    if form == HTML:
        return _save_page(itinerary, path, _given(options))
    picture = asked_picture(itinerary, form, options)
    write_whole(path, picture.render(form))
    credit = picture.metadata.credit if picture.options.bare else ""
    return Saved(path, left_out=picture.left_out, shows_stops=picture.shows_stops, credit=credit)


def asked_picture(itinerary: Itinerary, form: str, options: Options) -> Picture:
    """Return the picture that `options` ask for.

    Raises
    ------
    ParameterError
        If there is no such date, size, look, …; the message says what there is.
    """
    from routemap.pictures.params import (
        LIVE_TEXT,
        MISSING_LETTERS,
        NAMES,
        TEXT,
        TRANSPARENT,
        YES,
        read_query,
    )

    given = _given(options)
    flags = {TEXT: _LIVE_TEXT, MISSING_LETTERS: _ALLOW_MISSING_LETTERS}
    _refuse_misfits(form, given, tuple(flags.get(name, name) for name in NAMES))
    if given.pop(_LIVE_TEXT, None):
        given[TEXT] = LIVE_TEXT
    if TRANSPARENT in given:
        given[TRANSPARENT] = YES
    _take_missing_letters(given)
    return read_query(given, itinerary)


def _take_missing_letters(given: dict[str, str]) -> None:
    """Turn the option that allows missing letters into the parameter."""
    from routemap.pictures.params import BOX, MISSING_LETTERS

    if given.pop(_ALLOW_MISSING_LETTERS, None):
        given[MISSING_LETTERS] = BOX


def _save_data(itinerary: Itinerary, path: Path, form: str, given: Mapping[str, str]) -> Saved:
    from routemap.formats.registry import (
        DATA_FORMATS,
        FORMULA_SAFE,
        INFERRING,
        formula_safe_csv,
        plain_itinerary,
    )
    from routemap.pictures.params import WHO, of_travellers

    fitting = [_PLAIN_LEGS, WHO]
    fitting += [_FORMULA_SAFE] if form == FORMULA_SAFE else []
    fitting += [_FOLLOWS] if form in INFERRING else []
    _refuse_misfits(form, given, tuple(fitting))
    itinerary = of_travellers(itinerary, given.get(WHO, ""))
    data = DATA_FORMATS[form]
    told = plain_itinerary(itinerary) if _PLAIN_LEGS in given else itinerary
    inferred = _inferred(told) if _FOLLOWS in given else {}
    if _FORMULA_SAFE in given:
        write_whole(path, formula_safe_csv(told, inferred))
    else:
        write_whole(path, INFERRING[form](told, inferred) if inferred else data.write(told))
    # Of parts that the journey has; `lost` also names what is no part of its own, such as ways.
    lacks = tuple(part for part in data.lost if getattr(itinerary.journey, part, True))
    return Saved(path, lacks, left_out=_travellers_left_out(itinerary))


def _inferred(itinerary: Itinerary) -> Inferred:
    """Return what follows for stops, with the speeds that the journey assumes."""
    from routemap.exports.follows_box import all_that_follows
    from routemap.i18n.catalog import supported_language
    from routemap.i18n.what_follows import inferred_cells

    findings = all_that_follows(itinerary)
    return inferred_cells(findings, supported_language(itinerary.journey.language))


def _travellers_left_out(itinerary: Itinerary) -> tuple[Omission, ...]:
    if not itinerary.journey.absent:
        return ()
    from routemap.pictures.omissions import absent_travellers

    return (absent_travellers(itinerary, itinerary.journey.language),)


def _save_teaching(
    itinerary: Itinerary,
    path: Path,
    kind: str,
    given: dict[str, str],
    progress: ProgressCallback | None,
) -> Saved:
    from routemap.exports.page_code import BASE_URL
    from routemap.exports.params import CHOICES, FILM, HANDOUT, read_teaching
    from routemap.pictures.params import YES

    own = (BASE_URL,) if kind != FILM else ()
    _refuse_misfits(kind, given, (*CHOICES[kind], *own, _ALLOW_MISSING_LETTERS))
    _take_missing_letters(given)
    if _FOLLOWS in given:
        given[_FOLLOWS] = YES
    ending = path.suffix.lstrip(".").lower()
    if kind == FILM and _FORMAT_OF_ENDING.get(ending) != FILM:
        raise ParameterError("format", f"{path} cannot hold a film; end it with .webp or .mp4")
    query = read_teaching(kind, given, itinerary, is_served=False)
    if kind != FILM:
        told: list[Omission] = []
        write_whole(path, (query.handout if kind == HANDOUT else query.slides)(told.extend))
        return Saved(path, left_out=tuple(told))
    from routemap.exports.film_files import write_film

    film = query.film()
    with whole_file(path) as unfinished:
        write_film(
            film,
            unfinished,
            ending,
            lambda done: progress and progress(done, film.frame_count),
        )
    return Saved(path, left_out=film.left_out)


def _save_page(itinerary: Itinerary, path: Path, given: Mapping[str, str]) -> Saved:
    from routemap.exports.single_file import write_single_file
    from routemap.pictures.omissions import merged

    _refuse_misfits(HTML, given, ("lang",))
    page = write_single_file(itinerary, path, given.get("lang"))
    return Saved(path, tuple(page.refusals), left_out=merged(page.left_out))


def _given(options: Mapping[str, Any]) -> dict[str, str]:
    """Return the options that say something, as the query of an address has them."""
    given = {}
    for name, value in options.items():
        if value is None or value is False:
            continue
        is_several = isinstance(value, Iterable) and not isinstance(value, str)
        given[name] = ",".join(map(str, value)) if is_several else str(value)
    return {name: text for name, text in given.items() if text}


def _refuse_misfits(form: str, given: Mapping[str, str], fitting: tuple[str, ...]) -> None:
    from routemap.pictures.params import refuse_unknown

    asked, known = ([name.replace("_", "-") for name in names] for names in (given, fitting))
    refuse_unknown(asked, known, f"{form} option")
