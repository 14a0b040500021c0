"""The journey's page without Streamlit: `/present`, `/embed`; and what other sites ask of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from routemap.i18n.catalog import supported_language
from routemap.i18n.languages import (
    home_language,
    known_languages,
    shown_in,
    told_language,
)
from routemap.model.itinerary import Itinerary, Scene
from routemap.model.own_basemap import GroundImage
from routemap.page.assets import Asset, media_type
from routemap.page.basemap_bundles import first_view
from routemap.page.house_css import house_sheet
from routemap.page.house_font import house_font
from routemap.page.own_ground import own_map_asset
from routemap.page.picture_preview import LinkedPicture, linked_picture
from routemap.page.site import (
    Mode,
    content_policy,
    journey_script,
    site_page,
)
from routemap.page.story_media import has_recordings
from routemap.page.web_route import web_route
from routemap.pictures.params import DATE, LANGUAGE, STOP, not_in_journey, refuse_unknown, values_of
from routemap.server.loading import current_itinerary
from routemap.server.rendering import RENDERED, RenderingJob
from routemap.server.responses import (
    METHODS,
    Representation,
    answering,
    made,
    parameters,
    tag_of,
)
from routemap.server.single_flight import Payload, gzipped

_NAMES = (DATE, STOP, LANGUAGE)
_FRAMED_BY = {Mode.EMBED: "*", Mode.PRESENT: "'self'"}
# Each is for one language; the hash of its bytes comes last.
_OWN_MAP = re.compile(r"own-map\.[0-9a-f]+\.(?:jpg|webp)")
_HOUSE_STYLE = re.compile(r"house\.[0-9a-f]+\.(css|otf|ttf)")
_JOURNEY_FILE = re.compile(r"(?P<kind>journey|ground)-(?P<language>[A-Za-z0-9-]+)\.[0-9a-f]+\.js")


@dataclass(frozen=True)
class ServerPage:
    """A page at this server, of one edition of the journey."""

    mode: Mode
    language: str
    base: str
    edition: str
    itinerary: Itinerary

    is_one_file = False
    assets = "assets/"
    basemap = "ground/"
    basemap_files = None

    @property
    def tag(self) -> str:
        """Return its `ETag`, for which the page need not be written."""
        return tag_of(self.edition, "page", self.mode, self.language, self.base)

    def page(self, mode: Mode, language: str) -> str:
        """Return the address of a page; that of `Mode.READ` is the dashboard."""
        path = "./" if mode == Mode.READ else mode.value
        is_home = language == home_language(self.itinerary.journey)
        return path if is_home else f"{path}?{LANGUAGE}={language}"

    def follows(self, language: str) -> str:
        """Return the address of the page “What follows”, which is the dashboard's."""
        is_home = language == home_language(self.itinerary.journey)
        return "follows" if is_home else f"follows?{LANGUAGE}={language}"

    def page_at(self, mode: Mode, language: str, date: str) -> str:
        """Return the address of a page at a moment, "" for its first."""
        address = self.page(mode, language)
        if not date:
            return address
        return f"{address}{'&' if '?' in address else '?'}{urlencode({DATE: date})}"

    def picture(self, scene: Scene, language: str) -> LinkedPicture:
        """Return the picture of a moment, drawn on request."""
        return self._linked(scene, language, "web")

    def card(self, language: str) -> LinkedPicture:
        """Return the picture of the whole journey for shared links."""
        overview = shown_in(self.itinerary, language).overview()
        return self._linked(overview, language, "card")

    def picture_file(self, form: str, language: str) -> str:
        """Return the address of the picture of the whole journey, drawn on request."""
        return f"map.{form}?{urlencode(values_of(self.itinerary.overview(), language, 'web'))}"

    def data_file(self, form: str) -> str:
        """Return the address of the data."""
        return f"journey.{form}"

    def oembed(self, mode: Mode, language: str) -> str:
        """Return the address of the page's oEmbed description."""
        return f"{self.base}oembed?{urlencode({'url': self.base + self.page(mode, language)})}"

    def rendered(self) -> Payload:
        """Return the page as HTML."""
        return gzipped(site_page(self.itinerary, self.mode, self.language, self).encode())

    def _linked(self, scene: Scene, language: str, preset: str) -> LinkedPicture:
        query = urlencode(values_of(scene, language, preset))
        return linked_picture(f"map.png?{query}", scene, language, preset)


def page_routes(prefix: str) -> list[BaseRoute]:
    """Return the routes of pages, beneath `prefix` ("" or "/maps")."""
    page = answering(_find)
    return [Route(f"{prefix}/{mode}", page, methods=METHODS) for mode in (Mode.PRESENT, Mode.EMBED)]


async def journey_file(request: Request, name: str) -> Payload | None:
    """Return a script of the journey on show, None if none has this name."""
    asked = _JOURNEY_FILE.fullmatch(name)
    loaded = await current_itinerary()
    if not asked or loaded.itinerary is None:
        return None
    if asked["language"] not in known_languages(loaded.itinerary):
        return None
    kind, language = asked.groups()
    job = RenderingJob(
        tag_of(loaded.version, "script", kind, language),
        partial(_journey_file, kind, language, loaded.version, loaded.itinerary),
    )
    payload = await made(request, RENDERED.ask(job))
    return payload if payload.name == name else None


async def own_map(request: Request, name: str) -> tuple[Payload, str] | None:
    """Return the picture of a map of the journey on show, and its media type; None if no such."""
    loaded = await current_itinerary()
    image = loaded.itinerary.journey.own_basemap.image if loaded.itinerary else None
    if not _OWN_MAP.fullmatch(name) or image is None:
        return None
    job = RenderingJob(tag_of(loaded.version, "own-map"), partial(_own_map, image))
    payload = await made(request, RENDERED.ask(job))
    return (payload, media_type(name)) if payload.name == name else None


async def house_style(name: str) -> Asset | None:
    """Return style sheet or typeface of the journey on show, None if neither has this name."""
    loaded = await current_itinerary()
    if not _HOUSE_STYLE.fullmatch(name) or loaded.itinerary is None:
        return None
    found = (house_sheet(loaded.itinerary), house_font(loaded.itinerary))
    return next((each for each in found if each and each.name == name), None)


def _own_map(image: GroundImage) -> Payload:
    asset = own_map_asset(image)
    return Payload(asset.body, name=asset.name)


def _journey_file(kind: str, language: str, edition: str, itinerary: Itinerary) -> Payload:
    if kind == "ground":
        asset = first_view(web_route(itinerary).extent, supported_language(language))
    else:
        page = ServerPage(Mode.PRESENT, language, "", edition, itinerary)
        asset = journey_script(itinerary, language, page)
    return gzipped(asset.body, asset.name)


def _find(request: Request, itinerary: Itinerary, edition: str) -> Representation:
    asked = parameters(request)
    check_page(asked, itinerary)
    mode = Mode(request.url.path.rpartition("/")[2])
    language = asked.get(LANGUAGE) or home_language(itinerary.journey)
    page = ServerPage(mode, language, base_of(request, mode), edition, itinerary)
    return Representation(
        page.tag,
        "text/html; charset=utf-8",
        partial(RENDERED.ask, RenderingJob(page.tag, page.rendered)),
        {
            "Content-Security-Policy": content_policy(
                _FRAMED_BY[mode], plays_media=has_recordings(itinerary.journey)
            ),
            "Content-Language": told_language(itinerary, language),
        },
    )


def base_of(request: Request, name: str) -> str:
    """Return where our addresses begin, which the request names up to `name`."""
    return str(request.url.replace(query="", fragment="")).removesuffix(name)


def check_page(asked: dict[str, str], itinerary: Itinerary) -> None:
    """Refuse parameters for which there is no page.

    Raises
    ------
    ParameterError
        If there is none; the message says what there is.
    """
    refuse_unknown(asked, _NAMES)
    for name, value in asked.items():
        things = itinerary.timeline.moments if name == DATE else itinerary.journey.stops
        ids = tuple(each.id for each in things)
        known = known_languages(itinerary) if name == LANGUAGE else ids
        is_date = name == DATE and itinerary.timeline.first(value) is not None
        if value not in known and not is_date:
            raise not_in_journey(name, value, known)
