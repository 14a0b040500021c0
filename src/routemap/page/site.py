"""A journey as a page that needs no server: to read, to present, to embed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any, Protocol
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup

from routemap import __version__
from routemap.bounded_cache import SourceCache
from routemap.declutter import is_long
from routemap.formats.registry import DATA_FORMATS, file_stem
from routemap.i18n.catalog import ended, supported_language, translate
from routemap.i18n.dates import moment_label
from routemap.i18n.languages import language_name, offered_languages, shown_in, told_language
from routemap.i18n.narrative import journey_notes, length_text, references, speaker_notes
from routemap.model.itinerary import Itinerary, Scene
from routemap.page.assets import Asset, asset_name, assets, make_asset
from routemap.page.basemap_bundles import first_view, round_about
from routemap.page.density import density_html
from routemap.page.embedding import Embedding
from routemap.page.house_css import house_sheet
from routemap.page.inlining import data_url, inline_script, inline_style, script_hash
from routemap.page.linked_data import linked_data
from routemap.page.picture_preview import LinkedPicture
from routemap.page.rendering import render
from routemap.page.route_map import MapHost, RouteMap, online_tiles
from routemap.page.sections import about_html, itinerary_html, ticks_html
from routemap.page.story import (
    STOP_ON_PAGE,
    announcement_html,
    stop_card_html,
    story_html,
)
from routemap.page.story_media import StoryPlace, has_recordings, has_shown
from routemap.page.web_route import web_route

PICTURE_FORMATS = ("png", "svg", "pdf")
"""Of the whole journey's picture, as a page offers it."""
_MOST_PICTURED = 30
# All pages of a journey in one language share a script.
_SCRIPTS: SourceCache[Asset] = SourceCache()
_MAP_ID = "route"
"""folium names the map's element and variable after it, else at random: other bytes each time."""


class Mode(StrEnum):
    """What a page is made for."""

    READ = "read"
    PRESENT = "present"
    EMBED = "embed"


@dataclass(frozen=True, slots=True)
class Download:
    """A file to save: address, name to save it under, and words for the link."""

    address: str
    name: str
    words: str


class Surroundings(Protocol):
    """Where a page lies, and the addresses of all it links to, relative to there."""

    @property
    def is_one_file(self) -> bool:
        """Whether the page must hold its scripts and styles, instead of linking them."""

    @property
    def assets(self) -> str:
        """Address of the folder of assets, with a slash at the end."""

    @property
    def basemap(self) -> str:
        """Address of the server's tiles, with a slash at the end; unused if there are files."""

    @property
    def basemap_files(self) -> Mapping[str, str] | None:
        """Names of files of tiles beneath `assets`, by the stretch in them; None at a server."""

    @property
    def base(self) -> str:
        """What all is relative to, from https:// on, with a slash at the end; "" if unknown."""

    def page(self, mode: Mode, language: str, /) -> str:
        """Return the address of a page, "" if there is none."""

    def follows(self, language: str, /) -> str:
        """Return the address of the page “What follows”, "" if there is none."""

    def picture(self, scene: Scene, language: str, /) -> LinkedPicture | None:
        """Return the picture of a moment, None if it cannot be drawn."""

    def card(self, language: str, /) -> LinkedPicture | None:
        """Return the picture that stands for the journey elsewhere, None if nothing links here."""

    def picture_file(self, form: str, language: str, /) -> str:
        """Return the address of the whole journey's picture in a format, "" if there is none."""

    def data_file(self, form: str, /) -> str:
        """Return the address of the journey's data in a format, "" if there is none."""

    def oembed(self, mode: Mode, language: str, /) -> str:
        """Return where the page's oEmbed answer is, "" if there is none."""


def site_page(itinerary: Itinerary, mode: Mode, language: str, around: Surroundings) -> str:
    """Return a page as HTML for its surroundings; `language` is one of `known_languages`."""
    offered, given = offered_languages(itinerary), itinerary
    page_language, language = language, supported_language(language)
    itinerary = shown_in(itinerary, page_language)
    told, journey = told_language(itinerary, language), itinerary.journey
    title = journey.title.in_language(language)
    home, card = around.page(Mode.READ, page_language), around.card(page_language)
    is_presented = mode == Mode.PRESENT
    of_cards = replace(_place(around), has_media=not around.is_one_file)
    numbers = range(len(itinerary.timeline.moments))
    moments = [_moment(itinerary, number, mode, page_language, around) for number in numbers]
    page = render(
        "site.html",
        language,
        mode=mode.value,
        window_title=f"{title.text} – {translate(language, 'present')}"
        if is_presented
        else title.text,
        description=_description(itinerary, language),
        program=f"routemap {__version__}",
        base=around.base,
        canonical=around.base and urljoin(around.base, home),
        translations=[
            (urljoin(around.base, around.page(mode, tag)), tag) for tag in offered if around.base
        ],
        oembed=around.oembed(mode, page_language),
        card=card,
        told=told,
        locale=told.replace("-", "_"),
        linked_data=linked_data(itinerary, told, around.base and urljoin(around.base, home)),
        **_loaded(given, mode, page_language, around),
        map_id=f"map_{_MAP_ID}",
        journey=journey,
        title=title,
        length=length_text(itinerary, language),
        density=density_html(itinerary, language),
        jump_example=itinerary.timeline.first_date,
        ticks=ticks_html(itinerary.scene(0), language),
        moments=moments,
        notes=journey_notes(journey, language),
        first_step=-1 if is_presented else 0,
        last_step=len(moments) - (0 if is_presented else 1),
        stop_cards=[
            {"id": stop.id, "html": stop_card_html(itinerary, number, language, of_cards)}
            for number, stop in enumerate(journey.stops)
        ],
        itinerary=itinerary_html(
            itinerary,
            language,
            stop_address=STOP_ON_PAGE,
            follows_address=around.follows(page_language),
        ),
        about=about_html(journey, language, _place(around)),
        downloads=_downloads(itinerary, page_language, around),
        embed_code=Embedding(
            "{base}", around.page(Mode.EMBED, page_language), home, card, title.text
        ).code()
        if card
        else "",
        present=around.page(Mode.PRESENT, page_language),
        follows=around.follows(page_language),
        home=home,
        page_language=page_language,
        languages=[
            (tag, language_name(tag), around.page(mode, tag))
            for tag in offered
            if len(offered) > 1 and around.page(mode, tag)
        ],
        key_list=_keys(language),
    )
    return str(page)


def _downloads(itinerary: Itinerary, language: str, around: Surroundings) -> list[Download]:
    """Return pictures of the whole journey, and its data, as far as there are files of them."""
    pictures = [
        (form, around.picture_file(form, language), f"route-web-{language}.{form}")
        for form in PICTURE_FORMATS
    ]
    stem = file_stem(itinerary)
    data = [(form, around.data_file(form), f"{stem}.{form}") for form in DATA_FORMATS]
    return [
        Download(address, name, translate(supported_language(language), key, form=form.upper()))
        for key, files in (("download_picture", pictures), ("download_data", data))
        for form, address, name in files
        if address
    ]


def journey_script(itinerary: Itinerary, language: str, around: Surroundings) -> Asset:
    """Return the script that folium writes of the map: as a file, for pages run none within."""
    files = around.basemap_files
    listed = None if files is None else tuple(files.items())
    key = (language, around.assets, around.basemap, listed, around.is_one_file)
    return _SCRIPTS.get(itinerary, key, lambda: _journey_script(itinerary, language, around))


def content_policy(
    frame_ancestors: str = "", inline_scripts: Iterable[str] = (), *, plays_media: bool = False
) -> str:
    """Return what a page may load: its own files, and the tiles that a reader may choose.

    No script within the page runs, whatever a table brings, except `inline_scripts`: with these,
    the page is one file, which loads no other. `file:` is for pages opened from a disk, where a
    browser may not take 'self' for the folder. `frame_ancestors` are the sites that may frame the
    page; only an answer's head can say it, not the page itself.
    """
    url = urlsplit(str(online_tiles()["url"]))
    tiles = f"{url.scheme}://{url.hostname}"
    hashes = " ".join(map(script_hash, inline_scripts))
    own = "'self' file:"
    rules = {
        "default-src": "'none'",
        "script-src": hashes or own,
        "style-src": "'unsafe-inline'" if hashes else own,
        "img-src": f"data: {tiles}" if hashes else f"{own} data: {tiles}",
        "font-src": "data:" if hashes else own,
        "connect-src": "'none'" if hashes else "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    if plays_media:
        rules["media-src"] = own
    if frame_ancestors:
        rules["frame-ancestors"] = frame_ancestors
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def _loaded(
    itinerary: Itinerary, mode: Mode, language: str, around: Surroundings
) -> dict[str, Any]:
    """Return the icon, styles and scripts of a page, and its policy; in one file all inlined."""
    names: tuple[str, ...] = ("leaflet", "present" if mode == Mode.PRESENT else "page")
    icon = assets()[asset_name("icon.svg")]
    if itinerary.is_shared:
        names = (*names, "travellers")
    if itinerary.journey.annotations:
        names = (*names, "annotations")
    if has_shown(itinerary.journey):
        names = (*names, "media")
    house = house_sheet(itinerary, holds_font=around.is_one_file)
    styles = [assets()[asset_name(f"{name}.css")] for name in names] + ([house] if house else [])
    scripts = [
        *(assets()[asset_name(f"{name}.js")] for name in names),
        first_view(web_route(itinerary).extent, supported_language(language)),
        *([round_about(web_route(itinerary).extent)] if around.is_one_file else ()),
        journey_script(itinerary, language, around),
    ]
    is_inline = around.is_one_file
    plays_media = has_recordings(itinerary.journey) and not is_inline
    inline_scripts = [inline_script(script) for script in scripts] if is_inline else []
    return {
        "policy": content_policy(inline_scripts=inline_scripts, plays_media=plays_media),
        "icon": data_url(icon.media_type, icon.body) if is_inline else around.assets + icon.name,
        "styles": [] if is_inline else [around.assets + style.name for style in styles],
        "scripts": [] if is_inline else [around.assets + script.name for script in scripts],
        "inline_styles": [inline_style(style) for style in styles] if is_inline else [],
        "inline_scripts": inline_scripts,
    }


def _journey_script(itinerary: Itinerary, language: str, around: Surroundings) -> Asset:
    names = ("page.js", "page.css", "openOnPage")
    host = MapHost(around.assets, around.basemap, *names, is_whole=around.is_one_file)
    files = None if around.basemap_files is None else dict(around.basemap_files)
    scene = shown_in(itinerary, language).scene(0)
    made = RouteMap(scene, supported_language(language), host, basemap_files=files)
    made._id = _MAP_ID  # noqa: SLF001  there is no other way to a name that stays
    figure: Any = made.get_root()  # typed as any element, but this one has scripts
    figure.render()
    script = f"routemap.keepSettings({made.settings});\n{figure.script.render()}"
    return make_asset(f"journey-{language}.js", script.encode())


def _moment(
    itinerary: Itinerary, number: int, mode: Mode, language: str, around: Surroundings
) -> dict[str, Any]:
    scene = itinerary.scene(number)
    picture = around.picture(scene, language) if number in pictured_moments(itinerary) else None
    is_presented, language = mode == Mode.PRESENT, supported_language(language)
    return {
        "id": scene.moment.id,
        "story": story_html(scene, language, place=_place(around), is_brief=is_presented),
        "picture": picture,
        "announcement": announcement_html(scene, language),
        "notes": _notes_html(scene, language) if is_presented else "",
    }


def _place(around: Surroundings) -> StoryPlace:
    return StoryPlace(STOP_ON_PAGE, around.assets)


def _notes_html(scene: Scene, language: str) -> Markup:
    """Return speaker notes on a moment, its sources in full, and the next moment."""
    journey, moments = scene.journey, scene.itinerary.timeline.moments
    ids = dict.fromkeys(mark for event in scene.events for mark in event.references)
    following = scene.number + 1
    return render(
        "notes.html",
        language,
        notes=speaker_notes(scene, language),
        references=references(journey, ids),
        following=moment_label(moments[following], language) if following < len(moments) else None,
    )


@lru_cache(maxsize=4)
def _pictured(moments: int) -> frozenset[int]:
    shown = min(moments, _MOST_PICTURED)
    last = moments - 1
    return frozenset(round(part * last / max(shown - 1, 1)) for part in range(shown))


def pictured_moments(itinerary: Itinerary) -> frozenset[int]:
    """Return the moments that have a still picture: all, or an even selection of very many."""
    return _pictured(len(itinerary.timeline.moments))


def _description(itinerary: Itinerary, language: str) -> str:
    subtitle = itinerary.journey.subtitle.in_language(language).text
    stops = itinerary.journey.stops
    told = (stops[0], stops[-1]) if is_long(itinerary.journey) else stops
    names = [stop.name.in_language(language).text for stop in told]
    return f"{ended(subtitle)} {' – '.join(names)}" if subtitle else " – ".join(names)


def _keys(language: str) -> list[tuple[tuple[str, ...], str]]:
    """Return the keys of a presentation, each group with what it does."""

    def named(key: str) -> str:
        return translate(language, f"key_{key}")

    does = {
        "key_next": ("→", named("space"), named("page_down")),
        "key_previous": ("←", named("page_up")),
        "key_ends": (named("home"), named("end")),
        "key_scroll": ("↑", "↓"),
        "key_ask": ("W",),
        "key_ask_move": ("← ↑ → ↓", f"{named('shift')} + ← ↑ → ↓", named("enter")),
        "key_wander": (f"{named('shift')} + ← ↑ → ↓", "+", "−"),
        "key_wander_back": ("0",),
        "key_blank": ("B", "."),
        "key_full_screen": ("F",),
        "key_notes": ("N",),
        "key_presenter": ("S",),
        "key_keys": ("?",),
        "key_leave": (named("escape"),),
    }
    return [(keys, translate(language, words)) for words, keys in does.items()]
