"""The Pictures page: choose what a still picture shows, see it, take it with its words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from routemap.app import picture_choice, visitor_journey
from routemap.app.address import home_language
from routemap.app.picture_choice import AREA, EXTENT, FREE, ROUTE, STOP, key
from routemap.app.subpage import begin_subpage, show_head
from routemap.app.visitor_downloads import OwnFile, offer
from routemap.app.waiting import REFUSALS, problem_words, visitor, waited
from routemap.i18n.catalog import LANGUAGES, translate
from routemap.i18n.dates import moment_phrase
from routemap.look import LOOKS
from routemap.page.opening import drawn_address
from routemap.page.pictures import (
    checklist_html,
    files_html,
    preview_html,
    script_html,
    texts_html,
)
from routemap.page.sections import note_html
from routemap.pictures import params
from routemap.pictures.options import Part
from routemap.pictures.params import LARGEST_SCALE, LEAST_KM, LEAST_SCALE, MOST_KM, read_query
from routemap.pictures.picture import FORMATS
from routemap.pictures.sizes import (
    PRESETS,
    SIZES,
    size_text,
)
from routemap.server import jobs
from routemap.server.pictures import DRAWN, FORMAT, Asked
from routemap.server.responses import DOWNLOAD, tag_of
from routemap.server.worker_pool import LONG, STILLS

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from streamlit.delta_generator import DeltaGenerator

    from routemap.model.itinerary import Itinerary
    from routemap.pictures.picture import Picture
    from routemap.server.loading import Loaded
    from routemap.server.single_flight import Made

PATH = "pictures"


def show_pictures() -> None:
    """Show the page, or the problems in the journey's tables."""
    loaded = visitor_journey.shown()
    itinerary = loaded.itinerary
    language = picture_choice.adopt_address(itinerary) if itinerary else LANGUAGES[0]
    heading = translate(language, "pictures")
    begin_subpage(loaded, heading, language)
    if itinerary is None:
        return
    with st.container(key="page"):
        show_head(itinerary, heading, language, _address_of_map(itinerary, language))
        st.html(script_html(), unsafe_allow_javascript=True)
        for note in picture_choice.notes():
            st.html(note_html(note))
        picture_column, options_column = st.columns([2, 1], gap="medium")
        with options_column.container(key="picture_options"):
            _show_options(itinerary, language)
            checks = st.empty()
        with picture_column.container(key="picture"):
            _show_picture(loaded, itinerary, language, checks)


def _address_of_map(itinerary: Itinerary, language: str) -> str:
    """Return the address of the journey page at the same moment and in the same language."""
    picture = {params.DATE: picture_choice.chosen(params.DATE)}
    if language != home_language(itinerary):
        picture[params.LANGUAGE] = language
    return f"./?{urlencode({name: value for name, value in picture.items() if value})}"


# What to choose ----------------------------------------------------------------------------------


def _show_options(itinerary: Itinerary, language: str) -> None:
    def words(of: str) -> str:
        return translate(language, of)

    st.html(f'<h2 class="group">{words("picture_options")}</h2>')
    dates = {
        moment.id: moment_phrase(moment, language).text for moment in itinerary.timeline.moments
    }
    _select(words("picture_date"), params.DATE, {"": words("whole_journey"), **dates})
    sizes = {
        name: f"{words(f'preset_{name}')}: {size_text(size)}" for name, size in PRESETS.items()
    }
    _select(words("picture_size"), params.PRESET, {**sizes, FREE: words("preset_free")})
    if picture_choice.chosen(params.PRESET) == FREE:
        _show_free_size(language)
    areas = {area: words(f"area_{area}") for area in (ROUTE, STOP, EXTENT)}
    _radio(words("picture_area"), AREA, areas, picture_choice.choose_area, itinerary)
    _show_area(itinerary, language)
    _radio(words("picture_look"), params.LOOK, {look: words(f"look_{look}") for look in LOOKS})
    languages = {code: translate(code, "language_name") for code in LANGUAGES}
    _select(
        words("picture_language"),
        picture_choice.PICTURE_LANGUAGE,
        {"": languages.pop(language), **languages},
    )
    st.html(f'<h2 class="group">{words("picture_parts")}</h2>')
    with st.container(key="picture_parts", horizontal=True):
        for part in Part:
            _check(words(f"part_{part}"), picture_choice.showing(part))
    st.html(f'<p class="fine">{words("picture_credits_stay")}</p>')
    st.number_input(
        words("picture_scale"),
        min_value=LEAST_SCALE,
        max_value=LARGEST_SCALE,
        step=0.5,
        format="%g",
        key=key(params.SCALE),
        on_change=picture_choice.write_address,
    )
    _check(words("picture_live_text"), params.TEXT)


def _show_free_size(language: str) -> None:
    least, most = SIZES[picture_choice.chosen("unit")]
    with st.container(key="picture_free", horizontal=True):
        for length in ("width", "height"):
            st.number_input(
                translate(language, f"picture_{length}"),
                min_value=float(least),
                max_value=float(most),
                step=10.0,
                format="%g",
                key=key(length),
                on_change=picture_choice.write_address,
            )
        _radio(
            translate(language, "picture_unit"),
            "unit",
            {unit: translate(language, f"unit_{unit}") for unit in SIZES},
            picture_choice.choose_unit,
        )


def _show_area(itinerary: Itinerary, language: str) -> None:
    if picture_choice.chosen(AREA) == STOP:
        stops = {
            stop.id: f"{number} {stop.name.in_language(language).text}"
            for number, stop in enumerate(itinerary.journey.stops, 1)
        }
        _select(translate(language, "picture_stop"), params.STOP, stops)
        st.number_input(
            translate(language, "picture_km"),
            min_value=LEAST_KM,
            max_value=MOST_KM,
            step=50.0,
            format="%g",
            key=key(params.KM),
            on_change=picture_choice.write_address,
        )
    elif picture_choice.chosen(AREA) == EXTENT:
        st.text_input(
            translate(language, "picture_extent"),
            key=key(params.EXTENT),
            on_change=picture_choice.write_address,
        )


def _select(label: str, name: str, options: dict[str, str]) -> None:
    st.selectbox(
        label,
        options,
        format_func=lambda option: options.get(option, option),
        key=key(name),
        on_change=picture_choice.write_address,
    )


def _radio(
    label: str,
    name: str,
    options: dict[str, str],
    on_change: Callable[..., None] = picture_choice.write_address,
    *args: Itinerary,
) -> None:
    st.radio(
        label,
        options,
        format_func=lambda option: options.get(option, option),
        key=key(name),
        on_change=on_change,
        args=args,
        horizontal=True,
    )


def _check(label: str, name: str) -> None:
    st.checkbox(label, key=key(name), on_change=picture_choice.write_address)


# What comes of it --------------------------------------------------------------------------------


def _show_picture(
    loaded: Loaded, itinerary: Itinerary, language: str, checks: DeltaGenerator
) -> None:
    """Show the picture with its files and words; the list of checks goes where `checks` is."""
    values = picture_choice.picture_values(language)
    try:
        picture = read_query(values, itinerary)
    except ValueError:  # of all that is chosen, only the extent is typed in
        st.html(note_html(translate(language, "picture_no_extent")))
        return
    own = visitor_journey.opened() is not None
    try:
        checked = waited(
            STILLS.submit(partial(jobs.checks, values), itinerary, is_kept=not own, of=visitor())
        )
        address = drawn_address(_own("svg", values, itinerary)) if own else _address(values, "svg")
    except ValueError:
        st.html(note_html(translate(language, "picture_no_room")))
        return
    except REFUSALS as problem:
        st.html(note_html(problem_words(problem, language)))
        return
    facts = picture.metadata
    st.html(preview_html(language, facts, address, picture.options.preset))
    files = st.container(key="picture_files", horizontal=True)
    st.html(texts_html(language, facts))
    checks.html(checklist_html(language, checked))
    if own:
        with files:
            _show_own_files(picture, values, itinerary, language)
        return
    asked = {
        form: Asked(form, tuple(sorted(values.items())), loaded.version, itinerary)
        for form in FORMATS
    }
    files.html(_files(picture, values, asked, language))


def _own(form: str, values: dict[str, str], itinerary: Itinerary) -> bytes:
    """Return a picture of a visitor's own journey, which is kept nowhere."""
    coming: Future[Made] = STILLS.submit(
        partial(jobs.picture, form, values), itinerary, is_kept=False, of=visitor()
    )
    return waited(coming).plain


def _show_own_files(
    picture: Picture, values: dict[str, str], itinerary: Itinerary, language: str
) -> None:
    """Offer the files of a visitor's own journey, which no address has: made when asked for."""
    tag = tag_of(visitor_journey.shown().version, repr(values))
    for form, media_type in FORMATS.items():
        make = partial(jobs.picture, form, values)
        file = OwnFile(form.upper(), picture.file_name(form), media_type, f"own_{form}", tag)
        offer(file, partial(STILLS.submit, make, itinerary, is_kept=False, of=visitor()), language)
    every = partial(jobs.pictures_of_all_dates, "png", values)
    name = f"{picture.options.preset.name}.zip"
    file = OwnFile(translate(language, "download_all"), name, "application/zip", "own_zip", tag)
    offer(file, partial(LONG.submit, every, itinerary, is_kept=False, of=visitor()), language)


def _files(picture: Picture, values: dict[str, str], asked: dict[str, Asked], language: str) -> str:
    weights: dict[str, int | None] = {}
    for form, one in asked.items():
        try:
            weights[form] = len(waited(DRAWN.ask(one)).plain)
        except ValueError:  # too many pixels
            continue
        except REFUSALS:  # the link will tell, or do by then
            weights[form] = None
    return files_html(
        language,
        picture,
        {form: _address({**values, DOWNLOAD: "1"}, form) for form in asked},
        weights,
        _address({**values, FORMAT: "png", DOWNLOAD: "1"}, "zip"),
    )


def _address(values: dict[str, str], form: str) -> str:
    return f"map.{form}?{urlencode(values)}"
