"""The parameters of a picture as text: the query of an address, the options of a command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import cos, radians

from routemap.basemap.known_names import keys_near, place_key
from routemap.errors import ParameterError
from routemap.geo.extent import KM_PER_DEGREE, Extent
from routemap.geocoding.gazetteer import places_in_gazetteer
from routemap.geocoding.proposal import Match
from routemap.i18n.catalog import supported_language
from routemap.i18n.languages import home_language, known_languages, shown_in
from routemap.look import LOOKS
from routemap.model.chosen_travellers import itinerary_of
from routemap.model.itinerary import Itinerary, Scene
from routemap.pictures.close_ups import LEAST_KM, close_up_km
from routemap.pictures.options import DEFAULT_LOOK, Bare, CloseUp, OwnWords, Part, PictureOptions
from routemap.pictures.picture import FORMATS, Picture
from routemap.pictures.sizes import DEFAULT_PRESET, preset
from routemap.tables.problems import ProblemLog, listed

DATE, PRESET, SCALE, LANGUAGE, LOOK = "date", "preset", "scale", "lang", "look"
STOP, KM, EXTENT, WHO = "stop", "km", "extent", "who"
WITHOUT, TEXT, MISSING_LETTERS = "without", "text", "missing_letters"
TITLE, SUBTITLE, SOURCE, CREDIT = "title", "subtitle", "source", "credit"
WORDS = {TITLE: 200, SUBTITLE: 200, SOURCE: 200, CREDIT: 250}
"""Words of one picture's own, and how many letters they may have."""
BARE, TRANSPARENT = "bare", "transparent"
SHOW, HIDE = "show", "hide"
NAMES = (
    *(DATE, PRESET, SCALE, LANGUAGE, LOOK, STOP, KM, EXTENT, WHO, SHOW, HIDE, WITHOUT, TEXT),
    *(*WORDS, BARE, TRANSPARENT, MISSING_LETTERS),
)
YES = "yes"
"""The value of TRANSPARENT for a picture without a page."""
OF_ONE_DATE = (DATE, SUBTITLE)
LIVE_TEXT = "live"
"""The value of TEXT that keeps the text of an SVG as text."""
BOX = "box"
"""The value of MISSING_LETTERS that draws a box for each letter that no typeface has."""
LEAST_SCALE, LARGEST_SCALE = 0.1, 8.0
MOST_KM = 20_000.0
_POLE, _TURN = 90.0, 360.0
_MOST_NAMED = 100
_ALIASES = {"jpeg": "jpg"}


def read_query(values: Mapping[str, str], itinerary: Itinerary) -> Picture:
    """Return the picture asked for. What is left out or empty is as in `PictureOptions`.

    `date` is a moment's id, without it the picture shows the whole journey; `stop` with `km` across
    or `extent` (west,south,east,north in degrees) choose a part of the map; `who` lists the
    travellers to show, `show` and `hide` names that must and must not stand on the map, and
    `without` parts to leave out, between commas; `title`, `subtitle`, `source` and `credit` stand
    in the place of the journey's own. `bare` draws ground or route alone, `transparent` without a
    page; `missing_letters=box` draws boxes for letters that no typeface has.

    Raises
    ------
    ParameterError
        If there is no such date, size, look, …; the message says which there are.
    """
    given = {name: value for name, value in values.items() if value}
    refuse_unknown(given, NAMES)
    language = read_language(given.get(LANGUAGE), itinerary)
    itinerary = shown_in(of_travellers(itinerary, given.get(WHO, "")), language)
    without = _without(given.get(WITHOUT, ""))
    options = PictureOptions(
        preset=preset(given[PRESET]) if PRESET in given else DEFAULT_PRESET,
        language=supported_language(language),
        look=read_look(given.get(LOOK, DEFAULT_LOOK)),
        area=_area(given, itinerary),
        show=_names(SHOW, given, itinerary),
        hide=_names(HIDE, given, itinerary),
        without=without,
        scale=bounded_number(SCALE, given.get(SCALE, "1"), "a scale", LEAST_SCALE, LARGEST_SCALE),
        live_text=_is_live(given.get(TEXT, "")),
        words=_own_words(given, without),
        bare=_bare(given),
        is_transparent=_is_transparent(given),
        allows_missing_letters=are_missing_letters_allowed(given),
    )
    return Picture(_scene(given.get(DATE), itinerary), options)


def values_of(scene: Scene, language: str, preset: str) -> dict[str, str]:
    """Return the query of the picture of a scene."""
    values = {PRESET: preset, LANGUAGE: language}
    return values if scene.is_over else {**values, DATE: scene.moment.id}


def refuse_one_date(values: Mapping[str, object]) -> None:
    """Refuse what suits one date alone where a picture of each is drawn.

    Raises
    ------
    ParameterError
        If a date is chosen, or a subtitle, which would stand in the place of every date.
    """
    for name in OF_ONE_DATE:
        if values.get(name):
            raise ParameterError(name, f"a picture of each date is drawn; leave out {name}")


def refuse_preset(values: Mapping[str, object]) -> None:
    """Refuse to choose a size where a picture is drawn in three.

    Raises
    ------
    ParameterError
        If one is chosen.
    """
    if values.get(PRESET):
        raise ParameterError(PRESET, "three widths are drawn; leave out preset")


def read_format(name: str, also: Iterable[str] = ()) -> str:
    """Return the format of this name, one of `FORMATS` or of `also`; raises as `require_known`."""
    form = _ALIASES.get(name.lower(), name.lower())
    require_known("format", [form], (*FORMATS, *also), "format")
    return form


def read_language(asked: str | None, itinerary: Itinerary) -> str:
    """Return one of `known_languages`, by default the journey's own; raises as `require_known`."""
    if asked is None:
        return home_language(itinerary.journey)
    require_known(LANGUAGE, [asked], known_languages(itinerary), "language")
    return asked


def read_look(asked: str) -> str:
    """Return the name of a look; raises as `require_known`."""
    require_known(LOOK, [asked], LOOKS, "look")
    return asked


def refuse_unknown(names: Iterable[str], known: Iterable[str], noun: str = "parameter") -> None:
    """Refuse parameters that there are not; raises as `require_known`."""
    for name in sorted(names):
        require_known(name, [name], known, noun)


def require_known(parameter: str, asked: Iterable[str], known: Iterable[str], noun: str) -> None:
    """Refuse values of a parameter that are not known; `noun` says what they are: "look".

    Raises
    ------
    ParameterError
        With the first unknown value and all known ones.
    """
    unknown = sorted(set(asked) - set(known))
    if unknown:
        message = f"there is no {noun} “{unknown[0]}”; use one of {', '.join(known)}"
        raise ParameterError(parameter, message, tuple(known))


def of_travellers(itinerary: Itinerary, text: str) -> Itinerary:
    """Return the itinerary of the travellers whose ids are listed between commas; "" for all.

    Raises
    ------
    ParameterError
        If the journey has no such traveller, or names none.
    """
    asked = [each.strip() for each in text.split(",") if each.strip()]
    if not asked:
        return itinerary
    known = [track.traveller.id for track in itinerary.tracks if track.traveller]
    if not known:
        raise ParameterError(WHO, "the journey names no travellers; leave who out")
    require_known(WHO, asked, known, "traveller")
    return itinerary_of(itinerary, asked)


def _scene(date: str | None, itinerary: Itinerary) -> Scene:
    if date is None:
        return itinerary.overview()
    at = itinerary.timeline.last(date)
    if at is None:
        raise not_in_journey(DATE, date, [moment.id for moment in itinerary.timeline.moments])
    return itinerary.scene(at)


def _area(given: Mapping[str, str], itinerary: Itinerary) -> Extent | CloseUp | None:
    if KM in given and STOP not in given:
        raise ParameterError(KM, "km needs stop; name a stop to show what lies around it")
    if STOP in given and EXTENT in given:
        message = "stop and extent choose two parts of the map; leave one out"
        raise ParameterError(EXTENT, message)
    if EXTENT in given:
        return _extent(given[EXTENT])
    if STOP not in given:
        return None
    at = itinerary.stop_number(given[STOP])
    if at is None:
        raise not_in_journey(STOP, given[STOP], [stop.id for stop in itinerary.journey.stops])
    if KM not in given:
        return CloseUp(at, close_up_km(itinerary))
    km = bounded_number(KM, given[KM], "a number of km", LEAST_KM, MOST_KM)
    return CloseUp(at, km)


def not_in_journey(parameter: str, value: str, known: Sequence[str]) -> ParameterError:
    """Return the refusal of a date or stop that there is not, with those there are."""
    message = f"the journey has no {parameter} “{value}”; it has {listed(known)}"
    return ParameterError(parameter, message, tuple(known[:_MOST_NAMED]))


def _extent(text: str) -> Extent:
    try:
        west, south, east, north = (float(each) for each in text.split(","))
    except ValueError:
        why = "give west,south,east,north in degrees: 125,38,138,52"
        raise _no_extent(text, why) from None
    if not -_POLE <= south < north <= _POLE:
        raise _no_extent(text, "south must lie below north, both from -90 to 90")
    width = east - west if east > west else east - west + _TURN
    are_degrees = all(-_TURN <= each <= _TURN for each in (west, east))
    if not are_degrees or west == east or not 0 < width <= _TURN:
        raise _no_extent(text, "west and east must be degrees from -180 to 180, and differ")
    across = width * cos(radians((south + north) / 2))
    if max(north - south, across) * KM_PER_DEGREE < LEAST_KM:
        raise _no_extent(text, f"it must be at least {LEAST_KM:g} km wide or high")
    return Extent(south, west, north, west + width)


def _no_extent(text: str, why: str) -> ParameterError:
    message = f"“{text}” is not an extent; {why}"
    return ParameterError(EXTENT, message, ("west,south,east,north in degrees",))


def _names(parameter: str, given: Mapping[str, str], itinerary: Itinerary) -> tuple[str, ...]:
    """Return the names that are listed, each of them one of a place near the route.

    To hide what the map does not name is no mistake, if there is a place of that name.
    """
    names = tuple(name for each in given.get(parameter, "").split(",") if (name := each.strip()))
    if not names:
        return ()
    known = keys_near(itinerary.extent)
    if EXTENT in given:
        known |= keys_near(_extent(given[EXTENT]))
    for name in names:
        if place_key(name) in known or (parameter == HIDE and _is_place(name)):
            continue
        message = (
            f"no town or lake near the route, country or sea is called “{name}”; check the spelling"
        )
        raise ParameterError(parameter, message)
    return names


def _is_place(name: str) -> bool:
    return any(
        place.match in {Match.NAME, Match.OTHER_NAME} for place in places_in_gazetteer(name, 1)
    )


def _without(text: str) -> frozenset[Part]:
    asked = [part.strip() for part in text.split(",") if part.strip()]
    require_known(WITHOUT, asked, Part, "part")
    return frozenset(Part(part) for part in asked)


def _own_words(given: Mapping[str, str], without: frozenset[Part]) -> OwnWords:
    """Return the words to write in the place of the journey's, each on one line."""
    words = {name: " ".join(given[name].split()) for name in WORDS if name in given}
    for name, text in words.items():
        if name in without:
            message = f"{name} has words, and without leaves it out; choose one of the two"
            raise ParameterError(name, message)
        log = ProblemLog(name)
        log.checked_text(text, 0, "", WORDS[name])
        for problem in log.in_row_order:
            raise ParameterError(name, f"{name}: {problem.what}; {problem.hint}")
    return OwnWords(**words)


def _bare(given: Mapping[str, str]) -> Bare | None:
    if BARE not in given:
        return None
    require_known(BARE, [given[BARE]], Bare, "bare picture")
    return Bare(given[BARE])


def _is_transparent(given: Mapping[str, str]) -> bool:
    if TRANSPARENT not in given:
        return False
    require_known(TRANSPARENT, [given[TRANSPARENT]], [YES], "answer")
    if BARE not in given:
        message = "transparent needs bare; choose the ground or the route to draw alone"
        raise ParameterError(TRANSPARENT, message)
    return True


def _is_live(text: str) -> bool:
    require_known(TEXT, filter(None, [text]), [LIVE_TEXT], "kind of text")
    return text == LIVE_TEXT


def are_missing_letters_allowed(given: Mapping[str, str]) -> bool:
    """Tell whether boxes are to stand for missing letters; raises as `require_known`."""
    asked = given.get(MISSING_LETTERS, "")
    require_known(MISSING_LETTERS, filter(None, [asked]), [BOX], "sign for missing letters")
    return asked == BOX


def bounded_number(parameter: str, text: str, what: str, least: float, most: float) -> float:
    """Return a number within bounds; raises ParameterError that names them."""
    try:
        found = float(text)
    except ValueError:
        found = float("nan")
    if not least <= found <= most:
        message = f"“{text}” is not {what}; give a number from {least:g} to {most:g}"
        raise ParameterError(parameter, message, (f"from {least:g} to {most:g}",))
    return found
