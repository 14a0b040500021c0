"""The state of the page in its address: `?date=2023-09-13&stop=khasan&lang=ko`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from routemap.i18n.catalog import LANGUAGES, supported_language, translate
from routemap.i18n.languages import home_language, known_languages, offered_languages
from routemap.model.itinerary import Itinerary
from routemap.page.travellers import shown_travellers

WHO = "who"
"""Names who of several travellers is shown on the map: their ids, commas between."""
BROWSERS_OWN = (WHO, "follows")
"""What the page's script keeps in the address: no reason to run again."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen on the page: moment and opened stop by number (from 0), and the language.

    `furniture` is the language of our own words on it.
    """

    moment: int = 0
    stop: int | None = None
    language: str = "en"

    @property
    def furniture(self) -> str:
        """Return the language of our own words on the page."""
        return supported_language(self.language)


def read_address(
    query: Mapping[str, str], itinerary: Itinerary
) -> tuple[Selection, tuple[str, ...]]:
    """Return what an address asks for, and a note on each value that makes no sense.

    `date` names a moment, `stop` opens a stop's card; a stop alone means its arrival.
    """
    notes = []
    language, asked = asked_language(query, itinerary), query.get("lang")
    known = known_languages(itinerary)
    words = partial(translate, supported_language(language))
    if asked and asked not in known:
        notes.append(words("unknown_language", value=asked, known=", ".join(known)))
    stop = itinerary.stop_number(query["stop"]) if query.get("stop") else None
    known_travellers = [each.id for each in shown_travellers(itinerary, language)]
    asked_travellers = query.get(WHO, "").split(",") if known_travellers else ()
    notes += [
        words("unknown_traveller", value=traveller)
        for traveller in asked_travellers
        if traveller and traveller not in known_travellers
    ]
    if query.get("stop") and stop is None:
        notes.append(words("unknown_stop", value=query["stop"]))
    moment = itinerary.timeline.first(query["date"]) if query.get("date") else None
    if query.get("date") and moment is None:
        notes.append(words("unknown_date", value=query["date"]))
    if moment is None:
        moment = 0 if stop is None else arrival_moment(itinerary, stop)
    return Selection(moment, stop, language), tuple(notes)


def write_address(selection: Selection, itinerary: Itinerary) -> dict[str, str]:
    """Return the query of an address that asks for a selection."""
    query = {"date": itinerary.timeline.moments[selection.moment].id}
    if selection.stop is not None:
        query["stop"] = itinerary.journey.stops[selection.stop].id
    return query | language_query(itinerary, selection.language)


def language_query(itinerary: Itinerary, language: str) -> dict[str, str]:
    """Return the part of an address that names a language; that of the journey needs no name."""
    return {} if language == home_language(itinerary.journey) else {"lang": language}


def address_of(selection: Selection, itinerary: Itinerary) -> str:
    """Return the address of a selection, relative to the page."""
    return f"?{urlencode(write_address(selection, itinerary))}"


def asked_language(query: Mapping[str, str], itinerary: Itinerary | None) -> str:
    """Return the language of the page that an address asks for, else that of the journey."""
    asked = query.get("lang", "")
    if asked in (known_languages(itinerary) if itinerary else LANGUAGES):
        return asked
    return home_language(itinerary.journey) if itinerary else LANGUAGES[0]


def language_of_reader(locale: str, itinerary: Itinerary) -> str:
    """Return the language for a reader whose address names none.

    `locale` is what the browser is set to ("ko-KR"), "" if that is not known. If the journey is not
    offered in it, its own language is shown.
    """
    offered = offered_languages(itinerary)
    tags = (locale, locale.partition("-")[0])
    return next((tag for tag in tags if tag in offered), offered[0])


def arrival_moment(itinerary: Itinerary, stop: int) -> int:
    """Return the number of the moment at which a stop is reached."""
    return min(itinerary.timeline.stop_spans[stop].begin, len(itinerary.timeline.moments) - 1)
