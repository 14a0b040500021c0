"""The Pictures page: choose what a picture shows, look at it, download it with its texts."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from routemap.app import picture_choice, visitor_journey
from routemap.app.address import language_query
from routemap.app.navigation import begin_subpage, show_head
from routemap.app.page_scripts import copy_on_click
from routemap.app.picture_choice import AREA, EXTENT, FREE, ROUTE, STOP, key
from routemap.app.visitor_downloads import OwnFile, offer
from routemap.app.waiting import REFUSALS, problem_words, submitted, visitor, waited
from routemap.app.widgets import radio, select, show, show_group, show_note, show_text
from routemap.errors import LettersError, ParameterError
from routemap.i18n.catalog import LANGUAGES, supported_language, translate
from routemap.i18n.dates import moment_label
from routemap.i18n.languages import language_name, offered_languages, shown_in
from routemap.look import LOOKS
from routemap.model.itinerary import Itinerary
from routemap.page.inlining import data_url
from routemap.page.picture_preview import files_html, preview_html
from routemap.page.rendering import render
from routemap.pictures import params
from routemap.pictures.close_ups import LEAST_KM, close_up_km
from routemap.pictures.options import Bare, Part
from routemap.pictures.params import LARGEST_SCALE, LEAST_SCALE, MOST_KM, of_travellers, read_query
from routemap.pictures.picture import FORMATS, Picture
from routemap.pictures.picture_words import author, sources_shown, subtitle, title
from routemap.pictures.sizes import (
    PRESETS,
    SIZES,
    size_text,
)
from routemap.server import jobs
from routemap.server.jobs import Checked
from routemap.server.loading import Loaded
from routemap.server.pictures import DRAWN, FORMAT, RESPONSIVE, PictureJob
from routemap.server.responses import DOWNLOAD, tag_of
from routemap.server.worker_pool import LONG, STILLS

PATH = "pictures"


class _Asides(NamedTuple):
    """Places beside the picture for what is only known once it is drawn."""

    names: DeltaGenerator
    checks: DeltaGenerator


def show_pictures() -> None:
    """Show the page, or the problems in the journey's tables."""
    loaded = visitor_journey.shown_journey()
    itinerary = loaded.itinerary
    page_language = picture_choice.adopt_address(itinerary) if itinerary else LANGUAGES[0]
    language = supported_language(page_language)
    heading = translate(language, "pictures")
    begin_subpage(loaded, language, heading)
    if itinerary is None:
        return
    with st.container(key="page"):
        show_head(itinerary, heading, language, _address_of_map(itinerary, page_language))
        copy_on_click()
        for note in picture_choice.notes():
            show_note(note)
        picture_column, options_column = st.columns([2, 1], gap="medium")
        with options_column.container(key="picture_options"):
            _show_options(itinerary, page_language)
            asides = _Asides(st.container(), st.empty())
        with picture_column.container(key="picture"):
            _show_picture(loaded, itinerary, page_language, asides)


def _address_of_map(itinerary: Itinerary, language: str) -> str:
    """Return the address of the journey page at the same moment and in the same language."""
    asked = {params.DATE: picture_choice.chosen(params.DATE)} | language_query(itinerary, language)
    return f"./?{urlencode({name: value for name, value in asked.items() if value})}"


# What to choose ----------------------------------------------------------------------------------


def _show_options(itinerary: Itinerary, page_language: str) -> None:
    language, offered = supported_language(page_language), offered_languages(itinerary)
    everybody, of_them = itinerary, of_travellers(itinerary, picture_choice.who())
    itinerary = shown_in(of_them, page_language)

    def words(of: str) -> str:
        return translate(language, of)

    if everybody.is_shared:
        _show_travellers(everybody, language)
    show_group(words("picture_options"))
    dates = {
        moment.id: moment_label(moment, language).text for moment in itinerary.timeline.moments
    }
    _select(words("picture_date"), params.DATE, {"": words("whole_journey"), **dates})
    sizes = {
        name: f"{words(f'preset_{name}')}: {size_text(size)}" for name, size in PRESETS.items()
    }
    _select(words("picture_size"), params.PRESET, {**sizes, FREE: words("preset_free")})
    if picture_choice.chosen(params.PRESET) == FREE:
        _show_free_size(language)
    areas = {area: words(f"area_{area}") for area in (ROUTE, STOP, EXTENT)}
    choose = partial(picture_choice.choose_area, itinerary)
    radio(words("picture_area"), areas, key(AREA), choose)
    _show_area(itinerary, language)
    drawn = {"": words("bare_none"), **{bare.value: words(f"bare_{bare}") for bare in Bare}}
    radio(words("picture_bare"), drawn, key(params.BARE), picture_choice.write_address)
    if picture_choice.chosen(params.BARE):
        _check(words("picture_transparent"), params.TRANSPARENT)
    looks = {look: words(f"look_{look}") for look in LOOKS}
    radio(words("picture_look"), looks, key(params.LOOK), picture_choice.write_address)
    asked = picture_choice.chosen(picture_choice.PICTURE_LANGUAGE)
    others = dict.fromkeys((*offered, *filter(None, [asked])))
    languages = {code: language_name(code) for code in others if code != page_language}
    if languages:
        _select(
            words("picture_language"),
            picture_choice.PICTURE_LANGUAGE,
            {"": language_name(page_language), **languages},
        )
    show_group(words("picture_parts"))
    with st.container(key="picture_parts", horizontal=True):
        has_logo = bool(itinerary.journey.style.logo_content)
        for part in (each for each in Part if not each.is_ground):
            if part is Part.LOGO and not has_logo:
                continue
            _check(words(f"part_{part}"), picture_choice.showing(part))
    _show_ground(itinerary, language)
    show_text(words("picture_credits_stay"), is_fine=True)
    _show_words(everybody, page_language)
    _number(words("picture_scale"), params.SCALE, LEAST_SCALE, LARGEST_SCALE, step=0.5)
    _check(words("picture_live_text"), params.TEXT)


def _show_travellers(itinerary: Itinerary, language: str) -> None:
    """Offer to draw some of several travellers alone."""
    show_group(translate(language, "picture_travellers"))
    choose = partial(picture_choice.choose_travellers, itinerary)
    with st.container(key="picture_travellers", horizontal=True):
        for track in itinerary.tracks:
            if track.traveller:
                name = f"{track.letter} {track.name.in_language(language).text}"
                chosen = key(picture_choice.drawing(track.traveller.id))
                st.checkbox(name, key=chosen, on_change=choose)


def _show_ground(itinerary: Itinerary, language: str) -> None:
    """Offer the parts of the ground that maps of the journey show."""
    left_out = {Part(part) for part in itinerary.journey.map.left_out}
    offered = [part for part in Part if part.is_ground and part not in left_out]
    if not offered:
        return
    show_group(translate(language, "picture_ground"))
    with st.container(key="picture_ground", horizontal=True):
        for part in offered:
            _check(translate(language, f"part_{part}"), picture_choice.showing(part))


def _show_words(itinerary: Itinerary, page_language: str) -> None:
    """Offer words of the picture's own; an empty field shows those that stand there without."""
    language, values = supported_language(page_language), picture_choice.picture_values()
    about = translate(language, "words_about")
    show_group(translate(language, "picture_words"), about=about, is_fine=True)
    others = {name: value for name, value in values.items() if name not in params.WORDS}
    told = dict.fromkeys(params.WORDS, "")
    with suppress(ParameterError):  # of the extent, which is told where the picture would be
        picture = read_query({params.LANGUAGE: page_language, **others}, itinerary)
        shown = (picture.scene, picture.options)
        told = {
            params.TITLE: title(*shown),
            params.SUBTITLE: subtitle(*shown),
            params.SOURCE: sources_shown(*shown),
            params.CREDIT: author(*shown),
        }
    for name in picture_choice.offered_words():
        st.text_input(
            translate(language, f"words_{name}"),
            max_chars=params.WORDS[name],
            placeholder=told[name],
            key=key(name),
            on_change=picture_choice.write_address,
        )


def _show_free_size(language: str) -> None:
    least, most = SIZES[picture_choice.chosen("unit")]
    with st.container(key="picture_free", horizontal=True):
        for length in ("width", "height"):
            label = translate(language, f"picture_{length}")
            _number(label, length, float(least), float(most), step=10.0)
        units = {unit: translate(language, f"unit_{unit}") for unit in SIZES}
        radio(translate(language, "picture_unit"), units, key("unit"), picture_choice.choose_unit)


def _show_area(itinerary: Itinerary, language: str) -> None:
    if picture_choice.chosen(AREA) == STOP:
        stops = {
            stop.id: f"{itinerary.mark(number)} {stop.name.in_language(language).text}"
            for number, stop in enumerate(itinerary.journey.stops)
        }
        _select(translate(language, "picture_stop"), params.STOP, stops)
        _number(
            translate(language, "picture_km"),
            params.KM,
            LEAST_KM,
            MOST_KM,
            step=close_up_km(itinerary) / 4,
        )
    elif picture_choice.chosen(AREA) == EXTENT:
        st.text_input(
            translate(language, "picture_extent"),
            key=key(params.EXTENT),
            on_change=picture_choice.write_address,
        )


def _select(label: str, name: str, options: dict[str, str]) -> None:
    select(label, options, key(name), picture_choice.write_address)


def _number(label: str, name: str, least: float, most: float, *, step: float) -> None:
    st.number_input(
        label,
        min_value=least,
        max_value=most,
        step=step,
        format="%g",
        key=key(name),
        on_change=picture_choice.write_address,
    )


def _check(label: str, name: str) -> None:
    st.checkbox(label, key=key(name), on_change=picture_choice.write_address)


# What comes of it --------------------------------------------------------------------------------


def _show_picture(
    loaded: Loaded, itinerary: Itinerary, page_language: str, asides: _Asides
) -> None:
    """Show the picture with its files and texts, and beside it the names to tick and the checks."""
    values = picture_choice.picture_values(page_language)
    language = supported_language(page_language)
    try:
        picture = read_query(values, itinerary)
    except ParameterError as problem:  # of what is typed in: the extent, and words
        is_word = problem.parameter in params.WORDS
        show_note(translate(language, "picture_no_words" if is_word else "picture_no_extent"))
        return
    is_own = visitor_journey.opened() is not None
    try:
        check = partial(jobs.checks, values)
        checked = waited(STILLS.submit(check, itinerary, is_kept=not is_own, of=visitor()))
        address = _own_address(values, itinerary) if is_own else _address(values, "svg")
    except ValueError:
        show_note(translate(language, "picture_no_room"))
        return
    except REFUSALS as problem:
        show_note(problem_words(problem, language))
        if isinstance(problem, LettersError):
            _check(translate(language, "picture_missing_letters"), params.MISSING_LETTERS)
        return
    if picture_choice.chosen(params.MISSING_LETTERS):
        _check(translate(language, "picture_missing_letters"), params.MISSING_LETTERS)
    st.html(preview_html(picture, address, language))
    files = st.container(key="picture_files", horizontal=True)
    show("picture_texts.html", language, facts=picture.metadata)
    left_out = [omission.in_words(language) for omission in checked.left_out]
    checklist = {"checks": checked.checks, "left_out": left_out}
    if checked.checks:
        asides.checks.html(render("picture_checklist.html", language, **checklist))
    with asides.names:
        _show_names(checked, language)
    if is_own:
        with files:
            _show_own_files(picture, values, itinerary, language)
    else:
        files.html(_files(picture, values, loaded, language))


def _show_names(checked: Checked, language: str) -> None:
    """Offer to name towns, lakes, countries and seas, or not to: those on the map are ticked."""
    hidden = picture_choice.hidden_names()
    offered = dict.fromkeys((*checked.names, *hidden, *checked.others))
    if not offered:
        return
    show_group(translate(language, "picture_names"))
    with st.container(key="picture_names", horizontal=True):
        for name in offered:
            choice = key(picture_choice.naming(name))
            st.session_state[choice] = name in checked.names
            st.checkbox(name, key=choice, on_change=picture_choice.choose_name, args=(name,))


def _own_address(values: dict[str, str], itinerary: Itinerary) -> str:
    """Return a `data:` address that holds a picture of a visitor's own journey."""
    make = partial(jobs.picture, "svg", values)
    return data_url("image/svg+xml", waited(submitted(STILLS, make, itinerary)).plain)


def _show_own_files(
    picture: Picture, values: dict[str, str], itinerary: Itinerary, language: str
) -> None:
    """Offer the files of a visitor's own journey."""
    tag = tag_of(visitor_journey.shown_journey().version, repr(values))
    for form in _forms(picture):
        media_type = FORMATS[form]
        make = partial(jobs.picture, form, values)
        file = OwnFile(form.upper(), picture.file_name(form), media_type, f"own_{form}", tag)
        offer(file, partial(submitted, STILLS, make, itinerary), language)
    make = partial(jobs.responsive_picture, "png", _of_all_sizes(values))
    told, name = translate(language, "download_responsive"), picture.responsive_name
    file = OwnFile(told, name, "application/zip", "own_responsive", tag)
    offer(file, partial(submitted, LONG, make, itinerary), language)
    make = partial(jobs.pictures_of_all_dates, "png", _of_all_dates(values))
    told = translate(language, "download_all")
    file = OwnFile(told, picture.archive_name, "application/zip", "own_zip", tag)
    offer(file, partial(submitted, LONG, make, itinerary), language)


def _files(picture: Picture, values: dict[str, str], loaded: Loaded, language: str) -> str:
    """Return links to the files of a picture, each with its size."""
    weights: dict[str, int | None] = {}
    pairs = tuple(sorted(values.items()))
    for form in _forms(picture):
        job = PictureJob(form, pairs, loaded.version, picture.scene.itinerary)
        try:
            weights[form] = len(waited(DRAWN.ask(job)).plain)
        except ValueError:  # too many pixels
            continue
        except REFUSALS:  # what the link answers says why, or it has been made by then
            weights[form] = None
    return files_html(
        language,
        picture,
        {form: _address({**values, DOWNLOAD: "1"}, form) for form in _forms(picture)},
        weights,
        {
            "download_responsive": _address(
                {**_of_all_sizes(values), RESPONSIVE: "1", DOWNLOAD: "1"}, "zip"
            ),
            "download_all": _address(
                {**_of_all_dates(values), FORMAT: "png", DOWNLOAD: "1"}, "zip"
            ),
        },
    )


def _forms(picture: Picture) -> list[str]:
    """Return the formats that a picture may have."""
    return [form for form in FORMATS if not (picture.options.is_transparent and form == "jpg")]


def _of_all_sizes(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if name != params.PRESET}


def _of_all_dates(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if name not in params.OF_ONE_DATE}


def _address(values: dict[str, str], form: str) -> str:
    return f"map.{form}?{urlencode(values)}"
