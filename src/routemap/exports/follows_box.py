"""What follows from a journey's dates, for the handout: told stop by stop, asked of the class."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from routemap.errors import ParameterError
from routemap.exports.selection import Selection
from routemap.i18n.catalog import translate
from routemap.i18n.narrative import stop_label
from routemap.i18n.what_follows import because_parts, bound_text, question_text
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Phrase, Reference
from routemap.reasoning.bounds import Findings, what_follows
from routemap.reasoning.telling import told, without_echoes

FOLLOWS = "follows"


class FollowsBox(NamedTuple):
    """A question made of each bound; what answers it, by stops, with the number of the question.

    `references` are the ids of the sources that the answers cite.
    """

    questions: list[Phrase]
    stops: list[dict[str, Any]]
    references: frozenset[str] = frozenset()


NO_BOX = FollowsBox([], [])


def all_that_follows(itinerary: Itinerary) -> Findings:
    """Return what follows at the speeds of the tables.

    Raises
    ------
    ParameterError
        If the tables contradict themselves, so that nothing follows.
    """
    found = what_follows(itinerary, itinerary.journey.speeds)
    if found.contradictions:
        message = "nothing follows from rows that cannot all be true; `routemap check` names them"
        raise ParameterError(FOLLOWS, message)
    return found


def follows_box(selection: Selection, language: str, first: int) -> FollowsBox:
    """Return what follows for the stops that are told; `first` numbers the first question.

    Raises
    ------
    ParameterError
        If the tables contradict themselves.
    """
    itinerary, here = selection.itinerary, set(selection.stops)
    found = without_echoes(told(all_that_follows(itinerary)))
    bounds = [each for each in found if each.bound.stop in here]
    texts = defaultdict[int, list[dict[str, Any]]](list)
    for number, each in enumerate(bounds, first):
        text = bound_text(itinerary, each, language)
        texts[each.bound.stop].append({"number": number, "text": Phrase(text, language)})
    return FollowsBox(
        [Phrase(question_text(itinerary, each, language), language) for each in bounds],
        [
            {"about": stop_label(itinerary, stop, language).numbered, "bounds": said}
            for stop, said in texts.items()
        ],
        frozenset(
            part.id
            for each in bounds
            for part in because_parts(itinerary, each.grounds, language)
            if isinstance(part, Reference)
        ),
    )


def box_words(language: str) -> dict[str, str]:
    """Return the words round what follows."""
    keys = ("follows", "follows_about", "follows_nothing")
    return {key: translate(language, key) for key in keys}
