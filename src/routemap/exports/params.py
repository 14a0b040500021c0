"""What is asked of handout, slides or film: the query of an address, options of a command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routemap.errors import ParameterError
from routemap.exports.film_timing import Shape
from routemap.exports.handout_content import Paper
from routemap.formats.registry import file_stem
from routemap.i18n.catalog import supported_language
from routemap.i18n.languages import shown_in
from routemap.model.itinerary import Itinerary
from routemap.pictures.legibility import in_our_letters
from routemap.pictures.options import DEFAULT_LOOK, look_in_name
from routemap.pictures.params import (
    LANGUAGE,
    LOOK,
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
PAPER, SHAPE = "paper", "shape"
CHOICES = {
    HANDOUT: (LANGUAGE, LOOK, PAPER),
    SLIDES: (LANGUAGE, LOOK),
    FILM: (LANGUAGE, LOOK, SHAPE),
}
"""What can be chosen of each."""


# The unit of each length; of a film, the pictures that are drawn for it.
_UNITS = {HANDOUT: "pages", SLIDES: "slides", FILM: "pictures"}
MOST_SERVED = {HANDOUT: 150, SLIDES: 200, FILM: 600}
"""The greatest length that a server makes: minutes of one processor."""
MOST = {HANDOUT: 2000, SLIDES: 2000, FILM: 6000}
"""The greatest length that a command makes."""
# On a page of the handout: rows of the table of moments, and letters of a text.
_ROWS_A_PAGE, _LETTERS_A_PAGE = 25, 2500
_OTHER_PAGES, _OTHER_SLIDES, _OTHER_SHOTS = 4, 2, 2


@dataclass(frozen=True, slots=True)
class TeachingQuery:
    """A handout, slides or a film that can be made.

    The modules that make them are imported when needed: a server starts without PROJ and
    python-pptx. All methods that make one raise ParameterError if it would be too long, as
    `refuse_long` does; the limits of a server (`is_served`) are lower than those of a command.
    """

    itinerary: Itinerary
    language: str
    look: str
    paper: Paper
    shape: Shape
    is_served: bool = True

    def handout(self, tell: TellLeftOut | None = None) -> bytes:
        """Return the handout (PDF); `tell` and what it raises are as of `handout_pdf`."""
        from routemap.exports.handout import handout_pdf  # noqa: PLC0415

        self.refuse_long(HANDOUT)
        return handout_pdf(self.itinerary, self.language, self.paper, self.look, tell)

    def handout_pages(self, ppi: float) -> list[bytes]:
        """Return the pages of the handout (PNG)."""
        from routemap.exports.handout import handout_pages  # noqa: PLC0415

        self.refuse_long(HANDOUT)
        return handout_pages(self.itinerary, self.language, self.paper, self.look, ppi)

    def slides(self, tell: TellLeftOut | None = None) -> bytes:
        """Return the slides (PPTX); `tell` and what it raises are as of `slides_pptx`."""
        from routemap.exports.slides import slides_pptx  # noqa: PLC0415

        self.refuse_long(SLIDES)
        return slides_pptx(self.itinerary, self.language, self.look, tell)

    def film(self) -> Film:
        """Return the film; nothing of it is drawn yet."""
        from routemap.exports.film_frames import Film  # noqa: PLC0415

        self.refuse_long(FILM)
        # Burnt-in text names a place as the map beside it does.
        itinerary = in_our_letters(self.itinerary, self.language)
        return Film(itinerary, self.language, self.shape, self.look)

    def refuse_long(self, kind: str) -> None:
        """Refuse to make what would exceed its limit.

        Raises
        ------
        ParameterError
            If it would; the message says how long it would be, and how to ask for less.
        """
        length, most = self.length(kind), (MOST_SERVED if self.is_served else MOST)[kind]
        if length > most:
            message = (
                f"the {kind} of this journey would be about {length:,} {_UNITS[kind]}, more than "
                f"{most:,}; ask for a journey of fewer stops and dates"
            )
            if self.is_served:
                message += f", or take `routemap export` on your own machine ({MOST[kind]:,})"
            raise ParameterError(kind, message)

    def length(self, kind: str) -> int:
        """Estimate the number of pages, slides or drawn pictures, without drawing any."""
        journey, moments = self.itinerary.journey, len(self.itinerary.timeline.moments)
        if kind == SLIDES:
            return moments + _OTHER_SLIDES
        if kind == FILM:
            # A travelled leg is drawn before and after.
            return moments + _OTHER_SHOTS + 2 * min(moments - 1, len(journey.legs))
        letters = sum(
            len(each.text)
            for event in journey.events
            for each in (event.text.original, event.quote.original)
        )
        return (
            len(journey.stops) + _OTHER_PAGES + moments // _ROWS_A_PAGE + letters // _LETTERS_A_PAGE
        )

    def file_name(self, kind: str, form: str) -> str:
        """Return a name that says what is in the file: "…-handout-a4-grey-ko.pdf"."""
        chosen = {HANDOUT: (self.paper,), SLIDES: (), FILM: (self.shape,)}[kind]
        named = (*chosen, *look_in_name(self.look), self.language)
        return f"{'-'.join((file_stem(self.itinerary), kind, *named))}.{form}"


def read_teaching(
    kind: str, values: Mapping[str, str], itinerary: Itinerary, *, is_served: bool = True
) -> TeachingQuery:
    """Return the handout, slides or film that are asked for; what is left out has its default.

    Raises
    ------
    ParameterError
        If there is no such language, paper, …; the message says what there is.
    """
    given = {name: value for name, value in values.items() if value}
    refuse_unknown(given, CHOICES[kind])
    paper, shape = given.get(PAPER, Paper.A4), given.get(SHAPE, Shape.WIDE)
    require_known(PAPER, [paper], [*Paper], "paper")
    require_known(SHAPE, [shape], [*Shape], "shape")
    language = read_language(given.get(LANGUAGE), itinerary)
    return TeachingQuery(
        shown_in(itinerary, language),
        supported_language(language),
        read_look(given.get(LOOK, DEFAULT_LOOK)),
        Paper(paper),
        Shape(shape),
        is_served,
    )
