"""One visitor's state: moment, stop and language, kept in step with the address."""

from __future__ import annotations

import re

import streamlit as st

from routemap.app.address import (
    BROWSERS_OWN,
    Selection,
    address_of,
    arrival_moment,
    language_of_reader,
    read_address,
    write_address,
)
from routemap.errors import DateError
from routemap.i18n.languages import home_language
from routemap.model.edtf_dates import parse_date
from routemap.model.itinerary import Itinerary

# Keys of st.session_state. MOMENT, LANGUAGE, SPEED and JUMP are widgets.
MOMENT = "moment"
LANGUAGE = "language"
SPEED = "speed"
JUMP = "jump"
MAP = "map"
MAP_MADE_FOR = "map_made_for"
MAP_CLICK = "map_click"
# Tooltips start with the mark of a stop ("2 Khasan") or of a leg's two ("1–2 Pyongyang – …").
_CLICKED = re.compile(r"(\w+–)?(?P<mark>\w+) ")
_STOP = "stop"
_ADDRESS, _LANG = "address", "lang"
_NOTES = "notes"
_JUMP_NOTE = "jump_note"
_PLAYING = "playing"
_LAST_STEP = "last_step"


def adopt_address(itinerary: Itinerary) -> Selection:
    """Adopt an address that we have not written: at the start, on Back and Forward."""
    asked_for = {key: st.query_params[key] for key in st.query_params}
    query = {key: value for key, value in asked_for.items() if key not in BROWSERS_OWN}
    # Streamlit forgets the values of widgets while the page shows problems in their place.
    if MOMENT not in st.session_state or st.session_state.get(_ADDRESS) != query:
        if MOMENT not in st.session_state and not query.get(_LANG):
            query |= _language_named(_reader_language(itinerary), itinerary)
            asked_for |= query
            _show_address(query)
        asked, notes = read_address(asked_for, itinerary)
        st.session_state[_ADDRESS] = query
        st.session_state[_NOTES] = notes
        st.session_state[MOMENT] = itinerary.timeline.moments[asked.moment].id
        st.session_state[LANGUAGE] = asked.language
        st.session_state[_STOP] = _stop_id(itinerary, asked.stop)
    elif itinerary.timeline.first(st.session_state[MOMENT]) is None:  # the tables have changed
        _choose(itinerary, 0)
    st.session_state.setdefault(SPEED, "normal")
    return selection(itinerary)


def selection(itinerary: Itinerary) -> Selection:
    """Return what is chosen now."""
    moment = itinerary.timeline.first(st.session_state[MOMENT])
    stop = itinerary.stop_number(st.session_state[_STOP])
    return Selection(moment or 0, stop, st.session_state[LANGUAGE])


def address(itinerary: Itinerary) -> str:
    """Return the address of what is chosen now, relative to the page."""
    return address_of(selection(itinerary), itinerary)


def notes() -> tuple[str, ...]:
    """Return notes on the address that the visitor came with."""
    return tuple(st.session_state.get(_NOTES, ()))


def step(itinerary: Itinerary, by: int) -> None:
    """Go some moments forward or back, not beyond the ends."""
    _choose(itinerary, selection(itinerary).moment + by)


def choose_by_slider(itinerary: Itinerary) -> None:
    """Adopt the moment that the slider, a widget with its own state, has been moved to.

    Its value is not set from here: that would send it back and undo a step made meanwhile.
    """
    _adopt_stop(itinerary, None)


def jump(itinerary: Itinerary) -> None:
    """Go to the first moment at or after the date that was typed, or note why it is no date."""
    typed = st.session_state[JUMP].strip()
    st.session_state[_JUMP_NOTE] = ""
    if not typed:
        return
    try:
        day = parse_date(typed).sort_day
    except DateError as problem:
        st.session_state[_JUMP_NOTE] = str(problem)
        return
    _choose(itinerary, itinerary.timeline.at_or_after(day))


def jump_note() -> str:
    """Return why the last jump failed, "" if it did not."""
    return str(st.session_state.get(_JUMP_NOTE, ""))


def choose_by_map(itinerary: Itinerary) -> None:
    """Go to the stop, or the end of the leg, that was clicked on the map and open its card."""
    tooltip = (st.session_state.get(MAP_CLICK) or {}).get("last_object_clicked_tooltip")
    clicked = _CLICKED.match(tooltip or "")
    mark, stops = clicked["mark"] if clicked else "", range(len(itinerary.journey.stops))
    stop = next((each for each in stops if itinerary.mark(each) == mark), None)
    if stop is not None:
        _choose(itinerary, arrival_moment(itinerary, stop), stop)


def choose_language(itinerary: Itinerary) -> None:
    """Adopt the language chosen in the settings."""
    # Labels change with the language, and with them Streamlit loses the values of widgets.
    for key in (MOMENT, SPEED):
        st.session_state[key] = st.session_state[key]
    _write_address(itinerary)


def keep_address() -> None:
    """Write the address again before a run that changes neither moment nor stop.

    The browser sends the address it has. If the answer to a step is still on its way, that is the
    address before the step, and would be taken for Back.
    """
    _show_address(st.session_state[_ADDRESS])


def is_playing() -> bool:
    """Tell whether Play is on."""
    return bool(st.session_state.get(_PLAYING))


def toggle_play(itinerary: Itinerary, now: float) -> None:
    """Start or stop Play; at the end it starts over. `now` is in seconds."""
    _set_playing(on=not is_playing())
    st.session_state[_LAST_STEP] = now
    if is_playing() and selection(itinerary).moment == len(itinerary.timeline.moments) - 1:
        _choose(itinerary, 0)


def play_on(itinerary: Itinerary, now: float, delay: float) -> None:
    """Step if `delay` seconds have passed since the last step; stop at the end."""
    last = len(itinerary.timeline.moments) - 1
    if selection(itinerary).moment < last and now - st.session_state[_LAST_STEP] >= delay:
        step(itinerary, 1)
        st.session_state[_LAST_STEP] = now
    if selection(itinerary).moment == last:
        _set_playing(on=False)


def _set_playing(*, on: bool) -> None:
    """Note whether Play is on; the page, which has the timer, then reruns."""
    st.session_state[_PLAYING] = on
    keep_address()


def _choose(itinerary: Itinerary, moment: int, stop: int | None = None) -> None:
    last = len(itinerary.timeline.moments) - 1
    st.session_state[MOMENT] = itinerary.timeline.moments[min(max(moment, 0), last)].id
    _adopt_stop(itinerary, stop)


def _adopt_stop(itinerary: Itinerary, stop: int | None) -> None:
    st.session_state[_STOP] = _stop_id(itinerary, stop)
    st.session_state[_NOTES] = ()
    _write_address(itinerary)


def _stop_id(itinerary: Itinerary, stop: int | None) -> str:
    return "" if stop is None else itinerary.journey.stops[stop].id


def _write_address(itinerary: Itinerary) -> None:
    chosen = selection(itinerary)
    query = write_address(chosen, itinerary) | _language_named(chosen.language, itinerary)
    st.session_state[_ADDRESS] = query
    _show_address(query)


def _language_named(language: str, itinerary: Itinerary) -> dict[str, str]:
    """Return the part of an address that names a language, if without it another is shown."""
    usual = {home_language(itinerary.journey), _reader_language(itinerary)}
    return {} if usual == {language} else {_LANG: language}


def _reader_language(itinerary: Itinerary) -> str:
    return language_of_reader(st.context.locale or "", itinerary)


def _show_address(query: dict[str, str]) -> None:
    kept = {key: st.query_params.get(key) for key in BROWSERS_OWN}
    st.query_params.from_dict(query | {key: value for key, value in kept.items() if value})
