"""`/oembed?url=…`: how another site may show the page, as oEmbed 1.0 says (oembed.com)."""

from __future__ import annotations

import json
from functools import partial
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from routemap.errors import ParameterError
from routemap.i18n.languages import home_language, shown_in
from routemap.model.itinerary import Itinerary
from routemap.page.embedding import HEIGHT_PX, Embedding
from routemap.page.site import Mode
from routemap.pictures.params import DATE, LANGUAGE, bounded_number, refuse_unknown
from routemap.server.pages import ServerPage, base_of, check_page
from routemap.server.rendering import RENDERED, RenderingJob
from routemap.server.responses import (
    METHODS,
    Representation,
    answering,
    parameters,
    refusal,
    tag_of,
)
from routemap.server.single_flight import Payload, gzipped
from routemap.web_address import address_parts

PATH = "oembed"
URL, MAX_WIDTH, MAX_HEIGHT, FORMAT = "url", "maxwidth", "maxheight", "format"
_NAMES = (URL, MAX_WIDTH, MAX_HEIGHT, FORMAT)
_WIDTH_PX = 960
_LEAST_PX, _MOST_PX = 200, 10_000
_CACHE_SECONDS = 300


def oembed_routes(prefix: str) -> list[BaseRoute]:
    """Return the route, beneath `prefix` ("" or "/maps")."""
    return [Route(f"{prefix}/{PATH}", answering(_find), methods=METHODS)]


def _find(request: Request, itinerary: Itinerary, edition: str) -> Representation | Response:
    asked = parameters(request)
    refuse_unknown(asked, _NAMES)
    if URL not in asked:
        raise ParameterError(URL, "url is missing; give the address of a page of ours")
    width = min(_pixels(asked, MAX_WIDTH, _WIDTH_PX), _WIDTH_PX)
    height = min(_pixels(asked, MAX_HEIGHT, HEIGHT_PX), HEIGHT_PX)
    if asked.get(FORMAT, "json") != "json":  # oEmbed 1.0, 2.3.3 asks for this answer
        return refusal(501, f"there is no format “{asked[FORMAT]}”; there is json")
    base = base_of(request, PATH)
    query = _page_query(asked[URL], base)
    try:
        check_page(query, itinerary)
    except ParameterError as error:
        return refusal(404, f"“{asked[URL]}” is not a page of {base}: {error}")
    language = query.get(LANGUAGE) or home_language(itinerary.journey)
    page = ServerPage(Mode.EMBED, language, base, edition, itinerary)
    date = query.get(DATE, "")
    job = RenderingJob(
        tag_of("oembed", page.tag, date, str(width), str(height)),
        partial(_rendered, page, date, width, height),
    )
    cache = {"Cache-Control": f"public, max-age={_CACHE_SECONDS}"}
    return Representation(job.tag, "application/json", partial(RENDERED.ask, job), cache)


def _rendered(page: ServerPage, date: str, width: int, height: int) -> Payload:
    language = page.language
    itinerary = shown_in(page.itinerary, language)
    title = itinerary.journey.title.in_language(language).text
    number = itinerary.timeline.last(date) if date else None
    scene = itinerary.overview() if number is None else itinerary.scene(number)
    picture = page.picture(scene, language)
    embedding = Embedding(
        page.base,
        page.page_at(Mode.EMBED, language, date),
        page.page_at(Mode.READ, language, date),
        picture,
        title,
    )
    content = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "routemap",
        "provider_url": page.base,
        "cache_age": _CACHE_SECONDS,
        "html": embedding.code(width=str(width), height=height),
        "width": width,
        "height": height,
        "thumbnail_url": page.base + picture.address,
        "thumbnail_width": picture.width,
        "thumbnail_height": picture.height,
    }
    return gzipped(json.dumps(content, ensure_ascii=False).encode())


def _page_query(url: str, base: str) -> dict[str, str]:
    """Return the query of a page of ours; for other addresses, a parameter no page has."""
    asked, ours = address_parts(url), address_parts(base)
    paths = {ours.path, *(ours.path + mode for mode in (Mode.EMBED, Mode.PRESENT))}
    if asked.netloc != ours.netloc or asked.path not in paths:
        return {"page": "another"}
    return {name: value for name, value in parse_qsl(asked.query) if value}


def _pixels(asked: dict[str, str], name: str, otherwise: int) -> int:
    return int(
        bounded_number(name, asked.get(name, str(otherwise)), f"a {name}", _LEAST_PX, _MOST_PX)
    )
