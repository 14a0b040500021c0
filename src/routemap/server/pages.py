"""The journey's page without Streamlit: `/present`, `/embed`; and what other sites ask of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.routing import Route

from routemap import __version__
from routemap.errors import ParameterError
from routemap.formats.registry import DATA_FORMATS, file_stem
from routemap.i18n.catalog import LANGUAGES, translate
from routemap.page.assets import asset_name, assets
from routemap.page.basemap_bundles import first_view
from routemap.page.embedding import SCRIPT
from routemap.page.site import (
    Download,
    LinkedPicture,
    Mode,
    content_policy,
    home_language,
    journey_script,
    site_page,
)
from routemap.pictures.sizes import PRESETS
from routemap.pictures.xmp import picture_metadata
from routemap.server.loading import current_itinerary
from routemap.server.rendering import RENDERED
from routemap.server.responses import (
    NO_JOURNEY,
    answering,
    awaited,
    refusal,
    tag_of,
    tagged,
    unchanged,
)
from routemap.server.single_flight import Made, packed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from routemap.model.itinerary import Itinerary, Scene

_NAMES = DATE, STOP, LANGUAGE = "date", "stop", "lang"
_MOST_NAMED = 50  # of what there is, to who asks for what there is not
_FRAMED_BY = {Mode.EMBED: "*", Mode.PRESENT: "'self'"}
_CACHE_CONTROL = "public, max-age=300, stale-while-revalidate=86400"
# Both of a language; the hash of their bytes comes last.
_JOURNEY_FILE = re.compile(r"(?P<kind>journey|ground)-(?P<language>[a-z]+)\.[0-9a-f]+\.js")
_PICTURE_FORMATS = ("png", "svg", "pdf")


@dataclass(frozen=True)
class ServerPage:
    """A page at this server, of one edition of the journey."""

    mode: Mode
    language: str
    base: str
    edition: str
    itinerary: Itinerary

    assets = "assets/"
    ground = "ground/"
    ground_files = None

    @property
    def tag(self) -> str:
        """Return its `ETag`, the same for all who ask for the same; nothing is written for it."""
        return tag_of(__version__, self.edition, "page", self.mode, self.language, self.base)

    def page(self, mode: Mode, language: str) -> str:
        """Return the address of a page; to read there is the dashboard."""
        path = "./" if mode == Mode.READ else mode.value
        return (
            path if language == home_language(self.itinerary) else f"{path}?{LANGUAGE}={language}"
        )

    def page_at(self, mode: Mode, language: str, date: str) -> str:
        """Return the address of a page at a moment, "" for its first."""
        address = self.page(mode, language)
        if not date:
            return address
        return f"{address}{'&' if '?' in address else '?'}{urlencode({DATE: date})}"

    def picture(self, scene: Scene, language: str) -> LinkedPicture:
        """Return the picture of a moment, drawn when somebody asks for it."""
        return self._linked(scene, language, "web")

    def card(self, language: str) -> LinkedPicture:
        """Return the picture of the whole journey for shared links."""
        return self._linked(self.itinerary.overview(), language, "card")

    def downloads(self, language: str) -> list[Download]:
        """Return pictures of the whole journey, and its data."""
        pictures = [
            Download(
                f"map.{form}?{urlencode({'preset': 'web', 'lang': language})}",
                f"route-web-{language}.{form}",
                translate(language, "download_picture", form=form.upper()),
            )
            for form in _PICTURE_FORMATS
        ]
        data = [
            Download(
                f"journey.{form}",
                f"{file_stem(self.itinerary)}.{form}",
                translate(language, "download_data", form=form.upper()),
            )
            for form in DATA_FORMATS
        ]
        return [*pictures, *data]

    def oembed(self, mode: Mode, language: str) -> str:
        """Return where other sites ask how to embed the page."""
        return f"{self.base}oembed?{urlencode({'url': self.base + self.page(mode, language)})}"

    def rendered(self) -> Made:
        """Return the page."""
        return packed(site_page(self.itinerary, self.mode, self.language, self).encode())

    def _linked(self, scene: Scene, language: str, preset: str) -> LinkedPicture:
        asked = {"preset": preset, "lang": language}
        if not scene.is_over:
            asked["date"] = scene.moment.id
        size = PRESETS[preset]
        return LinkedPicture(
            f"map.png?{urlencode(asked)}",
            round(size.width),
            round(size.height),
            picture_metadata(scene, language).alt,
        )


def page_routes(prefix: str) -> list[BaseRoute]:
    """Return the routes of pages, beneath `prefix` ("" or "/maps")."""
    reads = ["GET", "HEAD"]
    return [
        Route(f"{prefix}/{Mode.PRESENT}", _page, methods=reads),
        Route(f"{prefix}/{Mode.EMBED}", _page, methods=reads),
        Route(f"{prefix}/{SCRIPT}", _embed_script, methods=reads),
    ]


async def journey_file(request: Request, name: str) -> Made | None:
    """Return a script that belongs to the journey on show, None if there is none of this name."""
    asked = _JOURNEY_FILE.fullmatch(name)
    loaded = await current_itinerary()
    if not asked or asked["language"] not in LANGUAGES or loaded.itinerary is None:
        return None
    wanted = _JourneyFile(asked["kind"], asked["language"], loaded.version, loaded.itinerary)
    made = await awaited(request, RENDERED.ask(wanted))
    return made if made.name == name else None


@dataclass(frozen=True)
class _JourneyFile:
    kind: str
    language: str
    edition: str
    itinerary: Itinerary

    @property
    def tag(self) -> str:
        """Return what is the same for all who ask for the same script."""
        return tag_of(__version__, self.edition, "script", self.kind, self.language)

    def rendered(self) -> Made:
        """Return the script, with its name."""
        if self.kind == "ground":
            asset = first_view(self.itinerary.extent, self.language)
        else:
            page = ServerPage(Mode.PRESENT, self.language, "", self.edition, self.itinerary)
            asset = journey_script(self.itinerary, self.language, page)
        return packed(asset.body)._replace(name=asset.name)


@answering
async def _page(request: Request) -> Response:
    loaded = await current_itinerary()
    itinerary, edition = loaded.itinerary, loaded.version
    if itinerary is None:
        return refusal(503, NO_JOURNEY)
    asked = {name: value for name, value in request.query_params.items() if value}
    check_page(asked, itinerary)
    mode = Mode(request.url.path.rpartition("/")[2])
    base = str(request.url.replace(query="", fragment="")).removesuffix(mode.value)
    language = asked.get(LANGUAGE) or home_language(itinerary)
    page = ServerPage(mode, language, base, edition, itinerary)
    headers = {
        "ETag": page.tag,
        "Cache-Control": _CACHE_CONTROL,
        "Content-Security-Policy": content_policy(_FRAMED_BY[mode]),
        "Content-Language": language,
    }
    known = unchanged(request, headers)
    if known:
        return known
    made = await awaited(request, RENDERED.ask(page))
    return tagged(request, made, "text/html; charset=utf-8", headers)


def check_page(asked: dict[str, str], itinerary: Itinerary) -> None:
    """Make sure that there is a page as asked for.

    Raises
    ------
    ParameterError
        If there is none; the message says what there is.
    """
    for name, value in asked.items():
        if name not in _NAMES:
            message = f"there is nothing called “{name}” to ask for; there are {', '.join(_NAMES)}"
            raise ParameterError(name, message, _NAMES)
        if not _is_there(name, value, itinerary):
            known = tuple(islice(_what_there_is(name, itinerary), _MOST_NAMED))
            message = f"there is no {name} “{value}”; there are {', '.join(known)}"
            raise ParameterError(name, message, known)


def _is_there(name: str, value: str, itinerary: Itinerary) -> bool:
    if name == DATE:
        return itinerary.timeline.index(value) is not None
    if name == STOP:
        return itinerary.stop_number(value) is not None
    return value in LANGUAGES


def _what_there_is(name: str, itinerary: Itinerary) -> Iterator[str]:
    if name == LANGUAGE:
        return iter(LANGUAGES)
    return (
        each.id
        for each in (itinerary.timeline.moments if name == DATE else itinerary.journey.stops)
    )


async def _embed_script(request: Request) -> Response:
    """Answer with the script that gives frames their height, at an address that never changes."""
    script = assets()[asset_name("embed_height.js")]
    headers = {"ETag": f'"{script.name}"', "Cache-Control": _CACHE_CONTROL}
    made = Made(script.gzipped or script.body, bool(script.gzipped))
    return unchanged(request, headers) or tagged(request, made, script.media_type, headers)
