"""The choices on the Pictures page, kept in step with its address.

The address has the names of `pictures.params`, so that it differs from a picture's own only in its
path; `map_lang` is the picture's language where that is not the language of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, log10
from typing import Any

import streamlit as st

from routemap.app.address import asked_language
from routemap.geo.extent import KM_PER_DEGREE, Extent
from routemap.i18n.catalog import supported_language, translate
from routemap.model.itinerary import Itinerary
from routemap.pictures import params
from routemap.pictures.close_ups import LEAST_KM, close_up_km
from routemap.pictures.options import DEFAULT_LOOK, Part
from routemap.pictures.params import of_travellers, read_query
from routemap.pictures.sizes import DEFAULT_PRESET, FREE_SIZE, PRESETS, SIZES

FREE = "free"
ROUTE, STOP, EXTENT = "route", "stop", "extent"
"""Parts of the map to choose from."""
PICTURE_LANGUAGE = "map_lang"
AREA = "area"
_TRAVELLERS = "travellers"
_KEY = "picture_"
_ADDRESS, _NOTES = "pictures_address", "pictures_notes"
# Of an extent that fills the field: what is added on each side, in parts of the longer.
_ROOM = 0.1
_POLE, _HALF_TURN = 90.0, 180.0


def key(name: str) -> str:
    """Return the key under which the session keeps a choice."""
    return f"{_KEY}{name}"


def showing(part: Part) -> str:
    """Return the name of the choice to show a part."""
    return f"part_{part}"


def drawing(traveller: str) -> str:
    """Return the name of the choice to draw a traveller."""
    return f"who_{traveller}"


def naming(name: str) -> str:
    """Return the name of the choice to name a town, a country or a sea."""
    return f"name_{name}"


def chosen(name: str) -> Any:  # noqa: ANN401  as Streamlit's session state
    """Return a choice."""
    return st.session_state[key(name)]


def adopt_address(itinerary: Itinerary) -> str:
    """Adopt an address that we have not written ourselves; return the language of the page."""
    asked = {name: st.query_params[name] for name in st.query_params}
    # Streamlit forgets the values of widgets while the page shows problems in their place.
    if key(params.DATE) not in st.session_state or st.session_state.get(_ADDRESS) != asked:
        values, notes = _sensible(asked, itinerary)
        st.session_state[_ADDRESS] = asked
        st.session_state[_NOTES] = notes
        st.session_state.update(
            {key(name): value for name, value in _choices(values, itinerary).items()}
        )
    elif not _is_there(itinerary):  # the tables have changed
        st.session_state.update({key(name): value for name, value in _all_drawn(itinerary).items()})
        st.session_state.update({key(params.DATE): "", key(params.STOP): "", key(AREA): ROUTE})
        write_address()
    # Streamlit forgets the values of widgets that are not shown.
    for name in list(st.session_state):
        if str(name).startswith(_KEY):
            st.session_state[name] = st.session_state[name]
    return page_language(itinerary)


def _is_there(itinerary: Itinerary) -> bool:
    """Tell whether the journey has the travellers, the date and the stop that are chosen."""
    date, stop = chosen(params.DATE), chosen(params.STOP)
    if chosen(_TRAVELLERS) != _travellers(itinerary):
        return False
    itinerary = of_travellers(itinerary, who())
    return (not date or itinerary.timeline.last(date) is not None) and (
        not stop or itinerary.stop_number(stop) is not None
    )


def _travellers(itinerary: Itinerary) -> tuple[str, ...]:
    """Return the ids of travellers to choose from, none where nobody need be chosen."""
    if not itinerary.is_shared:
        return ()
    return tuple(track.traveller.id for track in itinerary.tracks if track.traveller)


def _all_drawn(itinerary: Itinerary) -> dict[str, Any]:
    ids = _travellers(itinerary)
    return {_TRAVELLERS: ids, **{drawing(each): True for each in ids}}


def who() -> str:
    """Return the ids of the travellers who are chosen, "" if that is all or none."""
    ids = [each for each in chosen(_TRAVELLERS) if chosen(drawing(each))]
    return "" if len(ids) == len(chosen(_TRAVELLERS)) else ",".join(ids)


def choose_travellers(itinerary: Itinerary) -> None:
    """Adopt the chosen travellers; a date or a stop that none of them has is no longer chosen."""
    if not _is_there(itinerary):
        st.session_state.update({key(params.DATE): "", key(params.STOP): "", key(AREA): ROUTE})
    write_address()


def page_language(itinerary: Itinerary) -> str:
    """Return the language of the page."""
    return asked_language(st.session_state[_ADDRESS], itinerary)


def notes() -> tuple[str, ...]:
    """Return notes on the address that the visitor came with."""
    return tuple(st.session_state.get(_NOTES, ()))


def write_address() -> None:
    """Write what is chosen into the address."""
    query = {name: value for name, value in picture_values().items() if name != params.LANGUAGE}
    page = st.session_state[_ADDRESS].get(params.LANGUAGE, "")
    if page:
        query[params.LANGUAGE] = page
    if chosen(PICTURE_LANGUAGE):
        query[PICTURE_LANGUAGE] = chosen(PICTURE_LANGUAGE)
    st.session_state[_ADDRESS] = query
    st.session_state[_NOTES] = ()
    st.query_params.from_dict(query)


def extent_words(extent: Extent) -> str:
    """Return what to type for an extent with some room around it: "125.3, 38.2, 137.8, 52.1".

    The degrees have as many decimals as tell its edges apart. That of a single place is as large as
    a picture may be small.
    """
    least = 2 * LEAST_KM / KM_PER_DEGREE
    side = max(extent.north - extent.south, extent.east - extent.west)
    room = max(side * _ROOM, (least - side) / 2)
    west, east = extent.west - room, extent.east + room
    if east - west > 2 * _HALF_TURN:
        west, east = -_HALF_TURN, _HALF_TURN
    south, north = max(extent.south - room, -_POLE), min(extent.north + room, _POLE)
    decimals = max(1, 1 - floor(log10(max(side, least))))
    return ", ".join(f"{degrees:.{decimals}f}" for degrees in (west, south, east, north))


def choose_area(itinerary: Itinerary) -> None:
    """Adopt the chosen part of the map, and fill in its empty fields.

    The first stop to be offered is the one that has been reached at the chosen date.
    """
    if chosen(AREA) == STOP and not chosen(params.STOP):
        at = itinerary.timeline.last(chosen(params.DATE)) if chosen(params.DATE) else None
        reached = 0 if at is None else itinerary.scene(at).focus.reached
        st.session_state[key(params.STOP)] = itinerary.journey.stops[reached].id
    elif chosen(AREA) == EXTENT and not chosen(params.EXTENT):
        st.session_state[key(params.EXTENT)] = extent_words(itinerary.extent)
    write_address()


def hidden_names() -> list[str]:
    """Return the names that must not stand on the map."""
    return _listed(params.HIDE)


def choose_name(name: str) -> None:
    """Adopt whether a name must stand on the map, or must not."""
    is_ticked = chosen(naming(name))
    for parameter, is_in in ((params.SHOW, is_ticked), (params.HIDE, not is_ticked)):
        others = [each for each in _listed(parameter) if each != name]
        st.session_state[key(parameter)] = ",".join([*others, name] if is_in else others)
    write_address()


def _listed(parameter: str) -> list[str]:
    return [each for each in chosen(parameter).split(",") if each]


def choose_unit() -> None:
    """Adopt the unit of a free size, and keep its lengths within what that unit allows."""
    least, most = SIZES[chosen("unit")]
    for length in ("width", "height"):
        st.session_state[key(length)] = float(min(max(chosen(length), least), most))
    write_address()


def picture_values(language: str = "") -> dict[str, str]:
    """Return what is chosen as the query of a picture's address, without defaults.

    `language` is that of the page, and of the picture if no other is chosen.
    """
    area = chosen(AREA)
    size = chosen(params.PRESET)
    if size == FREE:
        size = f"{_short(chosen('width'))}x{_short(chosen('height'))}{chosen('unit')}"
    is_transparent = chosen(params.BARE) and chosen(params.TRANSPARENT)
    values = {
        params.DATE: chosen(params.DATE),
        params.PRESET: "" if size == DEFAULT_PRESET.name else size,
        params.LOOK: "" if chosen(params.LOOK) == DEFAULT_LOOK else chosen(params.LOOK),
        params.STOP: chosen(params.STOP) if area == STOP else "",
        params.KM: _short(chosen(params.KM)) if area == STOP else "",
        params.EXTENT: chosen(params.EXTENT).replace(" ", "") if area == EXTENT else "",
        params.WHO: who(),
        params.SHOW: chosen(params.SHOW),
        params.HIDE: chosen(params.HIDE),
        params.WITHOUT: ",".join(part for part in Part if not chosen(showing(part))),
        params.SCALE: "" if chosen(params.SCALE) == 1 else _short(chosen(params.SCALE)),
        params.TEXT: params.LIVE_TEXT if chosen(params.TEXT) else "",
        **{name: chosen(name).strip() for name in offered_words()},
        params.BARE: chosen(params.BARE),
        params.TRANSPARENT: params.YES if is_transparent else "",
        params.MISSING_LETTERS: params.BOX if chosen(params.MISSING_LETTERS) else "",
        params.LANGUAGE: chosen(PICTURE_LANGUAGE) or language,
    }
    return {name: value for name, value in values.items() if value}


def offered_words() -> list[str]:
    """Return which words of the picture's own may be given: those of parts that it shows."""
    hidden = {part.value for part in Part if not chosen(showing(part))}
    return [name for name in params.WORDS if name not in hidden]


def _short(number: float) -> str:
    return f"{number:.10g}"


def _sensible(
    asked: Mapping[str, str], itinerary: Itinerary
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the valid values, and a note on each that is not."""
    language = supported_language(asked_language(asked, itinerary))
    kept: dict[str, str] = {}
    notes = []
    for name, value in asked.items():
        tried = params.LANGUAGE if name == PICTURE_LANGUAGE else name
        if name not in {*params.NAMES, PICTURE_LANGUAGE}:
            continue
        try:
            others = {
                each: kept[each] for each in kept.keys() - {params.LANGUAGE, PICTURE_LANGUAGE}
            }
            read_query({**others, tried: value}, itinerary)
        except ValueError:
            notes.append(translate(language, "picture_ignored", name=name, value=value))
        else:
            kept[name] = _moment_id(value, itinerary) if name == params.DATE else value
    return kept, tuple(notes)


def _moment_id(date: str, itinerary: Itinerary) -> str:
    """Return the id of the moment that a picture of this date shows."""
    number = itinerary.timeline.last(date)
    return date if number is None else itinerary.timeline.moments[number].id


def _choices(values: Mapping[str, str], itinerary: Itinerary) -> dict[str, Any]:
    """Return what the page's fields hold for the valid values of an address."""
    size = values.get(params.PRESET, DEFAULT_PRESET.name)
    free = FREE_SIZE.fullmatch(size)
    left_out = values.get(params.WITHOUT, "").split(",")
    area = next((name for name in (STOP, EXTENT) if name in values), ROUTE)
    named = set(values.get(params.WHO, "").split(",")) - {""}
    drawn = {drawing(each): not named or each in named for each in _travellers(itinerary)}
    return {
        **_all_drawn(itinerary),
        **drawn,
        params.DATE: values.get(params.DATE, ""),
        params.PRESET: size if size in PRESETS else FREE,
        "width": float(free[1]) if free else DEFAULT_PRESET.width,
        "height": float(free[2]) if free else DEFAULT_PRESET.height,
        "unit": ((free[3] if free else "") or "px").lower(),
        params.LOOK: values.get(params.LOOK, DEFAULT_LOOK),
        AREA: area,
        params.STOP: values.get(params.STOP, ""),
        params.KM: float(values.get(params.KM, close_up_km(itinerary))),
        params.EXTENT: values.get(params.EXTENT, ""),
        params.SHOW: values.get(params.SHOW, ""),
        params.HIDE: values.get(params.HIDE, ""),
        params.SCALE: float(values.get(params.SCALE, 1)),
        params.TEXT: params.TEXT in values,
        **{name: values.get(name, "") for name in (*params.WORDS, params.BARE)},
        params.TRANSPARENT: params.TRANSPARENT in values,
        params.MISSING_LETTERS: params.MISSING_LETTERS in values,
        PICTURE_LANGUAGE: values.get(PICTURE_LANGUAGE, ""),
        **{showing(part): part not in left_out for part in Part},
    }
