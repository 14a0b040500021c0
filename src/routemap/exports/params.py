"""What is asked of handout, slides or film: the query of an address, options of a command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routemap.errors import ParameterError
from routemap.exports.film_timing import Shape
from routemap.exports.follows_box import FOLLOWS
from routemap.exports.handout_content import Answers, HandoutOptions, Paper
from routemap.exports.page_code import BASE_URL, read_page_address
from routemap.exports.selection import Selection
from routemap.formats.registry import file_stem
from routemap.i18n.catalog import supported_language
from routemap.i18n.languages import shown_in
from routemap.model.itinerary import Itinerary
from routemap.model.moments import Moment
from routemap.pictures.legibility import in_our_letters
from routemap.pictures.options import DEFAULT_LOOK, look_in_name
from routemap.pictures.params import (
    LANGUAGE,
    LOOK,
    MISSING_LETTERS,
    WHO,
    YES,
    are_missing_letters_allowed,
    of_travellers,
    read_language,
    read_look,
    refuse_unknown,
    require_known,
)

if TYPE_CHECKING:
    from routemap.exports.film_frames import Film
    from routemap.pictures.omissions import TellLeftOut

HANDOUT, SLIDES, FILM = "handout", "slides", "film"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
"""The media type of slides (IANA)."""
PAPER, SHAPE, ANSWERS, MOMENTS = "paper", "shape", "answers", "moments"
CHOICES = {
    HANDOUT: (LANGUAGE, LOOK, WHO, MOMENTS, PAPER, ANSWERS, FOLLOWS),
    SLIDES: (LANGUAGE, LOOK, WHO, MOMENTS),
    FILM: (LANGUAGE, LOOK, WHO, MOMENTS, SHAPE),
}
"""What can be chosen of each, beside what becomes of missing letters."""


MOST_SERVED, MOST = 150, 2000
"""The most pages of a handout that a server makes, and a command."""
_MOST_ASKED = 60
# On a page of the handout: rows of the table of moments, stops, and letters of a text.
_ROWS_A_PAGE, _STOPS_A_PAGE, _LETTERS_A_PAGE = 25, 2, 2500
_OTHER_PAGES = 4


@dataclass(frozen=True, slots=True)
class TeachingQuery:
    """A handout, slides or a film that can be made.

    The modules that make them are imported when needed: a server starts without PROJ and
    python-pptx. Those that make a handout raise ParameterError if it would be too long, as
    `refuse_long` does; the limit of a server (`is_served`) is lower than that of a command.
    """

    itinerary: Itinerary
    language: str
    look: str
    paper: Paper
    shape: Shape
    answers: Answers = Answers.LAST
    moments: tuple[int, ...] = ()
    is_served: bool = True
    allows_missing_letters: bool = False
    follows: bool = False
    page_address: str = ""

    def handout(self, tell: TellLeftOut | None = None) -> bytes:
        """Return the handout (PDF); `tell` and what it raises are as of `handout_pdf`."""
        from routemap.exports.handout import handout_pdf  # noqa: PLC0415

        self.refuse_long(HANDOUT)
        return handout_pdf(self._told, self.language, self._handout_options, tell)

    def handout_pages(self, ppi: float) -> list[bytes]:
        """Return the pages of the handout (PNG)."""
        from routemap.exports.handout import handout_pages  # noqa: PLC0415

        self.refuse_long(HANDOUT)
        return handout_pages(self._told, self.language, self._handout_options, ppi)

    def slides(self, tell: TellLeftOut | None = None) -> bytes:
        """Return the slides (PPTX); `tell` and what it raises are as of `slides_pptx`."""
        from routemap.exports.slides import slides_pptx  # noqa: PLC0415

        return slides_pptx(
            self._told,
            self.language,
            self.look,
            tell,
            allows_missing_letters=self.allows_missing_letters,
            page_address=self.page_address,
        )

    def film(self) -> Film:
        """Return the film; nothing of it is drawn yet."""
        from routemap.exports.film_frames import Film  # noqa: PLC0415

        # Burnt-in text names a place as the map beside it does.
        itinerary = in_our_letters(self.itinerary, self.language)
        told, allowed = Selection(itinerary, self.moments), self.allows_missing_letters
        return Film(told, self.language, self.shape, self.look, allowed)

    @property
    def told_moments(self) -> tuple[Moment, ...]:
        """Return the moments that are told."""
        moments = self.itinerary.timeline.moments
        return tuple(moments[number] for number in self._told.moments)

    @property
    def _handout_options(self) -> HandoutOptions:
        return HandoutOptions(
            self.paper,
            self.look,
            self.answers,
            self.allows_missing_letters,
            self.follows,
            self.page_address,
        )

    @property
    def _told(self) -> Selection:
        return Selection(self.itinerary, self.moments)

    def refuse_long(self, kind: str) -> None:
        """Refuse to make a handout of too many pages; slides and films are never long.

        Raises
        ------
        ParameterError
            If it would be; the message says how long it would be, and how to ask for less.
        """
        pages, most = self.pages(), MOST_SERVED if self.is_served else MOST
        if kind == HANDOUT and pages > most:
            message = (
                f"the handout of this journey would have about {pages:,} pages, more than "
                f"{most:,}; choose dates by `{MOMENTS}`"
            )
            if self.is_served:
                message += f", or take `routemap export` on your own machine ({MOST:,})"
            raise ParameterError(kind, message)

    def pages(self) -> int:
        """Estimate the number of pages of the handout, without setting any."""
        journey, told = self.itinerary.journey, self._told
        stops = {journey.stops[number].id for number in told.stops}
        letters = sum(
            len(each.text)
            for scene in told.scenes
            for event in scene.events
            if not event.stop or event.stop in stops
            for each in (event.text.original, event.quote.original)
        )
        return (
            _OTHER_PAGES
            + len(stops) * (2 if self.follows else 1) // _STOPS_A_PAGE
            + len(told.moments) // _ROWS_A_PAGE
            + letters // _LETTERS_A_PAGE
        )

    def file_name(self, kind: str, form: str) -> str:
        """Return a name that says what is in the file: "…-handout-a4-grey-ko.pdf"."""
        chosen = {HANDOUT: self._of_handout, SLIDES: (), FILM: (self.shape,)}[kind]
        named = (*chosen, *look_in_name(self.look), self.language)
        return f"{'-'.join((file_stem(self.itinerary), kind, *named))}.{form}"

    @property
    def _of_handout(self) -> tuple[str, ...]:
        is_usual = self.answers == Answers.LAST
        answers = () if is_usual else (f"answers-{self.answers}",)
        return (self.paper, *answers, *((FOLLOWS,) if self.follows else ()))


def read_teaching(
    kind: str, values: Mapping[str, str], itinerary: Itinerary, *, is_served: bool = True
) -> TeachingQuery:
    """Return the handout, slides or film that are asked for; what is left out has its default.

    Raises
    ------
    ParameterError
        If there is no such language, traveller, paper, …; the message says what there is.
    """
    given = {name: value for name, value in values.items() if value}
    # Whoever asks a server must not have it print the address of a page that is another's.
    own = (BASE_URL,) if kind != FILM and not is_served else ()
    refuse_unknown(given, (*CHOICES[kind], *own, MISSING_LETTERS))
    paper, shape = given.get(PAPER, Paper.A4), given.get(SHAPE, Shape.WIDE)
    require_known(PAPER, [paper], [*Paper], "paper")
    answers = given.get(ANSWERS, Answers.LAST)
    require_known(SHAPE, [shape], [*Shape], "shape")
    require_known(FOLLOWS, [given.get(FOLLOWS, YES)], [YES], "value")
    require_known(ANSWERS, [answers], [*Answers], "place of answers")
    language = read_language(given.get(LANGUAGE), itinerary)
    shown = shown_in(of_travellers(itinerary, given.get(WHO, "")), language)
    return TeachingQuery(
        shown,
        supported_language(language),
        read_look(given.get(LOOK, DEFAULT_LOOK)),
        Paper(paper),
        Shape(shape),
        Answers(answers),
        _moments(given.get(MOMENTS, ""), shown),
        is_served,
        are_missing_letters_allowed(given),
        FOLLOWS in given,
        read_page_address(given[BASE_URL]) if BASE_URL in given else "",
    )


def _moments(text: str, itinerary: Itinerary) -> tuple[int, ...]:
    """Return the numbers of moments whose names stand between commas: of a date all it has."""
    timeline = itinerary.timeline
    asked = [name.strip() for name in text.split(",") if name.strip()]
    require_known(MOMENTS, asked, timeline.names, "date")
    numbers = dict.fromkeys(number for name in asked for number in timeline.all_of(name))
    if len(numbers) > _MOST_ASKED:
        message = f"{len(numbers)} dates are asked for, more than {_MOST_ASKED}; choose fewer"
        raise ParameterError(MOMENTS, message)
    return tuple(numbers)
