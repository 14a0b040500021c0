"""What the server has beside Streamlit: addresses of our own, and a guard at the door."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.middleware import Middleware
from starlette_compress import CompressMiddleware

from routemap.server.allowed_hosts import THIS_MACHINE, KnownHosts
from routemap.server.bounded_uploads import BoundedUploads
from routemap.server.data import journey_routes
from routemap.server.edition import edition_routes
from routemap.server.health import health_routes
from routemap.server.needed_only import NeededOnly
from routemap.server.oembed import oembed_routes
from routemap.server.pages import page_routes
from routemap.server.pictures import picture_routes
from routemap.server.safe_headers import SafeHeaders
from routemap.server.same_origin import SameOrigin
from routemap.server.session_connection import SessionConnection
from routemap.server.static_files import kept_routes
from routemap.server.teaching import teaching_routes
from routemap.server.worker_pool import close_all

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable
    from types import FrameType

    from starlette.routing import BaseRoute

PUBLIC_VARIABLE = "ROUTEMAP_PUBLIC"


def routes(base_path: str = "") -> list[BaseRoute]:
    """Return our own routes. `base_path` is Streamlit's `server.baseUrlPath`, "" at the root."""
    prefix = _prefix(base_path)
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
    return [itinerary for kind in kinds for itinerary in kind(prefix)]


def middleware(
    hosts: Iterable[str] = (), welcome_origins: Iterable[str] = (), base_path: str = ""
) -> list[Middleware]:
    """Return what every request passes before it is answered.

    Parameters
    ----------
    hosts
        Names of the server, as in Streamlit's `server.allowedHosts`; those of the machine itself
        if there are none.
    welcome_origins
        Sites beside our own whose pages may open a session, as in Streamlit's
        `server.corsAllowedOrigins` ("https://example.org").
    base_path
        Streamlit's `server.baseUrlPath`, "" at the root.
    """
    prefix = _prefix(base_path)
    names = frozenset(host.strip().lower() for host in hosts) or frozenset(THIS_MACHINE)
    return [
        Middleware(SessionConnection),
        Middleware(SafeHeaders, prefix=prefix, is_public=is_public()),
        Middleware(KnownHosts, hosts=names),
        Middleware(SameOrigin, welcome_origins=frozenset(welcome_origins)),
        Middleware(NeededOnly, prefix=prefix),
        Middleware(BoundedUploads, prefix=prefix),
        # Streamlit compresses no file of its front end, 4.6 MB; what is compressed stays as it is.
        Middleware(CompressMiddleware),
    ]


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Let all go who wait for a worker as soon as the server is told to end.

    Else it would end only when they had their answers, minutes later.
    """
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            _before(number, signal.getsignal(number))
    yield


def _before(
    number: signal.Signals, otherwise: Callable[[int, FrameType | None], object] | int | None
) -> None:
    def end(told: int, frame: FrameType | None) -> None:
        # Not here: the signal may have come while a lock was held.
        threading.Thread(target=close_all).start()
        if callable(otherwise):
            otherwise(told, frame)
        else:
            signal.signal(told, signal.SIG_DFL if otherwise is None else otherwise)
            signal.raise_signal(told)

    signal.signal(number, end)


def is_public() -> bool:
    """Tell whether the operator says that everybody may read the journey (`serve --public`)."""
    return os.environ.get(PUBLIC_VARIABLE) == "1"


def _prefix(base_path: str) -> str:
    """Return what all addresses begin with, "" or "/maps"."""
    return f"/{base_path.strip('/')}" if base_path.strip("/") else ""
