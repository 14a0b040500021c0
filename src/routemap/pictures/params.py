"""What somebody asks of a picture in words: the query of an address, the options of a command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routemap.errors import ParameterError
from routemap.geo.extent import Extent
from routemap.i18n.catalog import LANGUAGES, supported_language
from routemap.look import LOOKS
from routemap.pictures.options import DEFAULT_LOOK, CloseUp, Part, Request
from routemap.pictures.picture import FORMATS, MOST_PIXELS, Picture, pixels
from routemap.pictures.sizes import DEFAULT_PRESET, preset
from routemap.tables.problems import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from routemap.model.itinerary import Itinerary, Scene

DATE, PRESET, SCALE, LANGUAGE, LOOK = "date", "preset", "scale", "lang", "look"
STOP, KM, EXTENT, WITHOUT, TEXT = "stop", "km", "extent", "without", "text"
NAMES = (DATE, PRESET, SCALE, LANGUAGE, LOOK, STOP, KM, EXTENT, WITHOUT, TEXT)
LIVE_TEXT = "live"
"""What TEXT may say: an SVG then keeps its text as text."""
DEFAULT_KM = 200.0
LEAST_SCALE, LARGEST_SCALE = 0.1, 8.0
LEAST_KM, MOST_KM = 1.0, 20_000.0
_POLE, _TURN = 90.0, 360.0
_MOST_NAMED = 100
# However small a picture is, it takes as long to lay out as one with so many pixels to paint.
_LEAST_PIXELS = 0.8e6
_ALIASES = {"jpeg": "jpg"}


@dataclass(frozen=True, slots=True)
class PictureQuery:
    """A picture that can be drawn: of which scene, how it is to look, and how it is written."""

    scene: Scene
    request: Request
    scale: float = 1.0
    live_text: bool = False

    def picture(self) -> Picture:
        """Return the picture."""
        return Picture(self.scene, self.request)

    def written(self, form: str, *, most_pixels: float = MOST_PIXELS) -> bytes:
        """Return the picture as a file; raises as `Picture.written`."""
        return self.picture().written(
            form, scale=self.scale, live_text=self.live_text, most_pixels=most_pixels
        )

    def whole_pixels(self, form: str) -> float:
        """Return how many pixels the pictures of all moments have together."""
        moments = len(self.scene.itinerary.timeline.moments)
        return moments * pixels(self.request.preset, self.scale, form)

    def refuse_whole(self, form: str, most_pixels: float) -> None:
        """Refuse the pictures of all moments if they are more than there may be.

        Parameters
        ----------
        form
            Their format.
        most_pixels
            How many pixels they may have together; it bounds the number of small ones, too.

        Raises
        ------
        ParameterError
            If they are; the message says how many there would be, and how to ask for less.
        """
        whole, moments = self.whole_pixels(form), len(self.scene.itinerary.timeline.moments)
        most = int(most_pixels / _LEAST_PIXELS)
        if moments > most and whole <= most_pixels:
            raise ParameterError(
                DATE,
                f"all dates would be {moments:,} pictures, more than {most:,}; "
                "ask for one date after another",
            )
        if whole > most_pixels:
            raise ParameterError(
                SCALE,
                f"all {moments:,} dates as “{self.request.preset.name}” at scale {self.scale:g} "
                f"would be {whole / 1e6:,.0f} million pixels, more than {most_pixels / 1e6:,.0f}; "
                "choose a smaller size or scale, or ask for one date after another",
            )

    def file_name(self, form: str) -> str:
        """Return a name that tells what is in the file: "2023-09-13-web-ko.png"."""
        moment = "route" if self.scene.is_over else self.scene.moment.id.replace("/", "_")
        size = self.request.preset.name.replace(" ", "")
        return f"{moment}-{size}-{self.request.language}.{form}"


def read_query(values: Mapping[str, str], itinerary: Itinerary) -> PictureQuery:
    """Return what is asked for. What is left out, or empty, is as in `Request`.

    `date` is a moment's id, without it the picture shows the whole journey; `stop` with `km` across
    or `extent` (west,south,east,north in degrees) choose a part of the map; `without` lists parts
    to leave out, between commas.

    Raises
    ------
    ParameterError
        If there is no such date, size, look, …; the message says what there is.
    """
    given = {name: value for name, value in values.items() if value}
    unknown = sorted(set(given) - set(NAMES))
    if unknown:
        one_of(unknown[0], [unknown[0]], NAMES, "nothing called “{}” to ask for")
    return PictureQuery(
        scene=_scene(given.get(DATE), itinerary),
        request=Request(
            preset=preset(given[PRESET]) if PRESET in given else DEFAULT_PRESET,
            language=read_language(given.get(LANGUAGE), itinerary),
            look=read_look(given.get(LOOK, DEFAULT_LOOK)),
            area=_area(given, itinerary),
            without=_without(given.get(WITHOUT, "")),
        ),
        scale=_number(SCALE, given.get(SCALE, "1"), "scale", LEAST_SCALE, LARGEST_SCALE),
        live_text=_is_live(given.get(TEXT, "")),
    )


def read_format(name: str) -> str:
    """Return the format of this name, one of `FORMATS`.

    Raises
    ------
    ParameterError
        If there is none.
    """
    form = _ALIASES.get(name.lower(), name.lower())
    one_of("format", [form], FORMATS, "no format “{}”")
    return form


def one_of(parameter: str, asked: Iterable[str], known: Iterable[str], none: str) -> None:
    """Refuse what is asked for and not known; `none` says so: "no look “{}”".

    Raises
    ------
    ParameterError
        If there is any such.
    """
    unknown = sorted(set(asked) - set(known))
    if unknown:
        message = f"there is {none.format(unknown[0])}; there are {', '.join(known)}"
        raise ParameterError(parameter, message, tuple(known))


def _scene(date: str | None, itinerary: Itinerary) -> Scene:
    if date is None:
        return itinerary.overview()
    number = itinerary.timeline.index(date)
    if number is None:
        known = tuple(moment.id for moment in itinerary.timeline.moments)
        message = f"the journey has no date “{date}”; it has {listed(known)}"
        raise ParameterError(DATE, message, known[:_MOST_NAMED])
    return itinerary.scene(number)


def read_language(asked: str | None, itinerary: Itinerary) -> str:
    """Return a language of ours, the journey's own if none is asked for; raises as `one_of`."""
    if asked is not None:
        one_of(LANGUAGE, [asked], LANGUAGES, "no language “{}”")
        return asked
    return supported_language(itinerary.journey.language)


def read_look(asked: str) -> str:
    """Return the name of a look; raises as `one_of`."""
    one_of(LOOK, [asked], LOOKS, "no look “{}”")
    return asked


def _area(given: Mapping[str, str], itinerary: Itinerary) -> Extent | CloseUp | None:
    if STOP in given and EXTENT in given:
        message = "stop and extent ask for two parts of the map; leave one out"
        raise ParameterError(EXTENT, message)
    if EXTENT in given:
        return _extent(given[EXTENT])
    if STOP not in given:
        return None
    number = itinerary.stop_number(given[STOP])
    if number is None:
        known = tuple(stop.id for stop in itinerary.journey.stops)
        message = f"the journey has no stop “{given[STOP]}”; it has {listed(known)}"
        raise ParameterError(STOP, message, known[:_MOST_NAMED])
    km = _number(KM, given.get(KM, str(DEFAULT_KM)), "number of km", LEAST_KM, MOST_KM)
    return CloseUp(number, km)


def _extent(text: str) -> Extent:
    try:
        west, south, east, north = (float(number) for number in text.split(","))
    except ValueError:
        why = "give west,south,east,north in degrees: 125,38,138,52"
        raise _no_extent(text, why) from None
    if not -_POLE <= south < north <= _POLE:
        raise _no_extent(text, "south must lie below north, both from -90 to 90")
    width = east - west if east > west else east - west + _TURN
    if not (-_TURN <= west <= _TURN and west != east and width <= _TURN):
        raise _no_extent(text, "west and east must be degrees from -180 to 180, and differ")
    return Extent(south, west, north, west + width)


def _no_extent(text: str, why: str) -> ParameterError:
    message = f"“{text}” is no extent; {why}"
    return ParameterError(EXTENT, message, ("west,south,east,north in degrees",))


def _without(text: str) -> frozenset[Part]:
    asked = [part.strip() for part in text.split(",") if part.strip()]
    one_of(WITHOUT, asked, Part, "no part “{}” to leave out")
    return frozenset(Part(part) for part in asked)


def _is_live(text: str) -> bool:
    if text not in {"", LIVE_TEXT}:
        message = f"text can be “{LIVE_TEXT}” or left out, not “{text}”"
        raise ParameterError(TEXT, message, (LIVE_TEXT,))
    return text == LIVE_TEXT


def _number(parameter: str, text: str, what: str, least: float, most: float) -> float:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not least <= number <= most:
        message = f"“{text}” is no {what}; give a number from {least:g} to {most:g}"
        raise ParameterError(parameter, message, (f"from {least:g} to {most:g}",))
    return number
