"""The journey's page without Streamlit: `/present`, `/embed`; and what other sites ask of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.routing import Route

from routemap import __version__
from routemap.addresses.answers import (
    NO_JOURNEY,
    packed,
    refusal,
    refused,
    tag_of,
    tagged,
    unchanged,
)
from routemap.errors import ParameterError
from routemap.formats import DATA_FORMATS, file_stem
from routemap.loading import load_route
from routemap.paper.metadata import picture_facts
from routemap.paper.presets import PRESETS
from routemap.web.assets import asset_name, assets
from routemap.web.embedding import SCRIPT
from routemap.web.ground_bundles import first_view
from routemap.web.site import (
    Download,
    LinkedPicture,
    Mode,
    content_policy,
    home_language,
    journey_script,
    site_page,
)
from routemap.words import LANGUAGES, say

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from routemap.scene import Route as TravelRoute
    from routemap.scene import Scene
    from routemap.web.assets import Asset

DATE, STOP, LANGUAGE = "date", "stop", "lang"
_FRAMED_BY = {Mode.EMBED: "*", Mode.PRESENT: "'self'"}
_CACHE_CONTROL = "public, max-age=300, stale-while-revalidate=86400"
_PICTURE_FORMATS = ("png", "svg", "pdf")


@dataclass(frozen=True)
class ServerPage:
    """A page at this server, of one edition of the journey: equal for all who ask for the same."""

    mode: Mode
    language: str
    base: str
    edition: str
    route: TravelRoute = field(compare=False)

    assets = "assets/"
    ground = "ground/"
    ground_files = None

    def page(self, mode: Mode, language: str) -> str:
        """Return the address of a page; to read there is the dashboard."""
        path = "./" if mode == Mode.READ else mode.value
        return path if language == home_language(self.route) else f"{path}?{LANGUAGE}={language}"

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
        return self._linked(self.route.overview(), language, "card")

    def downloads(self, language: str) -> list[Download]:
        """Return pictures of the whole journey, and its data."""
        pictures = [
            Download(
                f"map.{form}?{urlencode({'preset': 'web', 'lang': language})}",
                f"route-web-{language}.{form}",
                say(language, "download_picture", form=form.upper()),
            )
            for form in _PICTURE_FORMATS
        ]
        data = [
            Download(
                f"journey.{form}",
                f"{file_stem(self.route)}.{form}",
                say(language, "download_data", form=form.upper()),
            )
            for form in DATA_FORMATS
        ]
        return [*pictures, *data]

    def oembed(self, mode: Mode, language: str) -> str:
        """Return where other sites ask how to embed the page."""
        return f"{self.base}oembed?{urlencode({'url': self.base + self.page(mode, language)})}"

    def _linked(self, scene: Scene, language: str, preset: str) -> LinkedPicture:
        asked = {"preset": preset, "lang": language}
        if not scene.is_over:
            asked["date"] = scene.moment.id
        size = PRESETS[preset]
        return LinkedPicture(
            f"map.png?{urlencode(asked)}",
            round(size.width),
            round(size.height),
            picture_facts(scene, language).alt,
        )


def page_routes(prefix: str) -> list[BaseRoute]:
    """Return the routes of pages, beneath `prefix` ("" or "/maps")."""
    reads = ["GET", "HEAD"]
    return [
        Route(f"{prefix}/{Mode.PRESENT}", _page, methods=reads),
        Route(f"{prefix}/{Mode.EMBED}", _page, methods=reads),
        Route(f"{prefix}/{SCRIPT}", _embed_script, methods=reads),
    ]


def journey_asset(name: str) -> Asset | None:
    """Return an asset that belongs to the journey on show, None if there is none of this name."""
    loaded = load_route()
    route, edition = loaded.route, loaded.version
    return _journey_assets(_Edition(edition, route)).get(name) if route else None


@dataclass(frozen=True)
class _Edition:
    name: str
    route: TravelRoute = field(compare=False)


@lru_cache(maxsize=4)
def _journey_assets(edition: _Edition) -> dict[str, Asset]:
    route = edition.route
    made = [
        asset
        for language in LANGUAGES
        for asset in (
            first_view(route.extent, language),
            journey_script(
                route, language, ServerPage(Mode.PRESENT, language, "", edition.name, route)
            ),
        )
    ]
    return {asset.name: asset for asset in made}


@lru_cache(maxsize=64)
def _written(page: ServerPage) -> tuple[bytes, bytes]:
    """Return a page, and the same compressed."""
    body = site_page(page.route, page.mode, page.language, page).encode()
    return body, packed(body)


def _page(request: Request) -> Response:
    loaded = load_route()
    route, edition = loaded.route, loaded.version
    if route is None:
        return refusal(503, NO_JOURNEY)
    asked = {name: value for name, value in request.query_params.items() if value}
    try:
        check_page(asked, route)
    except ParameterError as error:
        return refused(error)
    mode = Mode(request.url.path.rpartition("/")[2])
    base = str(request.url.replace(query="", fragment="")).removesuffix(mode.value)
    language = asked.get(LANGUAGE) or home_language(route)
    page = ServerPage(mode, language, base, edition, route)
    headers = {
        "ETag": tag_of(__version__, edition, mode.value, language, base),
        "Cache-Control": _CACHE_CONTROL,
        "Content-Security-Policy": content_policy(_FRAMED_BY[mode]),
        "Content-Language": language,
    }
    body, compressed = _written(page)
    return unchanged(request, headers) or tagged(
        request, body, "text/html; charset=utf-8", headers, compressed
    )


def check_page(asked: dict[str, str], route: TravelRoute) -> None:
    """Make sure that there is a page as asked for.

    Raises
    ------
    ParameterError
        If there is none; the message says what there is.
    """
    known = {
        DATE: tuple(moment.id for moment in route.timeline.moments),
        STOP: tuple(stop.id for stop in route.journey.stops),
        LANGUAGE: LANGUAGES,
    }
    for name, value in asked.items():
        if name not in known:
            message = f"there is nothing called “{name}” to ask for; there are {', '.join(known)}"
            raise ParameterError(name, message, tuple(known))
        if value not in known[name]:
            message = f"there is no {name} “{value}”; there are {', '.join(known[name])}"
            raise ParameterError(name, message, known[name])


def _embed_script(request: Request) -> Response:
    """Answer with the script that gives frames their height, at an address that never changes."""
    script = assets()[asset_name("embed-height.js")]
    headers = {"ETag": f'"{script.name}"', "Cache-Control": _CACHE_CONTROL}
    return unchanged(request, headers) or tagged(
        request, script.body, script.media_type, headers, script.gzipped
    )
