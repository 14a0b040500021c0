"""What the server has beside Streamlit: addresses of our own, and a guard at the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.middleware import Middleware
from starlette_compress import CompressMiddleware

from routemap.addresses.edition import edition_routes
from routemap.addresses.health import health_routes
from routemap.addresses.journeys import journey_routes
from routemap.addresses.kept import kept_routes
from routemap.addresses.oembed import oembed_routes
from routemap.addresses.pages import page_routes
from routemap.addresses.pictures import picture_routes
from routemap.addresses.safe_headers import SafeHeaders
from routemap.addresses.same_origin import SameOrigin
from routemap.addresses.sent_at_once import SentAtOnce
from routemap.addresses.teaching import teaching_routes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.routing import BaseRoute


def routes(base_path: str = "") -> list[BaseRoute]:
    """Return our own routes. `base_path` is Streamlit's `server.baseUrlPath`, "" at the root."""
    prefix = f"/{base_path.strip('/')}" if base_path.strip("/") else ""
    kinds = (
        health_routes,
        edition_routes,
        kept_routes,
        page_routes,
        oembed_routes,
        picture_routes,
        journey_routes,
        teaching_routes,
    )
    return [route for kind in kinds for route in kind(prefix)]


def middleware(welcome_origins: Iterable[str] = ()) -> list[Middleware]:
    """Return what every request passes before it is answered.

    `welcome_origins` are sites beside our own whose pages may open a session, as in Streamlit's
    `server.corsAllowedOrigins` ("https://example.org").
    """
    return [
        Middleware(SentAtOnce),
        Middleware(SameOrigin, welcome_origins=frozenset(welcome_origins)),
        Middleware(SafeHeaders),
        # Streamlit compresses no file of its front end, 4.6 MB; what is compressed stays as it is.
        Middleware(CompressMiddleware),
    ]
