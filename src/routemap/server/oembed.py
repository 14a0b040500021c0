"""`/oembed?url=…`: how another site may show the page, as oEmbed 1.0 says (oembed.com)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.routing import Route

from routemap.errors import ParameterError
from routemap.page.embedding import HEIGHT_PX, Embedding
from routemap.page.site import Mode, home_language
from routemap.server.loading import current_itinerary
from routemap.server.pages import DATE, ServerPage, check_page
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
from routemap.web_address import address_parts

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

PATH = "oembed"
URL, MAX_WIDTH, MAX_HEIGHT, FORMAT = "url", "maxwidth", "maxheight", "format"
_NAMES = (URL, MAX_WIDTH, MAX_HEIGHT, FORMAT)
_WIDTH_PX = 960
_LEAST_PX, _MOST_PX = 200, 10_000
_CACHE_SECONDS = 300


def oembed_routes(prefix: str) -> list[BaseRoute]:
    """Return the route, beneath `prefix` ("" or "/maps")."""
    return [Route(f"{prefix}/{PATH}", _answer, methods=["GET", "HEAD"])]


@answering
async def _answer(request: Request) -> Response:
    loaded = await current_itinerary()
    itinerary, edition = loaded.itinerary, loaded.version
    if itinerary is None:
        return refusal(503, NO_JOURNEY)
    asked = {name: value for name, value in request.query_params.items() if value}
    base = str(request.url.replace(query="", fragment="")).removesuffix(PATH)
    _check_names(asked)
    width = min(_pixels(asked, MAX_WIDTH, _WIDTH_PX), _WIDTH_PX)
    height = min(_pixels(asked, MAX_HEIGHT, HEIGHT_PX), HEIGHT_PX)
    if asked.get(FORMAT, "json") != "json":  # oEmbed 1.0, 2.3.3 asks for this answer
        return refusal(501, f"there is no format “{asked[FORMAT]}”; there is json")
    page = _asked_page(asked[URL], base)
    try:
        check_page(page, itinerary)
    except ParameterError as error:
        return refusal(404, f"“{asked[URL]}” is no page of {base}: {error}")
    language = page.get("lang") or home_language(itinerary)
    server = ServerPage(Mode.EMBED, language, base, edition, itinerary)
    embedded = _Embedded(server, page.get(DATE, ""), width, height)
    headers = {"ETag": embedded.tag, "Cache-Control": f"public, max-age={_CACHE_SECONDS}"}
    known = unchanged(request, headers)
    if known:
        return known
    made = await awaited(request, RENDERED.ask(embedded))
    return tagged(request, made, "application/json", headers)


@dataclass(frozen=True)
class _Embedded:
    server: ServerPage
    date: str
    width: int
    height: int

    @property
    def tag(self) -> str:
        """Return its `ETag`, for which nothing need be written."""
        return tag_of("oembed", self.server.tag, self.date, str(self.width), str(self.height))

    def rendered(self) -> Made:
        """Return the answer."""
        return packed(json.dumps(_content(self), ensure_ascii=False).encode())


def _content(asked: _Embedded) -> dict[str, object]:
    server, date = asked.server, asked.date
    itinerary, language, base = server.itinerary, server.language, server.base
    title = itinerary.journey.title.in_language(language).text
    number = itinerary.timeline.index(date) if date else None
    scene = itinerary.overview() if number is None else itinerary.scene(number)
    picture = server.picture(scene, language)
    embedding = Embedding(
        base,
        server.page_at(Mode.EMBED, language, date),
        server.page_at(Mode.READ, language, date),
        picture,
        title,
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "routemap",
        "provider_url": base,
        "cache_age": _CACHE_SECONDS,
        "html": embedding.code(width=str(asked.width), height=asked.height),
        "width": asked.width,
        "height": asked.height,
        "thumbnail_url": base + picture.address,
        "thumbnail_width": picture.width,
        "thumbnail_height": picture.height,
    }


def _check_names(asked: dict[str, str]) -> None:
    for name in asked:
        if name not in _NAMES:
            message = f"there is nothing called “{name}” to ask for; there are {', '.join(_NAMES)}"
            raise ParameterError(name, message, _NAMES)
    if URL not in asked:
        raise ParameterError(URL, "url is missing; give the address of a page of ours")


def _asked_page(url: str, base: str) -> dict[str, str]:
    """Return the query of a page of ours; of another page, something that no page has."""
    asked, ours = address_parts(url), address_parts(base)
    paths = {ours.path, *(ours.path + mode for mode in (Mode.EMBED, Mode.PRESENT))}
    if asked.netloc != ours.netloc or asked.path not in paths:
        return {"page": "another"}
    return {name: value for name, value in parse_qsl(asked.query) if value}


def _pixels(asked: dict[str, str], name: str, otherwise: int) -> int:
    text = asked.get(name, str(otherwise))
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(_MOST_PX))
    if not (is_number and _LEAST_PX <= int(text) <= _MOST_PX):
        message = f"“{text}” is no {name}; give pixels from {_LEAST_PX} to {_MOST_PX}"
        raise ParameterError(name, message, (f"from {_LEAST_PX} to {_MOST_PX}",))
    return int(text)
