"""What somebody asks of handout, slides or film: the query of an address, options of a command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routemap.formats import file_stem
from routemap.paper.query import LANGUAGE, LOOK, one_of, read_language, read_look
from routemap.paper.request import DEFAULT_LOOK
from routemap.teaching.choices import Paper, Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routemap.scene import Route
    from routemap.teaching.film_frames import Film

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


@dataclass(frozen=True, slots=True)
class TeachingQuery:
    """A handout, slides or a film that can be made.

    What makes them is imported when it is needed: a server starts without PROJ and python-pptx.
    """

    route: Route
    language: str
    look: str
    paper: Paper
    shape: Shape

    def handout(self) -> bytes:
        """Return the handout (PDF); raises as `handout_pdf`."""
        from routemap.teaching.handout import handout_pdf  # noqa: PLC0415

        return handout_pdf(self.route, self.language, self.paper, self.look)

    def handout_pages(self, ppi: float) -> list[bytes]:
        """Return the pages of the handout (PNG)."""
        from routemap.teaching.handout import handout_pages  # noqa: PLC0415

        return handout_pages(self.route, self.language, self.paper, self.look, ppi)

    def slides(self) -> bytes:
        """Return the slides (PPTX); raises as `slides_pptx`."""
        from routemap.teaching.slides import slides_pptx  # noqa: PLC0415

        return slides_pptx(self.route, self.language, self.look)

    def film(self) -> Film:
        """Return the film, of which nothing is drawn yet."""
        from routemap.teaching.film_frames import Film  # noqa: PLC0415

        return Film(self.route, self.language, self.shape, self.look)

    def file_name(self, kind: str, form: str) -> str:
        """Return a name that tells what is in the file: "…-handout-a4-ko.pdf"."""
        chosen = {HANDOUT: (self.paper,), SLIDES: (), FILM: (self.shape,)}[kind]
        return f"{'-'.join((file_stem(self.route), kind, *chosen, self.language))}.{form}"


def read_teaching(kind: str, values: Mapping[str, str], route: Route) -> TeachingQuery:
    """Return what is asked for of a handout, slides or a film; what is left out is as usual.

    Raises
    ------
    ParameterError
        If there is no such language, paper, …; the message says what there is.
    """
    given = {name: value for name, value in values.items() if value}
    one_of(*_first_unknown(given, CHOICES[kind]))
    paper, shape = given.get(PAPER, Paper.A4), given.get(SHAPE, Shape.WIDE)
    one_of(PAPER, [paper], [*Paper], "no paper “{}”")
    one_of(SHAPE, [shape], [*Shape], "no shape “{}”")
    return TeachingQuery(
        route,
        read_language(given.get(LANGUAGE), route),
        read_look(given.get(LOOK, DEFAULT_LOOK)),
        Paper(paper),
        Shape(shape),
    )


def _first_unknown(
    given: Mapping[str, str], known: tuple[str, ...]
) -> tuple[str, list[str], tuple[str, ...], str]:
    unknown = sorted(set(given) - set(known))[:1]
    return (unknown[0] if unknown else "", unknown, known, "nothing called “{}” to choose here")
